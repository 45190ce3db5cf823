"""Rows of a table as the window shows them, written as .xlsx or .csv: text stays text in whatever opens the file."""

from __future__ import annotations

import csv
import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from .ledger import Field, add_table
from .whole import whole_file

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclasses.dataclass(frozen=True)
class RowColumn:
    """A column: header, values (numbers where ``kind`` is "number", else text), width in characters."""

    title: str
    values: Sequence[Any]
    kind: str = "text"                   # "text", "wrapped", "number"
    width: float = 14


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with the sign before it that keeps it text."""
    return "'" + text if text.startswith(_STARTS) else text


def write_rows(path: str | os.PathLike[str], columns: Sequence[RowColumn], title: str, lang: str) -> None:
    """Write columns of equal length as .csv (UTF-8 with BOM) or, by any other suffix, .xlsx.

    Raises
    ------
    InputError
        The target cannot be written or is open elsewhere.
    """
    if Path(path).suffix.lower() == ".csv":
        with whole_file(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow([harmless(column.title) for column in columns])
            for row in zip(*(column.values for column in columns)):
                writer.writerow(["" if value is None or value != value else
                                 harmless(value) if isinstance(value, str) else value for value in row])
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.creator = "SoilGate"
    names = [str(k) for k in range(len(columns))]            # titles may repeat
    fields = [Field(name, column.width, column.kind, header=column.title) for name, column in zip(names, columns)]
    frame = pd.DataFrame({name: pd.Series(list(column.values), dtype=object) for name, column in zip(names, columns)})
    with whole_file(path) as part:
        add_table(book, title, frame, fields, lang)
        book.save(part)
