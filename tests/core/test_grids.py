"""The national grids of China: every code against PROJ, every word of a datum."""

import pyproj
import pytest
from pyproj.database import query_crs_info
from soilgate.plugin.core import geometry as g
from soilgate.plugin.core import grids

IN_FORCE = {info.code for info in query_crs_info("EPSG", "PROJECTED_CRS", allow_deprecated=False)}
NAMES = {"cgcs2000": "CGCS2000", "xian80": "Xian 1980", "beijing54": "Beijing 1954", "new_beijing": "New Beijing"}


def test_every_zone_of_every_datum_has_its_code_with_and_without_prefix():
    found = {(grid.datum, grid.width, grid.prefix): 0 for grid in grids.grids().values()}
    for grid in grids.grids().values():
        found[grid.datum, grid.width, grid.prefix] += 1
    assert found == {(datum, width, prefix): 21 if width == 3 else 11
                     for datum in NAMES for width in (3, 6) for prefix in (True, False)}


@pytest.mark.parametrize("code", sorted(grids.grids()))
def test_a_code_is_in_proj_what_the_table_says(code):
    grid, crs = grids.grids()[code], pyproj.CRS.from_epsg(code)
    told = {p.name: p.value for p in crs.coordinate_operation.params}
    assert crs.name.startswith(NAMES[grid.datum] + " /") and str(code) in IN_FORCE
    assert crs.geodetic_crs.to_epsg() == grids.geographic(grid.datum)
    assert told["Longitude of natural origin"] == grid.meridian and told["Latitude of natural origin"] == 0
    assert told["Scale factor at natural origin"] == 1 and told["False northing"] == 0
    assert told["False easting"] == 500_000 + 1_000_000 * grid.zone * grid.prefix
    west, _, east, _ = crs.area_of_use.bounds
    assert west - 3.5 <= grid.meridian <= east + 3.5                     # border zones are cut at the border
    assert grids.twin(code) != code and grids.twin(grids.twin(code)) == code
    assert grids.in_datum(code, grid.datum) == code
    assert grids.in_datum(grids.in_datum(code, "cgcs2000"), grid.datum) == code


def test_the_codes_of_the_domain_are_given():
    assert [grids.code_of(z, prefix=True, datum="xian80") for z in (25, 40, 45, 13, 20)] == [2349, 2364, 2369, 2327, 2334]
    assert [grids.code_of(z, prefix=True, datum="beijing54") for z in (25, 38, 13, 23)] == [2401, 2414, 21413, 21423]
    assert [grids.code_of(z, prefix=False, datum="beijing54") for z in (25, 38, 13)] == [2422, 2435, 21453]
    assert grids.code_of(38, prefix=False, datum="xian80") == 2383 and grids.code_of(38, prefix=False) == 4547
    assert grids.code_of(24, prefix=True) is None and grids.code_of(46, prefix=True) is None
    assert grids.in_datum(4490, "xian80") == 4610 and grids.in_datum(4526, "wgs84") == 4526
    assert grids.in_datum(4490, "wgs84") == 4326 and grids.in_datum(3857, "xian80") is None


@pytest.mark.parametrize("text, datum", [
    ("2000国家大地坐标系", "cgcs2000"), ("CGCS2000", "cgcs2000"), ("国家2000", "cgcs2000"), ("2000坐标系（三度带）", "cgcs2000"),
    ("1980西安坐标系", "xian80"), ("1980西安国家大地坐标系", "xian80"), ("80国家大地坐标系", "xian80"), ("西安80", "xian80"),
    ("1980年西安坐标系", "xian80"), ("Xian_1980", "xian80"), ("1954北京坐标系", "beijing54"), ("北京54", "beijing54"),
    ("54坐标系", "beijing54"), ("Beijing 1954", "beijing54"), ("新1954北京坐标系", "new_beijing"), ("新北京54", "new_beijing"),
    ("WGS84坐标系", "wgs84"), ("WGS-84", "wgs84"), ("", None), ("  ", None), ("-", None),
    ("广州2000坐标系", "other"), ("地方坐标系", "other"), ("西安80独立坐标系", "other"), ("见附件", "other"),
    ("2000国家大地坐标系（由西安80转换）", "other")])
def test_what_a_statement_of_the_datum_means(text, datum):
    assert grids.datum_stated(text) == datum


@pytest.mark.parametrize("text, datum", [
    ("界址点成果表（西安80坐标系，3度带第40带）", "xian80"), ("某地块红线_北京54.txt", "beijing54"), ("坐标表(1980西安坐标系)", "xian80"),
    ("拐点坐标 2000国家大地坐标系", "cgcs2000"), ("CGCS2000坐标", "cgcs2000"), ("第80页", None), ("比例尺1:2000", None),
    ("2054坐标", None), ("北京路54号地块", None), ("西安路80号地块坐标", None), ("2000年调查表", None), ("WGS84经纬度", "wgs84"),
    ("广州独立坐标系", "other"), ("新北京54坐标系", "new_beijing"), ("80坐标", "xian80")])
def test_which_datum_a_title_names_among_other_words(text, datum):
    assert grids.datum_named(text) == datum


def test_numbers_are_proposed_in_the_datum_that_is_named():
    box = (40_515_389.0, 3_353_323.0, 40_515_455.0, 3_353_384.0)
    assert [p.epsg for p in g.propose_crs(box)] == [4528]
    assert [p.epsg for p in g.propose_crs(box, datum="xian80")] == [2364]
    bare = (515_389.0, 3_353_323.0, 515_455.0, 3_353_384.0)
    assert [p.epsg for p in g.propose_crs(bare, 40, datum="beijing54")] == [2437]
    assert [p.epsg for p in g.propose_crs((20_515_389.0, 3_353_323.0, 20_515_455.0, 3_353_384.0), datum="beijing54")] == [21420]
    assert g.propose_crs((120.1, 30.1, 120.2, 30.2), datum="xian80")[0].epsg == 4610
    assert g.propose_crs(box, datum="other") == []
