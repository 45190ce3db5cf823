"""What the command line prints with QGIS, in a process of its own: the demo's project, map and notice; notices."""

from __future__ import annotations

import argparse
import datetime
import os
import sqlite3
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from ..core import knowledge
from ..core.errors import InputError, SoilGateError
from ..core.vocabulary import Role
from . import notice_subjects, roles, settings
from . import project as projects
from .algorithms.base import NothingSaid
from .algorithms.public_notice import file_name
from .layouts import notice as notices


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what is asked for; 0 done, 2 something that a person can mend."""
    parser = argparse.ArgumentParser(prog="soilgate")
    sub = parser.add_subparsers(dest="command", required=True)
    demo = sub.add_parser("demo")
    demo.add_argument("folder", type=Path)
    notice = sub.add_parser("notice")
    notice.add_argument("kind", choices=("control_zone", "plot"))
    notice.add_argument("--data", required=True)
    notice.add_argument("--id", action="append", default=[])
    notice.add_argument("--template")
    notice.add_argument("--paper", choices=("A4", "A3"), default="A4")
    notice.add_argument("--landscape", action="store_true")
    notice.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(arguments)
    lang = "en" if os.environ.get("SOILGATE_LANG") == "en" else "zh"
    application = QgsApplication([], True)
    application.initQgis()
    try:
        for path in print_demo(args.folder, lang) if args.command == "demo" else print_notices(args, lang):
            print(path)  # noqa: T201  (the child's answer to the command line)
    except SoilGateError as error:
        print(knowledge.error_text(error, lang), file=sys.stderr)  # noqa: T201
        return 2
    return 0


def print_demo(folder: Path, lang: str) -> list[Path]:
    """Write project, plan map and a notice beside the result of the demo district."""
    from .. import demo

    data = demo.description()
    result, zones = folder / "soilgate-demo.gpkg", folder / "soilgate-demo-zones.gpkg"
    sites = [projects.SiteLayer(x["role"], demo.FOLDER / x["path"], x["layer"], str(x["layer"]))
             for x in data["layers"] if x["role"] != "parcels"]
    out = folder / "soilgate-demo.qgz"
    title = str(data["title"])
    project = projects.build_project(result, sites, out, title, lang=lang,
                                     zones_gpkg=zones if zones.is_file() else None)
    png = folder / "soilgate-demo.png"
    day = datetime.date.fromisoformat(str(data["as_of"]))
    projects.render_map(project, png, title=title, lang=lang)
    chosen = _chosen(project)
    zone = next(c for c in notice_subjects.candidates(chosen[Role.CONTROL_ZONES][0], Role.CONTROL_ZONES, {}))
    base = tuple(layer for layer in project.mapLayers().values()
                 if layer.customProperty(roles.layers.PROPERTY) == "current_use")
    pdf = folder / "soilgate-demo-notice.pdf"
    layout = notice_subjects.make_notice(
        project, Role.CONTROL_ZONES, zone.subject_id, chosen, day=day, settings=settings.Settings(), lang=lang,
        show_boundary_points=True, base_layers=base)
    notices.export(layout, pdf)
    if not project.write(str(out)):
        raise InputError("output_unwritable", source=str(out), reason=project.error())
    return [out, png, pdf]


def print_notices(args: argparse.Namespace, lang: str) -> list[Path]:
    """Write notices of the zones or plots of a file.

    Raises
    ------
    InputError
        ``file_missing``, ``notice_subject_missing``, ``notice_template_unreadable``, ``notice_template_items``.
    """
    form = notices.Form(args.paper, args.landscape, Path(args.template) if args.template else None)
    project = QgsProject.instance()
    for layer in _layers_of(args.data):
        project.addMapLayer(layer)
    chosen = _chosen(project)
    role = Role.CONTROL_ZONES if args.kind == "control_zone" else Role.REGISTRY
    if role not in chosen:
        raise InputError("notice_subject_missing", source=args.data, value=", ".join(args.id) or str(role))
    args.out.mkdir(parents=True, exist_ok=True)
    wanted = args.id or [c.subject_id for c in notice_subjects.candidates(chosen[role][0], role, {})]
    printed = []
    from .. import jobs
    for subject_id in wanted:
        layout = notice_subjects.make_notice(project, role, subject_id, chosen, day=jobs.today(),
                                             settings=settings.load(), lang=lang, form=form)
        path = args.out / f"{file_name(subject_id)}.pdf"
        notices.export(layout, path)
        printed.append(path)
    return printed


def _chosen(project: QgsProject) -> dict[Role, tuple[QgsVectorLayer, Any]]:
    wanted = (Role.CONTROL_ZONES, Role.REGISTRY)
    found = roles.recognise(project, roles=wanted)
    return {role: (project.mapLayer(proposal.layer_id), NothingSaid()) for role, proposal in found.items()}


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
                "SELECT table_name FROM gpkg_contents WHERE data_type = 'features' ORDER BY table_name")]
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
        code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)         # some builds of QGIS crash when a script that has used it ends
