"""Sets text line by line and page by page: what a label cannot hold goes on, and nothing is cut."""

from __future__ import annotations

import re
from typing import Callable, NamedTuple

from qgis.core import QgsPrintLayout
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QFont, QFontMetricsF

from .. import fonts
from . import parts

_MM_PER_POINT = 25.4 / 72
_SCALE = 1000                                   # measured large: font engines round widths of small type
_NOT_FIRST = "，。；：、！？）》”’〕】」』％%‰·…—,.;:!?)]}"
_NOT_LAST = "（《“‘〔【「『([{"
_PIECE = re.compile(r"[A-Za-z0-9.+/_\-°′″]+|\s+|.", re.DOTALL)


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


class Flow:
    """A column of text over the pages of a layout.

    Blocks that do not fit on the page (a map) float to the top of the next one while the text goes on.
    """

    def __init__(self, layout: QgsPrintLayout, width: float, height: float, margins: Margins) -> None:
        self.layout, self.width, self.height, self.margins = layout, width, height, margins
        parts.set_first_page(layout, width, height)
        self.page, self.y = 0, margins.top
        self._waiting: list[tuple[float, Callable[[int, float], None]]] = []
        self._count = 0

    @property
    def left(self) -> float:
        """Left edge of the type area."""
        return self.margins.left

    @property
    def column(self) -> float:
        """Width of the type area."""
        return self.width - self.margins.left - self.margins.right

    @property
    def room(self) -> float:
        """Height left on the page."""
        return self.height - self.margins.bottom - self.y

    def new_page(self) -> None:
        """Go on with a new page; what waits comes first."""
        self.page = parts.add_page(self.layout, self.width, self.height)
        self.y = self.margins.top
        while self._waiting and self._waiting[0][0] <= self.room:
            self._draw(*self._waiting.pop(0))

    def text(self, text: str, font: QFont, *, align: Qt.AlignmentFlag = parts.LEFT, space_after: float = 0.0,
             keep: int = 2) -> None:
        """Set a paragraph; at least ``keep`` lines stand together with what is on the page."""
        lines = break_lines(text, font, self.column - 0.3)
        pitch = pitch_mm(font)
        while lines:
            fit = int((self.room + 0.01) / pitch)
            if fit < len(lines):
                fit = min(fit, len(lines) - 2)           # no single line on either page
            if fit < min(len(lines), keep):
                if self.y <= self.margins.top and fit <= 0:
                    fit = 1                              # a page too low for two lines: better set than lost
                else:
                    self.new_page()
                    continue
            piece, lines = lines[:fit], lines[fit:]
            self._count += 1
            parts.add_label(self.layout, "\n".join(piece), font, self.left, self.y, self.column,
                            len(piece) * pitch + 0.5, align=align, page=self.page, name=f"text_{self._count}")
            self.y += len(piece) * pitch
        self.y += space_after

    def block(self, height: float, draw: Callable[[int, float], None]) -> None:
        """Set a block of a height; ``draw(page, y)`` is called once its place is known."""
        if height <= self.room and not self._waiting:
            self._draw(height, draw)
        else:
            self._waiting.append((height, draw))

    def keep(self, height: float) -> None:
        """Go to a new page where less than ``height`` is left, and a whole page would hold it."""
        if self.room < height <= self.height - self.margins.top - self.margins.bottom:
            self.new_page()

    def place_waiting(self) -> None:
        """Set all blocks that still wait for a page."""
        while self._waiting:
            self.new_page()

    def _draw(self, height: float, draw: Callable[[int, float], None]) -> None:
        draw(self.page, self.y)
        self.y += height

    def number_pages(self) -> None:
        """Write page numbers as official papers do: odd pages right, even pages left."""
        font = fonts.font("body", 14)
        for page in range(self.layout.pageCollection().pageCount()):
            right = page % 2 == 0
            parts.add_label(self.layout, f"— {page + 1} —", font, self.left, self.height - self.margins.bottom + 9,
                            self.column, 8, align=parts.RIGHT if right else parts.LEFT, page=page,
                            name=f"page_{page + 1}")
