"""Rows of the window as files: text that looks like a formula stays text."""

from __future__ import annotations

import csv

import openpyxl
import pytest
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.io.rows import RowColumn, harmless, write_rows

HOSTILE = ["=cmd|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\t=1", "＝1+1", 'a"b,c\nd', None]
COLUMNS = [RowColumn("=编号", HOSTILE), RowColumn("面积", [1.5, -2.0, 3.0, None, 5.0, 6.0, 7.0, 8.0], "number")]


def test_a_csv_holds_no_formula(tmp_path):
    path = tmp_path / "行.csv"
    write_rows(path, COLUMNS, "x", "zh")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["'=编号", "面积"]
    assert [row[0] for row in rows[1:7]] == ["'" + text for text in HOSTILE[:6]]
    assert rows[7][0] == HOSTILE[6]
    assert [row[1] for row in rows[1:5]] == ["1.5", "-2.0", "3.0", ""]


def test_a_workbook_holds_text_and_numbers(tmp_path):
    path = tmp_path / "行.xlsx"
    write_rows(path, COLUMNS, "审查 结果", "zh")
    sheet = openpyxl.load_workbook(path).active
    assert [cell.data_type for cell in sheet["A"][1:7]] == ["s"] * 6
    assert sheet["A2"].value == HOSTILE[0]
    assert sheet["B3"].value == -2.0
    assert len(list(sheet.rows)) == len(HOSTILE) + 1


def test_a_file_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(InputError) as caught:
        write_rows(tmp_path / "none" / "x.csv", COLUMNS, "x", "zh")
    assert caught.value.code == "output_unwritable"


def test_plain_text_is_left_alone():
    assert harmless("A-01") == "A-01"
    assert harmless("") == ""
