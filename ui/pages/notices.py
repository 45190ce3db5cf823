"""The notices page: the public notice of a zone or plot as a print layout of the project, and as PDF."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path
from typing import Optional

from qgis.core import QgsLayoutExporter, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QCoreApplication, QDate, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QPixmap, QResizeEvent, QShowEvent
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...plugin.core.vocabulary import Role
from ...plugin.qgs import icons, notice_subjects, settings
from ...plugin.qgs.layouts import notice as notices
from ...plugin.qgs.layouts import parts
from .. import words
from ..session import Session
from ..widgets import NoteLabel

translate = QCoreApplication.translate
_ROLES = (Role.CONTROL_ZONES, Role.REGISTRY)
_PREVIEW_DPI = 60
_KINDS = ("layout", "print")


class NoticesPage(QWidget):
    """Chooses the subject and the form of a notice."""

    layout_requested = pyqtSignal(object, list)      # role, ids
    open_requested = pyqtSignal(str)                 # name of a layout
    export_requested = pyqtSignal(list)              # names of layouts
    cancel_requested = pyqtSignal()
    data_requested = pyqtSignal()
    options_requested = pyqtSignal()

    def __init__(self, session: Session, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._page: Optional[QPixmap] = None
        self._draw = QTimer(self)                # once for all that changes in one turn
        self._draw.setSingleShot(True)
        self._draw.setInterval(0)
        self._draw.timeout.connect(self._draw_preview)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(8, 8, 8, 8)
        outer.setSpacing(6)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._empty())
        self.stack.addWidget(self._form())
        outer.addWidget(self.stack, 1)
        session.roles_changed.connect(self.refresh)
        session.run_started.connect(self._on_run)
        session.run_moved.connect(self._on_run_moved)
        session.run_ended.connect(self._on_run)
        self._shown: tuple[object, ...] = ()
        self.refresh()

    def _empty(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        label = QLabel(translate("SoilGate", "A notice is about a zone or a plot: choose a layer of these first."))
        label.setWordWrap(True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        button = QPushButton(translate("SoilGate", "&Go to the data"))
        button.clicked.connect(lambda: self.data_requested.emit())
        column.addStretch(1)
        column.addWidget(label)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return page

    def _form(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.kind_combo = QComboBox()
        self.kind_combo.setToolTip(translate("SoilGate", "What the notice is about"))
        self.subject_combo = QComboBox()
        self.subject_combo.setToolTip(translate("SoilGate", "The zone or plot; those without boundary are left out"))
        self.subject_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.subject_combo.setMinimumContentsLength(8)
        self.paper_combo = QComboBox()
        for text, sheet in ((translate("SoilGate", "A4, portrait: text, then map"), ("A4", False)),
                            (translate("SoilGate", "A4, landscape: map left, text right"), ("A4", True)),
                            (translate("SoilGate", "A3, portrait: text, then map"), ("A3", False)),
                            (translate("SoilGate", "A3, landscape: map left, text right"), ("A3", True)),
                            (translate("SoilGate", "A3, board for the site"), ("board_a3",)),
                            (translate("SoilGate", "Template of the office (.qpt)"), ())):
            self.paper_combo.addItem(text, sheet)
        self.paper_combo.setToolTip(translate("SoilGate", "Paper of the notice, or a layout template that is filled"))
        self.paper_combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper_combo.setMinimumContentsLength(8)
        self.template_edit = QgsFileWidget()
        self.template_edit.setFilter(translate("SoilGate", "Layout templates") + " (*.qpt)")
        self.template_edit.setToolTip(translate(
            "SoilGate", "Items are found by their IDs: title, body and map are needed; number, signature, legend, "
            "table, map_title, map_facts, scale and scale_bar may be there."))
        for part in (self.template_edit.lineEdit(), *self.template_edit.findChildren(QToolButton)):
            part.setAccessibleName(translate("SoilGate", "Template of the office (.qpt)"))
        self.number_edit = QLineEdit()
        self.number_edit.setPlaceholderText(translate("SoilGate", "such as 2026 No. 12"))
        self.number_edit.setToolTip(translate("SoilGate", "Number of the document; left out when empty"))
        self.agency_edit = QLineEdit()
        self.agency_edit.setToolTip(translate("SoilGate", "Who issues the notice; kept for the next one"))
        self.contact_edit = QLineEdit()
        self.contact_edit.setToolTip(translate("SoilGate", "Telephone or counter for questions; kept too"))
        self.hotline_edit = QLineEdit()
        self.hotline_edit.setToolTip(translate("SoilGate", "Number for reports of the public; kept for the next one"))
        self.day_edit = QDateEdit()
        self.day_edit.setCalendarPopup(True)
        self.day_edit.setDisplayFormat("yyyy-MM-dd")
        self.day_edit.setToolTip(translate("SoilGate", "Day of the notice; it decides which law is cited"))
        self.points_check = QCheckBox(translate("SoilGate", "Table of &boundary points"))
        self.points_check.setToolTip(translate(
            "SoilGate", "Coordinates of the corners on further pages; off unless the office wants it"))
        for label, widget in ((translate("SoilGate", "About"), self.kind_combo),
                              (translate("SoilGate", "Subject"), self.subject_combo),
                              (translate("SoilGate", "P&aper"), self.paper_combo),
                              (translate("SoilGate", "Template"), self.template_edit),
                              (translate("SoilGate", "Number"), self.number_edit),
                              (translate("SoilGate", "Da&y"), self.day_edit),
                              (translate("SoilGate", "&Issuer"), self.agency_edit),
                              (translate("SoilGate", "Contact"), self.contact_edit),
                              (translate("SoilGate", "Hotline"), self.hotline_edit)):
            form.addRow(label, widget)
        form.addRow("", self.points_check)
        self._fields = form
        column.addLayout(form)
        self.make_button = QPushButton(icons.icon("notice"), translate("SoilGate", "Lay o&ut the notice"))
        self.make_button.setToolTip(translate(
            "SoilGate", "Make a print layout in the project, which you can go on editing."))
        column.addWidget(self.make_button)
        self.note = NoteLabel()
        column.addWidget(self.note)
        title = QLabel(translate("SoilGate", "Layouts of the project"))
        column.addWidget(title)
        self.layout_list = QListWidget()
        self.layout_list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.layout_list.setAccessibleName(translate("SoilGate", "Layouts of the project"))
        title.setBuddy(self.layout_list)
        self.layout_list.setMaximumHeight(5 * self.layout_list.fontMetrics().height())
        column.addWidget(self.layout_list)
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.preview.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.preview.setAccessibleName(translate("SoilGate", "First page of the layout"))
        column.addWidget(self.preview, 1)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setVisible(False)
        self.cancel_button = QToolButton()
        self.cancel_button.setText(translate("SoilGate", "Cancel"))
        self.cancel_button.setToolTip(translate("SoilGate", "Stop it; an export that is stopped leaves no file."))
        self.cancel_button.setVisible(False)
        self.cancel_button.clicked.connect(lambda: self.cancel_requested.emit())
        moving = QHBoxLayout()
        moving.addWidget(self.progress, 1)
        moving.addWidget(self.cancel_button)
        column.addLayout(moving)
        line = QHBoxLayout()
        self.open_button = QPushButton(translate("SoilGate", "Open"))
        self.open_button.setToolTip(translate("SoilGate", "Open the layout in the designer"))
        self.pdf_button = QPushButton(translate("SoilGate", "Save as PD&F…"))
        self.pdf_button.setToolTip(translate("SoilGate", "Write the chosen layouts as PDF files"))
        line.addStretch(1)
        line.addWidget(self.open_button)
        line.addWidget(self.pdf_button)
        column.addLayout(line)
        kept = settings.load()
        self.agency_edit.setText(kept.agency)
        self.contact_edit.setText(kept.contact)
        self.hotline_edit.setText(kept.hotline)
        self.points_check.setChecked(kept.boundary_points_public)
        self._day = QDate()                      # as last taken from the session
        self._on_paper()
        self.paper_combo.currentIndexChanged.connect(lambda _i: self._on_paper())
        self.template_edit.fileChanged.connect(lambda _path: self._enable())
        self.kind_combo.currentIndexChanged.connect(lambda _i: self._fill_subjects())
        self.make_button.clicked.connect(self._on_make)
        self.open_button.clicked.connect(lambda: self.open_requested.emit(self.current_layout()))
        self.pdf_button.clicked.connect(lambda: self.export_requested.emit(self.chosen_layouts()))
        self.layout_list.itemDoubleClicked.connect(lambda _item: self.open_requested.emit(self.current_layout()))
        self.layout_list.currentRowChanged.connect(lambda _row: self._on_layout())
        return page

    # -- showing -----------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what notices can be about now."""
        roles = [role for role in _ROLES if self._session.layer(role) is not None]
        self.stack.setCurrentIndex(1 if roles else 0)
        current = self.kind_combo.currentData()
        self.kind_combo.blockSignals(True)
        self.kind_combo.clear()
        for role in roles:
            name = translate("SoilGate", "Listed plot") if role is Role.REGISTRY else words.role_name(role)
            self.kind_combo.addItem(name, str(role))
        self.kind_combo.setCurrentIndex(max(0, self.kind_combo.findData(current)))
        self.kind_combo.blockSignals(False)
        self._fill_subjects()
        self.show_layouts()
        if not self._day.isValid() or self.day_edit.date() == self._day:      # the person has not said another one
            day = self._session.day()
            self._day = QDate(day.year, day.month, day.day)
            self.day_edit.setDate(self._day)

    def role(self) -> Optional[Role]:
        """What the notice is about."""
        word = self.kind_combo.currentData()
        return Role(word) if word else None

    def _fill_subjects(self) -> None:
        role = self.role()
        layer = None if role is None else self._session.layer(role)
        key = () if layer is None else (role, layer.id(), layer.featureCount(),
                                        tuple(sorted(self._session.choices[role].mapping.items())))
        if key == self._shown and layer is not None:
            self._enable()
            return
        self._shown = key
        current = self.subject_combo.currentData()
        self.subject_combo.clear()
        if layer is not None:
            seen = self._session.inspect(role)
            for found in notice_subjects.candidates(layer, role, self._session.choices[role].mapping, seen.columns):
                text = f"{found.subject_id}  {found.name}" if found.name else found.subject_id
                self.subject_combo.addItem(text, found.subject_id)
            if self.subject_combo.count() > 1:
                self.subject_combo.addItem(translate("SoilGate", "All of them ({count})").format(
                    count=self.subject_combo.count()), None)
        self.subject_combo.setCurrentIndex(0 if current is None else max(0, self.subject_combo.findData(current)))
        self._enable()

    def show_layouts(self, current: str = "") -> None:
        """List the print layouts of the project; ``current``: one that is new."""
        new, current = bool(current), current or self.current_layout()
        names = sorted(layout.name() for layout in QgsProject.instance().layoutManager().printLayouts())
        if names == [self.layout_list.item(k).text() for k in range(self.layout_list.count())] and \
                current == self.current_layout():
            if new:
                self._on_layout()
            self._enable()
            return
        self.layout_list.clear()
        for name in names:
            item = QListWidgetItem(name)
            item.setToolTip(name)
            self.layout_list.addItem(item)
            if name == current:
                self.layout_list.setCurrentItem(item)
        self._on_layout()

    def _on_paper(self) -> None:
        own = not self.paper_combo.currentData()
        for widget in (self.template_edit, self._fields.labelForField(self.template_edit)):
            widget.setVisible(own)
        if hasattr(self, "layout_list"):
            self._enable()

    def form(self) -> notices.Form:
        """The sheet that was chosen."""
        paper = self.paper_combo.currentData()
        if paper and len(paper) == 2:
            return notices.Form(*paper)
        return notices.Form(template=notices.template_path(paper[0] if paper else self.template_edit.filePath()))

    def day(self) -> datetime.date:
        """The day of the notice."""
        return datetime.date.fromisoformat(self.day_edit.date().toString("yyyy-MM-dd"))

    def _enable(self) -> None:
        ready = bool(self.paper_combo.currentData()) or Path(self.template_edit.filePath()).is_file()
        self.make_button.setEnabled(self.subject_combo.count() > 0 and ready and not self._session.busy("layout"))
        chosen = bool(self.current_layout())
        self.open_button.setEnabled(chosen)
        self.pdf_button.setEnabled(chosen and not self._session.busy("print"))

    def _busy(self) -> bool:
        return any(self._session.busy(kind) for kind in _KINDS)

    def _on_run(self, kind: str) -> None:
        """Show that notices are laid out or exported, or that it has ended."""
        if kind in _KINDS:
            self.progress.setValue(0)
            for widget in (self.progress, self.cancel_button):
                widget.setVisible(self._busy())
            if not self._busy():
                self.show_layouts()              # of a run that was stopped, some may be there
            self._enable()

    def _on_run_moved(self, kind: str, percent: float, message: str) -> None:
        if kind in _KINDS:
            self.progress.setValue(int(percent * 10))
            self.progress.setToolTip(message)

    def _on_layout(self) -> None:
        self._enable()
        self._draw.start()

    def _draw_preview(self) -> None:
        """Draw the first page of the chosen layout, which takes its time, where the page is seen."""
        if not self.isVisible():
            return
        layout = QgsProject.instance().layoutManager().layoutByName(self.current_layout())
        self._page = None
        if layout is not None:
            parts.settle(layout)
            self._page = QPixmap.fromImage(QgsLayoutExporter(layout).renderPageToImage(0, QSize(), _PREVIEW_DPI))
        self._fit_preview()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw.start()

    def _fit_preview(self) -> None:
        if self._page is None or self._page.isNull():
            self.preview.clear()
            return
        self.preview.setPixmap(self._page.scaled(
            self.preview.size(), Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_preview()

    def current_layout(self) -> str:
        """Name of the chosen layout; empty for none."""
        item = self.layout_list.currentItem()
        return item.text() if item is not None else ""

    def chosen_layouts(self) -> list[str]:
        """Names of the chosen layouts, in the order of the list."""
        items = [self.layout_list.item(k) for k in range(self.layout_list.count())]
        current = self.current_layout()
        return [item.text() for item in items if item.isSelected()] or ([current] if current else [])

    def choose(self, role: Role, subject_id: str) -> None:
        """Choose what the notice is about."""
        index = self.kind_combo.findData(str(role))
        if index >= 0:
            self.kind_combo.setCurrentIndex(index)
            self.subject_combo.setCurrentIndex(max(0, self.subject_combo.findData(subject_id)))

    def _on_make(self) -> None:
        kept = dataclasses.replace(settings.load(), agency=self.agency_edit.text().strip(),
                                   contact=self.contact_edit.text().strip(), hotline=self.hotline_edit.text().strip(),
                                   boundary_points_public=self.points_check.isChecked())
        settings.save(kept)
        chosen = self.subject_combo.currentData()
        every = [self.subject_combo.itemData(k) for k in range(self.subject_combo.count())]
        self.layout_requested.emit(self.role(), [one for one in every if one is not None and chosen in (None, one)])
