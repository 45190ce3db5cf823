"""From places and attributes to facts: what is known of every parcel, and of every parcel with every subject.

Three grains: a parcel, a parcel with a subject (plot, list area, zone, survey ...), a parcel with a pollutant. A fact
that is not known is *unknown* (see ``tri`` and ``rules``), never false. ``NAMES`` is the vocabulary that rule packs
may use.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .distinct import each
from .locate import normal_name
from .overlay import ContactCode as Touch
from .overlay import Pairs, without
from .rules import Facts, Words
from .tables import RoleTable
from .tri import Bools, Tri
from .uses import Uses

Ints = npt.NDArray[np.intp]
Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

_USE = ("residential", "public_service", "commercial", "school", "medical", "elderly_care", "sensitive",
        "other_public", "industrial", "mining_or_storage", "farmland", "construction", "urban_construction",
        "community_park", "polluting")
_PARCEL = (*(f"use_{u}" for u in _USE), "land_class", "land_class_assumed", "unrelated_works", "use_changed",
           "change_assumed", "changed_unaccepted", "surveys_not_given", "survey_owed_unless_accepted",
           "step_ends_right", "current_use_known", "current_residential_or_public", "current_use_never_industrial",
           "farmland_or_unknown",
           "farmland_or_unknown_share", "assessment_acceptable", "has_samples", "has_results", "project_given",
           "project_pollutes", "sensitive_near", "siting_distance_set", "sensitive_within_local_distance", "as_of")
_PAIR = ("contact", "overlap_m2", "share", "distance_m")
NAMES: dict[str, tuple[str, ...]] = {
    "parcel": _PARCEL,
    "parcel_x_registry": (*_PAIR, "list_kind", "kind_assumed", "list_status", "status_assumed", "target_met",
                          "target_class", "target_suits", "limits_touch_use", "unaccepted", "unfiled",
                          "unaccepted_since_removal", "current_residential", "current_public_service"),
    "parcel_x_negative_list": (*_PAIR, "valid", "barred", "condition_kind"),
    "parcel_x_control_zone": (*_PAIR, "in_force", "forbidden"),
    "parcel_x_industrial_land": (*_PAIR, "six_industry", "hazardous_waste", "key_unit", "unaccepted", "unfiled"),
    "parcel_x_farmland": (*_PAIR, "category", "unaccepted"),
    "parcel_x_basic_farmland": (*_PAIR, "excepted"),
    "parcel_x_ordered_survey": (*_PAIR, "ordered", "unaccepted_since_order"),
    "parcel_x_survey": (*_PAIR, "accepted", "conclusion", "phase", "survey_class", "survey_age_years", "few_points",
                        "few_depths", "few_items"),
    "parcel_x_assessment": (*_PAIR, "accepted", "result", "settled_by_removal"),
    "parcel_x_pollutant": ("level", "settled_by_assessment", "settled_by_removal"),
    "findings": ("owed", "owed_assumed", "fired_any"),
}


def use_facts(uses: Uses) -> dict[str, Any]:
    """Facts of the proposed use, one row a parcel."""
    return {f"use_{name}": getattr(uses, name) for name in _USE}


_WORDS = ("overlap", "boundary", "near")
_CODES = np.full(len(Touch), -1, np.int32)
_CODES[Touch.OVERLAP], _CODES[Touch.BOUNDARY] = 0, 1


@dataclasses.dataclass
class Meeting:
    """Parcels of one layer of subjects that they meet or come near: r rows."""

    parcel: Ints
    subject: Ints
    contact: Words
    overlap_m2: Floats
    share: Floats
    distance_m: Floats
    width_m: Floats
    length_m: Floats
    pairs: Optional[Pairs]
    pair: Ints                        # where in the pairs the common area or line is; -1 where apart or not known

    @classmethod
    def of(cls, pairs: Optional[Pairs], area_m2: Floats, doubtful: Bools,
           near: Optional[tuple[Ints, Ints, Floats]] = None) -> Meeting:
        """From overlay pairs and, optionally, pairs apart (parcel, subject, distance)."""
        empty = np.zeros(0, np.intp)
        apart = near if near is not None else (empty, empty, np.zeros(0))
        a = pairs.a_index if pairs is not None else empty
        b = pairs.b_index if pairs is not None else empty
        k, m = len(a), len(apart[0])
        codes = np.full(k + m, 2, np.int32)
        if pairs is not None:
            codes[:k] = _CODES[pairs.contact]
        parcel = np.concatenate([a, apart[0]]).astype(np.intp)
        subject = np.concatenate([b, apart[1]]).astype(np.intp)
        codes[:k][doubtful[subject[:k]]] = -1
        overlap = np.concatenate([pairs.overlap_m2 if pairs is not None else [], np.zeros(m)])
        overlap[:k][doubtful[subject[:k]]] = np.nan
        pair = np.concatenate([np.arange(k), np.full(m, -1)])
        # A search circle is no outline of the plot: what it covers is not to be drawn as common area.
        pair[:k][doubtful[subject[:k]]] = -1
        with np.errstate(invalid="ignore", divide="ignore"):
            share = np.minimum(overlap / area_m2[parcel], 1.0)
        width = np.concatenate([pairs.width_m if pairs is not None else [], np.full(m, np.nan)])
        length = np.concatenate([pairs.length_m if pairs is not None else [], np.full(m, np.nan)])
        distance = np.concatenate([np.zeros(k), apart[2]])
        order = np.lexsort((subject, parcel))
        return cls(parcel[order], subject[order], Words(codes[order], _WORDS), overlap[order], share[order],
                   distance[order], width[order], length[order], pairs, pair[order])

    def __len__(self) -> int:
        return len(self.parcel)

    @functools.cached_property
    def geometry(self) -> Objects:
        """The common area or line of each row; None where apart or not known."""
        out = np.full(len(self), None, object)
        some = np.flatnonzero(self.pair >= 0)
        if self.pairs is not None and len(some):
            out[some] = self.pairs.shapes(self.pair[some])
        return out

    @property
    def overlaps(self) -> Bools:
        """Rows that certainly overlap."""
        return np.asarray(self.contact.codes == 0)

    @property
    def maybe(self) -> Bools:
        """Rows of which it is not known whether they overlap."""
        return np.asarray(self.contact.codes < 0)

    def keep(self, rows: Union[Bools, slice]) -> Meeting:
        """Some of the rows."""
        contact = Words(self.contact.codes[rows], self.contact.words)
        return Meeting(self.parcel[rows], self.subject[rows], contact, self.overlap_m2[rows], self.share[rows],
                       self.distance_m[rows], self.width_m[rows], self.length_m[rows], self.pairs, self.pair[rows])

    def facts(self, parent: Facts, **columns: Any) -> Facts:
        """Facts of this grain."""
        base: dict[str, Any] = {"contact": self.contact, "overlap_m2": self.overlap_m2, "share": self.share,
                "distance_m": self.distance_m}
        return Facts(self.parcel, {**base, **columns}, parent)


def thick(geometry: Objects, tolerance_m: float) -> Bools:
    """Whether an area is anywhere wider than the tolerance; None and empty are not."""
    out = np.zeros(len(geometry), bool)
    some = np.flatnonzero(~shapely.is_missing(geometry) & (shapely.area(geometry) > 0))
    out[some] = ~shapely.is_empty(shapely.buffer(geometry[some], -tolerance_m / 2))
    return out


def dated(table: RoleTable, name: str, as_of: pd.Timestamp, *, null: Optional[bool], begins: bool = False) -> Tri:
    """Whether the day of a column is on or before ``as_of``; ``null`` says what an empty cell means.

    A month or a year that holds ``as_of`` is unknown, unless it ``begins`` something: that counts from its first day.
    """
    day = table.column(name)
    missing = day.isna().to_numpy()
    unread = table.unreadable(name)
    if not begins:
        unread = unread | within(table, name, as_of)
    true = np.asarray((day <= as_of).to_numpy() | (missing & (null is True)))
    return Tri.of(true, unread | (missing & ~unread & (null is None)))


def within(table: RoleTable, name: str, as_of: pd.Timestamp) -> Bools:
    """Where a month or a year does not tell whether its day lies before or after ``as_of``."""
    return np.asarray(((table.column(name) <= as_of) & (table.until(name) > as_of)).to_numpy(bool))


def told(table: RoleTable, name: str) -> Tri:
    """A yes-or-no column: null is none recorded, only the unreadable is unknown."""
    values = table.column(name)
    return Tri.of((values == True).to_numpy(), table.unreadable(name))  # noqa: E712 (object column with None)


def recorded(table: RoleTable, name: str, nothing: frozenset[str]) -> Bools:
    """Where a text column records something."""
    if name not in table.frame:
        return np.zeros(len(table.frame), bool)
    texts = each(table.column(name), normal_name)
    return each(texts, lambda text: bool(text) and text not in nothing).astype(bool)


@dataclasses.dataclass
class Surveys:
    """Surveys as they lift duties."""

    given: bool
    share: Floats                     # how far the layer vouches for each parcel
    meeting: Meeting
    accepted: Tri                     # of each survey
    filed: Tri
    reviewed_on: npt.NDArray[np.datetime64]
    reviewed_until: npt.NDArray[np.datetime64]
    land_class: Floats

    def reviewed_after(self, rows: Ints, first: npt.NDArray[np.datetime64], last: npt.NDArray[np.datetime64]) -> Tri:
        """Whether surveys were reviewed on or after a day known from its first to its last; unknown without days."""
        begin, end = self.reviewed_on[rows], self.reviewed_until[rows]
        surely = begin >= last
        return Tri.of(surely, np.isnat(begin) | np.isnat(first) | (~surely & (end >= first)))

    def left_over(self, rows: Ints, region: Optional[Objects], parcels: Objects, eligible: Callable[[Ints, Ints], Tri],
                  tolerance_m: float) -> Tri:
        """Whether something of a region is not covered by an eligible survey.

        Parameters
        ----------
        rows : r positions of parcels
        region : r areas (None in an element: the whole parcel), or None for whole parcels
        eligible : function of (positions in ``rows``, positions in the meeting) giving Kleene truth of each survey

        Returns
        -------
        Tri of r rows
            True: certainly left over. Unknown: a survey that may count may cover it, or the layer does not vouch
            for the parcel. Not given at all: true, and the caller says that it was assumed.
        """
        r = len(rows)
        if not self.given:
            return Tri.constant(r, True)
        base = np.asarray(self.share[rows] < 1)
        left, maybe = ~base, base.copy()
        order = self.meeting.parcel                                    # sorted
        first, last = np.searchsorted(order, rows, "left"), np.searchsorted(order, rows, "right")
        count = last - first
        if not count.any():
            return Tri.of(left, maybe)
        at = np.repeat(np.arange(r), count)
        pair = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count) + np.repeat(first, count)
        truth = eligible(at, pair)
        solid = self.meeting.overlaps[pair]
        doubt = self.meeting.maybe[pair]
        sure = truth.true & solid
        open_ = ((truth.unknown & (solid | doubt)) | (truth.true & doubt))
        whole = np.zeros(r, bool)
        np.logical_or.at(whole, at[sure & (self.meeting.share[pair] >= 1 - 1e-12)], True)
        left[whole], maybe[whole] = False, False
        some = np.zeros(r, bool)
        some[at[sure | open_]] = True
        for i in np.flatnonzero(some & ~whole):
            mine = at == i
            area = parcels[rows[i]] if region is None or region[i] is None else region[i]
            rest = without(area, self.meeting.geometry[pair[mine & sure]])
            if not remains(np.array([rest], object), np.array([area], object), tolerance_m)[0]:
                left[i], maybe[i] = False, False
                continue
            if (mine & open_ & doubt).any():
                left[i], maybe[i] = False, True
                continue
            if (mine & open_).any():
                more = np.array([without(rest, self.meeting.geometry[pair[mine & open_]])], object)
                if not remains(more, np.array([area], object), tolerance_m)[0]:
                    left[i], maybe[i] = False, True
        return Tri.of(left & ~maybe, maybe)


def suits(target: Floats, land_class: Floats) -> Tri:
    """Whether a target class serves a land class: class 1 serves all, class 2 only class 2."""
    return Tri.of((target == 1) | ((target == 2) & (land_class == 2)), np.isnan(target) | np.isnan(land_class))


@dataclasses.dataclass
class Change:
    """Present use against proposed use, one row a parcel."""

    changed: Tri                      # an unknown present use counts as a change
    assumed: Bools                    # the change rests on an unknown present use alone
    region: Objects                   # the changed part, None for the whole parcel
    known: Bools                      # the present use is known somewhere
    covered: Bools                    # the present use is known over the whole parcel
    share_known: Floats
    never_industrial: Tri
    sensitive_now: Tri                # the whole parcel is residential or public land already
    farmland_or_unknown: Bools
    farmland_share: Floats
    differ: Bools                     # column and layer are both known and differ in consequence
    unread: Bools                     # the column is known, but not whether the layer differs: the graver is assumed
    layer_covered: Bools              # the layer tells the present use over the whole parcel
    layer_open: Bools                 # the column is known, but the layer here cannot be read
    label_zh: Objects
    label_en: Objects
    pieces: Optional[Meeting]
    layer_uses: Optional[Uses]
    column_uses: Optional[Uses]


def _residential_or_public(uses: Uses) -> Tri:
    """Residential or public land; a code that may stand for utilities too (08 of GB/T 21010) leaves it open."""
    inside = uses.residential | uses.public_service
    kinds, first, row = np.unique(uses.kind, return_index=True, return_inverse=True)
    vague = np.fromiter(("utility" in uses.may_be[i] for i in first), bool, len(kinds))[row.reshape(-1)]
    return Tri.of(inside.true & ~vague, inside.unknown | (inside.true & vague))


def present_use(parcels: Objects, area_m2: Floats, proposed: Uses, column: Optional[Uses],
                pieces: Optional[Meeting], layer: Optional[Uses], same: Callable[[Uses, Uses], Tri],
                tolerance_m: float, *, lost: bool = False) -> Change:
    """Compare the present use with the proposed one: the column wins where known, the graver counts if they differ.

    Whether they differ is not known where the layer cannot be read: where a piece has a use that nobody understands,
    or where it leaves a gap and has rows whose outline is missing or broken (``lost``).
    """
    n = len(parcels)
    region = np.full(n, None, object)
    layer_changed, layer_assumed = np.zeros(n, bool), np.ones(n, bool)
    layer_known, layer_covered = np.zeros(n, bool), np.zeros(n, bool)
    share_known = np.zeros(n)
    industrial, farm = np.zeros(n, bool), np.zeros(n, bool)
    ind_unknown, farm_share = np.ones(n, bool), np.ones(n)
    other_now, open_now = np.zeros(n, bool), np.ones(n, bool)
    unread = np.zeros(n, bool)
    label_zh, label_en = np.full(n, None, object), np.full(n, None, object)
    if pieces is not None and layer is not None:
        part = pieces.keep(pieces.overlaps & np.isfinite(area_m2[pieces.parcel]))
        now, then = layer.take(part.subject), proposed.take(part.parcel)
        is_same = same(now, then)
        known = now.known
        share_known = np.minimum(np.bincount(part.parcel, part.share * known, n), 1.0)
        gap = _gap(parcels, part, known, tolerance_m)
        layer_known = np.bincount(part.parcel[known], minlength=n) > 0
        layer_covered = layer_known & ~gap
        adrift = np.bincount(pieces.parcel[pieces.maybe], minlength=n) > 0
        unread = (np.bincount(part.parcel[~known], minlength=n) > 0) | (gap & (lost | adrift))
        other = known & is_same.false
        open_ = known & is_same.unknown
        layer_changed = np.bincount(part.parcel[other], minlength=n) > 0
        layer_assumed = gap | (np.bincount(part.parcel[open_], minlength=n) > 0)
        mixed = layer_changed & (np.bincount(part.parcel[is_same.true & known], minlength=n) > 0)
        same_rows = np.flatnonzero((is_same.true & known) & mixed[part.parcel])
        for p in np.unique(part.parcel[same_rows]):
            region[p] = without(parcels[p], part.geometry[same_rows[part.parcel[same_rows] == p]])
        heavy = now.industrial | now.mining_or_storage
        industrial[part.parcel[heavy.true]] = True
        ind_unknown = gap | (np.bincount(part.parcel[heavy.unknown], minlength=n) > 0)
        inside = _residential_or_public(now)
        other_now[part.parcel[known & inside.false]] = True
        open_now = gap | (np.bincount(part.parcel[known & inside.unknown], minlength=n) > 0)
        not_farm = known & now.farmland.false
        farm_share = np.clip(1 - np.bincount(part.parcel, part.share * not_farm, n), 0.0, 1.0)
        farm = gap | (np.bincount(part.parcel[~not_farm], minlength=n) > 0)
        farm_share[~farm] = 0.0
        for who, text, out in ((now.label_zh, "、", label_zh), (now.label_en, ", ", label_en)):
            _labels(part, who, out, text)
    else:
        farm = np.ones(n, bool)
    changed, assumed = layer_changed.copy(), ~layer_changed & layer_assumed
    differ, layer_open = np.zeros(n, bool), np.zeros(n, bool)
    never = Tri.of(~industrial & ~ind_unknown, ~industrial & ind_unknown)
    sensitive_now = Tri.of(~other_now & ~open_now, ~other_now & open_now)
    known_any, covered = layer_known.copy(), layer_covered.copy()
    if column is not None:
        told_ = column.known
        is_same = same(column, proposed)
        column_changed = told_ & is_same.false
        column_open = told_ & is_same.unknown
        differ = told_ & layer_known & (column_changed != layer_changed) & ~column_open
        alone = told_ & ~(layer_changed & differ)
        changed = np.where(told_, column_changed | (layer_known & layer_changed), changed)
        unread &= told_
        layer_open = unread.copy()
        assumed = np.where(told_, ~changed & (column_open | unread), assumed)
        region[alone | (column_changed & told_)] = None
        heavy = column.industrial | column.mining_or_storage
        never = Tri.of(np.where(told_, heavy.false & ~industrial & ~unread, never.true),
                       np.where(told_, (heavy.unknown | (heavy.false & unread)) & ~industrial, never.unknown))
        inside = _residential_or_public(column)
        sensitive_now = Tri.of(
            np.where(told_, inside.true & ~other_now & ~unread, sensitive_now.true),
            np.where(told_, (inside.unknown | (inside.true & unread)) & ~other_now, sensitive_now.unknown))
        column_farm = told_ & (~column.farmland.false | unread)
        farm = np.where(told_, column_farm | (layer_known & farm & (farm_share > 0) & ~column.farmland.false), farm)
        if layer is not None:
            layer_farm = np.zeros(n, bool)
            if pieces is not None:
                sure = layer.take(part.subject).farmland.true
                layer_farm[part.parcel[sure]] = True
            farm = farm | layer_farm
        farm_share = np.where(farm, np.where(told_ & ~layer_known, 1.0, np.maximum(farm_share, 1e-9)), 0.0)
        known_any, covered = known_any | told_, covered | told_
        share_known = np.where(told_, 1.0, share_known)
        named = told_ & (column_changed | ~changed)          # else it is the layer that tells of the change
        label_zh = np.where(named, column.label_zh, label_zh)
        label_en = np.where(named, column.label_en, label_en)
        unread &= assumed & ~column_open
    return Change(Tri.of(changed | assumed), assumed, region, known_any, covered, share_known, never,
                  sensitive_now, farm, farm_share,
                  differ, unread, layer_covered, layer_open, label_zh, label_en, pieces, layer, column)


def _gap(parcels: Objects, part: Meeting, known: Bools, tolerance_m: float) -> Bools:
    """Where pieces of known use leave something of the parcel uncovered that is wider than the tolerance."""
    n = len(parcels)
    whole = np.zeros(n, bool)
    whole[part.parcel[known & (part.share >= 1 - 1e-9)]] = True
    sure = np.bincount(part.parcel, part.share * known, n)
    area = shapely.area(parcels)
    # Pieces may overlap each other, so a full sum proves nothing by itself; a sum that lacks more than a seam does.
    perimeter = shapely.length(parcels)
    gap = ~whole & (np.nan_to_num(area * (1 - sure)) > np.nan_to_num(perimeter) * tolerance_m)
    check = np.flatnonzero(~whole & ~gap & ~shapely.is_missing(parcels))
    if len(check):
        mine = np.isin(part.parcel, check) & known
        rows = np.flatnonzero(mine)
        groups = pd.Series(rows).groupby(part.parcel[rows]).indices
        left = np.array([without(parcels[p], part.geometry[rows[groups[p]]]) if p in groups else parcels[p]
                         for p in check], object)
        gap[check] = remains(left, parcels[check], tolerance_m)
    return gap


def remains(left: Objects, whole: Objects, tolerance_m: float) -> Bools:
    """Whether more than seams is left of areas; of one that is itself thinner than a seam, more than a hundredth.

    Seams together take no more than a rim of the tolerance all around: a comb of thin gaps is no seam.
    """
    size = np.nan_to_num(shapely.area(left))
    strip = ~thick(whole, tolerance_m) & (size > 0.01 * shapely.area(whole))
    return thick(left, tolerance_m) | strip | (size > tolerance_m * shapely.length(whole))


def _labels(part: Meeting, names: Objects, out: Objects, joint: str) -> None:
    """Names of the present uses of each parcel, the largest first."""
    order = np.lexsort((-part.overlap_m2, part.parcel))
    parcel = part.parcel[order]
    start = np.flatnonzero(np.diff(parcel, prepend=-1))
    end = np.append(start[1:], len(parcel))
    single = end - start == 1
    out[parcel[start[single]]] = names[order[start[single]]]
    for s, e in zip(start[~single], end[~single]):
        out[parcel[s]] = joint.join(dict.fromkeys(str(x) for x in names[order[s:e]] if x))


def act_days(parcels: RoleTable, as_of: pd.Timestamp) -> npt.NDArray[np.datetime64]:
    """The day on which the parcel's use was decided, by which it is judged what was owed; NaT where unreadable.

    The earliest of change of use, approval and decision that lies on or before ``as_of``; without any, ``as_of``.
    """
    n = len(parcels.frame)
    day = np.full(n, np.datetime64(as_of, "ns"))
    unread = np.zeros(n, bool)
    for name in ("use_changed_on", "approved_on", "decided_on"):
        values = parcels.column(name).to_numpy("datetime64[ns]")
        day = np.where(~np.isnat(values) & (values < day), values, day)
        unread |= parcels.unreadable(name)
    day[unread] = np.datetime64("NaT")
    return day.astype("datetime64[D]")


def words_at(values: Sequence[Any]) -> Words:
    """A column of stored words."""
    return Words.of([None if x is None or x != x else str(x) for x in values])
