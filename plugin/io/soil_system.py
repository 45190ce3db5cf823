"""Boundary files of the national soil information system: a zipped shapefile with fixed fields."""

from __future__ import annotations

import struct
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from ..core import geometry as g
from ..core.errors import InputError
from . import phrases
from .whole import whole_file

_FIELDS = (("DKMC", "C", 254, 0), ("DKDM", "C", 100, 0), ("XZQDM", "C", 12, 0), ("XZQMC", "C", 100, 0),
           ("YDMJ", "N", 16, 2), ("DH", "N", 4, 0))
"""Name, code, district code and name, area in m2, zone of the easting."""


def write(path: Path, shapes: npt.NDArray[np.object_], crs: Any, *, codes: Sequence[Any], names: Sequence[Any],
          districts: Sequence[Any], places: Sequence[Any]) -> None:
    """Write plots.

    Parameters
    ----------
    path : the .zip
    shapes : Polygon or MultiPolygon, (east, north)
    crs : a 3-degree Gauss-Kruger CRS of CGCS2000; what is written has the zone in its eastings

    Raises
    ------
    InputError
        ``txt_crs``: another kind of CRS. ``text_too_long``: a text does not fit its field; nothing is cut.
    """
    code = g.epsg_of(crs) or 0
    if 4534 <= code <= 4554:
        shapes, code = g.shifted(shapes, np.tile([(code - 4509) * 1e6, 0.0], (len(shapes), 1))), code - 21
    if not 4513 <= code <= 4533:
        raise InputError("txt_crs", source=str(path), value=g.name_of(crs))
    zone = code - 4488
    rows = []
    for k, shape in enumerate(shapes):
        county = _text(districts[k])[:12]
        plot = _text(codes[k])
        rows.append((_text(names[k]) or plot, plot, county or (plot[:6] if plot[:6].isdigit() else ""),
                     _text(places[k]), f"{shape.area:.2f}", str(zone)))
    _fit(path, rows)
    import pyogrio

    name = path.stem
    with tempfile.TemporaryDirectory(prefix="soilgate-zip-") as folder:
        target = Path(folder) / f"{name}.shp"
        pyogrio.raw.write(str(target), shapely.to_wkb(shapes), [np.arange(len(shapes))], ["n"],
                          geometry_type="MultiPolygon" if (shapely.get_type_id(shapes) == 6).any() else "Polygon",
                          crs=f"EPSG:{code}", driver="ESRI Shapefile")
        target.with_suffix(".dbf").write_bytes(_dbf(rows))
        target.with_suffix(".cpg").write_text("UTF-8", encoding="ascii")
        target.with_suffix(".prj").write_text(pyproj.CRS(code).to_wkt("WKT1_ESRI"), encoding="ascii")
        with whole_file(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as package:
            for suffix in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
                package.write(target.with_suffix(suffix), f"{name}{suffix}")


def _text(value: Any) -> str:
    return "" if phrases.is_null(value) else str(value).strip()


def _fit(path: Path, rows: Sequence[tuple[str, ...]]) -> None:
    for row in rows:
        for (field, _, width, _), cell in zip(_FIELDS, row):
            if len(cell.encode("utf-8")) > width:
                raise InputError("text_too_long", source=str(path), field=field, value=cell[:60], width=width)


def _dbf(rows: Sequence[tuple[str, ...]]) -> bytes:
    """A dBASE III table in UTF-8; GDAL would choose the widths of the fields itself."""
    length = 1 + sum(width for _, _, width, _ in _FIELDS)
    head = struct.pack("<BBBBIHH20x", 3, 126, 1, 1, len(rows), 32 + 32 * len(_FIELDS) + 1, length)
    for name, kind, width, decimals in _FIELDS:
        head += struct.pack("<11sc4xBB14x", name.encode("ascii"), kind.encode("ascii"), width, decimals)
    body = b"".join(b" " + b"".join(
        cell.encode("utf-8").ljust(width) if kind == "C" else cell.encode("ascii").rjust(width)
        for (_, kind, width, _), cell in zip(_FIELDS, row)) for row in rows)
    return head + b"\r" + body + b"\x1a"
