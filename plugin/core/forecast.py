"""What a run will be able to decide, told before it: from needs, coverage and places, without any overlay.

The present use is looked up at one point of each parcel; everything else comes from columns. A forecast, not a review.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import coverage, facts, geometry, locate, uses
from .geometry import to_crs
from .locate import Placed
from .rules import Facts, Rulebook
from .settle import AREAS, only
from .tables import RoleTable
from .tri import Bools, Tri
from .vocabulary import Role, Statement, Step

Objects = npt.NDArray[np.object_]

PLACES = "places:"
"""Before a role: its entries without place are what is missing."""
USE = "use_code"
GEOMETRY = "geometry"
_ENDS = {Step.TAKING_BACK, Step.TRANSFER, Step.ACQUISITION}
_ANYWHERE = (Role.REGISTRY, Role.NEGATIVE_LIST, Role.CONTROL_ZONES, Role.ORDERED_SURVEYS)
"""Lists of which an entry without place could touch any parcel."""


@dataclasses.dataclass(frozen=True)
class Forecast:
    """How many parcels have all that they need.

    ``assumed``: of the decidable ones, those that rest on a coverage nobody has stated. ``lacking``: input -> parcels
    that lack it, the most first. An input is a role, ``places:<role>``, ``use_code`` or ``geometry``. ``best``: the
    fewest inputs that decide most of the rest, and ``gain``, how many that are.
    """

    total: int
    decidable: int
    assumed: int
    lacking: Mapping[str, int]
    best: tuple[str, ...]
    gain: int


def forecast(tables: Mapping[Role, RoleTable], places: Mapping[Role, Placed], book: Rulebook, *,
             steps: tuple[Step, ...], as_of: pd.Timestamp,
             covers: Mapping[Role, Union[str, tuple[Objects, Any]]],
             none: Mapping[Role, Any]) -> Forecast:
    """Tell what a review of these tables will be able to decide.

    Parameters
    ----------
    tables : normalised tables; ``parcels`` is needed
    places : of ``settle.placed``
    covers, none : as in ``review.Options``
    """
    return _Forecast(tables, places, book, steps, as_of, covers, none).run()


class _Forecast:
    def __init__(self, tables: Mapping[Role, RoleTable], places: Mapping[Role, Placed], book: Rulebook,
                 steps: tuple[Step, ...], as_of: pd.Timestamp,
                 covers: Mapping[Role, Union[str, tuple[Objects, Any]]], none: Mapping[Role, Any]) -> None:
        self.tables, self.places, self.book, self.steps = tables, places, book, steps
        self.as_of, self.covers, self.none = as_of, covers, none
        self.parcels = tables[Role.PARCELS]
        self.n = len(self.parcels.frame)
        self.ids = self.parcels.column("parcel_id").to_numpy(object)
        shapes = self.parcels.geometry
        self.points = np.full(self.n, None, object)
        if shapes is not None:
            fine = np.isin(shapely.get_type_id(shapes), (3, 6)) & ~shapely.is_empty(shapes)
            fine &= np.isfinite(shapely.bounds(shapes)).all(axis=1)
            self.points[fine] = shapely.centroid(shapes[fine])
        self.box = geometry.extent(self.points)

    def run(self) -> Forecast:
        lack: dict[str, Bools] = {GEOMETRY: shapely.is_missing(self.points)}
        use = uses.resolve_uses(self.parcels.column("use_code").to_list(), self._list("use_name"),
                                self._list("use_scheme"), facilities=self._list("facilities"))
        lack[USE] = ~use.known
        facts_ = self._facts(use)
        assumed = np.zeros(self.n, bool)
        wanted_of: dict[Role, Bools] = {}
        for need in self.book.needs:
            if need.absent == "incomplete" or not need.steps & set(self.steps):
                continue
            role = Role(need.role)
            truth = need.when.evaluate(facts_)
            wanted = truth.true | truth.unknown
            wanted_of[role] = wanted_of.get(role, np.zeros(self.n, bool)) | wanted
            vouched, stated = self._vouched(role)
            lack[str(role)] = lack.get(str(role), np.zeros(self.n, bool)) | (wanted & ~vouched)
            assumed |= wanted & vouched & ~stated
        for role, place in self.places.items():
            if not place.unlocated.any():
                continue
            touched = np.ones(self.n, bool) if role in _ANYWHERE else wanted_of.get(role, np.zeros(self.n, bool))
            lack[PLACES + str(role)] = touched & ~self._cleared(role)
        return _counted({k: v for k, v in lack.items() if v.any()}, assumed, self.n)

    def _list(self, name: str) -> Optional[list[Any]]:
        return self.parcels.frame[name].to_list() if name in self.parcels.frame else None

    def _facts(self, use: uses.Uses) -> Facts:
        """Facts of parcels that conditions of needs ask for."""
        n = self.n
        known, changed = np.zeros(n, bool), np.ones(n, bool)
        never, farm = np.zeros(n, bool), np.ones(n, bool)
        for now, rows in self._present():
            same = uses.same_use(now, use.take(rows))
            told = now.known & ~known[rows]
            at = rows[told]
            known[at] = True
            changed[at] = ~same.true[told]
            never[at] = (now.industrial | now.mining_or_storage).false[told]
            farm[at] = ~now.farmland.false[told]
        self.present_known = known
        columns = facts.use_facts(use) | {
            "step_ends_right": Tri.constant(n, bool(_ENDS & set(self.steps))),
            "current_use_never_industrial": Tri.of(never, ~known), "farmland_or_unknown": Tri.of(farm),
            "farmland_or_unknown_share": np.where(farm, 1.0, 0.0), "use_changed": Tri.of(changed),
            "survey_owed_unless_accepted": (use.residential | use.public_service) & Tri.of(changed)}
        return Facts(np.arange(n), columns)

    def _present(self) -> list[tuple[uses.Uses, npt.NDArray[np.intp]]]:
        """Present uses with the parcels they are told of: the parcels' own column, then the layer at their points."""
        out = []
        frame = self.parcels.frame
        if "current_use_code" in frame or "current_use_name" in frame:
            out.append((uses.resolve_uses(self.parcels.column("current_use_code").to_list(),
                                          self._list("current_use_name"), self._list("current_use_scheme")),
                        np.arange(self.n)))
        layer = self.tables.get(Role.CURRENT_USE)
        if layer is not None and layer.geometry is not None and layer.crs is not None:
            of_layer = uses.resolve_uses(
                layer.column("use_code").to_list(),
                *(layer.frame[c].to_list() if c in layer.frame else None for c in ("use_name", "use_scheme")))
            point, polygon = self._at(layer.geometry, layer.crs)
            point, first = np.unique(point, return_index=True)
            out.append((of_layer.take(polygon[first]), point))
        return out

    def _at(self, shapes: Objects, crs: Any) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Parcels whose points lie in polygons: positions of both."""
        rows = np.flatnonzero(~shapely.is_missing(self.points))
        points = self.points[rows]
        if len(points) and not geometry.same_crs(self.parcels.crs, crs):
            points = to_crs(points, self.parcels.crs, crs)
        areas = only(shapes, AREAS)
        at, polygon = shapely.STRtree(areas).query(points, predicate="intersects")
        return rows[at], polygon

    def _vouched(self, role: Role) -> tuple[Bools, Bools]:
        """Parcels for which the role's source vouches, and those for which its holder has said so."""
        table = self.tables.get(role)
        said = self.covers.get(role)
        if role is Role.CURRENT_USE:
            return self.present_known, self.present_known if said is not None or table is None else np.zeros(
                self.n, bool)
        cover = coverage.cover(
            role, table, self._box_of(role, table), self.points, self.box,
            statement="parcels" if said is not None else None, none_issued=self.none.get(role), evidence=None,
            parcel_ids=self.ids, counties=self.tables[Role.PARCELS].column("county"), as_of=self.as_of,
            settings=self.book.settings, tolerance_m=0.0)
        vouched, stated = cover.share >= 1, cover.confirmed.copy()
        if said is not None and not isinstance(said, str):
            inside = np.zeros(self.n, bool)
            inside[self._at(*said)[0]] = True
            vouched &= inside
        cleared = self._cleared(role)
        return vouched | cleared, stated | cleared

    def _box_of(self, role: Role, table: Optional[RoleTable]) -> Optional[Placed]:
        """The extent of a table, in the CRS of the plan, in the place of its entries."""
        if table is None:
            return None
        box = geometry.extent(table.geometry) if table.geometry is not None else np.full(4, np.nan)
        shape = np.full(1, None, object)
        if np.isfinite(box).all() and table.crs is not None:
            shape[0] = shapely.box(*box)
            if not geometry.same_crs(table.crs, self.parcels.crs):
                shape = to_crs(shape, table.crs, self.parcels.crs)
        place = self.places.get(role)
        how = place.placement if place is not None else np.full(1, locate.Placement.POLYGON, object)
        return Placed(role, np.full(1, None, object), shape, how, np.zeros(1, bool), [])

    def _cleared(self, role: Role) -> Bools:
        """Parcels of which the evidence states that the role has nothing there."""
        evidence = self.tables.get(Role.EVIDENCE)
        if evidence is None:
            return np.zeros(self.n, bool)
        rows = locate.usable_evidence(evidence, self.as_of)
        rows &= (evidence.column("role").astype(str) == str(role)).to_numpy()
        rows &= evidence.column("statement").astype(str).isin(
            [str(Statement.NONE_HERE), str(Statement.NOT_LISTED)]).to_numpy()
        told = evidence.column("parcel_id")[rows].dropna().astype(str).to_numpy()
        return np.isin(self.ids.astype(str), told)


def _counted(lack: Mapping[str, Bools], assumed: Bools, n: int) -> Forecast:
    names = sorted(lack)
    mask = np.zeros(n, np.int64)
    for bit, name in enumerate(names):
        mask |= lack[name].astype(np.int64) << bit
    done = mask == 0
    sets, counts = np.unique(mask[~done], return_counts=True)
    best, gain, most = 0, 0, 0.0
    for one in sets.tolist():
        if any(one >> names.index(n_) & 1 for n_ in (GEOMETRY, USE) if n_ in names):
            continue                       # mended in the plan itself, not by another input
        decides = int(counts[(sets & ~one) == 0].sum())
        worth = decides / bin(one).count("1")
        if worth > most:
            best, gain, most = one, decides, worth
    lacking = {name: int(lack[name].sum()) for name in names}
    order = sorted(names, key=lambda name: (-lacking[name], name))
    return Forecast(n, int(done.sum()), int((done & assumed).sum()), {name: lacking[name] for name in order},
                    tuple(name for bit, name in enumerate(names) if best >> bit & 1), gain)
