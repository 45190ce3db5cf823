"""The one dialog of the review page: what a person decides of parcels, with name, day and reason."""

from __future__ import annotations

import datetime
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QDate
from qgis.PyQt.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ..plugin.qgs import settings
from .decisions import Decision

translate = QCoreApplication.translate


class DecisionDialog(QDialog):
    """Asks for a decision; all four are needed. Taking it back needs a name."""

    def __init__(self, subject: str, verdict: str, now: Optional[Decision], day: datetime.date,
                 parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SoilGate", "Decision: {subject}").format(subject=subject))
        column = QVBoxLayout(self)
        told = translate(
            "SoilGate", "The verdict stays {verdict}. Your decision stands beside it, with name, day and reason.")
        note = QLabel(told.format(verdict=verdict))
        note.setWordWrap(True)
        column.addWidget(note)
        form = QFormLayout()
        self.decision_edit = QLineEdit(now.decision if now else "")
        self.reason_edit = QPlainTextEdit(now.reason if now else "")
        self.reason_edit.setMaximumHeight(90)
        self.reason_edit.setTabChangesFocus(True)
        self.person_edit = QLineEdit(now.person if now else settings.load().person)
        self.day_edit = QDateEdit(QDate.fromString(now.date, "yyyy-MM-dd") if now else
                                  QDate(day.year, day.month, day.day))
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        form.addRow(translate("SoilGate", "&Decision"), self.decision_edit)
        form.addRow(translate("SoilGate", "&Reason"), self.reason_edit)
        form.addRow(translate("SoilGate", "&Name"), self.person_edit)
        form.addRow(translate("SoilGate", "Da&y"), self.day_edit)
        column.addLayout(form)
        self.buttons = QDialogButtonBox()
        self.keep_button = self.buttons.addButton(
            translate("SoilGate", "Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.drop_button = self.buttons.addButton(
            translate("SoilGate", "Take back"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self._now = now
        self.buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.dropped = False
        self.drop_button.clicked.connect(self._drop)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        for signal in (self.decision_edit.textChanged, self.person_edit.textChanged, self.reason_edit.textChanged):
            signal.connect(lambda *_text: self._check())
        self.resize(420, 280)
        self._check()

    def _check(self) -> None:
        self.keep_button.setEnabled(all((self.decision_edit.text().strip(), self.person_edit.text().strip(),
                                         self.reason_edit.toPlainText().strip())))
        self.drop_button.setEnabled(self._now is not None and bool(self.person()))

    def person(self) -> str:
        """Who decides, or takes back."""
        return self.person_edit.text().strip()

    def _drop(self) -> None:
        self.dropped = True
        self.accept()

    def decision(self) -> Optional[Decision]:
        """What was decided; None where it is taken back."""
        if self.dropped:
            return None
        return Decision(self.decision_edit.text().strip(), self.person(),
                        self.day_edit.date().toString("yyyy-MM-dd"), self.reason_edit.toPlainText().strip())
