"""The table model and the proxy that arranges its rows."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QPersistentModelIndex, Qt
from qgis.PyQt.QtTest import QAbstractItemModelTester
from qgis.PyQt.QtWidgets import QTableView
from soilgate.ui.models.frame import VALUE_ROLE, ArrangedModel, Column, FrameModel


def models(frame, *columns):
    model, arranged = FrameModel(), ArrangedModel()
    arranged.setSourceModel(model)
    model.set_frame(frame, [Column(name, name.title()) for name in columns or frame.columns])
    return model, arranged


def shown(arranged, column=0):
    return [arranged.index(row, column).data() for row in range(arranged.rowCount())]


def test_model_and_proxy_keep_the_rules_of_qt(qgis_app):
    model, arranged = models(pd.DataFrame({"a": ["x", None, "y"], "n": [3.0, np.nan, 1.0]}))
    testers = [QAbstractItemModelTester(m, QAbstractItemModelTester.FailureReportingMode.Fatal)
               for m in (model, arranged)]
    arranged.sort(1, Qt.SortOrder.DescendingOrder)
    arranged.set_mask(np.array([True, False, True]))
    assert shown(arranged) == ["x", "y"]
    del testers


def test_nulls_come_last_in_both_orders(qgis_app):
    _model, arranged = models(pd.DataFrame({"n": [2.0, np.nan, 10.0, 1.0]}))
    arranged.sort(0, Qt.SortOrder.AscendingOrder)
    assert shown(arranged) == ["1.0", "2.0", "10.0", ""]
    arranged.sort(0, Qt.SortOrder.DescendingOrder)
    assert shown(arranged) == ["10.0", "2.0", "1.0", ""]


def test_equal_values_keep_the_order_of_the_table(qgis_app):
    _model, arranged = models(pd.DataFrame({"k": ["b", "a", "b", "a"], "n": list("1234")}))
    arranged.sort(0, Qt.SortOrder.AscendingOrder)
    assert shown(arranged, 1) == ["2", "4", "1", "3"]


def test_a_chosen_row_stays_chosen_when_the_order_changes(qgis_app):
    _model, arranged = models(pd.DataFrame({"n": [3, 1, 2]}))
    kept = QPersistentModelIndex(arranged.index(0, 0))
    arranged.sort(0, Qt.SortOrder.AscendingOrder)
    assert kept.row() == 2
    assert kept.data() == "3"


def test_a_long_table_is_sorted_without_asking_for_each_row(qgis_app, monkeypatch):
    """A change of layout makes a header ask for an index of each row: with 200 000 rows the window stops."""
    _model, arranged = models(pd.DataFrame({"n": np.arange(20_000)[::-1]}))
    view = QTableView()
    view.setModel(arranged)
    asked = []
    index = type(arranged).index
    monkeypatch.setattr(type(arranged), "index", lambda self, *a: (asked.append(1), index(self, *a))[1])
    view.setSortingEnabled(True)
    view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    assert arranged.source_rows[0] == 19_999
    assert len(asked) < 2_000


def test_rows_of_the_source_are_found_back(qgis_app):
    _model, arranged = models(pd.DataFrame({"n": [3, 1, 2]}))
    arranged.sort(0, Qt.SortOrder.AscendingOrder)
    arranged.set_mask(np.array([True, False, True]))
    assert [arranged.row_of(k) for k in range(3)] == [1, -1, 0]
    assert arranged.source_rows.tolist() == [2, 0]


def test_two_hundred_thousand_rows_sort_and_filter_without_a_cell_being_read(qgis_app):
    count = 200_000
    model, arranged = models(pd.DataFrame({"a": [f"A-{k % 977}" for k in range(count)], "n": np.arange(count) * 1.0}))
    reads = []
    model.data = lambda *_a: reads.append(1)
    start = time.monotonic()
    arranged.sort(0, Qt.SortOrder.AscendingOrder)
    arranged.set_mask(np.arange(count) % 2 == 0)
    assert arranged.rowCount() == count // 2
    assert not reads
    assert time.monotonic() - start < 30, "something goes row by row"


def test_missing_values_of_any_kind_are_shown_empty_and_no_column_is_turned_over(qgis_app):
    frame = pd.DataFrame({"text": ["a", None], "number": [1.5, np.nan], "count": pd.array([3, None], "Int64"),
                          "day": [pd.Timestamp("2026-01-02"), pd.NaT], "yes": pd.array([True, None], object)})
    model, arranged = models(frame)
    assert [arranged.index(1, k).data() for k in range(5)] == [""] * 5
    assert [model.index(0, k).data() for k in range(5)] == ["a", "1.5", "3", "2026-01-02 00:00:00", "True"]
    assert model.values(1).tolist() == [1.5, None]
    assert type(model.index(0, 1).data(VALUE_ROLE)) is float


def test_a_table_comes_sorted_and_is_sorted_once(qgis_app, monkeypatch):
    """Each time takes a window with 200 000 rows a frame or two."""
    model, arranged = models(pd.DataFrame({"n": [1.0]}))
    view = QTableView()
    view.setModel(arranged)
    view.setSortingEnabled(True)
    times = []
    arrange = arranged._arrange
    monkeypatch.setattr(arranged, "_arrange", lambda: (times.append(1), arrange()))
    arranged.will_sort(1, Qt.SortOrder.DescendingOrder)
    model.set_frame(pd.DataFrame({"n": [3.0, 1.0, 2.0], "k": [1, 3, 2]}), [Column("n", "N"), Column("k", "K")])
    view.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    arranged.set_mask(None)
    assert shown(arranged) == ["1.0", "2.0", "3.0"]
    assert len(times) == 1
    view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert shown(arranged) == ["3.0", "2.0", "1.0"]


def test_a_column_is_sorted_again_once_its_values_changed(qgis_app):
    model, arranged = models(pd.DataFrame({"n": list("abc")}), "n", "_state")
    arranged.sort(1, Qt.SortOrder.AscendingOrder)
    model.set_faded(np.array([True, True, False]), "_state")
    arranged.sort(1, Qt.SortOrder.AscendingOrder)
    assert shown(arranged) == ["c", "a", "b"]
    assert model.index(0, 0).data(Qt.ItemDataRole.FontRole).italic()
