"""What the command line prints with QGIS, in a process of its own: the demo's project, map and notice; notices.

``python -m soilgate.plugin.qgs.printing demo DIR`` and ``... notice KIND --data F --out DIR``.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import os
import re
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from .. import demo as demo_district
from ..core import knowledge
from ..core.errors import InputError, SoilGateError
from ..core.vocabulary import Role
from . import layers, notice_subjects, project, roles
from .layouts import notice
from .settings import Settings


@dataclasses.dataclass(frozen=True)
class Choice:
    """What is known of a layer in its role when nobody was asked."""

    covers: str = ""
    none_issued: str = ""
    mapping: Mapping[str, str] = dataclasses.field(default_factory=dict)
    list_kind: str = ""
    edition: str = ""
    edition_date: str = ""


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Print; returns the exit code."""
    parser = argparse.ArgumentParser(prog="soilgate printing")
    sub = parser.add_subparsers(dest="command", required=True)
    demo = sub.add_parser("demo")
    demo.add_argument("folder", type=Path)
    one = sub.add_parser("notice")
    one.add_argument("kind", choices=("control_zone", "plot"))
    one.add_argument("--data", required=True)
    one.add_argument("--id", action="append", default=[])
    one.add_argument("--out", type=Path, required=True)
    one.add_argument("--paper", default="A4")
    one.add_argument("--landscape", action="store_true")
    one.add_argument("--template")
    args = parser.parse_args(argv)
    application = QgsApplication([], False)
    application.initQgis()
    try:
        if args.command == "demo":
            print_demo(args.folder)
        else:
            for path in print_notices(args.kind, args.data, args.id, args.out, args.paper, args.landscape):
                print(path)
    except SoilGateError as error:
        print(knowledge.error_text(error, os.environ.get("SOILGATE_LANG", "zh")), file=sys.stderr)
        return 2
    return 0


def print_demo(folder: Path) -> None:
    """Build the project of the reviewed demo district, its map as PNG and the notice of a zone as PDF."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    told = demo_district.description()
    for name in sorted({entry["path"] for entry in told["layers"]}):
        shutil.copy2(demo_district.FOLDER / name, data / name)
    site = [project.SiteLayer(entry["role"], data / entry["path"], entry["layer"], entry["layer"])
            for entry in told["layers"] if entry["role"] != str(Role.PARCELS)]
    built = project.build_project(
        folder / "soilgate-demo.gpkg", site, folder / "soilgate-demo.qgz", told["title"],
        zones_gpkg=folder / "soilgate-demo-zones.gpkg")
    project.render_map(built, folder / "soilgate-demo.png", title=told["title"])
    zones = next(e for e in told["layers"] if e["role"] == str(Role.CONTROL_ZONES))
    registry = next(e for e in told["layers"] if e["role"] == str(Role.REGISTRY))
    chosen = {Role(e["role"]): (_open(data / e["path"], e["layer"]), Choice()) for e in (zones, registry)}
    for layer, _ in chosen.values():
        built.addMapLayer(layer, False)
    layout = notice_subjects.make_notice(
        built, Role.CONTROL_ZONES, _ids(chosen[Role.CONTROL_ZONES][0], Role.CONTROL_ZONES)[0], chosen,
        day=datetime.date.fromisoformat(told["as_of"]), settings=Settings(), lang="zh", show_boundary_points=True,
        base_layers=_base(built))
    notice.export(layout, folder / "soilgate-demo-notice.pdf")
    if not built.write(str(folder / "soilgate-demo.qgz")):
        raise InputError("output_unwritable", source=str(folder / "soilgate-demo.qgz"), reason=built.error())


def print_notices(kind: str, data: str, ids: Sequence[str], out: Path, paper: str, landscape: bool) -> list[Path]:
    """Lay out and export the notice of each zone or plot; of all where none is named.

    Raises
    ------
    InputError
        The layer cannot be opened, a zone or plot is not there or has no boundary.
    """
    role = Role.CONTROL_ZONES if kind == "control_zone" else Role.REGISTRY
    path, _, rest = data.partition("|")
    name = rest.split("=", 1)[1] if rest.lower().startswith("layername=") else ""
    layer = _open(Path(path), name)
    current = QgsProject()
    current.addMapLayer(layer, False)
    chosen: dict[Role, tuple[QgsVectorLayer, Any]] = {role: (layer, Choice())}
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for one in ids or _ids(layer, role):
        layout = notice_subjects.make_notice(
            current, role, one, chosen, day=datetime.date.today(), settings=Settings(), lang="zh",
            show_boundary_points=False)
        target = out / f"notice_{re.sub(r'[^0-9A-Za-z一-龥._-]', '_', one)}.pdf"
        notice.export(layout, target)
        written.append(target)
    return written


def _open(path: Path, name: str) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"{path}|layername={name}" if name else str(path), name or path.stem, "ogr")
    if not layer.isValid():
        raise InputError("layer_missing", source=str(path), layer=name)
    return layer


def _ids(layer: QgsVectorLayer, role: Role) -> list[str]:
    columns = roles.inspect(layer, role).columns
    return [c.subject_id for c in notice_subjects.candidates(layer, role, columns)]


def _base(built: QgsProject) -> tuple[Any, ...]:
    """Parcels of the result, as the ground of the notice's map."""
    return tuple(layer for layer in built.mapLayers().values()
                 if layer.customProperty(layers.PROPERTY, "") == "parcels_reviewed")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Some builds of QGIS crash while the interpreter takes them apart; everything is written by now.
    os._exit(code)
