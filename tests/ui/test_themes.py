"""What the panels say can be read on the ground of a theme, also of one that is a style sheet."""

from __future__ import annotations

import functools

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from soilgate.plugin.core.live import LiveAnswer, LiveFinding

THEMES = {"light": "", "night": "QWidget {background-color: #323232; color: #aaaaaa}"
                                "QTextEdit, QTextBrowser {background-color: #222222; color: #aaaaaa}"}


def luminance(colour: QColor) -> float:
    """Relative luminance (WCAG 2)."""
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
             for c in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrasts(view):
    """(words, contrast to their ground) of every piece of text in a panel, links aside: their colour is QGIS's."""
    palette = view.palette()
    block = view.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            style = piece.charFormat()
            plain_link = style.isAnchor() and style.fontUnderline()
            if piece.text().strip() and not plain_link:
                ink, ground = (
                    brush.color() if brush.style() != Qt.BrushStyle.NoBrush else palette.color(role)
                    for brush, role in ((style.foreground(), QPalette.ColorRole.Text),
                                        (style.background(), QPalette.ColorRole.Base)))
                high, low = sorted((luminance(ink), luminance(ground)), reverse=True)
                yield piece.text(), (high + 0.05) / (low + 0.05)
            pieces += 1
        block = block.next()


def readable(view):
    pieces = list(contrasts(view))
    assert len(pieces) > 3
    assert not [piece for piece in pieces if piece[1] < 3.5]


@pytest.mark.parametrize("theme", THEMES)
def test_reasons_duties_and_the_live_check_can_be_read(reviewed, dock, theme):
    from soilgate.ui import live_words

    dock.setStyleSheet(THEMES[theme])
    page = dock.review_page
    readable(page.reasons_view)                                    # the overview
    for verdict in ("prohibited", "undetermined", "survey_required"):
        page.choose(int((reviewed.review.parcels["verdict"] == verdict).to_numpy().argmax()))
        readable(page.reasons_view)
    law = LiveFinding("rule", "prohibited", "不得", "may not", "第456条", "registry", "4299", None, "")
    open_one = LiveFinding("use", "undetermined", "不能判定", "not known", "第454条", None, None, None, "")
    answer = LiveAnswer("survey_required", "prohibited", False, (law, open_one), "residential", 1.0, "先查", "ask", None)
    page.reasons_view.tell(functools.partial(live_words.panel, answer))
    readable(page.reasons_view)


def test_what_is_shown_follows_a_change_of_theme(reviewed, dock):
    page = dock.review_page
    for theme in ("night", "light", "night"):
        dock.setStyleSheet(THEMES[theme])
        readable(page.reasons_view)
    page.reasons_view.clear()
    dock.setStyleSheet(THEMES["light"])
    assert not page.reasons_view.toPlainText()
