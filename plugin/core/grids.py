"""The national coordinate systems of China: their words in texts and the EPSG codes of their grids."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple, Optional

from . import knowledge

CGCS2000 = "cgcs2000"
OTHER = "other"
"""A system that is named and is no national one."""


class Grid(NamedTuple):
    """A Gauss-Kruger zone: datum, width of the belt in degrees, number, whether eastings begin with the number."""

    datum: str
    width: int
    zone: int
    prefix: bool

    @property
    def meridian(self) -> int:
        """The central meridian, degrees."""
        return 3 * self.zone if self.width == 3 else 6 * self.zone - 3


@cache
def _data() -> Mapping[str, Any]:
    found: Mapping[str, Any] = knowledge.read_yaml("codes/crs_china.yaml")
    return found


@cache
def _codes() -> Mapping[Grid, int]:
    return {Grid(run["datum"], run["width"], zone, run["prefix"]): run["first"] + k
            for run in _data()["runs"] for k, zone in enumerate(range(run["zones"][0], run["zones"][1] + 1))}


@cache
def grids() -> Mapping[int, Grid]:
    """All grids by their EPSG code."""
    return {code: grid for grid, code in _codes().items()}


def width_of(zone: int) -> int:
    """Width of the belts that have this number; those of 3 and of 6 degrees never share one."""
    return 3 if zone >= 25 else 6


def code_of(zone: int, *, prefix: bool, datum: str = CGCS2000) -> Optional[int]:
    """EPSG code of a zone (13-23: 6-degree, 25-45: 3-degree), None where there is none."""
    return _codes().get(Grid(datum, width_of(zone), zone, prefix))


def twin(code: int) -> Optional[int]:
    """The same zone written the other way, with or without its number in the eastings."""
    grid = grids().get(code)
    return None if grid is None else _codes().get(grid._replace(prefix=not grid.prefix))


def in_datum(code: int, datum: str) -> Optional[int]:
    """The zone, or the degrees, of another datum that the same numbers may stand in; None where there is none.

    WGS 84 has no zones of its own: those of CGCS2000 are given, which differ by less than a metre.
    """
    if any(code == told["geographic"] for told in _data()["datums"].values()):
        return geographic(datum)
    grid = grids().get(code)
    return None if grid is None else _codes().get(grid._replace(datum=CGCS2000 if datum == "wgs84" else datum))


def geographic(datum: str) -> Optional[int]:
    """EPSG code of the degrees of a datum."""
    told = _data()["datums"].get(datum)
    return None if told is None else int(told["geographic"])


# --- words ------------------------------------------------------------------------------------------------------

@cache
def _patterns(key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(told[key], re.IGNORECASE)) for name, told in _data()["datums"].items())


@cache
def _local() -> re.Pattern[str]:
    return re.compile(_data()["local"])


@cache
def _known(datum: str) -> re.Pattern[str]:
    told = _data()["datums"][datum]
    words = sorted({*_data()["filler"], *told["own"]}, key=len, reverse=True)
    return re.compile("|".join([told["sign"], told["names"], *map(re.escape, words)]), re.IGNORECASE)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", str(text)).strip()


def words_named(text: str) -> str:
    """The words by which a title, a file name or a heading names a coordinate system among others, "" where none."""
    rest, found = _plain(text), []
    if m := _local().search(rest):
        return m[0]
    for _, pattern in _patterns("names"):                # 新北京54 holds 北京54
        found += [m[0] for m in pattern.finditer(rest)]
        rest = pattern.sub(" ", rest)
    return " ".join(dict.fromkeys(found))


def datum_named(text: str) -> Optional[str]:
    """The datum that a title names among other words, as ``datum_stated``; None where it names none."""
    return datum_stated(words_named(text))


def datum_stated(text: str) -> Optional[str]:
    """The datum that a text about nothing else states (``坐标系=1980西安坐标系``); None where it is blank.

    ``OTHER`` where it is none of the national ones, or several.
    """
    text = _plain(text)
    if not re.search(r"[0-9A-Za-z\u3400-\u9fff]", text):
        return None
    rest, found = text, []
    for name, pattern in _patterns("sign"):
        rest, count = pattern.subn(" ", rest)
        found += [name] * bool(count)
    if len(found) != 1 or _local().search(text):
        return OTHER
    return OTHER if re.search(r"[\u3400-\u9fff]", _known(found[0]).sub("", text)) else found[0]
