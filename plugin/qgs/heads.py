"""The first rows of a layer, with headers and cells as the readers take them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Optional

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..core.errors import InputError
from ..core.tables import Source
from ..core.vocabulary import Role
from ..io import files, read, spreadsheet
from ..io.raw import RawTable
from . import layers

_WORKBOOK_BYTES, _TEXT_BYTES = 64_000, 1_000_000
"""Sheets up to these sizes are read while the window waits."""
_HEAD_ROWS = 60


def sheet_of(layer: QgsVectorLayer, role: Role) -> Optional[RawTable]:
    """The sheet behind a layer as its reader takes it, whole; None where the layer is no sheet, or a large one.

    QGIS takes the first line of a sheet for its header, be it a title, and notes below the table for rows.
    """
    path = _sheet_behind(layer)
    return None if path is None else _read(role, layer.source(), *_stamp(path))


def below_title(layer: QgsVectorLayer, roles: tuple[Role, ...]) -> dict[Role, tuple[str, tuple[str, ...]]]:
    """Title and headers of the sheet behind a layer, as each role reads them; empty as for ``sheet_of``."""
    path = _sheet_behind(layer)
    return {} if path is None else _heads(path, files.split_source(layer.source()).layer or "", roles, *_stamp(path))


def of_sheets(path: Path, roles: Iterable[Role], sheet: str = "") -> dict[Role, RawTable]:
    """The first rows of the widest sheet of a file, or of a named one, as each role reads them."""
    if path.suffix.lower() in (".csv", ".tsv", ".txt"):
        return {role: next(spreadsheet.csv_parts(str(path), role, _HEAD_ROWS)) for role in roles}
    found: dict[Role, RawTable] = {}
    grids = spreadsheet.grids(str(path))
    for name, grid in grids.items():
        if sheet in grids and name != sheet:
            continue
        head = dataclasses.replace(grid, rows=grid.rows[:_HEAD_ROWS], lines=grid.lines[:_HEAD_ROWS],
                                   merged=[m for m in grid.merged if m[2] < _HEAD_ROWS])
        for role in roles:
            try:
                raw = spreadsheet.table_of(head, role, Source(path=str(path), layer=name), spreadsheet=True)
            except InputError:               # an empty sheet
                continue
            if role not in found or len(raw.frame.columns) > len(found[role].frame.columns):
                found[role] = raw
    return found


def _sheet_behind(layer: QgsVectorLayer) -> Optional[Path]:
    from . import use_cases

    if layer.isSpatial() or use_cases.file_of(layer) is None:
        return None
    path = Path(layer.source().split("|")[0])
    suffix = path.suffix.lower()
    most = _TEXT_BYTES if suffix in (".csv", ".tsv", ".txt") else _WORKBOOK_BYTES
    return path if suffix in read.SHEETS and path.stat().st_size <= most else None


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns


@lru_cache(maxsize=32)
def _heads(path: Path, sheet: str, roles: tuple[Role, ...], _size: int, _changed: int,
           ) -> dict[Role, tuple[str, tuple[str, ...]]]:
    try:
        return {role: (raw.source.title, tuple(map(str, raw.frame.columns)))
                for role, raw in of_sheets(path, roles, sheet).items()}
    except InputError:                   # the run says what is wrong with the file
        return {}


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
