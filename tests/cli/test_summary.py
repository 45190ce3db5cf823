"""What the command line tells of entries without outline and of answers about them."""

from __future__ import annotations

import csv

import geopandas
import pytest
import shapely
from soilgate.plugin import cli

DAY = "2026-09-01"
ANSWER = {"图层": "名录", "地块名称": "甲厂", "定位结论": "不在本规划范围", "答复人": "张三", "答复日期": "2026-08-20"}


def table(path, rows):
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def told(tmp_path, capsys):
    """Reviews a parcel beside a register without outlines and answers on it; what is printed."""
    plan = tmp_path / "plan.gpkg"
    geopandas.GeoDataFrame({"地块编号": ["A1"], "用地代码": ["R2"]}, crs="EPSG:4547",
                           geometry=[shapely.box(500_000, 3_380_000, 500_100, 3_380_100)]).to_file(plan)
    register = table(tmp_path / "register.csv", [
        {"地块名称": "甲厂", "地址": "某路1号", "经度": "", "纬度": "", "地块面积": ""},
        {"地块名称": "乙厂", "地址": "某路2号", "经度": "114.3", "纬度": "30.9", "地块面积": "10000"}])

    def run(*answers):
        located = [] if not answers else [f"--located={table(tmp_path / 'located.csv', list(answers))}"]
        code = cli.main(["review", f"--parcels={plan}", f"--registry={register}", *located, f"--as-of={DAY}",
                         f"--out={tmp_path / 'out.gpkg'}"])
        out, err = capsys.readouterr()
        return code, out, err

    return run


def test_places_of_entries_without_outline_are_counted_and_a_centre_is_no_damage(told):
    code, out, _ = told()
    assert code == 0
    assert "名录: 搜索圆 1，未定位 1" in out
    assert "不能修复" not in out


def test_a_settled_entry_is_counted_as_such(told):
    assert "名录: 搜索圆 1，范围外 1" in told(ANSWER)[1]


@pytest.mark.parametrize(("cells", "words"), [
    ({"答复人": ""}, "缺经办人"), ({"答复日期": ""}, "缺日期"), ({"答复日期": "2026-09-02"}, "晚于审查日期"),
    ({"定位结论": "划定"}, "缺边界"), ({"定位结论": "再议"}, "不能读取")])
def test_an_answer_that_cannot_be_used_is_told_with_its_reason_and_entry(told, cells, words):
    code, out, _ = told({**ANSWER, **cells})
    assert code == 0
    line = next(line for line in out.splitlines() if words in line)
    assert line.strip().startswith("名录: 1 条")
    assert "甲厂" in line
    assert "nan" not in out
    assert "未定位 1" in out


@pytest.mark.parametrize(("left_out", "label"), [
    (("图层",), "图层"), (("地块名称",), "地块编码"), (("定位结论",), "定位方式")])
def test_a_table_of_answers_without_a_column_that_it_needs_is_refused(told, left_out, label):
    code, _, err = told({k: v for k, v in ANSWER.items() if k not in left_out})
    assert code != 0
    assert label in err
    assert "located.csv" in err


@pytest.mark.parametrize("first", [True, False])
def test_two_answers_of_one_day_that_contradict_each_other_settle_nothing(told, first):
    place = {**ANSWER, "定位结论": "中心点加半径", "半径": "50", "经度": "114.9", "纬度": "30.9"}
    outside = {**ANSWER, "半径": "", "经度": "", "纬度": ""}
    out = told(*((outside, place) if first else (place, outside)))[1]
    assert "未定位 1" in out
    assert "同一天" in out
    later = {**outside, "答复日期": "2026-08-21"}
    assert "范围外 1" in told(place, outside, later)[1]


def test_what_verdicts_were_assumed_on_is_told_with_the_number_of_parcels(told):
    assert "以假定为前提：" in told()[1]
    assert "名录版本或日期未确认（1）" in told()[1]


def test_an_entry_that_vanished_from_the_list_is_told_by_summary_and_papers(tmp_path, capsys):
    plan, office = tmp_path / "plan.gpkg", tmp_path / "office.gpkg"
    place = shapely.box(500_000, 3_380_000, 500_100, 3_380_100)
    geopandas.GeoDataFrame({"地块编号": ["A1"], "用地代码": ["R2"]}, crs="EPSG:4547", geometry=[place]).to_file(plan)
    assert cli.main(["workspace", "create", str(office), "--crs", "EPSG:4547"]) == 0
    for name, codes, day in (("old", ["4401110200011", "4401110200012"], "2024-05-01"), ("new", ["4401110200011"], "2026-05-01")):
        file = tmp_path / f"{name}.gpkg"
        geopandas.GeoDataFrame({"地块编码": codes, "地块名称": [f"{x}厂" for x in codes]}, crs="EPSG:4547",
                               geometry=[place] * len(codes)).to_file(file)
        assert cli.main(["import", "register", str(file), f"--into={office}", "--covers=parcels", "--edition=whole",
                         f"--edition-date={day}", "--list-kind=provincial_list"]) == 0
    capsys.readouterr()
    assert cli.main(["review", f"--parcels={plan}", f"--workspace={office}", f"--as-of={DAY}", "--opinion=A1",
                     f"--report={tmp_path / 'papers'}", f"--out={tmp_path / 'out.gpkg'}"]) == 0
    said = "“4401110200012”未见于新版名录，也无移出记录，仍按在册处理"
    assert said in capsys.readouterr().out
    for paper in ("review.html", "opinion_A1.html"):
        assert said in (tmp_path / "papers" / paper).read_text(encoding="utf-8")
