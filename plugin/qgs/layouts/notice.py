"""The public notice of a control zone or plot as a print layout.

Upright sheets are set as official papers are (GB/T 9704-2012): title, number, text, list of annexes, issuer and day
with room for the seal, then the map and the table of corner points as annexes. A sheet on its side, to be put up, has
the map left and the text beside it. No administrative boundary is drawn; where the person adds one, ``warnings`` says
what that means.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from qgis.core import QgsMapLayer, QgsPrintLayout, QgsProject

from ...about import RESOURCES_DIR
from ...core import knowledge
from .. import fonts, turns
from . import notice_map, notice_template, notice_text, parts
from .boundary_table import boundary_points, table_steps
from .notice_map import Subject, subject_geometry
from .typeset import Column, Flow, Margins, balanced_lines, break_lines, pitch_mm, width_mm

PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
MARGINS = Margins(top=37, right=26, bottom=35, left=28)
SEAL = 45.0
MAP_HEIGHT, _TALL_MAP = 120.0, 168.0             # beside text, and on a page of its own (A4)
TEMPLATES = RESOURCES_DIR / "layouts"
"""Templates that are shipped; each can be named without folder and suffix."""
_NUMERALS = "一二三四五六七八九十"
_BOUNDARY_WORDS = ("行政区", "行政边界", "县界", "市界", "省界", "国界", "乡镇界", "xzq", "admin", "boundary_admin")


def template_path(name: str) -> Path:
    """Return a template by its file, or by its name where it is shipped."""
    shipped = TEMPLATES / f"{name}.qpt"
    return shipped if shipped.is_file() and not Path(name).is_file() else Path(name)


@dataclasses.dataclass(frozen=True)
class Form:
    """What the sheet is like; ``template`` is a .qpt file that takes the place of our own sheets."""

    paper: str = "A4"
    landscape: bool = False
    template: Path | None = None

    @property
    def has_annexes(self) -> bool:
        """Whether map and table follow the text as annexes."""
        return not self.landscape and self.template is None


def build_notice(project: QgsProject, notice: notice_text.Notice, subject: Subject, **more: Any) -> QgsPrintLayout:
    """Do all steps of ``notice_steps`` at once."""
    return turns.at_once(notice_steps(project, notice, subject, **more))


def notice_steps(project: QgsProject, notice: notice_text.Notice, subject: Subject, *, plots: Subject | None = None,
                 base_layers: Iterable[QgsMapLayer] = (), data_day: str | datetime.date = "",
                 show_boundary_points: bool = False, name: str = "", form: Form | None = None,
                 ) -> turns.Steps[QgsPrintLayout]:
    """Set a notice; the layout becomes part of the project, in place of one of the same name.

    It is set in steps, so that the window has its turn between them.

    Parameters
    ----------
    project : holds all layers named here
    notice : what it says
    subject : zone (or plot, for a notice of kind "plot")
    plots : plots to draw inside a zone
    base_layers : what lies below, the topmost first; areas are drawn as grey outlines
    data_day : day of the data, printed under the map; a text is printed as it stands; "": not known, the day of the
        notice is then printed as that of the map
    show_boundary_points : table of corner points on the pages that follow
    name : of the layout; default the title
    form : default A4 upright

    Returns
    -------
    QgsPrintLayout

    Raises
    ------
    InputError
        ``notice_subject_missing``; ``notice_template_unreadable`` and ``notice_template_items`` of a template.
    """
    form = form or Form()
    geometry = subject_geometry(subject)
    crs = subject.layer.crs()
    day = notice_text.day_text(data_day, notice.lang) if isinstance(data_day, datetime.date) else data_day
    corners = tuple(boundary_points(geometry, crs)) if show_boundary_points else ()
    content = notice_map.Content(notice, subject, geometry, plots, tuple(base_layers), day, notice.day, corners)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    yield
    if form.template is not None:
        yield from notice_template.fill_steps(layout, form.template, content, paragraphs(notice))
    elif form.landscape:
        yield from _landscape(layout, content, form.paper)
    else:
        yield from _portrait(layout, content, form.paper)
    layout.setName(name or notice.title)
    manager = project.layoutManager()
    old = manager.layoutByName(layout.name())
    if old is not None:
        manager.removeLayout(old)
    manager.addLayout(layout)
    parts.log(f"{layout.name()}: " + ", ".join(fonts.family(purpose) for purpose in ("title", "body", "heading")))
    return layout


class Paragraph(NamedTuple):
    """A paragraph of the text, with its indent; headings are numbered."""

    text: str
    heading: bool = False


def paragraphs(notice: notice_text.Notice) -> list[list[Paragraph]]:
    """Return the text in groups: the opening, then each section with its heading."""
    zh = notice.lang == "zh"
    indent = "　　" if zh else ""
    groups = [[Paragraph(indent + notice.opening)]]
    for k, block in enumerate(notice.blocks):
        heading = f"{_NUMERALS[k]}、{block.heading}" if zh else f"{k + 1}. {block.heading}"
        groups.append([Paragraph(indent + heading, True), *(Paragraph(indent + p) for p in block.paragraphs)])
    return groups


def _say(notice: notice_text.Notice, code: str, **facts: object) -> str:
    return knowledge.text("notice", code, notice.lang, **facts)


# -- upright ---------------------------------------------------------------------------------------------------------

def _portrait(layout: QgsPrintLayout, content: notice_map.Content, paper: str) -> Iterator[None]:
    """Set text and annexes; on A3 everything is larger, so that it is read from further away."""
    notice = content.notice
    width, height = PAPERS[paper]
    k = width / PAPERS["A4"][0]
    flow = Flow(layout, width, height, Margins(*(side * k for side in MARGINS)))
    _title(flow, notice, 22 * k, 16 * k, flow.column - 6)
    points = 16 * k
    annexes = _annexes(notice, bool(content.corners))
    yield from _text(flow, notice, points, annexes)
    _signature(flow, notice, points)
    yield
    yield from _map_annex(flow, content, k)
    if content.corners:
        flow.new_page()
        flow.text(notice_text.annex(2, True, notice.lang), fonts.font("heading", points), space_after=2,
                  name="annex_table")
        yield from table_steps(
            flow, content.corners, content.crs, title=notice.table_title, crs_line=content.crs_line(), lang=notice.lang,
            points=10 * k, head=points, small=9 * k)
    flow.number_pages(14 * k)


def _annexes(notice: notice_text.Notice, table: bool) -> list[str]:
    titles = [notice.map_title, notice.table_title][:2 if table else 1]
    zh = notice.lang == "zh"
    if len(titles) == 1:
        return [("　　" if zh else "") + _say(notice, "annexes", titles=titles[0])]
    first = ("　　" if zh else "") + _say(notice, "annexes", titles=f"1. {titles[0]}")
    return [first, *("　" * 5 * zh + f"{k}. {title}" for k, title in enumerate(titles[1:], 2))]


def _map_annex(flow: Flow, content: notice_map.Content, k: float) -> Iterator[None]:
    """Set the map below the signature where it fits whole, else large on a page of its own."""
    notice = content.notice
    heading = fonts.font("heading", 16 * k)
    caption = notice_map.Caption.of(notice.map_title, 16 * k, flow.column, k)
    above = pitch_mm(heading) + 4 * k + caption.height
    gap = 8 * k
    if flow.room >= gap + above + (MAP_HEIGHT + notice_map.BELOW) * k:
        flow.y += gap
        tall = MAP_HEIGHT * k
    else:
        flow.new_page()
        tall = min(_TALL_MAP * k, flow.room - above - notice_map.BELOW * k)
    flow.text(notice_text.annex(1, bool(content.corners), notice.lang), heading, space_after=4 * k, name="annex_map")
    yield from notice_map.map_steps(flow.layout, content, flow.left, flow.y + caption.height, flow.column, tall,
                                    page=flow.page, factor=k, caption=caption)
    flow.y += caption.height + notice_map.BELOW * k + tall


# -- on its side -----------------------------------------------------------------------------------------------------

class _Side(NamedTuple):
    """Measures of a sheet on its side, mm and points; the first width of the map is the one wanted."""

    margins: Margins
    map_widths: tuple[float, ...]
    gap: float
    title: float
    bodies: tuple[float, ...]
    factor: float


_SIDES = {"A3": _Side(Margins(20, 20, 20, 28), (260,), 9, 28, (16, 15, 14, 13, 12, 11, 10.5, 10), 1.15),
          "A4": _Side(Margins(14, 14, 14, 22), (156, 145, 134, 123), 7, 20, (12, 11, 10.5, 10, 9.5, 9), 0.85)}


def _landscape(layout: QgsPrintLayout, content: notice_map.Content, paper: str) -> Iterator[None]:
    """Set the map left and the text right, in the largest type that leaves all of it on the sheet.

    Where no type does, the text goes on over further sheets, in a size that is read with ease.
    """
    notice, side = content.notice, _SIDES[paper]
    height, width = PAPERS[paper]
    m = side.margins
    head = Flow(layout, width, height, m)
    _title(head, notice, side.title, side.title / 2, head.column)
    top = head.y + 2
    room = height - m.bottom - top

    def column(map_width: float) -> float:
        return width - m.left - m.right - map_width - side.gap

    fitting = ((points, map_width) for points in side.bodies for map_width in side.map_widths
               if _height(notice, column(map_width), points) <= room)
    yield
    points, map_width = next(fitting, (side.bodies[len(side.bodies) // 2], side.map_widths[0]))
    wide = column(map_width)
    count = int((width - m.left - m.right + side.gap) // (wide + side.gap))
    step = (width - m.left - m.right - wide) / max(1, count - 1)
    flow = Flow(layout, width, height, m, first=Column(width - m.right - wide, top, wide, height - m.bottom),
                columns=[Column(m.left + k * step, m.top, wide, height - m.bottom) for k in range(count)])
    caption = notice_map.Caption.of(_say(notice, "map_caption", title=notice.map_title), 12 * side.factor, map_width,
                                    side.factor)
    yield
    yield from notice_map.map_steps(layout, content, m.left, top + caption.height, map_width,
                                    room - caption.height - notice_map.BELOW * side.factor, factor=side.factor,
                                    caption=caption)
    yield from _text(flow, notice, points, [])
    _signature(flow, notice, points)
    yield
    if content.corners:
        flow.new_page()
        yield from table_steps(
            flow, content.corners, content.crs, title=_say(notice, "table_caption", title=notice.table_title),
            crs_line=content.crs_line(), lang=notice.lang, points=8.5 * side.factor, head=12 * side.factor,
            small=8 * side.factor)
    if layout.pageCollection().pageCount() > 1:
        flow.number_pages(12)


def _height(notice: notice_text.Notice, width: float, points: float) -> float:
    """Return what text and signature take in a column."""
    font = fonts.font("body", points)
    lines = sum(len(break_lines(p.text, font, width - 0.3)) for group in paragraphs(notice) for p in group)
    return (lines + 0.2) * pitch_mm(font) + SEAL + 3


# -- text ------------------------------------------------------------------------------------------------------------

def _title(flow: Flow, notice: notice_text.Notice, points: float, number_points: float, wide: float) -> None:
    font = fonts.font("title", points if notice.lang == "zh" else points * 0.82)
    flow.text("\n".join(balanced_lines(notice.title, font, wide, notice_map.WORDS)), font, align=parts.CENTRE,
              space_after=points * 0.18, name="title")
    if notice.number:
        flow.text(notice.number, fonts.font("body", number_points), align=parts.CENTRE, space_after=number_points * 0.3,
                  name="number")
    else:
        flow.y += points * 0.13


def _text(flow: Flow, notice: notice_text.Notice, points: float, annexes: list[str]) -> Iterator[None]:
    """Set opening and sections; the last one, the list of annexes and the signature stay together."""
    body, heading = fonts.font("body", points), fonts.font("heading", points)
    pitch = pitch_mm(body)
    groups = paragraphs(notice)
    for k, group in enumerate(groups):
        flow.keep(3 * pitch)
        if k == len(groups) - 1:                  # the seal never stands on a page without text
            lines = sum(len(break_lines(text, body, flow.column - 0.3))
                        for text in [*(p.text for p in group), *annexes])
            flow.keep((lines + 0.1 + 0.6 * bool(annexes)) * pitch + SEAL + 3)
        for paragraph in group:
            flow.text(paragraph.text, heading if paragraph.heading else body)
        yield
    if annexes:
        flow.y += pitch * 0.6
        for k, text in enumerate(annexes):
            flow.text(text, body, name=f"annexes_{k + 1}")


def _signature(flow: Flow, notice: notice_text.Notice, points: float) -> None:
    """Set issuer and date to the right, with a square left free around them for the seal."""
    font = fonts.font("body", points)
    pitch = pitch_mm(font)
    right_indent = min(4 * points * 25.4 / 72, (flow.column - SEAL) / 2)   # date four characters from the right
    lines = [line for line in (notice.issuer, notice.day) if line]
    broken = [line for text in lines for line in break_lines(text, font, flow.column - right_indent)]
    wide = max([SEAL * 0.9, *(width_mm(line, font) + 0.5 for line in broken)])
    flow.keep(SEAL + 3)
    top = flow.y + 2
    right = flow.left + flow.column - right_indent
    centre = min(right - wide / 2, flow.left + flow.column - SEAL / 2)
    parts.add_box(flow.layout, centre - SEAL / 2, top, SEAL, SEAL, page=flow.page, name="seal_room", stroke=False)
    # name and date a little below the middle, so that the seal presses on both
    parts.add_label(flow.layout, "\n".join(broken), font, centre - wide / 2, top + SEAL / 2 - pitch / 2, wide,
                    len(broken) * pitch + 0.5, align=parts.CENTRE, page=flow.page, name="signature")
    flow.y = top + SEAL


# -- what the person must know ---------------------------------------------------------------------------------------

def warnings(layers: Iterable[QgsMapLayer], lang: str) -> list[str]:
    """Return a sentence for each layer that looks like an administrative boundary."""
    found = []
    for layer in layers:
        if any(word in layer.name().lower() for word in _BOUNDARY_WORDS):
            found.append(knowledge.text("notice", "boundary_warning", lang, layer=layer.name()))
    return found


def export(layout: QgsPrintLayout, path: Path) -> None:
    """Write a notice as PDF; see ``parts.export_pdf``."""
    parts.export_pdf(layout, path)
