"""Boundary files (TXT) as layers of a project."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import QgsProject, QgsVectorLayer

from ..core.errors import InputError


class Opened(NamedTuple):
    """The layer of a boundary file, and what a person must decide before it is used."""

    layer: QgsVectorLayer
    questions: list[dict[str, Any]]


def open_boundary(project: QgsProject, path: Path, folder: Path) -> Opened:
    """Read a boundary file into a GeoPackage of its name and add that as a layer.

    Parameters
    ----------
    folder : where the GeoPackage goes; made when missing

    Raises
    ------
    InputError
        The file cannot be read, or none of its plots gives a polygon.
    """
    import geopandas
    import shapely

    from ..io.boundary_txt import read_boundary
    from ..io.whole import whole_file

    boundary = read_boundary(str(path))
    raw = boundary.raw
    if raw.geometry is None or not any(shape is not None for shape in raw.geometry):
        raise InputError("no_geometry", source=str(path), role="parcels")
    folder.mkdir(parents=True, exist_ok=True)
    target, k = folder / f"{path.stem}.gpkg", 1
    while target.exists():
        target, k = folder / f"{path.stem}-{k}.gpkg", k + 1
    shapes = [shapely.multipolygons([s]) if s is not None and s.geom_type == "Polygon" else s for s in raw.geometry]
    frame = geopandas.GeoDataFrame(raw.frame, geometry=shapes, crs=raw.crs)
    with whole_file(target) as temporary:
        temporary.unlink()
        frame.to_file(temporary, layer=path.stem, driver="GPKG", engine="pyogrio", geometry_type="MultiPolygon")
    layer = QgsVectorLayer(f"{target}|layername={path.stem}", path.stem, "ogr")
    if not layer.isValid():
        raise InputError("layer_missing", source=str(target), layer=path.stem)
    project.addMapLayer(layer)
    return Opened(layer, boundary.questions())
