from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.zones import ZoneSettings, house_values, propose_points, propose_signs
from soilgate.plugin.core.zones.signs import largest_stretch, rings

SQUARE = shapely.box(0, 0, 300, 200)
PLOT = shapely.box(100, 80, 150, 120)
ROADS = np.array([shapely.LineString([(150, -50), (150, 250)]), shapely.LineString([(-10, 33), (10, 33)])], object)


@st.composite
def shapes(draw):
    turn = np.sort(draw(st.lists(st.floats(0, 6.28), min_size=5, max_size=14, unique=True)))
    reach = draw(st.lists(st.floats(40, 300), min_size=len(turn), max_size=len(turn)))
    shape = shapely.Polygon(np.c_[np.cos(turn) * reach, np.sin(turn) * reach] + 5e5)
    return shape if shape.is_valid and shape.area > 100 else SQUARE


@given(shapes(), st.floats(20, 400))
def test_no_stretch_exceeds_the_gap_and_all_signs_lie_on_the_line(zone, gap):
    signs = propose_signs(zone, None, gap).geometry
    assert largest_stretch(zone, signs) <= gap + 1e-6
    assert shapely.distance(signs, shapely.boundary(zone)).max() < 1e-6


def test_every_crossing_gets_a_sign():
    frame, at = propose_signs(SQUARE, ROADS, 100)
    crossings = at[(frame["kind"] == "crossing").to_numpy()]
    assert {(p.x, p.y) for p in crossings} == {(150, 0), (150, 200), (0, 33)}


def test_a_corner_that_hides_the_next_sign_gets_one():
    frame, at = propose_signs(SQUARE, ROADS, 400)
    corners = {(p.x, p.y) for p in at[(frame["kind"] == "corner").to_numpy()]}
    assert {(300, 0), (300, 200), (0, 200)} <= corners


def test_signs_are_the_same_however_the_ring_is_drawn():
    xy = shapely.get_coordinates(SQUARE)[:-1]
    one = propose_signs(SQUARE, ROADS, 70).geometry
    for turned in (np.roll(xy, 2, axis=0), xy[::-1]):
        assert all(shapely.equals_exact(a, b, 1e-9) for a, b in
                   zip(one, propose_signs(shapely.Polygon(turned), ROADS, 70).geometry))


def test_all_parts_of_a_zone_get_signs():
    parts = shapely.MultiPolygon([SQUARE, shapely.box(1000, 0, 1010, 10)])
    at = propose_signs(parts, None, 100).geometry
    assert all(shapely.distance(at, ring).min() < 1e-9 for ring in rings(parts))


@pytest.mark.parametrize(("zone", "gap"), [(SQUARE, 0), (SQUARE, float("nan")), (SQUARE, -5), (None, 50),
                                           (shapely.Polygon(), 50)])
def test_a_gap_or_zone_that_cannot_be_is_refused(zone, gap):
    with pytest.raises(InputError):
        propose_signs(zone, None, gap)


def test_proposals_say_that_they_are_proposals_by_house_values():
    for frame in (propose_signs(SQUARE).frame, propose_points(SQUARE, PLOT).frame):
        assert frame["basis_zh"].str.contains("建议").all() and frame["basis_zh"].str.contains("非国家规定").all()
        assert frame["basis_en"].str.contains("house value, no national figure").all()
        assert frame["proposal_id"].is_unique


def test_wells_lie_up_and_down_the_flow_outside_the_zone():
    frame, at = propose_points(SQUARE, PLOT, 90.0)
    wells = {p: at[i] for i, (m, p) in enumerate(zip(frame["medium"], frame["position"])) if m == "groundwater"}
    assert wells["downstream"].x == pytest.approx(310) and wells["upstream"].x == pytest.approx(-30)
    assert shapely.intersects(PLOT, wells["worst"])
    assert (frame["position"] == "side").sum() == 2


def test_without_a_direction_wells_stand_around_to_find_it():
    frame, at = propose_points(SQUARE, PLOT)
    around = at[(frame["position"] == "around").to_numpy()]
    assert len(around) == 4
    assert not shapely.intersects(around, SQUARE).any()


@given(shapes(), st.floats(-720, 720))
def test_points_down_the_flow_always_show_spread(zone, direction):
    plot = zone.buffer(-5)
    if plot.is_empty or plot.area == 0:
        return
    frame, at = propose_points(zone, plot, direction)
    outside = frame["position"].isin(["upstream", "downstream", "side"]).to_numpy()
    assert not shapely.intersects(at[outside], zone).any()


def test_signs_that_stand_count_and_are_not_proposed_again():
    there = np.array([shapely.Point(150, 0), shapely.Point(0, 35), shapely.Point(300, 100)], object)
    frame, at = propose_signs(SQUARE, ROADS, 100, standing=there)
    assert not any(shapely.distance(at, sign).min() < 1 for sign in there)
    assert {(p.x, p.y) for p in at[(frame["kind"] == "crossing").to_numpy()]} == {(150, 200)}
    assert largest_stretch(SQUARE, np.concatenate([at, there])) <= 100 + 1e-6
    assert len(at) < len(propose_signs(SQUARE, ROADS, 100).geometry)


def test_where_enough_signs_stand_none_is_proposed():
    there = propose_signs(SQUARE, ROADS, 100).geometry
    assert len(propose_signs(SQUARE, ROADS, 100, standing=there).geometry) == 0


def test_adopted_figures_move_proposals():
    settings = ZoneSettings().adopting("sign_max_gap_m=50", "well_beyond_m=25", "well_upstream_m")
    assert largest_stretch(SQUARE, propose_signs(SQUARE, settings=settings).geometry) <= 50 + 1e-6
    frame, at = propose_points(SQUARE, PLOT, 90, settings)
    downstream = at[((frame["position"] == "downstream") & (frame["medium"] == "groundwater")).to_numpy()][0]
    assert downstream.x == pytest.approx(325)


@pytest.mark.parametrize("told", ["sign_max_gap", "sign_max_gap_m=x", "sign_max_gap_m=0", "interval_days_soil=-1",
                                  "lead_time_days=nan", "groundwater_class=5", "well_beyond_m=-1"])
def test_a_figure_that_cannot_be_is_not_adopted(told):
    with pytest.raises(InputError) as caught:
        ZoneSettings().adopting(told)
    assert caught.value.code == "zone_setting"


def test_every_house_value_can_be_adopted():
    every = ZoneSettings().adopting(*(value.key for value in house_values()))
    assert len(every.intervals) == 4 and every.groundwater_class == 4 and every.sign_max_gap_m == 100
