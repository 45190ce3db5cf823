"""Boundary points in running text: out of a PDF, a notice, the clipboard or one cell of a table.

Two numbers are a point when they can be one place of China and nothing but separators and axis words stands between
them. A number that looks like half a point and finds no other half is told, and so are digits that were masked.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable
from typing import NamedTuple, Optional

from . import values as cells

_AXIS = r"(?:东经|北纬|经度|纬度|纵坐标|横坐标|[ENXYenxy](?![A-Za-z]))"
_ANGLE = (
    rf"(?:{_AXIS}\s*[:=]?\s*)?[0-9]{{1,3}}\s*{cells._DEGREE}\s*[0-9]{{1,2}}(?:\.[0-9]+)?\s*{cells._MINUTE}"
    rf"(?:\s*[0-9]{{1,2}}(?:\.[0-9]+)?\s*{cells._SECOND}?)?(?:\s*[ENen](?![A-Za-z]))?"
)
_TOKEN = re.compile(
    rf"(?P<masked>[0-9]*[*＊×█■□]{{2,}}[0-9.*]*)|(?P<angle>{_ANGLE})"
    r"|(?P<grouped>(?<![\d.,])[0-9]{1,3}(?:(?P<mark>[ ,])[0-9]{3}(?:(?P=mark)[0-9]{3})?)\.[0-9]+)"
    r"|(?P<name>(?<![A-Za-z])[A-Za-z]{1,3}[-_]?[0-9]{1,4}(?![0-9.]))"
    r"|(?P<plain>(?<![\d.])[0-9]+(?:\.[0-9]+)?)(?P<unit>\s*(?:平方米|公顷|亩|㎡|m2|m²|元|%))?")
_BETWEEN = re.compile(rf"(?:[\s,;/、()\[\]:=。°]|中心|{_AXIS}|\((?:m|米)\))*")
_GLUED = re.compile(r"(?<![\d.])(?P<name>[A-Za-z]{0,3}[0-9]{0,4}?)(?P<rest>[0-9]{6,8}\.[0-9]{7,15}\.[0-9]+)(?![\d.])")


class Point(NamedTuple):
    """A point as it stands: its name, both numbers, line of the text, whether words stand before it."""

    name: str
    first: str
    second: str
    line: int
    apart: bool


class Found(NamedTuple):
    """Points of a text, numbers without a partner and masked ones with their lines, whether columns were joined."""

    points: list[Point]
    left: list[tuple[int, str]]
    masked: list[tuple[int, str]]
    joined: bool


class _Token(NamedTuple):
    kind: str            # "coordinate", "name", "masked", "odd"
    text: str
    value: float
    start: int
    end: int


def find(text: str) -> Found:
    """All points of a text, in its order; columns that stand side by side one after the other."""
    plain = _unglued("\n".join(cells.half(line) for line in re.split(r"\r\n|\n|\r", text)))
    tokens = list(_tokens(plain))
    breaks = [m.start() for m in re.finditer("\n", plain)]
    points: list[tuple[Point, int]] = []
    left, masked = [], []
    name, words_at, k = "", 0, 0

    def line_of(at: int) -> int:
        return bisect.bisect_left(breaks, at) + 1

    while k < len(tokens):
        token = tokens[k]
        after = tokens[k + 1] if k + 1 < len(tokens) else None
        if token.kind == "masked":
            masked.append((line_of(token.start), token.text))
        elif token.kind == "name":
            name = token.text
        elif (after is not None and after.kind == "coordinate"
              and cells._north_east(token.value, after.value) is not None
              and _BETWEEN.fullmatch(plain[token.end:after.start])):
            apart = bool(re.search("[\u3400-\u9fff]", plain[words_at:token.start]))
            points.append((Point(name, token.text, after.text, line_of(token.start), apart), token.start))
            name, words_at, k = "", after.end, k + 1
        elif token.kind == "coordinate" or len(token.text) > 6:
            left.append((line_of(token.start), token.text))
        k += 1
    in_order = [p for p, _ in points]
    if in_order and float(in_order[0].first) > 1_000:        # among metres a length of 100.000 is no degree
        left = [(line, text) for line, text in left if len(text.lstrip("+-−").partition(".")[0]) >= 5]
    side_by_side = _side_by_side(in_order)
    return Found(side_by_side or in_order, left, masked, side_by_side is not None)


def lines(points: Iterable[Point]) -> list[tuple[int, str]]:
    """Points as lines of a boundary text; an empty line where another outline begins."""
    out: list[tuple[int, str]] = []
    ring: list[Point] = []
    for point in points:
        closed = len(ring) > 2 and (ring[0].first, ring[0].second) == (ring[-1].first, ring[-1].second)
        again = bool(ring) and bool(point.name) and point.name == ring[0].name and (
            (point.first, point.second) != (ring[0].first, ring[0].second))
        if (closed and point.apart) or (again and not closed):
            out.append((point.line, ""))
            ring = []
        elif closed:
            ring = []
        ring.append(point)
        out.append((point.line, f"{point.name},,{point.first},{point.second}"))
    return out


def _unglued(text: str) -> str:
    """Columns that a PDF ran together (``J13353000.00039520000.000``) apart again, where only one cut is possible."""
    def cut(m: re.Match[str]) -> str:
        whole = m["name"] + m["rest"]
        head, middle, tail = whole.split(".")
        decimals = len(tail)
        second = middle[decimals:]
        for digits, fits in ((7, (6, 8)), (8, (7,)), (6, (7,))):
            if len(second) not in fits or len(head) < digits:
                continue
            name, first = head[:-digits], head[-digits:]
            if name.isdigit() and len(name) > 4:
                continue
            a, b = f"{first}.{middle[:decimals]}", f"{second}.{tail}"
            if cells._north_east(float(a), float(b)) is not None:
                return f"{name} {a} {b} "
        return whole

    return _GLUED.sub(cut, text)


def _tokens(text: str) -> Iterable[_Token]:
    for m in _TOKEN.finditer(text):
        if m["masked"] is not None:
            if re.search(r"[0-9]{2}", m["masked"]):
                yield _Token("masked", m["masked"], 0.0, m.start(), m.end())
        elif m["angle"] is not None:
            value = cells.coordinates([m["angle"]])
            if not value.unreadable[0]:
                number = float(value.values[0])
                yield _Token("coordinate", f"{number:.10f}", number, m.start(), m.end())
        elif m["grouped"] is not None:
            number = re.sub("[ ,]", "", m["grouped"])
            kind = "coordinate" if _half(float(number), 9) else "odd"
            yield _Token(kind, number, float(number), m.start(), m.end())
        elif m["name"] is not None:
            yield _Token("name", m["name"], 0.0, m.start(), m.end())
        elif m["plain"] is not None and m["unit"] is None:
            number, at = m["plain"], m.start("plain")
            if re.search(r"(?:^|[\s,;:=(、])[-+−]$", text[max(0, at - 2) : at]):      # a sign: no place of China
                yield _Token("odd", text[at - 1] + number, 0.0, at - 1, m.end("plain"))
                continue
            whole, _, decimals = number.partition(".")
            if len(whole) <= 8 and _half(float(number), len(decimals)):
                yield _Token("coordinate", number, float(number), m.start("plain"), m.end("plain"))
            elif not decimals and len(whole) <= 4:
                yield _Token("name", number, 0.0, m.start("plain"), m.end("plain"))


def _half(value: float, decimals: int) -> bool:
    """Whether a number can be half a point: metres of a grid, or degrees with three decimals and more."""
    if decimals >= 3 and (3 <= value <= 54 or 73 <= value <= 136):
        return True
    return 1_900_000 <= value <= 6_000_000 or 13_000_000 <= value < 46_000_000 or (
        100_000 <= value <= 900_000 and decimals > 0)


def _side_by_side(points: list[Point]) -> Optional[list[Point]]:
    """Points in the order of their numbers, where each line holds several columns of one running list; else None."""
    numbers = [int(m[1]) if (m := re.fullmatch(r"[A-Za-z]*[-_]?([0-9]+)", p.name)) else None for p in points]
    if None in numbers or len(set(numbers)) < len(numbers) or len(points) < 4:
        return None
    by_line: dict[int, list[int]] = {}
    for number, point in zip(numbers, points):
        by_line.setdefault(point.line, []).append(number or 0)
    ordered = sorted(x or 0 for x in numbers)
    if (max(len(x) for x in by_line.values()) < 2 or len(by_line) < 2 or ordered == numbers
            or ordered != list(range(ordered[0], ordered[0] + len(ordered)))):
        return None
    columns = list(by_line.values())
    if any(b[i] != a[i] + 1 for a, b in zip(columns, columns[1:]) for i in range(min(len(a), len(b)))):
        return None
    return [p for _, p in sorted(zip(numbers, points), key=lambda x: x[0] or 0)]
