"""Rows on their way into a workspace: where list entries lie, whether a place is shifted, how the CRS changes.

Beside what the workspace holds already; nothing is changed, the notes go into the report and are kept there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from ..core import geometry as g
from ..core import knowledge, locate, settle
from ..core.errors import InputError
from ..core.geometry import to_crs
from ..core.locate import Placement
from ..core.tables import RoleTable
from ..core.vocabulary import Role
from . import phrases

CONFIDENCE: dict[Placement, float] = {
    Placement.POLYGON: 1.0, Placement.DRAWN: 1.0, Placement.OUTSIDE: 1.0, Placement.BY_CODE: 0.95,
    Placement.BY_NAME: 0.8, Placement.ELSEWHERE: 0.7, Placement.CIRCLE: 0.5, Placement.INQUIRED: 0.0,
    Placement.UNLOCATED: 0.0}
"""How far each step of the ladder is trusted, 0 to 1; a person confirms all that is below 1."""
HELD = (Role.REGISTRY, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.LOCATED, Role.EVIDENCE)
"""Roles of the workspace that tell where an entry lies."""
_MOST = 20_000                           # entries whose place is looked for at import
_SAME_PLACE_M = 50.0
_LOOKED_AT = 60                          # outlines that tell a shift
_FARTHEST_M = 2_000.0
_GCJ = (100.0, 700.0, 45.0, 160.0)       # distance and azimuth of GCJ-02 against CGCS2000 in China
_BAIDU = (700.0, 1500.0, 40.0, 80.0)
_OTHER_PLACE_M = 10_000.0                # meridians half a degree apart put the same numbers 48 km apart


# --- the ladder -----------------------------------------------------------------------------------------------------


def places(table: RoleTable, held: Mapping[Role, RoleTable], settings: Mapping[str, Any],
           as_of: pd.Timestamp) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Where the entries of a list lie, by the ladder of the review.

    Returns
    -------
    (notes, counts)
        A note for every entry without a polygon of its own, with its confidence and, where it has no place, the
        entries of like names; how many entries are at which step (``Placement``).
    """
    if table.role not in settle.LISTED or not 0 < len(table.frame) <= _MOST:
        return [], {}
    tables = {**{k: t for k, t in held.items() if k is not table.role}, table.role: table}
    found = settle.placed(tables, as_of=as_of, safety=float(settings["circle_safety_factor"]),
                          radius_m=float(settings["circle_radius_m"]))[table.role]
    own = settle.lenders({k: t for k, t in held.items() if k is not table.role})
    names = table.column("name") if "name" in table.frame else pd.Series(None, table.frame.index, object)
    known = _outlined(held.get(table.role))
    rows = table.frame["source_row"].to_numpy()
    notes, counts = [], {}
    for k, how in enumerate(found.placement):
        if str(found.ids[k]) in known or locate.normal_name(names.iat[k]) in known:
            how = Placement.POLYGON                      # it came with its outline before, which stays
        counts[str(how)] = counts.get(str(how), 0) + 1
        if how is Placement.POLYGON:
            continue
        note: dict[str, Any] = {"code": f"placed_{how}", "state": "read", "row": int(rows[k]),
                                "confidence": CONFIDENCE[how]}
        if how in locate.NOWHERE and own:
            like = settle.similar(names.iat[k] if not phrases.is_null(names.iat[k]) else None, own)
            if like:
                note["code"] = "placed_like"
                for lang, mark in (("zh", "；"), ("en", "; ")):
                    note[f"like_{lang}"] = mark.join(
                        f"{s.lender.name} ({phrases.word(str(s.lender.role), lang)}, {s.alike:.2f})" for s in like)
        notes.append(note)
    return notes, counts


def _outlined(table: Optional[RoleTable]) -> set[str]:
    """Codes and names of entries that have an outline in the workspace."""
    if table is None or table.geometry is None:
        return set()
    there = np.isin(shapely.get_type_id(table.geometry), (3, 6))
    names = {locate.normal_name(x) for x in table.column("name")[there]}
    return {str(x) for x in settle.ids_of(table)[there] if not str(x).startswith("#")} | names - {""}


# --- shifted web maps -----------------------------------------------------------------------------------------------


def refuse_shifted(table: RoleTable, held: Mapping[Role, RoleTable], *, plain: bool = True) -> None:
    """Ask about a layer in degrees that lies beside the same things of other layers as a web map's system would.

    Parameters
    ----------
    plain : whether an outline of four corners is evidence too; a plan has many that are alike

    Raises
    ------
    InputError
        ``crs_shifted``: how far, in which direction, which system it may be.
    """
    if table.geometry is None or table.crs is None or not table.crs.is_geographic or len(table.frame) > _MOST:
        return
    mine = _things(table, plain)
    theirs = [x for k, t in held.items() if k is not Role.EVIDENCE for x in [_things(t, plain)] if x is not None]
    if mine is None or not theirs:
        return
    other = _Things(*(np.concatenate(x) for x in zip(*theirs)))
    moves, which = _moves(mine, other)
    if not len(moves):
        return
    near = np.hypot(moves[:, None, 0] - moves[None, :, 0], moves[:, None, 1] - moves[None, :, 1]) < 60
    support = np.array([len(np.unique(which[row])) for row in near])
    close = near[int(np.argmax(support))]                # the move that most of them share
    middle = np.median(moves[close], axis=0)
    apart = float(np.hypot(*middle))
    azimuth = float(np.degrees(np.arctan2(middle[0], middle[1])) % 360)
    system = next((name for name, (least, most, low, high) in (("GCJ-02", _GCJ), ("BD-09", _BAIDU))
                   if least <= apart <= most and low <= azimuth <= high), None)
    if system is not None and support.max() > 0.6 * len(np.unique(which)):
        raise InputError("crs_shifted", source=table.source.path, layer=table.source.layer, role=str(table.role),
                         distance=round(apart), azimuth=round(azimuth), value=system, count=int(support.max()),
                         example=g.name_of(table.crs).split(" ")[0])


def refuse_other_zone(table: RoleTable, plan: RoleTable) -> None:
    """Ask about a layer whose numbers are those of the plan, in another zone than the plan's.

    Raises
    ------
    InputError
        ``crs_zone_differs``: one of the two CRS is wrong.
    """
    if any(t.geometry is None or t.crs is None for t in (table, plan)):
        return
    box, own = g.extent(table.geometry), g.extent(plan.geometry)
    if not np.isfinite([*box, *own]).all() or not g.is_metric(table.crs):
        return
    try:
        work = g.working_crs(plan.crs, tuple(own))
        if g.same_crs(table.crs, work):
            return
        own = g.extent(to_crs(np.array([shapely.box(*own)], object), plan.crs, work))
        there = g.extent(to_crs(np.array([shapely.box(*box)], object), table.crs, work))
    except InputError:                                   # another datum, outside China: told where they are laid over
        return
    apart = max(there[0] - own[2], own[0] - there[2], there[1] - own[3], own[1] - there[3])
    east, north = box[0::2] % 1_000_000, box[1::2]
    east_of_plan, north_of_plan = own[0::2] % 1_000_000, own[1::2]
    same_numbers = (east[0] <= east_of_plan[1] and east_of_plan[0] <= east[1] and east[0] <= east[1]
                    and north[0] <= north_of_plan[1] and north_of_plan[0] <= north[1])
    if apart > _OTHER_PLACE_M and same_numbers:
        raise InputError("crs_zone_differs", source=table.source.path, role=str(table.role), km=round(apart / 1000),
                         crs=g.name_of(table.crs), other=g.name_of(plan.crs))


def degrees_note(table: RoleTable) -> Optional[dict[str, Any]]:
    """A note on a layer in degrees of WGS 84: one drawn on a web map says so too, and numbers alone do not tell."""
    if table.geometry is None or table.crs is None or not table.crs.is_geographic or not len(table.frame):
        return None
    if g.datum_note(table.crs, g.CGCS2000) is None:
        return None
    return {"code": "web_map_possible", "source": table.source.path, "role": str(table.role),
            "example": g.name_of(table.crs).split(" ")[0]}


class _Things(NamedTuple):
    """Polygons as places (degrees), sizes (m2) and outlines about their own middle (m)."""

    xy: npt.NDArray[np.float64]
    size: npt.NDArray[np.float64]
    shape: npt.NDArray[np.object_]


def _things(table: RoleTable, plain: bool = True) -> Optional[_Things]:
    if table.geometry is None or table.crs is None:
        return None
    at = np.flatnonzero(np.isin(shapely.get_type_id(table.geometry), (3, 6)) & shapely.is_valid(table.geometry))
    at = at[:_MOST]
    if not plain:
        at = at[shapely.get_num_coordinates(table.geometry[at]) > 5]
    if not len(at):
        return None
    try:
        shapes = to_crs(table.geometry[at], table.crs, g.CGCS2000)
    except InputError:                                       # another datum: nothing can be compared
        return None
    middle = shapely.get_coordinates(shapely.centroid(shapes))
    scale = np.stack([111_320 * np.cos(np.radians(middle[:, 1])), np.full(len(at), 110_900.0)], axis=1)
    xy, index = shapely.get_coordinates(shapes, return_index=True)
    flat = shapely.set_coordinates(shapes.copy(), (xy - middle[index]) * scale[index])
    return _Things(middle, shapely.area(flat), np.asarray(flat, object))


def _moves(mine: _Things, other: _Things) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.intp]]:
    """(east, north) in metres from outlines of the workspace to like ones here, and which; none if one lies right."""
    scale = np.array([111_320 * np.cos(np.radians(np.median(other.xy[:, 1]))), 110_900.0])
    theirs = other.xy * scale
    tree = shapely.STRtree(shapely.points(theirs))
    some = np.unique(np.linspace(0, len(mine.xy) - 1, _LOOKED_AT).astype(np.intp))
    moves: list[npt.NDArray[np.float64]] = []
    which: list[int] = []
    for k in some:
        here = mine.xy[k] * scale
        near = tree.query(shapely.box(*(here - _FARTHEST_M), *(here + _FARTHEST_M)))
        near = near[np.abs(other.size[near] / mine.size[k] - 1) < 0.015] if mine.size[k] > 0 else near[:0]
        apart = shapely.hausdorff_distance(other.shape[near], mine.shape[k])
        alike = near[apart < max(2.0, 0.01 * mine.size[k] ** 0.5)]
        away = here - theirs[alike]
        if (np.hypot(away[:, 0], away[:, 1]) < _SAME_PLACE_M).any():
            return np.empty((0, 2)), np.empty(0, np.intp)
        moves += list(away[:20])
        which += [int(k)] * len(away[:20])
    return np.array(moves).reshape(-1, 2), np.array(which, np.intp)


# --- changes of the CRS ---------------------------------------------------------------------------------------------

_OLD = {4610: "1980", 4214: "1954", 4555: "1954"}


def crs_notes(source: Any, target: Any) -> list[dict[str, Any]]:
    """What becomes of coordinates on their way into the workspace, with the accuracy of the change."""
    notes: list[dict[str, Any]] = []
    base = source.geodetic_crs
    if base is not None and base.to_epsg() in _OLD:
        notes.append({"code": "datum_other", "state": "guessed", "crs": g.name_of(source)})
    if g.same_crs(source, target):
        return notes
    told = g.datum_note(source, target)
    if told is not None:
        return [*notes, {**told, "state": "guessed"}]
    try:
        change = pyproj.Transformer.from_crs(source, target, always_xy=True, allow_ballpark=False)
    except pyproj.exceptions.ProjError:
        return notes                                     # there is none: the reprojection says so and stops
    code = "crs_projected" if change.accuracy == 0 else "crs_transformed"
    return [*notes, {"code": code, "state": "read", "source": g.name_of(source), "target": g.name_of(target),
                     "accuracy": change.accuracy}]


def settings_of(pack: str = "rules/cn_national.yaml") -> Mapping[str, Any]:
    """House values of the national pack, for the search circles."""
    found: Mapping[str, Any] = knowledge.read_yaml(pack)["settings"]
    return found
