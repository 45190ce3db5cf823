"""Imports as a window makes them: what a source looks like, a trial of what would come in, the layer of what came in.

A wish is made in the GUI thread; ``trial`` and ``bring`` run in a task and touch no layer.
"""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication, QgsDataSourceUri, QgsProject, QgsVectorLayer

from .. import imports
from ..core import knowledge
from ..core.errors import InputError
from ..core.progress import Part, Progress
from ..core.vocabulary import EditionKind, ListKind, Role
from ..io import boundary_sheet, boundary_txt, files, import_page, mapping, phrases, read, spreadsheet, vector
from ..io import workspace_model as model
from ..io.mapping import Guess
from ..io.raw import RawTable
from ..jobs import LayerInput
from . import heads, i18n, layers, roles, settings
from .project import style_site

_VALUES, _SAMPLED_ROWS = 5, 300
_OFFERED = 4                             # CRSs; any other can be chosen
_NAMED_BYTES = 20_000_000                # larger workbooks are not opened only to name their sheets
_FALLBACK = Role.PARCELS
_LIKE = 0.45                             # what looks less like any table may be a list of corners
SUFFIXES = tuple(dict.fromkeys((*sorted(vector.SUFFIXES), *sorted(read.SHEETS), ".docx", ".txt", ".dat")))
LAYER_SUFFIXES = tuple(suffix for suffix in SUFFIXES if suffix not in (".docx", ".txt", ".dat"))
"""Of files that QGIS itself opens as layers."""


@dataclasses.dataclass(frozen=True)
class Wish:
    """What a person wants to bring in, and what they have said of it so far.

    ``text`` is what was pasted, where there is no file; ``columns`` says column -> header ("" for none), ``points``
    names the table of the points of samples that have no coordinates, ``workspace`` is where it goes, "" for a layer of
    the project.
    """

    paths: tuple[str, ...] = ()
    text: str = ""
    boundary: bool = False
    role: Role = _FALLBACK
    layer: str = ""
    crs: str = ""
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    list_kind: str = ""
    edition: str = ""
    edition_date: str = ""
    covers_plan: bool = False
    document: str = ""
    person: str = ""
    decisions: Mapping[str, str] = dataclasses.field(default_factory=dict)
    points: str = ""
    workspace: str = ""

    @property
    def title(self) -> str:
        """What the source is called."""
        if not self.paths:
            return i18n.translate("SoilGate", "Pasted table")
        return files.shown(self.paths[0]) if files.split_source(self.paths[0]).database else Path(self.paths[0]).name


@dataclasses.dataclass(frozen=True)
class Look:
    """The fields of a source with some values, and the layers or sheets that it has."""

    headers: Mapping[str, tuple[str, ...]]
    names: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Trial:
    """What would come in: the outcome, the fields of the source, and where the trial and its page lie."""

    wish: Wish
    outcome: imports.ImportOutcome
    look: Look
    gpkg: Path
    page: Path
    remembered: Optional[Path]           # fields of the last time, that were used

    @property
    def ready(self) -> bool:
        """Whether something would come in and nothing is open."""
        return bool(self.outcome.files) and self.outcome.complete


def roles_in() -> list[Role]:
    """Roles that data can be brought into, as the window lists them."""
    return list(roles.specs())


def pattern(suffixes: Sequence[str]) -> str:
    """Suffixes as a file dialog takes them."""
    return f"({' '.join(f'*{suffix}' for suffix in suffixes)})"


# -- what it is ------------------------------------------------------------------------------------------------

def first_wish(paths: tuple[str, ...], text: str = "") -> Wish:
    """What a source seems to be (any thread; reads its beginning).

    Raises
    ------
    InputError
        The file cannot be opened.
    """
    if text:
        boundary = boundary_txt.looks_like_boundary(text)
        role = Role.PARCELS if boundary else _likeliest(
            {r: spreadsheet.read_pasted(text, r) for r in roles_in()}, "", "")[0]
        return Wish((), text, boundary, role)
    path = Path(paths[0])
    if path.suffix.lower() in (".txt", ".dat") and _is_boundary_text(path):
        return Wish(paths, boundary=True)
    found: dict[Role, RawTable] = {}
    if path.suffix.lower() in read.SHEETS:
        found = heads.of_sheets(path, roles_in())
    else:
        for role in roles_in():
            try:
                found[role] = next(read.read_raw_parts(role, paths[0]))
            except InputError:               # several layers: asked later, in its place
                continue
            if path.suffix.lower() != ".docx":
                found = dict.fromkeys(roles_in(), found[role])
                break
    role, likeness = _likeliest(found, path.stem, files.split_source(paths[0]).layer or "")
    if likeness < _LIKE and path.suffix.lower() in read.SHEETS and _is_boundary_sheet(path):
        return Wish(paths, boundary=True)
    return Wish(paths, role=role)


def _is_boundary_text(path: Path) -> bool:
    text = files.decode_text(files.existing_file(str(path)).read_bytes(), str(path))[0]
    return path.suffix.lower() == ".dat" or boundary_txt.looks_like_boundary(text)


def _is_boundary_sheet(path: Path) -> bool:
    """Whether the rows of a sheet are corners of plots."""
    if path.stat().st_size >= _NAMED_BYTES:
        return False
    try:
        found = boundary_txt.read_boundary(str(path)) if path.suffix.lower() in (".csv", ".tsv", ".txt") \
            else boundary_sheet.read_sheet(str(path), None)
    except InputError:
        return False
    return found.verdict in ("read", "repaired") and found.raw.geometry is not None and any(
        shape is not None for shape in found.raw.geometry)


def _likeliest(found: Mapping[Role, RawTable], file: str, layer: str) -> tuple[Role, float]:
    """The role that a table looks most like, and how much."""
    best, most = _FALLBACK, 0.0
    for role, raw in found.items():
        kind = "none" if raw.geometry is None else _kind(raw)
        title = " ".join(x for x in (raw.source.title, raw.source.layer, layer) if x)
        value = roles.table_score(role, title, file, [str(c) for c in raw.frame.columns], kind)
        if role is Role.SAMPLES and mapping.long_samples(raw) is not raw:        # a column a pollutant
            value = max(value, 0.6)
        if value > most:
            best, most = role, value
    return best, most


def _kind(raw: RawTable) -> str:
    import shapely

    assert raw.geometry is not None
    given = raw.geometry[~shapely.is_missing(raw.geometry)]
    return ("point", "line", "polygon")[int(shapely.get_dimensions(given[0]))] if len(given) else "none"


# -- the trial -------------------------------------------------------------------------------------------------

def trial(wish: Wish, folder: Path, progress: Progress) -> Trial:
    """Find out what would come in (any thread); nothing that the person has is changed.

    Raises
    ------
    InputError
        The workspace cannot be used, or a word makes no sense.
    """
    folder.mkdir(parents=True, exist_ok=True)
    gpkg, page = folder / "trial.gpkg", folder / f"{_safe(Path(wish.title).stem)}.html"
    gpkg.unlink(missing_ok=True)
    look = look_at(wish)
    remembered = None if wish.columns or wish.boundary else kept_map(wish.role, look.headers)
    request = _request(wish, folder, gpkg, remembered)
    request.report, request.dry = page, bool(wish.workspace)
    return Trial(wish, imports.run_import(request, progress), look, gpkg, page, remembered)


def look_at(wish: Wish) -> Look:
    """The fields of a source with their first values, and its layers or sheets."""
    if wish.boundary:
        return Look({}, ())
    try:
        if wish.text:
            raw = spreadsheet.read_pasted(wish.text, wish.role)
        else:
            raw = next(read.read_raw_parts(wish.role, wish.paths[0], layer=wish.layer or None, crs=wish.crs or None))
        headers = {str(name): _first_values(raw.frame[name].head(_SAMPLED_ROWS)) for name in raw.frame.columns}
    except InputError:                       # the trial says it, with the question
        headers = {}
    return Look(headers, _names(wish))


def _first_values(column: Any) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cell in column:
        if not phrases.is_null(cell) and str(cell).strip():
            found.setdefault(str(cell).strip()[:40])
        if len(found) == _VALUES:
            break
    return tuple(found)


def _names(wish: Wish) -> tuple[str, ...]:
    if wish.text or not wish.paths:
        return ()
    path = Path(wish.paths[0])
    try:
        if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".et", ".ods"):
            names = tuple(spreadsheet.grids(str(path))) if path.stat().st_size < _NAMED_BYTES else ()
        elif path.suffix.lower() in vector.SUFFIXES:
            names = tuple(name for name, _kind_of in vector.layers(str(path)))
        else:
            names = ()
    except (InputError, OSError):
        return ()
    except Exception as error:
        if type(error).__module__.startswith("pyogrio"):         # the trial says why it cannot be opened
            return ()
        raise
    return names if len(names) > 1 else ()


def _request(wish: Wish, folder: Path, gpkg: Path, remembered: Optional[Path]) -> imports.ImportRequest:
    maps: dict[Role, mapping.Mapping] = {}
    if wish.columns:
        maps[wish.role] = mapping.Mapping.of({column: header or None for column, header in wish.columns.items()})
    elif remembered is not None:
        maps = dict(mapping.load_map(remembered))
    inputs: list[imports.Given] = [LayerInput(p, wish.layer) if wish.layer else LayerInput.of(p) for p in wish.paths]
    if wish.text and wish.boundary:
        pasted = folder / f"{_safe(wish.title)}.txt"
        pasted.write_text(wish.text, encoding="utf-8", newline="\n")
        inputs = [LayerInput(str(pasted))]
    elif wish.text:
        raw = spreadsheet.read_pasted(wish.text, wish.role)
        raw.source.path = wish.title
        inputs = [raw]
    placed = LayerInput.of(wish.points) if wish.points and wish.role is Role.SAMPLES and not wish.boundary else None
    return imports.ImportRequest(
        kind="txt" if wish.boundary else "layer", inputs=inputs, role=wish.role, into=wish.workspace or None,
        out=None if wish.workspace else gpkg, crs=wish.crs or None, maps=maps,
        list_kind=ListKind(wish.list_kind) if wish.list_kind else None,
        edition=EditionKind(wish.edition) if wish.edition else None,
        edition_date=datetime.date.fromisoformat(wish.edition_date) if wish.edition_date else None,
        covers="parcels" if wish.covers_plan else None, decisions=dict(wish.decisions), person=wish.person or None,
        document=wish.document or None, points=placed, lang=i18n.language())


def _safe(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "_", name).strip(" .") or "import"


# -- what is asked ---------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Answer:
    """A way to answer: ``kind`` "crs", "decide", "layer", "map" or "points", and the value; "" where it is chosen."""

    kind: str
    value: str
    title: str


@dataclasses.dataclass(frozen=True)
class Question:
    """What a person must decide before a file can come in."""

    file: str
    text: str
    answers: tuple[Answer, ...]


def questions(outcome: imports.ImportOutcome, near: Sequence[str] = ()) -> list[Question]:
    """Everything that is asked, with its answers, each once; ``near``: CRSs of the project, offered first."""
    lang, found = i18n.language(), {}
    for report in outcome.files:
        notes = [n for n in report.notes if n.get("state") in ("asked", "refused") and (
            n.get("error") or n.get("state") == "asked")]
        notes += [n for row in report.listed for n in row.reasons if n.get("state") == "asked"]
        for note in notes:
            option = str(note.get("option") or "")
            key = (report.path, option or note["code"])
            if key not in found:
                found[key] = Question(Path(report.path).name, _sentence(note, lang),
                                      _answers(option, note, lang, near))
    return list(found.values())


def _sentence(note: Mapping[str, Any], lang: str) -> str:
    """The words of a question; those of the command line name options that a window has as buttons."""
    asked = knowledge.messages()["import_questions"].get(str(note["code"]))
    if asked is None:
        return import_page.sentence(note, lang)
    facts = {**note, "source": Path(str(note.get("source", ""))).name}
    return str(asked[lang]).format_map(facts)


def _answers(option: str, note: Mapping[str, Any], lang: str, near: Sequence[str]) -> tuple[Answer, ...]:
    flag, _, value = option.partition(" ")
    if flag == "--decide":
        question, _, told = value.partition("=")
        words = knowledge.messages()["import_answers"]
        return tuple(Answer("decide", f"{question}={one}", str(words[f"{question}={one}"][lang]))
                     for one in told.split("|"))
    if flag == "--crs":
        codes = list(dict.fromkeys(re.findall(r"EPSG:[0-9]+", f"{note.get('proposals') or ''} {value}")))
        codes.sort(key=lambda code: near.index(code) if code in near else len(near))
        return tuple(Answer("crs", code, code) for code in codes[:_OFFERED])
    if flag == "--layer":
        names = [x.strip() for x in str(note.get("known") or "").split(",") if x.strip()] or [
            str(k + 1) for k in range(int(note.get("count") or 0))]
        return tuple(Answer("layer", name, name) for name in names[:8])
    if flag == "--map":
        return (Answer("map", "", ""),)
    if flag == "--points":
        return Answer("points", "", i18n.translate("SoilGate", "Choose the table of points…")), Answer("map", "", "")
    return ()


def near_crs(project: QgsProject) -> list[str]:
    """CRSs of the project and its layers, the parcels' first (GUI thread)."""
    found = sorted((layer for layer in project.mapLayers().values() if layer.isSpatial()),
                   key=lambda layer: layer.customProperty(layers.PROPERTY) != str(Role.PARCELS))
    return list(dict.fromkeys(crs.authid() for crs in [*(x.crs() for x in found), project.crs()] if crs.authid()))


# -- bringing it in --------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Brought:
    """What came in and where it lies."""

    outcome: imports.ImportOutcome
    path: str
    role: Role
    page: Path


def bring(tried: Trial, folder: Path, progress: Progress) -> Brought:
    """Bring in what the trial has shown (any thread).

    Raises
    ------
    InputError
        It can no longer be brought in.
    """
    wish = tried.wish
    folder.mkdir(parents=True, exist_ok=True)
    page = _free(folder, tried.page.stem, ".html")
    if wish.workspace:
        request = _request(wish, tried.gpkg.parent, tried.gpkg, tried.remembered)
        request.report = page
        outcome = imports.run_import(request, Part(progress, 0.0, 1.0))
        failed = next((f.error for f in outcome.files if f.error is not None), None)
        if failed is not None:
            raise failed
        path = wish.workspace
    else:
        outcome, target = tried.outcome, _free(folder, _safe(Path(wish.title).stem), ".gpkg")
        shutil.copyfile(tried.gpkg, target)
        shutil.copyfile(tried.page, page)
        path = str(target)
    if wish.columns and tried.look.headers:
        keep_map(wish.role, tried)
    return Brought(outcome, path, wish.role, page)


def _free(folder: Path, stem: str, suffix: str) -> Path:
    path, k = folder / f"{stem}{suffix}", 1
    while path.exists():
        path, k = folder / f"{stem}-{k}{suffix}", k + 1
    return path


def add_layer(project: QgsProject, brought: Brought, title: str) -> QgsVectorLayer:
    """Show what came in as a layer of the project (GUI thread); a workspace's layer that is there is only read anew.

    Raises
    ------
    InputError
        ``layer_missing``.
    """
    source, provider = layer_source(brought.path, str(brought.role))
    for layer in project.mapLayers().values():
        if isinstance(layer, QgsVectorLayer) and layer.providerType() == provider and _same(layer, source, provider):
            layer.dataProvider().reloadData()
            layer.triggerRepaint()
            return layer
    layer = QgsVectorLayer(source, title, provider)
    if not layer.isValid():
        raise InputError("layer_missing", source=files.shown(brought.path), layer=str(brought.role))
    if provider != "ogr":
        layer.loadDefaultStyle()
    if layer.isSpatial():
        style_site(layer, str(brought.role), i18n.language())
    layer.setCustomProperty(layers.PROPERTY, str(brought.role))
    layer.setCustomProperty(layers.PROPERTY + "_of", "site")
    project.addMapLayer(layer)
    return layer


def _same(layer: QgsVectorLayer, source: str, provider: str) -> bool:
    if provider == "ogr":
        return bool(layer.source() == source)
    ours, theirs = QgsDataSourceUri(source), QgsDataSourceUri(layer.source())
    return all(getattr(ours, name)() == getattr(theirs, name)()
               for name in ("host", "port", "database", "schema", "table"))


def layer_source(path: str, table: str) -> tuple[str, str]:
    """The table of a workspace as QGIS opens it: source and provider."""
    given = files.split_source(path)
    if not given.database:
        return f"{path}|layername={table}", "ogr"
    from psycopg2.extensions import parse_dsn

    from ..io import workspace_pg

    told = parse_dsn(given.path[3:] if given.path.lower().startswith("pg:") else given.path)
    uri = QgsDataSourceUri()
    uri.setConnection(told.get("host", ""), told.get("port", ""), told.get("dbname", ""), told.get("user", ""),
                      told.get("password", ""))
    uri.setDataSource(workspace_pg.SCHEMA, table, "geom" if model.layers()[table].geometry else "", "", "fid")
    return str(uri.uri(False)), "postgres"


# -- where the last import went --------------------------------------------------------------------------------

_SCOPE, _TARGET, _LAYER = "soilgate", "/import_into", "layer"


def keep_target(project: QgsProject, workspace: str) -> None:
    """Remember where an import of this project went, "" for a layer of the project; no address with a password."""
    if workspace and files.shown(workspace) != workspace:
        project.removeEntry(_SCOPE, _TARGET)
        return
    database = files.split_source(workspace).database
    project.writeEntry(_SCOPE, _TARGET, _LAYER if not workspace else workspace if database
                       else project.writePath(workspace))
    if workspace:
        settings.remember_workspace(workspace)


def last_target(project: QgsProject, of_layers: Optional[str] = None) -> str:
    """Where the last import went: that of this project, else that its layers lie in, else the last of all.

    Parameters
    ----------
    of_layers : the workspace in which layers of the project lie

    Returns
    -------
    str
        A workspace that is there, or "" for a layer of the project.
    """
    kept, _there = project.readEntry(_SCOPE, _TARGET, "")
    if kept == _LAYER:
        return ""
    if kept and not files.split_source(kept).database:
        kept = project.readPath(kept)
    for path in (kept, of_layers or "", settings.load().last_workspace):
        if path and (files.split_source(path).database or Path(path).is_file()):
            return str(path)
    return ""


def is_day(text: str) -> bool:
    """Whether a text is a day, written YYYY-MM-DD."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


# -- fields of the last time -----------------------------------------------------------------------------------

def maps_folder() -> Path:
    """Where the fields of each kind of source are kept, as files that ``--map`` takes too."""
    return Path(QgsApplication.qgisSettingsDirPath()) / "soilgate" / "maps"


def _map_file(role: Role, headers: Mapping[str, Any]) -> Path:
    mark = hashlib.sha256("\n".join(sorted(headers)).encode("utf-8", "backslashreplace")).hexdigest()[:12]
    return maps_folder() / f"{role}-{mark}.yaml"


def kept_map(role: Role, headers: Mapping[str, Any]) -> Optional[Path]:
    """The fields that a person gave a source with just these headers, None where there are none."""
    path = _map_file(role, headers) if headers else None
    if path is None or not path.is_file():
        return None
    try:
        mapping.load_map(path)
    except InputError:                       # spoilt by hand: the readers propose anew
        return None
    return path


def keep_map(role: Role, tried: Trial) -> Path:
    """Remember the fields of a source for the next one with the same headers."""
    path = _map_file(role, tried.look.headers)
    path.parent.mkdir(parents=True, exist_ok=True)
    told: dict[str, Optional[Guess]] = dict(tried.outcome.files[0].fields)
    told.update({column: Guess(header, 1.0, "given") if header else None
                 for column, header in tried.wish.columns.items()})
    path.write_text(mapping.dump_map({role: mapping.Mapping(told)}), encoding="utf-8", newline="\n")
    return path
