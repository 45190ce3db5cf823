"""Results as GeoPackage and JSON.

The GeoPackage is written by ``sqlite3`` of the standard library: with 200 000 parcels of 25 columns that takes less
than half the time that GDAL 3.6 needs through pyogrio, a spatial index included, and equal tables give equal bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from ..core import knowledge
from ..core.tables import CHECKS, FINDINGS, REVIEWED
from .whole import whole_file

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through _quote)

Geometries = npt.NDArray[np.object_]

EVIDENCE = ("finding_id",)
RUN = ("section", "item", "value")
TABLES: dict[str, tuple[str, ...]] = {
    "parcels_reviewed": REVIEWED, "findings": FINDINGS, "checks": CHECKS, "run": RUN,
    "evidence_areas": EVIDENCE, "evidence_lines": EVIDENCE, "evidence_points": EVIDENCE}
"""Tables of a result and their columns; ``parcels_reviewed`` has those of the input before them."""

GEOMETRY_TYPES = {"parcels_reviewed": "MULTIPOLYGON", "evidence_areas": "MULTIPOLYGON",
                  "evidence_lines": "MULTILINESTRING", "evidence_points": "MULTIPOINT"}
_BOOLEANS = frozenset({"complete", "due_now"})
_NUMBERS = frozenset({"area_m2", "overlap_m2", "share", "distance_m", "value_mg_kg", "limit_mg_kg"})
_RESERVED = ("fid", "geom")
_MULTI = {0: 4, 1: 5, 3: 6}                      # shapely's type -> WKB code of its multi type
_JSON_VERSION = 1
_EPOCH = "2000-01-01T00:00:00.000Z"              # a clock here would make equal results differ


class Outcome(Protocol):
    """What the writers need of an outcome."""

    tables: Mapping[str, pd.DataFrame]           # names of ``TABLES``; a missing one is written empty
    geometry: Mapping[str, Geometries]           # names of ``GEOMETRY_TYPES``, rows as in ``tables``
    crs: pyproj.CRS | None                       # of all geometry


def merge_columns(original: pd.DataFrame, added: pd.DataFrame) -> pd.DataFrame:
    """Set the columns of a result beside those of its input.

    Parameters
    ----------
    original : DataFrame, n rows
        Input as it stands. A name that occurs in ``added``, stands for key or geometry (``fid``, ``geom``) or
        repeats an earlier one, ASCII case aside, becomes ``in_<name>`` (once more where that is taken too).
    added : DataFrame, n rows in the same order; its names stay

    Returns
    -------
    DataFrame, n rows, RangeIndex
        First the original columns, then the added ones.

    Raises
    ------
    ValueError
        The numbers of rows differ.
    """
    if len(original) != len(added):
        raise ValueError(f"{len(original)} rows of input, {len(added)} of result")
    wanted = [str(name).replace("\0", "").strip() or f"column_{k}" for k, name in enumerate(original.columns, 1)]
    taken = {str(name).lower() for name in added.columns} | set(_RESERVED)
    keeps = []                                   # first all that keep their name, wherever they stand
    for name in wanted:
        keeps.append(name.lower() not in taken)
        taken.add(name.lower())
    names = []
    for name, keep in zip(wanted, keeps):
        while not keep and name.lower() in taken:
            name = f"in_{name}"
        taken.add(name.lower())
        names.append(name)
    return pd.concat([original.set_axis(names, axis=1).reset_index(drop=True), added.reset_index(drop=True)], axis=1)


def write_gpkg(outcome: Outcome, path: str | os.PathLike[str]) -> None:
    """Write the seven tables of a result into a GeoPackage.

    Parameters
    ----------
    outcome : Outcome
        Null and empty geometry is kept; polygons, lines and points are promoted to their multi types.
    path : target; replaced when the new file is whole, untouched when it is not

    Raises
    ------
    InputError
        The target cannot be written or is open elsewhere.

    References
    ----------
    OGC 12-128r15 (GeoPackage 1.2), with the extensions ``gpkg_rtree_index`` and ``gpkg_schema``.
    """
    write_tables(path, complete_tables(outcome), outcome.geometry, outcome.crs, GEOMETRY_TYPES)


def complete_tables(outcome: Outcome) -> dict[str, pd.DataFrame]:
    """All tables of ``TABLES`` in that order, each with all its columns; what is missing is null."""
    tables = {}
    for name, columns in TABLES.items():
        frame = outcome.tables.get(name)
        if frame is None:
            frame = pd.DataFrame(index=range(len(outcome.geometry.get(name, ()))))
        missing = {c: pd.Series(None, frame.index, object) for c in columns if c not in frame}
        tables[name] = frame.assign(**missing)
    return tables


def write_tables(path: str | os.PathLike[str], tables: Mapping[str, pd.DataFrame],
                 geometry: Mapping[str, Geometries], crs: pyproj.CRS | None, types: Mapping[str, str]) -> None:
    """Write any tables into a GeoPackage of their own.

    Parameters
    ----------
    path : target; replaced when the new file is whole
    tables : name -> DataFrame; titles and aliases from sections ``tables`` and ``columns`` of the messages
    geometry : name -> geometries of that table's rows; null where a table of ``types`` is missing
    crs : of all geometry, None for unknown
    types : name -> geometry type of the spatial tables, such as ``MULTIPOLYGON``; all others are plain

    Raises
    ------
    InputError
        The target cannot be written or is open elsewhere.
    """
    with whole_file(path) as part, contextlib.closing(sqlite3.connect(str(part), isolation_level=None)) as database:
        # The file is thrown away when anything fails, so nothing has to be undone or to survive a power cut.
        for pragma in ("page_size = 16384", "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE",
                       "cache_size = -65536"):
            database.execute(f"PRAGMA {pragma}")
        create_metadata(database)
        database.execute("BEGIN")
        srs_id = add_crs(database, crs)
        for name, frame in tables.items():
            shapes = geometry.get(name, np.full(len(frame), None, object)) if name in types else None
            _add_table(database, name, frame, shapes, srs_id, types.get(name, ""))
        database.execute("COMMIT")


def create_metadata(database: sqlite3.Connection) -> None:
    """Make an empty database a GeoPackage without layers."""
    database.execute("PRAGMA application_id = 1196444487")        # "GPKG"
    database.execute("PRAGMA user_version = 10200")
    for statement in _METADATA.split(";\n"):
        database.execute(statement)
    database.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", [
        ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference system"),
        ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
        _crs_row(pyproj.CRS.from_epsg(4326))])


def _crs_row(crs: pyproj.CRS) -> tuple[Any, ...]:
    epsg = crs.to_epsg()
    # GDAL takes WKT 2 in this column too; only what WKT 1 cannot say is written so
    try:
        wkt = crs.to_wkt("WKT1_GDAL")
    except pyproj.exceptions.CRSError:
        wkt = crs.to_wkt()
    if epsg is None:
        return crs.name, 100_000, "NONE", 100_000, wkt, None
    return crs.name, epsg, "EPSG", epsg, wkt, None


def add_crs(database: sqlite3.Connection, crs: pyproj.CRS | None) -> int:
    """Make a CRS known to a GeoPackage; its ``srs_id``, -1 for None."""
    if crs is None:
        return -1
    row = _crs_row(crs)
    database.execute("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", row)
    return int(row[1])


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _add_table(database: sqlite3.Connection, name: str, frame: pd.DataFrame, shapes: Geometries | None,
               srs_id: int, declared: str) -> None:
    names = [str(c) for c in frame.columns]
    cells = [_cells(frame.iloc[:, k], n) for k, n in enumerate(names)]
    definitions = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    columns: dict[str, list[Any]] = {}
    bounds = np.empty((0, 4))
    if shapes is not None:
        types = set(np.unique(shapely.get_type_id(shapes)).tolist()) - {-1}
        allowed = {"MULTIPOLYGON": {3, 6}, "MULTILINESTRING": {1, 5}, "MULTIPOINT": {0, 4}}
        if not types <= allowed.get(declared, types):
            declared = "GEOMETRY"
        definitions.append(f"geom {declared}")
        bounds = shapely.bounds(shapes)
        columns["geom"] = _geometry_blobs(shapes, bounds, srs_id)
    for n, (kind, values) in zip(names, cells):
        definitions.append(f"{_quote(n)} {kind}")
        if values is not None:
            columns[n] = values
    database.execute(f"CREATE TABLE {_quote(name)} ({', '.join(definitions)})")
    _insert(database, name, len(frame), columns)

    finite = np.isfinite(bounds).all(axis=1)
    extent = [None] * 4
    if finite.any():
        extent = [*bounds[finite, :2].min(axis=0).tolist(), *bounds[finite, 2:].max(axis=0).tolist()]
    database.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (name, "attributes" if shapes is None else "features", name, _title("tables", name), _EPOCH,
         *extent, None if shapes is None else srs_id))
    if shapes is not None:
        with_z = 2 if shapely.has_z(shapes).any() else 0
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)",
                         (name, declared, srs_id, with_z))
        _add_spatial_index(database, name, np.flatnonzero(finite) + 1, bounds[finite])
    _add_aliases(database, name, names)


def _insert(database: sqlite3.Connection, name: str, count: int, columns: Mapping[str, list[Any]]) -> None:
    statement = (f"INSERT INTO {_quote(name)} (fid{''.join(', ' + _quote(c) for c in columns)}) "
                 f"VALUES (?{', ?' * len(columns)})")
    try:
        database.executemany(statement, zip(range(1, count + 1), *columns.values()))
    except UnicodeEncodeError:                  # half a surrogate pair, as a wrong encoding leaves it
        database.execute(f"DELETE FROM {_quote(name)}")
        clean = [[x.encode("utf-8", "backslashreplace").decode() if isinstance(x, str) else x for x in values]
                 for values in columns.values()]
        database.executemany(statement, zip(range(1, count + 1), *clean))


def _cells(column: pd.Series, name: str) -> tuple[str, list[Any] | None]:
    """Type of a column in the GeoPackage and its cells as Python values; None when all are null."""
    null = column.isna().to_numpy(bool)
    kind = _kind(column, null, name)
    if null.all():
        return kind, None
    if kind == "REAL":
        values = pd.to_numeric(column, errors="coerce") if column.dtype == object else column
        return kind, values.to_numpy(np.float64, na_value=np.nan).tolist()      # sqlite3 stores NaN as NULL
    some = column[~null]
    if kind in ("DATE", "DATETIME"):
        stamps = _days(some).to_numpy("datetime64[ns]")
        unit, end = ("D", "") if kind == "DATE" else ("ms", "Z")
        filled = np.array([text + end for text in np.datetime_as_string(stamps, unit=unit).tolist()], object)
    elif kind == "BOOLEAN":
        filled = some.astype(bool).to_numpy(object)
    elif kind == "INTEGER":
        filled = np.array(some.astype(np.int64).tolist(), object)
    elif kind == "BLOB" or pd.api.types.infer_dtype(some, skipna=False) == "string":
        filled = some.to_numpy(object)
    else:
        filled = np.array([x if isinstance(x, str) else str(x) for x in some], object)
    if not null.any():
        return kind, filled.tolist()
    whole = np.full(len(column), None, object)
    whole[~null] = filled
    return kind, whole.tolist()


def _kind(column: pd.Series, null: npt.NDArray[np.bool_], name: str) -> str:
    if name in _BOOLEANS:
        return "BOOLEAN"
    if name in _NUMBERS:
        return "REAL"
    inferred = pd.api.types.infer_dtype(column, skipna=True)
    if inferred in ("datetime64", "datetime", "date") and not null.all():
        days = _days(column[~null])
        return "DATE" if (days == days.dt.normalize()).all() else "DATETIME"
    if inferred == "integer" and not column[~null].between(-2**63, 2**63 - 1).all():
        return "TEXT"
    return {"boolean": "BOOLEAN", "integer": "INTEGER", "floating": "REAL", "mixed-integer-float": "REAL",
            "decimal": "REAL", "bytes": "BLOB", "datetime64": "DATE"}.get(inferred, "TEXT")


def _days(column: pd.Series) -> pd.Series:
    """Days or instants without a time zone (UTC where the column has one, as the format wants it)."""
    stamps = column if column.dtype.kind == "M" else pd.to_datetime(column)
    return stamps if stamps.dt.tz is None else stamps.dt.tz_convert("UTC").dt.tz_localize(None)


def _geometry_blobs(shapes: Geometries, bounds: npt.NDArray[np.float64], srs_id: int) -> list[bytes | None]:
    """Geometry as GeoPackage binary: a header with the bounding box, then ISO WKB of the multi type; null stays."""
    wkb = shapely.to_wkb(shapes, byte_order=1, flavor="iso", output_dimension=3)
    header = np.zeros(len(shapes), [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs_id", "<i4"),
                                    ("box", "<f8", 4)])
    header["magic"], header["flags"], header["srs_id"] = b"GP", 0b00000011, srs_id
    header["box"] = bounds[:, [0, 2, 1, 3]]
    heads, size = header.tobytes(), header.itemsize
    kinds, with_z = shapely.get_type_id(shapes), shapely.has_z(shapes)
    prefixes = {(kind, z): b"\x01" + (code + 1000 * z).to_bytes(4, "little") + b"\x01\0\0\0"
                for kind, code in _MULTI.items() for z in (0, 1)}
    prefix = [prefixes.get(key, b"") for key in zip(kinds.tolist(), with_z.astype(int).tolist())]
    blobs: list[bytes | None] = [
        None if body is None else heads[k * size:(k + 1) * size] + first + body
        for k, (first, body) in enumerate(zip(prefix, wkb))]
    for k in np.flatnonzero(shapely.is_empty(shapes) & (kinds >= 0)):
        empty = wkb[k] if kinds[k] not in _MULTI else b"\x01" + _MULTI[kinds[k]].to_bytes(4, "little") + b"\0\0\0\0"
        blobs[k] = b"GP\0\x11" + srs_id.to_bytes(4, "little", signed=True) + empty
    return blobs


def _add_spatial_index(database: sqlite3.Connection, name: str, fids: npt.NDArray[np.intp],
                       boxes: npt.NDArray[np.float64]) -> None:
    """Add the R-tree of a table, packed at once into the tables behind SQLite's module (as GDAL does from 3.7 on)."""
    tree = f"rtree_{name}_geom"
    try:
        database.execute(f"CREATE VIRTUAL TABLE {_quote(tree)} USING rtree(id, minx, maxx, miny, maxy)")
    except sqlite3.OperationalError:            # an SQLite without the module: readers do without an index
        return
    size = database.execute(f"SELECT length(data) FROM {_quote(tree + '_node')}").fetchone()[0]
    if len(fids):
        nodes, parents, leaves = _pack(fids, boxes, size)
        database.execute(f"DELETE FROM {_quote(tree + '_node')}")
        database.executemany(f"INSERT INTO {_quote(tree + '_node')} VALUES (?, ?)", nodes)
        database.executemany(f"INSERT INTO {_quote(tree + '_parent')} VALUES (?, ?)", parents)
        database.executemany(f"INSERT INTO {_quote(tree + '_rowid')} VALUES (?, ?)", leaves)
    database.execute("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
                     "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", (name,))
    for trigger in _TRIGGERS.split(";;\n"):
        database.execute(trigger.replace("<table>", _quote(name)).replace("<tree>", _quote(tree))
                         .replace("<name>", tree))


def _pack(fids: npt.NDArray[np.intp], boxes: npt.NDArray[np.float64], size: int) -> tuple[
        list[tuple[int, bytes]], list[tuple[int, int]], Iterator[tuple[int, int]]]:
    """Nodes of an R-tree over boxes (xmin, ymin, xmax, ymax) by sort-tile-recursive packing.

    Returns
    -------
    nodes : (number, bytes of ``size``); the root has number 1
    parents : (number, number of the parent) of all nodes but the root
    leaves : (fid, number of its leaf), by fid
    """
    cell = np.dtype([("id", ">i8"), ("box", ">f4", 4)])
    room = (size - 4) // cell.itemsize
    # coordinates are kept in single precision: rounded outwards, so that nothing is missed
    low, high = boxes[:, :2].astype(np.float32), boxes[:, 2:].astype(np.float32)
    low = np.where(low > boxes[:, :2], np.nextafter(low, np.float32(-np.inf)), low)
    high = np.where(high < boxes[:, 2:], np.nextafter(high, np.float32(np.inf)), high)
    count, ids = len(fids), fids
    slices = int(np.ceil(np.sqrt(count / room)))
    by_x = np.empty(count, np.intp)
    by_x[np.argsort(low[:, 0] + high[:, 0], kind="stable")] = np.arange(count)
    order = np.lexsort((low[:, 1] + high[:, 1], by_x // (slices * room)))
    levels = [-(-count // room)]
    while levels[-1] > 1:
        levels.append(-(-levels[-1] // room))
    number = sum(levels) + 1                     # numbers are given from the leaves up, ending with the root's 1
    nodes: list[tuple[int, bytes]] = []
    parents: list[tuple[int, int]] = []
    leaves: Iterator[tuple[int, int]] = iter(())
    for depth, groups in enumerate(levels):
        number -= groups
        numbers = number + np.arange(groups)
        owner = numbers[np.arange(count) // room]
        low, high, ids = low[order], high[order], ids[order]
        if depth == 0:
            by_fid = np.argsort(ids)
            leaves = zip(ids[by_fid].tolist(), owner[by_fid].tolist())
        else:
            parents += zip(ids.tolist(), owner.tolist())
        cells = np.zeros(count, cell)
        cells["id"] = ids
        cells["box"] = np.stack([low[:, 0], high[:, 0], low[:, 1], high[:, 1]], axis=1)
        top = depth if groups == 1 else 0
        for k, n in enumerate(numbers.tolist()):
            some = cells[k * room:(k + 1) * room]
            head = top.to_bytes(2, "big") + len(some).to_bytes(2, "big")
            nodes.append((n, (head + some.tobytes()).ljust(size, b"\0")))
        starts = np.arange(groups) * room
        low, high = np.minimum.reduceat(low, starts), np.maximum.reduceat(high, starts)
        ids, count, order = numbers, groups, np.arange(groups)
    return sorted(nodes), sorted(parents), leaves


def _title(section: str, code: str) -> str:
    known = knowledge.messages()[section]
    return known[code]["zh"] if code in known else ""


def _add_aliases(database: sqlite3.Connection, name: str, columns: Sequence[str]) -> None:
    known = knowledge.messages()["columns"]
    rows = [(name, c, known[c]["zh"], known[c]["zh"], None, None, None) for c in columns if c in known]
    database.executemany("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, ?, ?, ?)", rows)


def write_json(outcome: Outcome, path: str | os.PathLike[str]) -> None:
    """Write the same tables as one JSON document, schema ``resources/schema/result.schema.json``.

    Parameters
    ----------
    outcome : Outcome
        Null, NaN and NaT become ``null``, dates ISO 8601. Geometry is a GeoJSON geometry in the CRS of the result;
        one with a coordinate that is no number becomes ``null``.
    path : target, UTF-8, one row a line

    Raises
    ------
    InputError
        The target cannot be written.
    """
    crs = outcome.crs
    head = {"format": "soilgate-result", "version": _JSON_VERSION, "crs": None if crs is None else {
        "name": crs.name, "epsg": crs.to_epsg(), "wkt": crs.to_wkt()}}
    with whole_file(path) as part, part.open("w", encoding="utf-8", newline="\n", errors="backslashreplace") as file:
        file.write(_dumps(head)[:-1])
        for name, frame in complete_tables(outcome).items():
            file.write(f',\n"{name}": [')
            separator = "\n"
            for line in _json_rows(name, frame, outcome.geometry.get(name)):
                file.write(separator + line)
                separator = ",\n"
            file.write("\n]")
        file.write("\n}\n")


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _json_rows(name: str, frame: pd.DataFrame, shapes: Geometries | None) -> Iterable[str]:
    columns: dict[str, list[Any]] = {}
    for k, title in enumerate(frame.columns):
        kind, values = _cells(frame.iloc[:, k], str(title))
        values = [None] * len(frame) if values is None else values
        if kind == "REAL":
            values = [x if x is not None and np.isfinite(x) else None for x in values]
        elif kind == "BLOB":
            values = [None if x is None else x.hex() for x in values]
        columns[str(title)] = values
    if name == "run":
        columns["value"] = [None if x is None else json.loads(x) for x in columns["value"]]
    rows = (dict(zip(columns, row)) for row in zip(*columns.values()))
    if name not in GEOMETRY_TYPES:
        return (_dumps(row) for row in rows)
    if shapes is None:
        shapes = np.full(len(frame), None, object)
    plain = np.isfinite(shapely.bounds(shapes)).all(axis=1) | shapely.is_empty(shapes)
    texts = shapely.to_geojson(np.where(plain, shapes, None))
    return (f'{_dumps(row)[:-1]}, "geometry": {text or "null"}}}' for row, text in zip(rows, texts))


_METADATA = """\
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
 organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
 description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
 min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
 CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
 geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
 CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
 CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
 CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
 definition TEXT NOT NULL, scope TEXT NOT NULL,
 CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,
 description TEXT, mime_type TEXT, constraint_name TEXT,
 CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT,
 min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
 CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
 ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'),
 ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema',
  'read-write')"""

# Annex F.3 of the standard: keep the index right when rows are edited (the ST_ functions are the reader's)
_TRIGGERS = """\
CREATE TRIGGER "<name>_insert" AFTER INSERT ON <table>
 WHEN (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
 BEGIN INSERT OR REPLACE INTO <tree> VALUES
 (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;;
CREATE TRIGGER "<name>_update1" AFTER UPDATE OF geom ON <table>
 WHEN OLD.fid = NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
 BEGIN INSERT OR REPLACE INTO <tree> VALUES
 (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;;
CREATE TRIGGER "<name>_update2" AFTER UPDATE OF geom ON <table>
 WHEN OLD.fid = NEW.fid AND (NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))
 BEGIN DELETE FROM <tree> WHERE id = OLD.fid; END;;
CREATE TRIGGER "<name>_update3" AFTER UPDATE ON <table>
 WHEN OLD.fid != NEW.fid AND (NEW.geom NOT NULL AND NOT ST_IsEmpty(NEW.geom))
 BEGIN DELETE FROM <tree> WHERE id = OLD.fid; INSERT OR REPLACE INTO <tree> VALUES
 (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;;
CREATE TRIGGER "<name>_update4" AFTER UPDATE ON <table>
 WHEN OLD.fid != NEW.fid AND (NEW.geom IS NULL OR ST_IsEmpty(NEW.geom))
 BEGIN DELETE FROM <tree> WHERE id IN (OLD.fid, NEW.fid); END;;
CREATE TRIGGER "<name>_delete" AFTER DELETE ON <table>
 WHEN OLD.geom NOT NULL BEGIN DELETE FROM <tree> WHERE id = OLD.fid; END"""
