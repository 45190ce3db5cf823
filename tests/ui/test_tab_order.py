"""Every control of a dialog is reached by Tab, in the order in which it is seen."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QPushButton, QWidget
from soilgate.plugin.io.applications import Stored
from soilgate.plugin.io.statements import Stated
from soilgate.plugin.qgs.result_tables import OpenPoint
from soilgate.ui.decision import DecisionDialog
from soilgate.ui.decisions import Decision
from soilgate.ui.house import HouseDialog
from soilgate.ui.plot_statement import PlotStatementDialog
from soilgate.ui.session import today
from soilgate.ui.statement import StatementDialog
from soilgate.ui.stored import StoredDialog

DIALOGS = {
    "decision": lambda: DecisionDialog("A-1", "Prohibited", Decision("a", "b", "2026-10-15", "c"), today()),
    "plot": lambda: PlotStatementDialog("P1", [Stated("registry", "exception", "", "P1", "a", "b", "2026-10-15", "c")],
                                        today()),
    "statement": lambda: StatementDialog([OpenPoint("registry", "none_here", "", ("A-1",))], None, [], today()),
    "stored": lambda: StoredDialog([Stored("1", "2026-1", "a", "2026-10-01", "R2", "2026-11-01T00", 2, True)]),
    "house": HouseDialog,
}


def place(dialog, widget):
    """Where a control is seen: its row, then its column; buttons of one row follow the platform."""
    corner = widget.mapTo(dialog, widget.rect().center())
    return corner.y(), 0 if isinstance(widget, QPushButton) else corner.x()


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reaches_every_control_in_the_order_it_is_seen(name, qgis_app, qtbot):
    dialog = DIALOGS[name]()
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=3_000)
    every = {one for one in dialog.findChildren(QWidget) if one.isVisible() and one.isEnabled()
             and one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None}
    seen = []
    for _ in range(6 * len(every)):                      # Tab goes through the parts of a day too
        if QApplication.focusWidget() not in seen:
            seen.append(QApplication.focusWidget())
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert every <= set(seen)
    tables = {one for one in seen if hasattr(one, "viewport") and one.findChildren(QPushButton) == []
              and one.height() > 120}                    # a table stands before what lies in it
    told = [place(dialog, one) for one in seen if one not in tables]
    assert told == sorted(told)
