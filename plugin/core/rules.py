"""Rule packs: read, check, stack, choose by day, and evaluate over columns of facts.

A pack is YAML (``resources/rules``). A rule has clauses; a clause has a grain (which table of facts it speaks of), a
condition in a closed vocabulary, a verdict per step, citations per law, a message and an actor. Conditions are
evaluated as arrays in Kleene logic: a missing value is unknown, and nothing of a file is ever run as Python.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import functools
import hashlib
import string
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Optional, Union

import numpy as np
import numpy.typing as npt
import pandas as pd
import yaml

from . import knowledge
from .distinct import distinct
from .errors import PackError
from .tri import Bools, Tri
from .vocabulary import STEPS, Step, Verdict

FOREVER = dt.date(9999, 12, 31)
_ALWAYS_TOLD = frozenset({"parcel", "use", "citation", "title"})      # what the words of any finding may name
Days = npt.NDArray[np.datetime64]


# ------------------------------------------------------------------------------------------------ facts

@dataclasses.dataclass(frozen=True)
class Words:
    """A column of stored words: ``codes`` index ``words``, -1 is unknown."""

    codes: npt.NDArray[np.int32]
    words: tuple[str, ...]

    @classmethod
    def of(cls, values: Iterable[Any]) -> Words:
        """From objects; None, NaN and "" are unknown."""
        index: dict[str, int] = {}
        positions, kinds = distinct(values if isinstance(values, (np.ndarray, pd.Series)) else list(values))
        codes = np.array([-1 if kind is None or kind == "" else index.setdefault(str(kind), len(index))
                          for kind in kinds], np.int32)
        return cls(codes[positions] if len(codes) else np.zeros(0, np.int32), tuple(index))

    def take(self, rows: npt.NDArray[np.intp]) -> Words:
        """The rows at these positions."""
        return Words(self.codes[rows], self.words)

    def isin(self, wanted: Iterable[str]) -> Tri:
        """Whether each row is one of these words."""
        chosen = frozenset(wanted)
        hits = np.array([*(w in chosen for w in self.words), False])
        return Tri(hits[self.codes], self.codes < 0)


Column = Union[Tri, Words, npt.NDArray[Any]]


class Facts:
    """Columns of facts of one grain; a name that is not here is looked up in the facts of the row's parcel."""

    def __init__(self, parcel: npt.NDArray[np.intp], columns: Mapping[str, Column],
                 parent: Optional[Facts] = None) -> None:
        self.parcel, self.columns, self.parent = parcel, dict(columns), parent

    def __len__(self) -> int:
        return len(self.parcel)

    def get(self, name: str) -> Column:
        """The column; of the parcels' facts gathered to these rows where it is one of theirs."""
        if name in self.columns:
            return self.columns[name]
        if self.parent is None:
            raise PackError("unknown_fact", fact=name)
        column = self.parent.get(name)
        return column[self.parcel] if isinstance(column, np.ndarray) else column.take(self.parcel)

    def numbers(self, name: str) -> npt.NDArray[np.float64]:
        """A column of numbers."""
        column = self.get(name)
        assert isinstance(column, np.ndarray), name
        return column


# ------------------------------------------------------------------------------------------------ conditions

COMPARE: Mapping[str, Any] = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
OPERATORS = frozenset({"=", "in", "known", "before", "on_or_after", *COMPARE})


@dataclasses.dataclass(frozen=True)
class Leaf:
    """One comparison of one fact."""

    fact: str
    operator: str
    value: Any

    def evaluate(self, facts: Facts) -> Tri:
        """Kleene truth of every row."""
        column = facts.get(self.fact)
        if isinstance(column, Tri):
            if self.operator == "known":
                return Tri.of(column.unknown != self.value)
            if self.operator != "=" or not isinstance(self.value, bool):
                raise PackError("bad_condition", fact=self.fact, operator=self.operator)
            return column if self.value else ~column
        if isinstance(column, Words):
            if self.operator == "known":
                return Tri.of((column.codes >= 0) == self.value)
            if self.operator not in ("=", "in"):
                raise PackError("bad_condition", fact=self.fact, operator=self.operator)
            return column.isin(self.value if self.operator == "in" else [self.value])
        missing = np.isnat(column) if column.dtype.kind == "M" else np.isnan(column)
        if self.operator == "known":
            return Tri.of(~missing == self.value)
        if column.dtype.kind == "M":
            day = np.datetime64(self.value)
            if self.operator not in ("before", "on_or_after"):
                raise PackError("bad_condition", fact=self.fact, operator=self.operator)
            return Tri.of(column < day if self.operator == "before" else column >= day, missing)
        with np.errstate(invalid="ignore"):
            if self.operator in COMPARE:
                return Tri.of(COMPARE[self.operator](column, self.value), missing)
            if self.operator in ("=", "in"):
                if self.operator == "=":
                    return Tri.of(column == self.value, missing)
                return Tri.of(np.isin(column, self.value), missing)
        raise PackError("bad_condition", fact=self.fact, operator=self.operator)

    def leaves(self) -> Iterable[Leaf]:
        """Itself."""
        yield self


@dataclasses.dataclass(frozen=True)
class Node:
    """``all``, ``any`` or ``not`` of conditions."""

    operator: str
    parts: tuple[Union[Leaf, Node], ...]

    def evaluate(self, facts: Facts) -> Tri:
        """Kleene truth of every row; an empty ``all`` is true."""
        if self.operator == "not":
            return ~self.parts[0].evaluate(facts)
        every = self.operator == "all"
        result: Optional[Tri] = None
        for part in self.parts:
            truth = part.evaluate(facts)
            result = truth if result is None else result & truth if every else result | truth
            # What no row can change any more is not looked at: false in "all", true in "any".
            if not (result.true | result.unknown).any() if every else result.true.all():
                break
        return Tri.constant(len(facts), every) if result is None else result

    def leaves(self) -> Iterable[Leaf]:
        """Every comparison below."""
        for part in self.parts:
            yield from part.leaves()


Condition = Union[Leaf, Node]


def parse_condition(data: Any, settings: Mapping[str, Any]) -> Condition:
    """Read a condition; ``"$name"`` stands for a setting of the packs."""
    if not isinstance(data, dict) or not data:
        raise PackError("bad_condition", fact=str(data), operator="")
    for word, operator in (("all", "all"), ("and", "all"), ("any", "any"), ("or", "any")):
        if word in data and len(data) == 1:
            return Node(operator, tuple(parse_condition(d, settings) for d in data[word]))
    if "not" in data and len(data) == 1:
        return Node("not", (parse_condition(data["not"], settings),))
    if "within_m" in data and len(data) == 1:
        return Leaf("distance_m", "<=", _setting(data["within_m"], settings))
    rest = dict(data)
    fact = rest.pop("fact", None) or (rest.pop("share_of") + "_share" if "share_of" in rest else None)
    if fact is None or len(rest) != 1 or next(iter(rest)) not in OPERATORS:
        raise PackError("bad_condition", fact=str(fact or data), operator=",".join(map(str, rest)))
    operator, value = next(iter(rest.items()))
    return Leaf(fact, operator, _setting(value, settings))


def _setting(value: Any, settings: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and value.startswith("$"):
        if value[1:] not in settings:
            raise PackError("unknown_setting", setting=value)
        return settings[value[1:]]
    return value


def missing_facts(condition: Condition, facts: Facts) -> tuple[npt.NDArray[np.uint64], tuple[str, ...]]:
    """Which facts are unknown in each row, as bits over the returned names."""
    names: dict[str, int] = {}
    bits = np.zeros(len(facts), np.uint64)
    for leaf in condition.leaves():
        unknown = leaf.evaluate(facts).unknown
        if unknown.any():
            bit = names.setdefault(leaf.fact, len(names))
            bits |= unknown.astype(np.uint64) << np.uint64(bit)
    return bits, tuple(names)


# ------------------------------------------------------------------------------------------------ packs

@dataclasses.dataclass(frozen=True)
class Law:
    """A law, order, standard or guide, the days on which it is in force, and where its articles were read."""

    key: str
    name: str
    begin: dt.date
    until: dt.date
    source: str
    homes: str                                # how it calls the use for homes, where a sentence repeats its word

    def in_force(self, days: Days) -> Bools:
        """Whether it is in force on each day."""
        return np.asarray((days >= np.datetime64(self.begin)) & (days <= np.datetime64(self.until)))


@dataclasses.dataclass(frozen=True)
class Cite:
    """An article of a law; ``basis`` says that the rule stands on it, else it is printed beside the basis."""

    law: Law
    where: str
    status: str
    basis: bool

    def text(self) -> str:
        """As printed: full name and article, and the status where it was not read in a source."""
        mark = {"verified": "", "two_sources": "", "interpretation": "（解释）"}.get(self.status, "（未核实）")
        return self.law.name + self.where + mark


@dataclasses.dataclass(frozen=True)
class Clause:
    """One condition with its verdict; the unit of evaluation."""

    rule: str
    key: str
    grain: str
    when: Condition
    verdicts: Mapping[Step, Verdict]
    due: Optional[Step]
    day: str                                  # "as_of", or "act": the day of the act decides what was owed
    cites: tuple[Cite, ...]
    always: bool                              # stands on a house value or a document, not on a law
    message: str
    actor: str
    chain: Optional[str]                      # step of the procedure that is owed
    assumed_if: tuple[str, ...]
    could_be: Optional[Verdict]               # of a clause whose own verdict is undetermined
    exceptions: tuple[Reading, ...]
    pack: str
    said: Optional[Mapping[str, str]] = None  # own words of a local pack, zh and en, in place of a known message

    def verdict_at(self, steps: Sequence[Step]) -> Optional[Verdict]:
        """The gravest verdict over the steps, None where the clause applies at none of them."""
        found = [self.verdicts[s] for s in steps if s in self.verdicts]
        return max(found, key=lambda verdict: verdict.gravity) if found else None

    def due_now(self, steps: Sequence[Step]) -> Optional[bool]:
        """Whether the duty is due at one of the steps, None where the clause is no duty."""
        if self.due is None:
            return None
        return any(STEPS.index(s) >= STEPS.index(self.due) for s in steps)


@dataclasses.dataclass(frozen=True)
class Reading:
    """A local interpretation: where it holds, the clause gives a caution that names it."""

    when: Condition
    cites: tuple[Cite, ...]
    message: str


@dataclasses.dataclass(frozen=True)
class Need:
    """A role that has to be there, and for which parcels and steps."""

    role: str
    when: Condition
    steps: frozenset[Step]
    share: Optional[str]                      # fact: only this share of the parcel has to be covered
    absent: str                               # undetermined; assumed: the rules themselves assume the worst;
                                              # incomplete: not required, but without it not everything was looked at


@dataclasses.dataclass(frozen=True)
class PackInfo:
    """What the run record says of a pack."""

    name: str
    version: str
    title_zh: str
    title_en: str
    sha256: str


@dataclasses.dataclass(frozen=True)
class Rulebook:
    """National pack and local packs, stacked and checked."""

    packs: tuple[PackInfo, ...]
    laws: Mapping[str, Law]
    settings: Mapping[str, Any]
    clauses: tuple[Clause, ...]
    needs: tuple[Need, ...]
    titles: Mapping[str, tuple[str, str]]     # rule id -> title zh, en
    stricter_limits: tuple[Mapping[str, Any], ...]
    house_values: Mapping[str, Any]           # settings that a local pack set
    examples: tuple[tuple[str, Mapping[str, Any]], ...]   # of the local packs where there are any
    limit_cites: Mapping[tuple[int, int], str]   # pollutant number and class -> citation of a local limit
    first_day: dt.date                        # before it there is no rule to review by

    def of_grain(self, grain: str) -> list[Clause]:
        """The clauses of a grain."""
        return [c for c in self.clauses if c.grain == grain]


def _where(data: Mapping[str, Any]) -> str:
    """Article, paragraph and item in the printed form."""
    if "text" in data:
        return str(data["text"])
    out = f"第{data['article']}条" if "article" in data else ""
    out += f"第{data['paragraph']}款" if "paragraph" in data else ""
    return out + (f"第{data['item']}项" if "item" in data else "")


def _cites(data: Any, laws: Mapping[str, Law], rule: str) -> tuple[Cite, ...]:
    out = []
    for item in data or ():
        if item.get("law") not in laws:
            raise PackError("unknown_law", rule=rule, law=item.get("law"))
        if "status" not in item:
            raise PackError("cite_without_status", rule=rule, law=item["law"])
        out.append(Cite(laws[item["law"]], _where(item), item["status"], item.get("basis", True)))
    return tuple(out)


def _verdicts(data: Any, steps: Any, rule: str) -> dict[Step, Verdict]:
    if isinstance(data, str):
        data = {"default": data}
    try:
        named = {Step(k): Verdict(x) for k, x in data.items() if k != "default"}
        allowed = [Step(s) for s in steps] if steps else list(STEPS)
        default = Verdict(data["default"]) if "default" in data else None
    except ValueError as error:
        raise PackError("bad_verdict", rule=rule, value=str(error)) from error
    return {s: x for s in allowed if (x := named.get(s, default)) is not None}


def _clause(data: Mapping[str, Any], rule: Mapping[str, Any], number: int, laws: Mapping[str, Law],
            settings: Mapping[str, Any], pack: str) -> Clause:
    rule_id = rule["id"]
    merged = {**rule, **data}
    when = parse_condition(merged["when"], settings)
    verdicts = _verdicts(merged["verdict"], merged.get("steps"), rule_id)
    cites = _cites(merged.get("cite"), laws, rule_id)
    always = bool(merged.get("always", False))
    if not always and not any(c.basis for c in cites):
        raise PackError("rule_without_basis", rule=rule_id)
    for verdict in verdicts.values():
        if not always:
            _check_basis(verdict, cites, rule_id)
    said = merged["message"] if isinstance(merged["message"], Mapping) else None
    if said is not None:
        said = {lang: str(said[lang]) for lang in ("zh", "en")}
    return Clause(
        rule=rule_id, key=merged.get("key") or f"{rule_id}.{number}", grain=merged["grain"], when=when,
        verdicts=verdicts, due=Step(merged["due"]) if merged.get("due") else None, day=merged.get("day", "as_of"),
        cites=cites, always=always, message=rule_id if said else merged["message"], said=said,
        actor=merged.get("actor", "undecided"), chain=merged.get("chain"),
        assumed_if=tuple(merged.get("assumed_if", ())),
        could_be=Verdict(merged["could_be"]) if merged.get("could_be") else None, exceptions=(), pack=pack)


def _check_basis(verdict: Verdict, cites: Sequence[Cite], rule: str) -> None:
    """What is only known from memory may be said, but no verdict harder than undetermined rests on it."""
    if verdict.gravity > Verdict.UNDETERMINED.gravity and cites and all(
            c.status == "unverified" for c in cites if c.basis):
        raise PackError("verdict_on_unverified", rule=rule)


@contextlib.contextmanager
def _reading(pack: str, part: str) -> Iterator[None]:
    """Say of what people wrote by hand which part lacks what, or cannot be read."""
    try:
        yield
    except KeyError as error:
        raise PackError("pack_part_lacks", pack=pack, part=part, key=str(error.args[0])) from error
    except (TypeError, ValueError, AttributeError) as error:
        raise PackError("pack_part_unreadable", pack=pack, part=part, detail=str(error)) from error


def _parts(data: Mapping[str, Any], name: str, pack: str) -> Iterator[tuple[str, Any]]:
    """What a local pack lists under a word, each with its place."""
    listed = data.get(name) or ()
    if not isinstance(listed, (list, tuple)):
        raise PackError("pack_part_unreadable", pack=pack, part=name, detail=type(listed).__name__)
    for number, one in enumerate(listed, 1):
        if not isinstance(one, Mapping):
            raise PackError("pack_part_unreadable", pack=pack, part=f"{name} {number}", detail=str(one))
        yield f"{name} {number}", one


def _check_figures(house: Mapping[str, Any], settings: Mapping[str, Any],
                   bounds: Mapping[str, Sequence[float]]) -> None:
    """Refuse house values that are no figures or lie where they would switch a check off."""
    for name, value in house.items():
        if value is None and settings.get(name) is None:
            continue
        least, most = bounds.get(name, (0.0, float("inf")))
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not least <= value <= most:
            raise PackError("bad_setting", setting=name, value=value, least=least, most=most)


def _day(value: Any) -> dt.date:
    """A day as YAML gives it, or in quotes."""
    return value if type(value) is dt.date else dt.date.fromisoformat(value)


def _laws(data: Mapping[str, Any]) -> dict[str, Law]:
    return {k: Law(k, x["name"], _day(x["from"]), _day(x.get("until") or FOREVER), x.get("source") or "",
                   x.get("homes") or "") for k, x in (data.get("laws") or {}).items()}


def load(national: Path, local: Sequence[Path] = (), facts: Optional[Mapping[str, Iterable[str]]] = None,
         overrides: Optional[Mapping[str, Any]] = None) -> Rulebook:
    """Read the national pack and stack local packs on it.

    A local pack may ``add`` a rule, make one ``graver``, set a ``stricter_limit``, ``interpret`` (an exception with
    its own citation) and set house values in ``settings``; anything else is refused.

    Parameters
    ----------
    facts : mapping of grain to names, optional
        Names that exist; a condition that names another is refused when the pack is read, not when it runs.
    overrides : mapping, optional
        Settings of this run, above those of the packs; recorded with the house values.

    Raises
    ------
    PackError
        The file is no pack, or says something it may not.
    """
    base, info = _read(national)
    laws, settings = _laws(base), dict(base.get("settings") or {})
    house: dict[str, Any] = {}
    texts = [_read(path) for path in local]
    for data, local_info in texts:
        extra = set(data) - {"pack", "version", "title_zh", "title_en", "laws", "settings", "add", "graver",
                             "stricter_limit", "interpret", "area", "source"}
        if extra:
            raise PackError("pack_not_allowed", pack=local_info.name, key=", ".join(sorted(extra)))
        with _reading(local_info.name, "laws"):
            own = _laws(data)
        for key, law in own.items():
            if laws.setdefault(key, law) != law:         # what it cites would be printed with the other's name
                raise PackError("law_twice", pack=local_info.name, law=key)
        with _reading(local_info.name, "settings"):
            chosen = dict(data.get("settings") or {})
        unknown = set(chosen) - set(settings)
        if unknown:
            raise PackError("unknown_setting", setting=", ".join(sorted(map(str, unknown))))
        house.update(chosen)
    house.update(overrides or {})
    _check_figures(house, settings, base.get("setting_bounds") or {})
    settings.update(house)
    clauses, titles, examples = [], {}, []
    for rule in base["rules"]:
        titles[rule["id"]] = (rule["title_zh"], rule["title_en"])
        clauses += [_clause(c, rule, i, laws, settings, info.name) for i, c in enumerate(rule["clauses"], 1)]
        examples += [(rule["id"], e) for e in rule.get("examples", ())]
    limits: list[Mapping[str, Any]] = []
    if texts:                             # those of the national pack hold for it alone, not for what is made graver
        examples = []
    for data, local_info in texts:
        clauses = _stack(data, local_info.name, clauses, titles, laws, settings)
        for name in ("add", "graver"):
            examples += [(x.get("id") or x["rule"], e) for _, x in _parts(data, name, local_info.name)
                         for e in x.get("examples", ())]
        for part, limit in _parts(data, "stricter_limit", local_info.name):
            with _reading(local_info.name, part):
                limits.append(_stricter(limit, local_info.name, laws))
    needs = tuple(
        Need(n["role"], parse_condition(n["when"], settings) if "when" in n else Node("all", ()),
             frozenset(Step(s) for s in n.get("steps", STEPS)), n.get("share"), n.get("absent", "undetermined"))
        for n in base["needs"])
    book = Rulebook((info, *(i for _, i in texts)), laws, settings, tuple(clauses), needs, titles, tuple(limits),
                    house, tuple(examples),
                    {(int(x["pollutant"]), int(x["class"])): "；".join(
                        c.text() for c in _cites(x["cite"], laws, "stricter_limit")) for x in limits},
                    base["first_day"])
    if facts is not None:
        _check_names(book, facts)
    return book


def _read(path: Path) -> tuple[dict[str, Any], PackInfo]:
    return _parsed(path.read_bytes(), path.name)


@functools.lru_cache(maxsize=8)
def _parsed(raw: bytes, name: str) -> tuple[dict[str, Any], PackInfo]:
    """What a pack says, parsed once for all reviews of a process; callers must not change it."""
    try:
        data = knowledge.parse_yaml(raw.decode("utf-8"))
        info = PackInfo(data["pack"], str(data["version"]), data["title_zh"], data["title_en"],
                        hashlib.sha256(raw).hexdigest())
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise PackError("not_a_pack", source=name, detail=str(error)) from error
    return data, info


def _stricter(data: Mapping[str, Any], pack: str, laws: Mapping[str, Law]) -> Mapping[str, Any]:
    """A lower limit of a local pack, checked against the national one."""
    number, land_class = data.get("pollutant"), data.get("class")
    national = knowledge.limits().get(number) if isinstance(number, int) else None
    problem = PackError("bad_stricter_limit", pack=pack, no=number)
    if national is None or land_class not in (1, 2) or not {"screening", "intervention"} & set(data):
        raise problem
    for name in ("screening", "intervention"):
        if name in data and not 0 < float(data[name]) <= getattr(national, name)[land_class - 1]:
            raise problem
    cites = _cites(data.get("cite"), laws, "stricter_limit")
    if not cites:
        raise problem
    _check_basis(Verdict.ASSESS_RISK, cites, "stricter_limit")
    return data


def _stack(data: Mapping[str, Any], pack: str, clauses: list[Clause], titles: dict[str, tuple[str, str]],
           laws: Mapping[str, Law], settings: Mapping[str, Any]) -> list[Clause]:
    known = {c.rule for c in clauses}
    for part, rule in _parts(data, "add", pack):
        with _reading(pack, part):
            if rule["id"] not in titles:
                titles[rule["id"]] = (rule["title_zh"], rule["title_en"])
            new = [_clause(c, rule, i, laws, settings, pack) for i, c in enumerate(rule["clauses"], 1)]
            for clause in new:
                _check_words(clause, clauses, pack, part)
        clauses = clauses + new
    for part, change in _parts(data, "graver", pack):
        with _reading(pack, part):
            clauses = _graver(change, pack, clauses, known, laws)
    for part, reading in _parts(data, "interpret", pack):
        with _reading(pack, part):
            if reading["rule"] not in known:
                raise PackError("unknown_rule", pack=pack, rule=reading["rule"])
            cites = _cites(reading.get("cite"), laws, reading["rule"])
            if not cites:
                raise PackError("interpretation_without_cite", pack=pack, rule=reading["rule"])
            extra = Reading(parse_condition(reading["exception"], settings), cites, reading["message"])
        clauses = [dataclasses.replace(c, exceptions=(*c.exceptions, extra)) if c.rule == reading["rule"] else c
                   for c in clauses]
    return clauses


def _holes(clause: Clause) -> set[str]:
    """What the sentence of a clause names."""
    said = clause.said or knowledge.messages()["findings"][clause.message]
    return {hole for lang in ("zh", "en") for _, hole, _, _ in string.Formatter().parse(said[lang]) if hole is not None}


def _check_words(clause: Clause, known: Sequence[Clause], pack: str, part: str) -> None:
    """Refuse words that are not there, or that name what cannot be told of this grain."""
    words = knowledge.messages()
    if clause.said is None and clause.message not in words["findings"]:
        raise PackError("pack_word_unknown", pack=pack, part=part, word=clause.message)
    if clause.actor not in words["actors"]:
        raise PackError("pack_word_unknown", pack=pack, part=part, word=clause.actor)
    told = _ALWAYS_TOLD.union(*(_holes(c) for c in known if c.grain == clause.grain))
    if not _holes(clause) <= told:
        raise PackError("pack_hole_unknown", pack=pack, part=part, known="、".join(sorted(told)),
                        hole="、".join(sorted(_holes(clause) - told)))


def _graver(change: Mapping[str, Any], pack: str, clauses: Sequence[Clause], known: set[str],
            laws: Mapping[str, Law]) -> list[Clause]:
    """The clauses with a graver verdict for those of a rule, or for one of them."""
    rule = change["rule"]
    named = [c for c in clauses if c.rule == rule and change.get("clause", c.key) == c.key]
    if rule not in known or not named:
        raise PackError("unknown_rule", pack=pack, rule=" ".join(filter(None, (rule, change.get("clause")))))
    wanted = Verdict(change["verdict"])
    if any(x.gravity > wanted.gravity for c in named for x in c.verdicts.values()):
        raise PackError("pack_loosens", pack=pack, rule=rule)
    cites = _cites(change["cite"], laws, rule)
    if not any(c.basis for c in cites):
        raise PackError("rule_without_basis", rule=rule)
    _check_basis(wanted, cites, rule)
    return [dataclasses.replace(c, verdicts=dict.fromkeys(c.verdicts, wanted), cites=(*c.cites, *cites))
            if c in named else c for c in clauses]


def _check_names(book: Rulebook, facts: Mapping[str, Iterable[str]]) -> None:
    parcel = set(facts["parcel"])
    for clause in book.clauses:
        if clause.grain not in facts:
            raise PackError("unknown_grain", rule=clause.rule, grain=clause.grain)
        names = parcel | set(facts[clause.grain])
        conditions = [clause.when, *(e.when for e in clause.exceptions)]
        for name in [leaf.fact for c in conditions for leaf in c.leaves()] + list(clause.assumed_if):
            if name not in names:
                raise PackError("unknown_fact", rule=clause.rule, fact=name)
    for need in book.needs:
        for leaf in need.when.leaves():
            if leaf.fact not in parcel:
                raise PackError("unknown_fact", rule=f"needs {need.role}", fact=leaf.fact)


# ------------------------------------------------------------------------------------------------ evaluation

@dataclasses.dataclass
class Fired:
    """What one clause gave: rows of its facts, with their verdicts."""

    clause: Clause
    rows: npt.NDArray[np.intp]                # positions in the facts of the clause's grain
    gravity: npt.NDArray[np.int8]             # of the verdict
    could_be: npt.NDArray[np.int8]            # gravity of what it could be, 0 for none
    assumed: Bools
    cites: npt.NDArray[np.int64]              # bits over the clause's citations (and its exceptions') in force
    missing: npt.NDArray[np.uint64]           # bits over ``names``
    names: tuple[str, ...]
    exception: npt.NDArray[np.int8]           # number of the exception that holds, -1 for none


def evaluate(clause: Clause, facts: Facts, steps: Sequence[Step], days: Mapping[str, Days]) -> Optional[Fired]:
    """Evaluate a clause over its facts.

    Parameters
    ----------
    facts : Facts of the clause's grain, n rows
    days : mapping of "as_of" and "act" to the day of each *parcel*; NaT is an act whose day cannot be read

    Returns
    -------
    Fired or None
        Rows whose condition is true (verdict of the step) or unknown (undetermined; ``could_be`` the verdict);
        None when there are none. Which rows an unknown caution is dropped from is the caller's business.
    """
    verdict = clause.verdict_at(steps)
    if verdict is None or not len(facts):
        return None
    truth = clause.when.evaluate(facts)
    if not (truth.true | truth.unknown).any():
        return None
    day = days[clause.day][facts.parcel]
    in_force = [cite.law.in_force(day) for cite in clause.cites]
    if not clause.always:
        active = np.zeros(len(facts), bool)
        for cite, on in zip(clause.cites, in_force):
            if cite.basis:
                active |= on
        truth = truth & Tri(active & ~np.isnat(day), np.isnat(day))
    rows = np.flatnonzero(truth.true | truth.unknown)
    if not len(rows):
        return None
    true = truth.true[rows]
    bits = np.zeros(len(facts), np.uint64)
    names: tuple[str, ...] = ()
    if not true.all():
        bits, names = missing_facts(clause.when, facts)
        if not clause.always and np.isnat(day).any():
            names = (*names, "act_day")
            bits |= np.isnat(day).astype(np.uint64) << np.uint64(len(names) - 1)
    assumed = np.zeros(len(facts), bool)
    for name in clause.assumed_if:
        column = facts.get(name)
        assumed |= column.true if isinstance(column, Tri) else np.zeros(len(facts), bool)
    cited = np.zeros(len(facts), np.int64)
    for bit, on in enumerate(in_force):
        cited |= on.astype(np.int64) << bit
    undetermined = Verdict.UNDETERMINED.gravity
    own = (clause.could_be.gravity if clause.could_be else 0) if verdict is Verdict.UNDETERMINED else 0
    gravity = np.where(true, verdict.gravity, undetermined).astype(np.int8)
    could_be = np.where(true, own, max(verdict.gravity, own)).astype(np.int8)
    exception = np.full(len(rows), -1, np.int8)
    sub = Rows(facts, rows)
    for number, reading in enumerate(clause.exceptions):
        holds = reading.when.evaluate(sub).true
        if not any(c.basis for c in reading.cites):
            continue
        active = np.zeros(len(rows), bool)
        for cite in reading.cites:
            active |= cite.law.in_force(day[rows])
        holds &= active & (exception < 0)
        exception[holds] = number
        gravity[holds], could_be[holds] = Verdict.CAUTION.gravity, 0
    return Fired(clause, rows, gravity, could_be, assumed[rows], cited[rows], bits[rows], names, exception)


class Rows(Facts):
    """A view of some rows of facts."""

    def __init__(self, facts: Facts, rows: npt.NDArray[np.intp]) -> None:
        super().__init__(facts.parcel[rows], {})
        self._facts, self._rows = facts, rows

    def get(self, name: str) -> Column:
        """The column, at these rows."""
        column = self._facts.get(name)
        return column[self._rows] if isinstance(column, np.ndarray) else column.take(self._rows)
