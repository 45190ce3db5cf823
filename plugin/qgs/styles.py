"""Symbology of verdicts, of their evidence and of the result tables.

Colour never stands alone: hatch and a short label go with it, and the order of lightness holds in grey. A parcel whose
open questions could make it graver carries thin red lines (a layer of its own) and a "?"; what falls due at a later
step is lighter, its label in brackets; a result that is stale has a dotted outline.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsFillSymbolLayer,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsPointPatternFillSymbolLayer,
    QgsProperty,
    QgsPropertyCollection,
    QgsRendererCategory,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleFillSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core import knowledge
from . import fonts

MM = QgsUnitTypes.RenderUnit.RenderMillimeters
POINTS = QgsUnitTypes.RenderUnit.RenderPoints
_P = QgsSymbolLayer.Property


@dataclasses.dataclass(frozen=True)
class Look:
    """How one verdict looks and what it is called."""

    fill: str                       # empty: no solid colour, white ground
    hatch: str                      # "crossed", "lines45", "lines135", "dots" or ""
    ink: str                        # colour of the hatch
    label: str                      # colour of the label
    zh: str
    en: str
    short_zh: str
    short_en: str


LOOKS: dict[str, Look] = {
    "prohibited": Look("#6D0613", "crossed", "#FFFFFF", "#FFFFFF", "禁止", "Prohibited", "禁", "P"),
    "remediate_first": Look("#D04626", "lines45", "#84200B", "#FFFFFF", "先管控修复", "Remediate first", "修", "R"),
    "assess_risk": Look("#F7AB02", "lines135", "#8F5C00", "#000000", "须风险评估", "Assess risk", "评", "A"),
    "survey_required": Look("#FDF39E", "dots", "#85761B", "#000000", "须先调查", "Survey required", "查", "S"),
    "undetermined": Look("", "lines45", "#696673", "#000000", "待核实", "Undetermined", "核", "U"),
    "caution": Look("#5881E1", "", "", "#FFFFFF", "关注", "Caution", "注", "C"),
    "clear": Look("#ADECD7", "", "", "#000000", "未发现限制", "Nothing found", "可", "N"),
}
"""By gravity, the gravest first."""

COULD_BE_RED = "#E00020"
_LINES45_MM = 2.4
_OUTLINES = {"": "#4C4956"}
USE_CODE_SCALE = 5000
"""Use codes are written from this scale on."""
_SHORT_SCALE = 25000
STALE_ALL = "*"

WORDS = {
    "group": ("SoilGate 审查结果", "SoilGate review"),
    "could_be": ("可能更严（红线、“?”）", "Could be graver (red lines, ?)"),
    "due_later": ("后续环节到期（浅色）", "Due at a later step (lighter)"),
    "stale": ("数据已变更，须重审", "Changed since: review again"),
    "none": ("未审查", "Not reviewed"),
}

ZONE_ALIASES = {
    "zone_id": "管控区编号", "plots": "所涉地块", "gap_m2": "未覆盖面积（m²）", "worst_state": "最差状态",
    "next_due": "最近到期日", "duty": "义务", "due_date": "到期日", "last_date": "最近一次", "plot_id": "地块编号",
}
"""Chinese aliases of columns that only tables of control zones have."""


def word(code: str, lang: str) -> str:
    """Return the name of one of our layers or legend entries."""
    if code in WORDS:
        return WORDS[code][0 if lang == "zh" else 1]
    return knowledge.text("tables", code, lang)


def verdict_name(verdict: str, lang: str) -> str:
    """Return the name of a verdict."""
    return getattr(LOOKS[verdict], lang)


def legend_name(verdict: str, lang: str) -> str:
    """Return the name of a verdict with its short label before it, as the map writes it."""
    look = LOOKS[verdict]
    return f"{look.short_zh}　{look.zh}" if lang == "zh" else f"{look.short_en}  {look.en}"


def mixed_with_white(colour: str, share: float = 0.55) -> QColor:
    """Return the colour with a share of white in it: same hue, lighter."""
    c = QColor(colour)
    return QColor(*(round(255 * share + part * (1 - share)) for part in (c.red(), c.green(), c.blue())))


def escaped(field: str) -> str:
    """Return an expression that gives a field as text of HTML: hostile attributes stay text."""
    text = f"to_string(coalesce({field}, ''))"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        quoted = "''''" if sign == "'" else f"'{sign}'"
        text = f"replace({text}, {quoted}, '{entity}')"
    return text


@dataclasses.dataclass
class Occurring:
    """How often each thing that the legend explains occurs."""

    verdicts: dict[str, int] = dataclasses.field(default_factory=dict)
    could_be: dict[str, int] = dataclasses.field(default_factory=dict)     # graver than the verdict, by verdict
    due_later: dict[str, int] = dataclasses.field(default_factory=dict)
    stale: int = 0


def graver_than(verdict: str) -> list[str]:
    """Return the verdicts graver than one, the gravest first."""
    return list(LOOKS)[: list(LOOKS).index(verdict)]


# -- symbols ---------------------------------------------------------------------------------------------------------

def _line_pattern(angle: float, distance: float, width: float, colour: str) -> QgsLinePatternFillSymbolLayer:
    pattern = QgsLinePatternFillSymbolLayer()
    pattern.setLineAngle(angle)
    pattern.setDistance(distance)
    pattern.setDistanceUnit(MM)
    line = QgsLineSymbol.createSimple({"line_width": str(width), "line_color": colour, "capstyle": "flat"})
    pattern.setSubSymbol(line)
    return pattern


def _dots(distance: float, size: float, colour: str) -> QgsPointPatternFillSymbolLayer:
    pattern = QgsPointPatternFillSymbolLayer()
    pattern.setDistanceX(distance)
    pattern.setDistanceY(distance)
    pattern.setDisplacementX(distance / 2)
    pattern.setSubSymbol(QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": str(size), "color": colour, "outline_style": "no"}))
    return pattern


def _hatch(look: Look) -> list[QgsFillSymbolLayer]:
    if look.hatch == "crossed":
        return [_line_pattern(45, 4, 0.4, look.ink), _line_pattern(135, 4, 0.4, look.ink)]
    if look.hatch == "lines45":
        return [_line_pattern(45, _LINES45_MM, 0.35, look.ink)]
    if look.hatch == "lines135":
        return [_line_pattern(135, 2.6, 0.4, look.ink)]
    if look.hatch == "dots":
        return [_dots(2.2, 0.55, look.ink)]
    return []


def _solid(colour: QColor) -> QgsSimpleFillSymbolLayer:
    return QgsSimpleFillSymbolLayer(colour, Qt.BrushStyle.SolidPattern, colour, Qt.PenStyle.NoPen)


def _outline(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QgsSimpleFillSymbolLayer:
    outline = QgsSimpleFillSymbolLayer(QColor(0, 0, 0, 0), Qt.BrushStyle.NoBrush, colour, style, width)
    outline.setStrokeWidthUnit(MM)
    return outline


def assemble(symbol: QgsSymbol, layers: list[QgsSymbolLayer]) -> QgsSymbol:
    """Return a symbol with these layers instead of its own, the first drawn first."""
    for layer in layers:
        symbol.appendSymbolLayer(layer)     # a list given to the constructor would not be handed over on 3.22
    symbol.deleteSymbolLayer(0)
    return symbol


def fill_symbol(layers: list[QgsSymbolLayer]) -> QgsFillSymbol:
    """Return a fill symbol of these layers, the first drawn first."""
    return assemble(QgsFillSymbol.createSimple({}), layers)


def line_symbol(layers: list[QgsSymbolLayer]) -> QgsLineSymbol:
    """Return a line symbol of these layers."""
    return assemble(QgsLineSymbol.createSimple({}), layers)


def marker_symbol(layers: list[QgsSymbolLayer]) -> QgsMarkerSymbol:
    """Return a marker symbol of these layers."""
    return assemble(QgsMarkerSymbol.createSimple({}), layers)


def verdict_symbol(verdict: str, *, imagery: bool = False, lighter: str = "", stale: str = "") -> QgsFillSymbol:
    """Return the symbol of a verdict.

    Parameters
    ----------
    imagery : lets 30 % of what lies below shine through
    lighter, stale : expressions; where true the fill is lighter, the outline dotted. "" is never, "true" always (used
        for samples in the legend).
    """
    look = LOOKS[verdict]
    alpha = 0.7 if imagery else 1.0
    ground, light = QColor(look.fill or "#FFFFFF"), mixed_with_white(look.fill or "#FFFFFF")
    for colour in (ground, light):
        colour.setAlphaF(alpha)
    solid = _solid(light if lighter == "true" else ground)
    if lighter and lighter != "true" and look.fill:
        solid.setDataDefinedProperty(_P.PropertyFillColor, QgsProperty.fromExpression(
            f"if({lighter}, color_rgba({_rgba(light)}), color_rgba({_rgba(ground)}))"))
    layers: list[QgsSymbolLayer] = [solid, *_hatch(look)]
    edge = QColor(look.fill).darker(145) if look.fill else QColor(_OUTLINES[""])
    outline = _outline(edge, 0.3)
    if stale == "true":
        outline.setStrokeStyle(Qt.PenStyle.DotLine)
        outline.setStrokeWidth(0.6)
    elif stale:
        outline.setDataDefinedProperty(_P.PropertyStrokeStyle, QgsProperty.fromExpression(
            f"if({stale}, 'dot', 'solid')"))
        outline.setDataDefinedProperty(_P.PropertyStrokeWidth, QgsProperty.fromExpression(f"if({stale}, 0.6, 0.3)"))
    return fill_symbol([*layers, outline])


def _rgba(colour: QColor) -> str:
    return f"{colour.red()},{colour.green()},{colour.blue()},{colour.alpha()}"


def could_be_symbol() -> QgsFillSymbol:
    """Return the red lines over parcels whose open questions could make them graver.

    They have a layer of their own: inside the symbols of the verdicts they would show in every sample of the legend.
    """
    lines = _line_pattern(45, _LINES45_MM, 0.2, COULD_BE_RED)
    lines.setOffset(_LINES45_MM / 2)          # between the lines of a verdict, not across them
    lines.setOffsetUnit(MM)
    return fill_symbol([lines])


def could_be_filter() -> str:
    """Return the SQL condition of the rows that carry red lines."""
    return " OR ".join(f"(\"verdict\" = '{verdict}' AND {_graver(verdict, sql=True)})"
                       for verdict in LOOKS if graver_than(verdict))


def _legend_symbol(kind: str) -> QgsFillSymbol:
    if kind == "due_later":
        return verdict_symbol("assess_risk", lighter="true")
    return fill_symbol([_solid(QColor("#FFFFFF")), _outline(QColor("#333333"), 0.6, Qt.PenStyle.DotLine)])


_LATER = "coalesce(lower(to_string(\"due_now\")) IN ('false', '0', 'f'), false)"


def _graver(verdict: str, *, sql: bool = False) -> str:
    graver = ", ".join(f"'{v}'" for v in graver_than(verdict))
    if sql:
        return f"\"could_be\" IN ({graver})"
    return f"coalesce(\"could_be\" IN ({graver}), false)"


def stale_marks(fids: list[int]) -> str:
    """Return the variable ``soilgate_stale`` for some rows: a sign a row, found by its place."""
    marks = ["0"] * max(fids, default=0)
    for fid in fids:
        marks[fid - 1] = "1"
    return "".join(marks)


def stale_expression() -> str:
    """Return the expression that is true for rows marked in the layer's variable ``soilgate_stale``."""
    return f"coalesce(@soilgate_stale = '{STALE_ALL}' OR substr(@soilgate_stale, $id, 1) = '1', false)"


def verdict_renderer(occurring: Occurring, lang: str, *, imagery: bool = False) -> QgsCategorizedSymbolRenderer:
    """Return the renderer of ``parcels_reviewed``: a category for each verdict that occurs, with its count.

    The last categories carry values that no row has; they explain the marks that lie over any verdict.
    """
    categories = []
    for verdict in LOOKS:
        count = occurring.verdicts.get(verdict, 0)
        if not count:
            continue
        symbol = verdict_symbol(
            verdict, imagery=imagery,
            lighter=_LATER if occurring.due_later.get(verdict) else "",
            stale=stale_expression() if occurring.stale else "")
        categories.append(QgsRendererCategory(verdict, symbol, f"{legend_name(verdict, lang)} ({count})"))
    unknown = sum(n for v, n in occurring.verdicts.items() if v not in LOOKS)
    if unknown:
        symbol = fill_symbol([_solid(QColor("#FFFFFF")), _outline(QColor("#9A9A9A"), 0.3)])
        categories.append(QgsRendererCategory("", symbol, f"{word('none', lang)} ({unknown})"))
    for kind, count in (("due_later", sum(occurring.due_later.values())), ("stale", occurring.stale)):
        if count:
            categories.append(QgsRendererCategory(f"~{kind}", _legend_symbol(kind), f"{word(kind, lang)} ({count})"))
    return QgsCategorizedSymbolRenderer("verdict", categories)


# -- labels ----------------------------------------------------------------------------------------------------------

def _case(values: dict[str, str], otherwise: str) -> str:
    whens = " ".join(f"WHEN \"verdict\" = '{verdict}' THEN {value}" for verdict, value in values.items())
    return f"CASE {whens} ELSE {otherwise} END"


def short_label_expression(lang: str) -> str:
    """Return the expression of the short label: 禁, (查) when due later, 查? when it could be graver."""
    shorts = {v: f"'{look.short_zh if lang == 'zh' else look.short_en}'" for v, look in LOOKS.items()}
    could = _case({v: _graver(v) for v in LOOKS if graver_than(v)}, "false")
    return (f"if({_LATER}, '(', '') || {_case(shorts, chr(39) * 2)} || if({could}, '?', '') || if({_LATER}, ')', '')")


def _label_settings(expression: str, points: float, *, bold: bool, colour: str, quadrant: Any,
                    buffer: str = "#FFFFFF", lift: float = 0.0) -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = expression, True
    form = QgsTextFormat()
    form.setFont(fonts.font("sans", points, bold=bold))
    form.setSize(points)
    form.setSizeUnit(POINTS)
    form.setColor(QColor(colour))
    halo = QgsTextBufferSettings()
    halo.setEnabled(True)
    halo.setSize(0.6)
    halo.setSizeUnit(MM)
    halo.setColor(QColor(buffer))
    form.setBuffer(halo)
    settings.setFormat(form)
    settings.placement = QgsPalLayerSettings.Placement.OverPoint
    settings.centroidInside = True
    settings.quadOffset = quadrant
    settings.yOffset = lift          # down is positive; two labels that touch would push each other out
    settings.offsetUnits = MM
    return settings


def verdict_labels(lang: str, use_field: str | None) -> QgsRuleBasedLabeling:
    """Return the labels: the short label, from 1:5 000 with the use code in small grey type below it."""
    position = QgsPalLayerSettings.QuadrantPosition
    key = QgsPalLayerSettings.Property
    inks = _case({v: f"'{look.label}'" for v, look in LOOKS.items()}, "'#000000'")
    halos = _case({v: f"'{look.fill or '#FFFFFF'}'" for v, look in LOOKS.items()}, "'#FFFFFF'")
    lights = _case({v: f"'{mixed_with_white(look.fill or '#FFFFFF').name()}'" for v, look in LOOKS.items()},
                   "'#FFFFFF'")
    properties = QgsPropertyCollection()
    properties.setProperty(key.Color, QgsProperty.fromExpression(f"if({_LATER}, '#000000', {inks})"))
    properties.setProperty(key.BufferColor, QgsProperty.fromExpression(f"if({_LATER}, {lights}, {halos})"))
    properties.setProperty(key.Priority, QgsProperty.fromExpression(
        _case({v: str(10 - 1.5 * i) for i, v in enumerate(LOOKS)}, "0")))
    root = QgsRuleBasedLabeling.Rule(None)
    lifts = {position.QuadrantAbove: 0.4, position.QuadrantBelow: 0.8}

    def add(expression: str, points: float, quadrant: Any, largest: int, smallest: int, where: str, *,
            short: bool) -> None:
        settings = _label_settings(expression, points, bold=short, colour="#000000" if short else "#55585E",
                                   quadrant=quadrant, lift=lifts.get(quadrant, 0.0))
        if short:
            settings.setDataDefinedProperties(properties)
            thinning = settings.thinningSettings()
            thinning.setMinimumFeatureSize(1.5)
            settings.setThinningSettings(thinning)
        root.appendChild(QgsRuleBasedLabeling.Rule(settings, largest, smallest, where))

    labelled = f"\"verdict\" <> 'clear' OR {_graver('clear')}"
    near = USE_CODE_SCALE if use_field else 0
    short = short_label_expression(lang)
    add(short, 8, position.QuadrantOver, near, _SHORT_SCALE, labelled, short=True)
    if use_field:
        name = '"' + use_field.replace('"', '""') + '"'
        code = f"coalesce(to_string({name}), '')"
        add(short, 9, position.QuadrantAbove, 0, near, labelled, short=True)
        add(code, 6.5, position.QuadrantBelow, 0, near, labelled, short=False)
        add(code, 6.5, position.QuadrantOver, 0, near, f"NOT ({labelled})", short=False)
    return QgsRuleBasedLabeling(root)


# -- map tips and forms ----------------------------------------------------------------------------------------------

def verdict_map_tip(lang: str, use_field: str | None) -> str:
    """Return the map tip of a parcel; every attribute is escaped."""
    names = _case({v: f"'{getattr(look, lang)}'" for v, look in LOOKS.items()}, escaped('"verdict"'))
    could = _case({v: f"if({_graver(v)}, '?', '')" for v in LOOKS if graver_than(v)}, "''")
    fills = _case({v: f"'{look.fill or '#696673'}'" for v, look in LOOKS.items()}, "'#696673'")
    inks = _case({v: f"'{look.label if look.fill else '#FFFFFF'}'" for v, look in LOOKS.items()}, "'#FFFFFF'")
    use = f" [% {escaped(_quoted(use_field))} %]" if use_field else ""
    reasons = f"replace({escaped(_quoted('reasons_' + lang))}, '\\n', '<br>')"
    step_field = _quoted("next_step_" + lang)
    step = escaped(step_field)
    next_title = "下一步" if lang == "zh" else "Next"
    return (
        '<div style="font-family:sans-serif;max-width:360px">'
        f'<b>[% {escaped(_quoted("parcel_id"))} %]</b>{use} '
        f'<span style="background:[% {fills} %];color:[% {inks} %];padding:1px 6px">'
        f"[% {names} || {could} %]</span>"
        f'<div style="margin-top:4px">[% {reasons} %]</div>'
        f"[% if(coalesce({step_field}, '') = '', '', "
        f"'<div style=\"margin-top:4px\"><i>{next_title}</i> ' || {step} || '</div>') %]"
        "</div>")


def _quoted(field: str) -> str:
    return '"' + field.replace('"', '""') + '"'


def set_aliases(layer: QgsVectorLayer) -> None:
    """Give the columns of a result table their Chinese names."""
    known = knowledge.messages()["columns"]
    for index, column in enumerate(layer.fields()):
        name = column.name()
        if name in known or name in ZONE_ALIASES:
            layer.setFieldAlias(index, known[name]["zh"] if name in known else ZONE_ALIASES[name])


# -- evidence --------------------------------------------------------------------------------------------------------

RULE_FIELD = "finding_rule"
"""Column that the join with the findings gives to evidence."""


def _rule_renderer(rules: list[tuple[QgsSymbol, str, str]]) -> QgsRuleBasedRenderer:
    root = QgsRuleBasedRenderer.Rule(None)
    for symbol, where, label in rules:
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, where, label))
    return QgsRuleBasedRenderer(root)


_UNVOUCHED = f"left(\"{RULE_FIELD}\", 6) = 'needs_' OR left(\"{RULE_FIELD}\", 10) = 'unlocated_'"


def evidence_areas_renderer(lang: str) -> QgsRuleBasedRenderer:
    """Return overlaps as dark hatch, and what no source vouches for as wide grey lines."""
    zh = lang == "zh"
    overlap = fill_symbol([_line_pattern(135, 1.6, 0.2, "#1A1A1A"), _outline(QColor("#FFFFFF"), 1.1),
                           _outline(QColor("#1A1A1A"), 0.5)])      # the white one shows it on dark verdicts
    unvouched = fill_symbol([_line_pattern(45, 5, 0.3, "#696673"),
                             _outline(QColor("#696673"), 0.3, Qt.PenStyle.DashLine)])
    return _rule_renderer([(overlap, "ELSE", "重叠范围" if zh else "Overlap"),
                           (unvouched, _UNVOUCHED, "无数据来源覆盖" if zh else "No source covers this")])


def evidence_lines_renderer(lang: str) -> QgsRuleBasedRenderer:
    """Return nearest lines and thin contacts."""
    line = QgsLineSymbol.createSimple(
        {"line_color": "#1A1A1A", "line_width": "0.5", "use_custom_dash": "1", "customdash": "2;1.2",
         "capstyle": "flat"})
    return _rule_renderer([(line, "", "邻近或边界接触" if lang == "zh" else "Distance or shared edge")])


def _circle(fill: str, edge: str, size: float, width: float = 0.3, *, halo: bool = False) -> QgsMarkerSymbol:
    symbol = QgsMarkerSymbol.createSimple(
        {"name": "circle", "size": str(size), "color": fill, "outline_color": edge, "outline_width": str(width)})
    if halo:
        ground = QgsMarkerSymbol.createSimple(
            {"name": "circle", "size": str(size + 1.2), "color": "#FFFFFF", "outline_style": "no"})
        symbol.insertSymbolLayer(0, ground.symbolLayer(0).clone())
    return symbol


def evidence_points_renderer(lang: str) -> QgsRuleBasedRenderer:
    """Return samples by what they show: over intervention, over screening, not to be judged, others."""
    zh = lang == "zh"
    unjudged = _circle("255,255,255,255", "#4C4956", 3.4)
    return _rule_renderer([
        (_circle("#8B0A1A", "#3A0008", 2.8, halo=True), f"\"{RULE_FIELD}\" = 'above_intervention'",
         "超过管制值" if zh else "Above intervention value"),
        (_circle("#F7AB02", "#5C3D00", 2.6, halo=True),
         f"\"{RULE_FIELD}\" = 'above_screening' AND \"finding_verdict\" <> 'undetermined'",
         "超过筛选值" if zh else "Above screening value"),
        (unjudged, "\"finding_verdict\" = 'undetermined'", "无法判定" if zh else "Cannot be judged"),
        (_circle("#8A8F98", "#FFFFFF", 2.4), "ELSE", "其他点位" if zh else "Other points"),
    ])


def unjudged_labels() -> QgsRuleBasedLabeling:
    """Return the "?" inside the hollow circles of samples that cannot be judged."""
    root = QgsRuleBasedLabeling.Rule(None)
    settings = _label_settings("'?'", 7, bold=True, colour="#4C4956",
                               quadrant=QgsPalLayerSettings.QuadrantPosition.QuadrantOver)
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, 0, "\"finding_verdict\" = 'undetermined'"))
    return QgsRuleBasedLabeling(root)
