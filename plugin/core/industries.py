"""Whether an industry is one of the six of the Action Plan, from words and GB/T 4754 codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import knowledge
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
    columns = [c for c in (words, codes, editions) if c is not None]
    n = len(columns[0]) if columns else 0
    texts = [[_text(v) for v in c] if c is not None else [""] * n for c in (words, codes, editions)]
    answers: dict[tuple[str, str, str], tuple[Optional[bool], str]] = {}
    found = [answers[k] if k in answers else answers.setdefault(k, _resolve(*k)) for k in zip(*texts)]
    label = np.empty(n, object)
    label[:] = [text for _answer, text in found]
    return Tri(np.array([a is True for a, _ in found], bool), np.array([a is None for a, _ in found], bool)), label


def hazardous_waste(words: Optional[Sequence[Any]], codes: Optional[Sequence[Any]] = None,
                    editions: Optional[Sequence[Any]] = None) -> npt.NDArray[np.bool_]:
    """Where words or codes name the storage, use or disposal of hazardous waste; not named says nothing."""
    columns = [c for c in (words, codes, editions) if c is not None]
    n = len(columns[0]) if columns else 0
    texts = [[_text(v) for v in c] if c is not None else [""] * n for c in (words, codes, editions)]
    return np.array([any(r["group"] == "hazardous_waste" for r in (*_by_words(w), *_by_words(c), *_by_code(c, e)))
                     for w, c, e in zip(*texts)], bool)
