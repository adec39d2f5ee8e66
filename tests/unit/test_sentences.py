"""The pages' words for problems."""

import re

from app.api.pages import PAGES
from app.errors import problems


def test_every_problem_has_a_sentence_for_people() -> None:
    # Given the list that the pages speak from
    source = (PAGES / "assets" / "shared" / "problems.js").read_text()

    # When it is held against the problems that there are
    told = re.findall(r'^  "([a-z-]+)":', source, re.MULTILINE)

    # Then it has each of them, once
    assert sorted(told) == sorted(problem.slug for problem in problems())
