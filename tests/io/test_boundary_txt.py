"""Boundary point texts in the dialects of real offices: read, repaired, asked or refused, never read wrongly."""

import re

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import Source
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import boundary_sheet, mapping, read
from soilgate.plugin.io import boundary_txt as b

HEAD = (
    "[属性描述]\r\n格式版本号=1.01版本\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型=高斯克吕格\r\n"
    "计量单位=米\r\n带号={zone}\r\n精度=0.001\r\n转换参数=0,0,0,0,0,0,0\r\n[地块坐标]\r\n"
)
SQUARE = [(2578960.0, 38477841.0), (2578960.0, 38477941.0), (2578860.0, 38477941.0), (2578860.0, 38477841.0)]


def rows(points, ring=1, close=True, swap=False, start=1, decimals=3):
    out = []
    for i, (north, east) in enumerate([*points, *points[:1]] if close else points):
        a, c = (east, north) if swap else (north, east)
        name = f"J{start if close and i == len(points) else start + i}"
        out.append(f"{name},{ring},{a:.{decimals}f},{c:.{decimals}f}")
    return "\r\n".join(out) + "\r\n"


def moved(points, north=0.0, east=0.0, scale=1.0):
    n0, e0 = points[0]
    return [(n0 + north + (n - n0) * scale, e0 + east + (e - e0) * scale) for n, e in points]


def parse(text, **more):
    return b.parse_boundary(text, Source(path="a.txt"), **more)


def codes(found):
    return {f["code"] for f in found.findings}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_plain_case_is_read_in_any_encoding_and_with_any_line_end(tmp_path, encoding, end):
    path = tmp_path / "a.txt"
    text = HEAD.format(zone=38) + "5,1.0000,K-01,示例地块,面,,住宅用地,0701,@\r\n" + rows(SQUARE)
    path.write_bytes(text.replace("\r\n", end).encode(encoding))
    found = b.read_boundary(str(path))
    assert found.verdict == "read" and found.raw.crs.to_epsg() == 4526 and found.area_m2.tolist() == [10000.0]
    assert found.raw.frame.iloc[0][["地块编号", "地块名称", "地块用途", "地类编码"]].tolist() == [
        "K-01",
        "示例地块",
        "住宅用地",
        "0701",
    ]
    assert found.raw.geometry[0].equals(shapely.box(38477841, 2578860, 38477941, 2578960))


def test_a_boundary_text_is_a_layer_of_parcels(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(
        (HEAD.format(zone=38) + "5,1.0000,K-01,示例地块,面,,住宅用地,0701,@\r\n" + rows(SQUARE)).encode("gb18030")
    )
    table = read.read_role(Role.PARCELS, path, mapping=mapping.Mapping.of({"use_code": "地类编码"}))
    assert (
        table.frame[["parcel_id", "use_code"]].iloc[0].tolist() == ["K-01", "0701"] and table.source.crs == "EPSG:4526"
    )


def test_rings_are_nested_by_containment_whatever_their_numbers_mean():
    hole, island, beside = (moved(SQUARE, -d, d, s) for d, s in ((10, 0.8), (20, 0.6), (0, 1.0)))
    beside = moved(SQUARE, 0, 200)
    text = (
        HEAD.format(zone=38)
        + "20,1.64,1,甲,面,,,,@\r\n"
        + "".join(rows(r, i, start=1 + 4 * i) for i, r in enumerate((SQUARE, hole, island, beside), 1))
    )
    found = parse(text)
    assert (
        found.area_m2[0] == pytest.approx(10000 - 6400 + 3600 + 10000)
        and found.raw.geometry[0].geom_type == "MultiPolygon"
    )


@pytest.mark.parametrize(
    ("text", "code", "state"),
    [
        (HEAD.format(zone=38) + "5,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE, close=False), "txt_ring_closed", "repaired"),
        (HEAD.format(zone=38) + "5,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE, swap=True), "axes_swapped", "repaired"),
        (HEAD.format(zone=38) + "5,10000.00,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_area_unit", "repaired"),
        (HEAD.format(zone=38) + "9,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_count_differs", "repaired"),
        (
            HEAD.format(zone=38) + "5,1.0,1,甲,面,,,,@\r\n" + rows([SQUARE[0], *SQUARE]),
            "txt_points_doubled",
            "repaired",
        ),
        (
            HEAD.format(zone=38).replace("[", "【").replace("]", "】").replace("=", "＝")
            + "5，1.0，1，甲，面，，，，@\r\n"
            + rows(SQUARE).replace(",", "，"),
            "txt_full_width",
            "repaired",
        ),
        (HEAD.format(zone="") + "5,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_zone_of_numbers", "repaired"),
        (HEAD.format(zone=38) + "5,1.0,1,甲,,地块1@\r\n" + rows(SQUARE), "txt_mark_glued", "repaired"),
        (HEAD.format(zone=38) + "5,1.0,DKBH,DKMC,面,TFH,,,@\r\n" + rows(SQUARE), "txt_placeholder", "read"),
        (
            HEAD.format(zone=38) + "5,1.0,1,甲,面,,,,@\r\n" + rows([(n, e - 38e6) for n, e in SQUARE]),
            "txt_zone_of_heading",
            "read",
        ),
        (
            HEAD.format(zone="") + "5,1.0,1,甲,面,,,,@\r\n" + rows([(n, e - 38e6) for n, e in SQUARE]),
            "txt_zone_unknown",
            "asked",
        ),
        (HEAD.format(zone=37) + "5,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_zone_differs", "asked"),
        (HEAD.format(zone="") + "5,1.0,1,甲,面,,,,@\r\n" + rows(moved(SQUARE, 0, 400000)), "txt_zone_odd", "asked"),
        (
            HEAD.format(zone=38).replace("2000国家大地坐标系", "1980西安坐标系")
            + "5,1.0,1,甲,面,,,,@\r\n"
            + rows(SQUARE),
            "txt_datum_other",
            "asked",
        ),
        (
            HEAD.format(zone=38).replace("=0,0,0,0,0,0,0", "=12.5,3,0,0,0,0,0")
            + "5,1.0,1,甲,面,,,,@\r\n"
            + rows(SQUARE),
            "txt_parameters",
            "asked",
        ),
        (HEAD.format(zone=38) + "5,15.0,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_area_unit", "asked"),
        (HEAD.format(zone=38) + "5,3.3,1,甲,面,,,,@\r\n" + rows(SQUARE), "txt_area_differs", "asked"),
        (HEAD.format(zone=38) + "5,1.0,1,甲,线,,,,@\r\n" + rows(SQUARE), "txt_no_area", "asked"),
        (
            HEAD.format(zone=38)
            + "5,1.0,1,甲,面,,,,@\r\n"
            + rows(SQUARE)
            + "5,,1,甲,面,,,,@\r\n"
            + rows(moved(SQUARE, -10, 10, 0.5)),
            "txt_block_inside",
            "asked",
        ),
        (
            HEAD.format(zone=38) + "4,1.0,1,甲,面,,,,@\r\n" + rows([SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]),
            "txt_ring_crosses",
            "refused",
        ),
        (HEAD.format(zone=38) + "3,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE[:2]), "txt_few_points", "refused"),
        (
            HEAD.format(zone=38) + "3,1.0,1,甲,面,,,,@\r\n" + rows([*SQUARE[:3], (2578860.0, 39477841.0)]),
            "txt_two_zones",
            "refused",
        ),
    ],
)
def test_a_dialect_ends_as_it_should(text, code, state):
    found = parse(text)
    assert {"code": code, "state": state}.items() <= next(f for f in found.findings if f["code"] == code).items()
    assert found.verdict == state
    if state in ("read", "repaired"):
        assert found.area_m2[0] == pytest.approx(10000) and found.raw.crs.to_epsg() in (4526, 4547)


def test_a_false_closing_row_is_left_out():
    text = (
        HEAD.format(zone=38) + "5,1.0,1,甲,面,,,,@\r\n" + rows(SQUARE, close=False) + "J1,1,2578960.000,2578960.000\r\n"
    )
    found = parse(text)
    assert "txt_false_closing" in codes(found) and found.area_m2.tolist() == [10000.0]


def test_a_decided_crs_answers_the_question_of_the_zone(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        HEAD.format(zone="") + "5,1.0,1,甲,面,,,0701,@\r\n" + rows([(n, e - 38e6) for n, e in SQUARE]), encoding="utf-8"
    )
    told = mapping.Mapping.of({"use_code": "地类编码"})
    with pytest.raises(InputError) as error:
        read.read_role(Role.PARCELS, path, mapping=told)
    assert error.value.code == "boundary_asked" and "子午线" in error.value.facts["reason_zh"]
    assert read.read_role(Role.PARCELS, path, mapping=told, crs="EPSG:4547").crs.to_epsg() == 4547


def test_plots_in_two_zones_come_out_in_degrees():
    text = (
        HEAD.format(zone="38,39")
        + "5,1.0,1,甲,面,,,,@\r\n"
        + rows(SQUARE)
        + "5,1.0,2,乙,面,,,,@\r\n"
        + rows([(n, e + 1e6) for n, e in SQUARE])
    )
    found = parse(text)
    assert found.verdict == "read" and found.raw.crs.to_epsg() == 4490
    assert found.raw.geometry[1].centroid.x - found.raw.geometry[0].centroid.x == pytest.approx(3, abs=1e-9)


def test_degrees_are_asked_about_and_turned_when_latitude_comes_second():
    text = "[地块坐标]\r\n5,甲,面,设施,@\r\n" + "".join(
        f"J{i},1,{x:.6f},{y:.6f}\r\n"
        for i, (x, y) in enumerate([(113.0077, 23.0), (113.0087, 23.0), (113.0087, 23.001), (113.0077, 23.001), (113.0077, 23.0)])
    )
    found = parse(text)
    assert found.verdict == "asked" and codes(found) == {"axes_swapped", "txt_datum_degrees", "txt_rounded"}
    assert found.raw.geometry[0].bounds == (113.0077, 23.0, 113.0087, 23.001)


def test_degrees_that_may_hold_minutes_are_read_as_the_person_says():
    text = "".join(f"J{i},{lat},{lon}\r\n" for i, (lat, lon) in enumerate(
        [("30.163312", "117.122820"), ("30.163312", "117.123120"), ("30.163012", "117.123120")], 1))
    assert "txt_packed" in codes(parse(text))
    found = parse(text, crs=4490, decisions={"packed": "dms"})
    assert found.raw.geometry[0].bounds[0] == pytest.approx(117 + 12 / 60 + 28.20 / 3600, abs=1e-9)
    assert found.raw.geometry[0].bounds[3] == pytest.approx(30 + 16 / 60 + 33.12 / 3600, abs=1e-9)
    assert parse(text, crs=4490, decisions={"packed": "degrees"}).raw.geometry[0].bounds[3] == 30.163312


def test_a_crossing_is_named_by_its_sides():
    bad = [SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]]
    found = parse(HEAD.format(zone=38) + "5,,1,甲,面,,,,@\r\n" + rows(bad))
    crossing, = (f["value"] for f in found.findings if f["code"] == "txt_ring_crosses")
    assert crossing == "J1–J2 × J3–J4"


@pytest.mark.parametrize(("text", "plots", "areas"), [
    ("宗地号：420101001　面积：1.0000公顷\n点号 X(m) Y(m)\n" + rows(SQUARE).replace(",1,", " "), ["420101001"], [10000.0]),
    ("地块名称：甲\nJ1 2578960.0 38477841.0 J2 2578960.0 38477941.0 J3 2578860.0 38477941.0 J1 2578960.0 38477841.0\n"
     "地块名称：乙\nJ1 2578960.0 38478841.0 J2 2578960.0 38478941.0 J3 2578860.0 38478941.0 J1 2578960.0 38478841.0\n",
     [None, None], [5000.0, 5000.0])])
def test_what_stands_between_the_points_is_taken(text, plots, areas):
    found = parse(text)
    assert found.raw.frame["地块编号"].tolist() == plots and found.area_m2.tolist() == areas


def test_a_number_without_its_other_half_is_asked_about():
    text = "面积 130241.31 平方米 3353000.0 39520000.0 3353000.0 39520100.0 3352900.0 39520100.0 3352900.0"
    found = parse(text)
    assert found.verdict == "asked" and "txt_line_unknown" in codes(found)


def test_a_plain_list_of_points_is_one_ring_and_blank_lines_part_plots():
    one = "编号,X,Y\r\n" + "".join(f"{i},{n:.3f},{e:.3f}\r\n" for i, (n, e) in enumerate(SQUARE, 1))
    found = parse(one)
    assert found.verdict == "read" and found.area_m2.tolist() == [10000.0] and found.raw.crs.to_epsg() == 4526
    two = "\r\n\r\n".join("\r\n".join(f"{n:.3f}\t{e:.3f}" for n, e in moved(SQUARE, 0, k * 200)) for k in range(2))
    assert parse(two).area_m2.tolist() == [10000.0, 10000.0]


def test_survey_points_are_no_boundary(tmp_path):
    path = tmp_path / "a.dat"
    path.write_text(
        "".join(f"J{i},,{e - 38e6:.3f},{n:.3f},4.1\r\n" for i, (n, e) in enumerate(SQUARE)), encoding="ascii"
    )
    found = b.read_boundary(str(path), crs=4547)
    assert found.verdict == "asked" and found.raw.geometry[0] is None and "txt_survey_points" in codes(found)


POINTS = st.lists(st.tuples(st.floats(-400, 400), st.floats(-400, 400)), min_size=3, max_size=12, unique=True)


@given(POINTS, st.sampled_from([4526, 4547]))
def test_a_written_boundary_reads_back_within_a_millimetre(tmp_path_factory, points, crs):
    shift = 38e6 if crs == 4526 else 0.0
    hull = shapely.convex_hull(shapely.MultiPoint([(x + 500000 + shift, y + 2500000) for x, y in points]))
    if hull.geom_type != "Polygon" or hull.area < 25:
        return
    centre = hull.representative_point()
    shape = hull.difference(centre.buffer(0.5, quad_segs=2))
    other = shapely.transform(hull, lambda xy: xy + np.array([2000.0, 0.0]))
    pair = shapely.MultiPolygon([other, *shapely.get_parts(shape)])
    path = tmp_path_factory.mktemp("t") / "a.txt"
    b.write_boundary(str(path), [shape, pair], crs, numbers=["1", "2"], names=["甲", "乙,丙"])
    found = b.read_boundary(str(path))
    assert found.verdict in ("read", "repaired"), found.findings
    for given_shape, back in zip([shape, pair], found.raw.geometry):
        moved_back = shapely.transform(back, lambda xy: xy - np.array([38e6 - shift, 0.0]))
        assert shapely.hausdorff_distance(given_shape.boundary, moved_back.boundary) < 0.001
        assert len(shapely.get_parts(back)) == len(shapely.get_parts(given_shape))


@given(st.text(alphabet="[]地块坐标属性描述=@,，面J123.45\r\n 238477841", max_size=200))
def test_no_text_raises_anything_but_an_input_error(text):
    try:
        found = parse(text)
    except InputError:
        return
    assert found.verdict in b.VERDICTS and len(found.raw.geometry) == len(found.raw.frame)


@given(
    st.integers(0, 9), st.sampled_from(["", "x", "J1,1,9", "5,1,", "=", "@", "1", ",", "面", "-"]), st.integers(0, 60)
)
def test_a_damaged_line_never_gives_another_polygon_in_silence(line, replacement, at):
    text = HEAD.format(zone=38) + "5,1.0000,1,甲,面,,,,@\r\n" + rows(SQUARE)
    lines = text.split("\r\n")
    k = 11 + line % 5
    lines[k] = lines[k][:at] + replacement + lines[k][at + 1 :]
    try:
        found = parse("\r\n".join(lines))
    except InputError:
        return
    if found.verdict == "read":
        assert found.raw.geometry[0] is not None
        # one changed digit moves one point; the area then no longer fits the heading by more than its rounding
        assert (
            abs(found.area_m2[0] - 10000) <= 110
            and re.search("[0-9]", "".join(lines))
            and np.isfinite(found.area_m2).all()
        )


@pytest.mark.parametrize(("text", "boundary"), [
    ("界址点坐标表 J1 3353000.0 39520000.0 J2 3353000.0 39520100.0 J3 3352900.0 39520100.0", True),
    ("点号X(m)Y(m)\nJ13353000.00039520000.000\nJ23353000.00039520100.000\nJ33352900.00039520100.000\n", True),
    ("东经117度12分28.20秒，北纬30度16分33.12秒；东经117度12分31.20秒，北纬30度16分33.12秒；"
     "东经117度12分31.20秒，北纬30度16分30.12秒", True),
    ("地块名称\t经度\t纬度\n甲厂\t113.58675\t30.33625\n乙厂\t113.58775\t30.33725\n丙厂\t113.58875\t30.33825\n", False),
    ("会议讨论了3353000.0元和39520000.0元的预算，3353000.0元、39520100.0元另议，其余3352900.0元、39520100.0元不变。", False),
    ("点位\t砷\t镉\nS1\t12.345\t0.123\nS2\t23.456\t0.234\nS3\t34.567\t0.345\n", False)])
def test_a_boundary_text_is_told_from_a_table_by_what_stands_between_its_numbers(text, boundary):
    assert b.looks_like_boundary(text) is boundary


def test_a_sign_before_a_number_is_not_left_out():
    text = "J1,-3353000,39520000\nJ2,-3353000,39520100\nJ3,-3352900,39520100\n"
    with pytest.raises(InputError, match="txt_no_points"):
        parse(text)
    found = parse("J1 3353000.0 39520000.0 J2 3353000.0 39520100.0 J3 3352900.0 39520100.0 J4 -3352900.0 39520000.0")
    assert found.verdict == "asked"


def test_an_outline_without_name_inside_another_is_a_question():
    hole = " ".join(f"J{i} {n:.3f} {e:.3f}" for i, (n, e) in enumerate([*moved(SQUARE, -20, 20, 0.2), moved(
        SQUARE, -20, 20, 0.2)[0]], 5))
    text = "地块：" + " ".join(f"J{i} {n:.3f} {e:.3f}" for i, (n, e) in enumerate([*SQUARE, SQUARE[0]], 1)) + "\n扣除：" + hole
    assert "txt_block_inside" in codes(parse(text)) and parse(text).verdict == "asked"
    assert parse(text, decisions={"inside": "hole"}).area_m2.tolist() == pytest.approx([10000 - 400])
    assert parse(text, decisions={"inside": "plot"}).area_m2.tolist() == pytest.approx([10000, 400])


def test_lengths_of_sides_are_no_points_and_no_question():
    text = "点号,X,Y,边长\nJ1,2578960,38477841,\n,,,100\nJ2,2578960,38477941,\n,,,100\nJ3,2578860,38477941,\n"
    assert parse(text).verdict == "read"
    text = "J1 2578960.0 38477841.0 边长100.000米 J2 2578960.0 38477941.0 边长100.000米 J3 2578860.0 38477941.0"
    assert parse(text).verdict == "repaired" and parse(text).area_m2.tolist() == [5000.0]


def _web(lon, lat):
    """The square of 100 m at a place, in Web Mercator (north, east)."""
    x, y = pyproj.Transformer.from_crs(4326, 3857, always_xy=True).transform(lon, lat)
    return [(y, x), (y, x + 120), (y - 120, x + 120), (y - 120, x)]


@pytest.mark.parametrize(
    ("points", "zone", "code", "state", "epsg"),
    [
        (_web(113.0, 28.2), "", "txt_web_mercator", "asked", None),                # row 12
        (_web(116.7796, 36.7), "", "txt_web_mercator", "asked", None),             # 13 000 000 within the plot
        (_web(120.5, 36.85), "", "txt_web_or_zone", "asked", None),                # row 8: Kashgar or Qingdao
        (_web(120.5, 36.85), 13, None, "read", 4491),                              # and with its zone stated
        ([(n, e - 430_024) for n, e in SQUARE], 38, "txt_zone_wide", "read", 4526),     # row 5
        ([(n, e - 430_024) for n, e in SQUARE], "", "txt_zone_odd", "asked", None),                   # row 6
        ([(n, e - 38e6) for n, e in SQUARE], 38, "txt_zone_of_heading", "read", 4547),                # row 9
        ([(n, e - 38e6 + 400_000) for n, e in SQUARE], 38, "txt_zone_odd", "asked", None),            # not in its belt
        ([(4_980_000.0, 38_640_000.0), (4_980_000.0, 38_640_100.0), (4_979_900.0, 38_640_100.0)], 38,
         "txt_zone_wide", "read", 4526),                                           # row 4: 1.8 degrees at 45 N
    ],
)
def test_the_system_is_told_by_the_numbers_or_asked(tmp_path, points, zone, code, state, epsg):
    path = tmp_path / "a.txt"
    path.write_bytes((HEAD.format(zone=zone) + f"{len(points) + 1},,1,甲,面,,,,@\r\n" + rows(points)).encode("gb18030"))
    found = b.read_boundary(str(path))
    said = {f["code"]: f["state"] for f in found.findings}
    assert code is None or said[code] == state
    assert (found.raw.crs and found.raw.crs.to_epsg()) == epsg and (found.verdict == "asked") == (epsg is None)


def test_web_mercator_is_read_once_a_person_says_so(tmp_path):
    points = _web(113.0, 28.2)
    path = tmp_path / "a.txt"
    path.write_bytes((HEAD.format(zone="") + "5,1.1143,1,甲,面,,,,@\r\n" + rows(points)).encode("gb18030"))
    found = b.read_boundary(str(path), crs="EPSG:3857")
    assert found.raw.crs.to_epsg() == 3857 and found.verdict == "read", "its area is that on the ground"
    assert found.raw.geometry[0].bounds == pytest.approx((*points[3][::-1], *points[1][::-1]), abs=1e-3)


def test_a_grid_of_its_own_is_told_from_a_text_without_points(tmp_path):
    path = tmp_path / "城建坐标.txt"
    path.write_text("J1,1,52310.125,38641.502\nJ2,1,52310.125,38741.502\nJ3,1,52210.125,38741.502\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        b.read_boundary(str(path))
    assert error.value.code == "txt_local_grid"
    path.write_text("甲,1,乙\n丙,2,丁\n戊,3,己\n", encoding="utf-8")
    with pytest.raises(InputError) as error:
        b.read_boundary(str(path))
    assert error.value.code == "txt_no_points"


@pytest.mark.parametrize(
    ("stated", "codes_said", "verdict"),
    [
        ("0.9922", {"txt_area_ellipsoidal"}, "read"),                     # the area of a survey, on the ellipsoid
        ("1.0000", {"txt_area_far"}, "read"),                                        # that of the plane
        ("0.9960", {"txt_area_two_kinds", "txt_area_off"}, "repaired"),   # neither
        ("0.5000", {"txt_area_two_kinds", "txt_area_differs"}, "asked"),
    ],
)
def test_an_area_on_the_ellipsoid_is_explained_and_no_error(tmp_path, stated, codes_said, verdict):
    """565 km off the meridian, a province-wide zone, the plane exaggerates by 0.8 per cent."""
    far = [(2_578_960.0 - n, 38_064_900.0 + e) for n, e in ((0, 0), (0, 100), (100, 100), (100, 0))]
    path = tmp_path / "a.txt"
    path.write_bytes((HEAD.format(zone=37) + f"5,{stated},1,甲,面,,,,@\r\n" + rows(far)).encode("gb18030"))
    found = b.read_boundary(str(path), crs="EPSG:4525")
    said = {f["code"]: f for f in found.findings if f["code"].startswith("txt_area")}
    assert set(said) == codes_said and found.verdict == verdict
    for note in said.values():
        if "ellipsoidal" in note:
            assert note["area"] == 10000.0 and note["ellipsoidal"] == pytest.approx(9922, abs=3)
            assert note["away_km"] == 565 and note["ppm"] == pytest.approx(7870, abs=100)


def test_a_name_in_the_place_of_the_use_is_no_use():
    head = "5,1.0,150121-07,0602,示例企业地块,,{}@\r\n"
    for word, use in (("地块1", None), ("工业用地", "工业用地")):
        found = parse(HEAD.format(zone=38) + head.format(word) + rows(SQUARE))
        assert found.raw.frame.iloc[0][["地块编号", "地块名称", "地块用途"]].tolist() == ["150121-07", "示例企业地块", use]


@pytest.mark.parametrize(("cell", "crs"), [
    ("3380010,500010;3380090,500010;3380090,500090;3380010,500090", None),
    ("500010,3380010；500010,3380090；500090,3380090；500090,3380010；", None),
    ("3380010,38500010;3380090,38500010;3380090,38500090;3380010,38500090", 4526),
    ("1: 3380010 500010; 2: 3380090 500010; 3: 3380090 500090; 4: 3380010 500090", None),
    ("E114.00013°,N30.54037°;E114.00097°,N30.54037°;E114.00097°,N30.54109°;E114.00013°,N30.54109°", 4490)])
def test_points_of_one_cell_are_an_outline(cell, crs):
    shapes, found, notes = boundary_sheet.outlines([None, cell, "详见附图"], [2, 3, 4])
    assert [s is not None for s in shapes] == [False, True, False] and not notes
    assert shapes[1].area == pytest.approx(6_400, rel=1e-6) or (crs == 4490 and 5e-7 < shapes[1].area < 7e-7)
    assert (crs is None and found is None) or found.to_epsg() == crs


def test_points_of_one_cell_that_cannot_be_read_are_noted_and_stop_nothing():
    unclear = "114.0001,30.5403;114.0009,30.5403;114.0009,30.5410;114.0001,30.5410"
    crossing = "3380010,500010;3380090,500090;3380090,500010;3380010,500090"
    for cell in (unclear, crossing, unclear.replace(";", " ")):
        shapes, _, notes = boundary_sheet.outlines([cell], [7])
        assert shapes is None or shapes[0] is None
        assert [(n["code"], n["row"]) for n in notes] == [("outline_unread", 7)], cell
