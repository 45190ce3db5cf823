"""The review of a plan: places, facts, rules, findings. The whole pipeline, from normalised tables to an outcome.

Order: repair and reproject -> places of entries -> coverage -> overlays -> facts -> rules -> findings -> verdicts.
Two strata: rules over facts give findings; rules over findings (what is owed before works, nothing found) come last.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import coverage, exceedance, facts, geometry, industries, knowledge, locate, overlay, rules, sampling, uses
from .errors import InputError
from .facts import Meeting, Surveys
from .findings import Collector, Outcome
from .geometry import Repaired, RepairState, to_crs
from .overlay import Pairs
from .progress import Part, Progress, Silent, checkpoint
from .rules import Facts, Need, Rulebook, Words
from .tables import ISSUED, RoleTable
from .together import together
from .tri import Bools, Tri
from .vocabulary import ListKind, ListStatus, ReviewResult, Role, Stage, Statement, Step, Verdict

Ints = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
Take = Callable[[str, pd.DataFrame, Optional[npt.NDArray[np.object_]]], None]
Objects = npt.NDArray[np.object_]

GRAIN: dict[Role, str] = {
    Role.REGISTRY: "parcel_x_registry", Role.NEGATIVE_LIST: "parcel_x_negative_list",
    Role.CONTROL_ZONES: "parcel_x_control_zone", Role.INDUSTRIAL_LAND: "parcel_x_industrial_land",
    Role.FARMLAND: "parcel_x_farmland", Role.BASIC_FARMLAND: "parcel_x_basic_farmland",
    Role.ORDERED_SURVEYS: "parcel_x_ordered_survey", Role.SURVEY_AREAS: "parcel_x_survey",
    Role.RISK_ASSESSMENTS: "parcel_x_assessment"}
"""Roles whose rows are subjects of rules, and the grain of the facts about them."""

MET = (*GRAIN, Role.CURRENT_USE)
"""Roles of polygons that parcels are laid over."""
SITE_ROLES = (*MET, Role.SAMPLES)
PIECES = (Role.CURRENT_USE, Role.FARMLAND, Role.BASIC_FARMLAND)
"""Roles whose rows are pieces of a map, not entries of a list: their numbers begin anew in every village."""
WITH_NEIGHBOURS = (Role.REGISTRY, Role.CONTROL_ZONES)
"""Roles of which also what lies near a parcel is asked for."""
BEGINS = {Role.REGISTRY: "listed_on", Role.NEGATIVE_LIST: "valid_from", Role.CONTROL_ZONES: "drawn_on",
          Role.ORDERED_SURVEYS: "ordered_on"}
"""Roles whose entries count from a day, and its column."""
_LEVEL_RANK = {"none": 0, "unknown": 1, "screening": 2, "intervention": 3, "no_limit": -1, "excluded": -1}
OPTIONAL_ROLES = (Role.SURVEY_AREAS, Role.SAMPLES, Role.RISK_ASSESSMENTS, Role.ORDERED_SURVEYS)
"""Roles that not every parcel waits for, so that nothing would be missed if they lay elsewhere."""
FAR_COULD_BE = {Role.SURVEY_AREAS: Verdict.REMEDIATE_FIRST, Role.SAMPLES: Verdict.REMEDIATE_FIRST,
                Role.RISK_ASSESSMENTS: Verdict.REMEDIATE_FIRST, Role.ORDERED_SURVEYS: Verdict.SURVEY_REQUIRED}
"""The gravest that a layer of these could give, were it here."""
LIMITS_FROM = "gb_36600"
_MANY = 1_000
"""Parcels from which it pays to look which are alike."""
Told = tuple[tuple[str, Union[str, bool]], ...]


@dataclasses.dataclass(frozen=True)
class Options:
    """What a person decides about a review.

    ``covers`` maps a role to "parcels" or to (polygons, CRS) of the extent that its holder states; ``none`` maps a
    role to the day of the office's statement that none was issued (True where no day was given). ``beside``: the plan
    of which the parcels are some, or beside which they are applied for: homes from which polluting projects keep away,
    extent and signs of the scheme of codes are those of the whole; without rows there is none, and the parcels are one
    application. None: the parcels are the plan.
    """

    as_of: pd.Timestamp
    book: Rulebook
    steps: tuple[Step, ...] = (Step.PLAN,)
    covers: Mapping[Role, Union[str, tuple[Objects, Any]]] = dataclasses.field(default_factory=dict)
    none: Mapping[Role, Union[bool, pd.Timestamp]] = dataclasses.field(default_factory=dict)
    tolerance_m: float = 0.5
    use_scheme: Optional[str] = None
    current_use_scheme: Optional[str] = None
    beside: Optional[RoleTable] = None


class _Substances(NamedTuple):
    """Of each sample: item of the standard, names, code of the name in its order, of point, depth, basic item."""

    number: Ints
    zh: Objects
    en: Objects
    code: Ints
    point: Ints
    depth: Ints
    basic: Ints


class Outlines(NamedTuple):
    """The parcels made ready, in the CRS of the plan: repaired, with areas, boxes and the tree over them."""

    repaired: Repaired
    planar: Floats
    ellipsoidal: Floats
    boxes: overlay.Boxes


@dataclasses.dataclass
class Layer:
    """A role's table made ready: geometry in the working CRS, repaired; places of its entries."""

    table: RoleTable
    ids: Objects
    geometry: Objects
    repaired: Optional[Repaired]
    placed: Optional[locate.Placed] = None
    kept: dict[Any, Any] = dataclasses.field(default_factory=dict, repr=False)

    def once(self, what: Any, make: Callable[[], Any]) -> Any:
        """What holds of the rows of the table whatever the parcels are: made when first asked for, then kept."""
        if what not in self.kept:
            self.kept[what] = make()
        return self.kept[what]

    def values(self, name: str, kind: Any = object) -> npt.NDArray[Any]:
        """A column of the table as an array."""
        return np.asarray(self.once((name, kind), lambda: self.table.column(name).to_numpy(kind)))

    def words(self, name: str) -> Words:
        """A column of stored words."""
        words: Words = self.once((name, Words), lambda: Words.of(self.table.column(name)))
        return words

    @property
    def shapes(self) -> Objects:
        """Places by which overlaps are sought."""
        return self.placed.geometry if self.placed is not None else self.geometry

    @property
    def doubtful(self) -> Bools:
        """Entries of which only a neighbourhood is known."""
        return self.placed.doubtful if self.placed is not None else np.zeros(len(self.ids), bool)

    @property
    def unlocated(self) -> Bools:
        """Entries that could be anywhere in this county."""
        placed = self.placed
        return np.asarray(self.once("unlocated", lambda: (
            placed.unlocated if placed is not None else np.zeros(len(self.ids), bool))))

    @property
    def lost(self) -> bool:
        """Whether there are rows without a usable outline."""
        return bool(self.once("lost", lambda: shapely.is_missing(self.geometry).any()))

    @property
    def reach(self) -> Optional[Objects]:
        """How far a self-crossing outline may go."""
        return self.repaired.reach if self.repaired is not None else None


def outlines(parcels: RoleTable, tolerance_m: float, *, tree: bool = False) -> Outlines:
    """Make the parcels ready; may be done in a thread of its own, while nobody else looks at their geometry.

    Parameters
    ----------
    tree : whether to build it now, where it will serve: in the CRS of the plan

    Raises
    ------
    InputError
        ``no_geometry``, ``crs_missing``.
    """
    if parcels.geometry is None:
        raise InputError("no_geometry", source=parcels.source.path, role=str(Role.PARCELS))
    if parcels.crs is None:
        raise InputError("crs_missing", source=parcels.source.path, role=str(Role.PARCELS))
    own = geometry.repair(parcels.geometry, tolerance_m=tolerance_m, unit_m=geometry.unit_of(parcels.crs))
    boxes = overlay.Boxes(own.geometry)
    if tree and geometry.is_metric(parcels.crs):
        assert boxes.tree is not None
    return Outlines(own, *geometry.areas(own.geometry, parcels.crs), boxes)


def review(tables: Mapping[Role, RoleTable], options: Options, progress: Optional[Progress] = None,
           take: Optional[Take] = None, ready: Optional[Callable[[], Outlines]] = None) -> Outcome:
    """Review every parcel of a plan.

    Parameters
    ----------
    tables : mapping of role to normalised table
        ``parcels`` is needed. A role that is not given is not there: rules that need it are unknown.
    options : Options
    progress : Progress, optional
    take : optional
        Gets a table, by name and with its geometry, as soon as it is whole, or without geometry and piece by piece;
        not all come this way.
    ready : optional
        Gives what ``outlines`` made of the parcels, where that was begun before.

    Returns
    -------
    Outcome
        The tables of the result and their geometry, in the CRS of the parcels. As many reviewed parcels as parcels.

    Raises
    ------
    InputError
        Something given cannot be used as it is (CRS missing or ballpark, clash of statement and table).
    Cancelled
        The person stopped it.
    """
    return _Review(tables, options, progress or Silent(), take, ready).run()


class _Review:
    """One run; the attributes are filled in the order of ``run``."""

    def __init__(self, tables: Mapping[Role, RoleTable], options: Options, progress: Progress,
                 take: Optional[Take] = None, ready: Optional[Callable[[], Outlines]] = None) -> None:
        if Role.PARCELS not in tables:
            raise InputError("role_missing", role=str(Role.PARCELS))
        for role in options.none:
            if role in tables:
                raise InputError("none_and_table", role=str(role), source=tables[role].source.path)
        self.tables, self.options, self.progress = dict(tables), options, progress
        self.take: Take = take or (lambda name, frame, shapes: None)
        self.ready = ready
        self.book, self.as_of = options.book, options.as_of
        self.meetings: dict[Role, Meeting] = {}
        self.needed: dict[Role, Bools] = {}
        self.alike: dict[str, Ints] = {}
        self.dual_rows = np.zeros(0, bool)           # parcels of which the law changed since the application
        self._limited: Optional[Tri] = None

    @functools.cached_property
    def basic_items(self) -> list[int]:
        """Table 1 of GB 36600-2018: what a first survey has to measure."""
        return [no for no, item in knowledge.limits().items() if item.table == 1]

    @functools.cached_property
    def words(self) -> Mapping[str, Any]:
        """Words by which rules read texts."""
        return knowledge.read_yaml("rules/words.yaml")

    @functools.cached_property
    def nothing(self) -> frozenset[str]:
        """Texts that record nothing."""
        return frozenset(locate.normal_name(w) for w in self.words["nothing_recorded"])

    def run(self) -> Outcome:
        outcome = self._judged().outcome(self)
        checkpoint(self.progress, 1.0)
        return outcome

    def _judged(self) -> Collector:
        """All findings of all parcels, not yet in words."""
        grains = self._known()
        checkpoint(self.progress, 0.80)
        collect = self._evaluate(grains)
        checkpoint(self.progress, 0.90)
        return collect

    def _known(self) -> dict[str, Facts]:
        """All facts of all grains."""
        self._prepare()
        checkpoint(self.progress, 0.10)
        self._cover()
        self._meet(Part(self.progress, 0.10, 0.55))
        self._present_use(Part(self.progress, 0.55, 0.65))
        checkpoint(self.progress, 0.65)
        self._surveys()
        self._parcel_facts()
        checkpoint(self.progress, 0.70)
        return self._grains()

    # ------------------------------------------------------------------------------------------- places

    def _prepare(self) -> None:
        self._prepare_parcels()
        self.plan = locate.plan_of(self.tables[Role.PARCELS])
        self._prepare_layers()
        self._find_far(self.own_box, self.box_beside)

    def _prepare_parcels(self) -> None:
        parcels = self.tables[Role.PARCELS]
        own, planar, self.area_ellipsoidal, boxes = self._outlines()
        self.n = len(parcels.frame)
        self.ids = parcels.column("parcel_id").to_numpy(object)
        self.crs = self._choose_crs(parcels, boxes)
        self.own_geometry = own.geometry
        self.parcels, self.state = self._areas_in_work(own, parcels.crs)
        self.reach = self._to_work(own.reach, parcels.crs)
        self.area = np.where(np.isfinite(planar), planar, self.area_ellipsoidal)
        self.boxes = boxes if self.parcels is own.geometry else overlay.Boxes(self.parcels)
        self.plane = np.where(shapely.is_missing(self.parcels), np.nan, shapely.area(self.parcels))
        self.own_box = self.plan_box = self.boxes.extent
        self.box_beside: Optional[Floats] = None
        if self.options.beside is not None:
            beside = self._any_shapes(self.options.beside)
            self.box_beside = geometry.extent(beside)
            if coverage.meets(self.own_box, self.box_beside):     # in the plan: what is looked at is as wide as it
                self.plan_box = np.concatenate([np.fmin(self.own_box[:2], self.box_beside[:2]),
                                                np.fmax(self.own_box[2:], self.box_beside[2:])])

    def _outlines(self) -> Outlines:
        """The parcels' own outlines; often somebody has made them ready while the layers were read."""
        return self.ready() if self.ready else outlines(self.tables[Role.PARCELS], self.options.tolerance_m)

    def _choose_crs(self, parcels: RoleTable, boxes: overlay.Boxes) -> Any:
        """The CRS in metres in which everything is laid over each other."""
        box = boxes.extent
        if not np.isfinite(box).all():
            raise InputError("no_usable_parcel", source=parcels.source.path)
        return geometry.working_crs(parcels.crs, tuple(box))

    def _prepare_layers(self) -> None:
        self.layers: dict[Role, Layer] = {}
        for role, table in [*self.tables.items()]:
            if role in SITE_ROLES:
                self.layers[role] = self._layer(role, table)
        located = self.tables.get(Role.LOCATED)
        located_shapes = self._any_shapes(located) if located is not None else None
        lenders: dict[str, Any] = {
            str(role): (layer.table.column("plot_id") if role in (Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS)
                        else layer.ids, layer.table.column("name"), layer.geometry)
            for role, layer in self.layers.items()
            if role in (Role.REGISTRY, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS)}
        for role in GRAIN:
            if role not in self.layers:
                continue
            layer = self.layers[role]
            layer.placed = locate.place(
                layer.table, layer.geometry, layer.repaired.state if layer.repaired else None, ids=layer.ids,
                centres=self._centres(layer), plan=self.plan, located=located, located_geometry=located_shapes,
                evidence=self.tables.get(Role.EVIDENCE),
                lenders={k: x for k, x in lenders.items() if k != str(role)},
                safety=self.book.settings["circle_safety_factor"], radius_m=self.book.settings["circle_radius_m"],
                as_of=self.as_of)
            self._note_later(layer)

    def _note_later(self, layer: Layer) -> None:
        """Say which entries begin after the day of the review: they do not count yet, and the day may be a slip."""
        column = BEGINS.get(layer.table.role)
        if column is None or layer.placed is None:
            return
        later = np.flatnonzero((layer.table.column(column) > self.as_of).to_numpy(bool))
        if len(later):
            layer.placed.notes.append({"code": "dated_later", "count": len(later), "day": str(self.as_of.date()),
                                       "entries": "、".join(str(i) for i in layer.ids[later[:5]])})

    def _find_far(self, own: Floats, plan: Optional[Floats]) -> None:
        """Metres to layers that lie nowhere near, of roles that not every parcel waits for."""
        self.far: dict[Role, float] = {}
        for role in OPTIONAL_ROLES:
            if role in self.layers:
                layer = self.layers[role]
                box = layer.once("box", functools.partial(geometry.extent, layer.shapes))
                away = coverage.far_away(role, layer.table, box, own, plan)
                if away:
                    self.far[role] = away

    def _to_work(self, shapes: Objects, crs: Any, table: Optional[RoleTable] = None) -> Objects:
        if geometry.same_crs(crs, self.crs):
            return shapes
        try:
            return to_crs(shapes, crs, self.crs)
        except InputError as error:
            if table is None:
                raise
            raise InputError(error.code, **{**error.facts, "file": table.source.path, "role": str(table.role)}
                             ) from error

    def _areas_in_work(self, fixed: Repaired, crs: Any, table: Optional[RoleTable] = None,
                       ) -> tuple[Objects, npt.NDArray[np.int8]]:
        """Repaired polygons in the working CRS, and their states: one that is a line there has no area either."""
        shapes = self._to_work(fixed.geometry, crs, table)
        if shapes is fixed.geometry:
            return shapes, fixed.state
        flat = shapely.area(shapes) == 0                   # of what is missing the area is NaN
        if not flat.any():
            return shapes, fixed.state
        shapes, state = shapes.copy(), fixed.state.copy()
        shapes[flat], state[flat] = None, RepairState.BROKEN
        return shapes, state

    def _any_shapes(self, table: RoleTable) -> Objects:
        """Geometry of a table in the working CRS as it stands; points from coordinate columns where it has none."""
        n = len(table.frame)
        shapes = np.full(n, None, object)
        if table.geometry is not None:
            if table.crs is None:
                raise InputError("crs_missing", source=table.source.path, role=str(table.role))
            fine = ~shapely.is_missing(table.geometry) & ~shapely.is_empty(table.geometry)
            xy, owner = shapely.get_coordinates(table.geometry, return_index=True)
            fine[owner[~np.isfinite(xy).all(axis=1)]] = False
            shapes[fine] = self._to_work(shapely.force_2d(table.geometry[fine]), table.crs, table)
        return self._fill_points(table, shapes)

    def _fill_points(self, table: RoleTable, shapes: Objects) -> Objects:
        """Points from longitude and latitude, or from northing x and easting y, where there is no geometry."""
        names = {c for c in ("longitude", "latitude", "x", "y") if c in table.frame}
        for one, two, crs, swap in (("longitude", "latitude", geometry.CGCS2000, False),
                                    ("x", "y", self.tables[Role.PARCELS].crs, True)):
            if not {one, two} <= names:
                continue
            first, second = table.column(one).to_numpy(float), table.column(two).to_numpy(float)
            east, north = (second, first) if swap else (first, second)
            rows = np.flatnonzero(shapely.is_missing(shapes) & np.isfinite(east) & np.isfinite(north))
            if len(rows):
                points = shapely.points(east[rows], north[rows])
                if geometry.plausible_crs(tuple(geometry.extent(points)), crs) is None:
                    shapes[rows] = self._to_work(points, crs)
        return shapes

    def _layer(self, role: Role, table: RoleTable) -> Layer:
        id_ = {Role.SAMPLES: "sample_id", Role.CONTROL_ZONES: "zone_id"}.get(role, "entry_id")
        fixed = None
        if role is not Role.SAMPLES and table.geometry is not None:
            if table.crs is None:
                raise InputError("crs_missing", source=table.source.path, role=str(role))
            fixed = geometry.repair(table.geometry, tolerance_m=self.options.tolerance_m,
                                    unit_m=geometry.unit_of(table.crs))
            table, fixed = locate.whole_entries(table, table.column(id_), fixed, touching=role in PIECES)
            self.tables[role] = table
        ids = table.column(id_)
        rows = table.frame["source_row"] if "source_row" in table.frame else pd.Series(np.arange(1, len(ids) + 1))
        named = np.where(ids.notna(), ids, "#" + rows.astype(str)).astype(object)
        if role is Role.SAMPLES:
            return Layer(table, named, _single_points(self._any_shapes(table)), None)
        if fixed is None:
            return Layer(table, named, np.full(len(named), None, object), None)
        shapes, state = self._areas_in_work(fixed, table.crs, table)
        reach = self._to_work(fixed.reach, table.crs, table)
        return Layer(table, named, shapes, dataclasses.replace(fixed, geometry=shapes, state=state, reach=reach))

    def _centres(self, layer: Layer) -> Objects:
        """Centre points of entries: points of the layer itself, else their coordinate columns."""
        shapes = np.full(len(layer.ids), None, object)
        if layer.table.geometry is not None:
            kinds = shapely.get_type_id(layer.table.geometry)
            rows = np.flatnonzero(np.isin(kinds, (0, 4)) & ~shapely.is_empty(layer.table.geometry))
            if len(rows):
                shapes[rows] = self._to_work(shapely.centroid(layer.table.geometry[rows]), layer.table.crs)
        return self._fill_points(layer.table, shapes)

    # ------------------------------------------------------------------------------------------- coverage

    def _cover(self) -> None:
        self.coverage: dict[Role, coverage.Coverage] = {}
        for role in (*GRAIN, Role.SAMPLES, Role.CURRENT_USE):
            layer = self.layers.get(role)
            statement: Any = self.options.covers.get(role)
            if statement is not None and not isinstance(statement, str):
                shapes, crs = statement
                fixed = geometry.repair(shapes, tolerance_m=self.options.tolerance_m, unit_m=geometry.unit_of(crs))
                statement = self._to_work(fixed.geometry, crs)
            self.coverage[role] = coverage.cover(
                role, layer.table if layer else None, layer.placed if layer else None, self.parcels, self.plan_box,
                statement=statement, none_issued=self.options.none.get(role),
                evidence=self.tables.get(Role.EVIDENCE), parcel_ids=self.ids,
                counties=self.tables[Role.PARCELS].column("county"), as_of=self.as_of, settings=self.book.settings,
                tolerance_m=self.options.tolerance_m)

    # ------------------------------------------------------------------------------------------- overlays

    def _meet(self, progress: Progress) -> None:
        roles = [role for role in MET if role in self.layers]

        def one(role: Role, told: Progress) -> tuple[Pairs, Optional[Pairs]]:
            """The plan laid over a layer, and what lies no farther apart than the radius without meeting."""
            used, accuracy, reach = self._sought(role, self.layers[role])
            pairs = overlay.overlay_pairs(
                self.boxes, used, tolerance_m=self.options.tolerance_m, accuracy_m=accuracy, reach_a=self.reach,
                reach_b=reach, progress=Part(told, 0.0, 0.8))
            if role not in WITH_NEIGHBOURS:
                return pairs, None
            sure = used.copy()
            sure[self.layers[role].doubtful] = None
            return pairs, overlay.within_distance(self.boxes, sure, self.book.settings["neighbour_radius_m"],
                                                  exclude=pairs, progress=Part(told, 0.8, 1.0))

        def samples(told: Progress) -> None:
            self.held = overlay.points_in(self.boxes, self.layers[Role.SAMPLES].geometry,
                                          tolerance_m=self.options.tolerance_m, progress=told)

        assert self.boxes.tree is not None       # built before several threads ask it
        works: list[Callable[[Progress], Any]] = [functools.partial(one, role) for role in roles]
        if Role.SAMPLES in self.layers:
            works.append(samples)
        for role, (pairs, apart) in zip(roles, together(works, progress)):
            meeting = self._meeting(pairs, self.layers[role].doubtful, apart)
            self.meetings[role] = self._not_settled(role, meeting)

    def _sought(self, role: Role, layer: Layer) -> tuple[Objects, Floats, Optional[Objects]]:
        """Places of the entries that count on this day, how well they are known, how far they may go."""
        shapes = layer.shapes.copy()
        accuracy = np.full(len(shapes), self.options.tolerance_m)
        if "accuracy_m" in layer.table.frame:
            accuracy = np.fmax(np.nan_to_num(layer.table.column("accuracy_m").to_numpy(float)), accuracy)
        reach = layer.reach.copy() if layer.reach is not None else None
        if role is Role.REGISTRY:
            later = self._not_yet_listed(layer)
            shapes[later] = None
            if reach is not None:
                reach[later] = None
        return shapes, accuracy, reach

    def _near_rows(self, role: Role) -> Optional[Ints]:
        """Rows of a layer that can meet a parcel or come near it; None for all."""
        return None

    def _meeting(self, pairs: Pairs, doubtful: Bools, apart: Optional[Pairs]) -> Meeting:
        """Pairs with areas of the parcels' own CRS: planar where that is in metres, else on the ellipsoid."""
        near = None if apart is None else (apart.a_index, apart.b_index, apart.distance_m)
        out = Meeting.of(pairs, self.plane, doubtful, near)
        if not geometry.same_crs(self.crs, self.tables[Role.PARCELS].crs):
            scale = np.ones(self.n)                    # a parcel that is a line in the plane has none
            np.divide(self.area, self.plane, out=scale, where=self.plane > 0)
            out = dataclasses.replace(out, overlap_m2=out.overlap_m2 * scale[out.parcel])
        return out

    def _not_settled(self, role: Role, meeting: Meeting) -> Meeting:
        """Without what cannot be told and of which a person states that it lies outside this parcel."""
        evidence = self.tables.get(Role.EVIDENCE)
        if evidence is None or not meeting.maybe.any():
            return meeting
        rows = locate.usable_evidence(evidence, self.as_of)
        rows &= (evidence.column("role").astype(str) == str(role)).to_numpy()
        rows &= (evidence.column("statement").astype(str) == str(Statement.OUTSIDE)).to_numpy()
        rows &= evidence.column("parcel_id").notna().to_numpy()
        told = set(zip(evidence.column("parcel_id")[rows].astype(str), evidence.column("subject_id")[rows].astype(str)))
        ids = self.layers[role].ids
        outside = np.array([(str(self.ids[p]), str(ids[s])) in told
                            for p, s in zip(meeting.parcel, meeting.subject)], bool)
        return meeting.keep(~(meeting.maybe & outside))

    def _not_yet_listed(self, layer: Layer) -> Bools:
        """Entries that came onto the list between ``as_of`` and the day of the list itself."""
        day, edition = layer.table.column("listed_on"), layer.table.source.edition_date
        later = np.asarray((day > self.as_of).to_numpy(bool))
        return later & (day <= edition).to_numpy(bool) if edition is not None else np.zeros(len(later), bool)

    # ------------------------------------------------------------------------------------------- uses

    def _present_use(self, progress: Progress) -> None:
        parcels = self.tables[Role.PARCELS]
        self.uses, column = self._parcel_uses(parcels, self.options.beside)
        # Cadastral codes say in their 14th place whether a parcel lies on (B), above (S) or below (X) the ground.
        self.layered = np.array([bool(_LAYERED.match(str(i))) for i in self.ids], bool)
        layer = self.layers.get(Role.CURRENT_USE)
        of_layer = self._layer_uses(layer) if layer is not None else None
        checkpoint(progress, 0.3)
        self.change = facts.present_use(self.parcels, self.area, self.uses, column,
                                        self.meetings.get(Role.CURRENT_USE), of_layer, uses.same_use,
                                        self.options.tolerance_m,
                                        lost=layer is not None and layer.lost)
        cover = self.coverage[Role.CURRENT_USE]
        cover.given = cover.given or column is not None
        told = column.known if column is not None else np.zeros(self.n, bool)
        # What parcels tell of themselves decides; but a layer beside it could tell it otherwise (the graver counts),
        # also where it has a gap.
        stated = Role.CURRENT_USE in self.options.covers
        if layer is None:
            cover.confirmed = self.change.covered & stated
        else:
            cover.confirmed = (told | stated) & self.change.layer_covered & ~self.change.layer_open
        cover.share = np.where(self.change.covered, 1.0, np.minimum(self.change.share_known, 1 - 1e-9))
        cover.share[shapely.is_missing(self.parcels) & ~told & (not stated)] = 0.0

    def _parcel_uses(self, parcels: RoleTable, neighbours: Optional[RoleTable] = None,
                     ) -> tuple[uses.Uses, Optional[uses.Uses]]:
        """Proposed uses, and present uses where the parcels have columns of them."""
        proposed = self._proposed(parcels, neighbours)
        if "current_use_code" not in parcels.frame and "current_use_name" not in parcels.frame:
            return proposed, None
        return proposed, uses.resolve_uses(
            parcels.column("current_use_code").to_list(), _list(parcels, "current_use_name"),
            _list(parcels, "current_use_scheme"), scheme=self.options.current_use_scheme,
            neighbours=_distinct(neighbours, "current_use_code", "current_use_name"))

    def _proposed(self, parcels: RoleTable, neighbours: Optional[RoleTable] = None) -> uses.Uses:
        return uses.resolve_uses(
            parcels.column("use_code").to_list(), _list(parcels, "use_name"), _list(parcels, "use_scheme"),
            scheme=self.options.use_scheme, facilities=_list(parcels, "facilities"),
            neighbours=_distinct(neighbours, "use_code", "use_name"))

    def _layer_uses(self, layer: Layer) -> uses.Uses:
        """What the codes of the layer of present uses mean."""
        table = layer.table
        found: uses.Uses = layer.once("uses", lambda: uses.resolve_uses(
            table.column("use_code").to_list(), _list(table, "use_name"), _list(table, "use_scheme"),
            scheme=self.options.current_use_scheme))
        return found

    # ------------------------------------------------------------------------------------------- surveys

    def _dated(self, layer: Layer, name: str, *, null: Optional[bool]) -> Tri:
        """``facts.dated`` of the rows of a layer, for what begins."""
        found: Tri = layer.once((name, "dated"), lambda: facts.dated(layer.table, name, self.as_of, null=null,
                                                                     begins=True))
        return found

    def _told(self, layer: Layer, name: str) -> Tri:
        """``facts.told`` of the rows of a layer."""
        found: Tri = layer.once((name, "told"), lambda: facts.told(layer.table, name))
        return found

    def _recorded(self, layer: Layer, name: str) -> Bools:
        """``facts.recorded`` of the rows of a layer."""
        return np.asarray(layer.once((name, "recorded"), lambda: facts.recorded(layer.table, name, self.nothing)))

    def _bars(self, layer: Layer, name: str, m: Meeting) -> Tri:
        """Whether the words in a column bar the use of the parcel that meets the row."""
        rows, at = np.unique(m.subject, return_inverse=True)
        return uses.ban_matrix(list(layer.values(name)[rows]), self.uses)(at, m.parcel)

    def _reviewed(self, layer: Layer) -> Tri:
        """Whether a report's review passed on or before ``as_of``."""
        found: Tri = layer.once("reviewed", lambda: (
            layer.words("review_result").isin([str(ReviewResult.PASSED)])
            & facts.dated(layer.table, "reviewed_on", self.as_of, null=None)))
        return found

    def _on_file(self, layer: Layer) -> Tri:
        """Whether a report was handed in on or before ``as_of``; one that failed its review has to be done again."""
        failed = layer.words("review_result").isin([str(ReviewResult.FAILED)]).true
        handed_in = facts.dated(layer.table, "filed_on", self.as_of, null=None)
        return Tri.of(handed_in.true & ~failed, handed_in.unknown & ~failed)

    def _surveys(self) -> None:
        empty = _no_meeting()
        layer = self.layers.get(Role.SURVEY_AREAS)
        cover = self.coverage[Role.SURVEY_AREAS]
        if layer is None:
            none, never = Tri.constant(0, False), np.zeros(0, "datetime64[D]")
            self.surveys = Surveys(cover.given, cover.share, empty, none, none, never, never, np.zeros(0))
        else:
            accepted = self._reviewed(layer)
            filed = layer.once("filed", lambda: accepted | self._on_file(layer))
            share = cover.share.copy()
            adrift = layer.unlocated & (accepted.true | accepted.unknown)
            if adrift.any():
                # A survey that nobody has located may be this parcel's: "confirm this survey", not "survey required".
                share = np.minimum(share, 1 - 1e-9)
            self.surveys = Surveys(
                True, share, self.meetings[Role.SURVEY_AREAS], accepted, filed,
                layer.values("reviewed_on", "datetime64[D]"), _until(layer, "reviewed_on"),
                layer.values("land_class", float))
        if self.options.none.get(Role.SURVEY_AREAS):
            self.surveys.given, self.surveys.share = True, np.ones(self.n)

    def _left(self, rows: Ints, region: Optional[Objects], eligible: Any) -> Tri:
        return self.surveys.left_over(rows, region, self.parcels, eligible, self.options.tolerance_m)

    def _left_on(self, m: Meeting, eligible: Any) -> Tri:
        """As ``_left``, of what each row of a meeting has in common: of the whole parcel where that is not known."""
        return self._left(m.parcel, _drop(m.geometry) if self.surveys.given else None, eligible)

    def _accepted(self, at: Ints, pair: Ints) -> Tri:
        return self.surveys.accepted.take(self.surveys.meeting.subject[pair])

    def _filed(self, at: Ints, pair: Ints) -> Tri:
        return self.surveys.filed.take(self.surveys.meeting.subject[pair])

    # ------------------------------------------------------------------------------------------- facts of parcels

    def _parcel_facts(self) -> None:
        settings, n = self.book.settings, self.n
        columns = facts.use_facts(self.uses)
        # Where the class cannot be told the stricter one counts (GB 36600-2018, clause 5.3.1).
        land_class = np.where(self.uses.known, self.uses.land_class, 1.0)
        columns["land_class"] = land_class
        columns["land_class_assumed"] = Tri.of(~self.uses.known | self.uses.coarse)
        columns |= self._project()
        change = self.change
        columns["use_changed"] = change.changed
        columns["change_assumed"] = Tri.of(change.assumed)
        columns["current_use_known"] = Tri.of(change.known)
        columns["current_residential_or_public"] = change.sensitive_now
        columns["current_use_never_industrial"] = change.never_industrial
        columns["farmland_or_unknown"] = Tri.of(change.farmland_or_unknown)
        columns["farmland_or_unknown_share"] = change.farmland_share
        columns["surveys_not_given"] = Tri.of(np.full(n, not self.surveys.given))
        every = np.arange(n)
        region = self._not_removed(change.region)
        self.changed_region = region
        columns["changed_unaccepted"] = self._left(every, region, self._accepted) & self._changed_remains
        columns["step_ends_right"] = Tri.constant(
            n, bool({Step.TAKING_BACK, Step.TRANSFER, Step.ACQUISITION} & set(self.options.steps)))
        columns["as_of"] = np.full(n, np.datetime64(self.as_of, "D"))
        columns |= self._assessed(land_class)
        self._sample_facts(columns, land_class)
        columns |= self._siting(columns)
        columns["siting_distance_set"] = Tri.constant(n, settings.get("siting_distance_m") is not None)
        owed = ((self.uses.residential | self.uses.public_service) & change.changed)
        columns["survey_owed_unless_accepted"] = owed
        self.parcel_facts = Facts(every, columns)
        self.days = {"as_of": np.full(n, np.datetime64(self.as_of, "D")), "act": self._act_days()}

    def _act_days(self) -> npt.NDArray[np.datetime64]:
        """The day by which it is judged what each parcel owed."""
        return facts.act_days(self.tables[Role.PARCELS], self.as_of)

    def _project(self) -> dict[str, Any]:
        """What is said of the project of each parcel."""
        parcels, n = self.tables[Role.PARCELS], self.n
        industry = parcels.column("project_industry")
        given = facts.recorded(parcels, "project_industry", self.nothing)
        repairs, harmless = industries.read_projects(industry.to_list(), self.words)
        six, _ = industries.resolve_industries(industry.to_list(), [None] * n, [None] * n)
        return {"unrelated_works": self.uses.construction & ~repairs,
                "project_given": Tri.of(given),
                "project_pollutes": Tri.of(given & six.true, given & ~six.true & ~(harmless | repairs.true))}

    def owed_share(self, rows: Ints) -> Floats:
        """Share of the parcel whose use changes and that no accepted survey covers."""
        out = np.ones(len(rows))
        meeting = self.surveys.meeting
        accepted = meeting.overlaps & self.surveys.accepted.true[meeting.subject] if len(meeting) else np.zeros(0, bool)
        first, last = np.searchsorted(meeting.parcel, rows, "left"), np.searchsorted(meeting.parcel, rows, "right")
        partly = np.array([self.changed_region[p] is not None for p in rows], bool) | (last > first)
        for k in np.flatnonzero(partly):
            p = rows[k]
            region = self.changed_region[p]
            mine = np.arange(first[k], last[k])[accepted[first[k]:last[k]]]
            area = self.parcels[p] if region is None else region
            if len(mine):
                area = overlay.without(area, meeting.geometry[mine])
            out[k] = min(1.0, shapely.area(area) / self.plane[p])
        return out

    def _not_removed(self, region: Objects) -> Objects:
        """The changed part without what was removed from the list for the same or a stricter class.

        Such removal lifts the duty for its area (review rule 6); ``_changed_remains`` says where nothing is left.
        """
        self._changed_remains = Tri.constant(self.n, True)
        layer, meeting = self.layers.get(Role.REGISTRY), self.meetings.get(Role.REGISTRY)
        if layer is None or meeting is None or not len(meeting):
            return region
        self._registry_status(layer)
        target = layer.values("target_class", float)
        serves = facts.suits(target[meeting.subject], np.where(
            self.uses.known, self.uses.land_class, 1.0)[meeting.parcel])
        limited = self._limits(layer, meeting)
        lifts = meeting.overlaps & self.status.take(meeting.subject).isin([str(ListStatus.REMOVED)]).true
        lifts &= serves.true & limited.false
        region = region.copy()
        gone = np.zeros(self.n, bool)
        for p in np.unique(meeting.parcel[lifts]):
            area = self.parcels[p] if region[p] is None else region[p]
            region[p] = overlay.without(area, meeting.geometry[lifts & (meeting.parcel == p)])
            gone[p] = not facts.remains(region[[p]], np.array([area], object), self.options.tolerance_m)[0]
        self._changed_remains = Tri.of(~gone)
        return region

    def _assessed(self, land_class: Floats) -> dict[str, Any]:
        """Whether an accepted risk assessment says acceptable for the whole parcel and its class."""
        layer = self.layers.get(Role.RISK_ASSESSMENTS)
        if layer is None:
            self.assessed = Tri.constant(0, False)
            self.assessed_on = np.full(self.n, np.datetime64("NaT"), "datetime64[D]")
            return {"assessment_acceptable": Tri.constant(self.n, False)}
        meeting = self.meetings[Role.RISK_ASSESSMENTS]
        self.assessed = self._reviewed(layer)
        result = layer.words("result").take(meeting.subject).isin(["acceptable"])
        target = layer.values("target_class", float)[meeting.subject]
        good = self.assessed.take(meeting.subject) & result & facts.suits(target, land_class[meeting.parcel])
        self.assessed_on = np.full(self.n, np.datetime64("NaT"), "datetime64[D]")
        np.fmax.at(self.assessed_on, meeting.parcel[good.true],
                   _until(layer, "reviewed_on")[meeting.subject[good.true]])
        never = np.zeros(0, "datetime64[D]")
        ever = Surveys(True, np.ones(self.n), meeting, self.assessed, self.assessed, never, never, np.zeros(0))
        left = ever.left_over(np.arange(self.n), None, self.parcels, lambda at, pair: good.take(pair),
                              self.options.tolerance_m)
        true, unknown = left.false & ~shapely.is_missing(self.parcels), left.unknown.copy()
        adrift = layer.unlocated
        unknown |= bool((adrift & ~self.assessed.false).any())
        return {"assessment_acceptable": Tri.of(true, unknown & ~true)}

    def _siting(self, columns: Mapping[str, Any]) -> dict[str, Any]:
        """Whether homes, schools, hospitals or care homes lie near a parcel that may pollute (rule 15)."""
        n = self.n
        asks = self._may_pollute(columns)
        near, within = Tri.constant(n, False), Tri.constant(n, False)
        self.present_homes_not_given = asks & (Role.CURRENT_USE not in self.layers)
        rows = np.flatnonzero(asks & ~shapely.is_missing(self.parcels))
        if len(rows):
            radius, limit = self.book.settings["siting_radius_m"], self.book.settings.get("siting_distance_m")
            who, place = self._sensitive()
            _, distance = overlay.nearest_within(self.parcels[rows], who, radius, own=place[rows])
            maybe, anywhere = self._maybe_homes()
            _, perhaps = overlay.nearest_within(self.parcels[rows], maybe, radius)
            if Role.CURRENT_USE in self.layers:        # one that tells nothing here tells nothing of what lies around
                anywhere = anywhere | (np.bincount(self.meetings[Role.CURRENT_USE].parcel, minlength=n) == 0)[rows]
            self.siting_distance = np.full(n, np.nan)
            self.siting_distance[rows] = distance

            def fact(farthest: float) -> Tri:
                true, unknown = np.zeros(n, bool), np.zeros(n, bool)
                true[rows], unknown[rows] = distance <= farthest, anywhere | (perhaps <= farthest)
                return Tri.of(true, unknown & ~true)

            near = fact(radius)
            if limit is not None:
                within = fact(limit)
        return {"sensitive_near": near, "sensitive_within_local_distance": within}

    def _maybe_homes(self) -> tuple[Objects, Any]:
        """Where the layer of present uses leaves open whether there are homes, and whether they may be anywhere."""
        layer = self.layers.get(Role.CURRENT_USE)
        if layer is None:
            return np.zeros(0, object), False
        found: tuple[Objects, Any] = layer.once("maybe_homes", lambda: self._maybe_homes_of(layer))
        return found

    def _maybe_homes_of(self, layer: Layer) -> tuple[Objects, bool]:
        told, gone = self._layer_uses(layer).sensitive, shapely.is_missing(layer.geometry)
        shapes = [layer.geometry[told.unknown & ~gone]]
        if layer.reach is not None:
            shapes.append(layer.reach[~told.false & ~shapely.is_missing(layer.reach)])
        return np.concatenate(shapes), bool(gone.all() or (gone & ~told.false).any())

    def _may_pollute(self, columns: Mapping[str, Any]) -> Bools:
        """Parcels whose project, or whose use where no project is named, may pollute."""
        pollutes, polluting = columns["project_pollutes"], self.uses.polluting
        return np.asarray(pollutes.true | pollutes.unknown | (
            ~columns["project_given"].true & (polluting.true | polluting.unknown)))

    def _sensitive(self) -> tuple[Objects, Ints]:
        """Proposed and present homes, schools, hospitals and care homes; where among them each parcel stands itself.

        -1: nowhere. A home whose own project may pollute is a home for all others.
        """
        homes = np.flatnonzero(self.uses.sensitive.true & ~shapely.is_missing(self.parcels))
        place = np.full(self.n, -1, np.intp)
        place[homes] = np.arange(len(homes))
        shapes = [self.parcels[homes]]
        layer = self.layers.get(Role.CURRENT_USE)
        if layer is not None:
            shapes.append(layer.geometry[self._layer_uses(layer).sensitive.true])
        if self.options.beside is not None:
            shapes.append(self._homes_of(self.options.beside))
        return np.concatenate(shapes), place

    def _homes_of(self, plan: RoleTable) -> Objects:
        """Homes, schools, hospitals and care homes of a plan that are none of the parcels under review."""
        rows = np.flatnonzero(self._proposed(plan).sensitive.true)
        shapes = self._any_shapes(plan)[rows]
        fixed = geometry.repair(shapes, tolerance_m=self.options.tolerance_m).geometry
        # A number alone does not tell: applications count their parcels anew.
        own = overlay.overlay_pairs(self.parcels, fixed, tolerance_m=self.options.tolerance_m)
        named = plan.column("parcel_id").astype(str).to_numpy()[rows]
        same = (own.contact == overlay.ContactCode.OVERLAP) & (self.ids[own.a_index].astype(str) == named[own.b_index])
        return np.asarray(np.delete(fixed, own.b_index[same]))

    # ------------------------------------------------------------------------------------------- samples

    def _sample_facts(self, columns: dict[str, Any], land_class: Floats) -> None:
        """Pollutants of each parcel against the values of its class: rows of the pollutant grain."""
        layer, n = self.layers.get(Role.SAMPLES), self.n
        self.pollutants: Optional[dict[str, Any]] = None
        self.judged: Optional[dict[str, npt.NDArray[Any]]] = None      # every sample in a parcel, by its land class
        self.unplaced_samples = 0
        self.sample_counts = np.zeros((3, n), int)
        if layer is None:
            columns["has_samples"] = columns["has_results"] = Tri.constant(n, False)
            return
        self.unplaced_samples = layer.once("unplaced", lambda: self._unplaced(layer))
        (one, two), _ = self._about_samples(layer)
        a, s = self._held_samples()
        has = np.bincount(a, minlength=n) > 0
        columns["has_samples"] = Tri.of(has)
        # blanks, control points and what no limit is for speak for no parcel whose survey says nothing
        speaks = layer.once("speaks", lambda: (
            ~np.isin(one["level"], ("excluded", "no_limit")) & (one["why"] != "no_value")))
        columns["has_results"] = Tri.of(np.bincount(a[speaks[s]], minlength=n) > 0)
        building = np.isfinite(land_class[a])
        a, s = a[building], s[building]
        if not len(a):
            return
        first = land_class[a] == 1
        self.pollutants = self._by_pollutant(a, s, {name: np.where(first, one[name][s], two[name][s]) for name in one},
                                             first)

    def _unplaced(self, layer: Layer) -> int:
        """How many samples without a place could matter."""
        adrift = shapely.is_missing(layer.geometry)
        if len(adrift) and adrift.all():
            raise InputError("samples_without_place", source=layer.table.source.path, rows=len(adrift))
        # a blank, or what is within the limits of both classes, changes nothing wherever it was taken
        return int((adrift & np.logical_or.reduce([level["rank"] > 0 for level in self._about_samples(layer)[0]])).sum()
                   ) if adrift.any() else 0

    def _held_samples(self) -> tuple[Ints, Ints]:
        """Which samples lie in which parcels, as found beside the overlays."""
        return self.held

    def _points_in(self, areas: Objects, role: Role) -> tuple[Ints, Ints]:
        """Which points of a layer lie in which areas: position of the area, row of the layer."""
        layer = self.layers[role]
        spots: overlay.Spots = layer.once("spots", lambda: overlay.Spots(layer.geometry))
        return spots.inside(areas, tolerance_m=self.options.tolerance_m)

    def _about_samples(self, layer: Layer) -> tuple[list[dict[str, npt.NDArray[Any]]], _Substances]:
        """What is known of samples wherever they lie."""
        return (layer.once("levels", lambda: self._levels(layer)),
                layer.once("substances", lambda: self._substances(layer)))

    def _levels(self, layer: Layer) -> list[dict[str, npt.NDArray[Any]]]:
        """Every sample against the values of class 1 and of class 2, as columns."""
        levels = {c: exceedance.levels(layer.table.frame, c, as_of=self.as_of, stricter=self.book.stricter_limits)
                  for c in (1, 2)}
        if self.as_of < pd.Timestamp(self.book.laws[LIMITS_FROM].begin):
            for frame in levels.values():
                judged = ~frame["level"].isin(["excluded"])
                frame.loc[judged, ["level", "why"]] = ["unknown", "before_standard"]
                frame[["limit_screening", "limit_intervention"]] = np.nan
        return [{"rank": frame["level"].map(_LEVEL_RANK).to_numpy(int),
                 **{name: frame[name].to_numpy() for name in (
                     "level", "why", "value_mg_kg", "limit_screening", "limit_intervention")}}
                for frame in levels.values()]

    def _substances(self, layer: Layer) -> _Substances:
        """What the samples name, and which are of the same point and depth."""
        table = layer.table
        resolved = exceedance.resolve_pollutants(table.column("pollutant").to_list(), table.column("cas").to_list())
        raw = table.column("pollutant").fillna("").astype(str).to_numpy(object)
        zh = np.where(resolved["name_zh"].notna(), resolved["name_zh"], raw)
        number = resolved["pollutant_no"].to_numpy(int)
        return _Substances(
            number, zh, np.where(resolved["name_en"].notna(), resolved["name_en"], raw), pd.factorize(zh, sort=True)[0],
            pd.factorize(table.column("point_id").fillna(""))[0], pd.factorize(layer.values("depth_top_m", float))[0],
            np.where(np.isin(number, self.basic_items), number, -1))

    def _by_pollutant(self, a: Ints, s: Ints, told: Mapping[str, npt.NDArray[Any]], first: Bools) -> dict[str, Any]:
        """Rows of the pollutant grain; ``told`` is what is known of the samples ``s`` in the parcels ``a``."""
        layer = self.layers[Role.SAMPLES]
        _, named = self._about_samples(layer)
        settled = self._settled_samples(a, s)
        # what was taken after the last assessment was reviewed, no assessment has seen
        unseen = layer.values("sampled_on", "datetime64[D]")[s] > self.assessed_on[a]
        level, rank, value = told["level"], told["rank"], told["value_mg_kg"]
        self.judged = {"parcel": a, "sample": s, "pollutant": named.zh[s], "settled": settled, **told}
        self._count_samples(a, s, level, told["why"], named)
        # One row for what exceeds and one for what cannot be told: the second may still be graver.
        some = np.flatnonzero(rank > 0)
        kind, code = (rank >= _LEVEL_RANK["screening"]).astype(int), named.code[s]
        some = some[np.lexsort((s[some], -np.nan_to_num(value[some], nan=-1.0), -rank[some], -kind[some], code[some],
                                a[some]))]
        new = np.zeros(len(some), bool)
        new[:1] = True
        for column in (a, code, kind):
            new[1:] |= np.diff(column[some]) != 0
        start, top = np.flatnonzero(new), some[new]
        at = s[top]
        upper, lower = (layer.values(c, float)[at] for c in ("depth_top_m", "depth_bottom_m"))
        depth = [f"{_num(t)}-{_num(b)}" if np.isfinite(t) or np.isfinite(b) else "?" for t, b in zip(upper, lower)]
        return {
            "parcel": a[top], "sample": at, "pollutant": named.zh[at], "pollutant_en": named.en[at],
            "level": level[top], "why": told["why"][top], "value": value[top],
            "count": np.diff(np.append(start, len(some))),
            "settled": np.logical_and.reduceat(settled[some], start) if len(some) else np.zeros(0, bool),
            "unseen": np.logical_or.reduceat((unseen & ~settled)[some], start) if len(some) else np.zeros(0, bool),
            "limit": np.where(level[top] == "intervention", told["limit_intervention"][top],
                              told["limit_screening"][top]),
            "point": layer.values("point_id")[at], "depth": np.array(depth, object), "geometry": layer.geometry[at],
            "detection_limit": layer.values("detection_limit", float)[at], "unit": layer.values("unit")[at],
            "land_class": np.where(first, 1, 2)[top], "no": named.number[at]}

    def _settled_samples(self, a: Ints, s: Ints) -> Bools:
        """Samples taken before their plot left the list with targets that serve the parcel's class."""
        layer = self.layers.get(Role.REGISTRY)
        out = np.zeros(len(a), bool)
        if layer is None or not len(a):
            return out
        self._registry_status(layer)
        removed = self.status.isin([str(ListStatus.REMOVED)]).true & ~layer.doubtful
        rows = np.flatnonzero(removed)
        found = self._near_rows(Role.REGISTRY)
        if found is not None:
            rows = found[removed[found]]
        if not len(rows):
            return out
        plot, point = self._points_in(layer.shapes[rows], Role.SAMPLES)
        until = layer.values("removed_on", "datetime64[D]")[rows[plot]]
        target = layer.values("target_class", float)[rows[plot]]
        taken = _until(self.layers[Role.SAMPLES], "sampled_on")[point]
        early = taken <= until
        for wanted in (1.0, 2.0):
            serves = early & ((target == 1) | (target == wanted))
            good = np.zeros(len(self.layers[Role.SAMPLES].ids), bool)
            good[point[serves]] = True
            out |= good[s] & (np.where(self.uses.known, self.uses.land_class, 1.0)[a] == wanted)
        return out

    def _count_samples(self, a: Ints, s: Ints, level: Objects, why: Objects, named: _Substances) -> None:
        """Sampling points, most depths at a point, and basic items of each parcel (rule 12); a blank is no result."""
        soil = (level != "excluded") & (why != "no_value")
        a, s = a[soil], s[soil]
        point = a.astype(np.int64) * (int(named.point.max(initial=0)) + 1) + named.point[s]
        places, at = np.unique(point, return_index=True)
        points, depths, items = self.sample_counts
        np.add.at(points, a[at], 1)
        np.maximum.at(depths, a[at], _different(np.searchsorted(places, point), named.depth[s], len(places)))
        items += _different(a, named.basic[s], self.n)

    # ------------------------------------------------------------------------------------------- facts of pairs

    def _registry_status(self, layer: Layer) -> None:
        """Status of each entry on ``as_of``: listed, removed, or unknown."""
        self.status, self.status_assumed = layer.once("status", lambda: self._status_on_day(layer.table))

    def _status_on_day(self, table: RoleTable) -> tuple[Words, Bools]:
        word = table.column("list_status").to_numpy(object)
        stage = table.column("stage").to_numpy(object)
        removed_on = table.column("removed_on")
        until = table.until("removed_on")
        past = np.asarray((until <= self.as_of).to_numpy(bool))
        future = np.asarray((removed_on > self.as_of).to_numpy(bool))
        open_ = facts.within(table, "removed_on", self.as_of)
        unread = table.unreadable("list_status")
        unread_day = table.unreadable("removed_on") | open_ | (until <= table.column("listed_on")).to_numpy(bool)
        # A removal without a day was made on or before the day of the issue that tells it: before that nobody knows.
        issued = table.frame.get(ISSUED, pd.Series(table.source.edition_date, table.frame.index))
        unread_day |= (until.isna() & (pd.to_datetime(issued) > self.as_of)).to_numpy(bool)
        # An entry of the list that was listed after the day of review, and not before that of the list: a slip, or a
        # list of unknown day. It may have been there already.
        edition = table.source.edition_date
        latest = self.as_of if edition is None else max(edition, self.as_of)
        ahead = (table.column("listed_on") > latest).to_numpy(bool)
        has_column = "list_status" in table.frame
        listed, removed = str(ListStatus.LISTED), str(ListStatus.REMOVED)
        out = np.full(len(table.frame), None, object)
        for i in range(len(out)):
            said = None if word[i] is None or word[i] != word[i] else str(word[i])
            if said is None and not unread[i]:
                if past[i] or open_[i] or str(stage[i]) == str(Stage.REMOVED):
                    said = removed
                elif not has_column:
                    said = listed
            if said == removed:
                said = listed if future[i] else None if unread_day[i] else removed
            out[i] = None if ahead[i] else said
        return Words.of(out), np.full(len(out), not has_column) & ~past

    def _limits(self, layer: Layer, meeting: Meeting) -> Tri:
        """Whether limits of use or after-care recorded at removal touch the proposed use; asked for twice."""
        if self._limited is None:
            self._limited = self._limits_of(layer, meeting)
        return self._limited

    def _limits_of(self, layer: Layer, meeting: Meeting) -> Tri:
        ban = self._bars(layer, "use_limits", meeting)
        some = self._recorded(layer, "use_limits")[meeting.subject]
        cared = self._recorded(layer, "aftercare")[meeting.subject]
        building = self.uses.construction.take(meeting.parcel)
        # A limit that is recorded but not read as a use touches every use; after-care touches whatever is built.
        touched = Tri.of(some) & (ban | Tri.of(np.zeros(len(some), bool), ban.unknown))
        return touched | (Tri.of(cared) & building)

    def _grains(self) -> dict[str, Facts]:
        out = {"parcel": self.parcel_facts}
        for role, grain in GRAIN.items():
            if role in self.layers:
                build = getattr(self, f"_{role}_facts")
                out[grain] = self.meetings[role].facts(self.parcel_facts, **build(self.layers[role],
                                                                                  self.meetings[role]))
        if self.pollutants is not None:
            p = self.pollutants
            seen = self.parcel_facts.get("assessment_acceptable").take(p["parcel"])
            assert isinstance(seen, Tri)
            out["parcel_x_pollutant"] = Facts(p["parcel"], {
                "level": Words.of(p["level"]),
                "settled_by_assessment": seen & ~Tri.of(p["unseen"]),
                "settled_by_removal": Tri.of(p["settled"])}, self.parcel_facts)
        return out

    def _registry_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        table = layer.table
        self._registry_status(layer)
        default = str(table.source.list_kind or ListKind.UNKNOWN)
        kind: Words = layer.once("kind", lambda: Words.of(      # what is written there, but not read, is no default
            [str(ListKind.UNKNOWN) if unread else default if k is None or k != k else str(k)
             for k, unread in zip(table.column("list_kind"), table.unreadable("list_kind"))])).take(m.subject)
        met: Tri = layer.once("target_met", lambda: Tri.of(
            (table.column("target_met") == True).to_numpy(bool), table.unreadable("target_met")))  # noqa: E712
        target = layer.values("target_class", float)[m.subject]
        land_class = self.parcel_facts.numbers("land_class")[m.parcel]
        since = layer.values("removed_on", "datetime64[D]")[m.subject]
        latest = _until(layer, "removed_on")[m.subject]
        left, lost = self._left_on(m, self._accepted), self._present_lost(m)

        def fresh(at: Ints, pair: Ints) -> Tri:
            """An accepted survey of the class in question, reviewed after the removal."""
            survey = self.surveys.meeting.subject[pair]
            later = self.surveys.reviewed_after(survey, since[at], latest[at])
            serves = facts.suits(self.surveys.land_class[survey], land_class[at])
            return self.surveys.accepted.take(survey) & later & serves

        return {
            "list_kind": kind, "list_status": self.status.take(m.subject),
            "kind_assumed": Tri.of(kind.isin([str(ListKind.UNKNOWN)]).true),
            "status_assumed": Tri.of(self.status_assumed[m.subject]), "target_met": met.take(m.subject),
            "target_class": target, "target_suits": facts.suits(target, land_class),
            "limits_touch_use": self._limits(layer, m), "unaccepted": left,
            "unfiled": self._left_on(m, self._filed),
            "unaccepted_since_removal": self._left_on(m, fresh),
            "current_residential": self._present_on(m, "residential", lost),
            "current_public_service": self._present_on(m, "public_service", lost)}

    def _present_on(self, m: Meeting, name: str, lost: Bools) -> Tri:
        """Whether the present use is so on the common area of parcel and plot, not only somewhere on the parcel."""
        change = self.change
        true, unknown = np.zeros(len(m), bool), np.zeros(len(m), bool)
        if change.column_uses is not None:
            fact = getattr(change.column_uses, name).take(m.parcel)
            told = change.column_uses.known[m.parcel]
            true, unknown = fact.true & told, fact.unknown & told
        if change.pieces is not None and change.layer_uses is not None:
            p = change.pieces.keep(change.pieces.overlaps)
            fact = getattr(change.layer_uses, name).take(p.subject)
            for truth, out in ((fact.true, true), (fact.unknown & change.layer_uses.known[p.subject], unknown)):
                rows = np.flatnonzero(truth)
                first = np.searchsorted(p.parcel[rows], m.parcel, "left")
                last = np.searchsorted(p.parcel[rows], m.parcel, "right")
                for i in np.flatnonzero((last > first) & m.overlaps & ~out):
                    pieces, common = p.geometry[rows[first[i]:last[i]]], m.geometry[[i]]
                    met = overlay.overlay_pairs(pieces, common, tolerance_m=self.options.tolerance_m).contact
                    out[i] = bool((met == overlay.ContactCode.OVERLAP).any())
                    unknown[i] |= bool((met == overlay.ContactCode.UNKNOWN).any()
                                       or shapely.is_missing([*pieces, *common]).any())    # no way to it agreed
        # A present use that was given but says nothing here may be any.
        given = change.column_uses is not None or change.pieces is not None
        unknown |= given & ~change.known[m.parcel]
        return Tri.of(true, (unknown | lost) & ~true)

    def _present_lost(self, m: Meeting) -> Bools:
        """Where the layer of present uses leaves open what the common area of parcel and plot is.

        Where a column tells it, only a layer that cannot be read leaves it open, not one with a gap.
        """
        change, out = self.change, np.zeros(len(m), bool)
        if change.pieces is None or change.layer_uses is None:
            return out
        lost = change.layer_open | (change.known & ~change.covered)
        p = change.pieces.keep(change.pieces.overlaps & change.layer_uses.known[change.pieces.subject])
        first, last = np.searchsorted(p.parcel, m.parcel, "left"), np.searchsorted(p.parcel, m.parcel, "right")
        for i in np.flatnonzero(lost[m.parcel] & (m.overlaps | m.maybe)):
            common = m.geometry[[i]]
            if common[0] is None:                  # no way to it agreed
                out[i] = True
                continue
            left = np.array([overlay.without(common[0], p.geometry[first[i]:last[i]])], object)
            out[i] = facts.remains(left, common, self.options.tolerance_m)[0]
        return out

    def _negative_list_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        valid, condition = layer.once("valid", lambda: self._validity(layer.table))
        return {"valid": valid.take(m.subject), "barred": self._bars(layer, "barred_uses", m),
                "condition_kind": condition.take(m.subject)}

    def _validity(self, table: RoleTable) -> tuple[Tri, Words]:
        """Whether each entry holds on ``as_of``, and the sort of its condition."""
        words = self.words["negative_list_condition"]
        sort = [_condition_kind(x, words) for x in table.column("condition")]
        begun = facts.dated(table, "valid_from", self.as_of, null=True, begins=True)
        last = table.until("valid_until")
        open_ = (table.column("valid_until") < self.as_of) & (last >= self.as_of)
        backwards = last < table.column("valid_from")
        over = Tri.of((last < self.as_of).to_numpy(bool), table.unreadable("valid_until") | open_.to_numpy(bool))
        return _unless(backwards, begun & ~over), Words.of(sort)

    def _control_zones_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        on_file = self._recorded(layer, "document")[m.subject]
        ban = self._bars(layer, "forbids", m)
        in_force: Tri = layer.once("in_force", lambda: self._in_force(layer.table))
        return {"in_force": in_force.take(m.subject), "forbidden": Tri.of(ban.true, ban.unknown | ~on_file)}

    def _in_force(self, table: RoleTable) -> Tri:
        """Whether each zone is drawn and not lifted on ``as_of``."""
        drawn = facts.dated(table, "drawn_on", self.as_of, null=True, begins=True)
        lifted = facts.dated(table, "lifted_on", self.as_of, null=False)
        return _unless(table.column("lifted_on") < table.column("drawn_on"), drawn & ~lifted)

    def _industrial_land_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        table = layer.table
        six, _ = layer.once("six", lambda: industries.resolve_industries(
            table.column("industry").to_list(), table.column("industry_code").to_list(),
            table.column("industry_edition").to_list()))
        return {"six_industry": six.take(m.subject),
                "hazardous_waste": layer.once("waste", lambda: self._waste(layer)).take(m.subject),
                "key_unit": self._told(layer, "key_unit").take(m.subject),
                "unaccepted": self._left_on(m, self._accepted),
                "unfiled": self._left_on(m, self._filed)}

    def _waste(self, layer: Layer) -> Tri:
        """Sites of hazardous waste: the column says so or the industry does; where they disagree it cannot be told."""
        table = layer.table
        named = industries.hazardous_waste(*(table.column(c).to_list()
                                             for c in ("industry", "industry_code", "industry_edition")))
        denied = (table.column("hazardous_waste") == False).to_numpy(bool)  # noqa: E712 (object column with None)
        return self._told(layer, "hazardous_waste") | Tri.of(
            named.true & ~denied, (named.unknown & ~denied) | (named.true & denied))

    def _farmland_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        return {"category": layer.words("category").take(m.subject),
                "unaccepted": self._left_on(m, self._accepted)}

    def _basic_farmland_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        evidence = self.tables.get(Role.EVIDENCE)
        excepted = np.zeros(self.n, bool)
        if evidence is not None:
            rows = locate.usable_evidence(evidence, self.as_of)
            rows &= (evidence.column("role").astype(str) == str(Role.BASIC_FARMLAND)).to_numpy()
            rows &= (evidence.column("statement").astype(str) == str(Statement.EXCEPTION)).to_numpy()
            excepted = np.isin(self.ids.astype(str), evidence.column("parcel_id")[rows].astype(str).to_numpy())
        return {"excepted": Tri.of(excepted[m.parcel])}

    def _ordered_surveys_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        ordered_on, latest = layer.values("ordered_on", "datetime64[D]"), _until(layer, "ordered_on")
        undated = np.isnat(ordered_on) & ~layer.table.unreadable("ordered_on")

        def since(at: Ints, pair: Ints) -> Tri:
            survey = self.surveys.meeting.subject[pair]
            order = m.subject[at]
            later = self.surveys.reviewed_after(survey, ordered_on[order], latest[order])
            later |= Tri.of(undated[order] & ~np.isnat(self.surveys.reviewed_on[survey]))
            return self.surveys.accepted.take(survey) & later

        return {"ordered": self._dated(layer, "ordered_on", null=True).take(m.subject),
                "unaccepted_since_order": self._left_on(m, since)}

    def _survey_areas_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        days = (np.datetime64(self.as_of, "D") - self.surveys.reviewed_on).astype(float)
        days[np.isnat(self.surveys.reviewed_on)] = np.nan
        suspect = m.overlaps & self._told(layer, "suspected").true[m.subject]
        suspected = np.bincount(m.parcel, np.where(suspect, np.nan_to_num(m.overlap_m2), 0.0), self.n)
        wanted = np.nan_to_num(sampling.adequacy(self.area, suspected).required)
        self.points_wanted = wanted
        points, depths, items = self.sample_counts
        return {"accepted": self.surveys.accepted.take(m.subject),
                "conclusion": layer.words("conclusion").take(m.subject),
                "phase": layer.words("phase").take(m.subject),
                "survey_class": self.surveys.land_class[m.subject],
                "survey_age_years": (days / 365.25)[m.subject],
                "few_points": Tri.of((points < wanted)[m.parcel]),
                "few_depths": Tri.of((depths < 2)[m.parcel]),
                "few_items": Tri.of((items < len(self.basic_items))[m.parcel])}

    def _risk_assessments_facts(self, layer: Layer, m: Meeting) -> dict[str, Any]:
        settled = np.zeros(self.n, bool)
        registry, meeting = self.layers.get(Role.REGISTRY), self.meetings.get(Role.REGISTRY)
        if registry is not None and meeting is not None:
            target = registry.values("target_class", float)[meeting.subject]
            serves = facts.suits(target, self.parcel_facts.numbers("land_class")[meeting.parcel]).true
            gone = self.status.take(meeting.subject).isin([str(ListStatus.REMOVED)]).true
            full = meeting.overlaps & (meeting.share >= 1 - 1e-9)
            settled[meeting.parcel[serves & gone & full]] = True
        return {"accepted": self.assessed.take(m.subject),
                "result": layer.words("result").take(m.subject),
                "settled_by_removal": Tri.of(settled[m.parcel])}

    # ------------------------------------------------------------------------------------------- rules

    def _evaluate(self, grains: Mapping[str, Facts]) -> Collector:
        collect = Collector(self.book, self.n, self.options.steps)
        if self.as_of < pd.Timestamp(self.book.first_day):
            collect.add_own("nothing_found", np.arange(self.n), Verdict.UNDETERMINED, Verdict.PROHIBITED,
                            "before_first_rule", {})
            return collect
        self._own_findings(collect)
        self._fire(collect, grains, self._dual_days())
        self._needs(collect)
        self._unlocated(collect)
        collect.second_stratum(self.days)
        return collect

    def _fire(self, collect: Collector, grains: Mapping[str, Facts], dual: Optional[dict[str, Any]] = None) -> None:
        """What the clauses about these grains give; ``dual``: by the law of another day too."""
        for clause in self.book.clauses:
            if clause.grain not in grains:
                continue
            role = next((r for r, g in GRAIN.items() if g == clause.grain), None)
            fired = rules.evaluate(clause, grains[clause.grain], self.options.steps, self.days)
            if fired is not None:
                collect.add(fired, grains[clause.grain], role)
            if dual is not None:
                old = rules.evaluate(clause, grains[clause.grain], self.options.steps, dual)
                if old is not None:
                    collect.add_dual(old, grains[clause.grain], role, self.dual_rows)

    def _own_findings(self, collect: Collector) -> None:
        """What the parcel itself leaves open: its outline and its use code."""
        ruined = np.isin(self.state, (RepairState.NULL, RepairState.EMPTY, RepairState.NOT_AREA, RepairState.BROKEN))
        word = np.array([s.name.lower() for s in RepairState], object)[self.state]
        collect.add_own("geometry", np.flatnonzero(ruined), Verdict.UNDETERMINED, Verdict.PROHIBITED,
                        "geometry_ruined", {"state": word})
        collect.add_own("geometry", np.flatnonzero(self.state == RepairState.DOUBTFUL), Verdict.CAUTION, None,
                        "geometry_doubtful", {"state": word})
        codes = self.tables[Role.PARCELS].column("use_code").to_numpy(object)
        empty = pd.isna(codes)
        for message, rows in (("use_code_empty", empty), ("use_code_unknown", ~empty)):
            collect.add_own("use_code", np.flatnonzero(~self.uses.known & rows), Verdict.UNDETERMINED,
                            Verdict.SURVEY_REQUIRED, message, {"code": codes})
        # Homes or kindergartens inside another code, parts below ground, utilities of class 08: readings that nobody
        # has settled (review section 8).
        open_ = self.uses.known & (self.uses.residential.unknown | self.uses.public_service.unknown | self.layered)
        collect.add_own("use_code", np.flatnonzero(open_), Verdict.UNDETERMINED, Verdict.SURVEY_REQUIRED,
                        "use_code_open", {"code": codes})
        collect.add_own("use_code", np.flatnonzero(self.uses.review & self.uses.known & ~open_), Verdict.CAUTION, None,
                        "use_code_review", {"code": codes})
        for role, away in self.far.items():
            cover = self.coverage[role]                # where somebody states that there are none, none are missed
            collect.add_own(
                f"needs_{role}", np.flatnonzero(~cover.confirmed | (cover.share < 1)), Verdict.UNDETERMINED,
                FAR_COULD_BE[role], "layer_far", {"km": np.full(self.n, round(away / 1000), object),
                                                  "what": np.full(self.n, str(role), object)})
        if self.unplaced_samples:
            collect.add_own("unlocated_samples", np.arange(self.n), Verdict.UNDETERMINED, Verdict.REMEDIATE_FIRST,
                            "samples_unplaced", {"count": np.full(self.n, self.unplaced_samples, object)})

    def _dual_days(self) -> Optional[dict[str, Any]]:
        """Applications filed before and decided after a change of law: the day of filing as a second day."""
        applied = self.tables[Role.PARCELS].column("applied_on").to_numpy("datetime64[D]")
        now = self.days["as_of"]
        differs = np.zeros(self.n, bool)
        for law in self.book.laws.values():
            differs |= law.in_force(applied) != law.in_force(self.days["act"])
        differs &= ~np.isnat(applied) & (applied < now) & ~(applied > self.days["act"])
        self.dual_rows = differs
        if not differs.any():
            return None
        return {"as_of": np.where(differs, applied, now),
                "act": np.where(differs, np.fmin(applied, self.days["act"]), self.days["act"])}

    def _asked_of_parcels(self, grain: str) -> tuple[str, ...]:
        """Facts of the parcel that the clauses of a grain look at."""
        asked: dict[str, None] = {}
        for clause in self.book.of_grain(grain):
            for condition in (clause.when, *(reading.when for reading in clause.exceptions)):
                asked.update(dict.fromkeys(leaf.fact for leaf in condition.leaves()))
        return tuple(name for name in asked if name not in facts.NAMES[grain])

    def _alike(self, grain: str) -> Ints:
        """A number for each parcel; those of one number do not differ in what the clauses of a grain look at."""
        if grain not in self.alike:
            key = np.zeros(self.n, np.int64)
            columns = [self.days["as_of"], self.days["act"], *map(self.parcel_facts.get, self._asked_of_parcels(grain))]
            for column in columns:
                parts: Iterable[Any] = column if isinstance(column, Tri) else (getattr(column, "codes", column),)
                for part in parts:
                    codes, kinds = pd.factorize(part)
                    key = pd.factorize(key * (len(kinds) + 1) + codes + 1)[0].astype(np.int64)
            self.alike[grain] = key.astype(np.intp)
        return self.alike[grain]

    def phantom(self, role: Role, rows: Ints, known: Told = ()) -> npt.NDArray[np.int8]:
        """Gravity of the gravest verdict that a subject of this role could give to these parcels.

        Nothing is known of the subject but ``known``: names of facts and their words, or false.
        """
        grain = GRAIN.get(role)
        if grain is None or not len(rows):
            return np.zeros(len(rows), np.int8)
        if len(rows) < _MANY:
            return self._phantom(grain, rows, known)
        alike = self._alike(grain)[rows]                 # a city's parcels are of some dozens of kinds
        one_of = np.full(int(alike.max()) + 1, rows[0])
        one_of[alike] = rows
        return self._phantom(grain, one_of, known)[alike]

    def _phantom(self, grain: str, rows: Ints, known: Told) -> npt.NDArray[np.int8]:
        k = len(rows)
        out = np.zeros(k, np.int8)
        words, numbers = ("contact", "list_kind", "list_status", "condition_kind", "category", "phase", "conclusion",
                          "result"), ("overlap_m2", "share", "distance_m", "target_class", "survey_class",
                                      "survey_age_years")
        columns: dict[str, Any] = {}
        for name in facts.NAMES[grain]:
            if name in words:
                columns[name] = Words(np.full(k, -1, np.int32), ())
            elif name in numbers:
                columns[name] = np.full(k, np.nan)
            else:
                columns[name] = Tri.constant(k, None)
        columns.update({name: Words(np.zeros(k, np.int32), (word,)) if isinstance(word, str) else Tri.constant(k, word)
                        for name, word in known})
        ghost = Facts(rows.astype(np.intp), columns, self.parcel_facts)
        for clause in self.book.of_grain(grain):
            fired = rules.evaluate(clause, ghost, self.options.steps, self.days)
            if fired is not None:
                np.maximum.at(out, fired.rows, np.maximum(fired.could_be, fired.gravity * (fired.could_be == 0)))
        return out

    def _needs(self, collect: Collector) -> None:
        """Findings and rows of ``checks`` for roles that are needed and do not vouch for the parcel."""
        usable = ~np.isin(self.state, (
            RepairState.NULL, RepairState.EMPTY, RepairState.NOT_AREA, RepairState.BROKEN))
        for need in self.book.needs:
            role = Role(need.role)
            if need.absent == "incomplete" or not need.steps & set(self.options.steps):
                continue
            truth = need.when.evaluate(self.parcel_facts)
            wanted = truth.true | truth.unknown
            if role is Role.SURVEY_AREAS:
                wanted |= collect.survey_matters
            self.needed[role] = self.needed.get(role, np.zeros(self.n, bool)) | wanted
            cover = self.coverage[role]
            rows = np.flatnonzero(wanted & (cover.share < 1) & usable)
            could = self.phantom(role, rows) if need.absent == "undetermined" else np.zeros(len(rows), np.int8)
            collect.add_need(need, rows, self.lacking(need, rows), could, cover)

    def lacking(self, need: Need, rows: Ints) -> Floats:
        """Share of parcels that a needed role does not vouch for, of what has to be covered."""
        share = 1 - self.coverage[Role(need.role)].share[rows]
        if need.share is not None:
            share = np.minimum(share, self.parcel_facts.numbers(need.share)[rows])
        return np.asarray(share)

    def _unlocated(self, collect: Collector) -> None:
        """Entries that could be anywhere in this county keep every parcel from being clear."""
        for role, layer in self.layers.items():
            if not layer.unlocated.any():
                continue
            rows = np.flatnonzero(self._open_to(role))
            could = np.zeros(len(rows), np.int8)
            for known in self._known_of_unlocated(role, layer):
                np.maximum(could, self.phantom(role, rows, known), out=could)
            collect.add_unlocated(role, rows, could, layer)

    def _known_of_unlocated(self, role: Role, layer: Layer) -> set[Told]:
        """What the list itself tells of its entries without place: one removed bars less than one listed."""
        if role is not Role.REGISTRY:
            return {()}
        self._registry_status(layer)
        rows = np.flatnonzero(layer.unlocated)
        status = self.status.take(rows)
        limited = self._recorded(layer, "use_limits")[rows] | self._recorded(layer, "aftercare")[rows]
        return {((("list_status", status.words[code]),) if code >= 0 else ())
                + (() if some else (("limits_touch_use", False),)) for code, some in zip(status.codes, limited)}

    def _open_to(self, role: Role) -> Bools:
        """Parcels of which no evidence says that the role has nothing here."""
        evidence = self.tables.get(Role.EVIDENCE)
        open_ = np.ones(self.n, bool)
        if evidence is not None:
            rows = locate.usable_evidence(evidence, self.as_of)
            rows &= (evidence.column("role").astype(str) == str(role)).to_numpy()
            rows &= evidence.column("statement").astype(str).isin(
                [str(Statement.NONE_HERE), str(Statement.NOT_LISTED)]).to_numpy()
            open_ = ~np.isin(self.ids.astype(str), evidence.column("parcel_id")[rows].dropna().astype(str).to_numpy())
        return open_


def _single_points(shapes: Optional[Objects]) -> Objects:
    """Points, and multipoints of one; what is no single place is None and counted as such."""
    assert shapes is not None
    out = np.full(len(shapes), None, object)
    kinds = shapely.get_type_id(shapes)
    single = (kinds == 0) | ((kinds == 4) & (shapely.get_num_geometries(shapes) == 1))
    rows = np.flatnonzero(single & ~shapely.is_empty(shapes))
    out[rows] = shapely.centroid(shapes[rows])
    return out


_LAYERED = re.compile(r"\d{12}[GJZ][SX]\d{5}(#|$)")


def _no_meeting() -> Meeting:
    none = np.zeros(0)
    return Meeting(np.zeros(0, np.intp), np.zeros(0, np.intp), Words(np.zeros(0, np.int32), ("overlap",)), none, none,
                   none, none, none, None, np.zeros(0, np.intp))


def _distinct(table: Optional[RoleTable], *names: str) -> Optional[list[Any]]:
    """Different values of columns, nulls left out; None of no table."""
    return None if table is None else list(dict.fromkeys(x for name in names for x in table.column(name).dropna()))


def _drop(shapes: Objects) -> Objects:
    """Areas of meetings for ``left_over``; None stands for the whole parcel (a circle, an unknown overlap, apart)."""
    out = shapes.copy()
    out[~shapely.is_missing(out) & (shapely.area(out) == 0)] = None
    return out


def _list(table: RoleTable, name: str) -> Optional[list[Any]]:
    return table.column(name).to_list() if name in table.frame else None


def _unless(backwards: pd.Series, fact: Tri) -> Tri:
    """A fact of a time; unknown where the end stands before the beginning: one of the two, or both, are slips."""
    doubt = backwards.to_numpy(bool)
    return Tri.of(fact.true & ~doubt, fact.unknown | doubt)


def _condition_kind(value: Any, words: Mapping[str, Sequence[str]]) -> str:
    """none: barred outright; study: a study decides; open: barred unless something that is not on record."""
    key = locate.normal_name(value)
    if not key or key in [locate.normal_name(w) for w in words["none"]]:
        return "none"
    if any(locate.normal_name(w) in key for w in words["no_study"]):
        return "open"
    return "study" if any(locate.normal_name(w) in key for w in words["study"]) else "open"


def _until(layer: Layer, name: str) -> npt.NDArray[np.datetime64]:
    """Last day that a date column of a layer may mean."""
    found: npt.NDArray[np.datetime64] = layer.once(
        (name, "until"), lambda: layer.table.until(name).to_numpy("datetime64[D]"))
    return found


def _different(owner: Ints, code: Ints, n: int) -> Ints:
    """How many different codes each of n owners has; negative ones are none."""
    owner, code = owner[code >= 0].astype(np.int64), code[code >= 0]
    many = int(code.max(initial=0)) + 1
    return np.bincount(np.unique(owner * many + code) // many, minlength=n)


def _num(value: float) -> str:
    return f"{value:g}" if np.isfinite(value) else "?"
