"""Cells as people write them -> values, or "cannot be read"; never a guess.

Every parser takes an array of cells and gives ``Parsed(values, unreadable)``. A blank cell, or a mark for "none", is
null; what holds something that is not understood is null and unreadable. Work is done once for each different cell.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core import knowledge
from ..core.errors import PackError

Bools = npt.NDArray[np.bool_]

_BLANK = frozenset(
    [
        "",
        "-",
        "--",
        "---",
        "—",
        "——",
        "–",
        "−",
        "/",
        "\\",
        "//",
        "null",
        "<null>",
        "(null)",
        "none",
        "nan",
        "nat",
        "#n/a",
        "n/a",
        "n.a.",
        "无",
        "暂无",
        "空",
    ]
)
_UNKNOWN = frozenset(
    [
        "不详",
        "未知",
        "不明",
        "待定",
        "待核实",
        "待查",
        "待补充",
        "待确认",
        "?",
        "??",
        "???",
        "？",
        "unknown",
        "tbd",
        "#ref!",
        "#value!",
        "#name?",
        "#div/0!",
        "#num!",
        "#####",
    ]
)
_LONGEST = max(map(len, _BLANK | _UNKNOWN))
_WIDE = {
    0x3000: " ",
    0xA0: " ",
    0x2212: "-",
    0xFE63: "-",
    0x2009: " ",
    0x200B: "",
    0xFEFF: "",
    0x2002: " ",
    0x2003: " ",
}
_WIDE.update({code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")


class _Unreadable:
    """The mark of a cell that holds something which is not understood."""


BAD = _Unreadable()


class Parsed(NamedTuple):
    """Values of n cells, null where blank or not understood, and where they were not understood."""

    values: npt.NDArray[Any]
    unreadable: Bools


class Measured(NamedTuple):
    """n laboratory results: value (NaN where below detection), below, limit of detection, unit in the cell."""

    value: npt.NDArray[np.float64]
    below: npt.NDArray[np.object_]
    limit: npt.NDArray[np.float64]
    unit: npt.NDArray[np.object_]
    unreadable: Bools


class Pair(NamedTuple):
    """n places: degrees (longitude, latitude) or metres (x = northing, y = easting); NaN where none."""

    longitude: npt.NDArray[np.float64]
    latitude: npt.NDArray[np.float64]
    x: npt.NDArray[np.float64]
    y: npt.NDArray[np.float64]
    swapped: Bools
    unreadable: Bools


def half(text: object) -> str:
    """Full-width letters, digits and signs as half-width ones; other characters stay (① is no 1)."""
    return str(text).translate(_WIDE).strip()


def is_null(cell: object) -> bool:
    """Whether a cell is None, NaN or NaT."""
    return cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell) or cell is pd.NA


def is_blank(cell: object) -> bool:
    """Whether a cell says nothing: null, blanks, or a mark such as ``-``, ``/``, ``无``."""
    return is_null(cell) or (isinstance(cell, str) and half(cell).lower() in _BLANK)


def objects(cells: Any) -> npt.NDArray[np.object_]:
    """Any column as an array of objects."""
    if isinstance(cells, pd.Series):
        return cells.to_numpy(object)
    if isinstance(cells, np.ndarray):
        return cells.astype(object) if cells.dtype != object else cells
    out = np.empty(len(cells), object)
    out[:] = list(cells)
    return out


def _once(cells: Any, parse: Callable[[Any], Any]) -> tuple[npt.NDArray[np.intp], list[Any]]:
    """Parse each different cell once: positions into the results (-1 is null), results."""
    column = objects(cells)
    try:
        codes, kinds = pd.factorize(column)
    except TypeError:  # cells that cannot be hashed (lists of a GeoJSON)
        codes, kinds = pd.factorize(np.array([None if is_null(c) else str(c) for c in column], object))
    results = []
    for kind in kinds:
        try:
            results.append(parse(kind))
        except (ValueError, OverflowError, ArithmeticError):
            results.append(BAD)
    return codes, results


def _spread(cells: Any, parse: Callable[[Any], Any], empty: Any, dtype: Any) -> Parsed:
    codes, results = _once(cells, parse)
    table = np.empty(len(results) + 1, object)
    table[:-1] = [empty if r is None or r is BAD else r for r in results]
    table[-1] = empty
    bad = np.array([r is BAD for r in results] + [False], bool)
    return Parsed(table[codes].astype(dtype) if dtype is not object else table[codes], bad[codes])


# --- text -----------------------------------------------------------------------------------------------------------


def _plain(cell: Any) -> Optional[str]:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, (bool, np.bool_)):
        return "1" if cell else "0"
    if isinstance(cell, (int, np.integer)):
        return str(int(cell))
    if isinstance(cell, (float, np.floating)):
        number = float(cell)
        if number.is_integer() and abs(number) < 1e15:
            return str(int(number))
        return repr(number)
    if isinstance(cell, (dt.datetime, pd.Timestamp)):
        return cell.isoformat(" ") if (cell.hour, cell.minute, cell.second) != (0, 0, 0) else cell.strftime("%Y-%m-%d")
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return str(cell).strip()


def texts(cells: Any) -> Parsed:
    """Texts as they stand, whole numbers without ``.0``; ``不详``, ``待定`` and broken characters are unreadable."""
    column = objects(cells)
    if len(column) and pd.api.types.infer_dtype(column, skipna=True) not in ("string", "empty"):
        column = np.array([None if is_null(c) else _plain(c) for c in column], object)  # 1, 1.0 and True differ as text

    def parse(cell: str) -> Any:
        if "\ufffd" in cell or "\x00" in cell:
            return BAD
        text = cell.strip()
        if len(text) > _LONGEST and (text.isascii() or not ("\u200b" in text or "\ufeff" in text)):
            return text  # too long for any of the words below, however wide its letters are
        word = (cell.strip() if cell.isascii() else half(cell)).lower()
        if word in _BLANK:
            return None
        return BAD if word in _UNKNOWN else cell.strip()

    return _spread(column, parse, None, object)


# --- numbers --------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_THOUSANDS = re.compile(r"([+-]?)([1-9][0-9]{0,2}(?:,[0-9]{3})+)(\.[0-9]+)?(?![0-9,])")
_POWER = re.compile(r"([+-]?[0-9]+(?:\.[0-9]*)?)\s*[×xX*·]\s*10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?(?![0-9.])")
_PLAIN_POWER = re.compile(r"10\s*(?:\^|\*\*)\s*\(?([+-]?[0-9]{1,3})\)?(?![0-9.])")
_SUPER_RUN = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+")
_TIMES = {"万": 1e4, "亿": 1e8, "千": 1e3}


def _head_number(text: str) -> Optional[tuple[float, str]]:
    """The number at the start of a half-width text and what follows it; None when there is none."""
    for pattern in (_POWER, _THOUSANDS, _NUMBER):
        found = pattern.match(text)
        if found is None:
            continue
        if pattern is _POWER:
            number = float(found[1]) * 10.0 ** int(found[2])
        elif pattern is _THOUSANDS:
            number = float(found[1] + found[2].replace(",", "") + (found[3] or ""))
        else:
            number = float(found[0])
        return (number, text[found.end() :]) if math.isfinite(number) else None
    return None


def _powers(text: str) -> str:
    """Superscripts after 10 become ``^n``: ``10³`` is ``10^3``; in units (``m²``) they are plain digits.

    After any other number (``12.5³``) they may mark a footnote and stay, so that the cell is unreadable.
    """
    text = re.sub(r"(?<=10)\s*([⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻]+)", lambda m: "^" + m[1].translate(_SUPER), text)
    return _SUPER_RUN.sub(
        lambda m: m[0].translate(_SUPER) if text[: m.start()][-1:].isalpha() else m[0], text
    )


LENGTHS: Mapping[str, float] = {
    "m": 1.0,
    "米": 1.0,
    "cm": 0.01,
    "厘米": 0.01,
    "mm": 0.001,
    "毫米": 0.001,
    "dm": 0.1,
    "分米": 0.1,
    "km": 1000.0,
    "公里": 1000.0,
    "千米": 1000.0,
}
DAYS: Mapping[str, float] = {"d": 1, "天": 1, "日": 1, "day": 1, "days": 1, "周": 7, "星期": 7, "week": 7, "weeks": 7}
AREAS: Mapping[str, float] = {
    "m2": 1.0,
    "m^2": 1.0,
    "㎡": 1.0,
    "平方米": 1.0,
    "平米": 1.0,
    "sqm": 1.0,
    "亩": 10000 / 15,
    "mu": 10000 / 15,
    "公顷": 1e4,
    "ha": 1e4,
    "hm2": 1e4,
    "hm^2": 1e4,
    "km2": 1e6,
    "km^2": 1e6,
    "平方公里": 1e6,
    "平方千米": 1e6,
    "顷": 1e6 / 15,
}


def _word(text: str) -> str:
    return re.sub(r"\s+", "", text).strip("。.;；,，").lower()


def numbers(cells: Any, units: Mapping[str, float] = LENGTHS, factor: float = 1.0) -> Parsed:
    """Plain numbers.

    Parameters
    ----------
    units : factors of unit words that may follow the number
    factor : of numbers without a unit (the unit of the header)

    Returns
    -------
    Parsed
        float64. Ranges, bounds (``≤``), fractions, and numbers with other words are unreadable.
    """
    direct = _direct(cells)
    if direct is not None:
        return Parsed(direct * factor, np.isinf(direct))

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if isinstance(cell, (bool, np.bool_)):
            return BAD
        if isinstance(cell, (int, float, np.integer, np.floating)):
            return float(cell) * factor if math.isfinite(cell) else BAD
        if not isinstance(cell, str):
            return BAD
        text = _powers(half(cell))
        head = _head_number(text)
        if head is None:
            return BAD
        number, rest = head
        rest = _word(rest)
        times = 1.0
        if rest[:1] in _TIMES and (rest == "" or rest[1:] in units or rest[1:] == ""):
            times, rest = _TIMES[rest[0]], rest[1:]
        if rest == "":
            return number * times * factor
        return number * times * units[rest] if rest in units else BAD

    return _finite(_spread(cells, parse, np.nan, float))


def _direct(cells: Any) -> Optional[npt.NDArray[np.float64]]:
    """A column of numbers as it is; None for a column of objects."""
    dtype = getattr(cells, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind in "iuf":
        return np.asarray(cells, float).copy()
    return None


_DIGITS = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def _plainly(cells: Any, parse: Callable[[Any], Any]) -> Parsed:
    """Parse a column, its plainly written numbers all at once."""
    column = objects(cells)
    codes, kinds, plain = _plain_kinds(column)
    if plain.sum() < _FEW:
        return _finite(_spread(column, parse, np.nan, float))
    values, bad = np.full(len(kinds) + 1, np.nan), np.zeros(len(kinds) + 1, bool)
    values[:-1][plain] = kinds[plain].astype(float)
    values[:-1][~plain], bad[:-1][~plain] = _finite(_spread(kinds[~plain], parse, np.nan, float))
    return Parsed(values[codes], bad[codes])


_FEW = 100                               # plain numbers, below which there is nothing to win


def _plain_kinds(column: npt.NDArray[np.object_]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.object_], Bools]:
    """The different cells of a column: where each stands (-1 is null), the cells, which are plainly written numbers."""
    try:
        codes, kinds = pd.factorize(column)
    except TypeError:                    # cells that cannot be hashed
        codes, kinds = np.arange(len(column)), column
    match = _DIGITS.fullmatch
    return codes, kinds, np.fromiter((type(c) is str and match(c) is not None for c in kinds), bool, len(kinds))


def _finite(parsed: Parsed) -> Parsed:
    infinite = np.isinf(parsed.values)
    return Parsed(np.where(infinite, np.nan, parsed.values), parsed.unreadable | infinite)


_AREA = re.compile(
    r"([0-9][0-9,]*(?:\.[0-9]+)?)\s*(万|亿)?\s*(平方公里|平方千米|平方米|平米|公顷|亩|km\^?2|hm\^?2|m\^?2|㎡|ha|mu)?"
)


_SURELY_M2 = 1_000.0
"""A plot of a list given with a bare number below this may as well be of so many mu or hectares."""


def areas(cells: Any, unit: Optional[float] = 1.0) -> Parsed:
    """Areas in square metres; of several in one cell (``209亩(139333.33m2)``) the largest, since it bounds a search.

    ``unit`` is the factor of the header, None where it names none: then a small number without a unit may be mu or
    hectares as well, and says nothing of the size.
    """
    least, factor = (_SURELY_M2, 1.0) if unit is None else (0.0, unit)
    direct = _direct(cells)
    if direct is not None:
        return Parsed(np.where((direct > 0) & (direct >= least), direct, np.nan) * factor,
                      np.isinf(direct) | (direct < 0))

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, (bool, np.bool_)):
            if not math.isfinite(cell) or cell < 0:
                return BAD
            return float(cell) * factor if cell > 0 and cell >= least else None
        if not isinstance(cell, str):
            return BAD
        text = _powers(half(cell)).replace("M", "m").replace("㎡", "m2")
        text = re.sub(r"[约共计为合:：]|大约|左右|面积|总|(?:即)", "", text)
        head = _head_number(re.sub(r"\s+", "", text))
        if head is not None and head[1] in ("", "万"):
            value = head[0] * factor * (1e4 if head[1] else 1.0)
            return BAD if value < 0 else value if value > 0 and value >= least else None
        found = [(m, _head_number(m[1])) for m in _AREA.finditer(text)]
        sizes = [h[0] * _TIMES.get(m[2], 1.0) * AREAS[m[3]] for m, h in found if h and h[1] == "" and m[3]]
        if not sizes or len(sizes) != len(found) or re.search(r"[0-9]\s*[-~～至]\s*[0-9]|-", text) or "*" in text:
            return BAD
        return max(sizes) if max(sizes) > 0 else BAD

    return _finite(_spread(cells, parse, np.nan, float))


_INTERVALS = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "旬": 10,
    "月": 31,
    "个月": 31,
    "季度": 92,
    "季": 92,
    "半年": 184,
    "年": 366,
}


def intervals(cells: Any) -> Parsed:
    """Intervals in days; 每月, 每季度, 半年, 每年 count as their longest (31, 92, 184, 366 days)."""

    def parse(cell: Any) -> Any:
        plain = numbers([cell], DAYS)
        if not plain.unreadable[0]:
            value = float(plain.values[0])
            return None if math.isnan(value) else value if value > 0 else BAD
        text = re.sub(r"\s|监测|至少|不少于", "", half(cell))
        times = re.fullmatch(r"([0-9]{1,2})次(?:/|每)(天|日|周|星期|旬|月|季度|季|半年|年)", text)
        if times:
            return _INTERVALS[times[2]] // int(times[1]) or BAD if int(times[1]) else BAD
        text = re.sub(r"一次|1次|/次", "", text)
        found = re.fullmatch(r"每?隔?([0-9]{1,3}|一|两|二|三|六|半)?(个?)(天|日|周|星期|旬|月|季度|季|年)", text)
        if not found:
            return BAD
        count = {"一": 1, "两": 2, "二": 2, "三": 3, "六": 6, None: 1}.get(found[1])
        if found[1] == "半":
            return float(_INTERVALS["半年"]) if found[3] == "年" else BAD
        return float((int(found[1]) if count is None else count) * _INTERVALS[found[3]]) or BAD

    return _spread(cells, parse, np.nan, float)


# --- laboratory results ---------------------------------------------------------------------------------------------

_NOT_DETECTED = re.compile(
    r"(?:未检出|未检测出|未测出|n\.?d\.?|not\s*detected|低于检出限|小于检出限|<\s*(?:检出限|方法检出限|lod|mdl|dl|rl))",
    re.IGNORECASE,
)


def is_unit(text: str) -> bool:
    """Whether a text is a unit of laboratory results."""
    return knowledge.fold(text) in knowledge.units() or knowledge.fold(text) in ("%", "无量纲")


def measurements(cells: Any) -> Measured:
    """Laboratory results.

    ``<0.05``, ``0.05L``, ``ND``, ``ND(0.01)``, ``未检出`` are below detection (value NaN, limit where it is told).
    Blank marks (``/``, ``—``), zero, negative values, ranges and bounds (``>``, ``≤``) cannot be told: unreadable.
    """

    def parse(cell: Any) -> Any:
        if is_null(cell) or (isinstance(cell, str) and half(cell) == ""):
            return None
        if isinstance(cell, (bool, np.bool_)):
            return BAD
        if isinstance(cell, (int, float, np.integer, np.floating)):
            value = float(cell)
            return (value, False, np.nan, None) if math.isfinite(value) and value > 0 else BAD
        if not isinstance(cell, str):
            return BAD
        text = _powers(half(cell)).replace("〈", "<").replace("＜", "<")
        none = _NOT_DETECTED.match(text)
        if none:
            rest = text[none.end() :].strip().strip("()[]").strip().lstrip("<").strip()
            if not rest:
                return (np.nan, True, np.nan, None)
            limit = _value_unit(rest)
            return BAD if limit is None or limit[0] <= 0 else (np.nan, True, limit[0], limit[1])
        if text.startswith("<"):
            limit = _value_unit(text[1:].strip())
            return BAD if limit is None or limit[0] <= 0 else (np.nan, True, limit[0], limit[1])
        flagged = re.fullmatch(r"(.*[0-9.])\s*([LlUu]|ND|nd)", text)
        if flagged:
            limit = _value_unit(flagged[1])
            return BAD if limit is None or limit[0] <= 0 or limit[1] else (np.nan, True, limit[0], None)
        estimated = re.fullmatch(r"(.*[0-9.])\s*[Jj]", text)
        plain = _value_unit(estimated[1] if estimated else text)
        return BAD if plain is None or plain[0] <= 0 else (plain[0], False, np.nan, plain[1])

    direct = _direct(cells)
    if direct is not None:
        good = np.isfinite(direct) & (direct > 0)
        below = np.where(good, False, None).astype(object)
        return Measured(
            np.where(good, direct, np.nan),
            below,
            np.full(len(direct), np.nan),
            np.full(len(direct), None, object),
            ~good & ~np.isnan(direct),
        )
    column = objects(cells)
    codes, kinds, plain = _plain_kinds(column)
    if plain.sum() >= _FEW:
        parts = [measurements(kinds[rows].astype(float) if rows is plain else kinds[rows]) for rows in (plain, ~plain)]
        out = []
        for one, other, null in zip(*parts, (np.nan, None, np.nan, None, False)):
            whole = np.full(len(kinds) + 1, null, one.dtype)
            whole[:-1][plain], whole[:-1][~plain] = one, other
            out.append(whole[codes])
        return Measured(*out)
    codes, results = _once(column, parse)
    rows = [(np.nan, None, np.nan, None) if r is None or r is BAD else r for r in results] + [
        (np.nan, None, np.nan, None)
    ]
    bad = np.array([r is BAD for r in results] + [False], bool)
    value, below, limit, unit = (
        np.array([r[i] for r in rows], kind)[codes] for i, kind in enumerate((float, object, float, object))
    )
    return Measured(value, below, limit, unit, bad[codes])


def _value_unit(text: str) -> Optional[tuple[float, Optional[str]]]:
    """A number with or without a unit; None when it is anything else."""
    head = _head_number(text)
    if head is None:
        plain = _PLAIN_POWER.fullmatch(text)
        return (10.0 ** int(plain[1]), None) if plain else None
    number, rest = head[0], head[1].strip()
    if rest == "":
        return number, None
    rest = rest.strip("()") if rest.startswith("(") else rest
    return (number, rest) if is_unit(rest) else None


def depths(cells: Any, factor: float = 1.0) -> tuple[Parsed, Parsed]:
    """Depth intervals such as ``0-0.5m``, ``0～0.2``, ``1.5`` (a point): tops and bottoms in metres."""

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if not isinstance(cell, str):
            one = numbers([cell], LENGTHS, factor)
            return BAD if one.unreadable[0] else (float(one.values[0]),) * 2
        text = re.sub(r"\s+", "", half(cell)).lower()
        found = re.fullmatch(r"([0-9.]+)(cm|m|厘米|米)?(?:-|~|～|—|–|至|到)([0-9.]+)(cm|m|厘米|米)?", text)
        if found:
            unit = LENGTHS[found[4]] if found[4] else factor
            first = LENGTHS[found[2]] if found[2] else unit
            top, bottom = float(found[1]) * first, float(found[3]) * unit
            return (top, bottom) if top <= bottom else BAD
        one = numbers([text], LENGTHS, factor)
        if one.unreadable[0] or one.values[0] < 0:
            return BAD
        return (float(one.values[0]),) * 2

    codes, results = _once(cells, parse)
    rows = [(np.nan, np.nan) if r is None or r is BAD else r for r in results] + [(np.nan, np.nan)]
    bad = np.array([r is BAD for r in results] + [False], bool)[codes]
    top, bottom = (np.array([r[i] for r in rows], float)[codes] for i in (0, 1))
    return Parsed(top, bad), Parsed(bottom, bad)


# --- dates ----------------------------------------------------------------------------------------------------------

FIRST_YEAR, LAST_YEAR = 1900, 2100
_ZERO_DAYS = ((1900, 1, 1), (1970, 1, 1))
"""Days from which programs count: they stand for an empty cell or a broken one, hardly ever for themselves."""
_HAN = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "Ｏ": 0, "0": 0, "◯": 0}
_HAN_DATE = re.compile(
    r"([〇零○◯O0一二三四五六七八九]{4})年(?:([一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十]{1,3})[日号])?)?"
)
_ZONE = r"(?:\s*(?:Z|[+-][0-9]{2}:?[0-9]{2}))?"
_TIME = rf"(?:[T\s]+[0-2]?[0-9][:时点][0-5]?[0-9](?:[:分][0-5]?[0-9](?:\.[0-9]+)?秒?|分)?{_ZONE})?"
_DATE = re.compile(r"([12][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?" + _TIME)
_MONTH = re.compile(r"([12][0-9]{3})\s*(?:[-/.]|年)\s*([0-9]{1,2})\s*月?")
_YEAR = re.compile(r"([12][0-9]{3})\s*年?")
_OTHER_ORDER = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([12][0-9]{3})" + _TIME)
_VERB = re.compile(r"\s*(公布|发布|印发|公告|公示|列入|纳入|移出|通过|评审|批准|备案)$")


def _day(year: int, month: int, day: int, *, zero: bool = False) -> Any:
    if not zero and (year, month, day) in _ZERO_DAYS:
        return BAD
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return BAD
    return np.datetime64(f"{year:04d}-{month:02d}-{day:02d}", "ns")


class _Period(NamedTuple):
    """First and last day of a month or a year."""

    first: np.datetime64
    last: np.datetime64


def _period(year: int, month: Optional[int] = None) -> Any:
    first = _day(year, month or 1, 1, zero=True)
    return first if first is BAD else _Period(first, _day(year, month or 12, calendar.monthrange(year, month or 12)[1]))


def _han(word: Optional[str]) -> int:
    if not word:
        return 1
    if "十" in word:
        tens, _, ones = word.partition("十")
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    return _HAN[word] if len(word) == 1 else 0


def date(cell: Any, *, serials: bool = False) -> Any:
    """One date as ``datetime64[ns]``, None for a blank, ``BAD`` for what cannot be read."""
    found = _date(cell, serials=serials)
    return found.first if isinstance(found, _Period) else found


def last_day(cell: Any, *, serials: bool = False) -> Any:
    """The last day of the month or year that a cell names; None for all else."""
    found = _date(cell, serials=serials)
    return found.last if isinstance(found, _Period) else None


def _date(cell: Any, *, serials: bool) -> Any:
    if is_blank(cell):
        return None
    if isinstance(cell, (pd.Timestamp, dt.datetime)):
        stamp = pd.Timestamp(cell)
        if stamp.tzinfo is not None:
            stamp = stamp.tz_convert("Asia/Shanghai")
        return _day(stamp.year, stamp.month, stamp.day)
    if isinstance(cell, dt.date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, np.datetime64):
        return date(pd.Timestamp(cell))
    if isinstance(cell, (bool, np.bool_)):
        return BAD
    if isinstance(cell, (int, float, np.integer, np.floating)):
        number = float(cell)
        if number.is_integer():
            whole = int(number)
            if FIRST_YEAR <= whole <= LAST_YEAR:
                return _period(whole)
            if 190001 <= whole <= 210012:
                return _period(whole // 100, whole % 100) if whole % 100 else BAD
            if 19000101 <= whole <= 21001231:
                return _day(whole // 10000, whole // 100 % 100, whole % 100)
        if serials and 20000 <= number < 75000:  # 1954 to 2105
            return date(dt.datetime(1899, 12, 30) + dt.timedelta(days=int(number)))
        return BAD
    if not isinstance(cell, str):
        return BAD
    text = _VERB.sub("", half(cell)).strip()
    if re.fullmatch(r"[0-9]{4}|[0-9]{6}|[0-9]{8}", text):
        return _date(int(text), serials=False)
    if serials and re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return date(float(text), serials=True)
    found = _DATE.fullmatch(text)
    if found:
        if re.search(r"[Tt\s].*(Z|[+-][0-9]{2}:?[0-9]{2})$", text):
            try:
                return date(pd.Timestamp(text))
            except ValueError:
                return BAD
        return _day(int(found[1]), int(found[2]), int(found[3]))
    found = _MONTH.fullmatch(text)
    if found:
        return _period(int(found[1]), int(found[2])) if int(found[2]) else BAD
    found = _YEAR.fullmatch(text)
    if found:
        return _period(int(found[1]))
    found = _HAN_DATE.fullmatch(text)
    if found:
        year = int("".join(str(_HAN[c]) for c in found[1]))
        if not found[3]:
            return _period(year, _han(found[2]) if found[2] else None)
        return _day(year, _han(found[2]), _han(found[3]))
    found = _OTHER_ORDER.fullmatch(text)
    if found:  # day or month first: only where one reading is possible
        a, b = int(found[1]), int(found[2])
        if a > 12 >= b:
            return _day(int(found[3]), b, a)
        if b > 12 >= a:
            return _day(int(found[3]), a, b)
        return _day(int(found[3]), a, b) if a == b else BAD
    return BAD


def dates(cells: Any, *, serials: bool = False) -> Parsed:
    """Dates (midnight); a month or a year is its first day.

    Parameters
    ----------
    serials : bool
        Whether numbers such as 45052 are days of a spreadsheet. In other tables they are unreadable.
    """
    dtype = getattr(cells, "dtype", None)
    if isinstance(dtype, np.dtype) and dtype.kind == "M":
        return _days(np.asarray(cells))
    return _spread(cells, lambda cell: date(cell, serials=serials), np.datetime64("NaT", "ns"), "datetime64[ns]")


def _days(stamps: npt.NDArray[np.datetime64]) -> Parsed:
    """Days of a column of instants, by the same bounds as ``date``."""
    days = stamps.astype("datetime64[D]")
    year, null = days.astype("datetime64[Y]").astype(np.int64) + 1970, np.isnat(days)
    zero = [np.datetime64(f"{y:04d}-{m:02d}-{d:02d}") for y, m, d in _ZERO_DAYS]
    bad = ~null & ((year < FIRST_YEAR) | (year > LAST_YEAR) | np.isin(days, zero))
    return Parsed(np.where(bad, np.datetime64("NaT"), days).astype("datetime64[ns]"), bad)


def last_days(cells: Any, *, serials: bool = False) -> npt.NDArray[np.datetime64]:
    """Last days of cells that name a month or a year; NaT for all other cells."""
    if getattr(getattr(cells, "dtype", None), "kind", "") == "M":
        return np.full(len(cells), np.datetime64("NaT"), "datetime64[ns]")
    return _spread(cells, lambda cell: last_day(cell, serials=serials), np.datetime64("NaT", "ns"),
                   "datetime64[ns]").values


def dates_in(text: str) -> list[pd.Timestamp]:
    """Dates named anywhere in a title or file name (``更新至2021年1月``, ``2026-10``, ``20231228``), latest last."""
    return [day for day, _known in periods_in(text)]


def periods_in(text: str) -> list[tuple[pd.Timestamp, str]]:
    """Dates as ``dates_in`` finds them, and what is known of each: ``2026``, ``2026-10`` or the day.

    Of a year or a month the date is its first day.
    """
    found = []
    for m in re.finditer(
        r"(?<![0-9])((?:19|20)[0-9]{2})"
        r"(?:[-/._年]?(1[0-2]|0?[1-9])(?![0-9]{3})(?:[-/._月]?(3[01]|[12][0-9]|0?[1-9])(?![0-9]))?)?"
        r"(?![0-9])",
        half(text),
    ):
        day = _day(int(m[1]), int(m[2] or 1), int(m[3] or 1))
        if day is not BAD and (m[2] or m[0].endswith("年") or half(text)[m.end() : m.end() + 1] in ("年", "")):
            found.append((pd.Timestamp(day), str(day)[: 10 if m[3] else 7 if m[2] else 4]))
    for m in _HAN_DATE.finditer(half(text)):
        day = date(m[0])
        if day is not None and day is not BAD:
            found.append((pd.Timestamp(day), str(day)[: 10 if m[3] else 7 if m[2] else 4]))
    return sorted(found)


# --- words ----------------------------------------------------------------------------------------------------------


def _key(text: object) -> str:
    return re.sub(r"[\s_\-—–·]+", "", half(text)).lower().strip("。.;；,，、:：\"'“”")


_PUNCTUATION = r"[\s()\[\]{}【】〔〕《》“”‘’\"'，,。.；;：:、/\\|]"


@cache
def lexicon() -> Mapping[str, Mapping[str, Any]]:
    """``resources/values.yaml`` with folded phrases, by column.

    ``exact`` {phrase: word}, ``contains`` [(phrase, word)] the longest first, ``loose`` words, ``filler`` a pattern of
    what may stand beside a phrase without changing it.

    Raises
    ------
    PackError
        ``phrase_twice``: one phrase stands for two words of a column.
    """
    told = dict(knowledge.read_yaml("values.yaml"))
    common = told.pop("filler")
    del told["statement_of_survey"]
    out: dict[str, Mapping[str, Any]] = {}
    for column, entry in told.items():
        exact: dict[str, Any] = {}
        for word, phrases in (entry.get("exact") or {}).items():
            for phrase in [word, *(phrases or [])]:
                if exact.setdefault(_key(phrase), word) != word:
                    raise PackError("phrase_twice", column=column, value=phrase)
        contains = [
            (_key(phrase), None if word == "unclear" else word)
            for word, phrases in (entry.get("contains") or {}).items()
            for phrase in phrases
        ]
        contains.sort(key=lambda pair: -len(pair[0]))
        out[column] = {"exact": exact, "contains": contains, "loose": frozenset(entry.get("loose") or ()),
                       "filler": _either(common, entry.get("filler") or (), more=_PUNCTUATION)}
    return out


def _either(*phrases: Iterable[str], more: str = "") -> re.Pattern[str]:
    """A pattern of any of some phrases, the longest first."""
    keys = sorted({_key(p) for some in phrases for p in some}, key=lambda k: (-len(k), k))
    return re.compile("|".join([*map(re.escape, keys), *([more] if more else [])]))


def word(column: str, text: str) -> Any:
    """The word of a column that a text stands for, ``BAD`` when none or several do; longest phrases first.

    The whole text must be understood: beside the phrase only ``filler`` of the column may stand, unless the word is
    one of its ``loose`` ones, which comfort nobody.
    """
    entry = lexicon().get(column)
    if entry is None:
        return BAD
    key = _key(text)
    if key in entry["exact"]:
        return entry["exact"][key]
    found = []
    for phrase, meaning in entry["contains"]:
        if phrase in key:
            found.append(meaning)
            key = key.replace(phrase, "\n")
    if not found or None in found or len(set(found)) > 1:
        return BAD
    return found[0] if found[0] in entry["loose"] or not entry["filler"].sub("", key) else BAD


def words(cells: Any, column: str, *, yes: Optional[str] = None, no: Optional[str] = None) -> Parsed:
    """Stored words of a column of ``resources/values.yaml``; an unknown word is unreadable.

    Parameters
    ----------
    yes, no : words that 是 and 否 (有, 无; 1, 0; true, false) stand for under this header; None: they mean nothing
    """
    parse_one = conclusion if column == "conclusion" else lambda text: word(column, text)

    def parse(cell: Any) -> Any:
        if is_null(cell) or (isinstance(cell, str) and half(cell) == ""):
            return None
        text = _plain(cell) or ""
        if yes is not None or no is not None:
            said = truth(cell)
            if said is True or said is False:
                return (yes if said else no) or BAD
        if is_blank(text):
            return None
        return parse_one(text)

    return _spread(cells, parse, None, object)


_NAMED_CLASS = r"第?(?:[一二12]|i{1,2})类"


def named_classes(text: object) -> frozenset[float]:
    """Land classes of GB 36600-2018 that a text names."""
    found = re.findall(r"(?<![三四五i0-9])(i{1,2}|[一二12])(?:、(i{1,2}|[一二12]))?类", knowledge.fold(text))
    return frozenset(_CLASS_WORDS[c] for pair in found for c in pair if c)


@cache
def _survey_parts() -> Mapping[str, re.Pattern[str]]:
    """Patterns of the parts of a survey's conclusion (``statement_of_survey`` of ``resources/values.yaml``)."""
    told = knowledge.read_yaml("values.yaml")
    entry = told["statement_of_survey"]
    names = [name for name in knowledge.aliases() if len(name) > 2 or not name.isascii()]
    out = {kind: _either(phrases) for kind, phrases in entry.items()}
    out["claim"] = _either(entry["over"], entry["within"])
    out["between"] = _either(entry["between"], names)
    out["filler"] = _either(told["filler"], entry["filler"], entry["between"], entry["screening"], entry["soil"], names,
                            more=rf"{_NAMED_CLASS}|{_PUNCTUATION}")
    out["marked"] = _either(name for name in names if re.search(r"[,(]", name))
    return out


def _cut(text: str, first: re.Pattern[str], between: re.Pattern[str], last: re.Pattern[str]) -> tuple[str, int]:
    """A text without what reaches from ``first`` over nothing but ``between`` to ``last``, and how often it did."""
    count, start = 0, 0
    while True:
        head = first.search(text, start)
        if head is None:
            return text, count
        at = head.end()
        while (tail := last.match(text, at)) is None and (step := between.match(text, at)) is not None:
            at = step.end()
        if tail is None:
            start = head.start() + 1
        else:
            text, start, count = f"{text[: head.start()]}\n{text[tail.end() :]}", head.start() + 1, count + 1


def _survey(text: str) -> tuple[Any, frozenset[float]]:
    """What a survey says of the screening values of soil, and of which land classes it says that nothing is over."""
    parts = _survey_parts()
    over = within = unclear = False
    classes: frozenset[float] = frozenset()
    whole = re.sub(r"[\s·:_]", "", knowledge.fold(text.replace("\n", ";")))
    for left in re.split(r"(?<![0-9]),|,(?![0-9])|[。;!]|但是?|并且|而且", parts["marked"].sub("苯", whole)):
        named = named_classes(left)
        if not left:
            continue
        aside = parts["water"].search(left) and not parts["soil"].search(left)
        unclear |= parts["twice"].search(left) is not None             # a denial denied: 并非未超标
        left, denied = _cut(left, parts["denial"], parts["between"], parts["over"])
        if aside:
            unclear |= any(parts["over"].fullmatch(claim) for claim in parts["claim"].findall(left))
            continue
        left, spared = _cut(left, parts["no_need"], parts["between"], parts["works"])
        said = [parts["over"].fullmatch(claim) is not None for claim in parts["claim"].findall(left)]
        left = parts["claim"].sub("\n", left)
        upper = parts["intervention"].search(left)
        rest = parts["filler"].sub("", parts["intervention"].sub("\n", left))
        if True in said:
            doubted = parts["doubt"].search(left) or parts["denial"].search(rest)
            over, unclear = over or not doubted, unclear or bool(doubted)
            continue
        unclear |= bool(rest)
        if (denied or spared or False in said) and (not upper or parts["screening"].search(left)):
            within, classes = True, classes | named
    if over:
        return ("exceeds", frozenset()) if not within or len(named_classes(text)) < 2 else (BAD, frozenset())
    return ("within", classes) if within and not unclear else (BAD, frozenset())


def conclusion(text: str) -> Any:
    """What a survey says of the screening values of soil: within, exceeds, or ``BAD``.

    Clause by clause: an excess that is neither denied nor doubted counts wherever it stands; *within* only where every
    clause is understood whole. Clauses about water or air alone are left out, but an excess there leaves open what it
    means for the soil. Where one clause says an excess and another denies it, of two land classes, it cannot be told.
    """
    exact = lexicon()["conclusion"]["exact"].get(_key(text))
    return exact if exact is not None else _survey(text)[0]


_TRUE = frozenset(["是", "有", "y", "yes", "true", "t", "1", "真", "√", "✓", "✔", "对", "已", "☑", "■", "on", "是的",
                   "1.0"])
_FALSE = frozenset(
    ["否", "无", "n", "no", "false", "f", "0", "0.0", "假", "×", "✗", "✘", "x", "□", "☐", "未", "不", "不是",
     "没有", "非", "off"]
)


def truth(cell: Any, column: Optional[str] = None) -> Any:
    """True, False, None for a blank, ``BAD`` for other words; a column may know more words (``values.yaml``)."""
    if is_null(cell) or (isinstance(cell, str) and half(cell) == ""):
        return None
    if isinstance(cell, (bool, np.bool_)):
        return bool(cell)
    if isinstance(cell, (int, float, np.integer, np.floating)):
        return {1.0: True, 0.0: False}.get(float(cell), BAD)
    if not isinstance(cell, str):
        return BAD
    key = half(cell).lower()
    if key in _TRUE:
        return True
    if key in _FALSE:
        return False
    if column is not None and column in lexicon():
        said = word(column, cell)
        if said is not BAD:
            return str(said) == "true"
    if key in _BLANK:
        return None
    return BAD


def bools(cells: Any, column: Optional[str] = None) -> Parsed:
    """True, False or None."""
    return _spread(cells, lambda cell: truth(cell, column), None, object)


_CLASS_WORDS = {"1": 1.0, "一": 1.0, "i": 1.0, "2": 2.0, "二": 2.0, "ii": 2.0}
def land_classes(cells: Any) -> Parsed:
    """Land class of GB 36600-2018: 1.0 or 2.0; both in one cell, or neither, is unreadable."""

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, (bool, np.bool_)):
            return float(cell) if cell in (1, 2) else BAD
        said = word("land_class", knowledge.fold(cell))
        return BAD if said is BAD else float(said)

    return _spread(cells, parse, np.nan, float)


# --- places ---------------------------------------------------------------------------------------------------------

_N = r"[0-9]+(?:\.[0-9]+)?"
_DEGREE, _MINUTE, _SECOND = r"[°º˚度]", r"['′’‘`´分]", r"(?:[\"″”“秒]|''|′′|’’)"
_ANGLE = (
    rf"(?:(?P<d>{_N})\s*{_DEGREE}\s*(?:(?P<m>{_N})\s*{_MINUTE}\s*(?:(?P<s>{_N})\s*{_SECOND}?)?)?"
    rf"|(?P<d2>[0-9]{{1,3}})[\s:：\-](?P<m2>[0-9]{{1,2}})[\s:：\-](?P<s2>{_N})(?![0-9.])"
    rf"|(?P<p>-?{_N}))"
)
_AXIS_BEFORE = r"(?P<before>东经|北纬|西经|南纬|经度|纬度|维度|[EeNnWwSsXxYy](?![a-zA-Z])|lon(?:gitude)?|lat(?:itude)?)"
_AXIS_AFTER = r"(?P<after>[EeNnWwSs](?![a-zA-Z]))"
_ONE = re.compile(rf"(?:{_AXIS_BEFORE}\s*[:：=]?\s*)?{_ANGLE}\s*(?:{_DEGREE})?\s*(?(before)|{_AXIS_AFTER}?)")
_AXES = {"东经": "E", "西经": "W", "北纬": "N", "南纬": "S", "经度": "E", "纬度": "N", "维度": "N", "x": "X", "y": "Y"}


def _angle(m: re.Match[str]) -> Optional[tuple[float, Optional[str], bool]]:
    """Number, axis letter, whether it is an angle with signs; None when minutes or seconds are impossible."""
    before, after = m["before"], m["after"]
    axis = None
    if before:
        low = before.lower()
        axis = _AXES.get(low) or ("E" if low.startswith("lon") else "N" if low.startswith("lat") else low.upper())
    if after:
        if axis and axis != after.upper():
            return None
        axis = after.upper()
    if m["p"] is not None:
        return float(m["p"]), axis, False
    degrees, minutes, seconds = (m["d"], m["m"], m["s"]) if m["d"] is not None else (m["d2"], m["m2"], m["s2"])
    d, mi, s = float(degrees), float(minutes or 0), float(seconds or 0)
    if mi >= 60 or s >= 60 or d > 180 or (minutes and d != int(d)) or (seconds and mi != int(mi)):
        return None
    value = d + mi / 60 + s / 3600
    return (-value if axis in ("W", "S") else value), axis, True


def _numbers_of_place(text: str) -> Optional[list[tuple[float, Optional[str], bool]]]:
    """All coordinates of a half-width text; None when something else stands between them."""
    found, end = [], 0
    for m in _ONE.finditer(text):
        if re.sub(r"[\s,，;；/、()\[\]\n。]", "", text[end : m.start()]):
            return None
        one = _angle(m)
        if one is None:
            return None
        found.append(one)
        end = m.end()
    return found if found and not re.sub(r"[\s,，;；/、()\[\]。]", "", text[end:]) else None


def _north_east(a: float, b: float) -> Optional[tuple[str, float, float]]:
    """Two numbers as ("degrees", longitude, latitude) or ("metres", northing, easting); None when it cannot be told."""

    def east(v: float) -> bool:
        return 73 <= v <= 136

    def north(v: float) -> bool:
        return 3 <= v <= 54

    if east(a) and north(b):
        return "degrees", a, b
    if east(b) and north(a):
        return "degrees", b, a

    def n7(v: float) -> bool:
        return 1_900_000 <= v <= 6_000_000

    def e68(v: float) -> bool:
        return 100_000 <= v <= 900_000 or 13_000_000 <= v < 46_000_000

    if n7(a) and e68(b):
        return "metres", a, b
    if n7(b) and e68(a):
        return "metres", b, a
    return None


def coordinates(cells: Any) -> Parsed:
    """Single coordinates as they stand: decimal degrees, degrees-minutes-seconds, or metres."""
    direct = _direct(cells)
    if direct is not None:
        return Parsed(np.where(np.isinf(direct), np.nan, direct), np.isinf(direct))

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if isinstance(cell, (int, float, np.integer, np.floating)) and not isinstance(cell, (bool, np.bool_)):
            return float(cell) if math.isfinite(cell) else BAD
        if not isinstance(cell, str):
            return BAD
        text = half(cell)
        number = _head_number(text)
        if number is not None and _word(number[1]) in ("", "m", "米", "°", "度"):
            return number[0]
        found = _numbers_of_place(text)
        return found[0][0] if found and len(found) == 1 else BAD

    return _plainly(cells, parse)


def place_pairs(cells: Any) -> Pair:
    """Both coordinates in one cell, any order: ``112.96°E,28.26°N``, ``98.29 39.79``, ``X=3522785.7 Y=526979.2``."""

    def parse(cell: Any) -> Any:
        if is_blank(cell):
            return None
        if not isinstance(cell, str):
            return BAD
        found = _numbers_of_place(half(cell))
        if not found or len(found) != 2:
            return BAD
        (a, axis_a, _), (b, axis_b, _) = found
        if axis_a is not None and axis_a == axis_b:
            return BAD
        read = _north_east(a, b)
        if read is None:
            return BAD
        kind, first, second = read
        named = {axis_a, axis_b} - {None}
        if kind == "degrees":
            told = {"E": a, "N": b} if axis_a == "E" or axis_b == "N" else {"E": b, "N": a} if named else None
            swapped = told is not None and not named & {"X", "Y"} and told["E"] != first
            return (first, second, np.nan, np.nan, swapped)
        told_x = a if axis_a == "X" or axis_b == "Y" else b if named & {"X", "Y"} else first
        return (np.nan, np.nan, first, second, told_x != first)

    codes, results = _once(cells, parse)
    none = (np.nan, np.nan, np.nan, np.nan, False)
    rows = [none if r is None or r is BAD else r for r in results] + [none]
    bad = np.array([r is BAD for r in results] + [False], bool)
    columns = [np.array([r[i] for r in rows], float)[codes] for i in range(4)]
    return Pair(columns[0], columns[1], columns[2], columns[3], np.array([r[4] for r in rows], bool)[codes], bad[codes])


def two_columns(first: Parsed, second: Parsed, *, degrees: bool) -> Pair:
    """Two columns of coordinates as places.

    Parameters
    ----------
    first, second : longitude and latitude (``degrees``) or x = northing and y = easting, as the headers say

    Returns
    -------
    Pair
        Rows in which only the other order can be meant are turned and marked ``swapped``. Metres that tell nothing of
        their order (a local grid) stay as the headers say. Degrees outside China are unreadable.
    """
    a, b = first.values.astype(float), second.values.astype(float)
    n = len(a)
    lon, lat, x, y = (np.full(n, np.nan) for _ in range(4))
    both = np.isfinite(a) & np.isfinite(b)
    half_given = np.isfinite(a) != np.isfinite(b)

    def inside(values: npt.NDArray[np.float64], low: float, high: float) -> Bools:
        return (values >= low) & (values <= high)

    with np.errstate(invalid="ignore"):
        straight = both & inside(a, 73, 136) & inside(b, 3, 54)
        turned = both & ~straight & inside(b, 73, 136) & inside(a, 3, 54)
        metric = both & (np.abs(a) > 180) & (np.abs(b) > 180)
        north_a, north_b = inside(a, 1_900_000, 6_000_000), inside(b, 1_900_000, 6_000_000)
    lon[straight], lat[straight] = a[straight], b[straight]
    lon[turned], lat[turned] = b[turned], a[turned]
    # under "longitude, latitude" metres stand as (east, north); under "x, y" as (north, east)
    north, east = (b, a) if degrees else (a, b)
    flip = metric & ((north_a if degrees else north_b) & ~(north_b if degrees else north_a))
    x[metric], y[metric] = np.where(flip, east, north)[metric], np.where(flip, north, east)[metric]
    swapped = flip | (turned if degrees else np.zeros(n, bool))
    unreadable = first.unreadable | second.unreadable | half_given | (both & ~straight & ~turned & ~metric)
    for column in (lon, lat, x, y):
        column[unreadable] = np.nan
    return Pair(lon, lat, x, y, swapped & ~unreadable, unreadable)


def header_unit(header: str, units: Mapping[str, float]) -> Optional[float]:
    """The factor of a unit in a header such as ``面积(亩)`` or ``采样深度/cm``; None when it names none."""
    text = _powers(half(header)).lower()
    for part in re.findall(r"[(\[]([^()\[\]]*)[)\]]|[/_]([^/_()\[\]]+)$", text):
        unit = _word("".join(part))
        if unit in units:
            return units[unit]
        if unit[:1] in _TIMES and unit[1:] in units:
            return _TIMES[unit[0]] * units[unit[1:]]
    return None


def sequence(values: Sequence[Any]) -> npt.NDArray[np.object_]:
    """A Python sequence as an array of objects, never a matrix."""
    out = np.empty(len(values), object)
    for i, value in enumerate(values):
        out[i] = value
    return out
