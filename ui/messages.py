"""What the plugin says in the message bar: one sentence, and a button that leads to the place."""

from __future__ import annotations

import logging
import traceback
from typing import Any, Callable, Optional

from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton

from ..plugin.core.errors import SoilGateError
from ..plugin.core.vocabulary import Role
from ..plugin.qgs import i18n

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)
_TAG = "SoilGate"
_ROLES = frozenset(str(role) for role in Role)
_ONE_LINE = 90              # units of width that the bar shows without scrolling; a Chinese character is two


def sentence(error: BaseException) -> str:
    """Return what happened and its cure in the language of the window.

    A problem that a person can mend has its sentence in ``resources/messages``; anything else is a defect, told as
    such with the place of its log.
    """
    if isinstance(error, SoilGateError):
        from ..plugin.core import knowledge

        told = {**error.facts}
        if told.get("role") in _ROLES:
            from . import words

            told["role"] = words.role_name(Role(told["role"]))
        return knowledge.error_text(SoilGateError(error.code, **told), i18n.language(), window=True)
    return translate(
        "SoilGate", "This should not have happened ({kind}). The details are in the log panel, tab SoilGate.").format(
            kind=type(error).__name__)


def log_defect(error: BaseException) -> None:
    """Write a defect with its traceback to the log panel."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    QgsApplication.messageLog().logMessage("".join(lines), _TAG, Qgis.MessageLevel.Critical)
    _log.error("defect", exc_info=error)


class Messages:
    """The message bar as the parts of the plugin use it.

    Parameters
    ----------
    bar : QgsMessageBar or None
        None: said to the log only.
    """

    def __init__(self, bar: Any) -> None:
        self._bar = bar
        self._items: list[QgsMessageBarItem] = []

    def close(self) -> None:
        """Take back what is still shown: its buttons lead to parts that are gone."""
        for item in self._bar.items() if self._bar is not None else ():
            if item in self._items:
                self._bar.popWidget(item)
        self._items, self._bar = [], None

    def tell(self, text: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info, *, button: str = "",
             action: Optional[Callable[[], object]] = None, seconds: int = 8) -> None:
        """Say one sentence, with a button where there is something to do about it."""
        QgsApplication.messageLog().logMessage(text, _TAG, level, False)
        if self._bar is None:
            return
        item = self._bar.createMessage(_TAG, text)
        if sum(1 + (ord(c) > 0x2E80) for c in text) > _ONE_LINE:
            whole = QPushButton(translate("SoilGate", "Whole text"))
            whole.clicked.connect(lambda: QMessageBox.information(self._bar.window(), _TAG, text))
            item.layout().addWidget(whole)
        if button and action is not None:
            press = QPushButton(button)
            press.clicked.connect(lambda: (action(), self._bar.popWidget(item)))
            item.layout().addWidget(press)
        self._items = [one for one in self._bar.items() if one in self._items]
        self._items.append(item)
        self._bar.pushWidget(item, level, seconds)

    def done(self, text: str, *, button: str = "", action: Optional[Callable[[], object]] = None) -> None:
        """Say that something went well."""
        self.tell(text, Qgis.MessageLevel.Success, button=button, action=action)

    def warn(self, text: str, *, button: str = "", action: Optional[Callable[[], object]] = None) -> None:
        """Say what needs attention; stays until it is closed."""
        self.tell(text, Qgis.MessageLevel.Warning, button=button, action=action, seconds=0)

    def fail(self, error: BaseException, *, button: str = "", action: Optional[Callable[[], object]] = None) -> None:
        """Say what stopped the work."""
        known = isinstance(error, SoilGateError)
        if not known:
            log_defect(error)
        level = Qgis.MessageLevel.Warning if known else Qgis.MessageLevel.Critical
        self.tell(sentence(error), level, button=button, action=action, seconds=0)
