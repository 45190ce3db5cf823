"""Which polygons meet, by how much, how wide, how far: overlaps that are believed only after a second look.

All arrays of polygons are 2D and valid (``geometry.repair``) or None, in one metric CRS; a null meets nothing. Pairs
are sorted by the first index, then the second. No result depends on the order of vertices or rows.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Union

import numpy as np
import numpy.typing as npt
import shapely

from .geometry import Bools, Floats, Geometries, extent, only_areas, shifted, valid_again
from .progress import Progress, Silent, checkpoint
from .vocabulary import Contact

Indices = npt.NDArray[np.intp]
PerSubject = Union[float, Floats]

SLICE = 20_000
"""Pairs between two checkpoints, so that a thread never holds the interpreter long."""

_EXACT = 1e-6                    # metres: an overlap exactly as wide as the tolerance is not thinner than it
_TOUCH_M = 1e-5                  # metres: boxes farther apart than this hold nothing that touches
_SAME_M2, _SAME_SHARE = 1e-3, 1e-7    # two ways to the same area may differ by this much
_FEW = 100                       # pairs for which preparing polygons does not pay
_EDGE_PAIRS = 400_000            # of one step of the second method, bounds its memory


class ContactCode(enum.IntEnum):
    """``vocabulary.Contact`` as int8; ``CONTACT_WORDS[code]`` is the stored word."""

    NONE = 0
    NEAR = 1
    BOUNDARY = 2
    THIN = 3
    UNKNOWN = 4
    OVERLAP = 5


CONTACT_WORDS: Geometries = np.array([
    Contact.NONE, Contact.NEAR, Contact.BOUNDARY, Contact.THIN, Contact.UNKNOWN, Contact.OVERLAP], dtype=object)

_CUT, _A_INSIDE, _B_INSIDE, _LATER = 0, 1, 2, 3


class Boxes:
    """Polygons with their boxes and the tree over them: made once for a layer that several overlays use.

    Parameters
    ----------
    geometry : array of n geometries or None
    """

    def __init__(self, geometry: Geometries) -> None:
        self.geometry: Geometries = np.asarray(geometry, dtype=object)
        self.bounds: Floats = np.asarray(shapely.bounds(self.geometry), float)
        self.edges: _Edges | None = None

    @functools.cached_property
    def tree(self) -> Any:
        """The ``shapely.STRtree``, built when first asked for."""
        return shapely.STRtree(self.geometry)

    @functools.cached_property
    def extent(self) -> Floats:
        """(west, south, east, north) of all; NaN where there is nothing."""
        return self.bounds[0] if len(self.bounds) == 1 else extent(self.geometry)

    def candidates(self, polygon: Any, *, radius_m: float = 0.0) -> Indices:
        """Which have a box that meets that of a polygon, grown by a radius; sorted."""
        west, south, east, north = polygon.bounds
        found = self.tree.query(shapely.box(west - radius_m, south - radius_m, east + radius_m, north + radius_m))
        found.sort()
        return np.asarray(found)

    def edges_of(self, rows: Indices) -> tuple[_Edges, Indices]:
        """Edges that hold those of some polygons, and where those of each are."""
        if self.edges is not None:
            return self.edges, rows
        some, at = np.unique(rows, return_inverse=True)
        return _Edges(self.geometry[some]), at


Polygons = Union[Geometries, Boxes]


def _boxes(geometry: Polygons) -> Boxes:
    return geometry if isinstance(geometry, Boxes) else Boxes(geometry)


@dataclasses.dataclass(frozen=True)
class Pairs:
    """k pairs of polygons that meet, or k pairs within a distance.

    ``contact`` holds ``ContactCode``. ``overlap_m2`` is planar, 0 for a mere touch, NaN where ``contact`` is UNKNOWN.
    ``width_m`` and ``length_m`` are those of a BOUNDARY or THIN contact (mean width of the strip, shared length), NaN
    elsewhere. ``distance_m`` is 0 where polygons meet. ``doubtful`` marks pairs with a polygon of doubtful outline.
    """

    a: Geometries
    b: Geometries
    a_index: Indices
    b_index: Indices
    contact: npt.NDArray[np.int8]
    overlap_m2: Floats
    width_m: Floats
    length_m: Floats
    distance_m: Floats
    doubtful: Bools
    cut: Geometries             # the overlap where neither polygon lies in the other, else None
    how: npt.NDArray[np.int8]   # where the overlap is: in `cut`, all of a, all of b, or made when asked for

    def __len__(self) -> int:
        return len(self.a_index)

    @property
    def words(self) -> Geometries:
        """``vocabulary.Contact`` of each pair."""
        return np.asarray(CONTACT_WORDS[self.contact])

    @property
    def geometry(self) -> Geometries:
        """The overlap of each pair: polygons, or the line of a touch; None where it is unknown or apart."""
        return self.shapes(np.arange(len(self)))

    def shapes(self, rows: Indices) -> Geometries:
        """``geometry`` of some pairs."""
        if (self.how[rows] == _LATER).any():              # who looks at one most often looks at all
            later = np.flatnonzero(self.how == _LATER)
            a, b, every = self.a[self.a_index[later]], self.b[self.b_index[later]], np.arange(len(later))
            self.cut[later], *_ = _intersection(Boxes(a), Boxes(b), every, every, self.overlap_m2[later])
            self.how[later] = _CUT
        out, how = self.cut[rows], self.how[rows]
        for code, polygons, index in ((_A_INSIDE, self.a, self.a_index), (_B_INSIDE, self.b, self.b_index)):
            inside = np.flatnonzero(how == code)
            out[inside] = polygons[index[rows[inside]]]
        return out

    def take(self, which: Bools | Indices) -> Pairs:
        """The pairs chosen by a mask or by positions."""
        chosen = {f.name: getattr(self, f.name)[which] for f in dataclasses.fields(self) if f.name not in ("a", "b")}
        return Pairs(self.a, self.b, **chosen)


def overlay_pairs(a: Polygons, b: Polygons, *, tolerance_m: float = 0.5, accuracy_m: PerSubject = 0.5,
                  accuracy_a_m: PerSubject = 0.0, doubtful_a: Bools | None = None,
                  doubtful_b: Bools | None = None, reach_a: Geometries | None = None,
                  reach_b: Geometries | None = None, progress: Progress | None = None) -> Pairs:
    """Every pair of a polygon of ``a`` and one of ``b`` that meet, with area, width and kind of contact.

    Parameters
    ----------
    a, b : arrays of n and m valid polygons or None, in one CRS in metres; or ``Boxes`` of such, to share their tree
    tolerance_m : float
        An overlap that is gone after erosion by half of it is BOUNDARY, whatever its area. Where a polygon is itself
        thinner than that, depth counts instead: what reaches deeper than the tolerance into the other is OVERLAP.
    accuracy_m, accuracy_a_m : float or array of m, of n
        How well outlines are known; above the tolerance but gone after erosion by half of the larger one is THIN.
    doubtful_a, doubtful_b : bool arrays, optional
        Marks that the pairs carry on.
    reach_a, reach_b : arrays of n, m polygons or None, optional
        ``Repaired.reach``: meets that only these show are UNKNOWN, with NaN for the area.

    Returns
    -------
    Pairs
        Mere touches with a shared line are BOUNDARY of width 0; polygons that share only points are left out.

    Notes
    -----
    Overlay engines give zero, or too much, for some valid polygons. So each area is computed a second time by
    integration over edges, without any topology, and held against bounds and both areas. Where they disagree, A minus
    B, a grid and a moved origin are tried; UNKNOWN when none agrees.
    """
    progress = progress or Silent()
    one, two = _boxes(a), _boxes(b)
    found: list[Pairs] = []
    for fraction, i, j in _candidates(one, two):
        checkpoint(progress, 0.95 * fraction)
        found.append(_meet_safely(one, two, i, j, tolerance_m, accuracy_m, accuracy_a_m))
    pairs = _joined(one.geometry, two.geometry, found)
    pairs = _merge_split(pairs, pairs.a_index, tolerance_m, accuracy_m, accuracy_a_m)
    for reach, doubtful, of_a in ((reach_a, doubtful_a, True), (reach_b, doubtful_b, False)):
        if reach is not None and not shapely.is_missing(reach).all():
            reaching = _boxes(np.asarray(reach, dtype=object))
            pairs = _with_reach(pairs, reaching.geometry, of_a, [
                (i, j) for _, i, j in _candidates(*((reaching, two) if of_a else (one, reaching)))])
        if doubtful is not None:
            mark = np.asarray(doubtful, bool)[pairs.a_index if of_a else pairs.b_index]
            pairs = dataclasses.replace(pairs, doubtful=pairs.doubtful | mark)
    checkpoint(progress, 1.0)
    return pairs


# --- candidates -----------------------------------------------------------------------------------------------

def _candidates(a: Boxes, b: Boxes, grow: float = 0.0) -> Iterator[tuple[float, Indices, Indices]]:
    """Pairs whose boxes (grown by ``grow`` metres) meet, in slices: fraction done, indices of a and of b."""
    if not len(a.bounds) or not len(b.bounds):
        return
    swap = len(a.bounds) > len(b.bounds)       # the tree stands on the larger side, the smaller one asks
    tree, box = (a.tree, b.bounds) if swap else (b.tree, a.bounds)
    ask = np.flatnonzero(~np.isnan(box[:, 0]))
    grown = shapely.box(box[:, 0] - grow, box[:, 1] - grow, box[:, 2] + grow, box[:, 3] + grow)
    step = max(1, min(2_000, len(ask)))
    held: list[npt.NDArray[np.intp]] = []
    size = 0
    for start in range(0, len(ask), step):
        part = ask[start:start + step]
        asked, there = tree.query(grown[part])
        held.append(np.stack([part[asked], there]))
        size += len(asked)
        last = start + step >= len(ask)
        if size >= SLICE or last:
            one, two = np.concatenate(held, axis=1)
            held, size = [], 0
            for at in range(0, len(one), SLICE):
                done = (start + step * min(1.0, (at + SLICE) / len(one))) / (len(ask) + step)
                i, j = (two, one) if swap else (one, two)
                yield min(1.0, done), i[at:at + SLICE], j[at:at + SLICE]


def _hits(a: Geometries, b: Geometries, nested: Bools) -> Bools:
    """Which candidate pairs meet, ``nested`` those of which one box lies in the other."""
    hit = np.asarray(shapely.intersects(a, b))
    # An engine that misses a polygon wholly inside another one is not believed: distance is other code.
    check = np.flatnonzero(~hit & nested)
    hit[check] = shapely.distance(a[check], b[check]) == 0
    return hit


def _prepared(geometry: Geometries, rows: Indices) -> Geometries:
    """Polygons of some rows, prepared: copies, because others may ask the same polygons in other threads."""
    some, at = (rows[:1], rows) if len(geometry) == 1 else np.unique(rows, return_inverse=True)
    copies: Geometries = np.asarray(shapely.force_2d(geometry[some]), dtype=object)
    shapely.prepare(copies)
    return copies[at]


def _nested(inner: Floats, outer: Floats) -> Bools:
    return np.asarray((inner[:, 0] >= outer[:, 0]) & (inner[:, 1] >= outer[:, 1])
                      & (inner[:, 2] <= outer[:, 2]) & (inner[:, 3] <= outer[:, 3]))


# --- one slice ------------------------------------------------------------------------------------------------

def _meet_safely(one: Boxes, two: Boxes, i: Indices, j: Indices, tolerance_m: float, accuracy_m: PerSubject,
                 accuracy_a_m: PerSubject, later: bool = False) -> Pairs:
    """Contacts of candidate pairs; a pair at which the engine gives up is tried mended, then it is UNKNOWN."""
    try:
        return _meet(one, two, i, j, tolerance_m, accuracy_m, accuracy_a_m, later)
    except shapely.errors.GEOSException:
        if len(i) > 1:
            half = len(i) // 2
            return _joined(one.geometry, two.geometry, [
                _meet_safely(one, two, i[part], j[part], tolerance_m, accuracy_m, accuracy_a_m, later)
                for part in (slice(None, half), slice(half, None))])
    if not len(i):
        return _blank(one.geometry, two.geometry, i, j)
    a, b = valid_again(one.geometry[i]), valid_again(two.geometry[j])
    if not shapely.is_missing([a[0], b[0]]).any():
        zero = np.zeros(1, np.intp)
        larger = float(_larger(accuracy_m, accuracy_a_m, i, j)[0])
        try:
            got = _meet(Boxes(a), Boxes(b), zero, zero, tolerance_m, larger, 0.0)
        except shapely.errors.GEOSException:
            pass
        else:
            return dataclasses.replace(got, a=one.geometry, b=two.geometry, a_index=i[:len(got)], b_index=j[:len(got)],
                                       cut=got.geometry, how=np.full(len(got), _CUT, np.int8))
    return dataclasses.replace(_blank(one.geometry, two.geometry, i, j), overlap_m2=np.full(1, np.nan),
                               contact=np.full(1, ContactCode.UNKNOWN, np.int8), doubtful=np.ones(1, bool))


def _meet(one: Boxes, two: Boxes, i: Indices, j: Indices, tolerance_m: float, accuracy_m: PerSubject,
          accuracy_a_m: PerSubject, later: bool = False) -> Pairs:
    """Contacts of candidate pairs; ``later``: no overlap is cut out whose kind is certain from its area."""
    a, b, box_a, box_b = one.geometry, two.geometry, one.bounds, two.bounds
    of_a = _prepared(a, i) if len(a) == 1 else a[i]          # the one that asks, or all that are asked often
    of_b = _prepared(b, j) if len(j) > _FEW else b[j]
    in_b, in_a = _nested(box_a[i], box_b[j]), _nested(box_b[j], box_a[i])
    hit = _hits(of_a, of_b, in_a | in_b) if len(a) == 1 else _hits(of_b, of_a, in_a | in_b)
    i, j, in_a, in_b = i[hit], j[hit], in_a[hit], in_b[hit]
    of_a, of_b = of_a[hit], of_b[hit]
    how = np.full(len(i), _CUT, np.int8)
    look = np.flatnonzero(in_b)
    how[look[shapely.covers(of_b[look], of_a[look])]] = _A_INSIDE
    look = np.flatnonzero(in_a & (how == _CUT))
    how[look[shapely.covers(of_a[look], of_b[look])]] = _B_INSIDE

    cut = np.full(len(i), None, object)
    overlap = np.where(how == _A_INSIDE, shapely.area(of_a), shapely.area(of_b))
    known = np.ones(len(i), bool)
    length = np.zeros(len(i))
    larger = _larger(accuracy_m, accuracy_a_m, i, j)
    work = np.flatnonzero(how == _CUT)
    if len(work):
        second = _in_common(one, two, i[work], j[work])
        if later:
            wide = _surely_wide(a[i[work]], b[j[work]], second, np.fmax(larger[work], tolerance_m))
            how[work[wide]], overlap[work[wide]] = _LATER, second[wide]
            work, second = work[~wide], second[~wide]
    if len(work):
        cut[work], overlap[work], length[work], known[work] = _intersection(one, two, i[work], j[work], second)
    none = known & (overlap == 0) & (length == 0)             # only points are shared
    if none.any():
        i, j, how, cut, overlap, length, known, larger = (
            x[~none] for x in (i, j, how, cut, overlap, length, known, larger))
    pairs = dataclasses.replace(_blank(a, b, i, j), how=how, cut=cut, overlap_m2=np.where(known, overlap, np.nan),
                                length_m=np.where(how == _CUT, length, 0.0))
    return _classified(pairs, known, tolerance_m, larger)


def _surely_wide(a: Geometries, b: Geometries, area: Floats, width_m: Floats) -> Bools:
    """Where polygons that meet have so much in common, by integration, that it is wider than a width anywhere.

    What they have in common has at most the perimeter of both, and a disc of radius area over perimeter fits into it.
    """
    return np.asarray((area > width_m / 2 * (shapely.length(a) + shapely.length(b)) + _SAME_M2)
                      & (area <= np.fmin(shapely.area(a), shapely.area(b))))


def _larger(accuracy_m: PerSubject, accuracy_a_m: PerSubject, i: Indices, j: Indices) -> Floats:
    """The larger accuracy of each pair."""
    of_a = accuracy_a_m[i] if isinstance(accuracy_a_m, np.ndarray) else accuracy_a_m
    of_b = accuracy_m[j] if isinstance(accuracy_m, np.ndarray) else accuracy_m
    return np.broadcast_to(np.fmax(of_a, of_b), i.shape)


def _blank(a: Geometries, b: Geometries, i: Indices, j: Indices) -> Pairs:
    k = len(i)
    return Pairs(a, b, i, j, np.zeros(k, np.int8), np.zeros(k), np.full(k, np.nan), np.full(k, np.nan), np.zeros(k),
                 np.zeros(k, bool), np.empty(k, object), np.zeros(k, np.int8))


def _joined(a: Geometries, b: Geometries, found: list[Pairs]) -> Pairs:
    """Slices as one, sorted."""
    none = np.zeros(0, np.intp)
    found = found or [_blank(a, b, none, none)]
    names = [f.name for f in dataclasses.fields(Pairs) if f.name not in ("a", "b")]
    whole = {name: np.concatenate([getattr(p, name) for p in found]) for name in names}
    order = np.lexsort((whole["b_index"], whole["a_index"]))
    return Pairs(a, b, **{name: column[order] for name, column in whole.items()})


def _survives(geometry: Geometries, width_m: Floats) -> Bools:
    """Whether something is left of each polygon after erosion by half of a width."""
    area, around = shapely.area(geometry), shapely.length(geometry)
    # Some disc of radius area over perimeter fits into every polygon, so most need no erosion.
    out = np.asarray(area > width_m / 2 * around)
    look = np.flatnonzero(~out & (area > 0))
    if len(look):
        out[look] = ~shapely.is_empty(shapely.buffer(geometry[look], _EXACT - width_m[look] / 2))
    return out


def _strip(area: Floats, around: Floats) -> tuple[Floats, Floats]:
    """Length and mean width of a strip of this area and perimeter."""
    length = (around + np.sqrt(np.maximum(around ** 2 - 16 * area, 0))) / 4
    with np.errstate(invalid="ignore", divide="ignore"):
        return length, np.where(length > 0, area / length, 0.0)


def _classified(pairs: Pairs, known: Bools, tolerance_m: float, accuracy: Floats) -> Pairs:
    """Kind of contact, and width and length of thin ones; ``length_m`` comes in as the length of mere touch."""
    k = len(pairs)
    code = np.where(known, ContactCode.OVERLAP, ContactCode.UNKNOWN).astype(np.int8)
    width, length = np.full(k, np.nan), np.full(k, np.nan)
    look = np.flatnonzero(known & (pairs.how != _LATER))      # those are wide
    if len(look):
        shape, limit = pairs.shapes(look), np.fmax(accuracy[look], tolerance_m)
        thin = ~_survives(shape, np.full(len(look), tolerance_m))
        kind = np.where(thin, ContactCode.BOUNDARY, ContactCode.OVERLAP)
        some = np.flatnonzero(~thin & (limit > tolerance_m))
        if len(some):
            kind[some[~_survives(shape[some], limit[some])]] = ContactCode.THIN
        some = np.flatnonzero(thin & (pairs.overlap_m2[look] > 0))
        if len(some):
            kind[some[_reaches_deep(pairs, look[some], tolerance_m)]] = ContactCode.OVERLAP
        code[look] = kind
        some = np.flatnonzero(kind != ContactCode.OVERLAP)
        if len(some):
            long, wide = _strip(pairs.overlap_m2[look[some]], shapely.length(only_areas(shape[some])))
            length[look[some]] = np.nan_to_num(long) + pairs.length_m[look[some]]
            width[look[some]] = np.nan_to_num(wide)
    return dataclasses.replace(pairs, contact=code, width_m=width, length_m=length)


def _reaches_deep(pairs: Pairs, at: Indices, tolerance_m: float) -> Bools:
    """Whether an overlap is thin only because one polygon is, which lies deeper in the other than the tolerance."""
    deep = np.zeros(len(at), bool)
    a, b = pairs.a[pairs.a_index[at]], pairs.b[pairs.b_index[at]]
    for slim, other in ((a, b), (b, a)):
        look = np.flatnonzero(~_survives(slim, np.full(len(at), tolerance_m)))
        deep[look] |= shapely.intersects(shapely.buffer(other[look], -tolerance_m), slim[look])
    return deep


def _merge_split(pairs: Pairs, owner: Indices, tolerance_m: float, accuracy_m: PerSubject,
                 accuracy_a_m: PerSubject) -> Pairs:
    """Look at thin contacts of one owner together: a plot entered as two rows is as wide as in one.

    ``owner`` rises: the polygon of ``a``, or the layer of the polygon of ``b`` where there is one of ``a`` only.
    """
    thin = np.flatnonzero(((pairs.contact == ContactCode.BOUNDARY) | (pairs.contact == ContactCode.THIN))
                          & (pairs.overlap_m2 > 0))
    if len(thin) < 2:
        return pairs
    shapes = only_areas(pairs.shapes(thin))
    beside = _box_to_box(shapely.bounds(shapes), owner[thin])
    several, shapes = thin[beside], shapes[beside]
    if not len(several):
        return pairs
    contact = pairs.contact.copy()
    for code in (ContactCode.BOUNDARY, ContactCode.THIN):
        # What is nearly nothing is widened by its like only; what may be thin by all that lies beside it.
        chosen = pairs.contact[several] <= code
        group, shape = several[chosen], shapes[chosen]
        limit = np.fmax(_larger(accuracy_m, accuracy_a_m, pairs.a_index[group], pairs.b_index[group]), tolerance_m)
        start = np.flatnonzero(np.diff(owner[group], prepend=-1))
        for one, end in zip(start, np.append(start[1:], len(group))):
            members = np.arange(one, end)[pairs.contact[group[one:end]] == code]
            if end - one == 1 or not len(members):
                continue
            # parts that touch make one strip; those on two sides of the parcel stay two
            try:
                parts = shapely.get_parts(shapely.union_all(shapely.buffer(shape[one:end], _EXACT, join_style="mitre")))
                k, home = np.nonzero(shapely.intersects(shape[members][:, None], parts))
                k, home = members[k], parts[home]
                contact[group[k[_survives(home, np.full(len(k), tolerance_m))]]] = ContactCode.THIN
                contact[group[k[_survives(home, limit[k])]]] = ContactCode.OVERLAP
            except shapely.errors.GEOSException:
                contact[group[members]] = ContactCode.UNKNOWN
    gone = (contact == ContactCode.OVERLAP) | (contact == ContactCode.UNKNOWN)
    return dataclasses.replace(pairs, contact=contact,
                               overlap_m2=np.where(contact == ContactCode.UNKNOWN, np.nan, pairs.overlap_m2),
                               width_m=np.where(gone, np.nan, pairs.width_m),
                               length_m=np.where(gone, np.nan, pairs.length_m))


def _box_to_box(box: Floats, owner: Indices) -> Bools:
    """Which boxes touch another one of their owner, who rises."""
    out, here = np.zeros(len(box), bool), np.arange(len(box))
    for step in range(1, len(box)):
        here = here[:np.searchsorted(here, len(box) - step)]
        here = here[owner[here] == owner[here + step]]
        if not len(here):
            break
        there = here + step
        meet = (box[here, :2] <= box[there, 2:] + _TOUCH_M) & (box[there, :2] <= box[here, 2:] + _TOUCH_M)
        touch = meet.all(axis=1)
        out[here[touch]] = out[there[touch]] = True
    return out


def _with_reach(pairs: Pairs, reach: Geometries, of_a: bool, candidates: list[tuple[Indices, Indices]]) -> Pairs:
    """Add pairs that meet only if a doubtful outline was meant larger; thin contacts of such outlines are open too."""
    a, b = (reach, pairs.b) if of_a else (pairs.a, reach)
    reaching = ~shapely.is_missing(reach[pairs.a_index if of_a else pairs.b_index])
    contact = np.where(reaching & (pairs.contact != ContactCode.OVERLAP), ContactCode.UNKNOWN, pairs.contact)
    open_ = contact == ContactCode.UNKNOWN
    pairs = dataclasses.replace(pairs, contact=contact.astype(np.int8),
                                overlap_m2=np.where(open_, np.nan, pairs.overlap_m2))
    known = pairs.a_index * max(1, len(pairs.b)) + pairs.b_index
    more: list[Pairs] = [pairs]
    for i, j in candidates:
        new = ~np.isin(i * max(1, len(pairs.b)) + j, known)
        i, j = i[new], j[new]
        hit = _inner_meet(a[i], b[j])
        extra = _blank(pairs.a, pairs.b, i[hit], j[hit])
        k = int(hit.sum())
        more.append(dataclasses.replace(extra, contact=np.full(k, ContactCode.UNKNOWN, np.int8),
                                        overlap_m2=np.full(k, np.nan), doubtful=np.ones(k, bool)))
    return _joined(pairs.a, pairs.b, more)


def _inner_meet(a: Geometries, b: Geometries) -> Bools:
    """Whether pairs share more than their outlines; true where the engine gives up."""
    try:
        return np.asarray(shapely.intersects(a, b) & ~shapely.touches(a, b))
    except shapely.errors.GEOSException:
        if len(a) < 2:
            return np.ones(len(a), bool)
        half = len(a) // 2
        return np.concatenate([_inner_meet(a[:half], b[:half]), _inner_meet(a[half:], b[half:])])


# --- intersection with a second look --------------------------------------------------------------------------

def _intersection(one: Boxes, two: Boxes, i: Indices, j: Indices, second: Floats,
                  ) -> tuple[Geometries, Floats, Floats, Bools]:
    """Overlap of k pairs that meet, none inside the other.

    Parameters
    ----------
    second : array of k
        Their areas by integration.

    Returns
    -------
    overlap (polygons, a line where they merely touch, or None), its area, the length of mere touch, and whether
    the area is believed
    """
    a, b = one.geometry[i], two.geometry[j]
    got = _try(shapely.intersection, a, b)
    kind = shapely.get_type_id(got)
    area = np.asarray(shapely.area(got), float)
    line = _length_of_lines(got)
    mixed = kind == 7
    if mixed.any():
        got[mixed] = np.where(area[mixed] > 0, only_areas(got[mixed]), got[mixed])
    good = _agree(a, b, one.bounds[i], two.bounds[j], got, area, second)
    bad = np.flatnonzero(~good)
    if len(bad):
        got[bad], area[bad], line[bad], good[bad] = _second_opinion(a[bad], b[bad], second[bad])
    return got, area, line, good


def _length_of_lines(geometry: Geometries) -> Floats:
    """Length of the lines, not of the polygons, in each geometry."""
    kind = shapely.get_type_id(geometry)
    out = np.where((kind == 1) | (kind == 5), shapely.length(geometry), 0.0)
    for k in np.flatnonzero(kind == 7):
        parts = shapely.get_parts(geometry[k])
        out[k] = float(shapely.length(parts[shapely.get_dimensions(parts) == 1]).sum())
    return out


def _try(operation: Any, *args: Any, **options: Any) -> Geometries:
    """The operation on arrays; where the engine gives up on one pair, None for that pair."""
    try:
        return np.asarray(operation(*args, **options), dtype=object)
    except shapely.errors.GEOSException:
        out = np.full(len(args[0]), None, object)
        for k, one in enumerate(zip(*args)):
            try:
                out[k] = operation(*one, **options)
            except shapely.errors.GEOSException:
                out[k] = None
        return out


def _agree(a: Geometries, b: Geometries, box_a: Floats, box_b: Floats, got: Geometries, area: Floats,
           second: Floats) -> Bools:
    """Whether an overlap lies inside both boxes, is no larger than either, and has the area of the second method."""
    box = shapely.bounds(got)
    smaller = np.fmin(shapely.area(a), shapely.area(b))
    slack = _SAME_M2 + _SAME_SHARE * smaller
    with np.errstate(invalid="ignore"):
        common = np.concatenate([np.fmax(box_a, box_b)[:, :2] - 1e-6, np.fmin(box_a, box_b)[:, 2:] + 1e-6], axis=1)
        inside = _nested(box, common) | np.isnan(box[:, 0])
        return np.asarray(~shapely.is_missing(got) & inside & (area <= smaller + slack)
                          & (np.abs(area - second) <= slack))


def _second_opinion(a: Geometries, b: Geometries, second: Floats) -> tuple[Geometries, Floats, Floats, Bools]:
    """Other ways to the overlap of pairs on which engine and integration disagree; the first that agrees counts."""
    out, area, good = np.full(len(a), None, object), np.full(len(a), np.nan), np.zeros(len(a), bool)
    line = np.zeros(len(a))
    origin = -np.floor(shapely.bounds(a)[:, :2])
    near_a, near_b = shifted(a, origin), shifted(b, origin)
    ways: tuple[Callable[[Geometries, Geometries], Geometries], ...] = (
        lambda x, y: _try(shapely.intersection, x, y),
        lambda x, y: _try(shapely.difference, x, _try(shapely.difference, x, y)),
        lambda x, y: _try(shapely.difference, y, _try(shapely.difference, y, x)),
        lambda x, y: _try(shapely.intersection, x, y, grid_size=1e-6),
        lambda x, y: _try(shapely.intersection, _try(shapely.set_precision, x, grid_size=1e-4),
                          _try(shapely.set_precision, y, grid_size=1e-4)),
        lambda x, y: _try(shapely.intersection, _try(shapely.set_precision, x, grid_size=1e-3),
                          _try(shapely.set_precision, y, grid_size=1e-3)),
    )
    for way in ways:
        rest = np.flatnonzero(~good)
        if not len(rest):
            break
        raw = way(near_a[rest], near_b[rest])
        got = only_areas(raw)
        size = np.nan_to_num(np.asarray(shapely.area(got), float))
        zero = shapely.is_missing(got) & ~shapely.is_missing(raw)
        got[zero] = raw[zero]
        fits = _agree(near_a[rest], near_b[rest], shapely.bounds(near_a[rest]), shapely.bounds(near_b[rest]), got,
                      size, second[rest])
        back = shifted(got[fits], -origin[rest[fits]])
        out[rest[fits]] = back
        line[rest[fits]] = _length_of_lines(back)
        area[rest[fits]], good[rest[fits]] = size[fits], True
    return out, area, line, good


def integrated_overlap(a: Geometries, b: Geometries) -> Floats:
    """Area common to k pairs of polygons by integration over pairs of edges; no topology is built.

    A polygon is a signed sum of the trapezoids under its edges, so the overlap is the signed sum, over all pairs of
    edges, of the integral of the lower of the two over the stretch of x they share. Exact but for rounding, for
    valid polygons with holes and parts. Cost: product of the numbers of edges. 0 for null.
    """
    every = np.arange(len(a))
    return _in_common(_boxes(a), _boxes(b), every, every)


def _in_common(one: Boxes, two: Boxes, i: Indices, j: Indices) -> Floats:
    """``integrated_overlap`` of pairs, told by their positions."""
    (edges_a, at_a), (edges_b, at_b) = one.edges_of(i), two.edges_of(j)
    size = edges_a.count(at_a) * edges_b.count(at_b)
    box_a, box_b = one.bounds[i], two.bounds[j]
    if len(edges_a) == 1 and 0 < size.sum() <= _EDGE_PAIRS:
        return _with_one(edges_a, edges_b, at_b, *box_a[0, :2])
    out = np.zeros(len(i))
    start = np.flatnonzero(np.diff(np.cumsum(size) // _EDGE_PAIRS, prepend=-1))
    for first, end in zip(start, np.append(start[1:], len(i))):
        part = slice(first, end)
        out[part] = _integrated(edges_a, edges_b, at_a[part], at_b[part], box_a[part], box_b[part])
    return out


def _integrated(edges_a: _Edges, edges_b: _Edges, at_a: Indices, at_b: Indices, box_a: Floats, box_b: Floats) -> Floats:
    west, east = np.fmax(box_a[:, 0], box_b[:, 0]), np.fmin(box_a[:, 2], box_b[:, 2])
    floor = np.fmin(box_a[:, 1], box_b[:, 1])             # an origin near the overlap
    one, first, _ = edges_a.between(at_a, west, east, floor)
    two, _, count_b = edges_b.between(at_b, west, east, floor)
    # all pairs of an edge of a and an edge of b with the same owner
    repeats = count_b[first]
    left = np.repeat(np.arange(len(first)), repeats)
    ahead = np.cumsum(count_b) - count_b
    inner = np.arange(len(left)) - np.repeat(np.cumsum(repeats) - repeats, repeats)
    right = ahead[first[left]] + inner
    x0, x1 = np.maximum(one[0][left], two[0][right]), np.minimum(one[1][left], two[1][right])
    some = np.flatnonzero(x1 > x0)
    left, right = left[some], right[some]
    part = _lower(x0[some], x1[some], [x[left] for x in one], [x[right] for x in two])
    return np.asarray(np.bincount(first[left], part, minlength=len(at_a)))


def _with_one(edges: _Edges, many: _Edges, rows: Indices, west: float, floor: float) -> Floats:
    """``_integrated`` of one polygon, whose box begins in (west, floor), with each of some of many."""
    one, _ = edges.all(np.zeros(1, np.intp), west, floor)
    two, owner = many.all(rows, west, floor)
    left = [x[:, None] for x in one]
    x0 = np.maximum(left[0], two[0])
    x1 = np.maximum(np.minimum(left[1], two[1]), x0)      # as wide as nothing where they share no stretch
    return np.asarray(np.bincount(owner, _lower(x0, x1, left, two).sum(axis=0), minlength=len(rows)))


def _lower(x0: Floats, x1: Floats, one: Sequence[npt.NDArray[Any]], two: Sequence[npt.NDArray[Any]]) -> Floats:
    """Signed integral, from x0 to x1, of the lower of two edges, as ``_Edges.between`` gives them."""
    _, _, base_a, slope_a, sign_a = one
    _, _, base_b, slope_b, sign_b = two
    f0, f1 = base_a + slope_a * x0, base_a + slope_a * x1
    g0, g1 = base_b + slope_b * x0, base_b + slope_b * x1
    d0, d1 = f0 - g0, f1 - g1
    apart = np.abs(d0) + np.abs(d1)
    np.divide(d0 * d0 + d1 * d1, apart, out=apart, where=d0 * d1 < 0)
    # (f + g) / 2 - |f - g| / 2, each taken as the mean of both ends
    return np.asarray((x1 - x0) * (f0 + f1 + g0 + g1 - apart) / 4 * (sign_a * sign_b))


_Lines = tuple[Floats, Floats, Floats, Floats, npt.NDArray[np.int8]]
"""Of each edge: left x, right x, height at the origin, slope, sign."""


class _Edges:
    """Edges of n polygons, those of one beside each other, each with the side on which its polygon lies."""

    def __init__(self, geometry: Geometries) -> None:
        if ((shapely.get_type_id(geometry) == 3) & (shapely.get_num_interior_rings(geometry) == 0)).all():
            rings, owner, shell = shapely.get_exterior_ring(geometry), np.arange(len(geometry)), np.True_
        else:
            parts, part_of = shapely.get_parts(geometry, return_index=True)
            rings, ring_of = shapely.get_rings(parts, return_index=True)
            owner, shell = part_of[ring_of], np.diff(ring_of, prepend=-1) != 0
        turn = np.where(shapely.is_ccw(rings) == shell, 1, -1).astype(np.int8)   # shells left-, holes right-handed
        xy, ring = shapely.get_coordinates(rings, return_index=True)
        self._x, self._y = xy[:, 0].copy(), xy[:, 1].copy()
        self._turn = turn[ring]                       # of the edge from each vertex to the next; 0: none, or upright
        self._turn[:-1][(ring[1:] != ring[:-1]) | (self._x[1:] == self._x[:-1])] = 0
        self._turn[-1:] = 0
        self._first = np.searchsorted(owner[ring], np.arange(len(geometry) + 1))

    def __len__(self) -> int:
        return len(self._first) - 1

    def count(self, rows: Indices) -> npt.NDArray[np.int64]:
        """How many vertices each of these polygons has."""
        return np.asarray(self._first[rows + 1] - self._first[rows])

    def between(self, rows: Indices, west: Floats, east: Floats, floor: Floats) -> tuple[_Lines, Indices, Indices]:
        """Edges of the polygons ``rows`` that reach into the stretch of x of each, from an origin at (west, floor).

        And the position in ``rows`` of each, and how many there are of each.
        """
        count = self.count(rows)
        owner = np.repeat(np.arange(len(rows)), count)
        at = np.arange(len(owner)) + np.repeat(self._first[rows] - np.cumsum(count) + count, count)
        edge = self._turn[at] != 0
        at, owner = at[edge], owner[edge]
        x_origin = west[owner]
        here, there = self._x[at] - x_origin, self._x[at + 1] - x_origin
        near = np.flatnonzero((np.maximum(here, there) > 0) & (np.minimum(here, there) < (east - west)[owner])
                              & (here != there))          # upright once their place is rounded
        at, owner, here, there = at[near], owner[near], here[near], there[near]
        return self._lines(at, here, there, floor[owner]), owner, np.bincount(owner, minlength=len(rows))

    def all(self, rows: Indices, west: float, floor: float) -> tuple[_Lines, Indices]:
        """All edges of the polygons ``rows``, which are few, from one origin, and the position in ``rows`` of each.

        Between two rings stands an edge of sign 0.
        """
        first, last = self._first[rows], self._first[rows + 1]
        if len(rows) > 1:
            parts = list(map(slice, first, last))
            x, y, turn = (np.concatenate([values[part] for part in parts]) for values in (self._x, self._y, self._turn))
        else:
            x, y, turn = (values[first[0]:last[0]] for values in (self._x, self._y, self._turn))
        x, y, turn = x - west, y - floor, turn[:-1]
        here, there = x[:-1], x[1:]
        slope = np.zeros(len(turn))
        run = there - here
        np.divide(y[1:] - y[:-1], run, out=slope, where=(turn != 0) & (run != 0))
        lines = np.minimum(here, there), np.maximum(here, there), y[:-1] - slope * here, slope, turn * -np.sign(run)
        return lines, np.repeat(np.arange(len(rows)), last - first)[:-1]

    def _lines(self, at: Indices, here: Floats, there: Floats, floor: Floats | float) -> _Lines:
        y, y_there, turn = self._y[at] - floor, self._y[at + 1] - floor, self._turn[at]
        slope = (y_there - y) / (there - here)
        return (np.minimum(here, there), np.maximum(here, there), y - slope * here, slope,
                np.where(there < here, turn, -turn))


# --- unions, shares, differences ------------------------------------------------------------------------------

def region(pairs: Pairs, mask: Bools | None = None) -> tuple[Geometries, Bools]:
    """For each polygon of ``a`` the union of its overlaps with the chosen ``b``.

    Parameters
    ----------
    mask : bool per pair, optional
        Mere touches and pairs of unknown overlap add nothing.

    Returns
    -------
    geometry : array of n polygons, None where there is none
    known : whether the union is believed (its area is that of inclusion and exclusion)
    """
    chosen = pairs.take(np.flatnonzero(_counted(pairs, mask)))
    out = np.full(len(pairs.a), None, object)
    known = np.ones(len(pairs.a), bool)
    inside = np.zeros(len(pairs.a), bool)
    inside[chosen.a_index[chosen.how == _A_INSIDE]] = True
    out[inside] = pairs.a[inside]
    chosen = chosen.take(np.flatnonzero(~inside[chosen.a_index]))
    shape = only_areas(chosen.geometry)
    start = np.flatnonzero(np.diff(chosen.a_index, prepend=-1))
    count = np.diff(np.append(start, len(chosen)))
    owner = chosen.a_index[start]
    out[owner] = shape[start]
    for turn in range(1, int(count.max(initial=0))):      # all polygons take their next overlap at once
        now = np.flatnonzero(count > turn)
        out[owner[now]], good = _union(out[owner[now]], shape[start[now] + turn])
        known[owner[now]] &= good
    return out, known


def _counted(pairs: Pairs, mask: Bools | None) -> Bools:
    with np.errstate(invalid="ignore"):
        use = np.asarray(pairs.overlap_m2 > 0)
    return use if mask is None else use & mask


def _union(a: Geometries, b: Geometries) -> tuple[Geometries, Bools]:
    """Union of k pairs, and whether its area is area(A) + area(B) - area(A and B)."""
    expected = shapely.area(a) + shapely.area(b) - integrated_overlap(a, b)
    slack = _SAME_M2 + 1e-6 * np.fmax(shapely.area(a), shapely.area(b))
    origin = -np.floor(shapely.bounds(a)[:, :2])
    out = only_areas(_try(shapely.union, a, b))
    good = np.abs(np.nan_to_num(shapely.area(out)) - expected) <= slack
    for grid in (1e-6, 1e-4, 1e-3):
        rest = np.flatnonzero(~good)
        if not len(rest):
            break
        got = _try(shapely.union, shifted(a[rest], origin[rest]), shifted(b[rest], origin[rest]), grid_size=grid)
        out[rest] = shifted(only_areas(got), -origin[rest])
        around = shapely.length(a[rest]) + shapely.length(b[rest])
        good[rest] = np.abs(np.nan_to_num(shapely.area(out[rest])) - expected[rest]) <= slack[rest] + grid * around
    return out, good


def union_overlap(pairs: Pairs, mask: Bools | None = None) -> tuple[Floats, Floats]:
    """Area of each polygon of ``a`` that the chosen ``b`` cover together, and its share.

    Parameters
    ----------
    mask : bool per pair, optional
        Pairs of unknown overlap add nothing here; ask for them by ``contact``.

    Returns
    -------
    overlap_m2, share : arrays of n
        The share is from 0 to 1. NaN: a null polygon (share), or a union on which engines disagree (both).
    """
    use = _counted(pairs, mask)
    area: Floats = np.asarray(shapely.area(pairs.a), float)
    count = np.bincount(pairs.a_index[use], minlength=len(area))
    out: Floats = np.bincount(pairs.a_index[use], pairs.overlap_m2[use], minlength=len(area)).astype(float)
    inside = np.zeros(len(area), bool)
    inside[pairs.a_index[use & (pairs.how == _A_INSIDE)]] = True
    out[inside] = area[inside]
    several = (count > 1) & ~inside
    if several.any():
        merged, known = region(pairs, use & several[pairs.a_index])
        out[several] = np.where(known, shapely.area(merged), np.nan)[several]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(out / area, 0.0, 1.0)
    share[shapely.is_missing(pairs.a)] = np.nan
    return out, share


def difference_area(base: Geometries, minus: Geometries, *, tolerance_m: float = 0.5) -> tuple[Floats, Geometries]:
    """What is left of n regions after others are taken off; strips thinner than the tolerance count as nothing.

    Parameters
    ----------
    base, minus : arrays of n polygons or None (nothing)

    Returns
    -------
    area_m2 : array of n, 0 where nothing is left, NaN where engines disagree
    rest : array of n polygons or None
    """
    n = len(base)
    area, rest = np.zeros(n), np.full(n, None, object)
    there = np.flatnonzero(~shapely.is_missing(base) & ~shapely.is_empty(base))
    if not len(there):
        return area, rest
    rest[there] = base[there]
    same = there[shapely.equals_exact(base[there], minus[there])]
    rest[same] = None
    look = there[~shapely.is_missing(minus[there]) & ~shapely.is_missing(rest[there])]
    look = look[shapely.intersects(minus[look], base[look])]
    rest[look] = only_areas(_try(shapely.difference, base[look], minus[look]))
    area[there] = np.nan_to_num(shapely.area(rest[there]))
    expected = shapely.area(base[look]) - integrated_overlap(base[look], minus[look])
    off = np.abs(area[look] - expected) > _SAME_M2 + 1e-6 * shapely.area(base[look])
    for i in look[off]:
        area[i], rest[i] = _difference_again(base[i], minus[i])
    some = there[~shapely.is_missing(rest[there]) & ~np.isnan(area[there])]
    thin = some[~_survives(rest[some], np.full(len(some), tolerance_m))]
    # of a region that is itself a strip, what is left is no seam but a part of it
    thin = thin[(area[thin] <= 0.01 * shapely.area(base[thin]))
                | _survives(base[thin], np.full(len(thin), tolerance_m))]
    rest[thin], area[thin] = None, 0.0
    return area, rest


def _difference_again(base: Any, minus: Any) -> tuple[float, Any]:
    """A minus B by ways that seldom fail together; NaN when none has the area that integration gives."""
    one, two = np.array([base], dtype=object), np.array([minus], dtype=object)
    expected = float(base.area - integrated_overlap(one, two)[0])
    for grid in (1e-6, 1e-4, 1e-3):
        snapped = _try(shapely.set_precision, one, grid_size=grid), _try(shapely.set_precision, two, grid_size=grid)
        got = only_areas(_try(shapely.difference, *snapped))[0]
        size = 0.0 if got is None else float(got.area)
        if abs(size - expected) <= _SAME_M2 + 1e-6 * base.area + grid * base.length:
            return size, got
    return float("nan"), None


def without(area: Any, pieces: Geometries) -> Any:
    """An area without pieces of it; all of it where engines disagree: what cannot be measured is not taken off."""
    whole, slack = np.array([area], dtype=object), _SAME_M2 + 1e-6 * area.area
    try:
        gone = only_areas(np.array([shapely.union_all(pieces)], dtype=object))
        if gone[0] is None or gone[0].area > np.nansum(shapely.area(pieces)) + slack:
            return area
        rest = _try(shapely.difference, whole, gone)[0]
        if rest is None or area.area - rest.area > integrated_overlap(whole, gone)[0] + slack:
            _, rest = _difference_again(area, gone[0])         # it would say that less is left than there is
        return area if rest is None else rest
    except shapely.errors.GEOSException:
        return area


def uncovered(a: Polygons, extent: Geometries, *, tolerance_m: float = 0.5) -> tuple[Floats, Geometries]:
    """How much of each polygon lies inside an extent, and what lies outside.

    Parameters
    ----------
    a : array of n polygons or None
    extent : array of polygons that together are the extent

    Returns
    -------
    share_covered : array of n, 0 to 1, NaN for null or where engines disagree
    outside : array of n polygons, None where all is covered (but for strips thinner than the tolerance) or a is null
    """
    pairs = overlay_pairs(a, extent, tolerance_m=0.0, accuracy_m=0.0)
    inside, known = region(pairs)
    known[pairs.a_index[pairs.contact == ContactCode.UNKNOWN]] = False
    left, outside = difference_area(pairs.a, inside, tolerance_m=tolerance_m)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.clip(1 - left / shapely.area(pairs.a), 0.0, 1.0)
    share[~known | shapely.is_missing(pairs.a)] = np.nan
    return share, outside


# --- distances and points -------------------------------------------------------------------------------------

def within_distance(a: Polygons, b: Polygons, radius_m: float, *, exclude: Pairs | None = None,
                    progress: Progress | None = None) -> Pairs:
    """Pairs not farther apart than a radius, with their distance (NEAR), those of ``exclude`` left out.

    Boxes grown by the radius ask the tree; only then are distances measured. Polygons that share a point have 0.
    """
    progress = progress or Silent()
    one, two = _boxes(a), _boxes(b)
    a, b = one.geometry, two.geometry
    width = max(1, len(b))
    known = np.zeros(0, np.intp) if exclude is None else exclude.a_index * width + exclude.b_index
    found = []
    for fraction, i, j in _candidates(one, two, radius_m):
        checkpoint(progress, fraction)
        if len(known):
            new = ~np.isin(i * width + j, known)
            i, j = i[new], j[new]
        found.append(_near(a, b, i, j, radius_m))
    return _joined(a, b, found)


def _near(a: Geometries, b: Geometries, i: Indices, j: Indices, radius_m: float) -> Pairs:
    """Those of the candidate pairs that lie within the radius."""
    with np.errstate(invalid="ignore"):                # the engine leaves a flag; no distance here is NaN
        apart = shapely.distance(a[i], b[j])
    close = apart <= radius_m
    pairs = _blank(a, b, i[close], j[close])
    return dataclasses.replace(pairs, distance_m=apart[close],
                               contact=np.full(len(pairs), ContactCode.NEAR, np.int8))


def nearest_within(a: Geometries, b: Geometries, radius_m: float, *, own: Indices | None = None,
                   progress: Progress | None = None) -> tuple[Indices, Floats]:
    """For each geometry of ``a`` the nearest of ``b`` within a radius, for big sets.

    Parameters
    ----------
    own : array of n, optional
        Where in ``b`` each stands itself (-1: nowhere): none is its own neighbour.

    Returns
    -------
    index : array of n, -1 where none is within the radius (the smallest index of equally near ones)
    distance_m : array of n, NaN where none
    """
    progress = progress or Silent()
    a, b = np.asarray(a, dtype=object), np.asarray(b, dtype=object)
    index, distance = np.full(len(a), -1, np.intp), np.full(len(a), np.nan)
    if not len(b):
        return index, distance
    one, two = Boxes(a), Boxes(b)
    rest = np.flatnonzero(~np.isnan(one.bounds[:, 0]))
    # boxes grown by a part of the radius find the nearest of most, who then need no look at what lies farther
    for turn, reach in enumerate((radius_m / 32, radius_m / 6, radius_m)):
        asking = np.full(len(a), None, object)
        asking[rest] = a[rest]
        for fraction, i, j in _candidates(Boxes(asking), two, reach):
            checkpoint(progress, (turn + fraction) / 3)
            apart = np.asarray(shapely.distance(a[i], b[j]))
            if own is not None:
                apart[own[i] == j] = np.inf
            order = np.lexsort((j, apart, i))
            order = order[_first_of_each(i[order])]
            i, j, apart = i[order], j[order], apart[order]
            good = (apart <= reach) & (np.isnan(distance[i]) | (apart < distance[i])
                                       | ((apart == distance[i]) & (j < index[i])))
            index[i[good]], distance[i[good]] = j[good], apart[good]
        rest = rest[index[rest] < 0]
        if not len(rest):
            break
    return index, distance


def _first_of_each(sorted_: Indices) -> Bools:
    """Where, in a sorted array, a new value begins."""
    return np.asarray(np.diff(sorted_, prepend=-1) != 0)


def points_in(a: Polygons, points: Geometries, *, tolerance_m: float = 0.01,
              progress: Progress | None = None) -> tuple[Indices, Indices]:
    """Which points lie in which polygons; a point on a border counts for both sides.

    Returns
    -------
    a_index, point_index : sorted by polygon, then point
    """
    return Spots(points).inside(a, tolerance_m=tolerance_m, progress=progress)


class Spots:
    """Places of points, ready to be asked which lie in polygons.

    A borehole stands in the table once for each depth and pollutant.
    """

    def __init__(self, points: Geometries) -> None:
        points = np.asarray(points, dtype=object)
        xy = np.stack([shapely.get_x(points), shapely.get_y(points)], 1)
        place, of = np.unique(xy, axis=0, return_inverse=True)
        of = of.reshape(-1)
        spots = shapely.points(place)
        spots[np.isnan(place[:, 0])] = None
        self._boxes = _boxes(spots)
        self._order = np.argsort(of, kind="stable")
        self._first = np.searchsorted(of[self._order], np.arange(len(place)))
        self._count = np.bincount(of, minlength=len(place))

    def inside(self, a: Polygons, *, tolerance_m: float = 0.01,
               progress: Progress | None = None) -> tuple[Indices, Indices]:
        """As ``points_in``."""
        progress = progress or Silent()
        one, spots = _boxes(a), self._boxes.geometry
        a = one.geometry
        found = [np.zeros((2, 0), np.intp)]
        for fraction, i, j in _candidates(one, self._boxes, tolerance_m):
            checkpoint(progress, fraction)
            if not len(i):
                continue
            close = shapely.intersects(a[i], spots[j])
            look = np.flatnonzero(~close)
            close[look] = shapely.dwithin(a[i[look]], spots[j[look]], tolerance_m)
            found.append(np.stack([i[close], j[close]]))
        i, j = np.concatenate(found, axis=1)
        if not len(i):
            return i, j
        count = self._count
        i, within = np.repeat(i, count[j]), np.arange(int(count[j].sum()))
        j = self._order[np.repeat(self._first[j] - np.cumsum(count[j]) + count[j], count[j]) + within]
        order = np.lexsort((j, i))
        return i[order], j[order]


# --- one polygon against many ---------------------------------------------------------------------------------

class Index:
    """Many polygons, ready to be asked about one at a time, as while somebody draws.

    Parameters
    ----------
    b : array of m valid polygons or None
    layers : how many polygons, one after the other, belong to each layer; strips of two layers are never taken as one
    others as for ``overlay_pairs``
    """

    def __init__(self, b: Geometries, *, tolerance_m: float = 0.5, accuracy_m: PerSubject = 0.5,
                 reach_b: Geometries | None = None, layers: Sequence[int] = ()) -> None:
        self._boxes = Boxes(b)
        self._boxes.edges = _Edges(self._boxes.geometry)
        self.b = self._boxes.geometry
        self._tolerance_m, self._accuracy_m = tolerance_m, accuracy_m
        self._ends = np.cumsum(layers)
        self._reach: Boxes | None = None
        self._around = self._boxes                         # all that each may have been meant as
        if reach_b is not None and not shapely.is_missing(reach_b).all():
            self._reach = Boxes(reach_b)
            own, more = self._boxes.bounds, self._reach.bounds
            box = np.hstack([np.fmin(own[:, :2], more[:, :2]), np.fmax(own[:, 2:], more[:, 2:])])
            there = ~np.isnan(box[:, 0])
            whole: Geometries = np.full(len(box), None, object)
            whole[there] = shapely.box(*box[there].T)
            self._around = Boxes(whole)
        self._around.tree.query(shapely.Point(0, 0))       # a tree is built by its first question

    def candidates(self, polygon: Any, *, radius_m: float = 0.0) -> Indices:
        """Indices of ``b`` whose box meets that of the polygon, grown by a radius; sorted."""
        return self._around.candidates(polygon, radius_m=radius_m)

    def near_one(self, polygon: Any, radius_m: float, *, reach: Any = None, near: Bools | None = None,
                 rows: Indices | None = None) -> tuple[Pairs, Pairs]:
        """Pairs that meet, and those that do not but lie within a radius.

        Parameters
        ----------
        reach : polygon, optional
            As ``reach_a`` of ``overlay_pairs``.
        near : bool array of m, optional
            Of which of ``b`` it is asked whether they lie within the radius; of all where it is not given.
        rows : optional
            What ``candidates`` of polygon and reach gave within the radius, where that was asked before.
        """
        one = Boxes(np.array([polygon], dtype=object))
        one.edges = _Edges(one.geometry)
        if rows is None:
            rows = self.candidates(polygon if reach is None else shapely.GeometryCollection([polygon, reach]),
                                   radius_m=radius_m)
        meet = self._meet(one, rows)
        if reach is not None:
            outer = Boxes(np.array([reach], dtype=object))
            meet = _with_reach(meet, outer.geometry, True, [self._touching(outer, rows)])
        if self._reach is not None and not shapely.is_missing(self._reach.geometry[rows]).all():
            meet = _with_reach(meet, self._reach.geometry, False, [self._touching(one, rows, self._reach)])
        left = np.ones(len(rows), bool) if near is None else near[rows]
        left[np.searchsorted(rows, meet.b_index)] = False
        rest = rows[left]
        return meet, _near(one.geometry, self.b, np.zeros(len(rest), np.intp), rest, radius_m)

    def _meet(self, one: Boxes, rows: Indices) -> Pairs:
        pairs = _meet_safely(one, self._boxes, *self._touching(one, rows), self._tolerance_m, self._accuracy_m, 0.0,
                             later=True)
        owner = np.searchsorted(self._ends, pairs.b_index, side="right") if len(self._ends) else pairs.a_index
        return _merge_split(pairs, owner, self._tolerance_m, self._accuracy_m, 0.0)

    def _touching(self, one: Boxes, rows: Indices, many: Boxes | None = None) -> tuple[Indices, Indices]:
        """Candidate pairs of the one polygon and those of some rows whose boxes meet."""
        box, boxes = one.bounds[0], (many or self._boxes).bounds[rows]
        rows = rows[(boxes[:, :2] <= box[2:]).all(axis=1) & (boxes[:, 2:] >= box[:2]).all(axis=1)]
        return np.zeros(len(rows), np.intp), rows
