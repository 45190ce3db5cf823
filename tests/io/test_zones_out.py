from __future__ import annotations

import dataclasses
import json
import re

import openpyxl
import pandas as pd
import pyogrio
import pyproj
import pytest
import shapely
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.zones import ZoneSettings
from soilgate.plugin.io.zones_out import calendar, write_zones
from soilgate.tests.support.zone_tables import day, points, records, registry, review, zones

NASTY = "=HYPERLINK(\"x\"),管;控\\区\n第二行" + "长" * 40


@pytest.fixture
def outcome():
    given = review(
        control_zones=zones([{"zone_id": NASTY, "plot_ids": "P1", "drawn_on": day("2024-01-01")},
                             {"zone_id": "Z2", "drawn_on": day("2024-01-01")}], [shapely.box(0, 0, 100, 100), None]),
        registry=registry(None, [shapely.box(50, 20, 130, 80)]),
        points=points((shapely.Point(150, 50), {"zone_id": NASTY})),
        records=records({"point_id": "W0", "recorded_on": day("2026-06-01")}), settings=ZoneSettings())
    return dataclasses.replace(given, crs=pyproj.CRS(4547))


@pytest.fixture
def written(outcome, tmp_path):
    paths = {kind: tmp_path / f"zones.{kind}" for kind in ("gpkg", "json", "xlsx", "ics")}
    write_zones(outcome, paths["gpkg"], paths["json"], paths["xlsx"], paths["ics"])
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in paths.values())
    return paths


def test_the_geopackage_holds_all_tables_with_dates_and_crs(outcome, written):
    assert {name for name, _ in pyogrio.list_layers(written["gpkg"])} == set(outcome.tables)
    for name, frame in outcome.tables.items():
        read = pyogrio.read_dataframe(written["gpkg"], layer=name)
        assert len(read) == len(frame)
        assert [c for c in read if c != "geometry"] == list(frame)
    status = pyogrio.read_dataframe(written["gpkg"], layer="zones_status")
    assert status.crs.to_epsg() == 4547
    assert status["zone_id"].tolist() == [NASTY, "Z2"]
    assert status.geometry[0].area == 10000 and status.geometry[1] is None
    duties = pyogrio.read_dataframe(written["gpkg"], layer="zone_duties", read_geometry=False)
    due = pd.to_datetime(duties["due_date"]).dropna()
    assert due.tolist() == [day("2026-11-28")]


def test_the_json_holds_the_same(outcome, written):
    content = json.loads(written["json"].read_text(encoding="utf-8"))
    assert content["as_of"] == "2026-11-24" and content["crs"]["epsg"] == 4547
    for name, frame in outcome.tables.items():
        assert len(content[name]) == len(frame)
        assert all(set(row) - {"geometry"} == set(frame) for row in content[name])
    assert content["zones_status"][1]["area_m2"] is None
    assert content["zone_gaps"][0]["geometry"]["type"] == "MultiPolygon"


def test_no_cell_of_the_spreadsheet_is_a_formula(written):
    book = openpyxl.load_workbook(written["xlsx"])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == NASTY for cell in cells)
    assert all(cell.data_type != "f" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith("="))
    assert any(cell.is_date for cell in cells)


def test_the_calendar_keeps_to_its_format_and_reads_back(outcome, written):
    raw = written["ics"].read_bytes()
    assert raw.endswith(b"END:VCALENDAR\r\n") and b"\n" not in raw.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    for line in raw.split(b"\r\n"):
        line.decode("utf-8")
    lines = re.sub(r"\r\n[ \t]", "", raw.decode("utf-8")).split("\r\n")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20261128" in lines and "DTEND;VALUE=DATE:20261129" in lines
    summary = next(line for line in lines if line.startswith("SUMMARY:"))[len("SUMMARY:"):]
    plain = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], summary)
    assert plain == f"管控区域{NASTY} 地下水 将到期"
    assert not re.search(r"(?<!\\)[,;]", summary.replace("\\\\", ""))


def test_equal_outcomes_give_equal_files(outcome, written, tmp_path):
    again = tmp_path / "again"
    again.mkdir()
    write_zones(outcome, again / "z.gpkg", again / "z.json", None, again / "z.ics")
    for kind in ("gpkg", "json", "ics"):
        assert (again / f"z.{kind}").read_bytes() == written[kind].read_bytes()


def test_what_cannot_be_written_leaves_the_old_file(outcome, tmp_path, monkeypatch):
    target = tmp_path / "old.ics"
    target.write_text("old")
    monkeypatch.setattr("soilgate.plugin.io.zones_out.calendar", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        write_zones(outcome, tmp_path / "z.gpkg", ics=target)
    assert target.read_text() == "old"
    with pytest.raises(InputError, match="output_unwritable"):
        write_zones(outcome, tmp_path / "nowhere" / "z.gpkg")


def test_no_due_day_gives_a_calendar_without_events():
    assert "VEVENT" not in calendar(review(registry=registry([])))


def test_empty_tables_are_written_too(tmp_path):
    write_zones(review(control_zones=zones([]), registry=registry([])), tmp_path / "e.gpkg", tmp_path / "e.json",
                tmp_path / "e.xlsx", tmp_path / "e.ics")
    assert len(pyogrio.read_dataframe(tmp_path / "e.gpkg", layer="zones_status")) == 0


def test_the_spreadsheet_is_ready_for_work_and_print_and_speaks_chinese(written):
    book = openpyxl.load_workbook(written["xlsx"])
    assert book.sheetnames[0] == "待办清单" and book.active.title == "待办清单"
    for sheet in book:
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref.startswith("A1:")
        assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth == 1 and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1" and "管控区域义务台账（2026-11-24）" in sheet.oddHeader.center.text
        assert all(re.search("[\u4e00-\u9fff]", str(cell.value)) for cell in sheet[1]), sheet.title
        widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
        assert all(8 < width <= 64 for width in widths)
    work = book["待办清单"]
    states = {row[3].value for row in work.iter_rows(min_row=2)}
    assert states <= {"缺失", "逾期", "将到期", "不明"} and states
    assert {row[6].value for row in work.iter_rows(min_row=2)} <= {"县级人民政府", "有关责任主体", "地方人民政府生态环境主管部门"}
    missing = next(row[3] for row in work.iter_rows(min_row=2) if row[3].value == "缺失")
    assert missing.fill.fgColor.rgb.endswith("C8102E")
