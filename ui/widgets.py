"""Small widgets that several pages use."""

from __future__ import annotations

from functools import cache
from typing import Any, Callable, Optional

from qgis.PyQt.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QIcon, QPainter, QPalette, QPen, QPixmap
from qgis.PyQt.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QTextBrowser, QWidget

from ..plugin.qgs import compat, styles

_SCALE = 3      # icons are painted larger, so that they are sharp on dense screens

LIGHTS = {"ready": ("#2E7D32", "✓"), "decide": ("#E08A00", "?"), "bad": ("#B3261E", "!"), "off": ("#8A8F98", "–")}
"""State of a row of the data page: colour and sign; colour never stands alone."""


@cache
def light_icon(state: str) -> QIcon:
    """Return the round light of a state of ``LIGHTS``."""
    colour, sign = LIGHTS[state]
    return _badge(colour, sign, "#FFFFFF", round_=True)


@cache
def verdict_icon(verdict: str, lang: str, *, stale: bool = False) -> QIcon:
    """Return the square of a verdict: its colour with its short label; lighter and dotted when it is out of date."""
    look = styles.LOOKS[verdict]
    sign = look.short_zh if lang == "zh" else look.short_en
    if stale:
        light = styles.mixed_with_white(look.fill or "#FFFFFF", 0.7)
        return _badge(light.name(), sign, "#000000", edge="#333333", dotted=True)
    return _badge(look.fill or "#FFFFFF", sign, look.label, edge="" if look.fill else look.ink)


def _badge(fill: str, sign: str, ink: str, *, edge: str = "", round_: bool = False, dotted: bool = False) -> QIcon:
    side = 16 * _SCALE
    pixmap = QPixmap(side, side)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill))
    width = 1.2 * _SCALE
    pen = QPen(QColor(edge or QColor(fill).darker(125)), width)
    if dotted:
        pen.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(pen)
    box = QRectF(width / 2, width / 2, side - width, side - width)
    if round_:
        painter.drawEllipse(box)
    else:
        painter.drawRoundedRect(box, 2.5 * _SCALE, 2.5 * _SCALE)
    font = QFont()
    font.setPixelSize(int(10.5 * _SCALE))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(QRectF(0, 0, side, side), compat.number(Qt.AlignmentFlag.AlignCenter), sign)
    painter.end()
    return QIcon(pixmap)


def muted(palette: QPalette) -> str:
    """Colour of what is said beside the matter, readable on this palette's ground."""
    ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    mixed = [round(0.62 * a + 0.38 * b) for a, b in zip((ink.red(), ink.green(), ink.blue()),
                                                        (ground.red(), ground.green(), ground.blue()))]
    return QColor(*mixed).name()


def loud(palette: QPalette, *, late: bool = True) -> str:
    """Colour of a warning, or of what falls due soon, readable on this palette's ground."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return ("#FF8A80" if dark else "#B3001B") if late else ("#FFB74D" if dark else "#8F5600")


class Panel(QTextBrowser):
    """Rich text in the colours of the theme; said again when the theme changes."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self._say: Optional[Callable[[QPalette], str]] = None
        self._said_in: Optional[tuple[str, str]] = None

    def tell(self, say: Callable[[QPalette], str]) -> None:
        """Show what ``say`` makes of the palette."""
        self.ensurePolished()                    # a theme that is a style sheet changes the palette only here
        self._say, self._said_in = say, self._colours()
        self.setHtml(say(self.palette()))

    def setPlainText(self, text: str) -> None:
        """Show words without colours."""
        self._say = None
        super().setPlainText(text)

    def clear(self) -> None:
        """Show nothing, and hold nothing."""
        self._say = None
        super().clear()

    def _colours(self) -> tuple[str, str]:
        palette = self.palette()
        return palette.color(QPalette.ColorRole.Base).name(), palette.color(QPalette.ColorRole.Text).name()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and self._say is not None \
                and self._said_in != self._colours():
            self.tell(self._say)


class FlowLayout(QLayout):
    """Items in a row that goes on in the next line where the width ends."""

    def __init__(self, parent: Optional[QWidget] = None, spacing: int = 4) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> Optional[QLayoutItem]:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> Optional[QLayoutItem]:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Any:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            hint = item.sizeHint()
            if x > rect.x() and x + hint.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), hint))
            x += hint.width() + self.spacing()
            line = max(line, hint.height())
        return y + line - rect.y()


class NoteLabel(QLabel):
    """A small, wrapping line below a control; takes no place while it is empty."""

    def __init__(self, parent: Optional[QWidget] = None, *, rich: bool = False) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        if rich:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse |
                                         Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.setVisible(False)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setVisible(bool(text))
