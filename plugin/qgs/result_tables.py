"""The tables of a result as the window reads them, from a fresh outcome or from the file of an earlier run."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core.errors import InputError
from ..core.progress import Progress, checkpoint
from ..core.vocabulary import Role, Statement, Verdict
from ..io import phrases
from . import i18n, styles

# ruff: noqa: S608  (names of tables are ours and quoted)

_FOR_THE_MAP = {"samples_judged"}      # tables that a result has where there is something to draw; by parcel
_TABLES = ("parcels_reviewed", "findings", "checks", "run")
_BOOLEANS = {"complete", "due_now"}
_CHUNK = 20_000


@dataclasses.dataclass
class ResultTables:
    """A result without its geometry; row k of ``parcels`` is the feature ``fids[k]`` of the layer."""

    gpkg: Path
    parcels: pd.DataFrame
    findings: pd.DataFrame
    checks: pd.DataFrame
    run: pd.DataFrame
    fids: npt.NDArray[np.int64]
    before: Optional[Before] = None
    fresh: Sequence[str] = ()            # parcels that the latest run looked at, where it did not look at all
    contents: Mapping[str, str] = dataclasses.field(default_factory=dict)    # hash of what was read, by role

    _PIECE = 5_000          # what is rebuilt at once, when it comes from another process

    def __post_init__(self) -> None:
        self._row_of_fid = {int(fid): row for row, fid in enumerate(self.fids)}
        self.ids = self.parcels["parcel_id"].astype(str).to_numpy(object)
        self._row_of_id = {parcel: row for row, parcel in enumerate(self.ids)}
        self._summarise()
        self._compare()
        self._findings = _Groups.of(self.findings, self._row_of_id, len(self.parcels))
        self._checks = _Groups.of(self.checks, self._row_of_id, len(self.parcels))
        self.told = _Told.of(self.findings, self._row_of_id)
        self.ranks: dict[str, Any] = {}

    def prepare(self) -> None:
        """Make what the window would make when it is asked for: order of texts, titles of rules."""
        self.titles = phrases.titles_of(self)
        other = "_en" if i18n.language() == "zh" else "_zh"
        for name in self.parcels.columns:
            if not (str(name).endswith(other) or pd.api.types.is_numeric_dtype(self.parcels[name])):
                self.ranks[name] = text_ranks(self.parcels[name])
        for name, values in (("_verdict", self.marked), ("could_be", self.parcels["could_be"])):
            codes, distinct = pd.factorize(values)
            self.ranks[name] = np.append([verdict_rank(value) for value in distinct], np.inf)[codes]

    def pieces(self) -> Iterator[tuple[str, str, Any]]:
        """All that this object holds as (attribute, column or "", value), each small enough for one breath."""
        held = dict(vars(self))
        if self.before is not None:              # a large table inside
            for field in dataclasses.fields(self.before):
                inner = getattr(self.before, field.name)
                if isinstance(inner, pd.DataFrame):
                    held[f"before.{field.name}"] = inner
                    held["before"] = dataclasses.replace(held["before"], **{field.name: inner.iloc[:0]})
        for name, value in held.items():
            if isinstance(value, pd.DataFrame) and len(value) > self._PIECE:
                yield name, "", (value.index, list(value.columns))
                for k in range(len(value.columns)):
                    column = value.iloc[:, k].to_numpy()
                    for start in range(0, len(column), self._PIECE):
                        yield name, str(k), column[start:start + self._PIECE]
            elif isinstance(value, dict) and len(value) > self._PIECE:
                items = list(value.items())
                for start in range(0, len(items), self._PIECE):
                    yield name, "dict", dict(items[start:start + self._PIECE])
            elif isinstance(value, np.ndarray) and value.dtype == object and len(value) > self._PIECE:
                for start in range(0, len(value), self._PIECE):
                    yield name, "array", value[start:start + self._PIECE]
            else:
                yield name, "whole", value

    @classmethod
    def of_pieces(cls, pieces: Iterable[tuple[str, str, Any]]) -> ResultTables:
        """Put the pieces together again, in any thread: no step of it is long."""
        self = object.__new__(cls)
        heads: dict[str, Any] = {}
        columns: dict[str, dict[int, list[Any]]] = {}
        arrays: dict[str, list[Any]] = {}
        for name, kind, value in pieces:
            if kind == "whole":
                setattr(self, name, value)
            elif kind == "dict":
                if not hasattr(self, name):
                    setattr(self, name, {})
                getattr(self, name).update(value)
            elif kind == "array":
                arrays.setdefault(name, []).append(value)
            elif kind == "":
                heads[name] = value
            else:
                columns.setdefault(name, {}).setdefault(int(kind), []).append(value)
        for name, parts in arrays.items():
            setattr(self, name, np.concatenate(parts))
        for name, (index, names) in heads.items():
            made = {k: np.concatenate(parts) for k, parts in columns.get(name, {}).items()}
            frame = pd.DataFrame(made, index, copy=False)       # a copy would join the columns, for seconds
            frame.columns = names
            setattr(self, name, frame)
        for name in [name for name in vars(self) if name.startswith("before.")]:
            self.before = dataclasses.replace(self.before, **{name.partition(".")[2]: vars(self).pop(name)})
        return self

    def _summarise(self) -> None:
        """What the window shows of the whole, made here, where a task waits and no person.

        ``summary``: count and area by verdict; ``marked``: verdicts, with "?" where they could be graver; ``graver``:
        how many by (verdict, could be); ``complete``: how many were checked in full; ``not_given``: roles that were
        neither given nor stated not to be there.
        """
        verdict, could = self.parcels["verdict"], self.parcels["could_be"]
        rank = {str(v): v.gravity for v in Verdict}
        graver = could.map(rank).fillna(0).to_numpy(float) > verdict.map(rank).fillna(99).to_numpy(float)
        self.marked = verdict.astype(object).where(verdict.notna(), None).to_numpy(object).copy()
        self.marked[graver] += "?"
        area = pd.to_numeric(self.parcels["area_m2"])
        self.area_m2 = np.nan_to_num(area.to_numpy(float))      # to be added up
        known, names = pd.factorize(verdict.astype(str))
        self.verdict_codes = known, [str(name) for name in names]
        groups = area.groupby(verdict.to_numpy())
        self.summary = pd.DataFrame({"parcels": groups.size(), "area_m2": groups.sum()})
        pairs = pd.Series(list(zip(verdict[graver], could[graver])), dtype=object)
        self.graver = {(str(v), str(c)): int(n) for (v, c), n in pairs.value_counts().items()}
        self.complete = sum(v in (True, 1) for v in self.parcels["complete"].tolist())
        checks = self.run[self.run["section"] == "check"]
        self.not_given = [str(item) for item, told in zip(checks["item"], checks["value"]) if isinstance(told, str)
                          and not json.loads(told).get("given", True)]
        self._occurring = styles.Occurring(
            {str(v): int(n) for v, n in verdict.fillna("").value_counts().items()},
            {str(v): int(n) for v, n in verdict[graver].value_counts().items()},
            {str(v): int(n) for v, n in verdict[self.parcels["due_now"].isin([False, 0])].value_counts().items()
             if v in rank})
        self._words = {column: _words_of(self.parcels[column]) for column in ("use_classes", "rules")}

    @property
    def uses(self) -> tuple[npt.NDArray[np.intp], list[tuple[str, ...]]]:
        """Use classes: code of each row, words of each code."""
        return self._words["use_classes"]

    def occurring(self) -> styles.Occurring:
        """How often what the legend explains occurs."""
        return self._occurring

    def words_in(self, column: str) -> dict[str, int]:
        """Words of ``use_classes`` or ``rules``, and how many parcels have each; the most frequent first."""
        codes, distinct = self._words[column]
        counts = np.bincount(codes, minlength=len(distinct))
        found: dict[str, int] = {}
        for words, count in zip(distinct, counts):
            for word in words:
                found[word] = found.get(word, 0) + int(count)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def rows_with(self, column: str, words: Collection[str]) -> npt.NDArray[np.bool_]:
        """Rows that have any of the words in ``use_classes`` or ``rules``."""
        codes, distinct = self._words[column]
        return np.array([bool(set(has) & set(words)) for has in distinct], bool)[codes]

    def radius_m(self, name: str, default: float) -> float:
        """A radius among the settings of the run."""
        told = self.fact("setting", name)
        value = told.get("value") if isinstance(told, dict) else None
        return float(value) if isinstance(value, (int, float)) else default

    def reach_m(self, outline: bool) -> float:
        """How far from a parcel what lies there can count: known by its outline, or by a point with a search circle."""
        if outline:                              # as far as neighbours are looked for; an inexact outline may be off
            return self.radius_m("neighbour_radius_m", 50.0) + 150.0
        return 2.0 * self.radius_m("circle_radius_m", 500.0)     # a circle is drawn wider than its radius

    def compare(self, older: ResultTables) -> None:
        """Note what an older result said, to show what has changed since."""
        self.before = Before.of(older)
        self._compare()
        known = set(self.ids[self.changed])
        findings = older.findings
        here = findings["parcel_id"].astype(str).isin(known)
        self.before.findings = findings.loc[here, list(_TOLD)].assign(
            parcel_id=findings.loc[here, "parcel_id"].astype(str)).reset_index(drop=True)

    def _compare(self) -> None:
        """``changed``: rows whose verdict, or what it could be, is another; ``verdicts_before``: None where none."""
        self.changed = np.zeros(len(self.parcels), bool)
        self.verdicts_before = np.full(len(self.parcels), None, object)
        if self.before is None:
            return
        then = self.before.verdicts.reindex(self.ids)
        known = then["verdict"].notna().to_numpy()
        self.verdicts_before[known] = then["verdict"].to_numpy(object)[known]
        self.changed |= ~known
        for column in ("verdict", "could_be"):
            now = self.parcels[column].fillna("").astype(str)
            self.changed |= then[column].to_numpy(object) != now.to_numpy(object)

    def inputs_changed(self) -> list[str]:
        """Roles whose data, coverage or day differ from those of the older result, in the order of the record."""
        if self.before is None:
            return []
        now, then = inputs_of(self.run, self.contents), self.before.inputs
        if set(self.before.contents) != set(self.contents):      # one was read from a file, without them
            now = inputs_of(self.run)
            then = self.before.by_file
        return [item for item in {**now, **then} if now.get(item) != then.get(item)]

    def why_changed(self, row: int) -> Change:
        """What is new and what is gone in the findings of a changed parcel, and which changed input it comes from.

        ``inputs`` are those whose data the findings speak of; ``certain`` is False where none of the changed ones is
        named by them, and all are given.
        """
        inputs = self.inputs_changed()
        mine = self.findings_of(row)
        parcel = str(self.ids[row])
        theirs = self.before.findings if self.before is not None else None
        if theirs is None:
            return Change((), (), tuple(inputs), len(inputs) == 1)
        theirs = theirs[theirs["parcel_id"] == parcel]
        now, then = _told_of(mine), _told_of(theirs)
        altered = [key for key in {**now, **then} if now.get(key) != then.get(key)]
        roles: set[str] = set()
        for rule, kind, _subject in altered:
            roles |= {kind, rule.partition("_")[2] if rule.startswith(("needs_", "unlocated_")) else kind}
        if any(key in now and key in then and now[key][1] != then[key][1] for key in altered) or (
                {rule for rule, *_ in now} != {rule for rule, *_ in then}):
            roles |= {"rules", "as_of", "steps"} if not roles & set(inputs) else set()
        if self._parcel_differs(row):
            roles.add("parcels")
        named = [item for item in inputs if item in roles]
        return Change(tuple(k for k in altered if k in now), tuple(k for k in altered if k not in now),
                      tuple(named or inputs), bool(named) or len(inputs) == 1)

    def _parcel_differs(self, row: int) -> bool:
        """Whether use or area of a parcel are others than in the older result."""
        then = self.before.verdicts
        parcel = str(self.ids[row])
        if parcel not in then.index:
            return True
        area = self.parcels["area_m2"].iloc[row]
        uses = self.parcels["use_classes"].fillna("").astype(str).iloc[row]
        return bool(uses != then.at[parcel, "use_classes"] or not np.isclose(
            float(area if area is not None else np.nan), then.at[parcel, "area_m2"], atol=0.01, equal_nan=True))

    def row_of_fid(self, fid: int) -> int:
        """Row of a feature; -1 where it is none of ours."""
        return self._row_of_fid.get(int(fid), -1)

    def row_of_id(self, parcel_id: str) -> int:
        """Row of a parcel; -1 where there is none."""
        return self._row_of_id.get(str(parcel_id), -1)

    def findings_of(self, row: int) -> pd.DataFrame:
        """Findings of a parcel, as they stand in the table."""
        return self.findings.iloc[self._findings.of_row(row)]

    def checks_of(self, row: int) -> pd.DataFrame:
        """Checks of a parcel that were not made, or not over all of it."""
        return self.checks.iloc[self._checks.of_row(row)]

    def fact(self, section: str, item: str) -> Any:
        """A value of the run record; None where it has none."""
        here = (self.run["section"] == section) & (self.run["item"] == item)
        values = self.run.loc[here, "value"].tolist()
        if not values:
            return None
        try:
            return json.loads(values[0])
        except (TypeError, ValueError):
            return values[0]


def _words_of(column: pd.Series) -> tuple[npt.NDArray[np.intp], list[tuple[str, ...]]]:
    """Words of each row of a column of joined words: code of the row, words of each code."""
    codes, distinct = pd.factorize(column.fillna("").astype(str))
    return codes, [tuple(word for word in text.split(";") if word) for text in distinct]


_TOLD = ("parcel_id", "rule", "verdict", "subject_kind", "subject_id", "citation", "message_zh", "message_en")


@dataclasses.dataclass(frozen=True)
class Change:
    """Why a parcel is another: findings that are new or altered and that are gone, as (rule, kind, subject)."""

    new: tuple[tuple[str, str, str], ...]
    gone: tuple[tuple[str, str, str], ...]
    inputs: tuple[str, ...]
    certain: bool


def _told_of(findings: pd.DataFrame) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Verdict and citation by rule and subject."""
    out: dict[tuple[str, str, str], tuple[str, str]] = {}
    for one in findings[list(_TOLD)].fillna("").astype(str).itertuples():
        out[one.rule, one.subject_kind, one.subject_id] = (one.verdict, one.citation)
    return out


@dataclasses.dataclass
class Before:
    """What is kept of an older result: verdicts by parcel, findings of what changed, and what it was made from."""

    gpkg: Path
    verdicts: pd.DataFrame               # verdict, could_be, use_classes ("" for null), area_m2, index parcel_id
    inputs: Mapping[str, str]
    by_file: Mapping[str, str]           # the same, told by the hash of whole files
    contents: Mapping[str, str]
    findings: Optional[pd.DataFrame] = None

    @classmethod
    def of(cls, older: ResultTables) -> Before:
        """Of a result."""
        frame = pd.DataFrame({c: older.parcels[c].fillna("").astype(str).to_numpy()
                              for c in ("verdict", "could_be", "use_classes")}, older.parcels["parcel_id"].astype(str))
        frame["area_m2"] = pd.to_numeric(older.parcels["area_m2"]).to_numpy(float)
        return cls(older.gpkg, frame[~frame.index.duplicated()], inputs_of(older.run, older.contents),
                   inputs_of(older.run), older.contents)


def verdict_rank(value: Any) -> float:
    """Number by which a verdict sorts, the gravest first; before its like one that could be graver ("?")."""
    word = str(value).rstrip("?")
    gravity = {str(v): v.gravity for v in Verdict}.get(word)
    return (9.0 if gravity is None else 7.0 - gravity) - (0.5 if str(value).endswith("?") else 0.0)


def text_ranks(values: pd.Series) -> npt.NDArray[np.float64]:
    """Numbers by which texts sort; what is missing comes last."""
    texts = [None if v is None or v != v else str(v) for v in values.tolist()]
    place: dict[Optional[str], float] = {text: float(k) for k, text in enumerate(sorted(set(texts) - {None}))}
    place[None] = np.inf
    return np.fromiter((place[text] for text in texts), float, len(texts))


def content_of(table: Any) -> str:
    """A hash of what a table of a role says, whatever its file does beside: QGIS changes a file by opening it."""
    import hashlib

    import shapely

    told = hashlib.sha256()
    frame = table.frame.drop(columns="source_row", errors="ignore")
    for name in frame:
        told.update(str(name).encode())
        told.update(pd.util.hash_pandas_object(frame[name].map(str), index=False).to_numpy().tobytes())
    if table.geometry is not None:
        for wkb in shapely.to_wkb(table.geometry):
            told.update(wkb or b"-")
    return told.hexdigest()


def inputs_of(run: pd.DataFrame, contents: Optional[Mapping[str, str]] = None) -> dict[str, str]:
    """What a run was made from: hash, edition and coverage of each source, statements, day, steps and packs.

    ``contents``: by role, a hash that counts instead of that of the whole file.
    """
    rows = run[run["section"].isin(["source", "statement", "pack", "setting"]) | (
        (run["section"] == "run") & run["item"].isin(["as_of", "steps", "tolerance_m"]))]
    out: dict[str, str] = {}
    for section, item, value in zip(rows["section"], rows["item"], rows["value"]):
        text = str(value)
        if section == "source":
            with contextlib.suppress(ValueError, TypeError, AttributeError):
                told = json.loads(text)
                told["sha256"] = (contents or {}).get(str(item), told.get("sha256"))
                text = json.dumps([told.get(k) for k in ("sha256", "rows", "edition", "edition_date", "list_kind",
                                                         "coverage")])
        name = "rules" if section in ("pack", "setting") else str(item)
        out[name] = out.get(name, "") + text
    return out


def by_reason(result: ResultTables, rows: Optional[npt.NDArray[np.bool_]] = None) -> pd.DataFrame:
    """Parcels with area by rule and verdict, the gravest first.

    Parameters
    ----------
    rows : which parcels count; default all

    Returns
    -------
    DataFrame
        ``verdict, rule, parcels`` (count), ``area_m2``, ``share`` (of the area of all that count), ``citation``
        (joined), ``ids`` (list of parcel_id). A parcel counts in each group that has a finding about it, once.
    """
    told, area = result.told, result.area_m2
    kept = slice(None) if rows is None else rows[told.rows]
    here, groups = told.rows[kept], told.groups[kept]
    laws = told.laws if rows is None else told.laws[rows[told.law_rows]]
    cited: dict[int, list[str]] = {}
    for law in np.flatnonzero(np.bincount(laws, minlength=len(told.law_names))):
        group, citation = told.law_names[law]
        cited.setdefault(group, []).append(citation)
    total = float(area.sum() if rows is None else area[rows].sum())
    table = _counted_groups(result, here, groups, len(told.names), total)
    table.insert(0, "verdict", [told.names[k][0] for k in table.index])
    table.insert(1, "rule", [told.names[k][1] for k in table.index])
    table["citation"] = ["；".join(cited[k]) if k in cited else None for k in table.index]
    rank = {str(v): v.gravity for v in Verdict}
    order = np.lexsort((table["rule"], -table["parcels"], -table["verdict"].map(rank).fillna(0)))
    return table.iloc[order].reset_index(drop=True)[
        ["verdict", "rule", "parcels", "area_m2", "share", "citation", "ids"]]


def _counted_groups(result: ResultTables, rows: npt.NDArray[np.intp], groups: npt.NDArray[np.intp], count: int,
                    total: float) -> pd.DataFrame:
    """``parcels, area_m2, share, ids`` of the groups that occur, by their number; ``groups``: that of each row."""
    sizes = np.bincount(groups, minlength=count)
    areas = np.bincount(groups, result.area_m2[rows], count)
    ids = np.split(result.ids[rows[np.argsort(groups, kind="stable")]], np.cumsum(sizes)[:-1]) if count else []
    table = pd.DataFrame({"parcels": sizes, "area_m2": areas, "share": areas / total if total else 0.0,
                          "ids": pd.Series([some.tolist() for some in ids], dtype=object)})
    return table[table["parcels"] > 0]


def by_use(result: ResultTables, rows: Optional[npt.NDArray[np.bool_]] = None) -> pd.DataFrame:
    """Parcels with area by use class and verdict, the most frequent use first, the gravest verdict first.

    Returns
    -------
    DataFrame
        ``use, verdict, parcels`` (count), ``area_m2``, ``share`` (of the area of all that count), ``ids``. A parcel of
        several uses counts in each; one whose use cannot be read has ``use`` "".
    """
    codes, distinct = result.uses
    verdicts, names = result.verdict_codes
    uses = list(dict.fromkeys(use for has in distinct for use in has or ("",)))
    here = np.arange(len(result.ids)) if rows is None else np.flatnonzero(rows)
    parts, groups = [here[:0]], [here[:0]]
    for k, use in enumerate(uses):
        some = here[np.array([use in (has or ("",)) for has in distinct], bool)[codes[here]]]
        parts.append(some)
        groups.append(k * len(names) + verdicts[some])
    area = result.area_m2[here]
    table = _counted_groups(result, np.concatenate(parts), np.concatenate(groups), len(uses) * len(names),
                            float(area.sum()))
    table.insert(0, "use", [uses[k // len(names)] for k in table.index])
    table.insert(1, "verdict", [names[k % len(names)] for k in table.index])
    size = table.groupby("use")["parcels"].transform("sum")
    rank = {str(v): v.gravity for v in Verdict}
    order = np.lexsort((-table["verdict"].map(rank).fillna(0), table["use"], -size))
    return table.iloc[order].reset_index(drop=True)[["use", "verdict", "parcels", "area_m2", "share", "ids"]]


@dataclasses.dataclass(frozen=True)
class OpenPoint:
    """What is unknown of parcels and what an office could state to settle it (a ``Statement``)."""

    role: str
    statement: str
    subject_id: str
    parcels: tuple[str, ...]

    @property
    def about(self) -> tuple[str, str, str]:
        """What it is, whichever the parcels."""
        return self.role, self.statement, self.subject_id


def point_of(finding: Any) -> Optional[tuple[str, str, str]]:
    """What a statement could settle of a finding: role, statement, subject; None where none could.

    A source that does not vouch for the place: that nothing of it lies here. A plot of which the overlap cannot be
    told: that it lies outside. Basic farmland: that an exception was granted.
    """
    rule, kind = str(finding["rule"]), finding["subject_kind"]
    head, _, role = rule.partition("_")
    if head in ("needs", "unlocated") and role in _ROLES:
        return role, str(Statement.NOT_LISTED if role == str(Role.REGISTRY) else Statement.NONE_HERE), ""
    if kind not in _ROLES:
        return None
    if kind == str(Role.BASIC_FARMLAND):
        return str(kind), str(Statement.EXCEPTION), ""
    if str(finding["verdict"]) == str(Verdict.UNDETERMINED) and pd.isna(finding["distance_m"]) \
            and not pd.isna(finding["subject_id"]) and str(kind) != str(Role.SAMPLES):
        return str(kind), str(Statement.OUTSIDE), str(finding["subject_id"])
    return None


def open_points(result: ResultTables, rows: Sequence[int]) -> list[OpenPoint]:
    """What statements could settle of some parcels, what concerns most of them first."""
    found: dict[tuple[str, str, str], dict[str, None]] = {}
    for row in rows:
        for _, finding in result.findings_of(row).iterrows():
            point = point_of(finding)
            if point is not None:
                found.setdefault(point, {})[str(result.ids[row])] = None
    points = [OpenPoint(*point, tuple(parcels)) for point, parcels in found.items()]
    return sorted(points, key=lambda point: -len(point.parcels))


_ROLES = frozenset(str(role) for role in Role)


def papers(gpkg: Path, folder: Path, what: str, parcels: Sequence[str], progress: Progress,
           stale: Collection[str] = ()) -> list[Path]:
    """Write the report with opinions on parcels ("report"), or the inquiry letters ("letters") (any thread).

    What is ``stale`` (parcel_id) is left out.

    Raises
    ------
    InputError
        The result is gone, or the folder cannot be written.
    """
    from ..io import opinion

    outcome = without(_outcome(gpkg, progress), stale)
    if what == "report":
        left = [parcel for parcel in parcels if parcel not in set(stale)]
        return opinion.write_report(outcome, folder, lang=i18n.language(), parcels=left)
    return opinion.inquiry_letters(outcome, folder, lang=i18n.language())


def read_with(before: str, gpkg: Path, progress: Progress) -> ResultTables:
    """Read a result, and the older one that it is compared with where this is still there (any thread)."""
    result = read(gpkg, progress)
    if before and Path(before).is_file():
        with contextlib.suppress(InputError):
            result.compare(read(Path(before), progress))
    return result


def read_there(before: str, gpkg: Path, progress: Progress) -> Iterator[tuple[str, str, Any]]:
    """``read_with`` in the process of a ``Worker``: the pieces of the result."""
    result = read_with(before, gpkg, progress)
    result.prepare()
    return result.pieces()


def let_go(result: ResultTables) -> None:
    """Free a large result bit by bit beside the window; all at once it would stop for seconds.

    Who else holds it, keeps it.
    """
    held: list[Any] = []
    for value in vars(result).values():
        if isinstance(value, pd.DataFrame):
            held += [value.iloc[:, k].to_numpy() for k in range(value.shape[1])]
        else:
            held.append(value)

    def free() -> None:
        while held:
            held.pop()
            time.sleep(0.002)

    threading.Thread(target=free, daemon=True, name="SoilGate frees a result").start()


@dataclasses.dataclass(frozen=True)
class _Groups:
    """Rows of a table by parcel, as two arrays: no object a parcel."""

    rows: npt.NDArray[np.intp]
    starts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, frame: pd.DataFrame, row_of_id: Mapping[str, int], count: int) -> _Groups:
        """Group a table by the ``count`` parcels whose rows are known."""
        owner = np.fromiter((row_of_id.get(str(parcel), -1) for parcel in frame["parcel_id"].tolist()), np.intp,
                            len(frame))
        rows = np.argsort(owner, kind="stable")
        return cls(rows, np.searchsorted(owner[rows], np.arange(count + 1)))

    def of_row(self, row: int) -> npt.NDArray[np.intp]:
        """Rows that belong to a parcel, in their order."""
        return self.rows[self.starts[row]:self.starts[row + 1]] if 0 <= row < len(self.starts) - 1 else self.rows[:0]


@dataclasses.dataclass(frozen=True)
class _Told:
    """Which parcels have a finding of a verdict and rule, each once, as arrays: counted again for any choice of rows.

    ``rows`` and ``groups`` belong together, ``names`` are (verdict, rule) by group; ``law_rows`` and ``laws`` likewise,
    ``law_names`` are (group, citation).
    """

    rows: npt.NDArray[np.intp]
    groups: npt.NDArray[np.intp]
    names: list[tuple[str, str]]
    law_rows: npt.NDArray[np.intp]
    laws: npt.NDArray[np.intp]
    law_names: list[tuple[int, str]]

    @classmethod
    def of(cls, findings: pd.DataFrame, row_of_id: Mapping[str, int]) -> _Told:
        """Of the findings that are not clear and are about a parcel."""
        owner = np.fromiter((row_of_id.get(str(parcel), -1) for parcel in findings["parcel_id"].tolist()), np.intp,
                            len(findings))
        verdict, verdicts = pd.factorize(findings["verdict"])
        rule, rules = pd.factorize(findings["rule"])
        citation, citations = pd.factorize(findings["citation"])
        clear = np.array([name == str(Verdict.CLEAR) for name in [*verdicts, None]], bool)
        kept = (owner >= 0) & (verdict >= 0) & (rule >= 0) & ~clear[verdict]
        owner, citation = owner[kept], citation[kept]
        group, pairs = pd.factorize(verdict[kept] * max(1, len(rules)) + rule[kept])
        first = ~pd.Series(group * max(1, len(row_of_id)) + owner).duplicated().to_numpy()
        cited = citation >= 0
        law, law_pairs = pd.factorize(group[cited] * max(1, len(citations)) + citation[cited])
        return cls(owner[first], group[first],
                   [(str(verdicts[p // len(rules)]), str(rules[p % len(rules)])) for p in pairs],
                   owner[cited], law, [(int(p // len(citations)), str(citations[p % len(citations)]))
                                       for p in law_pairs])


def of_outcome(tables: Mapping[str, pd.DataFrame], gpkg: Path, fresh: Sequence[str] = (),
               contents: Optional[Mapping[str, str]] = None) -> ResultTables:
    """Take the tables of an outcome that was written to ``gpkg`` (features are numbered from 1 in order).

    ``fresh``: parcels that the run looked at, where others are of an earlier one.
    """
    parcels = tables["parcels_reviewed"].reset_index(drop=True)
    return ResultTables(gpkg, parcels, tables["findings"].reset_index(drop=True),
                        tables["checks"].reset_index(drop=True), tables["run"].reset_index(drop=True),
                        np.arange(1, len(parcels) + 1), fresh=tuple(fresh), contents=dict(contents or {}))


def read(gpkg: Path, progress: Progress) -> ResultTables:
    """Read the tables of a result file (any thread).

    Raises
    ------
    InputError
        ``layer_missing``: no result of SoilGate, or the file is gone.
    """
    frames: dict[str, pd.DataFrame] = {}
    fids = np.empty(0, np.int64)
    if not gpkg.is_file():
        raise InputError("layer_missing", source=str(gpkg), layer=_TABLES[0])
    with contextlib.closing(sqlite3.connect(f"{gpkg.resolve().as_uri()}?mode=ro", uri=True)) as database:
        for k, table in enumerate(_TABLES):
            try:
                columns = [row[1] for row in database.execute(f'PRAGMA table_info("{table}")')]
                spatial = {row[0] for row in database.execute(
                    "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", (table,))}
                wanted = [c for c in columns if c not in spatial]
                names = ", ".join('"' + c.replace('"', '""') + '"' for c in wanted)
                cursor = database.execute(f'SELECT {names} FROM "{table}" ORDER BY fid')
            except sqlite3.Error as error:
                raise InputError("layer_missing", source=str(gpkg), layer=table) from error
            rows: list[tuple[Any, ...]] = []
            while chunk := cursor.fetchmany(_CHUNK):
                checkpoint(progress, k / len(_TABLES))
                rows.extend(chunk)
            frame = pd.DataFrame(rows, columns=wanted)
            if table == _TABLES[0]:
                fids = frame["fid"].to_numpy(np.int64)
            for name in _BOOLEANS & set(frame.columns):       # the file keeps 0 and 1
                frame[name] = frame[name].map(lambda v: None if pd.isna(v) else bool(v)).astype(object)
            frames[table] = frame.drop(columns="fid")
    return ResultTables(gpkg, frames["parcels_reviewed"], frames["findings"], frames["checks"], frames["run"], fids)


def export(gpkg: Path, target: Path, progress: Progress, stale: Collection[str] = (),
           decisions: Optional[Mapping[str, Sequence[str]]] = None) -> None:
    """Copy a result file, or write it as JSON or as an Excel ledger, by the suffix of the target (any thread).

    What is ``stale`` (parcel_id) is left out: it is no longer what the review would say. ``decisions`` of people, by
    parcel_id (decision, person, day, reason), stand in columns beside the verdict.
    """
    import shutil

    from ..io import results
    from ..io.whole import whole_file

    suffix = target.suffix.lower()
    if suffix == ".gpkg" and not stale and not decisions:
        with whole_file(target) as temporary:
            shutil.copyfile(gpkg, temporary)
        return
    outcome = with_decisions(without(_outcome(gpkg, progress), stale), decisions or {}, i18n.language()
                             if suffix == ".xlsx" else "")
    if suffix == ".gpkg":
        results.write_gpkg(outcome, target)
    elif suffix == ".json":
        results.write_json(outcome, target)
    else:
        from ..io.ledger import write_ledger

        write_ledger(outcome, target, lang=i18n.language())


_DECIDED = (("person_decision", "人工决定", "Decision of a person"), ("person_name", "决定人", "Decided by"),
            ("person_date", "决定日期", "Decided on"), ("person_reason", "决定理由", "Reason of the decision"))
"""Columns that decisions of people add to exported parcels: stored name, zh, en."""


def with_decisions(outcome: _Written, decisions: Mapping[str, Sequence[str]], lang: str) -> _Written:
    """A result with the decisions of people in columns; their headers in ``lang``, the stored names where it is ""."""
    frame = outcome.tables["parcels_reviewed"]
    ids = frame["parcel_id"].astype(str)
    if not ids.isin(decisions.keys()).any():
        return outcome
    more = {}
    for k, (name, zh, en) in enumerate(_DECIDED):
        title = {"zh": zh, "en": en}.get(lang, name)
        while title.lower() in {str(c).lower() for c in frame}:      # a column of the input
            title += "_"
        more[title] = [decisions[i][k] if i in decisions else None for i in ids]
    return _Written({**outcome.tables, "parcels_reviewed": frame.assign(**more)}, outcome.geometry, outcome.crs)


def without(outcome: _Written, parcels: Collection[str]) -> _Written:
    """A result without some parcels; its record says how many were left out."""
    if not parcels:
        return outcome
    gone = set(parcels)
    tables, geometry = dict(outcome.tables), dict(outcome.geometry)
    for name in ("parcels_reviewed", "findings", "checks"):
        mask = ~tables[name]["parcel_id"].astype(str).isin(gone).to_numpy()
        tables[name] = tables[name][mask].reset_index(drop=True)
        if name in geometry:
            geometry[name] = geometry[name][mask]
    for name in _FOR_THE_MAP & tables.keys():
        mask = ~tables[name]["parcel_id"].astype(str).isin(gone).to_numpy()
        tables[name], geometry[name] = tables[name][mask].reset_index(drop=True), geometry[name][mask]
    left = set(tables["findings"]["finding_id"].astype(str))
    for name in ("evidence_areas", "evidence_lines", "evidence_points"):
        mask = tables[name]["finding_id"].astype(str).isin(left).to_numpy()
        tables[name], geometry[name] = tables[name][mask].reset_index(drop=True), geometry[name][mask]
    run = _counted(tables["run"], tables["parcels_reviewed"])
    more = pd.DataFrame([("run", "left_out_of_date", json.dumps(len(gone)))], columns=["section", "item", "value"])
    tables["run"] = pd.concat([run, more], ignore_index=True)
    return _Written(tables, geometry, outcome.crs)


def updated(gpkg: Path, part: Any, progress: Progress) -> Any:
    """Put the parcels of a review of some into the result of a review of all.

    Parameters
    ----------
    gpkg : result of all parcels
    part : outcome of some of them

    Returns
    -------
    Outcome-like
        Rows of ``part`` in the place of the old ones, new parcels after them, all others as they were; the run record
        of ``part``, but of the parcels that of all. Where the CRS differ, the plans do: ``part`` alone.
    """
    old = _outcome(gpkg, progress)
    ids = part.tables["parcels_reviewed"]["parcel_id"].astype(str)
    place = {parcel: row for row, parcel in enumerate(old.tables["parcels_reviewed"]["parcel_id"].astype(str))}
    if old.crs != part.crs:
        return part
    for parcel in ids:
        place.setdefault(parcel, len(place))
    gone = set(ids)
    kept = {name: ~old.tables[name]["parcel_id"].astype(str).isin(gone).to_numpy()
            for name in ("parcels_reviewed", "findings", "checks")}
    left = set(old.tables["findings"].loc[kept["findings"], "finding_id"].astype(str))
    names = {i: _free(str(i), left) for i in part.tables["findings"]["finding_id"]}
    tables: dict[str, pd.DataFrame] = {"run": _run_of_both(old.tables["run"], part.tables["run"])}
    geometry: dict[str, Any] = {}
    for name in ("findings", "checks", "evidence_areas", "evidence_lines", "evidence_points"):
        mine, theirs = old.tables[name], part.tables.get(name, pd.DataFrame(columns=old.tables[name].columns))
        mask = kept.get(name)
        if mask is None:
            mask = mine["finding_id"].astype(str).isin(left).to_numpy()
        if "finding_id" in theirs:
            theirs = theirs.assign(finding_id=theirs["finding_id"].map(names))
        tables[name] = _stacked(mine[mask], theirs)
        if name in old.geometry:
            geometry[name] = np.concatenate([old.geometry[name][mask], part.geometry.get(name, np.empty(0, object))])
    for name in _FOR_THE_MAP & (old.tables.keys() | part.tables.keys()):
        theirs = part.tables.get(name, pd.DataFrame())
        mine = old.tables.get(name, theirs[:0])
        mask = ~mine["parcel_id"].astype(str).isin(gone).to_numpy() if len(mine) else np.zeros(0, bool)
        tables[name] = _stacked(mine[mask], theirs)
        geometry[name] = np.concatenate([old.geometry.get(name, np.empty(0, object))[mask],
                                         part.geometry.get(name, np.empty(0, object))])
    new = part.tables["parcels_reviewed"]
    both = _stacked(old.tables["parcels_reviewed"][kept["parcels_reviewed"]], new)
    shapes = np.concatenate([old.geometry["parcels_reviewed"][kept["parcels_reviewed"]],
                             part.geometry["parcels_reviewed"]])
    order = np.argsort([place[i] for i in both["parcel_id"].astype(str)], kind="stable")
    tables["parcels_reviewed"] = both.iloc[order].reset_index(drop=True)
    geometry["parcels_reviewed"] = shapes[order]
    tables["run"] = _counted(tables["run"], tables["parcels_reviewed"])
    return _Written(tables, geometry, part.crs)


def _counted(run: pd.DataFrame, parcels: pd.DataFrame) -> pd.DataFrame:
    """A record with the numbers of these parcels."""
    numbers = {"parcels_in": len(parcels), "parcels_out": len(parcels),
               "counts": {str(v): int(n) for v, n in parcels["verdict"].value_counts(sort=False).items()}}
    run = run.copy()
    for item, value in numbers.items():
        run.loc[(run["section"] == "run") & (run["item"] == item), "value"] = json.dumps(value)
    return run


def _run_of_both(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The record of the latest run; of the parcels, of which it has seen some, that of the run of all."""
    def of_parcels(run: pd.DataFrame) -> pd.Series:
        return (run["section"] == "source") & (run["item"] == "parcels")

    out = new.copy()
    kept = old.loc[of_parcels(old), "value"].tolist()
    if kept:
        out.loc[of_parcels(out), "value"] = kept[0]
    return out


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "'"
    return name


def _stacked(first: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Both under the columns of the first; values as Python has them, so that empty columns decide no type."""
    frames = [f.reindex(columns=first.columns).astype(object) for f in (first, second)]
    both = pd.concat(frames, ignore_index=True)
    return both.where(both.notna(), None).infer_objects()


@dataclasses.dataclass
class _Written:
    tables: Mapping[str, pd.DataFrame]
    geometry: Mapping[str, Any]
    crs: Any


def _outcome(gpkg: Path, progress: Progress) -> _Written:
    import pyogrio
    import pyproj
    import shapely

    from ..io.results import GEOMETRY_TYPES

    whole = read(gpkg, progress)
    tables = {"parcels_reviewed": whole.parcels, "findings": whole.findings, "checks": whole.checks, "run": whole.run}
    geometry: dict[str, Any] = {}
    crs = None
    there = {name for name, _kind in pyogrio.list_layers(gpkg)}
    for name in (*GEOMETRY_TYPES, *(there & _FOR_THE_MAP)):
        checkpoint(progress, 0.6)
        meta, _fids, shapes, values = pyogrio.raw.read(gpkg, layer=name)
        geometry[name] = shapely.from_wkb(shapes)
        crs = crs or (pyproj.CRS.from_user_input(meta["crs"]) if meta["crs"] else None)
        if name not in tables:
            tables[name] = pd.DataFrame(dict(zip(meta["fields"], values)))
    return _Written(tables, geometry, crs)
