"""The verdict on one polygon while it is drawn: the review of ``review.py`` beside a site made ready once.

The rules, facts and sentences are those of the batch; what differs is only that layers are repaired, reprojected,
placed and indexed beforehand, and that of each layer the rows near the polygon are looked at alone.
"""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import coverage, geometry, locate, overlay, tables, uses
from .errors import InputError
from .findings import LANGUAGES, WORD_OF_GRAVITY, decided, next_steps
from .geometry import to_crs
from .overlay import Index
from .progress import Progress, Silent, checkpoint
from .review import GRAIN, Layer, Options, Places, Told, _Review
from .rules import Words
from .tables import UNREADABLE, RoleTable
from .tri import Tri
from .vocabulary import Role

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

_SLACK_M = 0.1                     # boxes are asked with so much more than the farthest that a rule reaches
_KEPT_ROWS, _KEPT_PHANTOMS = 64, 1024
_MANY_VERTICES = 32                # from how many on a polygon is worth preparing
_DTYPES = {"number": float, "class": float, "date": "datetime64[ns]"}
_KINDS = {column.name: _DTYPES.get(column.type, object) for column in tables.ROLES[Role.PARCELS]}


@dataclasses.dataclass(frozen=True)
class LiveFinding:
    """One reason, as in table ``findings``; ``geometry`` in the CRS of the answer, None where there is none."""

    rule: str
    verdict: str
    message_zh: str
    message_en: str
    share: Optional[float]
    subject_kind: Optional[str]
    subject_id: Optional[str]
    geometry: Any
    citation: Optional[str] = None


@dataclasses.dataclass(frozen=True)
class LiveAnswer:
    """What a review says of one polygon; ``findings`` the gravest first, ``crs`` that of the plan."""

    verdict: str
    could_be: Optional[str]
    complete: bool
    findings: tuple[LiveFinding, ...]
    use_classes: str
    area_m2: float
    next_step_zh: Optional[str]
    next_step_en: Optional[str]
    crs: Any

    @property
    def rules(self) -> tuple[str, ...]:
        """Rules that gave a finding, each once, the gravest first."""
        return tuple(dict.fromkeys(f.rule for f in self.findings))


@dataclasses.dataclass(frozen=True)
class Known:
    """A row of a layer, or a parcel of the plan, at a place.

    Its name for people, its columns as they were read, whether its place is sure.

    ``geometry`` is its place in the CRS of the plan; of a circle around a point, or of a borrowed outline, that.
    """

    role: Role
    subject_id: str
    columns: Mapping[str, Any]
    doubtful: bool
    geometry: Any


class LiveSite:
    """The site data of a plan, ready to be asked about one polygon at a time.

    Parameters
    ----------
    tables : mapping of role to normalised table
        ``parcels`` is the plan in which the polygon is drawn: its CRS, extent, county and scheme of codes hold for
        the polygon, its homes and schools are what polluting projects keep away from. Without a plan ``crs`` is
        needed.
    options : review.Options
    crs : CRS, optional
        In which answers are given where there is no plan.
    languages : of the sentences, "zh" and "en"; those of the other language are ""

    Raises
    ------
    InputError
        As for ``review``.
    """

    def __init__(self, tables: Mapping[Role, RoleTable], options: Options, *, crs: Any = None,
                 languages: Sequence[str] = LANGUAGES, progress: Optional[Progress] = None) -> None:
        progress = progress or Silent()
        given = dict(tables)
        if Role.PARCELS not in given:
            if crs is None:
                raise InputError("role_missing", role=str(Role.PARCELS))
            given[Role.PARCELS] = RoleTable(Role.PARCELS, pd.DataFrame(), np.zeros(0, object), geometry.as_crs(crs))
        self._site = _Site(given, options, tuple(languages), progress)

    @property
    def crs(self) -> Any:
        """The CRS of the plan, in which answers are given."""
        return self._site.tables[Role.PARCELS].crs

    def check(self, polygon: Any, crs: Any = None,
              attributes: Optional[Mapping[str, Any]] = None) -> LiveAnswer:
        """Review one polygon.

        Parameters
        ----------
        polygon : shapely polygon, or None
        crs : its CRS; None for that of the plan
        attributes : canonical columns of role ``parcels``; what is not given is null. ``parcel_id`` tells evidence,
            and the parcel of the plan that the polygon stands for.

        Returns
        -------
        LiveAnswer
            Verdict, could_be and rules as the batch gives them to this polygon as a row of the plan.
        """
        if polygon is not None and crs is not None and not geometry.same_crs(crs, self.crs):
            polygon = to_crs(np.array([polygon], object), crs, self.crs)[0]
        return _One(self._site, polygon, attributes or {}).answer()

    @property
    def titles(self) -> Mapping[str, tuple[str, str]]:
        """Titles of the rules, zh and en."""
        return self._site.book.titles

    @property
    def adrift(self) -> Mapping[Role, int]:
        """How many entries of each role have no place, and so may lie anywhere; roles without any are left out."""
        return {role: count for role, layer in self._site.layers.items()
                if (count := int(layer.unlocated.sum()))}

    def at_point(self, x: float, y: float, crs: Any = None, *, near_m: float = 1.0) -> list[Known]:
        """Rows of all layers that lie at a place, in the order of roles; samples within ``near_m``."""
        point = np.array([shapely.Point(x, y)], object)
        site = self._site
        place = point if crs is None and geometry.same_crs(self.crs, site.crs) else to_crs(
            point, self.crs if crs is None else crs, site.crs)
        return site.known_at(place[0], near_m)

    def place_of(self, finding: LiveFinding) -> Any:
        """What a finding speaks of, in the CRS of the plan: its subject, else its evidence; None where it has none."""
        site = self._site
        layer = next((layer for role, layer in site.layers.items() if str(role) == finding.subject_kind), None)
        if layer is not None and finding.subject_id is not None:
            found = layer.shapes[(np.asarray(layer.ids).astype(str) == finding.subject_id)]
            found = found[~shapely.is_missing(found)]
            if len(found):
                if not geometry.same_crs(site.crs, self.crs):
                    found = to_crs(found, site.crs, self.crs)
                return found[0] if len(found) == 1 else shapely.geometrycollections(found)
        return finding.geometry


class _Site(_Review):
    """A review that stops after its layers are ready, and the indexes over them."""

    def __init__(self, given: Mapping[Role, RoleTable], options: Options, languages: tuple[str, ...],
                 progress: Progress) -> None:
        super().__init__(given, options, progress)
        self.languages = languages
        self._prepare()
        checkpoint(progress, 0.5)
        settings = self.book.settings
        self.radius = max(settings["neighbour_radius_m"], 0.0) + _SLACK_M
        self.indexes: dict[Role, Index] = {}
        for role, layer in self.layers.items():
            if role is Role.SAMPLES:
                self.indexes[role] = Index(layer.geometry)
                self._about_samples(layer)
            elif role in GRAIN or role is Role.CURRENT_USE:
                sought, _, reach = layer.once("sought", functools.partial(self._sought, role, layer))
                self.indexes[role] = Index(sought, reach_b=reach)
                shapely.prepare(sought[shapely.get_num_coordinates(sought) >= _MANY_VERTICES])
        checkpoint(progress, 0.7)
        self.statements: dict[Role, tuple[Objects, Index]] = {}
        for role, told in options.covers.items():
            if not isinstance(told, str):
                shapes = self._stated(told)
                self.statements[role] = shapes, Index(shapes)
        self.outlines = {role: _outline(layer) for role, layer in self.layers.items()}
        parcels = self.tables[Role.PARCELS]
        self.neighbours = {
            "use": _distinct(parcels, "use_code", "use_name"),
            "current_use": _distinct(parcels, "current_use_code", "current_use_name")}
        self.uses, _ = self._parcel_uses(parcels)
        asks = self._may_pollute(self._project())
        homes = np.flatnonzero(self.uses.sensitive.true & ~asks & ~shapely.is_missing(self.parcels))
        near, names = [self.parcels[homes]], [self.ids[homes].astype(str)]
        used = self.layers.get(Role.CURRENT_USE)
        if used is not None:
            rows = np.flatnonzero(self._layer_uses(used).sensitive.true & ~shapely.is_missing(used.geometry))
            near.append(used.geometry[rows])
            names.append(np.full(len(rows), "", object))
        self.sensitive = Index(np.concatenate(near))
        self.sensitive_of = np.concatenate(names)
        evidence = self.tables.get(Role.EVIDENCE)
        self.evidence_of: dict[str, list[int]] = {}
        if evidence is not None:
            for row, parcel in enumerate(evidence.column("parcel_id")):
                if parcel is not None and parcel == parcel:
                    self.evidence_of.setdefault(str(parcel), []).append(row)
        self.plan_tree: Optional[shapely.STRtree] = None
        self.rows: dict[tuple[Any, ...], _Row] = {}
        self.phantoms: dict[tuple[Any, ...], npt.NDArray[np.int8]] = {}
        self.asked_of_parcels = {role: self._asked_of_parcels(grain) for role, grain in GRAIN.items()}
        _One(self, None, {}).answer()                  # makes what layers keep of their rows
        checkpoint(progress, 1.0)

    def _choose_crs(self, parcels: RoleTable, box: npt.NDArray[np.float64]) -> Any:
        if np.isfinite(box).all():
            return geometry.working_crs(parcels.crs, tuple(box))
        if geometry.is_metric(parcels.crs):
            return parcels.crs
        for table in self.tables.values():             # no plan yet, in degrees: where the site data lie
            if table.geometry is not None and table.crs is not None and len(table.geometry):
                around = geometry.extent(to_crs(table.geometry, table.crs, parcels.crs))
                if np.isfinite(around).all():
                    return geometry.working_crs(parcels.crs, tuple(around))
        raise InputError("no_usable_parcel", source=parcels.source.path)

    def _stated(self, told: tuple[Objects, Any]) -> Objects:
        shapes, crs = told
        fixed = geometry.repair(shapes, tolerance_m=self.options.tolerance_m, unit_m=geometry.unit_of(crs))
        return self._to_work(fixed.geometry, crs)

    def row(self, attributes: Mapping[str, Any]) -> _Row:
        """What attributes mean; kept, because a polygon moves more often than its use changes."""
        key = tuple(sorted((name, str(value)) for name, value in attributes.items()))
        if key not in self.rows:
            if len(self.rows) >= _KEPT_ROWS:
                self.rows.clear()
            self.rows[key] = self._read_row(attributes)
        return self.rows[key]

    def _read_row(self, attributes: Mapping[str, Any]) -> _Row:
        columns = {name: _cell(value, _KINDS.get(name, object)) for name, value in attributes.items()
                   if name in _KINDS or "__" in name}
        columns.setdefault("parcel_id", np.array(["#1"], object))
        frame = pd.DataFrame(columns)
        evidence = self.tables.get(Role.EVIDENCE)
        told = self.evidence_of.get(str(columns["parcel_id"][0]))
        if evidence is not None and told:
            evidence = dataclasses.replace(evidence, frame=evidence.frame.iloc[told].reset_index(drop=True),
                                           geometry=None)
        else:
            evidence = None
        return _Row(frame, self._parcel_uses(RoleTable(Role.PARCELS, frame), self.neighbours), evidence)

    def known_at(self, point: Any, near_m: float) -> list[Known]:
        """Parcels of the plan and rows of all layers at a point in the working CRS."""
        plan = self.tables[Role.PARCELS]
        crs = plan.crs
        if self.plan_tree is None:
            self.plan_tree = shapely.STRtree(self.parcels)
        at = np.sort(self.plan_tree.query(point, predicate="intersects"))
        out = [Known(Role.PARCELS, str(self.ids[row]), _cells(plan, row), False, plan.geometry[row])
               for row in at] if plan.geometry is not None else []
        for role in (*GRAIN, Role.CURRENT_USE, Role.SAMPLES):
            layer = self.layers.get(role)
            if layer is None:
                continue
            shapes = layer.shapes
            rows = self.indexes[role].candidates(point, radius_m=max(near_m, 1.0))
            rows = rows[~shapely.is_missing(shapes[rows])]
            rows = rows[shapely.dwithin(shapes[rows], point, near_m if role is Role.SAMPLES else 0.0)]
            places = shapes[rows]
            if len(rows) and not geometry.same_crs(self.crs, crs):
                places = to_crs(places, self.crs, crs)
            for row, place in zip(rows, places):
                out.append(Known(role, str(layer.ids[row]), _cells(layer.table, row), bool(layer.doubtful[row]), place))
        return out


@dataclasses.dataclass
class _Row:
    """What a row of attributes means, whatever its polygon."""

    frame: pd.DataFrame
    uses: tuple[uses.Uses, Optional[uses.Uses]]
    evidence: Optional[RoleTable]
    project: dict[str, Any] = dataclasses.field(default_factory=dict)
    act_days: Optional[npt.NDArray[np.datetime64]] = None
    columns: dict[str, pd.Series] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class _OneRow(RoleTable):
    """A table that is asked for the same columns at every move."""

    kept: dict[str, pd.Series] = dataclasses.field(default_factory=dict)

    def column(self, name: str) -> pd.Series:
        """The column, or one of nulls."""
        if name not in self.kept:
            self.kept[name] = super().column(name)
        return self.kept[name]


class _One(_Review):
    """The review of one polygon beside a site."""

    def __init__(self, site: _Site, polygon: Any, attributes: Mapping[str, Any]) -> None:
        self.site = site
        self.row = row = site.row(attributes)
        parcels = site.tables[Role.PARCELS]
        given = {**site.tables, Role.PARCELS: _OneRow(
            Role.PARCELS, row.frame, np.array([polygon], object), parcels.crs, parcels.source, kept=row.columns)}
        given.pop(Role.EVIDENCE, None)
        if row.evidence is not None:
            given[Role.EVIDENCE] = row.evidence
        super().__init__(given, site.options, Silent())

    def answer(self) -> LiveAnswer:
        """Run, and put the one parcel's result together."""
        collect = self._judged()
        c = collect.worded(self, self.site.languages)
        gravity, could, complete = decided(collect, self, c)
        steps = next_steps(self, c, gravity)
        shapes = c["shape"]
        crs = self.tables[Role.PARCELS].crs
        if not geometry.same_crs(self.crs, crs):
            shapes = shapes.copy()
            some = np.flatnonzero(~shapely.is_missing(shapes))
            shapes[some] = to_crs(shapes[some], self.crs, crs)
        blank = np.full(len(shapes), "", object)
        findings = tuple(
            LiveFinding(str(rule), str(WORD_OF_GRAVITY[grave]), str(zh), str(en), _number(share), kind, subject, shape,
                        law)
            for rule, grave, zh, en, share, kind, subject, shape, law in zip(
                c["rule"], c["gravity"], c.get("message_zh", blank), c.get("message_en", blank), c["share"],
                c["subject_kind"], c["subject_id"], shapes, c["citation"]))
        return LiveAnswer(str(WORD_OF_GRAVITY[gravity[0]]), WORD_OF_GRAVITY[could[0]], bool(complete[0]), findings,
                          str(self.uses.classes[0]), float(self.area[0]), steps["next_step_zh"][0],
                          steps["next_step_en"][0], crs)

    # ------------------------------------------------------------------------------------------- beside the site

    def _choose_crs(self, parcels: RoleTable, box: npt.NDArray[np.float64]) -> Any:
        return self.site.crs

    def _prepare(self) -> None:
        self._prepare_parcels()
        self.plan, self.layers = self.site.plan, self.site.layers
        box, own = self.site.plan_box, self.plan_box
        self.plan_box = np.concatenate([np.fmin(box[:2], own[:2]), np.fmax(box[2:], own[2:])])
        around = shapely.GeometryCollection([g for g in (self.parcels[0], self.reach[0]) if g is not None])
        self.around = None if around.is_empty else around
        self.found: dict[Role, Ints] = {}

    def _candidates(self, role: Role) -> Ints:
        if role not in self.found:
            self.found[role] = self._near(self.site.indexes[role], self.site.radius)
        return self.found[role]

    def _laid(self, layers: Sequence[Places], radius: float,
              progress: Progress) -> list[tuple[overlay.Pairs, Optional[overlay.Pairs]]]:
        laid = overlay.overlay_layers(self.boxes, [layer[:3] for layer in layers],
                                      tolerance_m=self.options.tolerance_m, reach_a=self.reach)
        return [(pairs, certain if certain is None else overlay.within_distance(
            self.boxes, certain, radius, exclude=pairs)) for pairs, (*_, certain) in zip(laid, layers)]

    def _near(self, index: Index, radius_m: float) -> Ints:
        return np.zeros(0, np.intp) if self.around is None else index.candidates(self.around, radius_m=radius_m)

    def _cover(self) -> None:
        self.coverage = {}
        for role in (*GRAIN, Role.SAMPLES, Role.CURRENT_USE):
            statement: Any = self.options.covers.get(role)
            if role in self.site.statements:
                shapes, index = self.site.statements[role]
                statement = shapes[self._near(index, _SLACK_M)]
            table, placed = self.site.outlines.get(role, (None, None))
            self.coverage[role] = coverage.cover(
                role, table, placed, self.parcels, self.plan_box, statement=statement,
                none_issued=self.options.none.get(role), evidence=self.tables.get(Role.EVIDENCE), parcel_ids=self.ids,
                as_of=self.as_of, settings=self.book.settings, tolerance_m=self.options.tolerance_m)

    def _parcel_uses(self, parcels: RoleTable, neighbours: Optional[Mapping[str, Sequence[Any]]] = None,
                     ) -> tuple[uses.Uses, Optional[uses.Uses]]:
        return self.row.uses

    def _project(self) -> dict[str, Any]:
        if not self.row.project:
            self.row.project = super()._project()
        return self.row.project

    def _act_days(self) -> npt.NDArray[np.datetime64]:
        if self.row.act_days is None:
            self.row.act_days = super()._act_days()
        return self.row.act_days

    def phantom(self, role: Role, rows: Ints, known: Told = ()) -> npt.NDArray[np.int8]:
        """As in the batch, but kept: it rests on facts of the parcel that a move seldom changes."""
        names = self.site.asked_of_parcels.get(role)
        if names is None or not len(rows):
            return super().phantom(role, rows, known)
        key = (role, known, self.days["act"][0], *(_value(self.parcel_facts.get(name)) for name in names))
        if key not in self.site.phantoms:
            if len(self.site.phantoms) >= _KEPT_PHANTOMS:
                self.site.phantoms.clear()
            self.site.phantoms[key] = super().phantom(role, rows, known)
        return self.site.phantoms[key].copy()

    def _held_samples(self) -> tuple[Ints, Ints]:
        return self._points_in(self.parcels, Role.SAMPLES)

    def _points_in(self, areas: Objects, role: Role) -> tuple[Ints, Ints]:
        rows = self._candidates(role)
        area, point = overlay.points_in(areas, self.layers[role].geometry[rows])
        return area, rows[point]

    def _sensitive(self, asks: Bools) -> Objects:
        rows = self._near(self.site.sensitive, self.book.settings["siting_radius_m"] + _SLACK_M)
        # The parcel that the polygon stands for is no neighbour of itself.
        return self.site.sensitive.b[rows[self.site.sensitive_of[rows] != str(self.ids[0])]]


def _outline(layer: Layer) -> tuple[RoleTable, Optional[locate.Placed]]:
    """A layer as ``coverage.cover`` looks at it, which asks for its extent and kinds of places, in one row each."""
    def boxed(shapes: Objects) -> Objects:
        box = geometry.extent(shapes)
        return np.array([shapely.box(*box) if np.isfinite(box).all() else None], object)

    table, placed = layer.table, layer.placed
    if table.geometry is not None:
        table = dataclasses.replace(table, geometry=boxed(table.geometry))
    if placed is not None:
        placed = dataclasses.replace(placed, geometry=boxed(placed.geometry),
                                     placement=np.array(list(dict.fromkeys(placed.placement)), object))
    return table, placed


def _cell(value: Any, kind: Any) -> npt.NDArray[Any]:
    """A value as a column of one row; null in the way of its kind."""
    if value is None or value != value:
        value = None if kind is object else np.nan if kind is float else "NaT"
    return np.array([value], kind)


def _cells(table: RoleTable, row: int) -> dict[str, Any]:
    """What a row says, as it was read."""
    cells = table.frame.iloc[row]
    return {str(name): value for name, value in zip(table.frame, cells)
            if not str(name).endswith(UNREADABLE) and not pd.isna(value)}


def _distinct(table: RoleTable, *names: str) -> list[Any]:
    """Different values of columns, nulls left out."""
    return list(dict.fromkeys(x for name in names for x in table.column(name).dropna()))


def _value(column: Any) -> Any:
    """The one value of a column of facts, as part of a key."""
    if isinstance(column, Tri):
        return bool(column.true[0]), bool(column.unknown[0])
    if isinstance(column, Words):
        return column.words[column.codes[0]] if column.codes[0] >= 0 else None
    return column[0] if column[0] == column[0] else None


def _number(value: Any) -> Optional[float]:
    return float(value) if np.isfinite(value) else None
