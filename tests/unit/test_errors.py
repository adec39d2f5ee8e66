"""Problems: every one tells all that its reader needs."""

import re
from http import HTTPStatus

import pytest

from app import errors
from app.errors import FieldError, InvalidRequest, NotAManager, Problem, SoldOut
from app.http.problems import example_of, headers_of

ALL = errors.problems()


def test_every_problem_is_on_the_list() -> None:
    # When the classes that app.errors exports are counted, Then each problem is on the list, once
    classes = [
        thing
        for thing in (getattr(errors, name) for name in errors.__all__)
        if isinstance(thing, type) and issubclass(thing, Problem) and thing is not Problem
    ]
    assert len(ALL) == len(set(ALL))
    assert set(classes) == set(ALL)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_a_problem_tells_when_what_and_what_to_do(problem: type[Problem]) -> None:
    # Then it has an error status, a title, a hint, and one line that says when it comes
    assert HTTPStatus(problem.status) >= HTTPStatus.BAD_REQUEST
    assert re.fullmatch(r"[A-Z][^.]{3,40}", problem.title)
    assert problem.detail.endswith(".")
    assert problem.__doc__ is not None
    assert re.fullmatch(r"When [^\n]+\.", problem.__doc__)


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_a_problem_becomes_a_document(problem: type[Problem]) -> None:
    # When a problem is written down
    document = example_of(problem).document()

    # Then it has what RFC 9457 asks for, its type is its name
    assert re.fullmatch(r"/problems/[a-z]+(-[a-z]+)*", document.type)
    assert document.type == f"/problems/{problem.slug}"
    assert (document.title, document.status, document.detail) == (problem.title, problem.status, problem.detail)


def test_a_problem_is_called_by_its_words() -> None:
    # Then each word of the class name is a word of the problem's name, the shortest one too
    assert NotAManager.slug == "not-a-manager"
    assert SoldOut.type() == "/problems/sold-out"


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_class_slug_and_title_of_a_problem_are_the_same_words(problem: type[Problem]) -> None:
    # When slug and title are written as one word, Then they are the name of the class
    assert problem.slug.replace("-", "") == problem.title.replace(" ", "").lower() == problem.__name__.lower()


@pytest.mark.parametrize("problem", ALL, ids=lambda problem: problem.slug)
def test_a_problem_says_for_itself_whether_nothing_was_changed(problem: type[Problem]) -> None:
    # Then each class has an answer of its own, and a text that promises it is true
    assert isinstance(vars(problem)["nothing_changed"], bool)
    assert problem.nothing_changed or "nothing was changed" not in problem.detail.lower()


def test_no_two_problems_share_a_name_or_a_title() -> None:
    # Then nobody can mistake one for another
    assert len({problem.slug for problem in ALL}) == len({problem.title for problem in ALL}) == len(ALL)


@pytest.mark.parametrize("problem", [p for p in ALL if p.status in {429, 503}], ids=lambda problem: problem.slug)
def test_a_problem_that_passes_says_when_to_come_back(problem: type[Problem]) -> None:
    # When waiting helps, Then the answer says how many seconds
    assert int(headers_of(example_of(problem))["Retry-After"]) >= 1


def test_other_problems_do_not_ask_to_come_back() -> None:
    # When waiting does not help, Then there is no such header
    assert headers_of(InvalidRequest()) == {}


def test_bad_input_is_named_by_field() -> None:
    # When one field is wrong, Then the document names it
    assert InvalidRequest.of("name", "too long").document().errors == [FieldError("name", "too long")]
