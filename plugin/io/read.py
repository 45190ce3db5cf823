"""One file of any kind -> the table of a role, with everything that was assumed, repaired and refused."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt

from ..core import grids
from ..core.errors import InputError
from ..core.tables import RoleTable
from ..core.vocabulary import Role
from . import files, vector, workspace
from .mapping import Mapping, normalise
from .raw import RawTable

SHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".txt", ".ods")
LARGE_BYTES = 8_000_000
PART_ROWS = 10_000
"""From which size on a file is read in parts, and the rows of a part."""
_NO_AREAS = (Role.SAMPLES, Role.SIGNS, Role.POINTS, Role.RECORDS, Role.NOTICES, Role.EVIDENCE)

def read_raw(
    role: Role, source: Union[str, os.PathLike[str]], *, layer: Optional[str] = None, crs: Any = None
) -> RawTable:
    """Read a source unconverted, the reader chosen by its suffix.

    Parameters
    ----------
    role : decides which row of a sheet is its header
    layer : of a file with several, or the sheet of a workbook

    Raises
    ------
    InputError
        One message that names the file: missing, empty, locked, truncated, of a kind that another way must bring in.
    """
    given = files.split_source(source, layer)
    if given.database:
        raw = vector.read_vector(os.fspath(source), layer, prefer=str(role))
        raw.source.sha256 = _content_hash(raw)
        return raw
    suffix = Path(given.path).suffix.lower()
    file = files.usable_file(given.path)
    if suffix in vector.SUFFIXES or suffix in (".dbf", ".shx"):
        raw = vector.read_vector(os.fspath(source), layer, prefer=str(role))
        file = Path(raw.source.path)
    elif suffix in (".txt", ".dat") and role not in _NO_AREAS and _is_boundary(file):
        raw = _boundary(given.path, role, crs)
    elif suffix in SHEETS:
        from . import spreadsheet

        raw = spreadsheet.read_sheet(given.path, role, sheet=given.layer)
    elif suffix == ".docx":
        from . import word

        raw = word.read_word(given.path, role, table=given.layer)
    else:
        raise InputError("format_unknown", source=given.path, value=suffix or "-")
    raw.source.sha256 = files.sha256(files.parts_of(file))
    return raw


def read_raw_parts(
    role: Role, source: Union[str, os.PathLike[str]], *, layer: Optional[str] = None, crs: Any = None
) -> Iterator[RawTable]:
    """Read a source unconverted, a large one in parts that follow each other; otherwise as ``read_raw``.

    Only the first part tells of the source as a whole. Registers are never cut: blocks and titles belong together.
    """
    given = files.split_source(source, layer)
    suffix = Path(given.path).suffix.lower()
    cut = not given.database and role is not Role.REGISTRY and suffix in (".shp", ".zip", ".gpkg", ".csv", ".tsv")
    if not cut or not Path(given.path).is_file() or Path(given.path).stat().st_size < LARGE_BYTES:
        yield read_raw(role, source, layer=layer, crs=crs)
        return
    parts: Iterator[RawTable]
    if suffix in (".csv", ".tsv"):
        from . import spreadsheet
        from .mapping import long_samples

        head = next(spreadsheet.csv_parts(given.path, role, 200))
        if role is Role.SAMPLES and long_samples(head) is not head:  # its row of detection limits holds for all rows
            yield read_raw(role, source, layer=layer, crs=crs)
            return
        parts = spreadsheet.csv_parts(given.path, role, PART_ROWS)
    else:
        parts = vector.vector_parts(os.fspath(source), layer, prefer=str(role), rows=PART_ROWS)
    digest = files.sha256(files.parts_of(Path(given.path)))
    for raw in parts:
        raw.source.sha256 = digest
        yield raw


def _is_boundary(file: Path) -> bool:
    from . import boundary_txt

    return file.suffix.lower() == ".dat" or boundary_txt.looks_like_boundary(
        files.decode_text(file.read_bytes(), str(file))[0]
    )


def _boundary(path: str, role: Role, crs: Any) -> RawTable:
    """The plots of a boundary text that leaves no question open."""
    from ..core import knowledge
    from . import boundary_txt

    found = boundary_txt.read_boundary(path, crs=crs)
    if found.verdict in ("asked", "refused"):
        said = found.questions()
        reasons = {
            f"reason_{lang}": "; ".join(knowledge.text("notes", q["code"], lang, **q) for q in said)
            for lang in ("zh", "en")
        }
        raise InputError(f"boundary_{found.verdict}", source=path, role=str(role), **reasons)
    return found.raw


def read_role(
    role: Role,
    source: Union[str, os.PathLike[str]],
    *,
    layer: Optional[str] = None,
    mapping: Optional[Mapping] = None,
    crs: Any = None,
) -> RoleTable:
    """Read a file as a role.

    Parameters
    ----------
    source : file, ``F|layername=L``, ``PG:...``, ``postgresql://...|table=T``
    mapping : a person's mapping for this role (``mapping.load_map(F)[role]``)
    crs : what ``--crs`` says (anything pyproj understands); it overrides the source's and is not doubted

    Returns
    -------
    RoleTable
        ``source`` filled. A table of coordinates has ``crs`` None and no geometry yet: see ``place_table``.

    Raises
    ------
    InputError
        ``crs_missing`` (with proposals from the numbers), ``crs_implausible``; those of ``read_raw`` and ``normalise``.
    """
    role = Role(role)
    given = files.split_source(source, layer)
    if in_workspace(given):
        return _from_workspace(role, given, mapping, crs)
    return table_of_raw(read_raw(role, source, layer=layer, crs=crs), role, mapping, crs=crs)


def table_of_raw(
    raw: RawTable,
    role: Role,
    mapping: Optional[Mapping] = None,
    *,
    crs: Any = None,
    needs: bool = True,
    near: Optional[tuple[float, float]] = None,
) -> RoleTable:
    """A raw table as that of a role, its CRS checked against its numbers; see ``read_role`` and ``normalise``.

    ``near`` is a place of the plan in degrees: of many CRSs that numbers may stand in, those near it are proposed.
    """
    table = normalise(raw, role, mapping, crs=crs, needs=needs)
    _settle_crs(table, raw, crs, near)
    return table


def in_workspace(given: files.Given) -> bool:
    """Whether a source is the table of a role in a workspace, which is read with all that the workspace knows of it."""
    if not given.database and Path(given.path).suffix.lower() != ".gpkg":
        return False
    named = given.layer is None or _role_of(given.layer) is not None
    return named and workspace.is_workspace(given.path)


def _role_of(layer: str) -> Optional[Role]:
    name = layer[len("soilgate.") :] if layer.startswith("soilgate.") else layer
    return Role(name) if name in [str(r) for r in Role] else None


def _from_workspace(role: Role, given: files.Given, told: Optional[Mapping], crs: Any) -> RoleTable:
    """A role of a workspace; what a person says of the whole list stands above what the workspace knows of it."""
    held = role if given.layer is None else _role_of(given.layer)
    if held is not role:
        raise InputError("workspace_other_role", source=files.shown(given.path), layer=str(held), role=str(role))
    if given.where:
        raise InputError("workspace_filter", source=files.shown(given.path), layer=str(role))
    table = workspace.read_role(given.path, role)
    source = table.source
    if told is not None:
        source.list_kind = told.list_kind or source.list_kind
        source.edition = told.edition or source.edition
        if told.edition_date is not None:
            source.edition_date, source.edition_known = told.edition_date, ""
        other = sorted(c for c, g in told.columns.items() if g is not None and g.header != c)
        if other:
            source.notes.append({"code": "map_not_needed", "state": "read", "value": ", ".join(other)})
    if crs is not None and table.geometry is not None:
        stated = _name(table.crs)
        table.crs = crs_of(crs, source.path)
        source.notes.append({"code": "crs_given", "state": "read", "crs": _name(table.crs), "stated": stated})
    source.crs = _name(table.crs) if table.crs is not None else ""
    return table


def _settle_crs(table: RoleTable, raw: RawTable, given: Any, near: Optional[tuple[float, float]] = None) -> None:
    """Check the CRS of a layer against its numbers; refuse one that is missing."""
    import pyproj

    source = table.source
    if given is None:
        _ask_datum(table, near)
    decided = table.crs if given is None else crs_of(given, source.path)
    if raw.geometry is None and table.geometry is None:
        table.crs = None  # a table of coordinates has none until it is placed
        if decided is not None:
            _points_in(table, crs_of(decided, source.path))
        if given is not None:
            source.notes.append({"code": "crs_given", "state": "read", "crs": _name(decided), "stated": "-"})
        return
    if given is not None:
        table.crs = decided
        source.notes.append(
            {"code": "crs_given", "state": "read", "crs": _name(table.crs), "stated": source.crs or "-"}
        )
        source.crs = _name(table.crs)
        _swap_if_needed(table)
        return
    if raw.geometry is None and table.crs is None and table.role is not Role.PARCELS:
        return  # text geometries wait for the plan: place_table
    bounds = _bounds(table.geometry)
    if bounds is None:
        return
    if table.crs is None:
        raise InputError(
            "crs_missing", source=source.path, layer=source.layer, role=str(table.role),
            **proposed(bounds, near=near, datum=grids.datum_stated(source.datum) or grids.CGCS2000)
        )
    from ..core import geometry, knowledge

    assert isinstance(table.crs, pyproj.CRS)
    source.crs = _name(table.crs)
    doubt = geometry.plausible_crs(bounds, table.crs)
    if doubt is not None:
        odd = _odd_rows(table)
        if odd:
            raise InputError(
                "crs_rows",
                source=source.path,
                layer=source.layer,
                role=str(table.role),
                crs=source.crs,
                rows=", ".join(str(r) for r in odd[:10]) + ("…" if len(odd) > 10 else ""),
                count=len(odd),
            )
        raise InputError(
            "crs_implausible",
            source=source.path,
            layer=source.layer,
            role=str(table.role),
            crs=source.crs,
            reason=doubt.code,
            bounds=", ".join(f"{b:.10g}" for b in bounds),
            reason_zh=knowledge.text("crs_doubts", doubt.code, "zh", **doubt.facts),
            reason_en=knowledge.text("crs_doubts", doubt.code, "en", **doubt.facts),
            **proposed(bounds, near=near, stated=table.crs, doubt=doubt),
        )


def _ask_datum(table: RoleTable, near: Optional[tuple[float, float]] = None) -> None:
    """Ask about a table that names another datum than that of the plans; degrees of WGS 84 are read as such.

    Raises
    ------
    InputError
        ``crs_datum``
    """
    from ..core.tables import ROLES

    source = table.source
    datum = grids.datum_stated(source.datum)
    names = {c.name for c in ROLES[table.role]}
    if datum in (None, grids.CGCS2000):
        return
    degrees, metres = (
        np.array([table.column(c).to_numpy(float) for c in pair]).T if set(pair) <= names else np.zeros((0, 2))
        for pair in (("longitude", "latitude"), ("y", "x")))
    if datum == "wgs84":
        if table.geometry is None and np.isfinite(degrees).all(axis=1).any():
            table.crs = crs_of(grids.geographic(datum))
        return
    bounds = None if table.geometry is None else _bounds(table.geometry)
    for points in (metres, degrees):
        points = points[np.isfinite(points).all(axis=1)]
        if bounds is None and len(points):
            bounds = _extent(points[:, 0], points[:, 1])
    if bounds is not None:
        raise InputError("crs_datum", source=source.path, layer=source.layer, role=str(table.role), value=source.datum,
                         **proposed(bounds, near=near, datum=datum))


def _points_in(table: RoleTable, crs: Any) -> None:
    """Points of a table of coordinates in the CRS that a person or a column of the table names."""
    import shapely

    from ..core.tables import ROLES

    columns = ("longitude", "latitude") if crs.is_geographic else ("y", "x")
    if not set(columns) <= {c.name for c in ROLES[table.role]}:
        return
    east, north = (table.column(c).to_numpy(float) for c in columns)
    rows = np.isfinite(east) & np.isfinite(north)
    if not rows.any():
        return  # the numbers are of the other kind: place_table looks again
    table.geometry = np.full(len(table.frame), None, object)
    table.geometry[rows] = shapely.points(east[rows], north[rows])
    table.crs, table.source.crs = crs, _name(crs)


def _odd_rows(table: RoleTable) -> list[int]:
    """Rows whose place alone makes the CRS implausible, when they are few; empty when the CRS is wrong for most."""
    from ..core import geometry

    rows = []
    assert table.geometry is not None
    checked = 0
    for row, shape in zip(table.frame["source_row"], table.geometry):
        if shape is None or shape.is_empty:
            continue
        checked += 1
        if geometry.plausible_crs(shape.bounds, table.crs) is not None:
            rows.append(int(row))
        if len(rows) > 100:
            return []
    return rows if len(rows) * 10 <= checked else []


def _swap_if_needed(table: RoleTable) -> None:
    """A layer whose columns are (north, east) under the CRS that a person named: turned, and noted."""
    import shapely

    from ..core import geometry

    bounds = _bounds(table.geometry)
    if bounds is None:
        return
    doubt = geometry.plausible_crs(bounds, table.crs)
    turned = (bounds[1], bounds[0], bounds[3], bounds[2])
    if doubt is not None and doubt.code == "crs_axes_swapped" and geometry.plausible_crs(turned, table.crs) is None:
        table.geometry = np.asarray(shapely.transform(table.geometry, lambda xy: xy[:, ::-1]), object)
        table.source.notes.append({"code": "axes_swapped", "state": "repaired"})


def crs_of(given: Any, source: str = "") -> Any:
    """A ``pyproj.CRS`` from what a person wrote.

    Raises
    ------
    InputError
        ``crs_unreadable``.
    """
    import pyproj

    if isinstance(given, pyproj.CRS):
        return given
    try:
        text = str(given).strip()
        return pyproj.CRS.from_user_input(f"EPSG:{text}" if text.isdigit() else text)
    except pyproj.exceptions.CRSError as error:
        raise InputError("crs_unreadable", source=source, layer="", value=str(given)) from error


def _name(crs: Any) -> str:
    from ..core import geometry

    code = geometry.epsg_of(crs)
    return f"EPSG:{code}" if code else geometry.name_of(crs)


def _bounds(shapes: Any) -> Optional[tuple[float, float, float, float]]:
    from ..core.geometry import extent

    total = extent(shapes)
    return (
        None if not np.isfinite(total).all() else (float(total[0]), float(total[1]), float(total[2]), float(total[3]))
    )


def proposed(
    bounds: tuple[float, float, float, float],
    *,
    near: Optional[tuple[float, float]] = None,
    zone: Optional[int] = None,
    datum: str = grids.CGCS2000,
    stated: Any = None,
    doubt: Any = None,
) -> dict[str, str]:
    """What numbers may stand in, with the reason in both languages, as facts of a question.

    Parameters
    ----------
    near, zone, datum : as in ``geometry.propose_crs``
    stated, doubt : CRS that the source states and what is doubted of it

    Returns
    -------
    dict
        ``proposals`` (codes, "-" for none), ``example`` (the likeliest, ``EPSG:N`` where the numbers cannot choose),
        ``why_zh``, ``why_en``.
    """
    from ..core import geometry, knowledge

    found = geometry.propose_crs(bounds, zone, near, datum=datum) or geometry.propose_crs(bounds, zone, datum=datum)
    codes = [f"EPSG:{p.epsg}" for p in found]
    why: dict[str, list[str]] = {"zh": [], "en": []}
    if doubt is not None and doubt.code == "crs_axes_swapped":
        codes, found = [_name(stated)], []
        for lang in why:
            why[lang].append(knowledge.text("crs_doubts", doubt.code, lang))
    if not codes:
        for lang in why:
            why[lang].append(knowledge.text("crs_proposals", "local" if datum == grids.OTHER else "none", lang))
    many = len(found) > 3
    for p in found[:1] if many else found:
        place = _middle(bounds, p)
        for lang in why:
            said = knowledge.text("crs_proposals", p.reason, lang)
            if place is not None and not many:
                said += knowledge.text("crs_proposals", "place", lang, longitude=place[0], latitude=place[1])
            why[lang].append(said if many or len(found) == 1 else f"EPSG:{p.epsg} {said}")
    told = {f"why_{lang}": ("（" + "；".join(x) + "）" if lang == "zh" else " (" + "; ".join(x) + ")") if x else ""
            for lang, x in why.items()}
    example = "EPSG:N" if many or not codes else codes[0]
    return {"proposals": ", ".join(sorted(codes) if many else codes) or "-", "example": example, **told}


def _middle(bounds: tuple[float, float, float, float], proposal: Any) -> Optional[tuple[float, float]]:
    """Where the middle of numbers lies in a proposed CRS, degrees; None where that is no place."""
    from ..core import geometry

    x, y = (bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2
    if proposal.swapped:
        x, y = y, x
    lon, lat = geometry.lonlat(np.array([x]), np.array([y]), proposal.epsg)
    return (float(lon[0]), float(lat[0])) if np.isfinite([lon[0], lat[0]]).all() else None


def place_table(
    table: RoleTable,
    plan_bounds: tuple[float, float, float, float],
    plan_crs: Any,
    other_crss: tuple[Any, ...] = (),
    crs: Any = None,
    *,
    near_m: float = 10_000.0,
) -> RoleTable:
    """Give a table of coordinates its points and its CRS.

    Parameters
    ----------
    table : of ``read_role``, without geometry or with geometry of a WKT column and no CRS
    plan_bounds, plan_crs : (min east, min north, max east, max north) of the parcels and their CRS
    other_crss : CRSs of the run's other layers
    crs : what ``--crs`` says; decides

    Returns
    -------
    RoleTable
        The same table with ``geometry`` (None where a row names no place) and ``crs``. Degrees are CGCS2000 unless the
        plan or another layer is in degrees too. Metres are read in the plan's CRS, in either order of axes, when all
        points then lie within ``near_m`` of the plan, else in the one other CRS that puts all of them there.

    Raises
    ------
    InputError
        ``crs_missing_table``: none does, or several do. ``places_missing``: a table of samples in which no row names a
        readable place.
    """
    from ..core.tables import ROLES

    if table.crs is not None and table.geometry is not None:
        return table
    names = {c.name for c in ROLES[table.role]}
    if table.geometry is None and not {"longitude", "x"} & names:
        return table
    given = None if crs is None else crs_of(crs, table.source.path)
    plan = crs_of(plan_crs)
    if given is None:
        _ask_datum(table, _lonlat(plan_bounds, plan))
    if table.geometry is not None:
        return _place_shapes(table, plan_bounds, plan, other_crss, given, near_m)
    return _place_points(table, plan_bounds, plan, other_crss, given, near_m, names)


def _place_points(
    table: RoleTable,
    plan_bounds: tuple[float, float, float, float],
    plan: Any,
    other_crss: tuple[Any, ...],
    given: Any,
    near_m: float,
    names: set[str],
) -> RoleTable:
    import shapely

    n = len(table.frame)

    def column(name: str) -> npt.NDArray[np.float64]:
        return table.column(name).to_numpy(float) if name in names else np.full(n, np.nan)

    lon, lat, north, east = (column(c) for c in ("longitude", "latitude", "x", "y"))
    degrees, metres = np.isfinite(lon) & np.isfinite(lat), np.isfinite(north) & np.isfinite(east)
    if not (degrees | metres).any():
        if table.role is Role.SAMPLES and n:
            raise InputError("places_missing", source=table.source.path, layer=table.source.layer, role=str(table.role))
        return table
    points = np.full(n, None, object)
    source = table.source
    if degrees.any() and (degrees.sum() >= metres.sum() or not metres.any()):
        target = given if given is not None and given.is_geographic else None
        if target is None:
            geographic = [c for c in (plan, *(crs_of(o) for o in other_crss)) if c.is_geographic]
            target = geographic[0] if geographic else crs_of(4490)
            source.notes.append({"code": "degrees_assumed", "state": "guessed", "crs": _name(target)})
        points[degrees] = shapely.points(lon[degrees], lat[degrees])
        if (
            table.role is Role.SAMPLES
            and given is None
            and not _near(lon[degrees], lat[degrees], target, plan_bounds, plan, near_m)
        ):
            raise InputError(
                "crs_missing_table",
                source=source.path,
                layer=source.layer,
                role=str(table.role),
                tried=_name(target),
                **proposed(_extent(lon[degrees], lat[degrees])),
            )
        table.geometry, table.crs, source.crs = points, target, _name(target)
        return table
    target, swapped = _metric_crs(table, east[metres], north[metres], plan_bounds, plan, other_crss, given, near_m)
    if swapped:
        east, north = north, east
    points[metres] = shapely.points(east[metres], north[metres])
    table.geometry, table.crs, source.crs = points, target, _name(target)
    return table


def _metric_crs(
    table: RoleTable,
    east: npt.NDArray[np.float64],
    north: npt.NDArray[np.float64],
    plan_bounds: tuple[float, float, float, float],
    plan: Any,
    other_crss: tuple[Any, ...],
    given: Any,
    near_m: float,
) -> tuple[Any, bool]:
    """The CRS of metres, and whether their columns stand the other way round."""
    source = table.source
    if given is not None:
        straight = _near(east, north, given, plan_bounds, plan, near_m)
        turned = not straight and _near(north, east, given, plan_bounds, plan, near_m)
        if turned:
            source.notes.append({"code": "axes_swapped", "state": "repaired"})
        return given, turned
    seen: list[Any] = []
    for candidate in (plan, *(crs_of(o) for o in other_crss)):
        if candidate.is_geographic or any(_name(candidate) == _name(s) for s in seen):
            continue
        seen.append(candidate)
    fits = []
    for candidate in seen:
        for turned in (False, True):
            a, b = (north, east) if turned else (east, north)
            if _near(a, b, candidate, plan_bounds, plan, near_m):
                fits.append((candidate, turned))
                break
        if fits and _name(candidate) == _name(plan):
            break  # the plan's own CRS wins over others
    if len(fits) != 1:
        raise InputError(
            "crs_missing_table",
            source=source.path,
            layer=source.layer,
            role=str(table.role),
            tried=", ".join(_name(s) for s in seen) or "-",
            **proposed(_extent(east, north), near=_lonlat(plan_bounds, plan)),
        )
    crs, turned = fits[0]
    source.notes.append({"code": "table_crs_assumed", "state": "guessed", "crs": _name(crs)})
    if turned:
        source.notes.append({"code": "axes_swapped", "state": "repaired"})
    return crs, turned


def _place_shapes(
    table: RoleTable,
    plan_bounds: tuple[float, float, float, float],
    plan: Any,
    other_crss: tuple[Any, ...],
    given: Any,
    near_m: float,
) -> RoleTable:
    """The CRS of a column of WKT, found in the same way."""
    assert table.geometry is not None
    bounds = _bounds(table.geometry)
    if bounds is None:
        return table
    x, y = np.array([bounds[0], bounds[2]]), np.array([bounds[1], bounds[3]])
    source = table.source
    if given is None:
        seen: list[Any] = []
        for candidate in (plan, *(crs_of(o) for o in other_crss)):
            if not any(_name(candidate) == _name(s) for s in seen):
                seen.append(candidate)
        fits = [c for c in seen if _near(x, y, c, plan_bounds, plan, near_m)]
        own = [c for c in fits if _name(c) == _name(plan)]
        if len(own or fits) != 1:
            raise InputError(
                "crs_missing_table",
                source=source.path,
                layer=source.layer,
                role=str(table.role),
                tried=", ".join(_name(s) for s in seen) or "-",
                **proposed(bounds, near=_lonlat(plan_bounds, plan)),
            )
        given = (own or fits)[0]
        source.notes.append({"code": "table_crs_assumed", "state": "guessed", "crs": _name(given)})
    table.crs, source.crs = given, _name(given)
    return table


def _extent(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> tuple[float, float, float, float]:
    return float(x.min()), float(y.min()), float(x.max()), float(y.max())


def _lonlat(plan_bounds: tuple[float, float, float, float], plan: Any) -> Optional[tuple[float, float]]:
    """A place of the plan in degrees."""
    from ..core import geometry

    lon, lat = geometry.lonlat(np.array([plan_bounds[0]]), np.array([plan_bounds[1]]), plan)
    return (float(lon[0]), float(lat[0])) if np.isfinite([lon[0], lat[0]]).all() else None


def _near(
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    crs: Any,
    plan_bounds: tuple[float, float, float, float],
    plan: Any,
    near_m: float,
) -> bool:
    """Whether all points, read in ``crs``, lie within a distance of the plan's bounds."""
    from ..core import geometry

    corners = np.array([plan_bounds[0], plan_bounds[2]]), np.array([plan_bounds[1], plan_bounds[3]])
    west, south = geometry.lonlat(corners[0], corners[1], plan)
    lon, lat = geometry.lonlat(x, y, crs)
    if not (np.isfinite(lon).all() and np.isfinite(lat).all() and np.isfinite(west).all()):
        return False
    up = near_m / 110_000
    across = up / max(0.2, float(np.cos(np.radians(np.max(np.abs(south))))))
    return bool(
        (lon >= west.min() - across).all()
        and (lon <= west.max() + across).all()
        and (lat >= south.min() - up).all()
        and (lat <= south.max() + up).all()
    )


def _content_hash(raw: RawTable) -> str:
    """A hash of what was read, for sources without a file."""
    import hashlib

    import shapely

    digest = hashlib.sha256("\n".join(str(c) for c in raw.frame.columns).encode())
    digest.update(raw.frame.astype(object).to_csv(index=False).encode())
    if raw.geometry is not None:
        for blob in shapely.to_wkb(raw.geometry):
            digest.update(blob or b"\0")
    return digest.hexdigest()


@dataclasses.dataclass(frozen=True)
class Report:
    """What became of n rows: read as they stand, repaired, guessed, refused in part; each counts once, by its worst."""

    rows: int
    read: int
    repaired: int
    guessed: int
    refused: int
    notes: tuple[dict[str, Any], ...]


def report(table: RoleTable) -> Report:
    """The reading report of a table; its counts add up to the rows."""
    order = {"refused": 0, "guessed": 1, "repaired": 2, "read": 3}
    worst: dict[int, str] = {}
    for note in table.source.notes:
        row = note.get("row")
        if isinstance(row, int):
            state = str(note.get("state", "read"))
            if order[state] < order.get(worst.get(row, "read"), 3):
                worst[row] = state
    rows = {int(r) for r in table.frame["source_row"]}
    count = {s: sum(1 for r, state in worst.items() if state == s and r in rows) for s in order}
    changed = count["refused"] + count["guessed"] + count["repaired"]
    return Report(
        len(rows), len(rows) - changed, count["repaired"], count["guessed"], count["refused"], tuple(table.source.notes)
    )
