"""Which role a layer plays, where QGIS itself takes a title for the header of a sheet."""

from __future__ import annotations

import openpyxl
import pytest
from qgis.core import QgsVectorLayer
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import roles

TITLE = "示例省建设用地土壤污染风险管控和修复名录"
REGISTER = [["序号", "地块名称", "地址", "四至范围", "主要污染物", "列入日期"],
            [1, "原示例农药厂", "某路1号", "东至某路", "六六六", "2023.5.6"]]
SAMPLES = [["点位编号", "采样深度", "经度", "纬度", "镉(mg/kg)", "砷(mg/kg)", "铅(mg/kg)"],
           ["S1", "0-0.5", 114.1, 30.5, 0.2, 8, "<0.1"]]


def best(tmp_path, rows, title):
    """Role and score of the sheet as a layer of a meaningless name."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(rows[0]))
    for row in rows:
        sheet.append(row)
    path = tmp_path / "新建 XLSX 工作表.xlsx"
    book.save(path)
    layer = QgsVectorLayer(f"{path}|layername=Sheet1", "新建 XLSX 工作表 — Sheet1", "ogr")
    assert layer.isValid()
    return max(((roles.score(layer, role), role) for role in roles.specs()), key=lambda x: x[0])


@pytest.mark.parametrize(("rows", "title", "role"), [
    (REGISTER, TITLE, Role.REGISTRY), (SAMPLES, "某地块土壤检测结果表", Role.SAMPLES)])
def test_a_sheet_below_a_title_is_known_by_title_and_headers(qgis_app, tmp_path, rows, title, role):
    score, found = best(tmp_path, rows, title)
    assert found is role
    assert score > 0.55                          # taken, not only offered


def test_without_a_telling_title_it_is_only_offered(qgis_app, tmp_path):
    score, found = best(tmp_path, REGISTER, "汇总")
    assert found is Role.REGISTRY
    assert 0.25 < score < 0.55


@pytest.mark.parametrize("headers", [["Layer", "PaperSpace", "SubClasses"], ["layer", "path"], ["类别", "来源"], ["类型"]])
def test_a_column_of_layers_or_kinds_makes_no_table_of_placed_entries(qgis_app, headers):
    assert roles.table_score(Role.LOCATED, "", "图", headers, "polygon") == 0


def test_placed_entries_are_known_by_their_columns(qgis_app):
    headers = ["所属名录", "地块编码", "定位方式", "经办人", "日期", "文号"]
    scores = {role: roles.table_score(role, "", "表1", headers, "none") for role in roles.specs()}
    assert max(scores, key=scores.get) is Role.LOCATED and scores[Role.LOCATED] > 0.3
