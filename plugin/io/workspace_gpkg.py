"""A workspace kept in one GeoPackage."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from ..core.errors import InputError
from ..core.tables import Column
from . import workspace_model as model
from .gpkg import (
    add_crs,
    add_spatial_index,
    bounds_of,
    create_metadata,
    drop_spatial_index,
    geometry_blobs,
    quote,
    shapes_of,
)
from .whole import NO_ROOM, whole_file
from .workspace_model import SCHEMA_VERSION, Layer

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through quote)

# Yes, no and not known are three things. The tick box by which QGIS edits a BOOLEAN makes "no" of null when a form is
# saved, so these columns are numbers with a list to choose from.
_SQL = {"text": "TEXT", "number": "REAL", "date": "DATE", "bool": "MEDIUMINT", "word": "TEXT", "class": "INTEGER",
        "instant": "DATETIME", "whole": "INTEGER"}
_IS_WORKSPACE = "SELECT count(*) FROM sqlite_master WHERE name = 'soilgate_workspace'"
_MANY_ROWS = 1_000
PATIENCE_S = 5.0                         # for somebody else's transaction
_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


class GpkgStore:
    """An open transaction in a workspace; the tables as rows of plain cells, geometry as blobs."""

    def __init__(self, path: str, database: sqlite3.Connection) -> None:
        self.path, self.database = path, database
        self.version, self.srs_id = database.execute("SELECT version, srs_id FROM soilgate_workspace").fetchone()
        self.crs = _crs_of(database, self.srs_id)
        self._unindexed: dict[str, Layer] = {}

    def table(self, name: str) -> str:
        """A table's name as SQL takes it."""
        return quote(name)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement with ``?`` for its values."""
        return self.database.execute(statement, tuple(values)).fetchall()

    def change(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run one statement that gives no rows, with ``?`` for its values."""
        self.database.execute(statement, tuple(values))

    def tables(self) -> set[str]:
        """Names of the tables that there are."""
        return {row[0] for row in self.database.execute("SELECT table_name FROM gpkg_contents")}

    def reserve(self, layer: Layer) -> None:
        """Nothing to do: a transaction that writes has the whole file."""

    def insert(self, layer: Layer, columns: Sequence[str], rows: Iterable[tuple[Any, ...]],
               count: int) -> None:
        """Add so many rows; the spatial index is made anew at the end where they are many."""
        self._prepare_index(layer, count)
        self.database.executemany(
            f"INSERT INTO {quote(layer.name)} ({', '.join(map(quote, columns))}) "
            f"VALUES ({', '.join('?' * len(columns))})", rows)

    def update(self, layer: Layer, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Change rows; the last cell of each is its ``fid``."""
        self._prepare_index(layer, len(rows))
        self.database.executemany(
            f"UPDATE {quote(layer.name)} SET {', '.join(quote(n) + ' = ?' for n in columns)} WHERE fid = ?", rows)

    def _prepare_index(self, layer: Layer, count: int) -> None:
        # an index takes one row after the other, the spatial one by triggers: for many it is made anew
        if count > _MANY_ROWS and layer.name not in self._unindexed:
            for name, _column in _indices(layer):
                self.database.execute(f"DROP INDEX IF EXISTS {name}")
            if layer.geometry:
                drop_spatial_index(self.database, layer.name)
            if layer.history:                    # it gives a time to rows without; ours have theirs
                self.database.execute(f"DROP TRIGGER IF EXISTS {quote(layer.former + '_insert')}")
            self._unindexed[layer.name] = layer

    def finish(self) -> None:
        """Make anew what was put off."""
        for name, layer in sorted(self._unindexed.items()):
            _create_indices(self.database, layer)
            if layer.history:
                _create_triggers(self.database, layer)
            if not layer.geometry:
                continue
            parts: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]] = []
            found = self.database.execute(f"SELECT fid, geom FROM {quote(name)} WHERE geom IS NOT NULL")
            while part := found.fetchmany(10_000):
                box = bounds_of([blob for _, blob in part])
                placed = np.isfinite(box).all(axis=1)
                parts.append((np.array([fid for fid, _ in part], np.intp)[placed], box[placed]))
            fids = np.concatenate([np.empty(0, np.intp), *(x for x, _ in parts)])
            boxes = np.concatenate([np.empty((0, 4)), *(x for _, x in parts)])
            parts.clear()
            add_spatial_index(self.database, name, fids, boxes)
        self._unindexed.clear()

    def encode(self, shapes: npt.NDArray[np.object_], *, multi: bool) -> list[Any]:
        """Geometry in the CRS of the workspace as cells; null stays null."""
        return list(geometry_blobs(shapes, shapely.bounds(shapes), self.srs_id, multi=multi))

    def decode(self, cells: Iterable[Any]) -> npt.NDArray[np.object_]:
        """Geometry of cells."""
        return shapes_of(cells)


def create(path: str | os.PathLike[str], crs: Any, wanted: Iterable[Layer]) -> None:
    """Make an empty workspace of the wanted tables; ``workspace_exists`` where there is a file."""
    if Path(path).exists():
        raise InputError("workspace_exists", source=str(path))
    with whole_file(path) as part, contextlib.closing(sqlite3.connect(str(part), isolation_level=None)) as database:
        create_metadata(database)
        database.execute("BEGIN")
        srs_id = add_crs(database, pyproj.CRS.from_user_input(crs))
        _create_administration(database, srs_id)
        for layer in wanted:
            _create_layer(database, layer, srs_id)
        database.execute("COMMIT")


def migrate(store: GpkgStore) -> list[str]:
    """Add tables and columns that are missing; returns their names."""
    added: list[str] = []
    database = store.database
    known = {layer.name: [row[1] for row in database.execute(f"PRAGMA table_info({quote(layer.name)})")]
             for layer in model.layers().values()}
    missing = {layer.name: [c for c in layer.columns if c.name not in known[layer.name]]
               for layer in model.layers().values()}
    if store.version >= SCHEMA_VERSION and not any(missing.values()):
        return added
    for layer in model.layers().values():        # no table can be altered while a view of another is broken
        if layer.states:
            database.execute(f"DROP VIEW IF EXISTS {quote(layer.states)}")
    for layer in model.layers().values():
        if not known[layer.name]:
            _create_layer(database, layer, store.srs_id)
            added.append(layer.name)
            continue
        for column in missing[layer.name]:
            for table in (layer.name, *([layer.former] if layer.history else [])):
                database.execute(f"ALTER TABLE {quote(table)} ADD COLUMN {_definition(column)}")
            added.append(f"{layer.name}.{column.name}")
        _describe(database, layer)
        if layer.history:
            _create_triggers(database, layer)
        _create_states(database, layer, store.srs_id)
        _protect_signed(database, layer)
    database.execute("UPDATE soilgate_workspace SET version = ?", (SCHEMA_VERSION,))
    return added


def is_workspace(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a workspace, of any version."""
    if not Path(path).is_file():
        return False
    address = f"{Path(path).resolve().as_uri()}?mode=ro"
    for target in (address, f"{address}&immutable=1"):           # the second looks past another program's lock
        try:
            with contextlib.closing(sqlite3.connect(target, uri=True, timeout=min(1.0, PATIENCE_S))) as database:
                return bool(database.execute(_IS_WORKSPACE).fetchone()[0])
        except UnicodeDecodeError:                               # its schema is damaged: whoever reads it says so
            return False
        except sqlite3.Error as error:
            if "locked" not in str(error):
                return False
    return False


def is_of_one_import(path: str | os.PathLike[str]) -> bool:
    """Whether a workspace holds only what one import into a project brought, and is no office's: it has few tables."""
    with contextlib.closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
        tables = {name for name, in database.execute("SELECT table_name FROM gpkg_contents")}
    return "applications" not in tables and not {"parcels", "registry", "negative_list"} <= tables


@contextlib.contextmanager
def opened(path: str | os.PathLike[str], *, write: bool = True) -> Iterator[GpkgStore]:
    """A transaction in a workspace of any version; undone when the block raises."""
    if not Path(path).is_file():
        raise InputError("file_missing", source=str(path))
    target = str(path) if write else f"{Path(path).resolve().as_uri()}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(target, isolation_level=None, timeout=PATIENCE_S,
                                                uri=not write)) as database:
            _add_functions(database)
            database.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            if not database.execute(_IS_WORKSPACE).fetchone()[0]:
                raise InputError("workspace_foreign", source=str(path))
            store = GpkgStore(str(path), database)
            try:
                yield store
                store.finish()
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise InputError("output_locked" if write else "file_in_use", source=str(path)) from error
        if "readonly" in str(error) or (write and str(error) in NO_ROOM):
            raise InputError("output_unwritable", source=str(path), reason=str(error)) from error
        raise
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise InputError("workspace_foreign", source=str(path)) from error
        raise


def _add_functions(database: sqlite3.Connection) -> None:
    """The functions by which the triggers of the spatial index look at geometry; GDAL brings its own."""
    def bound(number: int) -> Any:
        def of(blob: bytes) -> float:
            return float(bounds_of([blob])[0, number])
        return of

    database.create_function("ST_IsEmpty", 1, lambda blob: int(bool(blob[3] & 0b10000)), deterministic=True)
    for number, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        database.create_function(name, 1, bound(number), deterministic=True)


def _crs_of(database: sqlite3.Connection, srs_id: int) -> pyproj.CRS:
    organization, code, text = database.execute(
        "SELECT organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs_id,)).fetchone()
    return pyproj.CRS.from_epsg(code) if organization == "EPSG" else pyproj.CRS.from_wkt(text)


def _definition(column: Column) -> str:
    name, kind = quote(column.name), _SQL[column.type]
    if check := model.check_of(column, name):
        return f"{name} {kind} CHECK ({check})"
    if column.name == "recorded_from":
        return f"{name} {kind} DEFAULT ({_NOW})"
    return f"{name} {kind}"


def _create_administration(database: sqlite3.Connection, srs_id: int) -> None:
    database.execute("CREATE TABLE soilgate_workspace (version INTEGER NOT NULL, srs_id INTEGER NOT NULL)")
    database.execute("INSERT INTO soilgate_workspace VALUES (?, ?)", (SCHEMA_VERSION, srs_id))
    database.execute(
        "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
        "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), "
        "styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
        f"update_time DATETIME DEFAULT ({_NOW}))")
    database.execute("INSERT INTO gpkg_contents (table_name, data_type, identifier) "
                     "VALUES ('layer_styles', 'attributes', 'layer_styles')")


def _create_layer(database: sqlite3.Connection, layer: Layer, srs_id: int) -> None:
    name = quote(layer.name)
    parts = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
    if layer.geometry:
        parts.append(f"geom {layer.geometry}")
    parts += [_definition(column) for column in layer.columns]
    database.execute(f"CREATE TABLE {name} ({', '.join(parts)})")
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
        (layer.name, "features" if layer.geometry else "attributes", layer.name, model.layer_title(layer, "zh"),
         srs_id if layer.geometry else None))
    if layer.geometry:
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 2, 0)",
                         (layer.name, layer.geometry, srs_id))
        add_spatial_index(database, layer.name, np.empty(0, np.intp), np.empty((0, 4)))
    _create_indices(database, layer)
    _describe(database, layer)
    if layer.history:
        _create_history(database, layer)
    _create_states(database, layer, srs_id)
    _protect_signed(database, layer)


def _protect_signed(database: sqlite3.Connection, layer: Layer) -> None:
    """What is signed, in three names, cannot be changed; nor can the findings of a run that is."""
    name = quote(layer.name)

    def refuse(trigger: str, when: str, condition: str, message: str) -> None:
        trigger = quote(f"{layer.name}_{trigger}")
        database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        database.execute(f"CREATE TRIGGER {trigger} BEFORE {when} ON {name} WHEN {condition} "
                         f"BEGIN SELECT RAISE(ABORT, '{message}'); END")

    if layer.signed:
        watched = ", ".join(quote(n) for n in layer.kept if n not in ("fid", "recorded_from"))
        for act in ("UPDATE OF " + watched, "DELETE"):
            refuse(f"signed_{act[:6].lower()}", act, "OLD.signed_on IS NOT NULL", model.SIGNED)
        unnamed = " OR ".join(f"coalesce(trim(NEW.{quote(n)}), '') = ''" for n in model.NAMES)
        for act, before in (("INSERT", ""), ("UPDATE", "OLD.signed_on IS NULL AND ")):
            refuse(f"names_{act.lower()}", act, f"{before}NEW.signed_on IS NOT NULL AND ({unnamed})", model.UNNAMED)
    if layer.name == "findings":
        for act, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            refuse(f"signed_{act.lower()}", act, f"EXISTS (SELECT 1 FROM runs WHERE run_id = {row}.run_id "
                   "AND signed_on IS NOT NULL)", model.SIGNED)


def _create_states(database: sqlite3.Connection, layer: Layer, srs_id: int) -> None:
    """All states of all rows, former ones too, as a layer whose time QGIS can step through."""
    if not layer.states:
        return
    view, kept = quote(layer.states), ", ".join(quote(n) for n in layer.kept if n != "fid")
    database.execute(f"DROP VIEW IF EXISTS {view}")
    database.execute(                     # former states first: of them SQLite takes the types of the columns
        f"CREATE VIEW {view} AS SELECT -rowid AS OGC_FID, fid AS row_id, {kept}, recorded_to "
        f"FROM {quote(layer.former)} UNION ALL SELECT fid, fid, {kept}, NULL FROM {quote(layer.name)}")
    for table in ("gpkg_contents", "gpkg_geometry_columns", "gpkg_data_columns"):
        database.execute(f"DELETE FROM {table} WHERE table_name = ?", (layer.states,))
    title = model.layer_title(layer, "zh") + model.column_title(layer, "states")
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id) VALUES (?, ?, ?, ?, ?)",
        (layer.states, "features" if layer.geometry else "attributes", layer.states, title,
         srs_id if layer.geometry else None))
    if layer.geometry:
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 2, 0)",
                         (layer.states, layer.geometry, srs_id))
    database.execute("DELETE FROM layer_styles WHERE f_table_name = ?", (layer.states,))
    _keep_style(database, layer.states, "geom" if layer.geometry else "", model.form(layer, states=True))


def _indices(layer: Layer) -> list[tuple[str, str]]:
    """Names of the indices of a table, with their columns."""
    return [(quote(f"{layer.name}_{number}"), quote(column)) for number, column in enumerate(layer.indexed)]


def _create_indices(database: sqlite3.Connection, layer: Layer) -> None:
    for name, column in _indices(layer):
        database.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {quote(layer.name)} ({column})")


def _create_history(database: sqlite3.Connection, layer: Layer) -> None:
    """Every former state of a row with the time it held, whoever changed it: an import or a person in QGIS."""
    former, kept = quote(layer.former), layer.kept
    types = {c.name: _SQL[c.type] for c in layer.columns}
    database.execute(f"CREATE TABLE {former} (" + ", ".join(
        f"{quote(n)} {types.get(n, 'INTEGER' if n == 'fid' else 'BLOB')}" for n in kept) + ", recorded_to DATETIME)")
    database.execute(f"CREATE INDEX {quote(layer.former + '_fid')} ON {former} (fid)")
    _create_triggers(database, layer)


def _create_triggers(database: sqlite3.Connection, layer: Layer) -> None:
    name, former, kept = quote(layer.name), quote(layer.former), layer.kept
    listed, old = ", ".join(map(quote, kept)), ", ".join(f"OLD.{quote(n)}" for n in kept)
    keep = f"INSERT INTO {former} ({listed}, recorded_to) VALUES ({old}, "
    watched = ", ".join(quote(n) for n in kept if n not in ("fid", "recorded_from"))
    acts = {
        # an import sets its own time; an edit elsewhere leaves the old one, which is then moved on
        "update": f"AFTER UPDATE OF {watched} ON {name} BEGIN "
                  f"{keep}CASE WHEN NEW.recorded_from IS OLD.recorded_from THEN {_NOW} ELSE NEW.recorded_from END); "
                  f"UPDATE {name} SET recorded_from = {_NOW} "
                  "WHERE fid = NEW.fid AND NEW.recorded_from IS OLD.recorded_from; END",
        # QGIS writes null where a default could have stood
        "insert": f"AFTER INSERT ON {name} WHEN NEW.recorded_from IS NULL BEGIN "
                  f"UPDATE {name} SET recorded_from = {_NOW} WHERE fid = NEW.fid; END",
        "delete": f"AFTER DELETE ON {name} BEGIN {keep}{_NOW}); END"}
    for act, body in acts.items():
        trigger = quote(f"{layer.former}_{act}")
        database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        database.execute(f"CREATE TRIGGER {trigger} {body}")


def _describe(database: sqlite3.Connection, layer: Layer) -> None:
    """Aliases and value lists, once in the words of the format and once in those of QGIS."""
    database.execute("DELETE FROM gpkg_data_columns WHERE table_name = ?", (layer.name,))
    database.execute("DELETE FROM layer_styles WHERE f_table_name = ?", (layer.name,))
    titles: set[str] = set()
    for column in layer.columns:
        listed, constraint = model.choices(column), None
        if listed:
            constraint = column.words.__name__.lower() if column.words else (
                column.name if column.type == "text" else column.type)
            database.executemany(
                "INSERT OR IGNORE INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
                [(constraint, value, title) for value, title in listed])
        title = model.column_title(layer, column.name)
        unique = title if title not in titles else f"{title} {column.name}"
        titles.add(unique)
        database.execute("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, ?)",
                         (layer.name, column.name, unique, title, constraint))
    _keep_style(database, layer.name, "geom" if layer.geometry else "", model.form(layer))


def _keep_style(database: sqlite3.Connection, table: str, geometry: str, form: str) -> None:
    # QGIS asks for '' where a table has no geometry; null it does not find
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, 'SoilGate', ?, '', 1, '', '')",
        (table, geometry, form))
