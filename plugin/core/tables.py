"""Columns of every table that crosses a border of the core.

``ROLES`` gives the canonical columns of each role; readers in ``plugin/io`` produce them, headers and words come
from ``resources/fields.yaml``. A normalised table keeps one row for each row of its source, in order.

Types of columns
    text    ``str`` or None
    number  float64, NaN for null
    date    datetime64[ns] (midnight), NaT for null; a month or a year is its first day, see below
    bool    object of True, False or None
    word    one of the stored words of ``vocabulary``, or None
    class   1.0 or 2.0, NaN for null: land class of GB 36600-2018

A cell that held something which could not be read is null, and True in a second column ``<name>__unreadable`` (bool;
the column is absent when nothing was unreadable). Null and unreadable are different facts.
Where a date column holds a month or a year, a second column ``<name>__until`` (date) gives the last day that may be
meant, the day itself where it is exact; it is absent when all are exact. What would end or lift something counts from
the last day, and is unknown while the day looked at lies within the period; what begins counts from the first.
Geometry is kept beside the frame as an array of shapely geometries or None, in the CRS of the source.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import vocabulary as v

UNREADABLE = "__unreadable"
UNTIL = "__until"


@dataclasses.dataclass(frozen=True)
class Column:
    """One canonical column: name, type, and the enum of its words when the type is ``word``."""

    name: str
    type: str = "text"
    words: Any = None                              # a subclass of vocabulary.Word


def _columns(*specs: str | Column) -> tuple[Column, ...]:
    return tuple(s if isinstance(s, Column) else Column(*s.split(":")) for s in specs)


_PLACE = ("district_code", "city", "county", "address", "bounds_text", "area_m2:number", "longitude:number",
          "latitude:number", "x:number", "y:number", "accuracy_m:number")
"""How an entry without polygon says where it is: centre in degrees, or x = northing and y = easting as printed."""

ROLES: dict[v.Role, tuple[Column, ...]] = {
    v.Role.PARCELS: _columns(
        "parcel_id", "name", "use_code", "use_name", "use_scheme", "current_use_code", "current_use_name",
        "current_use_scheme", "case_no", "project_industry", "facilities", "district_code", "city", "county",
        "use_changed_on:date", "applied_on:date", "approved_on:date", "decided_on:date", "works_begun_on:date",
        "longitude:number", "latitude:number"),
    v.Role.CURRENT_USE: _columns("entry_id", "use_code", "use_name", "use_scheme"),
    v.Role.REGISTRY: _columns(
        "entry_id", "name", Column("list_kind", "word", v.ListKind), Column("list_status", "word", v.ListStatus),
        "change_kind", Column("stage", "word", v.Stage), "target_met:bool", "risk_level", "pollutants",
        "listed_on:date", "removed_on:date", "target_class:class", "use_limits", "aftercare",
        "left_undeveloped:bool", "not_treatable:bool", "responsible_party", *_PLACE),
    v.Role.NEGATIVE_LIST: _columns(
        "entry_id", "plot_id", "name", "barred_uses", "condition", "valid_from:date", "valid_until:date", "issuer",
        "document", *_PLACE),
    v.Role.SURVEY_AREAS: _columns(
        "entry_id", "plot_id", "name", Column("phase", "word", v.SurveyPhase),
        Column("conclusion", "word", v.SurveyConclusion), Column("review_result", "word", v.ReviewResult),
        "reviewed_on:date", "review_no", "filed_on:date", "land_class:class", "suspected:bool", *_PLACE),
    v.Role.SAMPLES: _columns(
        "sample_id", "point_id", "depth_top_m:number", "depth_bottom_m:number", "pollutant", "cas",
        "value:number", "below_detection:bool", "detection_limit:number", "unit", "sampled_on:date", "sample_type",
        "medium", "longitude:number", "latitude:number", "x:number", "y:number"),
    v.Role.RISK_ASSESSMENTS: _columns(
        "entry_id", "plot_id", "name", Column("result", "word", v.RiskResult), "target_class:class",
        Column("review_result", "word", v.ReviewResult), "reviewed_on:date", *_PLACE),
    v.Role.INDUSTRIAL_LAND: _columns(
        "entry_id", "name", "industry", "industry_code", "industry_edition", "hazardous_waste:bool",
        "key_unit:bool", "from_on:date", "until_on:date", *_PLACE),
    v.Role.ORDERED_SURVEYS: _columns("entry_id", "name", "ordered_by", "ordered_on:date", *_PLACE),
    v.Role.FARMLAND: _columns("entry_id", Column("category", "word", v.FarmlandCategory)),
    v.Role.BASIC_FARMLAND: _columns("entry_id"),
    v.Role.CONTROL_ZONES: _columns(
        "zone_id", "name", Column("zone_kind", "word", v.ZoneKind), "plot_ids", "drawn_on:date", "lifted_on:date",
        "issuer", "document", "forbids", "notice_on:date"),
    v.Role.SIGNS: _columns("sign_id", "zone_id", "kind", "set_on:date", "taken_down_on:date", "longitude:number",
                           "latitude:number", "x:number", "y:number"),
    v.Role.POINTS: _columns("point_id", "zone_id", Column("medium", "word", v.Medium), "interval_days:number",
                            "longitude:number", "latitude:number", "x:number", "y:number"),
    v.Role.RECORDS: _columns(
        "record_id", "point_id", "zone_id", Column("medium", "word", v.Medium), "recorded_on:date", "pollutant",
        "value:number", "below_detection:bool", "detection_limit:number", "unit"),
    v.Role.NOTICES: _columns("notice_id", "zone_id", "published_on:date", "document", "issuer"),
    v.Role.EVIDENCE: _columns(
        Column("role", "word", v.Role), "subject_id", "parcel_id", Column("statement", "word", v.Statement), "holder",
        "document", "date:date", "person"),
    v.Role.LOCATED: _columns(
        Column("role", "word", v.Role), "entry_id", Column("settlement", "word", v.Settlement), "radius_m:number",
        "person", "date:date", "document", "longitude:number", "latitude:number", "x:number", "y:number"),
}

ISSUED = "issued_on"
"""Day of the issue that says of an entry of the registry what it holds, where one table was made of several issues."""
ID_COLUMN: dict[v.Role, str] = {
    role: next((c.name for c in columns if c.name.endswith("_id")), columns[0].name)
    for role, columns in ROLES.items()
}
"""The column by which a row of the role is called."""


@dataclasses.dataclass
class Source:
    """Where a table came from, for the run record; everything that was assumed or repaired is in ``notes``."""

    path: str = ""
    layer: str = ""
    sha256: str = ""
    rows: int = 0
    crs: str = ""
    datum: str = ""                              # that title or column of a table name, in their words
    encoding: str = ""
    title: str = ""
    edition: Optional[v.EditionKind] = None      # None: nobody was asked and nothing was found
    edition_date: Optional[pd.Timestamp] = None
    edition_known: str = ""                      # "2026" or "2026-10" where no more is known of that date
    list_kind: Optional[v.ListKind] = None       # of the whole list, from title, name or the person's word
    notes: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    """Dicts of ``code`` (a message of section ``notes``) and facts; ``row`` where one row is meant."""


@dataclasses.dataclass
class RoleTable:
    """A normalised table of one role.

    ``frame`` has a RangeIndex, the canonical columns of ``ROLES[role]`` that exist in the source, and ``source_row``
    (the row as a person counts it in the source, from 1 for the first data row). ``geometry`` is an array of the same
    length, None for a table without places. ``original`` keeps the source's own columns (parcels only).
    """

    role: v.Role
    frame: pd.DataFrame
    geometry: Optional[npt.NDArray[np.object_]] = None
    crs: Any = None                                # pyproj.CRS
    source: Source = dataclasses.field(default_factory=Source)
    original: Optional[pd.DataFrame] = None

    def column(self, name: str) -> pd.Series:
        """The column, or one of nulls when the source lacks it."""
        if name in self.frame:
            return self.frame[name]
        kind = next(c.type for c in ROLES[self.role] if c.name == name)
        if kind in ("number", "class"):
            return pd.Series(np.nan, self.frame.index, float)
        if kind == "date":
            return pd.Series(pd.NaT, self.frame.index, "datetime64[ns]")
        return pd.Series(None, self.frame.index, object)

    def unreadable(self, name: str) -> npt.NDArray[np.bool_]:
        """Where the source held something in this column that could not be read."""
        if name + UNREADABLE in self.frame:
            return self.frame[name + UNREADABLE].to_numpy(bool)
        return np.zeros(len(self.frame), bool)

    def until(self, name: str) -> pd.Series:
        """Last day that a date column may mean; the day itself where it is exact, NaT where it is null."""
        day = self.column(name)
        return self.frame[name + UNTIL].fillna(day) if name + UNTIL in self.frame else day


def framed(columns: Mapping[str, Any], count: int) -> pd.DataFrame:
    """A table of columns (arrays or Series, taken by position) as they are, none of them copied.

    Left to itself pandas looks through texts for days and lays columns of one type together.
    """
    index = pd.RangeIndex(count)
    series = {}
    for name, column in columns.items():
        one = series[name] = (column.copy(deep=False) if isinstance(column, pd.Series)
                              else pd.Series(column, dtype=object if column.dtype == object else None, copy=False))
        one.index = index
    return pd.DataFrame(series, index, copy=False)


FINDINGS = ("finding_id", "parcel_id", "rule", "verdict", "due_step", "due_now", "basis", "subject_kind", "subject_id",
            "overlap_m2", "share", "distance_m", "pollutant", "value_mg_kg", "limit_mg_kg", "citation", "message_zh",
            "message_en", "actor")
CHECKS = ("parcel_id", "check", "state", "share", "reason", "could_be")
SAMPLES_JUDGED = ("parcel_id", "point_id", "state", "pollutant", "value_mg_kg", "limit_mg_kg", "reason_zh", "reason_en")
"""Columns of what the samples of a parcel show at each place: ``state`` is a word of ``vocabulary.SampleState``."""
REVIEWED = ("parcel_id", "use_classes", "area_m2", "verdict", "could_be", "complete", "assumed", "due_step", "due_now",
            "rules", "reasons_zh", "reasons_en", "next_step_zh", "next_step_en")
"""Columns that ``parcels_reviewed`` adds to those of the input."""
