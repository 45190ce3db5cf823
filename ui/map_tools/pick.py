"""A click on the map chooses the feature of a layer that lies there."""

from __future__ import annotations

from typing import Callable, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import Qt, pyqtSignal


class PickTool(QgsMapTool):
    """Tells the feature that is clicked; the layer is asked for at each click."""

    picked = pyqtSignal(object)          # feature id
    missed = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, layer: Callable[[], Optional[QgsVectorLayer]]) -> None:
        super().__init__(canvas)
        self._layer = layer
        self.setCursor(Qt.CursorShape.WhatsThisCursor)

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """Look for the feature under the cursor."""
        fid = None if event.button() != Qt.MouseButton.LeftButton else self.feature_at(event.mapPoint())
        if fid is None:
            self.missed.emit()
        else:
            self.picked.emit(fid)

    def feature_at(self, point: QgsPointXY) -> Optional[int]:
        """The feature of the layer at a point of the map; the smallest where several lie there."""
        layer = self._layer()
        if layer is None:
            return None
        to_layer = QgsCoordinateTransform(self.canvas().mapSettings().destinationCrs(), layer.crs(),
                                          QgsProject.instance())
        place = to_layer.transform(point)
        reach = self.searchRadiusMU(self.canvas())
        box = to_layer.transformBoundingBox(
            QgsRectangle(point.x() - reach, point.y() - reach, point.x() + reach, point.y() + reach))
        here = QgsGeometry.fromPointXY(place)
        best: Optional[tuple[float, float, int]] = None
        for feature in layer.getFeatures(QgsFeatureRequest().setFilterRect(box).setNoAttributes()):
            if not feature.hasGeometry():
                continue
            rank = (feature.geometry().distance(here), feature.geometry().area(), feature.id())
            if best is None or rank < best:
                best = rank
        return None if best is None or best[0] > max(box.width(), box.height()) else best[2]
