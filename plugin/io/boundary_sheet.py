"""Tables of boundary points (界址点成果表) in workbooks and documents, read as boundary texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Optional

from ..core import grids
from ..core.errors import InputError
from ..core.geometry import to_crs
from ..core.tables import Source
from . import boundary_txt, files, loose, spreadsheet, word
from . import values as cells


def read_sheet(
    path: str, layer: Optional[str] = None, *, crs: Any = None, decisions: Optional[Mapping[str, str]] = None
) -> boundary_txt.Boundary:
    """Read the boundary points of a sheet, or of all tables of a document, else of its text.

    Parameters
    ----------
    layer : sheet; needed where several hold points. Number of the table in a document, from 1
    crs, decisions : as in ``boundary_txt.read_boundary``

    Raises
    ------
    InputError
        As there, and ``several_sheets`` or ``layer_not_found``.
    """
    file = files.usable_file(path)
    if file.suffix.lower() in (".csv", ".tsv"):
        grids = {"": spreadsheet.text_grid(files.decode_text(file.read_bytes(), path)[0], path)}
    else:
        grids = word.grids(path) if file.suffix.lower() == ".docx" else spreadsheet.grids(path)
    texts = {name: _text(grid) for name, grid in grids.items()}
    held = {name: text for name, text in texts.items() if _points(text) >= 3}
    if layer is not None:
        if layer not in texts:
            raise InputError("layer_not_found", source=path, layer=layer, known=", ".join(texts))
        held = {layer: texts[layer]}
    if not held and file.suffix.lower() == ".docx" and _points(text := word.paragraphs(path)) >= 3:
        held = {"": text}                            # no table: the points stand in the text
    if not held:
        raise InputError("txt_no_points", source=path)
    if len(held) > 1 and file.suffix.lower() != ".docx":
        raise InputError("several_sheets", source=path, known=", ".join(held), example=next(iter(held)))
    source = Source(path=path, layer=layer or "", sha256=files.sha256([file]), encoding="utf-8")
    text = "\n".join(held.values())
    if file.suffix.lower() == ".docx" and "" not in held:     # the titles of its tables stand between them
        text = "\n".join([*_told_between(word.paragraphs(path)), text])
    return boundary_txt.parse_boundary(text, source, crs=crs, decisions=decisions)


def _told_between(text: str) -> list[str]:
    """What the paragraphs of a document say of the coordinate system; all of it where they name several."""
    told: dict[str, str] = {}
    named: dict[str, None] = {}
    for line in text.split("\n"):
        one: dict[str, str] = {}
        boundary_txt.about_crs(line, one)
        if datum := one.pop("坐标系", ""):
            named[datum] = None
        told = {**one, **told}
    kinds = {grids.datum_stated(x) for x in named}
    if named:
        told["坐标系"] = next(iter(named)) if len(kinds) == 1 else " ".join(named)
    return _lines_of(told)


def _lines_of(told: Mapping[str, str]) -> list[str]:
    """Attributes as lines of a boundary text."""
    lines = [f"{key}={re.sub('[=@]', ' ', value)}" for key, value in told.items()]
    return ["[属性描述]", *lines] if lines else []


def names_plots(path: str) -> bool:
    """Whether a delimited text says beside each point, or each row of points, which plot it is of."""
    try:
        grid = spreadsheet.text_grid(files.decode_text(files.usable_file(path).read_bytes(), path)[0], path)
    except InputError:
        return False
    return bool(_by_headers(grid) or _by_cells(grid))


_COLUMNS = {
    "north": re.compile(r"(?:纵坐标|北坐标|X坐标|坐标X|X)(?:X|_[a-z_]+)?(?:\(?m\)?|\(米\))?|northing", re.IGNORECASE),
    "east": re.compile(r"(?:横坐标|东坐标|Y坐标|坐标Y|Y)(?:Y|_[a-z_]+)?(?:\(?m\)?|\(米\))?|easting", re.IGNORECASE),
    "longitude": re.compile(r"经度|东经|lon(?:gitude)?|lng", re.IGNORECASE),
    "latitude": re.compile(r"纬度|维度|北纬|lat(?:itude)?", re.IGNORECASE),
    "no": re.compile(
        r"(?:宗地|地块|图斑|区块)(?:编号|编码|代码|号)|不动产单元号|DKBH|DKBM|DKDM|ZDDM|ZDH|TBBH|WRDKBM|plot_?(?:id|code|no)",
        re.IGNORECASE),
    "name": re.compile(r"(?:地块|宗地|项目|图斑|污染地块|企业)(?:名称|名)|地块|DKMC|XMMC|plot_?name", re.IGNORECASE),
    "ring": re.compile(r"(?:地块)?(?:圈号|环号|圈数)|部件号", re.IGNORECASE),
    "point": re.compile(
        r"(?:界址|拐|界桩|桩)?点(?:号|名|编号|序号)?|序号|编号|id|point_?(?:no|name|id)[a-z_]*", re.IGNORECASE),
    "datum": re.compile(r"坐标系统?(?:名称)?|坐标基准|大地基准|基准面?"),
    "area": re.compile(r"(?:地块|宗地|用地|占地)?面积(?:\(.*\))?", re.IGNORECASE),
}


_AXES = ({"north", "east"}, {"latitude", "longitude"})


def _text(grid: spreadsheet.Grid) -> str:
    """A sheet as the text of a boundary file: by its headers where they tell plots and axes, else row by row."""
    return _by_headers(grid) or _by_cells(grid) or _by_rows(grid)


def _by_rows(grid: spreadsheet.Grid) -> str:
    """Rows as lines of a text; a row without cells ends a plot, side lengths between the points are left out."""
    lines = []
    for row in grid.rows:
        given = ["" if cells.is_null(c) else re.sub(r"\s+", " ", str(c)).replace(",", "，") for c in row]
        filled = [c for c in given if c.strip()]
        if len(filled) == 1 and re.fullmatch(r"[0-9]{1,5}(\.[0-9]*)?", filled[0].strip()):
            continue
        lines.append(",".join(given).rstrip(",").lstrip(",") if filled else "")
    return "\n".join(lines)


def _by_headers(grid: spreadsheet.Grid) -> str:
    """A table of points with the plot beside each point; "" where it has no column of plots."""
    top = next((k for k, row in enumerate(grid.rows[:30]) if (at := _columns(row)) and {"no", "name"} & set(at)
                and (_AXES[0] <= set(at) or _AXES[1] <= set(at))), None)
    if top is None:
        return ""
    at = _columns(grid.rows[top])
    pair = ("north", "east") if _AXES[0] <= set(at) else ("latitude", "longitude")
    lines, before = [], ("", "")
    held = {"no": "", "name": "", "area": ""}
    for row in grid.rows[top + 1 :]:
        def cell(key: str, row: list[Any] = row) -> str:
            value = row[at[key]] if key in at and at[key] < len(row) else None
            return "" if cells.is_null(value) else re.sub(r"\s+", " ", cells.half(value)).replace(",", " ").strip()

        north, east = cell(pair[0]), cell(pair[1])
        for key in held:                             # the plot is written once, or in a merged cell
            held[key] = cell(key) or held[key]
        if not re.search("[0-9]", north + east):
            continue
        plot = held["no"], held["name"]
        if plot != before:
            lines.append(_head(*plot, held["area"], _at(grid.rows[top], at.get("area"))))
            before = plot
        lines.append(f"{cell('point')},{cell('ring')},{north},{east}")
    return "\n".join([*_heading(grid, top), "[地块坐标]", *lines]) if lines else ""


def _heading(grid: spreadsheet.Grid, top: int) -> list[str]:
    """What title, headers and a column of the coordinate system say of it, as lines of a boundary text."""
    told: dict[str, str] = {}
    for row in grid.rows[: top + 1]:
        line = " ".join(re.sub(r"\s+", " ", str(c)) for c in row if not cells.is_null(c))
        boundary_txt.about_crs(line, told)
    at = _columns(grid.rows[top]).get("datum")
    said = {re.sub(r"\s+", " ", str(c)).strip() for row in grid.rows[top + 1 :]
            if not cells.is_null(c := _at(row, at)) and str(c).strip()}
    if said:
        told["坐标系"] = " ".join(sorted(said))
    return _lines_of(told)


def _head(no: str, name: str, area: str, header: Any) -> str:
    """The heading of a plot in a boundary text, with the area that the table states."""
    told = cells.areas([area], cells.header_unit(str(header or ""), cells.AREAS) or 1.0).values[0]
    stated = f"{told:.6f}平方米" if told == told and told > 0 else ""
    return f"0,{stated},{no.replace('@', ' ')},{name.replace('@', ' ')},面,,,,@"


def _at(row: list[Any], at: Optional[int]) -> Any:
    """A cell of a row, None where there is none."""
    return None if at is None or at >= len(row) else row[at]


def _columns(row: list[Any]) -> dict[str, int]:
    """Which column of a header row is what; the first one of each kind."""
    out: dict[str, int] = {}
    for i, cell in enumerate(row):
        header = re.sub(r"\s+", "", cells.half(cell)) if isinstance(cell, str) else ""
        for key, pattern in _COLUMNS.items():
            if header and key not in out and pattern.fullmatch(header):
                out[key] = i
                break
    return out


def _by_cells(grid: spreadsheet.Grid) -> str:
    """A table with all points of a plot in one cell; "" where no row holds three points in a cell."""
    top = next((k for k, row in enumerate(grid.rows[:30]) if {"no", "name"} & set(_columns(row))), None)
    if top is None:
        return ""
    at = _columns(grid.rows[top])
    lines = []
    for row in grid.rows[top + 1 :]:
        for cell in row:
            if isinstance(cell, str) and len(found := loose.find(cell).points) >= 3:
                no, name, area = ("" if cells.is_null(x := _at(row, at.get(key))) else re.sub(
                    r"[\s,@]+", " ", str(x)).strip() for key in ("no", "name", "area"))
                lines.append(_head(no, name, area, _at(grid.rows[top], at.get("area"))))
                lines += [text.replace(",,", ",1,", 1) for _, text in loose.lines(found) if text]
    return "\n".join([*_heading(grid, top), "[地块坐标]", *lines]) if lines else ""


def outlines(series: Any, rows: Any, crs: Any = None) -> tuple[Any, Any, list[dict[str, Any]]]:
    """Polygons of cells that each hold all boundary points of a plot.

    Parameters
    ----------
    rows : number of each row, for the notes
    crs : what a person decided

    Returns
    -------
    (geometry, crs, notes)
        None for the geometry where no cell holds three points; None in it where a cell holds no usable outline, which
        is noted. The CRS is None where the numbers do not tell it for all.
    """
    shapes: list[Any] = []
    codes: list[Any] = []
    notes: list[dict[str, Any]] = []
    for row, cell in zip(rows, series):
        shape = known = None
        # a point a line, as in a file: semicolons stand between them here
        text = re.sub(r"\s*[;；]\s*", "\n", cell.strip().rstrip(";；")) if isinstance(cell, str) else ""
        if _points(text) >= 3:
            try:
                found = boundary_txt.parse_boundary(text, Source(), crs=crs)
            except InputError as error:                  # one cell of many stops nothing, but its entry has no place
                notes.append({"code": "outline_unread", "state": "refused", "row": int(row), "value": cell[:60],
                              "reason": error.code})
                shapes.append(None)
                codes.append(None)
                continue
            said = [f for f in found.findings if f["state"] in ("asked", "refused")
                    and f["code"] not in ("txt_zone_unknown", "txt_datum_degrees")]
            if len(found.raw.geometry if found.raw.geometry is not None else ()) == 1 and not said:
                assert found.raw.geometry is not None
                shape, known = found.raw.geometry[0], found.raw.crs
            else:
                notes.append({"code": "outline_unread", "state": "refused", "row": int(row), "value": cell[:60],
                              "reason": ", ".join(dict.fromkeys(f["code"] for f in said)) or "several"})
        elif not cells.is_blank(cell) and loose.find(str(cell)).points:
            notes.append({"code": "outline_unread", "state": "refused", "row": int(row), "value": str(cell)[:60],
                          "reason": "txt_few_points"})
        shapes.append(shape)
        codes.append(known)
    if all(s is None for s in shapes):
        return None, None, notes
    return _together(shapes, codes, notes)


def _together(shapes: list[Any], crss: list[Any], notes: list[dict[str, Any]]) -> tuple[Any, Any, list[dict[str, Any]]]:
    """Outlines in one CRS: their own where it is one, degrees where there are several, None where one is open."""
    from ..core import geometry as g

    out = cells.sequence(shapes)
    there = [k for k, s in enumerate(shapes) if s is not None]
    if any(crss[k] is None for k in there):
        return out, None, notes
    known = {g.epsg_of(crss[k]): crss[k] for k in there}
    if len(known) == 1:
        return out, next(iter(known.values())), notes
    for k in there:
        out[k] = to_crs(out[k : k + 1], crss[k], g.CGCS2000)[0]
    notes.append({"code": "txt_several_zones", "state": "read", "value": ", ".join(f"EPSG:{c}" for c in known)})
    return out, g.as_crs(g.CGCS2000), notes


def _points(text: str) -> int:
    return sum(boundary_txt.is_point(line) for line in text.split("\n")) or len(loose.find(text).points)
