"""The workspace: every role of an office in one GeoPackage or one PostGIS schema, with a history of every row.

The same functions serve both; ``workspace_gpkg`` and ``workspace_pg`` know how each keeps its rows.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import itertools
import json
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from json.encoder import encode_basestring
from typing import Any, Protocol, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyproj
import shapely

from ..core.errors import InputError
from ..core.geometry import name_of, to_crs
from ..core.locate import normal_name
from ..core.settle import bare_name
from ..core.tables import ISSUED, REVIEWED, ROLES, UNREADABLE, UNTIL, RoleTable, Source
from ..core.vocabulary import EditionKind, ListKind, Role, Word
from . import files, marks, phrases, workspace_gpkg
from .gpkg import quote
from .values import periods_in
from .workspace_model import GEOMETRY, SCHEMA_VERSION, Layer, keys, layers

# ruff: noqa: S608  (names of tables and columns cannot be bound; all go through quote)

Location = Union[str, "os.PathLike[str]"]
Shapes = npt.NDArray[np.object_]
_OURS = ("source_row", "import_id", "recorded_from", "vanished")
_NAMED = (Role.REGISTRY, Role.NEGATIVE_LIST, Role.SURVEY_AREAS, Role.RISK_ASSESSMENTS, Role.INDUSTRIAL_LAND,
          Role.ORDERED_SURVEYS)
_TELLING = ("entry_id", "plot_id", "list_kind", "county", "city", "district_code", "phase", "review_no")
"""What two rows of one name must not differ in to be the same entry."""
_WHOLE_NOTES = 1_000
_SEAM_M, _METRES_OF_DEGREE = 0.25, 111_320.0
"""Half the width below which two outlines of one plot are the same (m); metres of a degree."""
_SAME_AREA = 0.02
_PLAN_GROWS_M = 200.0                    # a parcel that is corrected or added at the edge belongs to the same plan
_SAME_POINT_M = 10.0                     # no corrected coordinate moves a borehole so far
_RESULT = ("value", "below_detection", "detection_limit", "unit")
_END = "9999-12-31T23:59:59.999Z"


class Store(Protocol):
    """An open transaction in a workspace, whatever keeps it."""

    path: str
    version: int
    crs: pyproj.CRS

    def table(self, name: str) -> str:
        """A table's name as SQL takes it."""

    def execute(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement with ``?`` for its values."""

    def change(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run one statement that gives no rows, with ``?`` for its values."""

    def tables(self) -> set[str]:
        """Names of the tables that there are."""

    def reserve(self, layer: Layer) -> None:
        """Keep others from writing into a table until the end; wait for those who are at it."""

    def insert(self, layer: Layer, columns: Sequence[str], rows: Iterable[tuple[Any, ...]], count: int) -> None:
        """Add so many rows."""

    def update(self, layer: Layer, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        """Change rows; the last cell of each is its ``fid``."""

    def encode(self, shapes: Shapes, *, multi: bool) -> list[Any]:
        """Geometry in the CRS of the workspace as cells; null stays null."""

    def decode(self, cells: Iterable[Any]) -> Shapes:
        """Geometry of cells."""


@dataclasses.dataclass(frozen=True)
class Imported:
    """What became of the rows of an import; ``vanished`` are entries that a new whole list no longer has."""

    import_id: int
    added: int
    updated: int
    unchanged: int
    vanished: int


@dataclasses.dataclass(frozen=True)
class Counts:
    """How the rows of a source were read; they add up to its rows."""

    read: int
    repaired: int
    guessed: int
    refused: int


@dataclasses.dataclass(frozen=True)
class Statement:
    """What the holder of a list states of its coverage.

    ``covers``: "plan" (wherever the plan lies) or (polygons, CRS); ``none_issued``: that there is no such list.
    """

    covers: Union[str, tuple[Shapes, pyproj.CRS], None] = None
    none_issued: bool = False
    person: str | None = None
    stated_on: dt.date | None = None
    document: str | None = None


def _database(path: Location) -> bool:
    return files.split_source(path).database


def _pg() -> Any:
    from . import workspace_pg
    return workspace_pg


def create(path: Location, *, crs: Any = "EPSG:4490", roles: Iterable[Role] | None = None) -> None:
    """Make an empty workspace.

    Parameters
    ----------
    path : GeoPackage that does not exist yet, or ``postgresql://...`` of a database that has no workspace
    crs : of all its layers (anything pyproj understands); what is imported in another is reprojected into it
    roles : only these, with the records of imports; default all, with all that an office keeps

    Raises
    ------
    InputError
        ``workspace_exists``, or it cannot be written.
    """
    names = None if roles is None else {*map(str, roles), "imports", "import_report", "coverage"}
    wanted = [layer for layer in layers().values() if names is None or layer.name in names]
    if _database(path):
        _pg().create(os.fspath(path), crs, wanted)
    else:
        workspace_gpkg.create(path, crs, wanted)


def migrate(path: Location) -> list[str]:
    """Bring a workspace to the present schema; nothing that is in it is removed.

    Returns
    -------
    list of str
        The tables and columns (``table.column``) that were added.

    Raises
    ------
    InputError
        ``workspace_foreign``, ``workspace_newer``, or it is locked.
    """
    with _open(path, older=True) as store:
        added: list[str] = (_pg() if _database(path) else workspace_gpkg).migrate(store)
    return added


def is_workspace(path: Location) -> bool:
    """Whether a file or a database holds a workspace, of any version."""
    if _database(path):
        return bool(_pg().is_workspace(os.fspath(path)))
    return workspace_gpkg.is_workspace(path)


@contextlib.contextmanager
def _open(path: Location, *, older: bool = False, write: bool = True) -> Iterator[Any]:
    """A transaction in a workspace of our version (or an older one); undone when the block raises."""
    opened = _pg().opened if _database(path) else workspace_gpkg.opened
    with opened(os.fspath(path), write=write) as store:
        if store.version > SCHEMA_VERSION:
            raise InputError("workspace_newer", source=store.path, version=store.version, known=SCHEMA_VERSION)
        if store.version < SCHEMA_VERSION and not older:
            raise InputError("workspace_older", source=store.path, version=store.version)
        yield store


@contextlib.contextmanager
def editing(path: Location, *tables: str) -> Iterator[Any]:
    """A transaction in which tables that the office itself keeps are written; undone when the block raises."""
    with reading(path, *tables, write=True) as store:
        for table in tables:
            store.reserve(layers()[table])
        yield store


@contextlib.contextmanager
def reading(path: Location, *tables: str, write: bool = False) -> Iterator[Any]:
    """A transaction in which tables that the office itself keeps are read."""
    with _open(path, write=write) as store:
        missing = [table for table in tables if table not in _present(store)]
        if missing:
            raise InputError("workspace_without_role", source=store.path, role=missing[0])
        yield store


def crs_of(path: Location) -> pyproj.CRS:
    """The CRS of all layers of a workspace."""
    with _open(path, write=False) as store:
        crs: pyproj.CRS = store.crs
    return crs


def row_counts(path: Location) -> dict[str, int]:
    """How many rows each table of a workspace holds; only those tables that it has."""
    with _open(path, write=False) as store:
        return {name: store.execute(f"SELECT count(*) FROM {store.table(name)}")[0][0] for name in _present(store)}


def _present(store: Store) -> list[str]:
    names = store.tables()
    return [name for name in layers() if name in names]


# ---------------------------------------------------------------------------------------------- rows in

def append(path: Location, table: RoleTable, *, person: str | None = None, now: dt.datetime | None = None,
           counts: Counts | None = None, statement: Statement | None = None) -> Imported:
    """Add the rows of a table to its role, all or none.

    Parameters
    ----------
    table : RoleTable
        A row whose id is there already updates that row: what its source has no column for stays, the former state goes
        into the history. Equal ids in one table are told apart by their order, rows without id by their whole content,
        entries of a register without code by their name; so the same file twice changes nothing. A list of changes
        changes only what it says. An entry that a whole list no longer has stays in force, ``vanished``.
    person : who imports
    now : for the history; default the clock (UTC)
    counts : how the rows were read
    statement : what the list covers, as its holder says; it replaces what was stated of the role before

    Raises
    ------
    InputError
        The workspace is foreign, older, newer, locked or read-only; geometry without CRS; a ballpark transformation.
    """
    with importing(path, table.role, person=person, now=now) as run:
        run.add(table)
        run.counts, run.statement = counts, statement
    return run.done


@contextlib.contextmanager
def importing(path: Location, role: Role, *, person: str | None = None,
              now: dt.datetime | None = None) -> Iterator[Importing]:
    """An import in one transaction; its tables come one after the other (``add``), as parts of one source."""
    with _open(path) as store:
        run = Importing(store, role, person, _instant(now or dt.datetime.now(dt.timezone.utc)))
        yield run
        run.finish()


class Importing:
    """Rows on their way into a role of a workspace."""

    def __init__(self, store: Store, role: Role, person: str | None, stamp: str) -> None:
        self.store, self.role, self.person, self.stamp = store, role, person, stamp
        self.layer = layers()[str(role)]
        if str(role) not in _present(store):
            raise InputError("workspace_without_role", source=store.path, role=str(role))
        store.reserve(self.layer)
        self.import_id: int = store.execute(
            f"SELECT coalesce(max(import_id), 0) + 1 FROM {store.table('imports')}")[0][0]
        self.names = [c.name for c in self.layer.columns if c.name not in _OURS]
        if self.layer.geometry:
            self.names.append("geom")
        self.old = _Old(store, self.layer, self.names)
        self.count = self.added = self.updated = self.vanished = 0
        self.fields: dict[str, None] = {}
        self.source: Source | None = None
        self.notes: list[dict[str, Any]] = []
        self.kinds: set[Any] = set()
        self.crs = ""
        self.counts: Counts | None = None
        self.statement: Statement | None = None

    @property
    def done(self) -> Imported:
        """What became of the rows so far."""
        return Imported(self.import_id, self.added, self.updated, self.count - self.added - self.updated, self.vanished)

    def add(self, table: RoleTable) -> None:
        """Add the rows of one part of the source."""
        self.source = self.source or table.source
        for note in table.source.notes:           # what is said of the whole source is said once
            if isinstance(note.get("row"), int) or note not in self.notes[:_WHOLE_NOTES]:
                self.notes.append(note)
        self.crs = table.source.crs or (name_of(table.crs) if table.crs is not None else "")
        self.fields.update(dict.fromkeys(c.name for c in ROLES[self.role] if c.name in table.frame))
        new = _new_rows(table, self.layer, self.store)
        if self.role is Role.REGISTRY and table.source.edition is not EditionKind.CHANGES:
            self._whole_list(new, len(table.frame))
        self.kinds |= set(new.get("list_kind", [None]))
        present = [n for n in self.names if n in new]
        own = [*present, "source_row", "import_id", "recorded_from"]
        count = len(table.frame)
        given = table.frame["source_row"].tolist() if "source_row" in table.frame else range(1, count + 1)
        if not self.old.fids:                     # nothing to compare with
            self.store.insert(self.layer, own, zip(
                *(new[n] for n in present), given, itertools.repeat(self.import_id), itertools.repeat(self.stamp)),
                count)
            self.count, self.added = self.count + count, self.added + count
            return
        rows = list(zip(*(new[n] for n in present)))
        inserts: list[tuple[Any, ...]] = []
        updates: list[tuple[Any, ...]] = []
        changes_only, parted = table.source.edition is EditionKind.CHANGES, 0
        day = table.source.edition_date if self.role is Role.REGISTRY else None
        for row, source_row, at in zip(rows, given, self.old.match(present, rows)):
            if at is None:
                inserts.append((*row, int(source_row), self.import_id, self.stamp))
                continue
            state = self.old.states[at]
            if self.role is Role.REGISTRY and _removes_another(dict(zip(present, row)), state):
                if not self.old.holds(at, dict(zip(present, row))):
                    self.notes.append({"code": "removal_of_another_name", "state": "guessed", "row": int(source_row),
                                       "value": state["entry_id"], "stays": state["name"] or "",
                                       "said": dict(zip(present, row)).get("name") or ""})
                    parted += 1
                    inserts.append((*row, int(source_row), self.import_id, self.stamp))
                continue
            if day is not None and (since := self.old.since(at)) is not None and day < since:
                self.notes.append({"code": "older_issue", "state": "guessed", "row": int(source_row),
                                   "value": state["entry_id"] or state["name"] or "", "day": str(since.date())})
                row = _older(present, row, state)
            elif self.role is Role.REGISTRY and day is None and self.old.undated(at, dict(zip(present, row))):
                self.notes.append({"code": "undated_removal", "state": "guessed", "row": int(source_row),
                                   "value": state["entry_id"] or state["name"] or "",
                                   "day": str(self.old.since(at))[:10]})
                row = _older(present, row, state)
            elif changes_only:
                row = _over(present, row, state)
                if self.role is Role.REGISTRY and self.old.shrinks(at, dict(zip(present, row))):
                    self.notes.append({"code": "removed_outline_kept", "state": "guessed", "row": int(source_row),
                                       "value": state["entry_id"] or state["name"] or ""})
                    row = tuple(state[n] if n == "geom" else cell for n, cell in zip(present, row))
            if self.role is Role.REGISTRY and (rest := self.old.rest(at, dict(zip(present, row)))) is not None:
                if self.old.holds(at, dict(zip(present, row))):
                    continue                      # this part was removed before
                self.notes.append({"code": "removed_in_part", "state": "guessed", "row": int(source_row),
                                   "value": state["entry_id"] or state["name"] or ""})
                parted += 1
                inserts.append((*row, int(source_row), self.import_id, self.stamp))
                kept = {n: state[n] for n in present} | {"geom": rest}
                updates.append((*(kept[n] for n in present), int(source_row), self.import_id, self.stamp,
                                self.old.fids[at]))
                continue
            if any(cell != state[n] for n, cell in zip(present, row)):
                updates.append((*row, int(source_row), self.import_id, self.stamp, self.old.fids[at]))
        self.store.insert(self.layer, own, inserts, len(inserts))
        self.store.update(self.layer, own, updates)
        self.count, self.added, self.updated = (self.count + len(rows), self.added + len(inserts) - parted,
                                                self.updated + len(updates))

    def _whole_list(self, new: dict[str, list[Any]], count: int) -> None:
        """A whole list without a column of status lists all its rows, whatever changes said before it."""
        used = any(state["list_status"] is not None for state in self.old.states)
        whole = self.source is not None and self.source.edition is EditionKind.WHOLE
        if "list_status" not in new and (used or whole):
            gone = [(stage == "removed") or day is not None for stage, day in zip(
                new.get("stage", [None] * count), new.get("removed_on", [None] * count))]
            new["list_status"] = ["removed" if on else "listed" for on in gone]
        for name in ("change_kind", "removed_on"):
            if name not in new and any(state[name] is not None for state in self.old.states):
                new[name] = [None] * count

    def finish(self) -> None:
        """Flag what vanished, record the import and its notes."""
        source, store = self.source or Source(), self.store
        if self.role is Role.REGISTRY:
            self._flag_vanished(source)
        done = self.done
        day = None if source.edition_date is None else source.edition_date.strftime("%Y-%m-%d")
        told = self.counts
        row = {"import_id": done.import_id, "role": str(self.role), "path": source.path, "layer": source.layer,
               "sha256": source.sha256, "rows": self.count, "crs": self.crs or None, "encoding": source.encoding,
               "title": source.title, "edition": _text(source.edition), "edition_date": day,
               "list_kind": _text(source.list_kind), "person": self.person, "fields": ";".join(self.fields),
               "imported_at": self.stamp, "added": done.added, "updated": done.updated, "unchanged": done.unchanged,
               "vanished": done.vanished,
               **({} if told is None else {"as_read": told.read, "repaired": told.repaired, "guessed": told.guessed,
                                           "refused": told.refused})}
        store.insert(layers()["imports"], list(row), [tuple(row.values())], 1)
        store.insert(layers()["import_report"], ["import_id", "source_row", "state", "code", "facts", "message_zh",
                                                 "message_en"], [_report_row(done.import_id, x) for x in self.notes],
                     len(self.notes))
        if self.statement is not None:
            _keep_statement(store, self.role, self.statement, self.stamp)

    def _flag_vanished(self, source: Source) -> None:
        """Flag entries of the same lists that the new whole issue does not have; those that it has again are not."""
        store, name = self.store, self.store.table("registry")
        update = f"UPDATE {name} SET vanished = ?, recorded_from = ? WHERE fid = ?"
        flagged = {row[0] for row in store.execute(f"SELECT fid FROM {name} WHERE vanished = 1")}
        for at in sorted(self.old.seen):
            if self.old.fids[at] in flagged:
                store.change(update, (None, self.stamp, self.old.fids[at]))
        if source.edition is not EditionKind.WHOLE:
            return
        for at, state in enumerate(self.old.states):
            since = self.old.since(at)
            if source.edition_date is not None and since is not None and source.edition_date < since:
                continue
            if at in self.old.seen or state["list_kind"] not in self.kinds or state["list_status"] == "removed":
                continue
            self.vanished += 1
            if self.old.fids[at] not in flagged:
                store.change(update, (1, self.stamp, self.old.fids[at]))


class _Old:
    """Rows that a role has already, and which of them a new row is."""

    def __init__(self, store: Store, layer: Layer, names: Sequence[str]) -> None:
        self.fids: list[int] = []
        self.states: list[dict[str, Any]] = []
        self.imports: list[int] = []
        for row in store.execute(f"SELECT fid, import_id, {', '.join(map(quote, names))} FROM "
                                 f"{store.table(layer.name)} ORDER BY fid"):
            self.fids.append(row[0])
            self.imports.append(row[1])
            self.states.append(dict(zip(names, row[2:])))
        self.store, self.role = store, layer.role
        assert self.role is not None
        self.keys = keys(self.role)
        self.counted: dict[tuple[Any, ...], int] = {}
        self.at = dict(zip(_numbered(_keys(self.states, self.keys), {}), range(len(self.fids))))
        self.seen: set[int] = set()
        self._by_code: dict[tuple[str | None, ...], Any] | None = None
        self._of_key: dict[tuple[Any, ...], list[int]] = {}
        self.issues: dict[int, tuple[Any, Any, pd.Timestamp]] = {}
        self.gone: set[int] = set()
        if self.role is Role.REGISTRY and self.fids:
            self.issues = {number: (edition, kind, pd.Timestamp(day)) for number, edition, kind, day in store.execute(
                f"SELECT import_id, edition, list_kind, edition_date FROM {store.table('imports')} "
                "WHERE role = ? AND edition_date IS NOT NULL", (str(self.role),))}
            self.gone = {row[0] for row in store.execute(
                f"SELECT fid FROM {store.table(layer.name)} WHERE vanished = 1")}

    def since(self, at: int) -> pd.Timestamp | None:
        """The day of the latest issue that says of a row what it holds; None where no issue has a day."""
        said = [self.issues[self.imports[at]][2]] if self.imports[at] in self.issues else []
        if self.fids[at] not in self.gone:
            said += [day for edition, kind, day in self.issues.values()
                     if edition == EditionKind.WHOLE and kind in (None, self.states[at]["list_kind"])]
        return max(said, default=None)

    def undated(self, at: int, row: Mapping[str, Any]) -> bool:
        """Whether a removal of unknown day meets what an issue of known day says: it may be the older of the two."""
        since = self.since(at)
        if since is None or not _is_removed(row):
            return False
        return row.get("removed_on") is None or pd.Timestamp(row["removed_on"]) <= since

    def rest(self, at: int, row: Mapping[str, Any]) -> Any:
        """What stays listed of a plot of which a smaller part is removed, as a cell; None where nothing does."""
        if not _is_removed(row) or _is_removed(self.states[at]):
            return None
        left = self._left(at, row)
        return None if left is None else self.store.encode(np.array([left], object), multi=True)[0]

    def shrinks(self, at: int, row: Mapping[str, Any]) -> bool:
        """Whether a removal names less than what was removed of the same plot before."""
        return _is_removed(row) and _is_removed(self.states[at]) and self._left(at, row) is not None

    def _left(self, at: int, row: Mapping[str, Any]) -> Any:
        """What the outline of a row leaves of that of its former state, seams aside; None where nothing."""
        state = self.states[at]
        if row.get("geom") is None or state["geom"] is None:
            return None
        old, new = (shapely.make_valid(shapely.force_2d(x)) for x in self.store.decode([state["geom"], row["geom"]]))
        if shapely.area(old) == 0 or shapely.area(new) == 0:
            return None
        left = shapely.difference(old, new)
        seam = _SEAM_M / (_METRES_OF_DEGREE if self.store.crs.is_geographic else 1.0)
        left = shapely.intersection(left, shapely.buffer(shapely.buffer(left, -seam), 2 * seam))
        return None if shapely.is_empty(left) else left

    def holds(self, at: int, row: Mapping[str, Any]) -> bool:
        """Whether another row of the same entry says all this already."""
        return any(k != at and all(state[n] == cell for n, cell in row.items()) for k, state in enumerate(self.states)
                   if state[self.keys[0]] == self.states[at][self.keys[0]])

    def place_of(self, *code: str | None) -> Any:
        """The geometry cell of the row that has this code (or the first of these keys), None where there is none."""
        if self._by_code is None:
            self._by_code = {tuple(None if state[k] is None else str(state[k]) for k in self.keys[:len(code)]):
                             state.get("geom") for state in self.states}
        return self._by_code.get(code)

    def match(self, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> list[int | None]:
        """The position of each row's former state, None for a new row."""
        told = [dict(zip(names, row)) for row in rows]
        if self.role is Role.SAMPLES:
            return self._samples(told)
        if self.role in (Role.SIGNS, Role.POINTS) and "zone_id" not in names:      # a person may have named the zone
            for row in told:
                ids = [s for s in self.states if s[self.keys[0]] == row.get(self.keys[0])]
                if len(ids) == 1:
                    row["zone_id"] = ids[0]["zone_id"]
        found = [self.at.get(key) for key in _numbered(_keys(told, self.keys), self.counted)]
        if self.role is Role.REGISTRY:
            self._unless(_two_districts, told, found)
        if self.role is Role.INDUSTRIAL_LAND:
            self._unless(_two_industries, told, found)
        self.seen.update(at for at in found if at is not None)
        if self.role in _NAMED and None in found:
            self._by_name(told, found)
        return found

    def _unless(self, two: Callable[[Mapping[str, Any], Mapping[str, Any]], bool], told: Sequence[Mapping[str, Any]],
                found: list[int | None]) -> None:
        """Take back what was found by its code alone, where code and content say that it is ``two``."""
        taken = set(found) | self.seen
        for k, at in enumerate(found):
            if at is None or not two(told[k], self.states[at]):
                continue
            found[k] = next((j for j, state in enumerate(self.states) if j not in taken and all(
                state[n] == told[k].get(n) for n in self.keys) and not two(told[k], state)), None)
            taken.add(found[k])

    def _samples(self, told: Sequence[Mapping[str, Any]]) -> list[int | None]:
        """Samples of one number are one where place and day agree: S1 and 0-0.5 m come back in every survey."""
        if not self._of_key:
            for at, key in enumerate(_keys(self.states, self.keys)):
                self._of_key.setdefault(key, []).append(at)
        found: list[int | None] = []
        for row, key in zip(told, _keys(told, self.keys)):
            like = self._of_key.get(key, ())
            at = next((at for at in like if at not in self.seen and self._one_sample(at, row)), None)
            if at is not None:
                self.seen.add(at)
            found.append(at)
        return found

    def _one_sample(self, at: int, row: Mapping[str, Any]) -> bool:
        state = self.states[at]
        if None not in (day := (state["sampled_on"], row.get("sampled_on"))) and day[0] != day[1]:
            return False
        here, there = state["geom"], row.get("geom")
        if here is None or there is None:                # a place that is added or lost, of the very same result
            return here is there or all(state[n] == row.get(n) for n in _RESULT)
        if here == there:
            return True
        one, other = self.store.decode([here, there])
        reach = _SAME_POINT_M / (_METRES_OF_DEGREE if self.store.crs.is_geographic else 1.0)
        return bool(shapely.dwithin(one, other, reach))

    def _by_name(self, told: Sequence[Mapping[str, Any]], found: list[int | None]) -> None:
        """Entries of published lists, most of which have no code, by their name where it is the only one."""
        old: dict[str, list[int]] = {}
        new: dict[str, list[int]] = {}
        for at, state in enumerate(self.states):
            if at not in self.seen and (name := normal_name(state["name"])):
                old.setdefault(name, []).append(at)
        for k, row in enumerate(told):
            if found[k] is None and (name := normal_name(row.get("name"))):
                new.setdefault(name, []).append(k)
        for name, places in new.items():
            if len(places) != 1 or len(old.get(name, ())) != 1:
                continue
            (k,), (at,) = places, old[name]
            if self.role is Role.INDUSTRIAL_LAND and _two_industries(told[k], self.states[at]):
                continue
            if all(_agree(told[k].get(n), self.states[at].get(n)) for n in _TELLING):
                found[k] = at
                self.seen.add(at)


def _is_removed(row: Mapping[str, Any]) -> bool:
    return (row.get("list_status") == "removed" or row.get("change_kind") == "removed" or row.get("stage") == "removed"
            or row.get("removed_on") is not None)


def _removes_another(row: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether a removal without outline bears the code of a listed plot, but not its name or not its size.

    Another name is a slip in one of the two or a part of the plot (A区, 一期); a smaller area is a part of it. Words
    that every plot has count for nothing (原示例厂地块, 示例厂).
    """
    if not _is_removed(row) or _is_removed(state) or row.get("geom") is not None:
        return False
    one, other = bare_name(row.get("name")), bare_name(state["name"])
    less, whole = row.get("area_m2"), state.get("area_m2")
    return bool(one and other and one != other) or bool(less and whole and less < (1 - _SAME_AREA) * whole)


def _two_districts(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two entries name two counties: running codes come back in every county's list.

    A district's code or name that agrees outweighs one that does not.
    """
    said: list[bool] = []
    for name, plain in (("district_code", r"(00)+$"), ("county", "[区县市旗]$")):
        pair = [re.sub(plain, "", str(x).strip()) for x in (one.get(name), other.get(name)) if x is not None]
        if len(pair) == 2 and all(pair):
            said.append(any(a.startswith(b) or a.endswith(b) for a, b in (pair, pair[::-1])))
    return bool(said) and not any(said)


def _two_industries(row: Mapping[str, Any], state: Mapping[str, Any]) -> bool:
    """Whether a site was of another industry before: what it was stays on record beside what it is."""
    pairs = [(row.get(n), state[n]) for n in ("industry", "industry_code")]
    return any(None not in pair and pair[0] != pair[1] for pair in pairs) or bool(
        state["hazardous_waste"] and row.get("hazardous_waste") == 0)


def _older(names: Sequence[str], row: tuple[Any, ...], state: Mapping[str, Any]) -> tuple[Any, ...]:
    """A row of an issue older than what is known of the entry: it lends an outline where there is none, no more."""
    return tuple(cell if n == "geom" and state[n] is None else state[n] for n, cell in zip(names, row))


def _agree(one: Any, other: Any) -> bool:
    unknown = (None, str(ListKind.UNKNOWN))
    return one in unknown or other in unknown or one == other


def _over(names: Sequence[str], row: tuple[Any, ...], state: Mapping[str, Any]) -> tuple[Any, ...]:
    """A row of a list of changes over what was known: what it leaves blank stays."""
    told = dict(zip(names, row))
    out = {n: state[n] if cell is None and n != "unreadable" else cell for n, cell in told.items()}
    if "unreadable" in told:
        fresh = set((told["unreadable"] or "").split(";"))
        former = {n for n in (state["unreadable"] or "").split(";") if told.get(marks.name_of(n)) is None}
        out["unreadable"] = ";".join(sorted(n for n in fresh | former if n)) or None
    return tuple(out[n] for n in names)


def _new_rows(table: RoleTable, layer: Layer, store: Store) -> dict[str, list[Any]]:
    """Cells to be stored, by column; columns that the source lacks are not there."""
    frame, count = table.frame, len(table.frame)
    rows: dict[str, list[Any]] = {c.name: _cells(frame[c.name], c.type) for c in ROLES[table.role] if c.name in frame}
    if table.role is Role.REGISTRY and table.source.list_kind is not None:
        kinds = rows.get("list_kind", [None] * count)
        doubtful = table.unreadable("list_kind")
        rows["list_kind"] = [str(table.source.list_kind) if kind is None and not doubt else kind
                             for kind, doubt in zip(kinds, doubtful)]
    rows["unreadable"] = marks.of(table)
    original = None if table.original is None else _as_json(table.original)
    if table.geometry is not None and layer.geometry:
        if table.crs is None:
            raise InputError("crs_missing", source=table.source.path, layer=table.source.layer, role=str(table.role),
                             proposals="-", example="EPSG:4547")
        shapes = np.asarray(to_crs(table.geometry, table.crs, store.crs), object)
        if shapely.has_z(shapes).any():
            shapes = np.asarray(shapely.force_2d(shapes), object)
        fits = (0, 4) if layer.geometry == "POINT" else (3, 6)
        kinds_of = shapely.get_type_id(shapes)
        stored = np.where(np.isin(kinds_of, fits), shapes, None)
        if layer.geometry == "POINT":
            stored = np.where(kinds_of == 0, shapes, None)
            several = np.flatnonzero(kinds_of == 4)
            single = several[shapely.get_num_geometries(shapes[several]) == 1]
            stored[single] = shapely.get_geometry(shapes[single], 0)
        for k in np.flatnonzero(shapely.is_missing(stored) & (kinds_of >= 0)):
            original = original if original is not None else [None] * count
            added = {GEOMETRY: shapely.to_wkt(shapes[k], rounding_precision=-1)}
            original[k] = json.dumps({**json.loads(original[k] or "{}"), **added}, ensure_ascii=False)
        rows["geom"] = store.encode(stored, multi=layer.geometry != "POINT")
    rows["original"] = [None] * count if original is None else original
    return rows


def _as_json(frame: pd.DataFrame) -> list[str | None]:
    """Rows of a source in its own words, each as a JSON object; column by column, as row by row takes much longer."""
    parts = []
    for name, column in zip(frame.columns, (frame.iloc[:, k] for k in range(frame.shape[1]))):
        head = encode_basestring(str(name)) + ": "
        parts.append([head + (encode_basestring(cell) if type(cell) is str else _json_cell(cell))
                      for cell in column.tolist()])
    return ["{" + ", ".join(row) + "}" for row in zip(*parts)] if parts else [None] * len(frame)


def _json_cell(cell: Any) -> str:
    if cell is None:
        return "null"
    if type(cell) is float and math.isfinite(cell):
        return repr(cell)
    return json.dumps(_plain(cell), ensure_ascii=False)


def _cells(column: pd.Series, kind: str) -> list[Any]:
    null = column.isna().to_numpy(bool)
    if kind == "date":
        moments = column if column.dtype.kind == "M" else pd.to_datetime(column)     # which looks long whether to cache
        days = np.datetime_as_string(moments.to_numpy("datetime64[D]"), unit="D").tolist()
        return [None if n else day for n, day in zip(null, days)] if null.any() else days
    if kind == "text" and not null.any() and pd.api.types.infer_dtype(column, skipna=False) == "string":
        return column.tolist()
    convert = {"number": float, "class": int, "bool": int}.get(kind, str)
    return [None if n else convert(x) for n, x in zip(null.tolist(), column.tolist())]


def _plain(value: Any) -> Any:
    """A cell of the source as JSON can hold it."""
    if phrases.is_null(value):
        return None
    if isinstance(value, (bool, int, float, str)):
        return value
    return value.item() if isinstance(value, np.generic) and not isinstance(value, np.datetime64) else str(value)


def _keys(rows: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """What tells rows apart: their id, or all that they hold where they have none."""
    for row in rows:
        if row.get(names[0]) is not None:
            yield tuple(row.get(n) for n in names)
        else:
            yield tuple(sorted((k, v) for k, v in row.items() if v is not None))


def _numbered(found: Iterable[tuple[Any, ...]], count: dict[tuple[Any, ...], int]) -> Iterator[tuple[Any, int]]:
    for key in found:
        count[key] = count.get(key, 0) + 1
        yield key, count[key]


def _report_row(import_id: int, note: Mapping[str, Any]) -> tuple[Any, ...]:
    facts = {k: v for k, v in note.items() if k not in ("row", "state", "code")}
    row = note.get("row")
    return (import_id, row if isinstance(row, int) else None, note.get("state"), note.get("code"),
            json.dumps(facts, ensure_ascii=False, default=str), phrases.note(note, "zh"), phrases.note(note, "en"))


def _text(value: Word | None) -> str | None:
    return None if value is None else str(value)


# ---------------------------------------------------------------------------------------------- rows out

def read_role(path: Location, role: Role, *, known_on: dt.date | None = None) -> RoleTable:
    """Read a role from a workspace, as it stands or as it stood.

    A column that no import brought and nobody filled in is absent, as it is from a source that lacks it.

    Parameters
    ----------
    known_on : the rows as they were recorded at the end of this day (UTC); default as they stand

    Returns
    -------
    RoleTable
        ``source`` tells of the imports: whole list, where a whole issue came in, with the latest date since; ``sha256``
        is that of the rows. The columns ``<name>__unreadable`` and the originals of parcels are those of the imports.

    Raises
    ------
    InputError
        The file is no workspace, of another schema version, or without this role.
    """
    layer = layers()[str(role)]
    names = ["fid", *(c.name for c in layer.columns), *(["geom"] if layer.geometry else [])]
    listed = ", ".join(map(quote, names))
    with _open(path, write=False) as store:
        if str(role) not in _present(store):
            raise InputError("workspace_without_role", source=store.path, role=str(role))
        end = _END if known_on is None else f"{known_on.isoformat()}T23:59:59.999Z"
        if known_on is None:
            rows = store.execute(f"SELECT {listed} FROM {store.table(layer.name)} ORDER BY fid")
        else:
            rows = store.execute(
                f"SELECT {listed} FROM {store.table(layer.name)} WHERE recorded_from <= ? UNION ALL SELECT {listed} "
                f"FROM {store.table(layer.former)} WHERE recorded_from <= ? AND recorded_to > ? ORDER BY fid",
                (end, end, end))
        told = store.execute(
            f"SELECT title, edition, edition_date, fields, list_kind FROM {store.table('imports')} WHERE role = ? AND "
            "imported_at <= ? ORDER BY import_id", (str(role), end))
        issues = dict(store.execute(f"SELECT import_id, edition_date FROM {store.table('imports')}"))
        crs, shown = store.crs, store.path
        cells = dict(zip(names, zip(*rows))) if rows else dict.fromkeys(names, ())
        shapes = store.decode(cells["geom"]) if layer.geometry else None
    brought = {name for row in told for name in (row[3] or "").split(";")}
    frame = pd.DataFrame({c.name: _typed(cells[c.name], c.type) for c in ROLES[role]
                          if c.name in brought or any(x is not None for x in cells[c.name])}, index=range(len(rows)))
    frame["source_row"] = np.arange(1, len(rows) + 1)
    for column in ROLES[role]:
        on = marks.unread(cells["unreadable"], column.name)
        if on.any():
            frame[column.name + UNREADABLE] = on
            if column.name not in frame:
                frame[column.name] = _typed(cells[column.name], column.type)
        if column.type == "date" and column.name in frame:
            until = marks.last_days(cells["unreadable"], column.name, frame[column.name].to_numpy("datetime64[ns]"))
            if not np.isnat(until).all():
                frame[column.name + UNTIL] = np.where(np.isnat(until), frame[column.name], until)
    original = [json.loads(x) if x else {} for x in cells["original"]]
    if shapes is not None:
        for k, row in enumerate(original):
            outline = row.pop(GEOMETRY, None)
            if shapes[k] is None and outline is not None:
                shapes[k] = shapely.from_wkt(outline)
        if layer.geometry == "POINT" and shapely.is_missing(shapes).all():
            shapes = None
    source = _source(shown, role, rows, told)
    if role is Role.REGISTRY:
        days = [issues.get(k) for k in cells["import_id"]]
        if len(set(days)) > 1:
            frame[ISSUED] = pd.to_datetime(pd.Series(days, dtype=object))
        source.notes += [{"code": "entry_vanished", "state": "read", "row": k + 1,
                          "value": cells["entry_id"][k] or cells["name"][k] or ""}
                         for k, gone in enumerate(cells["vanished"]) if gone]
    return RoleTable(role, frame, shapes, crs if shapes is not None else None, source,
                     pd.DataFrame(original, index=range(len(rows))) if role is Role.PARCELS else None)


def _typed(cells: Sequence[Any], kind: str) -> Any:
    if kind in ("number", "class"):
        return np.array([np.nan if x is None else x for x in cells], np.float64)
    if kind == "date":
        return pd.to_datetime(pd.Series(list(cells), dtype=object), errors="coerce").astype("datetime64[ns]").to_numpy()
    if kind == "bool":
        return np.array([None if x is None else bool(x) for x in cells], object)
    return np.array(cells, object)


def _source(path: str, role: Role, rows: Sequence[tuple[Any, ...]], imports: Sequence[tuple[Any, ...]]) -> Source:
    digest = hashlib.sha256()
    for row in rows:
        digest.update(repr(row).encode("utf-8", "backslashreplace"))
    source = Source(path=path, layer=str(role), sha256=digest.hexdigest(), rows=len(rows))
    editions = [row[1] for row in imports]
    whole = max((k for k, edition in enumerate(editions) if edition == EditionKind.WHOLE), default=None)
    if whole is not None:
        source.edition = EditionKind.WHOLE
    elif editions and all(edition == EditionKind.CHANGES for edition in editions):
        source.edition = EditionKind.CHANGES
    days = [row[2] for row in imports[whole or 0:] if row[2] is not None]
    source.edition_date = pd.Timestamp(max(days)) if days else None
    source.title = next((row[0] for row in reversed(imports) if row[0]), "")
    named = periods_in(source.title)
    if named and named[-1][0] == source.edition_date and len(named[-1][1]) < len("2026-10-01"):
        source.edition_known = named[-1][1]
    kinds = {row[4] for row in imports}
    if len(kinds) == 1 and (kind := kinds.pop()) is not None:
        source.list_kind = ListKind(kind)
    return source


def filled_roles(path: Location) -> list[Role]:
    """Roles that hold rows, or into which an empty list was imported."""
    with _open(path, write=False) as store:
        there = set(_present(store))
        imported = {row[0] for row in store.execute(f"SELECT DISTINCT role FROM {store.table('imports')}")}
        return [role for role in Role if str(role) in there and (str(role) in imported or store.execute(
            f"SELECT count(*) FROM {store.table(str(role))}")[0][0])]


def imported_crss(path: Location) -> list[str]:
    """Names of the CRSs in which data came in, the latest first, each once."""
    with _open(path, write=False) as store:
        found = store.execute(f"SELECT crs FROM {store.table('imports')} WHERE crs IS NOT NULL "
                              "ORDER BY import_id DESC")
    return list(dict.fromkeys(row[0] for row in found if row[0]))


# ---------------------------------------------------------------------------------------------- statements

def _keep_statement(store: Store, role: Role, statement: Statement, stamp: str) -> None:
    """Keep what the holder states of a role, in place of what was stated before."""
    layer = layers()["coverage"]
    store.change(f"DELETE FROM {store.table('coverage')} WHERE role = ?", (str(role),))
    shapes = np.array([None], object)
    if isinstance(statement.covers, tuple):
        extent = shapely.union_all(to_crs(statement.covers[0], statement.covers[1], store.crs))
        shapes = np.array([extent], object)
    day = None if statement.stated_on is None else statement.stated_on.isoformat()
    store.insert(layer, ["role", "whole_plan", "none_issued", "person", "stated_on", "document", "recorded_from",
                         "geom"],
                 [(str(role), int(statement.covers == "plan"), int(statement.none_issued), statement.person, day,
                   statement.document, stamp, store.encode(shapes, multi=True)[0])], 1)


def state_coverage(path: Location, role: Role, statement: Statement, *, now: dt.datetime | None = None) -> None:
    """Keep what the holder of a list states: what it covers, or that none was issued."""
    with _open(path) as store:
        _keep_statement(store, role, statement, _instant(now or dt.datetime.now(dt.timezone.utc)))


def statements(path: Location) -> dict[Role, Statement]:
    """What was stated of each role; a statement lasts until another issue of the whole list comes in.

    Who says that a list covers the plan says it of the plan that was there, not of parcels that come later, elsewhere.
    """
    with _open(path, write=False) as store:
        if "coverage" not in _present(store):
            return {}
        rows = store.execute("SELECT role, whole_plan, none_issued, person, stated_on, document, recorded_from, geom "
                             f"FROM {store.table('coverage')} ORDER BY fid")
        imports = store.execute(f"SELECT role, sha256, imported_at, edition FROM {store.table('imports')} "
                                "ORDER BY import_id")
        shapes = store.decode([row[7] for row in rows])
        crs = store.crs
        plans = [_plan_outgrown(store, row[6] or _END) if row[1] else None for row in rows]
    out: dict[Role, Statement] = {}
    for row, shape, plan in zip(rows, shapes, plans):
        if row[0] is None or (row[6] or _END) < _issued_at(row[0], imports):
            continue
        shape = plan if row[1] else shape
        covers: Any = (np.array([shape], object), crs) if shape is not None else "plan" if row[1] else None
        if covers is None and not row[2]:
            continue
        out[Role(row[0])] = Statement(covers, bool(row[2]), row[3],
                                      dt.date.fromisoformat(row[4]) if row[4] else None, row[5])
    return out


def _plan_outgrown(store: Store, stamp: str) -> Any:
    """Extent of the parcels that were there at a moment, else of the first ones, where others lie beside it now."""
    layer = layers()[str(Role.PARCELS)]
    if layer.name not in _present(store) or not store.execute(
            f"SELECT 1 FROM {store.table(layer.name)} WHERE recorded_from > ? LIMIT 1", (stamp,)):
        return None
    then = store.execute(
        f"SELECT geom FROM {store.table(layer.name)} WHERE recorded_from <= ? UNION ALL SELECT geom FROM "
        f"{store.table(layer.former)} WHERE recorded_from <= ? AND recorded_to > ?", (stamp, stamp, stamp))
    if not then:
        then = store.execute(f"SELECT geom FROM {store.table(layer.name)} WHERE import_id = "
                             f"(SELECT min(import_id) FROM {store.table(layer.name)})")
    first = store.decode([row[0] for row in then])
    if shapely.is_missing(first).all():
        return None
    reach = _PLAN_GROWS_M / (_METRES_OF_DEGREE if store.crs.is_geographic else 1.0)
    extent = shapely.buffer(shapely.convex_hull(shapely.geometrycollections(first)), reach)
    now = store.decode([row[0] for row in store.execute(f"SELECT geom FROM {store.table(layer.name)}")])
    return None if shapely.covers(extent, now[~shapely.is_missing(now)]).all() else extent


# ---------------------------------------------------------------------------------------------- runs

def record_run(path: Location, tables: Mapping[str, pd.DataFrame], *, result: str = "", person: str | None = None,
               now: dt.datetime | None = None) -> str:
    """Keep a review with its findings in a workspace; the same review again takes the place of the one before.

    Parameters
    ----------
    tables : those of the review: ``parcels_reviewed``, ``findings``, ``run``
    result : the file with all of it
    person : who has drafted it

    Returns
    -------
    str
        The id of the run: the day of the review and the beginning of the hash of its results.

    Raises
    ------
    InputError
        ``run_signed``: this very review has been signed; the workspace is foreign, older, newer, locked or read-only.
    """
    run, findings, reviewed = tables["run"], tables["findings"], tables["parcels_reviewed"]
    told = {str(item): json.loads(value) for section, item, value in run[["section", "item", "value"]].itertuples(
        index=False) if section == "run"}
    verdicts = reviewed[[c for c in REVIEWED if c in reviewed]]
    digest = hashlib.sha256((verdicts.to_csv(index=False) + findings.to_csv(index=False)).encode()).hexdigest()
    run_id = f"{told['as_of']}-{digest[:12]}"
    layer, kept = layers()["findings"], [c for c in layers()["findings"].columns if c.name in findings]
    cells = [_cells(findings[c.name], c.type) for c in kept]
    with _open(path) as store:
        name = store.table("runs")
        there = store.execute(f"SELECT signed_on FROM {name} WHERE run_id = ?", (run_id,))
        if any(row[0] is not None for row in there):
            raise InputError("run_signed", source=store.path, value=run_id)
        store.change(f"DELETE FROM {store.table('findings')} WHERE run_id = ?", (run_id,))
        store.change(f"DELETE FROM {name} WHERE run_id = ?", (run_id,))
        day = (now or dt.datetime.now(dt.timezone(dt.timedelta(hours=8)))).date().isoformat()
        record = json.dumps(run[["section", "item", "value"]].values.tolist(), ensure_ascii=False, default=str)
        row = {"run_id": run_id, "as_of": told["as_of"], "steps": ";".join(told["steps"]), "result": result,
               "sha256": digest, "record": record, "drafted_by": person, "drafted_on": day if person else None}
        store.insert(layers()["runs"], list(row), [tuple(row.values())], 1)
        store.insert(layer, ["run_id", *(c.name for c in kept)], zip(itertools.repeat(run_id), *cells), len(findings))
    return run_id


def _issued_at(role: str, imports: Sequence[tuple[Any, ...]]) -> str:
    """When the present issue of a list first came in; the same file again is no new issue."""
    mine = [row for row in imports if row[0] == role and row[3] != EditionKind.CHANGES]
    if not mine:
        return ""
    return min(row[2] for row in mine if row[1] == mine[-1][1])


def _instant(moment: dt.datetime) -> str:
    return moment.astimezone(dt.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
