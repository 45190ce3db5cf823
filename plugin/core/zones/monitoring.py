"""Monitoring of the four media: which record belongs to which zone and medium, and when the next is due."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pandas as pd
import shapely

from .. import tables
from .. import vocabulary as v
from .base import (
    REPEATED_ID,
    Found,
    Ints,
    Objects,
    Rejects,
    When,
    Zones,
    keys,
    named,
    places,
    reference_fault,
    source_rows,
    when,
    worst,
)
from .house import ZoneSettings

MEDIA = tuple(v.Medium)
_MEDIUM = {str(m): i for i, m in enumerate(MEDIA)}


@dataclasses.dataclass
class Monitoring:
    """Points and records that belong to a zone; -1 in ``zone`` marks rows that were set aside.

    ``point`` of a record is the position of its point or -1; ``place`` is its own geometry or its point's.
    """

    point_ids: Objects
    point_zone: Ints
    point_medium: Ints
    interval: Any                  # days, NaN: none
    records: tables.RoleTable | None
    zone: Ints
    medium: Ints
    point: Ints
    place: Objects
    day: When


def read_monitoring(zones: Zones, points: tables.RoleTable | None, records: tables.RoleTable | None,
                    as_of: pd.Timestamp, rejects: Rejects) -> Monitoring:
    """Join points and records to zones and media.

    A record that names a point takes zone and medium from it and must not contradict it. One that names no point
    belongs to the only point of its zone and medium, or to none. What names an unknown or repeated zone or point, or
    no readable medium, or lies after the day, is set aside with the reason.
    """
    ids, zone, medium, interval, at = _points(zones, points, rejects)
    n = 0 if records is None else len(records.frame)
    empty = np.full(n, -1, np.intp)
    if records is None:
        none = np.zeros(0, bool)
        return Monitoring(ids, zone, medium, interval, None, empty, empty, empty, np.zeros(0, object),
                          When(none, none, none, none, pd.Series([], dtype="datetime64[ns]")))
    day = when(records, "recorded_on", as_of)
    rec_medium = _medium(records)
    given = records.column("medium").notna().to_numpy(bool) | records.unreadable("medium")
    rec_zone, own = zones.rows_of(records), places(records)
    by_key: dict[str, list[int]] = {}
    for point, point_key in enumerate(keys(points.column("point_id")) if points is not None else []):
        if point_key:
            by_key.setdefault(point_key, []).append(point)
    sole: dict[tuple[int, int], list[int]] = {}
    for point in np.flatnonzero(zone >= 0).tolist():
        sole.setdefault((int(zone[point]), int(medium[point])), []).append(point)

    out_zone, out_medium, out_point = empty.copy(), empty.copy(), empty.copy()
    ids_r, rows = named(records, "record_id"), source_rows(records)
    zone_words = records.column("zone_id")
    for r, point_key in enumerate(keys(records.column("point_id"))):
        why, z, m, p = None, int(rec_zone[r]), int(rec_medium[r]), -1
        if point_key and points is not None:
            mine = [q for q in by_key.get(point_key, []) if zone[q] >= 0 and (m < 0 or medium[q] == m)]
            if not by_key.get(point_key):
                why = "unknown_point"
            elif len(mine) != 1:
                why = "repeated_point" if mine else "point_contradicts"
            elif z >= 0 and zone[mine[0]] != z:
                why = "point_contradicts"
            elif given[r] and m < 0:
                why = "unknown_medium"
            else:
                p = mine[0]
                z, m = int(zone[p]), int(medium[p])
        else:
            why = reference_fault(z) or ("unknown_medium" if m < 0 else None)
            if why is None and len(sole.get((z, m), [])) == 1:
                p = sole[(z, m)][0]
        if why is None and day.future[r]:
            why = "future"
        if why is not None:
            rejects.add(v.Role.RECORDS, rows[r], ids_r[r], zone_words.iloc[r] or "", why)
            continue
        out_zone[r], out_medium[r], out_point[r] = z, m, p
    place = np.array([own[r] if own[r] is not None else at[p] if p >= 0 else None
                      for r, p in enumerate(out_point.tolist())], object).reshape(n)
    return Monitoring(ids, zone, medium, interval, records, out_zone, out_medium, out_point, place, day)


def _medium(table: tables.RoleTable) -> Ints:
    return np.array([_MEDIUM.get(str(m), -1) for m in table.column("medium")], np.intp)


def _points(zones: Zones, points: tables.RoleTable | None, rejects: Rejects,
            ) -> tuple[Objects, Ints, Ints, Any, Objects]:
    if points is None:
        return np.zeros(0, object), np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0), np.zeros(0, object)
    ids, at, medium = named(points, "point_id"), places(points), _medium(points)
    zone, words = zones.rows_of(points), points.column("zone_id")
    interval = points.column("interval_days").to_numpy(float).copy()
    interval[~np.isfinite(interval) | (interval <= 0)] = np.nan
    for p, row in enumerate(source_rows(points)):
        why = reference_fault(int(zone[p]))
        if why == "no_zone_named" and at[p] is not None:
            around = [z for z, g in enumerate(zones.geometry) if g is not None and shapely.intersects(g, at[p])]
            if len(around) == 1:
                zone[p], why = around[0], None
        if why is None and medium[p] < 0:
            why = "unknown_medium"
        if why is not None:
            rejects.add(v.Role.POINTS, row, ids[p], words.iloc[p] or "", why)
            zone[p] = min(zone[p], -1) if zone[p] < 0 else REPEATED_ID
    return ids, zone, medium, interval, at


def medium_duties(zones: Zones, monitoring: Monitoring, as_of: pd.Timestamp, settings: ZoneSettings,
                  ) -> dict[tuple[int, v.Medium], Found]:
    """State of the monitoring duty for each zone and medium.

    No record: missing. A record without a chosen interval: unknown. Else met while the day lies before the due day
    minus the lead time, due up to and including the due day, overdue after it. Of several points the gravest counts,
    and a point without a record is missing. A record without a readable day counts for nothing but that it exists.
    """
    records_of: dict[tuple[int, int], list[int]] = {}
    for r in np.flatnonzero(monitoring.zone >= 0).tolist():
        records_of.setdefault((int(monitoring.zone[r]), int(monitoring.medium[r])), []).append(r)
    points_of: dict[tuple[int, int], list[int]] = {}
    for p in np.flatnonzero(monitoring.point_zone >= 0).tolist():
        points_of.setdefault((int(monitoring.point_zone[p]), int(monitoring.point_medium[p])), []).append(p)
    found = {}
    for zone in range(len(zones)):
        for m, medium in enumerate(MEDIA):
            records, points = records_of.get((zone, m), []), points_of.get((zone, m), [])
            adopted = float(settings.intervals.get(medium, np.nan))
            if not records:
                code = "monitoring_not_given" if monitoring.records is None else "monitoring_missing"
                found[zone, medium] = Found(v.DutyState.MISSING, code, {"medium": medium})
            elif not points:
                found[zone, medium] = _state(monitoring, records, adopted, as_of, settings,
                                             {"medium": medium, "point": "-"})
            else:
                found[zone, medium] = worst([
                    _state(monitoring, [r for r in records if monitoring.point[r] == p],
                           monitoring.interval[p] if np.isfinite(monitoring.interval[p]) else adopted, as_of, settings,
                           {"medium": medium, "point": monitoring.point_ids[p]})
                    for p in sorted(points, key=lambda p: str(monitoring.point_ids[p]))])
    return found


def _state(monitoring: Monitoring, records: list[int], interval: float, as_of: pd.Timestamp, settings: ZoneSettings,
           facts: dict[str, object]) -> Found:
    if not records:
        return Found(v.DutyState.MISSING, "point_without_record", facts)
    past = [r for r in records if monitoring.day.past[r]]
    if not past:
        return Found(v.DutyState.UNKNOWN, "record_day_unknown", facts)
    last = max(monitoring.day.day[r] for r in past)
    facts = {**facts, "last": last}
    if not np.isfinite(interval):
        return Found(v.DutyState.UNKNOWN, "no_interval", facts, last=last)
    state, due = state_on(last, interval, as_of, settings.lead_time_days)
    return Found(state, f"monitoring_{state}", {**facts, "interval": interval, "due": due}, due, last)


def state_on(last: pd.Timestamp, interval_days: float, as_of: pd.Timestamp, lead_days: float,
             ) -> tuple[v.DutyState, pd.Timestamp]:
    """State of a recurring duty on a day, and its due day; parts of a day are cut off the interval."""
    due = last + pd.Timedelta(days=int(min(interval_days, 36500)))
    if as_of > due:
        return v.DutyState.OVERDUE, due
    if as_of >= due - pd.Timedelta(days=int(lead_days)):
        return v.DutyState.DUE, due
    return v.DutyState.MET, due
