"""The live check in the dock: the proposed use, the verdict of what is drawn, the parcels that were drawn."""

from __future__ import annotations

from typing import Any, Optional

import pandas as pd
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core import knowledge, uses
from ...plugin.core.live import LiveAnswer
from ...plugin.io import phrases
from ...plugin.qgs import i18n
from .. import live_words, words
from ..live import LiveDesk
from ..messages import sentence
from ..session import Session
from ..widgets import NoteLabel, Panel

translate = QCoreApplication.translate
_OFFERED = 400
_REST_MS = 150                           # between two answers in words while the mouse moves


def use_label(code: str) -> tuple[str, str]:
    """Name and use classes of a code in the language of the window; empty where it is not read."""
    lang = i18n.language()
    found = uses.resolve_uses([code])
    name = str((found.label_zh if lang == "zh" else found.label_en)[0] or "")
    return name, phrases.words(str(found.classes[0]), lang, "use_classes") if found.known[0] else ""


class UseCombo(QComboBox):
    """A land-use code: typed, or chosen by code or name."""

    changed = pyqtSignal(str)

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.completer().setFilterMode(Qt.MatchFlag.MatchContains)
        self.completer().setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self._last = ""
        self.lineEdit().textChanged.connect(self._on_text)
        self.lineEdit().editingFinished.connect(self._shorten)

    def offer(self, codes: list[str]) -> None:
        """Offer codes of the plan first, then the code tables."""
        lang = i18n.language()
        now = self.code()
        self.blockSignals(True)
        self.clear()
        for code in dict.fromkeys(codes):
            name, _classes = use_label(code)
            self.addItem(f"{code}  {name}" if name and name != code else code, code)
        taken = set(codes)
        for scheme in knowledge.landuse().values():
            for row in scheme.values():
                if row.code not in taken and row.use_class and self.count() < _OFFERED:
                    taken.add(row.code)
                    self.addItem(f"{row.code}  {row.name_zh if lang == 'zh' else row.name_en}", row.code)
        self.setCurrentIndex(-1)
        self.lineEdit().blockSignals(True)
        self.setEditText(now)
        self.lineEdit().blockSignals(False)
        self.blockSignals(False)

    def code(self) -> str:
        """The code that is typed or chosen."""
        return self.currentText().strip().split("  ")[0].strip()

    def set_code(self, code: str) -> None:
        """Show a code."""
        if code != self.code():
            self.setEditText(code)

    def _on_text(self, _text: str) -> None:
        if self.code() != self._last:
            self._last = self.code()
            self.changed.emit(self._last)

    def _shorten(self) -> None:
        self.lineEdit().setCursorPosition(0)


class LivePage(QWidget):
    """Shown while the live check is in hand."""

    use_changed = pyqtSignal()
    application_requested = pyqtSignal()
    watch_toggled = pyqtSignal(bool)
    zoom_requested = pyqtSignal(object)          # shapely geometry in the CRS of the plan

    def __init__(self, session: Session, desk: LiveDesk, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session, self._desk = session, desk
        self._answer: Optional[LiveAnswer] = None
        self._shown: Optional[LiveAnswer] = None       # what the view says now
        self._name = ""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._show_newest)
        self._offered: Any = None
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        proposed = QLabel(translate("SoilGate", "Proposed &use"))
        present = QLabel(translate("SoilGate", "Present use"))
        self.use_combo, self.present_combo = UseCombo(), UseCombo()
        self.use_combo.setToolTip(translate("SoilGate", "Code of the proposed use; type a code or a part of its name."))
        self.present_combo.setToolTip(translate(
            "SoilGate", "Code of the present use; left empty, the layer of present uses tells."))
        self.present_combo.lineEdit().setPlaceholderText(translate("SoilGate", "as the layer tells"))
        self.use_combo.lineEdit().setPlaceholderText(translate("SoilGate", "code or name"))
        for label, combo in ((proposed, self.use_combo), (present, self.present_combo)):
            label.setBuddy(combo)
            combo.changed.connect(self._on_use)
        grid.addWidget(proposed, 0, 0)
        grid.addWidget(self.use_combo, 0, 1)
        self.class_label = NoteLabel()
        grid.addWidget(self.class_label, 1, 1)
        grid.addWidget(present, 2, 0)
        grid.addWidget(self.present_combo, 2, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.note = NoteLabel()
        column.addWidget(self.note)
        self.view = Panel()
        self.view.anchorClicked.connect(self._on_link)
        self.view.setFrameShape(QFrame.Shape.StyledPanel)
        self.view.setAccessibleName(translate("SoilGate", "Verdict of what is drawn"))
        column.addWidget(self.view, 1)
        self.watch_check = QCheckBox(translate("SoilGate", "&Also while the plan layer is edited"))
        self.watch_check.setToolTip(translate(
            "SoilGate", "Shows the verdict of each parcel of the plan that is drawn or changed with QGIS's own tools."))
        self.watch_check.toggled.connect(self.watch_toggled.emit)
        column.addWidget(self.watch_check)
        line = QHBoxLayout()
        self.application_button = QPushButton()
        self.application_button.setToolTip(translate(
            "SoilGate", "Finished parcels are kept in an application, not in your layer; review them there."))
        self.application_button.clicked.connect(lambda: self.application_requested.emit())
        self.copy_button = QPushButton(translate("SoilGate", "Cop&y"))
        self.copy_button.setToolTip(translate("SoilGate", "Copy the verdict with its reasons."))
        self.copy_button.clicked.connect(self.copy)
        line.addWidget(self.application_button, 1)
        line.addWidget(self.copy_button)
        column.addLayout(line)
        desk.state_changed.connect(self.refresh)
        session.applications_changed.connect(self.refresh)
        self._on_use()
        self.clear()
        self.refresh()

    def attributes(self) -> dict[str, Any]:
        """What is said of the parcel that is drawn, as canonical columns."""
        told = {"use_code": self.use_combo.code(), "current_use_code": self.present_combo.code()}
        return {name: code for name, code in told.items() if code}

    def _on_use(self, _code: str = "") -> None:
        code = self.use_combo.code()
        name, classes = use_label(code) if code else ("", "")
        if not code:
            text = translate("SoilGate", "Without a use the verdict stays open.")
        elif not classes:
            text = translate("SoilGate", "This code is not known.")
        else:
            text = " · ".join(dict.fromkeys(part for part in (name, classes) if part))
        self.class_label.setText(text)
        self.use_changed.emit()

    def show_answer(self, answer: LiveAnswer, name: str = "") -> None:
        """Show the whole of an answer, of several in short order the first and the last.

        Sentences cost more than the verdict beside the cursor, which waits for none.
        """
        self._answer, self._name = answer, name
        self.copy_button.setEnabled(True)
        if not self._rest.isActive():
            self._show_newest()

    def _show_newest(self) -> None:
        if self._answer is None or self._answer is self._shown:
            return
        self._shown = self._answer
        self.view.setHtml(live_words.panel(self._answer, self.palette(), name=self._name))
        self._rest.start()

    def _on_link(self, link: QUrl) -> None:
        """Show what a finding speaks of."""
        number, site = link.toString(), self._desk.site
        if self._shown is None or site is None or not number.isdecimal():
            return
        found = live_words.gravest_first(self._shown)
        shape = site.live.place_of(found[int(number)]) if int(number) < len(found) else None
        if shape is not None and not shape.is_empty:
            self.zoom_requested.emit(shape)

    def show_error(self, error: BaseException) -> None:
        """Say why there is no answer."""
        self._answer = self._shown = None
        self.view.setPlainText(sentence(error))
        self.copy_button.setEnabled(False)

    def clear(self) -> None:
        """Say what to do."""
        self._answer = self._shown = None
        self.copy_button.setEnabled(False)
        steps = (translate("SoilGate", "Click the corners of a parcel on the map; snapping is that of the project."),
                 translate("SoilGate", "The verdict stands beside the cursor, its evidence is hatched."),
                 translate("SoilGate", "Enter or right click ends and keeps the parcel in the application."),
                 translate("SoilGate", "Backspace takes the last corner back, Esc takes all away."))
        told = "".join(f'<p style="margin:0 0 5px 0">{step}</p>' for step in steps)
        self.view.tell(lambda _palette: told)

    def refresh(self) -> None:
        """Show how far the site is, and how many parcels are kept."""
        desk = self._desk
        if desk.state == "preparing":
            text = translate("SoilGate", "Preparing the data: {percent} %").format(percent=round(desk.percent))
        elif desk.state == "failed" and desk.error is not None:
            text = sentence(desk.error)
        elif desk.renewing:
            text = translate("SoilGate", "The data changed and are read anew; until then the older ones answer.")
        else:
            text = ""
        self.note.setText(text)
        if desk.site is not None and desk.site is not self._offered:
            self._offered = desk.site
            codes = list(desk.site.use_codes)
            self.use_combo.offer(codes)
            self.present_combo.offer([])
            if not self.use_combo.code() and codes:
                self.use_combo.set_code(codes[0])
        application = self._session.application()
        count = 0 if application is None else len(application.parcels)
        self.application_button.setText(words.of_count(count,
            translate("SoilGate", "Appl&ication: {count} parcel…"),
            translate("SoilGate", "Appl&ication: {count} parcels…")).format(
            count=words.number(count)))
        self.application_button.setEnabled(count > 0)

    def copy(self) -> None:
        """Copy the answer as text."""
        if self._answer is not None:
            site = self._desk.site
            QApplication.clipboard().setText(live_words.plain(self._answer, {} if site is None else site.live.titles))


def parcels_frame(application: Any) -> pd.DataFrame:
    """Parcels of an application as a table to show: number, use, area in m², where it came from."""
    rows = []
    for parcel in application.parcels if application is not None else ():
        columns = application.columns_of(parcel)
        rows.append({"parcel_id": parcel.parcel_id, "use": columns.get("use_code") or columns.get("use_name"),
                     "area_m2": area_of(parcel), "origin": parcel.origin})
    return pd.DataFrame(rows, columns=["parcel_id", "use", "area_m2", "origin"])


def area_of(parcel: Any) -> float:
    """Area of a parcel as the review measures it; NaN without polygon."""
    import numpy as np
    import pyproj

    from ...plugin.core import geometry

    if not parcel.wkb:
        return float("nan")
    planar, ellipsoidal = geometry.areas(np.array([parcel.shape], object), pyproj.CRS.from_user_input(parcel.crs))
    return float(planar[0] if np.isfinite(planar[0]) else ellipsoidal[0])
