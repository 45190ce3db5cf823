"""How the values of a layer are read in its role: its words as ours, its land-use codes as use classes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
from qgis.core import QgsVectorLayer

from ..core.errors import InputError
from ..core.tables import ROLES
from ..core.vocabulary import Role
from . import heads

LOOK = 5_000
"""Rows of a layer that are looked at."""
_MOST = 300


@dataclasses.dataclass(frozen=True)
class ValueRead:
    """A value of a column as it stands, how often, and as what it is read ("" for not at all).

    ``kind`` is "use" for land-use codes (``read``: use classes joined by ``;``), else "word" (``read``: the stored
    word, "true" or "false", "1" or "2").
    """

    column: str
    value: str
    count: int
    kind: str
    read: str


def values_of(layer: QgsVectorLayer, role: Role, columns: Mapping[str, str],
              values: Mapping[str, Mapping[str, Any]]) -> list[ValueRead]:
    """Read the first rows of a layer and tell what became of its values (GUI thread).

    Parameters
    ----------
    columns : what a person said of headers, "" for "no such column"
    values : what a person said of values: column -> {their word: ours}
    """
    from ..core.uses import resolve_uses
    from ..io import mapping

    raw = heads.head(layer, role, LOOK)
    told = mapping.Mapping.of({c: h or None for c, h in columns.items()},
                              values={c: dict(words) for c, words in values.items()})
    try:
        found = mapping.guess(raw, role, told)
        table = mapping.normalise(raw, role, told, needs=False)
    except InputError:                   # the run says what is wrong, with names; there is nothing to show here
        return []
    out: list[ValueRead] = []
    if len(table.frame) != len(raw.frame):       # laboratory sheets, a column a pollutant
        return out
    for spec in ROLES[role]:
        header = found.header(spec.name)
        if header is None or header not in raw.frame or spec.name not in table.frame:
            continue
        if spec.name in ("use_code", "current_use_code"):
            stem = spec.name[:-len("code")]
            uses = resolve_uses(table.column(spec.name).tolist(), table.column(stem + "name").tolist(),
                                table.column(stem + "scheme").tolist())
            read, kind = uses.classes, "use"
        elif spec.type in ("word", "bool", "class"):
            read, kind = table.column(spec.name).to_numpy(object), "word"
        else:
            continue
        counts: dict[tuple[str, str], int] = {}
        for value, ours in zip(raw.frame[header].tolist(), read):
            if value is None or value != value or str(value).strip() == "":
                continue
            key = (str(value), _word(ours))
            counts[key] = counts.get(key, 0) + 1
        shown = sorted(counts.items(), key=lambda item: (item[0][1] != "", -item[1]))[:_MOST]   # unread ones first
        out += [ValueRead(spec.name, value, count, kind, ours) for (value, ours), count in shown]
    return out


def _word(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    return str(int(value)) if isinstance(value, float) else str(value)
