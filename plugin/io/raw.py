"""A table as it was read: the source's own headers and cells, nothing converted."""

from __future__ import annotations

import dataclasses
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core.tables import Source


@dataclasses.dataclass
class RawTable:
    """What a reader gives.

    ``frame`` has a RangeIndex, the original headers and cells as read. ``geometry`` is an array of shapely geometries
    or None of the same length, None for a table; ``crs`` is a ``pyproj.CRS`` or None. ``rows`` are the rows as a person
    counts them, from 1 for the first data row.
    """

    frame: pd.DataFrame
    geometry: Optional[npt.NDArray[np.object_]] = None
    crs: Any = None
    source: Source = dataclasses.field(default_factory=Source)
    rows: Optional[npt.NDArray[np.int64]] = None
    spreadsheet: bool = False  # numbers may be days of a spreadsheet
    cut: bool = False  # headers may be cut to ten bytes
    blocks: Optional[npt.NDArray[np.object_]] = None
    """Heading of the block a row stands under (新增 / 保留 / 退出), None where there is none."""

    def __post_init__(self) -> None:
        self.source.rows = len(self.frame)
        if self.rows is None:
            self.rows = np.arange(1, len(self.frame) + 1, dtype=np.int64)
