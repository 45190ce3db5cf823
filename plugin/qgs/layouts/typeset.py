"""Sets text line by line and page by page: what a label cannot hold goes on, and nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import Pattern
from typing import NamedTuple

from qgis.core import QgsPrintLayout
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from .. import fonts
from . import parts

_MM_PER_POINT = 25.4 / 72
_SCALE = 1000                                   # measured large: font engines round widths of small type
_NOT_FIRST = "，。；：、！？）》”’〕】」』％%‰·…—,.;:!?)]}"
_NOT_LAST = "（《“‘〔【「『([{"
_PIECE = re.compile(r"[A-Za-z0-9.+/_\-°′″²³]+(?:[,:][0-9][A-Za-z0-9.+/_\-°′″²³]*)*|\s+|.", re.DOTALL)
"""Words and numbers; "1,2-二氯乙烷" and "9:00" stay whole too."""


def _metrics(font: QFont) -> QFontMetricsF:
    large = QFont(font)
    large.setPixelSize(_SCALE)
    return QFontMetricsF(large)


def width_mm(text: str, font: QFont) -> float:
    """Return the width of a line of text."""
    return _metrics(font).horizontalAdvance(text) / _SCALE * font.pointSizeF() * _MM_PER_POINT


def pitch_mm(font: QFont) -> float:
    """Return the distance of two lines of a label."""
    return _metrics(font).lineSpacing() / _SCALE * font.pointSizeF() * _MM_PER_POINT


def break_lines(text: str, font: QFont, width: float) -> list[str]:
    """Break text into lines no wider than ``width`` mm.

    Words and numbers stay whole where they fit, no line starts with a closing or ends with an opening mark.
    """
    metrics = _metrics(font)
    unit = font.pointSizeF() * _MM_PER_POINT / _SCALE
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0.0
        for piece in _pieces(paragraph, metrics, width / unit):
            size = metrics.horizontalAdvance(piece) * unit
            if used + size > width and line:
                carried = _carried(line, piece)
                lines.append("".join(line).rstrip(" "))
                line = [*carried, "" if piece.isspace() else piece]
                used = sum(metrics.horizontalAdvance(part) for part in line) * unit
            else:
                line.append(piece)
                used += size
        lines.append("".join(line).rstrip(" "))
    return lines


def _pieces(text: str, metrics: QFontMetricsF, widest: float) -> list[str]:
    pieces: list[str] = []
    for piece in _PIECE.findall(text):
        if metrics.horizontalAdvance(piece) > widest:         # a word longer than a line is broken anywhere
            pieces += list(piece)
        else:
            pieces.append(piece)
    return pieces


def _carried(line: list[str], following: str) -> list[str]:
    """Take from the end of a line what must stand on the next one together with what follows."""
    carried: list[str] = []
    if following[:1] in _NOT_FIRST and len(line) > 1:
        carried.insert(0, line.pop())
    while len(line) > 1 and (line[-1] in _NOT_LAST or (carried and carried[0][:1] in _NOT_FIRST)):
        carried.insert(0, line.pop())
    return carried


class Margins(NamedTuple):
    """White around the type area of a page, mm."""

    top: float
    right: float
    bottom: float
    left: float


class Column(NamedTuple):
    """A rectangle of a page that text fills, mm from the left and top of the page."""

    left: float
    top: float
    width: float
    bottom: float


def balanced_lines(text: str, font: QFont, width: float, whole: Pattern[str]) -> list[str]:
    """Break a heading into as few lines as hold it, of much the same width, breaking inside no word.

    Parameters
    ----------
    width : mm that no line may exceed
    whole : what stays together; signs it does not match may be parted, but words and numbers stay whole
    """
    text = text.replace("\n", "")
    few = break_lines(text, font, width)
    if len(few) < 2:
        return few
    inside = {at for match in whole.finditer(text) for at in range(match.start() + 1, match.end())}
    starts = [0, *(at for match in _PIECE.finditer(text) if (at := match.start()) > 0 and at not in inside
                   and text[at] not in _NOT_FIRST and text[at - 1] not in _NOT_LAST), len(text)]
    for count in (len(few), len(few) + 1):
        best = _balance(text, starts, count, font, width)
        if best:
            return best
    return few


def _balance(text: str, starts: list[int], count: int, font: QFont, width: float) -> list[str]:
    """Return the split into ``count`` lines with the least sum of squared widths; none where nothing fits."""
    wide = {(a, b): width_mm(text[a:b].strip(), font) for k, a in enumerate(starts) for b in starts[k + 1:]}
    ways: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for _line in range(count):
        found: dict[int, tuple[float, list[int]]] = {}
        for at, (cost, cuts) in ways.items():
            for end in starts:
                if end <= at or wide[at, end] > width:
                    continue
                total = cost + wide[at, end] ** 2
                if end not in found or total < found[end][0]:
                    found[end] = total, [*cuts, end]
        ways = found
    if len(text) not in ways:
        return []
    cuts = ways[len(text)][1]
    return [text[a:b].strip() for a, b in zip(cuts, cuts[1:])]


def without_orphan(lines: list[str]) -> list[str]:
    """Return lines of a paragraph whose last one is not a sign or two; words and numbers stay whole."""
    if len(lines) < 2 or len(lines[-1]) > 2 or len(lines[-2]) < 8 or "\n" in lines[-2]:
        return lines
    pieces = _PIECE.findall(lines[-2])
    carried: list[str] = []
    while len(pieces) > 4 and (sum(map(len, carried)) + len(lines[-1]) < 3 or carried[0][0] in _NOT_FIRST
                               or pieces[-1][-1] in _NOT_LAST):
        carried.insert(0, pieces.pop())
    return [*lines[:-2], "".join(pieces), "".join(carried) + lines[-1]]


class Flow:
    """Text over the columns and pages of a layout.

    Parameters
    ----------
    layout, width, height, margins : layout, and the size of its pages
    first : where the text begins; default the whole type area of the first page
    columns : what the text fills on the pages that follow, as wide as the first; default the whole type area
    page : where it begins in a layout that has its pages; None: on the only page of a new one
    """

    def __init__(self, layout: QgsPrintLayout, width: float, height: float, margins: Margins, *,
                 first: Column | None = None, columns: Sequence[Column] = (),
                 page: int | None = None) -> None:
        self.layout, self.width, self.height, self.margins = layout, width, height, margins
        whole = Column(margins.left, margins.top, width - margins.left - margins.right, height - margins.bottom)
        if page is None:
            parts.set_first_page(layout, width, height)
        self._columns = tuple(columns) or (whole,)
        self._rest: list[Column] = []
        self._at = first or whole
        self.page, self.y = page or 0, self._at.top
        self._count = 0

    @property
    def left(self) -> float:
        """Left edge of the column."""
        return self._at.left

    @property
    def column(self) -> float:
        """Width of the column."""
        return self._at.width

    @property
    def room(self) -> float:
        """Height left in the column."""
        return self._at.bottom - self.y

    @property
    def empty(self) -> bool:
        """Whether nothing stands in the column yet."""
        return self.y <= self._at.top

    def advance(self) -> None:
        """Go on in the next column, of the next page where this was the last."""
        if not self._rest:
            self.new_page()
            return
        self._at = self._rest.pop(0)
        self.y = self._at.top

    def new_page(self) -> None:
        """Go on with a new page."""
        self.page = parts.add_page(self.layout, self.width, self.height)
        self._at, *self._rest = self._columns
        self.y = self._at.top

    def text(self, text: str, font: QFont, *, align: Qt.AlignmentFlag = parts.LEFT, space_after: float = 0.0,
             keep: int = 2, name: str = "") -> None:
        """Set a paragraph; at least ``keep`` lines stand together with what is in the column."""
        lines = without_orphan(break_lines(text, font, self.column - 0.3))
        pitch = pitch_mm(font)
        while lines:
            fit = int((self.room + 0.01) / pitch)
            if fit < len(lines):
                fit = min(fit, len(lines) - 2)           # no single line in either column
            if fit < min(len(lines), keep):
                if self.empty and fit <= 0:
                    fit = 1                              # a column too low for two lines: better set than lost
                else:
                    self.advance()
                    continue
            piece, lines = lines[:fit], lines[fit:]
            self._count += 1
            parts.add_label(self.layout, "\n".join(piece), font, self.left, self.y, self.column,
                            len(piece) * pitch + 0.5, align=align, page=self.page, name=name or f"text_{self._count}")
            self.y += len(piece) * pitch
        self.y += space_after

    def keep(self, height: float) -> None:
        """Go to the next column where less than ``height`` is left, and a whole one would hold it."""
        if self.room < height <= max(column.bottom - column.top for column in self._columns):
            self.advance()

    def number_pages(self, points: float = 14) -> None:
        """Write page numbers as official papers do: odd pages right, even pages left."""
        font = fonts.font("body", points)
        wide = self.width - self.margins.left - self.margins.right
        below = min(9.0, self.margins.bottom - pitch_mm(font) - 4)
        for page in range(self.layout.pageCollection().pageCount()):
            right = page % 2 == 0
            parts.add_label(self.layout, f"— {page + 1} —", font, self.margins.left,
                            self.height - self.margins.bottom + below, wide, pitch_mm(font) + 0.5,
                            align=parts.RIGHT if right else parts.LEFT, page=page, name=f"page_{page + 1}")
