"""The Excel ledger, read back with openpyxl."""

from __future__ import annotations

import zipfile

import openpyxl
import pandas as pd
import pytest
from soilgate.plugin.core import knowledge
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import FINDINGS, REVIEWED
from soilgate.plugin.core.vocabulary import VERDICTS
from soilgate.plugin.io import ledger, phrases
from soilgate.tests.support.outcomes import OPTIONS, small_outcome

SHEETS = ["地块结论", "审查发现", "未核查", "数据与版本", "说明"]


@pytest.fixture
def book(tmp_path):
    ledger.write_ledger(small_outcome(), tmp_path / "台账.xlsx")
    return openpyxl.load_workbook(tmp_path / "台账.xlsx")


def _column(sheet, header):
    number = [c.value for c in sheet[1]].index(header) + 1
    return [row[0] for row in sheet.iter_rows(2, None, number, number)]


def test_the_five_sheets_hold_every_row(book):
    assert book.sheetnames == SHEETS
    assert [book[name].max_row - 1 for name in SHEETS[:4]] == [6, 7, 3, 4]


def test_every_column_of_parcels_and_findings_is_shown_or_has_its_other_language_shown(book):
    for sheet, columns in ((book["地块结论"], REVIEWED), (book["审查发现"], FINDINGS)):
        headers = [c.value for c in sheet[1]]
        for column in columns:
            if not column.endswith("_en"):
                assert knowledge.text("columns", column, "zh") in headers, column
    assert [c.value for c in book["地块结论"][1]][-3:] == ["年份", "在用", "备注"]


@pytest.mark.parametrize("text", [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"http://x\")", "'quoted", "1e5", "001", "TRUE",
    "#N/A", "2026-01-02", "𠀀𠀁 rare letters"])
def test_hostile_text_stays_text(text, tmp_path):
    outcome = small_outcome()
    outcome.tables["parcels_reviewed"].loc[0, ["parcel_id", "备注"]] = text
    ledger.write_ledger(outcome, tmp_path / "l.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx")["地块结论"]
    for header in ("地块编号", "备注"):
        cell = _column(sheet, header)[0]
        assert cell.value == text and cell.data_type == "s" and cell.number_format == "@"
        assert bool(cell.quotePrefix) == (text[0] in "=+-@\t")
    xml = zipfile.ZipFile(tmp_path / "l.xlsx").read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in xml and "<f " not in xml


def test_what_a_cell_cannot_hold_is_shown_as_such(book):
    notes = [c.value for c in _column(book["地块结论"], "备注")]
    assert notes[0] == "甲" and notes[1] == "\ufffd残" and notes[4] == "\ufffd响铃\ufffd"
    assert len(notes[5]) == ledger.MAX_TEXT and notes[5].endswith("（内容过长，已截断）")


def test_long_text_of_rare_letters_is_cut_between_letters(tmp_path):
    outcome = small_outcome()
    outcome.tables["parcels_reviewed"].loc[0, "备注"] = "𠀀" * 20_000
    ledger.write_ledger(outcome, tmp_path / "l.xlsx")
    text = _column(openpyxl.load_workbook(tmp_path / "l.xlsx")["地块结论"], "备注")[0].value
    assert len(text.encode("utf-16-le")) // 2 <= ledger.MAX_TEXT
    assert set(text[:-12]) == {"𠀀"} and text.endswith("已截断）")


def test_numbers_are_numbers_and_null_is_empty(book):
    areas = _column(book["地块结论"], "面积（m²）")
    assert [c.value for c in areas] == [10_000, 2_500.5, 100, 0, None, 50]
    assert areas[0].alignment.horizontal == "right" and areas[0].number_format == "#,##0.0"
    shares = _column(book["审查发现"], "占比")
    assert shares[0].value == 0.12345 and shares[0].number_format == "0.0%" and shares[1].value is None
    assert _column(book["地块结论"], "批准日期")[0].value == pd.Timestamp("2020-01-02")
    assert [c.value for c in _column(book["地块结论"], "核查完整")] == ["是", "否", "否", "否", "否", "是"]


def test_uses_are_named_and_not_taken_for_roles_of_the_same_word(tmp_path):
    outcome = small_outcome()
    outcome.tables["parcels_reviewed"]["use_classes"] = "farmland;residential"
    ledger.write_ledger(outcome, tmp_path / "l.xlsx")
    cell = _column(openpyxl.load_workbook(tmp_path / "l.xlsx")["地块结论"], "用地类别")[0]
    assert cell.value == "、".join(knowledge.text("use_classes", c, "zh") for c in ("farmland", "residential"))
    assert cell.value != phrases.words("farmland;residential", "zh")


def test_verdicts_carry_their_colours_and_words(book):
    looks = knowledge.read_yaml("styles/verdicts.yaml")
    assert list(looks) == [v.value for v in VERDICTS]
    cells = _column(book["地块结论"], "结论")
    for cell, verdict in zip(cells, small_outcome().tables["parcels_reviewed"]["verdict"]):
        assert cell.value == phrases.word(verdict, "zh")
        fill = looks[verdict]["fill"]
        if fill is None:
            assert cell.fill.patternType == "lightUp"
        else:
            assert cell.fill.patternType == "solid" and cell.fill.fgColor.rgb[2:] == fill[1:]
        assert cell.font.color.rgb[2:] == looks[verdict]["label"][1:]


def test_sheets_are_ready_to_filter_and_to_print(book):
    for name in SHEETS[:4]:
        sheet = book[name]
        assert sheet.freeze_panes == "B2" and sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1" and sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage
        printed = sheet.print_area.split("$")[3]
        width = sum(sheet.column_dimensions[c].width for c in map(chr, range(65, ord(printed) + 1)))
        assert width <= 180, f"{name}: too wide to be read on A4"


def test_a_row_is_high_enough_for_its_text(book):
    assert book["地块结论"].row_dimensions[2].height == 30


def test_run_values_are_readable_lines(book):
    values = {row[1].value: row[2].value for row in book["数据与版本"].iter_rows(2)}
    assert values["审查日期"] == OPTIONS["as_of"]
    assert "SHA-256：" + "ab" * 32 in str(values.values()) and "版次日期：—" in str(values.values())


def test_about_counts_every_verdict_and_says_what_it_is_not(book):
    rows = [[c.value for c in row] for row in book["说明"].iter_rows()]
    counts = {row[0]: (row[2], row[3]) for row in rows}
    assert counts[phrases.word("undetermined", "zh")] == (2, 0)
    assert counts[phrases.word("survey_required", "zh")] == (1, 2500.5)
    assert [None, knowledge.text("disclaimer", "review", "zh"), None, None] in rows


def test_tables_longer_than_a_sheet_go_on_in_the_next(monkeypatch, tmp_path):
    monkeypatch.setattr(ledger, "MAX_ROWS", 4)
    ledger.write_ledger(small_outcome(), tmp_path / "l.xlsx")
    book = openpyxl.load_workbook(tmp_path / "l.xlsx")
    names = [n for n in book.sheetnames if n.startswith("审查发现")]
    assert names == ["审查发现", "审查发现 (2)", "审查发现 (3)"]
    ids = [c.value for n in names for c in _column(book[n], "发现编号")]
    assert ids == [f"F{k}" for k in range(1, 8)]


def test_english_ledger_speaks_english(tmp_path):
    ledger.write_ledger(small_outcome(), tmp_path / "l.xlsx", lang="en")
    sheet = openpyxl.load_workbook(tmp_path / "l.xlsx")["Parcels"]
    assert _column(sheet, "Reasons")[0].value == "Overlaps a listed plot.\nNear a listed plot."


def test_an_unwritable_ledger_is_named(tmp_path):
    with pytest.raises(InputError, match="output_unwritable"):
        ledger.write_ledger(small_outcome(), tmp_path / "missing" / "l.xlsx")
    assert not list(tmp_path.iterdir())
