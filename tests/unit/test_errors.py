"""Problems (error answers): each problem tells its reader everything that the reader needs."""

import json
import re
from http import HTTPStatus
from typing import get_args

import pytest

from app import errors
from app.errors import (
    AlreadyDrawn,
    AlreadyHandedOver,
    CrossSite,
    FieldError,
    InvalidCode,
    InvalidRequest,
    NotAManager,
    Problem,
    ReplicasMissing,
    SoldOut,
    StoreLoading,
    TooManyWrongCodes,
    Written,
)
from app.http.problems import body_of, example_of, headers_of
from app.languages import ENGLISH, LANGUAGES, text
from tests.unit.test_languages import texts_of

ALL = errors.problems()

DETAILS = [
    *(example_of(problem) for problem in ALL),
    *(ReplicasMissing(written) for written in get_args(Written)),
    *(TooManyWrongCodes(forgotten_in_seconds=seconds) for seconds in (1, 2, 5, 11)),
    AlreadyHandedOver("2036-11-27T09:00:00.000Z", "token"),
    CrossSite.at("https://a.test", "b.test"),
    CrossSite.at("https://a.test", "b.test", public="https://c.test/raffle"),
    InvalidCode(mistake="a code has 16 letters and digits, but this text has 3"),
    AlreadyDrawn.before_erasing(),
    StoreLoading(2.5),
    StoreLoading(99.6, 1200),
]
"""One problem for each detail that a client can get."""


def test_every_problem_is_on_the_list() -> None:
    # When all problem classes in `app.errors.__all__` are collected, Then `errors.problems()` returns each of them once
    classes = [
        thing
        for thing in (getattr(errors, name) for name in errors.__all__)
        if isinstance(thing, type) and issubclass(thing, Problem) and thing is not Problem
    ]
    assert len(ALL) == len(set(ALL))
    assert set(classes) == set(ALL)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_a_problem_says_when_it_occurs_and_what_to_do(problem: type[Problem]) -> None:
    # When a problem is read, Then it has an error status, a title, a detail, and one line that says when it occurs
    assert HTTPStatus(problem.status) >= HTTPStatus.BAD_REQUEST
    assert re.fullmatch(r"[A-Z][^.]{3,40}", problem.title)
    assert problem.detail.endswith(".")
    assert problem.__doc__ is not None
    assert re.fullmatch(r"When [^\n]+\.", problem.__doc__)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_a_problem_becomes_a_document(problem: type[Problem]) -> None:
    # When a problem is written as a document
    document = example_of(problem).document()

    # Then the document has the members of RFC 9457, and its type ends with the slug of the problem
    assert re.fullmatch(r"/problems/[a-z]+(-[a-z]+)*", document.type)
    assert document.type == f"/problems/{problem.slug}"
    assert (document.title, document.status, document.detail) == (problem.title, problem.status, problem.detail)


def test_the_slug_has_every_word_of_the_class_name() -> None:
    # When a slug is made, Then it has each word of the class name, even a word of one letter
    assert NotAManager.slug == "not-a-manager"
    assert SoldOut.type() == "/problems/sold-out"


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_class_slug_and_title_of_a_problem_are_the_same_words(problem: type[Problem]) -> None:
    # When the slug and the title are written as one word in lower case, Then both are equal to the class name in lower
    # case
    assert problem.slug.replace("-", "") == problem.title.replace(" ", "").lower() == problem.__name__.lower()


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_every_problem_states_whether_nothing_was_changed(problem: type[Problem]) -> None:
    # When the class of a problem is read, Then the class sets `nothing_changed`, and the detail does not contradict
    # this value
    assert isinstance(vars(problem)["nothing_changed"], bool)
    assert problem.nothing_changed or "nothing was changed" not in problem.detail.lower()


def test_no_two_problems_share_a_slug_or_a_title() -> None:
    # When slugs and titles are collected, Then all slugs are different, and all titles are different
    assert len({problem.slug for problem in ALL}) == len({problem.title for problem in ALL}) == len(ALL)


@pytest.mark.parametrize("problem", [p for p in ALL if p.status in {429, 503}], ids=lambda problem: problem.slug)
def test_a_temporary_problem_says_when_to_try_again(problem: type[Problem]) -> None:
    # When a problem is temporary, Then Retry-After says after how many seconds to try again
    assert int(headers_of(example_of(problem))["Retry-After"]) >= 1


def test_a_problem_that_is_not_temporary_has_no_retry_after() -> None:
    # When a problem is not temporary, Then it has no header Retry-After
    assert headers_of(InvalidRequest()) == {}


def test_bad_input_is_named_by_field() -> None:
    # When a field is wrong, Then the problem document names this field
    assert InvalidRequest.of("name", "too long").document().errors == [FieldError("name", "too long")]


@pytest.mark.parametrize(("seconds", "said"), [(59, "59 seconds"), (1, "1 second"), (0, "1 second")])
def test_a_throttled_player_learns_when_to_try_again_and_who_counts_together(seconds: int, said: str) -> None:
    # Given a player who may check a code again after some seconds
    refusal = TooManyWrongCodes(forgotten_in_seconds=seconds)

    # When the player is refused, Then the detail says when to try again. It also says that people who share an internet
    # connection count together
    together = "People who share an internet connection count together."
    assert refusal.document().detail == f"Too many wrong codes. {together} Try again in {said}."


def text_name(problem: Problem) -> str:
    return f"{problem.slug}.{problem.variant}" if problem.variant else problem.slug


@pytest.mark.parametrize("problem", DETAILS, ids=text_name)
def test_the_english_catalogue_has_the_detail_of_every_problem(problem: Problem) -> None:
    # When the text of a problem is read from the English catalogue, Then it is the detail that clients get
    assert text(ENGLISH, "problems", text_name(problem), problem.values) == problem.detail


def test_the_catalogue_has_no_other_details() -> None:
    # When all texts of the catalogue are collected, Then each of them is the detail of a problem
    assert texts_of(ENGLISH, "problems").keys() == {text_name(problem) for problem in DETAILS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", DETAILS, ids=text_name)
def test_only_the_detail_and_the_messages_of_a_problem_depend_on_the_language(problem: Problem, language: str) -> None:
    # When a problem is written in English and in another language
    documents = [json.loads(body_of(problem, "/raffle", each)) for each in (ENGLISH, language)]

    # Then its detail and its messages about fields are in that language, and all other members are equal
    english, words = (
        [document.pop("detail"), *(error.pop("message") for error in document.get("errors", []))]
        for document in documents
    )
    assert [word == other for word, other in zip(english, words, strict=True)] == [language == ENGLISH] * len(words)
    assert documents[0] == documents[1]


SECONDS = [
    ("de", 1, "in 1 Sekunde noch einmal."),
    ("de", 2, "in 2 Sekunden noch einmal."),
    ("fr", 1, "dans 1 seconde."),
    ("es", 60, "dentro de 60 segundos."),
    ("ar", 1, "بعد ثانية واحدة."),
    ("ar", 2, "بعد ثانيتين."),
    ("ar", 7, "بعد \u20687\u2069 ثوانٍ."),
    ("ar", 60, "بعد \u206860\u2069 ثانية."),
]


@pytest.mark.parametrize(("language", "seconds", "end"), SECONDS)
def test_a_detail_with_a_number_has_the_plurals_of_its_language(language: str, seconds: int, end: str) -> None:
    # When a player has to wait for some seconds, Then the detail has the right plural for this number
    refusal = TooManyWrongCodes(forgotten_in_seconds=seconds)
    assert json.loads(body_of(refusal, "", language))["detail"].endswith(end)


WITH_THE_TOKEN = {
    "en": "by the manager with the token.",
    "de": "durch den Verwalter mit dem Token.",
    "fr": "par le gestionnaire avec le jeton.",
    "es": "por el gestor con el token.",
    "ar": "بواسطة \u2068المدير صاحب الرمز المميز\u2069.",  # noqa: RUF001 - Arabic
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_hand_over_names_a_manager_without_a_name_in_words(language: str) -> None:
    # Given a prize that a manager has handed over. This manager has the token, but no name. When a manager hands the
    # prize over again, Then the detail says in words who the first manager was
    refusal = AlreadyHandedOver("2036-11-27T09:00:00.000Z", "token")
    assert json.loads(body_of(refusal, "", language))["detail"].endswith(WITH_THE_TOKEN[language])
