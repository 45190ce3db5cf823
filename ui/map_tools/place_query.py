"""A click on the map asks what is known of the place."""

from __future__ import annotations

from typing import Optional

from qgis.core import QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsVertexMarker
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor

from ..live import LiveDesk


class PlaceQueryTool(QgsMapTool):
    """Tells the place that is clicked, and marks it while the tool is in hand; Esc puts it away."""

    KEY = "query"
    asked = pyqtSignal(object, float)    # QgsPointXY in the CRS of the map, reach of a click in its units
    given_up = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, desk: LiveDesk) -> None:
        super().__init__(canvas)
        self._desk = desk
        self._marker: Optional[QgsVertexMarker] = None
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def activate(self) -> None:
        super().activate()
        self._desk.hold(self.KEY)

    def deactivate(self) -> None:
        self.clear()
        self._desk.release(self.KEY)
        super().deactivate()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.ask(event.mapPoint())

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.given_up.emit()

    def ask(self, point: QgsPointXY) -> None:
        """Ask about a place, and mark it."""
        if self._marker is None:
            self._marker = QgsVertexMarker(self.canvas())
            self._marker.setIconType(QgsVertexMarker.IconType.ICON_CROSS)
            self._marker.setIconSize(16)
            self._marker.setPenWidth(3)
            self._marker.setColor(QColor("#0064C8"))
        self._marker.setCenter(point)
        self.asked.emit(point, self.searchRadiusMU(self.canvas()))

    def clear(self) -> None:
        """Take the mark away."""
        marker, self._marker = self._marker, None
        if marker is not None and not sip.isdeleted(marker):
            self.canvas().scene().removeItem(marker)
