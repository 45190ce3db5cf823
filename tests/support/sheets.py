"""What can go wrong on a sheet: items that lie on each other, labels that lose part of their text; and hard subjects."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from qgis.core import QgsLayoutItem, QgsLayoutItemLabel, QgsLayoutItemPage, QgsPrintLayout
from soilgate.plugin.io.results import write_tables
from soilgate.plugin.qgs import compat
from soilgate.plugin.qgs.layouts import typeset

from .result_gpkg import CRS, HOSTILE, X0, Y0

_TOGETHER = {frozenset(pair) for pair in (("map", "legend"), ("map", "north"), ("seal_room", "signature"))}
LONG = "示例市示例区示例街道示例社区原示例农药化工集团有限责任公司第二分公司北厂区一期二期三期及配套设施（含东侧堆场）"


def overlaps(layout: QgsPrintLayout) -> list[tuple[str, str]]:
    """Pairs of items that lie on each other, save what belongs together."""
    items = [(item.id() or type(item).__name__, item.mapRectToScene(item.rect()).adjusted(0.4, 0.4, -0.4, -0.4))
             for item in layout.items()
             if isinstance(item, QgsLayoutItem) and not isinstance(item, QgsLayoutItemPage)]
    return [(a, b) for (a, one), (b, other) in itertools.combinations(items, 2)
            if frozenset((a, b)) not in _TOGETHER and one.intersects(other)]


def cut_labels(layout: QgsPrintLayout) -> list[str]:
    """Ids of labels whose text is wider or higher than they are."""
    found = []
    for item in layout.items():
        if not isinstance(item, QgsLayoutItemLabel):
            continue
        font, spacing = compat.label_font(item)
        lines = item.currentText().split("\n")
        wide = max(typeset.width_mm(line, font) for line in lines)
        if wide > item.rect().width() + 0.3 or len(lines) * typeset.pitch_mm(font) * spacing > item.rect().height() + 0.3:
            found.append(item.id())
    return found


def _ragged(count: int, radius: float, x: float, y: float) -> shapely.Polygon:
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    far = radius * (1 + 0.2 * np.random.default_rng(count).random(count) + 0.3 * np.sin(3 * angle))
    return shapely.Polygon(np.c_[x + far * np.cos(angle), y + far * np.sin(angle)])


def hard_sites_gpkg(path: Path) -> Path:
    """Write plots and zones that are hard to print: 300 corners, long and hostile names, nothing known, three parts
    with a hole, a strip; Z5 and M5 are over.
    """
    long_list = "铅、镉、砷、六价铬、苯并[a]芘、1,2-二氯乙烷、石油烃（C10-C40）"
    plots = [_ragged(300, 100, X0 + 200, Y0 + 200), _ragged(40, 80, X0 + 900, Y0 + 200),
             _ragged(6, 50, X0 + 1400, Y0 + 200),
             shapely.MultiPolygon([shapely.box(X0, Y0 + 800, X0 + 50, Y0 + 860),
                                   shapely.box(X0 + 300, Y0 + 800, X0 + 380, Y0 + 900)]),
             shapely.box(X0, Y0 + 1200, X0 + 1500, Y0 + 1212)]
    ring = shapely.box(X0 + 600, Y0 + 800, X0 + 700, Y0 + 900) - shapely.box(X0 + 620, Y0 + 820, X0 + 640, Y0 + 840)
    zones = [_ragged(300, 160, X0 + 200, Y0 + 200), plots[1].buffer(30, join_style=2), plots[2].buffer(30, join_style=2),
             shapely.MultiPolygon([*(part.buffer(20, join_style=2) for part in plots[3].geoms), ring]),
             plots[4].buffer(5, join_style=2)]
    tables = {
        "名录": pd.DataFrame({
            "地块编号": [f"M{k}" for k in range(1, 6)], "地块名称": [LONG, HOSTILE, None, "丁厂", "戊厂"],
            "地址": ["示例区示例路31号" * 4, None, None, "示例路", None],
            "四至": ["东至示例路，南至示例河，西至示例农药厂宿舍区围墙，北至示例大道", None, None, "东至甲；南至乙", None],
            "主要污染物": [long_list * 2, "铅", None, "苯", None], "责任主体": [LONG, HOSTILE, None, "丁厂", None],
            "名录状态": ["在册"] * 4 + ["已移出"]}),
        "管控区域": pd.DataFrame({
            "管控区编号": [f"Z{k}" for k in range(1, 6)], "管控区名称": [LONG + "管控区域", HOSTILE, None, "丁", "戊"],
            "管控区类型": ["管控区域", "隔离区域", None, "管控区域", None], "地块编号": ["M1;M2", "M2", None, "M4;M5", "M5"],
            "划定文件": ["示例县政发〔2026〕15号", None, None, "示例县政发〔2026〕16号", None],
            "划定单位": ["示例县人民政府", LONG + "人民政府", None, "示例县人民政府", None],
            "划定日期": ["2026-03-06", None, None, "2026-01-02", "2025-01-02"],
            "解除日期": [None, None, None, None, "2026-10-01"],
            "禁止用途": ["；".join(f"第{k}项不得从事与风险管控无关的活动" for k in range(12)), HOSTILE, None, "种植；养殖",
                         None]})}

    def array(shapes: list) -> np.ndarray:
        out = np.empty(len(shapes), object)
        out[:] = shapes
        return out

    write_tables(path, tables, {"名录": array(plots), "管控区域": array(zones)}, CRS,
                 {"名录": "MULTIPOLYGON", "管控区域": "MULTIPOLYGON"})
    return path
