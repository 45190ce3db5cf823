"""The Excel ledger of a review (台账): verdicts, findings, what was not checked, data and versions."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ..core import knowledge
from ..core.tables import REVIEWED
from ..core.vocabulary import VERDICTS
from . import phrases
from .results import Outcome, complete_tables
from .whole import whole_file

MAX_ROWS = 1_048_576                     # of a sheet, as the file format has it
MAX_TEXT = 32_767                        # UTF-16 units of a cell
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@dataclass(frozen=True)
class Field:
    """A column of a sheet: where it comes from, its width in characters, how it is shown.

    ``paint`` gives the colours of a cell by its stored word: fill and letters, such as ("FFFFFF", "000000").
    """

    name: str
    width: float
    kind: str = "text"                   # "text", "wrapped", "verdict", "number", "share", "date"
    show: Callable[[Any], Any] | None = None
    header: str | None = None            # of a column of the input, whose name is its header
    printed: bool = True                 # on A4; what does not fit there can still be read and filtered on screen
    paint: Mapping[str, tuple[str, str]] | None = None


def write_ledger(outcome: Outcome, path: str | os.PathLike[str], *, lang: str = "zh") -> None:
    """Write the ledger of a review as .xlsx.

    Parameters
    ----------
    outcome : Outcome
        Text is written as text, whatever it looks like; characters that XML does not know become U+FFFD, and what is
        longer than a cell may be is cut and says so. Tables longer than a sheet go on in further sheets.
    path : target; replaced when the new file is whole
    lang : {"zh", "en"}

    Raises
    ------
    InputError
        The target cannot be written or is open elsewhere.
    """
    tables = complete_tables(outcome)
    titles = phrases.titles_of(outcome)
    book = Workbook(write_only=True)
    book.properties.title = knowledge.text("ledger", "title", lang)
    book.properties.creator = "SoilGate"
    fields: dict[str, Sequence[Field]] = {
        "parcels": _parcel_fields(tables["parcels_reviewed"], lang, titles), "findings": _finding_fields(lang, titles),
        "checks": _check_fields(lang), "run": _run_fields(lang)}
    with whole_file(path) as part:
        for name, table in (("parcels", "parcels_reviewed"), ("findings", "findings"), ("checks", "checks"),
                            ("run", "run")):
            add_table(book, knowledge.text("ledger", f"sheet_{name}", lang), tables[table], fields[name], lang)
        _write_about(book, tables["parcels_reviewed"], lang)
        book.save(part)


def _parcel_fields(frame: pd.DataFrame, lang: str, titles: Mapping[str, tuple[str, str]]) -> list[Field]:
    def word(value: Any) -> str:
        return phrases.word(value, lang)

    def yes_no(value: Any) -> str:
        return phrases.yes_no(value, lang)

    mark = "、" if lang == "zh" else ", "
    ours = [
        Field("parcel_id", 14), Field("verdict", 12, "verdict", word), Field("could_be", 12, "verdict", word),
        Field(f"reasons_{lang}", 48, "wrapped"), Field(f"next_step_{lang}", 26, "wrapped"),
        Field("use_classes", 12, "wrapped", lambda v: phrases.words(v, lang, "use_classes")),
        Field("area_m2", 12, "number"),
        Field("due_step", 10, "wrapped", word), Field("complete", 6, "wrapped", yes_no),
        Field("assumed", 16, "wrapped", lambda v: phrases.words(v, lang, "assumed")),
        Field("due_now", 10, "wrapped", yes_no, printed=False),
        Field("rules", 30, "wrapped", lambda v: mark.join(
            phrases.rule_title(r, lang, titles) for r in str(v).split(";")), printed=False)]
    theirs = [Field(str(name), 14, _kind_of(frame[name]), lambda v: yes_no(v) if isinstance(v, bool) else v, str(name),
                     printed=False)
              for name in frame if name not in REVIEWED and name != "area_ellipsoidal_m2"]
    if "area_ellipsoidal_m2" in frame:
        ours.append(Field("area_ellipsoidal_m2", 14, "number", printed=False))
    return ours + theirs


def _kind_of(column: pd.Series) -> str:
    inferred = pd.api.types.infer_dtype(column, skipna=True)
    if inferred in ("datetime64", "datetime", "date"):
        return "date"
    return "general" if inferred in ("integer", "floating", "mixed-integer-float") else "text"


def _finding_fields(lang: str, titles: Mapping[str, tuple[str, str]]) -> list[Field]:
    def word(value: Any) -> str:
        return phrases.word(value, lang)

    return [
        Field("parcel_id", 14), Field("verdict", 12, "verdict", word),
        Field("rule", 16, "wrapped", lambda v: phrases.rule_title(v, lang, titles)),
        Field(f"message_{lang}", 50, "wrapped"), Field("citation", 28, "wrapped"),
        Field("actor", 12, "wrapped"),
        Field("due_step", 10, "wrapped", word), Field("overlap_m2", 12, "number"), Field("share", 8, "share"),
        Field("basis", 8, "wrapped", lambda v: phrases.phrase(v, lang, "basis")),
        Field("due_now", 10, "wrapped", lambda v: phrases.yes_no(v, lang), printed=False),
        Field("subject_kind", 14, "text", word, printed=False), Field("subject_id", 16, printed=False),
        Field("distance_m", 11, "number", printed=False), Field("pollutant", 14, printed=False),
        Field("value_mg_kg", 15, "general", printed=False), Field("limit_mg_kg", 13, "general", printed=False),
        Field("finding_id", 14, printed=False)]


def _check_fields(lang: str) -> list[Field]:
    return [
        Field("parcel_id", 16), Field("check", 18, "text", lambda v: phrases.word(v, lang)),
        Field("state", 12, "text", lambda v: phrases.word(v, lang)), Field("share", 9, "share"),
        Field("reason", 60, "wrapped"),
        Field("could_be", 13, "verdict", lambda v: phrases.word(v, lang))]


def _run_fields(lang: str) -> list[Field]:
    def name(value: Any) -> str:
        return phrases.phrase(value, lang, "run_names", "roles")

    return [Field("section", 14, "text", name), Field("item", 24, "wrapped", name),
            Field("value", 100, "wrapped", lambda v: phrases.run_value(v, lang))]


def add_table(book: Workbook, title: str, frame: pd.DataFrame, fields: Sequence[Field], lang: str,
              heading: str = "") -> None:
    """Add a sheet with a table to a write-only book, in further sheets where one is too small.

    Header frozen, filter on, widths and number formats set, ready for A4 landscape; ``heading`` is printed on each
    page before the title, default that of the ledger.
    """
    rows = MAX_ROWS - 1
    for number, start in enumerate(range(0, max(len(frame), 1), rows), 1):
        part = frame.iloc[start:start + rows]
        name = title if number == 1 else f"{title} ({number})"
        sheet = _new_sheet(book, name, fields, len(part), lang, heading)
        headers = [f.header or knowledge.text("columns", f.name, lang) for f in fields]
        _append(sheet, [_header(sheet, h, f) for h, f in zip(headers, fields)], 1, 2)
        columns = [_Cells(sheet, f) for f in fields]
        for number, row in enumerate(zip(*(part[f.name].astype(object) for f in fields)), 2):
            cells = [column.of(value) for column, value in zip(columns, row)]
            _append(sheet, cells, number, max(column.lines for column in columns))
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(fields))}{len(part) + 1}"


def _new_sheet(book: Workbook, title: str, fields: Sequence[Field], count: int, lang: str,
               heading: str = "") -> WriteOnlyWorksheet:
    """An empty sheet, ready for A4 landscape; widths and panes have to be known before the first row."""
    sheet = book.create_sheet(title)
    for number, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(number)].width = field.width
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(sum(f.printed for f in fields))}{count + 1}"
    sheet.print_options.gridLines = True
    _set_page(sheet, "landscape", title, lang, heading)
    return sheet


def _set_page(sheet: WriteOnlyWorksheet, orientation: str, title: str, lang: str, heading: str = "") -> None:
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = 9                         # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.header, margins.footer = 0.7, 0.6, 0.3, 0.3
    sheet.oddHeader.center.text = f"{heading or knowledge.text('ledger', 'title', lang)} · {title}"
    sheet.oddFooter.center.text = knowledge.text("ledger", "page", lang)


def _append(sheet: WriteOnlyWorksheet, cells: Sequence[WriteOnlyCell | None], number: int, lines: int) -> None:
    """Write a row, high enough for its lines: not every program measures that when it opens a file."""
    if lines > 1:
        sheet.row_dimensions[number].height = min(15 * lines, 409)        # what a row may measure
    sheet.append(cells)
    sheet.row_dimensions.pop(number, None)


def _header(sheet: WriteOnlyWorksheet, text: str, field: Field) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    _put_text(cell, text)
    cell.font = _font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E7E6EA")
    right = field.kind in ("number", "general", "share")
    cell.alignment = Alignment(horizontal="right" if right else "left", vertical="center", wrap_text=True)
    return cell


class _Cells:
    """Cells of one column: a styled cell a look, filled anew for every row, since a styled cell is dear to make."""

    def __init__(self, sheet: WriteOnlyWorksheet, field: Field) -> None:
        self._sheet, self._field = sheet, field
        self._cells: dict[Any, WriteOnlyCell] = {}
        self.lines = 1                                     # that the latest cell needs

    def of(self, value: Any) -> WriteOnlyCell | None:
        """The cell to be written for a value; None for null."""
        field = self._field
        self.lines = 1
        if phrases.is_null(value):
            return None
        if field.kind in ("number", "general", "share") and not isinstance(value, str):
            cell = self._look(field.kind)
            number = float(value)
            cell.value = number if abs(number) != float("inf") else str(number)
            return cell
        if field.kind == "date" and not isinstance(value, str):
            cell = self._look("date")
            cell.value = dt.datetime(value.year, value.month, value.day)
            return cell
        text = str(value if field.show is None else field.show(value))
        if not text:
            return None
        marked = value if field.kind == "verdict" or field.paint is not None else None
        cell = self._look((field.kind, marked, text.startswith(_LIKE_FORMULA)))
        _put_text(cell, text)
        if field.kind == "wrapped":
            wide = int(field.width) - 1
            self.lines = sum(max(1, -(-len(line.encode("gbk", "replace")) // wide))     # a Chinese letter is 2 wide
                             for line in text[:4000].split("\n"))
        return cell

    def _look(self, key: Any) -> WriteOnlyCell:
        if key in self._cells:
            return self._cells[key]
        cell = self._cells[key] = WriteOnlyCell(self._sheet)
        if isinstance(key, str):
            cell.number_format = {"number": "#,##0.0", "share": "0.0%", "general": "General",
                                  "date": "yyyy-mm-dd"}[key]
            cell.alignment = Alignment(horizontal="left" if key == "date" else "right", vertical="top")
            return cell
        kind, verdict, quoted = key
        cell.alignment = Alignment(horizontal="right" if kind == "right" else None, vertical="top",
                                   wrap_text=kind == "wrapped")
        cell.number_format = "@"
        cell.quotePrefix = quoted                          # stays text when somebody edits the cell
        if verdict is not None and self._field.paint is not None:
            if str(verdict) in self._field.paint:
                fill, letters = self._field.paint[str(verdict)]
                cell.fill, cell.font = PatternFill("solid", fgColor=fill), _font(bold=True, color=letters)
        elif verdict is not None:
            _paint(cell, str(verdict))
        return cell


def _paint(cell: WriteOnlyCell, verdict: str) -> None:
    look = knowledge.read_yaml("styles/verdicts.yaml").get(verdict)
    if look is None:
        return
    if look["fill"] is None:
        cell.fill = PatternFill("lightUp", fgColor=look["ink"][1:], bgColor="FFFFFF")
    else:
        cell.fill = PatternFill("solid", fgColor=look["fill"][1:])
    cell.font = _font(bold=True, color=look["label"][1:])


def _font(**looks: Any) -> Font:
    """The theme's font: each program has Chinese letters for that."""
    return Font(**{"name": "Calibri", "size": 11, "family": 2, "scheme": "minor", **looks})


def _put_text(cell: WriteOnlyCell, text: str) -> None:
    text = _NOT_XML.sub("\ufffd", text)
    if len(text) * 2 > MAX_TEXT and len(text.encode("utf-16-le")) > MAX_TEXT * 2:
        end = knowledge.text("ledger", "cut", "zh")
        kept = text.encode("utf-16-le")[:(MAX_TEXT - len(end)) * 2]
        text = kept.decode("utf-16-le", "ignore") + end
    cell.value = text
    cell.data_type = "s"                                   # also what begins with "="


def _write_about(book: Workbook, parcels: pd.DataFrame, lang: str) -> None:
    sheet = book.create_sheet(knowledge.text("ledger", "sheet_about", lang))
    widths = (18, 80, 12, 18)
    for letter, width in zip("ABCD", widths):
        sheet.column_dimensions[letter].width = width
    _set_page(sheet, "landscape", sheet.title, lang)

    def text(section: str, code: str) -> str:
        return knowledge.text(section, code, lang)

    number = 0

    def add(*values: tuple[Any, str] | None, bold: bool = False, verdict: str | None = None) -> None:
        nonlocal number
        number += 1
        cells, lines = [], 1
        for value, width in zip(values, widths):
            made = _Cells(sheet, Field("", width, value[1] if value else "text"))
            cells.append(made.of(value[0]) if value else None)
            lines = max(lines, made.lines)
        if bold:
            cells[0].font = _font(bold=True, size=14)
        if verdict is not None:
            _paint(cells[0], verdict)
        _append(sheet, cells, number, max(lines, 2 if bold else 1))

    add((text("ledger", "title"), "text"), bold=True)
    add()
    add((text("ledger", "verdicts"), "text"), None, (text("ledger", "count"), "right"),
        (text("ledger", "area"), "right"), bold=True)
    for verdict in VERDICTS:
        rows = parcels["verdict"] == verdict.value
        add((phrases.word(verdict.value, lang), "text"), (text("verdict_meanings", verdict.value), "wrapped"),
            (int(rows.sum()), "general"), (float(pd.to_numeric(parcels["area_m2"][rows]).sum()), "number"),
            verdict=verdict.value)
    add()
    for code in ("review", "not_covered"):
        add(None, (text("disclaimer", code), "wrapped"))
