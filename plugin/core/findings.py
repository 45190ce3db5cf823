"""From what fired to findings in words, and from findings to the verdict of every parcel."""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import string
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from . import knowledge, rules, tables
from .coverage import Coverage
from .distinct import combined, distinct, each
from .geometry import RepairState, same_crs, to_crs
from .progress import checkpoint
from .rules import Cite, Facts, Fired, Need, Rulebook
from .tri import Bools, Tri
from .vocabulary import VERDICTS, CheckState, Role, SampleState, Step, Verdict

if TYPE_CHECKING:
    from .review import Layer, _Review

Ints = npt.NDArray[np.intp]
Objects = npt.NDArray[np.object_]

UNDETERMINED = Verdict.UNDETERMINED.gravity
CAUTION = Verdict.CAUTION.gravity
SURVEY = Verdict.SURVEY_REQUIRED.gravity
CHAIN = ("survey", "risk_assessment", "listed", "remediation", "effect_assessment", "removed")
OWED = (Verdict.SURVEY_REQUIRED.gravity, Verdict.ASSESS_RISK.gravity, Verdict.REMEDIATE_FIRST.gravity)
LANGUAGES = ("zh", "en")
_ROLES = tuple(Role)
ASSUMED_WORD = {"kind_assumed": "list_kind_unknown", "status_assumed": "list_status_missing",
                "change_assumed": "current_use_unknown", "surveys_not_given": "surveys_not_given",
                "land_class_assumed": "land_class_assumed"}
_OWES = np.isin(np.arange(len(VERDICTS) + 1), (*OWED, Verdict.PROHIBITED.gravity))
"""By gravity: whether something is owed before works."""
_PIECE = 20_000
"""Parcels whose findings get their words together, and are written while the next do."""
WORD_OF_GRAVITY = np.array([None, *reversed([str(v) for v in VERDICTS])], object)
"""Stored word of a verdict by its gravity; None for 0."""



@dataclasses.dataclass
class Outcome:
    """The result of a review: tables of design section 6, their geometry, and the CRS of it."""

    tables: dict[str, pd.DataFrame]
    geometry: dict[str, Objects]
    crs: Any
    run: dict[str, Any] = dataclasses.field(default_factory=dict)
    titles: Mapping[str, tuple[str, str]] = dataclasses.field(default_factory=dict)
    """Titles of the rules of this run's packs, zh and en."""

    def counts(self) -> dict[str, int]:
        """Parcels per verdict, the gravest first."""
        found = self.tables["parcels_reviewed"]["verdict"].value_counts()
        return {str(v): int(found.get(str(v), 0)) for v in VERDICTS}


@dataclasses.dataclass
class Part:
    """Rows of findings from one source, before they are worded."""

    rule: str
    message: str                       # code of a sentence
    parcel: Ints
    gravity: npt.NDArray[np.int8]
    could_be: npt.NDArray[np.int8]
    assumed: Bools
    role: Optional[Role] = None
    rows: Optional[Ints] = None        # rows of the meeting, or of the pollutants
    subject: Optional[Ints] = None
    fired: Optional[Fired] = None
    chain: Optional[str] = None
    actor: str = "undecided"
    due: Optional[Step] = None
    due_now: Optional[bool] = None
    need: Optional[Need] = None        # what is not vouched for
    extra: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    dual: bool = False
    keep: Optional[Bools] = None

    def __len__(self) -> int:
        return len(self.parcel)


class Gathered(NamedTuple):
    """What parts say together of each of n parcels, for the rules over findings."""

    any_: Bools                        # something fired
    owed: Bools                        # something is owed, on facts
    owed_assumed: Bools                # the same on assumptions
    survey_matters: Bools              # a survey decides something

    @classmethod
    def nothing(cls, n: int) -> Gathered:
        """Of n parcels of which nothing is said."""
        return cls(*(np.zeros(n, bool) for _ in cls._fields))

    def __or__(self, other: Gathered) -> Gathered:
        return Gathered(*(one | two for one, two in zip(self, other)))


class Collector:
    """Gathers what fires; words and ranks it at the end.

    ``beside``: what others gathered of the same parcels.
    """

    def __init__(self, book: Rulebook, n: int, steps: Sequence[Step], beside: Optional[Gathered] = None) -> None:
        self.book, self.n, self.steps, self.beside = book, n, steps, beside
        self.parts: list[Part] = []
        self.open_checks: list[tuple[Ints, str, Objects, Objects]] = []   # parcel, check, reason zh, reason en
        self.need_rows: list[tuple[Role, Ints, npt.NDArray[np.float64], npt.NDArray[np.int8], Coverage]] = []
        self.unlocated_roles: list[Role] = []
        self.assumed = np.zeros(n, np.int64)
        self.assumed_words = [*dict.fromkeys(ASSUMED_WORD.values())]

    # ------------------------------------------------------------------------------------------ gathering

    def add(self, fired: Fired, facts: Facts, role: Optional[Role], *, dual: bool = False,
            only: Optional[Bools] = None) -> None:
        """Take what a clause gave; an unknown outcome no graver than caution is a row of ``checks``."""
        parcel = facts.parcel[fired.rows]
        take = np.ones(len(parcel), bool) if only is None else only[parcel]
        mild = (fired.gravity == UNDETERMINED) & (fired.could_be <= CAUTION) & (fired.could_be > 0)
        if (mild & take).any() and not dual:
            zh, en = self._missing(fired, np.flatnonzero(mild & take))
            check = str(role) if role is not None else {"parcel_x_pollutant": "samples"}.get(
                fired.clause.grain, "current_use")
            self.open_checks.append((parcel[mild & take], check, zh, en))
        take &= ~mild
        index = np.flatnonzero(take)
        if not len(index):
            return
        cut = dataclasses.replace(
            fired, rows=fired.rows[index], gravity=fired.gravity[index], could_be=fired.could_be[index],
            assumed=fired.assumed[index], cites=fired.cites[index], missing=fired.missing[index],
            exception=fired.exception[index])
        clause = fired.clause
        for name in clause.assumed_if:
            if name in ASSUMED_WORD:
                column = facts.get(name)
                if isinstance(column, Tri):
                    bit = self.assumed_words.index(ASSUMED_WORD[name])
                    np.bitwise_or.at(self.assumed, parcel[index], column.true[cut.rows].astype(np.int64) << bit)
        self.parts.append(Part(
            clause.rule, clause.message, parcel[index], cut.gravity, cut.could_be, cut.assumed, role, cut.rows, None,
            cut, clause.chain, clause.actor, clause.due, clause.due_now(self.steps), dual=dual))

    def add_dual(self, fired: Fired, facts: Facts, role: Optional[Role], rows: Bools) -> None:
        """Findings by the law of the day of application; those that today's law gives too are left out later."""
        self.add(fired, facts, role, dual=True, only=rows)

    def add_own(self, rule: str, rows: Ints, verdict: Verdict, could_be: Optional[Verdict], message: str,
                extra: Mapping[str, Any]) -> None:
        """Findings about the parcel itself."""
        if not len(rows):
            return
        k = len(rows)
        self.parts.append(Part(
            rule, message, rows, np.full(k, verdict.gravity, np.int8),
            np.full(k, could_be.gravity if could_be else 0, np.int8), np.zeros(k, bool), actor="reviewer",
            extra={name: x[rows] for name, x in extra.items()}))

    def add_need(self, need: Need, rows: Ints, share: npt.NDArray[np.float64], could_be: npt.NDArray[np.int8],
                 cover: Coverage) -> None:
        """Parcels for which a needed role does not vouch."""
        if not len(rows):
            return
        role = Role(need.role)
        self.need_rows.append((role, rows, share, could_be, cover))
        grave = could_be > CAUTION
        if need.absent != "undetermined" or not grave.any():
            return
        index = np.flatnonzero(grave)
        k = len(index)
        self.parts.append(Part(
            f"needs_{role}", "needs", rows[index], np.full(k, UNDETERMINED, np.int8), could_be[index],
            np.zeros(k, bool), role, actor="data_holder", need=need,
            extra={"basis": np.full(k, cover.basis, object)}))

    def add_unlocated(self, role: Role, rows: Ints, could_be: npt.NDArray[np.int8], layer: Layer) -> None:
        """One run-level reason for every parcel that the entries without place could touch."""
        grave = could_be > CAUTION
        self.unlocated_roles.append(role)
        assert layer.placed is not None
        adrift = np.flatnonzero(layer.unlocated)
        labels = layer.table.column("name") if "name" in layer.table.frame else None
        names = [str(labels.iat[i]) if labels is not None and labels.iat[i] else str(layer.ids[i]) for i in adrift[:3]]
        text = "、".join(names) + ("等" if len(adrift) > 3 else "")
        index = np.flatnonzero(grave)
        k = len(index)
        if k:
            self.parts.append(Part(
                f"unlocated_{role}", "unlocated", rows[index], np.full(k, UNDETERMINED, np.int8), could_be[index],
                np.zeros(k, bool), role, actor="reviewer",
                extra={"count": np.full(k, len(adrift), object), "names": np.full(k, text, object)}))
        rest = rows[~grave]
        if len(rest):
            self.open_checks.append((rest, str(role), np.full(len(rest), text, object),
                                     np.full(len(rest), text, object)))

    @property
    def survey_matters(self) -> Bools:
        """Parcels for which a survey decides something."""
        return self.gathered().survey_matters

    def gathered(self) -> Gathered:
        """What all parts so far say together."""
        any_, fact, assumed, survey = told = Gathered.nothing(self.n)
        for part in self.parts:
            any_[part.parcel] = True
            if part.chain in (None, "removed"):        # asking for removal is no duty that stops works
                continue
            if part.chain == "survey":
                survey[part.parcel] = True
            owed = _OWES[part.gravity]
            fact[part.parcel[owed & ~part.assumed]] = True
            assumed[part.parcel[owed & part.assumed]] = True
            assumed[part.parcel[(part.gravity == UNDETERMINED) & (part.could_be >= SURVEY)]] = True
        return told if self.beside is None else told | self.beside

    def second_stratum(self, days: Mapping[str, rules.Days]) -> None:
        """Rules over findings: what is owed before works, and that nothing was found."""
        told = self.gathered()
        assumed = told.owed_assumed & ~told.owed
        columns = {"owed": Tri.of(told.owed, assumed), "owed_assumed": Tri.of(assumed),
                   "fired_any": Tri.constant(self.n, False)}
        clauses = self.book.of_grain("findings")
        every = np.arange(self.n)
        for clause in [c for c in clauses if c.rule != "nothing_found"] + [
                c for c in clauses if c.rule == "nothing_found"]:
            columns["fired_any"] = Tri.of(self.gathered().any_)
            found = rules.evaluate(clause, Facts(every, columns), self.steps, days)
            if found is not None:
                self.add(found, Facts(every, columns), None)

    # ------------------------------------------------------------------------------------------ ranking

    def rank(self, run: _Review) -> None:
        """Keep, for a rule and a subject, the gravest; what is open stays only where it could be graver."""
        sizes = [len(p) for p in self.parts]
        part = np.repeat(np.arange(len(sizes)), sizes)
        parcel = np.concatenate([p.parcel for p in self.parts])
        gravity = np.concatenate([p.gravity for p in self.parts]).astype(int)
        could = np.concatenate([p.could_be for p in self.parts]).astype(int)
        rule = np.repeat([hash(p.rule) & 0x7FFFFFFF for p in self.parts], sizes)
        subject = np.concatenate([self._subject(p, run) for p in self.parts])
        kind = np.repeat([_ROLES.index(p.role) if p.role else -1 for p in self.parts], sizes)
        dual = np.repeat([p.dual for p in self.parts], sizes)
        chain = np.repeat([CHAIN.index(p.chain) if p.chain in CHAIN else -1 for p in self.parts], sizes)
        decided = gravity != UNDETERMINED
        weight = np.where(decided, gravity, could)
        order = np.lexsort((part, -chain, -weight, dual, ~decided, subject, kind, rule, parcel))
        keep = np.zeros(len(parcel), bool)
        keep[order[_starts(order, parcel, rule, kind, subject, decided, dual)]] = True
        # What is open goes where something decided of the same rule and subject is as grave as it could be.
        group = np.zeros(len(parcel), np.intp)
        group[order] = np.cumsum(_starts(order, parcel, rule, kind, subject)) - 1
        best = np.zeros(len(parcel), int)
        sure = decided & keep & ~dual
        np.maximum.at(best, group[sure], gravity[sure])
        keep &= decided | (best[group] == 0) | (could > best[group])
        applied = np.flatnonzero(run.dual_rows)
        if len(applied):
            # Both days are printed only where they lead to different verdicts; what is not known is not by any law.
            lawless = np.repeat([p.fired is None for p in self.parts], sizes)
            now, then = np.full((2, self.n), Verdict.CLEAR.gravity)
            np.maximum.at(now, parcel[~dual], gravity[~dual])
            np.maximum.at(then, parcel[dual | lawless], gravity[dual | lawless])
            keep &= ~dual | (now != then)[parcel]
        start = np.cumsum([0, *sizes])
        for i, p in enumerate(self.parts):
            p.keep = keep[start[i]:start[i + 1]]
        if len(applied):
            self._say_milder(run, applied[now[applied] > then[applied]], then, now)

    def _say_milder(self, run: _Review, rows: Ints, then: Ints, now: Ints) -> None:
        """Say of parcels that the law of the day of application is milder: a duty that it lacks leaves no finding."""
        days = run.tables[Role.PARCELS].column("applied_on").dt.strftime("%Y-%m-%d").to_numpy(object)
        rules_now = np.full(self.n, None, object)
        for part in self.parts:
            mine = np.asarray(part.keep) & (part.gravity == now[part.parcel]) & (not part.dual)
            rules_now[part.parcel[mine]] = part.rule
        for rule in dict.fromkeys(rules_now[rows]):
            self.add_own(rule, rows[rules_now[rows] == rule], Verdict.CAUTION, None, "dual_verdict",
                         {"day": days, "then": then.astype(object)})
            self.parts[-1].keep = np.ones(len(self.parts[-1]), bool)

    def _subject(self, part: Part, run: _Review) -> Ints:
        if part.rows is None or part.fired is None:
            return np.full(len(part), -1)
        if part.fired.clause.grain == "parcel_x_pollutant":
            assert run.pollutants is not None
            return pd.factorize(run.pollutants["pollutant"])[0][part.rows] + 0
        if part.role is not None:
            part.subject = run.meetings[part.role].subject[part.rows]
            return part.subject
        return np.full(len(part), -1)

    # ------------------------------------------------------------------------------------------ words

    def _missing(self, fired: Fired, index: Ints) -> tuple[Objects, Objects]:
        """Names of the facts that were unknown, per row, zh and en."""
        names = knowledge.messages()["facts"]
        out = []
        for lang, joint in (("zh", "、"), ("en", ", ")):
            cache: dict[int, str] = {}
            for bits in np.unique(fired.missing[index]):
                found = [names[f][lang] for k, f in enumerate(fired.names) if int(bits) >> k & 1]
                cache[int(bits)] = joint.join(dict.fromkeys(found))
            out.append(np.array([cache[int(b)] for b in fired.missing[index]], object))
        return out[0], out[1]

    def outcome(self, run: _Review) -> Outcome:
        """Word everything, decide every parcel, build the tables."""
        self.rank(run)
        return _tables(self, run)

    def worded(self, run: _Review, languages: Sequence[str] = LANGUAGES) -> dict[str, npt.NDArray[Any]]:
        """Columns of the findings that are kept, by parcel, the gravest first; sentences in some languages only."""
        self.rank(run)
        return self.in_words(run, 0, self.n, languages)

    def kept(self) -> dict[str, npt.NDArray[Any]]:
        """Parcel, gravity and what it could be of the findings that are kept, once they are ranked; in no order."""
        none = np.zeros(0, np.intp)
        return {name: np.concatenate([none, *(x[p.keep] for p, x in ((p, getattr(p, of)) for p in self.parts))])
                for name, of in (("parcel", "parcel"), ("gravity", "gravity"), ("could", "could_be"))}

    def in_words(self, run: _Review, first: int, end: int,
                 languages: Sequence[str] = LANGUAGES) -> dict[str, npt.NDArray[Any]]:
        """The same of the parcels from ``first`` up to ``end``, once the findings are ranked."""
        wording = Wording(self, run, languages)
        kept = [(part, np.flatnonzero(np.asarray(part.keep) & (part.parcel >= first) & (part.parcel < end)))
                for part in self.parts]
        rows = [wording.rows(part, index) for part, index in kept if len(index)] or [wording.rows(*kept[0])]
        columns = {name: np.concatenate([r[name] for r in rows]) for name in rows[0]}
        order = _gravest_first(columns["parcel"], columns["gravity"], columns["could"])
        return {name: x[order] for name, x in columns.items()}

    def in_order(self) -> list[tuple[Part, int]]:
        """Findings that are kept, part and row, in the order of their words."""
        kept = [(part, i) for part in self.parts for i in np.flatnonzero(np.asarray(part.keep)).tolist()]
        told = np.array([(part.parcel[i], part.gravity[i], part.could_be[i]) for part, i in kept], int).reshape(-1, 3)
        return [kept[k] for k in _gravest_first(*told.T)]


def _gravest_first(parcel: Ints, gravity: npt.NDArray[np.int_], could: npt.NDArray[np.int_]) -> Ints:
    """Order of findings: by parcel, then by gravity, so that the verdict's own come first, then as they came.

    Among what is undetermined goes first what could be graver.
    """
    return np.lexsort((np.arange(len(parcel)), -could * (gravity == UNDETERMINED), -gravity, parcel))


def _starts(order: Ints, *columns: npt.NDArray[Any]) -> Bools:
    """Where, in this order, the row differs from the one before."""
    out = np.zeros(len(order), bool)
    out[:1] = True
    for column in columns:
        sorted_ = column[order]
        out[1:] |= sorted_[1:] != sorted_[:-1]
    return out


class Wording:
    """Sentences of findings, zh and en, filled from the facts of their rows."""

    def __init__(self, collect: Collector, run: _Review, languages: Sequence[str]) -> None:
        self.collect, self.run, self.languages = collect, run, languages
        self.words = knowledge.messages()

    def rows(self, part: Part, index: Ints) -> dict[str, npt.NDArray[Any]]:
        """Columns of some findings of a part."""
        k = len(index)
        run = self.run
        parcel = part.parcel[index]
        none = np.empty(k, object)            # of None
        nan = np.full(k, np.nan)
        citation = self._citation(part, index)
        out: dict[str, npt.NDArray[Any]] = {
            "parcel": parcel, "gravity": part.gravity[index].astype(int), "could": part.could_be[index].astype(int),
            "rule": _same(k, part.rule), "assumed": part.assumed[index],
            "due_step": _same(k, str(part.due) if part.due else None),
            "due_now": _same(k, part.due_now), "citation": citation,
            "actor": _same(k, self.words["actors"][part.actor]["zh"]),
            "chain": _same(k, part.chain), "subject_kind": none.copy(), "subject_id": none.copy(),
            "overlap_m2": nan.copy(), "share": nan.copy(), "distance_m": nan.copy(), "pollutant": none.copy(),
            "value_mg_kg": nan.copy(), "limit_mg_kg": nan.copy(), "shape": self.shapes(part, index)}
        undecided = out["gravity"] == UNDETERMINED
        own_undetermined = part.fired is not None and part.fired.clause.verdict_at(
            self.collect.steps) is Verdict.UNDETERMINED
        unknown = np.zeros(k, bool)
        if part.fired is not None:
            unknown = undecided & ((part.fired.missing[index] > 0) | (not own_undetermined))
            out["due_step"][unknown], out["due_now"][unknown] = None, None
        if part.need is not None:
            out["share"] = run.lacking(part.need, parcel)
        if part.message == "use_change_survey":
            out["share"] = run.owed_share(parcel)
        if part.subject is not None and part.role is not None and part.rows is not None:
            m, rows = run.meetings[part.role], part.rows[index]
            out["subject_kind"][:] = str(part.role)
            out["subject_id"] = run.layers[part.role].ids[m.subject[rows]].astype(object)
            near = m.contact.codes[rows] == 2
            out["overlap_m2"] = np.where(near, np.nan, m.overlap_m2[rows])
            out["share"] = np.where(near, np.nan, m.share[rows])
            out["distance_m"] = np.where(m.maybe[rows], np.nan, m.distance_m[rows])
        pollutants = part.fired is not None and part.fired.clause.grain == "parcel_x_pollutant"
        if pollutants:
            assert run.pollutants is not None and part.rows is not None
            p, rows = run.pollutants, part.rows[index]
            out["subject_kind"][:] = str(Role.SAMPLES)
            out["subject_id"] = run.layers[Role.SAMPLES].ids[p["sample"][rows]].astype(object)
            out["pollutant"] = p["pollutant"][rows]
            out["value_mg_kg"], out["limit_mg_kg"] = p["value"][rows], p["limit"][rows]
            local = self.collect.book.limit_cites
            out["citation"] = np.array([
                c if key not in local else "；".join(filter(None, (c, local[key])))
                for c, key in zip(citation, zip(p["no"][rows], p["land_class"][rows]))], object)
        for lang in self.languages:
            text = np.empty(k, object)
            known = np.flatnonzero(~unknown)
            if len(known):
                text[known] = self._format(part, index[known], part.message, lang, out, known)
            if unknown.any():
                rows = np.flatnonzero(unknown)
                code = "unknown" if part.subject is not None else "unknown_parcel"
                text[rows] = self._format(part, index[rows], code, lang, out, rows)
            if part.fired is not None and (part.fired.exception[index] >= 0).any():
                for i in np.flatnonzero(part.fired.exception[index] >= 0):
                    reading = part.fired.clause.exceptions[part.fired.exception[index[i]]]
                    text[i] += self.words["findings"]["interpretation"][lang].format(
                        text=reading.message, citation="；".join(c.text() for c in reading.cites))
            if part.dual:
                text = text + self.words["findings"]["dual_law"][lang]
            out[f"message_{lang}"] = text
        return out

    def shapes(self, part: Part, index: Ints) -> Objects:
        """What findings of a part rest on: common areas, lines across what lies between, sampling points."""
        run, none = self.run, np.empty(len(index), object)
        if part.rows is None:
            return none
        rows = part.rows[index]
        if part.fired is not None and part.fired.clause.grain == "parcel_x_pollutant":
            assert run.pollutants is not None
            return np.asarray(run.pollutants["geometry"][rows])
        if part.subject is None or part.role is None:
            return none
        m = run.meetings[part.role]
        out = m.geometry[rows]
        apart = np.flatnonzero((m.contact.codes[rows] == 2) & ~m.maybe[rows])
        out[apart] = shapely.shortest_line(
            run.parcels[part.parcel[index[apart]]], run.layers[part.role].shapes[m.subject[rows[apart]]])
        return out

    def _citation(self, part: Part, index: Ints, word: Callable[[Cite], str] = Cite.text,
                  between: str = "；") -> Objects:
        """What the articles in force say of each row, by default how they are printed; None where there is none."""
        out = np.empty(len(index), object)
        if part.fired is None or not part.fired.clause.cites:
            return out
        bits = part.fired.cites[index]
        for value in np.unique(bits):
            texts = [word(c) for k, c in enumerate(part.fired.clause.cites) if int(value) >> k & 1]
            out[bits == value] = between.join(filter(None, dict.fromkeys(texts))) or None
        return out

    def _format(self, part: Part, index: Ints, code: str, lang: str, out: Mapping[str, Any], rows: Ints) -> Objects:
        """Sentences of the rows; each different one is made once, and rows that say the same share it."""
        said = part.fired.clause.said if part.fired is not None and code == part.message else None
        pattern, fields = _pattern((said or self.words["findings"][code])[lang])
        if not fields:
            return np.full(len(index), pattern.format(), object)
        columns = [self._field(f, part, index, lang, out, rows) for f in fields]
        texts = np.empty(len(index), object)
        some = [x[::len(index) // 500 + 1] for x in columns]
        if 2 * len(set(zip(*some))) > len(some[0]):          # hardly any row says the same as another
            texts[:] = [pattern.format(*values) for values in zip(*columns)]
            return texts
        different, which = combined(*(distinct(x) for x in columns))
        texts = np.empty(len(different), object)
        texts[:] = [pattern.format(*values) for values in different]
        return np.asarray(texts[which])

    def _field(self, name: str, part: Part, index: Ints, lang: str, out: Mapping[str, Any], rows: Ints) -> Any:
        """Values of one placeholder for the rows ``index`` of a part."""
        run, k = self.run, len(index)
        parcel = part.parcel[index]
        if name in part.extra:
            return self._extra(name, part, index, lang)
        if name == "parcel":
            return run.ids[parcel]
        if name == "use":
            label = (run.uses.label_zh if lang == "zh" else run.uses.label_en)[parcel]
            return each(label, lambda x: x or ("用途不明" if lang == "zh" else "use not known"))
        if name == "current":
            label = (run.change.label_zh if lang == "zh" else run.change.label_en)[parcel]
            hint = "现状用途不明（若现状已为同类用途，则无此义务）" if lang == "zh" else (
                "an unknown present use (no duty if it already is the same)")
            coarse = "{}（与规划用途是否同类未能判明）" if lang == "zh" else (
                "{} (it cannot be told whether that is the same)")
            beside = "{}（现状图层是否与之一致未能判明）" if lang == "zh" else (
                "{} (it cannot be told whether the layer of present use says the same)")
            doubt, told, unread = (of[parcel] for of in (run.change.assumed, run.change.covered, run.change.unread))
            named = np.array([(beside if u else coarse if d else "{}").format(x) if x else hint
                              for x, d, u in zip(label, doubt, unread)], object)
            return np.where(doubt & ~told, hint, named).astype(object)
        if name == "citation":
            return each(out["citation"][rows], lambda text: text or "")
        if name == "homes":
            return each(self._citation(part, index, lambda cite: cite.law.homes, "或"), lambda text: text or "居住")
        if name == "overlap":
            return _numbers(out["overlap_m2"][rows])
        if name == "share":
            return _percents(out["share"][rows])
        if name == "distance":
            return _numbers(out["distance_m"][rows])
        if name == "could_be":
            return each(part.could_be[index], lambda gravity: self._verdict(gravity, lang))
        if name == "title":
            titles = self.collect.book.titles.get(part.rule, (part.rule, part.rule))
            return [titles[0 if lang == "zh" else 1]] * k
        if name == "missing":
            assert part.fired is not None
            return self.collect._missing(part.fired, index)[0 if lang == "zh" else 1]
        if name == "role":
            return [self.words["roles"][str(part.role)][lang]] * k
        if name == "subject_word":
            return [self.words["subjects"][str(part.role)][lang]] * k
        if name == "stop":
            begun = run.tables[Role.PARCELS].column("works_begun_on")
            on = ((begun <= run.as_of).to_numpy())[parcel]
            return [self.words["findings"]["stop"][lang] if b else "" for b in on]
        if name in ("pollutant", "class", "value", "limit", "point", "depth", "count", "why", "against",
                    "conflict"):
            return self._pollutant(name, part, index, lang, rows, out)
        if name == "siting_distance":
            return _numbers(run.siting_distance[parcel])
        if name == "project":
            return run.tables[Role.PARCELS].column("project_industry").to_numpy(object)[parcel]
        if name in ("points", "depths", "items"):
            return run.sample_counts[("points", "depths", "items").index(name)][parcel]
        if name == "points_wanted":
            return run.points_wanted[parcel].astype(int)
        return self._subject_field(name, part, index, lang, out, rows)

    def _subject_field(self, name: str, part: Part, index: Ints, lang: str, out: Mapping[str, Any],
                       rows: Ints) -> Any:
        assert part.role is not None and part.rows is not None
        m, layer = self.run.meetings[part.role], self.run.layers[part.role]
        at = part.rows[index]
        subject = m.subject[at]

        def column(key: str) -> Objects:
            return layer.table.column(key).to_numpy(object)[subject] if key in layer.table.frame \
                else np.full(len(at), None, object)

        if name == "subject_id":
            return out["subject_id"][rows]
        if name == "subject":
            return [n or i for n, i in zip(column("name"), layer.ids[subject])]
        if name == "nearness":
            texts = self.words["findings"]
            return [texts["touching"][lang].format(width=w, length=length) if c == 1
                    else texts["apart"][lang].format(distance=d)
                    for c, w, length, d in zip(m.contact.codes[at].tolist(), _numbers(m.width_m[at]),
                                               _numbers(m.length_m[at]), _numbers(m.distance_m[at]))]
        if name == "zone_kind":
            kinds = self.words["zone_kinds"]
            return [kinds.get(str(x), kinds["control_zone"])[lang] for x in column("zone_kind")]
        if name == "category":
            return [self.words["categories"][str(x)][lang] for x in column("category")]
        if name == "document":
            blank = "负面清单" if part.role is Role.NEGATIVE_LIST else "批准文件"
            return [f"〔{x}〕" if x else blank for x in column("document")]
        if name == "industry":
            return [x or c or "?" for x, c in zip(column("industry"), column("industry_code"))]
        if name == "barred":
            return [x or "" for x in column("barred_uses")]
        if name == "limits":
            return ["；".join(str(x) for x in pair if x) for pair in zip(column("use_limits"), column("aftercare"))]
        if name == "reviewed":
            return [str(x)[:10] for x in layer.table.column("reviewed_on").to_numpy("datetime64[D]")[subject]]
        return [x or "" for x in column(name)]

    def _pollutant(self, name: str, part: Part, index: Ints, lang: str, rows: Ints, out: Mapping[str, Any]) -> Any:
        p = self.run.pollutants
        assert p is not None and part.rows is not None
        at = part.rows[index]
        if name == "pollutant":
            return p["pollutant" if lang == "zh" else "pollutant_en"][at]
        if name == "class":
            return [self.words["classes"][str(int(c))][lang] for c in p["land_class"][at]]
        if name in ("value", "limit"):
            return [f"{x:g}" if np.isfinite(x) else "-" for x in p[name][at]]
        if name in ("why", "against"):
            said = self.words["findings"]
            kind = self._pollutant("class", part, index, lang, rows, out)
            told = []
            for code, value, limit, c in zip(p["why"][at], p["value"][at], p["limit"][at], kind):
                above = code == "detection_limit_above" and math.isfinite(limit)
                if name == "against":        # not twice, and no limit where there is none
                    text = "" if above or not math.isfinite(limit) else said["against"][lang]
                else:
                    text = said["detection_limit"][lang] if above else knowledge.text("samples", str(code), lang)
                told.append(text.format(**{"class": c, "value": f"{value:g}", "limit": f"{limit:g}"}))
            return told
        if name == "conflict":
            return [self.words["findings"]["conflict"][lang] if c else "" for c in self._conflict(part.parcel[index])]
        blank = self.words["findings"]["not_stated"][lang]
        if name == "depth":
            return [blank if x == "?" else f"{x} m" for x in p[name][at]]
        return [x if x is not None and x == x else blank for x in p[name][at]]

    def _conflict(self, parcel: Ints) -> Bools:
        """Whether an accepted survey of the parcel says that screening values are not exceeded."""
        run = self.run
        said = np.zeros(run.n, bool)
        layer = run.layers.get(Role.SURVEY_AREAS)
        if layer is not None:
            m = run.meetings[Role.SURVEY_AREAS]
            within = layer.words("conclusion").take(m.subject).isin(["within"]).true
            rows = m.overlaps & within & run.surveys.accepted.true[m.subject]
            said[m.parcel[rows]] = True
        return said[parcel]

    def _extra(self, name: str, part: Part, index: Ints, lang: str) -> Any:
        values = part.extra[name][index]
        if name == "then":
            return [self._verdict(v, lang) for v in values]
        if name == "basis":
            return [self.words["coverage"][v][lang] for v in values]
        if name == "what":
            return [self.words["roles"][v][lang] for v in values]
        if name == "state":
            return [self.words["geometry_states"][v][lang] for v in values]
        return ["" if v is None or v != v else v for v in values]

    def _verdict(self, gravity: int, lang: str) -> str:
        word = WORD_OF_GRAVITY[gravity]
        return self.words["verdicts"][word][lang] if word else ""


def _same(count: int, value: Any) -> Objects:
    """A column of one value."""
    out = np.empty(count, object)
    out.fill(value)
    return out


@functools.cache
def _pattern(template: str) -> tuple[str, tuple[str, ...]]:
    """A sentence with a plain hole for each field, and the fields in order."""
    fields: list[str] = []
    pieces = []
    for literal, field, _, _ in string.Formatter().parse(template):
        pieces.append(literal.replace("{", "{{").replace("}", "}}"))
        if field is not None:
            pieces.append("{}")
            fields.append(field)
    return "".join(pieces), tuple(fields)


def _numbers(values: npt.NDArray[np.float64]) -> list[str]:
    return [f"{x:.2f}" if math.isfinite(x) else "?" for x in values.tolist()]


def _percents(values: npt.NDArray[np.float64]) -> list[str]:
    return ["?" if not math.isfinite(x) else "<0.1%" if 0 < x < 0.001 else f"{100 * x:.1f}%" for x in values.tolist()]


# ------------------------------------------------------------------------------------------------ tables

def _joined(parcel: Ints, values: Objects, n: int, joint: str) -> Objects:
    """Different texts of each parcel joined in order; parcels are sorted; None where a parcel has none."""
    out = np.full(n, None, object)
    start = np.flatnonzero(np.diff(parcel, prepend=-1))
    end = np.append(start[1:], len(parcel))
    out[parcel[start]] = values[start]
    several = end - start > 1
    start, end = start[several], end[several]
    texts = values.tolist()
    out[parcel[start]] = [joint.join(dict.fromkeys(texts[s:e])) for s, e in zip(start.tolist(), end.tolist())]
    return out


class _Rows:
    """A table that is made some rows at a time, each column in one array from the start.

    To put the pieces together in the end would touch each of a million texts once more.
    """

    def __init__(self, count: int) -> None:
        self.count, self.done = count, 0
        self._columns: dict[str, npt.NDArray[Any]] = {}

    def add(self, piece: pd.DataFrame) -> None:
        """Add rows."""
        end = self.done + len(piece)
        for name in piece.columns:
            values = piece[name].to_numpy()
            if name not in self._columns:
                self._columns[name] = np.empty(self.count, values.dtype)
            assert self._columns[name].dtype == values.dtype, f"rows of another type: {name}"
            self._columns[name][self.done:end] = values
        self.done = end

    def frame(self) -> pd.DataFrame:
        """The whole table."""
        assert self.done == self.count, "rows expected and rows made differ"
        return tables.framed(self._columns, self.count)


def _findings(run: _Review, c: Mapping[str, npt.NDArray[Any]], before: int) -> pd.DataFrame:
    """The table of findings, of which ``before`` have their number already."""
    return tables.framed({
        "finding_id": np.array(list(map("F{:07d}".format, range(before + 1, before + len(c["parcel"]) + 1))), object),
        "parcel_id": run.ids[c["parcel"].astype(np.intp)], "rule": c["rule"],
        "verdict": WORD_OF_GRAVITY[c["gravity"]], "due_step": c["due_step"], "due_now": c["due_now"],
        "basis": np.where(c["assumed"], "assumed", "fact").astype(object), "subject_kind": c["subject_kind"],
        "subject_id": c["subject_id"], "overlap_m2": c["overlap_m2"].astype(float),
        "share": c["share"].astype(float), "distance_m": c["distance_m"].astype(float), "pollutant": c["pollutant"],
        "value_mg_kg": c["value_mg_kg"].astype(float), "limit_mg_kg": c["limit_mg_kg"].astype(float),
        "citation": c["citation"], "message_zh": c["message_zh"], "message_en": c["message_en"],
        "actor": each(c["actor"], lambda text: text or None)}, len(c["parcel"]))[list(tables.FINDINGS)]


def _tables(collect: Collector, run: _Review) -> Outcome:
    n = run.n
    kept = collect.kept()
    gravity, could, complete = decided(collect, run, kept)
    checks = _checks(collect, run)
    run.take("checks", checks, None)
    told = {"parcel_id": run.ids, "use_classes": run.uses.classes, "area_m2": run.area,
            "verdict": WORD_OF_GRAVITY[gravity], "could_be": WORD_OF_GRAVITY[could], "complete": complete,
            "assumed": _assumed(collect, run), "area_ellipsoidal_m2": run.area_ellipsoidal}
    given = _original_shapes(run)
    findings, reviewed = _Rows(len(kept["parcel"])), _Rows(n)
    evidence: dict[str, list[tuple[Objects, Objects]]] = {}
    for first in range(0, n, _PIECE):                # each piece is written while the next gets its words
        checkpoint(run.progress, 0.90 + 0.09 * first / n)
        end = min(first + _PIECE, n)
        c = collect.in_words(run, first, end)
        frame = _findings(run, c, findings.done)
        run.take("findings", frame, None)
        findings.add(frame)
        for name, found in _evidence(run, c, frame["finding_id"].to_numpy(object)).items():
            run.take(name, pd.DataFrame({"finding_id": found[0]}), found[1])
            evidence.setdefault(name, []).append(found)
        frame = tables.framed({
            **{name: column[first:end] for name, column in told.items()}, **_due(c, gravity, first, end),
            **next_steps(run, c, gravity[first:end], first), **_reasons(run, c, first, end)},
            end - first)[[*tables.REVIEWED, "area_ellipsoidal_m2"]]
        run.take("parcels_reviewed", frame, given[first:end])
        reviewed.add(frame)
    checkpoint(run.progress, 0.99)
    judged, places = samples_judged(run)
    shapes_of = {name: tuple(np.concatenate(x) for x in zip(*pieces)) for name, pieces in evidence.items()}
    frames = {"parcels_reviewed": reviewed.frame(), "findings": findings.frame(), "checks": checks,
              **{name: pd.DataFrame({"finding_id": who}) for name, (who, _) in shapes_of.items()},
              "samples_judged": judged}
    shapes = {"parcels_reviewed": given, **{name: geometry for name, (_, geometry) in shapes_of.items()},
              "samples_judged": places}
    assert len(frames["parcels_reviewed"]) == len(run.tables[Role.PARCELS].frame), "parcels in and parcels out differ"
    return Outcome(frames, shapes, run.tables[Role.PARCELS].crs, _record(collect, run), collect.book.titles)


def decided(collect: Collector, run: _Review,
            c: Mapping[str, npt.NDArray[Any]]) -> tuple[npt.NDArray[np.int_], npt.NDArray[np.int_], Objects]:
    """From findings to parcels: gravity of the verdict, of the gravest it could be (0: no other), and complete."""
    n, parcel = run.n, c["parcel"].astype(np.intp)
    gravity, could = np.zeros(n, int), np.zeros(n, int)
    np.maximum.at(gravity, parcel, c["gravity"])
    open_ = np.concatenate([np.zeros(0, np.intp), *(rows for rows, *_ in collect.open_checks)])
    np.maximum.at(could, parcel, np.where(c["gravity"] == UNDETERMINED, c["could"], 0))
    np.maximum.at(could, open_, CAUTION)
    for role, rows, _, weight, _ in collect.need_rows:
        if role not in (Role.CURRENT_USE, Role.SURVEY_AREAS):
            np.maximum.at(could, rows, np.maximum(weight, CAUTION))
    # What is missing can only add: the gravest that it leaves possible is never milder than the verdict.
    could = np.where(could > 0, np.maximum(could, gravity), 0)
    return gravity, could, _complete(collect, run, c, parcel, open_)


def _original_shapes(run: _Review) -> Objects:
    """The parcels as they were given: what cannot be used stays null, nothing is silently changed."""
    given = run.tables[Role.PARCELS].geometry
    fine = run.state == RepairState.FINE
    assert given is not None
    return np.asarray(np.where(fine, given, run.own_geometry))


def _evidence(run: _Review, c: Mapping[str, npt.NDArray[Any]], ids: Objects) -> dict[str, tuple[Objects, Objects]]:
    shape = c["shape"]
    kinds = shapely.get_type_id(shape)
    crs = run.tables[Role.PARCELS].crs
    out = {}
    for name, types in (("evidence_areas", (3, 6)), ("evidence_lines", (1, 2, 5)), ("evidence_points", (0, 4))):
        rows = np.flatnonzero(np.isin(kinds, types))
        part = shape[rows]
        if len(rows) and not same_crs(run.crs, crs):
            part = to_crs(part, run.crs, crs)
        out[name] = (ids[rows], part)
    return out


def _why(lang: str, code: Optional[str]) -> Optional[str]:
    return None if code is None else knowledge.text("samples", code, lang)


def samples_judged(run: _Review) -> tuple[pd.DataFrame, Objects]:
    """What the samples of each parcel show at each place, for the map: the gravest of what was measured there.

    Items without limit and samples older than the removal of their plot decide nothing: a place with no others is
    not judged. Values that are within limits say nothing beside one that cannot be judged.

    Returns
    -------
    DataFrame with columns ``tables.SAMPLES_JUDGED``, points in the CRS of the plan
    """
    if run.judged is None:
        return pd.DataFrame(columns=list(tables.SAMPLES_JUDGED)), np.zeros(0, object)
    told, layer = run.judged, run.layers[Role.SAMPLES]
    sample, parcel, level, value = (told[name] for name in ("sample", "parcel", "level", "value_mg_kg"))
    rank = np.where(told["settled"], -1, told["rank"])
    limit = np.where(level == "intervention", told["limit_intervention"], told["limit_screening"])
    share = np.nan_to_num(value / limit, nan=-1.0)
    place = pd.factorize(shapely.to_wkb(layer.geometry[sample]))[0]
    order = np.lexsort((sample, -share, -rank, place, parcel))
    new = np.ones(len(order), bool)
    new[1:] = (np.diff(parcel[order]) != 0) | (np.diff(place[order]) != 0)
    top = order[new]
    points, crs = layer.geometry[sample[top]], run.tables[Role.PARCELS].crs
    if len(top) and not same_crs(run.crs, crs):
        points = to_crs(points, run.crs, crs)
    words = np.array([str(word) for word in (SampleState.UNKNOWN, SampleState.WITHIN, SampleState.UNKNOWN,
                                             SampleState.SCREENING, SampleState.INTERVENTION)], object)
    why = told["why"][top]
    reasons = {lang: each(why, functools.partial(_why, lang)) for lang in LANGUAGES}
    return pd.DataFrame({
        "parcel_id": run.ids[parcel[top]], "point_id": layer.values("point_id")[sample[top]],
        "state": words[rank[top] + 1], "pollutant": told["pollutant"][top],
        "value_mg_kg": value[top], "limit_mg_kg": limit[top], "reason_zh": reasons["zh"],
        "reason_en": reasons["en"]})[list(tables.SAMPLES_JUDGED)], points


def _due(c: Mapping[str, npt.NDArray[Any]], gravity: npt.NDArray[np.int_], first: int, end: int) -> dict[str, Any]:
    """Earliest due step among the gravest findings, of those that are duties, of the parcels ``first`` to ``end``."""
    steps = [str(s) for s in Step]
    step, now = np.full(end - first, None, object), np.full(end - first, None, object)
    rows = np.flatnonzero((c["gravity"] == gravity[c["parcel"]]) & pd.notna(c["due_step"]))
    rank = each(c["due_step"][rows], steps.index).astype(int)
    rows = rows[np.argsort(-rank, kind="stable")]                # of several for a parcel the last stays
    step[c["parcel"][rows] - first], now[c["parcel"][rows] - first] = c["due_step"][rows], c["due_now"][rows]
    return {"due_step": step, "due_now": now}


def next_steps(run: _Review, c: Mapping[str, npt.NDArray[Any]], gravity: npt.NDArray[np.int_],
               first: int = 0) -> dict[str, Objects]:
    """The earliest unmet step of the chain, whatever the gravest finding.

    ``gravity`` is that of the parcels from ``first`` on, ``c`` the columns of their findings.
    """
    n, parcel = run.n, c["parcel"].astype(np.intp)
    late = len(CHAIN)
    step = np.full(len(gravity), late)
    rank = each(c["chain"], lambda x: CHAIN.index(x) if x in CHAIN else late).astype(int)
    decided = c["gravity"] != UNDETERMINED
    accepted = np.zeros(n, bool)
    layer = run.layers.get(Role.SURVEY_AREAS)
    if layer is not None:
        m = run.meetings[Role.SURVEY_AREAS]
        accepted[m.parcel[m.overlaps & run.surveys.accepted.true[m.subject]]] = True
    sampled = np.asarray(c["subject_kind"] == str(Role.SAMPLES), bool) & (rank < late)
    # What samples show is only the start of the chain: survey, then assessment, then the list.
    assessed = np.zeros(n, bool)
    if Role.RISK_ASSESSMENTS in run.layers:
        m = run.meetings[Role.RISK_ASSESSMENTS]
        assessed[m.parcel[m.overlaps & run.assessed.true[m.subject]]] = True
    rank = np.where(sampled, np.where(~accepted[parcel], 0, np.where(~assessed[parcel], 1, 2)), rank)
    listed = np.asarray(c["subject_kind"] == str(Role.REGISTRY), bool) & (rank == CHAIN.index("remediation"))
    if listed.any():
        layer = run.layers[Role.REGISTRY]
        row = layer.once("row", lambda: {str(x): i for i, x in enumerate(layer.ids)})
        at = np.array([row.get(str(x), -1) for x in c["subject_id"][listed]], np.intp)
        far = (at >= 0) & (layer.values("stage")[at].astype(str) == "effect_assessment")
        done = (at >= 0) & (layer.values("target_met")[at] == True)  # noqa: E712 (object column with None)
        rank[listed] = np.where(done, CHAIN.index("removed"),
                                np.where(far, CHAIN.index("effect_assessment"), rank[listed]))
    np.minimum.at(step, parcel[decided] - first, rank[decided])
    key = np.array([*CHAIN, "none"], object)[step]
    rest = step == late
    key[rest & (gravity == UNDETERMINED)] = "settle"
    key[rest & (gravity == Verdict.PROHIBITED.gravity)] = "change"
    key[rest & (gravity == CAUTION)] = "watch"
    words = knowledge.messages()["next_steps"]
    return {f"next_step_{lang}": each(key, {k: word[lang] or None for k, word in words.items()}.get)
            for lang in ("zh", "en")}


def _assumed(collect: Collector, run: _Review) -> Objects:
    """Words of what the verdict rests on without confirmation, joined by ";"; None where nothing was assumed."""
    n = run.n
    bits, words = collect.assumed.copy(), list(collect.assumed_words)

    def set_bit(word: str, rows: Bools) -> None:
        if word not in words:
            words.append(word)
        np.bitwise_or(bits, rows.astype(np.int64) << words.index(word), out=bits)

    for role, cover in run.coverage.items():
        needed = run.needed.get(role, np.zeros(n, bool))
        met = np.zeros(n, bool)
        if role in run.meetings:
            met[run.meetings[role].parcel] = True
        for word in cover.assumed:
            set_bit(word, (needed | met) & ~cover.confirmed & (cover.share > 0))
    set_bit("land_class_assumed", run.uses.coarse)
    set_bit("use_scheme_ambiguous", run.uses.ambiguous)
    # An unknown present use is an assumption wherever a change would owe something. A present use that is known, but
    # too coarse to compare or beside a proposed one that is, is another.
    owes = run.change.assumed & (run.uses.residential.true | run.uses.public_service.true)
    bit = np.int64(1 << words.index("current_use_unknown"))
    told = run.change.covered
    open_ = owes | ((bits & bit) != 0)
    bits[told] &= ~bit
    set_bit("current_use_unknown", owes & ~told)
    set_bit("use_change_open", open_ & told)
    return each(bits, lambda b: ";".join(w for k, w in enumerate(words) if int(b) >> k & 1) or None)


def _complete(collect: Collector, run: _Review, c: Mapping[str, npt.NDArray[Any]], parcel: Ints,
              open_: Ints) -> Objects:
    """Every needed check done over the whole parcel, on a confirmed coverage, with nothing left open.

    What is not required is looked at, too: given, or stated not to be there. Else a list left out by mistake would
    look like one without a finding.
    """
    out = np.ones(run.n, bool)
    for role, needed in run.needed.items():
        cover = run.coverage[role]
        out &= ~needed | ((cover.share >= 1) & cover.confirmed)
    out[open_] = False
    out[parcel[c["gravity"] == UNDETERMINED]] = False
    if collect.unlocated_roles or run.unplaced_samples:
        out[:] = False
    for need in run.book.needs:
        if need.absent == "incomplete" and need.steps & set(run.options.steps):
            out &= need.when.evaluate(run.parcel_facts).false | (run.coverage[Role(need.role)].share >= 1)
    out &= ~run.present_homes_not_given
    return out.astype(object)


def _checks(collect: Collector, run: _Review) -> pd.DataFrame:
    """Rows of what was not done over the whole parcel."""
    words = knowledge.messages()
    frames = []
    for role, rows, share, could, cover in collect.need_rows:
        frames.append(pd.DataFrame({
            "parcel": rows, "check": str(role), "state": cover.states(rows), "share": share,
            "reason": words["coverage"][cover.basis]["zh"], "could_be": WORD_OF_GRAVITY[could]}))
    for role in collect.unlocated_roles:
        layer = run.layers[role]
        assert layer.placed is not None
        rows = np.flatnonzero(run._open_to(role))
        text = words["findings"]["unlocated"]["zh"].format(
            role=words["roles"][str(role)]["zh"], count=int(layer.unlocated.sum()), names="…")
        frames.append(pd.DataFrame({
            "parcel": rows, "check": str(role), "state": str(CheckState.PARTLY), "share": 1.0, "reason": text,
            "could_be": WORD_OF_GRAVITY[run.phantom(role, rows)]}))
    for rows, check, zh, _ in collect.open_checks:
        frames.append(pd.DataFrame({
            "parcel": rows, "check": check, "state": str(CheckState.PARTLY), "share": np.nan,
            "reason": each(zh, lambda m: words["findings"]["undetermined_check"]["zh"].format(missing=m)),
            "could_be": str(Verdict.CAUTION)}))
    for rule in ("geometry", "use_code"):
        for part in collect.parts:
            if part.rule == rule:
                open_ = part.parcel[part.gravity == UNDETERMINED]
                frames.append(pd.DataFrame({
                    "parcel": open_, "check": rule, "state": str(CheckState.NOT_DONE), "share": 1.0,
                    "reason": words["roles"][rule]["zh"],
                    "could_be": str(Verdict.PROHIBITED if rule == "geometry" else Verdict.SURVEY_REQUIRED)}))
    told = run.judged
    unjudged = None if told is None else (told["rank"] < 0) & (told["pollutant"] != "pH")      # pH is no pollutant
    if told is not None and unjudged is not None and unjudged.any():
        columns = ["parcel", "pollutant", "why"]
        named = pd.DataFrame({name: told[name][unjudged] for name in columns}).groupby(
            columns, sort=True, dropna=False).size()
        keys = named.reset_index()
        frames.append(pd.DataFrame({
            "parcel": keys["parcel"], "check": str(Role.SAMPLES), "state": str(CheckState.PARTLY), "share": np.nan,
            "reason": [f"{p}：{knowledge.text('samples', str(w), 'zh')}" for p, w in
                       zip(keys["pollutant"], keys["why"])], "could_be": None}))
    empty = pd.DataFrame(columns=["parcel", "check", "state", "share", "reason", "could_be"])
    frames = [f for f in frames if len(f)]
    all_ = pd.concat(frames, ignore_index=True) if frames else empty
    # by parcel, check and reason, each once; numbers instead of texts, of which most are the same
    key = all_["parcel"].to_numpy(np.int64)
    for name in ("check", "reason"):
        codes, kinds = pd.factorize(all_[name], sort=True)
        key = key * (len(kinds) + 1) + codes + 1
    order = np.argsort(key, kind="stable")
    order = order[_starts(order, key)]
    worded = {str(name): all_[name].to_numpy()[order] for name in all_}
    worded["parcel_id"] = run.ids[worded["parcel"].astype(np.intp)]
    worded["share"] = worded["share"].astype(float)
    return tables.framed({name: worded[name] for name in tables.CHECKS}, len(order))


def _reasons(run: _Review, c: Mapping[str, npt.NDArray[Any]], first: int, end: int) -> dict[str, Objects]:
    """Rules and reasons of the parcels from ``first`` up to ``end``, joined, with remarks on their uses at the end."""
    words = knowledge.messages()["findings"]
    rows = slice(*np.searchsorted(c["parcel"], (first, end)))
    parcel = c["parcel"][rows].astype(np.intp) - first
    out = {"rules": _joined(parcel, c["rule"][rows], end - first, ";")}
    for lang in LANGUAGES:
        texts = out[f"reasons_{lang}"] = _joined(parcel, c[f"message_{lang}"][rows], end - first, "\n")
        for i in np.flatnonzero([bool(x) for x in run.uses.notes[first:end]]):
            for code, facts in run.uses.notes[first + i]:
                texts[i] += "\n" + knowledge.text("uses", code, lang, **dict(facts))
        for word, of in (("differ", run.change.differ), ("present_unread", run.change.unread)):
            for i in np.flatnonzero(of[first:end]):
                texts[i] += "\n" + words[word][lang]
    return out


def _record(collect: Collector, run: _Review) -> dict[str, Any]:
    """What the run record says of the core's side: checks, coverage, places, counts."""
    checks = {}
    for role in run.coverage:
        cover = run.coverage[role]
        needed = run.needed.get(role)
        checks[str(role)] = {
            "given": cover.given, "basis": cover.basis,
            "needed_parcels": int(needed.sum()) if needed is not None else 0,
            "done_parcels": int(((cover.share >= 1) & (needed if needed is not None else True)).sum()),
            "confirmed": bool(cover.confirmed.all()), "assumed": list(cover.assumed),
            "state": "not_needed" if not cover.given and not (needed is not None and needed.any()) else "used"}
    places = {
        str(role): pd.Series(layer.placed.placement.astype(str)).value_counts().sort_index().to_dict()
        for role, layer in run.layers.items() if layer.placed is not None}
    notes = {str(role): layer.placed.notes for role, layer in run.layers.items()
             if layer.placed is not None and layer.placed.notes}
    return {
        "as_of": run.as_of.strftime("%Y-%m-%d"), "steps": [str(s) for s in run.options.steps],
        "tolerance_m": run.options.tolerance_m, "checks": checks, "places": places, "notes": notes,
        "packs": [dataclasses.asdict(p) for p in collect.book.packs],
        "settings": dict(collect.book.settings), "house_values": dict(collect.book.house_values),
        "parcels_in": run.n, "parcels_out": run.n}


def dumps(value: Any) -> str:
    """JSON text with stable order, for cells of the run record."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
