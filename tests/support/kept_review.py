"""The review of the demo that most tests of the window begin with is made once a process; later ones get a copy.

A test that asks for ``reviewed`` wants the window with a result; what a review does is the matter of those that start
one themselves. A copy is handed out only where everything that goes in is the same: bytes of the files, columns,
answers, day, steps, settings, language.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Optional

from soilgate.plugin import jobs
from soilgate.plugin.qgs import i18n, result_tables, use_cases

KEPT: dict[str, tuple[bytes, bytes]] = {}
"""By what went in: the result file, and the tables as the window holds them."""


def _content(source: Any) -> str:
    """What is read from a layer, by the bytes of its file; with what SQLite has not yet put into it."""
    path, *rest = str(source.path).split("|")
    held = hashlib.sha256()
    for file in (Path(path), Path(path + "-wal")):
        held.update(file.read_bytes() if file.is_file() else b"-")
    return f"{Path(path).name}|{rest}|{source.layer}|{held.hexdigest()}"


def key_of(request: use_cases.ReviewRequest, older: Optional[result_tables.ResultTables]) -> Optional[str]:
    """What tells this review from others; None for one that is made anew: of edits not saved, of a part, of a second."""
    if older is not None or request.previous is not None or not all(
            isinstance(one.source, jobs.LayerInput) for one in request.given.values()):
        return None
    layers = {str(role): (_content(one.source), one.field_map, one.crs, one.count) for role, one in request.given.items()}
    return repr((layers, _plain(request.covers), _plain(request.none), request.as_of, request.steps, request.settings,
                 list(request.answers), list(request.stated), i18n.language()))


def _plain(mapping: Mapping[Any, Any]) -> list[tuple[str, str]]:
    return sorted((str(key), str(value)) for key, value in mapping.items())


def once(real: Callable[..., result_tables.ResultTables]) -> Callable[..., result_tables.ResultTables]:
    """``ReviewRequest.run`` that works once for each request and copies afterwards."""
    def run(request: use_cases.ReviewRequest, progress: Any, worker: Any = None,
            older: Optional[result_tables.ResultTables] = None) -> result_tables.ResultTables:
        key = key_of(request, older)
        if key is None:
            return real(request, progress, worker, older)
        if key not in KEPT:
            result = real(request, progress, worker, older)
            KEPT[key] = request.out.read_bytes(), pickle.dumps(result)
            return result
        file, tables = KEPT[key]
        request.out.parent.mkdir(parents=True, exist_ok=True)
        request.out.write_bytes(file)
        result = pickle.loads(tables)
        result.gpkg = request.out
        return result

    return run
