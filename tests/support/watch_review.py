"""Runs inside the real QGIS (``--code``): a city is reviewed through the dock while a timer watches the window."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
import lookout
from qgis.core import QgsFeatureRequest, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.utils import iface

OUT, CITY = map(Path, inside.arguments())
LAYERS = ("parcels", "registry", "negative_list", "control_zones", "samples")
LONGEST_S = 900
watch = lookout.Lookout(OUT)


def begin():
    """The window comes up, and the dock."""
    window = iface.mainWindow()
    window.setGeometry(window.screen().geometry())
    inside.plugin()._dock.setUserVisible(True)
    return inside.at_rest


def load():
    """The city as a person's layers; they take their time to be drawn, which is not ours."""
    for name in reversed(LAYERS):
        layer = QgsVectorLayer(str(CITY / f"{name}.gpkg"), name, "ogr")
        assert layer.isValid(), name
        QgsProject.instance().addMapLayer(layer)
        QgsProject.instance().layerTreeRoot().findLayer(layer.id()).setItemVisibilityChecked(name != "samples")
    iface.mapCanvas().setExtent(QgsProject.instance().mapLayersByName("parcels")[0].extent())
    return inside.at_rest


def roles():
    """The dock finds out which layer is which, and looks ahead."""
    from soilgate.plugin.core.vocabulary import Role

    session, named = inside.plugin().session, QgsProject.instance().mapLayersByName
    waiting = [role for role in Role if str(role) in LAYERS]

    def say(new=0):
        """A person says one thing after the other."""
        if waiting:
            role = waiting[0]
            if session.layer(role) != named(str(role))[0]:
                session.choose(role, named(str(role))[0].id())
            else:
                waiting.pop(0)
                session.answer_coverage(role, "yes")
            QTimer.singleShot(50, say)
        else:
            session.look_ahead()

    session.find_roles(say, again=True)
    return lambda: not waiting and session.outlook is not None and inside.at_rest()


def review():
    """The review, until the plan is coloured."""
    dock = inside.plugin()._dock
    dock.show_page(1)
    inside.press(dock.review_page.run_button)
    return lambda: inside.plugin().session.review is not None and inside.at_rest()


def rows():
    """Rows are chosen, sorted, filtered, searched."""
    page = inside.plugin()._dock.review_page
    page.table.selectRow(5)
    QTimer.singleShot(300, lambda: page.table.sortByColumn(0, Qt.SortOrder.DescendingOrder))
    QTimer.singleShot(900, lambda: inside.press(next(c for c in page.chips.values() if c.isVisible())))
    QTimer.singleShot(1500, lambda: page.search_edit.setText("R2"))
    QTimer.singleShot(6000, lambda: page.group_button.click())
    until = time.monotonic() + 8
    return lambda: time.monotonic() > until and inside.at_rest()


def select():
    """Reviewing a few again puts them into the whole."""
    plugin = inside.plugin()
    page = plugin._dock.review_page
    page.group_button.click()
    layer = QgsProject.instance().mapLayersByName("parcels")[0]
    layer.selectByIds([feature.id() for feature in layer.getFeatures(QgsFeatureRequest().setLimit(19))])
    page.scope_combo.setCurrentIndex(1)
    shown = []                                 # not the result itself: who holds the old one frees it all at once
    plugin.session.review_shown.connect(lambda _result: shown.append(True))
    inside.press(page.run_button)
    return lambda: bool(shown) and inside.at_rest()


inside.Steps([(step.__name__, step) for step in (begin, watch.idle, load, roles, review, rows, select)], watch.kept,
             longest_s=LONGEST_S).begin()
