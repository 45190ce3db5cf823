"""Alt and a letter: those of the dock are none of QGIS's menu bar, and each stands once on a page, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QTranslator
from qgis.PyQt.QtWidgets import QAbstractButton, QLabel
from qgis.utils import iface

MENUS = ("Pro&ject", "&Edit", "&View", "&Layer", "&Settings", "&Plugins", "Vect&or", "&Raster", "&Database", "&Web",
         "&Mesh", "&Help")
PROCESSING = "Pro&cessing"       # a menu that a plugin of QGIS adds
AT_LEAST = {"front": 3, "data_page": 4, "review_page": 4, "zones_page": 4, "notices_page": 5, "live_page": 2,
            "query_page": 2, "application_page": 5, "settle": 4}


def key(text):
    """The letter of a text, as Qt finds it; "" for none."""
    found = re.search(r"&([^&\s])", text.replace("&&", ""))
    return found.group(1).upper() if found else ""


def menu_keys(lang):
    """Letters of the menu bar: of this window where it has one, else as QGIS names its menus in a language."""
    shown = [] if iface is None or iface.mainWindow() is None else \
        [action.text() for action in iface.mainWindow().menuBar().actions()]
    texts, file = [*MENUS, PROCESSING, *shown], Path(QgsApplication.i18nPath()) / "qgis_zh-Hans.qm"
    translator = QTranslator()
    if lang == "zh" and translator.load(str(file)):
        texts += [translator.translate("MainWindow", text) for text in MENUS]
    return {key(text) for text in texts} - {""}


def keys_of(page, without=()):
    """Letters of the widgets of a page, with their texts; widgets of other pages are left out."""
    found = {}
    for widget in page.findChildren(QAbstractButton) + page.findChildren(QLabel):
        if any(other.isAncestorOf(widget) for other in without):
            continue
        if key(widget.text()) and (not isinstance(widget, QLabel) or widget.buddy() is not None):
            found.setdefault(key(widget.text()), []).append(widget.text())
    return found


def check(dock, lang):
    taken = menu_keys(lang)
    assert taken >= set("JELVSPORDWMCH")
    front = dock.front
    settle = dock.data_page.settle_panel
    pages = {name: getattr(dock, name) for name in ("data_page", "review_page", "zones_page", "notices_page")}
    pages |= {name: getattr(front, name) for name in ("live_page", "query_page", "application_page")}
    tools = keys_of(front, [front.stack])
    wrong, counts = [], {"front": len(tools)}
    for name, page in {**pages, "settle": settle}.items():
        mine = keys_of(page, [settle] if name == "data_page" else [])
        counts[name] = len(mine)
        for letter, texts in mine.items():
            texts = sorted(set(texts))
            if letter in taken:
                wrong.append((name, letter, texts, "QGIS"))
            if letter in tools or len(texts) > 1:
                wrong.append((name, letter, texts, tools.get(letter, [])))
    wrong += [("front", letter, texts, "QGIS") for letter, texts in tools.items() if letter in taken or len(texts) > 1]
    assert not wrong
    assert all(counts[name] >= least for name, least in AT_LEAST.items()), counts


@pytest.mark.parametrize("_seen", ["new", "with a plan"])
def test_no_letter_of_the_menu_bar_in_english(dock, session, _seen):
    if _seen == "with a plan":
        session.open_demo()
    check(dock, "en")


def test_no_letter_of_the_menu_bar_in_chinese(chinese, session, dock):
    session.open_demo()
    check(dock, "zh")
