"""Projects that may pollute near homes: what the layer of present uses no longer tells of homes is not known."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
import shapely
from soilgate.plugin import jobs
from soilgate.plugin.core.geometry import as_crs
from soilgate.plugin.core.live import LiveSite
from soilgate.plugin.core.review import SITE_ROLES, Options, review
from soilgate.plugin.core.tables import RoleTable
from soilgate.plugin.core.vocabulary import Role

EAST, NORTH, CRS = 505_000.0, 3_380_000.0, as_crs(4547)
SAID = {"parcel_id": "A", "use_code": "100103", "current_use_code": "100103", "project_industry": "电镀"}
WORKS, HOMES = shapely.box(EAST, NORTH, EAST + 100, NORTH + 100), shapely.box(EAST + 300, NORTH, EAST + 400, NORTH + 100)
BOOKS = {None: jobs.load_rules(), 250: jobs.load_rules(house={"siting_distance_m": 250}),
         150: jobs.load_rules(house={"siting_distance_m": 150})}


def table(role, shapes, **columns):
    frame = pd.DataFrame({"source_row": range(1, len(shapes) + 1), **columns}, dtype=object)
    geometry = np.empty(len(shapes), object)
    geometry[:] = shapes
    return RoleTable(role, frame, geometry, CRS)


def told(use, distance=None):
    """Verdict, what could be, and whether all was looked at: the review and the live check say the same."""
    parcels = table(Role.PARCELS, [WORKS], **{name: [value] for name, value in SAID.items()})
    tables = {Role.PARCELS: parcels} if use is None else {Role.PARCELS: parcels, Role.CURRENT_USE: use}
    options = Options(pd.Timestamp("2026-09-01"), BOOKS[distance], covers={Role.CURRENT_USE: "parcels"},
                      none={role: True for role in SITE_ROLES if role is not Role.CURRENT_USE})
    if use is None:
        options = dataclasses.replace(options, covers={})
    row = review(tables, options).tables["parcels_reviewed"].iloc[0]
    answer = LiveSite(tables, options).check(WORKS, None, SAID)
    assert (answer.verdict, answer.could_be, answer.complete) == (row["verdict"], row["could_be"], row["complete"])
    return row["verdict"], row["could_be"], row["complete"]


def layer(*pieces):
    return table(Role.CURRENT_USE, [shape for shape, _ in pieces], use_code=[code for _, code in pieces],
                 use_scheme=["用地用海分类"] * len(pieces))


def test_homes_that_are_known_decide():
    near, far = layer((WORKS, "100103"), (HOMES, "0701")), layer((WORKS, "100103"), (HOMES, "1001"))
    assert told(near) == ("undetermined", "prohibited", False)         # no distance is set
    assert told(near, 250)[0] == "prohibited"
    assert told(near, 150) == told(far) == told(far, 250) == ("clear", None, True)


@pytest.mark.parametrize("home", [
    (HOMES, None), (HOMES, "zz9"), (None, "0701"), (None, None), (shapely.Polygon([(EAST, NORTH), (np.inf, 0), (0, 0)]), "0701"),
    (shapely.Polygon([(EAST + 200, NORTH), (EAST + 900, NORTH + 100), (EAST + 900, NORTH), (EAST + 200, NORTH + 100)]),
     "zz9")])
def test_homes_that_are_lost_may_be_near(home):
    use = layer((WORKS, "100103"), home)
    assert told(use) == told(use, 250) == ("undetermined", "prohibited", False)


def test_what_is_unread_beyond_the_distance_decides_nothing():
    assert told(layer((WORKS, "100103"), (HOMES, "zz9")), 150) == ("clear", None, True)
    away = shapely.box(EAST + 700, NORTH, EAST + 800, NORTH + 100)     # farther than is looked
    assert told(layer((WORKS, "100103"), (away, "zz9"))) == ("clear", None, True)


def test_homes_of_a_layer_without_rows_or_from_elsewhere_may_be_near():
    assert told(layer()) == ("undetermined", "prohibited", False)
    assert told(layer((HOMES, "1001"))) == ("undetermined", "prohibited", False)


def test_without_a_layer_not_everything_was_looked_at():
    assert told(None) == ("clear", None, False)
