"""Project files and plan maps of a result, without a window."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from qgis.core import (
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsProject,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..core.errors import InputError
from . import compat, layers, styles, styles_site
from .layouts import parts, plan

_MM_PER_INCH = 25.4


@dataclasses.dataclass(frozen=True)
class SiteLayer:
    """Site data to show with a result."""

    role: str                        # stored word of ``Role``
    path: Path
    layer: str = ""                  # empty: the only one of the file
    title: str = ""
    removed_where: str = ""          # registry: expression that is true for plots that have left the list
    label_field: str = ""


STATE = ("soilgate", "/session")
"""Where a project keeps what its panel knows (scope and key)."""
ORDER = ("signs", "points", "samples", "control_zones", "registry", "ordered_surveys", "negative_list",
         "industrial_land", "survey_areas", "risk_assessments", "basic_farmland", "farmland", "current_use")
"""From the top. What says "here is polluted" lies above what says "here was looked"."""
_SHOWN = {"control_zones", "registry", "samples", "negative_list"}
_STATUS_FIELDS = ("list_status", "名录状态", "状态", "mlzt", "zt", "status")
_REMOVED_WORDS = ("已移出", "移出", "退出", "已退出", "removed")


def site_layer(source: SiteLayer, lang: str) -> QgsVectorLayer:
    """Open and style site data.

    Raises
    ------
    InputError
        ``layer_missing``: cannot be opened.
    """
    title = source.title or styles_site.role_name(source.role, lang)
    uri = f"{source.path}|layername={source.layer}" if source.layer else str(source.path)
    layer = QgsVectorLayer(uri, title, "ogr")
    if not layer.isValid():
        raise InputError("layer_missing", source=str(source.path), layer=source.layer)
    if not layer.isSpatial():
        return layer
    style_site(layer, source.role, lang, source.removed_where)
    if source.label_field and layer.fields().indexOf(source.label_field) >= 0:
        layer.setLabeling(styles_site.name_labels(source.label_field, "#3A2A22"))
        layer.setLabelsEnabled(True)
    layer.setCustomProperty(layers.PROPERTY, source.role)
    layer.setCustomProperty(layers.PROPERTY + "_of", "site")
    return layer


def style_site(layer: QgsVectorLayer, role: str, lang: str, removed_where: str = "") -> None:
    """Draw a layer of site data so that verdicts below it stay readable."""
    where = removed_where or (_removed_where(layer) if role == "registry" else "")
    counts = (0, 0)
    if role == "registry" and where:
        request = QgsFeatureRequest().setFilterExpression(where)
        removed = sum(1 for feature in layer.getFeatures(request) if feature.hasGeometry())
        counts = (sum(1 for feature in layer.getFeatures() if feature.hasGeometry()) - removed, removed)
    layer.setRenderer(styles_site.site_renderer(role, layer.geometryType(), removed_where=where, lang=lang,
                                                counts=counts))
    layer.triggerRepaint()


def _removed_where(layer: QgsVectorLayer) -> str:
    names = {name.lower(): name for name in layer.fields().names()}
    field = next((names[name] for name in _STATUS_FIELDS if name in names), None)
    if field is None:
        return ""
    words = ", ".join(f"'{word}'" for word in _REMOVED_WORDS)
    return f"coalesce({styles._quoted(field)} IN ({words}), false)"


def build_project(result_gpkg: Path, site_layers: Iterable[SiteLayer], out_qgz: Path, title: str, note: str = "", *,
                  zones_gpkg: Path | None = None, lang: str = "zh", use_field: str | None = None) -> QgsProject:
    """Write a project with a styled result and its site data, paths relative to the project.

    Parameters
    ----------
    result_gpkg : result of a review
    site_layers : what to show above it; tables without places are added to the project only
    out_qgz : target, replaced
    title, note : title of the project; a sentence kept with it (variable ``soilgate_note``)
    zones_gpkg : result of ``soilgate zones``

    Returns
    -------
    QgsProject
        The project as written; not the one of the window.

    Raises
    ------
    InputError
        A layer cannot be opened, or the project not written.
    """
    project = QgsProject()
    project.setTitle(title)
    project.setBackgroundColor(QColor("#FFFFFF"))
    compat.store_paths_relative(project)
    result = layers.add_result(project, result_gpkg, lang=lang, use_field=use_field, imagery=False)
    project.setCrs(result.parcels.crs())
    root = project.layerTreeRoot()
    group = root.insertGroup(0, "场地数据" if lang == "zh" else "Site data")
    group.setCustomProperty(layers.PROPERTY, "site")
    rank = {role: k for k, role in enumerate(ORDER)}
    for source in sorted(site_layers, key=lambda s: rank.get(s.role, len(ORDER))):
        layer = site_layer(source, lang)
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(False)
        judged = source.role == "samples" and layers.SAMPLES in result.layers     # drawn by what they show
        node.setItemVisibilityChecked(source.role in _SHOWN and not judged)
    if zones_gpkg is not None:
        layers.add_zones(project, zones_gpkg, lang=lang)
        for node in group.findLayers():          # the duties draw the same outline
            if node.layer().customProperty(layers.PROPERTY) == "control_zones":
                node.setItemVisibilityChecked(False)
    extent = QgsRectangle(result.parcels.extent())
    extent.scale(1.06)
    project.viewSettings().setDefaultViewExtent(QgsReferencedRectangle(extent, project.crs()))
    project.setCustomVariables({"soilgate_note": note})
    out_qgz.parent.mkdir(parents=True, exist_ok=True)
    if not project.write(str(out_qgz)):
        raise InputError("output_unwritable", source=str(out_qgz), reason=project.error())
    return project


def render_map(project: QgsProject, png: Path, *, title: str, size: tuple[int, int] = (2339, 1654),
               extent: QgsRectangle | None = None, subtitle: str = "", note: str | None = None,
               lang: str = "zh", keep: bool = False) -> None:
    """Draw the plan map of a project with a result as PNG, A4 landscape.

    Parameters
    ----------
    project : with the layers of ``layers.add_result``
    png : target, replaced
    title, subtitle : heads of the sheet; subtitle "" gives the day of the review and the number of parcels
    size : pixels; the sheet keeps the shape of A4 landscape, so the first number counts
    extent : in the project's CRS; default all parcels
    note : default says where the coverage of data was assumed
    keep : leave the layout in the project

    Raises
    ------
    InputError
        ``layer_missing``: the project holds no result.
    LayoutError
        The image could not be written.
    """
    parcels = next((layer for layer in project.mapLayers().values()
                    if layer.customProperty(layers.PROPERTY) == layers.PARCELS), None)
    if parcels is None:
        raise InputError("layer_missing", source=project.fileName(), layer=layers.PARCELS)
    entries = _entries(project, extent or parcels.extent())
    gpkg = Path(parcels.source().split("|")[0])
    signs = [parts.LegendEntry(entry.layer, "义务标志" if lang == "zh" else "Signs of duties", True,
                               styles_site.zone_classes(entry.layer.renderer())[1]) for entry in entries if entry.nodes]
    layout = plan.plan_layout(
        project, entries, signs, extent or parcels.extent(), title=title, lang=lang,
        subtitle=subtitle or _subtitle(gpkg, parcels.featureCount(), lang),
        note=assumed_note(gpkg, lang) if note is None else note)
    png.parent.mkdir(parents=True, exist_ok=True)
    parts.export_image(layout, png, size[0] / 297.0 * _MM_PER_INCH)
    if keep:
        manager = project.layoutManager()
        old = manager.layoutByName(layout.name())
        if old is not None:
            manager.removeLayout(old)
        manager.addLayout(layout)


def _entries(project: QgsProject, extent: QgsRectangle) -> list[parts.LegendEntry]:
    """Return visible vector layers with something in the extent, topmost first, with their counts."""
    found = []
    for node in project.layerTreeRoot().findLayers():
        layer = node.layer()
        if not node.isVisible() or not isinstance(layer, QgsVectorLayer) or not layer.isSpatial():
            continue
        count = _count(layer, extent, project)
        if not count:
            continue
        table = layer.customProperty(layers.PROPERTY)
        if table == "zones_status":
            found.append(parts.LegendEntry(layer, layer.name(), True, styles_site.zone_classes(layer.renderer())[0]))
        elif table == layers.PARCELS:
            found.append(parts.LegendEntry(layer, layer.name(), True))
        elif layer.renderer().type() == "singleSymbol":
            found.append(parts.LegendEntry(layer, f"{layer.name()} ({count})", False))
        else:
            found.append(parts.LegendEntry(layer, "", False))
    return found


def _count(layer: QgsVectorLayer, extent: QgsRectangle, project: QgsProject) -> int:
    transform = QgsCoordinateTransform(project.crs(), layer.crs(), project.transformContext())
    request = QgsFeatureRequest().setFilterRect(transform.transformBoundingBox(extent)).setNoAttributes()
    return sum(1 for _feature in layer.getFeatures(request))


def _subtitle(gpkg: Path, count: int, lang: str) -> str:
    from ..io import phrases

    facts = layers.run_facts(gpkg)
    day = next((value for key, value in facts.items() if key.endswith("as_of")), "")
    steps = [str(step) for row in layers._query(gpkg, "SELECT value FROM run WHERE item = 'steps'")
             for step in json.loads(row[0] or "[]")]
    words = phrases.words(";".join(steps), lang, "steps")
    if lang == "zh":
        told = (f"审查日期 {day}" if day else "", f"环节 {words}" if words else "", f"地块 {count} 个")
        return "　".join(part for part in told if part)
    told = (f"As of {day}" if day else "", f"Step: {words}" if words else "", f"{count} parcels")
    return "   ".join(part for part in told if part)


def assumed_note(gpkg: Path, lang: str) -> str:
    """Return the sentence that says where a coverage was assumed; empty where none was."""
    try:
        rows = layers._query(gpkg, "SELECT count(*) FROM parcels_reviewed WHERE assumed IS NOT NULL AND assumed <> ''")
    except sqlite3.Error:
        return ""
    if not rows[0][0]:
        return ""
    if lang == "zh":
        return f"注：{rows[0][0]} 个地块的结论以未经确认的假定为前提（如数据覆盖范围），详见审查记录。"
    return f"Note: {rows[0][0]} verdicts rest on assumptions not confirmed, such as the coverage of data."
