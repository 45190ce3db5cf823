"""The dialog of a statement: what an office says of what is unknown, by which paper, entered by whom."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QDate
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..plugin.io import phrases
from ..plugin.io.statements import Stated
from ..plugin.qgs import i18n, settings
from ..plugin.qgs.result_tables import OpenPoint
from . import reasons, words

translate = QCoreApplication.translate


class StatementDialog(QDialog):
    """Asks which of the open points an office settles, and by which paper; a paper and a day are needed."""

    def __init__(self, points: Sequence[OpenPoint], about: Optional[tuple[str, str, str]],
                 known: Sequence[Stated], day: datetime.date, parent: Optional[QWidget] = None,
                 former: Sequence[Stated] = ()) -> None:
        super().__init__(parent)
        self._points = list(points)
        self._known = {one.about: one for one in known}
        self._former = list(former)
        self.setWindowTitle(translate("SoilGate", "What an office states"))
        column = QVBoxLayout(self)
        note = QLabel(translate(
            "SoilGate", "It counts from the next review on; the parcels are marked as out of date until then."))
        note.setWordWrap(True)
        column.addWidget(note)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.point_combo = QComboBox()
        self.point_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.point_combo.setMinimumContentsLength(24)
        self.point_combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lang = i18n.language()
        for point in self._points:
            subject = f" {point.subject_id}" if point.subject_id else ""
            self.point_combo.addItem(translate("SoilGate", "{role}{subject}: {what}").format(
                role=phrases.word(point.role, lang), subject=subject, what=reasons.statement_name(point.statement)))
        self.parcels_label = QLabel()
        self.parcels_label.setWordWrap(True)
        self.holder_edit, self.document_edit, self.person_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.person_edit.setText(settings.load().person)
        self.day_edit = QDateEdit(QDate(day.year, day.month, day.day))
        self.day_edit.setMaximumDate(QDate(day.year, day.month, day.day))
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        form.addRow(translate("SoilGate", "&Statement"), self.point_combo)
        form.addRow(translate("SoilGate", "For parcels"), self.parcels_label)
        form.addRow(translate("SoilGate", "&Office"), self.holder_edit)
        form.addRow(translate("SoilGate", "Do&cument"), self.document_edit)
        form.addRow(translate("SoilGate", "Da&y"), self.day_edit)
        form.addRow(translate("SoilGate", "&Entered by"), self.person_edit)
        self.document_edit.setPlaceholderText(translate("SoilGate", "title and number of the reply"))
        column.addLayout(form)
        self.history_label = reasons.history_label(())
        column.addWidget(self.history_label)
        self.buttons = QDialogButtonBox()
        self.keep_button = self.buttons.addButton(
            translate("SoilGate", "Keep"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.drop_button = self.buttons.addButton(
            translate("SoilGate", "Take back"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.dropped = False
        self.drop_button.clicked.connect(self._drop)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column.addWidget(self.buttons)
        for edit in (self.holder_edit, self.document_edit, self.person_edit):
            edit.textChanged.connect(lambda _text: self._check())
        self._has_before = False
        self.point_combo.currentIndexChanged.connect(lambda _index: self._show())
        wanted = [k for k, point in enumerate(self._points) if point.about == about]
        self.point_combo.setCurrentIndex(wanted[0] if wanted else 0)
        self.resize(460, 300)
        self._show()

    def point(self) -> OpenPoint:
        """What is stated."""
        return self._points[self.point_combo.currentIndex()]

    def _about(self) -> list[tuple[str, str, str, str]]:
        point = self.point()
        return [(point.role, point.statement, parcel, point.subject_id) for parcel in point.parcels]

    def _show(self) -> None:
        """Show the office that holds it, and what was stated before."""
        point, comma = self.point(), translate("SoilGate", ", ")
        more = len(point.parcels) - 6
        names = comma.join(point.parcels[:6])
        self.parcels_label.setText(names if more <= 0 else translate("SoilGate", "{names} and {count} more").format(
            names=names, count=words.number(more)))
        before = next((self._known[about] for about in self._about() if about in self._known), None)
        self.holder_edit.setText(before.holder if before else phrases.phrase(point.role, i18n.language(), "holders"))
        if before is not None:
            self.document_edit.setText(before.document)
            self.day_edit.setDate(QDate.fromString(before.date, "yyyy-MM-dd"))
        about = set(self._about())
        reasons.show_history(self.history_label, (one for one in self._former if one.about in about))
        self._has_before = before is not None
        self._check()

    def _check(self) -> None:
        self.keep_button.setEnabled(all(edit.text().strip() for edit in (
            self.holder_edit, self.document_edit, self.person_edit)))
        self.drop_button.setEnabled(self._has_before and bool(self.person()))

    def person(self) -> str:
        """Who enters it, or takes it back."""
        return self.person_edit.text().strip()

    def _drop(self) -> None:
        self.dropped = True
        self.accept()

    def stated(self) -> list[Stated]:
        """A statement a parcel."""
        point = self.point()
        return [Stated(point.role, point.statement, parcel, point.subject_id, self.holder_edit.text().strip(),
                       self.document_edit.text().strip(), self.day_edit.date().toString("yyyy-MM-dd"),
                       self.person_edit.text().strip()) for parcel in point.parcels]

    def taken_back(self) -> list[tuple[str, str, str, str]]:
        """What is no longer stated."""
        return self._about()
