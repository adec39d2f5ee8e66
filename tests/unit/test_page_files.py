"""The files of the pages: no line is too long."""

from app.api.pages import PAGES

MAX_COLUMNS = 120


def test_no_line_of_the_pages_is_too_long() -> None:
    # Given the pages, their scripts and their styles. No formatter wraps their comments and their HTML
    files = [file for kind in ("*.html", "*.js", "*.css") for file in PAGES.rglob(kind) if "vendor" not in file.parts]
    assert files

    # When the lines are measured, Then each has at most MAX_COLUMNS columns
    lines = [
        (file.name, number, line) for file in files for number, line in enumerate(file.read_text().splitlines(), 1)
    ]
    assert [(name, number) for name, number, line in lines if len(line) > MAX_COLUMNS] == []
