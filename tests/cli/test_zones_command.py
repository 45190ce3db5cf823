"""Control zones and proposals from the command line: files in, files out."""

from __future__ import annotations

import geopandas
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from soilgate.plugin import cli, demo

ZONES = f"{demo.FOLDER / 'zones.gpkg'}|layername="
ARGUMENTS = ["--zones", ZONES + "管控区域", "--registry", f"{demo.FOLDER / 'sites.gpkg'}|layername=污染地块名录"]
DAY = ["--as-of", "2026-10-15"]


def run(*arguments) -> int:
    return cli.main(["--quiet", *map(str, arguments)])


def states(path) -> dict:
    frame = pyogrio.read_dataframe(path, layer="zone_duties")
    return {(zone, duty): state for zone, duty, state in zip(frame["zone_id"], frame["duty"], frame["state"])}


def test_an_adopted_house_value_acts_and_one_that_was_not_does_not(tmp_path):
    given = ["--signs", ZONES + "标识牌", "--points", ZONES + "监测点", "--records", ZONES + "监测记录", *DAY]
    assert run("zones", *ARGUMENTS, *given, "--out", tmp_path / "plain.gpkg") == 0
    assert run("zones", *ARGUMENTS, *given, "--adopt", "sign_max_gap_m=100", "--out", tmp_path / "adopted.gpkg") == 0
    plain, adopted = states(tmp_path / "plain.gpkg"), states(tmp_path / "adopted.gpkg")
    assert plain["GK-01", "sign"] == "met" and adopted["GK-01", "sign"] == "due"
    assert {key for key in plain if plain[key] != adopted[key]} == {("GK-01", "sign")}


def test_the_parts_of_a_zone_and_a_plot_in_rows_of_their_own_are_one_zone_and_one_plot(tmp_path):
    parts = [shapely.box(x, 3_380_000, x + 40, 3_380_040) for x in (500_000, 500_040)]
    told = {"zones": {"管控区编号": "GK-1", "地块编码": "4401110200021", "批准文件": "府〔2025〕3号"},
            "plots": {"地块编码": "4401110200021", "地块名称": "桂花厂", "状态": "在册"}}
    results = []
    for shapes in ([shapely.union_all(parts)], parts):
        for name, row in told.items():
            geopandas.GeoDataFrame([row] * len(shapes), geometry=shapes, crs=4547).to_file(tmp_path / f"{name}.gpkg")
        assert run("zones", "--zones", tmp_path / "zones.gpkg", "--registry", tmp_path / "plots.gpkg", *DAY,
                   "--out", tmp_path / "z.gpkg") == 0
        results.append([pyogrio.read_dataframe(tmp_path / "z.gpkg", layer=layer, read_geometry=False)
                        for layer in ("zones_status", "zone_duties", "zone_actions")])
    assert results[1][0]["zone_id"].tolist() == ["GK-1"] and results[1][0]["area_m2"].tolist() == [3200.0]
    for whole, parted in zip(*results):
        pd.testing.assert_frame_equal(whole, parted)


@pytest.mark.parametrize(("lang", "words"), [("zh", ("缺失", "待办")), ("en", ("missing", "Actions"))])
def test_the_states_of_zones_are_told_in_the_language_asked_for(tmp_path, capsys, lang, words):
    assert run("--lang", lang, "zones", *ARGUMENTS, *DAY, "--out", tmp_path / "z.gpkg") == 0
    told = capsys.readouterr().out
    assert all(word in told for word in words)
    assert lang == "en" or "missing" not in told


@pytest.mark.parametrize("told", ["no_such_value", "sign_max_gap_m=wide", "sign_max_gap_m=-1"])
def test_a_house_value_that_cannot_be_ends_in_one_sentence(tmp_path, capsys, told):
    assert run("zones", *ARGUMENTS, "--adopt", told, "--out", tmp_path / "z.gpkg") == 2
    error = capsys.readouterr().err
    assert told.partition("=")[0] in error and len(error.splitlines()) == 1 and not (tmp_path / "z.gpkg").exists()


def test_signs_are_proposed_for_zones_in_force_with_reason_and_basis(tmp_path, capsys):
    assert run("propose", "signs", *ARGUMENTS, *DAY, "--out", tmp_path / "p.gpkg") == 0
    frame = pyogrio.read_dataframe(tmp_path / "p.gpkg", layer="proposed_signs")
    zones = pyogrio.read_dataframe(demo.FOLDER / "zones.gpkg", layer="管控区域")
    assert set(frame["zone_id"]) == {"GK-01", "GK-02"} and frame["proposal_id"].is_unique
    assert frame["reason_zh"].notna().all() and frame["basis_zh"].str.contains("非国家规定").all()
    lines = shapely.boundary(zones.geometry.to_numpy())
    assert shapely.distance(np.asarray(frame.geometry)[:, None], lines[None, :]).min(axis=1).max() < 1e-6
    assert "GK-01\t" in capsys.readouterr().out


def test_signs_that_stand_are_not_proposed_again_and_roads_get_theirs(tmp_path):
    zone = pyogrio.read_dataframe(demo.FOLDER / "zones.gpkg", layer="管控区域").geometry.iloc[0]
    x0, y0, x1, y1 = zone.bounds
    road = shapely.LineString([(x0 - 50, (y0 + y1) / 2), (x1 + 50, (y0 + y1) / 2)])
    pyogrio.raw.write(tmp_path / "roads.gpkg", geometry=np.array([shapely.to_wkb(road)], object), field_data=[],
                      fields=[], geometry_type="LineString", crs="EPSG:4547", layer="道路")
    out = {}
    for name, options in (("bare", []), ("signs", ["--signs", ZONES + "标识牌"]),
                          ("roads", ["--roads", tmp_path / "roads.gpkg"])):
        assert run("propose", "signs", *ARGUMENTS, *DAY, "--id", "GK-01", *options, "--out",
                   tmp_path / f"{name}.gpkg") == 0
        out[name] = pyogrio.read_dataframe(tmp_path / f"{name}.gpkg")
    assert len(out["signs"]) < len(out["bare"])
    assert (out["roads"]["kind"] == "crossing").sum() == 2 and not (out["bare"]["kind"] == "crossing").any()


def test_points_lie_by_plot_and_flow(tmp_path):
    assert run("propose", "points", *ARGUMENTS, *DAY, "--id", "GK-01", "--flow", "90", "--adopt", "well_beyond_m=20",
               "--out", tmp_path / "p.gpkg") == 0
    frame = pyogrio.read_dataframe(tmp_path / "p.gpkg", layer="proposed_points")
    zone = pyogrio.read_dataframe(demo.FOLDER / "zones.gpkg", layer="管控区域").geometry.iloc[0]
    plots = pyogrio.read_dataframe(demo.FOLDER / "sites.gpkg", layer="污染地块名录")
    plot = plots[plots.geometry.notna()].geometry.to_numpy()
    wells = frame[frame["medium"] == "groundwater"].set_index("position").geometry
    assert set(wells.index) == {"worst", "downstream", "upstream", "side"}
    assert shapely.distance(np.asarray(wells["worst"]), plot).min() == 0
    assert wells["downstream"].centroid.x > zone.bounds[2] and wells["upstream"].centroid.x < zone.bounds[0]


def test_where_every_sign_stands_the_layer_is_empty_and_can_be_opened(tmp_path):
    assert run("propose", "signs", *ARGUMENTS, *DAY, "--id", "GK-01", "--out", tmp_path / "1.gpkg") == 0
    found = pyogrio.read_dataframe(tmp_path / "1.gpkg")
    found = found.assign(标识编号=found["proposal_id"], 管控区编号="GK-01", 设置日期="2026-01-01")
    pyogrio.write_dataframe(found[["标识编号", "管控区编号", "设置日期", "geometry"]].explode(), tmp_path / "s.gpkg")
    assert run("propose", "signs", *ARGUMENTS, *DAY, "--id", "GK-01", "--signs", tmp_path / "s.gpkg", "--out",
               tmp_path / "2.gpkg") == 0
    assert len(pyogrio.read_dataframe(tmp_path / "2.gpkg", layer="proposed_signs")) == 0


def test_a_zone_that_is_not_there_is_named(tmp_path, capsys):
    assert run("propose", "signs", *ARGUMENTS, "--id", "GK-77", "--out", tmp_path / "p.gpkg") == 2
    assert "GK-77" in capsys.readouterr().err


def test_opinions_are_written_beside_the_report(tmp_path, capsys):
    given = demo.inputs()
    arguments = ["review", "--as-of", "2026-10-15"]
    for role in ("parcels", "registry", "current_use"):
        layer = next(x for key, x in given.items() if str(key) == role)
        arguments += ["--" + role.replace("_", "-"), f"{layer.path}|layername={layer.layer}"]
    assert run(*arguments, "--opinion", "DQ12-05", "--out", tmp_path / "r.gpkg") == 2
    assert "--report" in capsys.readouterr().err
    assert run(*arguments, "--opinion", "DQ12-05", "--report", tmp_path / "papers", "--out", tmp_path / "r.gpkg") == 0
    assert (tmp_path / "papers" / "opinion_DQ12-05.html").is_file()
