"""The state of outlines as they come in: what must be repaired, occurs twice, overlaps, gapes, or is no area.

Nothing is changed here; the notes say what a review will make of it, with the areas before and after.
"""

from __future__ import annotations

import re
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from ..core import geometry as g
from ..core import knowledge
from ..core.tables import RoleTable
from ..core.vocabulary import Role

_POINTS = (Role.SAMPLES, Role.SIGNS, Role.POINTS)
_COVERAGE = (Role.PARCELS, Role.CURRENT_USE, Role.FARMLAND, Role.BASIC_FARMLAND)
"""Roles whose outlines tile the land: no two may hold the same ground."""
_OVERLAP_M2 = 1.0
_GAP_M = 0.5
_SLIVER_M = 0.5
_LISTED = 200
_ODD = np.uint64(0x9E3779B97F4A7C15)
_PAIRS = 2_000                           # of neighbours that are laid over each other
_KEPT_POINTS = 20_000_000                # corners of earlier parts, some 16 bytes each


class _Kept:
    """Outlines of some earlier parts, with the tree of their boxes, which is made when it is asked."""

    def __init__(self, shapes: npt.NDArray[np.object_], rows: npt.NDArray[Any], boxes: npt.NDArray[np.float64]) -> None:
        self.shapes, self.rows, self.boxes = shapes, rows, boxes
        self.tree: Optional[shapely.STRtree] = None

    def beside(self, shapes: npt.NDArray[np.object_], boxes: npt.NDArray[np.float64], reach: float) -> tuple[
            npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Pairs (one of ``shapes``, one of these) whose boxes are no farther apart than ``reach``."""
        low, high = boxes[:, :2].min(axis=0) - reach, boxes[:, 2:].max(axis=0) + reach
        some = np.flatnonzero(((self.boxes[:, :2] <= high) & (self.boxes[:, 2:] >= low)).all(axis=1))
        if not len(some):
            return some, some
        if 4 * len(some) < len(self.shapes):     # the parts follow each other over the land
            theirs, ours = shapely.STRtree(shapes).query(_grown(self.boxes[some], reach))
            return ours, some[theirs]
        if self.tree is None:
            self.tree = shapely.STRtree(self.shapes)
        ours, theirs = self.tree.query(_grown(boxes, reach))
        return ours, theirs


class Earlier:
    """Outlines of the earlier parts of a large table, as far as they may be kept.

    Parts of like size are put together, so that those of a file without any order are found in few trees.
    """

    def __init__(self, most: int = _KEPT_POINTS) -> None:
        self.left = most
        self.kept: list[_Kept] = []

    def notes(self, shapes: npt.NDArray[np.object_], rows: npt.NDArray[Any], unit: float) -> list[dict[str, Any]]:
        """What lies between these outlines and the earlier ones; these are kept too."""
        notes: list[dict[str, Any]] = []
        if not len(shapes):
            return notes
        boxes = shapely.bounds(shapes)
        found = [(*kept.beside(shapes, boxes, 1.01 * _GAP_M / unit), kept) for kept in self.kept]
        if any(len(ours) for ours, _, _ in found):
            ours = np.concatenate([x for x, _, _ in found])
            start = np.cumsum([0, *(len(kept.shapes) for *_, kept in found)])
            which, theirs = np.unique(np.concatenate([x + k for (_, x, _), k in zip(found, start)]),
                                      return_inverse=True)
            of = np.searchsorted(start, which, "right") - 1
            old, old_rows, old_boxes = (np.concatenate([values[which[of == k] - start[k]] for k, values in enumerate(
                column)]) for column in zip(*((x.shapes, x.rows, x.boxes) for *_, x in found)))
            notes += _again(old, old_rows, old_boxes, shapes, rows, boxes, theirs, ours)
            notes += _neighbours(np.concatenate([old, shapes]), np.arange(len(old) + len(shapes)),
                                 np.concatenate([old_rows, rows]), unit, np.stack([theirs, ours + len(old)], axis=1))
        points = int(shapely.get_num_coordinates(shapes).sum())
        if points <= self.left:
            self.left -= points
            self.kept.append(_Kept(shapes, rows, boxes))
            while len(self.kept) > 1 and len(self.kept[-1].shapes) >= len(self.kept[-2].shapes):
                one, other = self.kept[-2:]
                self.kept[-2:] = [_Kept(*(np.concatenate([getattr(x, name) for x in (one, other)])
                                          for name in ("shapes", "rows", "boxes")))]
        else:
            notes.append({"code": "outlines_not_compared", "state": "read", "count": len(shapes)})
        return notes


def _grown(boxes: npt.NDArray[np.float64], reach: float) -> npt.NDArray[np.object_]:
    grown: npt.NDArray[np.object_] = shapely.box(boxes[:, 0] - reach, boxes[:, 1] - reach, boxes[:, 2] + reach,
                                                 boxes[:, 3] + reach)
    return grown


def look_over(table: RoleTable, earlier: Optional[Earlier] = None) -> list[dict[str, Any]]:
    """Notes on the outlines of a table; those of one row bear its number.

    ``earlier`` holds those of the parts before, which the table is compared with and added to.
    """
    if table.geometry is None or table.crs is None or table.role in _POINTS or not len(table.frame):
        return []
    shapes = np.asarray(table.geometry, object)
    rows = table.frame["source_row"].to_numpy()
    unit = g.unit_of(table.crs)
    kinds = shapely.get_type_id(shapes)
    areas = np.isin(kinds, (3, 6, 7)) & ~shapely.is_empty(shapes)
    fine = areas & shapely.is_valid(shapes)
    notes = _no_areas(table.role, shapes, kinds, rows)
    notes += _invalid(shapes, np.flatnonzero(areas & ~fine), rows, unit)
    notes += _twice(shapes, np.flatnonzero(areas), rows)
    at = np.flatnonzero(fine)
    notes += _slivers(shapes, at, rows, unit)
    if table.role in _COVERAGE:
        notes += _neighbours(shapes, at, rows, unit)
        if earlier is not None:
            notes += earlier.notes(shapes[at], rows[at], unit)
    return notes


def _no_areas(
    role: Role, shapes: npt.NDArray[np.object_], kinds: npt.NDArray[np.int32], rows: npt.NDArray[Any]
) -> list[dict[str, Any]]:
    notes: list[dict[str, Any]] = []
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    if role in _COVERAGE:
        notes += [{"code": "outline_missing", "state": "refused", "row": int(rows[k])}
                  for k in np.flatnonzero(missing)[:_LISTED]]
        if missing.sum() > _LISTED:
            notes.append({"code": "outlines_missing", "state": "refused", "count": int(missing.sum())})
    other = ~missing & np.isin(kinds, (0, 1, 2, 4, 5))
    if role is not Role.REGISTRY or not np.isin(kinds[other], (0, 4)).all():      # a register may give centres
        notes += [{"code": "outline_no_area", "state": "refused", "row": int(rows[k]), **_kind(shapes[k])}
                  for k in np.flatnonzero(other)[:_LISTED]]
    mixed = np.flatnonzero(kinds == 7)
    for k in mixed[:_LISTED]:
        inside = shapely.get_type_id(shapely.get_parts(shapes[k]))
        if not np.isin(inside, (3, 6)).all():
            notes.append({"code": "outline_mixed", "state": "repaired", "row": int(rows[k])})
    heights = int(shapely.has_z(shapes).sum())
    if heights:
        notes.append({"code": "outline_heights", "state": "read", "count": heights})
    return notes


def _invalid(
    shapes: npt.NDArray[np.object_], bad: npt.NDArray[np.intp], rows: npt.NDArray[Any], unit: float
) -> list[dict[str, Any]]:
    """Outlines that must be repaired before they can be used, with both areas."""
    if not len(bad):
        return []
    notes = []
    fixed = g.repair(shapes[bad], unit_m=unit)
    for k, at in enumerate(bad):
        sure = bool(fixed.usable[k]) and not bool(fixed.doubtful[k])
        before, after = (round(float(x) * unit * unit, 2) if np.isfinite(x) else None
                         for x in (fixed.area_before[k], fixed.area_after[k]))
        notes.append({"code": "outline_repaired" if sure else "outline_doubtful", "row": int(rows[at]),
                      "state": "repaired" if sure else "refused", **_why(shapes[at]),
                      "before": before, "after": after})
    return notes


def _kind(shape: Any) -> dict[str, str]:
    """What a geometry is, in words."""
    return {f"value_{lang}": knowledge.text("geometry_kinds", shape.geom_type, lang) for lang in ("zh", "en")}


def _why(shape: Any) -> dict[str, str]:
    """What is wrong with an outline and where, in words."""
    said = str(shapely.is_valid_reason(shape))
    reason, _, place = said.partition("[")
    code = re.sub(r"[^a-z]+", "_", reason.strip().lower())
    known = knowledge.messages()["geometry_faults"]
    numbers = place.rstrip("]").split()
    told = {}
    for lang in ("zh", "en"):
        told[f"value_{lang}"] = str(known[code][lang]) if code in known else reason.strip()
        if len(numbers) == 2:
            told[f"value_{lang}"] += knowledge.text("geometry_words", "at", lang, east=numbers[0], north=numbers[1])
    return told


def _twice(
    shapes: npt.NDArray[np.object_], at: npt.NDArray[np.intp], rows: npt.NDArray[Any]
) -> list[dict[str, Any]]:
    notes = []
    boxes = pd.DataFrame(shapely.bounds(shapes[at]))
    boxes["area"] = shapely.area(shapes[at])
    seen: dict[bytes, int] = {}
    for k in at[boxes.duplicated(keep=False).to_numpy()]:      # equal boxes and areas: then look closely
        key = shapely.to_wkb(shapely.normalize(shapes[k]))
        if key in seen:
            notes.append({"code": "outline_twice", "state": "read", "row": int(rows[k]), "other": seen[key]})
        else:
            seen[key] = int(rows[k])
    return notes


def _again(
    old: npt.NDArray[np.object_], old_rows: npt.NDArray[Any], old_boxes: npt.NDArray[np.float64],
    shapes: npt.NDArray[np.object_], rows: npt.NDArray[Any], boxes: npt.NDArray[np.float64],
    theirs: npt.NDArray[np.intp], ours: npt.NDArray[np.intp],
) -> list[dict[str, Any]]:
    """Which of the pairs (``theirs`` of the old ones, ``ours``) are the same outline; each is told of the first one."""
    like = np.flatnonzero((old_boxes[theirs] == boxes[ours]).all(axis=1))
    like = like[np.argsort(old_rows[theirs[like]], kind="stable")]
    notes: dict[int, dict[str, Any]] = {}
    for k in like:
        one, other = (shapely.to_wkb(shapely.normalize(x)) for x in (old[theirs[k]], shapes[ours[k]]))
        if one == other:
            notes.setdefault(int(rows[ours[k]]), {"code": "outline_twice", "state": "read", "row": int(rows[ours[k]]),
                                                  "other": int(old_rows[theirs[k]])})
    return list(notes.values())


def _slivers(
    shapes: npt.NDArray[np.object_], at: npt.NDArray[np.intp], rows: npt.NDArray[Any], unit: float
) -> list[dict[str, Any]]:
    """Outlines thinner on the average than a review can tell."""
    area, length = shapely.area(shapes[at]), shapely.length(shapes[at])
    with np.errstate(invalid="ignore", divide="ignore"):
        width = np.where(length > 0, 2 * area / length, 0.0) * unit
    thin = np.flatnonzero(width < _SLIVER_M)
    return [{"code": "outline_sliver", "state": "read", "row": int(rows[at[k]]), "width_m": round(float(width[k]), 2),
             "area": round(float(area[k]) * unit * unit, 2)} for k in thin[:_LISTED]]


def _neighbours(
    shapes: npt.NDArray[np.object_], at: npt.NDArray[np.intp], rows: npt.NDArray[Any], unit: float,
    pairs: Optional[npt.NDArray[np.intp]] = None,
) -> list[dict[str, Any]]:
    """Outlines that hold the same ground, and those that nearly touch; ``pairs`` are the only ones to look at."""
    some = shapes[at]
    if pairs is None:
        pairs = _beside(some, unit)
        open_ones = np.zeros(len(some), bool)
        open_ones[pairs] = True
        near = np.flatnonzero(open_ones)
        open_ones[near] = _open_sides(some[near], unit)
        pairs = pairs[open_ones[pairs[:, 0]] | open_ones[pairs[:, 1]]]
    pairs = close = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    if not len(pairs):
        return []
    boxes = shapely.bounds(some)
    a, b = boxes[pairs[:, 0]], boxes[pairs[:, 1]]
    inside = np.minimum(a[:, 2:], b[:, 2:]) - np.maximum(a[:, :2], b[:, :2])
    shared = np.where((inside > 0).all(axis=1), inside.prod(axis=1), 0.0) * unit * unit
    order = np.argsort(-shared, kind="stable")
    pairs = pairs[order[: int((shared > _OVERLAP_M2).sum())]]
    notes: list[dict[str, Any]] = []
    if len(pairs) > _PAIRS:
        notes.append({"code": "outlines_not_compared", "state": "read", "count": len(pairs) - _PAIRS})
        pairs = pairs[:_PAIRS]
    common = shapely.area(shapely.intersection(some[pairs[:, 0]], some[pairs[:, 1]])) * unit * unit
    wide = np.flatnonzero(common > _OVERLAP_M2)
    wide = wide[~shapely.equals_exact(shapely.normalize(some[pairs[wide, 0]]), shapely.normalize(some[pairs[wide, 1]]))]
    for k in wide[np.argsort(-common[wide], kind="stable")][:_LISTED]:
        one, other = pairs[k]
        notes.append({"code": "outline_overlaps", "state": "read", "row": int(rows[at[other]]),
                      "other": int(rows[at[one]]), "area": round(float(common[k]), 2)})
    if len(wide) > _LISTED:
        notes.append({"code": "outlines_overlap", "state": "read", "count": len(wide)})
    return notes + _gaps(some, close, rows[at], unit)


def _beside(shapes: npt.NDArray[np.object_], unit: float) -> npt.NDArray[np.intp]:
    """Pairs of outlines whose boxes are no farther apart than a gap; all others have no neighbour."""
    box = shapely.bounds(shapes)
    first, second = shapely.STRtree(shapes).query(_grown(box, 1.01 * _GAP_M / unit))
    once = first < second
    return np.stack([first[once], second[once]], axis=1)


def _gaps(
    shapes: npt.NDArray[np.object_], pairs: npt.NDArray[np.intp], rows: npt.NDArray[Any], unit: float
) -> list[dict[str, Any]]:
    if shapely.geos_version < (3, 10, 0):
        return []
    pairs = pairs[shapely.dwithin(shapes[pairs[:, 0]], shapes[pairs[:, 1]], _GAP_M / unit)]
    apart = shapely.distance(shapes[pairs[:, 0]], shapes[pairs[:, 1]]) * unit
    gaps = np.flatnonzero(apart > 1e-3)
    notes: list[dict[str, Any]] = [
        {"code": "outline_gap", "state": "read", "row": int(rows[pairs[k, 1]]), "other": int(rows[pairs[k, 0]]),
         "width_m": round(float(apart[k]), 3)} for k in gaps[:_LISTED]]
    if len(gaps) > _LISTED:
        notes.append({"code": "outlines_gap", "state": "read", "count": len(gaps)})
    return notes


def _open_sides(shapes: npt.NDArray[np.object_], unit: float) -> npt.NDArray[np.bool_]:
    """Outlines with a side that is not that of exactly one neighbour, to the millimetre; the others cannot overlap."""
    if ((shapely.get_type_id(shapes) == 3) & (shapely.get_num_interior_rings(shapes) == 0)).all():      # most plans
        rings, whole = shapely.get_exterior_ring(shapes), np.arange(len(shapes))
        part = whole
    else:
        parts, whole = shapely.get_parts(shapes, return_index=True)
        rings, part = shapely.get_rings(parts, return_index=True)
    outer = np.diff(part, prepend=-1) != 0
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    grid = np.round(xy * (1000.0 * unit)).astype(np.int64).astype(np.uint64)
    with np.errstate(over="ignore"):
        point = (grid[:, 0] * _ODD ^ grid[:, 1]) * _ODD      # a hash of each point, and of each side from its ends
        point ^= point >> np.uint64(31)
        start, end = point[:-1], point[1:]
        real = np.flatnonzero((ring[1:] == ring[:-1]) & (start != end))
        start, end = start[real], end[real]
        key = (start + end) * _ODD ^ (start ^ end)
    turn = (shapely.is_ccw(rings) != outer)[ring[real]]
    side, sides = pd.factorize(key)
    both_ways = np.bincount(side, np.where((start < end) != turn, 1.0, -1.0), len(sides)) == 0
    matched = ((np.bincount(side, minlength=len(sides)) == 2) & both_ways)[side]
    out = np.zeros(len(shapes), bool)
    out[whole[part[ring[real[~matched]]]]] = True
    return out
