"""What the dock shows where Python libraries are missing: one sentence, and a button that gets them."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..plugin.qgs import deps, settings, tasks

translate = QCoreApplication.translate


def private_folder() -> Path:
    """The folder for libraries: as set, else in the profile."""
    chosen = settings.load().packages_folder
    return Path(chosen) if chosen else deps.folder(Path(QgsApplication.qgisSettingsDirPath()))


class LibrariesPage(QWidget):
    """Asks before anything is fetched; nothing of QGIS or the system is changed."""

    installed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._owner = tasks.TaskOwner()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        self.sentence = QLabel()
        self.sentence.setWordWrap(True)
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        column.addStretch(1)
        column.addWidget(self.sentence)
        self.where = QLabel()
        self.where.setWordWrap(True)
        self.where.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.where)
        self.install_button = QPushButton(translate("SoilGate", "&Install libraries"))
        self.install_button.setToolTip(translate(
            "SoilGate", "Fetch them from the Python package index into the folder named above."))
        self.install_button.clicked.connect(lambda: self._install(None))
        self.wheels_button = QPushButton(translate("SoilGate", "From a &folder…"))
        self.wheels_button.setToolTip(translate("SoilGate", "Install from a folder with wheels, without a network."))
        self.wheels_button.clicked.connect(self._from_folder)
        self.copy_button = QPushButton(translate("SoilGate", "Cop&y command"))
        self.copy_button.setToolTip(translate("SoilGate", "Copy a command for the terminal that does the same."))
        self.copy_button.clicked.connect(self._copy)
        column.addWidget(self.install_button)
        line = QHBoxLayout()
        line.addWidget(self.wheels_button)
        line.addWidget(self.copy_button)
        column.addLayout(line)
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setVisible(False)
        column.addWidget(self.progress)
        self.outcome = QLabel()
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.outcome)
        column.addStretch(3)
        self.refresh()

    def refresh(self) -> None:
        """Say what is missing."""
        names = translate("SoilGate", ", ").join(library.package for library in deps.missing())
        self.sentence.setText(translate(
            "SoilGate", "The review needs Python libraries that this QGIS does not bring: {names}.").format(
                names=names))
        self.where.setText(translate(
            "SoilGate", "They can be put into a private folder; QGIS itself stays as it is: {folder}").format(
                folder=str(private_folder()).replace("/", "/\u200b").replace("\\", "\\\u200b")))

    def close_down(self) -> None:
        """Hear no more of an installation (unload)."""
        self._owner.cancel_all()

    def _from_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, translate("SoilGate", "Folder with wheels"),
                                                  settings.load().wheelhouse)
        if folder:
            self._install(Path(folder))

    def _copy(self) -> None:
        QApplication.clipboard().setText(deps.command_line(private_folder()))

    def _install(self, wheelhouse: Optional[Path]) -> None:
        target = private_folder()
        chosen = wheelhouse or (Path(settings.load().wheelhouse) if settings.load().wheelhouse else None)
        task = tasks.CoreTask(translate("SoilGate", "Installing Python libraries"),
                              lambda progress: deps.install(target, chosen, progress.is_cancelled))
        task.succeeded.connect(self._on_done)
        task.failed.connect(lambda error: self._on_done(str(error)))
        task.stopped.connect(lambda: self._on_done(""))
        self._busy(True)
        self._owner.start(task)

    def _busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        for button in (self.install_button, self.wheels_button):
            button.setEnabled(not busy)
        if busy:
            self.outcome.setText("")

    def _on_done(self, fault: str) -> None:
        self._busy(False)
        self.refresh()
        if not deps.missing():
            self.installed.emit()
        else:
            self.outcome.setText(translate("SoilGate", "Not everything could be installed:") + "\n" + str(fault))
