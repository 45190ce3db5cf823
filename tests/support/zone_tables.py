"""Small tables of control zones for tests; all places in metres of one planar CRS."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from soilgate.plugin.core import vocabulary as v
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.zones import review_zones

DAY = pd.Timestamp("2026-11-24")
ZONE = shapely.box(0, 0, 100, 100)
PLOT = shapely.box(20, 20, 80, 80)
MEDIA = ("soil", "surface_water", "groundwater", "air")


def day(text):
    return pd.Timestamp(text)


def table(role, rows, geometry=None, columns=()):
    """A role table of dicts; ``columns`` are needed where there are no rows."""
    frame = pd.DataFrame(rows) if rows else pd.DataFrame(columns=list(columns), dtype=object)
    frame["source_row"] = np.arange(1, len(frame) + 1)
    shapes = None
    if geometry is not None:
        shapes = np.empty(len(frame), object)
        shapes[:] = geometry
    return RoleTable(role, frame, shapes)


def zones(rows=None, geometry=None):
    rows = [{"zone_id": "Z1", "plot_ids": "P1", "drawn_on": day("2024-01-01")}] if rows is None else rows
    return table(v.Role.CONTROL_ZONES, rows, [ZONE] * len(rows) if geometry is None else geometry, ("zone_id",))


def registry(rows=None, geometry=None):
    rows = [{"entry_id": "P1", "left_undeveloped": True}] if rows is None else rows
    return table(v.Role.REGISTRY, rows, [PLOT] * len(rows) if geometry is None else geometry, ("entry_id",))


def signs(*rows):
    """Rows of (place, dict)."""
    given = [{"sign_id": f"S{i}", "zone_id": "Z1", "set_on": day("2024-02-01"), **row}
             for i, (_, row) in enumerate(rows)]
    return table(v.Role.SIGNS, given, [place for place, _ in rows], ("sign_id",))


def points(*rows):
    given = [{"point_id": f"W{i}", "zone_id": "Z1", "medium": "groundwater", "interval_days": 180.0, **row}
             for i, (_, row) in enumerate(rows)]
    return table(v.Role.POINTS, given, [place for place, _ in rows], ("point_id",))


def records(*rows):
    return table(v.Role.RECORDS, [{"record_id": f"R{i}", **row} for i, row in enumerate(rows)], None, ("record_id",))


def review(as_of=DAY, settings=None, roads=None, **given):
    """Review with the tables given by role word; zones and registry have defaults."""
    given = {"control_zones": zones(), "registry": registry(), **given}
    return review_zones({v.Role(role): t for role, t in given.items()}, as_of=as_of, settings=settings, roads=roads)


def duty(outcome, name, zone="Z1"):
    """The row of a duty."""
    rows = outcome.tables["zone_duties"]
    row = rows[(rows["zone_id"] == zone) & (rows["duty"] == name)]
    assert len(row) == 1
    return row.iloc[0]


def state(outcome, name, zone="Z1"):
    return duty(outcome, name, zone)["state"]


def why(outcome):
    return list(outcome.tables["rejected"]["why"])
