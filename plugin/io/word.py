"""Tables of Word documents (.docx) as raw tables."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any, Optional
from xml.etree import ElementTree

from ..core.errors import InputError
from ..core.tables import Source
from ..core.vocabulary import Role
from .raw import RawTable
from .spreadsheet import _BLOCK, Grid, _has_results, _row_score, _trim, table_of

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST = 200_000_000


def _text(element: Any) -> str:
    out = []
    for node in element.iter():
        if node.tag == _W + "t":
            out.append(node.text or "")
        elif node.tag in (_W + "tab",):
            out.append(" ")
        elif node.tag in (_W + "br", _W + "cr") or (node.tag == _W + "p" and out and not out[-1].endswith("\n")):
            out.append("\n")
    return "".join(out).strip()


def _grid(table: Any) -> Grid:
    """Cells of a table; merged ranges from ``gridSpan`` and ``vMerge``."""
    rows: list[list[Any]] = []
    merged: list[tuple[int, int, int, int]] = []
    open_down: dict[int, int] = {}
    for r, line in enumerate(table.findall(_W + "tr")):
        row: list[Any] = []
        before = line.find(f"{_W}trPr/{_W}gridBefore")
        if before is not None:
            row += [None] * int(before.get(_W + "val", "0"))
        for cell in line.findall(_W + "tc"):
            at = len(row)
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            width = int(span.get(_W + "val", "1")) if span is not None else 1
            down = cell.find(f"{_W}tcPr/{_W}vMerge")
            if down is not None and down.get(_W + "val") != "restart":
                row += [None] * width
                continue
            if at in open_down:
                merged.append((open_down.pop(at), at, r - 1, at))
            if down is not None:
                open_down[at] = r
            if width > 1:
                merged.append((r, at, r, at + width - 1))
            row += [_text(cell) or None] + [None] * (width - 1)
        for at in [a for a in open_down if a >= len(row)]:
            merged.append((open_down.pop(at), at, r - 1, at))
        rows.append(row)
    merged += [(top, at, len(rows) - 1, at) for at, top in open_down.items()]
    return Grid(_trim(rows), list(range(1, len(rows) + 1)), [m for m in merged if m[2] > m[0] or m[3] > m[1]])


def read_word(path: str, role: Role, *, table: Optional[str] = None) -> RawTable:
    """Read the table of a document that fits the role.

    Parts of one table (cut at a page, with the same header or without any) are joined when they follow each other.

    Parameters
    ----------
    table : number of the table in the document, from 1

    Raises
    ------
    InputError
        ``file_unreadable``, ``word_no_table``, ``several_tables``: names the file and how to choose.
    """
    body = _body(path)
    found: list[tuple[Grid, str]] = []
    above: list[list[str]] = []                  # the paragraphs before each table
    heading, lines = "", []
    for element in body if body is not None else []:
        if element.tag == _W + "tbl":
            found.append((_grid(element), heading))
            above.append(lines)
            heading, lines = "", []
        elif element.tag == _W + "p" and _text(element):
            text = re.sub(r"\s+", " ", _text(element))
            heading = f"{heading} {text}".strip() if len(text) <= 80 else heading or text[:80]
            lines.append(text)
    if not found:
        raise InputError("word_no_table", source=path)
    number, notes = _choose(path, [g for g, _ in found], role, table)
    grid, title = found[number]
    grid = _join(grid, [(g, lines) for (g, _), lines in zip(found[number + 1 :], above[number + 1 :])],
                 above[number], role, notes)
    source = Source(path=path, layer=str(number + 1), title=title or _first_title(found), encoding="utf-8", notes=notes)
    return table_of(grid, role, source, spreadsheet=False)


def grids(path: str) -> dict[str, Grid]:
    """Cells of every table of a document, by its number from 1."""
    body = _body(path)
    found = [_grid(e) for e in body if e.tag == _W + "tbl"] if body is not None else []
    return {str(k): grid for k, grid in enumerate(found, 1)}


def paragraphs(path: str) -> str:
    """The text of a document outside its tables, a paragraph a line."""
    body = _body(path)
    return "\n".join(_text(e) for e in body if e.tag == _W + "p") if body is not None else ""


def _body(path: str) -> Any:
    try:
        with zipfile.ZipFile(path) as package:
            if package.getinfo("word/document.xml").file_size > _LARGEST:
                raise InputError("file_unreadable", source=path, layer="", reason="document too large")
            data = package.read("word/document.xml")
        if b"<!DOCTYPE" in data[:2000]:
            raise InputError("file_unreadable", source=path, layer="", reason="DOCTYPE")
        return ElementTree.fromstring(data).find(_W + "body")  # noqa: S314  (no DOCTYPE, so no entities)
    except (zipfile.BadZipFile, EOFError) as error:
        raise InputError("file_cut", source=path) from error
    except (KeyError, ElementTree.ParseError, OSError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise InputError("file_unreadable", source=path, layer="", reason=str(error)) from error


def _first_title(grids: list[tuple[Grid, str]]) -> str:
    return next((t for _, t in grids if t), "") or Path().name


def _choose(path: str, grids: list[Grid], role: Role, wanted: Optional[str]) -> tuple[int, list[dict[str, Any]]]:
    if wanted is not None:
        if wanted.isdigit() and 1 <= int(wanted) <= len(grids):
            return int(wanted) - 1, []
        raise InputError(
            "layer_not_found", source=path, layer=wanted, known=", ".join(str(i + 1) for i in range(len(grids)))
        )
    fit = [max((_row_score(r, role) for r in g.rows[:10]), default=0.0) for g in grids]
    best = max(fit)
    likely = [i for i, (f, g) in enumerate(zip(fit, grids)) if f >= max(1.3, best - 0.4) or (f >= 1.8 and (
        role is not Role.SAMPLES or any(map(_has_results, g.rows[:10]))))]         # of fewer columns: a list too
    if len(grids) == 1:
        return 0, []
    if not likely:
        raise InputError("several_tables", source=path, count=len(grids))
    shapes = {tuple(str(c) for c in grids[i].rows[0]) for i in likely}
    if len(likely) > 1 and len(shapes) > 1:
        raise InputError("several_tables", source=path, count=len(grids))
    return likely[0], [
        {"code": "table_by_headers", "state": "guessed", "layer": str(likely[0] + 1), "count": len(grids)}
    ]


def _join(grid: Grid, following: list[tuple[Grid, list[str]]], above: list[str], role: Role,
          notes: list[dict[str, Any]]) -> Grid:
    """Append the tables that continue this one; their repeated header is dropped by ``table_of``.

    A table without header continues the one before it; one with the same header goes on wherever it stands. What is
    written above a table (二、移出地块) becomes a row of its own, the heading of a block.
    """
    width = max((len(r) for r in grid.rows), default=0)
    rows, merged, joined, apart = list(grid.rows), list(grid.merged), 0, False
    for other, lines in following:
        same = bool(other.rows) and [str(c) for c in other.rows[0]] == [str(c) for c in grid.rows[0]]
        if not other.rows or max(len(r) for r in other.rows) != width or (not same and (
                apart or max(_row_score(r, role) for r in other.rows[:3]) >= 1.3)):
            apart = True
            continue
        if (heading := _heading(lines)) is not None and width > 1:
            if not joined and (first := _heading(above)) is not None:
                rows.insert(0, [first, *[None] * (width - 1)])
                merged = [(0, 0, 0, width - 1), *((a + 1, b, c + 1, d) for a, b, c, d in merged)]
            merged.append((len(rows), 0, len(rows), width - 1))
            rows.append([heading, *[None] * (width - 1)])
        merged += [(a + len(rows), b, c + len(rows), d) for a, b, c, d in other.merged]
        rows += other.rows
        joined, apart = joined + 1, False
    if joined:
        notes.append({"code": "tables_joined", "state": "repaired", "count": joined + 1})
    return Grid(rows, list(range(1, len(rows) + 1)), merged)


def _heading(lines: list[str]) -> Optional[str]:
    """What the paragraphs above a table head it with; None where they only say that it goes on."""
    lines = [line for line in lines if not re.match(r"[(（]?\s*(续|接上)", line) and len(line) <= 80]
    return next((line for line in reversed(lines) if _BLOCK.search(line)), lines[-1] if lines else None)
