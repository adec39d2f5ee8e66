"""The messages of msgspec in plain words, because forms show them to people who know no types of Python or JSON."""

import re

_LIMIT = re.compile(r"Expected `(?P<type>\w+)`(?P<length> of length)? (?P<sign>[<>])= (?P<limit>-?\d+)")
_TYPE = re.compile(r"Expected `(?P<wanted>[\w| ]+)`, got `(?P<given>\w+)`")
_FIXED = {
    "Object missing required field": "This field is missing",
    "Object contains unknown field": "There is no field of this name",
    "Number out of range": "The number is too large",
    "Integer value out of range": "The number is too large",
}
_UNITS = {"str": ("character", "characters"), "array": ("entry", "entries")}
_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a decimal number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
}


def in_words(message: str) -> str:
    """Return a message of msgspec about a value, for example "At most 100 characters". Keep a message of our own."""
    fixed = re.sub(r" `[^`]*`$", "", message)
    if fixed in _FIXED:
        return _FIXED[fixed]
    if found := _LIMIT.fullmatch(message):
        limit = int(found["limit"])
        words = ["At most" if found["sign"] == "<" else "At least", f"{limit:,}"]
        if found["length"]:
            words.append(_UNITS[found["type"]][limit != 1])
        return " ".join(words)
    if found := _TYPE.fullmatch(message):
        wanted = " or ".join(_TYPES.get(each, each) for each in found["wanted"].split(" | "))
        return f"Expected {wanted}, but this is {_TYPES.get(found['given'], found['given'])}"
    return message
