"""The dock: four pages, or one sentence where libraries are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent, QKeySequence
from qgis.PyQt.QtWidgets import QShortcut, QStackedWidget, QTabWidget, QToolButton, QWidget

from ..plugin.qgs import deps, icons
from .libraries import LibrariesPage

if TYPE_CHECKING:
    from .live import LiveDesk
    from .pages.data import DataPage
    from .pages.notices import NoticesPage
    from .pages.review import ReviewPage
    from .pages.zones import ZonesPage
    from .session import Session
    from .tools import Front

OBJECT_NAME = "SoilGateDock"
DATA, REVIEW, ZONES, NOTICES = range(4)
ANCHORS = {"DataPage": "data", "ReviewPage": "review", "ZonesPage": "zones", "NoticesPage": "notices",
           "ApplicationPage": "application", "LivePage": "live", "QueryPage": "query"}
"""Page -> its place in the guide."""
translate = QCoreApplication.translate


class SoilGateDock(QgsDockWidget):
    """The one dock of the plugin; its pages are built once the libraries are there."""

    libraries_ready = pyqtSignal()
    help_requested = pyqtSignal(str)          # anchor of the guide

    data_page: DataPage
    review_page: ReviewPage
    zones_page: ZonesPage
    notices_page: NoticesPage
    desk: LiveDesk
    front: Front

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(translate("SoilGate", "SoilGate: land use and contaminated land"), parent)
        self.setObjectName(OBJECT_NAME)
        self.stack = QStackedWidget()
        self.setWidget(self.stack)
        self.tabs: Optional[QTabWidget] = None
        self.libraries_page: Optional[LibrariesPage] = None
        if deps.missing():
            self.libraries_page = LibrariesPage()
            self.libraries_page.installed.connect(self.libraries_ready.emit)
            self.stack.addWidget(self.libraries_page)

    def event(self, event: QEvent) -> bool:
        """Take F1 before QGIS does: its own action has the same key, and of two shortcuts neither would act."""
        if event.type() == QEvent.Type.ShortcutOverride and event.matches(QKeySequence.StandardKey.HelpContents):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.HelpContents):
            self.ask_help()
        else:
            super().keyPressEvent(event)

    def build_pages(self, session: Session) -> None:
        """Make the four pages; needs the libraries."""
        from .live import LiveDesk
        from .pages.data import DataPage
        from .pages.notices import NoticesPage
        from .pages.review import ReviewPage
        from .pages.zones import ZonesPage
        from .tools import Front

        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.help_button = QToolButton()
        self.help_button.setIcon(icons.icon("help"))
        self.help_button.setAutoRaise(True)
        self.help_button.setToolTip(translate("SoilGate", "What this page is for (F1)"))
        self.help_button.setAccessibleName(translate("SoilGate", "Guide to this page"))
        self.help_button.clicked.connect(self.ask_help)
        self.data_page, self.review_page = DataPage(session), ReviewPage(session)
        self.zones_page, self.notices_page = ZonesPage(session), NoticesPage(session)
        for page, title, tip in (
                (self.data_page, translate("SoilGate", "Data"),
                 translate("SoilGate", "Which layer plays which role")),
                (self.review_page, translate("SoilGate", "Review"),
                 translate("SoilGate", "Verdicts and reasons of the parcels")),
                (self.zones_page, translate("SoilGate", "Zones"),
                 translate("SoilGate", "What the control zones owe")),
                (self.notices_page, translate("SoilGate", "Notices"),
                 translate("SoilGate", "Public notices as print layouts"))):
            index = self.tabs.addTab(page, title)
            self.tabs.setTabToolTip(index, tip)
        self.data_page.review_requested.connect(lambda: self.show_page(REVIEW))
        for asking in (self.review_page, self.zones_page, self.notices_page):
            asking.data_requested.connect(lambda: self.show_page(DATA))
        session.zones_shown.connect(self._show_duties)
        self.desk = LiveDesk(session, self)
        self.front = Front(session, self.desk, self.tabs)
        self.front.layout().itemAt(0).layout().addWidget(self.help_button)
        self.stack.addWidget(self.front)
        self.stack.setCurrentWidget(self.front)
        for index in range(self.tabs.count()):
            key = QKeySequence(f"Alt+{index + 1}")
            shortcut = QShortcut(key, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda index=index: self.show_page(index))
            self.tabs.setTabToolTip(index, f"{self.tabs.tabToolTip(index)} ({key.toString()})")

    def anchor(self) -> str:
        """The place of the guide that explains what is shown."""
        if self.tabs is None:
            return "libraries"
        page = self.front.stack.currentWidget()
        page = self.tabs.currentWidget() if page is self.tabs else page
        if page is self.data_page and self.data_page.stack.currentWidget() is self.data_page.settle_panel:
            return "settle"
        return ANCHORS.get(type(page).__name__, "")

    def ask_help(self) -> None:
        """Ask for the guide at the place of the page that is shown."""
        self.help_requested.emit(self.anchor())

    def show_page(self, index: int) -> None:
        """Bring a page to the front."""
        if self.tabs is not None:
            self.front.show_pages()
            self.tabs.setCurrentIndex(index)
            self.tabs.currentWidget().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_duties(self, _tables: object) -> None:
        count = self.zones_page.open_duties()
        title = translate("SoilGate", "Zones")
        self.tabs.setTabText(ZONES, f"{title} {count}" if count else title)
