"""A list drawn on a web map beside a plan in CGCS2000: the review asks, or says what the numbers cannot tell."""

import json

import geopandas as gpd
import pytest
import shapely
from soilgate.plugin import cli

X, Y = 500_000, 3_400_000
SHAPE = [(0, 0), (120, 0), (100, 90), (40, 80), (0, 100)]


@pytest.fixture
def review(tmp_path, capsys):
    outline = shapely.Polygon([(X + x, Y + y) for x, y in SHAPE])
    plan = tmp_path / "plan.gpkg"
    gpd.GeoDataFrame({"地块编号": ["A", "B"], "用地代码": ["070102", "070102"]},
                     geometry=[outline, shapely.box(X + 480, Y - 180, X + 700, Y)], crs=4547).to_file(plan)

    def run(east, north, *more, shape=outline, crs=4326):
        listed = gpd.GeoSeries([shapely.affinity.translate(shape, east, north)], crs=4547).to_crs(4490)
        path = tmp_path / "名录.geojson"
        gpd.GeoDataFrame({"地块名称": ["某厂"], "名录状态": ["在册"]}, geometry=list(listed), crs=crs).to_file(path)
        out = tmp_path / "result.gpkg"
        code = cli.main(["--quiet", "review", "--parcels", str(plan), "--registry", str(path), "--out", str(out), *more])
        told = capsys.readouterr()
        return code, told.out + told.err, out

    return run


def test_a_plot_with_the_outline_of_a_parcel_some_hundred_metres_off_is_asked_about(review):
    code, told, out = review(450, -180)
    assert code == 2 and "GCJ-02" in told and "--crs registry=EPSG:4326" in told and not out.exists()


def test_a_decided_crs_is_not_doubted_again(review):
    code, told, out = review(450, -180, "--crs", "registry=EPSG:4326")
    assert code == 0 and "网络地图" not in told
    assert gpd.read_file(out).set_index("parcel_id").verdict["B"] == "prohibited"


def test_degrees_of_wgs_84_without_evidence_are_named_and_the_review_goes_on(review):
    code, told, out = review(0, 0)
    assert code == 0 and "名录.geojson”为 WGS 84 经纬度" in told and "--crs registry=EPSG:4326" in told
    run = gpd.read_file(out, layer="run")
    notes = run[(run.section == "notes") & (run.item == "registry")].value.map(json.loads).sum()
    assert "web_map_possible" in {n["code"] for n in notes}
    assert gpd.read_file(out).set_index("parcel_id").verdict["A"] == "prohibited"


def test_degrees_of_cgcs2000_are_believed(review):
    code, told, _ = review(0, 0, crs=4490)
    assert code == 0 and "网络地图" not in told


def test_an_import_names_degrees_of_wgs_84(tmp_path, capsys):
    path = tmp_path / "名录.kml"
    gpd.GeoDataFrame({"Name": ["某厂"]}, geometry=[shapely.box(113.9, 30.5, 113.901, 30.501)],
                     crs=4326).to_file(path, driver="KML")
    told = []
    for more in ((), ("--crs", "EPSG:4326")):
        out = tmp_path / f"out{len(more)}.gpkg"
        assert cli.main(["--quiet", "import", "layer", str(path), "--as", "registry", "--out", str(out), *more]) == 0
        told.append(capsys.readouterr().out)
    assert "为 WGS 84 经纬度" in told[0] and "--crs registry=EPSG:4326" in told[0] and "网络地图" not in told[1]
