"""The plan map of a review: A4 landscape, the plan left, what its signs mean right."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qgis.core import QgsCoordinateReferenceSystem, QgsLayoutItemMap, QgsPrintLayout, QgsProject, QgsRectangle
from qgis.PyQt.QtGui import QColor

from .. import fonts, styles_site
from . import parts

_WIDTH, _HEIGHT = 297.0, 210.0
_MAP = (10.0, 24.0, 213.0, 160.0)
_COLUMN_X, _COLUMN_WIDTH = 226.0, 63.0


def plan_layout(project: QgsProject, layers: Iterable[parts.LegendEntry], signs: Iterable[parts.LegendEntry],
                extent: QgsRectangle, *, title: str, subtitle: str = "", note: str = "", lang: str = "zh",
                name: str = "SoilGate plan") -> QgsPrintLayout:
    """Lay out the plan map; the layout is not yet in the project's list.

    Parameters
    ----------
    layers : what is drawn, the topmost first
    signs : classes that a second, smaller legend explains
    extent : in the project's CRS
    subtitle : day of the review and the like
    note : what the reader must know, such as an assumed coverage
    """
    zh = lang == "zh"
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    layout.setName(name)
    parts.set_first_page(layout, _WIDTH, _HEIGHT)
    grey = QColor("#444444")
    drawn = list(layers)
    crs = project.crs()
    parts.add_label(layout, title, fonts.font("sans", 17, bold=True), 10, 7, 277, 9, name="title")
    parts.add_label(layout, subtitle, fonts.font("sans", 9), 10, 16.5, 277, 5, colour=grey, name="subtitle")
    margin = QgsRectangle(extent)
    margin.scale(1.04)
    item = parts.add_map(layout, [entry.layer for entry in drawn], margin, crs, *_MAP)
    x, y, width, height = _MAP
    parts.add_north(layout, x + width - 15, y + 3)
    explained = list(signs) if item.scale() <= styles_site.SIGNS_SCALE else []
    _legends(layout, item, drawn, explained, y, height - (22 if note else 0), "图例" if zh else "Legend")
    if note:
        small = fonts.font("sans", 7.5)
        parts.add_label(layout, note, small, _COLUMN_X + 1.5, y + height - 24, _COLUMN_WIDTH - 3, 24, colour=grey,
                        name="note", vertical=parts.Qt.AlignmentFlag.AlignBottom)
    foot = y + height + 3
    bar = parts.add_scale_bar(layout, item, x, foot)
    scale = f"1:{round(item.scale()):,}".replace(",", " ")
    parts.add_label(layout, scale, fonts.font("sans", 9, bold=True), x + bar.rect().width() + 6, foot + 3.2, 30, 5,
                    name="scale")
    parts.add_label(layout, _crs_line(crs, zh), fonts.font("sans", 8), 130, foot + 1, 93, 5, align=parts.RIGHT,
                    colour=grey, name="crs")
    caution = ("本图为对所列数据的辅助核查结果，不替代土壤污染状况调查、名录决定、用地审批和行政许可。" if zh else
               "A machine check of the data named; it replaces no survey, listing decision, approval or permit.")
    parts.add_label(layout, caution, fonts.font("sans", 7.5), 100, foot + 6.5, 187, 5, align=parts.RIGHT, colour=grey,
                    name="caution")
    return layout


def _legends(layout: QgsPrintLayout, item: QgsLayoutItemMap, drawn: list[parts.LegendEntry],
             signs: list[parts.LegendEntry], top: float, room: float, title: str) -> None:
    """Set the legends below one another, as large as they fit."""
    for points in (8.5, 8, 7.5, 7, 6.5, 6, 5.5, 5):
        made = [parts.add_legend(layout, item, drawn, _COLUMN_X, top - 2, points=points, title=title)]
        if signs:
            made.append(parts.add_legend(layout, item, signs, _COLUMN_X, top + made[0].rect().height() - 3,
                                         points=min(points, 7.5), columns=2))
        tall = sum(legend.rect().height() for legend in made) - 3
        wide = max(legend.rect().width() for legend in made)
        if points == 5 or (tall <= room and wide <= _COLUMN_WIDTH + 4):
            return
        for legend in made:
            layout.removeLayoutItem(legend)


def _crs_line(crs: QgsCoordinateReferenceSystem, zh: bool) -> str:
    name = crs.description() or crs.authid()
    return f"坐标系：{crs_name_zh(crs)}" if zh else f"CRS: {name}"


def crs_name_zh(crs: QgsCoordinateReferenceSystem) -> str:
    """Return how a Chinese map names a CRS: 2000国家大地坐标系，3度带，中央经线117°."""
    name = crs.description()
    if not name.startswith("CGCS2000") and "China Geodetic Coordinate System 2000" not in name:
        return name or crs.authid()
    words = ["2000国家大地坐标系"]
    text = crs.toProj()
    meridian = re.search(r"\+lon_0=([0-9.]+)", text)
    if "3-degree" in name:
        words.append("高斯-克吕格投影3度带")
    elif "Gauss" in name:
        words.append("高斯-克吕格投影6度带")
    if meridian:
        words.append(f"中央经线{float(meridian.group(1)):g}°")
    return "，".join(words)
