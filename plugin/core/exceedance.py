"""Samples against the limits of GB 36600-2018: what exceeds, what does not, and what cannot be told."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import knowledge
from .knowledge import Substance, fold
from .tables import UNREADABLE, UNTIL

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]

LEVELS = ("none", "screening", "intervention", "unknown", "no_limit", "excluded")

_TRAILING = re.compile(r"(.+?)\(([^()]*)\)$")
_TWO_SCRIPTS = re.compile(r"([\u4e00-\u9fff]+)/?([a-z0-9+]+)|([a-z0-9+]+)/?([\u4e00-\u9fff]+)")
_CAS = re.compile(r"(\d{2,7})-(\d{2})-(\d)")

_QUICK = "快筛|快测|快速|现场检测|xrf|pid|quick"


def _substance(name: str) -> Optional[Substance]:
    """The substance of a name, None where it is not known; a symbol or unit in brackets may follow the name."""
    key = re.sub(r"\(以.*?计\)|以.*?计$|^\*+", "", fold(name))
    # as old laboratory sheets write them: 1.2-二氯乙烷, 苯并[α]芘
    key = re.sub(r"(?<=\d)\.(?=\d)", ",", key).replace("苯并(α", "苯并(a")
    known = knowledge.aliases()
    if key in known:
        return known[key]
    trailing = _TRAILING.fullmatch(key)
    if trailing:
        outer, inner = known.get(trailing.group(1)), trailing.group(2)
        if outer is not None and (inner in knowledge.units() or known.get(inner) == outer):
            return outer
    scripts = _TWO_SCRIPTS.fullmatch(key)
    if scripts:
        found = {known.get(part) for part in scripts.groups() if part}
        if len(found) == 1:
            return found.pop()
    return None


def _cas_number(text: str) -> str:
    """A CAS number whose check digit is right, else ""."""
    match = _CAS.fullmatch(re.sub(r"[\s\u2010-\u2015−]", lambda m: "" if m.group(0).isspace() else "-", text.strip()))
    if not match:
        return ""
    digits = match.group(1) + match.group(2)
    return match.group(0) if sum(i * int(d) for i, d in enumerate(reversed(digits), 1)) % 10 == int(
        match.group(3)) else ""


def _resolve(name: str, cas: str) -> tuple[int, str, str, str, int]:
    by_name = _substance(name) if name else None
    number = _cas_number(cas)
    by_cas = knowledge.cas_numbers().get(number)
    chosen = by_name if name else by_cas
    if chosen is None:
        return 0, name or cas, name or cas, "unknown", 1
    if number and name and by_cas != chosen:
        listed = {c for p in knowledge.limits().values() if p.no == chosen.no for c in p.cas}
        # a number of another substance, or one that is not the listed one, leaves the name in doubt
        if by_cas is not None or (chosen.parts == 1 and listed):
            return 0, name, name, "unknown", 1
    return chosen.no, chosen.name_zh, chosen.name_en, "limit" if chosen.no else "no_limit", chosen.parts


def _texts(values: Any, n: int) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Positions in a list of distinct texts; null is ""."""
    if values is None:
        return np.zeros(n, np.intp), [""]
    array = np.empty(n, object)
    array[:] = values if isinstance(values, np.ndarray) else list(values)
    try:
        positions, distinct = pd.factorize(array)
    except TypeError:                                                     # something unhashable in a cell
        positions, distinct = pd.factorize(np.array([str(v) for v in array], object))
    return positions.astype(np.intp) + 1, ["", *(str(v).strip() for v in distinct)]


def resolve_pollutants(names: Sequence[Any] | pd.Series | Objects,
                       cas: Sequence[Any] | pd.Series | Objects | None = None) -> pd.DataFrame:
    """Find the items of GB 36600-2018 that n names (and CAS numbers) stand for.

    Returns
    -------
    DataFrame, n rows
        ``pollutant_no`` (0: none), ``name_zh``, ``name_en`` (the given text where unknown), ``status`` "limit",
        "no_limit" (known, no national value) or "unknown" (no name, an unknown one, or name and number disagree),
        ``parts`` (see ``knowledge.Substance``).
    """
    n = len(names)
    name_rows, name_texts = _texts(names, n)
    cas_rows, cas_texts = _texts(cas, n)
    pairs, inverse = np.unique(name_rows * len(cas_texts) + cas_rows, return_inverse=True)
    found = [_resolve(name_texts[p // len(cas_texts)], cas_texts[p % len(cas_texts)]) for p in pairs]
    rows = inverse.reshape(-1)

    def column(i: int, kind: Any) -> npt.NDArray[Any]:
        values = np.empty(len(found), kind)
        values[:] = [f[i] for f in found]
        return np.asarray(values[rows])

    return pd.DataFrame({"pollutant_no": column(0, np.int64), "name_zh": column(1, object),
                         "name_en": column(2, object), "status": column(3, object), "parts": column(4, np.int64)},
                        index=names.index if isinstance(names, pd.Series) else None)


def to_mg_kg(value: Any, unit: Any) -> tuple[Floats, Bools]:
    """Convert n values to mg/kg.

    Parameters
    ----------
    value : n numbers
    unit : n texts, or one text for all

    Returns
    -------
    values : float[n], NaN where unknown
    unknown : bool[n]
        True where the value is null, or the unit is null, unknown or of another kind (mg/L).
    """
    values = np.array(pd.to_numeric(pd.Series(value, dtype=object), errors="coerce"), np.float64)
    factor, _known = _factors(unit, len(values))
    converted = _scaled(values, factor)
    return converted, ~np.isfinite(converted)


def _factors(unit: Any, n: int) -> tuple[Floats, Bools]:
    """Factor to mg/kg (NaN: unknown or not of soil), and where the unit is a known one."""
    rows, texts = _texts([unit] * n if isinstance(unit, str) or unit is None else unit, n)
    known = knowledge.units()
    keys = [fold(t) for t in texts]
    return (np.array([known.get(k, np.nan) for k in keys])[rows],
            np.array([k in known for k in keys], bool)[rows])


def _scaled(values: Floats, factor: Floats) -> Floats:
    # dividing by 1000 rounds correctly, multiplying by 0.001 does not: 550 ug/kg must be 0.55 mg/kg, not more
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        return np.asarray(np.where(factor < 1, values / np.round(1 / factor), values * factor))


def _numbers(frame: pd.DataFrame, name: str) -> Floats:
    if name not in frame:
        return np.full(len(frame), np.nan)
    return np.array(pd.to_numeric(frame[name], errors="coerce"), np.float64)


def _unreadable(frame: pd.DataFrame, name: str) -> Bools:
    column = name + UNREADABLE
    return frame[column].to_numpy(bool) if column in frame else np.zeros(len(frame), bool)


def _matches(frame: pd.DataFrame, said: Callable[[str], bool]) -> Bools:
    """Where the type or medium of a sample says something."""
    found = np.zeros(len(frame), bool)
    for name in ("sample_type", "medium"):
        if name in frame:
            rows, texts = _texts(frame[name], len(frame))
            found |= np.array([said(t) for t in texts], bool)[rows]
    return found


@cache
def _no_soil_of_the_place() -> Mapping[str, Callable[[str], bool]]:
    """Kinds of samples that are not compared, by why: told only where such words account for all of the text."""
    out = {}
    told = knowledge.read_yaml("rules/words.yaml")["samples_not_compared"]
    for code, entry in told.items():
        phrases, filler = (sorted(map(fold, entry[k]), key=len, reverse=True) for k in ("words", "filler"))
        any_, rest = (re.compile("|".join(map(re.escape, x))) for x in (phrases, [*phrases, *filler]))
        out[code] = functools.partial(_all_of, any_, rest)
    return out


def _all_of(phrases: re.Pattern[str], whole: re.Pattern[str], text: str) -> bool:
    key = fold(text)
    return phrases.search(key) is not None and not re.sub(r"[\W_]", "", whole.sub("", key))


def levels(samples: pd.DataFrame, land_class: float | npt.ArrayLike, *,
           as_of: Optional[pd.Timestamp] = None, stricter: Sequence[Mapping[str, Any]] = ()) -> pd.DataFrame:
    """Compare every sample with the screening and intervention value of the land class.

    Parameters
    ----------
    samples : DataFrame, n rows, columns of role ``samples`` (absent ones count as null)
    land_class : 1, 2 or NaN, one for all or n of them
        NaN (class unknown): only what both classes agree on is told.
    as_of : Timestamp, optional
        A value dated after this day is unknown.
    stricter : mappings of ``pollutant``, ``class``, ``screening`` and ``intervention`` in mg/kg
        Lower values of local packs.

    Returns
    -------
    DataFrame, n rows, index of ``samples``
        ``pollutant_no``, ``pollutant``, ``pollutant_en``, ``value_mg_kg`` (the detection limit of a non-detect),
        ``limit_screening``, ``limit_intervention`` (mg/kg; class 1 where the class is unknown), ``level`` one of
        ``LEVELS``, ``why`` (code of message section ``samples`` for unknown, no_limit and excluded, else None).
        Equal is not exceeding; the intervention value is tested first. No row is dropped.

    References
    ----------
    GB 36600-2018, tables 1 and 2, clauses 5.3.1 to 5.3.5 (resources/standards/gb36600_2018.csv).
    """
    n = len(samples)
    null = np.full(n, None, object)
    names = samples.get("pollutant", null)
    found = resolve_pollutants(names, samples.get("cas", None))
    no, parts = found["pollutant_no"].to_numpy(), found["parts"].to_numpy(np.float64)
    status = found["status"].to_numpy(object)
    factor, unit_known = _factors(samples.get("unit", null), n)

    below = np.zeros(n, bool)
    if "below_detection" in samples:
        below = samples["below_detection"].eq(True).fillna(False).to_numpy(bool)
    raw, limit = _numbers(samples, "value"), _numbers(samples, "detection_limit")
    raw = np.where(below, np.fmax(raw, limit), raw)
    value = _scaled(raw, factor)

    classes = np.broadcast_to(np.asarray(land_class, np.float64), (n,))
    column = np.where(classes == 2, 2, 1)
    screening_table, intervention_table = (table.copy() for table in knowledge.limit_arrays())
    for local in stricter:
        at = int(local["pollutant"]), int(local["class"])
        for table, name in ((screening_table, "screening"), (intervention_table, "intervention")):
            table[at] = min(table[at], float(local.get(name, np.inf)))
    screening, intervention = screening_table[no, column], intervention_table[no, column]
    screening_2, intervention_2 = screening_table[no, 2], intervention_table[no, 2]

    def judged(lower: Floats, upper: Floats) -> npt.NDArray[np.int8]:
        """0 none, 1 screening, 2 intervention, -1 a non-detect above the limit, -2 part of a sum or doubtful name."""
        with np.errstate(invalid="ignore", divide="ignore"):
            level = np.where(value > upper, 2, np.where(value > lower, 1, 0))
            share = np.where(parts > 1, lower / np.maximum(parts, 1), np.where(parts == 0, -1.0, lower))
            level = np.where((level == 0) & (value > share), -2, level)
        return np.where(below & (level != 0), -1, level).astype(np.int8)

    level = judged(screening, intervention)
    class_unknown = ~np.isin(classes, (1.0, 2.0))
    if class_unknown.any():
        level = np.where(class_unknown & (level != judged(screening_2, intervention_2)), -3, level)

    future = np.zeros(n, bool)
    if as_of is not None and "sampled_on" in samples:
        dates = pd.to_datetime(samples["sampled_on"], errors="coerce")
        if "sampled_on" + UNTIL in samples:                  # a month or a year that is not over may lie ahead
            dates = samples["sampled_on" + UNTIL].fillna(dates)
        future = (dates > pd.Timestamp(as_of)).to_numpy(bool)
    quick = _matches(samples, lambda text: re.search(_QUICK, text, re.IGNORECASE) is not None)
    flag_unread = _unreadable(samples, "below_detection")

    why: list[tuple[Bools, str, str]] = [
        (_matches(samples, said), "excluded", code) for code, said in _no_soil_of_the_place().items()]
    why += [
        (_unreadable(samples, "pollutant"), "unknown", "pollutant_unknown"),
        (status == "unknown", "unknown", "pollutant_unknown"),
        (status == "no_limit", "no_limit", "no_limit"),
        (future, "unknown", "dated_after"),
        (_unreadable(samples, "value") | _unreadable(samples, "detection_limit"), "unknown", "value_unreadable"),
        (below & ~np.isfinite(raw), "unknown", "no_detection_limit"),
        (~np.isfinite(raw), "unknown", "no_value"),
        (raw < 0, "unknown", "value_negative"),
        (raw == 0, "unknown", "value_zero"),
        (_unreadable(samples, "unit") | ~unit_known, "unknown", "unit_unknown"),
        (np.isnan(factor), "unknown", "unit_not_soil"),
        (level == -1, "unknown", "detection_limit_above"),
        (level == -2, "unknown", "part_of_sum"),
        (level == -3, "unknown", "land_class_unknown"),
        (flag_unread & (level > 0), "unknown", "value_unreadable"),
        (_unreadable(samples, "sampled_on") & (level == 0), "unknown", "date_unreadable"),
        (quick & (level == 0), "unknown", "quick_test"),
    ]
    conditions = [c for c, _level, _why in why]
    plain = np.array(["none", "screening", "intervention"], object)[np.clip(level, 0, 2)]
    pick = np.select(conditions, list(range(len(why))), len(why))
    level_words = np.array([*(word for _c, word, _why in why), None], object)
    why_words = np.array([*(code for _c, _level, code in why), None], object)
    result = np.where(pick == len(why), plain, level_words[pick])
    return pd.DataFrame({
        "pollutant_no": no, "pollutant": found["name_zh"].to_numpy(object),
        "pollutant_en": found["name_en"].to_numpy(object), "value_mg_kg": value, "limit_screening": screening,
        "limit_intervention": intervention, "level": result, "why": why_words[pick]}, index=samples.index)
