"""The public notice of a control zone or plot as a print layout: A4 portrait, text first, then map and boundary table.

Margins 37, 26, 35, 28 mm, size of type and place of the seal follow the habits of official papers (GB/T 9704-2012).
No administrative boundary is drawn; where the person adds one, ``warnings`` says what that means.
"""

from __future__ import annotations

import dataclasses
import datetime
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsFeatureRequest,
    QgsGeometry,
    QgsLayoutFrame,
    QgsLayoutItemLegend,
    QgsLayoutItemManualTable,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutMultiFrame,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsPointXY,
    QgsPrintLayout,
    QgsProject,
    QgsRectangle,
    QgsSymbol,
    QgsTableCell,
    QgsTextFormat,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...core import knowledge
from ...core.errors import InputError
from .. import fonts, styles, styles_site
from . import notice_text, parts, plan
from .typeset import Flow, Margins, break_lines, pitch_mm, width_mm

MARGINS = Margins(top=37, right=26, bottom=35, left=28)
_WIDTH, _HEIGHT = 210.0, 297.0
MAP_WIDTH, MAP_HEIGHT = 156.0, 120.0
SEAL = 45.0
_TITLE, _BODY, _SMALL = 22.0, 16.0, 9.0
_ROWS_A_PAGE = 24
_BOUNDARY_WORDS = ("行政区", "行政边界", "县界", "市界", "省界", "国界", "乡镇界", "xzq", "admin", "boundary_admin")


@dataclasses.dataclass(frozen=True)
class Subject:
    """A layer, and the expression that is true for the zone or plots that the notice is about."""

    layer: QgsVectorLayer
    where: str


@dataclasses.dataclass(frozen=True)
class BoundaryPoint:
    """A row of the boundary table; ``x`` is north, ``y`` is east (latitude and longitude for degrees)."""

    serial: int
    name: str
    x: float
    y: float
    length_m: float | None


def subject_geometry(subject: Subject) -> QgsGeometry:
    """Return the union of what the notice is about, in the layer's CRS.

    Raises
    ------
    InputError
        ``notice_subject_missing``: nothing with a boundary.
    """
    request = QgsFeatureRequest().setFilterExpression(subject.where).setNoAttributes()
    shapes = [feature.geometry() for feature in subject.layer.getFeatures(request)]
    shapes = [shape for shape in shapes if not shape.isNull() and not shape.isEmpty()]
    if not shapes:
        raise InputError("notice_subject_missing", source=subject.layer.name(), value=subject.where)
    return QgsGeometry.unaryUnion(shapes) if len(shapes) > 1 else shapes[0]


def boundary_points(geometry: QgsGeometry, crs: QgsCoordinateReferenceSystem) -> list[BoundaryPoint]:
    """Return the corner points of all rings: outer rings clockwise from the north-west corner, holes the other way.

    Numbers go on from ring to ring; each ring ends with its first point under its own name. Lengths are planar in a
    projected CRS and ellipsoidal in degrees.
    """
    measure = QgsDistanceArea()
    if crs.isGeographic():
        measure.setSourceCrs(crs, QgsProject.instance().transformContext())
        measure.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    shape = QgsGeometry(geometry)
    if QgsWkbTypes.isCurvedType(shape.wkbType()):
        shape = QgsGeometry(shape.constGet().segmentize())
    polygons = shape.asMultiPolygon() if shape.isMultipart() else [shape.asPolygon()]
    rows: list[BoundaryPoint] = []
    number = 0
    for rings in polygons:
        for k, ring in enumerate(rings):
            points = _ordered([p for p, q in zip(ring, [*ring[1:], None]) if q is None or p != q], clockwise=k == 0)
            names = [f"J{number + i + 1}" for i in range(len(points))]
            number += len(points)
            for i, point in enumerate(points):
                following = points[(i + 1) % len(points)]
                rows.append(BoundaryPoint(len(rows) + 1, names[i], point.y(), point.x(),
                                          measure.measureLine(point, following)))
            if points:
                rows.append(BoundaryPoint(len(rows) + 1, names[0], points[0].y(), points[0].x(), None))
    return rows


def _ordered(ring: list[QgsPointXY], *, clockwise: bool) -> list[QgsPointXY]:
    points = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else list(ring)
    if len(points) < 3:
        return points
    origin = points[0]
    twice_area = sum((p.x() - origin.x()) * (q.y() - origin.y()) - (q.x() - origin.x()) * (p.y() - origin.y())
                     for p, q in zip(points, [*points[1:], points[0]]))
    if (twice_area < 0) != clockwise:
        points.reverse()
    west, north = min(p.x() for p in points), max(p.y() for p in points)
    start = min(range(len(points)), key=lambda i: math.hypot(points[i].x() - west, points[i].y() - north))
    return points[start:] + points[:start]


def build_notice(project: QgsProject, notice: notice_text.Notice, subject: Subject, *, plots: Subject | None = None,
                 base_layers: Iterable[QgsMapLayer] = (), data_day: str | datetime.date = "",
                 show_boundary_points: bool = False, name: str = "") -> QgsPrintLayout:
    """Set a notice; the layout becomes part of the project, in place of one of the same name.

    Parameters
    ----------
    project : holds all layers named here
    notice : what it says
    subject : zone (or plot, for a notice of kind "plot")
    plots : plots to draw inside a zone
    base_layers : what lies below, the topmost first; drawn as it is in the project
    data_day : day of the data, printed under the map; a text is printed as it stands
    show_boundary_points : table of corner points on the pages that follow
    name : of the layout; default the title

    Returns
    -------
    QgsPrintLayout

    Raises
    ------
    InputError
        ``notice_subject_missing``.
    """
    geometry = subject_geometry(subject)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name or notice.title)
    flow = Flow(layout, _WIDTH, _HEIGHT, MARGINS)
    body, heading = fonts.font("body", _BODY), fonts.font("heading", _BODY)
    zh = notice.lang == "zh"
    day = notice_text.day_text(data_day, notice.lang) if isinstance(data_day, datetime.date) else data_day
    _title(flow, notice)
    indent = "　　" if zh else ""
    flow.text(indent + notice.opening, body)

    def draw(page: int, y: float) -> None:
        _map(layout, notice, subject, geometry, plots, list(base_layers), day, page, y)

    for k, block in enumerate(notice.blocks):
        flow.keep(3 * pitch_mm(body))
        if k == len(notice.blocks) - 1:           # the seal never stands on a page without text
            lines = sum(len(break_lines(indent + paragraph, body, flow.column)) for paragraph in block.paragraphs)
            flow.keep((lines + 1) * pitch_mm(body) + SEAL + 3)
        flow.text(indent + (f"{_NUMERALS[k]}、{block.heading}" if zh else f"{k + 1}. {block.heading}"), heading)
        for paragraph in block.paragraphs:
            flow.text(indent + paragraph, body)
        if k == notice.map_after:
            flow.block(_map_height(), draw)
    flow.place_waiting()
    _signature(flow, notice)
    if show_boundary_points:
        _table(flow, notice, boundary_points(geometry, subject.layer.crs()), subject.layer.crs())
    flow.number_pages()
    manager = project.layoutManager()
    old = manager.layoutByName(layout.name())
    if old is not None:
        manager.removeLayout(old)
    manager.addLayout(layout)
    parts.log(f"{layout.name()}: " + ", ".join(fonts.family(purpose) for purpose in ("title", "body", "heading")))
    return layout


_NUMERALS = "一二三四五六七八九十"


def _title(flow: Flow, notice: notice_text.Notice) -> None:
    font = fonts.font("title", _TITLE if notice.lang == "zh" else 18)
    wide = flow.column - 6
    lines = break_lines(notice.title, font, wide)
    if len(lines) == 2 and (at := notice.title.rfind("土壤污染")) > 0 and all(
            width_mm(part, font) <= wide for part in (notice.title[:at], notice.title[at:])):
        lines = [notice.title[:at], notice.title[at:]]
    elif len(lines) > 1:                          # balanced: no last line of two characters
        while wide > flow.column / 2 and len(break_lines(notice.title, font, wide - 4)) == len(lines):
            wide -= 4
        lines = break_lines(notice.title, font, wide)
    flow.text("\n".join(lines), font, align=parts.CENTRE, space_after=4)
    if notice.number:
        flow.text(notice.number, fonts.font("body", _BODY), align=parts.CENTRE, space_after=5)
    else:
        flow.y += 3


def _signature(flow: Flow, notice: notice_text.Notice) -> None:
    """Set issuer and date to the right, with a square left free around them for the seal."""
    font = fonts.font("body", _BODY)
    pitch = pitch_mm(font)
    lines = [line for line in (notice.issuer, notice.day) if line]
    broken = [line for text in lines for line in break_lines(text, font, flow.column - 24)]
    wide = max([40.0, *(width_mm(line, font) + 0.5 for line in broken)])
    flow.keep(SEAL + 3)
    top = flow.y + 2
    right = flow.left + flow.column - 4 * _BODY * 25.4 / 72          # date four characters from the right
    centre = right - wide / 2
    centre = min(centre, flow.left + flow.column - SEAL / 2)
    parts.add_box(flow.layout, centre - SEAL / 2, top, SEAL, SEAL, page=flow.page, name="seal_room", stroke=False)
    # name and date a little below the middle, so that the seal presses on both
    parts.add_label(flow.layout, "\n".join(broken), font, right - wide, top + SEAL / 2 - pitch / 2, wide,
                    len(broken) * pitch + 0.5, align=parts.CENTRE, page=flow.page, name="signature")
    flow.y = top + SEAL


# -- map -------------------------------------------------------------------------------------------------------------

_CAPTION, _BELOW = 9.0, 19.0


def _map_height() -> float:
    return _CAPTION + MAP_HEIGHT + _BELOW + 2


def _style(layer: QgsVectorLayer, rules: list[tuple[QgsSymbol, str, str]]) -> str:
    """Return a style for a map that leaves the layer's own alone."""
    twin = layer.clone()
    twin.setRenderer(styles._rule_renderer(rules))
    twin.setLabelsEnabled(False)
    return _read(twin)


def _read(layer: QgsMapLayer) -> str:
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    return style.xmlData()


def _map(layout: QgsPrintLayout, notice: notice_text.Notice, subject: Subject, geometry: QgsGeometry,
         plots: Subject | None, base_layers: Sequence[QgsMapLayer], data_day: str, page: int, y: float) -> None:
    def say(code: str, **facts: object) -> str:
        return knowledge.text("notice", code, notice.lang, **facts)

    crs = subject.layer.crs()
    left = MARGINS.left
    caption = fonts.font("heading", 12)
    parts.add_label(layout, notice.map_title, caption, left, y, MAP_WIDTH, 7, align=parts.CENTRE, page=page,
                    name="map_title")
    top = y + _CAPTION
    names = {"control_zone": "legend_zone", "isolation_area": "legend_isolation", "plot": "legend_plot"}
    symbol = styles_site.plot_symbol() if notice.kind == "plot" else styles_site.zone_symbol()
    overrides = {subject.layer.id(): _style(subject.layer, [(symbol, subject.where, say(names[notice.kind]))])}
    drawn = [subject.layer]
    if plots is not None:
        overrides[plots.layer.id()] = _style(plots.layer, [(styles_site.plot_symbol(), plots.where,
                                                            say("legend_plot"))])
        if plots.layer.id() != subject.layer.id():
            drawn.append(plots.layer)
    extent = QgsRectangle(geometry.boundingBox())
    extent.grow(max(extent.width(), extent.height()) * 0.28 or (0.001 if crs.isGeographic() else 50))
    item = parts.add_map(layout, [*drawn, *base_layers], extent, crs, left, top, MAP_WIDTH, MAP_HEIGHT, page=page,
                         styles={**overrides, **{layer.id(): _read(layer) for layer in base_layers}})
    _ticks(item, crs)
    parts.add_north(layout, left + MAP_WIDTH - 14, top + 2.5, 11, page=page)
    entries = [parts.LegendEntry(layer, "", False) for layer in drawn]
    legend = parts.add_legend(layout, item, entries, left, top, page=page, points=_SMALL, ground=True)
    _set_legend(legend, item, geometry, left, top, page)
    below = top + MAP_HEIGHT + 5.5
    bar = parts.add_scale_bar(layout, item, left, below, page=page)
    small = fonts.font("sans", _SMALL)
    scale = f"1:{round(item.scale()):,}".replace(",", " ")
    parts.add_label(layout, scale, small, left + bar.rect().width() + 3, below + 3.4, 24, 5, page=page, name="scale")
    crs_name = plan.crs_name_zh(crs) if notice.lang == "zh" else crs.description()
    lines = break_lines(say("crs", crs=crs_name), small, 99)
    if data_day:
        lines += break_lines(say("data_day", day=data_day), small, 99)
    parts.add_label(layout, "\n".join(lines), small, left + MAP_WIDTH - 100, below, 100,
                    len(lines) * pitch_mm(small) + 0.5, align=parts.RIGHT, page=page, name="map_facts")


def _set_legend(legend: QgsLayoutItemLegend, item: QgsLayoutItemMap, geometry: QgsGeometry, left: float, top: float,
                page: int) -> None:
    """Put the legend into the corner of the frame where it hides least; the north arrow keeps its own."""
    width, height = legend.rect().width(), legend.rect().height()
    gap = 1.2
    right, bottom = left + MAP_WIDTH - width - gap, top + MAP_HEIGHT - height - gap
    corners = [(left + gap, bottom), (right, bottom), (left + gap, top + gap)]
    shape = QgsGeometry(geometry)
    extent = item.extent()

    def hidden(x: float, y: float) -> float:
        per_mm = extent.width() / MAP_WIDTH
        west, north = extent.xMinimum() + (x - left) * per_mm, extent.yMaximum() - (y - top) * per_mm
        box = QgsGeometry.fromRect(QgsRectangle(west, north - height * per_mm, west + width * per_mm, north))
        return shape.intersection(box).area()

    x, y = min(corners, key=lambda corner: hidden(*corner))
    legend.attemptMove(QgsLayoutPoint(x, y, parts.MM), True, False, page)
    parts.frame(legend, 0.2)


def _ticks(item: QgsLayoutItemMap, crs: QgsCoordinateReferenceSystem) -> None:
    """Add ticks with coordinates outside the frame."""
    grid = QgsLayoutItemMapGrid("ticks", item)
    item.grids().addGrid(grid)
    span = item.extent().width()
    step = next((v for v in (m * 10.0 ** e for e in range(-5, 6) for m in (1, 2, 5)) if span / v <= 4.5), span)
    grid.setIntervalX(step)
    grid.setIntervalY(step)
    grid.setStyle(QgsLayoutItemMapGrid.GridStyle.FrameAnnotationsOnly)
    grid.setFrameStyle(QgsLayoutItemMapGrid.FrameStyle.ExteriorTicks)
    grid.setFrameWidth(1.2)
    grid.setFramePenSize(0.2)
    grid.setAnnotationEnabled(True)
    digits = max(0, -math.floor(math.log10(step)))
    grid.setAnnotationPrecision(digits)
    grid.setAnnotationFrameDistance(0.6)
    form = QgsTextFormat.fromQFont(fonts.font("sans", 6.5))
    form.setSize(6.5)
    if hasattr(grid, "setAnnotationTextFormat"):
        grid.setAnnotationTextFormat(form)
    else:
        grid.setAnnotationFont(fonts.font("sans", 6.5))
    sides, shown = QgsLayoutItemMapGrid.BorderSide, QgsLayoutItemMapGrid.DisplayMode
    for side in (sides.Right, sides.Top):
        grid.setAnnotationDisplay(shown.HideAll, side)
    grid.setAnnotationDisplay(shown.LatitudeOnly, sides.Left)
    grid.setAnnotationDisplay(shown.LongitudeOnly, sides.Bottom)
    grid.setAnnotationDirection(QgsLayoutItemMapGrid.AnnotationDirection.Vertical, sides.Left)
    grid.setEnabled(True)
    item.updateBoundingRect()


# -- boundary table --------------------------------------------------------------------------------------------------

def _table(flow: Flow, notice: notice_text.Notice, rows: Sequence[BoundaryPoint], crs: QgsCoordinateReferenceSystem
           ) -> None:
    """Set the corner points on pages of their own, 24 rows a page."""
    def say(code: str) -> str:
        return knowledge.text("notice", code, notice.lang)

    degrees = crs.isGeographic()
    heads = [say("col_serial"), say("col_point"), say("col_latitude" if degrees else "col_x"),
             say("col_longitude" if degrees else "col_y"), say("col_length")]
    digits = 7 if degrees else 3
    widths = (16.0, 22.0, 44.0, 44.0, 30.0)
    crs_line = knowledge.text("notice", "crs", notice.lang,
                              crs=plan.crs_name_zh(crs) if notice.lang == "zh" else crs.description())
    for number, start in enumerate(range(0, len(rows), _ROWS_A_PAGE), 1):
        flow.new_page()
        title = notice.table_title + (say("table_continued") if start else "")
        flow.text(title, fonts.font("heading", 14), align=parts.CENTRE, space_after=1.5)
        flow.text(crs_line, fonts.font("sans", _SMALL), align=parts.CENTRE, space_after=3)
        table = QgsLayoutItemManualTable.create(flow.layout)
        flow.layout.addMultiFrame(table)
        cells = [[_cell(str(row.serial), parts.CENTRE), _cell(row.name, parts.CENTRE),
                  _cell(f"{row.x:.{digits}f}", parts.RIGHT), _cell(f"{row.y:.{digits}f}", parts.RIGHT),
                  _cell("" if row.length_m is None else f"{row.length_m:.2f}", parts.RIGHT)]
                 for row in rows[start:start + _ROWS_A_PAGE]]
        columns = []
        for head, width, align in zip(heads, widths, (parts.CENTRE, parts.CENTRE, *(parts.RIGHT,) * 3)):
            column = QgsLayoutTableColumn(head)
            column.setWidth(width - 2 * 1.5 - 0.3)
            column.setHAlignment(align)
            columns.append(column)
        table.setHeaders(columns)
        table.setIncludeTableHeader(True)
        table.setTableContents(cells)
        table.setColumnWidths([width - 2 * 1.5 - 0.3 for width in widths])
        _table_look(table)
        frame = QgsLayoutFrame(flow.layout, table)
        frame.setId(f"boundary_points_{number}")
        frame.attemptResize(QgsLayoutSize(flow.column, flow.room, parts.MM))
        frame.attemptMove(QgsLayoutPoint(flow.left, flow.y, parts.MM), True, False, flow.page)
        table.addFrame(frame)
        table.setResizeMode(QgsLayoutMultiFrame.ResizeMode.UseExistingFrames)
        table.refresh()
        tall = table.totalSize().height()
        if tall > flow.room:                           # the frame would drop rows without a word
            raise parts.LayoutError("layout_over_page", layer=flow.layout.name(), value=frame.id(), source="")
        frame.attemptResize(QgsLayoutSize(flow.column, tall + 0.5, parts.MM))
        flow.y += tall


def _cell(text: str, align: Qt.AlignmentFlag) -> QgsTableCell:
    cell = QgsTableCell(text)
    cell.setHorizontalAlignment(align)
    return cell


def _table_look(table: QgsLayoutItemManualTable) -> None:
    for bold in (False, True):
        form = QgsTextFormat.fromQFont(fonts.font("sans", 10, bold=bold))
        form.setSize(10)
        (table.setHeaderTextFormat if bold else table.setContentTextFormat)(form)
    table.setCellMargin(1.4)
    table.setGridStrokeWidth(0.2)
    table.setGridColor(QColor("#444444"))
    table.setHeaderHAlignment(QgsLayoutTable.HeaderHAlignment.HeaderCenter)


# -- what the person must know ---------------------------------------------------------------------------------------

def warnings(layers: Iterable[QgsMapLayer], lang: str) -> list[str]:
    """Return a sentence for each layer that looks like an administrative boundary."""
    found = []
    for layer in layers:
        if any(word in layer.name().lower() for word in _BOUNDARY_WORDS):
            found.append(knowledge.text("notice", "boundary_warning", lang, layer=layer.name()))
    return found


def export(layout: QgsPrintLayout, path: Path) -> None:
    """Write a notice as PDF; see ``parts.export_pdf``."""
    parts.export_pdf(layout, path)
