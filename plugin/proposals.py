"""Use case: signs or monitoring points proposed for the control zones of a layer, as points that can be edited."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd
import shapely

from . import jobs
from .core.errors import InputError
from .core.progress import Progress, Silent, checkpoint
from .core.vocabulary import Role
from .core.zones import Proposals, ZoneSettings, base, propose_points, propose_signs
from .core.zones.signs import standing_places
from .io import results
from .io.mapping import Mapping as FieldMap

TABLES = {"signs": "proposed_signs", "points": "proposed_points"}


@dataclasses.dataclass
class ProposalRequest:
    """What is proposed for which zones; ``kind`` is "signs" or "points"."""

    kind: str
    inputs: Mapping[Role, jobs.Input]                # control zones; signs that stand; registry, for points
    out: Path
    roads: Optional[jobs.LayerInput] = None
    ids: Sequence[str] = ()                          # empty: all zones in force
    flow: Optional[float] = None                     # where groundwater flows to, degrees clockwise from north
    settings: ZoneSettings = dataclasses.field(default_factory=ZoneSettings)
    as_of: Optional[dt.date] = None
    maps: Mapping[Role, FieldMap] = dataclasses.field(default_factory=dict)
    crs: Mapping[Role, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Proposed:
    """How many points each zone got, and zones without a boundary."""

    counts: dict[str, int]
    left_out: list[str]


def propose(request: ProposalRequest, progress: Optional[Progress] = None) -> Proposed:
    """Propose signs or points and write them to a GeoPackage, in a CRS in metres.

    Raises
    ------
    InputError
        Inputs that cannot be read; ``zone_not_found`` a zone that is not there; ``no_usable_zone`` none has a boundary.
    """
    progress = progress or Silent()
    tables, work = jobs.zone_tables(request.inputs, request.maps, request.crs)
    checkpoint(progress, 0.4)
    day = pd.Timestamp(request.as_of or jobs.today())
    zones = base.Zones.read(tables[Role.CONTROL_ZONES], day)
    rows = _chosen(zones, request)
    roads = None if request.roads is None else jobs.in_crs(request.roads, work)
    standing = standing_places(zones, tables.get(Role.SIGNS), day, request.settings)
    plots = _plots(zones, tables.get(Role.REGISTRY))
    frames, places, counts, left_out = [], [], {}, []
    for at, row in enumerate(rows):
        checkpoint(progress, 0.4 + 0.5 * at / len(rows))
        name, zone = str(zones.ids[row]), zones.geometry[row]
        if zone is None or zone.area == 0:
            left_out.append(name)
            continue
        found: Proposals = propose_signs(
            zone, roads, settings=request.settings, standing=standing.get(row)) if request.kind == "signs" else \
            propose_points(zone, plots.get(row, zone), request.flow, request.settings)
        counts[name] = len(found.frame)
        frames.append(found.frame.assign(zone_id=name, proposal_id=[f"{name}-{i}" for i in found.frame["proposal_id"]]))
        places.append(found.geometry)
    if not frames:
        raise InputError("no_usable_zone", source=tables[Role.CONTROL_ZONES].source.path)
    frame = pd.concat(frames, ignore_index=True)
    name = TABLES[request.kind]
    first = ["proposal_id", "zone_id"]
    results.write_tables(request.out, {name: frame[first + [c for c in frame if c not in first]]},
                         {name: shapely.multipoints(np.concatenate(places)[:, None])}, work, {name: "MULTIPOINT"})
    progress.report(1.0)
    return Proposed(counts, left_out)


def _chosen(zones: base.Zones, request: ProposalRequest) -> list[int]:
    if not request.ids:
        return [int(row) for row in np.flatnonzero(zones.counts)]
    known = {base.key(name): row for row, name in enumerate(zones.ids)}
    missing = [one for one in request.ids if base.key(one) not in known]
    if missing:
        raise InputError("zone_not_found", source=zones.table.source.path, value=", ".join(missing))
    return [known[base.key(one)] for one in dict.fromkeys(request.ids)]


def _plots(zones: base.Zones, registry: Any) -> dict[int, Any]:
    """The ground of the plots that each zone names, where they have a boundary."""
    if registry is None:
        return {}
    shapes: dict[str, Any] = {}
    for name, shape in zip(base.keys(registry.column("entry_id")), base.places(registry)):
        if name and shape is not None and shape.area > 0:
            shapes[name] = shape if name not in shapes else shapely.union(shapes[name], shape)
    found = {}
    for row, named in enumerate(zones.table.column("plot_ids")):
        mine = [shapes[one] for one in base.split_ids(named) if one in shapes]
        if mine:
            found[row] = shapely.union_all(mine)
    return found
