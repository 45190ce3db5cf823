"""Which plots must have a zone, and how much of each no zone covers."""

from __future__ import annotations

import dataclasses
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import shapely

from .. import tables
from .. import vocabulary as v
from ..tri import Tri
from .base import Found, Objects, Rejects, Zones, keys, named, places, source_rows, split_ids, when
from .house import ZoneSettings

LISTS = (v.ListKind.PROVINCIAL_LIST, v.ListKind.CONTAMINATED_PLOT_LIST, v.ListKind.UNKNOWN)
"""Lists whose entries are contaminated plots; the other kinds name plots that are not confirmed yet."""


class Need(NamedTuple):
    """Whether each of n register entries must have a zone, and whether it is on its list."""

    needs: Tri
    listed: Tri


def must_have_zone(registry: tables.RoleTable, as_of: pd.Timestamp) -> Need:
    """Tell which plots must have a control zone: listed, and left undeveloped or not treatable at present.

    Parameters
    ----------
    registry : RoleTable of role registry, n rows
    as_of : Timestamp

    Returns
    -------
    Need
        Unknown where it is not recorded whether a listed plot is left undeveloped, where a cell could not be read,
        or where list status, stage and day of removal contradict each other. A register without status lists all
        its rows. "Not treatable" left blank beside a recorded "not left undeveloped" means none recorded. An entry
        of a list of suspected plots is asked about only where it is recorded as left undeveloped.

    References
    ----------
    Action Plan on soil pollution (2016), item 12.
    """
    status, stage = registry.column("list_status").astype(object), registry.column("stage").astype(object)
    listed_on, removed_on = when(registry, "listed_on", as_of), when(registry, "removed_on", as_of)
    says_listed = (status == v.ListStatus.LISTED).to_numpy(bool)
    says_removed = (status == v.ListStatus.REMOVED).to_numpy(bool)
    stage_removed = (stage == v.Stage.REMOVED).to_numpy(bool)
    shown_removed = removed_on.past | (stage_removed & ~removed_on.future & ~removed_on.unreadable)
    off = (says_removed & ~removed_on.future & ~removed_on.unreadable) | (~says_listed & shown_removed)
    off |= listed_on.future
    doubt = ((says_listed & shown_removed) | registry.unreadable("list_status") | removed_on.unreadable) & ~(
        listed_on.future)
    listed = Tri.of(~off, doubt)

    left, treat = _truth(registry, "left_undeveloped"), _truth(registry, "not_treatable")
    none_recorded = left.false & treat.unknown & ~registry.unreadable("not_treatable")
    owed = left | Tri.of(treat.true, treat.unknown & ~none_recorded)

    default = registry.source.list_kind
    kinds = registry.column("list_kind").astype(object)
    if default is not None:
        kinds = kinds.where(kinds.notna(), default)
    suspected = (kinds.notna() & ~kinds.isin(LISTS)).to_numpy(bool)
    confirmed = Tri.of(~suspected, suspected & owed.true)
    return Need(listed & owed & confirmed, listed)


def _truth(table: tables.RoleTable, column: str) -> Tri:
    values = table.column(column)
    true = np.array([value is not None and value == True for value in values], bool)  # noqa: E712 numpy bools too
    false = np.array([value is not None and value == False for value in values], bool)  # noqa: E712
    unreadable = table.unreadable(column)
    return Tri.of(true & ~unreadable, unreadable | ~(true | false))


@dataclasses.dataclass
class Coverage:
    """Plots against zones.

    ``found`` holds, for every plot that needs a zone or may need one, ``(plot, finding, zones)``: positions of the
    plot and of the zones it is about. ``plots_of`` names the plots of each zone; ``gaps`` are rows of
    ``(plot, zones, area_m2, geometry)`` that no zone covers.
    """

    plot_ids: Objects
    found: list[tuple[int, Found, list[int]]]
    plots_of: list[list[int]]
    still_listed: list[bool]
    gaps: list[tuple[int, list[int], float, Any]]


def cover(zones: Zones, registry: tables.RoleTable, as_of: pd.Timestamp, settings: ZoneSettings,
          rejects: Rejects, settled: set[str]) -> Coverage:
    """Measure what control zones in force leave uncovered of each plot that must, or may have to, have one.

    Parameters
    ----------
    zones, registry
        Geometries in one projected CRS in metres.
    settled : set of str
        Keys of plots for which a person stated that no zone is owed.

    Returns
    -------
    Coverage
        An isolation area is another thing by law: where it alone covers a plot the answer is unknown. A plot or a
        zone without polygon leaves the answer unknown where it could matter.
    """
    need = must_have_zone(registry, as_of)
    plots, plot_ids, plot_keys = places(registry), named(registry, "entry_id"), keys(registry.column("entry_id"))
    links = _named_links(zones, registry, plot_keys, rejects)
    for zone, plot in _meeting(zones.geometry, plots, settings.tolerance_m):
        links.add((zone, plot))
    zones_of: dict[int, list[int]] = {}
    for zone, plot in sorted(links):
        zones_of.setdefault(plot, []).append(zone)

    unplaced = any(zones.geometry[z] is None or not split_ids(p) for z, p in enumerate(zones.table.column("plot_ids"))
                   if zones.counts[z] and not zones.isolation[z])
    found: list[tuple[int, Found, list[int]]] = []
    gaps: list[tuple[int, list[int], float, Any]] = []
    for plot in np.flatnonzero(need.needs.true | need.needs.unknown).tolist():
        about = [z for z in zones_of.get(plot, []) if zones.counts[z]]
        facts = {"plot": plot_ids[plot], "zones": "、".join(zones.ids[z] for z in about) or "-"}
        if plot_keys[plot] in settled:
            found.append((plot, Found(v.DutyState.NOT_OWED, "plot_settled", facts), about))
            continue
        answer, area, gap = _plot_covered(zones, about, plots[plot], settings.tolerance_m, unplaced)
        if gap is not None:
            gaps.append((plot, about, area, gap))
        if need.needs.unknown[plot] and answer[0] is not v.DutyState.MET:
            code = "question_listed" if need.listed.unknown[plot] else "question_undeveloped"
            answer = (v.DutyState.UNKNOWN, code)
        found.append((plot, Found(answer[0], answer[1], {**facts, "gap_m2": f"{area:.1f}"}), about))

    plots_of = [sorted(p for z, p in links if z == zone) for zone in range(len(zones))]
    still = [not plots_of[zone] or bool((~need.listed.false[plots_of[zone]]).any()) for zone in range(len(zones))]
    return Coverage(plot_ids, found, plots_of, still, gaps)


def _named_links(zones: Zones, registry: tables.RoleTable, plot_keys: Objects, rejects: Rejects,
                 ) -> set[tuple[int, int]]:
    rows: dict[str, list[int]] = {}
    for plot, names in enumerate(zip(plot_keys, keys(registry.column("name")))):
        for name in {n for n in names if n}:
            rows.setdefault(name, []).append(plot)
    links: set[tuple[int, int]] = set()
    for zone, (cell, row) in enumerate(zip(zones.table.column("plot_ids"), source_rows(zones.table))):
        for name in split_ids(cell):
            if name not in rows:
                rejects.add(v.Role.CONTROL_ZONES, row, name, zones.ids[zone], "unknown_plot")
            links.update((zone, plot) for plot in rows.get(name, []))
    return links


def _meeting(zones: Objects, plots: Objects, tolerance_m: float) -> list[tuple[int, int]]:
    """Pairs that overlap in something wider than the tolerance."""
    if not len(zones) or not len(plots):
        return []
    a, b = shapely.STRtree(plots).query(zones, predicate="intersects")
    wide = ~shapely.is_empty(shapely.buffer(shapely.intersection(zones[a], plots[b]), -tolerance_m / 2))
    return list(zip(a[wide].tolist(), b[wide].tolist()))


def _plot_covered(zones: Zones, about: list[int], plot: Any, tolerance_m: float, unplaced: bool,
                  ) -> tuple[tuple[v.DutyState, str], float, Any]:
    """State and code for a plot that needs a zone, its gap in m2 and the gap itself (None: none, or not measurable)."""
    control = [z for z in about if not zones.isolation[z]]
    if plot is None or shapely.get_dimensions(plot) < 2:
        if control or unplaced:
            return (v.DutyState.UNKNOWN, "plot_without_polygon"), 0.0, None
        return (v.DutyState.MISSING, "no_zone"), 0.0, None
    drawn = [z for z in control if zones.geometry[z] is not None]
    sure_area, sure_gap, doubt = _gap(plot, [zones.geometry[z] for z in drawn if zones.sure[z]], tolerance_m)
    if doubt:
        return (v.DutyState.UNKNOWN, "geometry_doubt"), 0.0, None
    if sure_gap is None:
        return (v.DutyState.MET, "covered"), 0.0, None
    if len(drawn) < len(control):
        return (v.DutyState.UNKNOWN, "zone_without_polygon"), sure_area, sure_gap
    _, possible_gap, doubt = _gap(plot, [zones.geometry[z] for z in drawn], tolerance_m)
    if possible_gap is None or doubt:
        return (v.DutyState.UNKNOWN, "zone_in_doubt"), sure_area, sure_gap
    everything = [zones.geometry[z] for z in about if zones.geometry[z] is not None]
    if len(everything) > len(drawn) and _gap(plot, everything, tolerance_m)[1] is None:
        return (v.DutyState.UNKNOWN, "isolation_area_only"), sure_area, sure_gap
    return (v.DutyState.MISSING, "gap" if control else "no_zone"), sure_area, sure_gap


def _gap(plot: Any, covers: list[Any], tolerance_m: float) -> tuple[float, Any, bool]:
    """Area and shape of a plot outside some polygons (None: no gap wider than the tolerance), and whether in doubt."""
    try:
        union = shapely.union_all(np.array(covers, object)) if covers else shapely.Polygon()
        rest, shared = shapely.difference(plot, union), shapely.intersection(plot, union)
    except shapely.GEOSException:
        return 0.0, None, True
    # Difference and intersection come from separate runs of the engine; together they must give the plot.
    if abs(rest.area + shared.area - plot.area) > 0.01 + 1e-6 * plot.area:
        return 0.0, None, True
    parts = np.array([p for p in shapely.get_parts(rest) if p.geom_type == "Polygon"], object)
    wide = parts[~shapely.is_empty(shapely.buffer(parts, -tolerance_m / 2))] if len(parts) else parts
    if not len(wide):
        return 0.0, None, False
    gap = shapely.multipolygons(wide)
    return float(gap.area), gap, False
