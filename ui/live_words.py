"""What the live check says of an answer: three lines beside the cursor, and the whole in the dock."""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QPalette

from ..plugin.core.live import LiveAnswer, LiveFinding
from ..plugin.io import phrases
from ..plugin.qgs import i18n, styles
from . import reasons, widgets, words

translate = QCoreApplication.translate


def lines(answer: LiveAnswer, titles: Mapping[str, tuple[str, str]], *, name: str = "") -> list[str]:
    """Verdict, gravest reason, share: at most three lines."""
    lang = i18n.language()
    verdict = styles.verdict_name(answer.verdict, lang)
    if answer.could_be is not None and reasons.graver(answer.verdict, answer.could_be):
        verdict = translate("SoilGate", "{verdict} (maybe {graver})").format(
            verdict=verdict, graver=styles.verdict_name(answer.could_be, lang))
    if name:
        verdict = f"{name}  {verdict}"
    out = [verdict]
    found = gravest_first(answer)
    if found:
        out.append(phrases.rule_title(found[0].rule, lang, titles))
    subject = found[0].subject_id if found else None
    out.append(" · ".join(part for part in (_sizes(answer), subject) if part))
    return out


def gravest_first(answer: LiveAnswer) -> list[LiveFinding]:
    """The findings as the review page has them: what gives the verdict stands above what is not known."""
    return sorted(answer.findings, key=lambda finding: -reasons.GRAVITY.get(finding.verdict, 0))


def _sizes(answer: LiveAnswer) -> str:
    size = words.area(answer.area_m2) if answer.area_m2 == answer.area_m2 else ""
    share = next((f.share for f in gravest_first(answer)[:1] if f.share is not None), None)
    if share is None:
        return size
    return translate("SoilGate", "{share} of {area}").format(share=f"{share:.1%}", area=size)


def panel(answer: LiveAnswer, palette: QPalette, *, name: str = "") -> str:
    """The whole answer: verdict, each finding with its law, next step.

    A finding with a place is a link: its number among ``gravest_first``.
    """
    lang, grey = i18n.language(), widgets.muted(palette)
    title = f"<b>{html.escape(name)}</b>&nbsp; " if name else ""
    out = [f'<p style="margin:0 0 4px 0">{title}{reasons.chip(answer.verdict, lang)}</p>']
    about = [html.escape(phrases.words(answer.use_classes, lang, "use_classes")),
             html.escape(words.area(answer.area_m2))]
    out.append(f'<p style="margin:0 0 6px 0; color:{grey}">{" · ".join(part for part in about if part)}</p>')
    if answer.could_be is not None and reasons.graver(answer.verdict, answer.could_be):
        out.append(f'<p style="margin:0 0 6px 0; color:{widgets.loud(palette)}"><b>' + html.escape(translate(
            "SoilGate", "Once what is missing is known, this could be: {verdict}").format(
                verdict=styles.verdict_name(answer.could_be, lang))) + "</b></p>")
    for number, finding in enumerate(gravest_first(answer), 1):
        out.append(_finding(number, finding, lang, grey, palette))
    step = answer.next_step_zh if lang == "zh" else answer.next_step_en
    if step:
        label = html.escape(translate("SoilGate", "Next step"))
        out.append(f'<p style="margin:6px 0"><b>{label}</b> {html.escape(step)}</p>')
    return "".join(out)


def _finding(number: int, finding: LiveFinding, lang: str, grey: str, palette: QPalette) -> str:
    text = finding.message_zh if lang == "zh" else finding.message_en
    said = html.escape(text)
    if finding.subject_id or finding.geometry is not None:
        ink = palette.color(QPalette.ColorRole.Text).name()
        show = html.escape(translate("SoilGate", "show"))
        said = (f'<a href="{number - 1}" style="color:{ink}; text-decoration:none">{said}</a> '
                f'<a href="{number - 1}">{show}</a>')
    law = ""
    if finding.citation and not phrases.is_null(finding.citation) and finding.citation not in text:
        law = f'<br><span style="color:{grey}">{html.escape(str(finding.citation))}</span>'
    return (f'<p style="margin:6px 0 1px 0">{number}&nbsp; {reasons.chip(finding.verdict, lang)} '
            f"{said}{law}</p>")


def plain(answer: LiveAnswer, titles: Mapping[str, Any]) -> str:
    """The whole answer as text, to paste."""
    lang = i18n.language()
    out = lines(answer, titles)[:1]
    out += [f"{k}. {f.message_zh if lang == 'zh' else f.message_en}" for k, f in enumerate(gravest_first(answer), 1)]
    step = answer.next_step_zh if lang == "zh" else answer.next_step_en
    if step:
        out.append(translate("SoilGate", "Next step") + ": " + step)
    return "\n".join(out)
