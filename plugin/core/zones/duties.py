"""The duties of each zone on a day: zone, sign, notice, four media, containment."""

from __future__ import annotations

import pandas as pd

from .. import tables
from .. import vocabulary as v
from .base import Found, Rejects, Zones, key, named, reference_fault, source_rows, when, worst
from .coverage import Coverage
from .house import citation

ISOLATION_OWES = (v.Duty.ZONE, v.Duty.NOTICE, v.Duty.CONTAINMENT)
"""Duties of an isolation area; national law asks no sign and no four media of it."""


def zone_duty(zones: Zones, coverage: Coverage) -> list[tuple[Found, Found]]:
    """For each zone what is found about the zone itself, and the gravest of this and of its plots."""
    out = []
    drawn, lifted = zones.drawn, zones.lifted
    document = [bool(key(d)) for d in zones.table.column("document")]
    for zone in range(len(zones)):
        facts: dict[str, object] = {}
        if lifted.unreadable[zone]:
            own = Found(v.DutyState.UNKNOWN, "zone_lifting_unreadable", facts)
        elif drawn.unreadable[zone]:
            own = Found(v.DutyState.UNKNOWN, "zone_day_unreadable", facts)
        elif zones.kind_unreadable[zone]:
            own = Found(v.DutyState.UNKNOWN, "zone_kind_unreadable", facts)
        elif zones.geometry[zone] is None:
            own = Found(v.DutyState.UNKNOWN, "zone_no_polygon", facts)
        elif drawn.absent[zone] and not document[zone]:
            own = Found(v.DutyState.UNKNOWN, "zone_nothing_shown", facts)
        else:
            day = drawn.day[zone]
            code = "zone_met" if coverage.still_listed[zone] else "zone_plots_off_list"
            own = Found(v.DutyState.MET, code, {"day": "-" if pd.isna(day) else day}, last=day)
        plots = [f for _, f, about in coverage.found if zone in about]
        out.append((own, worst([own, *plots])))
    return out


def notice_duties(zones: Zones, notices: tables.RoleTable | None, as_of: pd.Timestamp, rejects: Rejects,
                  ) -> list[Found]:
    """State of the duty to publish, from the notices and from the zone's own day of notice.

    The law names no notice for an isolation area: without one on record it is unknown whether its approval asks one.
    """
    published: dict[int, list[pd.Timestamp]] = {}
    undated: set[int] = set()
    if notices is not None:
        day, of, ids = when(notices, "published_on", as_of), zones.rows_of(notices), named(notices, "notice_id")
        words = notices.column("zone_id")
        for n, row in enumerate(source_rows(notices)):
            why = reference_fault(int(of[n])) or ("future" if day.future[n] else None)
            if why:
                rejects.add(v.Role.NOTICES, row, ids[n], words.iloc[n] or "", why)
            elif day.past[n]:
                published.setdefault(int(of[n]), []).append(day.day[n])
            else:
                undated.add(int(of[n]))
    own = when(zones.table, "notice_on", as_of)
    found = []
    for zone in range(len(zones)):
        days = published.get(zone, []) + ([own.day[zone]] if own.past[zone] else [])
        if own.future[zone]:
            rejects.add(v.Role.CONTROL_ZONES, source_rows(zones.table)[zone], zones.ids[zone], zones.ids[zone],
                        "notice_in_future")
        if days:
            found.append(Found(v.DutyState.MET, "notice_met", {"day": max(days)}, last=max(days)))
        elif own.unreadable[zone] or zone in undated:
            found.append(Found(v.DutyState.UNKNOWN, "notice_day_unknown", {}))
        elif zones.isolation[zone]:
            found.append(Found(v.DutyState.UNKNOWN, "notice_of_isolation_area", {}))
        else:
            found.append(Found(v.DutyState.MISSING, "notice_missing", {}))
    return found


def apply_law(zones: Zones, zone: int, duty: v.Duty, found: Found, as_of: pd.Timestamp, person: str | None) -> Found:
    """Put what the day, the kind of zone and a person's statement change about a finding.

    Lifted: nothing is owed. Not drawn yet on the day: unknown. Isolation area: no sign, no four media. Before the
    first law of the project: unknown.
    """
    if zones.lifted.past[zone]:
        return Found(v.DutyState.NOT_OWED, "lifted", {"day": zones.lifted.day[zone]})
    if zones.drawn.future[zone]:
        return Found(v.DutyState.UNKNOWN, "drawn_later", {"day": zones.drawn.day[zone]})
    if zones.isolation[zone] and duty not in ISOLATION_OWES:
        return Found(v.DutyState.NOT_OWED, "isolation_area", {"duty": duty})
    if person is not None and found.state is not v.DutyState.MET:
        return Found(v.DutyState.NOT_OWED, "stated_not_owed", {"person": person}, last=found.last)
    optional = bool(zones.isolation[zone]) and duty is v.Duty.NOTICE
    named_in_law = optional or bool(citation(str(duty), zones.kind(zone), as_of))
    if found.state is not v.DutyState.NOT_OWED and not named_in_law:
        return Found(v.DutyState.UNKNOWN, "before_law", {}, last=found.last)
    return found
