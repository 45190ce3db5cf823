"""Boundary point texts (勘测定界, 报批坐标) and their relatives, read and written.

The layout is a habit, not a standard. A file ends as *read*, *repaired* (said how), *asked* (a person must decide
before its polygons are used) or *refused*. Column 3 is the northing by rule; rings are nested by containment, because
column 2 means hole, part or feature; the area is in hectares by rule and in square metres in many real files.
"""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core import grids
from ..core.errors import InputError
from ..core.tables import Source
from . import files, loose
from . import values as cells
from .raw import RawTable

VERDICTS = ("read", "repaired", "asked", "refused")
_STRUCTURE = str.maketrans({"，": ",", "＝": "=", "＠": "@", "【": "[", "】": "]", "［": "[", "］": "]", "、": "、"})
_WORDS = ("面", "线", "点", "多边形")
_PLACEHOLDERS = frozenset(["DKMC", "TFH", "DKYT", "DLBM", "DKBH", "TXLX", "DKMJ"])
_SAME = 0.001
_LONGEST = 40  # characters of a number; no program writes more
_FAR = 0.001  # by which a planar area may exceed the ellipsoidal one without a word
_LIST = "\0heading"
"""Key of the heading of a plain list of points, beside the attributes of a file."""

DECISIONS: dict[str, tuple[str, ...]] = {
    "unit": ("ha", "m2", "mu"),
    "area": ("drawn",),
    "inside": ("hole", "plot"),
    "points": ("ring",),
    "lines": ("area", "skip"),
    "unknown": ("skip",),
    "size": ("keep",),
    "packed": ("degrees", "dms"),
}
"""What a person may be asked besides the CRS, and the answers: unit of the stated areas; which area holds where the
stated one fits in no unit; whether a block inside another of its name is its hole; that survey points stand in the
order of the boundary; what blocks of lines or points are; that lines not understood may be left out; that a plot is as
small or large as drawn; whether 30.1633 are decimal degrees or 30 degrees 16 minutes 33 seconds."""

_ASKED = {
    "txt_area_differs": "area",
    "txt_block_inside": "inside",
    "txt_survey_points": "points",
    "txt_no_area": "lines",
    "txt_line_unknown": "unknown",
    "txt_size_odd": "size",
    "txt_packed": "packed",
}
_UNIT_NAMES = {
    "ha": {"unit_zh": "公顷", "unit_en": "hectares"},
    "m2": {"unit_zh": "平方米", "unit_en": "square metres"},
    "mu": {"unit_zh": "亩", "unit_en": "mu"},
}
_UNITS = {"ha": 1e4, "m2": 1.0, "mu": 10000 / 15}


@dataclasses.dataclass
class Row:
    """One point: its name, ring word, two coordinates as they stand, line of the file."""

    name: str
    ring: str
    a: float
    b: float
    line: int
    exact: bool = False  # degrees with signs for minutes and seconds
    named: bool = False  # each number says its axis
    decimals: int = 0  # of its numbers as written


@dataclasses.dataclass
class Plot:
    """One block of points and what its heading says."""

    line: int
    fields: dict[str, Optional[str]]
    rows: list[Row] = dataclasses.field(default_factory=list)
    count: Optional[int] = None
    area: Optional[float] = None
    unit: Optional[str] = None
    word: str = ""
    width: int = 0  # fields of its heading, 0 without one
    false: int = 0  # closing rows that were left out


@dataclasses.dataclass
class Boundary:
    """A boundary text as read.

    ``raw`` holds a row a plot with its polygon (None where none may be built) and one CRS; ``findings`` are notes of
    section ``notes`` with ``state`` read, repaired, asked or refused; ``verdict`` is the gravest of them; ``area_m2``
    are planar areas in each plot's own zone.
    """

    raw: RawTable
    verdict: str
    findings: list[dict[str, Any]]
    area_m2: npt.NDArray[np.float64]
    attributes: dict[str, str]
    lines: tuple[int, ...] = ()
    """Line of the file at which each plot begins."""

    def questions(self) -> list[dict[str, Any]]:
        """What a person must decide."""
        return [f for f in self.findings if f["state"] in ("asked", "refused")]


def looks_like_boundary(text: str) -> bool:
    """Whether a text is a boundary file: its section words, an ``@`` heading, or nothing but coordinates."""
    if re.search(r"地块坐标|属性描述|GISQLANDPLAN", text):
        return True
    head = text[:20_000]
    if "\t" in head and re.search("名称|企业|单位名|地址|代码|编码", head) and not re.search("点号|界址点|拐点", head):
        return False  # a table of things that have a place
    lines = [x for x in re.split(r"[\r\n]+", text) if x.strip()][:40]
    rows = sum(_row(_items(x.translate(_STRUCTURE))) is not None for x in lines)
    if len(lines) >= 3 and rows >= max(3, len(lines) - 2):
        return True
    points = len(loose.find(head).points)
    usual = "界址点|拐点|[纵横]?坐标[系表]?|东经|北纬|经度|纬度|点号|序号|附表|成果|第.{1,3}页|共.{1,3}页|[米度分秒]"
    words = re.sub(usual, "", head)
    return points >= 3 and len(re.findall("[\u3400-\u9fff]", words)) <= 3 * points


def read_boundary(path: str, *, crs: Any = None, decisions: Optional[Mapping[str, str]] = None) -> Boundary:
    """Read a boundary text.

    Parameters
    ----------
    crs : what a person decided; it answers every question about zone and datum
    decisions : what a person decided of the other questions, see ``DECISIONS``

    Raises
    ------
    InputError
        The file is missing, empty, no text, or holds no point: ``txt_no_points``. ``txt_crs_wrong``: the numbers cannot
        stand in the CRS that was decided.
    """
    file = files.usable_file(path)
    text, encoding = files.decode_text(file.read_bytes(), path)
    source = Source(path=path, encoding=encoding, sha256=files.sha256([file]))
    return parse_boundary(text, source, crs=crs, cass=file.suffix.lower() == ".dat", decisions=decisions)


def parse_boundary(
    text: str,
    source: Source,
    *,
    crs: Any = None,
    cass: bool = False,
    decisions: Optional[Mapping[str, str]] = None,
) -> Boundary:
    """Read the text of a boundary file; see ``read_boundary``."""
    findings: list[dict[str, Any]] = []
    decided_of = dict(decisions or {})

    def say(code: str, state: str, **facts: Any) -> None:
        if state == "asked" and (answer := decided_of.get(_ASKED.get(code, ""))) is not None:
            state, facts = "repaired", {**facts, "decided": answer}
        findings.append({"code": code, "state": state, **facts})

    attributes, plots = _plots(_lines(text, say), say)
    plots = [p for p in plots if p.rows]
    if not plots:
        own = sum(_local(_items(line.translate(_STRUCTURE))) for line in re.split(r"[\r\n]+", text))
        raise InputError("txt_no_points" if own < 3 else "txt_local_grid", source=source.path)
    kind, north_first = _order(plots, attributes.get(_LIST, ""), say, cass)
    degrees = kind == "degrees"
    if degrees:
        _packed(plots, attributes, decided_of.get("packed"), say)
    shapes: list[Any] = []
    areas: list[float] = []
    codes: list[Optional[int]] = []
    decided = None if crs is None else _epsg(crs)
    for plot in plots:
        plain = _LIST in attributes and len(plots) == 1
        code = decided if crs is not None else _crs_of(plot, attributes, kind, north_first, say)
        if plot.word in ("线", "点") and decided_of.get("lines") == "area":
            say("txt_no_area", "asked", line=plot.line, value=plot.word)
            plot.word = "面"
        shape, area = _polygon(plot, degrees, north_first, say, cass and "points" not in decided_of, plain)
        _unfilled(plot, say)
        _rounded(plot, shape, degrees, say)
        for told in findings[-1:] if code is None else ():
            if told["code"] == "txt_zone_unknown" and math.isfinite(area):   # any meridian gives the same area
                told.update(more_zh=f"（面积 {area:.2f} 平方米，与此无关）",
                            more_en=f" (its area of {area:.2f} m2 does not depend on it)")
        if degrees and shape is not None and math.isfinite(lat := float(shape.centroid.y)):
            size = shape.area * 111_320.0**2 * math.cos(math.radians(lat))
        else:
            size = area
        if math.isfinite(size) and not 10 <= size <= 1e8:
            say("txt_size_odd", "asked", line=plot.line, area=round(size, 2))
        shapes.append(shape)
        areas.append(area)
        codes.append(code)
    if crs is None:
        _attributes_said(attributes, degrees, codes, source.path, say)
    _areas_said(plots, areas, _round_areas(shapes, codes), decided_of.get("unit"), say)
    plots, shapes, areas, codes = _same_names(plots, shapes, areas, codes, say, decided_of.get("inside"))
    geometry, known = _one_crs(shapes, codes, crs, source.path, say)
    frame = pd.DataFrame(
        {
            "地块编号": cells.sequence([p.fields.get("no") for p in plots]),
            "地块名称": cells.sequence([p.fields.get("name") for p in plots]),
            "地块用途": cells.sequence([p.fields.get("use") for p in plots]),
            "地类编码": cells.sequence([p.fields.get("class") for p in plots]),
            "图幅号": cells.sequence([p.fields.get("sheet") for p in plots]),
            "申报面积": cells.sequence([None if p.area is None else str(p.area) for p in plots]),
            "点数": [len(p.rows) for p in plots],
        },
        index=pd.RangeIndex(len(plots)),
    )
    verdict = max((f["state"] for f in findings), key=VERDICTS.index, default="read")
    source.notes = findings
    source.title = attributes.get("数据产生单位", "")
    return Boundary(
        RawTable(frame, geometry, known, source),
        verdict,
        findings,
        np.array(areas, float),
        attributes,
        tuple(p.line for p in plots),
    )


# --- lines ----------------------------------------------------------------------------------------------------------


def _items(line: str) -> list[str]:
    parts = line.split(",") if "," in line else re.split(r"\s+", line.strip())
    return [p.strip() for p in parts]


def _float(text: str) -> Optional[float]:
    plain = cells.half(text)
    if len(plain) > _LONGEST or not re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]*)?", plain):
        return None
    value = float(plain)
    return value if math.isfinite(value) else None


def _pair(items: Sequence[str], i: int, j: int) -> Optional[tuple[float, float]]:
    if j >= len(items):
        return None
    a, b = _numeric(items[i]), _numeric(items[j])
    return (a, b) if a is not None and b is not None and _kind(a, b) is not None else None


def _kind(a: float, b: float) -> Optional[tuple[str, float, float]]:
    """As ``values._north_east``; also ("web", northing, easting) for metres that only Web Mercator has."""
    found = cells._north_east(a, b)
    if found is not None:
        return found
    return ("web", a, b) if _web(a, b) else ("web", b, a) if _web(b, a) else None


def _web(north: float, east: float) -> bool:
    return 300_000 <= north <= 7_200_000 and 8_100_000 <= east <= 15_200_000


def _local(items: Sequence[str]) -> bool:
    """Whether a line is a point by its form, with numbers of no system that is known: a city's grid, an offset."""
    given = list(items) if items and items[-1] != "" else list(items[:-1])
    if not 2 <= len(given) <= 6 or "@" in "".join(given):
        return False
    last = [_float(x) for x in given[-2:]]
    return all(x is not None and abs(x) >= 100 and "." in cells.half(t) for x, t in zip(last, given[-2:]))


def _numeric(text: str) -> Optional[float]:
    """A number, or degrees, minutes and seconds with their signs."""
    if re.search(f"{cells._DEGREE}", text):
        value = cells.coordinates([text])
        return None if value.unreadable[0] or not math.isfinite(value.values[0]) else float(value.values[0])
    return _float(text)


def is_point(line: str) -> bool:
    """Whether a line holds a boundary point."""
    return _row(_items(line.strip().translate(_STRUCTURE))) is not None


def _row(items: list[str]) -> Optional[tuple[str, str, str, float, float]]:
    """(plot, name, ring, first, second coordinate) of a line; None when it is no point."""
    items = list(items) if items and items[-1] != "" else items[:-1]
    if (found := _pair(items, 2, 3)) is not None:
        if re.fullmatch(r"[A-Za-z]+[-_]?[0-9]+", items[1]):  # a running number stands before the name
            return "", items[1], "", *found
        return "", items[0], items[1], *found
    if (found := _pair(items, 4, 5)) is not None:
        return items[1], items[3], items[2], *found
    if (found := _pair(items, 3, 4)) is not None:
        return "", items[1], "", *found
    if (found := _pair(items, 1, 2)) is not None:
        ring = items[4] if len(items) >= 5 and items[4].isdigit() else ""
        return "", items[0], ring, *found
    if (found := _pair(items, 0, 1)) is not None and len(items) <= 3:
        return "", "", "", *found
    return None


def _lines(text: str, say: Any) -> list[tuple[int, str]]:
    """Numbered lines; text whose points do not stand one a line (out of a PDF) is cut into such lines."""
    text = re.sub(r"(?<!\r)\n\r\n", "\n", text)  # an old program ends its lines with LF CR LF
    numbered = list(enumerate((x.strip().strip("\ufeff") for x in re.split(r"\r\n|\n|\r", text)), 1))
    if re.search(r"[@＠]", text):
        return numbered
    held = [_row(_items(x.translate(_STRUCTURE))) is not None for _, x in numbered]
    number = re.compile(rf"[0-9]{{5}}|{cells._DEGREE}|[0-9][ ,][0-9]{{3}}\.[0-9]")
    odd = any(number.search(x) for (_, x), point in zip(numbered, held) if not point)
    crowded = any(len(re.findall(r"[0-9]{6,8}\.[0-9]", x)) > 3 for _, x in numbered)
    if not (odd or crowded):
        return numbered
    found = loose.find(text)
    if len(found.points) <= sum(held) or len(found.points) < 3:
        return numbered
    points = loose.lines(found.points)
    say("txt_run_together", "repaired", count=len(found.points))
    if found.joined:
        say("txt_columns_joined", "repaired", count=len(found.points))
    for number, value in found.masked:
        say("txt_masked", "refused", line=number, value=value)
    for number, value in found.left:
        say("txt_line_unknown", "asked", line=number, value=value)
    first = points[0][0]
    return [(n, x) for n, x in numbered if n < first and not re.fullmatch(r"[A-Za-z]*[-_]?[0-9]{0,4}", x)] + points


_ASIDE = re.compile(
    r"界址点|拐点|坐标表|成果表|点号|点名|序号|边长|第.{0,6}页|共.{0,6}页|附[表图件]|单位[:：]|注[:：]|制表|审核|日期|坐标系|投影|"
    r"中央子午线|宗地|地块|权利人|面积|图幅|X\s*\(?m|Y\s*\(?m")
_ABOUT = {
    "no": re.compile(r"(?:宗地号|宗地代码|宗地编号|地块编号|地块编码|地块代码|地块号)\s*[:：]\s*([0-9A-Za-z#_-]+)"),
    "name": re.compile(r"(?:地块名称|宗地名称|项目名称)\s*[:：]\s*([^\s,，;；:：]+)"),
}
_AREA = re.compile(r"面积[^0-9]{0,8}([0-9][0-9,]*(?:\.[0-9]+)?)\s*\(?(公顷|亩|平方米|㎡|m2|m²)|"
                   r"面积\s*\((公顷|亩|平方米|㎡|m2|m²)\)[^0-9]{0,4}([0-9][0-9,]*(?:\.[0-9]+)?)")
_MERIDIAN = re.compile(
    r"(?:中央子午线|中央经线|L0)\s*[:：=为]?\s*(?:东经)?\s*([0-9]{2,3})(?:\.0+)?\s*(?:度|°|E|$|,|;|\s)"
)
_UNIT_WORDS = {"公顷": "ha", "亩": "mu", "平方米": "m2", "㎡": "m2", "m2": "m2", "m²": "m2", None: None}


def _about(line: str, attributes: dict[str, str], said: dict[str, str]) -> bool:
    """Take what a line between points says of its plot or of the file; False when it says nothing that is known."""
    known = False
    for key, pattern in _ABOUT.items():
        if m := pattern.search(line):
            said[key], known = m[1], True
    if m := _AREA.search(line):
        said["area"], said["unit"], known = (m[1] or m[4]).replace(",", ""), m[2] or m[3], True
    return about_crs(line, attributes) or known


_AXIS_WORDS = re.compile(r"点号|[纵横]坐标|经度|纬度|(?<![A-Za-z])[XYxy](?![A-Za-z])")
_DATUM = re.compile(r"(?:坐标系统?|基准面?)\s*[:=为]\s*([^,;\s()]+)")
_BELT = re.compile(r"([36三六])\s*度\s*分?\s*带|分带\s*[:=]\s*([36])")
_ZONE = re.compile(r"带号\s*[:=为]?\s*([0-9]{2})(?![0-9])|(?<![0-9.])([1-4][0-9])\s*(?:号|度)?带")


def about_crs(line: str, attributes: dict[str, str]) -> bool:
    """Take datum, width of the belt and zone out of a line of words; False when it names none of them."""
    line, before = cells.half(line), len(attributes)
    if m := _DATUM.search(line):
        attributes.setdefault("坐标系", m[1])
    elif words := grids.words_named(line):
        attributes.setdefault("坐标系", words)
    if m := _BELT.search(line):
        attributes.setdefault("几度分带", "6" if (m[1] or m[2]) in "6六" else "3")
    if m := _MERIDIAN.search(line):
        attributes.setdefault("带号", _zone_of_meridian(int(m[1]), attributes.get("几度分带") == "6"))
    elif m := _ZONE.search(line):
        attributes.setdefault("带号", m[1] or m[2])
    return len(attributes) > before


def _plots(numbered: Iterable[tuple[int, str]], say: Any) -> tuple[dict[str, str], list[Plot]]:
    attributes: dict[str, str] = {}
    told: dict[str, str] = {}
    plots: list[Plot] = []
    current: Optional[Plot] = None
    headed = False
    section = ""
    wide = False
    numbered = list(numbered)
    marked = any("@" in x or "＠" in x for _, x in numbered)
    for number, stripped in numbered:
        if stripped.startswith("【") and "@" in stripped:
            continue  # a list of field names
        line = stripped.translate(_STRUCTURE)
        wide |= line != stripped
        if not line or line in ("E", "#", "*", "END"):
            if not headed:
                current = None
            continue
        title = re.fullmatch(r"\[([^\]]+)\]", line)
        if title:
            section = title[1].strip()
            continue
        if "=" in line and "坐标" not in section and "@" not in line and _row(_items(line)) is None:
            key, _, value = line.partition("=")
            attributes[key.strip()] = value.strip()
            continue
        items = _items(line)
        if "@" in line:
            if re.search(r"@[^,\s]|[^,\s]@", line):
                say("txt_mark_glued", "repaired", line=number)
            current = _heading(line.split("@")[0].rstrip().rstrip(","), number, say)
            plots.append(current)
            headed = True
            continue
        point = _row(items)
        if point is None:
            four = [_float(i) for i in items[2:4]]
            if len(four) == 2 and four[0] is not None and four[0] == four[1]:
                say("txt_false_closing", "repaired", line=number, value=line[:60])
                if current is not None:
                    current.false += 1
                continue
            if any(w in items for w in _WORDS) and not marked and "坐标" in section:
                say("txt_mark_missing", "repaired", line=number)
                current = _heading(line.rstrip(","), number, say)
                plots.append(current)
                headed = True
                continue
            if re.search(r"[0-9][*×█■□]{2,}|[*×█■□]{2,}\.?[0-9]", line) and not _about(line, attributes, told):
                say("txt_masked", "refused", line=number, value=line[:60])
                continue
            if marked and about_crs(line, attributes):
                continue
            if not marked and _about(line, attributes, told):
                if current is None and not plots and len(items) >= 3 and _AXIS_WORDS.search(line):
                    attributes.setdefault(_LIST, line)
                if current is not None and current.rows and {"no", "name"} & set(told):
                    current = None
                continue
            if current is None and not plots and re.search(r"[xXyY]|编号|点号|坐标|经度|纬度|GISQ", line):
                attributes.setdefault(_LIST, line)
                continue
            if _ASIDE.search(line) and not re.search(r"[0-9]{5}", line):
                continue
            if not marked and re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]*)?", "".join(items)):
                continue  # the length of a side, in a row of its own
            say(
                "txt_line_unknown",
                "repaired" if not re.search(r"[0-9]{5}", line) else "asked",
                line=number,
                value=line[:60],
            )
            continue
        plot, name, ring, a, b = point
        if current is None or (plot and current.fields.get("no") != plot):
            current = Plot(number, {"no": plot or told.pop("no", None), "name": told.pop("name", None)})
            if "area" in told:
                current.area, current.unit = float(told.pop("area")) or None, _UNIT_WORDS[told.pop("unit")]
            plots.append(current)
        current.rows.append(Row(name, ring, a, b, number, bool(re.search(cells._DEGREE, line)),
                                bool(re.search("东经|北纬|[EN] ?[0-9]|[0-9°″\"秒] ?[EN](?![A-Za-z])", line)),
                                max(map(len, re.findall(r"[.．]([0-9]+)", cells.half(line))), default=0)))
    if wide:
        say("txt_full_width", "repaired")
    return attributes, plots


def _heading(text: str, line: int, say: Any) -> Plot:
    """The heading of a plot; fields are found around the geometry word, never by a fixed place alone."""
    given = [f.strip() for f in text.split(",")]
    place = next((i for i, f in enumerate(given) if f in _WORDS), None)
    out: dict[str, Optional[str]] = {}
    plot = Plot(line, out, width=len(given))
    left = given[:place] if place is not None else given
    right = given[place + 1 :] if place is not None else []
    if place is None:
        say("txt_word_missing", "read", line=line)
        left, right = given[:4], given[5:]
    else:
        plot.word = given[place]
    if left and re.fullmatch(r"[0-9]+", left[0]):
        plot.count = int(left[0])
        left = left[1:]
    elif left and left[0] == "":
        left = left[1:]
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]*)?)\s*(公顷|亩|平方米|㎡|m2)?", left[0]) if left else None
    if (
        found
        and (len(left) > 1 or found[2] or "." in left[0])
        and (plot.count is not None or found[2] or "." in left[0])
    ):
        plot.area = float(found[1]) or None
        plot.unit = _UNIT_WORDS[found[2]]
        left = left[1:]
        if plot.count is None:
            say("txt_count_missing", "repaired", line=line)
    elif left and left[0] == "":
        left = left[1:]
    if len(left) == 2:
        out["no"], out["name"] = left
    elif len(left) > 2:
        out["no"], out["name"] = (left[-2], left[-1]) if re.fullmatch(r"[0-9]{6,12}", left[0]) else (left[0], left[1])
    elif left:
        out["name"] = left[0]
    if len(right) in (3, 2) and len(given) in (7, 8):
        out["sheet"], out["use"] = right[0], right[1]
        out["class"] = right[2] if len(right) == 3 else None
    elif len(right) == 1:
        out["use"] = right[0]
    if not re.search(r"[\u3400-\u9fff]", out.get("name") or "") and place is None:
        long = max((f for f in given if re.search(r"[\u3400-\u9fff]", f)), key=len, default=None)
        out["name"] = long or out.get("name")
        if out.get("use") == long or not re.search("用地|地$|设施|道路|绿|林|园|水", out.get("use") or ""):
            out["use"] = None                        # without the geometry word the last field may be any
    for key, value in out.items():
        if value in _PLACEHOLDERS:
            say("txt_placeholder", "read", line=line, value=value)
            out[key] = None
        elif value == "":
            out[key] = None
    return plot


# --- coordinates ----------------------------------------------------------------------------------------------------


def _order(plots: list[Plot], heading: str, say: Any, cass: bool) -> tuple[str, bool]:
    """Whether coordinates are degrees, metres or of Web Mercator, and whether the northing (latitude) stands first."""
    kinds: dict[tuple[str, bool], list[Row]] = {}
    rows = [row for plot in plots for row in plot.rows]
    read = [_kind(row.a, row.b) for row in rows]
    web = any(k is not None and k[0] == "web" for k in read)
    for row, found in zip(rows, read):
        kind, first, second = found  # type: ignore[misc]
        if web and kind == "metres" and _web(first, second):
            kind = "web"                     # east of 13 000 000 its numbers look like those of a 6-degree zone
        kinds.setdefault((kind, (row.a != first) if kind == "degrees" else (row.a == first)), []).append(row)
    if len({k for k, _ in kinds}) > 1:
        say("txt_mixed", "refused")
    kind, north_first = max(kinds, key=lambda k: (len(kinds[k]), k))
    other = kinds.get((kind, not north_first), ())
    for row in other:  # only one of both orders lies in China
        row.a, row.b = row.b, row.a
    if other:
        say("txt_rows_turned", "repaired", line=other[0].line, count=len(other))
    if cass:
        say("txt_survey_points", "asked")
    elif not north_first and not (
        re.search(r"经度.*纬度|lon.*lat", heading, re.IGNORECASE) or all(r.named for p in plots for r in p.rows)
    ):
        say("axes_swapped", "repaired")
    return kind, north_first


def _packed(plots: list[Plot], attributes: dict[str, str], decided: Optional[str], say: Any) -> None:
    """Ask whether numbers such as 30.1633 are degrees with minutes and seconds behind the point, where all may be."""
    def parts(value: float) -> tuple[int, int, float]:
        minutes = (abs(value) - int(abs(value))) * 100
        return int(abs(value)), int(minutes + 1e-9), (minutes - int(minutes + 1e-9)) * 100

    rows = [r for p in plots for r in p.rows]
    both = [parts(v) for r in rows for v in (r.a, r.b)]
    if any(m >= 60 or s >= 60 for _, m, s in both) or any(r.exact for r in rows):
        return
    say("txt_packed", "asked")
    if decided == "dms":
        for row in rows:
            (d, m, s), (e, n, t) = parts(row.a), parts(row.b)
            row.a, row.b = d + m / 60 + s / 3600, e + n / 60 + t / 3600


def _zones(attributes: dict[str, str]) -> list[int]:
    return [int(z) for z in re.findall(r"[0-9]{2}", attributes.get("带号", "")) if 13 <= int(z) <= 45]


def _zone_of_meridian(degrees: int, six: bool) -> str:
    """The zone of a central meridian; "" where none has it."""
    zone, rest = divmod(degrees + 3, 6) if six else divmod(degrees, 3)
    return "" if rest else str(zone)


def _crs_of(plot: Plot, attributes: dict[str, str], kind: str, north_first: bool, say: Any) -> Optional[int]:
    """EPSG code of a plot (CGCS2000 unless the datum is asked about), None where it must be asked."""
    from ..core import geometry as g

    if kind == "degrees":
        return g.CGCS2000
    if kind == "web":
        say("txt_web_mercator", "asked", line=plot.line)
        return None
    north = [r.a if north_first else r.b for r in plot.rows]
    east = [r.b if north_first else r.a for r in plot.rows]
    zones = _zones(attributes)
    seen = {int(e // 1_000_000) for e in east}
    if len(seen) > 1:
        say("txt_two_zones", "refused", line=plot.line)
        return None
    zone = seen.pop()
    stated = zones[0] if len(zones) == 1 else zone if zone in zones else None
    found = g.propose_crs((min(east), min(north), max(east), max(north)), stated)
    if zone == 0:
        if stated is None:
            say("txt_zone_unknown", "asked", line=plot.line, more_zh="", more_en="")
            return None
        if not found:
            say("txt_zone_odd", "asked", line=plot.line, zone=stated)
            return None
        say("txt_zone_of_heading", "read", zone=stated)
        return grids.code_of(stated, prefix=False)
    if zones and zone not in zones:
        say("txt_zone_differs", "asked", line=plot.line, zone=zone, stated=", ".join(map(str, zones)))
        return None
    if not zones and any(p.epsg == 3857 for p in found):
        say("txt_web_or_zone", "asked", line=plot.line, zone=zone)
        return None
    rest = [e % 1_000_000 for e in east]
    beyond = min(rest) < 200_000 or max(rest) > 800_000
    if not found or not (13 <= zone <= 23 or 25 <= zone <= 45) or (beyond and (not zones or zone < 25)):
        say("txt_zone_odd", "asked", line=plot.line, zone=zone)
        return None
    if beyond or min(rest) < 330_000 or max(rest) > 670_000 or found[0].reason == "zone_wide":
        say("txt_zone_wide", "read", line=plot.line, zone=zone, offset=round(max(rest, key=lambda r: abs(r - 5e5))))
    if not zones and _LIST not in attributes and attributes.keys() - {"坐标系"}:
        say("txt_zone_of_numbers", "repaired", zone=zone)
    return grids.code_of(zone, prefix=True)


def datum_of(attributes: Mapping[str, str], path: str) -> Optional[str]:
    """The datum that the heading states, else the one that the name of the file names."""
    stated = grids.datum_stated(_stated_datum(attributes))
    return stated if stated is not None else grids.datum_named(Path(path).stem)


def _stated_datum(attributes: Mapping[str, str]) -> str:
    return next((v for k, v in attributes.items() if re.match("坐标系|坐标参考|大地基准|基准", k) and v.strip()), "")


def _attributes_said(
    attributes: dict[str, str], degrees: bool, codes: list[Optional[int]], path: str, say: Any
) -> None:
    """Datum, keys and parameters of the heading."""
    from ..core import geometry as g

    datum, value = datum_of(attributes, path), _stated_datum(attributes) or Path(path).stem
    if datum == grids.OTHER:
        say("txt_datum_unknown", "asked", value=value)
    elif datum is not None and datum != grids.CGCS2000:
        found = {grids.in_datum(c, datum) for c in codes if c is not None}
        named = ", ".join(g.name_of(c) for c in sorted(c for c in found if c is not None))
        code = "txt_datum_wgs84" if datum == "wgs84" else "txt_datum_other" if named else "txt_datum_open"
        say(code, "asked", value=value, **({"crs": named or "-"} if code != "txt_datum_open" else {}))
    elif datum is None and degrees:
        named = re.search(r"经|纬|lon|lat", attributes.get(_LIST, ""), re.IGNORECASE)
        say("txt_datum_degrees", "read" if named else "asked")
    elif datum is None and any(codes):
        say("txt_datum_assumed", "read")
    parameters = attributes.get("转换参数", attributes.get("转换坐标", ""))
    numbers = [_float(p) or 0.0 for p in parameters.split(",")]
    if any(numbers) and numbers != [1, 2, 3, 4, 5, 6, 7]:  # an unfilled form counts its fields
        say("txt_parameters", "asked", value=parameters[:60])
    if "分带" in attributes:
        say("txt_key_other", "repaired", value="分带")


def _epsg(crs: Any) -> Optional[int]:
    from ..core import geometry
    from .read import crs_of

    return geometry.epsg_of(crs_of(crs))


# --- polygons -------------------------------------------------------------------------------------------------------


def _rings(
    plot: Plot, say: Any, east_north: npt.NDArray[np.float64], unit: float, plain: bool
) -> list[npt.NDArray[np.float64]]:
    """Closed rings of a plot as arrays of (east, north); a plain list of points need not repeat its first one."""
    same = _SAME / unit
    rings: list[list[tuple[float, float]]] = []
    current: list[tuple[float, float]] = []
    doubles = opened = 0
    widest = 0.0
    previous: Optional[str] = None

    def close() -> None:
        nonlocal current, opened, widest
        if not current:
            return
        gap = math.dist(current[0], current[-1])
        if len(current) > 3 and same < gap <= 1.0 / unit and names and names[0] and names[-1] == names[0]:
            say("txt_closing_gap", "repaired", line=plot.line, gap_m=round(gap * unit, 3))
            current[-1] = current[0]
        if math.dist(current[0], current[-1]) > same or len(current) == 1:
            opened += 1
            widest = max(widest, gap)
            current.append(current[0])
        current[-1] = current[0]
        rings.append(current)
        current = []

    closed = False
    names: list[str] = []
    counting = len(plot.rows) > 2 and len({row.ring for row in plot.rows}) == len(plot.rows)
    for row, (x, y) in zip(plot.rows, east_north):
        if counting:
            row.ring = ""  # the column counts points, not rings
        if row.ring != previous and previous is not None:
            close()
            closed = False
        elif closed:
            if math.dist(rings[-1][0], (x, y)) <= same:
                doubles += 1
                continue
            closed = False
        previous = row.ring
        names = [*names, row.name] if current else [row.name]
        if current and math.dist(current[-1], (x, y)) <= same:
            doubles += 1
            continue
        current.append((float(x), float(y)))
        if len(current) > 3 and math.dist(current[0], current[-1]) <= same:
            close()
            closed = True
    close()
    if doubles:
        say("txt_points_doubled", "repaired", line=plot.line, count=doubles)
    if opened and plain:
        say("txt_list_closed", "read", line=plot.line, gap_m=round(widest * unit, 2))
    elif opened:
        say("txt_ring_closed", "repaired", line=plot.line, count=opened)
    steps = np.concatenate([np.hypot(*np.diff(np.array(r), axis=0).T) for r in rings]) * unit if rings else np.zeros(0)
    short = int(((steps > _SAME) & (steps < 0.05)).sum())
    names_of = [r.name for r in plot.rows if r.name]
    again = len(names_of) - len(set(names_of))
    if again > max(2 * len(rings), 2) and len(rings) == 1:
        say("txt_names_again", "read", line=plot.line, count=again)
    if short:
        say("txt_steps_short", "read", line=plot.line, count=short)
    distinct = len({(x, y) for ring in rings for x, y in ring})
    n = len(plot.rows)
    if plot.count not in (None, 0) and plot.count not in (n, n + plot.false, n - len(rings) + opened, distinct):
        say("txt_count_differs", "repaired", line=plot.line, stated=plot.count, count=n)
    elif plot.count not in (None, 0, n, n + plot.false):
        say("txt_count_without_closing", "read", line=plot.line, stated=plot.count, count=n)
    return [np.array(r) for r in rings]


def _polygon(plot: Plot, degrees: bool, north_first: bool, say: Any, cass: bool, plain: bool) -> tuple[Any, float]:
    """The polygon of a plot in its own coordinates and its planar area (NaN for degrees); None where none may be."""
    import shapely

    xy = np.array([(r.b, r.a) if north_first else (r.a, r.b) for r in plot.rows])
    if plot.word in ("线", "点"):
        say("txt_no_area", "asked", line=plot.line, value=plot.word)
        return None, math.nan
    rings = _rings(plot, (lambda *_, **__: None) if cass else say, xy, 111_320.0 if degrees else 1.0, plain)
    if any(len(np.unique(r, axis=0)) < 3 for r in rings):
        say("txt_few_points", "refused", line=plot.line)
        return None, math.nan
    origin = xy[0]
    polygons = [shapely.Polygon(r - origin) for r in rings]
    crossing = [i for i, p in enumerate(polygons) if not shapely.is_valid(p)]
    if crossing and not cass:
        say("txt_ring_crosses", "refused", line=plot.line, value=_crossing(plot, rings[crossing[0]], xy, polygons[
            crossing[0]], origin))
    if crossing or cass:
        return (None if cass else shapely.Polygon(rings[crossing[0]])), math.nan
    depth = np.zeros(len(rings), int)
    parent = np.full(len(rings), -1)
    for i, p in enumerate(polygons):
        around = [j for j, q in enumerate(polygons) if j != i and shapely.contains(q, p)]
        depth[i] = len(around)
        if around:
            parent[i] = min(around, key=lambda j: polygons[j].area)
    outer = [i for i in range(len(rings)) if depth[i] % 2 == 0]
    parts = [
        shapely.Polygon(rings[i], [rings[j] for j in range(len(rings)) if depth[j] % 2 and parent[j] == i])
        for i in outer
    ]
    small = [
        shapely.Polygon(
            rings[i] - origin, [rings[j] - origin for j in range(len(rings)) if depth[j] % 2 and parent[j] == i]
        )
        for i in outer
    ]
    whole = parts[0] if len(parts) == 1 else shapely.multipolygons(parts)
    moved = small[0] if len(small) == 1 else shapely.multipolygons(small)
    if not shapely.is_valid(moved):
        say("txt_ring_crosses", "refused", line=plot.line, value=_crossing(plot, None, xy, moved, origin))
        return whole, math.nan
    return whole, math.nan if degrees else float(moved.area)


def _unfilled(plot: Plot, say: Any) -> None:
    """Tell what a heading leaves open, so that nothing was checked against it."""
    open_ = [("点数", "number of points")] if plot.count == 0 else []
    if plot.area is None and plot.width >= 7:
        open_.append(("面积", "area"))
    if open_:
        say("txt_not_filled", "read", line=plot.line, what_zh="和".join(zh for zh, _ in open_),
            what_en=" and ".join(en for _, en in open_))


def _rounded(plot: Plot, shape: Any, degrees: bool, say: Any) -> None:
    """Tell what the rounding of the coordinates makes of the area, where it is more than a square metre.

    A coordinate that is rounded to ``u`` is off by u / sqrt(12) on the average; an area follows from the distance of
    the two neighbours of each point.
    """
    import shapely

    if shape is None:
        return
    step = 10.0 ** -max(r.decimals for r in plot.rows) / (3600.0 if any(r.exact for r in plot.rows) else 1.0)
    lat = math.radians(shape.centroid.y) if degrees else 0.0
    unit = np.array([111_320.0 * math.cos(lat), 111_320.0]) if degrees else np.ones(2)
    size = spread = 0.0
    for ring in (r for part in shapely.get_parts(shape) for r in (part.exterior, *part.interiors)):
        xy = np.asarray(ring.coords)[:-1] * unit
        across = np.roll(xy, -1, axis=0) - np.roll(xy, 1, axis=0)
        spread += float((across**2 * (step * unit[::-1]) ** 2).sum()) / 48
        size += abs(float((across[:, 1] * (xy[:, 0] - xy[0, 0])).sum())) / 2
    if math.sqrt(spread) >= max(1.0, 1e-5 * size):
        say("txt_rounded", "read", line=plot.line, step_m=round(step * unit[1], 2), area=round(math.sqrt(spread), 1))


def _crossing(plot: Plot, ring: Any, xy: npt.NDArray[np.float64], shape: Any, origin: Any) -> str:
    """Where an outline crosses itself: the sides by the names of their points, else the place as (north, east)."""
    import shapely

    if ring is not None:
        names = {(float(x), float(y)): row.name for row, (x, y) in reversed(list(zip(plot.rows, xy)))}
        sides = shapely.linestrings([ring[k : k + 2] - origin for k in range(len(ring) - 1)])
        tree = shapely.STRtree(sides)
        for i, j in sorted(zip(*tree.query(sides, predicate="crosses"))):
            ends = [names.get((float(x), float(y)), "") for k in (i, j) for x, y in ring[k : k + 2]]
            if i < j and all(ends):
                return "{}–{} × {}–{}".format(*ends)
    found = re.search(r"\[([^\s\]]+) ([^\s\]]+)", shapely.is_valid_reason(shape))
    if found is None:
        return str(shapely.is_valid_reason(shape))
    east, north = float(found[1]) + origin[0], float(found[2]) + origin[1]
    return f"{north:.3f}, {east:.3f}"


def _round_areas(shapes: Sequence[Any], codes: Sequence[Optional[int]]) -> list[tuple[float, float, float]]:
    """Of each plot its planar and ellipsoidal area and the distance from its meridian in km; NaN without a CRS."""
    from ..core import geometry as g
    from .read import crs_of

    out = []
    for shape, code in zip(shapes, codes):
        if shape is None or code is None or not shape.is_valid:
            out.append((math.nan, math.nan, math.nan))
            continue
        plane, curved = g.areas(cells.sequence([shape]), code)
        steps = crs_of(code).coordinate_operation if code not in (g.CGCS2000, 3857) else None
        false = [x.value for x in steps.params if x.name == "False easting"] if steps is not None else []
        away = abs(shape.centroid.x - false[0]) / 1000 if false else math.nan
        out.append((float(plane[0]), float(curved[0]), away))
    return out


def _areas_said(plots: list[Plot], areas: list[float], curved: Sequence[tuple[float, float, float]],
                decided: Optional[str], say: Any) -> None:
    """The declared areas against the drawn ones, and their unit, which is one for the file.

    Degrees and Web Mercator have no planar area worth the name: their plots are measured on the ellipsoid.
    """
    for plot, (plane, ellipsoid, away) in zip(plots, curved):
        if math.isfinite(away) and plane > (1 + _FAR) * ellipsoid and not (
                plot.area and abs(plot.area * _UNITS[plot.unit or "ha"] - plane) > max(1.0, 0.001 * plane)):
            say("txt_area_far", "read", line=plot.line, **_two_kinds((plane, ellipsoid, away)))
    areas = [b[1] if math.isnan(b[2]) and math.isfinite(b[1]) else a for a, b in zip(areas, curved)]
    told = {id(p): b for p, b in zip(plots, curved)}
    both = [(p, a) for p, a in zip(plots, areas) if p.area and np.isfinite(a) and a > 0]
    if not both:
        return
    stated = {p.unit for p, _ in both if p.unit}
    said = bool(stated)
    fits = [u for u, f in _UNITS.items() if all(abs(p.area * f - a) <= max(1.0, 0.01 * a) for p, a in both)]
    if len(stated) == 1:
        unit = stated.pop()
        if unit not in fits:
            fits = []
        else:
            fits = [unit]
    if decided in fits:
        say("txt_area_unit", "read" if decided == "ha" else "repaired", unit=decided, **_UNIT_NAMES[decided])
        fits = [decided]
    elif decided is not None:
        fits = []
    elif fits == ["m2"] and not said:
        say("txt_area_unit", "repaired", unit="m2", **_UNIT_NAMES["m2"])
    elif fits == ["mu"] and not said:
        say("txt_area_unit", "asked", unit="mu", **_UNIT_NAMES["mu"])
    if not fits:
        plot, area = max(both, key=lambda b: abs(b[0].area * 1e4 - b[1]))
        say("txt_area_differs", "asked", line=plot.line, stated=plot.area, area=round(area, 2))
        if math.isfinite(told[id(plot)][2]):
            say("txt_area_two_kinds", "read", line=plot.line, **_two_kinds(told[id(plot)]))
    if fits:
        for plot, area in both:
            declared = plot.area * _UNITS[fits[0]]
            if abs(declared - area) > max(1.0, 0.001 * area):
                _, ellipsoid, away = told[id(plot)]
                if abs(declared - ellipsoid) <= max(1.0, 0.001 * ellipsoid) and math.isfinite(away):
                    say("txt_area_ellipsoidal", "read", line=plot.line, stated=round(declared, 2),
                        **_two_kinds(told[id(plot)]))
                    continue
                if math.isfinite(away):
                    say("txt_area_two_kinds", "read", line=plot.line, **_two_kinds(told[id(plot)]))
                say("txt_area_off", "repaired", line=plot.line, stated=round(declared, 2), area=round(area, 2))


def _two_kinds(found: tuple[float, float, float]) -> dict[str, Any]:
    """Planar and ellipsoidal area as facts: a plane area grows with the square of the distance from the meridian."""
    plane, ellipsoid, away = found
    return {"area": round(plane, 2), "ellipsoidal": round(ellipsoid, 2), "away_km": round(away),
            "ppm": round((plane / ellipsoid - 1) * 1e6)}


def _same_names(
    plots: list[Plot],
    shapes: list[Any],
    areas: list[float],
    codes: list[Optional[int]],
    say: Any,
    decided: Optional[str],
) -> tuple[list[Plot], list[Any], list[float], list[Optional[int]]]:
    """Ask whether a block inside another of its name is a hole or a plot; a hole is cut out once that is decided."""
    import shapely

    seen: dict[str, int] = {}
    holes: set[int] = set()
    shapes, areas = list(shapes), list(areas)
    for i, (plot, shape) in enumerate(zip(plots, shapes)):
        name = f"{plot.fields.get('no') or ''}|{plot.fields.get('name') or ''}"
        if shape is None:
            continue
        j = seen.setdefault(name, i)
        if j != i and (shapely.contains(shapes[j], shape) or shapely.contains(shape, shapes[j])):
            called = plot.fields.get("name") or plot.fields.get("no") or "-"
            say("txt_block_inside", "asked", line=plot.line, value=called)
            if decided == "hole" and shapely.contains(shapes[j], shape):
                shapes[j], areas[j] = shapely.difference(shapes[j], shape), areas[j] - areas[i]
                holes.add(i)
    rows = [i for i in range(len(plots)) if i not in holes]
    return [plots[i] for i in rows], [shapes[i] for i in rows], [areas[i] for i in rows], [codes[i] for i in rows]


def _one_crs(
    shapes: list[Any], codes: list[Optional[int]], crs: Any, path: str, say: Any
) -> tuple[npt.NDArray[np.object_], Any]:
    """Polygons in one CRS: that of all plots, or degrees where plots lie in several zones; None while it is asked."""
    from ..core import geometry as g
    from ..core.geometry import to_crs
    from .read import crs_of

    out = cells.sequence(shapes)
    if crs is not None:
        return out, _decided_crs(out, crs_of(crs, path), path, say)
    known = {c for c in codes if c is not None}
    if not known or None in codes:
        return out, None
    if len(known) == 1:
        return out, crs_of(known.pop())
    for code in known:
        rows = np.flatnonzero(np.array([c == code for c in codes]) & np.array([s is not None for s in shapes]))
        out[rows] = to_crs(out[rows], code, g.CGCS2000)
    say("txt_several_zones", "read", value=", ".join(f"EPSG:{c}" for c in sorted(known)))
    return out, crs_of(g.CGCS2000)


def _decided_crs(shapes: npt.NDArray[np.object_], crs: Any, path: str, say: Any) -> Any:
    """The CRS that a person decided; its twin with or without zone in the eastings where the numbers show that one."""
    import shapely

    from ..core import geometry as g
    from .read import crs_of

    bounds = shapely.total_bounds(shapes)
    if not np.isfinite(bounds).all():
        return crs
    doubt = g.plausible_crs(tuple(bounds), crs)
    if doubt is None or doubt.code == "crs_other_zone":  # a zone far off was decided by a person who knows the place
        return crs
    code = g.epsg_of(crs) or 0
    twin = grids.twin(code)
    zones = doubt.code in ("crs_zone_missing", "crs_zone_unexpected")
    if twin and zones and g.plausible_crs(tuple(bounds), twin) is None:
        say("txt_crs_twin", "repaired", crs=f"EPSG:{twin}", stated=f"EPSG:{code}")
        return crs_of(twin)
    raise InputError(
        "txt_crs_wrong",
        source=path,
        crs=g.name_of(crs),
        bounds=", ".join(f"{b:.6g}" for b in bounds),
        proposals=", ".join(f"EPSG:{p.epsg}" for p in g.propose_crs(tuple(bounds))[:5]) or "-",
    )


# --- writing --------------------------------------------------------------------------------------------------------


def write_boundary(
    path: str,
    geometry: Iterable[Any],
    crs: Any,
    *,
    numbers: Sequence[Any],
    names: Sequence[Any],
    uses: Optional[Sequence[Any]] = None,
    unit: str = "",
    encoding: str = "gb18030",
) -> None:
    """Write polygons as a boundary text that reads back to the same within a millimetre.

    Parameters
    ----------
    geometry : Polygon or MultiPolygon, (east, north)
    crs : a 3-degree Gauss-Kruger CRS of CGCS2000, with or without zone prefix
    unit : who made the data

    Raises
    ------
    InputError
        ``txt_crs``: another kind of CRS.
    """
    import shapely

    from ..core import geometry as g
    from .read import crs_of
    from .whole import whole_file

    code = g.epsg_of(crs_of(crs)) or 0
    grid = grids.grids().get(code)
    if grid is None or (grid.datum, grid.width) != (grids.CGCS2000, 3):
        raise InputError("txt_crs", source=path, value=g.name_of(crs_of(crs)))
    zone, shift = grid.zone, 0.0 if grid.prefix else grid.zone * 1e6

    def clean(value: Any) -> str:
        return "" if cells.is_null(value) else re.sub(r"[,@\r\n，]", " ", str(value)).strip()

    lines = [
        "[属性描述]",
        "格式版本号=1.01版本",
        f"数据产生单位={clean(unit)}",
        "数据产生日期=",
        "坐标系=2000国家大地坐标系",
        "几度分带=3",
        "投影类型=高斯克吕格",
        "计量单位=米",
        f"带号={zone}",
        "精度=0.001",
        "转换参数=0,0,0,0,0,0,0",
        "[地块坐标]",
    ]
    for i, shape in enumerate(geometry):
        rings = [r for p in shapely.get_parts(shape) for r in (p.exterior, *p.interiors)]
        points = sum(len(r.coords) for r in rings)
        use = clean(uses[i]) if uses is not None else ""
        lines.append(f"{points},{shape.area / 1e4:.4f},{clean(numbers[i])},{clean(names[i])},面,,{use},,@")
        at = 1
        for k, ring in enumerate(rings, 1):
            first = at
            for j, (x, y, *_) in enumerate(ring.coords):
                last = j == len(ring.coords) - 1
                lines.append(f"J{first if last else at},{k},{y:.4f},{x + shift:.4f}")
                at += not last
    with whole_file(Path(path)) as part:
        part.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
