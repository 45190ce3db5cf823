"""Give an entry a place on the map: one click for a point, several for an outline."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsGeometry, QgsPointXY, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

_LINE, _FILL = QColor("#00A0FF"), QColor(0, 160, 255, 50)
_CORNERS = 3


class PlaceTool(QgsMapTool):
    """Draws in the CRS of the map; snaps as the project says.

    Left click sets a point, right click or Enter ends an outline, Backspace takes the last corner back, Esc gives up.
    """

    placed = pyqtSignal(object)          # QgsGeometry in the CRS of the map
    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.outline = False
        self._corners: list[QgsPointXY] = []
        self._band: Optional[QgsRubberBand] = None
        self.setCursor(Qt.CursorShape.CrossCursor)

    def begin(self, outline: bool) -> None:
        """Ask for an outline, or for a point."""
        self._clear()
        self.outline = outline

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        point = event.snapPoint()
        if event.button() == Qt.MouseButton.RightButton:
            self.finish()
        elif event.button() == Qt.MouseButton.LeftButton:
            if self.outline:
                self.add_corner(point)
            else:
                self.placed.emit(QgsGeometry.fromPointXY(point))

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        if self._corners:
            self._show([*self._corners, event.snapPoint()])

    def keyPressEvent(self, event: object) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish()
        elif key == Qt.Key.Key_Backspace and self._corners:
            self._corners.pop()
            self._show(self._corners)
        elif key == Qt.Key.Key_Escape:
            self._clear()
            self.given_up.emit()
        else:
            return
        event.accept()

    def add_corner(self, point: QgsPointXY) -> None:
        """Set a corner of the outline."""
        if not self._corners or self._corners[-1] != point:
            self._corners.append(QgsPointXY(point))
        self._show(self._corners)

    def finish(self) -> None:
        """End the outline where it encloses something; else go on."""
        shape = QgsGeometry.fromPolygonXY([self._corners]) if len(self._corners) >= _CORNERS else QgsGeometry()
        if shape.isEmpty() or not shape.isGeosValid() or shape.area() <= 0:
            return
        self._clear()
        self.placed.emit(shape)

    def deactivate(self) -> None:
        self._clear()
        super().deactivate()

    def _show(self, corners: list[QgsPointXY]) -> None:
        if self._band is None:
            self._band = QgsRubberBand(self.canvas(), QgsWkbTypes.GeometryType.PolygonGeometry)
            self._band.setStrokeColor(_LINE)
            self._band.setFillColor(_FILL)
            self._band.setWidth(2)
        self._band.setToGeometry(QgsGeometry.fromPolygonXY([corners]), None)

    def _clear(self) -> None:
        self._corners = []
        if self._band is not None:
            self.canvas().scene().removeItem(self._band)
            self._band = None
