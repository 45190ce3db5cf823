"""The tables of a result as the window reads them, from a fresh outcome or from the file of an earlier run."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..core.errors import InputError
from ..core.progress import Progress, checkpoint
from ..core.vocabulary import Verdict
from . import i18n

# ruff: noqa: S608  (names of tables are ours and quoted)

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

    def __post_init__(self) -> None:
        self._row_of_fid = {int(fid): row for row, fid in enumerate(self.fids)}
        self.ids = self.parcels["parcel_id"].astype(str).to_numpy(object)
        self._row_of_id = {parcel: row for row, parcel in enumerate(self.ids)}
        self._summarise()
        self._compare()
        self._findings = _groups(self.findings)
        self._checks = _groups(self.checks)

    def _summarise(self) -> None:
        """What the window shows of the whole, made here, where a task waits and no person.

        ``summary``: count and area by verdict; ``marked``: verdicts, with "?" where they could be graver; ``graver``:
        how many by (verdict, could be); ``complete``: how many were checked in full.
        """
        verdict, could = self.parcels["verdict"], self.parcels["could_be"]
        rank = {str(v): v.gravity for v in Verdict}
        graver = could.map(rank).fillna(0).to_numpy(float) > verdict.map(rank).fillna(99).to_numpy(float)
        self.marked = verdict.astype(object).where(verdict.notna(), None).to_numpy(object).copy()
        self.marked[graver] += "?"
        area = pd.to_numeric(self.parcels["area_m2"])
        groups = area.groupby(verdict.to_numpy())
        self.summary = pd.DataFrame({"parcels": groups.size(), "area_m2": groups.sum()})
        pairs = pd.Series(list(zip(verdict[graver], could[graver])), dtype=object)
        self.graver = {(str(v), str(c)): int(n) for (v, c), n in pairs.value_counts().items()}
        self.complete = sum(v in (True, 1) for v in self.parcels["complete"].tolist())

    def compare(self, older: ResultTables) -> None:
        """Note what an older result said, to show what has changed since."""
        self.before = Before.of(older)
        self._compare()

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
        now = inputs_of(self.run)
        return [item for item in {**now, **self.before.inputs} if now.get(item) != self.before.inputs.get(item)]

    def row_of_fid(self, fid: int) -> int:
        """Row of a feature; -1 where it is none of ours."""
        return self._row_of_fid.get(int(fid), -1)

    def row_of_id(self, parcel_id: str) -> int:
        """Row of a parcel; -1 where there is none."""
        return self._row_of_id.get(str(parcel_id), -1)

    def findings_of(self, row: int) -> pd.DataFrame:
        """Findings of a parcel, as they stand in the table."""
        return self.findings.iloc[self._findings.get(str(self.parcels["parcel_id"].iloc[row]), [])]

    def checks_of(self, row: int) -> pd.DataFrame:
        """Checks of a parcel that were not made, or not over all of it."""
        return self.checks.iloc[self._checks.get(str(self.parcels["parcel_id"].iloc[row]), [])]

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


@dataclasses.dataclass(frozen=True)
class Before:
    """What is kept of an older result: verdicts by parcel, and what it was made from."""

    gpkg: Path
    verdicts: pd.DataFrame               # verdict, could_be ("" for null), index parcel_id
    inputs: Mapping[str, str]

    @classmethod
    def of(cls, older: ResultTables) -> Before:
        """Of a result."""
        frame = pd.DataFrame({c: older.parcels[c].fillna("").astype(str).to_numpy() for c in ("verdict", "could_be")},
                             older.parcels["parcel_id"].astype(str))
        return cls(older.gpkg, frame[~frame.index.duplicated()], inputs_of(older.run))


def inputs_of(run: pd.DataFrame) -> dict[str, str]:
    """What a run was made from: hash, edition and coverage of each source, statements, day, steps and packs."""
    rows = run[run["section"].isin(["source", "statement", "pack", "setting"]) | (
        (run["section"] == "run") & run["item"].isin(["as_of", "steps", "tolerance_m"]))]
    out: dict[str, str] = {}
    for section, item, value in zip(rows["section"], rows["item"], rows["value"]):
        text = str(value)
        if section == "source":
            with contextlib.suppress(ValueError, TypeError, AttributeError):
                told = json.loads(text)
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
    parcels = result.parcels if rows is None else result.parcels[rows]
    ids = parcels["parcel_id"].astype(str)
    area = pd.Series(pd.to_numeric(parcels["area_m2"]).to_numpy(float), ids)
    area = area[~area.index.duplicated()]
    found = result.findings[["parcel_id", "verdict", "rule", "citation"]]
    found = found.assign(parcel_id=found["parcel_id"].astype(str))
    found = found[found["parcel_id"].isin(area.index) & (found["verdict"] != str(Verdict.CLEAR))]
    once = found.drop_duplicates(["verdict", "rule", "parcel_id"])
    once = once.assign(area_m2=area.reindex(once["parcel_id"]).to_numpy())
    groups = once.groupby(["verdict", "rule"], sort=False)
    cites = found.dropna(subset=["citation"]).drop_duplicates(["verdict", "rule", "citation"])
    law = cites.groupby(["verdict", "rule"])["citation"].agg("；".join)
    table = pd.DataFrame({"parcels": groups.size(), "area_m2": groups["area_m2"].sum(),
                          "ids": groups["parcel_id"].agg(list)})
    total = float(area.sum())
    table["share"] = table["area_m2"] / total if total else 0.0
    table["citation"] = law.reindex(table.index)
    table = table.reset_index()
    rank = {str(v): v.gravity for v in Verdict}
    order = np.lexsort((table["rule"], -table["parcels"], -table["verdict"].map(rank).fillna(0)))
    return table.iloc[order].reset_index(drop=True)[
        ["verdict", "rule", "parcels", "area_m2", "share", "citation", "ids"]]


def papers(gpkg: Path, folder: Path, what: str, parcels: Sequence[str], progress: Progress) -> list[Path]:
    """Write the report with opinions on parcels ("report"), or the inquiry letters ("letters") (any thread).

    Raises
    ------
    InputError
        The result is gone, or the folder cannot be written.
    """
    from ..io import opinion

    outcome = _outcome(gpkg, progress)
    if what == "report":
        return opinion.write_report(outcome, folder, lang=i18n.language(), parcels=parcels)
    return opinion.inquiry_letters(outcome, folder, lang=i18n.language())


def read_with(before: str, gpkg: Path, progress: Progress) -> ResultTables:
    """Read a result, and the older one that it is compared with where this is still there (any thread)."""
    result = read(gpkg, progress)
    if before and Path(before).is_file():
        with contextlib.suppress(InputError):
            result.compare(read(Path(before), progress))
    return result


def _groups(frame: pd.DataFrame) -> dict[str, Any]:
    if not len(frame):
        return {}
    return {str(key): rows for key, rows in frame.groupby("parcel_id", sort=False).indices.items()}


def of_outcome(tables: Mapping[str, pd.DataFrame], gpkg: Path) -> ResultTables:
    """Take the tables of an outcome that was written to ``gpkg`` (features are numbered from 1 in order)."""
    parcels = tables["parcels_reviewed"].reset_index(drop=True)
    return ResultTables(gpkg, parcels, tables["findings"].reset_index(drop=True),
                        tables["checks"].reset_index(drop=True), tables["run"].reset_index(drop=True),
                        np.arange(1, len(parcels) + 1))


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


def export(gpkg: Path, target: Path, progress: Progress) -> None:
    """Copy a result file, or write it as JSON or as an Excel ledger, by the suffix of the target (any thread)."""
    import shutil

    from ..io import results
    from ..io.whole import whole_file

    if target.suffix.lower() == ".gpkg":
        with whole_file(target) as temporary:
            shutil.copyfile(gpkg, temporary)
        return
    outcome = _outcome(gpkg, progress)
    if target.suffix.lower() == ".json":
        results.write_json(outcome, target)
    else:
        from ..io.ledger import write_ledger

        write_ledger(outcome, target, lang=i18n.language())


def updated(gpkg: Path, part: Any, progress: Progress) -> Any:
    """Put the parcels of a review of some into the result of a review of all.

    Parameters
    ----------
    gpkg : result of all parcels
    part : outcome of some of them

    Returns
    -------
    Outcome-like
        Rows of ``part`` in the place of the old ones, all others as they were; the run record of ``part``. Where a
        parcel of ``part`` is not among the old ones, the two reviews are not of the same plan: ``part`` alone.
    """
    old = _outcome(gpkg, progress)
    ids = part.tables["parcels_reviewed"]["parcel_id"].astype(str)
    place = {parcel: row for row, parcel in enumerate(old.tables["parcels_reviewed"]["parcel_id"].astype(str))}
    if not ids.isin(place.keys()).all() or old.crs != part.crs:
        return part
    gone = set(ids)
    kept = {name: ~old.tables[name]["parcel_id"].astype(str).isin(gone).to_numpy()
            for name in ("parcels_reviewed", "findings", "checks")}
    left = set(old.tables["findings"].loc[kept["findings"], "finding_id"].astype(str))
    names = {i: _free(str(i), left) for i in part.tables["findings"]["finding_id"]}
    tables: dict[str, pd.DataFrame] = {"run": part.tables["run"]}
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
    new = part.tables["parcels_reviewed"]
    both = _stacked(old.tables["parcels_reviewed"][kept["parcels_reviewed"]], new)
    shapes = np.concatenate([old.geometry["parcels_reviewed"][kept["parcels_reviewed"]],
                             part.geometry["parcels_reviewed"]])
    order = np.argsort([place[i] for i in both["parcel_id"].astype(str)], kind="stable")
    tables["parcels_reviewed"] = both.iloc[order].reset_index(drop=True)
    geometry["parcels_reviewed"] = shapes[order]
    return _Written(tables, geometry, part.crs)


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
    for name in GEOMETRY_TYPES:
        checkpoint(progress, 0.6)
        meta, _fids, shapes, values = pyogrio.raw.read(gpkg, layer=name)
        geometry[name] = shapely.from_wkb(shapes)
        crs = crs or (pyproj.CRS.from_user_input(meta["crs"]) if meta["crs"] else None)
        if name not in tables:
            tables[name] = pd.DataFrame(dict(zip(meta["fields"], values)))
    return _Written(tables, geometry, crs)
