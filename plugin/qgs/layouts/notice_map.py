"""The map of a notice: zone and plots over neutral ground, with legend, scale bar, north arrow and coordinates."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeatureRequest,
    QgsFontMarkerSymbolLayer,
    QgsGeometry,
    QgsGeometryGeneratorSymbolLayer,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemMapGrid,
    QgsLayoutPoint,
    QgsMapLayer,
    QgsMapLayerStyle,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPrintLayout,
    QgsProperty,
    QgsRectangle,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextFormat,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QFont

from ...core import knowledge
from ...core.errors import InputError
from .. import fonts, styles, styles_site
from . import notice_text, parts, plan
from .boundary_table import BoundaryPoint
from .typeset import balanced_lines, pitch_mm, width_mm

BELOW = 19.0
"""Room below a map for scale and sources, mm on A4."""
_SMALL = 9.0
_CLAUSE = re.compile(r"[^，]+，?")
WORDS = re.compile(
    r"关于划定|关于|土壤污染|(?:管控|隔离)区域的公告|风险管控的公告|(?:风险)?(?:管控|隔离)区域?|风险管控|(?:污染)?地块|的?公告|"
    r"2000国家大地坐标系，?|高斯-克吕格投影[36]度带，?|中央经线[0-9.]+°|[0-9]+年[0-9]+月[0-9]+日|"
    r"[^关于划定的]{0,4}?(?:有限责任公司|股份有限公司|有限公司|集团|工业园区?|厂区?|公司)")
"""What stays together when a heading is broken."""
_CORNERS_APART = 4.5                    # mm on paper; corners nearer than this are drawn without their names


@dataclasses.dataclass(frozen=True)
class Subject:
    """A layer, and the expression that is true for the zone or plots that the notice is about.

    ``name_field`` holds the names printed on the map; "" prints none.
    """

    layer: QgsVectorLayer
    where: str
    name_field: str = ""


@dataclasses.dataclass(frozen=True)
class Content:
    """What a map shows; ``corners`` are drawn and named as in the table of corner points."""

    notice: notice_text.Notice
    subject: Subject
    geometry: QgsGeometry
    plots: Subject | None = None
    base_layers: tuple[QgsMapLayer, ...] = ()
    data_day: str = ""
    made_day: str = ""
    corners: tuple[BoundaryPoint, ...] = ()

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """CRS of the map: that of the subject."""
        return self.subject.layer.crs()

    def say(self, code: str, **facts: object) -> str:
        """Return a text of notices."""
        return knowledge.text("notice", code, self.notice.lang, **facts)

    def crs_line(self) -> str:
        """Return the line that names the CRS."""
        zh = self.notice.lang == "zh"
        return self.say("crs", crs=plan.crs_name_zh(self.crs) if zh else self.crs.description())


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


class Caption(NamedTuple):
    """What stands above a map, broken into lines."""

    lines: tuple[str, ...]
    font: QFont
    gap: float

    @classmethod
    def of(cls, text: str, points: float, width: float, factor: float = 1.0) -> Caption:
        """Break a caption; a long one is set smaller, so that it does not stand above the map like a text."""
        font = fonts.font("heading", points)
        if width_mm(text, font) > width:
            font = fonts.font("heading", points * 0.8)
        return cls(tuple(balanced_lines(text, font, width - 1, _CLAUSE)), font, 2 * factor)

    @property
    def height(self) -> float:
        """Room above the frame, mm."""
        return len(self.lines) * pitch_mm(self.font) + 0.5 + self.gap


def map_steps(layout: QgsPrintLayout, content: Content, left: float, top: float, width: float, height: float, *,
              caption: Caption, page: int = 0, factor: float = 1.0) -> Iterator[None]:
    """Set the map in a frame, its caption above, scale and sources below.

    Parameters
    ----------
    left, top, width, height : of the frame, mm
    factor : how much larger than on A4 small type is
    """
    parts.add_label(layout, "\n".join(caption.lines), caption.font, left, top - caption.height, width,
                    caption.height - caption.gap, align=parts.CENTRE, page=page, name="map_title")
    item = parts.add_map(layout, [content.subject.layer], _extent(content), content.crs, left, top, width, height,
                         page=page)
    yield
    entries = yield from fill_map(item, content)
    _ticks(item, content.crs, 6.5 * factor)
    parts.add_north(layout, left + width - 14 * factor, top + 2.5, 11 * factor, page=page)
    legend = parts.add_legend(layout, item, entries, left, top, page=page, points=_SMALL * factor, ground=True,
                              title=content.say("legend"))
    yield
    _set_legend(legend, item, content.geometry, left, top, page)
    yield
    below = top + height + 5.5 * factor
    bar = parts.add_scale_bar(layout, item, left, below, page=page, points=8 * factor)
    small = fonts.font("sans", _SMALL * factor)
    parts.add_label(layout, scale_text(item), small, left + bar.rect().width() + 3, below + 3.4 * factor, 24 * factor,
                    pitch_mm(small) + 0.5, page=page, name="scale")
    room = width - bar.rect().width() - 30 * factor
    lines = [line for text in facts_lines(content) for line in balanced_lines(text, small, room, _CLAUSE)]
    parts.add_label(layout, "\n".join(lines), small, left + width - room - 1, below, room + 1,
                    len(lines) * pitch_mm(small) + 0.5, align=parts.RIGHT, page=page, name="map_facts")


def scale_text(item: QgsLayoutItemMap) -> str:
    """Return the scale as a number."""
    return f"1:{round(item.scale()):,}".replace(",", " ")


def facts_lines(content: Content) -> list[str]:
    """Return what stands below a map: CRS, and the day of the data or, where nobody knows it, of the map."""
    if content.data_day:
        return [content.crs_line(), content.say("data_day", day=content.data_day)]
    return [content.crs_line(), *([content.say("made_day", day=content.made_day)] if content.made_day else [])]


def _extent(content: Content) -> QgsRectangle:
    box = QgsRectangle(content.geometry.boundingBox())
    box.grow(max(box.width(), box.height()) * 0.28 or (0.001 if content.crs.isGeographic() else 50))
    return box


def fill_map(item: QgsLayoutItemMap, content: Content) -> Generator[None, None, list[parts.LegendEntry]]:
    """Show zone, plots and ground on a map of whatever size; return what its legend explains."""
    subject, plots, kind = content.subject, content.plots, content.notice.kind
    names = {"control_zone": "legend_zone", "isolation_area": "legend_isolation", "plot": "legend_plot"}
    drawn: list[QgsMapLayer] = [subject.layer]
    if plots is not None and plots.layer.id() != subject.layer.id():
        drawn.insert(0, plots.layer)               # a plot is never hidden by the tint of its zone
    ground = [layer for layer in content.base_layers if layer.id() not in {one.id() for one in drawn}]
    parts.aim(item, [*drawn, *ground], _extent(content), content.crs)
    symbol = _tinted(styles_site.plot_symbol(), _PLOT) if kind == "plot" else _tinted(styles_site.zone_symbol(), _ZONE)
    if content.corners:
        symbol.appendSymbolLayer(_corners(content, item.extent().width() / item.rect().width()))
    shown = {subject.layer.id(): _style(subject, symbol, content.say(names[kind]), named=kind == "plot")}
    if plots is not None and plots.layer in drawn and plots.layer.id() not in shown:
        shown[plots.layer.id()] = _style(plots, _tinted(styles_site.plot_symbol(), _PLOT), content.say("legend_plot"),
                                         named=True)
    for layer in ground:
        yield
        shown[layer.id()] = ground_style(layer)
    yield
    parts.keep_styles(item, shown)
    yield
    return [parts.LegendEntry(layer, "", False) for layer in drawn]


_ZONE, _PLOT, _GROUND = QColor(107, 44, 145, 26), QColor(163, 84, 31, 60), QColor("#F5F5F3")


def _tinted(symbol: QgsSymbol, colour: QColor) -> QgsSymbol:
    fill = QgsSimpleFillSymbolLayer(colour)
    fill.setStrokeStyle(Qt.PenStyle.NoPen)
    symbol.insertSymbolLayer(0, fill)
    return symbol


def _style(subject: Subject, symbol: QgsSymbol, legend: str, *, named: bool) -> str:
    """Return a style for a map that leaves the layer's own alone."""
    twin = subject.layer.clone()
    twin.setRenderer(styles._rule_renderer([(symbol, subject.where, legend)]))
    twin.setLabelsEnabled(False)
    if named and subject.name_field:
        labels = styles_site.name_labels(subject.name_field, "#3A2A22", 8)
        for rule in labels.rootRule().children():
            rule.setFilterExpression(subject.where)
            rule.setMinimumScale(0)
            rule.setSettings(_wrapped(rule.settings(), subject.name_field))
        twin.setLabeling(labels)
        twin.setLabelsEnabled(True)
    return _read(twin)


_NAME_SIGNS = 12


def _wrapped(settings: QgsPalLayerSettings, field: str) -> QgsPalLayerSettings:
    """Return settings of a label that break a long name: one without blanks would run across the map."""
    broken = QgsPalLayerSettings(settings)
    broken.fieldName = f"regexp_replace(to_string({styles._quoted(field)}), '(.{{{_NAME_SIGNS}}})(?=.)', '\\\\1\\n')"
    broken.isExpression = True
    broken.multilineAlign = QgsPalLayerSettings.MultiLineAlign.MultiCenter
    return broken


def ground_style(layer: QgsMapLayer) -> str:
    """Return how a layer lies below: areas as grey outlines, so that a public notice shows no verdict; others as is."""
    if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != QgsWkbTypes.GeometryType.PolygonGeometry:
        return _read(layer)
    twin = layer.clone()
    twin.setRenderer(styles._rule_renderer([(_tinted(styles.fill_symbol([styles_site._line("#A9ACB1", 0.18)]), _GROUND),
                                             "", "")]))
    twin.setLabelsEnabled(False)
    return _read(twin)


def _read(layer: QgsMapLayer) -> str:
    style = QgsMapLayerStyle()
    style.readFromLayer(layer)
    return style.xmlData()


def _corners(content: Content, per_mm: float) -> QgsGeometryGeneratorSymbolLayer:
    """Return the corners as dots, with the names of the table where they lie far enough apart."""
    centre = content.geometry.centroid().asPoint()
    seen: list[tuple[float, float]] = []
    dots, names, offsets = [], [], []
    for point in content.corners:
        if point.length_m is None:                # the first one of a ring once more
            continue
        x, y = point.y, point.x
        apart = all(math.hypot(x - a, y - b) >= _CORNERS_APART * per_mm for a, b in seen)
        if apart:
            seen.append((x, y))
        far = math.hypot(x - centre.x(), y - centre.y()) or 1.0
        dots.append(f"({x!r} {y!r})")
        names.append(f"'{point.name}'" if apart else "''")
        offsets.append(f"'{4.6 * (x - centre.x()) / far:.2f},{-3.6 * (y - centre.y()) / far:.2f}'")
    text = QgsFontMarkerSymbolLayer(fonts.family("sans"), "", 2.4, QColor("#2B2230"))
    text.setSizeUnit(styles.MM)
    text.setOffsetUnit(styles.MM)
    text.setStrokeColor(QColor("#FFFFFF"))
    of_part = "array_get(array({}), @geometry_part_num - 1)"
    text.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyCharacter,
                                QgsProperty.fromExpression(of_part.format(", ".join(names))))
    text.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyOffset,
                                QgsProperty.fromExpression(of_part.format(", ".join(offsets))))
    marker = QgsMarkerSymbol.createSimple({"name": "circle", "size": "1.1", "color": "#FFFFFF",
                                           "outline_color": "#2B2230", "outline_width": "0.25"})
    marker.appendSymbolLayer(text)
    layer = QgsGeometryGeneratorSymbolLayer.create(
        {"geometryModifier": f"geom_from_wkt('MULTIPOINT({', '.join(dots)})')", "SymbolType": "Marker"})
    layer.setSubSymbol(marker)
    return layer


def _set_legend(legend: QgsLayoutItemLegend, item: QgsLayoutItemMap, geometry: QgsGeometry, left: float, top: float,
                page: int) -> None:
    """Put the legend into the corner of the frame where it hides least; the north arrow keeps its own."""
    width, height = legend.rect().width(), legend.rect().height()
    gap = 1.2
    right, bottom = left + item.rect().width() - width - gap, top + item.rect().height() - height - gap
    corners = [(left + gap, bottom), (right, bottom), (left + gap, top + gap)]
    extent = item.extent()
    per_mm = extent.width() / item.rect().width()

    def hidden(x: float, y: float) -> float:
        west, north = extent.xMinimum() + (x - left) * per_mm, extent.yMaximum() - (y - top) * per_mm
        box = QgsGeometry.fromRect(QgsRectangle(west, north - height * per_mm, west + width * per_mm, north))
        return geometry.intersection(box).area()

    x, y = min(corners, key=lambda corner: hidden(*corner))
    legend.attemptMove(QgsLayoutPoint(x, y, parts.MM), True, False, page)
    parts.frame(legend, 0.2)


def _ticks(item: QgsLayoutItemMap, crs: QgsCoordinateReferenceSystem, points: float) -> None:
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
    form = QgsTextFormat.fromQFont(fonts.font("sans", points))
    form.setSize(points)
    if hasattr(grid, "setAnnotationTextFormat"):
        grid.setAnnotationTextFormat(form)
    else:
        grid.setAnnotationFont(fonts.font("sans", points))
    sides, shown = QgsLayoutItemMapGrid.BorderSide, QgsLayoutItemMapGrid.DisplayMode
    for side in (sides.Right, sides.Top):
        grid.setAnnotationDisplay(shown.HideAll, side)
    grid.setAnnotationDisplay(shown.LatitudeOnly, sides.Left)
    grid.setAnnotationDisplay(shown.LongitudeOnly, sides.Bottom)
    grid.setAnnotationDirection(QgsLayoutItemMapGrid.AnnotationDirection.Vertical, sides.Left)
    grid.setEnabled(True)
    item.updateBoundingRect()
