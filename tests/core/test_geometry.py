from __future__ import annotations

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core import geometry as g
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError

GK_114 = 4547
ESRI_GK_114 = (
    'PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",'
    'SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],'
    'PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],'
    'UNIT["Meter",1.0]]')


def one(*geometry):
    return np.array([shapely.from_wkt(x) if isinstance(x, str) else x for x in geometry], dtype=object)


def star(rng, size, centre, n=12):
    """A simple polygon about `size` metres across."""
    angle = (np.arange(n) + 0.9 * rng.random(n)) / n * 2 * np.pi
    radius = size / 2 * (0.4 + 0.6 * rng.random(n))
    return shapely.polygons(np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1) + np.asarray(centre))


# --- repair ---------------------------------------------------------------------------------------------------

def test_a_good_polygon_stays_as_it_is():
    box = shapely.box(0, 0, 10, 10)
    got = g.repair(one(box))
    assert got.state.tolist() == [g.RepairState.FINE]
    assert got.geometry[0].equals(box)
    assert got.area_before[0] == got.area_after[0] == 100


@pytest.mark.parametrize(("geometry", "state"), [
    (None, g.RepairState.NULL),
    ("POLYGON EMPTY", g.RepairState.EMPTY),
    ("MULTIPOLYGON EMPTY", g.RepairState.EMPTY),
    ("LINESTRING (0 0, 1 1)", g.RepairState.NOT_AREA),
    ("POINT (0 0)", g.RepairState.NOT_AREA),
    ("GEOMETRYCOLLECTION (POINT (0 0), LINESTRING (0 0, 1 1))", g.RepairState.NOT_AREA),
    (shapely.polygons([(0, 0), (1, 0), (np.nan, 1)]), g.RepairState.BROKEN),
    (shapely.polygons([(0, 0), (np.inf, 0), (1, 1)]), g.RepairState.BROKEN),
    ("POLYGON ((0 0, 5 0, 9 0, 0 0))", g.RepairState.BROKEN),
    ("MULTIPOLYGON (((0 0, 5 0, 9 0, 0 0)), ((0 1, 5 1, 9 1, 0 1)))", g.RepairState.BROKEN),
])
def test_what_is_no_area_is_named_and_never_an_empty_polygon(geometry, state):
    got = g.repair(one(geometry))
    assert got.state.tolist() == [state]
    assert got.geometry[0] is None
    assert not got.usable[0]
    assert np.isnan(got.area_after[0])


def test_heights_collections_and_overlapping_parts_are_harmless():
    got = g.repair(one(
        "POLYGON Z ((0 0 5, 10 0 5, 10 10 5, 0 10 5, 0 0 5))",
        "GEOMETRYCOLLECTION (POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0)), LINESTRING (0 0, 50 50))",
        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((5 0, 15 0, 15 10, 5 10, 5 0)))",
        "MULTIPOLYGON (((0 0, 10 0, 10 10, 0 10, 0 0)), ((0 0, 10 0, 10 10, 0 10, 0 0)))"))
    assert got.area_after.tolist() == [100, 100, 150, 100]
    assert got.state.tolist() == [g.RepairState.FINE] + [g.RepairState.REPAIRED] * 3
    assert not shapely.has_z(got.geometry).any()


def test_a_tiny_loop_is_repaired_and_a_bow_tie_is_doubtful_with_all_it_may_have_been():
    loop = "POLYGON ((0 0, 100 0, 100 100.1, 99.9 100, 100.1 100, 0 100, 0 0))"
    bow_tie = "POLYGON ((0 0, 100 100, 100 0, 0 100, 0 0))"
    got = g.repair(one(loop, bow_tie))
    assert got.state.tolist() == [g.RepairState.REPAIRED, g.RepairState.DOUBTFUL]
    assert got.reach[0] is None
    assert got.area_after[1] == pytest.approx(5000)
    assert got.reach[1].equals(shapely.box(0, 0, 100, 100))


def test_where_readings_differ_all_of_them_are_kept():
    twice = "POLYGON ((0 0, 30 0, 30 30, 10 30, 10 10, 20 10, 20 20, 0 20, 0 0))"      # winds twice around a square
    got = g.repair(one(twice))
    assert got.state.tolist() == [g.RepairState.DOUBTFUL]
    parity = shapely.make_valid(shapely.from_wkt(twice))
    assert got.geometry[0].covers(shapely.Point(15, 15))
    assert got.geometry[0].buffer(1e-6).covers(parity)


def test_far_from_the_origin_repair_gives_the_same():
    ring = np.array([(0, 0), (100, 100), (100, 0), (0, 100)], float)
    away = ring + np.array([38_500_000.0, 3_380_000.0])
    near, far = g.repair(one(shapely.polygons(ring), shapely.polygons(away))).geometry
    assert far.area == pytest.approx(near.area, rel=1e-12)


def test_a_repaired_outline_is_valid_where_it_lies():
    spike = ("POLYGON ((513157.7954 3389669.8789, 513181.0213 3389683.7316, 513181.4399 3389669.1148, 513180.6027 "
             "3389698.3484, 513180.1842 3389712.9652, 513179.7656 3389727.582, 513156.1896 3389727.6146, 513157.7954 "
             "3389669.8789))")                   # repaired near the origin, its spike closes on itself on the way back
    got = g.repair(one(spike))
    assert shapely.is_valid(got.geometry).all()
    assert got.state.tolist() == [g.RepairState.REPAIRED]
    assert got.area_after[0] == pytest.approx(got.area_before[0], abs=1e-2)


@pytest.fixture
def hole_at_the_edge():
    """A polygon whose hole touches its outline by a hair, where engines lose the whole hole when they mend it."""
    ring = [(507.8851, 627.7695), (402.0159, 739.7436), (393.3233, 754.4201), (388.7798, 890.0654), (385.0746, 918.1356)]
    hole = [(423.39983, 819.79769), (425.21723, 765.53957), (428.69426999999996, 759.66897), (471.04195, 714.87933),
            (421.91774999999996, 831.02577)]
    shape = shapely.Polygon(np.array(ring) + (38_500_000, 3_380_000), [np.array(hole) + (38_500_000, 3_380_000)])
    assert not shape.is_valid and shapely.make_valid(shape).area > shape.area + 1_000
    return shape


def test_a_hole_that_touches_the_outline_by_a_hair_is_not_lost(hole_at_the_edge):
    got = g.repair(one(hole_at_the_edge))
    assert got.geometry[0].is_valid and got.usable[0]
    assert got.area_after[0] == pytest.approx(hole_at_the_edge.area, abs=1e-2)


def test_digits_lost_on_the_way_lose_no_hole_and_what_nothing_mends_is_not_believed(hole_at_the_edge, monkeypatch):
    got = g.valid_again(one(hole_at_the_edge, None))
    assert got[1] is None and got[0].is_valid
    assert got[0].area == pytest.approx(hole_at_the_edge.area, abs=1e-2)
    grown = shapely.box(0, 0, 9_999, 9_999)
    for way in ("make_valid", "set_precision", "buffer"):
        monkeypatch.setattr(g.shapely, way, lambda *_args, **_more: grown)
    assert g.valid_again(one(hole_at_the_edge))[0] is None


def test_inputs_are_left_alone_and_rows_stay():
    given_ = one("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))", None, "POLYGON ((0 0, 9 0, 9 9, 0 0))")
    before = shapely.to_wkt(given_).tolist()
    assert len(g.repair(given_).geometry) == 3
    g.to_crs(given_[2:], GK_114, 4490)
    assert shapely.to_wkt(given_).tolist() == before


# --- coordinate systems ---------------------------------------------------------------------------------------

def test_a_prj_of_esri_is_the_same_crs_as_its_code():
    read = pyproj.CRS.from_wkt(ESRI_GK_114)
    assert g.same_crs(read, GK_114)
    assert g.epsg_of(read) == GK_114
    polygon = one(shapely.box(500_000, 3_380_000, 500_100, 3_380_100))
    assert g.to_crs(polygon, read, GK_114)[0] is polygon[0]
    renamed = ESRI_GK_114.replace("CGCS2000_3_Degree_GK_CM_114E", "x").replace("Gauss_Kruger", "Transverse_Mercator")
    assert g.same_crs(pyproj.CRS.from_wkt(renamed), GK_114)


def test_three_and_six_degree_codes_of_one_meridian_are_the_same_and_zones_are_not():
    assert g.same_crs(4548, 4509)
    assert not g.same_crs(4547, 4526)
    assert not g.same_crs(4547, 2383)      # Xian 1980
    assert not g.same_crs(4547, "+proj=tmerc +lon_0=114 +x_0=500000 +ellps=GRS80")


def test_the_zone_prefix_is_taken_off_exactly():
    there = g.to_crs(one(shapely.box(38_500_000, 3_380_000, 38_500_100, 3_380_100)), 4526, GK_114)
    assert np.abs(np.array(there[0].bounds) - (500_000, 3_380_000, 500_100, 3_380_100)).max() < 1e-6


def test_east_comes_first_in_and_out():
    x, y = shapely.get_coordinates(g.to_crs(one(shapely.Point(38_377_841.387, 2_578_960.782)), 4526, 4490))[0]
    assert (x, y) == (pytest.approx(112.8058190, abs=1e-7), pytest.approx(23.3062813, abs=1e-7))


def test_long_edges_are_densified_before_reprojection():
    long = one(shapely.polygons([(114.5, 30.0), (114.552, 30.0), (114.552, 30.01), (114.5, 30.01)]))
    plane = g.to_crs(long, 4490, GK_114)
    coarse = g.to_crs(long, 4490, GK_114, densify_m=1e9)
    fine = g.to_crs(long, 4490, GK_114, densify_m=10)
    assert shapely.hausdorff_distance(coarse, fine)[0] > 0.2      # a metre of land for each 5 m of road front
    assert shapely.area(shapely.symmetric_difference(coarse, fine))[0] > 1000
    assert shapely.area(shapely.symmetric_difference(plane, fine))[0] < 5


@pytest.mark.parametrize(("source", "target"), [(4610, 4490), (4214, 4490), (4555, 4490), (2362, 4526), (4547, 2383),
                                                (4214, 4326), (4610, 4326)])
def test_an_unknown_datum_change_is_refused(source, target):
    inside = one(shapely.Point(114, 30)) if source > 4200 and source < 4611 else one(shapely.Point(500_000, 3_380_000))
    with pytest.raises(InputError) as caught:
        g.to_crs(inside, source, target)
    assert caught.value.code == "crs_ballpark"
    assert str(source) in caught.value.facts["source"]
    assert str(target) in caught.value.facts["target"]


@pytest.mark.parametrize(("source", "place"), [(4326, (114.3, 30.5)), (32650, (240_000, 3_377_000)),
                                               (3857, (12_724_000, 3_567_000)), ("OGC:CRS84", (114.3, 30.5))])
def test_wgs_84_is_taken_as_cgcs2000_and_said_so(source, place):
    there = g.to_crs(one(shapely.Point(place)), source, GK_114)
    back = g.to_crs(there, GK_114, source)
    assert shapely.get_coordinates(back)[0] == pytest.approx(place, abs=1e-4)
    assert g.datum_note(source, GK_114)["code"] == "wgs84_as_cgcs2000"
    assert g.datum_note(GK_114, 4490) is None
    assert g.datum_note(source, 4610) is None


def test_infinite_results_are_refused():
    with pytest.raises(InputError) as caught:
        g.to_crs(one(shapely.Point(2_578_960.782, 38_377_841.387)), 4526, 4490)      # the wrong way round
    assert caught.value.code == "crs_infinite"


def test_the_plan_keeps_its_own_crs_when_that_is_metric():
    assert g.working_crs(4526, (38_500_000, 3_380_000, 38_501_000, 3_381_000)).to_epsg() == 4526
    assert g.working_crs(4490, (113.1, 30.4, 113.3, 30.6)).to_epsg() == 4547
    assert g.working_crs(4326, (120.1, 30.4, 120.3, 30.6)).to_epsg() == 4549
    with pytest.raises(InputError):
        g.working_crs(4326, (10, 50, 11, 51))


# --- areas ----------------------------------------------------------------------------------------------------

GEOD = pyproj.Geod(a=6378137, rf=298.257222101)
GEOD_NOISE = 1e-2      # m2: each edge of its sum is an area down to the equator


def equal_area(polygon):
    """Area by an equal-area projection about the polygon's own middle: small errors also for small polygons."""
    at = shapely.get_coordinates(shapely.centroid(polygon))[0]
    plane = pyproj.Transformer.from_crs(
        4490, f"+proj=laea +lon_0={at[0]} +lat_0={at[1]} +ellps=GRS80", always_xy=True, allow_ballpark=True)
    return shapely.transform(polygon, lambda xy: np.stack(plane.transform(xy[:, 0], xy[:, 1]), 1)).area


@given(st.integers(0, 2**32 - 1), st.floats(20, 5000), st.floats(-1.4, 1.4), st.floats(18, 53))
def test_ellipsoidal_area_agrees_with_geodesics(seed, size, off, latitude):
    rng = np.random.default_rng(seed)
    x, y = pyproj.Transformer.from_crs(4490, GK_114, always_xy=True).transform(114 + off, latitude)
    drawn = one(star(rng, size, (x, y)))
    planar, ellipsoidal = g.areas(drawn, GK_114)
    fine = g.to_crs(drawn, GK_114, 4490, densify_m=5)
    expected = abs(GEOD.geometry_area_perimeter(fine[0])[0])
    assert ellipsoidal[0] == pytest.approx(expected, rel=1e-7, abs=GEOD_NOISE)
    assert ellipsoidal[0] == pytest.approx(equal_area(fine[0]), rel=1e-7)
    assert planar[0] == pytest.approx(drawn[0].area)
    in_degrees = g.to_crs(drawn, GK_114, 4490, densify_m=1e9)
    none, on_ellipsoid = g.areas(in_degrees, 4490)
    assert np.isnan(none[0])
    dense = shapely.segmentize(in_degrees, 0.00005)
    assert on_ellipsoid[0] == pytest.approx(abs(GEOD.geometry_area_perimeter(dense[0])[0]), rel=1e-7, abs=GEOD_NOISE)
    assert on_ellipsoid[0] == pytest.approx(equal_area(dense[0]), rel=1e-7)


def test_the_general_way_is_taken_for_wide_and_far_polygons_and_agrees():
    wide = one(shapely.box(500_000, 3_380_000, 540_000, 3_382_000), shapely.box(900_000, 3_380_000, 900_100, 3_380_100))
    _, got = g.areas(wide, GK_114)
    fine = g.to_crs(wide, GK_114, 4490, densify_m=50)
    assert got == pytest.approx([abs(GEOD.geometry_area_perimeter(p)[0]) for p in fine], rel=1e-7)


def test_holes_and_parts_count_and_null_has_no_area():
    holed = shapely.box(500_000, 3_380_000, 501_000, 3_381_000).difference(
        shapely.box(500_200, 3_380_200, 500_800, 3_380_800))
    two = shapely.multipolygons([shapely.box(0, 0, 10, 10), shapely.box(20, 0, 30, 10)])
    planar, ellipsoidal = g.areas(one(holed, two, None), GK_114)
    assert planar[:2].tolist() == [640_000, 200]
    assert np.isnan(planar[2])
    assert np.isnan(ellipsoidal[2])
    assert g.areas(g.to_crs(one(holed), GK_114, 4490), 4490)[1][0] == pytest.approx(ellipsoidal[0], rel=1e-7)


@given(st.integers(0, 2**32 - 1))
def test_area_does_not_depend_on_a_far_origin(seed):
    rng = np.random.default_rng(seed)
    near = star(rng, 300, (0, 0))
    near = shapely.transform(near, lambda xy: np.round(xy * 1024) / 1024)       # exact in binary, also far away
    far = shapely.transform(near, lambda xy: xy + np.array([38_500_000.0, 4_000_000.0]))
    assert g.areas(one(near), 4526)[0][0] == pytest.approx(g.areas(one(far), 4526)[0][0], rel=1e-12)


# --- numbers and their CRS ------------------------------------------------------------------------------------

@pytest.mark.parametrize(("bounds", "crs", "code"), [
    ((500_000, 3_380_000, 510_000, 3_390_000), 4547, None),
    ((38_500_000, 3_380_000, 38_510_000, 3_390_000), 4526, None),
    ((38_700_000, 3_380_000, 38_710_000, 3_390_000), 4526, None),      # over the border of its zone
    ((39_300_000, 3_380_000, 39_310_000, 3_390_000), 4527, None),
    ((114.1, 30.1, 114.2, 30.2), 4490, None),
    ((114.1, 30.1, 114.2, 30.2), 4547, "crs_degrees_in_metres"),
    ((500_000, 3_380_000, 510_000, 3_390_000), 4490, "crs_metres_in_degrees"),
    ((38_500_000, 3_380_000, 38_510_000, 3_390_000), 4547, "crs_zone_unexpected"),
    ((500_000, 3_380_000, 510_000, 3_390_000), 4526, "crs_zone_missing"),
    ((40_500_000, 3_380_000, 40_510_000, 3_390_000), 4526, "crs_other_zone"),
    ((3_380_000, 500_000, 3_390_000, 510_000), 4547, "crs_axes_swapped"),
    ((3_380_000, 38_500_000, 3_390_000, 38_510_000), 4526, "crs_axes_swapped"),
    ((30.1, 114.1, 30.2, 114.2), 4490, "crs_axes_swapped"),
    ((10.1, 50.1, 10.2, 50.2), 4326, "crs_outside_china"),
    ((500, 380, 510, 390), 4547, "crs_outside_china"),
    ((12_724_000, 3_567_000, 12_725_000, 3_568_000), 3857, None),
    ((12_724_000, 3_567_000, 12_725_000, 3_568_000), 4547, "crs_outside_china"),
    ((np.nan, 0, 1, 1), 4547, "crs_not_finite"),
])
def test_numbers_that_do_not_fit_their_crs_are_doubted(bounds, crs, code):
    doubt = g.plausible_crs(bounds, crs)
    assert (doubt and doubt.code) == code


def point(longitude, latitude, epsg, swapped=False):
    x, y = pyproj.Transformer.from_crs(4490, epsg, always_xy=True).transform(longitude, latitude)
    return (y, x, y + 1, x + 1) if swapped else (x, y, x + 1, y + 1)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("longitude", "latitude"), [(114.3, 30.5), (87.6, 43.8), (126.6, 45.7), (110.3, 20.0)])
def test_the_right_crs_is_proposed(longitude, latitude, swapped):
    zone, six = round(longitude / 3), int(longitude // 6) + 1
    first = g.propose_crs(point(longitude, latitude, 4488 + zone, swapped))
    assert first == [g.Proposal(4488 + zone, "high", "zone_prefix", swapped)]
    assert g.propose_crs(point(longitude, latitude, 4478 + six, swapped))[0].epsg == 4478 + six
    open_ = g.propose_crs(point(longitude, latitude, 4509 + zone, swapped))
    assert 4509 + zone in [p.epsg for p in open_]
    assert {p.confidence for p in open_} == {"low"}
    settled = g.propose_crs(point(longitude, latitude, 4509 + zone, swapped), near=(longitude + 0.2, latitude))
    assert [p.epsg for p in settled] == [4509 + zone]
    header = g.propose_crs(point(longitude, latitude, 4509 + zone, swapped), header_zone=zone)
    assert header == [g.Proposal(4509 + zone, "medium", "zone_header", swapped)]


def test_degrees_web_mercator_and_local_grids_are_told_apart():
    assert g.propose_crs((114.1, 30.1, 114.2, 30.2))[0] == g.Proposal(4490, "medium", "degrees")
    assert g.propose_crs((30.1, 114.1, 30.2, 114.2))[0].swapped
    web = g.propose_crs((12_724_000, 3_567_000, 12_725_000, 3_568_000))
    assert [p.epsg for p in web] == [3857]
    both = g.propose_crs(point(76.0, 39.5, 4491))      # the far west looks like the coast of Shandong
    assert {p.epsg for p in both} >= {4491}
    assert all(p.confidence != "high" for p in both)
    assert g.propose_crs((12_345, 54_321, 12_400, 54_400)) == []


def test_a_header_of_another_zone_is_no_certainty():
    found = g.propose_crs(point(114.3, 30.5, 4526), header_zone=39)
    assert [p.epsg for p in found] == [4526, 4527]
    assert {p.confidence for p in found} == {"low"}


def test_every_doubt_proposal_and_note_has_a_sentence():
    text = knowledge.text
    for lang in ("zh", "en"):
        for bounds, crs in (((114, 30, 115, 31), 4547), ((500_000, 3_380_000, 510_000, 3_390_000), 4490),
                            ((38_500_000, 3_380_000, 38_510_000, 3_390_000), 4547), ((np.nan, 0, 1, 1), 4547),
                            ((500_000, 3_380_000, 510_000, 3_390_000), 4526), ((10, 50, 11, 51), 4326),
                            ((40_500_000, 3_380_000, 40_510_000, 3_390_000), 4526), ((30, 114, 31, 115), 4490)):
            doubt = g.plausible_crs(bounds, crs)
            assert text("crs_doubts", doubt.code, lang, **doubt.facts)
        for bounds in ((114, 30, 115, 31), point(114.3, 30.5, 4526), point(114.3, 30.5, 4547), point(114.3, 30.5, 4497),
                       (12_724_000, 3_567_000, 12_725_000, 3_568_000), point(116.4, 30.5, 4526)):
            for proposal in g.propose_crs(bounds):
                assert text("crs_proposals", proposal.reason, lang)
        note = g.datum_note(4326, 4490)
        assert text("notes", note.pop("code"), lang, **note)


def test_a_polygon_stays_valid_when_it_is_reprojected():
    rng = np.random.default_rng(3)
    shapes = []
    for _ in range(400):                  # outlines with vertices nanometres apart
        angle = np.sort(rng.random(9)) * 2 * np.pi
        ring = np.stack([np.cos(angle), np.sin(angle)], 1) * 50 + [505_000, 3_380_000]
        shapes.append(shapely.Polygon(np.repeat(ring, 2, 0) + rng.normal(0, 3e-9, (18, 2))))
    shapes = np.array([s for s in shapes if s.is_valid], object)
    assert len(shapes) > 50
    for target in ("EPSG:4490", "EPSG:4526", "EPSG:4548"):
        out = g.to_crs(shapes, "EPSG:4547", target)
        assert shapely.is_valid(out).all()
        back = g.to_crs(out, target, "EPSG:4547")
        assert shapely.area(back) == pytest.approx(shapely.area(shapes), abs=1e-2)
