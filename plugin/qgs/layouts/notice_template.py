"""A notice in a layout template of the office: items are found by their ids and filled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    QgsLayoutFrame,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsReadWriteContext,
)
from qgis.PyQt.QtXml import QDomDocument

from ...core.errors import InputError
from .. import compat
from . import notice_map, parts
from .boundary_table import table_steps
from .typeset import Column, Flow, Margins, balanced_lines, break_lines, pitch_mm

if TYPE_CHECKING:
    from .notice import Paragraph

NEEDED = {"title": QgsLayoutItemLabel, "body": QgsLayoutItemLabel, "map": QgsLayoutItemMap}
OPTIONAL = {"legend": QgsLayoutItemLegend, "table": QgsLayoutItem, "number": QgsLayoutItemLabel,
            "signature": QgsLayoutItemLabel, "map_title": QgsLayoutItemLabel, "map_facts": QgsLayoutItemLabel,
            "scale": QgsLayoutItemLabel, "scale_bar": QgsLayoutItemScaleBar}
"""Ids of a template; text that does not fit into ``body`` goes on in ``body_2``, ``body_3`` and on added pages."""


def fill_steps(layout: QgsPrintLayout, template: Path, content: notice_map.Content,
               groups: Sequence[Sequence[Paragraph]]) -> Iterator[None]:
    """Load a template and fill its items.

    Raises
    ------
    InputError
        ``notice_template_unreadable``; ``notice_template_items``: it has no item of an id that is needed, or one of
        another kind.
    """
    _load(layout, template)
    yield
    kinds = {**NEEDED, **OPTIONAL}
    items = {name: layout.itemById(name) for name in kinds}
    wrong = [name for name, item in items.items()
             if (item is None and name in NEEDED) or (item is not None and not isinstance(item, kinds[name]))]
    if wrong:
        raise InputError("notice_template_items", source=str(template), value=", ".join(wrong),
                         known=", ".join(NEEDED), others=", ".join(OPTIONAL))
    notice = content.notice
    table = items["table"] if content.corners else None
    text = [paragraph.text for group in groups for paragraph in group]
    if items["signature"] is None:
        text += ["", notice.issuer, notice.day]
    if items["number"] is None and notice.number:
        text.insert(0, notice.number)
    entries = yield from notice_map.fill_map(items["map"], content)
    said = {"title": [notice.title], "number": [notice.number], "map_title": [notice.map_title],
            "signature": [line for line in (notice.issuer, notice.day) if line],
            "map_facts": notice_map.facts_lines(content), "scale": [notice_map.scale_text(items["map"])]}
    for name, texts in said.items():
        if items[name] is not None:
            _set(items[name], texts)
    yield
    if items["legend"] is not None:
        _legend(items["legend"], items["map"], entries)
    if items["scale_bar"] is not None:
        parts.measure(items["scale_bar"], items["map"])
        items["scale_bar"].update()
    yield
    _body(layout, items["body"], text)
    yield
    if content.corners:
        yield from _table(layout, table, content)
    elif items["table"] is not None:
        _remove(layout, items["table"])


def _load(layout: QgsPrintLayout, template: Path) -> None:
    document = QDomDocument()
    try:
        text = template.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError("notice_template_unreadable", source=str(template), reason=str(error)) from error
    parsed = document.setContent(text)
    good = parsed[0] if isinstance(parsed, tuple) else bool(parsed)
    if good and document.documentElement().tagName() == "Layout":
        _mend_extents(document)
        _items, good = layout.loadFromTemplate(document, QgsReadWriteContext())
    else:
        good = False
    if not good or not layout.pageCollection().pageCount():
        raise InputError("notice_template_unreadable", source=str(template), reason="-")


def _set(label: QgsLayoutItemLabel, texts: Sequence[str]) -> None:
    """Fill a label, broken between words, in type so small that all of it shows, but no smaller than a half."""
    wide, high = _wide(label), label.rect().height() - 2 * label.marginY()
    factor = 1.0
    while True:
        font, spacing = compat.label_font(label)
        lines = [line for text in texts for line in balanced_lines(text, font, wide, notice_map.WORDS)]
        if factor < 0.55 or len(lines) * pitch_mm(font) * spacing <= high + 0.1:
            break
        factor *= 0.9
        compat.shrink_label(label, 0.9)
    label.setText(parts.plain("\n".join(lines)))


def _wide(label: QgsLayoutItemLabel) -> float:
    """How wide a line may be: a little less than the label, which would break it again where it comes out wider."""
    return (label.rect().width() - 2 * label.marginX()) * 0.98


def _mend_extents(document: QDomDocument) -> None:
    """Give maps that never showed anything an extent of their shape: QGIS would divide by it and lose their size."""
    extents = document.elementsByTagName("Extent")
    for k in range(extents.count()):
        extent = extents.at(k).toElement()
        sides = [float(extent.attribute(name, "0") or 0) for name in ("xmin", "xmax", "ymin", "ymax")]
        if sides[1] - sides[0] > 0 and sides[3] - sides[2] > 0:
            continue
        size = extent.parentNode().toElement().attribute("size", "").split(",")
        wide, high = (float(size[0]), float(size[1])) if len(size) >= 2 else (1.0, 1.0)
        for name, value in (("xmin", 0.0), ("ymin", 0.0), ("xmax", wide), ("ymax", high)):
            extent.setAttribute(name, str(value))


def _legend(legend: QgsLayoutItemLegend, item: QgsLayoutItemMap, entries: Sequence[parts.LegendEntry]) -> None:
    legend.setAutoUpdateModel(False)
    legend.setLinkedMap(item)
    legend.model().setLayerStyleOverrides(item.layerStyleOverrides())
    parts.fill_legend(legend, entries)
    legend.adjustBoxSize()


def _body(layout: QgsPrintLayout, body: QgsLayoutItemLabel, paragraphs: Sequence[str]) -> None:
    """Fill ``body``, then ``body_2`` and so on, then labels on pages added behind all others."""
    font, spacing = compat.label_font(body)
    pitch = pitch_mm(font) * spacing
    width = _wide(body)
    lines = [line for text in paragraphs for line in break_lines(text, font, width)]
    label, number = body, 1
    while True:
        fit = max(1, int((label.rect().height() - 2 * label.marginY() + 0.01) / pitch))
        label.setText(parts.plain("\n".join(lines[:fit])))
        lines = lines[fit:]
        number += 1
        following = layout.itemById(f"body_{number}")
        if isinstance(following, QgsLayoutItemLabel):
            label = following
        elif lines:
            label = _more(layout, body, number)
        else:
            return


def _more(layout: QgsPrintLayout, body: QgsLayoutItemLabel, number: int) -> QgsLayoutItemLabel:
    """Add a page like that of the text, with a label as wide as the text and as high as the page allows."""
    size = layout.pageCollection().page(body.page()).pageSize()
    page = parts.add_page(layout, size.width(), size.height())
    left = body.pagePos().x()
    edge = min(left, 30.0)
    label = parts.add_label(layout, "", compat.label_font(body)[0], left, edge, body.rect().width(),
                            size.height() - 2 * edge, page=page, name=f"body_{number}")
    label.setMarginX(body.marginX())
    return label


def _table(layout: QgsPrintLayout, item: QgsLayoutItem | None, content: notice_map.Content) -> Iterator[None]:
    """Set the table in the place of ``table``; what it does not hold, or all of it without one, on added pages."""
    notice = content.notice
    model = layout.itemById("map") if item is None else item
    size = layout.pageCollection().page(model.page()).pageSize()
    edge = 25.0
    if item is not None:
        place, rect, page = item.pagePos(), item.rect(), item.page()
        first = Column(place.x(), place.y(), rect.width(), place.y() + rect.height())
        later = Column(place.x(), edge, rect.width(), size.height() - edge)
        _remove(layout, item)
    else:
        first = later = Column(edge, edge, size.width() - 2 * edge, size.height() - edge)
        page = parts.add_page(layout, size.width(), size.height())
    flow = Flow(layout, size.width(), size.height(), Margins(edge, edge, edge, edge), first=first, columns=[later],
                page=page)
    points = min(10.0, 10.0 * flow.column / 130)
    yield from table_steps(
        flow, content.corners, content.crs, title=notice.table_title, crs_line=content.crs_line(), lang=notice.lang,
        points=points, head=points * 1.3, small=points * 0.9)


def _remove(layout: QgsPrintLayout, item: QgsLayoutItem) -> None:
    if isinstance(item, QgsLayoutFrame):
        layout.removeMultiFrame(item.multiFrame())
    layout.removeLayoutItem(item)
