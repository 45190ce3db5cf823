"""From land-use codes and names to what they mean for the rules.

A code is never looked up without its scheme. The scheme is the one stated, else the one that the name beside the code
fits, else every scheme whose signs the column shows and that has the code; where readings differ the gravest counts
and a note says so. A code that is too coarse, partly read or unknown leaves facts unknown, never false.

References
----------
resources/codes/landuse.csv (codes, each with status and source), landuse_words.yaml (own word list, local codes).
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Callable, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import knowledge
from .errors import InputError
from .knowledge import LandUse, fold
from .tri import Tri

Objects = npt.NDArray[np.object_]
Note = tuple[str, tuple[tuple[str, str], ...]]

FACTS = ("residential", "public_service", "commercial", "school", "medical", "elderly_care", "other_public",
         "industrial", "mining_or_storage", "farmland", "construction", "urban_construction", "community_park",
         "polluting")
TRUE, FALSE, UNKNOWN = 1, 0, -1
NOT_BUILDING, CLASS_UNKNOWN = 0, -1

ALL_CLASSES = frozenset({
    "residential", "commercial", "school", "childcare", "hospital", "elderly_care", "other_welfare", "administration",
    "culture", "sports", "research_or_higher_education", "heritage_or_religious", "special", "industrial", "mining",
    "storage", "transport", "utility", "park_other", "park_community", "green_protective", "square", "reserved_blank",
    "rural_facility", "farmland", "garden_orchard", "forest", "grass", "wetland_water", "sea", "unused"})
NOT_BUILDING_CLASSES = frozenset({"farmland", "garden_orchard", "forest", "grass", "wetland_water", "sea", "unused"})
BUILDING_CLASSES = ALL_CLASSES - NOT_BUILDING_CLASSES

_FAMILY = {"MNR-2023": "mnr", "MNR-2020": "mnr", "GBT21010-2017": "survey", "SD-2018": "survey",
           "GB50137-2011": "gb50137"}
_NUMERIC = ("MNR-2023", "MNR-2020", "GBT21010-2017", "SD-2018")
_COUNTED_AS_ELDERLY = {("GB50137-2011", "A6"), ("MNR-2023", "0807"), ("GBT21010-2017", "0806")}
_UNIVERSITY = {("GB50137-2011", "A31"), ("MNR-2023", "080401"), ("SD-2018", "08H2A")}
_POLLUTING = {("GB50137-2011", c) for c in ("M2", "M3", "W3")} | {
    ("MNR-2023", c) for c in ("100102", "100103", "110103")}
_NOT_POLLUTING = {("GB50137-2011", c) for c in ("M1", "W1", "W2")} | {
    ("MNR-2023", c) for c in ("100101", "110101", "110102", "1102")}
_MAY_HOLD_CARE = {("GB50137-2011", c) for c in ("R12", "R22", "R32")} | {("MNR-2023", c) for c in ("0702", "0704")}
_RURAL = {("MNR-2023", c) for c in ("0703", "070301", "070302", "0704")} | {
    ("GBT21010-2017", "0702"), ("SD-2018", "0702"), ("GB50137-2011", "H14")}
_SPREAD = {("SD-2018", "08H2"): tuple(("GBT21010-2017", c) for c in ("0803", "0804", "0805", "0806", "0807", "0808")),
           ("GBT21010-2017", "0803"): tuple(("MNR-2023", c) for c in (
               "080401", "080402", "080403", "080404", "080405"))}
"""Coarse codes without finer ones in their own scheme: what they hold, by codes of another."""
_PASTURE_NOT = {("MNR-2023", "0403"), ("GBT21010-2017", "0404"), ("SD-2018", "0404")}


# --- what one code means --------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class _Meaning:
    """What a code, a part of one, or a name stands for; ``facts`` in the order of ``FACTS``."""

    facts: tuple[int, ...]
    land_class: int
    classes: tuple[str, ...]
    definite: frozenset[str]
    may_be: frozenset[str]
    art59: frozenset[str] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    label_zh: str = ""
    label_en: str = ""
    scheme: str = ""
    known: bool = True
    coarse: bool = False
    review: bool = False
    ambiguous: bool = False
    class_open: bool = False      # the class is the safe reading; a name may settle it
    elderly_counted: bool = False
    notes: tuple[Note, ...] = ()

    def noted(self, code: str, /, **facts: str) -> _Meaning:
        note = (code, tuple(facts.items()))
        return self if note in self.notes else dataclasses.replace(self, notes=(*self.notes, note))


_ALL_UNKNOWN = tuple([UNKNOWN] * len(FACTS))


def _unknown(label: str, *notes: Note) -> _Meaning:
    return _Meaning(_ALL_UNKNOWN, CLASS_UNKNOWN, (), frozenset(), ALL_CLASSES, known=False, label_zh=label,
                    label_en=label, notes=notes)


def _gravest_class(classes: Iterable[int]) -> int:
    found = set(classes)
    return next((c for c in (1, CLASS_UNKNOWN, 2) if c in found), NOT_BUILDING)


def _unique(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(items))


def _joined(meanings: Sequence[_Meaning], facts: tuple[int, ...], separator: tuple[str, str],
            definite: frozenset[str], **changes: Any) -> _Meaning:
    """What several meanings have in common to say, with facts and certain classes given."""
    schemes = _unique(m.scheme for m in meanings if m.scheme)
    return _Meaning(
        facts, _gravest_class(m.land_class for m in meanings), _unique(c for m in meanings for c in m.classes),
        definite, frozenset().union(*(m.may_be for m in meanings)), frozenset().union(*(m.art59 for m in meanings)),
        frozenset().union(*(m.codes for m in meanings)),
        separator[0].join(_unique(m.label_zh for m in meanings if m.label_zh)),
        separator[1].join(_unique(m.label_en for m in meanings if m.label_en)), ";".join(schemes),
        **{"known": all(m.known for m in meanings), "coarse": any(m.coarse for m in meanings),
           "review": any(m.review for m in meanings), "ambiguous": any(m.ambiguous for m in meanings),
           "class_open": any(m.class_open for m in meanings),
           "elderly_counted": any(m.elderly_counted for m in meanings),
           "notes": _unique(n for m in meanings for n in m.notes), **changes})


def _both(meanings: Sequence[_Meaning]) -> _Meaning:
    """A mix: what any part makes true is true, what no part can tell is unknown."""
    if len(meanings) == 1:
        return meanings[0]
    facts = tuple(TRUE if TRUE in f else UNKNOWN if UNKNOWN in f else FALSE for f in zip(*(m.facts for m in meanings)))
    return _joined(meanings, facts, ("＋", " + "), frozenset().union(*(m.definite for m in meanings)))


def _one_of(meanings: Sequence[_Meaning]) -> _Meaning:
    """One of several, it cannot be told which: only what all share is certain; the class is the safe one."""
    if len(meanings) == 1:
        return meanings[0]
    facts = tuple(f[0] if len(set(f)) == 1 else UNKNOWN for f in zip(*(m.facts for m in meanings)))
    return _joined(meanings, facts, ("或", " or "), frozenset.intersection(*(m.definite for m in meanings)))


def _gravest(meanings: Sequence[_Meaning], value: str) -> _Meaning:
    """Readings of one value in several schemes: the gravest counts, and it is said where they differ."""
    if len(meanings) == 1:
        return meanings[0]
    consequences = {(m.facts, m.land_class, m.review, m.known) for m in meanings}
    if len(consequences) == 1:
        first = meanings[0]
        return dataclasses.replace(first, codes=frozenset().union(*(m.codes for m in meanings)),
                                   may_be=frozenset().union(*(m.may_be for m in meanings)),
                                   art59=frozenset().union(*(m.art59 for m in meanings)))
    ordered = sorted(meanings, key=lambda m: (-sum(f == TRUE for f in m.facts[:6]), m.facts.count(FALSE)))
    facts = tuple(TRUE if TRUE in f else UNKNOWN if UNKNOWN in f else FALSE for f in zip(*(m.facts for m in meanings)))
    readings = "、".join(f"{knowledge.SCHEME_NAMES.get(m.scheme, m.scheme)} {m.label_zh}" for m in meanings)
    return _joined(ordered, facts, ("或", " or "), frozenset.intersection(*(m.definite for m in meanings)),
                   ambiguous=True).noted("ambiguous", value=value, readings=readings)


@cache
def _table(scheme: str) -> Mapping[str, LandUse]:
    """The codes of a scheme; the trial edition of 2020 is given as its differences from 2023."""
    tables = knowledge.landuse()
    return {**tables["MNR-2023"], **tables["MNR-2020"]} if scheme == "MNR-2020" else tables[scheme]


@cache
def _children(scheme: str) -> Mapping[str, tuple[str, ...]]:
    # the letter codes of the survey mark single cases of their upper code and do not make it up together
    below: dict[str, list[str]] = {}
    for row in _table(scheme).values():
        if row.parent and row.parent != row.code and not (row.scheme == "SD-2018" and row.code[-1] in "AK"):
            below.setdefault(row.parent, []).append(row.code)
    return {parent: tuple(codes) for parent, codes in below.items()}


def _leaf_facts(row: LandUse, key: tuple[str, str]) -> dict[str, int]:
    use, public = row.use_class, row.is_art59_use == "yes" and row.use_class != "residential"
    inside_public = row.is_art59_use == "review" and row.code.startswith(("0809", "0810"))
    building = use not in NOT_BUILDING_CLASSES
    school = use in ("school", "childcare") or key in _UNIVERSITY
    care = UNKNOWN if key in _MAY_HOLD_CARE else FALSE
    specific = use in ("school", "childcare", "hospital", "elderly_care")
    facts = {
        "residential": use == "residential",
        "public_service": UNKNOWN if inside_public else public,
        "commercial": use == "commercial",
        "school": school or care,
        "medical": use == "hospital" or care,
        "elderly_care": use == "elderly_care" or (UNKNOWN if use == "other_welfare" and row.code in
                                                  ("A6", "0807", "0806", "080704") else care),
        "other_public": UNKNOWN if inside_public else public and not specific,
        "industrial": use == "industrial",
        "mining_or_storage": use in ("mining", "storage"),
        "farmland": use in ("farmland", "garden_orchard") or (use == "grass" and key not in _PASTURE_NOT),
        "construction": building,
        "urban_construction": building and use != "rural_facility" and key not in _RURAL,
        "community_park": use == "park_community" or (UNKNOWN if use == "park_other" and row.gb36600_class != "2"
                                                      else FALSE),
        "polluting": key in _POLLUTING or (UNKNOWN if use in ("industrial", "storage") and key not in _NOT_POLLUTING
                                           else FALSE),
    }
    return {name: int(value) for name, value in facts.items()}


@cache
def _row_meaning(scheme: str, code: str) -> _Meaning:
    """What a row of the code table means; an upper code means one of the codes below it."""
    row = _table(scheme)[code]
    key = ("MNR-2023" if scheme == "MNR-2020" and row.scheme == "MNR-2023" else row.scheme, code)
    base = _Meaning((), CLASS_UNKNOWN, (row.use_class,) if row.use_class else (), frozenset(), ALL_CLASSES,
                    codes=frozenset({(row.scheme, code)}), label_zh=row.name_zh, label_en=row.name_en,
                    scheme=row.scheme, review=row.is_art59_use == "review")
    unknown = dict.fromkeys(FACTS, UNKNOWN)
    if not row.use_class:                                                       # H, H1, H11, H12, H13
        unknown["construction"] = TRUE
        return dataclasses.replace(base, facts=tuple(unknown.values()), known=False).noted("umbrella", value=code)
    if code == "H14" and scheme == "GB50137-2011":
        unknown.update(construction=TRUE, urban_construction=FALSE)
        return dataclasses.replace(base, facts=tuple(unknown.values()), land_class=1, coarse=True,
                                   may_be=BUILDING_CLASSES).noted("umbrella", value=code)
    children = [_row_meaning(*c) for c in _SPREAD.get(key, tuple((scheme, c) for c in
                                                                 _children(scheme).get(code, ())))]
    facts = _leaf_facts(row, key)
    if children:
        whole = _one_of(children)
        facts = dict(zip(FACTS, whole.facts))
        if row.is_art59_use == "yes":
            facts["residential" if row.use_class == "residential" else "public_service"] = TRUE
        definite, may_be = whole.definite, whole.may_be
        if row.use_class == "residential":
            # A bar on hospital land is one on that land, not on housing with services among its small classes.
            definite = may_be = frozenset({"residential"})
    elif row.use_class == "reserved_blank":
        definite, may_be = frozenset({row.use_class}), ALL_CLASSES
    else:
        definite, may_be = frozenset({row.use_class}), frozenset({row.use_class})
        if key in _MAY_HOLD_CARE:
            may_be |= {"childcare", "hospital", "elderly_care"}
        if row.use_class == "park_other" and row.gb36600_class != "2":
            definite, may_be = frozenset(), frozenset({"park_other", "park_community"})
    counted = key in _COUNTED_AS_ELDERLY
    if counted:
        definite, may_be = frozenset(), frozenset({"other_welfare", "elderly_care"})
        facts["elderly_care"], facts["other_public"] = UNKNOWN, TRUE
    coarse = row.gb36600_class == "" and row.is_art59_use == "yes"
    park = row.gb36600_class.startswith("1_if")
    building = facts["construction"] != FALSE
    land_class = {"1": 1, "2": 2, "none": NOT_BUILDING}.get(row.gb36600_class, 1 if coarse or park else CLASS_UNKNOWN)
    if row.use_class == "reserved_blank":
        land_class = 1                                         # use still open: class 1 (GB 36600-2018, 5.3.1)
    if not building:
        land_class = NOT_BUILDING
    meaning = dataclasses.replace(
        base, facts=tuple(facts[f] for f in FACTS), land_class=land_class, definite=definite, may_be=may_be,
        art59=frozenset({row.use_class}) if row.is_art59_use == "yes" else frozenset(), coarse=coarse,
        class_open=coarse or park, elderly_counted=counted)
    if coarse:
        meaning = meaning.noted("coarse", value=code, name=row.name_zh)
    if park:
        meaning = meaning.noted("park_class_1", value=code)
    if land_class == CLASS_UNKNOWN:
        meaning = meaning.noted("class_not_defined", value=code, name=row.name_zh)
    if row.use_class == "reserved_blank":
        meaning = meaning.noted("use_open", value=code)
    return meaning


@lru_cache(maxsize=4096)
def _expression(text: str, scheme: str = "") -> _Meaning:
    """``A+B`` is both, ``A|B`` one of them; ``LOCAL:`` names a code of the local list."""
    alternatives = []
    for alternative in text.split("|"):
        parts = []
        for part in alternative.split("+"):
            if part.startswith("LOCAL:"):
                parts.append(_local(part[6:]))
            elif part[0].isdigit():
                parts.append(_row_meaning(scheme or "MNR-2023", part))
            else:
                parts.append(_row_meaning("GB50137-2011", part))
        alternatives.append(_both(parts))
    meaning = _one_of(alternatives)
    if len(alternatives) > 1 and len({m.land_class for m in alternatives}) > 1:
        meaning = dataclasses.replace(meaning, class_open=True, coarse=True)
    return meaning


@cache
def _local(code: str) -> _Meaning:
    entry = knowledge.words()["local_codes"][code]
    if "is" in entry:
        meaning = _expression(entry["is"])
    else:
        row = LandUse("LOCAL", code, entry["name_zh"], entry["name_en"], 2, "", entry["use_class"],
                      entry["gb36600_class"], "review", "verified", entry["note"], "")
        facts = _leaf_facts(row, ("LOCAL", code))
        meaning = _Meaning(tuple(facts[f] for f in FACTS), int(entry["gb36600_class"]), (row.use_class,),
                           frozenset({row.use_class}), frozenset({row.use_class}), label_zh=row.name_zh,
                           label_en=row.name_en, review=True)
    return dataclasses.replace(meaning, scheme="LOCAL", codes=meaning.codes | {("LOCAL", code)}).noted(
        "local", value=code)


@cache
def _older(table: str, code: str) -> Optional[_Meaning]:
    """A code of GBJ 137-90 or of the three-digit GB/T 21010-2007, None where it is not listed."""
    entry = knowledge.words()[table].get(code)
    if entry is None:
        return None
    scheme = "GBJ137-90" if table == "gbj137_90" else "GBT21010-2007"
    meaning = _expression(entry["is"], "GBT21010-2017" if table == "gbt21010_2007" else "")
    codes = meaning.codes if "|" in entry["is"] else frozenset({(scheme, code)})
    return dataclasses.replace(meaning, scheme=scheme, label_zh=entry["name_zh"], label_en=entry["name_en"],
                               codes=codes | {(scheme, code)})


# --- reading a cell -------------------------------------------------------------------------------------------------

@cache
def _lexicon() -> tuple[re.Pattern[str], Mapping[str, tuple[tuple[str, str], ...]], Mapping[str, str]]:
    """One pattern of all names and words, longest first; names -> (scheme, code); words -> expression."""
    names: dict[str, list[tuple[str, str]]] = {}
    for scheme, codes in knowledge.landuse().items():
        for row in codes.values():
            names.setdefault(row.name_zh, []).append((scheme, row.code))
    words: dict[str, str] = dict(knowledge.words()["words"])
    # "文化用地" is the name of a code; "文化" a word: the longer one is tried first
    chinese = sorted({*names, *(w for w in words if not w.isascii())}, key=len, reverse=True)
    english = sorted((w for w in words if w.isascii()), key=len, reverse=True)
    pattern = "|".join([*map(re.escape, chinese), *(rf"(?<![a-zA-Z]){re.escape(w)}(?![a-zA-Z])" for w in english)])
    return re.compile(pattern, re.IGNORECASE), {n: tuple(c) for n, c in names.items()}, words


@cache
def _fluff() -> re.Pattern[str]:
    w = knowledge.words()
    parts = sorted({*w["separators"], *w["filler"]}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, parts)) + r"|[^\w\ufffd?？]|[_\d]")


@cache
def _negation() -> re.Pattern[str]:
    parts = sorted(knowledge.words()["negations"], key=len, reverse=True)
    return re.compile("(?:" + "|".join(map(re.escape, parts)) + r")[^,;。)]*")


_PERCENT = re.compile(r"\d+(?:\.\d+)?\s*%|\d+(?:\.\d+)?\s*:\s*\d+(?:\.\d+)?|占比|比例")
_LOST_ZERO = re.compile(r"(\d+)\.0+")
_BELOW = re.compile(r"(?<=[A-Z0-9])[-_][SX](?![A-Za-z0-9])|(?<=[A-Z]\d)[SX](?![A-Za-z0-9])|"
                    r"(?<=[A-Z]\d\d)[SX](?![A-Za-z0-9])|(?<=\d{4})[SX](?![A-Za-z0-9])|\([SX]\)")
_TAIL = re.compile(r"(?<=[A-Za-z0-9])[-_]\d{1,3}(?![0-9A-Za-z])")
_CODE = re.compile(r"\d+(?:H\d[AK]?|[AK](?![A-Za-z0-9]))?|H9[RAB](?![a-z0-9])|[A-Z]\d*[a-z]{0,2}(?![a-z])")


def _upper(text: str) -> str:
    """Codes typed in lower case; words that are no codes stay as they are."""
    letters = [c for c in text if c.isascii() and c.isalpha()]
    if not letters or not all(c.islower() for c in letters) or re.search(r"[a-z]{3,}", text):
        return text
    return text.upper()


def _codes_in(text: str) -> tuple[list[str], str]:
    """The codes of a text in order, and what is neither code nor filler."""
    local = knowledge.words()["local_codes"]
    codes: list[str] = []

    def keep(match: re.Match[str]) -> str:
        code = match.group(0)
        # an unknown word must not be read letter by letter: Bar is no B
        if code[-1:].islower() and not any(c.isdigit() for c in code) and code not in local:
            return code
        codes.append(code)
        return " "

    left = "".join(w if re.fullmatch(r"[A-Za-z]{4,}", w) or w in _no_codes() else _CODE.sub(keep, w)
                   for w in re.split(r"((?<![A-Za-z0-9])[A-Za-z]{2,}(?![A-Za-z0-9]))", text))
    return codes, _fluff().sub("", left)


@cache
def _no_codes() -> frozenset[str]:
    return frozenset(knowledge.words()["no_codes"])


@dataclasses.dataclass(frozen=True)
class _Cell:
    """A cell taken apart: codes in order, names and words in order, and what was left."""

    text: str
    codes: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    rest: str = ""
    below_ground: bool = False

    @property
    def empty(self) -> bool:
        return not (self.codes or self.words or self.rest)


def _plain(value: object) -> str:
    """The text of a cell: half-width, without outer blanks; null, NaN and the like are ""."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, (float, np.floating)):
        if not np.isfinite(value):
            return ""
        value = int(value) if float(value).is_integer() else value
    if isinstance(value, (list, tuple, set, dict, np.ndarray)):
        return type(value).__name__                                       # no code: it stays unread
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    text = unicodedata.normalize("NFKC", str(value)).strip()
    number = _LOST_ZERO.fullmatch(text)
    text = number.group(1) if number else text
    return "" if text.lower() in ("nan", "none", "null", "<na>", "-", "--", "—", "/", "\\", "n/a") else text


@lru_cache(maxsize=65536)
def _cell(text: str) -> _Cell:
    """Take a text apart."""
    pattern, _names, _words = _lexicon()
    below = any(w in text for w in knowledge.words()["below_ground"])
    left = _PERCENT.sub(" ", text)
    left = _negation().sub(" ", left) if not left.isascii() else left
    words: list[str] = []

    def keep(match: re.Match[str]) -> str:
        words.append(match.group(0))
        return " "

    left = pattern.sub(keep, left)
    for word in knowledge.words()["below_ground"]:
        left = left.replace(word, " ")
    left = _upper(left)
    left, found = _BELOW.subn(" ", left)
    left = _TAIL.sub(" ", left)
    codes, rest = _codes_in(left)
    return _Cell(text, tuple(codes), tuple(words), rest, below or found > 0)


# --- the scheme -----------------------------------------------------------------------------------------------------

@lru_cache(maxsize=1024)
def read_scheme(value: object) -> Optional[str]:
    """The scheme that a word means (``GB 50137-2011``, ``MNR-2023``, ``三调`` ...), None when it means none we know."""
    word = re.sub(r"[^0-9a-z\u4e00-\u9fff]", "", _plain(value).lower())
    if not word:
        return None
    if "13790" in word or "gbj137" in word:
        return "GBJ137-90"
    if "50137" in word or any(w in word for w in ("城市用地分类", "城规", "城乡用地分类")):
        return "GB50137-2011"
    if any(w in word for w in ("三调", "国土调查", "变更调查", "1055", "sd2018", "dltb")) or word == "sd":
        return "SD-2018"
    if "21010" in word or "土地利用现状分类" in word:
        return "GBT21010-2007" if "2007" in word.replace("21010", "") else "GBT21010-2017"
    if any(w in word for w in ("mnr", "国土空间", "用地用海", "234", "自然资")):
        return "MNR-2020" if "2020" in word or "试行" in word or "51号" in word else "MNR-2023"
    return None


@cache
def _homes(code: str) -> tuple[str, ...]:
    """Numeric schemes that have a code; the trial edition only where 2023 lacks it or means something else."""
    tables = knowledge.landuse()
    return tuple(s for s in _NUMERIC if code in tables[s])


@dataclasses.dataclass(frozen=True)
class _Column:
    """What all cells of a column show together."""

    families: frozenset[str]
    editions: frozenset[str]
    old_letters: bool
    new_letters: bool
    three_digits: bool
    zeros_lost: bool


def _column(cells: Iterable[_Cell]) -> _Column:
    families: set[str] = set()
    editions: set[str] = set()
    letters: set[str] = set()
    three = lost = False
    names = _lexicon()[1]
    for cell in cells:
        for code in cell.codes:
            if not code[0].isdigit():
                letters.add(code[0])
                continue
            if len(code) == 3 and code.isdigit():
                three |= code[0] == "0"
                lost |= code[0] not in "01"
            elif len(code) == 5 and code.isdigit():
                lost = True
            homes = _homes(code) or (_homes("0" + code) if len(code) in (1, 3, 5) else ())
            found = {_FAMILY[s] for s in homes}
            if len(found) == 1:
                families |= found
                if homes == ("MNR-2020",):
                    editions.add("MNR-2020")
        for word in cell.words:
            found = {_FAMILY[s] for s, _code in names.get(word, ())}
            if len(found) == 1:
                families |= found
    return _Column(frozenset(families), frozenset(editions), bool(letters & set("CDT")),
                   bool(letters & set("ABH")), three, lost)


def _schemes_for(code: str, column: _Column, stated: Optional[str]) -> tuple[str, ...]:
    """The schemes in which a numeric code is to be read; empty when the stated one lacks it."""
    homes = _homes(code)
    if stated in ("MNR-2023", "MNR-2020"):
        own = [s for s in homes if _FAMILY[s] == "mnr"]
        return (stated,) if code in _table(stated) else tuple(own[:1])
    if stated in ("GBT21010-2017", "GBT21010-2007", "SD-2018"):
        first = "SD-2018" if stated == "SD-2018" else "GBT21010-2017"
        own = [s for s in homes if _FAMILY[s] == "survey"]
        return (first,) if first in own else tuple(own)
    if stated is not None:
        return ()
    shown = [s for s in homes if _FAMILY[s] in column.families] if column.families & {"mnr", "survey"} else []
    chosen = shown or list(homes)
    if "MNR-2023" in chosen and "MNR-2020" in chosen and "MNR-2020" not in column.editions:
        chosen.remove("MNR-2020")
    return tuple(chosen)


# --- from codes to meanings -----------------------------------------------------------------------------------------

def _weaken(meaning: _Meaning) -> _Meaning:
    """Keep what is true, leave the rest unknown: for codes of which only the beginning is known."""
    return dataclasses.replace(meaning, facts=tuple(TRUE if f == TRUE else UNKNOWN for f in meaning.facts), known=False,
                               land_class=1 if meaning.land_class == 1 else CLASS_UNKNOWN, may_be=ALL_CLASSES)


def _readings_of_number(code: str, column: _Column, stated: Optional[str]) -> list[_Meaning]:
    """All readings of a numeric code, empty when nothing is known of it."""
    if stated == "GBT21010-2007" or (stated is None and len(code) == 3 and code[0] == "0"):
        older = _older("gbt21010_2007", code)
        if older is not None:
            return [older]
        if len(code) == 3 and code[:2] in _table("GBT21010-2017"):
            return [_row_meaning("GBT21010-2017", code[:2]).noted("prefix", value=code, code=code[:2])]
    forms: list[tuple[str, bool]] = [(code, False)]
    # A lone 0 is what columns of numbers hold where nothing is known; it is no 00 that lost a digit.
    if code.strip("0").isdigit() and (len(code) == 5 or (len(code) in (1, 3) and not column.three_digits)):
        forms.append(("0" + code, True))
    for form, padded in forms:
        schemes = _schemes_for(form, column, stated)
        wrong = not schemes and stated is not None and bool(_homes(form))
        if wrong:
            schemes = _schemes_for(form, column, None)
        if not schemes:
            continue
        found = [_row_meaning(s, form) for s in schemes]
        if wrong:
            found = [_weaken(m).noted("scheme_lacks_code", value=code, scheme=knowledge.SCHEME_NAMES[str(stated)])
                     for m in found]
        if padded:
            found = [m.noted("padded", value=code, code=form) for m in found]
            if len(code) == 3 and code[0] == "1" and not column.zeros_lost and stated is None \
                    and code[:2] in _table("GBT21010-2017"):
                found.append(dataclasses.replace(_row_meaning("GBT21010-2017", code[:2]), scheme="GBT21010-2007"))
        return found
    if len(code) == 3 and code[:2] in _table("GBT21010-2017") and (column.three_digits or code[0] == "1"):
        return [_row_meaning("GBT21010-2017", code[:2]).noted("prefix", value=code, code=code[:2])]
    return []


def _number(code: str, column: _Column, stated: Optional[str], name: Optional[_Meaning],
            name_text: str) -> list[_Meaning]:
    """The parts that a numeric code stands for (two for eight digits)."""
    readings = _readings_of_number(code, column, stated)
    if not readings and len(code) == 8 and code.isdigit():
        halves = [_readings_of_number(h, column, stated) for h in (code[:4], code[4:])]
        if all(halves):
            return [_by_name(h, half, name, name_text).noted("two_codes", value=code)
                    for h, half in zip(halves, (code[:4], code[4:]))]
    if not readings:
        for end in range(len(code) - 1, 1, -1):
            if end % 2 == 0 and code[:end].isdigit():
                readings = _readings_of_number(code[:end], column, stated)
                if readings:
                    readings = [m.noted("prefix", value=code, code=code[:end]) for m in readings]
                    readings = readings if end >= 4 and len(code) > 5 else [_weaken(m) for m in readings]
                    break
    if not readings:
        return [_unknown(code, ("unread", (("value", code),)))]
    return [_by_name(readings, code, name, name_text)]


def _by_name(readings: list[_Meaning], value: str, name: Optional[_Meaning], name_text: str) -> _Meaning:
    """Let the name beside a code choose between schemes."""
    if len(readings) > 1 and name_text:
        same = [m for m in readings if _core_name(m.label_zh) == _core_name(name_text)]
        if not same and name is not None and name.classes:
            same = [m for m in readings if m.may_be & set(name.classes)]
        if same and len(same) < len(readings):
            chosen = "、".join(_unique(knowledge.SCHEME_NAMES.get(m.scheme, m.scheme) for m in same))
            return _gravest(same, value).noted("scheme_by_name", value=value, scheme=chosen)
        readings = same or readings
    return _gravest(readings, value)


def _core_name(name: str) -> str:
    return re.sub(r"(设施)?(用地|用海)$", "", fold(name))


def _letter(code: str, column: _Column, stated: Optional[str]) -> _Meaning:
    """What a letter code stands for: the longest known beginning."""
    old = stated == "GBJ137-90" or (stated is None and column.old_letters)
    new = stated == "GB50137-2011" or column.new_letters or not old
    table = _table("GB50137-2011")
    local = knowledge.words()["local_codes"]
    for end in range(len(code), 0, -1):
        part = code[:end]
        readings = []
        if old or part[0] in "CDT":
            older = _older("gbj137_90", part)
            if older is not None:
                readings.append(older.noted("old_scheme", value=code))
        if part in local and part not in table:
            readings = [_local(part)]
        elif part in table and (new or not readings) and not (old and part[0] == "E" and part not in ("E1", "E2")):
            readings.append(_row_meaning("GB50137-2011", part))
        if not readings:
            continue
        meaning = _gravest(readings, code)
        if part != code:
            meaning = meaning.noted("prefix", value=code, code=part)
            # R9 may be anything beside homes, A331 is no more than A33
            meaning = meaning if end >= 2 or part[0] in "CDT" else _weaken(meaning)
        if stated in _NUMERIC or stated == "GBT21010-2007":
            meaning = _weaken(meaning).noted("scheme_lacks_code", value=code,
                                             scheme=knowledge.SCHEME_NAMES[str(stated)])
        return meaning
    return _unknown(code, ("unread", (("value", code),)))


def _word_meaning(word: str, column: _Column, stated: Optional[str]) -> _Meaning:
    """What a name or word stands for."""
    _pattern, names, words = _lexicon()
    rows = names.get(word)
    if rows is None:
        key = word if word in words else word.lower()
        return dataclasses.replace(_expression(str(words[key])), label_zh=word)
    if stated is not None:
        family = _FAMILY.get(stated)
        rows = tuple(r for r in rows if _FAMILY[r[0]] == family) or rows
    elif column.families:
        rows = tuple(r for r in rows if _FAMILY[r[0]] in column.families) or rows
    if any(s != "MNR-2020" for s, _ in rows):
        rows = tuple(r for r in rows if r[0] != "MNR-2020")
    return _gravest([_row_meaning(s, c) for s, c in rows], word)


def _words_meaning(cell: _Cell, column: _Column, stated: Optional[str]) -> Optional[_Meaning]:
    """What the names and words of a cell say together, None where it has none."""
    if not cell.words:
        return None
    meaning = _both([_word_meaning(w, column, stated) for w in _unique(cell.words)])
    if cell.rest:
        meaning = _weaken(meaning).noted("part_unread", value=cell.text, part=cell.rest)
    return meaning


def _with_name(code: _Meaning, name: _Meaning, name_text: str) -> _Meaning:
    """A code and the name beside it: the name settles what the code leaves open, and adds what it says beyond it."""
    if _core_name(name_text) in {_core_name(n) for n in code.label_zh.split("或")} and not name.ambiguous:
        return code
    apart = not (name.may_be & code.may_be)
    facts = []
    for c, n in zip(code.facts, name.facts):
        if c == TRUE or n == TRUE:
            facts.append(TRUE)
        elif c == UNKNOWN:
            facts.append(n if name.known and code.known else UNKNOWN)
        else:
            facts.append(UNKNOWN if n == UNKNOWN and apart else FALSE)
    elderly = FACTS.index("elderly_care")
    counted = code.elderly_counted and not (name.known and name.facts[elderly] == FALSE and not apart)
    settles = name.known and code.known and not apart and bool(name.classes)
    adds = any(n == TRUE and c == FALSE for c, n in zip(code.facts, name.facts))
    if settles and code.class_open and not name.class_open:
        land_class, class_open, coarse = name.land_class, False, False
    else:
        land_class = code.land_class if not (apart or adds) else _gravest_class((code.land_class, name.land_class))
        class_open, coarse = code.class_open, code.coarse
    narrower = settles and name.may_be <= code.may_be
    keep = () if narrower and not code.definite and not code.art59 - code.may_be else code.classes
    if narrower and name.definite and code.class_open:
        keep = ()
    meaning = dataclasses.replace(
        code, facts=tuple(facts), land_class=land_class, class_open=class_open, coarse=coarse,
        classes=_unique((*keep, *name.classes)) if (narrower and (keep == () or not name.definite <= code.definite)) or
        adds or apart else code.classes,
        definite=code.definite | (name.definite if settles or adds or apart else frozenset()),
        may_be=code.definite | name.may_be if narrower else code.may_be | name.may_be if adds or apart else code.may_be,
        art59=(name.art59 if keep == () else code.art59 | name.art59), elderly_counted=counted,
        label_zh=name_text or code.label_zh,
        notes=tuple(n for n in code.notes if not (settles and n[0] in ("coarse", "park_class_1") and not class_open)))
    if apart or adds:
        meaning = meaning.noted("name_adds", name=name_text, code=code.label_zh)
    return meaning


def _settle(meaning: _Meaning) -> _Meaning:
    """Social welfare without a finer code or name counts as elderly care."""
    elderly = FACTS.index("elderly_care")
    if not meaning.elderly_counted or meaning.facts[elderly] != UNKNOWN:
        return meaning
    facts = list(meaning.facts)
    facts[elderly] = TRUE
    classes = tuple("elderly_care" if c == "other_welfare" else c for c in meaning.classes)
    return dataclasses.replace(
        meaning, facts=tuple(facts), classes=_unique(classes), definite=meaning.definite | {"elderly_care"},
        art59=meaning.art59 - {"other_welfare"} | {"elderly_care"}).noted("counted_as_elderly")


def _with_facilities(meaning: _Meaning, text: str) -> _Meaning:
    """Homes, kindergartens, dormitories and the like inside another code: the sensitive facts become unknown."""
    cell = _cell(text)
    if fold(text) in {fold(w) for w in knowledge.words()["nothing"]} or cell.empty:
        return meaning
    inside = _words_meaning(dataclasses.replace(cell, rest=""), _NO_SIGNS, None)
    unread = bool(cell.rest or cell.codes or inside is None)
    names = FACTS[:7]
    facts = dict(zip(FACTS, meaning.facts))
    touched = False
    for fact in names:
        says = UNKNOWN if unread else inside.facts[FACTS.index(fact)] if inside is not None else FALSE
        if fact != "commercial" and says != FALSE and facts[fact] == FALSE:
            facts[fact], touched = UNKNOWN, True
    if not touched:
        return meaning
    may_be = meaning.may_be | (ALL_CLASSES if unread or inside is None else inside.may_be)
    land_class = CLASS_UNKNOWN if meaning.land_class == 2 else meaning.land_class
    return dataclasses.replace(meaning, facts=tuple(facts.values()), may_be=may_be, land_class=land_class).noted(
        "facilities_unread" if unread else "facilities", value=text)


_NO_SIGNS = _Column(frozenset(), frozenset(), False, False, False, False)


def _resolve(text: str, name_text: str, scheme_text: str, facilities: str, column: _Column,
             scheme: Optional[str]) -> _Meaning:
    """What one combination of code, name, scheme and facilities means."""
    cell, name_cell = _cell(text), _cell(name_text)
    stated = read_scheme(scheme_text) or scheme
    name = _words_meaning(name_cell, column, stated)
    if name_cell.codes and name is None:
        name = _both([p for c in name_cell.codes for p in _part(c, column, stated, None, "")])
    own_words = _words_meaning(cell, column, stated)
    if cell.codes:
        beside = own_words if name is None else name
        beside_text = name_text if name is not None else cell.text if own_words is not None else ""
        parts = [p for c in cell.codes for p in _part(c, column, stated, beside, beside_text)]
        meaning = _both(_unique(parts))
        if own_words is not None:
            meaning = _with_name(meaning, own_words, "＋".join(cell.words))
        elif cell.rest:
            meaning = _weaken(meaning).noted("part_unread", value=text, part=cell.rest)
        if name is not None:
            meaning = _with_name(meaning, name, name_text)
    elif own_words is not None:
        meaning = own_words if name is None else _with_name(own_words, name, name_text)
    elif cell.rest:
        meaning = _unknown(text, ("unread", (("value", text),)))
        if name is not None:
            meaning = _with_name(meaning, name, name_text)
    elif name is not None:
        meaning = name.noted("name_only", name=name_text)
    elif name_text:
        meaning = _unknown(name_text, ("unread", (("value", name_text),)))
    else:
        meaning = _unknown("", ("empty", ()))
    if cell.below_ground or name_cell.below_ground:
        meaning = _unknown(meaning.label_zh or text, ("below_ground", (("value", text or name_text),)))
    if scheme_text and read_scheme(scheme_text) is None:
        meaning = meaning.noted("scheme_unread", value=scheme_text)
    meaning = _settle(meaning)
    return _with_facilities(meaning, facilities) if facilities else meaning


def _part(code: str, column: _Column, stated: Optional[str], name: Optional[_Meaning],
          name_text: str) -> list[_Meaning]:
    return _number(code, column, stated, name, name_text) if code[0].isdigit() else [_letter(code, column, stated)]


# --- n rows at once -------------------------------------------------------------------------------------------------

@dataclasses.dataclass(frozen=True)
class Uses:
    """What n land-use codes mean; every field has n rows.

    ``classes``: use classes joined by ``;``, main use first, "" when unknown. ``known`` is False where the code is
    empty or unread, or a part of it is; a fact that no read part makes true is unknown then. ``land_class``: class of
    GB 36600-2018 (1 or 2), NaN where none applies (no building land) or the code is not known. ``coarse``: class 1 is
    the safe reading, because the code is too coarse or its class is not defined. ``ambiguous``: the schemes differ and
    the gravest reading was taken. ``review``: parks and the like, for a local pack to decide. ``definite``,
    ``may_be`` and ``art59`` are frozensets of use classes (what is certain, what it may be, what article 454 / 59
    means), ``codes`` frozensets of (scheme, code), ``notes`` tuples of (code, facts) of message section ``uses``,
    facts as pairs. Rows of equal ``kind`` mean the same.
    """

    classes: Objects
    known: npt.NDArray[np.bool_]
    residential: Tri
    public_service: Tri
    commercial: Tri
    school: Tri
    medical: Tri
    elderly_care: Tri
    sensitive: Tri
    other_public: Tri
    industrial: Tri
    mining_or_storage: Tri
    farmland: Tri
    construction: Tri
    urban_construction: Tri
    community_park: Tri
    polluting: Tri
    land_class: npt.NDArray[np.float64]
    review: npt.NDArray[np.bool_]
    coarse: npt.NDArray[np.bool_]
    ambiguous: npt.NDArray[np.bool_]
    scheme: Objects
    codes: Objects
    label_zh: Objects
    label_en: Objects
    notes: Objects
    may_be: Objects
    definite: Objects
    art59: Objects
    kind: npt.NDArray[np.intp]

    def __len__(self) -> int:
        return len(self.known)

    def take(self, rows: npt.NDArray[np.intp]) -> Uses:
        """The rows at these positions."""
        taken: dict[str, Any] = {}
        for field in dataclasses.fields(self):
            values = getattr(self, field.name)
            taken[field.name] = values.take(rows) if isinstance(values, Tri) else values[rows]
        return Uses(**taken)


def _objects(items: Sequence[Any]) -> Objects:
    array = np.empty(len(items), object)
    array[:] = list(items)
    return array


def _uses_of(meanings: Sequence[_Meaning]) -> Uses:
    table = np.array([m.facts for m in meanings], np.int8).reshape(len(meanings), len(FACTS))
    facts = {f: Tri(table[:, i] == TRUE, table[:, i] == UNKNOWN) for i, f in enumerate(FACTS)}
    facts["sensitive"] = facts["residential"] | facts["school"] | facts["medical"] | facts["elderly_care"]
    # building land whose class is not defined or cannot be told: class 1 is the safe reading (GB 36600-2018, 5.3.1)
    safe = np.array([m.known and m.land_class == CLASS_UNKNOWN for m in meanings], bool) & ~facts["construction"].false
    land_class = np.where(safe, 1.0, [float(m.land_class) if m.land_class > 0 else np.nan for m in meanings])

    def of(field: str) -> Objects:
        return _objects([getattr(m, field) for m in meanings])

    def flag(field: str) -> npt.NDArray[np.bool_]:
        return np.array([getattr(m, field) for m in meanings], bool)

    return Uses(classes=_objects([";".join(m.classes) for m in meanings]), known=flag("known"), **facts,
                land_class=land_class, review=flag("review"), coarse=flag("coarse") | safe, ambiguous=flag("ambiguous"),
                scheme=of("scheme"), codes=of("codes"), label_zh=of("label_zh"), label_en=of("label_en"),
                notes=of("notes"), may_be=of("may_be"), definite=of("definite"), art59=of("art59"),
                kind=np.arange(len(meanings)))


def _factorized(values: Optional[Sequence[Any]], n: int) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Positions in a list of distinct texts."""
    if values is None:
        return np.zeros(n, np.intp), [""]
    array = np.asarray(values) if isinstance(values, (pd.Series, np.ndarray)) else _objects(list(values))
    if len(array) != n:
        raise ValueError(f"{len(array)} values beside {n} codes")
    try:
        positions, distinct = pd.factorize(array, use_na_sentinel=True)
    except TypeError:                                                     # something unhashable in a cell
        positions, distinct = pd.factorize(_objects([_plain(v) for v in array]), use_na_sentinel=True)
    texts = ["", *(_plain(v) for v in distinct)]
    return positions.astype(np.intp) + 1, texts


def _first_and_inverse(keys: npt.NDArray[np.integer[Any]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The first row of each distinct key, and for each row which of them it is; like ``np.unique`` without sorting."""
    inverse, distinct = pd.factorize(keys)
    first = np.zeros(len(distinct), np.intp)
    first[inverse[::-1]] = np.arange(len(keys))[::-1]
    return first, inverse.astype(np.intp)


def resolve_uses(codes: Sequence[Any], names: Optional[Sequence[Any]] = None, schemes: Optional[Sequence[Any]] = None,
                 *, scheme: Optional[str] = None, facilities: Optional[Sequence[Any]] = None,
                 neighbours: Optional[Sequence[Any]] = None) -> Uses:
    """Read n land-use codes; the work is done once for each distinct combination.

    Parameters
    ----------
    codes : n values
        As they stand in the file: codes of any scheme, mixes (``R2/B1``, ``070102+0901``), names, numbers that have
        lost their zeros. Null and empty are unknown.
    names : n values, optional
        Names beside the codes; they choose between schemes and settle what a code leaves open.
    schemes : n values, optional
        The scheme of each row, in any spelling of ``read_scheme``; null means not stated.
    scheme : str, optional
        The scheme of the whole column, where a row does not state its own.
    facilities : n values, optional
        What else stands inside (kindergarten, dormitory ...); null means none recorded.
    neighbours : values, optional
        More codes of the same column, used for the signs of its scheme only (a single parcel in the live check).

    Raises
    ------
    InputError
        ``use_scheme_unknown``: ``scheme`` is no scheme we know.
    """
    n = len(codes)
    stated = None
    if scheme is not None:
        stated = read_scheme(scheme)
        if stated is None:
            raise InputError("use_scheme_unknown", value=scheme)
    columns = [_factorized(v, n) for v in (codes, names, schemes, facilities)]
    combined = np.zeros(n, np.int64)
    for positions, texts in columns:
        combined = combined * len(texts) + positions
    first, inverse = _first_and_inverse(combined)
    shown = [_cell(t) for k in (0, 1) for t in columns[k][1]]
    if neighbours is not None:
        shown += [_cell(t) for t in _factorized(neighbours, len(neighbours))[1]]
    column = _column(shown)
    rows = [tuple(texts[positions[i]] for positions, texts in columns) for i in first]
    meanings = [_resolve(c, name, s, inside, column, stated) for c, name, s, inside in rows]
    return _uses_of(meanings).take(inverse)


def same_use(a: Uses, b: Uses) -> Tri:
    """Whether the use ``a`` already is the use ``b``, row by row, at the grain of use classes.

    Of a mixed ``b`` every class under article 454 / 59 must be in ``a``, or every class where none is. Unknown where
    either is unknown, too coarse or ambiguous, unless the two cannot meet at all, and where ``a`` is mixed with what
    ``b`` is not: nobody can say which part of the land is which.
    """
    if not len(b):
        return Tri.constant(0, None)
    width = int(b.kind.max()) + 1
    first, inverse = _first_and_inverse(a.kind * width + b.kind)
    vague_a, vague_b = a.coarse | a.ambiguous, b.coarse | b.ambiguous
    truth = np.array([_same(a.definite[i], a.may_be[i], a.known[i], vague_a[i], b.classes[i], b.art59[i], b.may_be[i],
                            b.known[i], vague_b[i]) for i in first], np.int8)[inverse]
    return Tri(truth == TRUE, truth == UNKNOWN)


def _same(definite: frozenset[str], may_be: frozenset[str], known: bool, vague: bool, classes: str,
          art59: frozenset[str], other_may_be: frozenset[str], other_known: bool, other_vague: bool) -> int:
    required = art59 or frozenset(c for c in classes.split(";") if c)
    if known and other_known and not other_vague and required:
        if required <= definite and not vague:
            return TRUE if definite <= frozenset(classes.split(";")) else UNKNOWN
        if required - may_be:
            return FALSE
    if known and other_known and not may_be & other_may_be:
        return FALSE
    return UNKNOWN


# --- barred uses ----------------------------------------------------------------------------------------------------

@cache
def _covered(scheme: str, code: str) -> tuple[frozenset[str], frozenset[str]]:
    """Use classes that a code bars as a whole, and those it bars in part."""
    rows = _table(scheme)
    children = _children(scheme)

    def below(c: str) -> set[str]:
        return {c}.union(*(below(child) for child in children.get(c, ())))

    inside = below(code)
    leaves = {c for c in rows if c not in children and not c.startswith("H1")}
    counted = {"other_welfare": ("other_welfare", "elderly_care")}
    whole: set[str] = set()
    partly: set[str] = set()
    for use in {rows[c].use_class for c in inside & leaves if rows[c].use_class}:
        # utilities and parks inside class 08 of GB/T 21010 are left open by the law's words
        every = {c for c in leaves if rows[c].use_class == use}
        reviewed = {c for c in inside & leaves if rows[c].use_class == use and rows[c].is_art59_use == "review"}
        target = whole if every <= inside and not (reviewed and rows[code].is_art59_use == "yes") else partly
        target.update(counted.get(use, (use,)) if (scheme, code) in _COUNTED_AS_ELDERLY or code in ("A", "08")
                      else (use,))
    if "park_other" in whole:
        whole.add("park_community")
    return frozenset(whole), frozenset(partly - whole)


_ANY_BUILDING = re.compile(
    r"(?:任何|一切|所有|全部)[^、,;。]*?(?:建设|开发|利用|项目|活动|构筑物|建筑物|工程|用途)|"
    r"无关的[^、,;。]*?(?:建设|项目|活动|工程|建筑)|"
    r"\b(?:any|all)\b[^,;.]*\b(?:construction|development|building|works|use|uses|projects?)\b", re.IGNORECASE)
_ONLY_BUILDING = re.compile(r"(?:禁止|不得|暂不|不准|暂缓|进行)*"
                            r"(?:新建|新增|开发利用|开发建设|开发|利用|建设|建设活动|再开发)+(?:活动|项目)?")
_ALLOW_LIST = re.compile(r"除[^、,;。]*外|以外|之外|仅限|只能|仅可|只可|(?<!不)允许|(?<!不)可用于|(?<!不)可以|"
                         r"\b(?:except|only|other than|unless)\b", re.IGNORECASE)
_BAN_NUMBERS = re.compile(r"〔[^〕]*〕|\[\d+\]|\d+(?:\.\d+)?\s*(?:年|月|日|号|条|款|项|㎡|m2|米|平方米|公顷|亩|%)|"
                          r"(?:^|[\s、,;。(:])\d{1,2}\s*[、.)](?=\D)|\(\d{1,2}\)|[①-⑳⑴-⒇]")
_BAN_FILLER = re.compile(
    r"禁止|不允许|不可以|不得|不准|严禁|不能|不宜|不可|限制|用于|作为|规划为|规划|建设|开发|利用|使用|变更为|转为|改为|新建|改建|扩建|进行|从事|各类|"
    r"其他|其它|用途|项目|活动|以及|食用|农产品|的|为|在|其|或者|或|等|且|第|"
    r"\b(?:no|not|any|use|uses|used|for|as|and|or|of|land|the|is|are|be|must|prohibited|forbidden|barred|banned|such)\b",
    re.IGNORECASE)


_BEFORE = re.compile(r"(?:^|[\s、,;。:(/+和与及或于为作成得止设划发的]|\b(?:for|as|on|no|and|or)\s+)$")
_AFTER = re.compile(r"$|[\s、,;。)/+和与及或等]")
_BUILDING_LAND = re.compile(
    r"(?<!非)(?:(?:各类|各种|一切|所有|全部|任何|新增|新的|城乡|城镇|城市|国有)+)?建设用地"
    r"|\b(?:building|construction|development)\s+land\b", re.IGNORECASE)
_LAND_CLASS = re.compile(
    r"(?<!非)(?:第?\s*(?P<both>(?:一|1)\s*[、和与及]\s*(?:二|2)|(?:I|Ⅰ)\s*[、和与及]\s*(?:II|Ⅱ))\s*类"
    r"|第?\s*(?P<two>二|2|II)\s*类|第?\s*(?P<one>一|1|I)\s*类)\s*(?:建设)?(?:用地|土地|地块|用途)"
    r"|第(?:(?P<two_b>二|2)|(?P<one_b>一|1))类(?=$|[\s、,;。)和与及或])"
    r"|\bclass\s+(?:(?P<two_c>2|ii|two)|(?P<one_c>1|i|one))(?:\s+land)?(?=$|\s*[,;.)]|\s+(?:and|or)\b)", re.IGNORECASE)
_STANDARD = re.compile(r"(?<![A-Za-z])GB\s*(?:/\s*T)?\s*\d{4,6}(?:\.\d+)?(?:\s*-\s*\d{4})?(?:规定|中|里|的)*",
                       re.IGNORECASE)
_SENSITIVE = re.compile(
    r"(?<![非不])敏感(?:性|类)?(?:建设)?(?:用地|用途|项目|目标|建筑物?|土地|受体)|\bsensitive\s+(?:land|use)s?\b(?:\s+uses?\b)?",
    re.IGNORECASE)
_ALL_ELSE = re.compile(r"其[他它](?:任何|各类)?(?:用地|用途|土地|类型|类)*(?=$|[\s、,;。)])")
# codes between which others lie unnamed, and lists that name examples only
_CODE_RANGE = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]{1,2}\d{0,3}|\d{2,6})\s*类?(?:用地)?\s*[-~‐-―−]+\s*"
                         r"(?:[A-Z]{1,2}\d{0,3}|\d{2,6})(?![A-Za-z0-9])")
_AND_SO_ON = re.compile(r"等{1,2}(?:用地|用途|土地|地块|项目|设施|建设|建设项目|活动|功能|类|类型|类别)*"
                        r"(?=$|[\s、,;。)])|\betc\b\.?|\band so on\b", re.IGNORECASE)
SENSITIVE_CLASSES = frozenset({"residential", "school", "childcare", "hospital", "elderly_care"})


@cache
def _of_land_class(number: str) -> tuple[frozenset[str], frozenset[str], frozenset[tuple[str, str]]]:
    """Use classes that are of a class of GB 36600-2018 as a whole, those that are in part or may be; its codes."""
    found: dict[str, set[str]] = {}
    codes = set()
    for scheme, rows in knowledge.landuse().items():
        for row in rows.values():
            if row.gb36600_class == number:
                codes.add((scheme, row.code))
            if row.use_class in BUILDING_CLASSES and not (row.code in _children(scheme) or row.code.startswith("H1")):
                found.setdefault(row.use_class, set()).add(row.gb36600_class)
    whole = {use for use, classes in found.items() if classes == {number}}
    if number == "1":
        whole.add("park_community")
    # an empty class is one of which the standard says nothing; a park may be one for the neighbourhood
    partly = {use for use, classes in found.items() if classes - {"1", "2", "none"} or number in classes}
    return frozenset(whole), frozenset(partly - whole), frozenset(codes)


@dataclasses.dataclass(frozen=True)
class Ban:
    """Uses that a document bars.

    ``bars``: classes barred as a whole; ``may_bar``: classes barred in part or in doubt; ``codes``: (scheme, code) with
    all codes below them; ``any_building``: all building; ``unread``: words that were not understood, or a text that
    lists what is allowed; with them nothing is certainly free.
    """

    bars: frozenset[str] = frozenset()
    may_bar: frozenset[str] = frozenset()
    codes: frozenset[tuple[str, str]] = frozenset()
    any_building: bool = False
    unread: tuple[str, ...] = ()

    def applies(self, definite: frozenset[str], may_be: frozenset[str],
                codes: frozenset[tuple[str, str]] = frozenset()) -> Optional[bool]:
        """Whether a use (certain classes, possible classes, codes) is barred; None where it cannot be told."""
        building = bool(definite & BUILDING_CLASSES) or (bool(may_be) and may_be <= BUILDING_CLASSES)
        if definite & self.bars or (self.any_building and building):
            return True
        if any(s == scheme and c.startswith(code) for s, c in codes for scheme, code in self.codes):
            return True
        if may_be & (self.bars | self.may_bar) or (self.any_building and may_be & BUILDING_CLASSES):
            return None
        if any(s == scheme and code.startswith(c) for s, c in codes for scheme, code in self.codes):
            return None
        return None if self.unread else False


def parse_ban(text: object) -> Ban:
    """Read what a negative list or the document of a control zone bars; null and empty texts bar nobody knows what."""
    return _parse_ban(_plain_ban(text))


def _home(code: str) -> tuple[str, str]:
    return "MNR-2023" if code[0].isdigit() else "GB50137-2011", code


def _plain_ban(text: object) -> str:
    # the circled numbers must go before they become digits
    return _plain(re.sub(r"[①-⑳⑴-⒇]", "、", text) if isinstance(text, str) else text)


@lru_cache(maxsize=16384)
def _parse_ban(text: str) -> Ban:
    if not text:
        return Ban(unread=("",))
    if _ALLOW_LIST.search(text):
        return Ban(unread=(text,))
    any_building = bool(_ANY_BUILDING.search(text)) or bool(_ONLY_BUILDING.fullmatch(text))
    left = "" if _ONLY_BUILDING.fullmatch(text) else _ANY_BUILDING.sub(" ", text)
    pattern, names, words = _lexicon()
    bars: set[str] = set()
    may_bar: set[str] = set()
    barred: set[tuple[str, str]] = set()
    unread: list[str] = []

    def stands_alone(match: re.Match[str]) -> bool:
        # a word before or behind it may narrow what is meant: then it is a bar in doubt
        before, after = match.string[:match.start()], match.string[match.end():]
        return bool(_BEFORE.search(before)) and bool(_AFTER.match(after))

    def take_building(match: re.Match[str]) -> str:
        nonlocal any_building
        if not stands_alone(match):
            return match.group(0)
        any_building = True
        return " "

    def take_class(match: re.Match[str]) -> str:
        groups = {name.partition("_")[0] for name, found in match.groupdict().items() if found}
        for number, word in (("1", "one"), ("2", "two")):
            if groups & {word, "both"}:
                whole, partly, codes = _of_land_class(number)
                alone = stands_alone(match)
                (bars if alone else may_bar).update(whole)
                may_bar.update(partly)
                barred.update(codes if alone else ())
        return " "

    def take_sensitive(match: re.Match[str]) -> str:
        (bars if stands_alone(match) else may_bar).update(SENSITIVE_CLASSES)
        may_bar.update({"other_welfare", "park_community"})
        return " "

    def take_else(match: re.Match[str]) -> str:
        unread.append(match.group(0))
        return " "

    left = _ALL_ELSE.sub(take_else, _STANDARD.sub(" ", left))
    left = _SENSITIVE.sub(take_sensitive, left)
    left = _LAND_CLASS.sub(take_class, left)
    left = _BUILDING_LAND.sub(take_building, left)
    left = _BAN_NUMBERS.sub(" ", left)
    unread += [found.group(0) for found in (*_CODE_RANGE.finditer(_upper(left)), *_AND_SO_ON.finditer(text))]

    def put(scheme: str, code: str) -> None:
        nonlocal any_building
        whole, partly = _covered(scheme, code)
        bars.update(whole)
        may_bar.update(partly)
        barred.add((scheme, code))
        if not _table(scheme)[code].use_class or code == "H14":
            # land of a town or village holds every use under codes of its own
            any_building |= code == "H"
            may_bar.update(BUILDING_CLASSES)
        for s, c in names.get(_table(scheme)[code].name_zh, ()):
            barred.add((s, c))
        if code in ("A", "08"):
            barred.update({("GB50137-2011", "A"), ("MNR-2023", "08")})

    def put_expression(expression: str) -> None:
        for part in re.split(r"[|+]", expression):
            if part.startswith("LOCAL:"):
                may_bar.update({"park_other", "park_community"})
            else:
                put(*_home(part))

    def take(match: re.Match[str]) -> str:
        word = match.group(0)
        doubt = knowledge.words()["ban_doubt"].get(word)
        if word in ("建设用地", "其他建设用地"):
            may_bar.update(BUILDING_CLASSES)
        elif doubt:
            put_expression(doubt["bars"])
            may_bar.update(*_covered(*_home(doubt["may_bar"])))
        elif word in names:
            for scheme, code in names[word]:
                put(scheme, code)
        else:
            put_expression(str(words[word if word in words else word.lower()]))
        return " "

    left = pattern.sub(take, left)
    left = _BAN_FILLER.sub(" ", left)
    found_codes, rest = _codes_in(_upper(left))
    for code in found_codes:
        if code[0].isdigit():
            homes = _homes(code)
            for scheme in homes:
                barred.add((scheme, code))
            if not homes:
                unread.append(code)
                continue
            covers = [_covered(s, code) for s in homes]
            whole = frozenset.intersection(*(w for w, _ in covers))
            bars.update(whole)
            may_bar.update(frozenset().union(*(w | p for w, p in covers)) - whole)
        else:
            found = [code[:end] for end in range(len(code), 0, -1) if code[:end] in _table("GB50137-2011")][:1]
            for part in found:
                put("GB50137-2011", part)
            if found != [code]:
                unread.append(code)
    if rest:
        unread.append(rest)
    if not (bars or may_bar or barred or any_building) and not unread:
        unread.append(text)
    return Ban(frozenset(bars), frozenset(may_bar - bars), frozenset(barred), any_building, tuple(unread))


def ban_matrix(texts: Sequence[Any], uses: Uses) -> Callable[[npt.NDArray[np.intp], npt.NDArray[np.intp]], Tri]:
    """Judge every distinct text against every distinct use once.

    Returns
    -------
    function of (positions in ``texts``, rows of ``uses``), both of length m, that gives a ``Tri`` of length m.
    """
    bans: dict[Ban, int] = {}
    text_ids = np.array([bans.setdefault(parse_ban(t), len(bans)) for t in texts], np.intp)
    first, use_ids = _first_and_inverse(uses.kind)
    truth = np.full((max(len(bans), 1), max(len(first), 1)), UNKNOWN, np.int8)
    for ban, i in bans.items():
        for j, row in enumerate(first):
            verdict = ban.applies(uses.definite[row], uses.may_be[row], uses.codes[row])
            truth[i, j] = UNKNOWN if verdict is None else int(verdict)

    def applies(text_rows: npt.NDArray[np.intp], use_rows: npt.NDArray[np.intp]) -> Tri:
        found = truth[text_ids[text_rows], use_ids[use_rows]]
        return Tri(found == TRUE, found == UNKNOWN)

    return applies
