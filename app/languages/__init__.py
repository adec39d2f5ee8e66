"""The texts of pages and problems in five languages, from catalogues of Fluent (https://projectfluent.org).

Each language has a folder with the same catalogues, and a catalogue has the same texts in each language. New texts are
written in English first. The scripts of the pages read the same catalogues, with @fluent/bundle.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fluent.runtime import FluentBundle

_FOLDER = Path(__file__).parent


class Language(NamedTuple):
    """A language of the service."""

    tag: str
    """The tag of the language, such as "de" (RFC 5646)."""

    name: str
    """The name of the language, in this language."""

    direction: str = "ltr"
    """The direction of the script: "ltr", or "rtl" for right to left."""


LANGUAGES = {
    language.tag: language
    for language in (
        Language("en", "English"),
        Language("de", "Deutsch"),
        Language("fr", "Français"),
        Language("es", "Español"),
        Language("ar", "العربية", "rtl"),
    )
}

ENGLISH = "en"
"""The language for people who want a language that is not in LANGUAGES. Titles, types and logs are only in English."""


def catalogue(language: str, name: str) -> str:
    """Return the source of one catalogue of a language."""
    return (_FOLDER / language / f"{name}.ftl").read_text(encoding="utf-8")


def catalogue_names() -> list[str]:
    """Return the names of all catalogues."""
    return sorted(path.stem for path in (_FOLDER / ENGLISH).glob("*.ftl"))


def texts_of(language: str, names: Iterable[str]) -> str:
    """Return the sources of several catalogues of a language as one, without the comments, which pages do not need."""
    source = "\n".join(catalogue(language, name) for name in names)
    return re.sub(r"^#.*\n", "", source, flags=re.MULTILINE)


def text(language: str, catalogue_name: str, name: str, values: Mapping[str, object] | None = None) -> str:
    """Return a text of a catalogue in a language. `name` is the name of the text, or `text.part` for a part of a text.

    Raises:
        KeyError: the catalogue has no such text.
        FluentReferenceError: the text names a value that is not given.
    """
    name, _, part = name.partition(".")
    bundle = _bundle(language, catalogue_name)
    message = bundle.get_message(name)
    pattern = message.attributes[part] if part else message.value
    if pattern is None:
        raise KeyError(name)
    formatted, errors = bundle.format_pattern(pattern, dict(values or {}))
    if errors:
        raise errors[0]
    return str(formatted)


@cache
def _bundle(language: str, catalogue_name: str) -> "FluentBundle":
    # Fluent takes a tenth of a second to import, and most programs show no text of a catalogue.
    from fluent.runtime import FluentBundle, FluentResource  # noqa: PLC0415

    # Isolation marks keep a name in its place if the script of the name has another direction than the text. Texts from
    # left to right get no marks here: the code that shows a name adds marks if this name needs them.
    bundle = FluentBundle([language], use_isolating=LANGUAGES[language].direction == "rtl")
    bundle.add_resource(FluentResource(catalogue(language, catalogue_name)))
    return bundle
