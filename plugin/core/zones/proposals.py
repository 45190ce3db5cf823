"""Proposed signs and monitoring points: editable points by house values, no duty."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from .. import vocabulary as v
from ..errors import InputError
from .base import Objects
from .house import ZoneSettings, knowledge, say
from .signs import crossings, rings

_SAME_PLACE_M = 1.0


class Proposals(NamedTuple):
    """Proposed points: a frame (``proposal_id``, reason, basis in two languages) and their places, same length."""

    frame: pd.DataFrame
    geometry: Objects


def propose_signs(zone: Any, roads: Objects | None = None, max_gap_m: float | None = None,
                  settings: ZoneSettings | None = None, standing: Objects | None = None) -> Proposals:
    """Propose signs along the outer line of a zone.

    Every crossing with a road comes first, then the line is filled evenly so that no stretch between two signs
    exceeds ``max_gap_m``, then each corner that hides the next sign gets one.

    Parameters
    ----------
    zone : polygon or multipolygon
        Projected CRS in metres.
    roads : array of lines, optional
        Same CRS.
    max_gap_m : float, optional
        Largest stretch along the line; None takes what is adopted in ``settings``, else the house value.
    settings : ZoneSettings, optional
    standing : array of points, optional
        Signs that stand; they count, and are not proposed again.

    Returns
    -------
    Proposals
        ``kind`` is ``crossing``, ``fill`` or ``corner``; all points lie on the zone's line, in order along it.

    Raises
    ------
    InputError
        ``max_gap_m`` is no positive number, or the zone has no area.
    """
    settings = ZoneSettings() if settings is None else settings
    adopted = settings.sign_max_gap_m if max_gap_m is None else max_gap_m
    gap = float(knowledge()["house_values"]["sign_max_gap_m"]["value"] if adopted is None else adopted)
    if not (math.isfinite(gap) and gap > 0):
        raise InputError("zone_setting", field="max_gap_m", value=max_gap_m)
    if zone is None or shapely.is_empty(zone) or zone.area == 0:
        raise InputError("zone_without_area")
    hide = settings.hidden_by_corner_m
    points, kinds = [], []
    at_roads = crossings(zone, roads)
    there = np.array([], object) if standing is None else standing
    if len(there) and len(at_roads):
        at_roads = at_roads[shapely.distance(at_roads[:, None], there[None, :]).min(axis=1) > settings.crossing_reach_m]
    lines = np.array([_from_smallest_vertex(ring) for ring in rings(zone)], object)
    nearest = np.array([int(np.argmin(shapely.distance(lines, sign))) for sign in there], np.intp)
    for number, line in enumerate(lines):
        mine = at_roads[shapely.distance(at_roads, line) < 1e-6] if len(at_roads) else at_roads
        stand = shapely.line_locate_point(line, shapely.centroid(there[nearest == number]))
        placed = _fill(line, shapely.line_locate_point(line, mine), stand, gap)
        placed = _corners(line, placed, zone, hide)
        for at in sorted(at for at in placed if placed[at] != "standing"):
            points.append(shapely.line_interpolate_point(line, at))
            kinds.append(placed[at])
    frame = pd.DataFrame({
        "proposal_id": [f"S{i:03d}" for i in range(1, len(kinds) + 1)],
        "kind": kinds,
        "reason_zh": [say("zone_proposals", f"sign_{k}", "zh", gap_m=gap) for k in kinds],
        "reason_en": [say("zone_proposals", f"sign_{k}", "en", gap_m=gap) for k in kinds],
        "basis_zh": say("zone_proposals", "basis", "zh"), "basis_en": say("zone_proposals", "basis", "en"),
    })
    return Proposals(frame, np.array(points, object))


def _from_smallest_vertex(ring: Any) -> Any:
    """The ring as a line that goes anticlockwise from its south-western-most vertex: same signs however it is drawn."""
    xy = shapely.get_coordinates(ring)[:-1]
    if not shapely.is_ccw(ring):
        xy = xy[::-1]
    start = int(np.lexsort((xy[:, 1], xy[:, 0]))[0])
    xy = np.roll(xy, -start, axis=0)
    return shapely.linestrings(np.vstack([xy, xy[:1]]))


def _fill(line: Any, crossing: Any, standing: Any, gap: float) -> dict[float, str]:
    placed = {float(at) % line.length: "standing" for at in np.atleast_1d(standing)}
    for at in sorted(float(a) % line.length for a in np.atleast_1d(crossing)):
        if all(abs(at - other) > _SAME_PLACE_M for other in placed):
            placed[at] = "crossing"
    if not placed:
        placed[0.0] = "fill"
    fixed = sorted(placed)
    for here, there in zip(fixed, [*fixed[1:], fixed[0] + line.length]):
        parts = math.ceil((there - here) / gap - 1e-9)
        placed.update({(here + (there - here) * k / parts) % line.length: "fill" for k in range(1, parts)})
    return placed


def _corners(line: Any, placed: dict[float, str], zone: Any, hide: float) -> dict[float, str]:
    """Add the corner between two signs wherever the straight view between them cuts through the zone."""
    xy = shapely.get_coordinates(line)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(xy, axis=0).T))])
    placed = dict(placed)
    ends = sorted(placed)
    work = list(zip(ends, [*ends[1:], ends[0] + line.length]))
    shapely.prepare(zone)
    while work:
        here, there = work.pop()
        inner = [(float(a) + turn, c) for turn in (0.0, line.length) for a, c in zip(along[:-1], xy[:-1])
                 if here + 1e-6 < a + turn < there - 1e-6]
        view = shapely.linestrings([shapely.get_coordinates(shapely.line_interpolate_point(line, p % line.length))[0]
                                    for p in (here, there)])
        if not inner or shapely.intersection(view, zone).length <= _SAME_PLACE_M:
            continue
        off = shapely.distance(shapely.points(np.array([c for _, c in inner])), view)
        far = int(np.argmax(off))
        if off[far] <= hide:
            continue
        corner = inner[far][0]
        placed[corner % line.length] = "corner"
        work += [(here, corner), (corner, there)]
    return placed


def propose_points(zone: Any, plot: Any, groundwater_direction: float | None = None,
                   settings: ZoneSettings | None = None) -> Proposals:
    """Propose monitoring points of a zone.

    Parameters
    ----------
    zone, plot : polygon or multipolygon
        One projected CRS in metres.
    groundwater_direction : float, optional
        Where the groundwater flows to, degrees clockwise from grid north. None: not known; four wells around the
        zone then serve to find it.
    settings : ZoneSettings, optional
        How far outside the line points lie.

    Returns
    -------
    Proposals
        ``medium``, ``position`` (``upstream``, ``worst``, ``downstream``, ``side``, ``around``, ``centre``). No
        surface water point: where water runs is not known here.

    Raises
    ------
    InputError
        Zone or plot has no area, or the direction is not finite.

    References
    ----------
    Well positions after HJ 25.2-2019 as restated in the national check form; distances are house values.
    """
    if any(g is None or shapely.is_empty(g) or g.area == 0 for g in (zone, plot)):
        raise InputError("zone_without_area")
    if groundwater_direction is not None and not math.isfinite(groundwater_direction):
        raise InputError("zone_setting", field="groundwater_direction", value=groundwater_direction)
    settings = ZoneSettings() if settings is None else settings
    up, beyond = settings.well_upstream_m, settings.well_beyond_m
    middle = shapely.point_on_surface(plot)
    both = shapely.union_all(np.array([zone, plot], object))
    rows: list[tuple[v.Medium, str, Any]] = [(v.Medium.SOIL, "worst", middle), (v.Medium.GROUNDWATER, "worst", middle)]
    if groundwater_direction is None:
        rows += [(v.Medium.GROUNDWATER, "around", _beyond(both, middle, turn, beyond)) for turn in (0, 90, 180, 270)]
    else:
        turns = ((0, "downstream", beyond), (90, "side", beyond), (180, "upstream", up), (270, "side", beyond))
        rows += [(v.Medium.GROUNDWATER, position, _beyond(both, middle, groundwater_direction + turn, distance))
                 for turn, position, distance in turns]
        rows.append((v.Medium.SOIL, "downstream", _beyond(both, middle, groundwater_direction, beyond)))
    rows.append((v.Medium.AIR, "centre", middle))
    frame = pd.DataFrame({
        "proposal_id": [f"P{i:03d}" for i in range(1, len(rows) + 1)],
        "medium": [str(m) for m, _, _ in rows], "position": [p for _, p, _ in rows],
        "reason_zh": [say("zone_proposals", f"point_{p}", "zh", medium=m) for m, p, _ in rows],
        "reason_en": [say("zone_proposals", f"point_{p}", "en", medium=m) for m, p, _ in rows],
        "basis_zh": say("zone_proposals", "basis", "zh"), "basis_en": say("zone_proposals", "basis", "en"),
    })
    return Proposals(frame, np.array([g for _, _, g in rows], object))


def _beyond(area: Any, middle: Any, degrees: float, distance: float) -> Any:
    """The point ``distance`` metres beyond where a ray from the middle leaves an area for the last time."""
    x0, y0, x1, y1 = area.bounds
    reach = math.hypot(x1 - x0, y1 - y0)
    east, north = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    ray = shapely.linestrings([(middle.x, middle.y), (middle.x + east * reach, middle.y + north * reach)])
    leaves = shapely.distance(middle, shapely.points(shapely.get_coordinates(shapely.intersection(ray, area)))).max()
    return shapely.points(middle.x + east * (leaves + distance), middle.y + north * (leaves + distance))
