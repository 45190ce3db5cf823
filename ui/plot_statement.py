"""The dialog that settles whether a plot owes a control zone: by which paper, entered by whom."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QDate
from qgis.PyQt.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ..plugin.core.vocabulary import Role, Statement
from ..plugin.io.statements import Stated
from ..plugin.qgs import settings
from . import reasons

translate = QCoreApplication.translate


class PlotStatementDialog(QDialog):
    """Asks for the paper by which a plot owes no zone; office, paper and name are needed."""

    def __init__(self, plot_id: str, known: Sequence[Stated], day: datetime.date,
                 parent: Optional[QWidget] = None, former: Sequence[Stated] = ()) -> None:
        super().__init__(parent)
        self._plot_id = plot_id
        before = next((one for one in known if one.about == self.about()), None)
        self.setWindowTitle(translate("SoilGate", "No control zone is owed: {plot}").format(plot=plot_id))
        column = QVBoxLayout(self)
        note = QLabel(translate(
            "SoilGate", "A zone is owed where a plot is left undeveloped or cannot be treated at present. Say by which "
            "paper this plot is not; it is kept as evidence and counts from the next check on."))
        note.setWordWrap(True)
        column.addWidget(note)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.holder_edit = QLineEdit(before.holder if before else "")
        self.document_edit = QLineEdit(before.document if before else "")
        self.document_edit.setPlaceholderText(translate("SoilGate", "title and number of the reply"))
        self.person_edit = QLineEdit(settings.load().person or (before.person if before else ""))
        today = QDate(day.year, day.month, day.day)
        self.day_edit = QDateEdit(QDate.fromString(before.date, "yyyy-MM-dd") if before else today)
        self.day_edit.setMaximumDate(today)
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        form.addRow(translate("SoilGate", "&Office"), self.holder_edit)
        form.addRow(translate("SoilGate", "Do&cument"), self.document_edit)
        form.addRow(translate("SoilGate", "Da&y"), self.day_edit)
        form.addRow(translate("SoilGate", "&Entered by"), self.person_edit)
        column.addLayout(form)
        column.addWidget(reasons.history_label(one for one in former if one.about == self.about()))
        self.buttons = QDialogButtonBox()
        self.keep_button = self.buttons.addButton(
            translate("SoilGate", "Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.drop_button = self.buttons.addButton(
            translate("SoilGate", "Take back"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.drop_button.setToolTip(translate(
            "SoilGate", "It counts no more; it stays in the history, with your name."))
        self.dropped, self._before = False, before
        self.drop_button.clicked.connect(self._drop)
        self.buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        for edit in (self.holder_edit, self.document_edit, self.person_edit):
            edit.textChanged.connect(lambda _text: self._check())
        self.resize(440, 260)
        self._check()

    def about(self) -> tuple[str, str, str, str]:
        """What the statement is about."""
        return (str(Role.REGISTRY), str(Statement.EXCEPTION), "", self._plot_id)

    def _check(self) -> None:
        self.keep_button.setEnabled(all(edit.text().strip() for edit in (
            self.holder_edit, self.document_edit, self.person_edit)))
        self.drop_button.setEnabled(self._before is not None and bool(self.person()))

    def _drop(self) -> None:
        self.dropped = True
        self.accept()

    def person(self) -> str:
        """Who enters it, or takes it back."""
        return self.person_edit.text().strip()

    def stated(self) -> Stated:
        """What was entered."""
        role, statement, parcel, plot = self.about()
        return Stated(role, statement, parcel, plot, self.holder_edit.text().strip(), self.document_edit.text().strip(),
                      self.day_edit.date().toString("yyyy-MM-dd"), self.person_edit.text().strip())
