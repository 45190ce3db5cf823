"""What the command line prints with QGIS, in a process of its own: the demo's project, map and notice; notices."""

from __future__ import annotations

import dataclasses
import datetime
import json
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProject, QgsRectangle, QgsVectorLayer

from .. import demo, jobs
from ..core import knowledge
from ..core.errors import InputError, SoilGateError
from ..core.vocabulary import Role
from ..io import mapping
from . import notice_subjects, roles, settings, use_cases
from . import project as projects
from .algorithms.base import NothingSaid
from .algorithms.public_notice import file_names
from .layouts import notice as notices

_PIECES = {"zone_gaps", "evidence_areas", "evidence_lines", "evidence_points"}
"""Layers of our own results that hold parts of zones and plots, not these themselves."""


@dataclasses.dataclass(frozen=True)
class NoticeRequest:
    """Notices of the zones or plots of a file; None: as set in this profile, or as the data say."""

    kind: str
    data: str
    out: str
    ids: Sequence[str] = ()                   # empty: all
    template: Optional[str] = None
    paper: str = "A4"
    landscape: bool = False
    day: Optional[str] = None
    number: str = ""
    issuer: Optional[str] = None
    contact: Optional[str] = None
    hotline: Optional[str] = None
    boundary_points: bool = False


def main(arguments: Sequence[str]) -> int:
    """Print what is asked for: ``demo FOLDER`` or ``notice JSON``; 0 done, 2 something that a person can mend."""
    command, asked = arguments
    lang = "en" if os.environ.get("SOILGATE_LANG") == "en" else "zh"
    application = QgsApplication([], True)
    application.initQgis()
    try:
        for path in print_demo(Path(asked), lang) if command == "demo" else \
                print_notices(NoticeRequest(**json.loads(asked)), lang):
            print(path)  # noqa: T201  (the child's answer to the command line)
    except SoilGateError as error:
        print(knowledge.error_text(error, lang), file=sys.stderr)  # noqa: T201
        return 2
    return 0


def print_demo(folder: Path, lang: str) -> list[Path]:
    """Write project, plan map, map of the zones by what they owe, and notices beside the result of the demo district.

    The notice is as an office gets it that sets nothing: without coordinates. The sheet to be put up has their table.
    """
    data = demo.description()
    result, zones = folder / "soilgate-demo.gpkg", folder / "soilgate-demo-zones.gpkg"
    sites = [projects.SiteLayer(x["role"], demo.FOLDER / x["path"], x["layer"], str(x["layer"]) if lang == "zh" else "")
             for x in data["layers"]]            # the plan too: a person reviews it again from this project
    out = folder / "soilgate-demo.qgz"
    title = str(data["title"])
    project = projects.build_project(result, sites, out, title, lang=lang,
                                     zones_gpkg=zones if zones.is_file() else None)
    _write_answers(project, data)
    png = folder / "soilgate-demo.png"
    day = datetime.date.fromisoformat(str(data["as_of"]))
    projects.render_map(project, png, title=title, lang=lang)
    zones_png = folder / "soilgate-demo-zones.png"
    drawn = next(layer for layer in project.mapLayers().values()
                 if layer.customProperty(roles.layers.PROPERTY) == "zones_status")
    extent = QgsRectangle(drawn.extent())
    extent.scale(1.05)
    projects.render_map(project, zones_png, title=title + ("：管控区域" if lang == "zh" else ": control zones"),
                        lang=lang, extent=extent)
    chosen = _chosen(project)
    zone = next(c for c in notice_subjects.candidates(chosen[Role.CONTROL_ZONES][0], Role.CONTROL_ZONES, {}))
    base = tuple(layer for layer in project.mapLayers().values()
                 if layer.customProperty(roles.layers.PROPERTY) == "current_use")
    told = settings.Settings(contact="示例区生态环境分局（电话 0000-0000000，虚构）" if lang == "zh" else
                             "Ecology office of the demo district (0000-0000000, invented)")
    pdfs = []
    for file, name, form, points in (
            ("notice", "管控区域公告（A4）" if lang == "zh" else "Notice of a control zone (A4)",
             notices.Form(), False),
            ("notice-a3", "管控区域公告（A3，附界址点）" if lang == "zh" else
             "Notice of a control zone (A3, with corner points)", notices.Form("A3", True), True)):
        layout = notice_subjects.make_notice(
            project, Role.CONTROL_ZONES, zone.subject_id, chosen, day=day, settings=told, lang=lang,
            show_boundary_points=points, base_layers=base, form=form, name=name)
        pdfs.append(folder / f"soilgate-demo-{file}.pdf")
        notices.export(layout, pdfs[-1])
    if not project.write(str(out)):
        raise InputError("output_unwritable", source=str(out), reason=project.error())
    return [out, png, zones_png, *pdfs]


def _write_answers(project: QgsProject, data: dict[str, Any]) -> None:
    """Let the panel know what the holders of the demo's layers say, so that it asks nothing when the project opens."""
    maps = mapping.load_map(demo.FOLDER / data["map"])
    found = {layer.source(): layer.id() for layer in project.mapLayers().values()}
    told = {x["role"]: use_cases.DemoLayer(
        found[f"{demo.FOLDER / x['path']}|layername={x['layer']}"], "covers" in x, maps.get(Role(x["role"]))).answers()
        for x in data["layers"]}
    project.writeEntry(*projects.STATE, json.dumps(
        {"roles": told, "as_of": str(data["as_of"]), "steps": list(data["steps"])}, ensure_ascii=False))


def print_notices(asked: NoticeRequest, lang: str) -> list[Path]:
    """Write notices of the zones or plots of a file.

    Raises
    ------
    InputError
        ``file_missing``, and what ``notice_subjects.make_notice`` names.
    """
    form = notices.Form(asked.paper, asked.landscape, notices.template_path(asked.template) if asked.template else None)
    told = {name: value for name, value in (("agency", asked.issuer), ("contact", asked.contact),
                                            ("hotline", asked.hotline)) if value is not None}
    kept = dataclasses.replace(settings.load(), **told)
    day = datetime.date.fromisoformat(asked.day) if asked.day else jobs.today()
    project = QgsProject.instance()
    for layer in _layers_of(asked.data):
        project.addMapLayer(layer)
    chosen = _chosen(project)
    role = Role.CONTROL_ZONES if asked.kind == "control_zone" else Role.REGISTRY
    if role not in chosen:
        raise InputError("notice_subject_missing", source=asked.data, value=", ".join(asked.ids) or str(role))
    out = Path(asked.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("output_unwritable", source=str(out), reason=error.strerror or str(error)) from error
    wanted = list(dict.fromkeys(asked.ids)) or [
        c.subject_id for c in notice_subjects.candidates(chosen[role][0], role, {})]
    if not wanted:
        raise InputError("notice_subject_missing", source=asked.data, value=str(role))
    printed = []
    for subject_id, name in zip(wanted, file_names(wanted)):
        layout = notice_subjects.make_notice(
            project, role, subject_id, chosen, day=day, settings=kept, lang=lang, number=asked.number,
            show_boundary_points=asked.boundary_points or kept.boundary_points_public, form=form)
        printed.append(out / f"{name}.pdf")
        notices.export(layout, printed[-1])
    return printed


_IDS = {Role.CONTROL_ZONES: "zone_id", Role.REGISTRY: "entry_id"}


def _chosen(project: QgsProject) -> dict[Role, tuple[QgsVectorLayer, Any]]:
    """Which layer holds zones and which plots: what looks like it, else the only one with such ids."""
    found = {role: project.mapLayer(proposal.layer_id)
             for role, proposal in roles.recognise(project, roles=_IDS).items()}
    for role in [role for role in _IDS if role not in found]:
        free = [layer for layer in roles.candidates(project) if layer not in found.values()
                and _IDS[role] in roles.inspect(layer, role).columns]
        if len(free) == 1:
            found[role] = free[0]
    return {role: (layer, NothingSaid()) for role, layer in found.items()}


def _layers_of(text: str) -> list[QgsVectorLayer]:
    """Open a file, or all its layers when it is a GeoPackage and none is named."""
    path = Path(text.split("|")[0])
    if not path.is_file():
        raise InputError("file_missing", source=str(path))
    names = [""]
    if path.suffix.lower() == ".gpkg" and "|" not in text:
        database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
        try:
            names = [row[0] for row in database.execute(
                "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")
                if row[0] not in _PIECES]
        except sqlite3.Error as error:
            raise InputError("layer_missing", source=str(path), layer="") from error
        finally:
            database.close()
    found = []
    for name in names:
        layer = QgsVectorLayer(f"{path}|layername={name}" if name else text, name or path.stem, "ogr")
        if not layer.isValid():
            raise InputError("layer_missing", source=str(path), layer=name)
        found.append(layer)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="soilgate-") as runtime:
        os.environ.setdefault("XDG_RUNTIME_DIR", runtime)      # without one Qt complains aloud
        code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)         # some builds of QGIS crash when a script that has used it ends
