"""Draws the chosen parcel and its evidence over the map, without touching any layer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from qgis.core import QgsCoordinateTransform, QgsFeatureRequest, QgsGeometry, QgsProject, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_PARCEL = QColor("#00A0FF")
_EVIDENCE, _HATCH = QColor("#00468C"), QColor(0, 200, 255, 230)      # seen on dark red and on pale green
_FLASHES, _FLASH_MS = 2, 220


class Spotlight:
    """What is lit on the canvas; one parcel at a time."""

    def __init__(self, canvas: QgsMapCanvas, project: QgsProject) -> None:
        self._canvas, self._project = canvas, project
        self._bands: list[QgsRubberBand] = []

    def clear(self) -> None:
        """Take everything away."""
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []

    def show_parcel(self, layer: QgsVectorLayer, fid: int, *, zoom: bool, flash: bool = False) -> None:
        """Outline a parcel, and bring it into view where it is out of it (or always, with ``zoom``)."""
        geometry = _geometry(layer, fid)
        if geometry is None:
            return
        band = self._band(QgsWkbTypes.GeometryType.PolygonGeometry, _PARCEL, 3)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setToGeometry(geometry, layer)
        box = self._to_canvas(layer).transformBoundingBox(geometry.boundingBox())
        if zoom or not self._canvas.extent().contains(box):
            grown = max(box.width(), box.height()) * 1.5
            self._canvas.setExtent(box.buffered(grown))
            self._canvas.refresh()
        if flash:
            faded = QColor(_PARCEL)
            faded.setAlpha(0)
            self._canvas.flashFeatureIds(layer, [fid], _PARCEL, faded, _FLASHES, _FLASH_MS)

    def show_evidence(self, layers: Iterable[Optional[QgsVectorLayer]], finding_ids: Iterable[str], *,
                      zoom: bool = False) -> int:
        """Draw what findings rest on: overlaps as hatch, distances as dashed lines, points as rings.

        Returns
        -------
        int
            How many shapes were drawn; 0 when the parcel itself is all there is to show.
        """
        wanted = [str(i) for i in finding_ids]
        if not wanted:
            return 0
        listed = ", ".join("'" + i.replace("'", "''") + "'" for i in wanted)
        drawn, extent = 0, None
        for layer in layers:
            if layer is None:
                continue
            request = QgsFeatureRequest().setFilterExpression(f'"finding_id" IN ({listed})').setNoAttributes()
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
        if zoom and extent is not None:
            self._canvas.setExtent(extent.buffered(max(extent.width(), extent.height(), 20.0) * 0.6))
            self._canvas.refresh()
        return drawn

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


def _geometry(layer: QgsVectorLayer, fid: int) -> Optional[QgsGeometry]:
    feature = layer.getFeature(fid)
    return feature.geometry() if feature.isValid() and feature.hasGeometry() else None
