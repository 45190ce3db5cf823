"""The guide: offline, in both languages, at the place of the page, with pictures that are there."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextDocument
from qgis.PyQt.QtWidgets import QAction, QMainWindow
from soilgate.plugin.about import RESOURCES_DIR
from soilgate.tests.support import help_images
from soilgate.ui import dock as docks
from soilgate.ui.guide import FOLDER, Guide

LANGS = ["zh", "en"]


def text(lang):
    return (FOLDER / f"index_{lang}.html").read_text(encoding="utf-8")


def translations(lang):
    root = ElementTree.parse(RESOURCES_DIR / "i18n" / f"soilgate_{lang}.ts").getroot()
    return {message.findtext("source"): message.findtext("translation") for message in root.iter("message")}


def anchors(lang):
    return re.findall(r'<a name="(\w+)"', text(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_has_its_place(lang):
    assert set(docks.ANCHORS.values()) | {"settle", "libraries", "imports"} <= set(anchors(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_links_lead_somewhere(lang):
    linked = re.findall(r'href="#(\w+)"', text(lang))
    assert linked
    assert set(linked) <= set(anchors(lang))


def test_both_languages_have_the_same_places_and_pictures():
    assert anchors("zh") == anchors("en")
    pictures = [[name[3:] for name in re.findall(r'src="images/(\w+)\.png"', text(lang))] for lang in LANGS]
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize("lang", LANGS)
def test_nothing_comes_from_a_network(lang):
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text(lang))


@pytest.mark.parametrize("lang", LANGS)
def test_every_picture_is_there_and_of_this_language(lang):
    names = re.findall(r'src="(images/[^"]+)"', text(lang))
    assert len(names) >= 5
    for name in names:
        assert (FOLDER / name).is_file(), f"run `make guide`: {name}"
        assert name.startswith(f"images/{lang}_")


def test_pictures_are_small_together_and_each_is_used():
    files = [file for file in (FOLDER / "images").iterdir() if file.suffix == ".png"]
    assert sum(file.stat().st_size for file in files) < help_images.LARGEST_BYTES
    unused = {f.name for f in files} - {name for lang in LANGS for name in re.findall(r'images/([^"]+)"', text(lang))}
    assert not unused


def test_the_chinese_guide_is_chinese_and_the_english_one_english():
    def plain(lang):
        return re.sub(r"<[^>]+>", "", text(lang))

    assert not re.search(r"[\u3400-\u9fff]", plain("en"))
    words = re.findall(r"[A-Za-z]{4,}", plain("zh"))
    assert set(words) <= {"SoilGate", "GeoPackage", "Excel", "JSON", "QGIS", "Python", "wheel", "Ctrl", "points"}


def test_f1_opens_the_guide_at_the_page(dock, qtbot):
    asked = []
    dock.help_requested.connect(asked.append)
    for index, anchor in enumerate(("data", "review", "zones", "notices")):
        dock.show_page(index)
        qtbot.mouseClick(dock.help_button, Qt.MouseButton.LeftButton)
        assert asked[-1] == anchor
    for tool in ("live", "query", "application"):
        dock.front.buttons[tool].click()
        dock.ask_help()
        assert asked[-1] == tool


def test_the_guide_names_tools_as_their_buttons_do():
    for button in ("实时审查", "此处情况", "申请审查"):
        assert f"</a>{button}</h2>" in text("zh")
        assert any(button in translations("zh_CN")[source] for source in ("Live chec&k", "Wha&t is here",
                                                                          "Applicatio&ns"))
    for lang in LANGS:
        assert "ZIP" in text(lang) and "--points" in text(lang)


def test_keys_change_the_page(dock, qtbot):
    dock.activateWindow()
    qtbot.waitUntil(dock.isActiveWindow, timeout=5_000)
    for index in (2, 0, 3, 1):
        qtbot.keyClick(dock, getattr(Qt.Key, f"Key_{index + 1}"), Qt.KeyboardModifier.AltModifier)
        assert dock.tabs.currentIndex() == index


def test_the_window_goes_to_the_place(qtbot):
    guide = Guide()
    qtbot.addWidget(guide)
    guide.show_at("zones")
    bar = guide.browser.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 0, timeout=5_000)
    lower = bar.value()
    guide.show_at("data")
    qtbot.waitUntil(lambda: 0 < bar.value() < lower, timeout=5_000)
    assert guide.back_button.isEnabled()
    assert isinstance(guide.browser.document(), QTextDocument)
    qtbot.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


def test_f1_opens_the_guide_though_qgis_has_the_key(dock, qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    contents = QAction("Help contents", window)
    contents.setShortcut("F1")
    window.addAction(contents)
    window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
    window.show()
    dock.show_page(docks.REVIEW)
    asked, others = [], []
    dock.help_requested.connect(asked.append)
    contents.triggered.connect(others.append)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=3000)
    qtbot.keyClick(dock.review_page.run_button, Qt.Key.Key_F1)
    assert (asked, others) == ([docks.ANCHORS["ReviewPage"]], [])
    window.removeDockWidget(dock)
    dock.setParent(None)
