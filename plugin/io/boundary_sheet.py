"""Tables of boundary points (界址点成果表) in workbooks and documents, read as boundary texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Optional

from ..core.errors import InputError
from ..core.tables import Source
from . import boundary_txt, files, spreadsheet, word
from . import values as cells


def read_sheet(
    path: str, layer: Optional[str] = None, *, crs: Any = None, decisions: Optional[Mapping[str, str]] = None
) -> boundary_txt.Boundary:
    """Read the boundary points of a sheet or of all tables of a document.

    Parameters
    ----------
    layer : sheet; needed where several hold points. Number of the table in a document, from 1
    crs, decisions : as in ``boundary_txt.read_boundary``

    Raises
    ------
    InputError
        As there, and ``several_sheets`` or ``layer_not_found``.
    """
    file = files.existing_file(path)
    grids = word.grids(path) if file.suffix.lower() == ".docx" else spreadsheet.grids(path)
    texts = {name: _text(grid) for name, grid in grids.items()}
    held = {name: text for name, text in texts.items() if _points(text) >= 3}
    if layer is not None:
        if layer not in texts:
            raise InputError("layer_not_found", source=path, layer=layer, known=", ".join(texts))
        held = {layer: texts[layer]}
    if not held:
        raise InputError("txt_no_points", source=path)
    if len(held) > 1 and file.suffix.lower() != ".docx":
        raise InputError("several_sheets", source=path, known=", ".join(held), example=next(iter(held)))
    source = Source(path=path, layer=layer or "", sha256=files.sha256([file]), encoding="utf-8")
    return boundary_txt.parse_boundary("\n".join(held.values()), source, crs=crs, decisions=decisions)


def _text(grid: spreadsheet.Grid) -> str:
    """Rows as lines of a text; a row without cells ends a plot, side lengths between the points are left out."""
    lines = []
    for row in grid.rows:
        given = ["" if cells.is_null(c) else re.sub(r"\s+", " ", str(c)).replace(",", "，") for c in row]
        filled = [c for c in given if c.strip()]
        if len(filled) == 1 and re.fullmatch(r"[0-9]{1,5}(\.[0-9]*)?", filled[0].strip()):
            continue
        lines.append(",".join(given).rstrip(",").lstrip(",") if filled else "")
    return "\n".join(lines)


def _points(text: str) -> int:
    return sum(boundary_txt.is_point(line) for line in text.split("\n"))


