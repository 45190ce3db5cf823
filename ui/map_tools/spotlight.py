"""Draws the chosen parcel and its evidence over the map, without touching any layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem, QgsRubberBand
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from ...plugin.qgs import fonts

_PARCEL = QColor("#00A0FF")
_EVIDENCE, _HATCH = QColor("#00468C"), QColor(0, 200, 255, 230)      # seen on dark red and on pale green
_FLASHES, _FLASH_MS = 2, 220


_SMALL, _LARGE = 1 / 10, 0.9         # of the view: a parcel within is large enough, and in it


class Caption(QgsMapCanvasItem):
    """A short text beside a place of the map, with a light edge that parts it from any ground."""

    def __init__(self, canvas: QgsMapCanvas, at: QgsPointXY, text: str) -> None:
        super().__init__(canvas)
        self._at, self.text = QgsPointXY(at), text
        self._down = 0.0                  # pixels, so that it stands below another one
        self._font = fonts.font("sans", 9, bold=True)
        self._size = QFontMetricsF(self._font).boundingRect(text)
        self.setZValue(200)
        self.updatePosition()

    def updatePosition(self) -> None:
        """Stay at the place when the map moves."""
        self.prepareGeometryChange()
        self.setPos(self.toCanvasCoordinates(self._at) + QPointF(0, self._down))

    def keep_off(self, others: Iterable[Caption]) -> None:
        """Move below captions that stand at the same place."""
        taken = [other.sceneBoundingRect() for other in others]
        for _ in taken:
            if not any(box.intersects(self.sceneBoundingRect()) for box in taken):
                return
            self._down += self._size.height()
            self.updatePosition()

    def boundingRect(self) -> QRectF:
        return QRectF(0, -self._size.height() - 8, self._size.width() + 16, self._size.height() + 14)

    def paint(self, painter: QPainter, *_rest: Any) -> None:
        path = QPainterPath()
        path.addText(7, -5, self._font, self.text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = QPen(QColor(255, 255, 255, 235), 4)
        edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, edge)
        painter.fillPath(path, _EVIDENCE)


class Spotlight:
    """What is lit on the canvas; one parcel at a time."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._bands: list[QgsRubberBand] = []
        self.captions: list[Caption] = []
        self._evidence_box: Optional[QgsRectangle] = None

    def clear(self) -> None:
        """Take everything away."""
        for item in (*self._bands, *self.captions):
            self._canvas.scene().removeItem(item)
        self._bands, self.captions, self._evidence_box = [], [], None

    def show_parcel(self, layer: QgsVectorLayer, fid: int, *, zoom: bool, flash: bool = False) -> None:
        """Outline a parcel, and bring it into view, with its evidence, where it is not, or too small or large for it.

        Without ``zoom`` only where it is out of view.
        """
        geometry = _geometry(layer, fid)
        if geometry is None:
            return
        band = self._band(QgsWkbTypes.GeometryType.PolygonGeometry, _PARCEL, 3)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setToGeometry(geometry, layer)
        box = self._to_canvas(layer).transformBoundingBox(geometry.boundingBox())
        if zoom and self._evidence_box is not None:
            box.combineExtentWith(self._evidence_box)
        if not self._canvas.extent().contains(box) or (zoom and not self._fits(box)):
            grown = max(box.width(), box.height()) * 1.5
            self._canvas.setExtent(box.buffered(grown))
            self._canvas.refresh()
        if flash:
            faded = QColor(_PARCEL)
            faded.setAlpha(0)
            self._canvas.flashFeatureIds(layer, [fid], _PARCEL, faded, _FLASHES, _FLASH_MS)

    def _fits(self, box: QgsRectangle) -> bool:
        """Whether a box can be looked at as it is: the map does not jump from parcel to parcel without need."""
        view = self._canvas.extent()
        part = max(box.width() / max(view.width(), 1e-12), box.height() / max(view.height(), 1e-12))
        return _SMALL <= part <= _LARGE

    def show_evidence(self, layers: Iterable[Optional[QgsVectorLayer]], captions: Mapping[str, str], *,
                      zoom: bool = False) -> int:
        """Draw what findings rest on: overlaps as hatch, distances as dashed lines, points as rings.

        Parameters
        ----------
        captions : finding -> what is written beside it; "" for nothing

        Returns
        -------
        int
            How many shapes were drawn; 0 when the parcel itself is all there is to show.
        """
        wanted = {str(i): text for i, text in captions.items()}
        if not wanted:
            return 0
        listed = ", ".join("'" + i.replace("'", "''") + "'" for i in wanted)
        drawn, extent = 0, None
        places: dict[tuple[int, int], list[str]] = {}     # texts at one place stand in one line
        at: dict[tuple[int, int], QgsPointXY] = {}
        for layer in layers:
            if layer is None:
                continue
            request = QgsFeatureRequest().setFilterExpression(f'"finding_id" IN ({listed})')
            for feature in layer.getFeatures(request):
                if not feature.hasGeometry():
                    continue
                self._draw(layer, feature.geometry())
                box = self._to_canvas(layer).transformBoundingBox(feature.geometry().boundingBox())
                if extent is None:
                    extent = box
                else:
                    extent.combineExtentWith(box)
                drawn += 1
                text = wanted.get(str(feature["finding_id"]), "")
                if text:
                    anchor = self._to_canvas(layer).transform(_anchor(feature.geometry()))
                    key = (round(anchor.x()), round(anchor.y()))
                    at.setdefault(key, anchor)
                    if text not in places.setdefault(key, []):
                        places[key].append(text)
        for key, texts in places.items():
            caption = Caption(self._canvas, at[key], " · ".join(texts))
            caption.keep_off(self.captions)
            self.captions.append(caption)
        self._evidence_box = extent
        if zoom and extent is not None:
            self._canvas.setExtent(extent.buffered(max(extent.width(), extent.height(), 20.0) * 0.6))
            self._canvas.refresh()
        return drawn

    def show_places(self, places: Iterable[tuple[QgsGeometry, QgsCoordinateReferenceSystem, bool]]) -> None:
        """Draw places that a person gave entries, the chosen one strong; in place of what was lit before."""
        self.clear()
        for geometry, crs, chosen in places:
            band = self._band(QgsWkbTypes.GeometryType.PolygonGeometry, _PARCEL if chosen else _EVIDENCE,
                              3 if chosen else 2)
            band.setFillColor(QColor(0, 160, 255, 50) if chosen else QColor(0, 0, 0, 0))
            band.setToGeometry(geometry, crs)

    def _draw(self, layer: QgsVectorLayer, geometry: QgsGeometry) -> None:
        kind = layer.geometryType()
        if kind == QgsWkbTypes.GeometryType.PolygonGeometry:
            band = self._band(kind, _EVIDENCE, 2)
            band.setFillColor(_HATCH)
            band.setBrushStyle(Qt.BrushStyle.BDiagPattern)
        elif kind == QgsWkbTypes.GeometryType.LineGeometry:
            band = self._band(kind, _EVIDENCE, 2)
            band.setLineStyle(Qt.PenStyle.DashLine)
        else:
            band = self._band(QgsWkbTypes.GeometryType.PointGeometry, QColor("#8B0A1A"), 3)
            band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
            band.setIconSize(13)
        band.setToGeometry(geometry, layer)

    def _band(self, kind: Any, colour: QColor, width: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, kind)
        band.setStrokeColor(colour)
        band.setWidth(width)
        band.setSecondaryStrokeColor(QColor(255, 255, 255, 200))
        self._bands.append(band)
        return band

    def _to_canvas(self, layer: QgsVectorLayer) -> QgsCoordinateTransform:
        return QgsCoordinateTransform(layer.crs(), self._canvas.mapSettings().destinationCrs(), self._project)


def _anchor(geometry: QgsGeometry) -> QgsPointXY:
    """Where a text about a shape stands: the middle of a line, a point within an area, the point itself."""
    if geometry.type() == QgsWkbTypes.GeometryType.LineGeometry:
        return geometry.interpolate(geometry.length() / 2).asPoint()
    return geometry.pointOnSurface().asPoint()


def _geometry(layer: QgsVectorLayer, fid: int) -> Optional[QgsGeometry]:
    feature = layer.getFeature(fid)
    return feature.geometry() if feature.isValid() and feature.hasGeometry() else None
