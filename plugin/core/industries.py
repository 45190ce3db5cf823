"""What industries and projects are: the six of the Action Plan, hazardous waste, remediation; from words and codes."""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import knowledge
from .distinct import combined, distinct
from .tri import Tri

_ANSWER = {("six", "sure"): True, ("none", "sure"): False, ("watched", "sure"): False,
           ("hazardous_waste", "sure"): False}


@cache
def _words() -> tuple[re.Pattern[str], Mapping[str, Mapping[str, str]]]:
    rows = {w: r for r in knowledge.industries() for w in r["words"].split(";") if w}
    ordered = sorted(rows, key=len, reverse=True)
    return re.compile("|".join(rf"(?<![a-z]){re.escape(w)}(?![a-z])" if w.isascii() else re.escape(w)
                               for w in ordered)), rows


@cache
def _codes(edition: str) -> Mapping[str, Mapping[str, str]]:
    return {c: r for r in knowledge.industries() if edition in r["editions"].split(";")
            for c in r["codes"].split(";") if c}


def _text(value: object) -> str:
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return unicodedata.normalize("NFKC", str(value)).strip()


def _by_words(text: str) -> list[Mapping[str, str]]:
    pattern, rows = _words()
    return [rows[w] for w in dict.fromkeys(pattern.findall(text.lower()))]


def _by_code(text: str, edition: str) -> list[Mapping[str, str]]:
    """The row of the longest known beginning of a code, in each edition that may be meant."""
    match = re.fullmatch(r"[a-z]?\s*(\d{2,4})(?:\.0)?", text.lower())
    if not match:
        return []
    year = re.search(r"2017|2011", edition)
    found = []
    for e in ([year.group(0)] if year else ["2017", "2011"]):
        row = next((_codes(e)[match.group(1)[:k]] for k in (4, 3, 2) if match.group(1)[:k] in _codes(e)), None)
        if row is not None:
            found.append(row)
    return found


def _answer(rows: Sequence[Mapping[str, str]]) -> Optional[bool]:
    answers = [_ANSWER.get((r["group"], r["certainty"])) for r in rows]
    return True if True in answers else None if None in answers or not answers else False


def _resolve(word: str, code: str, edition: str) -> tuple[Optional[bool], str]:
    by_words, by_code = _by_words(word), _by_code(code, edition)
    if not word and re.fullmatch(r"[A-Za-z]?\d{2,4}", code) is None and code:
        by_words = _by_words(code)                                        # words in the column of codes
    if not by_code and re.fullmatch(r"[A-Za-z]?\d{2,4}", word):
        by_code = _by_code(word, edition)                                 # a code in the column of words
    rows = [*by_words, *by_code]
    answer = _answer(rows)
    # an old edition that we do not know cannot clear
    if answer is False and not by_words and edition and not re.search(r"2017|2011", edition):
        answer = None
    return answer, "；".join(dict.fromkeys(r["label_zh"] for r in rows)) or word or code


def resolve_industries(words: Optional[Sequence[Any]], codes: Optional[Sequence[Any]] = None,
                       editions: Optional[Sequence[Any]] = None) -> tuple[Tri, npt.NDArray[np.object_]]:
    """Whether n industries are one of the six (non-ferrous smelting, petroleum, chemicals, coking, plating, tanning).

    Parameters
    ----------
    words, codes, editions : n values each, or None
        Industry in words; GB/T 4754 code; its edition (2011, 2017; where it is not stated both are looked up).

    Returns
    -------
    six : Tri
        Unknown where nothing is given or understood, and for classes wider than the industry (3360 alone).
    label : object[n]
        Chinese names of what was recognised, else the text as given.
    """
    rows, inverse = _rows(words, codes, editions)
    found = [_resolve(*row) for row in rows]
    label = np.empty(len(found), object)
    label[:] = [text for _answer, text in found]
    return _tri([a for a, _ in found]).take(inverse), np.asarray(label[inverse])


def _rows(*columns: Optional[Sequence[Any]]) -> tuple[list[tuple[Any, ...]], npt.NDArray[np.intp]]:
    """Distinct rows of texts, and which of them each row is; a column that is not given is blank."""
    n = next((len(c) for c in columns if c is not None), 0)
    coded = []
    for column in columns:
        codes, kinds = (np.zeros(n, np.intp), [None]) if column is None else distinct(column)
        coded.append((codes, [_text(kind) for kind in kinds]))
    return combined(*coded)


def _tri(answers: Sequence[Optional[bool]]) -> Tri:
    return Tri(np.array([a is True for a in answers], bool), np.array([a is None for a in answers], bool))


_DENIED = re.compile(r"(?:不含|不包括|不涉及|不产生|不处置|不贮存|不属于|没有|无|非|除|产生|产废|without|\bno\b|\bnon)"
                     r"[^、,;。()]*?(?:危险废|危废|医疗废|医废|hazardous)|(?:危险废物|危险废弃物|危废|医疗废物)的?产生",
                     re.IGNORECASE)


def hazardous_waste(words: Optional[Sequence[Any]], codes: Optional[Sequence[Any]] = None,
                    editions: Optional[Sequence[Any]] = None) -> Tri:
    """Whether n industries are the storage, use or disposal of hazardous waste.

    Parameters
    ----------
    words, codes, editions : n values each, or None
        As for ``resolve_industries``.

    Returns
    -------
    Tri
        False where nothing says so; unknown for a wider code that holds it (77, 772) and for words that name
        hazardous waste to deny it or to say that it arises.
    """
    rows, inverse = _rows(words, codes, editions)
    return _tri([_waste(*row) for row in rows]).take(inverse)


def _waste(word: str, code: str, edition: str) -> Optional[bool]:
    answers: list[Optional[bool]] = []
    for text in (word, code):
        wider = re.fullmatch(r"[a-z]?\s*(\d{2,3})(?:\.0)?", text.lower())
        if any(r["group"] == "hazardous_waste" for r in _by_code(text, edition)):
            answers.append(True)
        elif wider and any(c.startswith(wider.group(1)) for c in _waste_codes()):
            answers.append(None)
        if any(r["group"] == "hazardous_waste" for r in _by_words(text)):
            left = _by_words(_DENIED.sub(" ", text))
            answers.append(True if any(r["group"] == "hazardous_waste" for r in left) else None)
    return True if True in answers else None if answers else False


@cache
def _waste_codes() -> tuple[str, ...]:
    return tuple(c for r in knowledge.industries() if r["group"] == "hazardous_waste"
                 for c in r["codes"].split(";") if c)


# --- what a project is for --------------------------------------------------------------------------------------------

_PARTS = re.compile(r"[、,;/+。:()\[\]【】《》]|和|与|及")


@dataclasses.dataclass(frozen=True)
class ProjectWords:
    """How the words for projects are read: each pattern takes a whole part of a text."""

    nothing: re.Pattern[str]          # says nothing of the purpose
    details: re.Pattern[str]          # nor does this, beside words of remediation
    harmless: re.Pattern[str]
    repairs: re.Pattern[str]
    repairs_named: re.Pattern[str]    # ends in remediation behind a name

    @classmethod
    def of(cls, words: Mapping[str, Sequence[str]]) -> ProjectWords:
        """From the lists ``harmless_projects``, ``remediation_works``, ``remediation_filler``, ``project_filler``."""
        filler = [*words["project_filler"], *"0123456789一二三四五六七八九十第期号#-"]
        more = [*filler, *words["remediation_filler"]]

        def one_of(items: Sequence[str]) -> str:
            return "|".join(re.escape(w.lower()) for w in sorted(items, key=len, reverse=True))

        def whole(needed: Sequence[str], beside: Sequence[str]) -> re.Pattern[str]:
            other = rf"(?:\s|{one_of(beside)})*"
            return re.compile(rf"{other}(?:(?:{one_of(needed)}){other})+")

        named = [w for w in words["remediation_works"] if w != "修复工程"]
        return cls(re.compile(rf"(?:\s|{one_of(filler)})*"), re.compile(rf"(?:\s|{one_of(more)})*"),
                   whole(words["harmless_projects"], filler),
                   whole(words["remediation_works"], more),
                   re.compile(rf".*(?:{one_of(named)})(?:\s|{one_of(filler)})*"))

    def read(self, text: str) -> tuple[Optional[bool], bool]:
        """Whether it is remediation alone (None: behind a name that may be more), whether nothing in it pollutes."""
        parts = [p for p in _PARTS.split(text.lower()) if not self.nothing.fullmatch(p)]
        sure = [bool(self.repairs.fullmatch(p)) for p in parts]
        named = [s or bool(self.repairs_named.fullmatch(p)) for s, p in zip(sure, parts)]
        if not parts:
            return False, False
        known = [s or (any(named) and bool(self.details.fullmatch(p))) for s, p in zip(sure, parts)]
        harmless = all(k or self.harmless.fullmatch(p) for k, p in zip(known, parts))
        repairs = all(k or n for k, n in zip(known, named))
        return (True if all(known) else None if repairs else False), harmless


def read_projects(texts: Sequence[Any], words: Mapping[str, Sequence[str]]) -> tuple[Tri, npt.NDArray[np.bool_]]:
    """What n projects are for, from words that must account for the whole text.

    Parameters
    ----------
    texts : n values; null and empty say nothing.
    words : lists of ``rules/words.yaml``

    Returns
    -------
    repairs : Tri
        Remediation or risk control and nothing else.
    harmless : bool[n]
        Every part is of a kind that does not pollute soil; False says only that it is not known.
    """
    patterns = ProjectWords.of(words)
    rows, inverse = _rows(texts)
    found = [patterns.read(text) for text, in rows]
    return _tri([r for r, _ in found]).take(inverse), np.array([h for _, h in found], bool)[inverse]
