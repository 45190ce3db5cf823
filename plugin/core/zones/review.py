"""The review of control zones on one page: tables in, what each zone owes and who must do what next out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .. import tables
from .. import vocabulary as v
from ..errors import InputError
from ..progress import Progress, Silent, checkpoint
from .base import Found, Objects, Rejects, Zones, key, source_rows, when, worst
from .coverage import Coverage, cover
from .duties import apply_law, notice_duties, zone_duty
from .house import ZoneSettings, actor, citation, say
from .monitoring import MEDIA, medium_duties, read_monitoring
from .signs import sign_duties
from .spread import containment_duties

STATUS = ("zone_id", "plots", "area_m2", "gap_m2", "worst_state", "next_due")
DUTIES = ("zone_id", "duty", "state", "due_date", "last_date", "reason_zh", "reason_en", "citation", "actor")
ACTIONS = ("plot_id", "zone_id", "duty", "state", "due_date", "message_zh", "message_en", "actor")
REJECTED = ("role", "source_row", "row_id", "zone_id", "why", "reason_zh", "reason_en")
GAPS = ("plot_id", "zone_id", "state", "gap_m2")
TABLES = {"zones_status": STATUS, "zone_duties": DUTIES, "zone_actions": ACTIONS, "rejected": REJECTED}

_STATEMENT_ROLES = {v.Role.SIGNS: v.Duty.SIGN, v.Role.NOTICES: v.Duty.NOTICE}
_OPEN = (v.DutyState.MISSING, v.DutyState.OVERDUE, v.DutyState.DUE, v.DutyState.UNKNOWN)


@dataclasses.dataclass
class ZonesOutcome:
    """What a review of zones gives.

    ``tables`` holds ``zones_status``, ``zone_duties``, ``zone_actions`` and ``rejected``, and ``zone_gaps`` (a row a
    plot part without zone: ``plot_id, zone_id, state, gap_m2``; ``unknown`` where the plot may not need one).
    ``geometry`` holds the polygons of ``zones_status`` and ``zone_gaps``, row by row (None: no polygon), in ``crs``.
    """

    tables: dict[str, pd.DataFrame]
    geometry: dict[str, Objects]
    crs: Any
    as_of: pd.Timestamp


def review_zones(tables: Mapping[v.Role, tables.RoleTable], *, as_of: pd.Timestamp,
                 settings: ZoneSettings | None = None, roads: npt.NDArray[np.object_] | None = None,
                 crs: Any = None, progress: Progress = Silent()) -> ZonesOutcome:  # noqa: B008 stateless
    """Tell what each control zone owes on a day, and which plots need a zone and have none.

    Parameters
    ----------
    tables : mapping of Role to RoleTable
        ``control_zones`` and ``registry`` (either may be empty); optionally ``signs``, ``points``, ``records``,
        ``notices``, ``evidence``. All geometries valid and in one projected CRS in metres.
    as_of : Timestamp
        The day of the review; it chooses the law too.
    settings : ZoneSettings, optional
        None: nothing adopted.
    roads : array of lines, optional
        Same CRS.
    crs : pyproj.CRS, optional
        Handed on to the outcome; None takes that of the zones.

    Returns
    -------
    ZonesOutcome
        Same inputs give the same tables; the order of input rows does not matter but for the numbers of source rows.
        What is not known is ``unknown``, never ``met`` or ``not_owed``; what was set aside stands in ``rejected``.

    Raises
    ------
    InputError
        A needed role is missing, or the day is no day.
    """
    for role in (v.Role.CONTROL_ZONES, v.Role.REGISTRY):
        if role not in tables:
            raise InputError("zones_need_role", role=str(role))
    if pd.isna(as_of):
        raise InputError("zone_setting", field="as_of", value=as_of)
    day = pd.Timestamp(as_of).tz_localize(None).normalize()
    settings = ZoneSettings() if settings is None else settings
    rejects = Rejects()

    zones = Zones.read(tables[v.Role.CONTROL_ZONES], day)
    for row in np.flatnonzero(zones.drawn.future).tolist():
        rejects.add(v.Role.CONTROL_ZONES, source_rows(zones.table)[row], zones.ids[row], zones.ids[row], "future")
    checkpoint(progress, 0.05)
    plots_settled, persons = _statements(tables.get(v.Role.EVIDENCE), zones, day, rejects)
    coverage = cover(zones, tables[v.Role.REGISTRY], day, settings, rejects, plots_settled)
    checkpoint(progress, 0.4)
    signs = sign_duties(zones, tables.get(v.Role.SIGNS), roads, day, settings, rejects)
    notices = notice_duties(zones, tables.get(v.Role.NOTICES), day, rejects)
    checkpoint(progress, 0.6)
    monitoring = read_monitoring(zones, tables.get(v.Role.POINTS), tables.get(v.Role.RECORDS), day, rejects)
    media = medium_duties(zones, monitoring, day, settings)
    owned_media = {k: f for k, f in media.items() if not zones.isolation[k[0]] and k not in _persons_media(persons)}
    containment = containment_duties(zones, monitoring, settings, owned_media)
    checkpoint(progress, 0.9)

    zone_found = zone_duty(zones, coverage)
    found: dict[tuple[int, v.Duty], Found] = {}
    own_zone: dict[int, Found] = {}
    for zone in range(len(zones)):
        raw = {v.Duty.ZONE: zone_found[zone][1], v.Duty.SIGN: signs[zone], v.Duty.NOTICE: notices[zone],
               **{v.Duty(str(m)): media[zone, m] for m in MEDIA}, v.Duty.CONTAINMENT: containment[zone]}
        for duty in v.Duty:
            found[zone, duty] = apply_law(zones, zone, duty, raw[duty], day, persons.get((zone, duty)))
        own_zone[zone] = apply_law(zones, zone, v.Duty.ZONE, zone_found[zone][0], day, None)
    outcome = _assemble(zones, coverage, found, own_zone, rejects, day)
    outcome.crs = tables[v.Role.CONTROL_ZONES].crs if crs is None else crs
    checkpoint(progress, 1.0)
    return outcome


def _persons_media(persons: dict[tuple[int, v.Duty], str]) -> set[tuple[int, v.Medium]]:
    return {(zone, v.Medium(str(duty))) for zone, duty in persons if str(duty) in {str(m) for m in MEDIA}}


def _statements(evidence: tables.RoleTable | None, zones: Zones, day: pd.Timestamp, rejects: Rejects,
                ) -> tuple[set[str], dict[tuple[int, v.Duty], str]]:
    """Plots and duties that a person stated to owe nothing: key of the plot; (zone, duty) -> person.

    A statement counts with ``none_here`` or ``exception``, a person, and a day on or before the review. Its role says
    what about: ``registry`` a plot, ``signs`` or ``notices`` a zone's sign or notice, ``points`` or ``records`` a
    medium, subject ``<zone>/<medium>``. It never settles what was measured, nor whether a zone covers its plot.
    """
    if evidence is None:
        return set(), {}
    plots: set[str] = set()
    persons: dict[tuple[int, v.Duty], str] = {}
    dated = when(evidence, "date", day)
    frame = zip(evidence.column("role"), evidence.column("subject_id"), evidence.column("statement"),
                evidence.column("person"), source_rows(evidence), dated.past, dated.future,
                evidence.column("parcel_id"))
    by_key = zones.index
    for role, subject, statement, person, row, past, future, parcel in frame:
        role = key(role)
        if key(parcel) or not key(subject):          # about a parcel of a plan, not about a plot or zone
            continue
        if role not in {str(r) for r in (v.Role.REGISTRY, *_STATEMENT_ROLES, v.Role.POINTS, v.Role.RECORDS)}:
            continue
        if str(statement) not in (str(v.Statement.NONE_HERE), str(v.Statement.EXCEPTION)):
            continue
        if not past or not key(person):
            rejects.add(v.Role.EVIDENCE, row, subject, "", "future" if future else "statement_incomplete")
            continue
        if role == str(v.Role.REGISTRY):
            plots.add(key(subject))
            continue
        zone_key, _, medium = key(subject).rpartition("/") if role in (
            str(v.Role.POINTS), str(v.Role.RECORDS)) else (key(subject), "", "")
        zone = by_key.get(zone_key, -1)
        if zone < 0 or (medium and medium not in {str(m) for m in MEDIA}):
            rejects.add(v.Role.EVIDENCE, row, subject, "", "unknown_zone" if zone < 0 else "unknown_medium")
            continue
        duty = v.Duty(medium) if medium else _STATEMENT_ROLES[v.Role(role)]
        persons[zone, duty] = min(str(person), persons.get((zone, duty), str(person)))
    return plots, persons


def _assemble(zones: Zones, coverage: Coverage, found: dict[tuple[int, v.Duty], Found],
              own_zone: dict[int, Found], rejects: Rejects, day: pd.Timestamp) -> ZonesOutcome:
    order = sorted(range(len(zones)), key=lambda z: str(zones.ids[z]))
    duties: list[tuple[Any, ...]] = []
    status: list[tuple[Any, ...]] = []
    actions: list[tuple[str | None, str | None, v.Duty, Found, str]] = []
    gap_of: dict[int, float] = {}
    for _, about, area, _ in coverage.gaps:
        for zone in about:
            gap_of[zone] = gap_of.get(zone, 0.0) + area
    for zone in order:
        kind, mine = zones.kind(zone), [found[zone, duty] for duty in v.Duty]
        for duty, f in zip(v.Duty, mine):
            who, cite = actor(str(duty), kind), citation(str(duty), kind, day)
            duties.append((zones.ids[zone], str(duty), str(f.state), f.due, f.last, _reason(f, "zh"), _reason(f, "en"),
                           cite or None, who))
            open_one = own_zone[zone] if duty is v.Duty.ZONE else f
            if open_one.state in _OPEN:
                actions.append((None, zones.ids[zone], duty, open_one, who))
        due = [f.due for f in mine if pd.notna(f.due)]
        geometry = zones.geometry[zone]
        status.append((zones.ids[zone], ";".join(sorted(coverage.plot_ids[p] for p in coverage.plots_of[zone])),
                       float("nan") if geometry is None else float(geometry.area),
                       round(gap_of.get(zone, 0.0), 4) if zones.counts[zone] else 0.0,
                       str(worst(mine).state), min(due) if due else pd.NaT))
    for plot, f, about in coverage.found:
        if f.state in _OPEN:
            if not citation("zone", v.ZoneKind.CONTROL, day):
                f = Found(v.DutyState.UNKNOWN, "before_law", {})
            actions.append((coverage.plot_ids[plot], _joined(zones, about), v.Duty.ZONE, f,
                            actor("zone", v.ZoneKind.CONTROL)))
    state = {plot: str(f.state) for plot, f, _ in coverage.found}
    gaps = sorted(((coverage.plot_ids[p], _joined(zones, about), state[p], round(area, 4), g)
                   for p, about, area, g in coverage.gaps), key=lambda r: (str(r[0]), str(r[1])))
    frames = {
        "zones_status": _frame(status, STATUS, dates=("next_due",), numbers=("area_m2", "gap_m2")),
        "zone_duties": _frame(duties, DUTIES, dates=("due_date", "last_date")),
        "zone_actions": _frame(_work_list(actions), ACTIONS, dates=("due_date",)),
        "rejected": _frame(sorted(
            (role, row, row_id, zone_id, why, say("zone_rejected", why, "zh"), say("zone_rejected", why, "en"))
            for role, row, row_id, zone_id, why in set(rejects.rows)), REJECTED),
        "zone_gaps": _frame([r[:4] for r in gaps], GAPS, numbers=("gap_m2",)),
    }
    shapes = {"zones_status": np.array([zones.geometry[z] for z in order] + [None], object)[:-1],
              "zone_gaps": np.array([r[4] for r in gaps] + [None], object)[:-1]}
    return ZonesOutcome(frames, {name: _polygons(g) for name, g in shapes.items()}, None, day)


def _work_list(actions: list[tuple[str | None, str | None, v.Duty, Found, str]]) -> list[tuple[Any, ...]]:
    """The gravest first, then by due day (none last), then by ids and duty."""
    far = pd.Timestamp.max
    rank = {duty: i for i, duty in enumerate(v.Duty)}
    actions = sorted(actions, key=lambda a: (-a[3].gravity, a[3].due if pd.notna(a[3].due) else far,
                                             str(a[1] or ""), str(a[0] or ""), rank[a[2]]))
    return [(plot, zone, str(duty), str(f.state), f.due, _message(plot, zone, f, "zh"), _message(plot, zone, f, "en"),
             who) for plot, zone, duty, f, who in actions]


def _joined(zones: Zones, rows: list[int]) -> str | None:
    return ";".join(sorted(zones.ids[z] for z in rows)) or None


def _reason(f: Found, language: str) -> str:
    return say("zone_reasons", f.code, language, **f.facts)


def _message(plot: str | None, zone: str | None, f: Found, language: str) -> str:
    reason = _reason(f, language)
    return reason if plot else say("zone_actions", "of_zone", language, zone=zone, reason=reason)


def _frame(rows: list[tuple[Any, ...]], columns: tuple[str, ...], dates: tuple[str, ...] = (),
           numbers: tuple[str, ...] = ()) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(columns), dtype=object)
    for name in dates:
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[ns]")
    for name in numbers:
        frame[name] = frame[name].astype(float)
    return frame


def _polygons(shapes: Objects) -> Objects:
    """All as multipolygons, so that a layer has one type; what is no polygon is None."""
    return np.array([shapely.multipolygons([p for p in shapely.get_parts(g) if p.geom_type == "Polygon"])
                     if g is not None and shapely.get_dimensions(g) == 2 else None for g in shapes] + [None],
                    object)[:-1]
