"""Use cases of data coming in and going out: import into a workspace or a GeoPackage, boundary files out.

Every row of a source ends as read, repaired, guessed (something was assumed) or refused (a cell could not be read), and
every file as read, repaired, guessed, asked (a person must decide first; nothing came in) or refused.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import pandas as pd
import pyproj
import shapely

from .core import geometry as g
from .core import grids, knowledge, settle
from .core.errors import Cancelled, InputError
from .core.geometry import to_crs
from .core.progress import Part, Progress, Silent
from .core.tables import ID_COLUMN, ROLES, RoleTable
from .core.vocabulary import EditionKind, ListKind, Role
from .io import (
    arrival,
    boundary_sheet,
    boundary_txt,
    files,
    health,
    import_page,
    mapping,
    phrases,
    points,
    read,
    workspace,
)
from .io.mapping import Guess
from .io.mapping import Mapping as FieldMap
from .io.raw import RawTable
from .io.whole import whole_file
from .jobs import LayerInput

STATES = import_page.STATES
KINDS: dict[str, Optional[Role]] = {"txt": Role.PARCELS, "register": Role.REGISTRY, "samples": Role.SAMPLES,
                                    "layer": None}
DECISIONS: dict[str, tuple[str, ...]] = {**boundary_txt.DECISIONS, "code": ("update", "both")}
"""Questions of a boundary text, and ``code``: whether a plot whose code lies elsewhere already is that plot."""

Given = Union[LayerInput, RawTable]
"""A file, or a table that stands in a window or was pasted."""

_QUESTIONS = frozenset([
    "crs_missing", "crs_missing_table", "crs_missing_points", "crs_datum", "crs_shifted", "crs_implausible",
    "several_layers", "several_sheets", "several_tables", "import_ballpark",
    "two_headers", "columns_missing", "list_of_entry_missing", "boundary_asked", "code_elsewhere", "txt_crs_wrong",
    "places_missing"])
_PLACELESS = (Role.EVIDENCE, Role.RECORDS, Role.NOTICES)
_NO_LISTS = (Role.PARCELS, Role.CURRENT_USE, Role.SAMPLES, Role.SIGNS, Role.POINTS, Role.LOCATED, *_PLACELESS)
"""Of which no row says nothing of a place."""
_FAR_M = 100.0                           # no survey moves a plot so far
_TOLD = frozenset(["crs_proposed", "txt_steps_short", "columns_unused", "crs_given", "axes_swapped",
                   "txt_datum_degrees", "txt_zone_of_heading", "txt_area_ellipsoidal", "txt_area_two_kinds",
                   "txt_zone_wide", "txt_several_zones", "txt_word_missing", "txt_not_filled", "txt_rounded",
                   "txt_list_closed", "txt_count_without_closing", "txt_area_far", "datum_other",
                   "wgs84_as_cgcs2000", "encoding_assumed",
                   "several_plots", "outline_twice", "txt_placeholder", "outline_overlaps", "outlines_overlap",
                   "outline_gap", "outlines_gap", "outlines_not_compared", "outline_sliver", "outline_heights",
                   "outline_measures", "outline_curves", "dxf_filling", "dxf_left",
                   "crs_projected", "crs_transformed", "web_map_possible", "placed_like",
                   "placed_unlocated", "placed_by_name", "list_stated_empty",
                   "column_not_found"])
"""What was read as it stands and is said aloud all the same."""
_ADDED_UP = frozenset(["results_not_measured", "pollutant_unknown", "outlines_overlap", "outlines_gap",
                       "outlines_not_compared", "outlines_missing"])
_LISTED = 200                            # rows that are named one by one on the command line
_KNOWN_ROWS = 100_000                    # parcels of the workspace that are looked at for the place of entries
_KEPT_ROWS = 5_000                       # and in a report


@dataclasses.dataclass
class ImportRequest:
    """What is to come in, and where it goes: ``into`` a workspace that is there, or ``out``, a new GeoPackage."""

    kind: str
    inputs: Sequence[Given]
    role: Optional[Role] = None
    into: Optional[str] = None
    out: Optional[Path] = None
    crs: Optional[str] = None
    maps: Mapping[Role, FieldMap] = dataclasses.field(default_factory=dict)
    list_kind: Optional[ListKind] = None
    edition: Optional[EditionKind] = None
    edition_date: Optional[dt.date] = None
    covers: Union[str, LayerInput, None] = None      # "parcels" or an extent layer
    decisions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    person: Optional[str] = None
    document: Optional[str] = None
    strict: bool = False
    report: Optional[Path] = None
    json: Optional[Path] = None
    save_map: Optional[Path] = None
    points: Optional[LayerInput] = None              # codes and places of points, for samples without coordinates
    lang: str = "zh"
    dry: bool = False                    # tell what would become of it, and leave a workspace as it was


@dataclasses.dataclass
class RowReport:
    """A row of which there is something to say."""

    row: int
    label: str
    state: str
    reasons: list[dict[str, Any]]


@dataclasses.dataclass
class FileReport:
    """What became of one file; the counts of its rows add up to ``rows``."""

    path: str
    layer: str
    role: Role
    state: str = "read"
    rows: int = 0
    counts: dict[str, int] = dataclasses.field(default_factory=lambda: dict.fromkeys(STATES, 0))
    notes: list[dict[str, Any]] = dataclasses.field(default_factory=list)      # of the file as a whole
    listed: list[RowReport] = dataclasses.field(default_factory=list)
    fields: dict[str, Guess] = dataclasses.field(default_factory=dict)
    unused: tuple[str, ...] = ()
    list_facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    crs: str = ""
    encoding: str = ""
    places: dict[str, int] = dataclasses.field(default_factory=dict)           # of list entries, by ``Placement``
    imported: Optional[workspace.Imported] = None
    error: Optional[InputError] = None

    def options(self) -> list[str]:
        """The options that answer what was asked."""
        return list(dict.fromkeys(n["option"] for n in [*self.notes, *(x for r in self.listed for x in r.reasons)]
                                  if "option" in n))


@dataclasses.dataclass
class ImportOutcome:
    """All files of an import."""

    files: list[FileReport]
    strict: bool

    @property
    def complete(self) -> bool:
        """Whether everything came in that could, as far as the person wanted it to."""
        return not any(f.state in ("asked", "refused") and f.imported is None for f in self.files) and not (
            self.strict and any(f.counts["refused"] for f in self.files))


def run_import(request: ImportRequest, progress: Optional[Progress] = None) -> ImportOutcome:
    """Read every file, bring in what leaves no question open, each file whole or not at all.

    Raises
    ------
    InputError
        The target cannot be used, or an option makes no sense. What is wrong with a file is in its report.
    Cancelled
        The person stopped it; the files up to then are in.
    """
    progress = progress or Silent()
    role = request.role or KINDS[request.kind]
    if role is None:
        raise InputError("import_role_missing", known=", ".join(str(r) for r in Role))
    for question, answer in request.decisions.items():
        if answer not in DECISIONS.get(question, ()):
            raise InputError("import_decision", value=f"{question}={answer}", known="; ".join(
                f"{k}={'|'.join(v)}" for k, v in DECISIONS.items()))
    if request.into is not None and not workspace.is_workspace(request.into):
        shown = files.shown(request.into)
        there = files.split_source(request.into).database or Path(request.into).exists()
        raise InputError("workspace_foreign" if there else "workspace_missing", source=shown)
    outcome = ImportOutcome([], request.strict)
    with _target(request) as target:
        for k, given in enumerate(request.inputs):
            if progress.is_cancelled():
                raise Cancelled
            progress.report(k / len(request.inputs), _named(given)[0])
            share = Part(progress, k / len(request.inputs), (k + 1) / len(request.inputs))
            outcome.files.append(_one(request, role, given, target, share))
    if request.json is not None:
        with whole_file(request.json) as part:
            part.write_text(as_json(outcome), encoding="utf-8", newline="\n", errors="backslashreplace")
    if request.report is not None:
        import_page.write(request.report, outcome.files, request.lang, complete=outcome.complete)
    if request.save_map is not None:
        _save_map(request.save_map, outcome, request, role)
    progress.report(1.0)
    return outcome


class _Target:
    """The workspace that rows go into; a new one is made when the first table is ready, in its CRS."""

    def __init__(self, path: str, fresh: bool, role: Role) -> None:
        self.path, self.fresh, self.role = path, fresh, role
        self.made, self.filled = not fresh, False
        self._plan: Any = None
        self._held: Optional[dict[Role, RoleTable]] = None
        self._points: Optional[RoleTable] = None

    def ready(self, table: RoleTable) -> str:
        """The path, the workspace being there."""
        if not self.made:
            crs = table.crs if table.crs is not None and table.geometry is not None else "EPSG:4490"
            workspace.create(self.path, crs=crs, roles=[self.role])
            self.made = True
        return self.path

    def plan(self) -> Any:
        """(bounds, CRS, other CRSs) of the parcels that are there, None without any."""
        if self.fresh:
            return None
        if self._plan is None:
            self._plan = _plan_of(self.path)
        return self._plan or None

    def held(self) -> dict[Role, RoleTable]:
        """What the workspace knows of places, as it stood before this import."""
        if self._held is None:
            counts = {} if self.fresh else workspace.row_counts(self.path)
            self._held = {r: workspace.read_role(self.path, r) for r in arrival.HELD if counts.get(str(r))}
            if 0 < counts.get(str(Role.PARCELS), 0) <= _KNOWN_ROWS:
                self._held[Role.PARCELS] = workspace.read_role(self.path, Role.PARCELS)
        return self._held

    def points(self, request: ImportRequest, points: LayerInput) -> RoleTable:
        """The table that tells where points lie.

        It is always one that a person names: codes such as S1 come back in every survey, so those that the workspace
        happens to hold may lie elsewhere.
        """
        if self._points is None:
            raw = read.read_raw(Role.POINTS, points.path, layer=points.layer, crs=request.crs)
            table = read.table_of_raw(raw, Role.POINTS, request.maps.get(Role.POINTS), crs=request.crs,
                                      near=self.place())
            self._points = _placed_itself(table, self, request.crs)
            if self._points.geometry is None:
                raise InputError("places_missing", source=table.source.path, layer=table.source.layer,
                                 role=str(Role.POINTS))
        return self._points

    def place(self) -> Optional[tuple[float, float]]:
        """A place of the parcels that are there, degrees."""
        plan = self.plan()
        if plan is None:
            return None
        lon, lat = g.lonlat(np.array([plan[0][0]]), np.array([plan[0][1]]), plan[1])
        return float(lon[0]), float(lat[0])


@contextlib.contextmanager
def _target(request: ImportRequest) -> Iterator[_Target]:
    role = request.role or KINDS[request.kind]
    assert role is not None
    if request.into is not None:
        yield _Target(request.into, False, role)
        return
    if request.out is None:
        raise InputError("import_target")
    try:
        with whole_file(request.out) as part:
            part.unlink()
            target = _Target(str(part), True, role)
            yield target
            if not target.filled:
                raise _Nothing
    except _Nothing:
        return


class _Nothing(Exception):
    """No file could be brought in: the target is left as it was."""


def _plan_of(path: str) -> Any:
    parcels = workspace.read_role(path, Role.PARCELS)
    if parcels.geometry is None or not np.isfinite(box := g.extent(parcels.geometry)).all():
        return ()
    told = [read.crs_of(name.split(" ")[0]) for name in workspace.imported_crss(path) if name.startswith("EPSG:")]
    plane = next((c for c in told if c.is_projected), parcels.crs)
    corners = to_crs(np.array([shapely.box(*box)], object), parcels.crs, plane)
    return tuple(shapely.total_bounds(corners)), plane, tuple(told)


# ------------------------------------------------------------------------------------------------ one file

def _named(given: Given) -> tuple[str, str]:
    """Path and layer, to be shown."""
    if isinstance(given, RawTable):
        return given.source.path, given.source.layer
    return files.shown(given.path), given.layer or ""


def _one(request: ImportRequest, role: Role, given: Given, target: _Target, progress: Progress) -> FileReport:
    """Read a file and bring it in, large ones in parts; whatever is wrong with it is in the report."""
    report = FileReport(*_named(given), role)
    parts = _boundary_parts if request.kind == "txt" else _table_parts
    counter = _Counter(report, request)
    run: Optional[workspace.Importing] = None
    try:
        with contextlib.ExitStack() as transaction:
            for table in parts(request, role, given, target, report):
                if progress.is_cancelled():
                    raise Cancelled
                _arrive(table, target, request, report)
                counter.add(table)
                if not counter.rows and request.covers is None:
                    continue
                if not (request.strict and counter.refused):
                    if run is None:
                        path = target.ready(table)
                        run = transaction.enter_context(workspace.importing(path, role, person=request.person))
                        if table.geometry is not None and table.crs is not None:
                            for note in arrival.crs_notes(table.crs, run.store.crs):
                                table.source.notes.append(note)
                                report.notes.append(note)
                    _same_codes(table, run, request, report)
                    run.add(table)
                progress.report(0.0, f"{report.path} {counter.rows}")
            if not counter.rows and run is None and request.kind != "txt":
                raise InputError("import_empty" if role in _NO_LISTS else "import_empty_list", source=report.path,
                                 layer=report.layer or "-", role=str(role))
            if counter.rows or run is not None:
                counter.finish()
            if run is not None:
                if not counter.rows:
                    report.notes.append({"code": "list_stated_empty", "state": "read"})
                if request.strict and counter.refused:
                    raise _Undone
                run.counts = workspace.Counts(*(report.counts[s] for s in ("read", "repaired", "guessed", "refused")))
                run.statement = _statement(request)
                if request.dry and request.into is not None:
                    run.finish()
                    report.imported = run.done
                    raise _Tried
        if run is not None:
            report.imported, target.filled = run.done, True
        elif request.strict and counter.refused:
            report.state = "refused"
    except _Undone:
        report.state = "refused"
    except _Tried:
        pass                             # its transaction is undone, its report stands
    except InputError as error:
        if error.code == "file_in_use" and error.facts.get("source") == target.path:    # where rows go
            error = InputError("output_locked", source=target.path)
        if error.code == "crs_ballpark":                 # its facts are two CRSs; a person asks which file
            error = InputError("import_ballpark", source=report.path, role=str(role), crs_from=error.facts["source"],
                               crs_to=error.facts["target"])
        report.error, report.counts, report.listed = error, dict.fromkeys(STATES, 0), []
        report.rows, report.state = 0, "asked" if error.code in _QUESTIONS else "refused"
        option = _option(error.code, role, error.facts)
        report.notes.append({"code": error.code, "state": report.state, "error": True, **error.facts,
                             **({"option": option} if option else {})})
    return report


def _arrive(table: RoleTable, target: _Target, request: ImportRequest, report: FileReport) -> None:
    """Ask about places that a web map shifted; say where each entry of a list lies; refuse an issue yet to come."""
    issued, now = table.source.edition_date, dt.date.today()
    if issued is not None and issued.date() > now:
        raise InputError("edition_in_future", source=table.source.path, role=str(table.role),
                         value=str(issued.date()), day=str(now))
    if request.crs is None:
        if not target.fresh:
            arrival.refuse_shifted(table, target.held())
        if (note := arrival.degrees_note(table)) is not None:
            table.source.notes.append({**note, "state": "read"})
    if table.role not in settle.LISTED:
        return
    notes, counts = arrival.places(table, target.held(), arrival.settings_of(), pd.Timestamp(now))
    table.source.notes += notes
    for how, count in counts.items():
        report.places[how] = report.places.get(how, 0) + count


class _Tried(Exception):
    """A trial has come to its end."""


class _Undone(Exception):
    """What came in of a file goes out again: the person wants all of it or nothing."""


def _option(code: str, role: Role, facts: Mapping[str, Any]) -> str:
    """The option that answers a question; "" where the file itself must be mended."""
    options = knowledge.messages()["import_options"]
    found = options.get(code)
    if code == "places_missing" and facts.get("role") == str(Role.POINTS):       # it is the table of points itself
        found = options["columns_missing"]
    if found is None:
        return ""
    example = str(facts.get("example") or "EPSG:N")
    return str(found["en"]).replace("{role}", str(role)).replace("{example}", example)


def _field_map(request: ImportRequest, role: Role) -> Optional[FieldMap]:
    base = request.maps.get(role)
    told: dict[str, Any] = {}
    if request.list_kind is not None:
        told["list_kind"] = request.list_kind
    if request.edition is not None:
        told["edition"] = request.edition
    if request.edition_date is not None:
        told["edition_date"] = pd.Timestamp(request.edition_date)
    return dataclasses.replace(base or FieldMap(), **told) if told else base


def _statement(request: ImportRequest) -> Optional[workspace.Statement]:
    """What the person states of the list's coverage."""
    if request.covers is None:
        return None
    covers: Any = "plan"
    if isinstance(request.covers, LayerInput):
        raw = read.read_raw(Role.BASIC_FARMLAND, request.covers.path, layer=request.covers.layer)
        if raw.geometry is None:
            raise InputError("no_geometry", source=request.covers.path, role="")
        if raw.crs is None:
            raise InputError("crs_missing", source=request.covers.path, layer=request.covers.layer or "", role="",
                             proposals="-", example="EPSG:4547")
        covers = (raw.geometry, raw.crs)
    return workspace.Statement(covers, False, request.person, dt.date.today(), request.document)


def _table_parts(request: ImportRequest, role: Role, given: Given, target: _Target,
                 report: FileReport) -> Iterator[RoleTable]:
    """A list, samples or a layer, a large one in parts that are read with the fields of the first."""
    told = _field_map(request, role)
    fixed: Optional[FieldMap] = None
    earlier = health.Earlier()
    for raw in [given] if isinstance(given, RawTable) else read.read_raw_parts(
            role, given.path, layer=given.layer, crs=request.crs):
        table = read.table_of_raw(raw, role, fixed or told, crs=request.crs, needs=role is Role.SAMPLES,
                                  near=target.place())
        table = _placed(table, target, request)
        if fixed is None:
            report.path, report.layer = table.source.path or report.path, table.source.layer
            _fields(report, raw, role, told)
            fixed = dataclasses.replace(told or FieldMap(), columns={
                **(told.columns if told else {}), **{c: Guess(x.header, x.confidence, "given")
                                                     for c, x in report.fields.items()}})
            report.crs, report.encoding = table.source.crs, table.source.encoding
            _no_serials(report, table)
            _list_facts(report, table, request)
        if "name" in {c.name for c in ROLES[role]} and len(raw.frame) == len(table.frame):
            table.original = raw.frame               # lists are kept in their own words too
        if role is Role.SAMPLES:
            table.source.notes += _unknown_pollutants(table)
        if role is Role.REGISTRY:
            table.source.notes += _several_plots(table)
        table.source.notes += health.look_over(table, earlier)
        yield table


def _fields(report: FileReport, raw: RawTable, role: Role, told: Optional[FieldMap]) -> None:
    source = mapping.long_samples(_quiet(raw), told) if role is Role.SAMPLES else raw
    found = mapping.guess(source, role, told)
    own = {str(h) for h in raw.frame.columns}            # a sheet with a column a pollutant has no column "pollutant"
    report.fields = {c: x for c, x in found.columns.items() if x is not None and x.header in own}
    report.unused = found.unused
    for columns in mapping.required(role):
        if raw.geometry is not None and not any(c in report.fields for c in columns):
            label = mapping.fields(role)[columns[0]]
            report.notes.append({"code": "column_not_found", "state": "read", "field": columns[0],
                                 "label_zh": label.label_zh, "label_en": label.label_en,
                                 "value": ", ".join(found.unused) or "-"})


def _quiet(raw: RawTable) -> RawTable:
    """The first rows of a table, with a source of its own for notes."""
    few = raw.frame.iloc[:200]
    shapes = None if raw.geometry is None else raw.geometry[:200]
    rows = None if raw.rows is None else raw.rows[:200]
    return RawTable(few, shapes, raw.crs, dataclasses.replace(raw.source, notes=[]), rows, raw.spreadsheet, raw.cut)


def _no_serials(report: FileReport, table: RoleTable) -> None:
    """A column that counts the rows of a list tells no entry: the next issue counts anew."""
    header = report.fields.get("entry_id")
    if header is None or header.reason == "given" or "entry_id" not in table.frame:
        return
    codes = table.frame["entry_id"]
    given = codes.dropna().astype(str).str.fullmatch(r"[0-9]{1,4}(?:\.0)?")
    if len(given) and bool(given.all()):
        table.frame["entry_id"] = pd.Series(None, codes.index, object)
        del report.fields["entry_id"]
        report.unused = (*report.unused, header.header)
        table.source.notes[:] = [n for n in table.source.notes
                                 if n.get("code") != "header_guessed" or n.get("field") != "entry_id"]
        table.source.notes.append({"code": "ids_serial", "state": "read", "value": header.header})


def _list_facts(report: FileReport, table: RoleTable, request: ImportRequest) -> None:
    """Kind, edition and date of a list and what it covers, as far as they are known."""
    if table.role in (Role.REGISTRY, Role.NEGATIVE_LIST):
        source = table.source
        kinds = sorted({str(k) for k in table.column("list_kind").dropna()}) if table.role is Role.REGISTRY else []
        report.list_facts = {
            "title": source.title or None,
            "list_kind": str(source.list_kind) if source.list_kind else ";".join(kinds) or None,
            "edition": str(source.edition) if source.edition else None,
            "edition_date": source.edition_date.strftime("%Y-%m-%d") if source.edition_date is not None else None,
            **({"edition_known": source.edition_known} if source.edition_known else {})}
        covers = request.covers
        report.list_facts["covers"] = None if covers is None else "covers_parcels" if isinstance(covers, str) else (
            files.shown(covers.path))
        if table.role is Role.NEGATIVE_LIST:
            del report.list_facts["list_kind"]


def _placed(table: RoleTable, target: _Target, request: ImportRequest) -> RoleTable:
    """Give a table its place by its coordinates; samples without any by the codes of their points."""
    if table.role is not Role.SAMPLES or not len(table.frame):
        return _placed_itself(table, target, request.crs)
    try:
        table = _placed_itself(table, target, request.crs)
    except InputError as error:
        if error.code != "places_missing":
            raise
    if request.points is not None and (table.geometry is None or shapely.is_missing(table.geometry).any()):
        points.join(table, target.points(request, request.points))
    if table.geometry is None or shapely.is_missing(table.geometry).all():
        raise InputError("places_missing", source=table.source.path, layer=table.source.layer, role=str(table.role))
    return table


def _placed_itself(table: RoleTable, target: _Target, crs: Optional[str]) -> RoleTable:
    """Give a table of coordinates its place: by the plan that the workspace holds, or what the person says."""
    if table.crs is not None or table.role in _PLACELESS or not len(table.frame):
        return table
    names = {c.name for c in ROLES[table.role]}
    plan = target.plan()
    if plan is not None and table.role is not Role.PARCELS:
        return read.place_table(table, plan[0], plan[1], plan[2], crs=crs)
    metres = {"x", "y"} <= names and (table.column("x").notna() & table.column("y").notna()).to_numpy()
    degrees = {"longitude", "latitude"} <= names and (
        table.column("longitude").notna() & table.column("latitude").notna()).to_numpy()
    if np.any(metres) and np.sum(degrees) >= np.sum(metres):        # a few of another kind stop no list: no place
        table.source.notes += [{"code": "place_other_kind", "state": "refused", "row": int(row)}
                               for row in pd.unique(table.frame["source_row"][metres & ~degrees])]
        metres = False
    metres = bool(np.any(metres))
    shapes = table.geometry is not None and not bool(shapely.is_missing(table.geometry).all())
    if metres or shapes:
        if shapes:
            box = shapely.total_bounds(table.geometry)
        else:
            box = np.array([table.column("y").min(), table.column("x").min(), table.column("y").max(),
                            table.column("x").max()], float)
        raise InputError("crs_missing_points", source=table.source.path, layer=table.source.layer, role=str(table.role),
                         **read.proposed(tuple(box), near=target.place()))
    if table.role in (Role.SAMPLES, Role.SIGNS, Role.POINTS):
        lon, lat = (table.column(c).to_numpy(float) for c in ("longitude", "latitude"))
        there = np.isfinite(lon) & np.isfinite(lat)
        if not there.any():
            if table.role is Role.SAMPLES:
                raise InputError("places_missing", source=table.source.path, layer=table.source.layer,
                                 role=str(table.role))
            return table
        found = np.full(len(lon), None, object)
        found[there] = shapely.points(lon[there], lat[there])
        table.geometry, table.crs = found, pyproj.CRS(g.CGCS2000)
        table.source.crs = f"EPSG:{g.CGCS2000}"
        table.source.notes.append({"code": "degrees_assumed", "state": "guessed", "crs": table.source.crs})
    return table


def _unknown_pollutants(table: RoleTable) -> list[dict[str, Any]]:
    """Names of substances that neither the table of names nor a CAS number knows."""
    names, cas = table.column("pollutant"), table.column("cas")
    known = {n: knowledge.fold(n) in knowledge.aliases() for n in names.dropna().unique()}
    by_cas = {c: str(c).strip() in knowledge.cas_numbers() for c in cas.dropna().unique()}
    odd = (names.notna() & ~names.map(known).eq(True) & ~cas.map(by_cas).eq(True)).to_numpy(bool)
    return [{"code": "pollutant_unknown", "state": "guessed", "value": str(name), "count": len(rows),
             "rows": sorted({int(r) for r in rows})}
            for name, rows in table.frame[odd].groupby("pollutant", sort=True)["source_row"]]


_SEVERAL = re.compile(r"[A-Za-z0-9#]+(?:地块)?[、,，和及与][A-Za-z0-9#-]+(?:号|地块|片区|区|块)|"
                      r"[0-9一二三四五六七八九十]+[个宗]地块")


def _several_plots(table: RoleTable) -> list[dict[str, Any]]:
    """Entries that name several plots stay one entry: what holds for one may not hold for the other."""
    notes = []
    for row, name, code in zip(table.frame["source_row"], table.column("name"), table.column("entry_id")):
        text = _text(name)
        if _SEVERAL.search(text) or re.search(r"[0-9A-Za-z]{10,}\s*[、,，;；/\n]\s*[0-9A-Za-z]{10,}", _text(code)):
            notes.append({"code": "several_plots", "state": "read", "row": int(row), "value": (text or str(code))[:60]})
    return notes


def _text(value: Any) -> str:
    """A cell as text, "" for null."""
    return "" if phrases.is_null(value) else str(value)


# ------------------------------------------------------------------------------------------------ boundary texts

def _boundary_parts(request: ImportRequest, role: Role, given: Given, target: _Target,
                    report: FileReport) -> Iterator[RoleTable]:
    """A boundary text or table of boundary points; nothing when a question is open or nothing can be built."""
    assert isinstance(given, LayerInput)
    path = Path(given.path)
    told = {k: v for k, v in request.decisions.items() if k in boundary_txt.DECISIONS}
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".docx") or (
            suffix in (".csv", ".tsv") and boundary_sheet.names_plots(given.path)):
        found = boundary_sheet.read_sheet(given.path, given.layer, crs=request.crs, decisions=told)
    else:
        found = boundary_txt.read_boundary(given.path, crs=request.crs, decisions=told)
        found.raw.source.sha256 = files.sha256([path])
    raw = found.raw
    n = len(raw.frame)
    report.rows, report.state = n, found.verdict
    _name_plots(raw, path.stem, n)
    per_plot, whole = _by_plot(found, role)
    raw.source.notes = [*whole, *(note for notes in per_plot for note in notes)]
    open_crs, told_of = False, {}
    for note in raw.source.notes:
        if note["state"] == "asked":
            told_of = _proposed(found, target)
            note["option"] = _option(note["code"], role, told_of)
            if "--crs" in note["option"]:
                open_crs |= "{example}" in knowledge.messages()["import_options"][note["code"]]["en"]
                note["proposals"] = told_of.get("proposals", "")
    if open_crs and told_of:
        whole.append({"code": "crs_proposed", "state": "read", **told_of})
    states = [max((x["state"] for x in notes), key=STATES.index, default="read") for notes in per_plot]
    common = max((x["state"] for x in whole if x["state"] != "read"), key=STATES.index, default="read")
    states = [max(s, common, key=STATES.index) for s in states]
    if found.verdict == "asked" or (found.verdict == "refused" and all(s == "refused" for s in states)):
        report.notes = whole
        _tally(report, states, per_plot, raw.frame["地块名称"].fillna(raw.frame["地块编号"]).tolist())
        report.state = found.verdict
        return
    if raw.geometry is not None:
        raw.geometry = raw.geometry.copy()
        for at in [k for k, s in enumerate(states) if s == "refused"]:
            raw.geometry[at] = None
    raw_map = _boundary_map(raw, role, _field_map(request, role))
    table = mapping.normalise(raw, role, raw_map, crs=raw.crs, needs=False)
    table.crs = raw.crs
    table.source.crs = g.name_of(raw.crs) if raw.crs is not None else ""
    table.source.notes += health.look_over(table)
    report.crs, report.encoding = table.source.crs, table.source.encoding
    if request.maps.get(role) is not None:
        _fields(report, raw, role, raw_map)
    yield table


def _boundary_map(raw: RawTable, role: Role, told: Optional[FieldMap]) -> FieldMap:
    """Number, name and use of the headings; the code of the land class may be that of the present use: not taken."""
    columns: dict[str, Optional[str]] = {ID_COLUMN[role]: "地块编号"}
    if "name" in {c.name for c in ROLES[role]}:
        columns["name"] = "地块名称"
    if role is Role.PARCELS:
        uses = [_text(u) for u in raw.frame["地块用途"] if _text(u)]
        as_code = bool(uses) and all(re.fullmatch(r"[A-Za-z]?[0-9]{0,6}[A-Za-z]?", u) for u in uses)
        columns.update({"use_code": "地块用途" if as_code else None, "use_name": None if as_code else "地块用途",
                        "current_use_code": None, "current_use_name": None})
    own = FieldMap.of(columns)
    return own if told is None else dataclasses.replace(told, columns={**own.columns, **told.columns})


def _name_plots(raw: RawTable, stem: str, n: int) -> None:
    """Plots without a number, or with one that only counts the plots of its file, are called after the file."""
    numbers = raw.frame["地块编号"].to_numpy(object).copy()
    named = 0
    for k, number in enumerate(numbers):
        text = _text(number).strip()
        if len(re.sub(r"\D", "", text)) <= 3 and re.fullmatch(r"[A-Za-z]?[-_#]?[0-9]{0,3}#?|地块[0-9]{0,3}", text):
            numbers[k] = f"{stem}-{text or k + 1}" if n > 1 or text else stem
            named += 1
    raw.frame["地块编号"] = numbers
    if named:
        raw.source.notes.append({"code": "ids_from_file", "state": "read", "count": named, "value": stem})


def _by_plot(found: boundary_txt.Boundary, role: Role) -> tuple[list[list[dict[str, Any]]], list[dict[str, Any]]]:
    """Notes of each plot, with its row, and those of the file as a whole."""
    per_plot: list[list[dict[str, Any]]] = [[] for _ in found.lines]
    whole = []
    starts = np.array(found.lines, int)
    for note in [*found.findings, *(x for x in found.raw.source.notes if x not in found.findings)]:
        note = dict(note)
        line = note.get("line")
        at = int(np.searchsorted(starts, line, "right")) - 1 if isinstance(line, int) and len(starts) else -1
        if at < 0:
            whole.append(note)
        else:
            per_plot[at].append({**note, "row": at + 1})
    return per_plot, whole


def _proposed(found: boundary_txt.Boundary, target: _Target) -> dict[str, str]:
    """CRSs that the numbers may stand in, near the plan where there is one."""
    if found.raw.geometry is None:
        return {}
    box = shapely.total_bounds(found.raw.geometry)
    if not np.isfinite(box).all():
        return {}
    zones = [int(z) for z in re.findall(r"[0-9]{2}", found.attributes.get("带号", ""))]
    return read.proposed(tuple(box), near=target.place(), zone=zones[0] if len(zones) == 1 else None,
                         datum=boundary_txt.datum_of(found.attributes, found.raw.source.path) or grids.CGCS2000)


# ------------------------------------------------------------------------------------------------ counting

class _Counter:
    """States of rows and of the file, over all its parts; each row counts once, by its worst."""

    def __init__(self, report: FileReport, request: ImportRequest) -> None:
        self.report, self.request = report, request
        self.states = np.zeros(0, np.int8)
        self.reasons: dict[int, list[dict[str, Any]]] = {}
        self.labels: dict[int, str] = {}
        self.numbers = np.zeros(0, np.int64)

    @property
    def rows(self) -> int:
        """How many rows were counted."""
        return len(self.states)

    @property
    def refused(self) -> bool:
        """Whether a row could not be read in part."""
        return bool((self.states == STATES.index("refused")).any())

    def add(self, table: RoleTable) -> None:
        """Count the rows of a part."""
        source_row = table.frame["source_row"].to_numpy(np.int64)
        rows = pd.unique(source_row)
        left = [r for n in table.source.notes if n.get("code") == "results_not_measured" for r in n["rows"]]
        if left:                                 # a row without any result is a row all the same
            rows = np.union1d(rows, np.array(left, np.int64))
        order = pd.Index(rows)
        worst = np.zeros(len(rows), np.int8)
        reasons: dict[int, list[dict[str, Any]]] = {}

        def take(row: int, state: str, note: Optional[dict[str, Any]]) -> None:
            at = order.get_indexer([row])[0]
            if at < 0:
                return
            worst[at] = max(worst[at], STATES.index(state))
            if note is not None and note not in reasons.setdefault(at, []):
                reasons[at].append(note)

        for note in table.source.notes:
            state, row = str(note.get("state", "read")), note.get("row")
            if isinstance(row, (int, np.integer)) and int(row) in order:
                take(int(row), state, note)
                continue
            general = {k: v for k, v in note.items() if k != "rows"}
            same = next((n for n in self.report.notes if (n["code"], n.get("value")) == (
                note["code"], note.get("value"))), None) if note.get("code") in _ADDED_UP else None
            if same is not None:                 # over all parts of a large file
                same["count"] += note["count"]
            elif general not in self.report.notes:
                self.report.notes.append(general)
            for one in note.get("rows", ()):
                take(int(one), state, None)          # said once, of the file
        for column in ROLES[table.role]:
            flags = table.unreadable(column.name)
            if flags.any():
                worst[order.get_indexer(pd.unique(source_row[flags]))] = STATES.index("refused")
        names = table.column("name") if "name" in {c.name for c in ROLES[table.role]} else None
        ids = table.column(ID_COLUMN[table.role])
        for at in [*reasons, *(k for k in np.flatnonzero(worst >= STATES.index("asked")) if k not in reasons)]:
            if len(self.labels) >= _KEPT_ROWS:
                break
            first = next(iter(np.flatnonzero(source_row == rows[at])), None)
            self.labels[len(self.states) + int(at)] = "" if first is None else (
                _text(names.iat[first]) if names is not None else "") or _text(ids.iat[first])
            self.reasons[len(self.states) + int(at)] = reasons.get(at, [])
        self.states = np.concatenate([self.states, worst])
        self.numbers = np.concatenate([self.numbers, rows.astype(np.int64)])

    def finish(self) -> None:
        """Put the counts into the report."""
        report = self.report
        general = max((str(n.get("state", "read")) for n in report.notes if n.get("state") != "refused"),
                      key=STATES.index, default="read")
        if self.request.kind == "txt":       # what was repaired in the whole file was repaired in every plot
            self.states = np.maximum(self.states, STATES.index(general))
        report.rows = len(self.states)
        for k, state in enumerate(STATES):
            report.counts[state] = int((self.states == k).sum())
        report.listed = [RowReport(int(self.numbers[at]), self.labels[at], STATES[int(self.states[at])], told)
                         for at, told in sorted(self.reasons.items())]
        report.state = max((s for s in (general, *(s for s in STATES if report.counts[s])) if s != "refused"),
                           key=STATES.index, default="read")


def _tally(report: FileReport, states: Sequence[str], reasons: Sequence[list[dict[str, Any]]],
           labels: Sequence[Any]) -> None:
    """Counts of a file that stays out."""
    report.rows = len(states)
    for state in STATES:
        report.counts[state] = sum(s == state for s in states)
    for k, (state, told) in enumerate(zip(states, reasons)):
        if told or state in ("asked", "refused"):          # the others are as the notes of the file say
            report.listed.append(RowReport(k + 1, _text(labels[k]), state, list(told)))


def _same_codes(table: RoleTable, run: workspace.Importing, request: ImportRequest, report: FileReport) -> None:
    """Ask where a code that is there already belongs to a plot that lies elsewhere."""
    if (not run.old.fids or not run.layer.geometry or table.geometry is None or table.crs is None
            or table.role is Role.SAMPLES):              # numbers of samples mean little, the workspace looks at places
        return
    column = ID_COLUMN[table.role]
    ids = table.column(column).to_numpy(object).copy()
    if table.role in (Role.SIGNS, Role.POINTS) and "zone_id" in table.frame:          # every zone may have a first one
        zones = [_text(zone) or None for zone in table.column("zone_id")]
        cells = [run.old.place_of(_text(code), zone) if _text(code) else None for code, zone in zip(ids, zones)]
    else:
        cells = [run.old.place_of(_text(code)) if _text(code) else None for code in ids]
    same = np.array([k for k, cell in enumerate(cells) if cell is not None and table.geometry[k] is not None], np.intp)
    if not len(same):
        return
    theirs = run.store.decode([cells[k] for k in same])
    mine = to_crs(table.geometry[same], table.crs, run.store.crs)
    boxes, others = shapely.bounds(mine), shapely.bounds(theirs)
    with np.errstate(invalid="ignore"):
        gap = np.hypot(*(np.maximum(0.0, np.maximum(boxes[:, i] - others[:, i + 2], others[:, i] - boxes[:, i + 2]))
                         for i in (0, 1)))
        far = same[gap * g.unit_of(run.store.crs) > _FAR_M].tolist()
    if not far:
        return
    answer = request.decisions.get("code")
    if answer is None:
        raise InputError("code_elsewhere", source=table.source.path, role=str(table.role), count=len(far),
                         value=", ".join(str(ids[k]) for k in far[:5]) + ("…" if len(far) > 5 else ""))
    if answer == "both":
        stem = Path(table.source.path).stem
        for k in far:
            ids[k] = f"{ids[k]}@{stem}"
        table.frame[column] = ids
        note = {"code": "code_both", "state": "repaired", "count": len(far), "value": stem}
        table.source.notes.append(note)
        report.notes.append(note)


# ------------------------------------------------------------------------------------------------ reports

def as_json(outcome: ImportOutcome) -> str:
    """The outcome as a JSON document."""
    def told(note: Mapping[str, Any]) -> dict[str, Any]:
        facts = {k: v for k, v in note.items() if k not in ("code", "state", "option", "error", "rows")}
        return {"code": note.get("code"), "state": note.get("state"), "option": note.get("option"), "facts": facts,
                "message_zh": import_page.sentence(note, "zh"), "message_en": import_page.sentence(note, "en")}

    return json.dumps({
        "format": "soilgate-import", "version": 1, "complete": outcome.complete,
        "files": [{
            "path": f.path, "layer": f.layer, "role": str(f.role), "state": f.state, "rows": f.rows, **f.counts,
            "imported": None if f.imported is None else dataclasses.asdict(f.imported), "list": f.list_facts,
            "crs": f.crs or None, "encoding": f.encoding or None, "places": f.places,
            "fields": {c: {"header": x.header, "confidence": x.confidence, "reason": x.reason}
                       for c, x in f.fields.items()},
            "unused": list(f.unused), "notes": [told(n) for n in f.notes],
            "listed": [{"row": r.row, "label": r.label, "state": r.state, "reasons": [told(n) for n in r.reasons]}
                       for r in f.listed]} for f in outcome.files]}, ensure_ascii=False, indent=1, default=str) + "\n"


def summary(outcome: ImportOutcome, lang: str) -> str:
    """What became of every file and of the rows that were refused, as lines of text."""
    words = knowledge.messages()["import_words"]

    def w(code: str) -> str:
        return str(words[code][lang])

    lines = []
    for f in outcome.files:
        counts = w("comma").join(f"{w(s)} {f.counts[s]}" for s in STATES if s != "asked" or f.counts[s])
        name = Path(f.path).name + (f" | {f.layer}" if f.layer and f.layer != Path(f.path).stem else "")
        line = w("file_line").format(name=name, role=phrases.word(str(f.role), lang), state=w(f.state), rows=f.rows,
                                     counts=counts) if f.rows or f.error is None else w("file_failed").format(
            name=name, role=phrases.word(str(f.role), lang), state=w(f.state))
        if f.imported is not None:
            i = f.imported
            line += w("brought").format(added=i.added, updated=i.updated, unchanged=i.unchanged)
            if i.vanished:
                line += w("vanished").format(count=i.vanished)
        elif f.state in ("asked", "refused"):
            line += w("not_brought")
        lines.append(line)
        if source := import_page.source_words(f, lang):
            lines.append("  " + w("semicolon").join(f"{w(k)}{w('colon')}{x}" for k, x in source))
        if f.list_facts:
            lines.append("  " + w("comma").join(
                w("fact_" + k) + w("colon") + (v or w("unknown_" + k))
                for k, v in import_page.list_facts(f, lang).items()))
        if f.places:
            lines.append("  " + w("places") + w("colon") + w("comma").join(import_page.place_words(f, lang)))
        for note in f.notes:
            if note.get("state") != "read" or note.get("error") or note.get("code") in _TOLD:
                lines.append(f"  {w(import_page.state_word(note))}{w('colon')}{import_page.sentence(note, lang)}")
        few = [r for r in f.listed if r.state != "read" or any(n.get("code") in _TOLD for n in r.reasons)]
        few.sort(key=lambda r: -STATES.index(r.state))
        for r in few[:_LISTED if f.counts["refused"] + f.counts["asked"] else 20]:
            told = list(dict.fromkeys(import_page.row_sentence(n, lang) for n in r.reasons
                                      if n.get("state") != "read" or n.get("code") in _TOLD))
            if not told and r.state != "refused":
                continue                                      # said of the file as a whole
            said = "; ".join(told) or w("see_report")
            own = max((str(n.get("state", "read")) for n in r.reasons), key=STATES.index, default=r.state)
            if r.state == "asked" and own != "asked":             # asked of the file as a whole, not of this row
                state = w("note" if own == "read" else own)
            else:
                state = w("note" if r.state == "read" else r.state)
            lines.append(f"  {w('row').format(row=r.row, label=r.label)} {state}{w('colon')}{said}")
        if options := f.options():
            lines.append(f"  {w('decide')}{w('colon')}{w('or').join(options)}")
    total = {s: sum(f.counts[s] for f in outcome.files) for s in STATES}
    lines.append(w("total").format(
        files=len(outcome.files), rows=sum(f.rows for f in outcome.files),
        counts=w("comma").join(f"{w(s)} {total[s]}" for s in STATES),
        brought=sum(f.imported is not None for f in outcome.files)))
    return "\n".join(lines)


def _save_map(path: Path, outcome: ImportOutcome, request: ImportRequest, role: Role) -> None:
    """Remember which header is which column, as a file that ``--map`` takes; what it says of other roles stays.

    Beside each header stands how sure it was and why, for the person who looks it over.
    """
    found = next((f.fields for f in outcome.files if f.fields), {})
    told = _field_map(request, role) or FieldMap()
    kept: dict[Role, FieldMap] = mapping.load_map(path) if path.exists() else {}
    none = {c: None for c, x in told.columns.items() if x is None}
    kept[role] = dataclasses.replace(told, columns={**none, **found})
    lines, inside = [], False
    for line in mapping.dump_map(kept).split("\n"):
        inside = line == f"{role}:" or (inside and line.startswith("  "))
        column = line.strip().partition(":")[0]
        if inside and re.match(r"  [a-z_]", line) and column in found:
            guess = found[column]
            reason = knowledge.text("mapping", guess.reason, request.lang)
            line += f"  # {guess.confidence:.2f} {reason}"
        lines.append(line)
    with whole_file(path) as part:
        part.write_text("\n".join(lines), encoding="utf-8", newline="\n")
