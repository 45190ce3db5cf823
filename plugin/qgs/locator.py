"""The locator bar of QGIS: type the number or the name of a parcel, plot, survey or zone, and go there."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, Callable

from qgis.core import (
    QgsExpression,
    QgsFeatureRequest,
    QgsFeedback,
    QgsLocatorContext,
    QgsLocatorFilter,
    QgsLocatorResult,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QColor

from . import compat, icons

translate = QCoreApplication.translate
PREFIX = "soil"                          # QGIS takes no shorter one than three letters from plugins
_SHORTEST, _MOST = 2, 12
_FLASH = QColor("#00A0FF")


@dataclasses.dataclass(frozen=True)
class Searched:
    """A layer to look into: what its rows are called, its fields of number and name, "" where there is none."""

    title: str
    layer: QgsVectorLayer
    number: str
    name: str


@dataclasses.dataclass(frozen=True)
class _Ready:
    """The same as the worker reads it."""

    title: str
    layer_id: str
    source: QgsVectorLayerFeatureSource
    number: str
    name: str


class SiteFilter(QgsLocatorFilter):
    """Looks into the layers of the session; ``adrift`` is told when an entry without place is chosen."""

    def __init__(self, sources: Callable[[], Sequence[Searched]], canvas: QgsMapCanvas,
                 adrift: Callable[[], object]) -> None:
        super().__init__()
        self._sources, self._canvas, self._adrift = sources, canvas, adrift
        self._ready: list[_Ready] = []

    def name(self) -> str:
        return "soilgate"

    def displayName(self) -> str:
        return translate("SoilGate", "Parcels and contaminated plots (SoilGate)")

    def description(self) -> str:
        """What it finds, for the options of the locator."""
        return translate("SoilGate", "Go to a parcel, listed plot, survey or control zone by its number or name")

    def prefix(self) -> str:
        return PREFIX

    def clone(self) -> SiteFilter:
        return SiteFilter(self._sources, self._canvas, self._adrift)

    def prepare(self, _string: str, _context: QgsLocatorContext) -> list[str]:
        """Take snapshots of the layers (GUI thread)."""
        self._ready = [
            _Ready(one.title, one.layer.id(), QgsVectorLayerFeatureSource(one.layer), one.number, one.name)
            for one in self._sources()]
        return []

    def fetchResults(self, string: str, context: QgsLocatorContext, feedback: QgsFeedback) -> None:
        """Look for the text in numbers and names (a worker)."""
        wanted = string.strip().lower()
        if not wanted or (len(wanted) < _SHORTEST and not context.usingPrefix):
            return
        for one in self._ready:
            fields = [field for field in (one.number, one.name) if field]
            text = QgsExpression.quotedString(wanted)
            like = " OR ".join(f"strpos(lower(to_string({QgsExpression.quotedColumnRef(field)})), {text})"
                               for field in fields)
            request = QgsFeatureRequest().setFilterExpression(like).setLimit(_MOST)
            request.setSubsetOfAttributes(fields, one.source.fields())
            for feature in one.source.getFeatures(request):
                if feedback.isCanceled():
                    return
                number, name = (_shown(feature[field]) if field else "" for field in (one.number, one.name))
                self.resultFetched.emit(self._result(one, feature, number, name, wanted))

    def _result(self, one: _Ready, feature: Any, number: str, name: str, wanted: str) -> QgsLocatorResult:
        placed = feature.hasGeometry() and not feature.geometry().isEmpty()
        result = QgsLocatorResult()
        result.displayString = "  ".join(dict.fromkeys(part for part in (number, name) if part))
        result.description = one.title if placed else translate("SoilGate", "{role}, without boundary").format(
            role=one.title)
        result.icon = icons.icon("soilgate")
        best = min((_rank(text, wanted) for text in (number, name) if text), default=3)
        result.score = 1.0 - 0.2 * best
        result.userData = f"{feature.id()}\n{int(placed)}\n{one.layer_id}"      # text crosses threads unharmed
        return result

    def triggerResult(self, result: QgsLocatorResult) -> None:
        """Go there, and flash it."""
        fid, placed, layer_id = str(result.userData).split("\n", 2)
        layer = QgsProject.instance().mapLayer(layer_id)
        if not isinstance(layer, QgsVectorLayer):
            return
        if placed == "0":
            self._adrift()
            return
        self._canvas.zoomToFeatureIds(layer, [int(fid)])
        faded = QColor(_FLASH)
        faded.setAlpha(0)
        self._canvas.flashFeatureIds(layer, [int(fid)], _FLASH, faded, 3, 300)


def _rank(text: str, wanted: str) -> int:
    """0 equal, 1 begins with it, 2 holds it."""
    text = text.lower()
    return 0 if text == wanted else 1 if text.startswith(wanted) else 2 if wanted in text else 3


def _shown(value: Any) -> str:
    if compat.is_null(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)
