"""The workspace: one GeoPackage that holds every role, with drop-downs in QGIS and a history of every row."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import enum
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import numpy as np
import pandas as pd
import pyproj
import shapely

from ..core import knowledge
from ..core.errors import InputError
from ..core.geometry import name_of, to_crs
from ..core.tables import ID_COLUMN, ROLES, UNREADABLE, Column, RoleTable, Source
from ..core.vocabulary import EditionKind, ListKind, Role, Step, Verdict, Word
from . import mapping, phrases
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
from .whole import whole_file

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through quote)

SCHEMA_VERSION = 1
# Yes, no and not known are three things. The tick box by which QGIS edits a BOOLEAN makes "no" of null when a form is
# saved, so these columns are numbers with a list to choose from.
_SQL = {"text": "TEXT", "number": "REAL", "date": "DATE", "bool": "MEDIUMINT", "word": "TEXT", "class": "INTEGER",
        "instant": "DATETIME", "whole": "INTEGER"}
_OWN = (Column("unreadable"), Column("original"), Column("source_row", "whole"), Column("import_id", "whole"),
        Column("recorded_from", "instant"))
_IS_WORKSPACE = "SELECT count(*) FROM sqlite_master WHERE name = 'soilgate_workspace'"
_MANY_ROWS = 1_000
_PATIENCE_S = 5.0                        # for somebody else's transaction
_POINTS = (Role.SAMPLES, Role.SIGNS, Role.POINTS)
_PLAIN = (Role.RECORDS, Role.NOTICES, Role.EVIDENCE)
_GEOMETRY = "__geometry"                 # in ``original``: geometry of a kind that the layer does not hold, as WKT
_KEYS: dict[Role, tuple[str, ...]] = {
    Role.REGISTRY: ("entry_id", "list_kind"),
    Role.SAMPLES: ("sample_id", "point_id", "depth_top_m", "depth_bottom_m", "pollutant"),
    Role.RECORDS: ("record_id", "point_id", "zone_id", "medium", "recorded_on", "pollutant"),
    Role.EVIDENCE: ("role", "subject_id", "parcel_id", "statement"), Role.LOCATED: ("role", "entry_id")}


@dataclasses.dataclass(frozen=True)
class Layer:
    """A table of the workspace; ``geometry`` is "" for a plain one."""

    name: str
    columns: tuple[Column, ...]
    geometry: str = ""
    role: Role | None = None
    history: bool = True


@dataclasses.dataclass(frozen=True)
class Imported:
    """What became of the rows of an import; ``vanished`` are entries that a new whole list no longer has."""

    import_id: int
    added: int
    updated: int
    unchanged: int
    vanished: int


def layers() -> dict[str, Layer]:
    """All tables of the workspace: the roles, then what the office itself keeps."""
    found = {}
    for role, columns in ROLES.items():
        kind = "" if role in _PLAIN else "POINT" if role in _POINTS else "MULTIPOLYGON"
        extra = (Column("vanished", "bool"),) if role is Role.REGISTRY else ()
        found[str(role)] = Layer(str(role), (*columns, *extra, *_OWN), kind, role)
    signatures = ("drafted_by", "drafted_on:date", "reviewed_by", "reviewed_on:date", "signed_by", "signed_on:date")
    when = Column("recorded_from", "instant")
    for layer in (
            Layer("applications", (*_columns("application_id", "case_no", "applicant", "parcel_ids", "use_code"),
                                   Column("step", "word", Step), *_columns("applied_on:date"), when), "MULTIPOLYGON"),
            Layer("decisions", (*_columns("decision_id", "application_id", "parcel_id", "run_id"),
                                Column("verdict", "word", Verdict), *_columns("decision", "reason", *signatures),
                                when)),
            Layer("runs", _columns("run_id", "as_of:date", "steps", "result", "sha256", "record", *signatures),
                  history=False),
            Layer("coverage", (Column("role", "word", Role), *_columns(
                "none_issued:bool", "person", "stated_on:date", "document"), when), "MULTIPOLYGON"),
            Layer("imports", (*_columns("import_id:whole"), Column("role", "word", Role), *_columns(
                "path", "layer", "sha256", "rows:whole", "crs", "encoding", "title"),
                Column("edition", "word", EditionKind), *_columns("edition_date:date"),
                Column("list_kind", "word", ListKind), *_columns(
                    "fields", "person", "imported_at:instant", "added:whole", "updated:whole", "unchanged:whole")),
                history=False),
            Layer("import_report", _columns("import_id:whole", "source_row:whole", "state", "code", "facts"),
                  history=False)):
        found[layer.name] = layer
    return found


def _columns(*specs: str) -> tuple[Column, ...]:
    return tuple(Column(*spec.split(":")) for spec in specs)


def create(path: str | os.PathLike[str], *, crs: Any = "EPSG:4490") -> None:
    """Make an empty workspace.

    Parameters
    ----------
    path : GeoPackage that does not exist yet
    crs : of all its layers (anything pyproj understands); what is imported in another is reprojected into it

    Raises
    ------
    InputError
        ``workspace_exists``, or the file cannot be written.
    """
    if Path(path).exists():
        raise InputError("workspace_exists", source=str(path))
    with whole_file(path) as part, contextlib.closing(sqlite3.connect(str(part), isolation_level=None)) as database:
        create_metadata(database)
        database.execute("BEGIN")
        srs_id = add_crs(database, pyproj.CRS.from_user_input(crs))
        _create_administration(database, srs_id)
        for layer in layers().values():
            _create_layer(database, layer, srs_id)
        database.execute("COMMIT")


def migrate(path: str | os.PathLike[str]) -> list[str]:
    """Bring a workspace to the present schema; nothing that is in it is removed.

    Returns
    -------
    list of str
        The tables and columns (``table.column``) that were added.

    Raises
    ------
    InputError
        ``workspace_foreign``, ``workspace_newer``, or the file is locked.
    """
    added = []
    with _open(path, older=True) as database:
        version, srs_id = database.execute("SELECT version, srs_id FROM soilgate_workspace").fetchone()
        for layer in layers().values():
            known = [row[1] for row in database.execute(f"PRAGMA table_info({quote(layer.name)})")]
            if not known:
                _create_layer(database, layer, srs_id)
                added.append(layer.name)
                continue
            missing = [c for c in layer.columns if c.name not in known]
            for column in missing:
                for table in (layer.name, *([_history(layer)] if layer.history else [])):
                    database.execute(f"ALTER TABLE {quote(table)} ADD COLUMN {_definition(column)}")
                added.append(f"{layer.name}.{column.name}")
            if missing:
                _describe(database, layer)
                if layer.history:
                    _create_triggers(database, layer)
        if version < SCHEMA_VERSION or added:
            database.execute("UPDATE soilgate_workspace SET version = ?", (SCHEMA_VERSION,))
    return added


def is_workspace(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a workspace, of any version."""
    if not Path(path).is_file():
        return False
    try:
        with contextlib.closing(sqlite3.connect(f"{Path(path).resolve().as_uri()}?mode=ro", uri=True)) as database:
            return bool(database.execute(_IS_WORKSPACE).fetchone()[0])
    except sqlite3.Error:
        return False


# ---------------------------------------------------------------------------------------------- rows in

def append(path: str | os.PathLike[str], table: RoleTable, *, person: str | None = None,
           now: dt.datetime | None = None) -> Imported:
    """Add the rows of a table to its role, all or none.

    Parameters
    ----------
    table : RoleTable
        A row whose id is there already updates that row: what its source has no column for stays, the former state goes
        into the history. Equal ids in one table are told apart by their order, rows without id by their whole content;
        so the same file twice changes nothing. An entry that a whole list no longer has stays in force, ``vanished``.
    person : who imports
    now : for the history; default the clock (UTC)

    Raises
    ------
    InputError
        The workspace is foreign, older, newer, locked or read-only; geometry without CRS; a ballpark transformation.
    """
    stamp = _instant(now or dt.datetime.now(dt.timezone.utc))
    layer = layers()[str(table.role)]
    with _open(path) as database:
        srs_id, = database.execute("SELECT srs_id FROM soilgate_workspace").fetchone()
        import_id, = database.execute("SELECT coalesce(max(import_id), 0) + 1 FROM imports").fetchone()
        new = _new_rows(table, layer, _crs_of(database, srs_id), srs_id)
        ours = ("source_row", "import_id", "recorded_from", "vanished")
        names = [c.name for c in layer.columns if c.name not in ours]
        if layer.geometry:
            names.append("geom")
        present = [n for n in names if n in new]
        old = database.execute(f"SELECT fid, {', '.join(map(quote, names))} FROM {quote(layer.name)} ORDER BY fid")
        fids, states = [], []
        for row in old:
            fids.append(row[0])
            states.append(dict(zip(names, row[1:])))
        keys = _KEYS.get(table.role, (ID_COLUMN[table.role],))
        at = dict(zip(_numbered(_keys(states, keys)), range(len(fids))))
        rows = [dict(zip(present, cells)) for cells in zip(*(new[n] for n in present))] if present else []
        source_rows = [int(r) for r in table.frame["source_row"]] if "source_row" in table.frame else list(
            range(1, len(table.frame) + 1))
        inserts, updates, seen = [], [], set()
        for row, source_row, key in zip(rows, source_rows, _numbered(_keys(rows, keys))):
            if key not in at:
                inserts.append((*(row[n] for n in present), source_row, import_id, stamp))
                continue
            seen.add(at[key])
            if any(row[n] != states[at[key]][n] for n in present):
                updates.append((*(row[n] for n in present), source_row, import_id, stamp, fids[at[key]]))
        own = [*present, "source_row", "import_id", "recorded_from"]
        # the triggers of the index look at one geometry after the other: for many it is made anew
        many = bool(layer.geometry) and len(inserts) + len(updates) > _MANY_ROWS
        if many:
            drop_spatial_index(database, layer.name)
        database.executemany(f"INSERT INTO {quote(layer.name)} ({', '.join(map(quote, own))}) "
                             f"VALUES ({', '.join('?' * len(own))})", inserts)
        database.executemany(f"UPDATE {quote(layer.name)} SET {', '.join(quote(n) + ' = ?' for n in own)} "
                             "WHERE fid = ?", updates)
        if many:
            blobs = database.execute(f"SELECT fid, geom FROM {quote(layer.name)} WHERE geom IS NOT NULL").fetchall()
            boxes = bounds_of([blob for _, blob in blobs])
            placed = np.isfinite(boxes).all(axis=1)
            add_spatial_index(database, layer.name, np.array([fid for fid, _ in blobs], np.intp)[placed], boxes[placed])
        vanished = 0
        if table.role is Role.REGISTRY:
            vanished = _flag_vanished(database, table, new, fids, states, seen, stamp)
        done = Imported(import_id, len(inserts), len(updates), len(rows) - len(inserts) - len(updates), vanished)
        _record_import(database, table, done, person, stamp)
    return done


def _new_rows(table: RoleTable, layer: Layer, crs: pyproj.CRS, srs_id: int) -> dict[str, list[Any]]:
    """Cells to be stored, by column; columns that the source lacks are not there."""
    frame, count = table.frame, len(table.frame)
    rows: dict[str, list[Any]] = {c.name: _cells(frame[c.name], c.type) for c in ROLES[table.role] if c.name in frame}
    if table.role is Role.REGISTRY and table.source.list_kind is not None:
        kinds = rows.get("list_kind", [None] * count)
        doubtful = table.unreadable("list_kind")
        rows["list_kind"] = [str(table.source.list_kind) if kind is None and not doubt else kind
                             for kind, doubt in zip(kinds, doubtful)]
    flagged = [c.name for c in ROLES[table.role] if c.name + UNREADABLE in frame]
    marks = np.array([table.unreadable(name) for name in flagged]).T if flagged else np.empty((count, 0), bool)
    rows["unreadable"] = [";".join(n for n, on in zip(flagged, row) if on) or None for row in marks.tolist()]
    original: list[dict[str, Any]] = [{} for _ in range(count)]
    if table.original is not None:
        names = [str(c) for c in table.original.columns]
        original = [dict(zip(names, map(_plain, row))) for row in table.original.itertuples(index=False, name=None)]
    if table.geometry is not None and layer.geometry:
        if table.crs is None:
            raise InputError("crs_missing", source=table.source.path, role=str(table.role))
        shapes = to_crs(table.geometry, table.crs, crs)
        fits = (0, 4) if layer.geometry == "POINT" else (3, 6)
        kinds = shapely.get_type_id(shapes)
        stored = np.where(np.isin(kinds, fits), shapes, None)
        if layer.geometry == "POINT":
            single = (kinds == 4) & (shapely.get_num_geometries(shapes) == 1)
            stored = np.where(single, shapely.get_geometry(shapes, 0), np.where(kinds == 0, shapes, None))
        for k in np.flatnonzero(shapely.is_missing(stored) & (kinds >= 0)):
            original[k][_GEOMETRY] = shapely.to_wkt(shapes[k], rounding_precision=-1)
        rows["geom"] = geometry_blobs(stored, shapely.bounds(stored), srs_id, multi=layer.geometry != "POINT")
    rows["original"] = [json.dumps(x, ensure_ascii=False) if x else None for x in original]
    return rows


def _cells(column: pd.Series, kind: str) -> list[Any]:
    null = column.isna().to_numpy(bool)
    if kind == "date":
        days = np.datetime_as_string(pd.to_datetime(column).to_numpy("datetime64[D]"), unit="D").tolist()
        return [None if n else day for n, day in zip(null, days)]
    convert = {"number": float, "class": int, "bool": int}.get(kind, str)
    return [None if n else convert(x) for n, x in zip(null, column)]


def _plain(value: Any) -> Any:
    """A cell of the source as JSON can hold it."""
    if phrases.is_null(value):
        return None
    if isinstance(value, (bool, int, float, str)):
        return value
    return value.item() if isinstance(value, np.generic) and not isinstance(value, np.datetime64) else str(value)


def _keys(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """What tells rows apart: their id, or all that they hold where they have none."""
    for row in rows:
        if row.get(names[0]) is not None:
            yield tuple(row.get(n) for n in names)
        else:
            yield tuple(sorted((k, v) for k, v in row.items() if v is not None))


def _numbered(keys: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, int]]:
    count: dict[tuple[Any, ...], int] = {}
    for key in keys:
        count[key] = count.get(key, 0) + 1
        yield key, count[key]


def _flag_vanished(database: sqlite3.Connection, table: RoleTable, new: Mapping[str, list[Any]], fids: Sequence[int],
                   states: Sequence[Mapping[str, Any]], seen: set[int], stamp: str) -> int:
    """Flag entries of the same lists that the new whole issue does not have; those that it has again are not."""
    database.executemany("UPDATE registry SET vanished = NULL, recorded_from = ? WHERE fid = ? AND vanished = 1",
                         [(stamp, fids[k]) for k in sorted(seen)])
    if table.source.edition is not EditionKind.WHOLE:
        return 0
    kinds = set(new.get("list_kind", [None]))
    gone = [fids[k] for k, state in enumerate(states)
            if k not in seen and state["list_kind"] in kinds and state["list_status"] != "removed"]
    database.executemany("UPDATE registry SET vanished = 1, recorded_from = ? WHERE fid = ? AND vanished IS NOT 1",
                         [(stamp, fid) for fid in gone])
    return len(gone)


def _record_import(database: sqlite3.Connection, table: RoleTable, done: Imported, person: str | None,
                   stamp: str) -> None:
    source = table.source
    day = None if source.edition_date is None else source.edition_date.strftime("%Y-%m-%d")
    row = {"import_id": done.import_id, "role": str(table.role), "path": source.path, "layer": source.layer,
           "sha256": source.sha256, "rows": len(table.frame),
           "crs": source.crs or (name_of(table.crs) if table.crs is not None else None),
           "encoding": source.encoding, "title": source.title, "edition": _text(source.edition), "edition_date": day,
           "list_kind": _text(source.list_kind), "person": person,
           "fields": ";".join(c.name for c in ROLES[table.role] if c.name in table.frame),
           "imported_at": stamp, "added": done.added, "updated": done.updated, "unchanged": done.unchanged}
    database.execute(f"INSERT INTO imports ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])
    statement = "INSERT INTO import_report (import_id, source_row, state, code, facts) VALUES (?, ?, ?, ?, ?)"
    database.executemany(statement, [
        (done.import_id, note.get("row") if isinstance(note.get("row"), int) else None, note.get("state"),
         note.get("code"), json.dumps({k: v for k, v in note.items() if k not in ("row", "state", "code")},
                                      ensure_ascii=False, default=str)) for note in source.notes])


def _text(value: Word | None) -> str | None:
    return None if value is None else str(value)


# ---------------------------------------------------------------------------------------------- rows out

def read_role(path: str | os.PathLike[str], role: Role, *, known_on: dt.date | None = None) -> RoleTable:
    """Read a role from a workspace, as it stands or as it stood.

    A column that no import brought and nobody filled in is absent, as it is from a source that lacks it.

    Parameters
    ----------
    known_on : the rows as they were recorded at the end of this day (UTC); default as they stand

    Returns
    -------
    RoleTable
        ``source`` tells of the imports: whole list, where a whole issue came in, with the latest date since; ``sha256``
        is that of the rows. The columns ``<name>__unreadable`` and the originals of parcels are those of the imports.

    Raises
    ------
    InputError
        The file is no workspace, or of another schema version.
    """
    layer = layers()[str(role)]
    names = ["fid", *(c.name for c in layer.columns), *(["geom"] if layer.geometry else [])]
    listed = ", ".join(map(quote, names))
    with _open(path) as database:
        crs = _crs_of(database, database.execute("SELECT srs_id FROM soilgate_workspace").fetchone()[0])
        end = "9999-12-31T23:59:59.999Z" if known_on is None else f"{known_on.isoformat()}T23:59:59.999Z"
        rows = database.execute(
            f"SELECT {listed} FROM {quote(layer.name)} WHERE recorded_from <= ? UNION ALL SELECT {listed} "
            f"FROM {quote(_history(layer))} WHERE recorded_from <= ? AND recorded_to > ? ORDER BY fid",
            (end, end, end)).fetchall()
        imports = database.execute("SELECT title, edition, edition_date, fields FROM imports WHERE role = ? AND "
                                   "imported_at <= ? ORDER BY import_id", (str(role), end)).fetchall()
    cells = dict(zip(names, zip(*rows))) if rows else dict.fromkeys(names, ())
    brought = {name for row in imports for name in (row[3] or "").split(";")}
    frame = pd.DataFrame({c.name: _typed(cells[c.name], c.type) for c in ROLES[role]
                          if c.name in brought or any(x is not None for x in cells[c.name])}, index=range(len(rows)))
    frame["source_row"] = np.arange(1, len(rows) + 1)
    marks = [set((x or "").split(";")) for x in cells["unreadable"]]
    for column in ROLES[role]:
        on = np.array([column.name in m for m in marks], bool)
        if on.any():
            frame[column.name + UNREADABLE] = on
    original = [json.loads(x) if x else {} for x in cells["original"]]
    shapes = None
    if layer.geometry:
        shapes = shapes_of(cells["geom"])
        for k, row in enumerate(original):
            outline = row.pop(_GEOMETRY, None)
            if shapes[k] is None and outline is not None:
                shapes[k] = shapely.from_wkt(outline)
        if layer.geometry == "POINT" and shapely.is_missing(shapes).all():
            shapes = None
    return RoleTable(role, frame, shapes, crs if shapes is not None else None, _source(path, role, rows, imports),
                     pd.DataFrame(original, index=range(len(rows))) if role is Role.PARCELS else None)


def _typed(cells: Sequence[Any], kind: str) -> Any:
    if kind in ("number", "class"):
        return np.array([np.nan if x is None else x for x in cells], np.float64)
    if kind == "date":
        return pd.to_datetime(pd.Series(list(cells), dtype=object), errors="coerce").astype("datetime64[ns]").to_numpy()
    if kind == "bool":
        return np.array([None if x is None else bool(x) for x in cells], object)
    return np.array(cells, object)


def _source(path: str | os.PathLike[str], role: Role, rows: Sequence[tuple[Any, ...]],
            imports: Sequence[tuple[Any, ...]]) -> Source:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode("utf-8", "backslashreplace"))
    source = Source(path=str(path), layer=str(role), sha256=digest.hexdigest(), rows=len(rows))
    editions = [row[1] for row in imports]
    whole = max((k for k, edition in enumerate(editions) if edition == EditionKind.WHOLE), default=None)
    if whole is not None:
        source.edition = EditionKind.WHOLE
    elif editions and all(edition == EditionKind.CHANGES for edition in editions):
        source.edition = EditionKind.CHANGES
    days = [row[2] for row in imports[whole or 0:] if row[2] is not None]
    source.edition_date = pd.Timestamp(max(days)) if days else None
    source.title = next((row[0] for row in reversed(imports) if row[0]), "")
    return source


# ---------------------------------------------------------------------------------------------- the file

@contextlib.contextmanager
def _open(path: str | os.PathLike[str], *, older: bool = False) -> Iterator[sqlite3.Connection]:
    """A transaction in a workspace of our version (or an older one); undone when the block raises."""
    if not Path(path).is_file():
        raise InputError("file_missing", source=str(path))
    try:
        with contextlib.closing(sqlite3.connect(str(path), isolation_level=None, timeout=_PATIENCE_S)) as database:
            _add_functions(database)
            database.execute("BEGIN IMMEDIATE")
            if not database.execute(_IS_WORKSPACE).fetchone()[0]:
                raise InputError("workspace_foreign", source=str(path))
            version, = database.execute("SELECT version FROM soilgate_workspace").fetchone()
            if version > SCHEMA_VERSION:
                raise InputError("workspace_newer", source=str(path), version=version, known=SCHEMA_VERSION)
            if version < SCHEMA_VERSION and not older:
                raise InputError("workspace_older", source=str(path), version=version)
            try:
                yield database
            except BaseException:
                database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise InputError("output_locked", source=str(path)) from error
        if "readonly" in str(error):
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


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _history(layer: Layer) -> str:
    return f"{layer.name}_history"


def _definition(column: Column) -> str:
    name, kind = quote(column.name), _SQL[column.type]
    if column.type == "word" and column.words is not None:
        words = ", ".join(f"'{word}'" for word in column.words)
        return f"{name} {kind} CHECK ({name} IN ({words}))"
    if column.type == "class":
        return f"{name} {kind} CHECK ({name} IN (1, 2))"
    if column.type == "bool":
        return f"{name} {kind} CHECK ({name} IN (0, 1))"
    if column.name == "recorded_from":
        return f"{name} {kind} DEFAULT ({_NOW})"
    return f"{name} {kind}"


_QGIS_NULL = "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"        # stands for null in its value maps
_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


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
        (layer.name, "features" if layer.geometry else "attributes", layer.name, _layer_title(layer, "zh"),
         srs_id if layer.geometry else None))
    if layer.geometry:
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 2, 0)",
                         (layer.name, layer.geometry, srs_id))
        add_spatial_index(database, layer.name, np.empty(0, np.intp), np.empty((0, 4)))
    for number, column in enumerate(c for c in layer.columns if c.name.endswith("_id") or c.name == "name"):
        database.execute(f"CREATE INDEX {quote(f'{layer.name}_{number}')} ON {name} ({quote(column.name)})")
    _describe(database, layer)
    if layer.history:
        _create_history(database, layer)
    if any(column.name == "signed_on" for column in layer.columns):
        watched = ", ".join(quote(n) for n in _kept(layer) if n not in ("fid", "recorded_from"))
        for act in ("UPDATE OF " + watched, "DELETE"):
            database.execute(
                f"CREATE TRIGGER {quote(f'{layer.name}_signed_{act[:6].lower()}')} BEFORE {act} ON {name} "
                "WHEN OLD.signed_on IS NOT NULL BEGIN SELECT RAISE(ABORT, 'signed: read-only'); END")


def _create_history(database: sqlite3.Connection, layer: Layer) -> None:
    """Every former state of a row with the time it held, whoever changed it: an import or a person in QGIS."""
    former, kept = quote(_history(layer)), _kept(layer)
    types = {c.name: _SQL[c.type] for c in layer.columns}
    database.execute(f"CREATE TABLE {former} (" + ", ".join(
        f"{quote(n)} {types.get(n, 'INTEGER' if n == 'fid' else 'BLOB')}" for n in kept) + ", recorded_to DATETIME)")
    database.execute(f"CREATE INDEX {quote(_history(layer) + '_fid')} ON {former} (fid)")
    _create_triggers(database, layer)


def _kept(layer: Layer) -> list[str]:
    return ["fid", *(["geom"] if layer.geometry else []), *(c.name for c in layer.columns)]


def _create_triggers(database: sqlite3.Connection, layer: Layer) -> None:
    name, former, kept = quote(layer.name), quote(_history(layer)), _kept(layer)
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
        trigger = quote(f"{_history(layer)}_{act}")
        database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
        database.execute(f"CREATE TRIGGER {trigger} {body}")


# ---------------------------------------------------------------------------------------------- words and forms

def _layer_title(layer: Layer, lang: str) -> str:
    return phrases.phrase(layer.name, lang, "roles", "tables")


def column_title(layer: Layer, column: str, lang: str = "zh") -> str:
    """Title of a column of the workspace."""
    known = mapping.fields(layer.role) if layer.role is not None else {}
    if column in known:
        return known[column].label_zh if lang == "zh" else known[column].label_en
    return phrases.phrase(column, lang, "workspace_columns")


def _choices(column: Column) -> list[tuple[str, str]]:
    """Values and titles that a column allows; empty where it is free."""
    if column.type == "class":
        return [(value, phrases.phrase(value, "zh", "choices")) for value in ("1", "2")]
    if column.type == "bool":
        return [("1", knowledge.text("yes_no", "yes", "zh")), ("0", knowledge.text("yes_no", "no", "zh"))]
    if column.words is None:
        return []
    sections = ("roles", "steps", "verdicts") if column.words in (Role, Step, Verdict) else ("choices",)
    words: Iterable[enum.Enum] = column.words
    return [(str(word), phrases.phrase(str(word), "zh", *sections)) for word in words]


def _describe(database: sqlite3.Connection, layer: Layer) -> None:
    """Aliases and value lists, once in the words of the format and once in those of QGIS."""
    database.execute("DELETE FROM gpkg_data_columns WHERE table_name = ?", (layer.name,))
    database.execute("DELETE FROM layer_styles WHERE f_table_name = ?", (layer.name,))
    titles: set[str] = set()
    for column in layer.columns:
        choices, constraint = _choices(column), None
        if choices:
            constraint = column.words.__name__.lower() if column.words else column.type
            database.executemany(
                "INSERT OR IGNORE INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
                [(constraint, value, title) for value, title in choices])
        title = column_title(layer, column.name)
        unique = title if title not in titles else f"{title} {column.name}"
        titles.add(unique)
        database.execute("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, ?)",
                         (layer.name, column.name, unique, title, constraint))
    database.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, 'SoilGate', ?, '', 1, '', '')",
        (layer.name, "geom" if layer.geometry else None, _form(layer)))


def _form(layer: Layer) -> str:
    """QML of aliases and editing widgets."""
    fields, aliases, editable = [], [], []
    for column in layer.columns:
        choices = _choices(column)
        if choices:
            choices.insert(0, (_QGIS_NULL, phrases.phrase("null", "zh", "choices")))
            options = "".join(
                f'<Option type="Map"><Option name={quoteattr(title)} value={quoteattr(value)} type="QString"/></Option>'
                for value, title in choices)
            widget = ('<editWidget type="ValueMap"><config><Option type="Map"><Option name="map" type="List">'
                      f"{options}</Option></Option></config></editWidget>")
        elif column.type == "date":
            widget = ('<editWidget type="DateTime"><config><Option type="Map"><Option name="allow_null" value="true" '
                      'type="bool"/><Option name="calendar_popup" value="true" type="bool"/><Option '
                      'name="display_format" value="yyyy-MM-dd" type="QString"/><Option name="field_format" '
                      'value="yyyy-MM-dd" type="QString"/></Option></config></editWidget>')
        else:
            widget = '<editWidget type="TextEdit"><config><Option/></config></editWidget>'
        fields.append(f"<field name={quoteattr(column.name)}>{widget}</field>")
        aliases.append(f'<alias index="0" field={quoteattr(column.name)} '
                       f"name={quoteattr(column_title(layer, column.name))}/>")
        own = column in _OWN or column.name == "recorded_from"
        editable.append(f'<field name={quoteattr(column.name)} editable="{0 if own else 1}"/>')
    return ('<!DOCTYPE qgis PUBLIC \'http://mrcc.com/qgis.dtd\' \'SYSTEM\'>\n'
            f'<qgis version={quoteattr("3.22.0")} styleCategories="Fields|Forms">'
            f'<fieldConfiguration>{"".join(fields)}</fieldConfiguration>'
            f'<aliases>{"".join(aliases)}</aliases><editable>{"".join(editable)}</editable></qgis>')


def row_counts(path: str | os.PathLike[str]) -> dict[str, int]:
    """How many rows each table of a workspace holds."""
    with _open(path) as database:
        return {name: database.execute(f"SELECT count(*) FROM {quote(name)}").fetchone()[0] for name in layers()}
