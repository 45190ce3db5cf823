"""House values and law of the control zones, from ``resources/rules/zones.yaml``, and their sentences."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from .. import vocabulary as v
from ..errors import InputError
from ..knowledge import read_yaml, text

_MEDIA = frozenset(str(m) for m in v.Medium)


@lru_cache(maxsize=1)
def knowledge() -> dict[str, Any]:
    """Return ``resources/rules/zones.yaml``; callers must not change it."""
    return dict(read_yaml("rules/zones.yaml"))


@dataclasses.dataclass(frozen=True)
class HouseValue:
    """A figure that the office may adopt; the nation sets none.

    ``acts`` is ``always`` for a figure that only warns earlier or asks more, ``once_adopted`` for all others.
    """

    key: str
    value: float
    unit: str
    acts: str
    status: str
    basis_zh: str
    basis_en: str
    adopted: bool


def house_values() -> tuple[HouseValue, ...]:
    """All house values of the zones, in the order of the file, for the dialog that offers them."""
    return tuple(
        HouseValue(key, float(row["value"]), row["unit"], row["acts"], row["status"], row["basis"]["zh"],
                   row["basis"]["en"], bool(row["adopted"]))
        for key, row in knowledge()["house_values"].items())


def _preset(key: str) -> float:
    return float(knowledge()["house_values"][key]["value"])


@dataclasses.dataclass(frozen=True)
class ZoneSettings:
    """What an office has settled for its zones.

    Attributes
    ----------
    lead_time_days : float
        How long before the due day a duty counts as ``due``.
    sign_distance_m : float
        A sign farther from its zone's line does not count (plausibility, no duty).
    tolerance_m : float
        A gap thinner than this, by erosion with half of it, is none.
    intervals : mapping of Medium to days
        Adopted monitoring intervals; a point's own ``interval_days`` goes before. Empty: none adopted.
    sign_max_gap_m : float or None
        Adopted largest stretch of zone line without a sign; None: not adopted, nothing follows from stretches.
    crossing_reach_m : float
        A road crossing has its sign when one stands within this distance.
    hidden_by_corner_m, well_upstream_m, well_beyond_m : float
        For proposals only: a corner that sticks out farther hides the next sign; how far outside the line wells lie.
    groundwater_class : {3, 4} or None
        Class of GB/T 14848-2017 to compare with, when the office has settled it.
    drinking : bool or None
        Whether the groundwater is drunk: True compares with class III, False with class IV. None: not known; a value
        between the two limits is then neither within nor over.
    soil_land_class : {1, 2} or None
        Land class of GB 36600-2018 around the zone; None: not known, as for groundwater.
    """

    lead_time_days: float = dataclasses.field(default_factory=lambda: _preset("lead_time_days"))
    sign_distance_m: float = dataclasses.field(default_factory=lambda: _preset("sign_distance_m"))
    tolerance_m: float = dataclasses.field(default_factory=lambda: _preset("tolerance_m"))
    intervals: Mapping[v.Medium, float] = dataclasses.field(default_factory=dict)
    sign_max_gap_m: float | None = None
    crossing_reach_m: float = dataclasses.field(default_factory=lambda: _preset("crossing_reach_m"))
    hidden_by_corner_m: float = dataclasses.field(default_factory=lambda: _preset("hidden_by_corner_m"))
    well_upstream_m: float = dataclasses.field(default_factory=lambda: _preset("well_upstream_m"))
    well_beyond_m: float = dataclasses.field(default_factory=lambda: _preset("well_beyond_m"))
    groundwater_class: int | None = None
    drinking: bool | None = None
    soil_land_class: int | None = None

    def __post_init__(self) -> None:
        for name in ("lead_time_days", "sign_distance_m", "tolerance_m", "crossing_reach_m", "hidden_by_corner_m",
                     "well_upstream_m", "well_beyond_m"):
            _number(name, getattr(self, name), least=0.0)
        if self.sign_max_gap_m is not None:
            _number("sign_max_gap_m", self.sign_max_gap_m, above=0.0)
        for medium, days in self.intervals.items():
            _number(f"interval_days_{medium}", days, above=0.0)
        if self.groundwater_class not in (None, 3, 4):
            raise InputError("zone_setting", field="groundwater_class", value=self.groundwater_class)
        if self.soil_land_class not in (None, 1, 2):
            raise InputError("zone_setting", field="soil_land_class", value=self.soil_land_class)

    def adopting(self, *told: str) -> ZoneSettings:
        """These settings with house values adopted: ``key`` its pre-set, ``key=7.5`` a figure of the office's own.

        Raises
        ------
        InputError
            ``zone_setting``: a key that ``house_values`` does not have, or a figure that cannot be.
        """
        intervals = dict(self.intervals)
        changes: dict[str, Any] = {}
        for one in told:
            key, equals, figure = (part.strip() for part in one.partition("="))
            if key not in knowledge()["house_values"]:
                raise InputError("zone_setting", field=key, value=figure)
            try:
                value = float(figure) if equals else _preset(key)
            except ValueError as error:
                raise InputError("zone_setting", field=key, value=figure) from error
            if key.startswith("interval_days_"):
                intervals[v.Medium(key[len("interval_days_"):])] = value
            else:
                changes[key] = int(value) if key == "groundwater_class" and value in (3, 4) else value
        return dataclasses.replace(self, intervals=intervals, **changes)


def _number(field: str, value: Any, *, least: float = -math.inf, above: float = -math.inf) -> None:
    if not (isinstance(value, (int, float)) and math.isfinite(value) and value >= least and value > above):
        raise InputError("zone_setting", field=field, value=value)


def _duty(subject: str) -> dict[str, Any]:
    duties = knowledge()["duties"]
    return dict(duties["monitoring" if subject in _MEDIA else subject])


def citation(subject: str, kind: v.ZoneKind, as_of: pd.Timestamp) -> str:
    """Articles behind a duty of a kind of zone by the law of a day.

    Parameters
    ----------
    subject : str
        A duty.
    kind : ZoneKind
    as_of : Timestamp

    Returns
    -------
    str
        Full names and articles joined by ``；``; empty when no law of that day names the duty. An article that
        was not read in a source says so.
    """
    words = []
    for cite in _duty(subject)["cite"].get(str(kind), []):
        law = knowledge()["laws"][cite["law"]]
        starts, ends = law.get("from"), law.get("until")
        if (starts and as_of < pd.Timestamp(starts)) or (ends and as_of > pd.Timestamp(ends)):
            continue
        mark = "" if cite["status"] == "verified" else "（未核实）"
        words.append(f"{law['name']}{cite['place']}{mark}")
    return "；".join(words)


def actor(subject: str, kind: v.ZoneKind) -> str:
    """The role word of who must act."""
    return str(_duty(subject)["actor"][str(kind)])


def say(section: str, code: str, language: str, **facts: object) -> str:
    """The sentence of a code; ``Medium`` and ``Duty`` facts are put in words, days as dates."""
    return text(section, code, language, **{name: _fact(value, language) for name, value in facts.items()})


def _fact(value: object, language: str) -> str:
    if isinstance(value, (v.Medium, v.Duty)):
        return text("zone_duties", str(value), language)
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)
