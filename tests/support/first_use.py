"""Runs inside the real QGIS (``--code``): a new user with a plan of another office; every click is counted.

The plan and the registry are GBK shapefiles without .cpg, their headers are not ours, and nobody has read the guide.
"""

import json
import os
import sys
from pathlib import Path

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QListView
from qgis.utils import iface

FOLDER, OUT, *FILES = inside.arguments()
told = {"clicks": []}


def click(widget, what, where=None, key=Qt.KeyboardModifier.NoModifier):
    """One click more, on a widget or at a place of it."""
    told["clicks"].append(what)
    if where is None:
        inside.press(widget)
    else:
        QTest.mouseClick(widget, inside.LEFT, key, where)


def role(name):
    from soilgate.plugin.core.vocabulary import Role

    return Role(name)


def begin():
    """The plugin is enabled; the dock is there."""
    window = iface.mainWindow()
    window.setGeometry(window.screen().geometry())
    told["package"] = str(Path(sys.modules["soilgate"].__file__).resolve())
    assert inside.plugin()._dock.isVisible(), "a new user would have to look for the dock"


def choose_files():
    """The first button, and the two files in the dialog that opens."""
    page = inside.plugin()._dock.data_page
    QTimer.singleShot(800, in_dialog)
    click(page.plan_button, "plan button")
    return lambda: "open" in told and inside.plugin().session.layer(role("parcels")) is not None and inside.at_rest()


def in_dialog():
    """Click both files and open them."""
    try:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog), dialog
        view = dialog.findChild(QListView, "listView")
        model, root = view.model(), view.rootIndex()
        rows = {model.index(k, 0, root).data(): model.index(k, 0, root) for k in range(model.rowCount(root))}
        for k, file in enumerate(FILES):
            view.scrollTo(rows[file])
            key = Qt.KeyboardModifier.ControlModifier if k else Qt.KeyboardModifier.NoModifier
            click(view.viewport(), file, view.visualRect(rows[file]).center(), key)
        told["open"] = True
        click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Open), "open")
    except Exception:
        inside.fail()


def look():
    """What was recognised, without a click."""
    session = inside.plugin().session
    told["roles"] = {str(r): session.layer(r).name() for r in (role("parcels"), role("registry"))
                     if session.layer(r) is not None}
    told["fields"] = session.layer(role("parcels")).fields().names()
    told["words"] = [str(v) for v in next(session.layer(role("registry")).getFeatures()).attributes()]
    return inside.at_rest


def answer():
    """The one question that the data page asks of the registry."""
    row = inside.plugin()._dock.data_page.rows[role("registry")]
    if row.yes_button.isVisible():
        click(row.yes_button, "registry covers the plan")
    return inside.at_rest


def go_on():
    """To the review."""
    click(inside.plugin()._dock.data_page.next_button, "review page")


def run():
    """Review."""
    click(inside.plugin()._dock.review_page.run_button, "review")
    return lambda: inside.plugin().session.review is not None and inside.at_rest()


def read():
    """The gravest parcel: why?"""
    table = inside.plugin()._dock.review_page.table
    click(table.viewport(), "first row", table.visualRect(table.model().index(0, 2)).center())
    return inside.at_rest


def tell():
    """What the person holds now."""
    plugin = inside.plugin()
    result = plugin.session.review
    told["verdicts"] = result.parcels["verdict"].value_counts().to_dict()
    told["reasons"] = plugin._dock.review_page.reasons_view.toPlainText()
    layer = plugin.session.result_layer()
    told["coloured"] = iface.mapCanvas().layers()[0].id() if layer is None else layer.id() in {
        shown.id() for shown in iface.mapCanvas().layers()}
    told["features"] = layer.featureCount()
    told["project"] = len(QgsProject.instance().mapLayers())
    Path(OUT).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")


def keep(name):
    """A picture of each step."""
    assert iface.mainWindow().screen().grabWindow(0).save(f"{FOLDER}/first_{name}.png")


inside.Steps([(step.__name__, step) for step in (begin, choose_files, look, answer, go_on, run, read, tell)], keep,
             pause_ms=800).begin()
