"""One hash for what a review used and found, printed on every paper, so that a paper can be told from another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

import pandas as pd

from ..core.tables import CHECKS, FINDINGS, REVIEWED
from . import phrases
from .results import Outcome, complete_tables

MARK = "SOILGATE:"
"""Stands before the hash in a QR code."""
_DIGITS = 6


def of_run(outcome: Outcome) -> str:
    """Return the SHA-256 of a run as 64 hexadecimal digits.

    It covers what was decided and used (table ``run``: inputs with their hashes, packs, day, steps, settings, versions)
    and what came out (our own columns of ``parcels_reviewed``, ``findings``, ``checks``), row by row; not the time at
    which the run ended. A result has the same hash in memory and read back from its file.
    """
    tables = complete_tables(outcome)
    found = hashlib.sha256()
    for name, columns in (("run", ("section", "item", "value")), ("parcels_reviewed", REVIEWED),
                          ("findings", FINDINGS), ("checks", CHECKS)):
        frame = tables[name]
        if name == "run":
            frame = frame[frame["item"] != "finished"]
        found.update(name.encode())
        for line in _lines(frame, columns):
            found.update(line.encode("utf-8", "backslashreplace"))
    return found.hexdigest()


def _lines(frame: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[str]:
    values = [[_plain(value) for value in frame[column].astype(object)] for column in columns]
    for row in zip(*values):
        yield "\n" + json.dumps(row, ensure_ascii=False)


def _plain(value: object) -> object:
    """Null, numbers, yes and no to six decimals, all else as text, in whatever type a reader gives it."""
    if phrases.is_null(value):
        return None
    if isinstance(value, str):
        return value
    try:
        return f"{float(value):.{_DIGITS}f}"  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return str(value)
