"""Papers of a review as HTML that prints on A4: summary, opinion on a parcel, inquiry letters (协查函)."""

from __future__ import annotations

import json
import math
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
import numpy as np
import pandas as pd
import pyproj
import shapely
from markupsafe import Markup, escape

from ..about import RESOURCES_DIR
from ..core import knowledge
from ..core.errors import InputError
from ..core.tables import REVIEWED
from ..core.vocabulary import VERDICTS, Role, Verdict
from . import fingerprint, mapping, phrases
from .results import Outcome, complete_tables, write_tables
from .whole import whole_file

try:
    import segno
except ImportError:
    segno = None

NAMED_PARCELS = 40                       # of a group that are named; the ledger has them all
_UNSAFE = re.compile(r"[^\w\-]+")
_MARKS = re.compile(r"（(?:解释|未核实)）")
_GRAVITY = {verdict.value: verdict.gravity for verdict in VERDICTS}
_CASE = ("case_no", "applicant", "applied_on")         # said above the conclusion
_SKETCH, _SMALL_SKETCH = (460, 330), (236, 176)                     # px


def _code(text: str) -> Markup | None:
    """A QR code as SVG; None without segno, which is optional: then papers carry the hash in words only."""
    if segno is None:
        return None
    code = segno.make(text, error="m", micro=False, boost_error=False)
    return Markup(code.svg_inline(omitsize=True, title="QR", svgclass=None, lineclass=None))  # noqa: S704  (no foreign text)


def write_report(outcome: Outcome, folder: str | os.PathLike[str], *, lang: str = "zh", parcels: Sequence[str] = (),
                 case: Mapping[str, str] | None = None) -> list[Path]:
    """Write ``review.html`` and an opinion ``opinion_<id>.html`` for each chosen parcel.

    Parameters
    ----------
    outcome : Outcome
    folder : made where it does not exist
    lang : {"zh", "en"}
    parcels : ids in ``parcel_id``
    case : ``case_no``, ``applicant``, ``applied_on``, ``handled_by``, ``reviewed_by``, ``signed_by``, ``signed_on`` as
        far as they are known; the first three are else taken from the parcel's columns of these names, and a blank
        line is left for the others

    Returns
    -------
    list of Path
        ``review.html``, then the opinions in the order of ``parcels``.

    Raises
    ------
    InputError
        ``parcel_not_reviewed``: no such parcel; ``output_unwritable``: the folder cannot be written.
    """
    review = _Review(outcome, lang)
    known = set(review.parcels["parcel_id"])
    for parcel in parcels:
        if parcel not in known:
            raise InputError("parcel_not_reviewed", parcel=parcel)
    target = _folder(folder)
    names = _file_names(parcels)
    paths = [_write(target / "review.html", "review.html.j2", lang, seal=review.seal, **review.summary())]
    for parcel, name in zip(parcels, names):
        paths.append(_write(target / f"opinion_{name}.html", "opinion.html.j2", lang, **review.opinion(parcel),
                            seal=review.seal, case={**review.case(parcel), **(case or {})}))
    return paths


def inquiry_letters(outcome: Outcome, folder: str | os.PathLike[str], *, lang: str = "zh") -> list[Path]:
    """Write a letter to each holder of something that is unknown and could change a verdict.

    Each letter lists what is asked and for which parcels, and comes with their boundaries as a GeoPackage of the same
    name.

    Returns
    -------
    list of Path
        The letters ``inquiry_<n>_<holder>.html``; empty when nothing is unknown.

    Raises
    ------
    InputError
        The folder cannot be written.
    """
    review = _Review(outcome, lang)
    paths = []
    for number, (holder, rows) in enumerate(review.inquiries(), 1):
        target = _folder(folder)
        stem = f"inquiry_{number}_{_file_names([holder])[0]}"
        boundary = target / f"{stem}.gpkg"
        letter = review.letter(holder, rows)
        write_tables(boundary, {"parcels": letter.pop("table")}, {"parcels": letter.pop("shapes")}, outcome.crs,
                     {"parcels": "MULTIPOLYGON"})
        paths.append(_write(target / f"{stem}.html", "inquiry.html.j2", lang, **letter, seal=review.seal,
                            boundary=boundary.name))
    return paths


class _Review:
    """The tables of an outcome, turned into what the templates show."""

    def __init__(self, outcome: Outcome, lang: str) -> None:
        tables = complete_tables(outcome)
        self.lang, self.crs, self.titles = lang, outcome.crs, phrases.titles_of(outcome)
        self.parcels, self.findings, self.checks = tables["parcels_reviewed"], tables["findings"], tables["checks"]
        self.evidence = [
            (table, tables[table]["finding_id"].to_numpy(object), outcome.geometry.get(table, np.empty(0, object)))
            for table in ("evidence_areas", "evidence_lines", "evidence_points")]
        self.run = tables["run"]
        self.area = pd.Series(pd.to_numeric(self.parcels["area_m2"]).to_numpy(float), self.parcels["parcel_id"])
        shapes = outcome.geometry.get("parcels_reviewed")
        self.shapes = np.full(len(self.parcels), None, object) if shapes is None else shapes
        digits = fingerprint.of_run(outcome)
        self.seal = {"hash": digits, "code": _code(fingerprint.MARK + digits.upper())}

    def text(self, code: str, **facts: object) -> str:
        """A heading or sentence of section ``paper``."""
        return knowledge.text("paper", code, self.lang, **facts)

    # ------------------------------------------------------------------------------------------ summary

    def summary(self) -> dict[str, Any]:
        """What ``review.html.j2`` shows."""
        return {
            "title": self.text("report_title"), "head": self._head(),
            "lead": self.text("summary_text", count=len(self.parcels), area=self._area(self.area.sum())),
            "incomplete": self._incomplete(), "assumptions": self._assumptions(),
            "verdicts": list(self._verdicts()), "reasons": list(self._reasons()),
            "open_points": list(self._open_points()), "unlocated": self._unlocated(self.checks["check"]),
            "sources": self._sources(), "data_notes": self._data_notes(), "method": self._method(),
            "limits": self._limits()}

    def _area(self, area_m2: float) -> str:
        return phrases.area_text(float(area_m2), self.lang)

    def _head(self) -> list[str]:
        lines = []
        day, steps = self._run_item("as_of"), self._run_item("steps")
        if day is not None:
            lines.append(self.text("as_of", day=day))
        if steps:
            lines.append(self.text("steps", steps=phrases.words(";".join(steps), self.lang, "steps")))
        return lines

    def _run_item(self, item: str) -> Any:
        found = self.run.loc[self.run["item"] == item, "value"]
        return None if found.empty or phrases.is_null(found.iloc[0]) else json.loads(found.iloc[0])

    def _incomplete(self) -> str | None:
        count = int((self.parcels["complete"] != True).sum())  # noqa: E712  (null is not complete)
        return self.text("incomplete_count", count=count) if count else None

    def _verdicts(self) -> Iterator[dict[str, Any]]:
        total = float(self.area.sum())
        verdict, could = self.parcels["verdict"].to_numpy(object), self.parcels["could_be"].to_numpy(object)
        for word in VERDICTS:
            rows = verdict == word.value
            graver = pd.Series(could[rows]).map(_GRAVITY)
            counts = pd.Series(could[rows])[(graver > word.gravity).to_numpy()].value_counts()
            area = float(np.nansum(self.area.to_numpy()[rows]))
            yield {"code": word.value, "word": phrases.word(word.value, self.lang), "count": int(rows.sum()),
                   "area": self._area(area), "share": area / total if total else 0.0,
                   "meaning": knowledge.text("verdict_meanings", word.value, self.lang),
                   "graver": [self.text("could_be_count", count=count, verdict=phrases.word(code, self.lang))
                              for code, count in sorted(counts.items(), key=lambda x: -_GRAVITY[x[0]])]}

    def _reasons(self) -> Iterator[dict[str, Any]]:
        """Findings by verdict and rule, the gravest first."""
        found = self.findings[self.findings["verdict"] != Verdict.CLEAR.value]
        groups = found.groupby(["verdict", "rule"], sort=True)
        for (verdict, rule), rows in sorted(groups, key=lambda g: (-_GRAVITY[g[0][0]], -g[1]["parcel_id"].nunique())):
            ids = rows["parcel_id"].dropna().unique()
            own = self.area.reindex(ids)
            overlap = rows.groupby("parcel_id")["overlap_m2"].sum(min_count=1).astype(float)
            overlap = np.minimum(overlap, own.reindex(overlap.index)).sum(min_count=1)     # plots may lie on each other
            facts = [self.text("reason_text", count=len(ids), area=self._area(own.sum(min_count=1)))]
            if not np.isnan(overlap):
                facts.append(self.text("overlap_text", area=self._area(overlap)))
            assumed = int((rows["basis"] == "assumed").sum())
            if assumed:
                facts.append(self.text("assumed_text", count=assumed))
            yield {"code": verdict, "word": phrases.word(verdict, self.lang), "facts": facts,
                   "title": phrases.rule_title(rule, self.lang, self.titles),
                   "citations": list(dict.fromkeys(rows["citation"].dropna())),
                   "actors": list(dict.fromkeys(rows["actor"].dropna())), "parcels": self._names(ids)}

    def _names(self, ids: Sequence[str]) -> str:
        mark = "、" if self.lang == "zh" else ", "
        named = mark.join(str(x) for x in ids[:NAMED_PARCELS])
        return named + self.text("more", count=len(ids)) if len(ids) > NAMED_PARCELS else named

    def _open_points(self) -> Iterator[dict[str, Any]]:
        """Checks that were not done, by check and reason."""
        groups = self.checks.fillna({"reason": ""}).groupby(["check", "reason"], sort=True)
        for (check, reason), rows in groups:
            ids = rows["parcel_id"].dropna().unique()
            yield {"check": phrases.word(check, self.lang), "reason": reason, "count": len(ids),
                   "area": self._area(self.area.reindex(ids).sum(min_count=1)), **self._gravest(rows["could_be"]),
                   "holder": phrases.phrase(check, self.lang, "holders")}

    def _unlocated(self, roles: Iterable[str]) -> list[dict[str, str]]:
        """Entries of lists that have no place, which somebody has to settle one by one."""
        wanted = set(roles)
        rows = self.run[(self.run["section"] == "notes") & self.run["item"].isin(wanted)]
        return [{"list": phrases.word(item, self.lang), "entry": note["entry"], "name": note.get("name") or "—"}
                for item, value in zip(rows["item"], rows["value"]) for note in json.loads(value)
                if note["code"] in ("entry_unlocated", "entry_inquired")]

    def _data_notes(self) -> list[str]:
        """What has to be known of the data: entries that do not count yet, that vanished, that were repaired."""
        rows = self.run[self.run["section"] == "notes"]
        mark = "：" if self.lang == "zh" else ": "
        return [f"{phrases.word(item, self.lang)}{mark}{phrases.note(note, self.lang)}"
                for item, value in zip(rows["item"], rows["value"]) for note in json.loads(value)
                if note["code"] in phrases.NOTES_TO_SAY]

    def _assumptions(self) -> str | None:
        told = phrases.assumptions(self.parcels["assumed"], self.lang)
        return self.text("assumed_parcels", what=("、" if self.lang == "zh" else ", ").join(told)) if told else None

    def _gravest(self, verdicts: pd.Series) -> dict[str, str]:
        found = [v for v in verdicts if not phrases.is_null(v)]
        code = max(found, key=lambda v: _GRAVITY[v]) if found else ""
        return {"code": code, "word": phrases.word(code, self.lang) if code else "—"}

    def _sources(self) -> list[dict[str, str]]:
        rows = []
        for item, value in self._run_section("source"):
            rows.append({"role": phrases.word(item, self.lang),
                         "file": value.get("file") or "", "layer": value.get("layer") or "",
                         "edition": phrases.edition_day(
                             value.get("edition_date"), value.get("edition_known"), self.lang),
                         "rows": value.get("rows"), "hash": value.get("sha256") or ""})
        return rows

    def _method(self) -> list[tuple[str, str]]:
        """What was decided and used; the run table has the rest: sources and checks have their own places here."""
        rest = self.run[~self.run["section"].isin(["source", "check", "resource", "places", "notes"])]
        return [(phrases.phrase(item, self.lang, "run_names", "roles"), phrases.run_value(value, self.lang))
                for item, value in zip(rest["item"], rest["value"])]

    def _run_section(self, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
        rows = self.run[self.run["section"] == section]
        for item, value in zip(rows["item"], rows["value"]):
            found = None if phrases.is_null(value) else json.loads(value)
            yield str(item), found if isinstance(found, dict) else {}

    def _limits(self) -> list[str]:
        """What was not checked, then what the paper does not replace."""
        covered = knowledge.text("disclaimer", "not_covered", self.lang)
        idle = [phrases.word(item, self.lang) for item, value in self._run_section("check")
                if value.get("state") == "not_needed"]
        if idle:
            covered += self.text("not_needed", roles=("、" if self.lang == "zh" else ", ").join(idle))
        return [covered, knowledge.text("disclaimer", "review", self.lang)]

    # ------------------------------------------------------------------------------------------ opinion

    def case(self, parcel: str) -> dict[str, str]:
        """What an application says of itself in the columns of its parcels."""
        row = self.parcels.iloc[int(np.flatnonzero((self.parcels["parcel_id"] == parcel).to_numpy())[0])]
        return {name: _show(row[name], self.lang) for name in _CASE
                if name in self.parcels and not phrases.is_null(row[name])}

    def opinion(self, parcel: str) -> dict[str, Any]:
        """What ``opinion.html.j2`` shows of a parcel."""
        at = int(np.flatnonzero((self.parcels["parcel_id"] == parcel).to_numpy())[0])
        row, shape = self.parcels.iloc[at], self.shapes[at]
        found = self.findings[self.findings["parcel_id"] == parcel].sort_values(
            "verdict", key=lambda words: -words.map(_GRAVITY), kind="stable")            # as the window shows them
        checks = self.checks[(self.checks["parcel_id"] == parcel) & (self.checks["state"] != "not_needed")]
        evidence = {one: [(table, shapes[k]) for table, ids, shapes in self.evidence
                          for k in np.flatnonzero(ids == one)] for one in found["finding_id"]}
        shapes = [pair for pairs in evidence.values() for pair in pairs]
        geographic = self.crs is not None and self.crs.is_geographic
        could = row["could_be"]
        graver = not phrases.is_null(could) and _GRAVITY[could] > _GRAVITY[row["verdict"]]
        return {
            "title": self.text("opinion_title", parcel=parcel), "head": self._head(),
            "verdict": {"code": row["verdict"], "word": phrases.word(row["verdict"], self.lang),
                        "meaning": knowledge.text("verdict_meanings", row["verdict"], self.lang)},
            "could_be": phrases.word(could, self.lang) if graver else None, "facts": self._facts(row),
            "next_step": _or_none(row[f"next_step_{self.lang}"]),
            "findings": [{**self._finding(f), "sketch": self._sketch_of(shape, evidence[f["finding_id"]], f,
                                                                        geographic)} for _, f in found.iterrows()],
            "checks": [{"check": phrases.word(c["check"], self.lang), "reason": _or_none(c["reason"]) or "",
                        "state": phrases.word(c["state"], self.lang), "share": _percent(c["share"]),
                        "holder": phrases.phrase(c["check"], self.lang, "holders"),
                        **self._gravest(pd.Series([c["could_be"]]))} for _, c in checks.iterrows()],
            "complete": row["complete"] is True or row["complete"] is np.True_,
            "assumed": phrases.words(row["assumed"], self.lang, "assumed"),
            "sources": self._sources(), "data_notes": self._data_notes(), "limits": self._limits(),
            "sketch": sketch(shape, shapes, row["verdict"], row["parcel_id"], geographic=geographic),
            "points": boundary_points(shape, self.crs), "geographic": geographic,
            "crs": self._crs()}

    def _crs(self) -> str:
        return self.text("crs", name=crs_name(self.crs, self.lang)) if self.crs is not None else ""

    def _sketch_of(self, shape: Any, evidence: Sequence[tuple[str, Any]], finding: pd.Series, geographic: bool,
                   ) -> Markup:
        """The small map of a finding; none where it has no place of its own."""
        if not evidence:
            return Markup("")
        return sketch(shape, evidence, finding["verdict"], finding["parcel_id"], geographic=geographic,
                      size=_SMALL_SKETCH)

    def _facts(self, row: pd.Series) -> list[tuple[str, str]]:
        ours = [(knowledge.text("columns", "parcel_id", self.lang), str(row["parcel_id"])),
                (self.text("area"), self._area(row["area_m2"])),
                (knowledge.text("columns", "use_classes", self.lang),
                 phrases.words(row["use_classes"], self.lang, "use_classes"))]
        known = mapping.fields(Role.PARCELS)
        theirs = [(getattr(known[name], f"label_{self.lang}") if name in known else str(name),
                   _show(row[name], self.lang)) for name in self.parcels
                  if name not in REVIEWED and name not in (*_CASE, "area_ellipsoidal_m2")
                  and not phrases.is_null(row[name])
                  and not (name == "in_parcel_id" and str(row[name]) == str(row["parcel_id"]))]
        return [pair for pair in dict.fromkeys(ours + theirs) if pair[1]]

    def _finding(self, row: pd.Series) -> dict[str, Any]:
        evidence = []
        for name, unit, digits in (("overlap_m2", "m²", 1), ("distance_m", "m", 1), ("value_mg_kg", "mg/kg", 4),
                                   ("limit_mg_kg", "mg/kg", 4)):
            if not phrases.is_null(row[name]) and (name != "distance_m" or row[name] > 0):
                title = knowledge.text("columns", name, self.lang).split("（")[0].split(" (")[0]
                evidence.append(f"{title} {float(row[name]):,.{digits}f}".rstrip("0").rstrip(".") + f" {unit}")
        if not phrases.is_null(row["share"]):
            evidence.append(f"{self.text('share')} {_percent(row['share'])}")
        if not phrases.is_null(row["subject_id"]):
            evidence.insert(0, f"{phrases.word(row['subject_kind'], self.lang)} {row['subject_id']}")
        step = _or_none(row["due_step"])
        due = "" if step is None else phrases.word(step, self.lang) + (
            self.text("due_later") if row["due_now"] is not None and not row["due_now"] else "")
        return {"code": row["verdict"], "word": phrases.word(row["verdict"], self.lang),
                "title": phrases.rule_title(row["rule"], self.lang, self.titles),
                "message": _or_none(row[f"message_{self.lang}"]) or "", "citation": _or_none(row["citation"]),
                "actor": _or_none(row["actor"]), "evidence": evidence, "due": due,
                "assumed": row["basis"] == "assumed"}

    # ------------------------------------------------------------------------------------------ letters

    def inquiries(self) -> list[tuple[str, pd.DataFrame]]:
        """Checks that could change a verdict, by who holds what is unknown."""
        rows = self.checks[self.checks["could_be"].notna() & self.checks["state"].isin(["partly", "not_done"])]
        holders = rows["check"].map(lambda check: phrases.phrase(check, self.lang, "holders"))
        return [(str(holder), part) for holder, part in rows.groupby(holders, sort=False)]

    def letter(self, holder: str, rows: pd.DataFrame) -> dict[str, Any]:
        """What ``inquiry.html.j2`` shows, and the table and geometry of the boundary file."""
        ids = list(dict.fromkeys(rows["parcel_id"].dropna()))
        at = [int(np.flatnonzero((self.parcels["parcel_id"] == i).to_numpy())[0]) for i in ids]
        asked = rows.groupby("parcel_id")["check"].unique()
        mark = "、" if self.lang == "zh" else ", "
        asks = {i: mark.join(phrases.word(c, self.lang) for c in asked[i]) for i in ids}
        shapes = self.shapes[at]
        day = self._run_item("as_of") or ""
        return {
            "title": self.text("letter_title"), "to": self.text("letter_to", holder=holder),
            "body": self.text("letter_body", day=day, count=len(ids)),
            "asks": [{"check": phrases.word(check, self.lang), "ask": phrases.phrase(check, self.lang, "inquiries"),
                      "reasons": list(dict.fromkeys(part["reason"].dropna())), "count": part["parcel_id"].nunique(),
                      **self._gravest(part["could_be"])} for check, part in rows.groupby("check", sort=True)],
            "parcels": [{"id": i, "area": self._area(self.area[i]), "centre": _centre(s, self.crs), "asks": asks[i]}
                        for i, s in zip(ids, shapes)],
            "unlocated": self._unlocated(rows["check"]),
            "crs": self._crs(), "limits": self._limits()[1:],
            "table": pd.DataFrame({"parcel_id": ids, "check": [asks[i] for i in ids],
                                   "area_m2": self.area.reindex(ids).to_numpy()}),
            "shapes": shapes}


# ---------------------------------------------------------------------------------------------- geometry on paper

def boundary_points(shape: Any, crs: pyproj.CRS | None) -> list[list[dict[str, Any]]]:
    """Rows of the boundary point table, a list a ring.

    Parameters
    ----------
    shape : Polygon, MultiPolygon or None
    crs : of the shape; sides are measured in its plane, or on its ellipsoid where it is geographic

    Returns
    -------
    list of rings
        Outlines clockwise and holes counter-clockwise, each from its north-western corner; numbers go on from ring to
        ring and the first point is repeated at the end. ``north`` and ``east`` in the units of the CRS, ``side`` in m
        to the next point. Empty where there is no usable polygon.
    """
    if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
        return []
    geographic = crs is not None and crs.is_geographic
    rings, number = [], 1
    for part in shapely.get_parts(shape):
        for k, ring in enumerate([part.exterior, *part.interiors]):
            xy = shapely.get_coordinates(ring)[:-1]
            if not np.isfinite(xy).all():
                return []
            if ring.is_ccw == (k == 0):
                xy = xy[::-1]
            xy = np.roll(xy, -int(np.argmax(xy[:, 1] - xy[:, 0])), axis=0)
            closed = np.vstack([xy, xy[:1]])
            if geographic and crs is not None:
                lengths = crs.get_geod().line_lengths(closed[:, 0], closed[:, 1])
            else:
                lengths = np.hypot(*np.diff(closed, axis=0).T)
            names = [f"J{number + i}" for i in range(len(xy))] + [f"J{number}"]
            digits = 8 if geographic else 3
            rings.append([{"name": name, "north": f"{y:.{digits}f}", "east": f"{x:.{digits}f}",
                           "side": f"{length:.2f}" if length is not None else ""}
                          for name, (x, y), length in zip(names, closed, [*lengths, None])])
            number += len(xy)
    return rings


def sketch(shape: Any, evidence: Sequence[tuple[str, Any]], verdict: str, label: str, *, geographic: bool = False,
           size: tuple[int, int] = _SKETCH) -> Markup:
    """A parcel and the evidence on it as SVG, north up, with a scale bar; empty where there is no usable geometry."""
    shapes = [s for s in [shape, *(g for _, g in evidence)]
              if s is not None and not s.is_empty and np.isfinite(s.bounds).all()]
    if shape is None or not shapes or shapes[0] is not shape:
        return Markup("")
    x0, y0, x1, y1 = shape.bounds
    room = max(x1 - x0, y1 - y0) * 0.6          # the parcel fills the sketch; what reaches far beyond it is cut
    ex0, ey0, ex1, ey1 = shapely.total_bounds(np.array(shapes, object))
    x0, y0 = max(x0 - room, min(ex0, x0)), max(y0 - room, min(ey0, y0))
    x1, y1 = min(x1 + room, max(ex1, x1)), min(y1 + room, max(ey1, y1))
    wide, high = size
    squeeze = math.cos(math.radians((y0 + y1) / 2)) if geographic else 1.0
    scale = min((wide - 60) / max((x1 - x0) * squeeze, 1e-12), (high - 70) / max(y1 - y0, 1e-12))

    def place(x: float, y: float) -> str:
        px = wide / 2 + (x - (x0 + x1) / 2) * squeeze * scale
        return f"{px:.1f},{(high - 30) / 2 - (y - (y0 + y1) / 2) * scale:.1f}"

    def path(geometry: Any) -> str:
        pieces = []
        for part in shapely.get_parts(geometry):
            lines = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
            pieces += ["M" + "L".join(place(*xy) for xy in shapely.get_coordinates(line)) +
                       ("Z" if part.geom_type == "Polygon" else "") for line in lines]
        return "".join(pieces)

    parts = [f'<svg class="sketch" viewBox="0 0 {wide} {high}" role="img">',
             f'<clipPath id="frame{wide}"><rect x="1" y="1" width="{wide - 2}" height="{high - 2}"/></clipPath>',
             '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
             'patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="7" stroke="#222" stroke-width="1.4"/>'
             '</pattern></defs>', f'<g clip-path="url(#frame{wide})">']
    look = knowledge.read_yaml("styles/verdicts.yaml").get(verdict) or {}
    parts.append(f'<path d="{path(shape)}" fill="{look.get("fill") or "#FFFFFF"}" fill-opacity="0.7" '
                 'fill-rule="evenodd" stroke="#222" stroke-width="1.6"/>')
    for table, geometry in evidence:
        if geometry is None or geometry.is_empty or not np.isfinite(geometry.bounds).all():
            continue
        if table == "evidence_areas":
            parts.append(f'<path d="{path(geometry)}" fill="url(#hatch)" fill-rule="evenodd" stroke="#222" '
                         'stroke-width="1" stroke-dasharray="4 2"/>')
        elif table == "evidence_lines":
            parts.append(f'<path d="{path(geometry)}" fill="none" stroke="#222" stroke-width="2"/>')
        else:
            for x, y in shapely.get_coordinates(geometry):
                px, py = place(x, y).split(",")
                parts.append(f'<circle cx="{px}" cy="{py}" r="4" fill="#fff" stroke="#222" stroke-width="1.6"/>')
    parts.append("</g>")
    metres = scale / 111_320 if geographic else scale
    length = _round_length(wide * 0.24 / metres)
    bar = length * metres
    text = f"{length:g} m" if length < 1000 else f"{length / 1000:g} km"
    parts.append(f'<path d="M16,{high - 22}v6h{bar:.1f}v-6" fill="none" stroke="#222" stroke-width="1.4"/>'
                 f'<text x="{24 + bar:.1f}" y="{high - 14}" font-size="12">{text}</text>'
                 f'<path d="M{wide - 24},14l7,20l-7,-5l-7,5Z" fill="#222"/>'
                 f'<text x="{wide - 29}" y="48" font-size="13">N</text>')
    drawing = Markup("".join(parts))  # noqa: S704  (numbers and our own words)
    return drawing + Markup("<title>{}</title></svg>").format(label)


def _round_length(longest: float) -> float:
    """The longest of 1, 2, 5 times a power of ten that fits."""
    power = 10.0 ** math.floor(math.log10(longest))
    return next(k * power for k in (5, 2, 1) if k * power <= longest)


def crs_name(crs: pyproj.CRS, lang: str) -> str:
    """What a CRS is called on paper; in Chinese 2000国家大地坐标系，高斯-克吕格投影3度带，中央经线114°."""
    if lang != "zh" or not crs.name.startswith(("CGCS2000", "China Geodetic Coordinate System 2000")):
        return str(crs.name)
    words = ["2000国家大地坐标系"]
    if crs.is_projected and crs.coordinate_operation is not None:
        words.append(f"高斯-克吕格投影{3 if '3-degree' in crs.name else 6}度带")
        words += [f"中央经线{one.value:g}°" for one in crs.coordinate_operation.params
                  if one.name == "Longitude of natural origin"]
    return "，".join(words)


def _centre(shape: Any, crs: pyproj.CRS | None) -> str:
    """A point inside the shape: northing and easting, or latitude and longitude."""
    if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
        return "—"
    point = shapely.point_on_surface(shape)
    digits = 6 if crs is not None and crs.is_geographic else 2
    return f"{point.y:.{digits}f}, {point.x:.{digits}f}"


# ---------------------------------------------------------------------------------------------- words and files

def _or_none(value: Any) -> str | None:
    return None if phrases.is_null(value) else str(value)


def _percent(share: Any) -> str:
    return "" if phrases.is_null(share) else f"{float(share):.1%}"


def _show(value: Any, lang: str) -> str:
    if isinstance(value, (bool, np.bool_)):
        return phrases.yes_no(value, lang)
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value == value.normalize() else value.isoformat(" ")
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _marked(citation: str) -> Markup:
    """A citation with the status of what was not read in a source set off."""
    return Markup(_MARKS.sub(lambda m: f'<strong class="mark">{m[0]}</strong>', str(escape(citation))))  # noqa: S704


def _file_names(ids: Sequence[str]) -> list[str]:
    """Names safe on every file system, different also where case does not count."""
    taken: set[str] = set()
    names = []
    for one in ids:
        stem = name = _UNSAFE.sub("_", str(one)).strip("_")[:60] or "_"
        number = 2
        while name.lower() in taken:
            name, number = f"{stem}_{number}", number + 1
        taken.add(name.lower())
        names.append(name)
    return names


def _folder(folder: str | os.PathLike[str]) -> Path:
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError("output_unwritable", source=str(path), reason=error.strerror or str(error)) from error
    return path


def _write(path: Path, template: str, lang: str, **context: Any) -> Path:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(RESOURCES_DIR / "templates")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["marked"] = _marked
    words: Callable[..., str] = lambda code, **facts: knowledge.text("paper", code, lang, **facts)  # noqa: E731
    html = environment.get_template(template).render(
        t=words, lang="zh-CN" if lang == "zh" else "en", looks=knowledge.read_yaml("styles/verdicts.yaml"), **context)
    with whole_file(path) as part:
        part.write_text(html, encoding="utf-8", errors="backslashreplace", newline="\n")
    return path
