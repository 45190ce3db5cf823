"""Which of the fonts that are installed to use; a chain is asked, none is assumed."""

from __future__ import annotations

import logging
from functools import cache

from qgis.PyQt.QtGui import QFont, QFontDatabase, QFontInfo

from . import compat

CHAINS: dict[str, tuple[str, ...]] = {
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Source Han Serif SC Heavy",
              "思源宋体 Heavy", "Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "SimSun", "Songti SC"),
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋", "Noto Serif CJK SC",
             "Noto Serif SC", "Source Han Serif SC", "SimSun", "Songti SC"),
    "heading": ("黑体", "SimHei", "STHeiti", "Heiti SC", "Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC",
                "Microsoft YaHei", "WenQuanYi Zen Hei"),
    "sans": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei",
             "WenQuanYi Micro Hei", "WenQuanYi Zen Hei"),
}
"""Chains by purpose, the habit of official papers first, fonts that are free after it."""

_HEAVY = ("小标宋", "XiaoBiaoSong", "Heavy")
_log = logging.getLogger(__name__)


@cache
def family(purpose: str) -> str:
    """Return the first installed family of a chain; Qt's own choice for Chinese where none of it is there."""
    installed = compat.font_families()
    for name in CHAINS[purpose]:
        if name in installed:
            return name
    chinese = _chinese_families()
    name = chinese[0] if chinese else QFontInfo(QFont()).family()
    _log.warning("none of the fonts %s is installed; %s is used", ", ".join(CHAINS[purpose]), name)
    return name


def _chinese_families() -> list[str]:
    system = QFontDatabase.WritingSystem.SimplifiedChinese
    try:
        return list(QFontDatabase.families(system))
    except TypeError:
        return list(QFontDatabase().families(system))


def font(purpose: str, points: float, *, bold: bool = False) -> QFont:
    """Return a font of a purpose and size in points."""
    chosen = QFont(family(purpose))
    chosen.setPointSizeF(points)
    chosen.setBold(bold or (purpose == "title" and not any(name in chosen.family() for name in _HEAVY)))
    return unshaped(chosen)


def unshaped(font: QFont) -> QFont:
    """Return a font of ours as it is set: signs as they stand; any other as it is.

    Shaped, Noto CJK takes other glyphs for the digits of "M-01", which a PDF cannot tell from pictures.
    """
    if font.family() in {family(purpose) for purpose in CHAINS}:
        font.setStyleStrategy(QFont.StyleStrategy.PreferNoShaping)
    return font
