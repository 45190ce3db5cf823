"""What is known of a place: rows of all layers that lie there, their days in order, and what nobody knows."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.live import Known
from ...plugin.core.vocabulary import Role
from ...plugin.io import phrases
from ...plugin.qgs import compat, i18n, roles, styles
from .. import widgets, words
from ..live import LiveDesk
from ..messages import sentence
from ..session import Session
from ..widgets import NoteLabel

translate = QCoreApplication.translate
_KNOWN = compat.number(Qt.ItemDataRole.UserRole)
_HIDDEN = frozenset({"source_row", "name", "accuracy_m", "longitude", "latitude", "x", "y", "district_code", "county",
                     "city", "use_scheme", "current_use_scheme", "list_kind__assumed", "sample_type", "depth_bottom_m",
                     "unit"})
_UNDETECTED = frozenset({"below_detection", "detection_limit"})
_ASKED = (Role.REGISTRY, Role.NEGATIVE_LIST, Role.CONTROL_ZONES, Role.SURVEY_AREAS, Role.SAMPLES, Role.INDUSTRIAL_LAND,
          Role.FARMLAND, Role.BASIC_FARMLAND, Role.CURRENT_USE)
"""Roles of which it is said when there is nothing."""
_SAMPLES_SHOWN = 30


_CLASSES = frozenset({"target_class", "land_class"})
_SECTIONS = ("choices", "categories", "zone_kinds")


def value_text(name: str, value: Any) -> str:
    """A cell in words."""
    lang = i18n.language()
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, (bool, np.bool_)):
        return phrases.phrase("yes" if value else "no", lang, "yes_no")
    if isinstance(value, (int, float, np.number)):
        if name.endswith("_m2"):
            return words.area(float(value))
        text = f"{value:.10g}"
        return phrases.phrase(text, lang, "choices") if name in _CLASSES else text
    return phrases.phrase(str(value), lang, *_SECTIONS)


class QueryPage(QWidget):
    """Shown while the place query is in hand."""

    zoom_requested = pyqtSignal(object)      # shapely geometry in the CRS of the plan
    flash_requested = pyqtSignal(object)

    def __init__(self, session: Session, desk: LiveDesk, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._asked = False
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        self.title = QLabel()
        self.title.setWordWrap(True)
        column.addWidget(self.title)
        self.note = NoteLabel()
        column.addWidget(self.note)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(False)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(12)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAccessibleName(translate("SoilGate", "What is known of the place"))
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(True)
        self.tree.itemActivated.connect(self._on_activated)
        self.tree.currentItemChanged.connect(self._on_current)
        column.addWidget(self.tree, 1)
        self.gaps = NoteLabel()
        column.addWidget(self.gaps)
        line = QHBoxLayout()
        self.zoom_button = QPushButton(translate("SoilGate", "&Zoom there"))
        self.zoom_button.setToolTip(translate("SoilGate", "Show the chosen row on the map (Enter or double click)."))
        self.zoom_button.clicked.connect(lambda: self._on_activated(self.tree.currentItem(), 0))
        self.copy_button = QPushButton(translate("SoilGate", "Cop&y"))
        self.copy_button.setToolTip(translate("SoilGate", "Copy all that is known of the place."))
        self.copy_button.clicked.connect(self.copy)
        line.addWidget(self.zoom_button)
        line.addStretch(1)
        line.addWidget(self.copy_button)
        column.addLayout(line)
        desk.state_changed.connect(self.refresh)
        self.clear()
        self.refresh()

    def clear(self) -> None:
        """Say what to do."""
        self._asked = False
        self.tree.clear()
        self.title.setText(translate("SoilGate", "Click a place on the map."))
        self.gaps.setText("")
        self._buttons()

    def refresh(self) -> None:
        """Show how far the site is."""
        desk = self._desk
        if desk.state == "preparing":
            self.note.setText(translate("SoilGate", "Preparing the data: {percent} %").format(
                percent=round(desk.percent)))
        elif desk.state == "failed" and desk.error is not None:
            self.note.setText(sentence(desk.error))
        else:
            self.note.setText("")

    def show_known(self, known: list[Known], x: float, y: float, digits: int) -> None:
        """Show what lies at a place."""
        self._asked = True
        self.tree.clear()
        place = f"{x:.{digits}f}, {y:.{digits}f}"
        self.title.setText("<b>" + translate("SoilGate", "Known of the place {place}").format(place=place) + "</b>")
        groups: dict[Role, list[Known]] = {}
        for one in known:
            groups.setdefault(one.role, []).append(one)
        for role in (Role.PARCELS, *_ASKED, *(r for r in groups if r not in (Role.PARCELS, *_ASKED))):
            found = groups.get(role, [])
            if found:
                self._group(role, found)
        self._days(known)
        self._gaps(groups)
        self.tree.expandAll()
        if self.tree.topLevelItemCount():
            first = self.tree.topLevelItem(0)
            self.tree.setCurrentItem(first.child(0) if first.childCount() else first)
        self._buttons()

    def _group(self, role: Role, found: list[Known]) -> None:
        top = self._item(None, words.role_name(role), words.number(len(found)), bold=True)
        for one in found[:_SAMPLES_SHOWN]:
            name = str(one.columns.get("name") or one.subject_id)
            more = one.subject_id if name != one.subject_id else ""
            if one.doubtful:
                more = " · ".join(part for part in (more, translate("SoilGate", "place not exact")) if part)
            row = self._item(top, name, more, known=one)
            if role is Role.PARCELS:
                self._verdict(row, one)
            for column, value in one.columns.items():
                if column in _HIDDEN or "__" in column or str(value) in (name, one.subject_id, ""):
                    continue
                if column in _UNDETECTED and one.columns.get("below_detection") not in (True, 1):
                    continue
                text = value_text(column, value)
                if column in ("value", "detection_limit"):
                    text = " ".join(str(part) for part in (text, one.columns.get("unit")) if part)
                self._item(row, roles.field_label(role, column, i18n.language()), text, known=one)

    def _verdict(self, row: QTreeWidgetItem, parcel: Known) -> None:
        """The verdict of the last review of the plan."""
        result = self._session.review if not self._session.review_of else None
        at = -1 if result is None else result.row_of_id(parcel.subject_id)
        if result is None or at < 0:
            return
        verdict, lang = str(result.parcels["verdict"].iat[at]), i18n.language()
        item = self._item(row, translate("SoilGate", "Verdict"), styles.verdict_name(verdict, lang), known=parcel)
        item.setIcon(1, widgets.verdict_icon(verdict, lang))

    def _days(self, known: list[Known]) -> None:
        """Days of the rows, in order: when what was listed, reviewed, ordered, removed."""
        days = sorted((value, roles.field_label(one.role, column, i18n.language()),
                       str(one.columns.get("name") or one.subject_id), number, one)
                      for number, one in enumerate(known) if one.role is not Role.SAMPLES
                      for column, value in one.columns.items()
                      if isinstance(value, pd.Timestamp) and "__" not in column)
        if not days:
            return
        top = self._item(None, translate("SoilGate", "History"), words.number(len(days)), bold=True)
        for day, label, name, _number, one in days:
            self._item(top, day.strftime("%Y-%m-%d"), f"{label} · {name}", known=one)

    def _gaps(self, groups: dict[Role, list[Known]]) -> None:
        site = self._desk.site
        if site is None:
            return
        comma = translate("SoilGate", ", ")
        lacking = [words.role_name(role) for role in _ASKED if role not in site.given]
        nothing = [words.role_name(role) for role in _ASKED if role in site.given and role not in groups]
        lines = []
        if nothing:
            lines.append(translate("SoilGate", "Nothing here in: {roles}.").format(roles=comma.join(nothing)))
        if lacking:
            lines.append(translate("SoilGate", "Not given: {roles}.").format(roles=comma.join(lacking)))
        for role, count in site.live.adrift.items():
            lines.append(translate("SoilGate", "{role}: {count} entries without place may lie here.").format(
                role=words.role_name(role), count=words.number(count)))
        self.gaps.setText("\n".join(lines))

    def _item(self, parent: Optional[QTreeWidgetItem], name: str, text: str, *, known: Optional[Known] = None,
              bold: bool = False) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, text])
        item.setTextAlignment(0, compat.number(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft))
        for k in (0, 1):
            item.setToolTip(k, f"{name}: {text}" if text else name)
            if bold:
                font = item.font(k)
                font.setBold(True)
                item.setFont(k, font)
        if known is not None:
            item.setData(0, _KNOWN, known)
        if parent is None:
            self.tree.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def _buttons(self) -> None:
        item = self.tree.currentItem()
        self.zoom_button.setEnabled(item is not None and item.data(0, _KNOWN) is not None)
        self.copy_button.setEnabled(self.tree.topLevelItemCount() > 0)

    def _on_current(self, item: Optional[QTreeWidgetItem], _before: object) -> None:
        self._buttons()
        known = None if item is None else item.data(0, _KNOWN)
        if known is not None and known.geometry is not None:
            self.flash_requested.emit(known.geometry)

    def _on_activated(self, item: Optional[QTreeWidgetItem], _column: int) -> None:
        known = None if item is None else item.data(0, _KNOWN)
        if known is not None and known.geometry is not None:
            self.zoom_requested.emit(known.geometry)

    def copy(self) -> None:
        """Copy all as text."""
        lines = []

        def walk(item: QTreeWidgetItem, depth: int) -> None:
            lines.append("  " * depth + "  ".join(part for part in (item.text(0), item.text(1)) if part))
            for k in range(item.childCount()):
                walk(item.child(k), depth + 1)

        for k in range(self.tree.topLevelItemCount()):
            walk(self.tree.topLevelItem(k), 0)
        QApplication.clipboard().setText("\n".join([*lines, self.gaps.text()]).strip())
