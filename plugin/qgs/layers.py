"""Layers of QGIS and tables of the core: snapshots of what a person has loaded, results as styled layers."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import pickle
import sqlite3
from collections.abc import Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContextUtils,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsProject,
    QgsRasterLayer,
    QgsRelation,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsVectorLayerJoinInfo,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QByteArray, QDate, QDateTime, QTime

from ..core.errors import InputError
from . import compat, i18n, styles, styles_site

if TYPE_CHECKING:
    from ..core.progress import Progress
    from ..io.raw import RawTable

PROPERTY = "soilgate/layer"
"""Custom property of each layer of ours: the name of its table; of the group: "result" or "zones"."""
PARCELS = "parcels_reviewed"
COULD_BE = "could_be"
"""The layer of red lines over parcels that could be graver; rows of ``parcels_reviewed`` too."""
_DRAWN = ("evidence_points", "evidence_lines", "evidence_areas", PARCELS)     # from the top
SAMPLES = "samples_judged"
"""What the samples show; a result has this table where samples were judged."""
_PLAIN = ("findings", "checks", "run")
_BATCH = 2000
_Row = tuple[int, list[Any], Optional[bytes]]


# -- reading what a person has loaded --------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class LayerSnapshot:
    """A layer at one moment, edit buffer included; may be read by another thread."""

    source: QgsVectorLayerFeatureSource
    columns: tuple[str, ...]
    ids: tuple[int, ...] | None      # selected features only
    count: int
    crs_wkt: str
    title: str
    path: str
    layer_id: str
    counted: bool = False            # ``count`` is no estimate


def snapshot(layer: QgsVectorLayer, *, selected_only: bool = False) -> LayerSnapshot:
    """Take a snapshot of a vector layer (GUI thread).

    Raises
    ------
    InputError
        ``layer_invalid``: the layer has lost its source.
    """
    if not layer.isValid():
        raise InputError("layer_invalid", layer=layer.name(), source=layer.publicSource())
    ids = tuple(sorted(layer.selectedFeatureIds())) if selected_only else None
    crs = layer.crs()
    return LayerSnapshot(
        source=QgsVectorLayerFeatureSource(layer), columns=tuple(layer.fields().names()), ids=ids,
        count=len(ids) if ids is not None else layer.featureCount(),
        crs_wkt=(crs.authid() or crs.toWkt()) if crs.isValid() and layer.isSpatial() else "",
        title=layer.name(), path=layer.publicSource(), layer_id=layer.id(),
        counted=ids is None and layer.providerType() in ("ogr", "memory", "delimitedtext", "spatialite"))


@dataclasses.dataclass(frozen=True)
class SpooledLayer:
    """A snapshot written into a file, for a process that has no QGIS layer."""

    file: Path
    columns: tuple[str, ...]
    count: int
    crs_wkt: str
    title: str
    path: str

    def batches(self) -> Iterator[list[_Row]]:
        """The rows as they were written."""
        with self.file.open("rb") as file, contextlib.suppress(EOFError):
            while True:
                yield pickle.load(file)  # noqa: S301  (written by ``spool``)


def spool(layer: LayerSnapshot, file: Path, progress: Progress) -> SpooledLayer:
    """Write a snapshot into a file (any thread)."""
    with file.open("wb") as target:
        for batch in _batches(layer, progress):
            pickle.dump(batch, target, protocol=pickle.HIGHEST_PROTOCOL)
    return SpooledLayer(file, layer.columns, layer.count, layer.crs_wkt, layer.title, layer.path)


def _batches(layer: LayerSnapshot, progress: Progress) -> Iterator[list[_Row]]:
    """Rows of a snapshot, some at a time: id, attributes as Python has them, geometry as WKB."""
    from ..core.progress import checkpoint

    request = QgsFeatureRequest()
    if layer.ids is not None:
        request.setFilterFids(list(layer.ids))
    batch: list[_Row] = []
    done = 0
    for feature in layer.source.getFeatures(request):
        wkb = flat_wkb(feature.geometry()) if feature.hasGeometry() else None
        batch.append((feature.id(), [_plain(v) for v in feature.attributes()], wkb))
        if len(batch) == _BATCH:
            done += len(batch)
            checkpoint(progress, min(1.0, done / max(1, layer.count)))
            yield batch
            batch = []
    yield batch
    done += len(batch)
    if layer.counted and (done < layer.count or (layer.count < 0 and not done)):
        raise InputError("layer_cut_short", layer=layer.title, source=layer.path, rows=done,
                         count=layer.count if layer.count >= 0 else "?")


def raw_of_layer(layer: LayerSnapshot | SpooledLayer, progress: Progress | None = None) -> RawTable:
    """Read a snapshot into the table that mapping starts from (any thread).

    Parameters
    ----------
    layer : a snapshot, or what ``spool`` wrote
    progress : told every few thousand features; may cancel

    Returns
    -------
    RawTable
        A row a feature in the layer's order; NULL is None, dates are ``datetime``; geometry as shapely, curves as
        segments, None where there is none or it cannot be read (noted in ``source.notes``).
    """
    import numpy as np
    import pandas as pd
    import pyproj
    import shapely

    from ..core.progress import Silent, checkpoint
    from ..core.tables import Source
    from ..io.raw import RawTable

    host = progress or Silent()
    checkpoint(host, 0.0)
    rows: list[_Row] = []
    for batch in layer.batches() if isinstance(layer, SpooledLayer) else _batches(layer, host):
        rows += batch
    spatial = any(row[2] is not None for row in rows)
    rows.sort(key=lambda row: (row[0] < 0, abs(row[0])))      # features added in the edit buffer count backwards
    frame = pd.DataFrame([values for _id, values, _wkb_ in rows], columns=list(layer.columns), dtype=object)
    for name in frame.columns:
        if frame.columns.tolist().count(name) == 1:
            frame[name] = frame[name].where(frame[name].notna(), None)
    geometry = None
    notes: list[dict[str, Any]] = []
    if spatial or layer.crs_wkt:
        geometry = np.full(len(rows), None, object)
        geometry[:] = shapely.from_wkb(np.array([row[2] for row in rows], object), on_invalid="ignore")
        for k, (row, shape) in enumerate(zip(rows, geometry), 1):
            if row[2] is not None and shape is None:
                notes.append({"code": "geometry_unreadable", "row": k})
    source = Source(path=layer.path, layer=layer.title, rows=len(rows), crs=layer.crs_wkt, title=layer.title,
                    notes=notes)
    crs = pyproj.CRS.from_user_input(layer.crs_wkt) if layer.crs_wkt else None
    return RawTable(frame, geometry, crs, source)


def flat_wkb(geometry: Any) -> bytes:
    """A geometry as WKB, curves as segments."""
    shape = geometry.constGet()
    if QgsWkbTypes.isCurvedType(shape.wkbType()) or shape.hasCurvedSegments():
        shape = shape.segmentize()
    return bytes(shape.asWkb())


def _plain(value: Any) -> Any:
    """Return an attribute as Python has it."""
    if compat.is_null(value):
        return None
    if isinstance(value, QDateTime):
        return value.toPyDateTime()
    if isinstance(value, QDate):
        import datetime
        return datetime.datetime(value.year(), value.month(), value.day())
    if isinstance(value, QTime):
        return value.toString("HH:mm:ss")
    if isinstance(value, QByteArray):
        return None
    if isinstance(value, (list, tuple, dict)):
        return str(value)
    return value


def selected_area(project: QgsProject, first: QgsMapLayer | None = None,
                  ) -> tuple[QgsGeometry, QgsCoordinateReferenceSystem]:
    """Union of the selected polygons of one layer, ``first`` before the others; empty where nothing is selected."""
    others = [node.layer() for node in project.layerTreeRoot().findLayers()]
    for layer in (first, *others):
        if isinstance(layer, QgsVectorLayer) and layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry \
                and layer.selectedFeatureCount():
            shapes = [feature.geometry() for feature in layer.selectedFeatures() if feature.hasGeometry()]
            return QgsGeometry.unaryUnion(shapes), layer.crs()
    return QgsGeometry(), QgsCoordinateReferenceSystem()


def use_field_of(layer: QgsVectorLayer) -> str | None:
    """Return the column of a reviewed layer that holds the use code, judged by its name; None where none does."""
    wanted = ("use_code", "规划用地代码", "规划用地性质代码", "用地性质代码", "用地代码", "地类代码", "用地编码",
              "地类编码", "ghydyhfldm", "ghydydm", "ydxzdm", "yddm", "dldm", "dlbm", "land_use", "landuse",
              "use", "code")
    names = {name.lower(): name for name in layer.fields().names()}
    return next((names[name] for name in wanted if name in names), None)


# -- results as layers -----------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class ResultLayers:
    """The layers of one result in a project, by table name."""

    group: QgsLayerTreeGroup
    layers: Mapping[str, QgsVectorLayer]

    @property
    def parcels(self) -> QgsVectorLayer:
        """The reviewed parcels."""
        return self.layers[PARCELS]


def open_table(gpkg: Path, table: str, title: str, where: str = "") -> QgsVectorLayer:
    """Open a table of a GeoPackage, or the rows of it for which an SQL condition holds.

    Raises
    ------
    InputError
        ``layer_missing``: the file has no such table, or cannot be opened.
    """
    # a condition set later would open the file anew, and the journal of those who have it open would be gone
    subset = f"|subset={where}" if where else ""
    layer = QgsVectorLayer(f"{gpkg}|layername={table}{subset}", title, "ogr")
    if not layer.isValid():
        raise InputError("layer_missing", source=str(gpkg), layer=table)
    return layer


def _query(gpkg: Path, sql: str) -> list[tuple[Any, ...]]:
    with contextlib.closing(sqlite3.connect(f"{gpkg.resolve().as_uri()}?mode=ro", uri=True)) as database:
        return database.execute(sql).fetchall()


def occurring(gpkg: Path) -> styles.Occurring:
    """Count in a result what the legend explains."""
    found = styles.Occurring()
    for verdict, could_be, due_now, count in _query(
            gpkg, "SELECT verdict, could_be, due_now, count(*) FROM parcels_reviewed GROUP BY 1, 2, 3"):
        verdict = verdict or ""
        found.verdicts[verdict] = found.verdicts.get(verdict, 0) + count
        if verdict not in styles.LOOKS:
            continue
        if could_be in styles.graver_than(verdict):
            found.could_be[verdict] = found.could_be.get(verdict, 0) + count
        if due_now is not None and str(due_now).lower() in ("0", "false", "f"):
            found.due_later[verdict] = found.due_later.get(verdict, 0) + count
    return found


def run_facts(gpkg: Path) -> dict[str, str]:
    """Return the run record of a result as ``"section.item": value``; empty where there is none."""
    try:
        rows = _query(gpkg, "SELECT section, item, value FROM run")
    except sqlite3.Error:
        return {}
    return {f"{section}.{item}": _said(value) for section, item, value in rows if value is not None}


def _said(value: Any) -> str:
    """Return a value of the run record, which is JSON, as text."""
    try:
        said = json.loads(value)
    except (TypeError, ValueError):
        return str(value)
    return said if isinstance(said, str) else str(value)


def style_parcels(layer: QgsVectorLayer, found: styles.Occurring, lang: str, *, imagery: bool = False,
                  use_field: str | None = None) -> None:
    """Give a layer of reviewed parcels its symbols, labels, map tip and aliases."""
    use_field = use_field or use_field_of(layer)
    layer.setRenderer(styles.verdict_renderer(found, lang, imagery=imagery))
    layer.setLabeling(styles.verdict_labels(lang, use_field))
    layer.setLabelsEnabled(True)
    layer.setMapTipTemplate(styles.verdict_map_tip(lang, use_field))
    layer.setDisplayExpression('"parcel_id"')
    styles.set_aliases(layer)


def _style_evidence(layer: QgsVectorLayer, table: str, findings: QgsVectorLayer, lang: str) -> None:
    _join(layer, findings, "finding_id", "finding_id", ("rule", "verdict", "message_zh", "message_en"), "finding_")
    if table == "evidence_areas":
        layer.setRenderer(styles.evidence_areas_renderer(lang))
    elif table == "evidence_lines":
        layer.setRenderer(styles.evidence_lines_renderer(lang))
    else:
        layer.setRenderer(styles.evidence_points_renderer(lang))
        layer.setLabeling(styles.unjudged_labels())
        layer.setLabelsEnabled(True)
    layer.setMapTipTemplate('<div style="max-width:360px">[% ' + styles.escaped(f'"finding_message_{lang}"')
                            + " %]</div>")
    styles.set_aliases(layer)


def _style_samples(layer: QgsVectorLayer, gpkg: Path, lang: str) -> None:
    counts = dict(_query(gpkg, "SELECT state, count(*) FROM samples_judged GROUP BY 1"))
    layer.setRenderer(styles_site.samples_renderer(counts, lang))
    layer.setMapTipTemplate(styles_site.sample_map_tip(lang))
    layer.setDisplayExpression('"point_id"')
    styles.set_aliases(layer)


def _join(layer: QgsVectorLayer, other: QgsVectorLayer, target: str, key: str, columns: Iterable[str],
          prefix: str) -> None:
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName(key)
    join.setTargetFieldName(target)
    join.setPrefix(prefix)
    join.setJoinFieldNamesSubset(list(columns))
    # half a million findings kept in memory would stop the window; the file has an index of them
    join.setUsingMemoryCache(False)
    layer.addJoin(join)


def _could_be_layer(gpkg: Path, lang: str) -> QgsVectorLayer:
    layer = open_table(gpkg, PARCELS, styles.word(COULD_BE, lang), styles.could_be_filter())
    layer.setRenderer(QgsSingleSymbolRenderer(styles.could_be_symbol()))
    layer.setFlags(layer.flags() & ~QgsMapLayer.LayerFlag.Identifiable & ~QgsMapLayer.LayerFlag.Searchable)
    return layer


def find_group(project: QgsProject, kind: str = "result") -> QgsLayerTreeGroup | None:
    """Return our group in the legend, wherever the person moved it and whatever it is called now."""
    for group in project.layerTreeRoot().findGroups(True):
        if group.customProperty(PROPERTY) == kind:
            return group
    return None


def remove_results(project: QgsProject, kind: str = "result") -> dict[str, bool]:
    """Take the layers of a result out of the project, so that their file can be replaced.

    Returns
    -------
    dict of str to bool
        Table name -> whether the layer was ticked in the legend.
    """
    ticked = {}
    for layer in list(project.mapLayers().values()):
        if layer.customProperty(PROPERTY + "_of") != kind:
            continue
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is not None:
            ticked[str(layer.customProperty(PROPERTY))] = node.itemVisibilityChecked()
        project.removeMapLayer(layer.id())
    return ticked


def _rebuilt_group(project: QgsProject, kind: str, title: str) -> QgsLayerTreeGroup:
    group = find_group(project, kind)
    if group is None:
        group = project.layerTreeRoot().insertGroup(0, title)
        group.setCustomProperty(PROPERTY, kind)
    return group


def _mark(layer: QgsMapLayer, table: str, kind: str) -> None:
    layer.setCustomProperty(PROPERTY, table)
    layer.setCustomProperty(PROPERTY + "_of", kind)


def has_imagery(project: QgsProject) -> bool:
    """Whether a raster is drawn below, so that fills should let it shine through."""
    return any(isinstance(node.layer(), QgsRasterLayer) and node.isVisible()
               for node in project.layerTreeRoot().findLayers())


def add_result(project: QgsProject, gpkg: Path, *, lang: str | None = None, use_field: str | None = None,
               imagery: bool | None = None) -> ResultLayers:
    """Show a result: styled layers in the group "SoilGate 审查结果", rebuilt when it is there already.

    Parameters
    ----------
    project : QgsProject
        Layers of the person's own are not touched.
    gpkg : result of a review
    lang : "zh" or "en"; default the language of QGIS
    use_field : column with the use code for the small labels; default judged by name
    imagery : fills at 70 %; default whether a raster is visible

    Returns
    -------
    ResultLayers

    Raises
    ------
    InputError
        ``layer_missing``: not a result of SoilGate.
    """
    steps = result_steps(project, gpkg, lang=lang, use_field=use_field, imagery=imagery)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def result_steps(project: QgsProject, gpkg: Path, *, lang: str | None = None, use_field: str | None = None,
                 imagery: bool | None = None, found: styles.Occurring | None = None,
                 ) -> Generator[None, None, ResultLayers]:
    """``add_result`` in steps, between which a window may have its turn; nothing changes before all layers are open.

    ``found``: what occurs, where that has been counted.
    """
    lang = lang or i18n.language()
    imagery = has_imagery(project) if imagery is None else imagery
    layers = {}
    for table in (*_DRAWN, *_PLAIN):
        layers[table] = open_table(gpkg, table, styles.word(table, lang))
        yield
    if _query(gpkg, "SELECT 1 FROM gpkg_contents WHERE table_name = 'samples_judged'"):
        layers[SAMPLES] = open_table(gpkg, SAMPLES, styles.word(SAMPLES, lang))
        _style_samples(layers[SAMPLES], gpkg, lang)
        yield
    if found is None:
        found = occurring(gpkg)
        yield
    if found.could_be:
        layers[COULD_BE] = _could_be_layer(gpkg, lang)
        yield
    style_parcels(layers[PARCELS], found, lang, imagery=imagery, use_field=use_field)
    for table in ("findings", "checks"):
        styles.set_aliases(layers[table])
    for table, layer in layers.items():
        _mark(layer, table, "result")
    yield
    ticked = remove_results(project)
    group = _rebuilt_group(project, "result", styles.word("group", lang))
    yield
    for table in ("findings", *_DRAWN, "checks", "run"):       # joined layers first
        layer = layers[table]
        if table in _DRAWN and table != PARCELS:
            _style_evidence(layer, table, layers["findings"], lang)
        project.addMapLayer(layer, False)
        yield
    for table in (COULD_BE, SAMPLES):
        if table in layers:
            project.addMapLayer(layers[table], False)
            yield
    for table in (_DRAWN[0], SAMPLES, *_DRAWN[1:-1], COULD_BE, PARCELS, *_PLAIN):
        if table not in layers:
            continue
        layer = layers[table]
        if table in _DRAWN and table != PARCELS and layer.featureCount() == 0:
            project.removeMapLayer(layer.id())
            continue
        node = group.addLayer(layer)
        node.setExpanded(table == PARCELS)
        # evidence of all parcels at once hides the plan; the dock shows that of the chosen one
        node.setItemVisibilityChecked(ticked.get(table, table in (PARCELS, COULD_BE, SAMPLES)))
        if table == COULD_BE:
            node.setCustomProperty("showFeatureCount", True)
        yield
    shown = {table: layer for table, layer in layers.items() if project.mapLayer(_id(layer))}
    _relate(project, shown)
    return ResultLayers(group, shown)


def _id(layer: QgsMapLayer) -> str:
    try:
        return layer.id()
    except RuntimeError:      # deleted with its removal from the project
        return ""


def _relate(project: QgsProject, layers: Mapping[str, QgsVectorLayer]) -> None:
    manager = project.relationManager()
    for table in ("findings", "checks"):
        relation = QgsRelation()
        relation.setId(f"soilgate_{table}")
        relation.setName(layers[table].name())
        relation.setReferencingLayer(layers[table].id())
        relation.setReferencedLayer(layers[PARCELS].id())
        relation.addFieldPair("parcel_id", "parcel_id")
        manager.removeRelation(relation.id())
        manager.addRelation(relation)


def mark_stale(layer: QgsVectorLayer, fids: Iterable[int] | None, found: styles.Occurring, *,
               lang: str | None = None, imagery: bool = False) -> None:
    """Draw rows with a dotted outline because their parcel or a source changed since.

    Parameters
    ----------
    layer : layer of reviewed parcels in a project
    fids : the rows; None for all, empty for none
    found : what occurs in the result, for the legend
    """
    rows = None if fids is None else [int(fid) for fid in fids]
    QgsExpressionContextUtils.setLayerVariable(
        layer, "soilgate_stale", styles.STALE_ALL if rows is None else styles.stale_marks(rows))
    count = layer.featureCount() if rows is None else len(rows)
    layer.setRenderer(styles.verdict_renderer(
        dataclasses.replace(found, stale=count), lang or i18n.language(), imagery=imagery))
    layer.triggerRepaint()
    layer.emitStyleChanged()


# -- control zones ---------------------------------------------------------------------------------------------------

def add_zones(project: QgsProject, gpkg: Path, *, lang: str | None = None) -> ResultLayers:
    """Show the duties of control zones: ``zones_status`` drawn by what each zone lacks, and the work list.

    The states of the duties reach the zones through joins, so that the layer stays editable and a saved project needs
    nothing but the file.
    """
    lang = lang or i18n.language()
    zh = lang == "zh"
    tables = {name for (name,) in _query(gpkg, "SELECT table_name FROM gpkg_contents")}
    zones = open_table(gpkg, "zones_status", styles_site.role_name("zones_status", lang))
    counts = {state or "": count for state, count in
              _query(gpkg, "SELECT worst_state, count(*) FROM zones_status GROUP BY 1")}
    remove_results(project, "zones")
    group = _rebuilt_group(project, "zones", "SoilGate 管控区域" if zh else "SoilGate control zones")
    layers = {"zones_status": zones}
    for duty in styles_site.DUTIES:
        states = open_table(gpkg, "zone_duties", f"zone_duties:{duty}", f"\"duty\" = '{duty}'")
        states.setFlags(states.flags() | QgsMapLayer.LayerFlag.Private)
        _mark(states, f"zone_duties:{duty}", "zones")
        project.addMapLayer(states, False)
        _join(zones, states, "zone_id", "zone_id", ("state", "due_date"), f"{duty}_")
    states = [state for (state,) in _query(gpkg, "SELECT DISTINCT state FROM zone_duties WHERE duty <> 'zone'")]
    zones.setRenderer(styles_site.zones_renderer(counts, states, lang))
    outlines, signs = styles_site.zone_classes(zones.renderer())
    zones.setLabeling(styles_site.room_for_signs())
    zones.setLabelsEnabled(True)
    zones.setMapTipTemplate(styles_site.zone_map_tip(lang))
    zones.setDisplayExpression('"zone_id"')
    for table, title in (("zone_duties", "义务清单" if zh else "Duties"),
                         ("zone_actions", "待办清单" if zh else "Work list"),
                         ("rejected", "未采用的记录" if zh else "Set aside")):
        if table in tables:
            layers[table] = open_table(gpkg, table, title)
    for table, layer in layers.items():
        _mark(layer, table, "zones")
        styles.set_aliases(layer)
        project.addMapLayer(layer, False)
        node = group.addLayer(layer)
        node.setExpanded(table == "zones_status")
        if table == "zones_status":
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, [*outlines, *signs])
    return ResultLayers(group, layers)


def add_proposals(project: QgsProject, gpkg: Path, kind: str, *, lang: str | None = None) -> QgsVectorLayer:
    """Show proposed signs ("signs") or monitoring points ("points") as a layer to edit.

    A layer that is there stays: somebody may have moved its points.
    """
    lang = lang or i18n.language()
    zh = lang == "zh"
    titles = {"signs": ("建议标识牌", "Proposed signs"), "points": ("建议监测点", "Proposed monitoring points")}
    title, taken = titles[kind][0 if zh else 1], {layer.name() for layer in project.mapLayers().values()}
    name = next(f"{title} ({k})" if k > 1 else title for k in range(1, len(taken) + 2)
                if (f"{title} ({k})" if k > 1 else title) not in taken)
    layer = open_table(gpkg, f"proposed_{kind}", name)
    field = "medium" if kind == "points" else ""
    words = [str(feature[field]) if field else "sign" for feature in layer.getFeatures()]
    counts = {word: words.count(word) for word in sorted(set(words))}
    layer.setRenderer(styles_site.proposals_renderer(counts, field, lang))
    layer.setMapTipTemplate(styles_site.proposal_map_tip(lang))
    layer.setDisplayExpression('"proposal_id"')
    styles.set_aliases(layer)
    _mark(layer, f"proposed_{kind}", "proposals")
    group = _rebuilt_group(project, "proposals", "SoilGate 建议" if zh else "SoilGate proposals")
    project.addMapLayer(layer, False)
    group.insertLayer(0, layer)
    return layer
