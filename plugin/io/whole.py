"""Files that appear whole or not at all: written beside their target, then moved into place."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..core.errors import InputError

NO_ROOM = ("database or disk is full", "disk I/O error", "unable to open database file")
"""What SQLite says where a file cannot be written; Python before 3.11 gives no code beside the words."""


@contextlib.contextmanager
def whole_file(path: str | os.PathLike[str]) -> Iterator[Path]:
    """Give a temporary path in the target's folder; move it onto the target when the block ends well.

    Parameters
    ----------
    path : path of the target; its folder must exist

    Yields
    ------
    Path
        An empty file with the target's suffix. It is removed when the block raises.

    Raises
    ------
    InputError
        ``output_unwritable``: folder missing, no permission, disk full. ``output_locked``: another program has the
        target open.
    """
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(suffix=target.suffix, prefix=".part-", dir=target.parent)
        os.close(handle)
    except OSError as error:
        raise InputError("output_unwritable", source=str(target), reason=error.strerror or str(error)) from error
    part = Path(name)
    try:
        yield part
        part.chmod(0o666 & ~_umask())
        _settle_journal(target)
        part.replace(target)
    except PermissionError as error:
        code = "output_locked" if target.exists() else "output_unwritable"
        raise InputError(code, source=str(target), reason=error.strerror or str(error)) from error
    except OSError as error:
        raise InputError("output_unwritable", source=str(target), reason=error.strerror or str(error)) from error
    except sqlite3.OperationalError as error:
        if str(error) not in NO_ROOM:
            raise
        raise InputError("output_unwritable", source=str(target), reason=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask: ``mkstemp`` gives files that only their owner may read."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _settle_journal(target: Path) -> None:
    """Make sure that no write-ahead log of the old database is left to be applied to the new one."""
    sides = [target.with_name(target.name + end) for end in ("-wal", "-shm", "-journal")]
    if not any(side.exists() for side in sides):
        return
    with contextlib.suppress(sqlite3.Error), contextlib.closing(sqlite3.connect(str(target), timeout=0.5)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
    if any(side.exists() for side in sides):
        raise InputError("output_locked", source=str(target), reason="")
