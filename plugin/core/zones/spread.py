"""Signs of spread: results over the limit outside the zone, and rising trends. The verdict stays with the office."""

from __future__ import annotations

import dataclasses
import math
import re
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .. import exceedance, knowledge, tables
from .. import vocabulary as v
from .base import Found, Objects, Zones
from .house import ZoneSettings
from .house import knowledge as zone_knowledge
from .monitoring import MEDIA, Monitoring

Floats = npt.NDArray[np.float64]

WITHIN, OVER, UNSURE, NO_RESULT = 0, 1, 2, 3
_WATER = {"mg/l": 1.0, "毫克/升": 1.0, "μg/l": 1e-3, "ug/l": 1e-3, "微克/升": 1e-3}
_EXACT_ROUNDS = 60


class Limits(NamedTuple):
    """Bounds of n groundwater results, each in the unit of its row of the standard.

    A value up to ``low`` is within, one over ``high`` exceeds; between them it depends on a class that nobody has
    settled. ``factor`` brings a reported value to that unit. NaN: no such bound, or not known.
    """

    floor: Floats     # a value below is over the limit too (pH), NaN: none; the strict bound is ``floor_low``
    floor_low: Floats
    low: Floats
    high: Floats
    factor: Floats


@lru_cache(maxsize=1)
def _groundwater() -> dict[str, tuple[Any, ...]]:
    """Folded name -> (class III interval, class IV interval, factor to mg/L or NaN, unit word)."""
    rows: dict[str, tuple[Any, ...]] = {}
    for row in knowledge.groundwater_limits():
        three, four = _interval(row["class3_max"]), _interval(row["class4_max"])
        unit = knowledge.fold(row["unit"])
        four = (min(three[0], four[0]), max(three[1], four[1])) if not np.isnan(three[0]) else four
        for name in (row["index_zh"], row["index_en"], re.sub(r"[（(].*", "", row["index_zh"])):
            rows.setdefault(knowledge.fold(name), (three, four, _WATER.get(unit, math.nan), unit))
    return rows


def _interval(cell: str) -> tuple[float, float]:
    """Lowest and highest value of a class; no lower bound: NaN; no number at all: NaN, NaN."""
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", cell)]
    if not numbers:
        return math.nan, math.nan
    return (min(numbers), max(numbers)) if len(numbers) > 1 else (math.nan, numbers[0])


def _limits_of(records: tables.RoleTable, medium: npt.NDArray[np.intp], settings: ZoneSettings) -> Limits:
    n = len(records.frame)
    floor, floor_low, low, high, factor = (np.full(n, np.nan) for _ in range(5))
    names = [knowledge.fold(p) for p in records.column("pollutant")]
    units = [knowledge.fold(u) for u in records.column("unit")]
    groundwater = MEDIA.index(v.Medium.GROUNDWATER)
    water_class = settings.groundwater_class
    if water_class is None and settings.drinking is not None:
        water_class = 3 if settings.drinking else 4
    for r in range(n):
        if medium[r] == groundwater and names[r] in _groundwater():
            three, four, to_mg_l, unit = _groundwater()[names[r]]
            strict, lax = (four, four) if water_class == 4 else (three, three if water_class == 3 else four)
            floor_low[r], low[r], floor[r], high[r] = strict[0], strict[1], lax[0], lax[1]
            same_unit = units[r] == unit or (unit == "ph" and not units[r])
            factor[r] = 1.0 if same_unit else _WATER.get(units[r], math.nan) / to_mg_l
    return Limits(floor, floor_low, low, high, factor)


def judge(records: tables.RoleTable, medium: npt.NDArray[np.intp], settings: ZoneSettings,
          ) -> tuple[npt.NDArray[np.int8], Floats, Floats]:
    """Compare each record with the limit of its medium.

    Returns
    -------
    level : int8, n
        ``OVER`` only where it exceeds under every class that could apply, ``WITHIN`` only where it exceeds under
        none; a non-detect is within only when its detection limit is. An unknown pollutant, unit, value or limit is
        ``UNSURE``; a record without pollutant and value is a visit, ``NO_RESULT``.
    value, limit : float, n
        In the unit of the limit; NaN where not known.

    References
    ----------
    GB/T 14848-2017 classes III and IV for groundwater, screening values of GB 36600-2018 for soil. No table of
    limits for surface water and air is held, so their results are ``UNSURE``.
    """
    limits = _limits_of(records, medium, settings)
    raw = records.column("value").to_numpy(float)
    below = np.array([b is not None and b == True for b in records.column("below_detection")], bool)  # noqa: E712
    detection = records.column("detection_limit").to_numpy(float)
    value = np.where(below, np.where(np.isnan(detection), raw, detection), raw) * limits.factor
    faulty = np.zeros(len(raw), bool)
    for name in ("value", "below_detection", "detection_limit", "unit", "pollutant"):
        faulty |= records.unreadable(name)
    faulty |= ~np.isfinite(value) | (value < 0) | np.isnan(limits.low) | np.isnan(limits.high)
    with np.errstate(invalid="ignore"):
        over = ~below & ((value > limits.high) | (value < limits.floor))
        within = (value <= limits.low) & ~(value < limits.floor_low)
    within &= ~(below & ~np.isnan(limits.floor_low))
    level = np.full(len(raw), UNSURE, np.int8)
    level[within & ~faulty], level[over & ~faulty] = WITHIN, OVER
    value, limit = np.where(faulty, np.nan, value), np.where(faulty, np.nan, limits.high)
    soil = np.flatnonzero(medium == MEDIA.index(v.Medium.SOIL))
    if len(soil):
        land_class = math.nan if settings.soil_land_class is None else float(settings.soil_land_class)
        found = exceedance.levels(records.frame.iloc[soil], land_class)
        word = found["level"].to_numpy(object)
        level[soil] = np.where(np.isin(word, ("screening", "intervention")), OVER,
                               np.where(word == "none", WITHIN, UNSURE))
        value[soil], limit[soil] = found["value_mg_kg"], found["limit_screening"]
    visit = records.column("pollutant").isna().to_numpy(bool) & np.isnan(raw) & ~below
    for name in ("value", "below_detection", "pollutant"):
        visit &= ~records.unreadable(name)
    level[visit] = NO_RESULT
    return level, value, limit


@lru_cache(maxsize=256)
def rising_threshold(n: int, alpha: float) -> int | None:
    """Smallest Mann-Kendall S of n rounds without ties that is significant, one-sided; None where none can be.

    Exact up to 60 rounds, by the number of permutations with each count of inversions; normal approximation above.
    """
    pairs = n * (n - 1) // 2
    if n > _EXACT_ROUNDS:
        deviation = math.sqrt(n * (n - 1) * (2 * n + 5) / 18)
        return math.ceil(1.0 + deviation * _normal_quantile(1 - alpha))
    counts = [1]
    for size in range(2, n + 1):
        longer = [0] * (len(counts) + size - 1)
        for inversions, count in enumerate(counts):
            for more in range(size):
                longer[inversions + more] += count
        counts = longer
    total, tail, threshold = math.factorial(n), 0, None
    for inversions, count in enumerate(counts):
        tail += count
        if tail > alpha * total:
            break
        threshold = pairs - 2 * inversions
    return threshold


def _normal_quantile(p: float) -> float:
    low, high = -10.0, 10.0
    while high - low > 1e-12:
        middle = (low + high) / 2
        low, high = (middle, high) if 0.5 * (1 + math.erf(middle / math.sqrt(2))) < p else (low, middle)
    return high


def mann_kendall(values: npt.ArrayLike) -> int:
    """S: pairs in which the later value is higher, minus those in which it is lower."""
    x = np.asarray(values, float)
    return int(sum(int(np.sign(x[i + 1:] - x[i]).sum()) for i in range(len(x) - 1)))


def is_rising(values: npt.ArrayLike, alpha: float) -> bool:
    """Whether a series of rounds rises significantly; fewer than four rounds never do at 5 %."""
    x = np.asarray(values, float)
    threshold = rising_threshold(len(x), alpha) if len(x) >= 4 else None
    return threshold is not None and mann_kendall(x) >= threshold


@dataclasses.dataclass(frozen=True)
class Sign:
    """One sign of spread at a point: ``over`` or ``rising``."""

    kind: str
    facts: dict[str, object]
    day: pd.Timestamp


def containment_duties(zones: Zones, monitoring: Monitoring, settings: ZoneSettings,
                       media: dict[tuple[int, v.Medium], Found]) -> list[Found]:
    """State of the duty to contain spread, for each zone.

    Due where a result outside the zone exceeds the limit or a series rises. Not owed only where every result outside
    is within its limit, there is one at least, and no medium is missing, overdue or unknown; else unknown.
    """
    if monitoring.records is None:
        return [Found(v.DutyState.UNKNOWN, "spread_not_monitored", {}) for _ in range(len(zones))]
    level, value, limit = judge(monitoring.records, monitoring.medium, settings)
    counts = (monitoring.zone >= 0) & monitoring.day.past
    outside = np.array([_outside(zones.geometry[z] if z >= 0 else None, place)
                        for z, place in zip(monitoring.zone.tolist(), monitoring.place)], np.int8)
    found = []
    for zone in range(len(zones)):
        mine = np.flatnonzero(monitoring.zone == zone)
        signs = _over(monitoring, mine[(outside[mine] == 1) & (level[mine] == OVER) & counts[mine]], value, limit)
        signs += _rising(monitoring, mine[counts[mine]])
        undated = ~counts[mine]
        open_questions = int(np.sum((level[mine] == UNSURE) & (outside[mine] != 0)
                                    | (level[mine] == OVER) & ((outside[mine] == 2) | undated & (outside[mine] == 1))
                                    | (level[mine] == WITHIN) & ((outside[mine] == 2) | undated)))
        judged = mine[(outside[mine] == 1) & (level[mine] == WITHIN) & counts[mine]]
        states = {media[zone, m].state for m in MEDIA if (zone, m) in media}
        if signs:
            found.append(_spread(signs))
        elif open_questions:
            found.append(Found(v.DutyState.UNKNOWN, "spread_unjudged", {"n": open_questions}))
        elif not len(judged):
            found.append(Found(v.DutyState.UNKNOWN, "spread_not_monitored", {}))
        elif states & {v.DutyState.MISSING, v.DutyState.OVERDUE, v.DutyState.UNKNOWN}:
            found.append(Found(v.DutyState.UNKNOWN, "spread_gaps_in_monitoring", {"n": len(judged)}))
        else:
            last = max(monitoring.day.day[r] for r in judged)
            found.append(Found(v.DutyState.NOT_OWED, "no_spread_found", {"n": len(judged), "last": last}, last=last))
    return found


def _outside(zone: Any, place: Any) -> int:
    """1 outside the zone, 0 in it or on its line, 2 not known."""
    if zone is None or place is None:
        return 2
    return 0 if shapely.intersects(zone, place) else 1


def _names(monitoring: Monitoring) -> Objects:
    assert monitoring.records is not None
    words = monitoring.records.column("pollutant")
    return np.array(["" if pd.isna(word) else str(word) for word in words], object)


def _point_name(monitoring: Monitoring, row: int) -> object:
    point = int(monitoring.point[row])
    return monitoring.point_ids[point] if point >= 0 else "-"


def _over(monitoring: Monitoring, rows: npt.NDArray[np.intp], value: Floats, limit: Floats) -> list[Sign]:
    names = _names(monitoring)
    return [Sign("over", {"point": _point_name(monitoring, r), "medium": MEDIA[monitoring.medium[r]],
                          "pollutant": names[r], "value": float(value[r]), "limit": float(limit[r]),
                          "day": monitoring.day.day[r]}, monitoring.day.day[r]) for r in rows.tolist()]


def _rising(monitoring: Monitoring, rows: npt.NDArray[np.intp]) -> list[Sign]:
    """Series of one point, medium, pollutant and unit that rise; of several values on a day the highest counts."""
    records, names = monitoring.records, _names(monitoring)
    assert records is not None
    raw = records.column("value").to_numpy(float)
    below = np.array([b is not None and b == True for b in records.column("below_detection")], bool)  # noqa: E712
    usable = [r for r in rows.tolist() if monitoring.point[r] >= 0 and names[r] and (below[r] or raw[r] >= 0)
              and not records.unreadable("value")[r] and not records.unreadable("below_detection")[r]]
    if not usable:
        return []
    series = pd.DataFrame({
        "point": monitoring.point[usable], "pollutant": [knowledge.fold(names[r]) for r in usable],
        "unit": [knowledge.fold(u) for u in records.column("unit").iloc[np.array(usable)]],
        "day": monitoring.day.day.iloc[np.array(usable)].to_numpy(),
        # All non-detects are equal and lie below the smallest detect.
        "value": np.where(below[usable], -1.0, raw[usable])})
    alpha = float(zone_knowledge()["methods"]["trend_alpha"]["value"])
    signs = []
    for _, group in series.groupby(["point", "pollutant", "unit"], sort=True):
        point, pollutant = int(group["point"].iloc[0]), str(group["pollutant"].iloc[0])
        rounds = group.groupby("day", sort=True)["value"].max()
        if is_rising(rounds.to_numpy(), alpha):
            row = next(r for r in usable if monitoring.point[r] == point and knowledge.fold(names[r]) == pollutant)
            signs.append(Sign("rising", {
                "point": monitoring.point_ids[point], "medium": MEDIA[monitoring.medium[row]],
                "pollutant": names[row], "n": len(rounds), "s": mann_kendall(rounds.to_numpy()),
                "first": rounds.index[0], "day": rounds.index[-1], "alpha": f"{100 * alpha:g}"}, rounds.index[-1]))
    return signs


def _spread(signs: list[Sign]) -> Found:
    """The newest result over a limit stands for all, else the newest rising series."""
    signs = sorted(signs, key=lambda s: (s.kind != "over", -s.day.value, str(sorted(s.facts.items(), key=str))))
    return Found(v.DutyState.DUE, f"spread_{signs[0].kind}", {**signs[0].facts, "count": len(signs)},
                 last=max(s.day for s in signs))
