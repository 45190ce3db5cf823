"""Workbooks, delimited text and pasted tables -> one raw table: the header is found, its surroundings kept apart."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import gc
import html.parser
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Optional

import numpy as np
import pandas as pd

from ..core.errors import InputError
from ..core.tables import Source
from ..core.vocabulary import Role
from . import files
from . import values as cells
from .mapping import header_scores
from .raw import RawTable
from .vector import unique_headers

_SEARCHED = 30
_NOTE = re.compile(
    r"^\s*(注|备注|说明|填表|填报|制表|审核|联系|附件|附表|来源|数据来源|单位[:：]|日期[:：]|note|source|remark|※|\*|"
    r"[（(]?\s*(续\s*上?\s*表|接上[表页]|转?下[表页]|以下空白|以下无正文|本页无正文)|第\s*[0-9]+\s*页|共\s*[0-9]+\s*页)",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"^\s*(合\s*计|小\s*计|总\s*计|共\s*计|合计[（(].*|总计[（(].*|total|subtotal|sum)\s*[:：]?"
    r"(\s*共?\s*[0-9〇一二三四五六七八九十百千]+\s*[个块宗处家条项]?\s*(地块|企业|单位|点位|样品)?\s*[。.]?)?\s*$",
    re.IGNORECASE,
)
_BLOCK = re.compile(r"新增|保留|退出|移出|移入|纳入|列入|在册|在列|现有|继续|变更|调整|不变")
_TOLD_APART = frozenset(("name", "entry_id", "parcel_id", "plot_id", "sample_id", "point_id", "pollutant"))
"""Columns of which one stands in each of several tables side by side."""
_LEVELS = (r"[一二三四五六七八九十]+\s*、", r"[(（]\s*[一二三四五六七八九十]+\s*[)）]", r"[0-9]+\s*[.、．]",
           r"[(（]\s*[0-9]+\s*[)）]")
"""How headings are numbered, from the highest level down."""


@dataclasses.dataclass
class Grid:
    """Cells of one sheet as shown.

    ``rows``: lists of cells. ``lines``: the row of the file of each, from 1. ``merged``: (top, left, bottom, right) of
    merged ranges as positions in ``rows``, inclusive. ``hidden``: positions of hidden rows; ``struck``: of rows all of
    whose cells are struck through.
    """

    rows: list[list[Any]]
    lines: list[int]
    merged: list[tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    hidden: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()


# --- grids ----------------------------------------------------------------------------------------------------------


def read_sheet(path: str, role: Role, *, sheet: Optional[str] = None) -> RawTable:
    """Read a workbook or a delimited text.

    Parameters
    ----------
    sheet : name of the sheet; needed where several hold tables and none or several fit the role

    Raises
    ------
    InputError
        ``file_unreadable``, ``sheet_missing``, ``several_sheets``, ``table_empty``, ``table_truncated``,
        ``library_missing``: names the file and the cure.
    """
    suffix = Path(path).suffix.lower()
    files.usable_file(path)
    source = Source(path=path)
    if suffix in (".csv", ".tsv", ".txt"):
        text, source.encoding = files.decode_text(Path(path).read_bytes(), path)
        return table_of(text_grid(text, path), role, source, spreadsheet=False)
    found = grids(path)
    name, notes = _choose_sheet(path, found, role, sheet)
    source.layer, source.notes = name, notes
    return table_of(found[name], role, source, spreadsheet=True)


def grids(path: str) -> dict[str, Grid]:
    """Cells of every sheet of a workbook, by name; what programs save under a wrong suffix is read as what it is."""
    suffix, kind = Path(path).suffix.lower(), files.kind_of(Path(path))
    if suffix == ".ods":
        return _ods(path)
    if kind == "web_page":
        return _html(path)
    if kind == "zip":
        return _xlsx(path)
    if kind == "old_office":
        return _xls(path)
    head = Path(path).read_bytes()[:4096] if kind == "" and suffix == ".xls" else b"\0"
    if b"\0" not in head or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, _ = files.decode_text(Path(path).read_bytes(), path)
        return {Path(path).stem: text_grid(text, path)}
    return {".xlsx": _xlsx, ".xlsm": _xlsx, ".xls": _xls, ".et": _xls}[suffix](path)       # .et: of WPS, either kind


class _Tables(html.parser.HTMLParser):
    """Tables of a web page that was saved as a workbook."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[Grid] = []
        self.cell: Optional[list[str]] = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Optional[str]]]) -> None:
        """Open a table, row or cell."""
        if tag == "table":
            self.tables.append(Grid([], []))
        elif tag == "tr" and self.tables:
            self.tables[-1].rows.append([])
        elif tag in ("td", "th") and self.tables and self.tables[-1].rows:
            given = dict(attrs)
            down, right = (int(given[k] or 1) if (given.get(k) or "").isdigit() else 1 for k in ("rowspan", "colspan"))
            self.cell, self.span = [], (max(1, min(down, 10_000)), max(1, min(right, 1_000)))
        elif tag == "br" and self.cell is not None:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Close a cell: it stands right of what is there and of cells that reach down."""
        if tag not in ("td", "th") or self.cell is None:
            return
        grid, (down, right) = self.tables[-1], self.span
        r, row = len(grid.rows) - 1, grid.rows[-1]
        while any(top < r <= bottom and left <= len(row) <= edge for top, left, bottom, edge in grid.merged):
            row.append(None)
        if down > 1 or right > 1:
            grid.merged.append((r, len(row), r + down - 1, len(row) + right - 1))
        row += [re.sub(r"[ \t\r\xa0]+", " ", "".join(self.cell)).strip() or None] + [None] * (right - 1)
        self.cell = None

    def handle_data(self, data: str) -> None:
        """Text of a cell."""
        if self.cell is not None:
            self.cell.append(re.sub(r"\s+", " ", data))


def _html(path: str) -> dict[str, Grid]:
    text, _ = files.decode_text(Path(path).read_bytes(), path)
    parser = _Tables()
    parser.feed(text)
    parser.close()
    found = [g for g in parser.tables if g.rows]
    if not found:
        raise InputError("format_xml_sheet", source=path)
    out = {}
    for k, grid in enumerate(found, 1):
        rows = _trim(grid.rows)
        merged = [(a, b, min(c, len(rows) - 1), d) for a, b, c, d in grid.merged]
        out[Path(path).stem if len(found) == 1 else str(k)] = Grid(rows, list(range(1, len(rows) + 1)), merged)
    return out


def csv_parts(path: str, role: Role, rows: int) -> Iterator[RawTable]:
    """A large delimited text in parts of so many lines, as ``read_sheet`` would read it whole.

    Headings of blocks hold for their own part only, so this is for lists without them.

    Raises
    ------
    InputError
        As ``read_sheet``; also while a later part is read.
    """
    file = Path(path)
    codec = files.codec_of_file(file)
    try:
        with file.open(encoding=codec, newline="") as handle:
            separator = _separator(handle.read(200_000).rpartition("\n")[0])
            handle.seek(0)
            reader = csv.reader(handle, delimiter=separator, strict=False)
            head = list(itertools.islice(reader, rows))
            widths = [len(r) for r in head]
            full = max({w for w in widths if w > 1}, key=lambda w: (widths.count(w), w), default=1)
            source = Source(path=path, encoding=codec.replace("-sig", ""))
            raw = table_of(Grid(_full(head, full, path, 0), list(range(1, len(head) + 1))), role, source,
                           spreadsheet=False)
            if any(note["code"] == "side_by_side" for note in source.notes):
                yield read_sheet(path, role)
                return
            grid = Grid(head, list(range(1, len(head) + 1)))
            top = _find_header(grid, head, role)
            headers, first = _headers(grid, head, top, role)
            header = head[top:first]
            yield raw
            done, line = len(raw.frame), len(head)
            while part := _next_rows(reader, rows):
                cells_of = [*header, *_full(part, full, path, line)]
                lines = [*range(1, len(header) + 1), *range(line + 1, line + len(part) + 1)]
                raw = table_of(Grid(cells_of, lines), role, dataclasses.replace(source, notes=[]), spreadsheet=False,
                               header=(0, headers, first - top))
                assert raw.rows is not None
                raw.rows += done
                yield raw
                done, line = done + len(raw.frame), line + len(part)
    except UnicodeDecodeError as error:
        raise InputError("encoding_unknown", source=path, offset=error.start) from error
    except csv.Error as error:
        raise InputError("file_unreadable", source=path, layer="", reason=str(error)) from error


def _next_rows(reader: Iterator[list[str]], count: int) -> list[list[str]]:
    """The next rows. Python's search for cycles among these many lists, which hold none, would take a tenth of all."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        return list(itertools.islice(reader, count))
    finally:
        if wanted:
            gc.enable()


def _full(rows: list[list[str]], full: int, path: str, before: int) -> list[list[Any]]:
    """Rows of one width; one with fewer or more fields than the others stops the reading."""
    if set(map(len, rows)) == {full} and (full > 1 or not rows):
        return list(rows)
    for k, row in enumerate(rows):
        if 1 < len(row) < full and any(c.strip() for c in row):
            raise InputError("table_truncated", source=path, row=before + k + 1, fields=len(row), expected=full)
        if len(row) > full and any(c.strip() for c in row[full:]):
            raise InputError("row_too_long", source=path, row=before + k + 1, fields=len(row), expected=full)
    last = next((r for r in reversed(rows) if any(c.strip() for c in r)), [])
    if full > 1 and len(last) == 1 and not (_NOTE.match(last[0]) or _TOTAL.match(last[0])):
        raise InputError("table_truncated", source=path, row=before + len(rows), fields=1, expected=full)
    return [r if len(r) == full else [*r[:full], *[None] * (full - len(r))] for r in rows]


def read_pasted(text: str, role: Role) -> RawTable:
    """Read a table pasted from a spreadsheet or a document."""
    import hashlib

    source = Source(path="", title="", encoding="utf-8", sha256=hashlib.sha256(text.encode()).hexdigest())
    return table_of(text_grid(text, ""), role, source, spreadsheet=False)


def _choose_sheet(
    path: str, grids: dict[str, Grid], role: Role, wanted: Optional[str]
) -> tuple[str, list[dict[str, Any]]]:
    filled = {n: g for n, g in grids.items() if sum(any(not cells.is_null(c) for c in r) for r in g.rows) > 1}
    if wanted is not None:
        for name in grids:
            if name == wanted or name.strip().lower() == wanted.strip().lower():
                return name, []
        raise InputError("sheet_missing", source=path, layer=wanted, known=", ".join(grids))
    if not filled:
        if len(grids) == 1 and any(g.rows for g in grids.values()):
            return next(iter(grids)), []
        raise InputError("table_empty", source=path, layer=", ".join(grids))
    if len(filled) == 1:
        return next(iter(filled)), []
    if str(role) in filled:
        return str(role), [{"code": "layer_by_role", "state": "guessed", "layer": str(role)}]
    # A sheet of fewer columns is a list too (an earlier batch, metals beside organics): none is passed over.
    likely = [n for n, g in filled.items() if any(
        _row_score(r, role) >= 1.8 and (role is not Role.SAMPLES or _has_results(r)) for r in g.rows[:_SEARCHED])]
    if len(likely) == 1:
        return likely[0], [{"code": "sheet_by_headers", "state": "guessed", "layer": likely[0]}]
    raise InputError("several_sheets", source=path, known=", ".join(filled), example=next(iter(filled)))


def _trim(rows: list[list[Any]]) -> list[list[Any]]:
    width = max((i + 1 for r in rows for i, c in enumerate(r) if not cells.is_null(c) and c != ""), default=0)
    return [list(r[:width]) + [None] * (width - len(r)) for r in rows]


def _xlsx(path: str) -> dict[str, Grid]:
    try:
        import openpyxl
    except ImportError as error:
        raise InputError("library_missing", library="openpyxl", source=path, reason=str(error)) from error
    import warnings
    import zipfile
    import zlib

    try:
        # opened here: openpyxl refuses a workbook that was saved under the suffix of an older one
        with warnings.catch_warnings(), Path(path).open("rb") as file:
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(file, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, EOFError, SyntaxError, TypeError, IndexError, zlib.error,
            NotImplementedError, RuntimeError, AttributeError) as error:         # a damaged package breaks anywhere
        cut = isinstance(error, (zipfile.BadZipFile, EOFError))
        raise InputError("file_cut" if cut else "file_unreadable", source=path, layer="", reason=str(error)) from error
    out = {}
    strikes = {number for number, font in enumerate(book._fonts) if font.strike}
    for sheet in book.worksheets:
        rows, lines, hidden, struck = [], [], [], []
        for line, row in enumerate(sheet.iter_rows(), 1):
            if strikes and _all_struck(c._style.fontId in strikes for c in row if c.value is not None):
                struck.append(len(rows))
            if sheet.row_dimensions[line].hidden:
                hidden.append(len(rows))
            rows.append([_shown(c.value, c.number_format) for c in row])
            lines.append(line)
        merged = [(r.min_row - 1, r.min_col - 1, r.max_row - 1, r.max_col - 1) for r in sheet.merged_cells.ranges]
        out[sheet.title] = Grid(_trim(rows), lines, merged, frozenset(hidden), frozenset(struck))
    book.close()
    return out


def _all_struck(cells_: Iterable[bool]) -> bool:
    """Whether there are cells and all are struck through."""
    found = list(cells_)
    return bool(found) and all(found)


def _shown(value: Any, number_format: str) -> Any:
    """A cell as a person sees it where that changes its meaning: leading zeros of a format, times without a date."""
    if (
        isinstance(value, (int, float))
        and not isinstance(value, bool)
        and re.fullmatch(r"0{2,20}", number_format or "")
        and float(value).is_integer()
        and value >= 0
    ):
        return str(int(value)).zfill(len(number_format))
    if isinstance(value, str) and value.startswith("="):
        return "#VALUE!"  # a formula without a stored result
    return value


def _xls(path: str) -> dict[str, Grid]:
    try:
        import xlrd
    except ImportError as error:
        raise InputError("library_missing_xls", library="xlrd", source=path, reason=str(error)) from error
    unsaid = io.StringIO()               # what xlrd tells of damages would go to the output of the command line
    try:
        try:
            book = xlrd.open_workbook(path, logfile=unsaid, formatting_info=True)
        except NotImplementedError:      # kinds of which xlrd reads no formats: then no row is known as struck through
            book = xlrd.open_workbook(path, logfile=unsaid)
    except Exception as error:
        code = "workbook_encrypted" if "encrypt" in str(error).lower() else "file_unreadable"
        raise InputError(code, source=path, layer="", reason=str(error)) from error
    out = {}
    for sheet in book.sheets():
        rows: list[list[Any]] = []
        for r in range(sheet.nrows):
            row: list[Any] = []
            for c in range(sheet.ncols):
                cell = sheet.cell(r, c)
                value: Any = cell.value
                if cell.ctype == xlrd.XL_CELL_DATE:
                    try:
                        value = xlrd.xldate_as_datetime(cell.value, book.datemode)
                    except (ValueError, OverflowError):
                        value = cell.value
                elif cell.ctype == xlrd.XL_CELL_BOOLEAN:
                    value = bool(cell.value)
                elif cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                    value = None
                elif cell.ctype == xlrd.XL_CELL_ERROR:
                    value = "#VALUE!"
                elif cell.ctype == xlrd.XL_CELL_NUMBER and float(cell.value).is_integer():
                    value = int(cell.value)
                    if book.formatting_info:
                        value = _shown(value, book.format_map[book.xf_list[cell.xf_index].format_key].format_str)
                row.append(value)
            rows.append(row)
        merged = [(a, c, b - 1, d - 1) for a, b, c, d in getattr(sheet, "merged_cells", [])]
        hidden = frozenset(r for r, info in getattr(sheet, "rowinfo_map", {}).items() if info.hidden)
        struck = frozenset(r for r in range(len(rows)) if book.formatting_info and _all_struck(
            bool(book.font_list[book.xf_list[sheet.cell_xf_index(r, c)].font_index].struck_out)
            for c in range(sheet.ncols) if rows[r][c] not in (None, "")))
        out[sheet.name] = Grid(_trim(rows), list(range(1, len(rows) + 1)), merged, hidden, struck)
    return out


def _ods(path: str) -> dict[str, Grid]:
    try:
        from odf.opendocument import load
        from odf.table import CoveredTableCell, Table, TableCell, TableRow
        from odf.teletype import extractText
    except ImportError as error:
        raise InputError("library_missing", library="odfpy", source=path, reason=str(error)) from error
    try:
        book = load(path)
    except Exception as error:
        raise InputError("file_unreadable", source=path, layer="", reason=str(error)) from error

    def value_of(cell: Any) -> Any:
        kind = cell.getAttribute("valuetype")
        if kind in ("float", "percentage", "currency"):
            number = float(cell.getAttribute("value"))
            text = extractText(cell).strip()
            if re.fullmatch(r"0[0-9]+", text):
                return text
            return int(number) if number.is_integer() else number
        if kind == "date":
            text = str(cell.getAttribute("datevalue"))
            try:
                return dt.datetime.fromisoformat(text)
            except ValueError:
                return text
        if kind == "boolean":
            return str(cell.getAttribute("booleanvalue")) == "true"
        return "\n".join(extractText(p) for p in cell.childNodes if getattr(p, "qname", ("", ""))[1] == "p") or None

    out = {}
    for sheet in book.spreadsheet.getElementsByType(Table):
        rows: list[list[Any]] = []
        lines: list[int] = []
        merged: list[tuple[int, int, int, int]] = []
        hidden: list[int] = []
        line = 0
        for element in sheet.getElementsByType(TableRow):
            row: list[Any] = []
            for cell in element.childNodes:
                if getattr(cell, "qname", None) not in (TableCell().qname, CoveredTableCell().qname):
                    continue
                repeat = int(cell.getAttribute("numbercolumnsrepeated") or 1)
                value = value_of(cell)
                down = int(cell.getAttribute("numberrowsspanned") or 1)
                right = int(cell.getAttribute("numbercolumnsspanned") or 1)
                if down > 1 or right > 1:
                    merged.append((len(rows), len(row), len(rows) + down - 1, len(row) + right - 1))
                row += [value] * min(repeat, 1000 if value is not None else 200)
            repeat = int(element.getAttribute("numberrowsrepeated") or 1)
            blank = all(v is None for v in row)
            for _ in range(1 if blank else min(repeat, 100_000)):
                if element.getAttribute("visibility") in ("collapse", "filter"):
                    hidden.append(len(rows))
                rows.append(list(row))
                lines.append(line + 1)
                line += 1
            line += repeat - 1 if blank else 0
        out[str(sheet.getAttribute("name"))] = Grid(_trim(rows), lines, merged, frozenset(hidden))
    return out


def text_grid(text: str, path: str) -> Grid:
    """Delimited text as cells; the separator is that which cuts most lines into equally many fields.

    Raises
    ------
    InputError
        ``table_truncated``: the last row has fewer fields than its header. ``table_empty``.
    """
    if not text.strip():
        raise InputError("table_empty", source=path, layer="")
    separator = _separator(text)
    try:
        parsed = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error as error:
        raise InputError("file_unreadable", source=path, layer="", reason=str(error)) from error
    lines = [i + 1 for i, row in enumerate(parsed)]
    widths = [len(r) for r in parsed]
    full = max({w for w in widths if w > 1}, key=lambda w: (widths.count(w), w), default=1)
    last = next((i for i in range(len(parsed) - 1, -1, -1) if any(c.strip() for c in parsed[i])), -1)
    if (
        full > 1
        and last > 0
        and widths[last] < full
        and not (widths[last] == 1 and (_NOTE.match(parsed[last][0]) or _TOTAL.match(parsed[last][0])))
    ):
        raise InputError("table_truncated", source=path, row=last + 1, fields=widths[last], expected=full)
    if text.count('"') % 2 and separator != "\t":
        raise InputError("table_truncated", source=path, row=last + 1, fields=widths[last], expected=full)
    wide = [i for i, w in enumerate(widths) if w > full and any(c.strip() for c in parsed[i][full:])]
    if wide and full > 1 and widths.count(full) > len(wide):
        raise InputError("row_too_long", source=path, row=wide[0] + 1, fields=widths[wide[0]], expected=full)
    short = [i for i, w in enumerate(widths) if 1 < w < full and any(c.strip() for c in parsed[i])]
    if short and full > 1 and widths[0] == full:
        raise InputError("table_truncated", source=path, row=short[0] + 1, fields=widths[short[0]], expected=full)
    if full > 1 and len(set(widths)) == 1:
        return Grid(parsed, lines)
    return Grid([r + [None] * (full - len(r)) for r in parsed] if full > 1 else _trim(parsed), lines)


def _separator(text: str) -> str:
    sample = "\n".join(text.splitlines()[:200])
    best, most = ",", -1.0
    for mark in ("\t", ",", ";", "|", "，"):
        try:
            widths = [len(r) for r in csv.reader(io.StringIO(sample), delimiter=mark) if any(c.strip() for c in r)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count, default=1)
        score = 0.0 if usual < 2 else widths.count(usual) / len(widths) + 0.001 * usual
        if score > most:
            best, most = mark, score
    return best


# --- a grid as a table ----------------------------------------------------------------------------------------------


def _row_score(row: list[Any], role: Role) -> float:
    """How much a row looks like the header of a role: the sum of the best scores of its cells."""
    total, seen = 0.0, set()
    for cell in row:
        if isinstance(cell, str) and 0 < len(cell.strip()) <= 40:
            scores = header_scores(cell, role)
            if scores:
                column, (score, _) = max(scores.items(), key=lambda s: s[1][0])
                if column not in seen:
                    seen.add(column)
                    total += score
            elif role is Role.SAMPLES and _is_substance(cell):
                total += 0.5
    return total


def _has_results(row: list[Any]) -> bool:
    """Whether a header is one of results, not of points or of words about samples."""
    cells_ = [c for c in row if isinstance(c, str) and 0 < len(c.strip()) <= 40]
    named = {column for c in cells_ for column in header_scores(c, Role.SAMPLES)}
    return {"pollutant", "value"} <= named or any(_is_substance(c) for c in cells_)


def _is_substance(cell: str) -> bool:
    from ..core import knowledge
    from .mapping import _substance_of

    return knowledge.fold(_substance_of(cell)) in knowledge.aliases()


def _filled(row: list[Any]) -> list[int]:
    return [i for i, c in enumerate(row) if not cells.is_null(c) and str(c).strip() != ""]


def table_of(grid: Grid, role: Role, source: Source, *, spreadsheet: bool,
             header: Optional[tuple[int, list[str], int]] = None) -> RawTable:
    """The table inside a grid of cells.

    Rows above the header are its title; a second header row under merged cells is joined (``中心坐标/经度``); cells
    merged downwards are filled down; headings of blocks (新增 / 保留 / 退出) go to ``blocks``; notes, totals and
    repeated headers are set aside and noted with their text. Any other row is data.

    Parameters
    ----------
    header : position of the header, the headers, position of the first row below, where they are known
    """
    if not any(_filled(r) for r in grid.rows):
        raise InputError("table_empty", source=source.path, layer=source.layer)
    notes = source.notes
    if header is None:
        grid = _stacked(grid, role, notes)
    rows = [list(r) for r in grid.rows] if grid.merged else grid.rows            # merged cells are filled below
    if header is None:
        head = _find_header(grid, rows, role)
        headers, first = _headers(grid, rows, head, role)
    else:
        head, headers, first = header
    if not source.title:
        source.title = " ".join(str(r[i]).strip() for r in rows[:head] for i in _filled(r)[:1])[:300]
    spans = {}
    filled: dict[tuple[int, str], list[int]] = {}
    for top, left, bottom, right in grid.merged:
        if top >= first and bottom < len(rows):
            if right > left:
                spans[top] = max(spans.get(top, 0), right - left + 1)
            for r in range(top, bottom + 1):
                if r > top and left < len(rows[r]):
                    rows[r][left] = rows[top][left]
                    if left < len(headers):
                        filled.setdefault((grid.lines[top], headers[left]), []).append(r)
    width = len(headers)
    named = [
        i for i, h in enumerate(headers) if set(header_scores(h, role)) & {"name", "entry_id", "parcel_id", "plot_id"}
    ]
    names = [i for i in named if "name" in header_scores(headers[i], role)]
    cut = rows[first:]
    if set(map(len, cut)) != {width}:
        cut = [[*row[:width], *[None] * (width - len(row))] for row in cut]
    body = np.full((len(cut), width), None, object)
    key_at, key = next(((i, k) for i, k in enumerate(str(c).strip() for c in rows[head][:width]) if k), (0, ""))
    like_head = np.zeros(len(body), bool)
    if width and cut:
        body[:] = cut
        for i in range(width):                   # each different cell is looked at once
            try:
                codes, kinds = pd.factorize(body[:, i])
            except TypeError:                    # a cell that cannot be hashed
                codes, kinds = np.arange(len(body)), body[:, i]
            blank = np.array([isinstance(c, str) and (c == "" or c.isspace()) for c in kinds] + [True], bool)
            body[blank[codes], i] = None
            if i == key_at:
                like_head = np.array([isinstance(c, str) and c.strip() == key for c in kinds] + [False], bool)[codes]
    given = ~pd.isna(body)
    count = given.sum(axis=1) if width else np.zeros(len(body), int)
    head_key = [str(c).strip() for c in rows[head]][:width]
    keep_row = count > 0
    blocks: list[Optional[str]] = [None] * len(body)
    block: Optional[str] = None
    skipped: list[tuple[int, str]] = []
    started = False
    usual = (count > max(3, width // 2)) & ~like_head
    odd = np.flatnonzero(keep_row & ~usual)
    following = np.append(odd, len(body))[np.searchsorted(odd, np.arange(len(body) + 1))]
    k = -1
    while (k := k + 1) < len(body):
        if started and block is None:            # the usual rows need no look
            k = int(following[k])
            if k == len(body):
                break
        if not keep_row[k]:
            continue
        if block is not None:
            blocks[k] = block
        if usual[k] and started:
            continue
        kind, text = _row_kind(
            body[k],
            np.flatnonzero(given[k]).tolist(),
            width,
            named,
            head_key,
            spans.get(first + k, 0) >= max(2, width // 2),
            started,
            block is not None and 0 not in names,
        )
        if kind == "heading" and block is not None and _level(text) <= _level(block):
            block = text                         # another part begins, of which nobody says what it is
        if kind == "block":
            block = text
            notes.append({"code": "block_heading", "state": "read", "line": grid.lines[first + k], "value": text})
        elif kind in ("aside", "heading"):
            skipped.append((first + k, text))
        started |= kind == "data"
        keep_row[k] = kind == "data"
    if block is not None and head > 0 and (title := _title_of_block(rows[head - 1])) is not None:
        begun = next((k for k, b in enumerate(blocks) if b is not None), len(blocks))
        blocks[:begun] = [title] * begun
    data = body[keep_row]
    where = (np.flatnonzero(keep_row) + first).tolist()
    blocks = [b for b, kept in zip(blocks, keep_row) if kept]
    number = {r: k + 1 for k, r in enumerate(where)}
    for (line, header), at in filled.items():
        notes.append({"code": "merged_filled", "state": "repaired", "line": line, "header": header,
                      "rows": [number[r] for r in at if r in number]})
    for r, text in skipped:
        notes.append({"code": "row_set_aside", "state": "refused", "line": grid.lines[r], "value": text[:120]})
    hidden = [grid.lines[r] for r in where if r in grid.hidden]
    if hidden:
        notes.append(
            {"code": "rows_hidden", "state": "read", "count": len(hidden), "value": ", ".join(map(str, hidden[:20]))}
        )
    struck = [grid.lines[r] for r in where if r in grid.struck]
    if struck:
        notes.append(
            {"code": "rows_struck", "state": "read", "count": len(struck), "value": ", ".join(map(str, struck[:20]))}
        )
    if head > 0:
        notes.append({"code": "title_rows", "state": "read", "count": head, "value": source.title[:120]})
    keep = [i for i, h in enumerate(headers) if h or given[keep_row][:, i].any()]
    names = unique_headers([headers[i] for i in keep])
    frame = pd.DataFrame({n: data[:, i] for n, i in zip(names, keep)}, index=pd.RangeIndex(len(data)), dtype=object)
    raw = RawTable(
        frame,
        None,
        None,
        source,
        np.arange(1, len(data) + 1, dtype=np.int64),
        spreadsheet,
        blocks=cells.sequence(blocks) if any(b is not None for b in blocks) else None,
    )
    return raw


def _stacked(grid: Grid, role: Role, notes: list[dict[str, Any]]) -> Grid:
    """A table printed in several columns side by side, to save paper, as one: the parts below each other."""
    head = _find_header(grid, grid.rows, role)
    names = ["" if cells.is_null(c) else re.sub(r"\s+", "", str(c)) for c in grid.rows[head]]
    start = next(i for i, name in enumerate(names) if name)
    starts = [i for i, name in enumerate(names) if name == names[start]]
    widths = set(np.diff(starts).tolist())
    if len(starts) < 2 or len(widths) != 1:
        return grid
    width = widths.pop()
    parts = [(names[i:i + width] + [""] * width)[:width] for i in starts]
    known = {c for name in parts[0] for c in header_scores(name, role)}
    if any(part != parts[0] for part in parts) or not known & _TOLD_APART:
        return grid
    first, count = head + 1, len(grid.rows) - head - 1
    rows, lines = [list(r) for r in grid.rows[:head]], list(grid.lines[:first])
    hidden, struck = set(grid.hidden), set(grid.struck)
    rows.append([*grid.rows[head][:start], *grid.rows[head][start:start + width]])
    merged = [m for m in grid.merged if m[2] < first and m[3] < start + width]
    for k, left in enumerate(starts):
        end, down = left + width, k * count
        for r in range(first, len(grid.rows)):
            row = grid.rows[r]
            rows.append([*[None] * start, *(row[left:end] + [None] * width)[:width]])
            lines.append(grid.lines[r])
        merged += [(a + down, b - left + start, c + down, min(d, end - 1) - left + start)
                   for a, b, c, d in grid.merged if a >= first and left <= b < end]
        hidden |= {r + down for r in grid.hidden if r >= first}
        struck |= {r + down for r in grid.struck if r >= first}
    notes.append({"code": "side_by_side", "state": "repaired", "line": grid.lines[head], "count": len(starts)})
    return Grid(rows, lines, merged, frozenset(hidden), frozenset(struck))


def _row_kind(
    row: Any, filled: list[int], width: int, named: list[int], head: list[str], wide: bool, started: bool, inside: bool
) -> tuple[str, str]:
    """What a row below the header is: ``data``, a ``block`` heading, another ``heading``, or ``aside``.

    Notes, totals and the header again are set aside. ``inside`` a block, words that stand alone in a first column of
    no names head another part.
    """
    text = str(row[filled[0]]).strip()
    whole = "｜".join(str(row[i]).strip() for i in filled)
    if [str(c).strip() for c in row] == head:
        return "aside", whole
    if len(filled) == 1 and width > 1:
        if (
            _BLOCK.search(text)
            and len(text) <= 40
            and (wide or filled[0] not in named or re.match(r"[一二三四五六七八九十]+、|[(（]|[0-9]+[.、]", text))
        ):
            return "block", text
        numbered = _level(text) in (0, 1) and re.match("|".join(_LEVELS[:2]), text) is not None
        annex = re.match(r"\s*附[件表]", text) is not None and (wide or filled[0] == 0)
        first = inside and filled[0] == 0 and not re.search("[0-9A-Za-z]", text)
        if len(text) <= 60 and (numbered or annex or ((wide or first) and not _NOTE.match(text))):
            return "heading", text
        if _NOTE.match(text) or (wide and filled[0] == 0) or (filled[0] == 0 and 0 not in named and len(text) > 60):
            return "aside", text
    if any(_TOTAL.match(str(row[i])) for i in filled[:2]) and len(filled) <= max(3, width // 2):
        return "aside", whole
    if _NOTE.match(text) and len(text) > 12 and filled[0] == 0 and len(filled) <= 2 and 0 not in named:
        return "aside", whole
    if not started and width > 2 and [str(row[i]) for i in filled] == [str(k + 1) for k in range(len(filled))]:
        return "aside", whole  # a row that numbers the columns
    return "data", ""


def _level(text: str) -> int:
    """Depth of a heading by its number; one without number stands as high as the highest."""
    return next((k for k, number in enumerate(_LEVELS) if re.match(number, text)), 0)


def _title_of_block(row: list[Any]) -> Optional[str]:
    """The heading of the first block, where it stands above the header."""
    alone = [str(row[i]).strip() for i in _filled(row)]
    return alone[0] if len(alone) == 1 and len(alone[0]) <= 40 and _BLOCK.search(alone[0]) else None


def _is_upper(grid: Grid, rows: list[list[Any]], above: int, role: Role) -> bool:
    """Whether a row is the upper one of two header rows: it names columns that the lower one leaves blank."""
    if len(_filled(rows[above])) < 2 or any(
        top == above and left == 0 and right >= len(rows[above]) - 1 for top, left, _, right in grid.merged
    ):
        return False
    tall = {left for top, left, bottom, _ in grid.merged if top == above and bottom == above + 1}
    lower = rows[above + 1]
    alone = [i for i in _filled(rows[above]) if i >= len(lower) or cells.is_null(lower[i]) or i in tall]
    named = [rows[above][i] for i in alone if isinstance(rows[above][i], str)]
    return any(re.search(r"序号|编号|备注", str(c)) or _row_score([c], role) > 0 for c in named)


def _find_header(grid: Grid, rows: list[list[Any]], role: Role) -> int:
    best, score = -1, 0.0
    for r, row in enumerate(rows[:_SEARCHED]):
        found = _row_score(row, role)
        if found > score + 0.3:
            best, score = r, found
    if best >= 0 and score >= 0.5:
        return best - 1 if best > 0 and _is_upper(grid, rows, best - 1, role) else best
    return next(r for r, row in enumerate(rows) if len(_filled(row)) >= min(2, max(len(_filled(x)) for x in rows)))


def _headers(grid: Grid, rows: list[list[Any]], head: int, role: Role) -> tuple[list[str], int]:
    """Headers of one or two rows, and the first row of data."""
    top = [None if cells.is_null(c) else re.sub(r"\s+", "", str(c)) for c in rows[head]]
    below = rows[head + 1] if head + 1 < len(rows) else []
    groups = [(left, right) for t, left, b, right in grid.merged if t == head and right > left]
    tall = {left for t, left, b, right in grid.merged if t == head and b > head}
    gaps = [i for i, c in enumerate(below) if not cells.is_null(c) and i < len(top) and top[i] in (None, "")]
    under = _row_score(below, role) if below else 0.0
    texts = [i for i in _filled(below) if isinstance(below[i], str) and len(str(below[i])) <= 30]
    second = (
        bool(below)
        and len(texts) == len(_filled(below)) > 0
        and (
            (
                bool(groups)
                and (bool(tall) or len(_filled(below)) < len(_filled(rows[head])) + sum(r - a for a, r in groups))
                and all(any(a <= i <= r for a, r in groups) or i not in tall for i in texts)
                and (under > 0 or bool(tall))
            )
            or (bool(gaps) and under >= 0.5 and all(top[i] in (None, "") or i + 1 in gaps for i in texts))
        )
    )
    if not second:
        return [c or "" for c in top], head + 1
    names = list(top)
    for left, right in groups:
        for i in range(left, right + 1):
            names[i] = top[left]
    last: Optional[str] = None
    if not groups:
        for i in range(len(names)):
            last = names[i] or last
            if i in gaps:
                names[i] = last
    out = []
    for i, name in enumerate(names):
        sub = below[i] if i < len(below) else None
        sub_text = "" if cells.is_null(sub) else re.sub(r"\s+", "", str(sub))
        out.append(f"{name}/{sub_text}" if name and sub_text and sub_text != name else sub_text or name or "")
    return _third(grid, rows, head, role, out)


def _third(grid: Grid, rows: list[list[Any]], head: int, role: Role, names: list[str]) -> tuple[list[str], int]:
    """Headers with a third row, where that stands under merged cells of the second one only."""
    groups = [(left, right) for t, left, b, right in grid.merged if t == b == head + 1 and right > left]
    below = rows[head + 2] if head + 2 < len(rows) else []
    texts = [i for i in _filled(below) if isinstance(below[i], str) and len(str(below[i])) <= 30]
    if (not groups or not texts or len(texts) != len(_filled(below)) or _row_score(below, role) <= 0
            or not all(any(a <= i <= r for a, r in groups) for i in texts)):
        return names, head + 2
    out = list(names)
    for left, right in groups:
        for i in range(left, min(right + 1, len(out))):
            sub = "" if i >= len(below) or cells.is_null(below[i]) else re.sub(r"\s+", "", str(below[i]))
            out[i] = f"{names[left]}/{sub}" if sub else names[left]
    return out, head + 3
