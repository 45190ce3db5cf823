"""The small box beside the cursor: verdict, gravest reason, share; and the evidence of an answer on the map."""

from __future__ import annotations

from typing import Any, Optional

import shapely
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QPoint, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from qgis.PyQt.QtWidgets import QWidget

from ...plugin.core.live import LiveAnswer
from ...plugin.qgs import compat, i18n, live_site, styles
from .. import live_words, widgets

_WIDEST, _PAD, _ICON, _GAP = 330, 8, 18, 16
_GROUND, _INK, _FAINT, _EDGE = QColor(255, 255, 255, 242), QColor("#1D1B22"), QColor("#5C5966"), QColor(0, 0, 0, 70)
_POLYGON, _LINE, _POINT = (QgsWkbTypes.GeometryType.PolygonGeometry, QgsWkbTypes.GeometryType.LineGeometry,
                           QgsWkbTypes.GeometryType.PointGeometry)


class CursorBox(QWidget):
    """At most three lines; lies on the canvas, takes no mouse, and keeps inside."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas.viewport())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._verdict = ""
        self.lines: list[str] = []
        self.hide()

    def show_answer(self, answer: LiveAnswer, titles: Any, *, name: str = "") -> None:
        """Show what a review says."""
        self._verdict = answer.verdict
        self._show(live_words.lines(answer, titles, name=name))

    def show_text(self, *lines: str) -> None:
        """Show a hint in place of a verdict."""
        self._verdict = ""
        self._show([line for line in lines if line])

    def _show(self, lines: list[str]) -> None:
        self.lines = lines[:3]
        self.setAccessibleName(" · ".join(self.lines))
        self.resize(self.sizeHint())
        self.setVisible(bool(self.lines))
        self.raise_()
        self.update()

    def move_to(self, place: QPoint) -> None:
        """Stand beside a place of the canvas, on the side where there is room."""
        room = self.parentWidget().size()
        x = place.x() + _GAP if place.x() + _GAP + self.width() <= room.width() else place.x() - _GAP - self.width()
        y = place.y() + _GAP if place.y() + _GAP + self.height() <= room.height() else place.y() - _GAP - self.height()
        self.move(max(0, x), max(0, y))

    def _fonts(self) -> tuple[QFont, QFont]:
        plain, bold = QFont(self.font()), QFont(self.font())
        bold.setBold(True)
        return bold, plain

    def sizeHint(self) -> QSize:
        bold, plain = map(QFontMetrics, self._fonts())
        widest = 0
        for k, line in enumerate(self.lines):
            room = (plain if k else bold).horizontalAdvance(line)
            if k == 0 and self._verdict:
                room += _ICON + 6
            widest = max(widest, room)
        return QSize(min(_WIDEST, widest + 2 * _PAD + 2), len(self.lines) * (plain.height() + 3) + 2 * _PAD - 3)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.fillPath(path, _GROUND)
        painter.setPen(QPen(_EDGE, 1))
        painter.drawPath(path)
        bold, plain = self._fonts()
        height = self.fontMetrics().height()
        y = _PAD
        for k, line in enumerate(self.lines):
            x = _PAD
            if k == 0 and self._verdict:
                icon = widgets.verdict_icon(self._verdict, i18n.language())
                icon.paint(painter, x, y + (height - _ICON) // 2, _ICON, _ICON)
                x += _ICON + 6
            painter.setFont(bold if k == 0 else plain)
            painter.setPen(_FAINT if k == 2 else _INK)
            text = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, self.width() - x - _PAD)
            painter.drawText(x, y, self.width() - x - _PAD, height, compat.number(Qt.AlignmentFlag.AlignVCenter), text)
            y += height + 3
        painter.end()


class AnswerBands:
    """What an answer says, drawn over the map: the polygon in the colour of its verdict, the evidence as hatch."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: dict[Any, QgsRubberBand] = {}
        self._ground: Optional[QgsRubberBand] = None

    def show_shape(self, geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem, verdict: str = "") -> None:
        """Draw the polygon; grey while there is no verdict."""
        if self._ground is None:
            self._ground = QgsRubberBand(self._canvas, _POLYGON)
            self._ground.setWidth(2)
            self._ground.setZValue(20)
        look = styles.LOOKS.get(verdict)
        fill = QColor(look.fill or "#FFFFFF") if look is not None else QColor("#9A97A3")
        edge = QColor(fill).darker(150) if look is None or look.fill else QColor(look.ink)
        fill.setAlpha(130 if look is not None else 50)
        self._ground.setFillColor(fill)
        self._ground.setStrokeColor(edge)
        self._ground.setSecondaryStrokeColor(QColor(255, 255, 255, 190))
        self._ground.setToGeometry(geometry, crs)

    def show_evidence(self, answer: LiveAnswer, crs: QgsCoordinateReferenceSystem) -> int:
        """Draw what the findings rest on; returns how many shapes."""
        shapes = [f.geometry for f in answer.findings if f.geometry is not None and not f.geometry.is_empty]
        by_kind: dict[Any, list[Any]] = {_POLYGON: [], _LINE: [], _POINT: []}
        for shape in shapes:
            for part in shapely.get_parts(shape):
                kind = {0: _POINT, 1: _LINE, 2: _LINE, 3: _POLYGON}.get(int(shapely.get_type_id(part)))
                if kind is not None:
                    by_kind[kind].append(part)
        make = {_POLYGON: shapely.multipolygons, _LINE: shapely.multilinestrings, _POINT: shapely.multipoints}
        for kind, parts in by_kind.items():
            if not parts:
                self._drop(kind)
                continue
            if kind == _LINE:
                parts = [shapely.LineString(shapely.get_coordinates(p)) for p in parts]
            self._band(kind).setToGeometry(live_site.geometry_of(make[kind](parts)), crs)
        return len(shapes)

    def clear(self, *, evidence_only: bool = False) -> None:
        """Take everything away."""
        if sip.isdeleted(self._canvas):      # closing QGIS: the bands are gone with it
            self._bands, self._ground = {}, None
            return
        for kind in list(self._bands):
            self._drop(kind)
        if self._ground is not None and not evidence_only:
            self._canvas.scene().removeItem(self._ground)
            self._ground = None

    def _drop(self, kind: Any) -> None:
        band = self._bands.pop(kind, None)
        if band is not None:
            self._canvas.scene().removeItem(band)

    def _band(self, kind: Any) -> QgsRubberBand:
        if kind not in self._bands:
            band = QgsRubberBand(self._canvas, kind)
            band.setStrokeColor(QColor("#00468C"))
            band.setSecondaryStrokeColor(QColor(255, 255, 255, 200))
            band.setWidth(2)
            band.setZValue(30)
            if kind == _POLYGON:
                band.setFillColor(QColor(0, 60, 140, 235))
                band.setBrushStyle(Qt.BrushStyle.BDiagPattern)
            elif kind == _LINE:
                band.setLineStyle(Qt.PenStyle.DashLine)
            else:
                band.setStrokeColor(QColor("#8B0A1A"))
                band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
                band.setIconSize(13)
            self._bands[kind] = band
        return self._bands[kind]
