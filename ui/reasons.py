"""The reasons of a parcel, and the duties of a zone, as rich text; every attribute is escaped."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any, Optional

import numpy as np
import pandas as pd
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QPalette

from ..plugin.core import knowledge
from ..plugin.core.vocabulary import VERDICTS
from ..plugin.io import phrases
from ..plugin.io.statements import Stated
from ..plugin.qgs import i18n, styles, styles_site
from ..plugin.qgs.result_tables import ResultTables, point_of
from . import words
from .decisions import Decision
from .widgets import NoteLabel, loud, muted

translate = QCoreApplication.translate
_WHOLE = 0.9995
GRAVITY = {str(verdict): verdict.gravity for verdict in VERDICTS}


def _text(value: Any) -> str:
    """A stored value, escaped; empty for null."""
    return "" if phrases.is_null(value) else html.escape(str(value), quote=True).replace("\n", "<br>")


def chip(verdict: str, lang: str) -> str:
    """A verdict as a small coloured word."""
    look = styles.LOOKS.get(verdict)
    if look is None:
        return _text(verdict)
    fill, ink = (look.fill, look.label) if look.fill else ("#E9E8EB", "#000000")
    word = html.escape(getattr(look, lang))
    return f'<span style="background-color:{fill}; color:{ink};">&nbsp;{word}&nbsp;</span>'


def graver(verdict: Any, could_be: Any) -> bool:
    """Whether what is missing could make the verdict graver."""
    return GRAVITY.get(could_be, 0) > GRAVITY.get(verdict, 99)


def of_parcel(result: ResultTables, row: int, palette: QPalette, *, use_field: Optional[str] = None,
              in_mu: bool = False, decision: Optional[tuple[str, str, str, str]] = None, stale: bool = False,
              stated: Sequence[Stated] = (), former: Sequence[Decision] = ()) -> str:
    """The panel of a chosen parcel: verdict, findings with law, facts and actor, next step, what was not checked."""
    lang = i18n.language()
    parcel = result.parcels.iloc[row]
    grey = muted(palette)
    name = _text(parcel.get("parcel_id"))
    use = _text(parcel.get(use_field)) if use_field and use_field in parcel else ""
    classes = html.escape(phrases.words(parcel.get("use_classes"), lang, "use_classes"))
    verdict = str(parcel.get("verdict"))
    out = [f'<p style="margin:0 0 4px 0"><b style="font-size:large">{name}</b>&nbsp; {chip(verdict, lang)}</p>']
    about = [part for part in (use, classes) if part]
    size = parcel.get("area_m2")
    if not phrases.is_null(size):
        about.append(html.escape(words.area(float(size), in_mu=in_mu)))
    out.append(f'<p style="margin:0 0 6px 0; color:{grey}">{" · ".join(about)}</p>')
    if stale:
        told = translate("SoilGate", "Out of date: the parcel, or data near it, changed since.")
        out.append(f'<p style="margin:0 0 6px 0; color:{loud(palette, late=False)}"><b>{html.escape(told)}</b></p>')
    out += _change(result, row, lang, grey)
    if decision is not None:
        said, person, day, reason = (html.escape(part) for part in decision)
        head = html.escape(translate("SoilGate", "Decision of a person"))
        out.append(f'<p style="margin:0 0 6px 0"><b>{head}</b> {said}<br>{reason}<br>'
                   f'<span style="color:{grey}">{person} · {day}</span></p>')
    for past in former:
        told = translate("SoilGate", "Earlier decision: {decision} ({person}, {day}); {end}").format(
            decision=past.decision, person=past.person, day=past.date, end=ended(past.ended_by, past.ended_on))
        out.append(f'<p style="margin:0 0 6px 0; color:{grey}">{html.escape(told)}</p>')
    for one in stated:
        role = html.escape(phrases.word(one.role, lang))
        subject = " " + html.escape(one.subject_id) if one.subject_id else ""
        paper = html.escape(" · ".join(part for part in (one.holder, one.document, one.date, one.person) if part))
        head = html.escape(translate("SoilGate", "Stated"))
        out.append(f'<p style="margin:0 0 6px 0"><b>{head}</b> '
                   f'{role}{subject}: {html.escape(statement_name(one.statement))}<br>'
                   f'<span style="color:{grey}">{paper}</span></p>')
    if graver(verdict, parcel.get("could_be")):
        out.append(f'<p style="margin:0 0 6px 0; color:{loud(palette)}"><b>' + html.escape(translate(
            "SoilGate", "Once what is missing is known, this could be: {verdict}").format(
                verdict=styles.verdict_name(str(parcel["could_be"]), lang))) + "</b></p>")
    out += _findings(result, row, lang, grey)
    step = _text(parcel.get(f"next_step_{lang}"))
    if step:
        out.append(f'<p style="margin:6px 0"><b>{html.escape(translate("SoilGate", "Next step"))}</b> {step}</p>')
    out += _unchecked(result, row, lang, grey, parcel)
    return "".join(out)


def ended(person: str, day: str) -> str:
    """Who ended what was said, and when."""
    if not person:
        return translate("SoilGate", "ended on {day}").format(day=day)
    return translate("SoilGate", "ended by {person} on {day}").format(person=person, day=day)


def history_label(former: Iterable[Stated]) -> NoteLabel:
    """What was stated before and holds no longer, below a form."""
    label = NoteLabel()
    show_history(label, former)
    return label


def show_history(label: NoteLabel, former: Iterable[Stated]) -> None:
    """Show what was stated before, the latest first; each statement once."""
    told = dict.fromkeys(translate("SoilGate", "Earlier: {paper}; {end}").format(
        paper=" · ".join(part for part in (one.holder, one.document, one.date, one.person) if part),
        end=ended(one.ended_by, one.ended_on)) for one in reversed(list(former)))
    label.setText("\n".join(list(told)[:5]))


def statement_name(statement: str) -> str:
    """What a statement says."""
    return {
        "none_here": translate("SoilGate", "nothing of it lies in the parcel"),
        "not_listed": translate("SoilGate", "the parcel is not on it"),
        "outside": translate("SoilGate", "lies outside the parcel"),
        "exception": translate("SoilGate", "an exception was granted")}.get(statement, statement)


def use_name(use: str, lang: str) -> str:
    """What a use class is called; one that could not be read says so."""
    return phrases.words(use, lang, "use_classes") if use else translate("SoilGate", "use not readable")


def _change(result: ResultTables, row: int, lang: str, grey: str) -> list[str]:
    """What the last review said of a changed parcel, what is new and gone since, and which input it comes from."""
    if result.before is None or not result.changed[row]:
        return []
    then = result.verdicts_before[row]
    if then is None:
        return [_note(html.escape(translate("SoilGate", "New since the last review.")))]
    titles, change = phrases.titles_of(result), result.why_changed(row)
    comma = translate("SoilGate", ", ")

    def named(keys: Sequence[tuple[str, str, str]]) -> str:
        return comma.join(dict.fromkeys(phrases.rule_title(rule, lang, titles) + (f" ({subject})" if subject else "")
                                        for rule, _kind, subject in keys))

    head = html.escape(translate("SoilGate", "At the last review:"))
    lines = [f"{head} {chip(str(then), lang)}"]
    inputs = comma.join(map(words.run_input, change.inputs))
    if inputs:
        told = translate("SoilGate", "Changed by: {inputs}") if change.certain else translate(
            "SoilGate", "Changed since, one or more of them: {inputs}")
        lines.append(html.escape(told.format(inputs=inputs)))
    for text, keys in ((translate("SoilGate", "new: {what}"), change.new),
                       (translate("SoilGate", "gone: {what}"), change.gone)):
        if keys:
            lines.append(f'<span style="color:{grey}">{html.escape(text.format(what=named(keys)))}</span>')
    return [_note("<br>".join(lines))]


def _note(inner: str) -> str:
    return f'<p style="margin:0 0 6px 0">{inner}</p>'


def _findings(result: ResultTables, row: int, lang: str, grey: str) -> list[str]:
    out = []
    findings = result.findings_of(row)
    rank = np.array([-GRAVITY.get(verdict, 0) for verdict in findings["verdict"]], int)
    for number, (_, finding) in enumerate(findings.iloc[rank.argsort(kind="stable")].iterrows(), 1):
        verdict = str(finding["verdict"])
        out.append(f'<p style="margin:6px 0 1px 0">{number}&nbsp; {chip(verdict, lang)} '
                   f'{_text(finding.get(f"message_{lang}"))}</p>')
        lines = []
        if not phrases.is_null(finding.get("citation")):
            lines.append((translate("SoilGate", "Law"), _text(finding["citation"])))
        facts = _facts(finding, lang)
        if facts:
            link = html.escape(translate("SoilGate", "show"))
            key = html.escape(str(finding["finding_id"]), quote=True)
            lines.append((translate("SoilGate", "Evidence"), f'{facts} <a href="evidence:{key}">{link}</a>'))
        if point_of(finding) is not None:
            link, key = (html.escape(translate("SoilGate", "enter what an office states")),
                         html.escape(str(finding["finding_id"]), quote=True))
            lines.append((translate("SoilGate", "To settle it"), f'<a href="state:{key}">{link}</a>'))
        if not phrases.is_null(finding.get("due_step")):
            due = phrases.word(finding["due_step"], lang)
            later = "" if finding.get("due_now") in (True, 1) else translate("SoilGate", " (later than this step)")
            lines.append((translate("SoilGate", "Due by"), html.escape(due + later)))
        if not phrases.is_null(finding.get("actor")):
            lines.append((translate("SoilGate", "Who"), html.escape(actor_name(finding["actor"], lang))))
        if finding.get("basis") == "assumed":
            lines.append((translate("SoilGate", "Basis"), html.escape(translate("SoilGate", "rests on an assumption"))))
        rows = "".join(f'<tr><td style="color:{grey}; padding-right:8px; white-space:nowrap">{html.escape(title)}</td>'
                       f"<td>{value}</td></tr>" for title, value in lines)
        if rows:
            out.append(f'<table cellspacing="0" style="margin:0 0 2px 16px">{rows}</table>')
    return out


def _facts(finding: pd.Series, lang: str) -> str:
    parts = []
    if not phrases.is_null(finding.get("subject_kind")) or not phrases.is_null(finding.get("subject_id")):
        parts.append(" ".join(p for p in (html.escape(phrases.word(finding.get("subject_kind"), lang)),
                                          _text(finding.get("subject_id"))) if p))
    touching = not phrases.is_null(finding.get("overlap_m2")) and float(finding["overlap_m2"]) > 0
    for column, form in (("overlap_m2", "{:,.2f} m²"), ("share", "{:.1%}"), ("distance_m", "{:,.2f} m")):
        value = finding.get(column)
        if not phrases.is_null(value) and not (column == "distance_m" and touching):
            text = form.format(float(value))
            parts.append(html.escape(translate("SoilGate", "{share} of the parcel").format(share=text))
                         if column == "share" else text)
    if not phrases.is_null(finding.get("pollutant")):
        parts.append(html.escape(words.pollutant_name(finding["pollutant"])))
    value, limit = finding.get("value_mg_kg"), finding.get("limit_mg_kg")
    if not phrases.is_null(value):
        parts.append(f"{float(value):g} mg/kg")
    if not phrases.is_null(limit):
        parts.append(html.escape(translate("SoilGate", "limit {limit} mg/kg").format(limit=f"{float(limit):g}")))
    return ", ".join(parts) if lang == "en" else "，".join(parts)


def captions(findings: pd.DataFrame) -> dict[str, str]:
    """What the map writes beside the evidence of findings: pollutant with value and limit, distance, or common area."""
    out = {}
    for _, finding in findings.iterrows():
        text = ""
        value, limit = finding["value_mg_kg"], finding["limit_mg_kg"]
        if not phrases.is_null(finding["pollutant"]) and not phrases.is_null(value):
            text = f"{words.pollutant_name(finding['pollutant'])} {float(value):g}"
            if not phrases.is_null(limit):
                sign = ">" if float(value) > float(limit) else "≤"
                text += f" {sign} {float(limit):g}"
            text += " mg/kg"
            if str(finding["verdict"]) == "undetermined":
                text += " ?"
        elif not phrases.is_null(finding["distance_m"]) and float(finding["distance_m"]) > 0:
            text = f"{float(finding['distance_m']):.1f} m"
        elif not phrases.is_null(finding["overlap_m2"]) and float(finding["overlap_m2"]) > 0:
            share = np.nan if phrases.is_null(finding["share"]) else float(finding["share"])
            if not share > _WHOLE:               # of all of the parcel its outline tells enough
                text = words.area(float(finding["overlap_m2"])) + ("" if np.isnan(share) else f" ({share:.1%})")
        out[str(finding["finding_id"])] = text
    return out


def _unchecked(result: ResultTables, row: int, lang: str, grey: str, parcel: pd.Series) -> list[str]:
    checks = result.checks_of(row)
    assumed = phrases.words(parcel.get("assumed"), lang, "assumed")
    if not len(checks) and not assumed:
        return []
    title = translate("SoilGate", "What was not checked ({count})").format(count=len(checks))
    out = [f'<p style="margin:8px 0 2px 0"><b>{html.escape(title)}</b></p>'] if len(checks) else []
    for _, check in checks.iterrows():
        share = check.get("share")
        state = html.escape(phrases.word(check["state"], lang))
        if not phrases.is_null(share) and str(check["state"]) == "partly":
            state += f" {float(share):.0%}"
        could = check.get("could_be")
        change = translate("SoilGate", "could change the verdict to: {verdict}").format(
            verdict=styles.verdict_name(str(could), lang)) if could in styles.LOOKS and graver(
                parcel.get("verdict"), could) else translate("SoilGate", "would not make the verdict graver")
        reason = html.escape(_told(check.get("reason"), lang, "coverage", "roles"))
        out.append(f'<p style="margin:0 0 2px 16px">{html.escape(phrases.word(check["check"], lang))} · {state}'
                   f'{" · " + reason if reason else ""}<br><span style="color:{grey}">{html.escape(change)}</span></p>')
    if assumed:
        label = translate("SoilGate", "Assumed")
        out.append(f'<p style="margin:6px 0 0 0"><span style="color:{grey}">{html.escape(label)}</span> '
                   f"{html.escape(assumed)}</p>")
    return out


def _told(value: Any, lang: str, *sections: str) -> str:
    """Words that the result keeps as a code or in Chinese; fixed sentences are told in English too."""
    said = phrases.phrase(value, lang, *sections)
    if lang == "en":
        for section in sections:
            for known in knowledge.messages().get(section, {}).values():
                if known["zh"] and known["zh"] == said:
                    return str(known["en"])
    return said


def titles_of(result: ResultTables) -> Any:
    """Titles of the rules of a result's packs."""
    return phrases.titles_of(result)


def plain_of_groups(groups: pd.DataFrame, *, in_mu: bool = False, named: bool = False,
                    most: Optional[int] = None) -> str:
    """Groups of ``result_tables.by_reason`` or ``by_use`` as sentences to paste into the text of a plan.

    ``groups`` has the column ``title``; with ``named`` the numbers of the parcels follow, at ``most`` so many.
    """
    lang = i18n.language()
    lines = []
    if "use" in groups:
        return "\n".join(_lines_of_uses(groups, lang, in_mu=in_mu, named=named, most=most))
    for group in groups.itertuples():
        text = words.of_count(int(group.parcels),
            translate("SoilGate", "{verdict}: {title}. {count} parcel, {area} ({share})."),
            translate("SoilGate", "{verdict}: {title}. {count} parcels, {area} ({share}).")).format(
            verdict=styles.verdict_name(str(group.verdict), lang), title=str(group.title).rstrip("。."),
            count=words.number(int(group.parcels)), area=words.area(float(group.area_m2), in_mu=in_mu),
            share=f"{group.share:.1%}")
        if not phrases.is_null(group.citation):
            text += translate("SoilGate", " Basis: {citation}.").format(citation=group.citation)
        lines.append(text)
        if named:
            lines.append(_numbers(group.ids, most))
    return "\n".join(lines)


def _numbers(ids: list[str], most: Optional[int]) -> str:
    """Numbers of parcels, at most so many, and how many more there are."""
    text = translate("SoilGate", ", ").join(ids[:most])
    return text if most is None or len(ids) <= most else text + translate(
        "SoilGate", " and {count} more (a copy names all)").format(count=words.number(len(ids) - most))


def _lines_of_uses(groups: pd.DataFrame, lang: str, *, in_mu: bool, named: bool, most: Optional[int]) -> list[str]:
    """A line a use: number and area, then those of each verdict."""
    lines = []
    for use, rows in groups.groupby("use", sort=False):
        parts = [translate("SoilGate", "{verdict} {count} ({area})").format(
            verdict=styles.verdict_name(str(one.verdict), lang), count=words.number(int(one.parcels)),
            area=words.area(float(one.area_m2), in_mu=in_mu)) for one in rows.itertuples()]
        lines.append(words.of_count(int(rows["parcels"].sum()),
            translate("SoilGate", "{use}: {count} parcel, {area}. {parts}."),
            translate("SoilGate", "{use}: {count} parcels, {area}. {parts}.")).format(
            use=use_name(str(use), lang), count=words.number(int(rows["parcels"].sum())),
            area=words.area(float(rows["area_m2"].sum()), in_mu=in_mu),
            parts=translate("SoilGate", ", ").join(parts)))
        if named:
            lines.append(_numbers([parcel for ids in rows["ids"] for parcel in ids], most))
    if groups["ids"].map(len).sum() > len({parcel for ids in groups["ids"] for parcel in ids}):
        lines.append(translate("SoilGate", "A parcel of several uses counts in each."))
    return lines


def plain_of_parcel(result: ResultTables, row: int, decision: Optional[tuple[str, str, str, str]] = None, *,
                    stale: bool = False) -> str:
    """The same in plain text, to paste into a memo."""
    lang = i18n.language()
    parcel = result.parcels.iloc[row]
    lines = [f"{parcel['parcel_id']}　{styles.verdict_name(str(parcel['verdict']), lang)}"]
    if stale:
        lines.append(translate("SoilGate", "Out of date: the parcel, or data near it, changed since."))
    for number, (_, finding) in enumerate(result.findings_of(row).iterrows(), 1):
        lines.append(f"{number}. {finding.get(f'message_{lang}') or ''}")
        if not phrases.is_null(finding.get("citation")):
            lines.append("   " + translate("SoilGate", "Law") + ": " + str(finding["citation"]))
    step = parcel.get(f"next_step_{lang}")
    if not phrases.is_null(step):
        lines.append(translate("SoilGate", "Next step") + ": " + str(step))
    if decision is not None:
        said, person, day, reason = decision
        lines.append(translate("SoilGate", "Decision of a person") + f": {said}; {reason} ({person}, {day})")
    return "\n".join(lines)


def overview(result: ResultTables, palette: QPalette, *, in_mu: bool = False) -> str:
    """What is shown while no parcel is chosen: areas by verdict, and what the whole run could not check."""
    lang, grey = i18n.language(), muted(palette)
    rows = []
    for verdict in VERDICTS:
        if str(verdict) in result.summary.index:
            count, size = (result.summary.at[str(verdict), c] for c in ("parcels", "area_m2"))
            rows.append(f'<tr><td>{chip(str(verdict), lang)}</td>'
                        f'<td align="right">&nbsp;&nbsp;{words.number(int(count))}</td>'
                        f'<td align="right">&nbsp;&nbsp;{html.escape(words.area(float(size), in_mu=in_mu))}</td></tr>')
    whole = result.complete / len(result.parcels) if len(result.parcels) else 0.0
    note = translate("SoilGate", "{share} of the parcels were checked in full. Choose a parcel to see its reasons.")
    if result.not_given:
        roles = translate("SoilGate", ", ").join(phrases.word(role, lang) for role in result.not_given)
        note += " " + translate("SoilGate", "Neither given nor stated not to be there: {roles}.").replace(
            "{roles}", roles)
    changed = ""
    if result.before is not None:
        inputs = [words.run_input(item) for item in result.inputs_changed()]
        told = words.of_count(int(result.changed.sum()),
            translate("SoilGate", "{count} parcel changed since the last review."),
            translate("SoilGate", "{count} parcels changed since the last review.")).format(
            count=words.number(int(result.changed.sum())))
        if inputs:
            told += " " + translate("SoilGate", "Changed inputs: {inputs}").format(
                inputs=translate("SoilGate", ", ").join(inputs))
        changed = f"<p>{html.escape(told)}</p>"
    return (f'<table cellspacing="2">{"".join(rows)}</table>{changed}'
            f'<p style="color:{grey}">{html.escape(note.format(share=f"{whole:.0%}"))}</p>')


def of_zone(duties: pd.DataFrame, zone_id: str, palette: QPalette) -> str:
    """The duties of a zone: name, state, days, reason, law, who."""
    lang, grey = i18n.language(), muted(palette)
    i = 0 if lang == "zh" else 1
    out = [f'<p style="margin:0 0 4px 0"><b style="font-size:large">{_text(zone_id)}</b></p>']
    for _, duty in duties[duties["zone_id"].astype(str) == str(zone_id)].iterrows():
        state = str(duty["state"])
        colour = {"missing": loud(palette), "overdue": loud(palette),
                  "due": loud(palette, late=False)}.get(state, grey)
        name = styles_site.DUTY_NAMES.get(str(duty["duty"]), (str(duty["duty"]),) * 2)[i]
        word = styles_site.STATE_NAMES.get(state, (state,) * 2)[i]
        day = "" if phrases.is_null(duty.get("due_date")) else f" · {str(duty['due_date'])[:10]}"
        reason = _text(duty.get(f"reason_{lang}"))
        law = _text(duty.get("citation"))
        who = "" if phrases.is_null(duty.get("actor")) else html.escape(actor_name(duty["actor"], lang))
        more = " · ".join(part for part in (law, who) if part)
        out.append(
            f'<p style="margin:5px 0 0 0"><b>{html.escape(name)}</b> '
            f'<span style="color:{colour}"><b>{html.escape(word)}</b></span>'
            f"{day}<br>{reason}" + (f'<br><span style="color:{grey}">{more}</span>' if more else "") + "</p>")
    return "".join(out)


def of_action(action: pd.Series, palette: QPalette) -> str:
    """A row of the work list: what, by when, who."""
    lang, grey = i18n.language(), muted(palette)
    day = "" if phrases.is_null(action.get("due_date")) else " · " + str(action["due_date"])[:10]
    i = 0 if lang == "zh" else 1
    name = styles_site.DUTY_NAMES.get(str(action["duty"]), (str(action["duty"]),) * 2)[i]
    state = styles_site.STATE_NAMES.get(str(action["state"]), (str(action["state"]),) * 2)[i]
    who = "" if phrases.is_null(action.get("actor")) else html.escape(actor_name(action["actor"], lang))
    return (f'<p style="margin:0"><b>{html.escape(name)}</b> {html.escape(state)}{day}</p>'
            f'<p style="margin:4px 0">{_text(action.get(f"message_{lang}"))}</p>'
            f'<p style="margin:0; color:{grey}">{who}</p>')


def actor_name(actor: Any, lang: str) -> str:
    """What a role of the procedure is called."""
    return _told(actor, lang, "actors", "zone_actors")
