"""What the live check says, without a map."""

from __future__ import annotations

from qgis.PyQt.QtGui import QPalette, QTextDocument
from soilgate.plugin.core.live import LiveAnswer, LiveFinding
from soilgate.ui import live_words

UNKNOWN = LiveFinding("listed_plot_sensitive_use", "undetermined", "不能判定", "not known", None, "registry", "4299", None, "")
OVER = LiveFinding("above_intervention", "remediate_first", "超过管制值", "above", None, "samples", "#37", None, "")


def test_what_gives_the_verdict_stands_above_what_is_not_known(qgis_app):
    answer = LiveAnswer("remediate_first", "prohibited", False, (UNKNOWN, OVER), "residential", 14_400.0, "", "", None)
    titles = {"above_intervention": ("超过管制值", "Above intervention value"), "listed_plot_sensitive_use": ("名录", "Listed")}
    assert live_words.lines(answer, titles)[1] == "Above intervention value"
    assert live_words.plain(answer, titles).splitlines()[1:3] == ["1. above", "2. not known"]


def test_a_reason_with_a_place_is_a_link_and_its_words_stay_words(qgis_app):
    hostile = LiveFinding("listed", "prohibited", '<a href="9">x</a>', '<a href="9">x</a>', None, "registry",
                          '"><img src=x>', None, "")
    placeless = LiveFinding("use_code", "undetermined", "不知", "not known", None, None, None, None, "")
    answer = LiveAnswer("prohibited", None, False, (hostile, placeless), "", 1.0, "", "", None)
    told = live_words.panel(answer, QPalette())
    assert 'href="0"' in told and 'href="9"' not in told and 'href="1"' not in told and "<img" not in told
    document = QTextDocument()
    document.setHtml(told)
    assert '<a href="9">x</a>' in document.toPlainText()
