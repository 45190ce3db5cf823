"""What a public notice says: facts of a zone or plot into title, paragraphs and attachments."""

from __future__ import annotations

import dataclasses
import datetime
import re
from typing import Any

from ...core import knowledge


@dataclasses.dataclass(frozen=True)
class PlotFacts:
    """A plot as a notice names it; "" or None is not printed."""

    plot_id: str = ""
    name: str = ""
    address: str = ""
    bounds: str = ""
    area_m2: float | None = None
    pollutants: str = ""
    party: str = ""
    removed: bool = False


@dataclasses.dataclass(frozen=True)
class Facts:
    """What is known of the subject of a notice; "" or None is not printed.

    ``listed`` is for a plot: it is known to stand on the list of construction land, whose law is then cited.
    """

    kind: str                                    # "control_zone", "isolation_area" or "plot"
    subject_id: str
    name: str = ""
    area_m2: float | None = None
    ellipsoidal: bool = False
    document: str = ""
    issuer: str = ""
    drawn_on: datetime.date | None = None
    forbids: str = ""
    listed: bool = True
    plots: tuple[PlotFacts, ...] = ()


@dataclasses.dataclass(frozen=True)
class Block:
    """A numbered section."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclasses.dataclass(frozen=True)
class Notice:
    """A notice ready to be set."""

    title: str
    number: str
    opening: str
    blocks: tuple[Block, ...]
    map_title: str
    table_title: str
    issuer: str
    day: str
    kind: str
    lang: str = "zh"


def day_text(day: datetime.date, lang: str) -> str:
    """Return a day as official papers write it: 2026年3月6日, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日" if lang == "zh" else day.isoformat()


def period_text(known: str, lang: str) -> str:
    """Return a year or a month (``2026``, ``2026-03``) as official papers write it."""
    year, _, month = known.partition("-")
    return known if lang != "zh" else f"{year}年{int(month)}月" if month else f"{year}年"


def area_text(area_m2: float) -> str:
    """Return an area with two decimals."""
    return f"{area_m2:.2f}"


def annex(number: int, several: bool, lang: str) -> str:
    """Return how an annex is called; the only one has no number."""
    return knowledge.text("notice", "annex", lang, number=number) if several else knowledge.text("notice", "annex_only",
                                                                                                 lang)


_KIND_AT_END = re.compile(r"(土壤)?(污染)?(地块|风险)?(管控区域?|隔离区域?|地块)$|\s*(control zone|isolation area)$")


def _law(day: datetime.date, kind: str, listed: bool) -> str:
    """Return the code of the opening sentence for the law in force on a day."""
    if kind == "control_zone":
        return "basis_control_zone"
    if kind == "plot" and not listed:
        return "basis_plot_none"
    laws = knowledge.read_yaml("rules/cn_national.yaml")["laws"]
    word = "isolation" if kind == "isolation_area" else "plot"
    for law in ("code", "soil_law"):
        first, last = laws[law].get("from"), laws[law].get("until")
        if (first is None or _date(first) <= day) and (last is None or day <= _date(last)):
            return f"basis_{word}_{law}"
    return f"basis_{word}_none"


def _date(value: Any) -> datetime.date:
    return value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))


def compose(facts: Facts, day: datetime.date, *, number: str = "", issuer: str = "", contact: str = "",
            hotline: str = "12345", boundary_points: bool = False, lang: str = "zh",
            has_annexes: bool = True) -> Notice:
    """Write the notice of a zone or plot.

    Parameters
    ----------
    facts : Facts
    day : day of the notice; decides which law is cited
    number : number of the document, such as 某环发〔2026〕12号
    issuer, contact, hotline : printed as given; "" is left out
    boundary_points : whether a table of corner points follows
    has_annexes : whether map and table follow as annexes, or stand beside the text
    """
    def say(code: str, **values: object) -> str:
        return knowledge.text("notice", code, lang, **values)

    name = facts.name or facts.subject_id
    bare = _KIND_AT_END.sub("", name) or name      # 关于划定某厂管控区域土壤污染管控区域 would say it twice
    map_place = annex(1, boundary_points, lang) if has_annexes else say("map_place")
    blocks = [Block(say("plots"), _plots(facts, say, lang, map_place))]
    extent = []
    if facts.area_m2 is not None:
        basis = say("area_basis_ellipsoidal" if facts.ellipsoidal else "area_basis")
        extent.append(say("extent_area", name=name, area=area_text(facts.area_m2), basis=basis,
                          map=map_place))
    bounds = "；".join(plot.bounds for plot in facts.plots if plot.bounds)
    if bounds:
        extent.append(say("extent_bounds", bounds=bounds.rstrip("。；")))
    if boundary_points:
        extent.append(say("extent_points", table=annex(2, True, lang) if has_annexes else say("table_place")))
    blocks.append(Block(say("extent"), tuple(extent)))
    blocks.append(Block(say("bans"), _bans(facts, say)))
    duties = "duties_plot_other" if facts.kind == "plot" and not facts.listed else f"duties_{facts.kind}"
    blocks.append(Block(say("duties"), tuple(say(duties).split("\n"))))
    validity = []
    if facts.document:
        validity.append(say("validity_document", document=facts.document))
    if facts.drawn_on is not None:
        validity.append(say("validity_drawn", day=day_text(facts.drawn_on, lang)))
    blocks.append(Block(say("validity"), (("" if lang == "zh" else " ").join([*validity, say("validity_end")]),)))
    reach = [say("contact_office", contact=contact.rstrip("。.")) if contact else "",
             say("contact_hotline", hotline=hotline) if hotline else ""]
    if any(reach):
        blocks.append(Block(say("contact"), (("" if lang == "zh" else " ").join(part for part in reach if part),)))
    return Notice(title=say(f"title_{facts.kind}", name=bare), number=number,
                  opening=say(_law(day, facts.kind, facts.listed)),
                  blocks=tuple(blocks), map_title=say("map", name=name),
                  table_title=say("table", name=name), issuer=issuer or facts.issuer, day=day_text(day, lang),
                  kind=facts.kind, lang=lang)


def _plots(facts: Facts, say: Any, lang: str, map_place: str) -> tuple[str, ...]:
    comma, stop = ("，", "。") if lang == "zh" else (", ", ".")
    lines = []
    for k, plot in enumerate(facts.plots, 1):
        head = say("plot", name=plot.name, id=plot.plot_id) if plot.name and plot.plot_id else plot.name or say(
            "plot_unnamed", id=plot.plot_id)
        bits = [head]
        if plot.address:
            bits.append(say("plot_address", address=plot.address))
        if plot.area_m2 is not None:
            bits.append(say("plot_area", area=area_text(plot.area_m2)))
        if plot.pollutants:
            bits.append(say("plot_pollutants", pollutants=plot.pollutants))
        if plot.party:
            bits.append(say("plot_party", party=plot.party))
        if plot.removed:
            bits.append(say("plot_removed"))
        lines.append((f"{k}. " if len(facts.plots) > 1 else "") + comma.join(bits) + stop)
    return tuple(lines) or (say("plots_unnamed", map=map_place),)


def _bans(facts: Facts, say: Any) -> tuple[str, ...]:
    bans = [part.strip(" 。；;") for part in re.split(r"[；;\n]+", facts.forbids) if part.strip(" 。；;")]
    if not bans:
        return say("bans_none"), say("bans_request")
    if len(bans) == 1:
        return say("bans_one_document" if facts.document else "bans_one", document=facts.document,
                   ban=bans[0]), say("bans_request")
    first = say("bans_document", document=facts.document) if facts.document else say("bans_plain")
    return (first, *(f"（{k}）{ban}；" if k < len(bans) else f"（{k}）{ban}。" for k, ban in enumerate(bans, 1)),
            say("bans_request"))
