"""The settle list: entries without a polygon of their own, where they lie by now, and polygons of like names.

Cheap enough to be asked after every answer: nothing is repaired, reprojected or overlaid.
"""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import locate
from .geometry import RepairState
from .locate import Placed, Placement
from .tables import RoleTable
from .vocabulary import Role

LISTED = (Role.REGISTRY, Role.NEGATIVE_LIST, Role.CONTROL_ZONES, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS,
          Role.INDUSTRIAL_LAND, Role.ORDERED_SURVEYS)
"""Roles whose rows are entries with a name and a place."""
COLUMNS = ("role", "entry_id", "plot_id", "name", "address", "area_m2", "pollutants", "placement")
AREAS, POINTS = (3, 6), (0, 4)
"""Type ids of shapely."""
_COMMON = re.compile(r"^原|(?:污染)?(?:地块|场地|厂区|厂址)$|(?:有限责任|有限|股份)?公司")
_ALIKE = 0.5
_MANY = 20_000


@dataclasses.dataclass(frozen=True)
class Lender:
    """A polygon that could be that of an entry: its name, code, layer and shape in the CRS of its layer."""

    name: str
    code: str
    role: Role
    shape: Any
    crs: Any


@dataclasses.dataclass(frozen=True)
class Twin:
    """An entry of another list that may be the same plot: row of ``entries``, and whether its code says so."""

    row: int
    by_code: bool
    sure: bool                         # nothing speaks against it, and its place lifts no duty


@dataclasses.dataclass(frozen=True)
class Similar:
    """A polygon with a name like that of an entry, ``alike`` from 0 to 1."""

    lender: Lender
    alike: float


def ids_of(table: RoleTable) -> npt.NDArray[np.object_]:
    """How the review calls the rows of a list: their code, else ``#`` and the row of the source."""
    codes = table.column("zone_id" if table.role is Role.CONTROL_ZONES else "entry_id")
    rows = table.frame["source_row"] if "source_row" in table.frame else pd.Series(np.arange(1, len(codes) + 1))
    return np.asarray(np.where(codes.notna(), codes, "#" + rows.astype(str)), object)


def placed(tables: Mapping[Role, RoleTable], *, as_of: pd.Timestamp, safety: float, radius_m: float,
           ) -> dict[Role, Placed]:
    """Where every entry lies, by the ladder of the review, on geometry as it was read.

    Parameters
    ----------
    tables : normalised tables; a list of ``LISTED`` that is missing is left out
    safety, radius_m : of the search circle

    Returns
    -------
    dict
        Role -> places of its entries. The shapes are in the CRS of their own layers: only whether there is one counts.
    """
    parcels, located = tables.get(Role.PARCELS), tables.get(Role.LOCATED)
    plan = locate.plan_of(parcels) if parcels is not None else locate.Plan(frozenset(), frozenset(), frozenset())
    shapes = None
    if located is not None:
        shapes = _with_points(located, located.geometry)
    lenders: dict[str, Any] = {
        str(role): ((table.column("plot_id") if role is not Role.REGISTRY else ids_of(table)), table.column("name"),
                    _polygons(table))
        for role, table in tables.items()
        if role in (Role.REGISTRY, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS)}
    out = {}
    for role in LISTED:
        table = tables.get(role)
        if table is None:
            continue
        polygons = _polygons(table)
        state = np.where(shapely.is_missing(polygons), RepairState.NULL, RepairState.FINE).astype(np.int8)
        centres = _with_points(table, None if table.geometry is None else only(table.geometry, POINTS))
        out[role] = locate.place(
            table, polygons, state, ids=ids_of(table), centres=centres, plan=plan, located=located,
            located_geometry=shapes, evidence=tables.get(Role.EVIDENCE),
            lenders={k: x for k, x in lenders.items() if k != str(role)}, safety=safety, radius_m=radius_m,
            as_of=as_of)
    return out


def entries(tables: Mapping[Role, RoleTable], places: Mapping[Role, Placed]) -> pd.DataFrame:
    """Entries without polygon of their own, those that still need an answer first.

    Returns
    -------
    DataFrame
        ``COLUMNS``; texts or None, ``area_m2`` in m2 with NaN for null, ``placement`` a word of ``Placement``.
    """
    frames = []
    for role, place in places.items():
        rows = np.flatnonzero(place.placement != Placement.POLYGON)
        if not len(rows):
            continue
        table = tables[role]

        def column(name: str, table: RoleTable = table, rows: Any = rows) -> Any:
            values = table.frame[name] if name in table.frame else pd.Series(None, table.frame.index, object)
            return values.iloc[rows].to_numpy()

        frames.append(pd.DataFrame({
            "role": str(role), "entry_id": place.ids[rows], "plot_id": column("plot_id"), "name": column("name"),
            "address": column("address"),
            "area_m2": column("area_m2").astype(float), "pollutants": column("pollutants"),
            "placement": [str(p) for p in place.placement[rows]]}))
    if not frames:
        return pd.DataFrame({c: pd.Series([], dtype=float if c == "area_m2" else object) for c in COLUMNS})
    found = pd.concat(frames, ignore_index=True)
    nowhere = found["placement"].isin([str(p) for p in locate.NOWHERE])
    return found.iloc[np.argsort(~nowhere.to_numpy(), kind="stable")].reset_index(drop=True)


def plot_codes(frame: pd.DataFrame) -> pd.Series:
    """The code of the plot of each entry: what its list calls that, else its own; null for a row without a code."""
    own = frame["entry_id"].where(~frame["entry_id"].astype(str).str.startswith("#"))      # "#3" is a row, not a code
    return frame["plot_id"].where(frame["plot_id"].notna(), own)


def twins(frame: pd.DataFrame, row: int) -> list[Twin]:
    """Entries of other lists with the code or the name of an entry, those of equal code first.

    A survey or an assessment is never ``sure``: it may be of a part of the plot only, and lifts duties where it lies.

    Parameters
    ----------
    frame : as ``entries`` makes it
    row : of the entry
    """
    codes = [locate.normal_name(x) for x in plot_codes(frame)]
    names = [bare_name(x) for x in frame["name"]]
    role, code, name = frame["role"].iat[row], codes[row], names[row]
    found, seen = [], set()
    for k, (other, c, n) in enumerate(zip(frame["role"], codes, names)):
        by_code, about = bool(c) and c == code, (other, frame["entry_id"].iat[k])
        if other == role or not (by_code or (n and n == name)) or about in seen:
            continue
        seen.add(about)
        lifts = other in (str(Role.SURVEY_AREAS), str(Role.RISK_ASSESSMENTS))
        found.append(Twin(k, by_code, by_code and not lifts and (not n or not name or n in name or name in n)))
    return sorted(found, key=lambda twin: not twin.by_code)


def lenders(tables: Mapping[Role, RoleTable]) -> list[Lender]:
    """Named polygons of all lists, from which one may be chosen for an entry."""
    out = []
    for role in LISTED:
        table = tables.get(role)
        if table is None or table.crs is None:
            continue
        shapes, ids = _polygons(table), ids_of(table)
        for name, code, shape in zip(table.column("name"), ids, shapes):
            if shape is not None and locate.normal_name(name):
                out.append(Lender(str(name), str(code), role, shape, table.crs))
    return out[:_MANY]


def similar(name: Optional[str], among: Sequence[Lender], most: int = 3) -> list[Similar]:
    """Polygons whose names are like a name, the likest first; none for an entry without name."""
    key = bare_name(name)
    if not key:
        return []
    by_name: dict[str, list[Lender]] = {}
    for lender in among:
        by_name.setdefault(bare_name(lender.name), []).append(lender)
    found = []
    for close in difflib.get_close_matches(key, list(by_name), n=most, cutoff=_ALIKE):
        alike = difflib.SequenceMatcher(None, close, key).ratio()
        found += [Similar(lender, alike) for lender in by_name[close]]
    return found[:most]


def bare_name(name: object) -> str:
    """A name without the words that every plot has (原, 地块, 有限公司)."""
    return _COMMON.sub("", locate.normal_name(name))


def only(shapes: npt.NDArray[np.object_], kinds: tuple[int, ...]) -> npt.NDArray[np.object_]:
    """The geometries of these shapely type ids that are not empty; None for the others."""
    out = np.full(len(shapes), None, object)
    kept = np.isin(shapely.get_type_id(shapes), kinds) & ~shapely.is_empty(shapes)
    out[kept] = shapes[kept]
    return out


def _polygons(table: RoleTable) -> npt.NDArray[np.object_]:
    return only(table.geometry, AREAS) if table.geometry is not None else np.full(len(table.frame), None, object)


def _with_points(table: RoleTable, shapes: Optional[npt.NDArray[np.object_]]) -> npt.NDArray[np.object_]:
    """The shapes, and points of the coordinate columns where there is none, in whatever CRS these are."""
    out = np.full(len(table.frame), None, object) if shapes is None else np.array(shapes, object)
    for east, north in (("longitude", "latitude"), ("y", "x")):
        if {east, north} <= set(table.frame.columns):
            first, second = (table.column(c).to_numpy(float) for c in (east, north))
            rows = np.flatnonzero(shapely.is_missing(out) & np.isfinite(first) & np.isfinite(second))
            out[rows] = shapely.points(first[rows], second[rows])
    return out
