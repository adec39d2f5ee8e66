"""The report of a sale: figures, charts and violations in one HTML file, which needs no other file and no network."""

import sqlite3
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby
from math import ceil
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from tests.load.audit import Violation

POINTS = 120
"""The largest number of points of a line."""

SHARES = (50, 95, 99)
WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 720, 220, 64, 24, 28
COLOURS = ("#2f6fb3", "#c2642b", "#3d8b5f")

STYLE = """
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 760px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; } td, th { text-align: left; padding: .2rem 1rem .2rem 0; }
svg { width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
polyline { fill: none; stroke-width: 2; } .grid { stroke: currentColor; opacity: .2; }
"""


class Point(NamedTuple):
    """A value, and its time in seconds since the sale began."""

    at: float
    value: float


class Sample(NamedTuple):
    """Figures from the metrics of the service, and their time in seconds since the sale began."""

    at: float
    reserve: float
    group_size: float | None
    """The mean number of claims in a group since the last sample, or None if there was no group."""


class Line(NamedTuple):
    """A line of a chart."""

    name: str
    points: Sequence[Point]


class Times(NamedTuple):
    """The answers of a sale over time."""

    answers: int
    seconds: float
    """The time from the first claim to the last answer."""
    rates: list[Point]
    """For each second, the number of answers that came in this second."""
    percentiles: list[Line]
    """Lines over time: the milliseconds within which 50, 95 and 99 % of the answers came."""
    overall_ms: dict[int, float]
    """For each share in percent, the milliseconds within which this share of all answers came."""

    @property
    def a_second(self) -> float:
        """The mean number of answers in a second."""
        return self.answers / max(self.seconds, 0.001)


def times_in(database: sqlite3.Connection) -> Times:
    """Return when answers came, and how long they took. Do not count refusals after which a player tries again."""
    final = "FROM answers WHERE status NOT IN (0, 429, 503)"
    count, begin, end = database.execute(f"SELECT count(*), min(at - seconds), max(at) {final}").fetchone()
    if not count:
        return Times(0, 0.0, [], [], dict.fromkeys(SHARES, 0.0))
    parts = max(1, min(POINTS, int(end)))
    width = end / parts
    rates: list[Point] = []
    points: dict[int, list[Point]] = {share: [] for share in SHARES}
    rows = database.execute(
        f"SELECT min(CAST(at / ? AS INTEGER), ?), seconds {final} ORDER BY 1, 2", [width, parts - 1]
    )
    for part, group in groupby(rows, key=itemgetter(0)):
        milliseconds = [row[1] * 1000 for row in group]
        middle = (part + 0.5) * width
        rates.append(Point(middle, len(milliseconds) / width))
        for share in SHARES:
            points[share].append(Point(middle, milliseconds[place_of(share, len(milliseconds))]))
    overall = f"SELECT seconds * 1000 {final} ORDER BY seconds LIMIT 1 OFFSET ?"
    return Times(
        count,
        end - begin,
        rates,
        [Line(f"{share} %", points[share]) for share in SHARES],
        {share: database.execute(overall, [place_of(share, count)]).fetchone()[0] for share in SHARES},
    )


def place_of(share: int, count: int) -> int:
    """Return the index of a percentile among `count` sorted values (nearest rank)."""
    return max(ceil(count * share / 100) - 1, 0)


def write(
    path: Path, figures: Iterable[tuple[str, str]], times: Times, samples: list[Sample], violations: list[Violation]
) -> None:
    """Write the report."""
    groups = [Point(sample.at, sample.group_size) for sample in samples if sample.group_size is not None]
    charts = [
        chart("Answers to claims, a second", [Line("answers", times.rates)]),
        chart("Milliseconds within which 50, 95 and 99 % of the answers came", times.percentiles),
        chart("Codes in the reserve", [Line("codes", [Point(sample.at, sample.reserve) for sample in samples])]),
        chart("Claims in a group that went to the store", [Line("claims", groups)]),
    ]
    found = [(each.kind, str(each.times), each.examples) for each in violations]
    parts = [
        "<!doctype html>",
        f'<html lang="en"><meta charset="utf-8"><title>Load test</title><style>{STYLE}</style>',
        "<h1>Load test</h1>",
        table(figures),
        f"<h2>Violations: {len(violations)}</h2>",
        table([("kind", "times", "examples"), *found]) if found else "<p>The audit found none.</p>",
        *charts,
        "</html>",
    ]
    path.write_text("\n".join(parts), encoding="utf-8")


def table(rows: Iterable[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def chart(title: str, lines: Sequence[Line]) -> str:
    """Return a heading, and an SVG with one line for each series. The axis of the values starts at 0."""
    points = [point for line in lines for point in line.points]
    most_x = max((point.at for point in points), default=1.0) or 1.0
    most_y = max((point.value for point in points), default=1.0) or 1.0

    def place(point: Point) -> str:
        x = LEFT + point.at / most_x * (WIDTH - LEFT)
        return f"{x:.1f},{HEIGHT - point.value / most_y * (HEIGHT - TOP):.1f}"

    shapes = []
    for step in range(5):
        y = HEIGHT - step / 4 * (HEIGHT - TOP)
        shapes.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>')
        shapes.append(f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{shown(most_y * step / 4)}</text>')
        x = LEFT + step / 4 * (WIDTH - LEFT)
        anchor = "end" if step == 4 else "middle"
        shapes.append(f'<text x="{x:.1f}" y="{HEIGHT + 20}" text-anchor="{anchor}">{shown(most_x * step / 4)} s</text>')
    for index, (line, colour) in enumerate(zip(lines, COLOURS, strict=False)):
        shapes.append(f'<polyline stroke="{colour}" points="{" ".join(map(place, line.points))}"/>')
        shapes.append(f'<text x="{LEFT + index * 80}" y="12" style="fill: {colour}">{escape(line.name)}</text>')
    head = f'<svg viewBox="0 0 {WIDTH} {HEIGHT + BOTTOM}" role="img" aria-label="{escape(title)}">'
    return f"<h2>{escape(title)}</h2>{head}{''.join(shapes)}</svg>"


def shown(value: float) -> str:
    """Return a value with as many digits as a reader needs."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
