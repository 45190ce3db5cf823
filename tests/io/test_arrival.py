"""Rows on their way into a workspace: the place of entries, shifted maps, changes of the CRS."""

import numpy as np
import pandas as pd
import pyproj
import pytest
import shapely
from soilgate.plugin.core import geometry as g
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import RoleTable, Source
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import arrival

L_SHAPE = [(0, 0), (120, 0), (100, 90), (40, 80), (0, 100)]
SETTINGS = {"circle_safety_factor": 2.0, "circle_radius_m": 500.0}


def outline(east, north, turned=False):
    xy = np.array(L_SHAPE, float) @ (np.array([[0, 1], [-1, 0]]) if turned else np.eye(2))
    return shapely.Polygon(xy + (500_000 + east, 3_400_000 + north))


def table(role, shapes, crs=4547, **columns):
    frame = pd.DataFrame({"source_row": np.arange(1, len(shapes) + 1), **columns})
    return RoleTable(role, frame, np.array(shapes, object), pyproj.CRS(crs), Source(path="a.geojson"))


def degrees(shapes):
    return list(g.to_crs(np.array(shapes, object), 4547, 4490))


HELD = {Role.SURVEY_AREAS: table(Role.SURVEY_AREAS, [outline(0, 0), outline(900, 0, True)], name=["甲厂", "原乙电镀有限公司"],
                                 plot_id=["3713021320006", "3713021320007"])}


@pytest.mark.parametrize(("east", "north", "system"), [(450, -180, "GCJ-02"), (900, 550, "BD-09"), (-450, -180, None),
                                                       (30, 0, None), (450, 1900, None), (60, -30, None)])
def test_like_outlines_beside_each_other_are_asked_about_where_a_web_map_shifts(east, north, system):
    shapes = degrees([outline(east, north), outline(900 + east, north, True)])
    mine = table(Role.REGISTRY, shapes, 4490)
    if system is None:
        arrival.refuse_shifted(mine, HELD)
        return
    with pytest.raises(InputError) as caught:
        arrival.refuse_shifted(mine, HELD)
    assert caught.value.code == "crs_shifted" and caught.value.facts["value"] == system
    assert caught.value.facts["distance"] == pytest.approx(np.hypot(east, north), abs=2)


def test_an_outline_that_lies_right_clears_the_layer():
    mine = table(Role.REGISTRY, degrees([outline(0, 0), outline(1350, -180, True)]), 4490)
    arrival.refuse_shifted(mine, HELD)


def test_entries_are_placed_by_code_name_centre_or_not_at_all():
    mine = RoleTable(Role.REGISTRY, pd.DataFrame({
        "source_row": [1, 2, 3, 4, 5], "entry_id": ["3713021320007", None, None, None, None],
        "name": ["某地块", "甲厂", "乙电镀公司地块", "丙厂", "丁"], "longitude": [np.nan, np.nan, np.nan, 114.0, np.nan],
        "latitude": [np.nan, np.nan, np.nan, 30.7, np.nan], "area_m2": [np.nan, 1.0, 1.0, 100.0, 1.0]}),
        None, None, Source())
    notes, counts = arrival.places(mine, HELD, SETTINGS, pd.Timestamp("2026-11-01"))
    assert counts == {"by_code": 1, "by_name": 1, "circle": 1, "unlocated": 2}
    told = {n["row"]: (n["code"], n["confidence"]) for n in notes}
    assert told == {1: ("placed_by_code", 0.95), 2: ("placed_by_name", 0.8), 3: ("placed_like", 0.0),
                    4: ("placed_circle", 0.5), 5: ("placed_unlocated", 0.0)}
    assert "原乙电镀有限公司" in next(n["like_zh"] for n in notes if n["row"] == 3)


def test_an_entry_that_came_with_its_outline_before_keeps_it():
    held = {Role.REGISTRY: table(Role.REGISTRY, [outline(0, 0)], name=["甲厂"], entry_id=[None])}
    mine = RoleTable(Role.REGISTRY, pd.DataFrame({"source_row": [1], "name": ["甲厂"]}), None, None, Source())
    assert arrival.places(mine, held, SETTINGS, pd.Timestamp("2026-11-01")) == ([], {"polygon": 1})


@pytest.mark.parametrize(("source", "target", "codes"), [
    (4547, 4547, []), (4490, 4547, ["crs_projected"]), (4326, 4547, ["wgs84_as_cgcs2000"]),
    (2383, 2383, ["datum_other"]), (2383, 4547, ["datum_other"]), (2435, 4490, ["datum_other"])])
def test_a_change_of_crs_says_its_accuracy_or_its_doubt(source, target, codes):
    notes = arrival.crs_notes(pyproj.CRS(source), pyproj.CRS(target))
    assert [n["code"] for n in notes] == codes


def test_outlines_of_four_corners_are_evidence_only_where_asked_for():
    square = [shapely.box(500_000, 3_400_000, 500_100, 3_400_100)]
    beside = degrees([shapely.box(500_450, 3_399_820, 500_550, 3_399_920)])
    held = {Role.PARCELS: table(Role.PARCELS, square)}
    arrival.refuse_shifted(table(Role.REGISTRY, beside, 4490), held, plain=False)
    with pytest.raises(InputError):
        arrival.refuse_shifted(table(Role.REGISTRY, beside, 4490), held)
