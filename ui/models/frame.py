"""A table of pandas in a view: one model over the frame, and one proxy that arranges its rows by numpy."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any, Callable, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QAbstractProxyModel, QAbstractTableModel, QModelIndex, QObject, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFont

from ...plugin.qgs import compat
from ...plugin.qgs.result_tables import text_ranks

SORT_ROLE = Qt.ItemDataRole.UserRole + 1
_MANY = 5_000
_FADED = QBrush(QColor("#808080"))
"""Read on white and on the dark ground of a theme alike, which a model cannot see."""
VALUE_ROLE = Qt.ItemDataRole.UserRole + 2
"""The stored value of a cell, whatever is shown."""


@dataclasses.dataclass(frozen=True)
class Column:
    """How a column of the frame is shown.

    ``show`` turns a stored value into text, ``whole`` into the text of exports where that is longer, ``tip`` a row's
    position into a tooltip, ``icon`` a stored value into an icon, ``faded_icon`` the same in a faded row, ``rank`` a
    stored value into a number to sort by.
    """

    name: str
    title: str
    show: Optional[Callable[[Any], str]] = None
    tip: Optional[Callable[[int], str]] = None
    icon: Optional[Callable[[Any], Any]] = None
    rank: Optional[Callable[[Any], float]] = None
    right: bool = False
    whole: Optional[Callable[[Any], str]] = None
    faded_icon: Optional[Callable[[Any], Any]] = None
    head_tip: str = ""


class FrameModel(QAbstractTableModel):
    """Rows of a frame; nothing is made for a row before the view asks for it."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.columns: tuple[Column, ...] = ()
        self.frame = pd.DataFrame()
        self._more: Mapping[str, Any] = {}          # columns beside the frame, as arrays of objects
        self._values: dict[int, Any] = {}           # of columns that were looked at
        self._ranks: dict[int, Any] = {}
        self._known_ranks: Mapping[str, Any] = {}   # of columns whose order was found elsewhere
        self._faded: Optional[Any] = None           # rows in grey italics
        self._faded_font = QFont()
        self._faded_font.setItalic(True)
        self.faded_tip = ""

    def set_faded(self, rows: Optional[Any], name: str = "") -> None:
        """Show rows (boolean array; None for none) in grey italics; ``name``: a column beside the frame for them."""
        self._faded = rows if rows is not None and rows.any() else None
        if name:
            self._more = {**self._more, name: rows}
        for k, column in enumerate(self.columns):
            if name and column.name == name:
                self._ranks.pop(k, None)
                self._values.pop(k, None)
        self._changed()

    def _changed(self) -> None:
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def set_frame(self, frame: pd.DataFrame, columns: Sequence[Column],
                  more: Optional[Mapping[str, Any]] = None, ranks: Optional[Mapping[str, Any]] = None) -> None:
        """Show another table, with columns beside it; one that is nowhere is empty.

        ``ranks``: numbers by which columns sort, where they are known already.
        """
        self.beginResetModel()
        self._known_ranks = ranks or {}
        self._more, self._faded = more or {}, None
        self.frame, self.columns, self._ranks, self._values = frame, tuple(columns), {}, {}
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008  (as Qt declares it)
        return 0 if parent.isValid() else len(self.frame)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.head_tip or column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return compat.number(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        value = _plain(self._column(index.column())[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(column, value)
        faded = self._faded is not None and bool(self._faded[index.row()])
        if role == Qt.ItemDataRole.ToolTipRole:
            tip = column.tip(index.row()) if column.tip else self._text(column, value)
            return f"{self.faded_tip}\n{tip}" if faded and self.faded_tip else tip
        if role == Qt.ItemDataRole.DecorationRole:
            if faded and column.faded_icon:
                return column.faded_icon(value)
            return column.icon(value) if column.icon else None
        if faded and role == Qt.ItemDataRole.FontRole:
            return self._faded_font
        if faded and role == Qt.ItemDataRole.ForegroundRole:
            return _FADED
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return compat.number(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == VALUE_ROLE:
            return value
        return None

    @staticmethod
    def _text(column: Column, value: Any) -> str:
        if column.show:
            return column.show(value)
        return "" if value is None or value != value else str(value)

    def text(self, row: int, column: int) -> str:
        """The text of a cell as it is shown."""
        return self._text(self.columns[column], _plain(self._column(column)[row]))

    def values(self, column: int) -> Any:
        """Values of a column as Python has them, in the order of the frame."""
        kept = self._column(column)
        if isinstance(kept, np.ndarray) and kept.dtype == object:
            return kept
        return np.fromiter((_plain(value) for value in kept), object, len(kept))

    def _column(self, column: int) -> Any:
        """Values of a column as they are kept."""
        if column not in self._values:
            name = self.columns[column].name
            if name in self._more:
                return self._more[name]
            self._values[column] = self.frame[name].array if name in self.frame else \
                np.full(len(self.frame), None, object)
        return self._values[column]

    def ranks(self, column: int) -> Any:
        """Numbers by which the rows sort; what is missing comes last. Made once."""
        if column not in self._ranks:
            spec = self.columns[column]
            values = self.frame[spec.name] if spec.name in self.frame and spec.name not in self._more \
                else pd.Series(self._column(column))
            if spec.name in self._known_ranks:
                ranks = self._known_ranks[spec.name]
            elif spec.rank is not None:
                codes, distinct = pd.factorize(values, use_na_sentinel=True)
                table = np.append([float(spec.rank(v)) for v in distinct], np.inf)
                ranks = table[codes]
            elif pd.api.types.is_numeric_dtype(values):
                ranks = values.to_numpy(float, na_value=np.nan)
                ranks = np.where(np.isnan(ranks), np.inf, ranks)
            else:
                ranks = text_ranks(values)
            self._ranks[column] = ranks
        return self._ranks[column]


def _plain(value: Any) -> Any:
    """A value as Python has it; None for what is missing. Whole columns are never turned over: that takes a second."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    return value.item() if isinstance(value, np.generic) else value


class ArrangedModel(QAbstractProxyModel):
    """Chosen rows of a ``FrameModel`` in a chosen order; sorts and filters 200 000 rows within a frame or two."""

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._rows = np.empty(0, np.intp)          # row here -> row of the source
        self._place = np.empty(0, np.intp)         # row of the source -> row here, -1 when filtered out
        self._mask: Optional[Any] = None
        self._sort = (-1, Qt.SortOrder.AscendingOrder)
        self._by: Any = None                       # numbers that the rows are sorted by

    def setSourceModel(self, model: FrameModel) -> None:
        super().setSourceModel(model)
        model.modelAboutToBeReset.connect(self.beginResetModel)
        model.modelReset.connect(self._on_reset)
        model.dataChanged.connect(lambda *_range: self._repaint())
        self.beginResetModel()
        self._on_reset()

    def _on_reset(self) -> None:
        self._mask = None
        self._arrange()
        self.endResetModel()

    def _repaint(self) -> None:
        if len(self._rows) and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, self.columnCount() - 1))

    def _arrange(self) -> None:
        source = self.sourceModel()
        count = source.rowCount()
        rows = np.arange(count) if self._mask is None else np.flatnonzero(self._mask)
        column, order = self._sort
        self._by = source.ranks(column) if 0 <= column < source.columnCount() else None
        if self._by is not None:
            ranks = self._by[rows]
            if order == Qt.SortOrder.DescendingOrder:
                ranks = np.where(np.isinf(ranks), ranks, -ranks)
            rows = rows[np.argsort(ranks, kind="stable")]
        self._rows = rows
        self._place = np.full(count, -1, np.intp)
        self._place[rows] = np.arange(len(rows))

    def set_mask(self, mask: Optional[Any]) -> None:
        """Show the rows of the source where ``mask`` is true; all when it is None."""
        if mask is None and self._mask is None:
            return
        self.beginResetModel()
        self._mask = mask
        self._arrange()
        self.endResetModel()

    def will_sort(self, column: int, order: Qt.SortOrder) -> None:
        """Sort the next table so from the start, instead of once as it comes and once again."""
        self._sort = (column, order)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if self._by is not None and (column, order) == self._sort and self.sourceModel().ranks(column) is self._by:
            return
        if len(self._rows) > _MANY:
            # a change of layout would do, but for it a header asks for an index of each of 200 000 rows
            self.beginResetModel()
            self._sort = (column, order)
            self._arrange()
            self.endResetModel()
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        sources = [int(self._rows[index.row()]) for index in before]
        self._sort = (column, order)
        self._arrange()
        after = [self.index(int(self._place[row]), index.column()) for row, index in zip(sources, before)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    @property
    def source_rows(self) -> Any:
        """Rows of the source in the order they are shown."""
        return self._rows

    def row_of(self, source_row: int) -> int:
        """Where a row of the source is shown; -1 when it is filtered out."""
        return int(self._place[source_row]) if 0 <= source_row < len(self._place) else -1

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        source = self.sourceModel()
        return 0 if parent.isValid() or source is None else source.columnCount()

    def index(self, row: int, column: int, parent: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        if parent.isValid() or not (0 <= row < len(self._rows) and 0 <= column < self.columnCount()):
            return QModelIndex()
        return self.createIndex(row, column)

    def parent(self, _index: QModelIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        return QModelIndex()

    def mapToSource(self, index: QModelIndex) -> QModelIndex:
        if not index.isValid() or index.row() >= len(self._rows):
            return QModelIndex()
        return self.sourceModel().index(int(self._rows[index.row()]), index.column())

    def mapFromSource(self, index: QModelIndex) -> QModelIndex:
        if not index.isValid():
            return QModelIndex()
        row = self.row_of(index.row())
        return self.createIndex(row, index.column()) if row >= 0 else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        source = self.sourceModel()
        return None if source is None else source.headerData(section, orientation, role)
