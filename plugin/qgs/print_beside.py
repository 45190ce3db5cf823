"""Layouts as PDF in a process of their own, so that the window keeps its turn while maps are drawn.

The window writes what the layouts need of its project into a folder (``pack_steps``); the process reads and prints it,
and each file comes to its place when all are whole (``PrintRequest.run``). What only the window has, such as layers in
memory, cannot be printed so: ``NotBeside`` says why, and the caller prints in the window.
"""

from __future__ import annotations

import dataclasses
import html
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Callable, NamedTuple, Optional, Union

from qgis.core import (
    QgsApplication,
    QgsExpression,
    QgsExpressionFunction,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsPluginLayer,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QSettings
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtXml import QDomDocument

from ..core.errors import SoilGateError
from ..core.progress import Part, Progress, checkpoint
from ..io.whole import whole_file
from . import compat, turns
from .layouts import parts
from .worker import Worker, WorkerDied, WorkerMissing

_PROJECT = "print.qgs"
_LIVE_PROVIDERS = ("memory", "virtual")
_LIVE_FUNCTIONS = ("relation_aggregate",)        # relations do not travel
_TAGS = ("projectlayers", "layer-tree-group", "Layouts", "layerorder", "legend", "visibility-presets")
"""Elements of a project file that are replaced."""


class NotBeside(Exception):
    """It can only be printed in the window.

    ``why`` is "memory" (layer ``what`` is only there), "edited" (it has edits that are not saved), "function"
    (expression function ``what`` is known there only), "unreadable" (``what`` cannot be read elsewhere) or "process"
    (no other process could be started, or it ended).
    """

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(why, what)
        self.why, self.what = why, what


class Printed(NamedTuple):
    """What was written, and what was not."""

    written: list[Path]
    refused: list[SoilGateError]


@dataclasses.dataclass(frozen=True)
class _Home:
    """What the process must share with the window, so that its pages are the same."""

    prefix: str
    profile: str
    platform: str
    organisation: str
    application: str
    settings: str
    locale: str
    ungrouped: bool                  # numbers without separators of thousands
    families: tuple[str, ...]        # of fonts that are named in what is printed
    project: str                     # its file, for expressions
    layers: tuple[str, ...]          # ids of those that could be read


@dataclasses.dataclass
class PrintRequest:
    """Layouts ready to be printed by another process.

    Attributes
    ----------
    project : Path
        File in a folder of its own, which ``close`` removes.
    targets : mapping
        Name of the layout -> PDF.
    texts : sequence
        What is put into the file: layer tree, map themes, layers, layouts.
    families : set
        Fonts of the window.
    functions : sequence
        Expression functions that only the window knows.
    """

    project: Path
    targets: Mapping[str, Path]
    texts: Sequence[str]
    families: set[str]
    functions: Sequence[str]
    home: _Home

    def close(self) -> None:
        """Remove what was written for the process."""
        shutil.rmtree(self.project.parent, ignore_errors=True)

    def run(self, progress: Progress, worker: Worker) -> Printed:
        """Print (any thread); a stop leaves every target as it was.

        Raises
        ------
        NotBeside
            It has to be done in the window.
        """
        try:
            told = worker.call("plugin.qgs.print_beside:print_there", str(self.project), list(self.targets),
                               self._finish(), progress=Part(progress, 0.0, 0.95))
            done = Printed([], [])
            for name, file, error in told:
                if error is not None:
                    error.facts["source"] = str(self.targets[name])
                    done.refused.append(error)
                    continue
                checkpoint(progress, 0.95)
                try:
                    with whole_file(self.targets[name]) as part:
                        shutil.copyfile(self.project.with_name(file), part)
                except SoilGateError as unwritten:
                    done.refused.append(unwritten)
                else:
                    done.written.append(self.targets[name])
            return done
        except (WorkerMissing, WorkerDied, ImportError) as error:
            raise NotBeside("process", str(error)) from error
        finally:
            worker.close()
            self.close()

    def _finish(self) -> _Home:
        """Put the texts into the file, and name the fonts in them."""
        text = "\n".join(self.texts)
        said = text.lower()
        for name in self.functions:
            if name.lower() in said and re.search(rf"\b{re.escape(name)}\s*\(", text, re.IGNORECASE):
                raise NotBeside("function", name)
        whole = self.project.read_text(encoding="utf-8")
        for tag in _TAGS:
            whole = re.sub(rf"<{tag}\b[^>]*/>|<{tag}\b.*?</{tag}>", "", whole, flags=re.DOTALL)
        head, end, tail = whole.rpartition("</qgis>")
        self.project.write_text(head + text + end + tail, encoding="utf-8")
        named = tuple(sorted(one for one in self.families if f'"{one}' in text or f">{one}" in text))
        return dataclasses.replace(self.home, families=named)


# -- the window ------------------------------------------------------------------------------------------------------

def pack_steps(project: QgsProject, targets: Mapping[str, Path]) -> turns.Steps[PrintRequest]:
    """Write what layouts need of a project for another process; the project itself is not touched (GUI thread).

    It is done in steps, a layout or a layer each, so that the window has its turn between them.

    Parameters
    ----------
    targets : name of a layout of the project -> PDF that it becomes

    Raises
    ------
    NotBeside
        They need what is in this process only.
    """
    drawn, everything = [], False
    for name in targets:
        layout = project.layoutManager().layoutByName(name)
        if layout is None or layout.atlas().enabled():        # an atlas shows the page that was looked at last
            raise NotBeside("unreadable", name)
        everything = everything or _follows_the_window(layout)
        drawn.append(_text(lambda document, context, one=layout: one.writeLayoutXml(document, context)))
        yield
    layers: dict[str, str] = {}
    queue = list(drawn)
    if everything:
        for key in [node.layerId() for node in project.layerTreeRoot().findLayers()]:
            if key not in layers and project.mapLayer(key) is not None:
                queue.append(_layer_text(project, key))
                layers[key] = queue[-1]
                yield
    while queue:
        said = queue.pop()
        for key in [key for key, layer in project.mapLayers().items()
                    if key not in layers and (key in said or _literal(layer.name()) in said)]:
            queue.append(_layer_text(project, key))
            layers[key] = queue[-1]
            yield
    tree = _text(lambda document, context: _tree(project, document, context))
    themes = _text(lambda document, _context: _themes(project, document))
    families = compat.font_families()
    yield
    file = Path(tempfile.mkdtemp(prefix="soilgate-print-")) / _PROJECT
    try:
        _write_skeleton(project, file)
        home = _Home(
            QgsApplication.prefixPath(), QgsApplication.qgisSettingsDirPath(), QGuiApplication.platformName(),
            QCoreApplication.organizationName(), QCoreApplication.applicationName(), QSettings().fileName(),
            QLocale().name(),
            bool(compat.number(QLocale().numberOptions()) & compat.number(QLocale.NumberOption.OmitGroupSeparator)),
            (), project.fileName(),
            tuple(key for key in layers if (layer := project.mapLayer(key)) is not None and layer.isValid()))
    except BaseException:
        shutil.rmtree(file.parent, ignore_errors=True)
        raise
    texts = [tree, *re.findall("<visibility-presets.*</visibility-presets>", themes, re.DOTALL), "<projectlayers>",
             *layers.values(), "</projectlayers>", "<Layouts>", *drawn, "</Layouts>"]
    return PrintRequest(file, dict(targets), texts, families, _live_functions(), home)


def _text(write: Callable[[QDomDocument, QgsReadWriteContext], Any]) -> str:
    """What a function writes as an element of a document."""
    document = QDomDocument()
    document.appendChild(write(document, QgsReadWriteContext()))
    return str(document.toString(-1))


def _tree(project: QgsProject, document: QDomDocument, context: QgsReadWriteContext) -> Any:
    holder = document.createElement("tree")
    project.layerTreeRoot().writeXml(holder, context)
    return holder.firstChildElement()


def _themes(project: QgsProject, document: QDomDocument) -> Any:
    root = document.createElement("qgis")
    document.appendChild(root)
    project.mapThemeCollection().writeXml(document)
    return root


def _follows_the_window(layout: QgsPrintLayout) -> bool:
    """Whether a layout shows whatever layers the window shows."""
    return any((isinstance(item, QgsLayoutItemMap) and (not item.keepLayerSet() or item.followVisibilityPreset()))
               or (isinstance(item, QgsLayoutItemLegend) and item.autoUpdateModel()) for item in layout.items())


def _literal(text: str) -> str:
    """A text as an expression in a file names it."""
    return "'" + html.escape(text.replace("'", "''"), quote=False) + "'"


def _layer_text(project: QgsProject, key: str) -> str:
    """A layer as a project file has it.

    Raises
    ------
    NotBeside
        It is in this process only.
    """
    layer = project.mapLayer(key)
    if layer is None:                            # removed meanwhile
        raise NotBeside("unreadable", key)
    source = layer.source()
    if layer.providerType() in _LIVE_PROVIDERS or "/vsimem/" in source or \
            isinstance(layer, QgsPluginLayer):
        raise NotBeside("memory", layer.name())
    if "authcfg" in source:                      # the key to it was typed here
        raise NotBeside("unreadable", layer.name())
    if isinstance(layer, QgsVectorLayer):
        if layer.isModified():
            raise NotBeside("edited", layer.name())
        if layer.auxiliaryLayer() is not None:   # labels that were moved by hand
            raise NotBeside("unreadable", layer.name())

    def write(document: QDomDocument, context: QgsReadWriteContext) -> Any:
        element = document.createElement("maplayer")
        if not layer.writeLayerXml(element, document, context):
            raise NotBeside("unreadable", layer.name())
        return element

    return _text(write)


def _live_functions() -> list[str]:
    """Functions that a plugin or a person gave to the expressions of this process."""
    return sorted({*_LIVE_FUNCTIONS, *(one.name() for one in QgsExpression.Functions()
                                       if type(one) is not QgsExpressionFunction)})


def _write_skeleton(project: QgsProject, file: Path) -> None:
    """Write a project without layers that has the properties of a project."""
    copy = QgsProject()
    copy.setCrs(project.crs())
    copy.setEllipsoid(project.ellipsoid())
    copy.setDistanceUnits(project.distanceUnits())
    copy.setAreaUnits(project.areaUnits())
    copy.setTransformContext(project.transformContext())
    copy.setTitle(project.title())
    copy.setMetadata(project.metadata())
    copy.setPresetHomePath(project.absolutePath())
    copy.setCustomVariables(project.customVariables())
    copy.setLabelingEngineSettings(project.labelingEngineSettings())
    copy.setBackgroundColor(project.backgroundColor())
    copy.setSelectionColor(project.selectionColor())
    copy.timeSettings().setTemporalRange(project.timeSettings().temporalRange())
    if not copy.write(str(file)):
        raise NotBeside("unreadable", project.fileName() or file.name)


# -- the other process -----------------------------------------------------------------------------------------------

_application: Optional[QgsApplication] = None


def _begin(home: _Home) -> None:
    """Be a QGIS with the profile, the settings and the language of the window."""
    global _application
    if _application is not None:
        return
    os.environ["QT_QPA_PLATFORM"] = home.platform
    QCoreApplication.setOrganizationName(home.organisation)
    QCoreApplication.setApplicationName(home.application)
    if home.settings.endswith(".ini"):
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope,
                          str(Path(home.settings).parents[1 if home.organisation else 0]))
    QgsApplication.setPrefixPath(home.prefix, True)
    _application = QgsApplication([], True, home.profile)
    QCoreApplication.setOrganizationName(home.organisation)
    QCoreApplication.setApplicationName(home.application)
    locale = QLocale(home.locale)
    if home.ungrouped:
        locale.setNumberOptions(QLocale.NumberOption.OmitGroupSeparator)
    QLocale.setDefault(locale)
    _application.initQgis()


def print_there(file: str, names: Sequence[str], home: _Home, progress: Progress,
                ) -> list[tuple[str, str, Union[SoilGateError, None]]]:
    """Print layouts of a project beside its file, in the process of a ``Worker``.

    Returns
    -------
    list
        For each name: name, file in the folder of the project, and what is wrong with it, or None.

    Raises
    ------
    NotBeside
        Not all can be read that the window has read, or a font is not there.
    """
    _begin(home)
    checkpoint(progress, 0.2)
    lacking = sorted(set(home.families) - compat.font_families())
    if lacking:
        raise NotBeside("unreadable", lacking[0])
    project = QgsProject.instance()
    if not project.read(file):
        raise NotBeside("unreadable", Path(file).name)
    for key in home.layers:
        layer = project.mapLayer(key)
        if layer is None or not layer.isValid():
            raise NotBeside("unreadable", key if layer is None else layer.name())
    project.setFileName(home.project)
    told: list[tuple[str, str, Union[SoilGateError, None]]] = []
    for k, name in enumerate(names):
        checkpoint(progress, 0.3 + 0.7 * k / len(names), name)
        layout = project.layoutManager().layoutByName(name)
        if not isinstance(layout, QgsPrintLayout):
            raise NotBeside("unreadable", name)
        pdf = Path(file).with_name(f"{k}.pdf")
        try:
            parts.export_pdf(layout, pdf)
        except SoilGateError as error:
            told.append((name, "", error))
        else:
            told.append((name, pdf.name, None))
    sys.stderr.flush()
    return told
