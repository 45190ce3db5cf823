"""Results as GeoPackage and JSON.

The GeoPackage is written by ``sqlite3`` of the standard library: with 200 000 parcels of 25 columns that takes less
than half the time that GDAL 3.6 needs through pyogrio, a spatial index included, and equal tables give equal bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from ..core import knowledge
from ..core.progress import Part, Progress, Silent, Unheard, checkpoint
from ..core.tables import CHECKS, FINDINGS, REVIEWED, SAMPLES_JUDGED, framed
from .beside import Database, new_database
from .gpkg import Geometries, add_crs, add_row_count, add_spatial_index, create_metadata, geometry_blobs, quote
from .whole import whole_file

EVIDENCE = ("finding_id",)
RUN = ("section", "item", "value")
TABLES: dict[str, tuple[str, ...]] = {
    "parcels_reviewed": REVIEWED, "findings": FINDINGS, "checks": CHECKS, "run": RUN,
    "evidence_areas": EVIDENCE, "evidence_lines": EVIDENCE, "evidence_points": EVIDENCE}
"""Tables of a result and their columns; ``parcels_reviewed`` has those of the input before them."""

FOR_THE_MAP = {"samples_judged": SAMPLES_JUDGED}
"""Tables beside them that a GeoPackage has where there is something to draw; nothing is decided by them."""

GEOMETRY_TYPES = {"parcels_reviewed": "MULTIPOLYGON", "evidence_areas": "MULTIPOLYGON",
                  "evidence_lines": "MULTILINESTRING", "evidence_points": "MULTIPOINT"}
_BOOLEANS = frozenset({"complete", "due_now"})
_NUMBERS = frozenset({"area_m2", "overlap_m2", "share", "distance_m", "value_mg_kg", "limit_mg_kg"})
_LOOKED_UP = {"findings": (("finding_id",), ("parcel_id",)), "checks": (("parcel_id",),),
              "parcels_reviewed": (("verdict", "could_be", "due_now"),)}
"""Columns by which a map, a form and the legend ask for rows."""
_RESERVED = ("fid", "geom")
_AS_THEY_ARE = {"TEXT": str, "BOOLEAN": bool, "BLOB": bytes}
"""Types of cells that SQLite takes without change, by the type of their column."""
_JSON_VERSION = 1
_ROWS = 10_000                                   # between two looks at the progress
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
    columns = {**{name: original.iloc[:, k] for k, name in enumerate(names)},
               **{str(name): added.iloc[:, k] for k, name in enumerate(added.columns)}}
    return framed(columns, len(original))


def write_gpkg(outcome: Outcome, path: str | os.PathLike[str], progress: Progress | None = None) -> None:
    """Write the seven tables of a result into a GeoPackage, and those of ``FOR_THE_MAP`` that have rows.

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
    rows = sum(len(frame) for frame in outcome.tables.values())
    with new_result(path, outcome.crs, rows, progress or Silent()) as gpkg:
        add_rest(gpkg, outcome, progress or Silent())


def new_result(path: str | os.PathLike[str], crs: pyproj.CRS | None, rows: int,
               progress: Progress) -> contextlib.AbstractContextManager[NewGpkg]:
    """A result to which tables are added as they become whole; ``add_rest`` adds what is missing in the end."""
    return new_gpkg(path, crs, {**GEOMETRY_TYPES, **dict.fromkeys(FOR_THE_MAP, "POINT")}, rows, progress, tuple(TABLES))


def add_rest(gpkg: NewGpkg, outcome: Outcome, progress: Progress) -> None:
    """Add the tables of an outcome that a result does not have yet."""
    drawn = {name: outcome.tables[name] for name in FOR_THE_MAP if len(outcome.tables.get(name, ()))}
    gpkg.add_all({name: frame for name, frame in {**complete_tables(outcome), **drawn}.items() if name not in gpkg},
                 outcome.geometry, progress)


def complete_tables(outcome: Outcome) -> dict[str, pd.DataFrame]:
    """All tables of ``TABLES`` in that order, each with all its columns; what is missing is null."""
    tables = {}
    for name, columns in TABLES.items():
        frame = outcome.tables.get(name)
        if frame is None:
            frame = pd.DataFrame(index=range(len(outcome.geometry.get(name, ()))))
        missing = {c: pd.Series(None, frame.index, object) for c in columns if c not in frame}
        tables[name] = frame.assign(**missing) if missing else frame        # assign copies every column
    return tables


def write_tables(path: str | os.PathLike[str], tables: Mapping[str, pd.DataFrame],
                 geometry: Mapping[str, Geometries], crs: pyproj.CRS | None, types: Mapping[str, str],
                 progress: Progress | None = None) -> None:
    """Write any tables into a GeoPackage of their own.

    Parameters
    ----------
    path : target; replaced when the new file is whole
    tables : name -> DataFrame; titles and aliases from sections ``tables`` and ``columns`` of the messages
    geometry : name -> geometries of that table's rows; null where a table of ``types`` is missing
    crs : of all geometry, None for unknown
    types : name -> geometry type of the spatial tables, such as ``MULTIPOLYGON``; all others are plain
    progress : asked every few thousand rows

    Raises
    ------
    InputError
        The target cannot be written or is open elsewhere.
    Cancelled
        The person stopped it; the target is as it was.
    """
    progress = progress or Silent()
    with new_gpkg(path, crs, types, sum(len(frame) for frame in tables.values()), progress) as gpkg:
        gpkg.add_all(tables, geometry, progress)


@contextlib.contextmanager
def new_gpkg(path: str | os.PathLike[str], crs: pyproj.CRS | None, types: Mapping[str, str], rows: int,
             progress: Progress, order: Sequence[str] = ()) -> Iterator[NewGpkg]:
    """Give a GeoPackage to add tables to; it replaces the target when the block ends well (see ``write_tables``).

    Parameters
    ----------
    rows : about how many there will be
    progress : asked whether to stop
    order : names of tables as they are listed, in whatever order they come
    """
    with whole_file(path) as part, contextlib.closing(new_database(str(part), rows, progress)) as database:
        create_metadata(database)
        gpkg = NewGpkg(database, add_crs(database, crs), types, progress)
        yield gpkg
        gpkg.finish(order)
        database.finish()


class NewGpkg:
    """A GeoPackage that is being made, table by table, each as a whole or some rows at a time."""

    def __init__(self, database: Database, srs_id: int, types: Mapping[str, str], progress: Progress) -> None:
        self._database, self._srs_id, self._types, self._progress = database, srs_id, types, progress
        self._rows: dict[str, int] = {}
        self._kinds: dict[str, dict[str, str]] = {}
        self._declared: dict[str, str] = {}
        self._bounds: dict[str, list[npt.NDArray[np.float64]]] = {}
        self._with_z: dict[str, bool] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def expect(self, name: str, frame: pd.DataFrame) -> None:
        """Settle the types of some columns of a table by all their cells, before its first rows come."""
        self._kinds[name] = {str(n): _kind_of(frame.iloc[:, k], str(n)) for k, n in enumerate(frame.columns)}

    def add_all(self, tables: Mapping[str, pd.DataFrame], geometry: Mapping[str, Geometries],
                progress: Progress) -> None:
        """Add tables and tell how far it is."""
        rows, done = max(1, sum(len(frame) for frame in tables.values())), 0
        for name, frame in tables.items():
            self.add(name, frame, geometry.get(name), Part(progress, done / rows, (done + len(frame)) / rows))
            done += len(frame)

    def add(self, name: str, frame: pd.DataFrame, shapes: Geometries | None = None,
            progress: Progress | None = None) -> None:
        """Add a table, or more rows to it; without ``progress`` nothing is told of it."""
        progress = progress or Unheard(self._progress)
        if shapes is None and name in self._types:
            shapes = np.full(len(frame), None, object)
        elif name not in self._types:
            shapes = None
        columns = {str(n): frame.iloc[:, k] for k, n in enumerate(frame.columns)}
        if name not in self:
            self._begin(name, columns, shapes)
        checkpoint(progress, 0.05)
        before, kinds = self._rows[name], self._kinds[name]
        bounds = np.empty((0, 4)) if shapes is None else shapely.bounds(shapes)
        for at in range(0, len(frame), _ROWS):   # few at a time, so that the next are made while these are written
            checkpoint(progress, 0.05 + 0.9 * at / len(frame))
            rows = slice(at, at + _ROWS)
            cells: dict[str, list[Any]] = {} if shapes is None else {
                "geom": geometry_blobs(shapes[rows], bounds[rows], self._srs_id)}
            for n, column in columns.items():
                values = _values(column.iloc[rows], kinds[n])
                if values is not None:
                    cells[n] = values
            fids = [*range(before + at + 1, before + min(at + _ROWS, len(frame)) + 1)]
            self._database.insert(f"{quote(name)} (fid{''.join(', ' + quote(n) for n in cells)})",
                                  [fids, *cells.values()])
        self._rows[name] = before + len(frame)
        if shapes is not None:
            assert _declared(shapes, self._declared[name]) == self._declared[name], "rows of another type"
            self._bounds[name].append(bounds)
            self._with_z[name] |= bool(shapely.has_z(shapes).any())

    def _begin(self, name: str, columns: Mapping[str, pd.Series], shapes: Geometries | None) -> None:
        settled = self._kinds.get(name, {})
        self._kinds[name] = kinds = {n: settled.get(n) or _kind_of(column, n) for n, column in columns.items()}
        definitions = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL"]
        if shapes is not None:
            self._declared[name] = _declared(shapes, self._types[name])
            self._bounds[name], self._with_z[name] = [], False
            definitions.append(f"geom {self._declared[name]}")
        definitions += [f"{quote(n)} {kind}" for n, kind in kinds.items()]
        self._database.execute(f"CREATE TABLE {quote(name)} ({', '.join(definitions)})")
        for k, keys in enumerate(_LOOKED_UP.get(name, ())):      # not in the end, when all wait for the last of it
            if set(keys) <= kinds.keys():
                self._database.execute(
                    f"CREATE INDEX {quote(f'{name}_{k}')} ON {quote(name)} ({', '.join(map(quote, keys))})")
        _add_aliases(self._database, name, [*kinds])
        self._rows[name] = 0

    def finish(self, order: Sequence[str]) -> None:
        """Add what needs all rows, and list the tables, those of ``order`` first."""
        database, contents = self._database, {}
        for name, rows in self._rows.items():
            extent, srs_id = [None] * 4, None
            if name in self._bounds:
                srs_id, bounds = self._srs_id, np.concatenate([np.empty((0, 4)), *self._bounds[name]])
                finite = np.isfinite(bounds).all(axis=1)
                if finite.any():
                    extent = [*bounds[finite, :2].min(axis=0).tolist(), *bounds[finite, 2:].max(axis=0).tolist()]
                database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, ?, 0)",
                                 (name, self._declared[name], srs_id, 2 if self._with_z[name] else 0))
                add_spatial_index(database, name, np.flatnonzero(finite) + 1, bounds[finite])
            add_row_count(database, name, rows)
            contents[name] = (name, "attributes" if srs_id is None else "features", name, _title("tables", name),
                              _EPOCH, *extent, srs_id)
        place = {name: k for k, name in enumerate(order)}
        database.executemany(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [contents[name] for name in sorted(contents, key=lambda name: place.get(name, len(place)))])


def _declared(shapes: Geometries, wanted: str) -> str:
    """The geometry type to declare: any, where there are others than were wanted."""
    types = set(np.unique(shapely.get_type_id(shapes)).tolist()) - {-1}
    allowed = {"MULTIPOLYGON": {3, 6}, "MULTILINESTRING": {1, 5}, "MULTIPOINT": {0, 4}}
    return wanted if types <= allowed.get(wanted, types) else "GEOMETRY"


def _cells(column: pd.Series, name: str) -> tuple[str, list[Any] | None]:
    """Type of a column in the GeoPackage and its cells."""
    kind = _kind_of(column, name)
    return kind, _values(column, kind)


def _values(column: pd.Series, kind: str) -> list[Any] | None:
    """Cells of a column of this type as Python values; None when all are null."""
    if column.dtype == object:                   # most are as they have to be: no look at each cell by pandas
        cells = column.tolist()
        types = set(map(type, cells)) - {type(None)}
        if not types:
            return None
        if types == {_AS_THEY_ARE.get(kind)}:
            return cells
    if kind == "REAL":
        values = pd.to_numeric(column, errors="coerce") if column.dtype == object else column
        numbers = values.to_numpy(np.float64, na_value=np.nan)
        return None if np.isnan(numbers).all() else numbers.tolist()      # sqlite3 stores NaN as NULL
    null = column.isna().to_numpy(bool)
    if null.all():
        return None
    some = column[~null]
    if kind in ("DATE", "DATETIME"):
        stamps = _days(some).to_numpy("datetime64[ns]")
        unit, end = ("D", "") if kind == "DATE" else ("ms", "Z")
        codes, kinds = pd.factorize(stamps)
        filled = np.array([text + end for text in np.datetime_as_string(kinds, unit=unit).tolist()], object)[codes]
    elif kind == "BOOLEAN":
        filled = some.astype(bool).to_numpy(object)
    elif kind == "INTEGER":
        filled = np.array(some.astype(np.int64).tolist(), object)
    elif kind == "BLOB":
        filled = some.to_numpy(object)
    else:
        filled = np.array(_own(some.tolist()), object)
    if not null.any():
        return filled.tolist()
    whole = np.full(len(column), None, object)
    whole[~null] = filled
    return whole.tolist()


def _own(texts: list[Any]) -> list[Any]:
    """Texts of Python's own type, or None; a text of numpy's would leave for another process as bytes."""
    if set(map(type, texts)) <= {str, type(None)}:
        return texts
    return [None if x is None else str(x) for x in texts]


def _kind_of(column: pd.Series, name: str) -> str:
    """Type of a column in the GeoPackage."""
    if name in _BOOLEANS:
        return "BOOLEAN"
    if name in _NUMBERS:
        return "REAL"
    inferred = pd.api.types.infer_dtype(column, skipna=True)
    if inferred in ("datetime64", "datetime", "date") and column.notna().any():
        days = _days(column[column.notna()])
        return "DATE" if (days == days.dt.normalize()).all() else "DATETIME"
    if inferred == "integer" and not column[column.notna()].between(-2**63, 2**63 - 1).all():
        return "TEXT"
    return {"boolean": "BOOLEAN", "integer": "INTEGER", "floating": "REAL", "mixed-integer-float": "REAL",
            "decimal": "REAL", "bytes": "BLOB", "datetime64": "DATE"}.get(inferred, "TEXT")


def _days(column: pd.Series) -> pd.Series:
    """Days or instants without a time zone (UTC where the column has one, as the format wants it)."""
    stamps = column if column.dtype.kind == "M" else pd.to_datetime(column)
    return stamps if stamps.dt.tz is None else stamps.dt.tz_convert("UTC").dt.tz_localize(None)


def _title(section: str, code: str) -> str:
    known = knowledge.messages()[section]
    return known[code]["zh"] if code in known else ""


def _add_aliases(database: Database, name: str, columns: Sequence[str]) -> None:
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
