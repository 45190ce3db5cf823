"""The guide in a window of its own: offline, at the place of the page from which it was asked for."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, Qt, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QKeyEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from ..plugin.about import RESOURCES_DIR
from ..plugin.qgs import i18n, icons

translate = QCoreApplication.translate
FOLDER = RESOURCES_DIR / "help"


class Guide(QWidget):
    """Shows ``resources/help/index_<language>.html``."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("SoilGateGuideWindow")
        self.setWindowTitle(translate("SoilGate", "SoilGate guide"))
        self.setWindowIcon(icons.icon("soilgate"))
        self.browser = QTextBrowser()
        self.browser.setOpenExternalLinks(True)
        self.browser.setSearchPaths([str(FOLDER)])
        self.browser.setAccessibleName(self.windowTitle())
        self.browser.document().setDocumentMargin(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(6, 4, 6, 4)
        self.contents_button = QPushButton(translate("SoilGate", "Co&ntents"))
        self.contents_button.setToolTip(translate("SoilGate", "Go to the beginning of the guide"))
        self.contents_button.clicked.connect(lambda: self.show_at(""))
        self.back_button = QPushButton(translate("SoilGate", "&Back"))
        self.back_button.setToolTip(translate("SoilGate", "Go back to where you were reading"))
        self.back_button.clicked.connect(self.browser.backward)
        self.outside_button = QPushButton(translate("SoilGate", "Open in the bro&wser"))
        self.outside_button.setToolTip(translate("SoilGate", "Read or print the guide in the web browser"))
        self.outside_button.clicked.connect(lambda: QDesktopServices.openUrl(self.browser.source()))
        for button in (self.contents_button, self.back_button, self.outside_button):
            button.setAutoDefault(False)
        line.addWidget(self.contents_button)
        line.addWidget(self.back_button)
        line.addStretch(1)
        line.addWidget(self.outside_button)
        column.addLayout(line)
        column.addWidget(self.browser)
        self.browser.backwardAvailable.connect(self.back_button.setEnabled)
        self.back_button.setEnabled(False)
        em = self.fontMetrics().horizontalAdvance("0")
        self.resize(100 * em, 44 * self.fontMetrics().lineSpacing())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def show_at(self, anchor: str) -> None:
        """Open at a place of the guide; at its beginning for ""."""
        url = QUrl.fromLocalFile(str(FOLDER / f"index_{i18n.language()}.html"))
        if anchor:
            url.setFragment(anchor)
        self.browser.setSource(url)
        self.show()
        self.raise_()
        self.activateWindow()
        if anchor:
            self.browser.scrollToAnchor(anchor)
