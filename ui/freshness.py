"""Which rows of a result are out of date: their parcel, something near it, or what the run was made from changed."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsFeature,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..plugin.io.files import parts_of

_MANY = 300          # edits at once after which nobody asks which rows they reach
_WAIT_MS = 120


class ChangeWatch(QObject):
    """Listens to edits of the layers that a result was made from.

    ``parcels_changed(fids)``: features of the plan; ``places_changed(boxes)``: (layer id, box in the layer's CRS) of
    features of other layers; ``homes_changed(boxes)``: the same of the plan itself, new parcels too, for it can be the
    homes near a polluting project; ``all_changed()``: anything that cannot be told row by row. Edits that come
    together are told together.
    """

    parcels_changed = pyqtSignal(object)
    places_changed = pyqtSignal(object)
    homes_changed = pyqtSignal(object)
    all_changed = pyqtSignal()

    def __init__(self, project: QgsProject, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._project = project
        self._connected: list[tuple[str, str, Callable[..., object]]] = []
        self._parcels = ""
        self._edits: set[tuple[str, int, bool]] = set()
        self._boxes: list[tuple[str, QgsRectangle]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._timer.timeout.connect(self.tell)

    def watch(self, parcels: str, layers: Iterable[str]) -> None:
        """Listen to these layers instead of those before."""
        self.stop()
        self._parcels = parcels
        for layer_id in {*layers, parcels} - {""}:
            layer = self._project.mapLayer(layer_id)
            if not isinstance(layer, QgsVectorLayer):
                continue
            for signal in ("geometryChanged", "attributeValueChanged", "featureDeleted"):
                self._listen(layer, signal, self._slot(layer_id))
            self._listen(layer, "featureAdded", self._slot(layer_id, added=True))
            for signal in ("subsetStringChanged", "crsChanged"):
                self._listen(layer, signal, self._everything)

    def stop(self) -> None:
        """Listen to nothing."""
        for layer_id, signal, slot in self._connected:
            layer = self._project.mapLayer(layer_id)
            if layer is not None:                # a layer that is gone has taken its connections along
                with contextlib.suppress(TypeError):
                    getattr(layer, signal).disconnect(slot)
        self._connected = []
        self._timer.stop()
        self._edits.clear()
        self._boxes.clear()

    def _listen(self, layer: QgsVectorLayer, signal: str, slot: Callable[..., object]) -> None:
        getattr(layer, signal).connect(slot)
        self._connected.append((layer.id(), signal, slot))

    def _slot(self, layer_id: str, *, added: bool = False) -> Callable[..., None]:
        def edited(fid: int, *_what: object) -> None:
            self._edits.add((layer_id, int(fid), added))
            self._timer.start()
        return edited

    def _everything(self) -> None:
        self._edits.clear()
        self._timer.stop()
        self.all_changed.emit()

    def tell(self) -> None:
        """Tell what was edited since."""
        edits, self._edits = self._edits, set()
        self._timer.stop()
        mine = {fid for layer_id, fid, added in edits if layer_id == self._parcels and not added}
        if len(edits) > _MANY:
            self.all_changed.emit()
            return
        boxes, plan_boxes = [], []
        for layer_id, fid in {edit[:2] for edit in edits}:
            layer = self._project.mapLayer(layer_id)
            found = [] if layer is None else [one.geometry().boundingBox() for one in versions(layer, fid)
                                              if one.hasGeometry() and not one.geometry().isEmpty()]
            if layer_id == self._parcels:
                plan_boxes += [(layer_id, box) for box in found]
                continue
            if not found:                        # a row without place may reach any parcel
                self.all_changed.emit()
                return
            boxes += [(layer_id, box) for box in found]
        if mine:
            self.parcels_changed.emit(sorted(mine))
        if plan_boxes:
            self.homes_changed.emit(plan_boxes)
        if boxes:
            self.places_changed.emit(boxes)


def versions(layer: QgsVectorLayer, fid: int) -> list[QgsFeature]:
    """A feature as it is now and as it was last saved; each only where it exists."""
    found = []
    request = QgsFeatureRequest(fid)
    for source in (layer, layer.dataProvider()):
        if source is not None:
            found += [feature for feature in source.getFeatures(request) if feature.isValid()]
    return found


def rows_near(project: QgsProject, result: QgsVectorLayer, boxes: Iterable[tuple[str, QgsRectangle]],
              reach_m: Callable[[bool], float]) -> Optional[set[int]]:
    """Features of a result within reach of boxes in the CRS of their layers; None where that cannot be told.

    ``reach_m`` tells the reach of what has an outline (True) and of what is a point (False).
    """
    found: set[int] = set()
    for layer_id, box in boxes:
        layer = project.mapLayer(layer_id)
        if layer is None:
            return None
        try:
            here = QgsCoordinateTransform(layer.crs(), result.crs(), project).transformBoundingBox(box)
        except QgsCsException:
            return None
        reach = reach_m(box.width() > 0 or box.height() > 0)
        if result.crs().isGeographic():
            reach /= 80_000.0                    # a degree of longitude, wide enough
        request = QgsFeatureRequest().setFilterRect(here.buffered(reach)).setNoAttributes()
        found.update(feature.id() for feature in result.getFeatures(request))
    return found


def file_state(layer: QgsVectorLayer) -> str:
    """What a file says of its last change; empty where a layer is no file.

    A GeoPackage says when its table was last written: that QGIS opens it changes the file, but not the table.
    """
    if layer.providerType() != "ogr":
        return ""
    parts = layer.source().split("|")
    path = Path(parts[0])
    if not path.is_file():
        return ""
    if path.suffix.lower() == ".gpkg":
        table = next((p.partition("=")[2] for p in parts if p.lower().startswith("layername=")), "")
        with contextlib.suppress(sqlite3.Error), contextlib.closing(
                sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            rows: list[Any] = database.execute(
                "SELECT last_change FROM gpkg_contents WHERE ? IN ('', table_name) ORDER BY table_name",
                (table,)).fetchall()
            return ";".join(str(row[0]) for row in rows)
    return parts_state(path)


def parts_state(path: Path) -> str:
    """What the files of a source say of their last change: attributes of a shapefile stand in a file of their own."""
    return "; ".join(f"{part.name} {at.st_mtime_ns} {at.st_size}" for part in parts_of(path) for at in [part.stat()])
