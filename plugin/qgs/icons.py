"""Icons by name from ``resources/icons``."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from ..about import RESOURCES_DIR

ICONS_DIR = RESOURCES_DIR / "icons"

DUTY_FILL = "#6B2C91"
"""Violet of control zones; the ground of a duty that is met."""
STATE_RING = {"missing": "#C8102E", "overdue": "#C8102E", "due": "#E08A00", "unknown": DUTY_FILL, "met": DUTY_FILL}


def path(name: str) -> Path:
    """Return the file of an icon.

    Raises
    ------
    FileNotFoundError
        There is no such icon.
    """
    file = ICONS_DIR / f"{name}.svg"
    if not file.is_file():
        raise FileNotFoundError(file)
    return file


def icon(name: str) -> QIcon:
    """Return an icon of the plugin."""
    return QIcon(str(path(name)))


def duty_icon(duty: str, state: str, size: int = 48) -> QIcon:
    """Return the round sign of a duty as the map shows it: filled when met, hollow when not, red ring when missing.

    Parameters
    ----------
    duty : a stored word of ``Duty`` other than "zone"
    state : a stored word of ``DutyState``
    size : side in pixels
    """
    pixmap = QPixmap(size, size)
    pixmap.fill(QColor(0, 0, 0, 0))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ring = size * (0.11 if state in ("missing", "overdue", "due") else 0.05)
    painter.setPen(QPen(QColor(STATE_RING.get(state, "#8A8A8A")), ring))
    painter.setBrush(QColor(DUTY_FILL if state == "met" else "#FFFFFF"))
    box = QRectF(ring / 2, ring / 2, size - ring, size - ring)
    painter.drawEllipse(box)
    glyph = QColor("#FFFFFF") if state == "met" else QColor("#8A8A8A" if state == "not_owed" else "#3B3446")
    side = size * 0.66
    image, _fits = QgsApplication.svgCache().svgAsImage(
        str(path(f"duty_{duty}")), side, glyph, glyph, 1.0, 1.0, 0.0, True)
    painter.drawImage(QRectF((size - side) / 2, (size - side) / 2, side, side), image)
    painter.end()
    return QIcon(pixmap.scaled(size, size, Qt.AspectRatioMode.KeepAspectRatio))
