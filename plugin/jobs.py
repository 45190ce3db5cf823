"""Use cases: read, review, write, record. The command line, Processing and the dock call the same functions.

Imports of the heavy libraries stand here at the top: who cannot load this module lacks them and says so in one
sentence (``plugin.qgs.deps``, ``plugin.cli``). What only some runs write with (sheets, pages) is imported there.
"""

from __future__ import annotations

import concurrent.futures
import contextlib
import dataclasses
import datetime as dt
import platform
import zoneinfo
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import pandas as pd
import pyproj
import shapely

from . import about
from .core import facts, geometry, knowledge, locate, rules
from .core import review as core_review
from .core.errors import InputError
from .core.findings import Outcome, dumps
from .core.geometry import to_crs
from .core.progress import Part, Progress, Silent
from .core.tables import RoleTable
from .core.vocabulary import Role, Step
from .core.zones import review as zones_review
from .io import arrival, files, read, results, workspace
from .io.mapping import Mapping as FieldMap

RULES_DIR = about.RESOURCES_DIR / "rules"
NATIONAL = "cn_national"
REVIEW_ROLES = (
    Role.PARCELS, Role.CURRENT_USE, Role.REGISTRY, Role.NEGATIVE_LIST, Role.SURVEY_AREAS, Role.SAMPLES,
    Role.RISK_ASSESSMENTS, Role.INDUSTRIAL_LAND, Role.ORDERED_SURVEYS, Role.FARMLAND, Role.BASIC_FARMLAND,
    Role.CONTROL_ZONES, Role.EVIDENCE, Role.LOCATED)
ZONE_ROLES = (Role.CONTROL_ZONES, Role.REGISTRY, Role.SIGNS, Role.POINTS, Role.RECORDS, Role.NOTICES, Role.EVIDENCE)
MAY_BE_NONE = (*core_review.GRAIN, Role.SAMPLES)
"""Roles of which an office may state that there is none."""
_PLACELESS = (Role.EVIDENCE, Role.RECORDS, Role.NOTICES)


@dataclasses.dataclass(frozen=True)
class LayerInput:
    """A file, one of its layers or tables."""

    path: str
    layer: Optional[str] = None

    @classmethod
    def of(cls, text: str) -> LayerInput:
        """From ``F`` or ``F|layername=L``."""
        path, _, rest = text.partition("|")
        layer = next((part.split("=", 1)[1] for part in rest.split("|") if part.lower().startswith("layername=")), None)
        return cls(path, layer)


Input = Union[LayerInput, RoleTable]


@dataclasses.dataclass
class ReviewRequest:
    """What a review reads, decides and writes.

    ``covers`` maps a role to "parcels", to an extent layer or to (polygons, CRS); ``none`` maps a role to the day of
    the statement that none was issued (None: no day given). ``maps`` maps a role to its field map; ``crs`` to what a
    person decided.
    """

    inputs: Mapping[Role, Input]
    as_of: Optional[dt.date] = None
    steps: Sequence[Step] = (Step.PLAN,)
    packs: Sequence[Union[str, Path]] = ()
    covers: Mapping[Role, Union[str, LayerInput, tuple[Any, Any]]] = dataclasses.field(default_factory=dict)
    none: Mapping[Role, Optional[dt.date]] = dataclasses.field(default_factory=dict)
    maps: Mapping[Role, FieldMap] = dataclasses.field(default_factory=dict)
    crs: Mapping[Role, str] = dataclasses.field(default_factory=dict)
    tolerance_m: float = 0.5
    radius_m: Optional[float] = None
    house: Mapping[str, float] = dataclasses.field(default_factory=dict)     # the office's own figures, over the packs
    use_field: Optional[str] = None
    use_scheme: Optional[str] = None
    current_use_field: Optional[str] = None
    current_use_scheme: Optional[str] = None
    beside: Optional[RoleTable] = None                  # the plan of which the parcels are some; no rows: none
    out: Optional[Path] = None
    json: Optional[Path] = None
    xlsx: Optional[Path] = None
    report: Optional[Path] = None
    opinions: Sequence[str] = ()              # parcels whose opinion goes beside the report


def today() -> dt.date:
    """The day in China, by which a review is dated when nobody says otherwise."""
    try:
        return dt.datetime.now(zoneinfo.ZoneInfo("Asia/Shanghai")).date()
    except zoneinfo.ZoneInfoNotFoundError:       # Windows without the tzdata package
        return (dt.datetime.now(dt.timezone.utc) + dt.timedelta(hours=8)).date()


def pack_path(name: Union[str, Path]) -> Path:
    """A pack by its name in ``resources/rules`` or by its file."""
    path = Path(name)
    if path.suffix.lower() in (".yaml", ".yml"):
        if not path.is_file():
            raise InputError("file_missing", source=str(path))
        return path
    shipped = RULES_DIR / f"{name}.yaml"
    if not shipped.is_file():
        raise InputError("pack_missing", source=str(name), known=", ".join(packs()))
    return shipped


def packs() -> list[str]:
    """Names of the shipped rule packs, the national one first."""
    names = sorted(p.stem for p in RULES_DIR.glob("cn_*.yaml"))
    return [NATIONAL, *(n for n in names if n != NATIONAL)]


def load_rules(local: Sequence[Union[str, Path]] = (), radius_m: Optional[float] = None,
               house: Optional[Mapping[str, float]] = None) -> rules.Rulebook:
    """The national pack with local packs stacked on it, and the office's own figures over both."""
    extra = [p for p in local if str(p) != NATIONAL]
    overrides = {**(house or {}), **({"neighbour_radius_m": radius_m} if radius_m is not None else {})}
    return rules.load(RULES_DIR / f"{NATIONAL}.yaml", [pack_path(p) for p in extra], facts.NAMES, overrides)


def review(request: ReviewRequest, progress: Optional[Progress] = None) -> Outcome:
    """Review a plan: read every input, review, write what was asked for, whole or not at all.

    Returns
    -------
    Outcome
        With the run record in ``tables["run"]``.

    Raises
    ------
    InputError
        Something cannot be read or used; names the file and the cure.
    Cancelled
        The person stopped it; nothing was written.
    """
    progress = progress or Silent()
    if Role.PARCELS not in request.inputs:
        raise InputError("role_missing", role=str(Role.PARCELS))
    if Role.REGISTRY not in request.inputs and Role.REGISTRY not in request.none:
        raise InputError("role_missing", role=str(Role.REGISTRY))
    _fields_of_workspace(request)
    _check_request(request)
    book = load_rules(request.packs, request.radius_m, request.house)
    made: list[concurrent.futures.Future[core_review.Outlines]] = []
    with concurrent.futures.ThreadPoolExecutor(1, "SoilGate") as beside:     # while the other files are read
        tables = _read(request, Part(progress, 0.0, 0.3), lambda plan: made.append(
            beside.submit(core_review.outlines, plan, request.tolerance_m, tree=True)))
    _settle(tables, request)
    covers = {role: _cover(what, request.crs.get(role)) for role, what in request.covers.items()}
    as_of = pd.Timestamp(request.as_of or today())
    _no_later_than(tables, max(as_of, pd.Timestamp(today())))
    options = core_review.Options(
        as_of, book, tuple(dict.fromkeys(request.steps)), covers,
        {role: pd.Timestamp(day) if day else True for role, day in request.none.items()}, request.tolerance_m,
        request.use_scheme, request.current_use_scheme, request.beside)
    plan = tables[Role.PARCELS]
    with contextlib.ExitStack() as stack:
        gpkg = None if request.out is None else stack.enter_context(
            results.new_result(request.out, plan.crs, 2 * len(plan.frame), progress))
        outcome = core_review.review(tables, options, Part(progress, 0.3, 0.75),
                                     None if gpkg is None else _adder(gpkg, _original(plan)), made[0].result)
        outcome.tables["parcels_reviewed"] = results.merge_columns(_original(plan), outcome.tables["parcels_reviewed"])
        for role, table in tables.items():
            if role not in request.crs and (note := arrival.degrees_note(table)) is not None:
                outcome.run["notes"].setdefault(str(role), []).append(note)
            if gone := [note for note in table.source.notes if note["code"] == "entry_vanished"]:
                outcome.run["notes"].setdefault(str(role), []).extend(gone)
        outcome.run["rows_read"] = {str(role): len(table.frame) for role, table in tables.items()}
        outcome.tables["run"] = run_table(outcome, tables, request)
        if gpkg is not None:
            results.add_rest(gpkg, outcome, Part(progress, 0.75, 0.9))
    write(outcome, request, Part(progress, 0.9, 1.0))
    return outcome


def _adder(gpkg: results.NewGpkg, original: pd.DataFrame) -> core_review.Take:
    """Adds tables to a result as they come, the parcels with the columns of their input before their own."""
    done = 0

    def take(name: str, frame: pd.DataFrame, shapes: Optional[results.Geometries]) -> None:
        nonlocal done
        if name == "parcels_reviewed":
            if not done:
                none = pd.DataFrame(index=original.index, columns=frame.columns)
                gpkg.expect(name, results.merge_columns(original, none).iloc[:, :original.shape[1]])
            end = done + len(frame)
            frame, done = results.merge_columns(original.iloc[done:end], frame), end
        gpkg.add(name, frame, shapes)

    return take


def _fields_of_workspace(request: ReviewRequest) -> None:
    """In a workspace the fields were settled at import: a field that is named now must not be passed over."""
    given = request.inputs[Role.PARCELS]
    for option, name in (("--use-field", request.use_field), ("--current-use-field", request.current_use_field)):
        if name is not None and isinstance(given, LayerInput) and read.in_workspace(
                files.split_source(given.path, given.layer)):
            raise InputError("workspace_use_field", source=files.shown(given.path), option=option)


def _check_request(request: ReviewRequest) -> None:
    """Refuse figures that make no sense, and outputs that would replace an input."""
    for option, value, most in (("--tolerance", request.tolerance_m, 5.0), ("--radius", request.radius_m, 100_000.0)):
        if value is not None and not 0 <= value <= most:
            raise InputError("bad_figure", option=option, value=value, most=most)
    if request.as_of is not None and not dt.date(1950, 1, 1) <= request.as_of <= dt.date(2200, 1, 1):
        raise InputError("bad_day", option="--as-of", value=str(request.as_of))
    as_of = request.as_of or today()
    for role, day in request.none.items():
        if role not in MAY_BE_NONE:
            raise InputError("none_senseless", role=str(role), known=", ".join(map(str, MAY_BE_NONE)))
        if isinstance(day, dt.date) and day > as_of:
            raise InputError("none_in_future", role=str(role), value=str(day), as_of=str(as_of))
    given = {Path(x.path).resolve() for x in request.inputs.values() if isinstance(x, LayerInput)}
    for target in (request.out, request.json, request.xlsx):
        if target is not None and Path(target).resolve() in given:
            raise InputError("output_is_input", source=str(target))


def _no_later_than(tables: Mapping[Role, RoleTable], day: pd.Timestamp) -> None:
    """Refuse lists of a day to come: such an issue does not exist yet, and its age would never be doubted."""
    for role, table in tables.items():
        issued = table.source.edition_date
        if issued is not None and issued > day:
            raise InputError("edition_in_future", source=files.shown(table.source.path), role=str(role),
                             value=str(issued.date()), day=str(day.date()))


def _original(table: RoleTable) -> pd.DataFrame:
    return table.original if table.original is not None else pd.DataFrame(index=table.frame.index)


def add_workspace(path: str, inputs: dict[Role, Input], covers: dict[Role, Any],
                  none: dict[Role, Optional[dt.date]]) -> None:
    """Add every role that a workspace holds, and what was stated there of its coverage; what is there already wins."""
    if not workspace.is_workspace(path):
        raise InputError("workspace_foreign", source=files.shown(path))
    held = [role for role in workspace.filled_roles(path) if role in REVIEW_ROLES]
    for role, told in workspace.statements(path).items():
        if role in inputs or role in covers or role in none or role not in REVIEW_ROLES:
            continue
        if told.none_issued and role not in held:
            none[role] = told.stated_on
        elif told.covers is not None:
            covers[role] = "parcels" if told.covers == "plan" else told.covers
    counts = workspace.row_counts(path)
    for role in held:
        if role not in none or counts[str(role)]:          # rows against such a statement: the review refuses the two
            inputs.setdefault(role, LayerInput(path, str(role)))


def _cover(what: Union[str, LayerInput, tuple[Any, Any]], crs: Optional[str]) -> Union[str, tuple[Any, Any]]:
    if isinstance(what, (str, tuple)):
        return what
    return _shapes(what, crs)


def _shapes(what: LayerInput, crs: Optional[str] = None) -> tuple[Any, Any]:
    """Geometry of a layer that plays no role: an extent, roads."""
    raw = read.read_raw(Role.BASIC_FARMLAND, what.path, layer=what.layer)
    stated = read.crs_of(crs, what.path) if crs else raw.crs
    if raw.geometry is None:
        raise InputError("no_geometry", source=what.path, role="")
    if stated is None:
        raise InputError("crs_missing", source=what.path, layer=what.layer or "", role="")
    return raw.geometry, stated


def write(outcome: Outcome, request: ReviewRequest, progress: Progress) -> None:
    """Write what was asked for beside the GeoPackage."""
    progress.report(0.0)
    if request.json is not None:
        results.write_json(outcome, request.json)
    if request.xlsx is not None:
        from .io import ledger

        ledger.write_ledger(outcome, request.xlsx)
    if request.report is not None:
        from .io import opinion

        opinion.write_report(outcome, request.report, parcels=request.opinions)
        opinion.inquiry_letters(outcome, request.report)
    progress.report(1.0)


def read_inputs(request: ReviewRequest, progress: Progress) -> dict[Role, RoleTable]:
    """Read every input of a review into normalised tables; coordinate tables get the CRS of the plan."""
    tables = _read(request, progress, lambda plan: None)
    _settle(tables, request)
    return tables


def _read(request: ReviewRequest, progress: Progress, plan_read: Callable[[RoleTable], None]) -> dict[Role, RoleTable]:
    """Every input by itself, the plan first; ``plan_read`` is told as soon as it is there."""
    tables: dict[Role, RoleTable] = {}
    items = sorted(request.inputs.items(), key=lambda item: list(Role).index(item[0]))
    for k, (role, given) in enumerate(items):
        if progress.is_cancelled():
            from .core.errors import Cancelled
            raise Cancelled
        progress.report(k / len(items), str(role))
        tables[role] = given if isinstance(given, RoleTable) else read.read_role(
            role, given.path, layer=given.layer, mapping=field_map(request, role), crs=request.crs.get(role))
        if role is Role.PARCELS:
            plan_read(tables[role])
    return tables


def _settle(tables: dict[Role, RoleTable], request: ReviewRequest) -> None:
    """What only all inputs together tell."""
    place_tables(tables, request.crs)
    _refuse_plan_as_present(tables)
    for role, table in tables.items():
        if role not in request.crs:
            arrival.refuse_shifted(table, {k: t for k, t in tables.items() if k is not role}, plain=False)
            if Role.PARCELS not in request.crs:
                arrival.refuse_other_zone(table, tables[Role.PARCELS])


def _refuse_plan_as_present(tables: Mapping[Role, RoleTable]) -> None:
    """The plan given a second time as the present use would say that no use changes."""
    plan, now = tables[Role.PARCELS], tables.get(Role.CURRENT_USE)
    if now is None or len(now.frame) != len(plan.frame) or not len(now.frame):
        return
    same = plan.source.sha256 and plan.source.sha256 == now.source.sha256 and plan.source.layer == now.source.layer
    if same and now.column("use_code").equals(plan.column("use_code")):
        raise InputError("plan_as_present", source=now.source.path)


def field_map(request: ReviewRequest, role: Role) -> Optional[FieldMap]:
    """The field map of a role, with the fields that were named one by one."""
    base = request.maps.get(role)
    named: dict[str, Optional[str]] = {}
    if role is Role.PARCELS:
        if request.use_field:
            named["use_code"] = request.use_field
        if request.current_use_field:
            named["current_use_code"] = request.current_use_field
    if not named:
        return base
    extra = FieldMap.of(named)
    if base is None:
        return extra
    return dataclasses.replace(base, columns={**base.columns, **extra.columns})


def place_tables(tables: dict[Role, RoleTable], decided: Mapping[Role, str]) -> None:
    """Give coordinate tables (no CRS of their own) a place: the plan's CRS, or the one other CRS that fits."""
    parcels = tables[Role.PARCELS]
    if parcels.geometry is None or parcels.crs is None:
        return
    box = geometry.extent(parcels.geometry)
    if not np.isfinite(box).all():
        return
    others = [t.crs for role, t in tables.items() if role is not Role.PARCELS and t.crs is not None]
    for role, table in tables.items():
        if role is not Role.PARCELS and role not in _PLACELESS and table.crs is None:
            tables[role] = read.place_table(table, tuple(box), parcels.crs, tuple(others), crs=decided.get(role))


def run_table(outcome: Outcome, tables: Mapping[Role, RoleTable], request: ReviewRequest) -> pd.DataFrame:
    """The run record as rows of section, item and value (JSON text); only this table differs between two runs."""
    rows: list[tuple[str, str, str]] = []

    def add(section: str, item: str, value: Any) -> None:
        rows.append((section, item, dumps(value)))

    run = outcome.run
    add("run", "finished", dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds"))
    for key in ("as_of", "steps", "tolerance_m", "parcels_in", "parcels_out"):
        add("run", key, run[key])
    add("run", "counts", outcome.counts())
    add("run", "crs", geometry.name_of(outcome.crs))
    for name, version in versions().items():
        add("version", name, version)
    for pack in run["packs"]:
        add("pack", pack["name"], pack)
    for key, value in sorted(run["settings"].items()):
        add("setting", key, {"value": value, "house_value": key in run["house_values"]})
    for name in ("standards/gb36600_2018.csv", "codes/landuse.csv", "codes/industries.csv", "fields.yaml",
                 "values.yaml"):
        add("resource", name, knowledge.resource_hash(name))
    for role, table in tables.items():
        source = table.source
        add("source", str(role), {
            "file": Path(source.path).name, "layer": source.layer, "sha256": source.sha256, "rows": source.rows,
            "crs": source.crs or (geometry.name_of(table.crs) if table.crs is not None else ""),
            "encoding": source.encoding, "title": source.title,
            "edition": str(source.edition) if source.edition else None,
            "edition_date": source.edition_date.strftime("%Y-%m-%d") if source.edition_date is not None else None,
            **({"edition_known": source.edition_known} if source.edition_known else {}),
            "list_kind": str(source.list_kind) if source.list_kind else None, "notes": source.notes,
            "coverage": run["checks"].get(str(role), {}).get("basis")})
    for role, day in request.none.items():
        add("statement", str(role), {"none_issued": day.isoformat() if day else True})
    for role, check in run["checks"].items():
        add("check", role, check)
    for role, places in run["places"].items():
        add("places", role, places)
    for role, notes in run["notes"].items():
        add("notes", role, notes)
    return pd.DataFrame(rows, columns=["section", "item", "value"])


def versions() -> dict[str, str]:
    """Versions that a result depends on."""
    return {"soilgate": about.version(), "python": platform.python_version(), "numpy": np.__version__,
            "pandas": pd.__version__, "shapely": shapely.__version__, "geos": shapely.geos_version_string,
            "pyproj": pyproj.__version__, "proj": pyproj.proj_version_str}


# ------------------------------------------------------------------------------------------------ zones

@dataclasses.dataclass
class ZonesRequest:
    """What a review of control zones reads and writes."""

    inputs: Mapping[Role, Input]
    roads: Optional[LayerInput] = None
    as_of: Optional[dt.date] = None
    maps: Mapping[Role, FieldMap] = dataclasses.field(default_factory=dict)
    crs: Mapping[Role, str] = dataclasses.field(default_factory=dict)
    settings: Any = None
    out: Optional[Path] = None
    json: Optional[Path] = None
    xlsx: Optional[Path] = None
    ics: Optional[Path] = None


def zones(request: ZonesRequest, progress: Optional[Progress] = None) -> zones_review.ZonesOutcome:
    """Review control zones: what each owes, and which plots need a zone and have none."""
    progress = progress or Silent()
    for role in (Role.CONTROL_ZONES, Role.REGISTRY):
        if role not in request.inputs:
            raise InputError("role_missing", role=str(role))
    ready, work = zone_tables(request.inputs, request.maps, request.crs, progress)
    roads = None if request.roads is None else in_crs(request.roads, work)
    outcome = zones_review.review_zones(
        ready, as_of=pd.Timestamp(request.as_of or today()), settings=request.settings, roads=roads, crs=work,
        progress=Part(progress, 0.3, 0.9))
    if request.out is not None:
        from .io import zones_out

        zones_out.write_zones(outcome, request.out, request.json, request.xlsx, request.ics)
    progress.report(1.0)
    return outcome


def zone_tables(inputs: Mapping[Role, Input], maps: Mapping[Role, FieldMap], crs: Mapping[Role, str],
                progress: Optional[Progress] = None) -> tuple[dict[Role, RoleTable], Any]:
    """Tables about control zones with everything in one CRS in metres that suits the zones; and that CRS.

    Raises
    ------
    InputError
        Something cannot be read; ``no_geometry`` or ``no_usable_zone`` of the zones.
    """
    tables = {
        role: given if isinstance(given, RoleTable) else read.read_role(
            role, given.path, layer=given.layer, mapping=maps.get(role), crs=crs.get(role))
        for role, given in inputs.items()}
    (progress or Silent()).report(0.3)
    frame = tables[Role.CONTROL_ZONES]
    if frame.geometry is None or frame.crs is None:
        raise InputError("no_geometry", source=frame.source.path, role=str(Role.CONTROL_ZONES))
    box = geometry.extent(frame.geometry)
    if not np.isfinite(box).all():
        raise InputError("no_usable_zone", source=frame.source.path)
    work = geometry.working_crs(frame.crs, tuple(box))
    others = [t.crs for t in tables.values() if t.crs is not None]
    ready = {}
    for role, table in tables.items():
        if table.crs is None and role not in _PLACELESS and table.geometry is None:
            table = read.place_table(table, tuple(box), frame.crs, tuple(others), crs=crs.get(role))
        ready[role] = _in_work(table, work)
    return ready, work


def in_crs(what: LayerInput, crs: Any) -> Any:
    """Geometry of a layer that plays no role, in a CRS."""
    shapes, own = _shapes(what)
    return to_crs(shapes, own, crs)


def _in_work(table: RoleTable, work: Any) -> RoleTable:
    """The table with polygons repaired and everything in the working CRS; what cannot be repaired is null."""
    if table.geometry is None or table.crs is None:
        return table
    shapes = table.geometry
    if table.role in (Role.CONTROL_ZONES, Role.REGISTRY):
        fixed = geometry.repair(shapes, unit_m=geometry.unit_of(table.crs))
        table, fixed = locate.whole_entries(
            table, table.column("zone_id" if table.role is Role.CONTROL_ZONES else "entry_id"), fixed)
        shapes = fixed.geometry
    else:
        shapes = shapely.force_2d(shapes)
    if not geometry.same_crs(table.crs, work):
        shapes = to_crs(shapes, table.crs, work)
    return dataclasses.replace(table, geometry=shapes, crs=work)
