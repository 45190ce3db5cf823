"""Runs inside the real QGIS (``--code``): notices are laid out and printed, plans opened, while a timer watches."""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, os.environ["SOILGATE_SUPPORT"])
import inside
import lookout
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QFileDialog
from qgis.utils import iface

OUT, CITY, *WANTED = inside.arguments()
OUT, CITY = Path(OUT), Path(CITY)
PDFS = OUT.parent / (OUT.stem + "-pdf")
PDFS.mkdir(parents=True, exist_ok=True)
for old in PDFS.glob("*.pdf"):
    old.unlink()
watch = lookout.Lookout(OUT)


def page():
    return inside.plugin()._dock.notices_page


def role(name):
    from soilgate.plugin.core.vocabulary import Role

    return Role(name)


def settled(least_s=1.5, until=lambda: True):
    """Nothing runs any more, some time after the last click."""
    since = time.monotonic()
    return lambda: until() and time.monotonic() > since + least_s and inside.at_rest()


def begin():
    """The window comes up, and the dock."""
    window = iface.mainWindow()
    window.setGeometry(window.screen().geometry())
    inside.plugin()._dock.setUserVisible(True)
    return inside.at_rest


def demo():
    """The demo district is opened."""
    inside.press(inside.plugin()._dock.data_page.demo_button)
    return settled(4)


def show_page():
    """The page of notices."""
    inside.plugin()._dock.show_page(3)
    return settled()


def lay_out_one():
    """One notice, and its preview."""
    page().points_check.setChecked(True)
    inside.press(page().make_button)
    return settled()


def lay_out_zones():
    """Notices of all zones."""
    page().subject_combo.setCurrentIndex(page().subject_combo.count() - 1)
    inside.press(page().make_button)
    return settled()


def lay_out_plots():
    """Notices of three plots."""
    page().kind_combo.setCurrentIndex(1)
    ids = [page().subject_combo.itemData(k) for k in range(3)]
    page().layout_requested.emit(role("registry"), ids)
    return settled()


def previews():
    """The chosen layout changes."""
    for k in range(page().layout_list.count()):
        QTimer.singleShot(700 * k, lambda k=k: page().layout_list.setCurrentRow(k))
    return settled(1 + 0.7 * page().layout_list.count())


def export_one():
    """The chosen layout as PDF."""
    QFileDialog.getSaveFileName = staticmethod(lambda *_what: (str(PDFS / "one.pdf"), ""))
    page().layout_list.setCurrentRow(0)
    inside.press(page().pdf_button)
    return settled(until=(PDFS / "one.pdf").is_file)


def export_five():
    """Five layouts as PDF."""
    QFileDialog.getExistingDirectory = staticmethod(lambda *_what: str(PDFS))
    page().layout_list.selectAll()
    count = page().layout_list.count()
    assert count == 5, count
    inside.press(page().pdf_button)
    return settled(until=lambda: len([p for p in PDFS.glob("*.pdf") if not p.name.startswith(".")]) == 6)


def clear():
    """An empty project, and the first page."""
    QgsProject.instance().clear()
    inside.plugin()._dock.show_page(0)
    return settled()


def open_plan():
    """A plan of 200 000 parcels with its lists."""
    files = [str(CITY / f"{name}.gpkg") for name in ("registry", "control_zones", "parcels")]
    assert all(Path(file).is_file() for file in files), files
    QFileDialog.getOpenFileNames = staticmethod(lambda *_what: (files, ""))
    inside.plugin().open_plan()
    return settled(8, lambda: inside.plugin().session.layer(role("parcels")) is not None)


def columns():
    """The dialog of the columns of the plan, and of the registry."""
    for name in ("parcels", "registry"):
        QTimer.singleShot(2000, lambda: QApplication.activeModalWidget().reject())
        inside.plugin().ask_columns(role(name))
    return settled()


def import_preview():
    """What the import window makes of 100 000 samples, and of a registry, before anything is brought in."""
    plugin = inside.plugin()
    plugin.import_data([str(CITY / "samples.gpkg")])
    QTimer.singleShot(12_000, lambda: plugin._import.reject())
    return settled(until=lambda: plugin._import is None)


def city_zone():
    """A notice of a zone of the city, and its preview."""
    inside.plugin()._dock.show_page(3)
    inside.press(page().make_button)
    return settled(4)


def city_export():
    """Its PDF."""
    QFileDialog.getSaveFileName = staticmethod(lambda *_what: (str(PDFS / "city.pdf"), ""))
    inside.press(page().pdf_button)
    return settled(until=(PDFS / "city.pdf").is_file)


STEPS = (begin, watch.idle, demo, show_page, lay_out_one, lay_out_zones, lay_out_plots, previews, export_one, export_five,
         clear, open_plan, columns, import_preview, city_zone, city_export)
wanted = WANTED[0].split(",") if WANTED else [step.__name__ for step in STEPS]
inside.Steps([(step.__name__, step) for step in STEPS if step in (begin, watch.idle, clear) or step.__name__ in wanted],
             watch.kept, longest_s=90).begin()
