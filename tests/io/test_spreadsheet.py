"""Tables as bureaus keep them: title rows, two header rows, merged cells, blocks, notes, wide laboratory sheets."""

import datetime as dt
import math
import re
import shutil

import numpy as np
import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.vocabulary import EditionKind, ListKind, Role
from soilgate.plugin.io import boundary_sheet, mapping, read, spreadsheet


def book(path, rows, merge=(), hidden=(), title="Sheet1", formats=None):
    work = openpyxl.Workbook()
    sheet = work.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merge:
        sheet.merge_cells(cells)
    for row in hidden:
        sheet.row_dimensions[row].hidden = True
    for cell, code in (formats or {}).items():
        sheet[cell].number_format = code
    work.save(path)
    return path


def refused(call, code):
    with pytest.raises(InputError) as error:
        call()
    assert error.value.code == code, error.value
    return error.value.facts


def csv(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def notes(table, code):
    return [n for n in table.source.notes if n["code"] == code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_a_delimited_text_is_read_in_any_encoding_and_with_any_separator(tmp_path, encoding, separator):
    rows = [["地块编号", "规划用地代码", "地块名称"], ["001", "0701", "甲"], ["002", "R2", "乙"]]
    path = csv(tmp_path / "a.csv", "\n".join(separator.join(r) for r in rows) + "\n", encoding)
    table = read.read_role(Role.PARCELS, path)
    assert table.frame["parcel_id"].tolist() == ["001", "002"] and table.frame["use_code"].tolist() == ["0701", "R2"]
    assert table.frame["name"].tolist() == ["甲", "乙"]


def test_a_cell_with_a_line_break_or_comma_is_one_cell(tmp_path):
    path = csv(tmp_path / "a.csv", '地块名称,地址\n甲,"东路1号,\n西侧"\n乙,x\n')
    assert read.read_role(Role.REGISTRY, path).frame["address"].tolist() == ["东路1号,\n西侧", "x"]


@pytest.mark.parametrize(
    "text",
    [
        "地块名称,地址,面积\n甲,a,1\n乙,b\n",
        "地块名称,地址,面积\n甲,a,1\n乙\n",
        '地块名称,地址\n甲,a\n乙,"b\n',
        "地块名称,地址,面积\n甲,a\n乙,b,1\n",
    ],
)
def test_a_table_with_a_short_row_is_truncated(tmp_path, text):
    assert refused(lambda: read.read_role(Role.REGISTRY, csv(tmp_path / "a.csv", text)), "table_truncated")[
        "source"
    ].endswith("a.csv")


def test_a_row_with_too_many_fields_is_refused(tmp_path):
    path = csv(tmp_path / "a.csv", "地块名称,地址\n甲,a\n乙,b,c\n丙,d\n")
    assert refused(lambda: read.read_role(Role.REGISTRY, path), "row_too_long")["row"] == 3


def test_title_rows_notes_totals_and_numbering_rows_are_set_aside_with_their_text(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            ["江苏省建设用地土壤污染风险管控和修复名录（截至2022年12月）"],
            [None, None, None, "单位：平方米"],
            ["序号", "地块名称", "地址", "地块面积(㎡)", "进展情况"],
            ["1", "2", "3", "4", "5"],
            [1, "甲厂", "东路", 100, "风险评估"],
            [2, "乙厂", "西路", 200, "正在实施修复"],
            ["合计", None, None, 300],
            ["注：本名录动态更新。"],
        ],
        ["A1:E1", "A8:E8"],
    )
    table = read.read_role(Role.REGISTRY, path)
    assert table.frame["name"].tolist() == ["甲厂", "乙厂"] and table.frame["area_m2"].tolist() == [100, 200]
    assert table.frame["stage"].tolist() == ["risk_assessment", "remediation"]
    assert len(notes(table, "row_set_aside")) == 3 and any(
        "动态更新" in n["value"] for n in notes(table, "row_set_aside")
    )
    assert table.source.list_kind is ListKind.PROVINCIAL_LIST and table.source.edition_date == pd.Timestamp(
        "2022-12-01"
    )
    assert table.source.edition is None


def test_a_header_of_two_rows_and_cells_merged_downwards(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            ["序号", "市", "县(市、区)", "地块名称", "地块中心坐标", None, "拟采取的措施"],
            [None, None, None, None, "经度", "维度", None],
            [1, "合肥市", "瑶海区", "红四方", 117.24468, 31.81376, "治理修复"],
            [2, None, "包河区", "乙", "117°20′00″", "31°40′00″", "风险管控"],
        ],
        ["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:F1", "G1:G2", "B3:B4"],
    )
    table = read.read_role(Role.REGISTRY, path)
    assert table.frame["city"].tolist() == ["合肥市", "合肥市"] and table.frame["county"].tolist() == [
        "瑶海区",
        "包河区",
    ]
    assert table.frame["longitude"].tolist() == pytest.approx([117.24468, 117.3333333])
    assert table.frame["latitude"].tolist() == pytest.approx([31.81376, 31.6666667])
    assert table.frame["stage"].tolist() == ["remediation", "risk_control"]


def test_blocks_of_a_sheet_say_what_changed(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            ["四川省建设用地土壤污染风险管控和修复名录"],
            ["序号", "地块名称", "地址"],
            ["一、新增地块"],
            [1, "甲", "a"],
            ["二、保留地块"],
            [1, "乙", "b"],
            ["三、退出地块"],
            [1, "丙", "c"],
        ],
        ["A1:C1", "A3:C3", "A5:C5", "A7:C7"],
    )
    table = read.read_role(Role.REGISTRY, path)
    assert table.frame["change_kind"].tolist() == ["added", "kept", "removed"]
    assert table.frame["list_status"].tolist() == ["listed", "listed", "removed"]
    assert table.source.edition is EditionKind.WHOLE


def test_an_entry_with_a_name_only_is_an_entry(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [["序号", "地块名称", "地址"], [1, "甲", "a"], [None, "乙地块", None], [None, None, None], [3, "丙", "c"]],
    )
    assert read.read_role(Role.REGISTRY, path).frame["name"].tolist() == ["甲", "乙地块", "丙"]


def test_hidden_rows_are_read_and_reported(tmp_path):
    path = book(tmp_path / "a.xlsx", [["地块名称", "地址"], ["甲", "a"], ["乙", "b"]], hidden=[3])
    table = read.read_role(Role.REGISTRY, path)
    assert len(table.frame) == 2 and notes(table, "rows_hidden")[0]["value"] == "3"


def test_leading_zeros_of_a_number_format_and_serial_dates_are_as_shown(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [["地块编号", "用地代码", "受理日期", "批准日期"], [7, 701, 45052, dt.datetime(2026, 1, 2)]],
        formats={"B2": "0000", "A2": "000"},
    )
    table = read.read_role(Role.PARCELS, path)
    row = table.frame.iloc[0]
    assert (row["parcel_id"], row["use_code"]) == ("007", "0701")
    assert row["applied_on"] == pd.Timestamp("2023-05-06") and row["approved_on"] == pd.Timestamp("2026-01-02")


def test_a_serial_in_a_csv_is_no_date(tmp_path):
    table = read.read_role(Role.PARCELS, csv(tmp_path / "a.csv", "地块编号,用地代码,受理日期\n1,R2,45052\n"))
    assert table.frame["applied_on"].isna().all() and table.unreadable("applied_on").all()


def test_of_several_sheets_the_one_whose_headers_fit_is_taken_or_asked_for(tmp_path):
    path = tmp_path / "a.xlsx"
    work = openpyxl.Workbook()
    work.active.append(["说明"])
    work.active.append(["填表须知"])
    for name in ("甲", "乙"):
        sheet = work.create_sheet(name)
        sheet.append(["地块编码", "地块名称", "所处阶段"])
        sheet.append(["1", name, "风险管控"])
    work.save(path)
    assert refused(lambda: read.read_role(Role.REGISTRY, path), "several_sheets")["known"].endswith("甲, 乙")
    assert read.read_role(Role.REGISTRY, f"{path}|layername=乙").frame["name"].tolist() == ["乙"]
    del work["乙"]
    work.save(path)
    assert read.read_role(Role.REGISTRY, path).frame["name"].tolist() == ["甲"]


@pytest.mark.parametrize("suffix", ["ods", "docx"])
def test_the_same_table_is_the_same_from_other_programs(tmp_path, suffix):
    rows = [
        ["地块编码", "地块名称", "列入日期", "名录状态"],
        ["001", "甲厂", "2023年5月6日", "在册"],
        ["002", "乙厂", "2024.1.2", "已移出"],
    ]
    path = tmp_path / f"a.{suffix}"
    if suffix == "ods":
        from odf.opendocument import OpenDocumentSpreadsheet
        from odf.table import Table, TableCell, TableRow
        from odf.text import P

        document, sheet = OpenDocumentSpreadsheet(), Table(name="名录")
        for row in rows:
            line = TableRow()
            for value in row:
                cell = TableCell(valuetype="string")
                cell.addElement(P(text=value))
                line.addElement(cell)
            sheet.addElement(line)
        document.spreadsheet.addElement(sheet)
        document.save(str(path))
    else:
        import docx

        document = docx.Document()
        document.add_paragraph("某省建设用地土壤污染风险管控和修复名录")
        grid = document.add_table(rows=0, cols=4)
        for row in rows:
            for cell, value in zip(grid.add_row().cells, row):
                cell.text = value
        document.save(str(path))
    table = read.read_role(Role.REGISTRY, path)
    assert table.frame["entry_id"].tolist() == ["001", "002"] and table.frame["list_status"].tolist() == [
        "listed",
        "removed",
    ]
    assert table.frame["listed_on"].tolist() == [pd.Timestamp("2023-05-06"), pd.Timestamp("2024-01-02")]
    if suffix == "docx":
        assert table.source.list_kind is ListKind.PROVINCIAL_LIST


def test_a_word_table_with_merged_cells_and_cut_at_a_page_is_one_table(tmp_path):
    import docx

    document = docx.Document()
    document.add_paragraph("附件：污染地块名录")
    first = document.add_table(rows=3, cols=3)
    for r, row in enumerate([["县区", "地块名称", "地址"], ["甲区", "一厂", "a"], ["", "二厂", "b"]]):
        for c, value in enumerate(row):
            first.cell(r, c).text = value
    first.cell(1, 0).merge(first.cell(2, 0))
    document.add_paragraph("（续表）")
    second = document.add_table(rows=2, cols=3)
    for r, row in enumerate([["县区", "地块名称", "地址"], ["乙区", "三厂", "c"]]):
        for c, value in enumerate(row):
            second.cell(r, c).text = value
    path = tmp_path / "a.docx"
    document.save(str(path))
    table = read.read_role(Role.REGISTRY, path)
    assert table.frame["name"].tolist() == ["一厂", "二厂", "三厂"] and table.frame["county"].tolist() == [
        "甲区",
        "甲区",
        "乙区",
    ]
    assert table.source.list_kind is ListKind.CONTAMINATED_PLOT_LIST


def test_a_pasted_table_is_read():
    table = mapping.normalise(spreadsheet.read_pasted("地块名称\t地址\n甲\ta\n乙\tb\n", Role.REGISTRY), Role.REGISTRY)
    assert table.frame["name"].tolist() == ["甲", "乙"]


def test_a_long_laboratory_sheet(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            [
                "点位编号",
                "样品编号",
                "采样深度(m)",
                "检测项目",
                "检测结果(mg/kg)",
                "检出限",
                "采样日期",
                "经度",
                "纬度",
                "样品类型",
            ],
            ["S1", "S1-1", "0-0.5", "镉", "<0.01", 0.01, dt.date(2026, 1, 2), 113.5, 22.5, "普通样"],
            ["S1", "S1-2", "0.5～2.0", "砷", 25.3, 0.4, "2026.1.2", 113.5, 22.5, "平行样"],
            ["S2", "S2-1", "1.5", "六价铬", "未检出", 0.5, "2026年1月", 113.51, 22.51, None],
            ["S2", "S2-2", "表层", "汞", "见附表", None, "20260102", 113.51, 22.51, None],
        ],
    )
    frame = read.read_role(Role.SAMPLES, path).frame
    assert frame["pollutant"].tolist() == ["镉", "砷", "六价铬", "汞"] and frame["unit"].tolist() == ["mg/kg"] * 4
    assert frame["below_detection"].tolist() == [True, False, True, None]
    np.testing.assert_array_equal(frame["value"], [np.nan, 25.3, np.nan, np.nan])
    np.testing.assert_array_equal(frame["detection_limit"], [0.01, 0.4, 0.5, np.nan])
    np.testing.assert_array_equal(frame["depth_top_m"], [0, 0.5, 1.5, np.nan])
    np.testing.assert_array_equal(frame["depth_bottom_m"], [0.5, 2.0, 1.5, np.nan])
    assert frame["value__unreadable"].tolist() == [False, False, False, True]
    assert frame["sample_type"].tolist() == ["normal", "duplicate", None, None] and frame["sampled_on"].notna().all()


def test_a_flag_of_non_detection_makes_the_value_a_limit(tmp_path):
    path = csv(
        tmp_path / "a.csv",
        "点位,污染物,检测值,单位,未检出\nS1,镉,0.01,mg/kg,是\nS2,镉,0.2,mg/kg,否\nS3,镉,0,mg/kg,是\nS4,镉,,mg/kg,是\nS5,镉,0.3,mg/kg,也许\n",
    )
    frame = read.read_role(Role.SAMPLES, path).frame
    np.testing.assert_array_equal(frame["value"], [np.nan, 0.2, np.nan, np.nan, np.nan])
    np.testing.assert_array_equal(frame["detection_limit"], [0.01, np.nan, np.nan, np.nan, np.nan])
    assert frame["below_detection"].tolist() == [True, False, True, True, None]
    assert frame["value__unreadable"].tolist() == [False] * 4 + [True]


def test_units_of_cell_column_and_header(tmp_path):
    path = csv(
        tmp_path / "a.csv",
        "点位,污染物,检测值(mg/kg),单位\nS1,苯,35μg/kg,\nS2,苯,3,μg/kg\nS3,苯,3,\nS4,苯,3 mg/kg,μg/kg\n",
    )
    frame = read.read_role(Role.SAMPLES, path).frame
    assert frame["unit"].tolist()[:3] == ["μg/kg", None, "mg/kg"]  # a cell's own unit counts; header against column not
    assert frame["unit__unreadable"].tolist()[:3] == [False, True, False]
    assert frame["value__unreadable"].tolist() == [False, False, False, True]


def test_a_wide_laboratory_sheet_becomes_a_row_a_pollutant(tmp_path):
    path = book(
        tmp_path / "a.xlsx",
        [
            ["某地块土壤检测结果汇总表"],
            [
                "点位编号",
                "经度",
                "纬度",
                "采样深度/m",
                "镉(mg/kg)",
                "铬(六价)",
                "苯并[a]芘(μg/kg)",
                "pH",
                "未知物X(mg/kg)",
            ],
            ["检出限", None, None, None, 0.01, 0.5, 0.1, None, 0.3],
            ["单位", None, None, None, "mg/kg", "mg/kg", "μg/kg", "无量纲", "mg/kg"],
            ["S1", 113.5, 22.5, "0-0.5", 0.2, "ND", "<0.1", 7.5, 1],
            ["S2", 113.51, 22.51, "0.5-1", "0.3", "0.5L", "未检出", 8, "/"],
            ["最大值", None, None, None, 0.3, None, None, 8, 1],
        ],
    )
    table = read.read_role(Role.SAMPLES, path)
    frame = table.frame
    assert len(frame) == 7 and frame["point_id"].tolist() == ["S1"] * 4 + ["S2"] * 3
    first = frame.iloc[:4]
    assert first["pollutant"].tolist() == ["镉", "铬(六价)", "苯并[a]芘", "未知物X"] and first["unit"].tolist() == [
        "mg/kg",
        "mg/kg",
        "μg/kg",
        "mg/kg",
    ]
    assert first["below_detection"].tolist() == [False, True, True, False] and first["detection_limit"].tolist() == [
        0.01,
        0.5,
        0.1,
        0.3,
    ]
    assert not table.unreadable("value").any() and notes(table, "results_not_measured")[0]["value"] == "未知物X"
    assert (
        frame["source_row"].tolist() == [3] * 4 + [4] * 3
        and notes(table, "sheet_made_long")
        and notes(table, "row_set_aside")
    )


def test_samples_without_pollutant_or_value_and_parcels_without_use_are_refused(tmp_path):
    assert (
        refused(
            lambda: read.read_role(Role.SAMPLES, csv(tmp_path / "a.csv", "点位,检测值\nS1,3\n")), "columns_missing"
        )["field"]
        == "pollutant"
    )
    assert (
        refused(
            lambda: read.read_role(Role.SAMPLES, csv(tmp_path / "b.csv", "点位,污染物\nS1,镉\n")), "columns_missing"
        )["field"]
        == "value"
    )
    facts = refused(
        lambda: read.read_role(Role.PARCELS, csv(tmp_path / "c.csv", "地块编号,面积\n1,3\n")), "columns_missing"
    )
    assert facts["field"] == "use_code" and "面积" in facts["known"]


def test_x_and_y_are_told_by_their_numbers(tmp_path):
    path = csv(
        tmp_path / "a.csv",
        "点位,X,Y,污染物,检测值,单位\nS1,500010.5,2500020.5,镉,1,mg/kg\nS2,2500030.5,500040.5,镉,1,mg/kg\n",
    )
    frame = read.read_role(Role.SAMPLES, path).frame
    assert frame["x"].tolist() == [2500020.5, 2500030.5] and frame["y"].tolist() == [500010.5, 500040.5]


PLAN = (500000.0, 2500000.0, 501000.0, 2501000.0)


def samples(tmp_path, rows, header="点位,X,Y,污染物,检测值,单位"):
    return csv(
        tmp_path / "s.csv",
        header + "\n" + "\n".join(f"S{i},{a},{b},镉,1,mg/kg" for i, (a, b) in enumerate(rows)) + "\n",
    )


@pytest.mark.parametrize("turn", [False, True])
def test_a_table_of_coordinates_is_read_in_the_crs_of_the_plan(tmp_path, turn):
    rows = [(2500100.5, 500200.5), (2500900.5, 500300.5)]
    table = read.place_table(
        read.read_role(Role.SAMPLES, samples(tmp_path, [r[::-1] if turn else r for r in rows])), PLAN, 4547
    )
    assert [(g.x, g.y) for g in table.geometry] == [(500200.5, 2500100.5), (500300.5, 2500900.5)]
    assert table.source.crs == "EPSG:4547" and notes(table, "table_crs_assumed")


def test_a_table_that_only_one_other_layer_can_place_is_read_in_its_crs(tmp_path):
    table = read.read_role(Role.SAMPLES, samples(tmp_path, [(2500100.5, 38500200.5)]))
    placed = read.place_table(table, PLAN, 4547, (4526, 4490))
    assert placed.source.crs == "EPSG:4526" and placed.geometry[0].x == 38500200.5


def test_a_table_that_no_layer_can_place_stops_the_run_and_a_decision_goes_on(tmp_path):
    path = samples(tmp_path, [(2500100.5, 600200.5), (2500100.5, 500200.5)])
    facts = refused(
        lambda: read.place_table(read.read_role(Role.SAMPLES, path), PLAN, 4547, (4526,)), "crs_missing_table"
    )
    assert facts["role"] == "samples"
    assert (
        read.place_table(read.read_role(Role.SAMPLES, path), PLAN, 4547, (4526,), crs="EPSG:4547").source.crs
        == "EPSG:4547"
    )


def test_a_table_of_local_numbers_is_turned_when_only_that_places_it(tmp_path):
    table = read.place_table(
        read.read_role(
            Role.SAMPLES, samples(tmp_path, [(2500100.5, 500200.5)], "点位,东坐标,北坐标,污染物,检测值,单位")
        ),
        PLAN,
        4547,
    )
    assert (table.geometry[0].x, table.geometry[0].y) == (500200.5, 2500100.5)


def test_degrees_are_cgcs2000_and_a_plan_far_away_stops_the_run(tmp_path):
    import pyproj

    lon, lat = pyproj.Transformer.from_crs(4547, 4490, always_xy=True).transform(500500, 2500500)
    near = samples(tmp_path, [(f"{lon:.7f}", f"{lat:.7f}"), ("", "")], "点位,经度,纬度,污染物,检测值,单位")
    table = read.place_table(read.read_role(Role.SAMPLES, near), PLAN, 4547)
    assert (
        table.source.crs == "EPSG:4490"
        and table.geometry[1] is None
        and table.geometry[0].x == pytest.approx(lon, abs=1e-6)
    )
    far = samples(tmp_path, [(lon + 1, lat)], "点位,经度,纬度,污染物,检测值,单位")
    refused(lambda: read.place_table(read.read_role(Role.SAMPLES, far), PLAN, 4547), "crs_missing_table")


def test_samples_without_any_readable_place_stop_the_run(tmp_path):
    path = samples(tmp_path, [("", ""), ("x", "y")])
    refused(lambda: read.place_table(read.read_role(Role.SAMPLES, path), PLAN, 4547), "places_missing")


def test_polygons_written_as_text_are_placed_in_the_same_way(tmp_path):
    path = csv(
        tmp_path / "a.csv",
        "地块编号,用地代码,WKT\n"
        '1,R2,"POLYGON((500100 2500100,500200 2500100,500200 2500200,500100 2500100))"\n2,R2,"POLYGON((5"\n',
    )
    table = read.read_role(Role.PARCELS, path, crs=4547)
    assert table.geometry[0].area == 5000 and table.geometry[1] is None and notes(table, "geometry_unreadable")


def test_the_file_name_tells_kind_date_and_changes(tmp_path):
    text = "地块名称,地址\n甲,a\n"
    for name, kind, edition, date in [
        ("广东省建设用地土壤污染风险管控和修复名录2026-10.csv", ListKind.PROVINCIAL_LIST, None, "2026-10-01"),
        ("污染地块名录(2021年9月更新).csv", ListKind.CONTAMINATED_PLOT_LIST, None, "2021-09-01"),
        ("疑似污染地块清单.csv", ListKind.SUSPECTED, None, None),
        ("福州市新增污染地块名录.csv", ListKind.CONTAMINATED_PLOT_LIST, EditionKind.CHANGES, None),
        ("普陀区2023年疑似污染地块和污染地块名录.csv", None, None, "2023-01-01"),
        ("移出清单.csv", None, EditionKind.CHANGES, None),
        ("registry.csv", None, None, None),
    ]:
        source = read.read_role(Role.REGISTRY, csv(tmp_path / name, text)).source
        assert (source.list_kind, source.edition) == (kind, edition), name
        assert source.edition_date == (None if date is None else pd.Timestamp(date)), name


def test_a_header_of_removal_dates_makes_no_list_of_changes(tmp_path):
    source = read.read_role(
        Role.REGISTRY, csv(tmp_path / "a.csv", "地块名称,列入日期,移出日期\n甲,2020-01-01,\n")
    ).source
    assert source.edition is None


def test_a_column_of_changes_makes_a_list_of_changes(tmp_path):
    table = read.read_role(Role.REGISTRY, csv(tmp_path / "a.csv", "地块名称,变更类型\n甲,新增\n乙,移出\n"))
    assert table.source.edition is EditionKind.CHANGES and table.frame["list_status"].tolist() == ["listed", "removed"]


@given(
    st.lists(
        st.lists(st.text(alphabet="地块名称用途代码A1,\"'\t\n 。合计注新增R20", max_size=6), max_size=5), max_size=6
    )
)
def test_no_grid_of_text_raises_anything_but_an_input_error(rows):
    text = "\n".join(",".join(r) for r in rows)
    for role in (Role.PARCELS, Role.REGISTRY, Role.SAMPLES):
        try:
            table = mapping.normalise(spreadsheet.read_pasted(text, role), role)
        except InputError:
            continue
        assert len(table.frame) == len(table.frame["source_row"]) and not any(
            math.isinf(x) for x in table.frame.select_dtypes(float).to_numpy().ravel()
        )


def test_a_decided_crs_places_a_table_at_once_and_a_column_may_state_it(tmp_path):
    table = read.read_role(Role.SAMPLES, samples(tmp_path, [(2500100.5, 500200.5)]), crs="EPSG:4547")
    assert table.source.crs == "EPSG:4547" and table.geometry[0].x == 500200.5
    path = csv(tmp_path / "r.csv", "地块名称,X坐标,Y坐标,坐标系\n甲,2500100.5,500200.5,EPSG:4547\n")
    table = read.read_role(Role.REGISTRY, path)
    assert table.crs.to_epsg() == 4547 and table.geometry[0].y == 2500100.5


def test_a_decided_crs_in_metres_leaves_degrees_to_be_placed(tmp_path):
    path = csv(tmp_path / "r.csv", "地块名称,经度,纬度\n甲,113.5,22.5\n")
    table = read.read_role(Role.REGISTRY, path, crs="EPSG:4547")
    assert table.crs is None and table.geometry is None
    assert read.place_table(table, PLAN, 4547, crs="EPSG:4547").source.crs == "EPSG:4490"


def test_text_polygons_of_parcels_without_a_crs_are_asked_about(tmp_path):
    path = csv(
        tmp_path / "a.csv",
        '地块编号,用地代码,WKT\n1,R2,"POLYGON((500100 2500100,500200 2500100,500200 2500200,500100 2500100))"\n',
    )
    assert refused(lambda: read.read_role(Role.PARCELS, path), "crs_missing")["role"] == "parcels"


def test_a_workbook_of_1997_is_read_as_shown(root):
    table = read.read_role(Role.REGISTRY, root / "tests" / "data" / "io" / "old_workbook.xls")
    assert table.frame["entry_id"].tolist() == ["001", "002", "003"]
    assert table.frame["name"].tolist() == ["甲厂", "乙厂", "乙厂"] and len(notes(table, "rows_hidden")) == 1
    assert table.frame["listed_on"].tolist() == [pd.Timestamp(d) for d in ("2023-05-06", "2024-01-02", "2023-05-06")]
    assert table.frame["area_m2"][[0, 2]].tolist() == pytest.approx([20000, 10000])
    assert table.source.list_kind is ListKind.PROVINCIAL_LIST


def test_a_web_page_or_text_saved_as_a_workbook_is_read_as_what_it_is(root):
    folder = root / "tests" / "data" / "imports"
    table = read.read_role(Role.REGISTRY, folder / "web_page.xls")
    assert table.frame[["name", "longitude", "latitude"]].iloc[0].tolist() == ["甲厂", 113.5, 30.5]
    assert read.read_role(Role.REGISTRY, folder / "tabbed_text.xls").frame["name"].tolist() == ["甲厂"]


def test_boundary_points_in_one_cell_are_the_outline_of_an_entry(root):
    table = read.read_role(Role.REGISTRY, root / "tests" / "data" / "imports" / "points_in_cells.xlsx")
    assert [g.area for g in table.geometry] == [10000.0] * 3 and table.source.crs == "EPSG:4527"
    assert [g.bounds[0] for g in table.geometry] == [39520000.0, 39521000.0, 39522000.0]


def test_a_cell_whose_points_are_no_outline_is_told(tmp_path):
    path = book(tmp_path / "a.xlsx", [["地块名称", "拐点坐标"], [
        "甲", "3353000.0,39520000.0;3352900.0,39520100.0;3353000.0,39520100.0;3352900.0,39520000.0"], [
        "乙", "3353000.0,39521000.0;3353000.0,39521100.0;3352900.0,39521100.0"], ["丙", "见附图"], [
        "丁", "3353000.0,39522000.0;33530**.0,39522100.0;3352900.0,39522100.0;3352900.0,39522000.0"]])
    table = read.read_role(Role.REGISTRY, path)
    assert [g is None for g in table.geometry] == [True, False, True, True]
    assert [n["row"] for n in table.source.notes if n["code"] == "outline_unread"] == [1, 4]


def test_a_place_among_other_words_is_read_where_it_is_the_only_one(tmp_path):
    path = book(tmp_path / "a.xlsx", [["地块名称", "中心坐标"], ["甲", "中心经度115.12303,中心纬度35.84443"], [
        "乙", "东经 122°3′49.39722″、北纬41°4′38.43297″(自测)"], ["丙", "E:113°35'12.3\" N:30°20'10.5\""], [
        "丁", "115.1,35.8;115.2,35.9"], ["戊", "113*** 30***"]])
    frame = read.read_role(Role.REGISTRY, path).frame
    assert frame["longitude"].round(6).tolist()[:3] == [115.12303, 122.063721, 113.58675]
    assert frame["latitude"].isna().tolist() == [False, False, False, True, True]
    assert frame["longitude__unreadable"].tolist() == [False, False, False, True, True]


@pytest.mark.parametrize("told", [None, {"pollutant": "检测项目"}])
def test_a_laboratory_sheet_with_samples_across_keeps_every_result(tmp_path, told):
    path = book(tmp_path / "a.xlsx", [
        ["检测项目", "单位", "检出限", "筛选值", "S1-1", "S1-2", "S2-1"], ["砷", "mg/kg", 0.01, 60, 65.2, 12, "ND"],
        ["镉", "mg/kg", 0.01, 65, "<0.01", 0.3, "0.05L"], ["六价铬", "mg/kg", 0.5, 5.7, "未检出", "/", "—"]])
    raw = read.read_raw(Role.SAMPLES, path)
    frame = mapping.normalise(raw, Role.SAMPLES, None if told is None else mapping.Mapping.of(told)).frame
    by = frame.set_index(["sample_id", "pollutant"])
    assert len(by) == 7 and by.loc[("S1-1", "砷"), "value"] == 65.2 and by.loc[("S1-2", "镉"), "value"] == 0.3
    assert [by.loc[k, "below_detection"] for k in (("S2-1", "砷"), ("S1-1", "镉"), ("S2-1", "镉"))] == [True] * 3
    assert by.loc[("S2-1", "镉"), "detection_limit"] == 0.05 and set(frame["unit"]) == {"mg/kg"}
    assert ("S1-2", "六价铬") not in by.index and ("S2-1", "六价铬") not in by.index and raw.source.rows == 3
    assert [(n["value"], n["count"], n["samples"]) for n in raw.source.notes if n["code"] == "results_not_measured"] == [
        ("六价铬", 2, "S1-2、S2-1")]


@pytest.mark.parametrize("sign", ["/", "／", "—", "——", "-", "－", "--", " / ", "− ", "未检测", "N/A"])
@pytest.mark.parametrize("wide", [True, False])
def test_a_sign_that_nothing_was_measured_gives_no_result_and_is_told(sign, wide, tmp_path):
    rows = ([["样品编号", "经度", "纬度", "砷(mg/kg)", "镉(mg/kg)"], ["S1", 113.5, 22.5, sign, 0.2],
             ["S2", 113.5, 22.5, 12, sign], ["S3", 113.5, 22.5, sign, sign]] if wide else
            [["样品编号", "经度", "纬度", "检测项目", "检测值", "单位"],
             *([s, 113.5, 22.5, p, v, "mg/kg"] for s, p, v in (
                 ("S1", "砷", sign), ("S1", "镉", 0.2), ("S2", "砷", 12), ("S2", "镉", sign), ("S3", "砷", sign),
                 ("S3", "镉", sign)))])
    table = read.read_role(Role.SAMPLES, book(tmp_path / "a.xlsx", rows))
    assert table.frame[["sample_id", "pollutant", "value"]].to_numpy().tolist() == [["S1", "镉", 0.2], ["S2", "砷", 12]]
    assert not table.unreadable("value").any() and table.frame.index.tolist() == [0, 1]
    assert [(n["value"], n["count"], n["samples"], n["rows"]) for n in notes(table, "results_not_measured")] == [
        ("砷", 2, "S1、S3", [1, 3] if wide else [1, 5]), ("镉", 2, "S2、S3", [2, 3] if wide else [4, 6])]


@pytest.mark.parametrize("rows", [[("S1", "砷")], [("S1", "砷"), ("S2", "镉")]])
def test_a_table_of_nothing_but_signs_holds_results_that_are_not_known(rows, tmp_path):
    table = read.read_role(Role.SAMPLES, book(tmp_path / "a.xlsx", [
        ["样品编号", "经度", "纬度", "检测项目", "检测值", "单位"], *([s, 113.5, 22.5, p, "——", "mg/kg"] for s, p in rows)]))
    assert len(table.frame) == len(rows) and table.unreadable("value").all()
    assert not notes(table, "results_not_measured")


def test_a_sign_beside_a_flag_of_non_detection_is_a_non_detect(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("点位,经度,纬度,检测项目,检测值,检出情况,检出限,单位\n"
                    "S1,113.5,22.5,砷,/,未检出,0.01,mg/kg\nS2,113.5,22.5,砷,/,,0.01,mg/kg\n", encoding="gb18030")
    table = read.read_role(Role.SAMPLES, path)
    assert table.frame["point_id"].tolist() == ["S1"] and table.frame["below_detection"].tolist() == [True]
    assert notes(table, "results_not_measured")[0]["samples"] == "S2"


def test_cells_merged_downwards_are_told_of_every_row_that_they_fill(tmp_path):
    path = book(tmp_path / "a.xlsx", [["名录"], ["所在市", "县区", "地块名称"], ["甲市", "一区", "A厂"], [None, None, "B厂"],
                                      [None, "二区", "C厂"]], ["A1:C1", "A3:A5", "B3:B4"])
    table = read.read_role(Role.REGISTRY, path)
    told = {n["header"]: n["rows"] for n in table.source.notes if n["code"] == "merged_filled"}
    assert told == {"所在市": [2, 3], "县区": [2]} and table.frame["city"].tolist() == ["甲市"] * 3


def test_headers_in_three_rows_and_a_row_of_units_without_a_label(tmp_path):
    path = book(tmp_path / "a.xlsx", [
        ["某市污染地块名录（2024年7月）"], ["序号", "基本信息", None, None, "管控信息", None],
        [None, "地块名称", "位置", None, "所处阶段", "纳入日期"], [None, None, "经度", "纬度", None, None],
        [1, "甲", "113.5", "30.5", "风险评估", "2024-07-01"], [2, "乙", "113.6", "30.6", "移出", "2024-07"]],
        ["A1:F1", "A2:A4", "B2:D2", "E2:F2", "B3:B4", "C3:D3", "E3:E4", "F3:F4"])
    frame = read.read_role(Role.REGISTRY, path).frame
    assert frame[["name", "longitude", "latitude"]].to_numpy().tolist() == [["甲", 113.5, 30.5], ["乙", 113.6, 30.6]]
    path = book(tmp_path / "b.xlsx", [
        ["点位", "样品编号", "深度", "重金属", None, "挥发性有机物"], [None, None, None, "砷", "7440-43-9", "苯"],
        [None, None, "m", "mg/kg", "mg/kg", "μg/kg"], ["S1", "S1-1", "0~0.5", 12, "ND", "未检出"],
        ["S1", "S1-2", "0.5~2.0", 70, 0.3, 3]], ["A1:A2", "B1:B2", "C1:C2", "D1:E1"])
    frame = mapping.normalise(read.read_raw(Role.SAMPLES, path), Role.SAMPLES).frame
    assert len(frame) == 6 and frame["unit"].tolist() == ["mg/kg", "mg/kg", "μg/kg"] * 2
    assert frame["cas"].tolist() == [None, "7440-43-9", None] * 2 and frame["value"].tolist()[3:] == [70, 0.3, 3]
    assert frame["depth_top_m"].tolist() == [0, 0, 0, 0.5, 0.5, 0.5]


def test_an_unknown_substance_of_a_wide_sheet_is_kept_where_its_cells_are_results(tmp_path):
    path = book(tmp_path / "a.xlsx", [
        ["点位", "砷(mg/kg)", "某新物质", "孔深"], ["单位", "mg/kg", "mg/kg", "m"], ["S1", 12, 0.5, 6], ["S2", 13, 0.7, 8]])
    frame = mapping.normalise(read.read_raw(Role.SAMPLES, path), Role.SAMPLES).frame
    assert frame["pollutant"].tolist() == ["砷", "某新物质"] * 2 and frame["value"].tolist() == [12, 0.5, 13, 0.7]
    path = book(tmp_path / "b.xlsx", [["点位", "砷(mg/kg)", "某新物质", "另一种"], ["S1", 12, "ND", 3], ["S2", 13, 0.7, 4]])
    raw = read.read_raw(Role.SAMPLES, path)
    frame = mapping.normalise(raw, Role.SAMPLES).frame
    assert frame["pollutant"].tolist() == ["砷", "某新物质"] * 2
    assert [n["value"] for n in raw.source.notes if n["code"] == "columns_unused"] == ["另一种"]      # said, not dropped


def test_boundary_points_in_the_text_of_a_document_are_read(tmp_path):
    import docx

    path = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph("调查地块拐点坐标：J1（3353000.000，39520000.000）、J2（3353000.000，39520100.000）、")
    document.add_paragraph("J3（3352900.000，39520100.000）、J4（3352900.000，39520000.000）。")
    document.save(path)
    found = boundary_sheet.read_sheet(str(path))
    assert found.verdict == "repaired" and found.area_m2.tolist() == [10000.0]


def test_a_text_of_samples_is_no_boundary_for_all_its_coordinates(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("点位\t经度\t纬度\t污染物\t检测值\t单位\n" + "".join(
        f"S{i}\t113.58{i}75\t30.33{i}25\t砷\t{i}\tmg/kg\n" for i in range(1, 9)), encoding="utf-8")
    frame = read.read_role(Role.SAMPLES, path).frame
    assert frame["value"].tolist() == list(range(1, 9)) and frame["pollutant"].tolist() == ["砷"] * 8


@pytest.mark.parametrize("heading", ["二、在册地块", "二、列入名录地块", "（二）其他地块", "在册", "名录内地块", "天河区", "附件2：风险管控和修复名录"])
@pytest.mark.parametrize("wide", [True, False])
def test_rows_below_another_heading_are_not_removed_with_those_above_it(heading, wide, tmp_path):
    """A notice that lists what left first, and then what stays."""
    rows = [["名录", None, None, None], ["序号", "地块编码", "地块名称", "地址"], ["一、移出地块", None, None, None],
            [1, "W1", "一厂", "a"], [heading, None, None, None], [1, "W2", "二厂", "b"], [2, "W3", "三厂", "c"]]
    path = book(tmp_path / "a.xlsx", rows, ["A1:D1", *(["A3:D3", "A5:D5"] if wide else [])])
    frame = read.read_role(Role.REGISTRY, path).frame
    assert frame["name"].tolist() == ["一厂", "二厂", "三厂"]
    assert frame["list_status"].tolist()[0] == "removed"
    if heading.startswith("（"):                                  # a lower level goes on with what it stands under
        return
    assert set(frame["list_status"].iloc[1:]) == {"listed"} if re.search("在册|列入", heading) else {None}


def test_towns_and_notes_inside_a_block_do_not_end_it(tmp_path):
    rows = [["序号", "地块编码", "地块名称", "地址"], ["一、移出地块", None, None, None], ["（一）甲区", None, None, None],
            [1, "W1", "一厂", "a"], ["（二）乙区", None, None, None], [2, "W2", "二厂", "b"], ["注：以上地块", None, None, None]]
    frame = read.read_role(Role.REGISTRY, book(tmp_path / "a.xlsx", rows, ["A2:D2", "A3:D3", "A5:D5"])).frame
    assert frame["list_status"].tolist() == ["removed", "removed"]


def test_the_heading_of_the_first_block_may_stand_above_the_header(tmp_path):
    rows = [["一、移出地块", None, None], ["序号", "地块编码", "地块名称"], [1, "W1", "一厂"], ["二、新增地块", None, None],
            ["序号", "地块编码", "地块名称"], [1, "W2", "二厂"]]
    frame = read.read_role(Role.REGISTRY, book(tmp_path / "a.xlsx", rows, ["A1:C1", "A4:C4"])).frame
    assert frame["list_status"].tolist() == ["removed", "listed"]


def document(path, *parts):
    """A document of paragraphs (texts) and tables (lists of rows)."""
    import docx

    out = docx.Document()
    for part in parts:
        if isinstance(part, str):
            out.add_paragraph(part)
            continue
        table = out.add_table(rows=len(part), cols=len(part[0]))
        for r, row in enumerate(part):
            for c, value in enumerate(row):
                table.cell(r, c).text = str(value)
    out.save(str(path))
    return path


def test_tables_of_a_document_keep_what_is_written_above_each(tmp_path):
    head = ["序号", "地块编码", "地块名称"]
    path = document(tmp_path / "a.docx", "广东省建设用地土壤污染风险管控和修复名录", "一、移出名录地块", [head, [1, "W1", "一厂"]],
                    "二、列入名录地块", [head, [1, "W2", "二厂"]], "（续表）", [head, [2, "W3", "三厂"]])
    frame = read.read_role(Role.REGISTRY, path).frame
    assert frame["name"].tolist() == ["一厂", "二厂", "三厂"]
    assert frame["list_status"].tolist() == ["removed", "listed", "listed"]


def test_a_table_behind_another_one_is_not_lost(tmp_path):
    """Lists of two counties with a table of signatures between them."""
    head = ["序号", "地块编码", "地块名称"]
    path = document(tmp_path / "a.docx", "甲县", [head, [1, "W1", "一厂"]], [["审核", "张三"], ["日期", "2026年"]], "乙县",
                    [head, [1, "W2", "二厂"]])
    assert read.read_role(Role.REGISTRY, path).frame["name"].tolist() == ["一厂", "二厂"]


def workbook(path, sheets):
    work = openpyxl.Workbook()
    work.remove(work.active)
    for name, rows in sheets.items():
        sheet = work.create_sheet(name)
        for row in rows:
            sheet.append(row)
    work.save(path)
    return path


def test_a_sheet_of_fewer_columns_is_not_passed_over(tmp_path):
    """Metals and organics of a laboratory, or an earlier batch of a list, each on a sheet of its own."""
    spot, where = ["样品编号", "X坐标", "Y坐标"], ["S1", 3_380_050, 500_050]
    path = workbook(tmp_path / "a.xlsx", {
        "重金属": [[*spot, "砷(mg/kg)"], [*where, 25]],
        "VOCs": [[*spot, "苯(mg/kg)", "甲苯(mg/kg)", "乙苯(mg/kg)", "氯仿(mg/kg)"], [*where, 0.1, 0.1, 0.1, 0.1]]})
    assert refused(lambda: read.read_role(Role.SAMPLES, path), "several_sheets")["known"] == "重金属, VOCs"
    path = workbook(tmp_path / "b.xlsx", {
        "第一批": [["地块编码", "地块名称"], ["W1", "一厂"]],
        "第二批": [["地块编码", "地块名称", "所处阶段", "名录状态", "主要污染物"], ["W2", "二厂", "修复", "在册", "砷"]]})
    assert refused(lambda: read.read_role(Role.REGISTRY, path), "several_sheets")["known"] == "第一批, 第二批"
    document(tmp_path / "a.docx", [["地块编码", "地块名称"], ["W1", "一厂"]],
             [["地块编码", "地块名称", "所处阶段", "名录状态"], ["W2", "二厂", "修复", "在册"]])
    refused(lambda: read.read_role(Role.REGISTRY, tmp_path / "a.docx"), "several_tables")


def test_points_and_limits_beside_the_results_are_no_second_sheet_of_them(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {
        "点位": [["点位编号", "X坐标", "Y坐标"], ["P1", 3_380_050, 500_050]],
        "检测": [["样品编号", "点位编号", "X坐标", "Y坐标", "砷(mg/kg)"], ["S1", "P1", 3_380_050, 500_050, 25]],
        "标准": [["污染物", "第一类筛选值(mg/kg)"], ["砷", 20]]})
    assert read.read_role(Role.SAMPLES, path).frame["value"].tolist() == [25]


def test_like_tables_side_by_side_are_read_as_one(tmp_path):
    head = ["序号", "地块名称", "地块编码", "名录状态"]
    rows = [["某市建设用地土壤污染风险管控和修复名录"], [*head, None, *head],
            [1, "甲厂", "440100112000001", "在册", None, 4, "丁厂", "440100112000004", "移出"],
            [2, "乙厂", "440100112000002", "在册", None, 5, "戊厂", "440100112000005", None],
            [3, "丙厂", "440100112000003", "在册"]]
    table = read.read_role(Role.REGISTRY, book(tmp_path / "a.xlsx", rows, ["I3:I4"], hidden=[5]))
    assert table.frame["name"].tolist() == ["甲厂", "乙厂", "丙厂", "丁厂", "戊厂"]
    assert table.frame["list_status"].tolist() == ["listed", "listed", "listed", "removed", "removed"]
    assert notes(table, "side_by_side")[0]["count"] == 2 and notes(table, "rows_hidden")[0]["count"] == 1
    text = "\n".join(",".join("" if c is None else str(c) for c in (row + [None] * 9)[:9]) for row in rows[1:])
    path = csv(tmp_path / "a.csv", text)
    assert read.read_role(Role.REGISTRY, path).frame["name"].tolist() == table.frame["name"].tolist()
    parts = list(spreadsheet.csv_parts(str(path), Role.REGISTRY, 2))
    assert [name for part in parts for name in part.frame["地块名称"]] == table.frame["name"].tolist()


def test_results_side_by_side_are_read_as_one_and_pollutants_that_recur_are_results_too(tmp_path):
    head = ["点位编号", "检测项目", "检测结果", "单位"]
    path = book(tmp_path / "a.xlsx", [[*head, *head], ["S1", "砷", 5, "mg/kg", "S1", "铅", 5000, "mg/kg"]])
    assert read.read_role(Role.SAMPLES, path).frame["value"].tolist() == [5, 5000]
    path = book(tmp_path / "b.xlsx", [["点位编号", "砷", "铅(mg/kg)", "砷", "铅(mg/kg)"], ["S1", 5, 6, 5000, 6000]])
    table = read.read_role(Role.SAMPLES, path)
    assert table.frame["pollutant"].tolist() == ["砷", "铅", "砷", "铅"]
    assert table.frame["value"].tolist() == [5, 6, 5000, 6000]
    assert table.frame["unit"].tolist() == [None, "mg/kg", None, "mg/kg"]


def test_names_that_recur_beside_other_columns_are_a_question(tmp_path):
    rows = [["地块名称", "地块编码", "面积", "地块名称", "地块编码"], ["甲", "440100112000001", 5, "乙", "440100112000002"]]
    refused(lambda: read.read_role(Role.REGISTRY, book(tmp_path / "a.xlsx", rows)), "two_headers")
    rows[1][3:] = rows[1][:2]
    assert read.read_role(Role.REGISTRY, book(tmp_path / "b.xlsx", rows)).frame["name"].tolist() == ["甲"]


def test_words_under_a_table_are_no_entries(tmp_path):
    aside = [["以下空白"], [None, "（续上表）"], [None, "以下空白"], ["第1页 共2页"], ["合计：23个地块"], [None, "共计 十二 块"]]
    rows = [["序号", "地块名称", "地址", "面积"], [1, "甲厂", "东路", 5], *aside, [2, "共计化工厂", "西路", 7], [3, "续表厂"]]
    table = read.read_role(Role.REGISTRY, book(tmp_path / "a.xlsx", rows))
    assert table.frame["name"].tolist() == ["甲厂", "共计化工厂", "续表厂"]
    assert len(notes(table, "row_set_aside")) == len(aside)


def test_what_is_saved_under_the_suffix_of_old_workbooks_is_read_as_what_it_is(root, tmp_path, capsys):
    rows = [["地块名称", "名录状态"], ["甲厂", "在册"]]
    shutil.copy(book(tmp_path / "a.xlsx", rows), tmp_path / "a.xls")
    (tmp_path / "b.xls").write_text("\n".join("\t".join(row) for row in rows), encoding="utf-16")
    for name in ("a.xls", "b.xls"):
        assert read.read_role(Role.REGISTRY, tmp_path / name).frame["name"].tolist() == ["甲厂"]
    whole = (root / "tests" / "data" / "io" / "old_workbook.xls").read_bytes()
    (tmp_path / "c.xls").write_bytes(whole[:len(whole) // 2])
    refused(lambda: read.read_role(Role.REGISTRY, tmp_path / "c.xls"), "file_unreadable")
    assert capsys.readouterr().out == ""


def test_a_workbook_of_wps_is_read_in_both_of_its_kinds(root, tmp_path):
    old = root / "tests" / "data" / "io" / "old_workbook.xls"
    shutil.copy(old, tmp_path / "a.et")
    shutil.copy(book(tmp_path / "b.xlsx", [["地块名称", "名录状态"], ["甲厂", "在册"]]), tmp_path / "b.et")
    pd.testing.assert_frame_equal(*(read.read_role(Role.REGISTRY, path).frame for path in (tmp_path / "a.et", old)))
    assert read.read_role(Role.REGISTRY, tmp_path / "b.et").frame["name"].tolist() == ["甲厂"]
    (tmp_path / "c.et").write_bytes(b"\0\1\2" * 100)
    refused(lambda: read.read_role(Role.REGISTRY, tmp_path / "c.et"), "file_unreadable")


def test_an_old_workbook_without_formats_that_cannot_be_opened_is_told_as_such(tmp_path, monkeypatch):
    xlrd = pytest.importorskip("xlrd")
    path = tmp_path / "名录.xls"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600)

    def opened(_path, formatting_info=False, **_more):
        if formatting_info:
            raise NotImplementedError("formatting_info=True")
        raise xlrd.XLRDError("Workbook is encrypted")

    monkeypatch.setattr(xlrd, "open_workbook", opened)
    with pytest.raises(InputError, match="workbook_encrypted"):
        read.read_role(Role.REGISTRY, str(path))


def test_rows_that_are_struck_through_are_read_and_reported(tmp_path):
    work = openpyxl.Workbook()
    for row in (["地块名称", "名录状态"], ["甲厂", "在册"], ["乙厂", "在册"], ["丙厂", "在册"]):
        work.active.append(row)
    for cell in (*work.active[3], work.active["A4"]):
        cell.font = Font(strike=True)
    work.save(tmp_path / "a.xlsx")
    table = read.read_role(Role.REGISTRY, tmp_path / "a.xlsx")
    assert table.frame["name"].tolist() == ["甲厂", "乙厂", "丙厂"]
    assert [(n["count"], n["value"]) for n in notes(table, "rows_struck")] == [(1, "3")]


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_workbook_is_refused_or_read_but_breaks_nothing(seed, tmp_path):
    path = tmp_path / "名录.xlsx"
    pd.DataFrame({"地块编码": [f"E{k}" for k in range(60)], "地块名称": [f"第{k}厂" for k in range(60)]}).to_excel(path, index=False)
    data = bytearray(path.read_bytes())
    for at, value in np.random.default_rng(seed).integers(0, [len(data), 256], (12, 2)):
        data[at] = value
    path.write_bytes(data)
    try:
        read.read_role(Role.REGISTRY, path)
    except InputError as error:
        assert error.facts["source"] == str(path)
