"""The first rows of a layer, with headers and cells as the readers take them."""

from __future__ import annotations

import dataclasses
from functools import lru_cache
from pathlib import Path
from typing import Optional

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..core.errors import InputError
from ..core.vocabulary import Role
from ..io import read
from ..io.raw import RawTable
from . import layers

_WORKBOOK_BYTES, _TEXT_BYTES = 64_000, 1_000_000
"""Sheets up to these sizes are read while the window waits."""


def sheet_of(layer: QgsVectorLayer, role: Role) -> Optional[RawTable]:
    """The sheet behind a layer as its reader takes it, whole; None where the layer is no sheet, or a large one.

    QGIS takes the first line of a sheet for its header, be it a title, and notes below the table for rows.
    """
    from . import use_cases

    if layer.isSpatial():
        return None
    given = use_cases.file_of(layer)
    if given is None:
        return None
    path = Path(layer.source().split("|")[0])
    suffix, found = path.suffix.lower(), path.stat()
    most = _TEXT_BYTES if suffix in (".csv", ".tsv", ".txt") else _WORKBOOK_BYTES
    if suffix not in read.SHEETS or found.st_size > most:
        return None
    return _read(role, given.path, found.st_size, found.st_mtime_ns)


@lru_cache(maxsize=32)
def _read(role: Role, source: str, _size: int, _changed: int) -> Optional[RawTable]:
    try:
        return read.read_raw(role, source)
    except InputError:                   # the run says what is wrong with the file
        return None


def head(layer: QgsVectorLayer, role: Role, rows: int) -> RawTable:
    """The first rows of a layer in a role, without shapes (GUI thread)."""
    sheet = sheet_of(layer, role)
    if sheet is not None:
        blocks = None if sheet.blocks is None else sheet.blocks[:rows]
        return dataclasses.replace(sheet, frame=sheet.frame.iloc[:rows], rows=sheet.rows[:rows], blocks=blocks,
                                   source=dataclasses.replace(sheet.source, notes=list(sheet.source.notes)))
    request = QgsFeatureRequest().setNoAttributes().setFlags(QgsFeatureRequest.Flag.NoGeometry).setLimit(rows)
    ids = tuple(feature.id() for feature in layer.getFeatures(request))
    return layers.raw_of_layer(dataclasses.replace(layers.snapshot(layer), ids=ids, count=len(ids)))
