"""What the dock asks for: the demo as layers, a review of project layers, a review of control zones.

A request is made in the GUI thread from layers, and run by a task, which touches none.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import re
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Protocol, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from qgis.core import QgsApplication, QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from .. import jobs, proposals
from ..about import RESOURCES_DIR
from ..core import knowledge
from ..core.errors import InputError
from ..core.progress import Part, Progress, Silent, checkpoint
from ..core.tables import RoleTable
from ..core.vocabulary import EditionKind, ListKind, Role, Step
from ..core.zones import ZoneSettings
from ..io import located, mapping, phrases, read, results, statements, vector
from ..io.whole import whole_file
from . import layers, result_tables, roles, styles, turns
from . import project as projects
from .settings import Settings
from .worker import Worker, WorkerMissing

ZONE_ROLES = jobs.ZONE_ROLES
REVIEW_ROLES = jobs.REVIEW_ROLES
_KEPT_FILES = 2
_ROW_BYTES = 2_000
_PLACED_BY = ("xfield", "yfield", "zfield", "mfield", "wktfield", "geomtype", "xydms", "subset", "spatialindex")
"""How the address of a delimited text says where its rows lie."""
MANY_ROWS = 5_000
"""More rows than this are read, reviewed and written in a process of its own."""


class Choice(Protocol):
    """What a person said of a layer in its role."""

    covers: str
    none_issued: str
    mapping: Mapping[str, str]
    values: Mapping[str, Mapping[str, Any]]      # column -> {their word: ours}
    list_kind: str
    edition: str
    edition_date: str


def field_map(choice: Choice) -> mapping.Mapping:
    """What a person said, as the readers take it."""
    return mapping.Mapping.of(
        {column: header or None for column, header in choice.mapping.items()},
        values={column: dict(words) for column, words in choice.values.items()},
        list_kind=ListKind(choice.list_kind) if choice.list_kind else None,
        edition=EditionKind(choice.edition) if choice.edition else None,
        edition_date=pd.Timestamp(choice.edition_date) if choice.edition_date else None)


@dataclasses.dataclass(frozen=True)
class Given:
    """A layer in its role as a task reads it: the file behind it, or a snapshot where the layer says more or less."""

    role: Role
    source: Union[jobs.LayerInput, layers.LayerSnapshot, layers.SpooledLayer]
    field_map: mapping.Mapping
    crs: Optional[str]               # decided by the person who set it in QGIS, against the file
    count: int = 0                   # rows, as far as QGIS knows

    def table(self, progress: Progress) -> RoleTable:
        """Read it (any thread)."""
        if isinstance(self.source, jobs.LayerInput):
            return read.read_role(self.role, self.source.path, layer=self.source.layer, mapping=self.field_map,
                                  crs=self.crs)
        raw = layers.raw_of_layer(self.source, progress)
        return mapping.normalise(raw, self.role, self.field_map, crs=self.crs)


def mend_encoding(layer: QgsVectorLayer) -> None:
    """Let QGIS show a shapefile's texts as they were meant: many bring no .cpg, or one that lies."""
    try:
        codec = vector.text_encoding(layer.source())
    except InputError:               # the review says what is wrong with the file
        return
    if codec is not None:
        layer.setProviderEncoding({"gbk": "GB18030"}.get(codec, codec).upper())


def are_many(wanted: Mapping[Role, Given]) -> bool:
    """Whether reading these would stop the window: then it is done in a process of its own."""
    return sum(max(0, one.count) for one in wanted.values()) > MANY_ROWS


def packed(wanted: Mapping[Role, Given], folder: Path, progress: Progress) -> dict[Role, Given]:
    """The same for another process: snapshots as files in a folder (any thread)."""
    return {role: dataclasses.replace(one, source=layers.spool(one.source, folder / f"{role}.rows", progress))
            if isinstance(one.source, layers.LayerSnapshot) else one for role, one in wanted.items()}


def given(role: Role, layer: QgsVectorLayer, choice: Choice, *, selected_only: bool = False) -> Given:
    """Decide how a layer is read (GUI thread)."""
    decided = None
    if layer.isSpatial() and layer.crs().isValid() and layer.dataProvider().crs() != layer.crs():
        decided = layer.crs().authid() or layer.crs().toWkt()
    file = None if selected_only else file_of(layer)
    if file is not None:
        return Given(role, file, field_map(choice), decided, layer.featureCount())
    shot = layers.snapshot(layer, selected_only=selected_only)
    return Given(role, shot, field_map(choice), None, shot.count)


def refuse_filtered(role: Role, layer: QgsVectorLayer) -> None:
    """Refuse site data under a filter, and layers that leave out rows of their file: they would count as not there.

    Raises
    ------
    InputError
        ``layer_filtered``: which layer plays which role under which filter. ``layer_hides_rows``: how many rows of
        its file the layer does not show.
    """
    if role is not Role.PARCELS and layer.subsetString():
        raise InputError("layer_filtered", layer=layer.name(), role=role_word(role), value=layer.subsetString())
    whole = _whole(role, layer)
    if whole is not None and whole.isValid() and (count := _rows(whole)) > (rows := _rows(layer)):
        raise InputError("layer_hides_rows", layer=layer.name(), role=role_word(role), count=count, rows=rows)


def _whole(role: Role, layer: QgsVectorLayer) -> Optional[QgsVectorLayer]:
    """All rows behind a layer of which QGIS may leave out some; None where it leaves out none that count.

    Of a file of several kinds of geometry a layer shows one; from a delimited text rows whose coordinates cannot be
    read are dropped.
    """
    source = layer.source()
    if layer.providerType() == "delimitedtext":
        url = QUrl.fromEncoded(source.encode())
        query = QUrlQuery(url.query(QUrl.ComponentFormattingOption.FullyEncoded))
        kept = [(key, value) for key, value in query.queryItems(QUrl.ComponentFormattingOption.FullyEncoded)
                if key.lower() not in _PLACED_BY]
        query.setQueryItems([*kept, ("geomType", "none")])
        url.setQuery(query)
        return QgsVectorLayer(bytes(url.toEncoded()).decode(), layer.name(), "delimitedtext")
    if layer.providerType() == "ogr" and role is not Role.PARCELS and file_of(layer) is None:
        source, hidden = re.subn(r"\|(geometrytype=[^|]*|uniquegeometrytype=yes)", "", source, flags=re.IGNORECASE)
        return QgsVectorLayer(source, layer.name(), "ogr") if hidden else None
    return None


def _rows(layer: QgsVectorLayer) -> int:
    """Rows of the source of a layer, without edits; counted where QGIS does not know."""
    provider = layer.dataProvider()
    known = int(provider.featureCount())
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setNoAttributes()
    return known if known >= 0 else sum(1 for _ in provider.getFeatures(request))


def file_of(layer: QgsVectorLayer) -> Optional[jobs.LayerInput]:
    """The file behind a layer, where the layer shows the file as it is: no edits, filter, join or further column.

    The readers of ``plugin/io`` know encodings, titles and header rows that QGIS does not.
    """
    if layer.providerType() != "ogr" or layer.isModified() or layer.subsetString() or layer.vectorJoins():
        return None
    if layer.fields().count() != layer.dataProvider().fields().count():
        return None
    source = layer.source()
    path = Path(source.split("|")[0])
    if not path.is_file() or path.suffix.lower() not in {*vector.SUFFIXES, *read.SHEETS}:
        return None
    return jobs.LayerInput(source, None)


@dataclasses.dataclass
class ReviewRequest:
    """A review of project layers, ready to run in a task."""

    given: Mapping[Role, Given]
    covers: Mapping[Role, str]
    none: Mapping[Role, Optional[datetime.date]]
    as_of: datetime.date
    steps: tuple[Step, ...]
    settings: Settings
    out: Path
    previous: Optional[Path] = None      # of a review of all parcels, into which the chosen ones go
    plan: Optional[Given] = None         # the whole plan, where some of its parcels are chosen
    answers: Sequence[located.Answer] = ()   # places of entries, given in the window
    stated: Sequence[statements.Stated] = ()   # what offices state of parcels, entered in the window

    def run(self, progress: Progress, worker: Optional[Worker] = None,
            older: Optional[result_tables.ResultTables] = None) -> result_tables.ResultTables:
        """Read, review, write, compare with an older result (any thread)."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        known = 0 if older is None else len(older.parcels)
        if self.previous is not None and self.previous.is_file():
            known = max(known, self.previous.stat().st_size // _ROW_BYTES)
        if worker is not None and (are_many(self.given) or known > MANY_ROWS):
            with contextlib.suppress(WorkerMissing), tempfile.TemporaryDirectory(prefix="soilgate-") as folder:
                beside = Path(folder) / "plan"
                beside.mkdir()
                plan = None if self.plan is None else packed({Role.PARCELS: self.plan}, beside, Silent())[Role.PARCELS]
                request = dataclasses.replace(
                    self, given=packed(self.given, Path(folder), Part(progress, 0.0, 0.1)), plan=plan)
                pieces = worker.call("plugin.qgs.use_cases:review_there", request,
                                     None if older is None else older.gpkg, progress=progress)
                return result_tables.ResultTables.of_pieces(pieces)
        result = self.run_here(progress)
        if older is not None:
            result.compare(older)
        result.prepare()
        return result

    def run_here(self, progress: Progress) -> result_tables.ResultTables:
        """Read, review, write in this process."""
        tables = _tables(self.given, Part(progress, 0.0, 0.2))
        settled = located.merged(tables.get(Role.LOCATED), self.answers, tables[Role.PARCELS].crs)
        if settled is not None:
            tables[Role.LOCATED] = settled
        told = statements.merged(tables.get(Role.EVIDENCE), self.stated)
        if told is not None:
            tables[Role.EVIDENCE] = told
        contents = {str(role): result_tables.content_of(table) + self.covers.get(role, "")
                    for role, table in tables.items()}
        if self.previous is not None:            # of the plan, some were read: the rows tell what changed there
            contents[str(Role.PARCELS)] = ""
        request = jobs.ReviewRequest(
            inputs=tables, as_of=self.as_of, steps=self.steps, packs=self.settings.packs(),
            covers=stated_covers(self.covers, tables), none=dict(self.none), tolerance_m=self.settings.tolerance_m,
            house=self.settings.house(), out=None if self.previous else self.out,
            beside=None if self.plan is None else self.plan.table(Part(progress, 0.18, 0.2)))
        outcome = jobs.review(request, Part(progress, 0.2, 0.9))
        tables_out: Mapping[str, pd.DataFrame] = outcome.tables
        if self.previous is not None:
            whole = result_tables.updated(self.previous, outcome, Part(progress, 0.9, 1.0))
            results.write_gpkg(whole, self.out)
            tables_out = whole.tables
        fresh = outcome.tables["parcels_reviewed"]["parcel_id"].astype(str).tolist()
        return result_tables.of_outcome(tables_out, self.out, fresh, contents)


_last: dict[Path, result_tables.ResultTables] = {}       # of the other process: what the next run is compared with


def review_there(request: ReviewRequest, older: Optional[Path], progress: Progress,
                 ) -> Iterator[tuple[str, str, Any]]:
    """Run a review in the process of a ``Worker``; the pieces of its result."""
    result = request.run_here(progress)
    if older is not None:
        then = _last.get(older)
        if then is None and older.is_file():
            then = result_tables.read(older, progress)
        if then is not None:
            result.compare(then)
    result.prepare()
    _last.clear()
    _last[request.out] = result
    return result.pieces()


def _tables(wanted: Mapping[Role, Given], progress: Progress) -> dict[Role, RoleTable]:
    tables = {}
    for k, (role, one) in enumerate(wanted.items()):
        part = Part(progress, k / len(wanted), (k + 1) / len(wanted))
        part.report(0.0, str(role))
        tables[role] = one.table(part)
    return tables


def stated_covers(answers: Mapping[Role, str], tables: Mapping[Role, RoleTable],
                  ) -> dict[Role, Union[str, tuple[npt.NDArray[np.object_], Any]]]:
    """What holders say of their layers, as a review takes it.

    "yes": the parcels; "no": the layer vouches for its own polygons only; anything else, or no polygons: not stated.
    """
    covers: dict[Role, Union[str, tuple[npt.NDArray[np.object_], Any]]] = {}
    for role, answer in answers.items():
        table = tables.get(role)
        if answer == "yes":
            covers[role] = "parcels"
        elif answer == "no" and table is not None and table.geometry is not None and table.crs is not None:
            polygons = table.geometry[shapely.get_dimensions(table.geometry) == 2]
            if len(polygons):
                covers[role] = (polygons, table.crs)
    return covers


def review_request(chosen: Mapping[Role, tuple[QgsVectorLayer, Choice]], *, statements: Mapping[Role, Choice],
                   as_of: datetime.date, steps: Iterable[Step], settings: Settings, selected_only: bool,
                   out: Path, previous: Optional[Path] = None,
                   answers: Sequence[located.Answer] = (),
                   stated: Sequence[statements.Stated] = ()) -> ReviewRequest:
    """Make a review of layers (GUI thread).

    Raises
    ------
    InputError
        Parcels or registry are missing, a layer has lost its source, or site data stand under a filter.
    """
    for role in (Role.PARCELS, Role.REGISTRY):
        if role not in chosen and role not in statements:
            raise InputError("role_missing", role=role_word(role))
    for role, (layer, _choice) in chosen.items():
        if role in jobs.REVIEW_ROLES:
            refuse_filtered(role, layer)
    wanted = {role: given(role, layer, choice, selected_only=selected_only and role is Role.PARCELS)
              for role, (layer, choice) in chosen.items() if role in jobs.REVIEW_ROLES}
    return ReviewRequest(
        wanted, {role: choice.covers for role, (_layer, choice) in chosen.items() if role in wanted and choice.covers},
        {role: datetime.date.fromisoformat(choice.none_issued) for role, choice in statements.items()},
        as_of, tuple(steps), settings, out, previous if selected_only else None,
        given(Role.PARCELS, *chosen[Role.PARCELS]) if selected_only else None, tuple(answers), tuple(stated))


def role_word(role: Role) -> str:
    """What a role is called in sentences of errors."""
    return phrases.phrase(str(role), _language(), "roles")


def _language() -> str:
    from . import i18n

    return i18n.language()


def place_group(project: QgsProject, parcels: Optional[QgsVectorLayer]) -> None:
    """Make the group of a first result right above the plan, so that plots and zones stay above the verdicts."""
    root = project.layerTreeRoot()
    node = root.findLayer(parcels.id()) if parcels is not None else None
    if node is None or layers.find_group(project) is not None:
        return
    while node.parent() is not None and node.parent() is not root:
        node = node.parent()
    group = root.insertGroup(root.children().index(node), styles.word("group", _language()))
    group.setCustomProperty(layers.PROPERTY, "result")


def unfold_group(project: QgsProject, kind: str) -> None:
    """Show what a group of ours holds: its legend explains the map."""
    group = layers.find_group(project, kind)
    if group is not None:
        group.setExpanded(False)         # the view was told while the group was empty; it listens to changes only
        group.setExpanded(True)


# -- control zones ---------------------------------------------------------------------------------------------------

@dataclasses.dataclass
class ZoneTables:
    """What a review of control zones gave, without its geometry."""

    gpkg: Path
    status: pd.DataFrame
    duties: pd.DataFrame
    actions: pd.DataFrame
    rejected: pd.DataFrame


@dataclasses.dataclass
class ZonesRequest:
    """A review of control zones, ready to run in a task."""

    given: Mapping[Role, Given]
    as_of: datetime.date
    out: Path
    adopted: Sequence[str] = ()
    roads: Optional[jobs.LayerInput] = None
    stated: Sequence[statements.Stated] = ()

    def run(self, progress: Progress) -> ZoneTables:
        """Read, review, write the result with its ledger and calendar beside it (any thread)."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        tables = _tables(self.given, Part(progress, 0.0, 0.4))
        told_of = statements.merged(tables.get(Role.EVIDENCE), self.stated)
        if told_of is not None:
            tables[Role.EVIDENCE] = told_of
        outcome = jobs.zones(jobs.ZonesRequest(
            inputs=tables, as_of=self.as_of, out=self.out, roads=self.roads, xlsx=self.out.with_suffix(".xlsx"),
            ics=self.out.with_suffix(".ics"), settings=ZoneSettings().adopting(*self.adopted)),
            Part(progress, 0.4, 1.0))
        found = outcome.tables
        return ZoneTables(self.out, found["zones_status"], found["zone_duties"], found["zone_actions"],
                          found["rejected"])


def zones_request(chosen: Mapping[Role, tuple[QgsVectorLayer, Choice]], *, as_of: datetime.date, out: Path,
                  adopted: Sequence[str] = (), roads: Optional[jobs.LayerInput] = None,
                  stated: Sequence[statements.Stated] = ()) -> ZonesRequest:
    """Make a review of the zones of layers (GUI thread).

    Parameters
    ----------
    adopted : house values, as ``ZoneSettings.adopting`` takes them
    roads : a sign is looked for where they cross the line of a zone
    stated : what was entered in the window, beside the layer of evidence

    Raises
    ------
    InputError
        Control zones or registry are missing, a layer has lost its source, or the registry stands under a filter.
    """
    for role in (Role.CONTROL_ZONES, Role.REGISTRY):
        if role not in chosen:
            raise InputError("role_missing", role=role_word(role))
    refuse_filtered(Role.REGISTRY, chosen[Role.REGISTRY][0])     # a plot that is hidden would owe no zone
    return ZonesRequest({role: given(role, layer, choice) for role, (layer, choice) in chosen.items()
                         if role in ZONE_ROLES}, as_of, out, adopted, roads, stated)


def roads_of(project: QgsProject) -> Optional[jobs.LayerInput]:
    """Roads of the project: its first layer of lines that is called so and is saved in a file."""
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if isinstance(layer, QgsVectorLayer) and roles.geometry_kind(layer) == "line" and layer.isValid() \
                and any(word in layer.name().lower() for word in ("道路", "路网", "road", "street")):
            found = file_of(layer)
            if found is not None:
                return found
    return None


@dataclasses.dataclass
class ProposalsRequest:
    """Signs or monitoring points to propose, ready to run in a task; ``ids`` empty: all zones in force."""

    kind: str
    given: Mapping[Role, Given]
    as_of: datetime.date
    out: Path
    ids: Sequence[str] = ()
    adopted: Sequence[str] = ()
    roads: Optional[jobs.LayerInput] = None

    def run(self, progress: Progress) -> tuple[Path, proposals.Proposed]:
        """Read, propose, write (any thread)."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        tables = _tables(self.given, Part(progress, 0.0, 0.4))
        done = proposals.propose(proposals.ProposalRequest(
            kind=self.kind, inputs=tables, out=self.out, roads=self.roads, ids=self.ids, as_of=self.as_of,
            settings=ZoneSettings().adopting(*self.adopted)), Part(progress, 0.4, 1.0))
        return self.out, done


PROPOSAL_ROLES = (Role.CONTROL_ZONES, Role.REGISTRY, Role.SIGNS)


def read_zones(gpkg: Path, _progress: Progress) -> ZoneTables:
    """Read the tables of a result of ``zones`` (any thread).

    Raises
    ------
    InputError
        ``layer_missing``: no such result, or the file is gone.
    """
    frames = []
    with contextlib.closing(sqlite3.connect(f"{gpkg.resolve().as_uri()}?mode=ro", uri=True)) as database:
        for table in ("zones_status", "zone_duties", "zone_actions", "rejected"):
            try:
                frame = pd.read_sql_query(f'SELECT * FROM "{table}"', database)  # noqa: S608  (our own names)
            except (sqlite3.Error, pd.errors.DatabaseError) as error:
                raise InputError("layer_missing", source=str(gpkg), layer=table) from error
            frames.append(frame.drop(columns=[c for c in ("fid", "geom") if c in frame]))
    return ZoneTables(gpkg, *frames)


# -- files -----------------------------------------------------------------------------------------------------------

def new_file(folder: Path, kind: str) -> Path:
    """Return a file name in a folder that nobody uses yet: the last result stays until the new one is whole."""
    stamp = datetime.datetime.now().strftime("%Y%m%d-%H%M%S")
    path, k = folder / f"{kind}-{stamp}.gpkg", 1
    while path.exists():
        path, k = folder / f"{kind}-{stamp}-{k}.gpkg", k + 1
    return path


def copy_files(origin: Path, target: Path, progress: Progress) -> dict[Path, Path]:
    """Copy the files of a folder and of those inside it, GeoPackages that are open too (any thread).

    Returns where each file was copied to. A GeoPackage whose name is taken there gets another one, as it may be what a
    layer shows; other files, and the answers of places, are written anew by who needs them.
    """
    copied: dict[Path, Path] = {}
    for path in sorted(origin.rglob("*")):
        checkpoint(progress, 0.0)
        to = target / path.relative_to(origin)
        if path.is_dir() or path.name.endswith(("-wal", "-shm", "-journal")):
            continue
        k = 2
        while to.exists() and path.suffix == ".gpkg" and path.name != located.FILE:
            to, k = to.with_name(f"{path.stem}-{k}.gpkg"), k + 1
        if to.exists():
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        if path.suffix == ".gpkg":
            with whole_file(to) as temporary, \
                    contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database, \
                    contextlib.closing(sqlite3.connect(temporary)) as copy:
                database.backup(copy, pages=2_000, sleep=0.0)      # whole, whatever its journal still holds
        else:
            shutil.copy2(path, to)
        copied[path] = to
    return copied


def forget_files(newest: Path, kind: str) -> None:
    """Delete the results of earlier runs but the last ones; what is open elsewhere stays.

    So does what a project file beside the folder names: the project that is open as it was saved last, and others
    that lie there too.
    """
    older = sorted(newest.parent.glob(f"{kind}-????????-??????*.gpkg"))[:-_KEPT_FILES]
    named = _named_in_projects(newest.parent.parent, [path.name for path in older]) if older else set()
    for path in older:
        if path.name in named:
            continue
        for suffix in (".gpkg", ".xlsx", ".ics"):        # ledger and calendar lie beside a result of zones
            with contextlib.suppress(OSError):
                path.with_suffix(suffix).unlink()


def _named_in_projects(folder: Path, names: Sequence[str]) -> set[str]:
    """Those of some file names that project files of a folder name; all of them where a project cannot be read."""
    found: set[str] = set()
    for file in folder.glob("*.qg[sz]"):
        try:
            if file.suffix == ".qgz":
                with zipfile.ZipFile(file) as archive:
                    texts = [archive.read(name) for name in archive.namelist() if name.endswith(".qgs")]
            else:
                texts = [file.read_bytes()]
        except (OSError, zipfile.BadZipFile):
            return set(names)
        found |= {name for name in names if any(name.encode() in text for text in texts)}
    return found


def save_copy(source: Path, target: Path) -> None:
    """Copy a file of ours to where a person wants it; whole or not at all (any thread)."""
    with whole_file(target) as part:
        shutil.copyfile(source, part)


# -- the demo --------------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class DemoLayer:
    """A layer of the demo and what was answered for it."""

    layer_id: str
    covers: bool
    field_map: Optional[mapping.Mapping]

    def answers(self) -> dict[str, Any]:
        """What the window keeps of a role and saves in the project."""
        told = self.field_map
        return {"layer_id": self.layer_id, "chosen": True, "covers": "yes" if self.covers else "", **({} if told is None
                else {"mapping": {column: told.header(column) or "" for column in told.columns},
                      "values": {column: dict(said) for column, said in told.values.items()},
                      "list_kind": str(told.list_kind or ""), "edition": str(told.edition or ""),
                      "edition_date": "" if told.edition_date is None else str(told.edition_date.date())})}


@dataclasses.dataclass(frozen=True)
class Demo:
    """The demo as it was loaded."""

    layers: Mapping[Role, DemoLayer]
    as_of: datetime.date
    parcels: QgsVectorLayer


def demo_folder() -> Path:
    """Where the demo is copied to: the profile."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "soilgate" / "demo"


def demo_steps(project: QgsProject) -> turns.Steps[Demo]:
    """Load the demo district as styled layers of two groups, a layer a step.

    The files are copied into the profile first: a plugin's folder may be read-only, and people edit.

    Raises
    ------
    InputError
        ``layer_missing``: the installation lacks the demo.
    """
    origin = RESOURCES_DIR / "demo"
    if not (origin / "demo.yaml").is_file():
        raise InputError("layer_missing", source=str(origin), layer="demo.yaml")
    told = knowledge.read_yaml("demo/demo.yaml")
    maps = mapping.load_map(origin / told["map"]) if told.get("map") else {}
    folder = demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted({entry["path"] for entry in told["layers"]}):
        source, target = origin / name, folder / name
        if not target.is_file() or target.stat().st_mtime < source.stat().st_mtime:
            shutil.copy2(source, target)
    yield
    lang = _language()
    rank = {role: k for k, role in enumerate(projects.ORDER)}
    entries = sorted(told["layers"], key=lambda e: rank.get(e["role"], len(rank) - 1.5 * (e["role"] == "parcels")))
    opened: dict[Role, QgsVectorLayer] = {}
    for entry in entries:
        opened[Role(entry["role"])] = projects.site_layer(projects.SiteLayer(
            entry["role"], folder / entry["path"], entry["layer"], entry["layer"] if lang == "zh" else ""), lang)
        yield
    if Role.PARCELS not in opened:
        raise InputError("layer_missing", source=str(origin), layer=str(Role.PARCELS))
    parcels = opened[Role.PARCELS]
    alone = not project.crs().isValid() or not project.mapLayers()
    if alone:
        project.setCrs(parcels.crs())            # before the layers are there: the map would take them all anew
    root = project.layerTreeRoot()
    plan = root.insertGroup(0, "示例区：规划与现状" if lang == "zh" else "Demo: plan and current use")
    sites = root.insertGroup(0, "示例区：场地数据（虚构）" if lang == "zh" else "Demo: site data (invented)")
    loaded: dict[Role, DemoLayer] = {}
    for entry in entries:
        role = Role(entry["role"])
        project.addMapLayer(opened[role], False)
        node = (plan if role in (Role.PARCELS, Role.CURRENT_USE) else sites).addLayer(opened[role])
        node.setExpanded(False)
        node.setItemVisibilityChecked(role in (Role.PARCELS, Role.REGISTRY, Role.CONTROL_ZONES))
        loaded[role] = DemoLayer(opened[role].id(), bool(entry.get("covers")), maps.get(role))
        yield
    if alone and project.crs() != parcels.crs():
        project.setCrs(parcels.crs())            # QGIS takes that of the first layer
    return Demo(loaded, datetime.date.fromisoformat(str(told["as_of"])), parcels)
