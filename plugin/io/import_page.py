"""The report of an import as a page that prints on A4."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

import jinja2

from ..about import RESOURCES_DIR
from ..core import geometry as g
from ..core import knowledge
from ..core.errors import InputError
from ..core.locate import NOWHERE, Placement
from . import arrival, phrases
from .whole import whole_file

STATES = ("read", "repaired", "guessed", "asked", "refused")
_LISTED = 500


def write(path: str | os.PathLike[str], reports: Sequence[Any], lang: str, *, complete: bool) -> None:
    """Write the page.

    Parameters
    ----------
    reports : ``imports.FileReport`` of each file
    lang : {"zh", "en"}

    Raises
    ------
    InputError
        The page cannot be written.
    """
    words = knowledge.messages()["import_words"]
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(str(RESOURCES_DIR / "templates")), autoescape=True,
        undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    html = environment.get_template("import.html.j2").render(
        t=lambda code, **facts: str(words[code][lang]).format(**facts), lang="zh-CN" if lang == "zh" else "en",
        looks={}, title=str(words["title"][lang]), states=STATES, complete=complete,
        files=[_file(report, lang) for report in reports],
        totals={"rows": sum(r.rows for r in reports), **{s: sum(r.counts[s] for r in reports) for s in STATES},
                **{k: sum(getattr(r.imported, k) for r in reports if r.imported)
                   for k in ("added", "updated", "unchanged")}})
    with whole_file(path) as part:
        part.write_text(html, encoding="utf-8", errors="backslashreplace", newline="\n")


def sentence(note: Mapping[str, Any], lang: str) -> str:
    """The words of a note, or of an error that stands among notes."""
    facts = {k: v for k, v in note.items() if k not in ("code", "state", "error", "option", "rows")}
    if note.get("error"):
        return knowledge.error_text(InputError(str(note["code"]), **facts), lang)
    return phrases.note({"code": note.get("code"), **facts}, lang)


def row_sentence(note: Mapping[str, Any], lang: str) -> str:
    """The words of a note of one row, beside which its number stands already."""
    text, row = sentence(note, lang), f"第 {note.get('row')} 行"
    return text[len(row):].lstrip("的，") if text.startswith(row) and "line" not in note else text


def state_word(note: Mapping[str, Any]) -> str:
    """The word for a note of a file: what is no data was set aside, not refused; what is only said is a note."""
    state = str(note.get("state") or "read")
    return "set_aside" if note.get("code") == "row_set_aside" else "note" if state == "read" else state


def source_words(report: Any, lang: str) -> list[tuple[str, str]]:
    """(word, text) of what a file is: its CRS by code and name, and the encoding of its text."""
    told = []
    if report.crs:
        name = g.as_crs(report.crs).name if re.fullmatch(r"EPSG:[0-9]+", report.crs) else ""
        told.append(("crs", f"{report.crs} {name}".strip()))
    if report.encoding:
        told.append(("encoding", report.encoding.upper()))
    return told


def place_words(report: Any, lang: str) -> list[str]:
    """How many entries of a list are at which step of the ladder, with its confidence."""
    return [knowledge.text("import_words", "place_count", lang, place=phrases.phrase(how, lang, "placements"),
                           count=count, confidence=f"{arrival.CONFIDENCE[Placement(how)]:.2f}")
            for how, count in report.places.items()]


def _to_do(report: Any, lang: str) -> list[str]:
    """What a person should do about a file, the gravest first."""
    words = knowledge.messages()["import_words"]

    def say(code: str, **facts: Any) -> str:
        return str(words[code][lang]).format(**facts)

    told = []
    if options := report.options():
        told.append(say("todo_decide", options=say("or").join(options)))
    if report.counts["refused"] and report.imported is not None:
        told.append(say("todo_refused", count=report.counts["refused"]))
    adrift = sum(report.places.get(str(p), 0) for p in NOWHERE)
    if adrift:
        told.append(say("todo_places", count=adrift))
    unknown = [say(f"fact_{k}") for k, v in report.list_facts.items() if not v and k != "title"]
    if unknown and report.imported is not None:
        told.append(say("todo_list", facts=say("comma").join(unknown)))
    if report.state == "guessed":
        told.append(say("todo_guessed"))
    return told


def list_facts(report: Any, lang: str) -> dict[str, Optional[str]]:
    """What is known of a list, in words; None for what is not."""
    told = {k: phrases.phrase(v, lang, "choices", "import_words") if v else None
            for k, v in report.list_facts.items() if k != "edition_known"}
    if told.get("edition_date"):
        told["edition_date"] = phrases.edition_day(told["edition_date"], report.list_facts.get("edition_known"), lang)
    return told


def _file(report: Any, lang: str) -> dict[str, Any]:
    from . import mapping

    labels = mapping.fields(report.role)
    rows = sorted((r for r in report.listed), key=lambda r: (-STATES.index(r.state), r.row))
    return {
        "name": Path(report.path).name, "path": report.path, "layer": report.layer, "state": report.state,
        "role": phrases.word(str(report.role), lang), "rows": report.rows, "counts": report.counts,
        "source": source_words(report, lang), "places": place_words(report, lang), "to_do": _to_do(report, lang),
        "imported": report.imported, "options": report.options(),
        "facts": list_facts(report, lang),
        "fields": [{"title": getattr(labels[c], f"label_{lang}") if c in labels else c, "column": c,
                    "header": x.header, "confidence": x.confidence, "reason": phrases.phrase(x.reason, lang, "mapping")}
                   for c, x in report.fields.items()],
        "unused": report.unused, "notes": [{"state": state_word(n), "text": sentence(n, lang)}
                                           for n in report.notes],
        "listed": [{"row": r.row, "label": r.label, "state": "note" if r.state == "read" else r.state,
                    "reasons": list(dict.fromkeys(row_sentence(n, lang) for n in r.reasons))} for r in rows[:_LISTED]],
        "more": max(0, len(rows) - _LISTED)}
