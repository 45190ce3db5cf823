"""What the live check says, without a map."""

from __future__ import annotations

from soilgate.plugin.core.live import LiveAnswer, LiveFinding
from soilgate.ui import live_words

UNKNOWN = LiveFinding("listed_plot_sensitive_use", "undetermined", "不能判定", "not known", None, "registry", "4299", None, "")
OVER = LiveFinding("above_intervention", "remediate_first", "超过管制值", "above", None, "samples", "#37", None, "")


def test_what_gives_the_verdict_stands_above_what_is_not_known(qgis_app):
    answer = LiveAnswer("remediate_first", "prohibited", False, (UNKNOWN, OVER), "residential", 14_400.0, "", "", None)
    titles = {"above_intervention": ("超过管制值", "Above intervention value"), "listed_plot_sensitive_use": ("名录", "Listed")}
    assert live_words.lines(answer, titles)[1] == "Above intervention value"
    assert live_words.plain(answer, titles).splitlines()[1:3] == ["1. above", "2. not known"]
