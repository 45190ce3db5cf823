"""Stored words of a result in the words of people, for all that is printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Optional

import pandas as pd

from ..core import knowledge
from ..core.errors import PackError

_ROLE_RULES = ("needs", "unlocated")
NOTES_TO_SAY = (
    "dated_later", "settlement_unread", "settlement_without_place", "settlement_unsigned", "settlement_undated",
    "settlement_two_answers", "settlement_later", "broken_geometry", "no_area", "two_repairs", "web_map_possible",
    "entry_vanished")
"""Notes on entries that summary and papers repeat; the run table has all."""
_WORDS = ("verdicts", "roles", "steps", "check_states", "subjects", "zone_kinds")


def is_null(value: Any) -> bool:
    """Whether a cell is None, NaN, NaT or ``pd.NA``."""
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and value != value)


def phrase(code: Any, lang: str, *sections: str) -> str:
    """The words of a stored code in the first section that has it, else the code itself; "" for null."""
    if is_null(code):
        return ""
    for section in sections:
        known = knowledge.messages().get(section, {})
        if code in known:
            return str(known[code][lang])
    return str(code)


def word(code: Any, lang: str) -> str:
    """A verdict, role, step, state or other word of the vocabulary."""
    return phrase(code, lang, *_WORDS)


def words(joined: Any, lang: str, *sections: str) -> str:
    """A list joined by ``;``, in words."""
    if is_null(joined):
        return ""
    mark = "、" if lang == "zh" else ", "
    return mark.join(phrase(part, lang, *(sections or _WORDS)) for part in str(joined).split(";") if part)


def assumptions(assumed: pd.Series, lang: str) -> list[str]:
    """What the verdicts of parcels were assumed on, each with the number of its parcels."""
    count = assumed.dropna().astype(str).str.split(";").explode().value_counts()
    return [f"{phrase(code, lang, 'assumed')}（{n}）" if lang == "zh" else f"{phrase(code, lang, 'assumed')} ({n})"
            for code, n in sorted(count.items()) if code]


def note(told: Mapping[str, Any], lang: str) -> str:
    """The sentence of a note of reading; its code and facts where it has none or lacks a fact."""
    code = str(told.get("code", ""))
    facts = {k: v for k, v in told.items() if k not in ("code", "state")}
    if code in knowledge.messages()["notes"]:
        try:
            return knowledge.text("notes", code, lang, **facts)
        except PackError:
            pass
    return f"{code} {json.dumps(facts, ensure_ascii=False, default=str)}" if facts else code


def yes_no(value: Any, lang: str) -> str:
    """是 or 否; "" for null."""
    return "" if is_null(value) else knowledge.text("yes_no", "yes" if value else "no", lang)


def titles_of(outcome: Any) -> Mapping[str, tuple[str, str]]:
    """Titles of the rules of a run (rule -> zh, en); a result read back from a file knows those of our own packs."""
    titles: Mapping[str, tuple[str, str]] = getattr(outcome, "titles", None) or _shipped_titles()
    return titles


@cache
def _shipped_titles() -> Mapping[str, tuple[str, str]]:
    found = {}
    for file in sorted((knowledge.RESOURCES / "rules").glob("cn_*.yaml")):
        for rule in knowledge.read_yaml(f"rules/{file.name}").get("rules") or ():
            if "title_zh" in rule:
                found[rule["id"]] = (rule["title_zh"], rule["title_en"])
    return found


def rule_title(rule: Any, lang: str, titles: Mapping[str, tuple[str, str]]) -> str:
    """Title of a rule of the packs (``titles``: rule -> zh, en), or of what stands in its place in a finding."""
    if is_null(rule):
        return ""
    rule = str(rule)
    if rule in titles:
        return titles[rule][0 if lang == "zh" else 1]
    kind, _, role = rule.partition("_")
    if kind in _ROLE_RULES and role:
        return knowledge.text("finding_titles", kind, lang, role=word(role, lang))
    return phrase(rule, lang, "finding_titles")


def run_value(value: Any, lang: str) -> str:
    """The JSON of a row of the run table as one line of text."""
    if is_null(value):
        return ""
    return _plain(json.loads(value), lang)


def _plain(value: Any, lang: str) -> str:
    colon, stop, comma = ("：", "；", "、") if lang == "zh" else (": ", "; ", ", ")
    if value is None:
        return "—"
    if isinstance(value, bool):
        return yes_no(value, lang)
    if isinstance(value, Mapping):
        return stop.join(f"{phrase(k, lang, 'run_names', *_WORDS)}{colon}{_plain(v, lang)}" for k, v in value.items())
    if isinstance(value, list):
        return (stop if any(isinstance(v, (list, Mapping)) for v in value) else comma).join(
            _plain(v, lang) for v in value)
    return word(value, lang) if isinstance(value, str) else str(value)


def edition_day(day: Optional[str], known: Optional[str], lang: str) -> str:
    """The date of an issue as far as it is known: ``known`` is its year or month, "" or None where it is the day."""
    if not day or not known:
        return day or ""
    kind = "month" if "-" in known else "year"
    return str(knowledge.messages()["edition_day"][kind][lang]).format(
        year=known[:4], month=int(known[5:] or 1), known=known, day=day)


def area_text(area_m2: float, lang: str) -> str:
    """An area: m² below one hectare, else hectares with four decimals; a dash for null."""
    if is_null(area_m2):
        return "—"
    if area_m2 < 10_000:
        return f"{area_m2:,.1f} m²"
    return f"{area_m2 / 10_000:,.4f} " + ("公顷" if lang == "zh" else "ha")
