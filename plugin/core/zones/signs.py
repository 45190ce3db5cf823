"""Signs of a zone: which stand, which count, and how far apart they are along its line."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from .. import tables
from .. import vocabulary as v
from .base import Found, Objects, Rejects, Zones, named, places, reference_fault, source_rows, when
from .house import ZoneSettings


class Standing(NamedTuple):
    """Signs that belong to a zone: position in the table, place, day set up; ``sure`` False where in doubt."""

    zone: int
    place: Any
    day: pd.Timestamp
    sure: bool
    why: str


def sign_duties(zones: Zones, signs: tables.RoleTable | None, roads: Objects | None, as_of: pd.Timestamp,
                settings: ZoneSettings, rejects: Rejects) -> list[Found]:
    """State of the duty to set up a sign, for each zone.

    Parameters
    ----------
    signs : RoleTable or None
        None: no signs were given, which is as good as none on record.
    roads : array of lines or None
        Same CRS as the zones, metres.

    Returns
    -------
    list of Found, one a zone
        Met only by a sign that stood on the day, was set up on a readable day, and lies within
        ``settings.sign_distance_m`` of the zone's line. Stretches without signs matter only where
        ``settings.sign_max_gap_m`` was adopted.
    """
    standing, taken = ([], {}) if signs is None else _standing(zones, signs, as_of, settings, rejects)
    found = []
    for zone in range(len(zones)):
        mine = [s for s in standing if s.zone == zone]
        sure = [s for s in mine if s.sure]
        if not mine:
            code = "sign_not_given" if signs is None else "sign_taken_down" if zone in taken else "sign_missing"
            facts = {"day": taken[zone]} if zone in taken else {}
            found.append(Found(v.DutyState.MISSING, code, dict(facts)))
        elif not sure:
            found.append(Found(v.DutyState.UNKNOWN, mine[0].why, {"n": len(mine)}))
        else:
            found.append(_spread_along_line(zones.geometry[zone], sure, roads, settings))
    return found


def _standing(zones: Zones, signs: tables.RoleTable, as_of: pd.Timestamp, settings: ZoneSettings, rejects: Rejects,
              ) -> tuple[list[Standing], dict[int, pd.Timestamp]]:
    place, ids, rows = places(signs), named(signs, "sign_id"), source_rows(signs)
    set_on, down = when(signs, "set_on", as_of), when(signs, "taken_down_on", as_of)
    named_zone = signs.column("zone_id")
    of = zones.rows_of(signs)
    lines = [None if g is None else shapely.boundary(g) for g in zones.geometry]
    standing: list[Standing] = []
    taken: dict[int, pd.Timestamp] = {}
    for sign in range(len(ids)):
        zone = int(of[sign])
        why = reference_fault(zone)
        if why == "no_zone_named" and place[sign] is not None:
            near = [z for z, line in enumerate(lines)
                    if line is not None and shapely.distance(line, place[sign]) <= settings.sign_distance_m]
            zone, why = (near[0], None) if len(near) == 1 else (zone, why)
        if why is None and set_on.future[sign]:
            why = "future"
        if why is None and down.past[sign]:
            why = "taken_down"
            taken[zone] = max(taken.get(zone, down.day[sign]), down.day[sign])
        line = lines[zone] if why is None else None
        if line is not None and place[sign] is not None and (
                shapely.distance(line, place[sign]) > settings.sign_distance_m):
            why = "far_from_line"
        if why is not None:
            rejects.add(v.Role.SIGNS, rows[sign], ids[sign], named_zone.iloc[sign] or "", why)
            continue
        doubt = ("sign_day_unreadable" if set_on.unreadable[sign] or down.unreadable[sign]
                 else "sign_day_absent" if set_on.absent[sign]
                 else "sign_place_unknown" if line is None or place[sign] is None else "")
        standing.append(Standing(zone, place[sign], set_on.day[sign], not doubt, doubt))
    return standing, taken


def standing_places(zones: Zones, signs: tables.RoleTable | None, as_of: pd.Timestamp, settings: ZoneSettings,
                    ) -> dict[int, Objects]:
    """Places of the signs of each zone that surely stand on a day."""
    found: dict[int, list[Any]] = {}
    if signs is not None:
        for sign in _standing(zones, signs, as_of, settings, Rejects())[0]:
            if sign.sure:
                found.setdefault(sign.zone, []).append(sign.place)
    return {zone: np.array(points, object) for zone, points in found.items()}


def _spread_along_line(zone: Any, signs: list[Standing], roads: Objects | None, settings: ZoneSettings) -> Found:
    last = max(s.day for s in signs)
    at = np.array([s.place for s in signs], object)
    stretch = largest_stretch(zone, at)
    bare = bare_crossings(zone, at, roads, settings.crossing_reach_m)
    facts: dict[str, object] = {"n": len(signs), "stretch_m": f"{stretch:.0f}", "crossings": bare, "day": last}
    if settings.sign_max_gap_m is not None:
        facts["max_m"] = settings.sign_max_gap_m
        if bare:
            return Found(v.DutyState.DUE, "sign_crossings", facts, last=last)
        if stretch > settings.sign_max_gap_m:
            return Found(v.DutyState.DUE, "sign_stretch", facts, last=last)
    return Found(v.DutyState.MET, "sign_met", facts, last=last)


def rings(zone: Any) -> list[Any]:
    """Outer rings of a zone as closed lines, the longest first."""
    parts = [p for p in shapely.get_parts(zone) if p.geom_type == "Polygon" and not p.is_empty]
    return sorted((shapely.get_exterior_ring(p) for p in parts), key=lambda r: (-r.length, r.bounds))


def largest_stretch(zone: Any, signs: Objects) -> float:
    """Longest stretch in metres along an outer line of the zone without a sign; signs are set on the nearest line."""
    lines = np.array(rings(zone), object)
    if not len(lines):
        return 0.0
    nearest = np.array([int(np.argmin(shapely.distance(lines, s))) for s in signs], np.intp)
    longest = 0.0
    for i, line in enumerate(lines):
        at = np.sort(shapely.line_locate_point(line, shapely.centroid(signs[nearest == i])))
        longest = max(longest, line.length if not len(at) else
                      float(np.max(np.diff(np.append(at, at[0] + line.length)))))
    return longest


def crossings(zone: Any, roads: Objects | None) -> Objects:
    """Points where roads cross or touch the outer line of a zone; a road along the line counts once a stretch."""
    if roads is None or not len(roads):
        return np.array([], object)
    line = shapely.multilinestrings([shapely.linestrings(r.coords) for r in rings(zone)])
    ways = roads[~shapely.is_missing(roads)]
    hit = shapely.intersection(ways[shapely.intersects(ways, line)], line)
    merged = [shapely.line_merge(g) if g.geom_type in ("MultiLineString", "GeometryCollection") else g
              for g in shapely.get_parts(shapely.get_parts(hit))]
    points = [shapely.line_interpolate_point(g, 0.5, normalized=True) if g.geom_type == "LineString" else g
              for g in merged if not g.is_empty]
    return np.array(sorted(points, key=lambda p: (p.x, p.y)), object)


def bare_crossings(zone: Any, signs: Objects, roads: Objects | None, reach_m: float) -> int:
    """How many crossings of roads and the zone's line have no sign within reach."""
    at = crossings(zone, roads)
    if not len(at):
        return 0
    return int(np.sum(shapely.distance(at[:, None], signs[None, :]).min(axis=1) > reach_m))
