"""Applications (申请): parcels that somebody wants to use, with uses, steps and dates of acts.

They are kept in a project or a workspace, and read as the parcels of a review.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import itertools
import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, Optional

import numpy as np
import pandas as pd
import pyproj
import shapely

from ..core.errors import InputError
from ..core.geometry import same_crs, to_crs
from ..core.tables import ROLES, UNREADABLE, UNTIL, RoleTable, Source
from ..core.vocabulary import Role, Step
from . import files, workspace, workspace_gpkg
from .workspace_model import GEOMETRY, layers

# ruff: noqa: S608  (names of tables are those of the workspace)

TABLE, PARCELS = "applications", "application_parcels"
DATES = ("applied_on", "use_changed_on", "approved_on", "decided_on", "works_begun_on")
OVERRIDING = ("use_code", "current_use_code", "project_industry", *DATES)
"""What is said of the application as a whole, and then holds for each of its parcels."""
_TOLD = ("case_no", "applicant", *OVERRIDING)
_OWN_COLUMN = ("use_code", "current_use_code")           # of what is said of a parcel; the rest is written together
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_KINDS = {column.name: column.type for column in ROLES[Role.PARCELS]}


@dataclasses.dataclass(frozen=True)
class Parcel:
    """A parcel of an application: WKB as hexadecimal digits in ``crs``, canonical columns as text (days in ISO)."""

    parcel_id: str
    wkb: str
    crs: str
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    origin: str = ""                     # file or layer it came from; "" for drawn

    @property
    def shape(self) -> Any:
        """Its polygon; None where it has none."""
        return shapely.from_wkb(self.wkb) if self.wkb else None


@dataclasses.dataclass(frozen=True)
class Application:
    """An application as a person fills it in; empty texts are not given."""

    application_id: str
    case_no: str = ""
    applicant: str = ""
    use_code: str = ""
    current_use_code: str = ""
    project_industry: str = ""
    steps: tuple[str, ...] = (str(Step.USE_CHANGE),)
    applied_on: str = ""
    use_changed_on: str = ""
    approved_on: str = ""
    decided_on: str = ""
    works_begun_on: str = ""
    parcels: tuple[Parcel, ...] = ()
    kept: str = ""                       # state of the rows of a workspace that it was read from or written to last

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Optional[Application]:
        """From what a project keeps; None where it is no whole application."""
        known = {f.name for f in dataclasses.fields(cls)}
        try:
            values = {k: v for k, v in told.items() if k in known}
            values["parcels"] = tuple(Parcel(**dict(p)) for p in values.get("parcels", ()))
            values["steps"] = tuple(str(Step(s)) for s in values.get("steps", ())) or (str(Step.USE_CHANGE),)
            values["kept"] = str(values.get("kept") or "")
            made = cls(**values)
            for parcel in made.parcels:
                shapely.from_wkb(parcel.wkb or None)
            for name in DATES:
                if getattr(made, name):
                    dt.date.fromisoformat(getattr(made, name))
        except (TypeError, ValueError, shapely.errors.GEOSException):
            return None
        return made if made.application_id else None

    def told(self) -> dict[str, Any]:
        """As plain JSON."""
        return dataclasses.asdict(self)

    @property
    def label(self) -> str:
        """What people call it."""
        return " · ".join(part for part in (self.case_no, self.applicant) if part) or self.application_id

    def with_parcels(self, more: Iterable[Parcel]) -> Application:
        """With further parcels; a name that is taken gets a number."""
        parcels = list(self.parcels)
        names = {p.parcel_id for p in parcels}
        for parcel in more:
            name, k = parcel.parcel_id, 2
            while name in names:
                name, k = f"{parcel.parcel_id}-{k}", k + 1
            names.add(name)
            parcels.append(dataclasses.replace(parcel, parcel_id=name))
        return dataclasses.replace(self, parcels=tuple(parcels))

    def columns_of(self, parcel: Parcel) -> dict[str, Any]:
        """Canonical columns of one of its parcels, typed; what the application says goes before the file."""
        out: dict[str, Any] = {"parcel_id": parcel.parcel_id, "case_no": self.case_no or None}
        texts = dict(parcel.columns)
        for name in OVERRIDING:
            told = getattr(self, name)
            if not told:
                continue
            texts[name] = told
            if name.endswith("use_code"):           # a name and a scheme beside it were said of the other code
                stem = name[: -len("code")]
                texts.pop(f"{stem}name", None)
                texts.pop(f"{stem}scheme", None)
            for mark in (UNREADABLE, UNTIL):
                texts.pop(name + mark, None)
        for name, text in texts.items():
            out[name] = _typed(name, text)
        return out


def _typed(name: str, text: str) -> Any:
    if name.endswith(UNREADABLE):
        return text == "True"
    kind = _KINDS.get(name.split("__")[0], "text")
    if kind == "date":
        return pd.Timestamp(text)
    return float(text) if kind == "number" else text


def _told(value: Any) -> Optional[str]:
    if value is None or value is pd.NaT or value != value:
        return None
    return value.strftime("%Y-%m-%d") if isinstance(value, (pd.Timestamp, dt.date)) else str(value)


def parcels_of(table: RoleTable, origin: str, start: int = 1) -> list[Parcel]:
    """Rows of a table of parcels as parcels of an application; rows without polygon stay, without one.

    Parameters
    ----------
    start : number of the first parcel whose row names none
    """
    if table.geometry is None or table.crs is None:
        raise InputError("no_geometry", source=table.source.path, role=str(Role.PARCELS))
    crs = crs_text(table.crs)
    out = []
    for k, (shape, (_, row)) in enumerate(zip(table.geometry, table.frame.iterrows())):
        columns = {str(name): text for name, value in row.items()
                   if name != "source_row" and (text := _told(value)) is not None
                   and not (str(name).endswith(UNREADABLE) and text != "True")}
        name = columns.pop("parcel_id", None) or str(start + k)
        wkb = "" if shape is None or shape.is_empty else shapely.to_wkb(shape, hex=True)
        out.append(Parcel(name, wkb, crs, columns, origin))
    return out


def drawn(shape: Any, crs: Any, columns: Mapping[str, Any], number: int) -> Parcel:
    """A parcel that somebody drew."""
    return Parcel(str(number), shapely.to_wkb(shape, hex=True), crs_text(crs),
                  {name: str(value) for name, value in columns.items()})


def crs_text(crs: Any) -> str:
    """A CRS as text that says all of it."""
    authority = crs.to_authority()
    return ":".join(authority) if authority else str(crs.to_wkt())


def table_of(application: Application, crs: Any = None) -> RoleTable:
    """The parcels of an application as a table of a review.

    Parameters
    ----------
    crs : pyproj.CRS of the table; default that of the first parcel

    Raises
    ------
    InputError
        ``no_usable_parcel``: it has no parcel with a polygon.
    """
    parcels = application.parcels
    shapes = np.full(len(parcels), None, object)
    for k, parcel in enumerate(parcels):
        if not parcel.wkb:
            continue
        own = pyproj.CRS.from_user_input(parcel.crs)
        crs = own if crs is None else crs
        shapes[k] = parcel.shape if same_crs(own, crs) else to_crs(np.array([parcel.shape], object), own, crs)[0]
    if crs is None or shapely.is_missing(shapes).all():
        raise InputError("no_usable_parcel", source=application.label)
    rows = [application.columns_of(parcel) for parcel in parcels]
    frame = pd.DataFrame({"source_row": np.arange(1, len(rows) + 1)})
    present = {name for row in rows for name in row}
    for column in ROLES[Role.PARCELS]:
        for name in (column.name, column.name + UNTIL, column.name + UNREADABLE):
            if name not in present:
                continue
            values = [row.get(name) for row in rows]
            if name.endswith(UNREADABLE):
                frame[name] = np.array([bool(v) for v in values], bool)
            elif column.type == "date":
                frame[name] = pd.to_datetime(pd.Series(values, dtype=object))
            elif column.type == "number":
                frame[name] = pd.Series(values, dtype=float)
            else:
                frame[name] = pd.Series(values, dtype=object)
    said = json.dumps({k: v for k, v in application.told().items() if k != "kept"}, ensure_ascii=False, sort_keys=True)
    source = Source(path=application.label, layer=TABLE, sha256=hashlib.sha256(said.encode()).hexdigest(),
                    rows=len(rows), crs=crs_text(crs), title=application.label)
    shown = pd.DataFrame({name: pd.Series([_told(row.get(name)) for row in rows], dtype=object)
                          for name in ("parcel_id", "name", "use_code", "use_name", "current_use_code",
                                       "current_use_name", "project_industry", "case_no", *DATES) if name in present})
    shown["applicant"] = application.applicant or None
    return RoleTable(Role.PARCELS, frame, shapes, crs, source, shown)


# ---------------------------------------------------------------------------------------------- in a workspace

@dataclasses.dataclass(frozen=True)
class Stored:
    """An application of a workspace, as it is listed.

    ``whole`` is False where an older version kept it: without some of its facts, its parcels as one outline.
    """

    application_id: str
    case_no: str
    applicant: str
    applied_on: str
    use_code: str
    recorded_from: str
    parcels: int
    whole: bool


def stored(path: str) -> list[Stored]:
    """The applications of a workspace, the latest kept first.

    Raises
    ------
    InputError
        The workspace is foreign, older, newer or in use.
    """
    with workspace.reading(path, TABLE, PARCELS) as store:
        rows = store.execute(
            "SELECT application_id, case_no, applicant, applied_on, use_code, recorded_from, parcel_ids "
            f"FROM {store.table(TABLE)} WHERE application_id IS NOT NULL ORDER BY recorded_from DESC, fid DESC")
        counts = dict(store.execute(f"SELECT application_id, count(*) FROM {store.table(PARCELS)} "
                                    "GROUP BY application_id"))
    return [Stored(*(str(x or "") for x in row[:6]), counts.get(row[0]) or len(_ids(row[6])),
                   row[0] in counts or not row[6]) for row in rows]


def read(path: str, application_id: str) -> Application:
    """Read an application from a workspace, each parcel in the CRS that it came in.

    Of what an older version kept, the parts of the one outline are the parcels; they are named as their numbers say
    only where these are as many.

    Raises
    ------
    InputError
        ``application_unknown``; the workspace is foreign, older, newer or in use.
    """
    with workspace.reading(path, TABLE, PARCELS) as store:
        row, kept, state = _rows_of(store, application_id)
        if row is None:
            raise InputError("application_unknown", source=files.shown(path), value=application_id)
        parcels = [_parcel(cells, shape, store.crs) for _, cells, shape in kept]
        if not parcels and row["geom"] is not None:
            parcels = _parts(row["geom"], _ids(row["parcel_ids"]), store.crs)
    steps = _ids(row["steps"]) or _ids(row["step"])
    application = Application(
        application_id, **{name: str(row[name] or "") for name in _TOLD}, kept=state,
        steps=tuple(s for s in steps if s in set(map(str, Step))) or (str(Step.USE_CHANGE),))
    return application.with_parcels(parcels)


def keep(path: str, application: Application) -> str:
    """Write an application into a workspace, with each of its parcels; former states go into the history.

    Returns
    -------
    str
        The state of its rows, to be kept with it.

    Raises
    ------
    InputError
        ``application_changed``: it stands there otherwise than it was read or written last; the workspace is foreign,
        older, newer, locked or read-only.
    """
    with workspace.editing(path, TABLE, PARCELS) as store:
        there, kept, state = _rows_of(store, application.application_id)
        if there is not None and state != application.kept and (application.kept or kept):
            raise InputError("application_changed", source=files.shown(path), value=application.label)
        stamp = dt.datetime.now(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        row = {"application_id": application.application_id,
               **{name: getattr(application, name) or None for name in _TOLD},
               "parcel_ids": ";".join(p.parcel_id for p in application.parcels) or None,
               "step": str(max((Step(s) for s in application.steps), key=list(Step).index)),
               "steps": ";".join(application.steps)}
        _put(store, TABLE, [] if there is None else [(there["fid"], there, there["geom"])],
             [(row, _union(application, store.crs))], stamp)
        _put(store, PARCELS, kept, [
            ({"application_id": application.application_id, "position": k, **_cells(parcel)},
             _polygons(parcel, store.crs)) for k, parcel in enumerate(application.parcels, 1)], stamp)
        return _rows_of(store, application.application_id)[2]


def _put(store: Any, table: str, held: list[tuple[int, dict[str, Any], Any]], rows: list[tuple[dict[str, Any], Any]],
         stamp: str) -> None:
    """Make the rows of a table those of an application, one by one in their order; what is the same stays untouched."""
    layer = layers()[table]
    cells = store.encode(np.array([shape for _, shape in rows] or [None], object)[: len(rows)], multi=True)
    drawn = store.decode(cells) if rows else []          # as they will be read again
    for (row, _), cell, shape, before in itertools.zip_longest(rows, cells, drawn, held[: len(rows)]):
        values = {**row, "recorded_from": stamp, "geom": cell}
        if before is None:
            store.insert(layer, list(values), [tuple(values.values())], 1)
        elif any(before[1][name] != value for name, value in row.items()) or not _alike(before[2], shape, store.crs):
            store.update(layer, list(values), [(*values.values(), before[0])])
    for fid, _, _ in held[len(rows):]:
        store.change(f"DELETE FROM {store.table(table)} WHERE fid = ?", (fid,))


def _alike(one: Any, other: Any, crs: pyproj.CRS) -> bool:
    """Whether two outlines are the same but for what going to another CRS and back does to the last digits."""
    if one is None or other is None:
        return one is other
    return bool(shapely.equals_exact(one, other, 1e-11 if crs.is_geographic else 1e-6))


def _rows_of(store: Any, application_id: str) -> tuple[Optional[dict[str, Any]], list[Any], str]:
    """The row of an application (None: there is none), those of its parcels as (fid, cells, shape), and their state."""
    found = []
    for table, order in ((TABLE, "fid"), (PARCELS, "position, fid")):
        names = ["fid", *(column.name for column in layers()[table].columns), "geom"]
        rows = store.execute(f"SELECT {', '.join(names)} FROM {store.table(table)} WHERE application_id = ? "
                             f"ORDER BY {order}", (application_id,))
        shapes = store.decode([row[-1] for row in rows]) if rows else []
        found.append([(row[0], {**dict(zip(names, row)), "geom": shape}, shape) for row, shape in zip(rows, shapes)])
    stamps = [(fid, cells["recorded_from"]) for fid, cells, _ in (*found[0], *found[1])]
    state = hashlib.sha256(repr(stamps).encode()).hexdigest()[:16] if found[0] else ""
    return (found[0][0][1] if found[0] else None), found[1], state


def _cells(parcel: Parcel) -> dict[str, Optional[str]]:
    """A parcel as the columns of its row, without its place."""
    rest = {name: text for name, text in parcel.columns.items() if name not in _OWN_COLUMN}
    if parcel.wkb and shapely.get_type_id(parcel.shape) not in _AREAS:
        rest[GEOMETRY] = shapely.to_wkt(parcel.shape, rounding_precision=-1)
    return {"parcel_id": parcel.parcel_id, **{name: parcel.columns.get(name) or None for name in _OWN_COLUMN},
            "origin": parcel.origin or None, "crs": parcel.crs or None,
            "attributes": json.dumps(rest, ensure_ascii=False, sort_keys=True) if rest else None}


def _parcel(cells: Mapping[str, Any], shape: Any, crs: pyproj.CRS) -> Parcel:
    """A parcel of its row."""
    rest = {str(name): str(text) for name, text in json.loads(cells["attributes"] or "{}").items()}
    told = {**{name: str(cells[name]) for name in _OWN_COLUMN if cells[name] is not None}, **rest}
    other, own = told.pop(GEOMETRY, None), pyproj.CRS.from_user_input(cells["crs"]) if cells["crs"] else crs
    if shape is not None and not same_crs(own, crs):
        shape = to_crs(np.array([shape], object), crs, own)[0]
    elif shape is None and other is not None:
        shape = shapely.from_wkt(other)
    return Parcel(str(cells["parcel_id"] or cells["position"] or cells["fid"]),
                  "" if shape is None else shapely.to_wkb(_single(shape), hex=True), crs_text(own), told,
                  str(cells["origin"] or ""))


def _single(shape: Any) -> Any:
    """A polygon that a layer of many-part polygons holds, as it was."""
    return shapely.get_geometry(shape, 0) if shapely.get_num_geometries(shape) == 1 else shape


def _parts(outline: Any, names: list[str], crs: pyproj.CRS) -> list[Parcel]:
    """The parcels of an application that an older version kept as one outline."""
    parts = [outline] if len(names) == 1 else list(shapely.get_parts(outline))
    if len(parts) != len(names):
        names = [str(k) for k in range(1, len(parts) + 1)]
    return [Parcel(name, shapely.to_wkb(_single(part), hex=True), crs_text(crs)) for name, part in zip(names, parts)]


def _ids(text: Optional[str]) -> list[str]:
    return [part for part in (text or "").split(";") if part]


def _polygons(parcel: Parcel, crs: Any) -> Any:
    """The outline of a parcel in the CRS of the workspace; None where it has none."""
    if not parcel.wkb or shapely.get_type_id(parcel.shape) not in _AREAS:
        return None
    own, shape = pyproj.CRS.from_user_input(parcel.crs), np.array([parcel.shape], object)
    return (shape if same_crs(own, crs) else to_crs(shape, own, crs))[0]


def _union(application: Application, crs: Any) -> Any:
    """All its parcels as one outline, to be looked at."""
    shapes = [shape for parcel in application.parcels if (shape := _polygons(parcel, crs)) is not None]
    polygons = [part for shape in shapes for part in shapely.get_parts(shape)]
    return shapely.multipolygons(polygons) if polygons else None


def forget(path: str, application_id: str) -> None:
    """Take an application out of a workspace; its history stays."""
    with workspace.editing(path, TABLE, PARCELS) as store:
        for table in (TABLE, PARCELS):
            store.change(f"DELETE FROM {store.table(table)} WHERE application_id = ?", (application_id,))


def workspace_of(sources: Iterable[str]) -> Optional[str]:
    """The one workspace that layers lie in; None where there is none, or more than one.

    A file that an import into a project made is none: applications would be lost in it.
    """
    found = set()
    for source in sources:
        given = files.split_source(source)
        where = given.path if not given.database else source
        with contextlib.suppress(InputError, OSError, sqlite3.Error):
            if where and workspace.is_workspace(where) and (
                    given.database or not workspace_gpkg.is_of_one_import(where)):
                found.add(where)
    return found.pop() if len(found) == 1 else None
