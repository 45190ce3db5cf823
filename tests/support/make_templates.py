"""Makes the layout templates that are shipped (needs QGIS): ``python -m soilgate.tests.support.make_templates``.

They are saved by the oldest QGIS that the plugin supports, so that every newer one reads them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPicture,
    QgsLayoutItemScaleBar,
    QgsPrintLayout,
    QgsProject,
    QgsReadWriteContext,
)
from qgis.PyQt.QtGui import QColor

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "layouts"


def board(project: QgsProject) -> QgsPrintLayout:
    """A board to stand at the site, A3 on its side: yellow head, map left, large text right."""
    from soilgate.plugin.qgs import fonts
    from soilgate.plugin.qgs.layouts import parts

    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    parts.set_first_page(layout, 420, 297)
    head = parts.add_box(layout, 10, 10, 400, 38, name="head")
    symbol = head.symbol().clone()
    symbol.setColor(QColor("#FFD54A"))
    symbol.symbolLayer(0).setBrushStyle(parts.Qt.BrushStyle.SolidPattern)
    head.setSymbol(symbol)
    parts.add_label(layout, "标题", fonts.font("heading", 30, bold=True), 14, 12, 392, 34, align=parts.CENTRE,
                    vertical=parts.Qt.AlignmentFlag.AlignVCenter, name="title")
    item = QgsLayoutItemMap(layout)
    item.setId("map")
    layout.addLayoutItem(item)
    parts.place(item, 14, 56, 205, 200)
    parts.frame(item)
    arrow = QgsLayoutItemPicture(layout)
    layout.addLayoutItem(arrow)
    arrow.setPicturePath(":/images/north_arrows/layout_default_north_arrow.svg")
    arrow.setId("north")
    parts.place(arrow, 201, 59, 14, 14)
    legend = QgsLayoutItemLegend(layout)
    legend.setId("legend")
    layout.addLayoutItem(legend)
    legend.setLinkedMap(item)
    legend.setBackgroundEnabled(True)
    parts.place(legend, 16, 220, 40, 30)
    bar = QgsLayoutItemScaleBar(layout)
    bar.setId("scale_bar")
    layout.addLayoutItem(bar)
    bar.setLinkedMap(item)
    bar.setStyle("Single Box")
    parts.place(bar, 14, 260, 60, 12)
    bar.setHeight(2)
    small = fonts.font("sans", 10)
    parts.add_label(layout, "比例尺", small, 84, 264, 40, 6, name="scale")
    parts.add_label(layout, "坐标系", small, 126, 260, 93, 16, align=parts.RIGHT, name="map_facts")
    parts.add_label(layout, "正文", fonts.font("body", 14), 228, 56, 178, 180, name="body")
    parts.add_label(layout, "落款", fonts.font("body", 15), 300, 252, 104, 20, align=parts.CENTRE, name="signature")
    return layout


def main() -> int:
    """Write the templates."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QgsApplication([], True)
    application.initQgis()
    FOLDER.mkdir(exist_ok=True)
    for name, make in (("board_a3", board),):
        if not make(QgsProject.instance()).saveAsTemplate(str(FOLDER / f"{name}.qpt"), QgsReadWriteContext()):
            return 1
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    os._exit(code)         # some builds of QGIS crash when a script that has used it ends
