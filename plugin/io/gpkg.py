"""The GeoPackage format: tables behind it, geometry as it is stored, spatial index."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through quote)

Geometries = npt.NDArray[np.object_]

_MULTI = {0: 4, 1: 5, 3: 6}                      # shapely's type -> WKB code of its multi type
_BOXED = 0b00000011                               # flags of a header with a box, little-endian
_ENVELOPES = np.array([0, 32, 48, 48, 64])       # bytes of the box in a header, by its code


class Database(Protocol):
    """What is asked of a database to which a table is added; it need not answer at once."""

    def execute(self, statement: str, values: Sequence[Any] = ..., /) -> object:
        """Run a statement."""

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]], /) -> object:
        """Run a statement for each row."""


def create_metadata(database: Database) -> None:
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


def add_crs(database: Database, crs: pyproj.CRS | None) -> int:
    """Make a CRS known to a GeoPackage; its ``srs_id``, -1 for None."""
    if crs is None:
        return -1
    row = _crs_row(crs)
    database.execute("INSERT OR IGNORE INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", row)
    return int(row[1])


def quote(name: str) -> str:
    """A name of a table or column as SQL takes it."""
    return '"' + name.replace('"', '""') + '"'


def geometry_blobs(shapes: Geometries, bounds: npt.NDArray[np.float64], srs_id: int, *,
                   multi: bool = True) -> list[bytes | None]:
    """Geometry as GeoPackage binary: a header with the bounding box, then ISO WKB, of the multi type if wanted.

    Parameters
    ----------
    shapes : array of n geometries or None, which stays None
    bounds : n x 4, of ``shapely.bounds``
    """
    wkb = shapely.to_wkb(shapes, byte_order=1, flavor="iso", output_dimension=3)
    header = np.zeros(len(shapes), [("magic", "S2"), ("version", "u1"), ("flags", "u1"), ("srs_id", "<i4"),
                                    ("box", "<f8", 4)])
    header["magic"], header["flags"], header["srs_id"] = b"GP", _BOXED, srs_id
    header["box"] = bounds[:, [0, 2, 1, 3]]
    heads, size = header.tobytes(), header.itemsize
    kinds, with_z = shapely.get_type_id(shapes), shapely.has_z(shapes)
    prefixes = {(kind, z): b"\x01" + (code + 1000 * z).to_bytes(4, "little") + b"\x01\0\0\0"
                for kind, code in (_MULTI.items() if multi else ()) for z in (0, 1)}
    prefix = [prefixes.get(key, b"") for key in zip(kinds.tolist(), with_z.astype(int).tolist())]
    blobs: list[bytes | None] = [
        None if body is None else heads[k * size:(k + 1) * size] + first + body
        for k, (first, body) in enumerate(zip(prefix, wkb))]
    for k in np.flatnonzero(shapely.is_empty(shapes) & (kinds >= 0)):
        empty = wkb[k]
        if multi and kinds[k] in _MULTI:
            empty = b"\x01" + _MULTI[kinds[k]].to_bytes(4, "little") + b"\0\0\0\0"
        blobs[k] = b"GP\0\x11" + srs_id.to_bytes(4, "little", signed=True) + empty
    return blobs


def shapes_of(blobs: Iterable[bytes | None]) -> Geometries:
    """Geometry from GeoPackage binary; None stays None."""
    wkb = [None if blob is None else blob[8 + _ENVELOPES[(blob[3] >> 1) & 7]:] for blob in blobs]
    return np.asarray(shapely.from_wkb(np.array(wkb, object)), object).reshape(len(wkb))


def bounds_of(blobs: Sequence[bytes]) -> npt.NDArray[np.float64]:
    """Bounding boxes of n geometries (xmin, ymin, xmax, ymax), from the headers that have them; NaN if empty."""
    if blobs and all(blob[3] == _BOXED for blob in blobs):        # as we write them: all at once
        packed = np.frombuffer(b"".join([blob[8:40] for blob in blobs]), "<f8").reshape(-1, 4)
        return packed[:, [0, 2, 1, 3]]
    boxes = np.full((len(blobs), 4), np.nan)
    bare = []
    for k, blob in enumerate(blobs):
        code = (blob[3] >> 1) & 7
        if code:
            boxes[k] = np.frombuffer(blob, "<f8" if blob[3] & 1 else ">f8", 4, 8)[[0, 2, 1, 3]]
        else:
            bare.append(k)
    if bare:
        boxes[bare] = shapely.bounds(shapes_of([blobs[k] for k in bare]))
    return boxes


def add_row_count(database: Database, name: str, count: int) -> None:
    """Keep the number of rows where GDAL looks for it; else each opening of the table counts them anew."""
    database.execute("CREATE TABLE IF NOT EXISTS gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, "
                     "feature_count INTEGER DEFAULT NULL)")
    database.execute("INSERT INTO gpkg_ogr_contents VALUES (?, ?)", (name, count))
    literal = "'" + name.replace("'", "''") + "'"
    for event, step in (("insert", "+ 1"), ("delete", "- 1")):
        database.execute(
            f"CREATE TRIGGER {quote(f'trigger_{event}_feature_count_{name}')} AFTER {event.upper()} ON {quote(name)} "
            f"BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count {step} "
            f"WHERE lower(table_name) = lower({literal}); END")


def drop_spatial_index(database: sqlite3.Connection, name: str) -> None:
    """Remove the R-tree of a table; nothing happens where there is none."""
    tree = f"rtree_{name}_geom"
    for trigger in _TRIGGERS.split(";;\n"):
        title = trigger.split('"')[1].replace("<name>", tree)
        database.execute(f"DROP TRIGGER IF EXISTS {quote(title)}")
    database.execute(f"DROP TABLE IF EXISTS {quote(tree)}")
    database.execute("DELETE FROM gpkg_extensions WHERE table_name = ? AND extension_name = 'gpkg_rtree_index'",
                     (name,))


def add_spatial_index(database: Database, name: str, fids: npt.NDArray[np.intp],
                      boxes: npt.NDArray[np.float64]) -> None:
    """Add the R-tree of a table, packed at once into the tables behind SQLite's module (as GDAL does from 3.7 on)."""
    tree, size = f"rtree_{name}_geom", _node_size()
    if not size:                                 # readers do without an index
        return
    database.execute(f"CREATE VIRTUAL TABLE {quote(tree)} USING rtree(id, minx, maxx, miny, maxy)")
    if len(fids):
        nodes, parents, leaves = _pack(fids, boxes, size)
        database.execute(f"DELETE FROM {quote(tree + '_node')}")
        database.executemany(f"INSERT INTO {quote(tree + '_node')} VALUES (?, ?)", nodes)
        database.executemany(f"INSERT INTO {quote(tree + '_parent')} VALUES (?, ?)", parents)
        database.executemany(f"INSERT INTO {quote(tree + '_rowid')} VALUES (?, ?)", leaves)
    database.execute("INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', "
                     "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')", (name,))
    for trigger in _TRIGGERS.split(";;\n"):
        database.execute(trigger.replace("<table>", quote(name)).replace("<tree>", quote(tree))
                         .replace("<name>", tree))


@functools.lru_cache(maxsize=1)
def _node_size() -> int:
    """Bytes of a node of an R-tree, alike in all pages from 2048 bytes on; 0 where this SQLite lacks the module."""
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        try:
            database.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
        except sqlite3.OperationalError:
            return 0
        return int(database.execute("SELECT length(data) FROM tree_node").fetchone()[0])


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
            leaves = _pairs(ids[by_fid], owner[by_fid])
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


def _pairs(one: npt.NDArray[np.intp], other: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """Pairs of whole numbers, made Python's a part at a time."""
    for at in range(0, len(one), 10_000):
        yield from zip(one[at:at + 10_000].tolist(), other[at:at + 10_000].tolist())


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
