"""An SQLite file that is made at one go: here, or by a process that runs this file (``beside``).

Only the standard library is loaded, so that such a process starts at once.
"""

from __future__ import annotations

import contextlib
import itertools
import marshal
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any

READY = b"ready\n"
REFUSED = 3                                      # exit code where SQLite could not do what was asked
UNFINISHED = 4                                   # where its maker is gone
_VARIABLES = 999                                 # of a statement, as every SQLite takes them; more is no faster


class Database:
    """A new file, all in one transaction; thrown away by its maker when anything fails."""

    def __init__(self, path: str) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        # Nothing has to be undone or to survive a power cut.
        for pragma in ("page_size = 16384", "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE",
                       "cache_size = -65536"):
            self.execute(f"PRAGMA {pragma}")
        self.execute("BEGIN")

    def execute(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that answers nothing."""
        self._connection.execute(statement, values)

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run a statement for each row."""
        self._connection.executemany(statement, rows)

    def insert(self, into: str, columns: Sequence[Sequence[Any]]) -> None:
        """Add rows, many by one statement.

        Parameters
        ----------
        into : table and names of the columns, as SQL
        columns : values of each column, equally many
        """
        rows, width = zip(*columns), len(columns)
        one = f"({', '.join('?' * width)})"
        while values := list(itertools.chain.from_iterable(itertools.islice(rows, max(1, _VARIABLES // width)))):
            statement = f"INSERT INTO {into} VALUES {', '.join([one] * (len(values) // width))}"  # noqa: S608
            try:
                self.execute(statement, values)
            except UnicodeEncodeError:           # half a surrogate pair, as a wrong encoding leaves it
                self.execute(statement, [x.encode("utf-8", "backslashreplace").decode() if isinstance(x, str) else x
                                         for x in values])

    def finish(self) -> None:
        """Make it last."""
        self.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


def pack(method: str, *values: Any) -> bytes:
    """A call of a method as it goes through a pipe, its length before it."""
    data = marshal.dumps((method, values))       # a text that many rows share goes through once
    return len(data).to_bytes(8, "little") + data


def _serve(path: str, incoming: IO[bytes]) -> None:
    with contextlib.closing(Database(path)) as database:
        method = ""
        while method != "finish":
            head = incoming.read(8)
            if not head:
                sys.exit(UNFINISHED)
            method, values = marshal.loads(incoming.read(int.from_bytes(head, "little")))  # noqa: S302  (our own)
            getattr(database, method)(*values)


if __name__ == "__main__":
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    try:
        _serve(sys.argv[1], sys.stdin.buffer)
    except sqlite3.OperationalError as error:
        sys.stderr.write(str(error))
        sys.exit(REFUSED)
