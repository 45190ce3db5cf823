"""The dialog that lists the applications of a workspace and opens one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..plugin.io.applications import Stored
from . import words
from .widgets import NoteLabel

translate = QCoreApplication.translate


class StoredDialog(QDialog):
    """Lists applications, the latest first; words of number, applicant and use find one."""

    def __init__(self, stored: Sequence[Stored], parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(translate("SoilGate", "Stored applications"))
        column = QVBoxLayout(self)
        label = QLabel(translate("SoilGate", "&Search"))
        self.search_edit = QLineEdit()
        self.search_edit.setClearButtonEnabled(True)
        self.search_edit.textChanged.connect(self._filter)
        label.setBuddy(self.search_edit)
        column.addWidget(label)
        column.addWidget(self.search_edit)
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setAlternatingRowColors(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHeaderLabels([
            translate("SoilGate", "Case number"), translate("SoilGate", "Applicant"),
            translate("SoilGate", "Applied on"), translate("SoilGate", "Use"), translate("SoilGate", "Parcels"),
            translate("SoilGate", "Kept on")])
        for one in stored:
            item = QTreeWidgetItem([one.case_no or one.application_id, one.applicant, one.applied_on, one.use_code,
                                    words.number(one.parcels), one.recorded_from[:10]])
            item.setTextAlignment(4, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setData(0, Qt.ItemDataRole.UserRole, one)
            self.list.addTopLevelItem(item)
        for k in range(self.list.columnCount()):
            self.list.resizeColumnToContents(k)
            self.list.setColumnWidth(k, min(self.list.columnWidth(k) + 8, 220))
        self.list.itemSelectionChanged.connect(self._check)
        self.list.itemActivated.connect(lambda _item, _column: self.accept())
        column.addWidget(self.list, 1)
        self.note = NoteLabel()
        column.addWidget(self.note)
        buttons = QDialogButtonBox()
        self.open_button = buttons.addButton(translate("SoilGate", "Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(translate("SoilGate", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
        wide = sum(self.list.columnWidth(k) for k in range(self.list.columnCount()))
        self.resize(max(520, wide + 6 * self.fontMetrics().averageCharWidth()), 380)
        if stored:
            self.list.setCurrentItem(self.list.topLevelItem(0))
        self._check()

    def chosen(self) -> Optional[Stored]:
        """The application that is chosen."""
        items = self.list.selectedItems()
        return items[0].data(0, Qt.ItemDataRole.UserRole) if items and not items[0].isHidden() else None

    def _filter(self, text: str) -> None:
        wanted = text.casefold().split()
        for k in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(k)
            hay = " ".join(item.text(c) for c in range(self.list.columnCount())).casefold()
            item.setHidden(not all(word in hay for word in wanted))
        self._check()

    def _check(self) -> None:
        one = self.chosen()
        self.open_button.setEnabled(one is not None)
        if not self.list.topLevelItemCount():
            self.note.setText(translate("SoilGate", "The workspace has no applications yet."))
        elif one is not None and not one.whole:
            self.note.setText(translate(
                "SoilGate", "Kept by an older version, without all of its facts: check parcels, uses, steps and days."))
        else:
            self.note.setText("")
