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
