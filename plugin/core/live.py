"""The verdict on one polygon while it is drawn: the review of ``review.py`` beside a site made ready once.

The rules, facts and sentences are those of the batch; what differs is only that layers are repaired, reprojected,
placed and indexed beforehand, and that of each layer the rows near the polygon are looked at alone.
"""

from __future__ import annotations

import copy
import dataclasses
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import coverage, facts, geometry, locate, overlay, tables, uses
from .errors import InputError
from .findings import LANGUAGES, WORD_OF_GRAVITY, Collector, Gathered, Part, Wording, decided, next_steps
from .geometry import to_crs
from .overlay import Boxes, Index
from .progress import Progress, Silent, checkpoint
from .review import GRAIN, MET, WITH_NEIGHBOURS, Layer, Options, Outlines, Told, _Review
from .rules import Facts, Leaf, Rows, Words
from .tables import UNREADABLE, RoleTable
from .tri import Tri
from .vocabulary import Role, Verdict

Ints = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]

_SLACK_M = 0.1                     # boxes are asked with so much more than the farthest that a rule reaches
_KEPT_ROWS, _KEPT_PHANTOMS, _KEPT_RULINGS = 64, 1024, 8192
_UNASKED = -1
_SILENT = Silent()
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
    """What a review says of one polygon; ``findings`` the gravest first, ``crs`` that of the plan.

    Sentences, shares and places of findings are made when first looked at: a box beside the cursor needs few of them.
    Rules that gave a finding are known without.
    """

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


class _Answer(LiveAnswer):
    """An answer whose findings and next step are made when somebody looks at them."""

    _words: _Worded

    def __init__(self, run: _One, ruling: _Ruling) -> None:
        self.__dict__.update(
            _words=_Worded(run, ruling), verdict=ruling.verdict, could_be=ruling.could_be, complete=ruling.complete,
            use_classes=str(run.uses.classes[0]), area_m2=float(run.area[0]), crs=run.tables[Role.PARCELS].crs)

    @functools.cached_property
    def findings(self) -> tuple[LiveFinding, ...]:  # type: ignore[override]
        """Reasons, the gravest first."""
        return self._words.findings()

    @property
    def next_step_zh(self) -> Optional[str]:  # type: ignore[override]
        """The earliest unmet step, in Chinese."""
        return self._words.steps["next_step_zh"]

    @property
    def next_step_en(self) -> Optional[str]:  # type: ignore[override]
        """The earliest unmet step, in English."""
        return self._words.steps["next_step_en"]


class _Told(LiveFinding):
    """A finding of which only rule and verdict are known; the rest is made when somebody looks at it."""

    _words: _Worded
    _number: int

    def __init__(self, words: _Worded, number: int, rule: str, verdict: str) -> None:
        self.__dict__.update(_words=words, _number=number, rule=rule, verdict=verdict)

    @property
    def message_zh(self) -> str:  # type: ignore[override]
        """The sentence in Chinese."""
        return self._words.sentence("zh", self._number)

    @property
    def message_en(self) -> str:  # type: ignore[override]
        """The sentence in English."""
        return self._words.sentence("en", self._number)

    @property
    def share(self) -> Optional[float]:  # type: ignore[override]
        """Share of the parcel."""
        return _number(self._words.cell("share", self._number))

    @property
    def subject_kind(self) -> Optional[str]:  # type: ignore[override]
        """Role of what it is about."""
        return self._words.cell("subject_kind", self._number)  # type: ignore[no-any-return]

    @property
    def subject_id(self) -> Optional[str]:  # type: ignore[override]
        """What it is about."""
        return self._words.cell("subject_id", self._number)  # type: ignore[no-any-return]

    @property
    def citation(self) -> Optional[str]:  # type: ignore[override]
        """The law."""
        return self._words.cell("citation", self._number)  # type: ignore[no-any-return]

    @property
    def geometry(self) -> Any:  # type: ignore[override]
        """What it rests on."""
        return self._words.shape(self._number)


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
        self.radius = max(self.book.settings["neighbour_radius_m"], 0.0)
        self._index_layers()
        self.samples: Optional[Boxes] = None
        if Role.SAMPLES in self.layers:
            self.samples = Boxes(self.layers[Role.SAMPLES].geometry)
            self._about_samples(self.layers[Role.SAMPLES])
        checkpoint(progress, 0.7)
        self.statements: dict[Role, Boxes] = {
            role: Boxes(self._stated(told)) for role, told in options.covers.items() if not isinstance(told, str)}
        self.outlines = {role: _outline(layer) for role, layer in self.layers.items()}
        parcels = self.tables[Role.PARCELS]
        told = parcels.frame.columns.intersection(["use_code", "use_name", "current_use_code", "current_use_name"])
        self.codes = RoleTable(Role.PARCELS, parcels.frame[told].drop_duplicates(ignore_index=True))
        self.uses, _ = self._parcel_uses(parcels)
        homes = np.flatnonzero(self.uses.sensitive.true & ~shapely.is_missing(self.parcels))
        near, names = [self.parcels[homes]], [self.ids[homes].astype(str)]
        used = self.layers.get(Role.CURRENT_USE)
        if used is not None:
            rows = np.flatnonzero(self._layer_uses(used).sensitive.true & ~shapely.is_missing(used.geometry))
            near.append(used.geometry[rows])
            names.append(np.full(len(rows), "", object))
        self.sensitive = Boxes(np.concatenate(near))
        self.sensitive_of = np.concatenate(names)
        maybe, self.homes_anywhere = self._maybe_homes()
        self.maybe_homes = Boxes(maybe)
        evidence = self.tables.get(Role.EVIDENCE)
        self.evidence_of: dict[str, list[int]] = {}
        if evidence is not None:
            for row, parcel in enumerate(evidence.column("parcel_id")):
                if parcel is not None and parcel == parcel:
                    self.evidence_of.setdefault(str(parcel), []).append(row)
        self.plan_tree: Optional[shapely.STRtree] = None
        self.rows: dict[tuple[Any, ...], _Row] = {}
        self.phantoms: dict[tuple[Any, ...], npt.NDArray[np.int8]] = {}
        self.measures = self._measures()
        self.before_rules = self.as_of < pd.Timestamp(self.book.first_day)
        self._places = {id(clause): k for k, clause in enumerate(self.book.clauses)}
        self.own_crs = geometry.same_crs(self.crs, parcels.crs)
        self.asked_of_parcels = {role: self._asked_of_parcels(grain) for role, grain in GRAIN.items()}
        _One(self, None, {}).answer()                  # makes what layers keep of their rows
        checkpoint(progress, 1.0)

    def _index_layers(self) -> None:
        """One index over the polygons of all layers, one layer after the other: a move asks it once."""
        self.span: dict[Role, slice] = {}
        shapes, accuracies, reaches, near, first = [], [], [], [], 0
        for role in MET:
            layer = self.layers.get(role)
            if layer is None:
                continue
            sought, accuracy, reach = self._sought(role, layer)
            self.span[role] = slice(first, first + len(sought))
            first += len(sought)
            shapes.append(sought)
            accuracies.append(accuracy)
            reaches.append(np.full(len(sought), None, object) if reach is None else reach)
            near.append(np.full(len(sought), role in WITH_NEIGHBOURS) & ~layer.doubtful)
        none = np.zeros(0)
        whole = np.concatenate([none.astype(object), *shapes])
        self.index = Index(whole, tolerance_m=self.options.tolerance_m, accuracy_m=np.concatenate([none, *accuracies]),
                           reach_b=np.concatenate([none.astype(object), *reaches]), layers=[*map(len, shapes)])
        self.near = np.concatenate([none.astype(bool), *near])
        self.doubtful = np.concatenate([none.astype(bool), *(self.layers[role].doubtful for role in self.span)])
        shapely.prepare(whole[shapely.get_num_coordinates(whole) >= _MANY_VERTICES])

    def _choose_crs(self, parcels: RoleTable, boxes: Boxes) -> Any:
        box = boxes.extent
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

    def _measures(self) -> dict[str, dict[str, list[Leaf]]]:
        """Conditions about each fact of each grain."""
        out: dict[str, dict[str, list[Leaf]]] = {grain: {} for grain in facts.NAMES}
        asked = [(clause.grain, condition) for clause in self.book.clauses
                 for condition in (clause.when, *(reading.when for reading in clause.exceptions))]
        asked += [("parcel", need.when) for need in self.book.needs]
        for grain, condition in asked:
            for leaf in condition.leaves():
                known = out[grain if leaf.fact in facts.NAMES[grain] else "parcel"].setdefault(leaf.fact, [])
                if leaf not in known:
                    known.append(leaf)
        return out

    def place_of(self, part: Part) -> tuple[int, int]:
        """Where the batch comes to a finding: the parcel's own, clause by clause, needs and what follows from all."""
        if part.fired is not None and part.fired.clause.grain != "findings":
            return 1, self._places[id(part.fired.clause)]
        return (0 if part.fired is None and part.role is None else 2), 0

    def row(self, attributes: Mapping[str, Any]) -> _Row:
        """What attributes mean; kept, because a polygon moves more often than its use changes."""
        key = tuple(sorted((name, str(value), type(value)) for name, value in attributes.items()))
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
        return _Row(frame, self._parcel_uses(RoleTable(Role.PARCELS, frame), self.codes), evidence)

    def known_at(self, point: Any, near_m: float) -> list[Known]:
        """Parcels of the plan and rows of all layers at a point in the working CRS."""
        plan = self.tables[Role.PARCELS]
        crs = plan.crs
        if self.plan_tree is None:
            self.plan_tree = shapely.STRtree(self.parcels)
        at = np.sort(self.plan_tree.query(point, predicate="intersects"))
        out = [Known(Role.PARCELS, str(self.ids[row]), _cells(plan, row), False, plan.geometry[row])
               for row in at] if plan.geometry is not None else []
        around = self.index.candidates(point, radius_m=1.0)
        for role in (*self.span, Role.SAMPLES):
            layer = self.layers.get(role)
            if layer is None:
                continue
            shapes = layer.shapes
            if role is Role.SAMPLES:
                assert self.samples is not None
                rows = self.samples.candidates(point, radius_m=near_m)
            else:
                rows = within(around, self.span[role])
            rows = rows[~shapely.is_missing(shapes[rows])]
            rows = rows[shapely.dwithin(shapes[rows], point, near_m if role is Role.SAMPLES else 0.0)]
            places = shapes[rows]
            if len(rows) and not geometry.same_crs(self.crs, crs):
                places = to_crs(places, self.crs, crs)
            for row, place in zip(rows, places):
                out.append(Known(role, str(layer.ids[row]), _cells(layer.table, row), bool(layer.doubtful[row]), place))
        return out


class _Unit:
    """What the rules make of one row of facts, or of the parcel itself, wherever it lies.

    Findings are ranked among those of one rule about one subject only, so each row can be ranked alone.
    """

    def __init__(self, collect: Collector, run: _One) -> None:
        self.collect, self.needed = collect, run.needed
        self.gathered = tuple(bool(told[0]) for told in collect.gathered())
        if collect.parts:
            collect.rank(run)
        self.told = collect.kept()

    def parts(self, row: Optional[int] = None) -> list[Part]:
        """Its findings, as those of a row of the meeting of today."""
        if row is None:
            return self.collect.parts
        bound = [copy.copy(part) for part in self.collect.parts]
        for part in bound:
            part.rows = np.array([row])
        return bound


class _Ruling:
    """What the rules make of all facts about a polygon; its findings are put in order when asked for."""

    def __init__(self, collect: Collector, run: _One, told: Mapping[str, npt.NDArray[Any]],
                 parts: Callable[[], list[Part]]) -> None:
        gravity, could, complete = decided(collect, run, told)
        self.verdict, self.could_be = str(WORD_OF_GRAVITY[gravity[0]]), WORD_OF_GRAVITY[could[0]]
        self.complete = bool(complete[0])
        self._collect, self._parts = collect, parts

    @functools.cached_property
    def collect(self) -> Collector:
        """All findings, ranked."""
        self._collect.parts = self._parts()
        return self._collect

    @functools.cached_property
    def order(self) -> Sequence[tuple[Part, int]]:
        """Findings that are kept, the gravest first."""
        return self.collect.in_order()


class _Worded:
    """Words and places of the findings of one answer, in order; made when asked for."""

    def __init__(self, run: _One, ruling: _Ruling) -> None:
        self._run, self._ruling = run, ruling
        self._all: Optional[dict[str, npt.NDArray[Any]]] = None
        self._single: dict[int, dict[str, npt.NDArray[Any]]] = {}

    def findings(self) -> tuple[LiveFinding, ...]:
        """All findings, not yet in words."""
        return tuple(_Told(self, k, part.rule, str(WORD_OF_GRAVITY[part.gravity[i]]))
                     for k, (part, i) in enumerate(self._ruling.order))

    def _table(self) -> dict[str, npt.NDArray[Any]]:
        if self._all is None:
            self._all = self._ruling.collect.in_words(self._run, 0, 1, self._run.site.languages)
        return self._all

    def sentence(self, language: str, number: int) -> str:
        """What a finding says; "" in a language that is not asked for."""
        told = self._table().get(f"message_{language}")
        return "" if told is None else str(told[number])

    def cell(self, name: str, number: int) -> Any:
        """A cell of the table of findings, for which nothing is put into sentences."""
        if self._all is not None:
            return self._all[name][number]
        if number not in self._single:
            part, i = self._ruling.order[number]
            self._single[number] = self._wording().rows(part, np.array([i]))
        return self._single[number][name][0]

    def shape(self, number: int) -> Any:
        """What a finding rests on, in the CRS of the plan; findings about one subject share it."""
        return self._shapes[number]

    @functools.cached_property
    def _shapes(self) -> Objects:
        """What each finding rests on: made together, because who draws one draws all."""
        run, order = self._run, self._ruling.order
        out: Objects = np.full(len(order), None, object)
        alike: dict[Any, tuple[Part, list[int], list[int]]] = {}
        for number, (part, i) in enumerate(order):
            if part.rows is not None and part.fired is not None:
                _, numbers, rows = alike.setdefault((part.role, part.fired.clause.grain), (part, [], []))
                numbers.append(number)
                rows.append(part.rows[i])
        for one, numbers, rows in alike.values():
            part = copy.copy(one)
            part.rows, at = np.unique(rows, return_inverse=True)
            part.parcel = np.zeros(len(part.rows), np.intp)
            out[numbers] = self._wording().shapes(part, np.arange(len(part.rows)))[at]
        return out if run.site.own_crs else to_crs(out, run.crs, run.tables[Role.PARCELS].crs)

    @functools.cached_property
    def steps(self) -> dict[str, Optional[str]]:
        """The next step, zh and en."""
        told = next_steps(self._run, self._table(), np.array([Verdict(self._ruling.verdict).gravity]))
        return {name: column[0] for name, column in told.items()}

    def _wording(self) -> Wording:
        return Wording(self._ruling.collect, self._run, ())


@dataclasses.dataclass
class _Row:
    """What a row of attributes means, whatever its polygon."""

    frame: pd.DataFrame
    uses: tuple[uses.Uses, Optional[uses.Uses]]
    evidence: Optional[RoleTable]
    project: dict[str, Any] = dataclasses.field(default_factory=dict)
    act_days: Optional[npt.NDArray[np.datetime64]] = None
    columns: dict[str, pd.Series] = dataclasses.field(default_factory=dict)
    units: dict[tuple[Any, ...], _Unit] = dataclasses.field(default_factory=dict)
    rulings: dict[tuple[Any, ...], _Ruling] = dataclasses.field(default_factory=dict)
    rules_of_two_days: Optional[bool] = None
    sampled: dict[Any, tuple[dict[str, Any], Optional[dict[str, Any]], npt.NDArray[np.int_]]] = dataclasses.field(
        default_factory=dict)
    settled: dict[tuple[Role, str], npt.NDArray[np.int8]] = dataclasses.field(default_factory=dict)
    covers: dict[Role, coverage.Coverage] = dataclasses.field(default_factory=dict)
    present: Optional[tuple[facts.Change, coverage.Coverage, Bools]] = None


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
        self.tables = {**site.tables, Role.PARCELS: _OneRow(
            Role.PARCELS, row.frame, np.array([polygon], object), parcels.crs, parcels.source, kept=row.columns)}
        self.tables.pop(Role.EVIDENCE, None)
        if row.evidence is not None:
            self.tables[Role.EVIDENCE] = row.evidence
        super().__init__(self.tables, site.options, _SILENT)
        self.__dict__.update(basic_items=site.basic_items, words=site.words, nothing=site.nothing)

    def _outlines(self) -> Outlines:
        """The polygon made ready; its area on the ellipsoid is asked for only where the plane tells none."""
        parcels = self.tables[Role.PARCELS]
        assert parcels.geometry is not None
        own = geometry.repair(parcels.geometry, tolerance_m=self.options.tolerance_m,
                              unit_m=geometry.unit_of(parcels.crs))
        planar, ellipsoidal = own.area_after, np.full(1, np.nan)
        if not geometry.is_metric(parcels.crs):
            planar, ellipsoidal = geometry.areas(own.geometry, parcels.crs)
        return Outlines(own, planar, ellipsoidal, overlay.Boxes(own.geometry))

    def answer(self) -> LiveAnswer:
        """Run, and put the one parcel's result together."""
        return _Answer(self, self.ruling())

    def ruling(self) -> _Ruling:
        """What the rules say: the same facts have the same outcome, so that of facts met before is kept."""
        row, grains = self.row, self._known()
        if row.rules_of_two_days is None:
            row.rules_of_two_days = self._dual_days() is not None
        if row.rules_of_two_days or self.site.before_rules:
            collect = self._evaluate(grains)
            collect.rank(self)
            return _Ruling(collect, self, collect.kept(), lambda: collect.parts)
        if len(row.units) + len(row.rulings) > _KEPT_RULINGS:
            row.units.clear()
            row.rulings.clear()
        units: list[tuple[Any, Optional[int], _Unit]] = []
        about = _bytes(grains["parcel"], self.site.measures["parcel"])
        parcel = about[1][0]
        for grain, known in grains.items():
            if grain != "parcel" and len(known):
                words, keys = _bytes(known, self.site.measures[grain])
                if grain == "parcel_x_pollutant":      # ranked together: by pollutant
                    assert self.pollutants is not None
                    together = (grain, parcel, words, tuple(self.pollutants["pollutant"]), tuple(keys))
                    units.append((grain, None, self._unit(together, grain, known)))
                else:
                    units += [(grain, at, self._unit((grain, parcel, words, key), grain, known, at))
                              for at, key in enumerate(keys)]
        beside = tuple(map(any, zip(*(unit.gathered for *_, unit in units)))) or (False,) * len(Gathered._fields)
        units.append(("parcel", None, self._unit_of_parcel(about, beside, grains["parcel"])))
        key = tuple((grain, unit) for grain, _, unit in units)
        if key not in row.rulings:
            row.rulings[key] = self._together(units)
        return row.rulings[key]

    def _unit(self, key: tuple[Any, ...], grain: str, known: Facts, at: Optional[int] = None) -> _Unit:
        """Findings about a subject, or about what samples show."""
        kept = self.row.units
        if key not in kept:
            collect = Collector(self.book, 1, self.options.steps)
            self._fire(collect, {grain: known if at is None else Rows(known, np.array([at]))})
            kept[key] = _Unit(collect, self)
        return kept[key]

    def _unit_of_parcel(self, about: Any, beside: tuple[bool, ...], known: Facts) -> _Unit:
        """Findings about the parcel itself: outline, use, what is needed, what has no place, what follows from all."""
        covers = tuple((cover.given, cover.basis, cover.share[0] < 1, cover.share[0] >= 1, cover.confirmed[0])
                       for cover in self.coverage.values())
        far = *((role, round(away / 1000)) for role, away in self.far.items()),
        key = "parcel", about[0], about[1][0], self.state[0], covers, far, *beside
        kept = self.row.units
        if key not in kept:
            collect = Collector(self.book, 1, self.options.steps, Gathered(*(np.array([told]) for told in beside)))
            self._own_findings(collect)
            self._fire(collect, {"parcel": known})
            self._needs(collect)
            self._unlocated(collect)
            collect.second_stratum(self.days)
            kept[key] = _Unit(collect, self)
        return kept[key]

    def _together(self, units: Sequence[tuple[str, Optional[int], _Unit]]) -> _Ruling:
        """One verdict of all units, their findings in the order of the batch."""
        collect = Collector(self.book, 1, self.options.steps)
        *_, (_, _, own) = units
        self.needed = own.needed
        collect.need_rows, collect.unlocated_roles = own.collect.need_rows, own.collect.unlocated_roles
        for _, _, unit in units:
            collect.open_checks += unit.collect.open_checks
        place_of = self.site.place_of                  # what is kept holds on to no polygon

        def parts() -> list[Part]:
            found = [(place_of(part), -1 if at is None else at, part)
                     for _, at, unit in units for part in unit.parts(at)]
            return [part for _, _, part in sorted(found, key=lambda told: told[:2])]

        return _Ruling(collect, self, {name: np.concatenate([unit.told[name] for *_, unit in units])
                                       for name in own.told}, parts)

    # ------------------------------------------------------------------------------------------- beside the site

    def _choose_crs(self, parcels: RoleTable, boxes: Boxes) -> Any:
        return self.site.crs

    def _prepare(self) -> None:
        self._prepare_parcels()
        self.plan, self.layers = self.site.plan, self.site.layers
        box, own = self.site.plan_box, self.plan_box
        self.plan_box = np.concatenate([np.fmin(box[:2], own[:2]), np.fmax(box[2:], own[2:])])
        shape, reach = self.parcels[0], self.reach[0]
        self.around = shape if reach is None else shapely.GeometryCollection([shape, reach])
        self._find_far(self.plan_box, box)             # as a row of the plan it would be part of its extent

    @functools.cached_property
    def near_rows(self) -> Ints:
        """Rows of the index of all layers that can meet the polygon or come near it."""
        return self._near(self.site.index, self.site.radius + _SLACK_M)

    def _near_rows(self, role: Role) -> Ints:
        return within(self.near_rows, self.site.span[role])

    def _near(self, index: Union[Boxes, Index], radius_m: float) -> Ints:
        return np.zeros(0, np.intp) if self.around is None else index.candidates(self.around, radius_m=radius_m)

    def _meet(self, progress: Progress) -> None:
        site = self.site
        pairs, apart = site.index.near_one(self.parcels[0], site.radius, reach=self.reach[0], near=site.near,
                                           rows=self.near_rows)
        met = self._meeting(pairs, site.doubtful, apart)
        for role, span in site.span.items():
            own = met.keep(slice(*np.searchsorted(met.subject, (span.start, span.stop))))
            own.subject = own.subject - span.start
            self.meetings[role] = self._not_settled(role, own)

    def _cover(self) -> None:
        inside = bool((self.plan_box == self.site.plan_box).all())
        kept = self.row.covers
        self.coverage = {}
        for role in (*GRAIN, Role.SAMPLES, Role.CURRENT_USE):
            # Beside what a person states of an area, nothing here but the extent of the plan looks at the polygon.
            if not inside or role in self.site.statements:
                self.coverage[role] = self._cover_of(role)
            else:
                if role not in kept:
                    kept[role] = self._cover_of(role)
                self.coverage[role] = kept[role]
        # what present uses tell more of it is this polygon's
        self.coverage[Role.CURRENT_USE] = copy.copy(self.coverage[Role.CURRENT_USE])

    def _cover_of(self, role: Role) -> coverage.Coverage:
        statement: Any = self.options.covers.get(role)
        if role in self.site.statements:
            stated = self.site.statements[role]
            statement = stated.geometry[self._near(stated, _SLACK_M)]
        table, placed = self.site.outlines.get(role, (None, None))
        return coverage.cover(
            role, table, placed, self.parcels, self.plan_box, statement=statement,
            none_issued=self.options.none.get(role), evidence=self.tables.get(Role.EVIDENCE), parcel_ids=self.ids,
            counties=self.tables[Role.PARCELS].column("county"), as_of=self.as_of, settings=self.book.settings,
            tolerance_m=self.options.tolerance_m)

    def _present_use(self, progress: Progress) -> None:
        """As in the batch; kept where no layer of present uses makes it depend on the place."""
        row = self.row
        if Role.CURRENT_USE in self.layers or self.parcels[0] is None:
            super()._present_use(progress)
            return
        if row.present is None:
            super()._present_use(progress)
            row.present = self.change, self.coverage[Role.CURRENT_USE], self.layered
        self.uses = row.uses[0]
        self.change, self.coverage[Role.CURRENT_USE], self.layered = row.present

    def _parcel_uses(self, parcels: RoleTable, neighbours: Optional[RoleTable] = None,
                     ) -> tuple[uses.Uses, Optional[uses.Uses]]:
        return self.row.uses

    def _project(self) -> dict[str, Any]:
        if not self.row.project:
            self.row.project = super()._project()
        return self.row.project

    def _bars(self, layer: Layer, name: str, m: facts.Meeting) -> Tri:
        """As in the batch, but kept: which use a text bars is settled by the two."""
        return self._of_subjects((layer.table.role, name), layer, m, lambda: super(_One, self)._bars(layer, name, m))

    def _limits_of(self, layer: Layer, meeting: facts.Meeting) -> Tri:
        return self._of_subjects((layer.table.role, "limits"), layer, meeting,
                                 lambda: super(_One, self)._limits_of(layer, meeting))

    def _of_subjects(self, key: tuple[Role, str], layer: Layer, m: facts.Meeting, make: Callable[[], Tri]) -> Tri:
        """What a row of a layer and the use of the polygon settle between them, kept for each row."""
        if key not in self.row.settled:
            self.row.settled[key] = np.full(len(layer.ids), _UNASKED, np.int8)
        kept = self.row.settled[key]
        if (kept[m.subject] == _UNASKED).any():
            found = make()
            kept[m.subject] = found.true + 2 * found.unknown
        told = kept[m.subject]
        return Tri(told == 1, told == 2)

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

    def _by_pollutant(self, a: Ints, s: Ints, told: Mapping[str, npt.NDArray[Any]], first: Bools) -> dict[str, Any]:
        """As in the batch, but kept: the same samples say the same of the same use."""
        key, kept = (s.tobytes(), self.assessed_on[0]), self.row.sampled
        if key not in kept:
            if len(kept) >= _KEPT_ROWS:
                kept.clear()
            kept[key] = super()._by_pollutant(a, s, told, first), self.judged, self.sample_counts
        found, self.judged, self.sample_counts = kept[key]
        return found

    def _sensitive(self) -> tuple[Objects, Ints]:
        rows = self._near(self.site.sensitive, self.book.settings["siting_radius_m"] + _SLACK_M)
        # The parcel that the polygon stands for is no neighbour of itself.
        others = rows[self.site.sensitive_of[rows] != str(self.ids[0])]
        return self.site.sensitive.geometry[others], np.full(1, -1)

    def _maybe_homes(self) -> tuple[Objects, Any]:
        maybe = self.site.maybe_homes
        rows = self._near(maybe, self.book.settings["siting_radius_m"] + _SLACK_M)
        return maybe.geometry[rows], self.site.homes_anywhere


def within(rows: Ints, span: slice) -> Ints:
    """Rows of one layer, in its own count, among sorted rows of the index of all."""
    first, last = np.searchsorted(rows, (span.start, span.stop))
    return rows[first:last] - span.start


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


def _value(column: Any) -> Any:
    """The one value of a column of facts, as part of a key."""
    if isinstance(column, Tri):
        return bool(column.true[0]), bool(column.unknown[0])
    if isinstance(column, Words):
        return column.words[column.codes[0]] if column.codes[0] >= 0 else None
    return column[0] if column[0] == column[0] else None


def _bytes(known: Facts, measures: Mapping[str, Sequence[Leaf]]) -> tuple[tuple[tuple[str, ...], ...], list[bytes]]:
    """All that rules look at in facts: words that codes stand for, and the facts of each row.

    Of a measure (share, distance) that is what each condition about it says, not the number.
    """
    words: list[tuple[str, ...]] = []
    truths: list[npt.NDArray[np.bool_]] = []
    columns: list[npt.NDArray[np.uint8]] = []
    n = len(known)

    def raw(values: npt.NDArray[Any]) -> npt.NDArray[np.uint8]:
        return np.ascontiguousarray(values).view(np.uint8).reshape(n, -1)

    for name, column in known.columns.items():
        if isinstance(column, Tri):
            truths += column
        elif isinstance(column, Words):
            words.append(column.words)
            columns.append(raw(column.codes))
        elif column.dtype.kind != "f":
            columns.append(raw(column))
        else:
            for leaf in measures.get(name, ()):
                truths += leaf.evaluate(known)
    columns.append(np.ascontiguousarray(np.concatenate(truths).reshape(-1, n).T).view(np.uint8))
    table = np.concatenate(columns, axis=1)
    return tuple(words), [row.tobytes() for row in table]


def _number(value: Any) -> Optional[float]:
    return float(value) if np.isfinite(value) else None
