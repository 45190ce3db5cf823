"""The table of corner points: their order, and the table on the pages of a layout."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDistanceArea,
    QgsGeometry,
    QgsLayoutFrame,
    QgsLayoutItemManualTable,
    QgsLayoutMultiFrame,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLayoutTable,
    QgsLayoutTableColumn,
    QgsPointXY,
    QgsProject,
    QgsTableCell,
    QgsTextFormat,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ...core import knowledge
from .. import fonts
from . import parts
from .typeset import Flow, pitch_mm

_MOST_ROWS = 24
_WIDTHS = (16.0, 22.0, 44.0, 44.0, 30.0)         # of a column of 156 mm
_MARGIN, _GRID = 1.4, 0.2


@dataclasses.dataclass(frozen=True)
class BoundaryPoint:
    """A row of the boundary table; ``x`` is north, ``y`` is east (latitude and longitude for degrees)."""

    serial: int
    name: str
    x: float
    y: float
    length_m: float | None


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


def table_steps(flow: Flow, rows: Sequence[BoundaryPoint], crs: QgsCoordinateReferenceSystem, *, title: str,
                crs_line: str, lang: str, points: float = 10, head: float = 14, small: float = 9) -> Iterator[None]:
    """Set the corner points from here on, at most 24 rows in a column; a column a step.

    Parameters
    ----------
    title, crs_line : above each part of the table
    points, head, small : size of the cells, the title and the line with the CRS
    """
    def say(code: str) -> str:
        return knowledge.text("notice", code, lang)

    degrees = crs.isGeographic()
    heads = [say("col_serial"), say("col_point"), say("col_latitude" if degrees else "col_x"),
             say("col_longitude" if degrees else "col_y"), say("col_length")]
    digits = 7 if degrees else 3
    lines = [[str(row.serial), row.name, f"{row.x:.{digits}f}", f"{row.y:.{digits}f}",
              "" if row.length_m is None else f"{row.length_m:.2f}"] for row in rows]
    start = number = 0
    while start < len(lines):
        if start:
            flow.advance()
        number += 1
        flow.keep(2 * pitch_mm(fonts.font("heading", head)) + 3 * pitch_mm(fonts.font("sans", small))
                  + 4 * (pitch_mm(fonts.font("sans", points)) + 2 * _MARGIN))
        flow.text(title + (say("table_continued") if start else ""), fonts.font("heading", head), align=parts.CENTRE,
                  space_after=1.5)
        flow.text(crs_line, fonts.font("sans", small), align=parts.CENTRE, space_after=3)
        yield
        start += _frame(flow, heads, lines[start:start + _MOST_ROWS], points, f"boundary_points_{number}")
        yield


def _frame(flow: Flow, heads: Sequence[str], rows: Sequence[Sequence[str]], points: float, name: str) -> int:
    """Set as many rows as the column holds; return how many."""
    table = QgsLayoutItemManualTable.create(flow.layout)
    flow.layout.addMultiFrame(table)
    aligns = (parts.CENTRE, parts.CENTRE, parts.RIGHT, parts.RIGHT, parts.RIGHT)
    widths = [width * flow.column / sum(_WIDTHS) - 2 * _MARGIN - _GRID * 6 / 5 for width in _WIDTHS]
    columns = []
    for text, width, align in zip(heads, widths, aligns):
        column = QgsLayoutTableColumn(text)
        column.setWidth(width)
        column.setHAlignment(align)
        columns.append(column)
    table.setHeaders(columns)
    table.setIncludeTableHeader(True)
    table.setTableContents([[_cell(text, align) for text, align in zip(row, aligns)] for row in rows])
    table.setColumnWidths(widths)
    _look(table, points)
    frame = QgsLayoutFrame(flow.layout, table)
    frame.setId(name)
    frame.attemptResize(QgsLayoutSize(flow.column, flow.room, parts.MM))
    frame.attemptMove(QgsLayoutPoint(flow.left, flow.y, parts.MM), True, False, flow.page)
    table.addFrame(frame)
    table.setResizeMode(QgsLayoutMultiFrame.ResizeMode.UseExistingFrames)
    taken = len(rows)
    table.refresh()
    while taken > 1 and table.totalSize().height() > flow.room:      # the frame would drop rows without a word
        taken -= 1
        table.setTableContents(table.tableContents()[:taken])
        table.refresh()
    tall = table.totalSize().height()
    if tall > flow.room:
        raise parts.LayoutError("layout_over_page", layer=flow.layout.name(), value=frame.id(), source="")
    frame.attemptResize(QgsLayoutSize(flow.column, tall + 0.5, parts.MM))
    flow.y += tall
    return taken


def _cell(text: str, align: Qt.AlignmentFlag) -> QgsTableCell:
    cell = QgsTableCell(text)
    cell.setHorizontalAlignment(align)
    return cell


def _look(table: QgsLayoutItemManualTable, points: float) -> None:
    for bold in (False, True):
        form = QgsTextFormat.fromQFont(fonts.font("sans", points, bold=bold))
        form.setSize(points)
        (table.setHeaderTextFormat if bold else table.setContentTextFormat)(form)
    table.setCellMargin(_MARGIN)
    table.setGridStrokeWidth(_GRID)
    table.setGridColor(QColor("#444444"))
    table.setHeaderHAlignment(QgsLayoutTable.HeaderHAlignment.HeaderCenter)
