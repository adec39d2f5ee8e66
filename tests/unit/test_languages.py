"""The catalogues of texts: each language has every text, and every text that a page names is in the catalogues."""

import re
from collections.abc import Iterator

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from app.http.language import negotiated
from app.http.page_file import LATE_CATALOGUES, PAGES, SCRIPT_CATALOGUES
from app.languages import ENGLISH, LANGUAGES, catalogue, catalogue_names, text
from tests.support.modules import imported_by, modules_of, source_of

OTHERS = [language for language in LANGUAGES if language != ENGLISH]
PAIRS = [(language, name) for language in OTHERS for name in catalogue_names()]
TEXTS = ("t", "parts")
"""The functions with which a script shows a text."""

TEMPLATES = {path.stem: path.read_text() for path in sorted(PAGES.glob("*.html"))}
MODULES = {
    module: (PAGES / "assets" / module).read_text()
    for module in sorted(path.relative_to(PAGES / "assets").as_posix() for path in PAGES.glob("assets/**/*.js"))
    if not module.startswith(("bundles/", "vendor/"))
}

IN_ENGLISH = {"docs", "problem"}
"""The documentation for programmers is in English only."""

WORDS_OF_THE_CHECKER = {
    f"raffle/{name}.js"
    for name in ("beacon", "draw", "members", "phc", "record-check", "record-facts", "strict-json", "tree")
}
"""The modules that find mistakes in a record. They use the English texts of the program that checks records."""

NO_WORDS = {"Accept", "Date", "Enter", "Escape", "Link", "Tab"}
"""Names of headers and of keys on a keyboard."""


class Values(Visitor):
    """The names of the values that a text takes."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802 # the name of the node
        self.names.add(node.id.name)


def values_of(pattern: ast.Pattern) -> set[str]:
    found = Values()
    found.visit(pattern)
    return found.names


def texts_of(language: str, name: str) -> dict[str, set[str]]:
    """Return the names of the texts in a catalogue, and the values that each text takes."""
    found: dict[str, set[str]] = {}
    for entry in FluentParser().parse(catalogue(language, name)).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            if entry.value:
                assert entry.id.name not in found, f"{entry.id.name} is there twice"
                found[entry.id.name] = values_of(entry.value)
            found |= {f"{entry.id.name}.{part.id.name}": values_of(part.value) for part in entry.attributes}
    return found


@pytest.mark.parametrize(("language", "name"), PAIRS)
def test_each_language_has_the_texts_of_english(language: str, name: str) -> None:
    # Given a catalogue in English
    english = texts_of(ENGLISH, name)

    # Then the catalogue in another language has the same texts. Each of its texts takes only values that the English
    # text takes
    other = texts_of(language, name)
    assert list(other) == list(english)
    assert {each: values for each, values in other.items() if not values <= english[each]} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalogue_is_translated(language: str) -> None:
    # Given all English texts with at least three words and without values
    long = [
        (name, each)
        for name in catalogue_names()
        for each, values in texts_of(ENGLISH, name).items()
        if not values and text(ENGLISH, name, each).count(" ") >= 2
    ]
    assert long

    # Then no text in the other language is equal to its English text
    assert [each for each in long if text(language, *each) == text(ENGLISH, *each)] == []


def named_in(source: str, *functions: str) -> Iterator[str]:
    """Yield the names of texts in a template or a script. A name is the first argument of one of these functions."""
    for function in functions:
        yield from re.findall(rf"\b{function}\d*\(\s*\"([a-z][\w-]*)\"\s*[,)]", source)


@pytest.mark.parametrize("page", TEMPLATES)
def test_a_page_has_every_text_that_it_names(page: str) -> None:
    # Given a page, and the catalogues that its script loads
    template = TEMPLATES[page]
    loaded = SCRIPT_CATALOGUES.get(page, ())
    known = [name for each in loaded for name in texts_of(ENGLISH, each)]
    assert len(known) == len(set(known)), "a text is in two catalogues"

    # Then the catalogues have every text that the template names
    for function, name in (("t", page), ("frame", "frame"), ("shared", "shared")):
        named = set(named_in(template, function))
        assert not named or named <= texts_of(ENGLISH, name).keys()

    # And the catalogues have every text that the script of the page names, also in modules that it loads later
    if loaded:
        modules = modules_of(f"{page}.js")
        at_once = {text for module in modules for text in named_in(source_of(module), *TEXTS)}
        assert at_once
        assert at_once <= set(known)
        late = {late for module in modules for late in imported_by(module, late=True)}
        later = {text for module in late for each in modules_of(module) for text in named_in(source_of(each), *TEXTS)}
        assert later <= {*known, *(name for each in LATE_CATALOGUES for name in texts_of(ENGLISH, each))}


@pytest.mark.parametrize("page", sorted(TEMPLATES.keys() - IN_ENGLISH))
def test_no_text_of_a_template_is_outside_the_catalogues(page: str) -> None:
    # Given the HTML of a page without its tags, and without the texts from the catalogues
    without = r"\{% block root %\}.*?\{% endblock %\}|\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->|&[a-z]+;"
    html = re.sub(without, "", TEMPLATES[page], flags=re.DOTALL)
    shown = re.sub(r"<[^>]*>", " ", html)
    shown += " ".join(re.findall(r'(?:aria-label|title|alt|placeholder)="([^"]*)"', html))

    # Then no words are left
    assert re.findall(r"[A-Za-z]{2,}", shown) == []


@pytest.mark.parametrize("module", sorted(MODULES.keys() - WORDS_OF_THE_CHECKER - {"docs.js"}))
def test_no_text_of_a_script_is_outside_the_catalogues(module: str) -> None:
    # Given the strings of a script, without its comments and its errors for programmers
    code = re.sub(r"/\*.*?\*/|(?<!\S)//[^\n]*|new Error\([^)]*\)", "", MODULES[module], flags=re.DOTALL)
    strings = ["".join(found) for found in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', code)]

    # Then no string is a sentence, and no string is a single word with a capital letter
    def is_text(string: str) -> bool:
        words = re.sub(r"\$\{.*?\}", "", string, flags=re.DOTALL)
        sentence = re.search(r"[A-Za-z]{2,}[,.:?!…]?\s+[A-Za-z]{2,}", words) and re.search(r"[A-Z,.?!…]", words)
        return bool(sentence) or bool(re.fullmatch(r"[A-Z][a-z]+", string) and string not in NO_WORDS)

    assert [string for string in strings if is_text(string)] == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("it, fr-CH;q=0.7, en;q=0.5", "fr"),
        ("en;q=0.2, ES-419;q=0.3", "es"),
        ("ar-EG", "ar"),
        ("ar;q=0, de;q=0.1", "de"),
        ("*", "en"),
        ("tlh", "en"),
        ("de;q=nan, fr;q=x, es;q=0.1", "es"),
        (";;,,q=1", "en"),
        ("," * 15_000 + "de", "en"),
        ("fr;q=0.5;" + ";" * 15_000 + ", de;q=0.1", "fr"),
    ],
)
def test_the_language_is_the_one_that_the_browser_prefers(header: str, language: str) -> None:
    # When a browser sends this Accept-Language, Then the page has this language
    assert negotiated(header) == language
