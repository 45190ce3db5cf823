"""Applications (申请): parcels that somebody wants to use, with uses, steps and dates of acts.

They are kept in a project or a workspace, and read as the parcels of a review.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import json
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
from . import files, workspace

# ruff: noqa: S608  (names of tables are those of the workspace)

TABLE = "applications"
DATES = ("applied_on", "use_changed_on", "approved_on", "decided_on", "works_begun_on")
OVERRIDING = ("use_code", "current_use_code", "project_industry", *DATES)
"""What is said of the application as a whole, and then holds for each of its parcels."""
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

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Optional[Application]:
        """From what a project keeps; None where it is no whole application."""
        known = {f.name for f in dataclasses.fields(cls)}
        try:
            values = {k: v for k, v in told.items() if k in known}
            values["parcels"] = tuple(Parcel(**dict(p)) for p in values.get("parcels", ()))
            values["steps"] = tuple(str(Step(s)) for s in values.get("steps", ())) or (str(Step.USE_CHANGE),)
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
    said = json.dumps(application.told(), ensure_ascii=False, sort_keys=True)
    source = Source(path=application.label, layer=TABLE, sha256=hashlib.sha256(said.encode()).hexdigest(),
                    rows=len(rows), crs=crs_text(crs), title=application.label)
    shown = pd.DataFrame({name: pd.Series([_told(row.get(name)) for row in rows], dtype=object)
                          for name in ("parcel_id", "name", "use_code", "use_name", "current_use_code",
                                       "current_use_name", "project_industry", "case_no", *DATES) if name in present})
    shown["applicant"] = application.applicant or None
    return RoleTable(Role.PARCELS, frame, shapes, crs, source, shown)


# ---------------------------------------------------------------------------------------------- in a workspace

def keep(path: str, application: Application) -> None:
    """Write an application into a workspace: a row of its table, its former state into the history.

    Raises
    ------
    InputError
        The workspace is foreign, older, newer, locked or read-only.
    """
    with workspace.editing(path, TABLE) as (store, layer):
        shape = np.array([_union(application, store.crs)], object)
        step = max((Step(s) for s in application.steps), key=list(Step).index)
        stamp = dt.datetime.now(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        row = {"application_id": application.application_id, "case_no": application.case_no or None,
               "applicant": application.applicant or None,
               "parcel_ids": ";".join(p.parcel_id for p in application.parcels) or None,
               "use_code": application.use_code or None, "step": str(step),
               "applied_on": application.applied_on or None, "recorded_from": stamp,
               "geom": store.encode(shape, multi=True)[0]}
        found = store.execute(f"SELECT fid FROM {store.table(layer.name)} WHERE application_id = ?",
                              (application.application_id,))
        if found:
            store.update(layer, list(row), [(*row.values(), found[0][0])])
        else:
            store.insert(layer, list(row), [tuple(row.values())], 1)


def _union(application: Application, crs: Any) -> Any:
    shapes = []
    for parcel in application.parcels:
        if parcel.wkb:
            own = pyproj.CRS.from_user_input(parcel.crs)
            shape = np.array([parcel.shape], object)
            shapes.append((shape if same_crs(own, crs) else to_crs(shape, own, crs))[0])
    polygons = [part for shape in shapes for part in shapely.get_parts(shape)
                if shapely.get_type_id(part) == shapely.GeometryType.POLYGON]
    return shapely.multipolygons(polygons) if polygons else None


def forget(path: str, application_id: str) -> None:
    """Take an application out of a workspace; its history stays."""
    with workspace.editing(path, TABLE) as (store, layer):
        store.change(f"DELETE FROM {store.table(layer.name)} WHERE application_id = ?", (application_id,))


def workspace_of(sources: Iterable[str]) -> Optional[str]:
    """The one workspace that layers lie in; None where there is none, or more than one."""
    found = set()
    for source in sources:
        given = files.split_source(source)
        where = given.path if not given.database else source
        with contextlib.suppress(InputError, OSError):
            if where and workspace.is_workspace(where):
                found.add(where)
    return found.pop() if len(found) == 1 else None
