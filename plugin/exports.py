"""Use cases of data going out: boundary texts and boundary files of the national soil information system."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .core import geometry as g
from .core.errors import InputError
from .core.geometry import to_crs
from .core.tables import ID_COLUMN, ROLES, RoleTable
from .core.vocabulary import Role
from .io import boundary_txt, files, mapping, phrases, read, soil_system, workspace
from .io.mapping import Mapping as FieldMap
from .jobs import LayerInput


@dataclasses.dataclass
class ExportRequest:
    """Polygons of a layer as a boundary file; ``ids``: only these, ``crs``: the zone, default that of their place."""

    layer: LayerInput
    out: Path
    role: Role = Role.PARCELS
    ids: Sequence[str] = ()
    crs: Optional[str] = None
    maps: Mapping[Role, FieldMap] = dataclasses.field(default_factory=dict)
    unit: str = ""


@dataclasses.dataclass
class Exported:
    """How many plots were written in which CRS; ``left_out`` have no polygon."""

    count: int
    crs: str
    left_out: list[str]


def export_txt(request: ExportRequest) -> Exported:
    """Write polygons as a boundary text."""
    def write(table: RoleTable, shapes: npt.NDArray[np.object_], crs: Any) -> None:
        uses = table.column("use_code") if table.role is Role.PARCELS else [None] * len(table.frame)
        boundary_txt.write_boundary(
            str(request.out), shapes, crs, numbers=table.column(ID_COLUMN[table.role]).tolist(),
            names=_names(table), uses=list(uses), unit=request.unit)
    return _export(request, write)


def export_soil_system(request: ExportRequest) -> Exported:
    """Write polygons as the boundary file of the national soil information system, a zipped shapefile."""
    def write(table: RoleTable, shapes: npt.NDArray[np.object_], crs: Any) -> None:
        columns = {c.name for c in ROLES[table.role]}
        districts = table.column("district_code").tolist() if "district_code" in columns else [None] * len(shapes)
        places = table.column("county").tolist() if "county" in columns else [None] * len(shapes)
        soil_system.write(request.out, shapes, crs, codes=table.column(ID_COLUMN[table.role]).tolist(),
                          names=_names(table), districts=districts, places=places)
    return _export(request, write)


def _names(table: RoleTable) -> list[Any]:
    return table.column("name").tolist() if "name" in {c.name for c in ROLES[table.role]} else [None] * len(table.frame)


def _export(request: ExportRequest, write: Callable[[RoleTable, npt.NDArray[np.object_], Any], None]) -> Exported:
    table = _to_export(request)
    ids = table.column(ID_COLUMN[request.role]).map(_text)
    if request.ids:
        missing = sorted(set(request.ids) - set(ids))
        if missing:
            raise InputError("export_unknown", source=table.source.path, value=", ".join(missing[:10]))
    if table.geometry is None or table.crs is None:
        raise InputError("no_geometry", source=table.source.path, role=str(request.role))
    chosen = ids.isin(list(request.ids)).to_numpy() if request.ids else np.ones(len(ids), bool)
    shapes = np.asarray(shapely.force_2d(table.geometry), object)
    area = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
    broken = np.flatnonzero(chosen & area & ~shapely.is_valid(shapes))
    if len(broken):
        raise InputError("export_broken", source=table.source.path, count=len(broken),
                         value=", ".join(_text(ids[k]) or f"#{k + 1}" for k in broken[:10]))
    rows = np.flatnonzero(chosen & area)
    if not len(rows):
        raise InputError("export_nothing", source=table.source.path)
    crs = _zone(request, shapes[rows], table.crs)
    part = dataclasses.replace(table, frame=table.frame.iloc[rows].reset_index(drop=True), geometry=shapes[rows],
                               original=None)
    write(part, to_crs(shapes[rows], table.crs, crs, densify_m=np.inf), crs)
    return Exported(len(rows), g.name_of(crs), [_text(ids[k]) or f"#{k + 1}"
                                                for k in np.flatnonzero(chosen & ~area)])


def _to_export(request: ExportRequest) -> RoleTable:
    """The layer as a table of its role; what a role needs for a review is not needed here."""
    given = files.split_source(request.layer.path, request.layer.layer)
    if read.in_workspace(given):
        return workspace.read_role(given.path, request.role)
    raw = read.read_raw(request.role, request.layer.path, layer=request.layer.layer)
    found = mapping.guess(raw, request.role, request.maps.get(request.role))
    frame = pd.DataFrame({c.name: raw.frame[found.header(c.name)].map(lambda x: _text(x).strip() or None)
                          for c in ROLES[request.role] if found.header(c.name) is not None}, index=raw.frame.index)
    frame["source_row"] = raw.rows
    if raw.geometry is not None and raw.crs is None:
        raise InputError("crs_missing", source=raw.source.path, layer=raw.source.layer, role=str(request.role),
                         proposals="-", example="EPSG:4547")
    return RoleTable(request.role, frame, raw.geometry, raw.crs, raw.source)


def _zone(request: ExportRequest, shapes: npt.NDArray[np.object_], crs: Any) -> Any:
    """The 3-degree zone to write in: what was said, the layer's own, else that of the middle of the polygons."""
    if request.crs is not None:
        return read.crs_of(request.crs, str(request.out))
    code = g.epsg_of(crs) or 0
    if 4513 <= code <= 4554:
        return crs
    box = shapely.total_bounds(shapes)
    lon, _ = g.lonlat(np.array([(box[0] + box[2]) / 2]), np.array([(box[1] + box[3]) / 2]), crs)
    return read.crs_of(4488 + round(float(lon[0]) / 3))


def _text(value: Any) -> str:
    return "" if phrases.is_null(value) else str(value)
