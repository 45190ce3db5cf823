"""Pieces of print layouts; lengths in mm from the left and top of a page."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import (
    Qgis,
    QgsLayerTree,
    QgsLayerTreeLayer,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapLayer,
    QgsMapLayerLegendUtils,
    QgsPrintLayout,
    QgsRectangle,
    QgsTextFormat,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont

from ...core.errors import SoilGateError
from ...io.whole import whole_file
from .. import compat, fonts, icons

MM = QgsUnitTypes.LayoutUnit.LayoutMillimeters
LEFT, CENTRE, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
SCALES = [m * 10 ** e for e in range(2, 7) for m in (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)]
_BLACK = QColor(0, 0, 0)


class LegendEntry(NamedTuple):
    """A layer in a legend.

    ``text`` is a heading above its classes, or the name beside its only symbol; ``nodes`` are the classes shown, empty
    for all.
    """

    layer: QgsMapLayer
    text: str
    heading: bool
    nodes: tuple[int, ...] = ()


class LayoutError(SoilGateError):
    """A layout could not be made or exported."""


def plain(text: str) -> str:
    """Return text that a label or legend shows as it stands.

    Layouts evaluate ``[% ... %]`` and ``$CURRENT_DATE`` wherever they meet them, in the name of a plot too. Their
    first sign is written as an expression of its own, so that the reader sees exactly the text.
    """
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("[%", "\x01")
    text = text.replace("$CURRENT_DATE", "[% '$' %]CURRENT_DATE")
    return text.replace("\x01", "[% '[' %]%")


def shown(label: QgsLayoutItemLabel) -> str:
    """Return what a label shows."""
    return label.currentText()


def add_label(layout: QgsPrintLayout, text: str, font: QFont, x: float, y: float, width: float, height: float, *,
              align: Qt.AlignmentFlag = LEFT, colour: QColor = _BLACK, page: int = 0, name: str = "",
              vertical: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignTop) -> QgsLayoutItemLabel:
    """Add a label with text taken literally."""
    label = QgsLayoutItemLabel(layout)
    label.setText(plain(text))
    compat.set_label_font(label, font, colour)
    label.setMarginX(0)
    label.setMarginY(0)
    label.setHAlign(align)
    label.setVAlign(vertical)
    label.setId(name)
    layout.addLayoutItem(label)
    place(label, x, y, width, height, page)
    return label


def place(item: QgsLayoutItem, x: float, y: float, width: float, height: float, page: int = 0) -> None:
    """Set position and size of an item on a page."""
    item.attemptResize(QgsLayoutSize(width, height, MM))
    item.attemptMove(QgsLayoutPoint(x, y, MM), True, False, page)


def add_page(layout: QgsPrintLayout, width: float, height: float) -> int:
    """Add a page; its number from 0."""
    page = QgsLayoutItemPage(layout)
    page.setPageSize(QgsLayoutSize(width, height, MM))
    layout.pageCollection().addPage(page)
    return layout.pageCollection().pageCount() - 1


def set_first_page(layout: QgsPrintLayout, width: float, height: float) -> None:
    """Set the size of the page a new layout has."""
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(width, height, MM))


def frame(item: QgsLayoutItem, width: float = 0.3) -> None:
    """Draw a black frame around an item."""
    item.setFrameEnabled(True)
    item.setFrameStrokeColor(_BLACK)
    item.setFrameStrokeWidth(QgsLayoutMeasurement(width, MM))
    item.setFrameJoinStyle(Qt.PenJoinStyle.MiterJoin)


def nice_scale(extent: QgsRectangle, width: float, height: float) -> float:
    """Return the first round scale at which an extent in metres fits a frame in mm."""
    needed = max(extent.width() / width, extent.height() / height) * 1000
    return next((s for s in SCALES if s >= needed), needed)


def add_map(layout: QgsPrintLayout, layers: Iterable[QgsMapLayer], extent: QgsRectangle, crs: Any, x: float, y: float,
            width: float, height: float, *, page: int = 0, name: str = "map") -> QgsLayoutItemMap:
    """Add a map that keeps its own layers whatever the window shows; the scale is round."""
    item = QgsLayoutItemMap(layout)
    item.setId(name)
    layout.addLayoutItem(item)
    place(item, x, y, width, height, page)
    aim(item, layers, extent, crs)
    item.setBackgroundColor(QColor("#FFFFFF"))
    frame(item)
    return item


def aim(item: QgsLayoutItemMap, layers: Iterable[QgsMapLayer], extent: QgsRectangle, crs: Any) -> None:
    """Let a map show layers, whatever the window shows, and an extent at a round scale."""
    item.setCrs(crs)
    item.setLayers(list(layers))
    item.setKeepLayerSet(True)
    width, height = item.rect().width(), item.rect().height()
    metres = 1.0 if crs.mapUnits() == QgsUnitTypes.DistanceUnit.DistanceMeters else 111_320.0
    wanted = QgsRectangle(extent.xMinimum() * metres, extent.yMinimum() * metres, extent.xMaximum() * metres,
                          extent.yMaximum() * metres)
    scale = nice_scale(wanted, width, height)
    centre = extent.center()
    w, h = width / 1000 * scale / metres, height / 1000 * scale / metres
    item.setExtent(QgsRectangle(centre.x() - w / 2, centre.y() - h / 2, centre.x() + w / 2, centre.y() + h / 2))


def keep_styles(item: QgsLayoutItemMap, styles: Mapping[str, str]) -> None:
    """Let a map draw layers in styles of its own."""
    item.setLayerStyleOverrides(dict(styles))
    item.setKeepLayerStyles(True)


def add_scale_bar(layout: QgsPrintLayout, item: QgsLayoutItemMap, x: float, y: float, *, page: int = 0,
                  points: float = 8) -> QgsLayoutItemScaleBar:
    """Add a scale bar of about 50 mm with round lengths."""
    bar = QgsLayoutItemScaleBar(layout)
    layout.addLayoutItem(bar)
    bar.setStyle("Single Box")
    measure(bar, item)
    bar.setHeight(1.6)
    form = QgsTextFormat.fromQFont(fonts.font("sans", points))
    form.setSize(points)
    bar.setTextFormat(form)
    bar.setId("scale_bar")
    bar.update()
    bar.attemptMove(QgsLayoutPoint(x, y, MM), True, False, page)
    return bar


def measure(bar: QgsLayoutItemScaleBar, item: QgsLayoutItemMap) -> None:
    """Let a scale bar measure a map in metres, with four round segments of together about 50 mm."""
    bar.setLinkedMap(item)
    bar.setUnits(QgsUnitTypes.DistanceUnit.DistanceMeters)
    bar.setUnitLabel("m")
    bar.setMapUnitsPerScaleBarUnit(1.0)
    length = 12.5 * item.scale() / 1000             # of a segment, in metres
    power = 10 ** len(str(int(length))) / 10 if length >= 1 else 0.1
    bar.setUnitsPerSegment(max(v for v in (power, 2 * power, 2.5 * power, 5 * power) if v <= length or v == power))
    bar.setNumberOfSegments(4)
    bar.setNumberOfSegmentsLeft(0)


def add_north(layout: QgsPrintLayout, x: float, y: float, size: float = 12, *, page: int = 0) -> QgsLayoutItemPicture:
    """Add a north arrow."""
    arrow = QgsLayoutItemPicture(layout)
    layout.addLayoutItem(arrow)
    arrow.setPicturePath(str(icons.path("north")))
    arrow.setId("north")
    place(arrow, x, y, size, size, page)
    return arrow


def add_legend(layout: QgsPrintLayout, item: QgsLayoutItemMap, entries: Iterable[LegendEntry], x: float,
               y: float, *, page: int = 0, points: float = 8.5, title: str = "", ground: bool = False,
               columns: int = 1) -> QgsLayoutItemLegend:
    """Add a legend of given layers, in their order and as the map styles them."""
    legend = QgsLayoutItemLegend(layout)
    legend.setId("legend")
    legend.setAutoUpdateModel(False)
    layout.addLayoutItem(legend)
    legend.setLinkedMap(item)
    if item.keepLayerStyles():
        legend.model().setLayerStyleOverrides(item.layerStyleOverrides())
    fill_legend(legend, entries)
    legend.setTitle(plain(title))
    parts = QgsLegendStyle.Style
    for part, size, bold in ((parts.Title, points + 2, True), (parts.Subgroup, points + 0.5, True),
                             (parts.SymbolLabel, points, False)):
        form = QgsTextFormat.fromQFont(fonts.font("sans", size, bold=bold))
        form.setSize(size)
        style = legend.style(part)
        if hasattr(style, "setTextFormat"):         # since 3.30
            style.setTextFormat(form)
        else:
            style.setFont(fonts.font("sans", size, bold=bold))
        if part == parts.SymbolLabel:
            style.setMargin(QgsLegendStyle.Side.Left, 2.6)
        legend.setStyle(part, style)
    symbols = legend.style(parts.Symbol)
    symbols.setMargin(QgsLegendStyle.Side.Top, 2.6 if ground else 2.2)      # ticks of zones reach out of their box
    legend.setStyle(parts.Symbol, symbols)
    headings = legend.style(parts.Subgroup)
    headings.setMargin(QgsLegendStyle.Side.Top, 3.5)
    headings.setMargin(QgsLegendStyle.Side.Bottom, 2)
    legend.setStyle(parts.Subgroup, headings)
    legend.setSymbolWidth(7.5 if columns == 1 else 5)
    legend.setSymbolHeight(min(4.6, points * 0.54))
    legend.setColumnCount(columns)
    legend.setSplitLayer(columns > 1)
    legend.setBackgroundEnabled(ground)
    legend.setBackgroundColor(QColor(255, 255, 255, 235))
    legend.setResizeToContents(False)        # QGIS resizes when it paints, too late for what stands beside it
    size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
    place(legend, x, y, size.width() + 0.5, size.height() + 0.5, page)
    return legend


def fill_legend(legend: QgsLayoutItemLegend, entries: Iterable[LegendEntry]) -> None:
    """Let a legend explain given layers, in their order."""
    root: QgsLayerTree = legend.model().rootGroup()
    root.clear()
    for entry in entries:
        node = QgsLayerTreeLayer(entry.layer)
        node.setCustomProperty("legend/title-label", plain(entry.text))
        style = QgsLegendStyle.Style.Subgroup if entry.heading else QgsLegendStyle.Style.Hidden
        QgsLegendRenderer.setNodeLegendStyle(node, style)
        if entry.nodes:
            QgsMapLayerLegendUtils.setLegendNodeOrder(node, list(entry.nodes))
        root.addChildNode(node)


def add_box(layout: QgsPrintLayout, x: float, y: float, width: float, height: float, *, page: int = 0,
            name: str = "", stroke: bool = True) -> QgsLayoutItemShape:
    """Add a rectangle; without stroke it only keeps a place free."""
    box = QgsLayoutItemShape(layout)
    box.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
    symbol = box.symbol().clone()
    layer = symbol.symbolLayer(0)
    layer.setBrushStyle(Qt.BrushStyle.NoBrush)
    layer.setStrokeStyle(Qt.PenStyle.SolidLine if stroke else Qt.PenStyle.NoPen)
    layer.setStrokeWidth(0.3)
    box.setSymbol(symbol)
    box.setId(name)
    layout.addLayoutItem(box)
    place(box, x, y, width, height, page)
    return box


def outside_pages(layout: QgsPrintLayout) -> list[str]:
    """Return the ids of items that reach over the edge of their page, where printing cuts them without a word."""
    pages = layout.pageCollection()
    found = []
    for item in layout.items():
        if not isinstance(item, QgsLayoutItem) or isinstance(item, QgsLayoutItemPage):
            continue
        number = pages.pageNumberForPoint(item.scenePos())
        page = pages.page(number)
        bounds = QRectF(page.scenePos().x(), page.scenePos().y(), page.rect().width(), page.rect().height())
        box = item.mapRectToScene(item.rect())
        sound = all(math.isfinite(side) for side in box.getRect())       # what has no size is not printed either
        if not sound or not bounds.adjusted(-0.01, -0.01, 0.01, 0.01).contains(box):
            found.append(item.id() or type(item).__name__)
    return found


def _check_pages(layout: QgsPrintLayout, path: Path) -> None:
    over = outside_pages(layout)
    if over:
        raise LayoutError("layout_over_page", source=str(path), layer=layout.name(), value=", ".join(over))


def settle(layout: QgsPrintLayout) -> None:
    """Let a layout that was read from a project look as it was made.

    Files keep neither how a font is shaped, nor that a legend explains the styles of its map and not of the layers.
    """
    def settled(form: QgsTextFormat) -> QgsTextFormat:
        form.setFont(fonts.unshaped(form.font()))
        return form

    for item in layout.items():
        if isinstance(item, QgsLayoutItemLabel):
            compat.settle_label_font(item, fonts.unshaped)
        elif isinstance(item, QgsLayoutItemScaleBar):
            item.setTextFormat(settled(item.textFormat()))
        elif isinstance(item, QgsLayoutItemLegend):
            for part in (QgsLegendStyle.Style.Title, QgsLegendStyle.Style.Group, QgsLegendStyle.Style.Subgroup,
                         QgsLegendStyle.Style.SymbolLabel):
                style = item.style(part)
                if hasattr(style, "setTextFormat"):         # since 3.30
                    style.setTextFormat(settled(style.textFormat()))
                else:
                    style.setFont(fonts.unshaped(style.font()))
                item.setStyle(part, style)
            shown = item.linkedMap()
            if shown is not None and shown.keepLayerStyles():
                item.model().setLayerStyleOverrides(shown.layerStyleOverrides())
                for node in item.model().rootGroup().findLayers():
                    item.model().refreshLayerLegend(node)
        elif isinstance(item, QgsLayoutItemMap):
            for grid in item.grids().asList():
                if hasattr(grid, "setAnnotationTextFormat"):
                    grid.setAnnotationTextFormat(settled(grid.annotationTextFormat()))
                else:
                    grid.setAnnotationFont(fonts.unshaped(grid.annotationFont()))
    for table in layout.multiFrames():
        if isinstance(table, QgsLayoutTable):
            table.setHeaderTextFormat(settled(table.headerTextFormat()))
            table.setContentTextFormat(settled(table.contentTextFormat()))


def export_pdf(layout: QgsPrintLayout, path: Path) -> None:
    """Write a layout as PDF with text that can be searched.

    Raises
    ------
    LayoutError
        ``layout_over_page`` before anything is written, ``layout_not_exported`` when QGIS could not write.
    """
    _check_pages(layout, path)
    settle(layout)
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText
    settings.exportMetadata = True
    with whole_file(path) as part:
        result = QgsLayoutExporter(layout).exportToPdf(str(part), settings)
        if result != QgsLayoutExporter.ExportResult.Success or not part.stat().st_size:
            raise LayoutError("layout_not_exported", source=str(path), layer=layout.name(), value=int(result))
        part.write_bytes(_with_plain_ideographs(part.read_bytes()))


_RADICALS = dict(zip(
    "⺁⺄⺜⺝⺠⺩⺬⺶⺼⻄⻅⻆⻉⻋⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻯⻰⻲",
    "厂乙日月民王示羊肉西见角贝车長长门雨青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿竜龙亀"))
"""Radicals that Unicode does not decompose, and the characters that share their glyph."""


def _with_plain_ideographs(pdf: bytes) -> bytes:
    """Return a PDF whose text can be searched: Qt calls 示 a radical (U+2F70) where a font has one glyph for both.

    Only the tables from glyphs to text change, by codes of the same length, so that nothing else in the file moves.
    """
    def character(match: re.Match[bytes]) -> bytes:
        sign = chr(int(match.group(1), 16))
        if sign == "\t":
            sign = " "
        plain_sign = _RADICALS.get(sign) or unicodedata.normalize("NFKC", sign)
        if not 0x2E80 <= ord(sign) <= 0x2FD5 and sign != " ":
            return match.group(0)
        return b"<%04X>" % ord(plain_sign)

    def table(match: re.Match[bytes]) -> bytes:
        head, codes = match.group(1), match.group(2)
        return head + re.sub(rb"<([0-9A-F]{4})>", character, codes)

    def cmap(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"(<[0-9A-F]{4}> <[0-9A-F]{4}> )(\[[^\]]*\])", table, match.group(0))

    return re.sub(rb"(?s)begincmap.*?endcmap", cmap, pdf)


def export_image(layout: QgsPrintLayout, path: Path, dpi: float, page: int = 0) -> None:
    """Write a page of a layout as an image.

    Raises
    ------
    LayoutError
        As ``export_pdf``.
    """
    _check_pages(layout, path)
    # not exportToImage: it lets GDAL write coordinates into a PNG, which that driver refuses aloud
    image = QgsLayoutExporter(layout).renderPageToImage(page, QSize(), dpi)
    with whole_file(path) as part:
        if image.isNull() or not image.save(str(part), path.suffix[1:].upper() or "PNG"):
            raise LayoutError("layout_not_exported", source=str(path), layer=layout.name(), value="image")


def log(message: str) -> None:
    """Write a line into QGIS's log."""
    from qgis.core import QgsMessageLog
    QgsMessageLog.logMessage(message, "SoilGate", Qgis.MessageLevel.Info)
