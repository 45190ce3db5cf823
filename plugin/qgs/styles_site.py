"""Symbology of site data and of control zones; quieter than verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Callable

from qgis.core import (
    QgsCentroidFillSymbolLayer,
    QgsFeatureRenderer,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsFontMarkerSymbolLayer,
    QgsHashedLineSymbolLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRuleBasedLabeling,
    QgsRuleBasedRenderer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsSingleSymbolRenderer,
    QgsSvgMarkerSymbolLayer,
    QgsSymbol,
    QgsSymbolLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QPointF, Qt
from qgis.PyQt.QtGui import QColor

from . import icons, styles
from .styles import (
    MM,
    _circle,
    _label_settings,
    _line_pattern,
    _outline,
    _rule_renderer,
    _solid,
    fill_symbol,
    line_symbol,
    marker_symbol,
)

_P = QgsSymbolLayer.Property
VIOLET = icons.DUTY_FILL
DUTIES = ("sign", "notice", "soil", "surface_water", "groundwater", "air", "containment")

DUTY_NAMES = {
    "sign": ("标识牌", "Sign"), "notice": ("公告", "Notice"), "soil": ("土壤监测", "Soil monitoring"),
    "surface_water": ("地表水监测", "Surface water monitoring"),
    "groundwater": ("地下水监测", "Groundwater monitoring"), "air": ("空气监测", "Air monitoring"),
    "containment": ("扩散阻隔", "Containment"), "zone": ("划定管控区域", "Zone drawn"),
}
STATE_NAMES = {
    "missing": ("缺失", "Missing"), "overdue": ("逾期", "Overdue"), "due": ("将到期", "Due"),
    "unknown": ("不明", "Unknown"), "met": ("已落实", "Met"), "not_owed": ("无此义务", "Not owed"),
}
ROLE_NAMES = {
    "registry": ("名录地块", "Listed plots"), "registry_removed": ("已移出地块", "Removed plots"),
    "negative_list": ("负面清单", "Negative list"), "survey_areas": ("调查范围", "Survey areas"),
    "samples": ("采样点", "Samples"), "risk_assessments": ("风险评估范围", "Risk assessments"),
    "industrial_land": ("行业企业用地", "Industrial land"), "ordered_surveys": ("责令调查", "Ordered surveys"),
    "farmland": ("农用地类别", "Farmland categories"), "basic_farmland": ("永久基本农田", "Permanent basic farmland"),
    "control_zones": ("管控区域", "Control zones"), "signs": ("标识牌", "Signs"),
    "points": ("监测点", "Monitoring points"), "records": ("监测记录", "Monitoring records"),
    "notices": ("公告", "Notices"), "evidence": ("核实材料", "Evidence"), "located": ("定位", "Places of entries"),
    "current_use": ("现状用地", "Current use"), "parcels": ("规划地块", "Planned parcels"),
    "zones_status": ("管控区域义务", "Duties of control zones"),
}


def role_name(role: str, lang: str) -> str:
    """Return what a role is called in the legend."""
    zh, en = ROLE_NAMES.get(role, (role, role))
    return zh if lang == "zh" else en


def _line(colour: str, width: float, *, offset: float = 0.0, dash: str = "") -> QgsSimpleLineSymbolLayer:
    line = QgsSimpleLineSymbolLayer(QColor(colour), width)
    line.setWidthUnit(MM)
    line.setOffset(offset)
    line.setOffsetUnit(MM)
    line.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        line.setUseCustomDashPattern(True)
        line.setCustomDashVector([float(part) for part in dash.split(";")])
    return line


def plot_symbol(*, removed: bool = False) -> QgsFillSymbol:
    """Return a listed plot: dark outline with an inner stripe; a removed one is dashed and has none."""
    if removed:
        return fill_symbol([_line("#5A5560", 0.5, dash="2.4;1.4")])
    return fill_symbol([_line("#FFFFFF", 1.6, offset=0.5), _line("#A3541F", 0.7, offset=0.9), _line("#1F1A17", 0.6)])


def zone_symbol() -> QgsFillSymbol:
    """Return a control zone: violet outline with ticks that point outward."""
    ticks = QgsHashedLineSymbolLayer(True, 2.6)
    ticks.setIntervalUnit(MM)
    ticks.setHashLength(1.4)
    ticks.setHashLengthUnit(MM)
    ticks.setOffset(-0.75)
    ticks.setOffsetUnit(MM)
    ticks.setSubSymbol(line_symbol([_line(VIOLET, 0.4)]))
    return fill_symbol([_line("#FFFFFF", 1.6), ticks, _line(VIOLET, 0.8)])


def _single(symbol: Any) -> Callable[[], QgsFeatureRenderer]:
    return lambda: QgsSingleSymbolRenderer(symbol())


def _area(colour: str, *, dash: str = "", hatch: tuple[float, float] | None = None, width: float = 0.4) -> Any:
    def build() -> QgsFillSymbol:
        layers: list[QgsSymbolLayer] = []
        if hatch:
            layers.append(_line_pattern(hatch[0], hatch[1], 0.18, colour))
        return fill_symbol([*layers, _line(colour, width, dash=dash)])
    return build


_AREAS: dict[str, Callable[[], QgsFillSymbol]] = {
    "registry": plot_symbol,
    "registry_removed": lambda: plot_symbol(removed=True),
    "control_zones": zone_symbol,
    "negative_list": _area("#7A1F3D", dash="5;1.2;1;1.2", width=0.5),
    "survey_areas": _area("#2D6CA8", dash="3;1.5"),
    "risk_assessments": _area("#2D6CA8", dash="1;1"),
    "industrial_land": _area("#7A6652", hatch=(0.0, 3.2), width=0.3),
    "ordered_surveys": _area("#B8520A", dash="3;1.5", width=0.5),
    "farmland": _area("#7C9A3B", hatch=(90.0, 4.0), width=0.3),
    "basic_farmland": _area("#3F7A2A", hatch=(45.0, 4.0), width=0.4),
    "current_use": _area("#B5B8BD", width=0.15),
    "parcels": _area("#8A8F98", width=0.2),
}
_MARKERS: dict[str, Callable[[], QgsMarkerSymbol]] = {
    "samples": lambda: _circle("#9A9FA8", "#FFFFFF", 1.7, 0.2),
    "signs": lambda: QgsMarkerSymbol.createSimple(
        {"name": "triangle", "size": "3", "color": "#F0B400", "outline_color": "#1D1D1D", "outline_width": "0.3"}),
    "points": lambda: QgsMarkerSymbol.createSimple(
        {"name": "diamond", "size": "2.6", "color": "#2D8FB8", "outline_color": "#FFFFFF", "outline_width": "0.3"}),
}


def site_renderer(role: str, geometry_type: Any, *, removed_where: str = "", lang: str = "zh",
                  counts: tuple[int, int] = (0, 0)) -> QgsFeatureRenderer:
    """Return the renderer of site data.

    Parameters
    ----------
    role : stored word of ``Role``
    geometry_type : of the layer; places given as points get a marker
    removed_where : for ``registry``: expression that is true for plots that have left the list
    counts : plots in force and removed, for the legend
    """
    if geometry_type == QgsWkbTypes.GeometryType.PointGeometry:
        marker = _MARKERS.get(role, lambda: _circle("#1F1A17", "#FFFFFF", 2.2))
        return QgsSingleSymbolRenderer(marker())
    if geometry_type == QgsWkbTypes.GeometryType.LineGeometry:
        return QgsSingleSymbolRenderer(line_symbol([_line("#5A5560", 0.4)]))
    if role == "registry" and removed_where:
        rules = [(plot_symbol(), f"NOT ({removed_where})", f"{role_name('registry', lang)} ({counts[0]})"),
                 (plot_symbol(removed=True), removed_where, f"{role_name('registry_removed', lang)} ({counts[1]})")]
        return _rule_renderer([rule for rule, count in zip(rules, counts) if count] or rules[:1])
    return QgsSingleSymbolRenderer(_AREAS.get(role, _area("#5A5560"))())


_SAMPLE_LOOKS = {
    "within": ("#8A8F98", "#FFFFFF", "未超过筛选值", "within limits"),
    "unknown": ("#FFFFFF", "#4C4956", "无法判定", "cannot be judged"),
    "screening": ("#F7AB02", "#3A2500", "超过筛选值", "above the screening value"),
    "intervention": ("#8B0A1A", "#FFFFFF", "超过管制值", "above the intervention value"),
}
"""Word of ``SampleState`` -> fill, edge, zh, en; what is graver is drawn later."""
_SAMPLE_MM = {"within": 1.9, "unknown": 3.0, "screening": 2.4, "intervention": 2.6}


def sample_symbol(state: str) -> QgsMarkerSymbol:
    """Return a sample by what it shows; one that cannot be judged is hollow with "?"."""
    fill, edge, _zh, _en = _SAMPLE_LOOKS[state]
    symbol = _circle(fill, edge, _SAMPLE_MM[state], 0.3)
    if state == "unknown":
        sign = QgsFontMarkerSymbolLayer("Sans Serif", "?", 2.3, QColor(edge))
        sign.setSizeUnit(MM)
        symbol.appendSymbolLayer(sign)
    return symbol


def samples_renderer(counts: dict[str, int], lang: str) -> QgsFeatureRenderer:
    """Return judged samples; ``counts`` says how many of each state there are, and what there is none of is left out.

    The gravest lie uppermost and stand first in the legend.
    """
    rules = []
    for state in reversed(_SAMPLE_LOOKS):
        if counts.get(state):
            _fill, _edge, zh, en = _SAMPLE_LOOKS[state]
            title = f"采样点：{zh}" if lang == "zh" else f"Samples {en}"
            rules.append((sample_symbol(state), f"\"state\" = '{state}'", f"{title} ({counts[state]})"))
    renderer = _rule_renderer(rules)
    renderer.setOrderByEnabled(True)
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause(
        f"array_find(array({', '.join(repr(state) for state in _SAMPLE_LOOKS)}), \"state\")")]))
    return renderer


def sample_map_tip(lang: str) -> str:
    """Return the map tip of a judged sample: point, what it shows, the item that decides, why it cannot be judged."""
    i = 2 if lang == "zh" else 3
    states = " ".join(f"WHEN \"state\" = '{state}' THEN '{look[i]}'" for state, look in _SAMPLE_LOOKS.items())
    numbers = "if(\"value_mg_kg\" IS NULL, '', ' ' || round(\"value_mg_kg\", 4) || if(\"limit_mg_kg\" IS NULL, '', " \
              "' / ' || round(\"limit_mg_kg\", 4)) || ' mg/kg')"
    return ('<div style="font-family:sans-serif"><b>[% ' + styles.escaped('"point_id"') + " %]</b> "
            f"[% CASE {states} END %]<br>[% " + styles.escaped('"pollutant"') + f" || {numbers} %]<br>[% "
            + styles.escaped(f'"reason_{lang}"') + " %]</div>")


def name_labels(field: str, colour: str, points: float = 7) -> QgsRuleBasedLabeling:
    """Return quiet labels with a name, from 1:25 000 on."""
    settings = _label_settings(styles._quoted(field), points, bold=False, colour=colour,
                               quadrant=QgsPalLayerSettings.QuadrantPosition.QuadrantAbove)
    root = QgsRuleBasedLabeling.Rule(None)
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, 25000))
    return QgsRuleBasedLabeling(root)


# -- control zones by what they owe ----------------------------------------------------------------------------------

def state_field(duty: str) -> str:
    """Return the column that the join gives for a duty's state."""
    return f"{duty}_state"


_RING_MM = {"missing": 0.7, "overdue": 0.7, "due": 0.7}


def _disc(size: float, state: str) -> QgsSimpleMarkerSymbolLayer:
    disc = QgsSimpleMarkerSymbolLayer(QgsSimpleMarkerSymbolLayer.Shape.Circle, size, 0.0)
    disc.setSizeUnit(MM)
    disc.setStrokeWidthUnit(MM)
    disc.setFillColor(QColor(icons.DUTY_FILL if state == "met" else "#FFFFFF"))
    disc.setStrokeColor(QColor(icons.STATE_RING.get(state, "#8A8A8A")))
    disc.setStrokeWidth(_RING_MM.get(state, 0.3))
    return disc


def _glyph(duty: str, size: float, colour: str) -> QgsSvgMarkerSymbolLayer:
    glyph = QgsSvgMarkerSymbolLayer(str(icons.path(f"duty_{duty}")), size * 0.64, 0.0)
    glyph.setSizeUnit(MM)
    glyph.setFillColor(QColor(colour))
    return glyph


def _duty_layers(duty: str, x: float, size: float) -> list[QgsSymbolLayer]:
    state = f'"{state_field(duty)}"'
    there = QgsProperty.fromExpression(f"coalesce(try({state} <> 'not_owed', false), false)")
    rings = " ".join(f"WHEN {state} = '{s}' THEN '{colour}'" for s, colour in icons.STATE_RING.items())
    disc, glyph = _disc(size, ""), _glyph(duty, size, "#3B3446")
    for layer in (disc, glyph):
        layer.setOffset(QPointF(x, 0))
        layer.setOffsetUnit(MM)
        layer.setDataDefinedProperty(_P.PropertyLayerEnabled, there)
    disc.setDataDefinedProperty(_P.PropertyFillColor, QgsProperty.fromExpression(
        f"if({state} = 'met', '{icons.DUTY_FILL}', '#FFFFFF')"))
    disc.setDataDefinedProperty(_P.PropertyStrokeColor, QgsProperty.fromExpression(f"CASE {rings} ELSE '#8A8A8A' END"))
    disc.setDataDefinedProperty(_P.PropertyStrokeWidth, QgsProperty.fromExpression(
        f"if({state} IN ('missing', 'overdue', 'due'), 0.7, 0.3)"))
    glyph.setDataDefinedProperty(_P.PropertyFillColor, QgsProperty.fromExpression(
        f"if({state} = 'met', '#FFFFFF', '#3B3446')"))
    return [disc, glyph]


_SIZE_MM = 4.6
_STEP_MM = 5.5


def _at_centre(markers: list[QgsSymbolLayer]) -> QgsFillSymbol:
    centre = QgsCentroidFillSymbolLayer()
    centre.setPointOnSurface(True)
    centre.setPointOnAllParts(False)
    centre.setClipPoints(False)
    centre.setSubSymbol(marker_symbol(markers))
    return fill_symbol([centre])


def duty_symbol() -> QgsFillSymbol:
    """Return the signs of the seven duties in a row on a zone's centre."""
    start = -_STEP_MM * (len(DUTIES) - 1) / 2
    return _at_centre([layer for i, duty in enumerate(DUTIES)
                       for layer in _duty_layers(duty, start + i * _STEP_MM, _SIZE_MM)])


WORST_STRIPE = {"missing": "#C8102E", "overdue": "#C8102E", "due": "#E08A00"}
_NEVER, _ROW = "false", "true"
SIGNS_SCALE = 12000
"""The signs of duties are drawn from this scale on; further out they would hide the zones."""


def zones_renderer(counts: dict[str, int], states: Iterable[str], lang: str) -> QgsFeatureRenderer:
    """Return zones by their worst state, with the signs of their duties.

    Parameters
    ----------
    counts : worst state -> number of zones
    states : states that occur among the duties

    Returns
    -------
    QgsFeatureRenderer
        Its classes are: outlines by worst state, one that only draws the row of signs, then those that explain the
        signs; see ``zone_classes``.
    """
    i = 0 if lang == "zh" else 1
    rules: list[tuple[QgsSymbol, str, str]] = []
    for state, names in STATE_NAMES.items():
        count = counts.get(state, 0)
        if not count:
            continue
        symbol = zone_symbol()
        if state in WORST_STRIPE:        # a stripe inside the line; a tint would change the verdicts below
            symbol.insertSymbolLayer(0, _line(WORST_STRIPE[state], 1.1, offset=1.0))
        title = ("管控区域：", "Control zone: ")[i] + names[i]
        rules.append((symbol, f"\"worst_state\" = '{state}'", f"{title} ({count})"))
    if counts.get(""):
        rules.append((zone_symbol(), "\"worst_state\" IS NULL", f"{role_name('control_zones', lang)} ({counts['']})"))
    rules.append((duty_symbol(), _ROW, ("义务标志", "Signs of duties")[i]))
    occurring = set(states)
    red = [STATE_NAMES[state][i] for state in ("missing", "overdue") if state in occurring]
    explained = {"missing": ("或" if lang == "zh" else " or ").join(red)} if red else {}
    explained.update({state: STATE_NAMES[state][i] for state in ("due", "unknown", "met") if state in occurring})
    for state, name in explained.items():       # for the legend only
        rules.append((_at_centre([_disc(3.6, state)]), _NEVER, name))
    for duty in DUTIES:
        rules.append((_at_centre([_disc(4.2, "unknown"), _glyph(duty, 4.2, "#3B3446")]), _NEVER, DUTY_NAMES[duty][i]))
    renderer = _rule_renderer(rules)
    next(rule for rule in renderer.rootRule().children() if rule.filterExpression() == _ROW).setMinimumScale(
        SIGNS_SCALE)
    return renderer


def zone_classes(renderer: QgsRuleBasedRenderer) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return which classes of ``zones_renderer`` a legend shows: outlines, and what explains the signs."""
    wheres = [rule.filterExpression() for rule in renderer.rootRule().children()]
    row = wheres.index(_ROW)
    return tuple(range(row)), tuple(range(row + 1, len(wheres)))


def room_for_signs() -> QgsRuleBasedLabeling:
    """Return invisible labels where the signs stand, so that the labels of parcels keep away from them."""
    position = QgsPalLayerSettings.QuadrantPosition.QuadrantOver
    settings = _label_settings("'■■■■■■■■■■■■■'", 9, bold=False, colour="#FFFFFF", quadrant=position)
    form = settings.format()
    form.buffer().setEnabled(False)
    form.setOpacity(0.0)
    settings.setFormat(form)
    settings.priority = 10
    root = QgsRuleBasedLabeling.Rule(None)
    root.appendChild(QgsRuleBasedLabeling.Rule(settings, 0, SIGNS_SCALE))
    return QgsRuleBasedLabeling(root)


def zone_map_tip(lang: str) -> str:
    """Return the map tip of a zone: what it owes, in words."""
    i = 0 if lang == "zh" else 1
    rows = []
    for duty in DUTIES:
        state = f'"{state_field(duty)}"'
        names = " ".join(f"WHEN {state} = '{s}' THEN '{names[i]}'" for s, names in STATE_NAMES.items())
        date = styles.escaped(f"format_date(\"{duty}_due_date\", 'yyyy-MM-dd')")
        rows.append(f"[% if({state} IS NULL, '', '<tr><td>{DUTY_NAMES[duty][i]}</td><td><b>' || "
                    f"CASE {names} ELSE {styles.escaped(state)} END || '</b></td><td>' || {date} || '</td></tr>') %]")
    return ('<div style="font-family:sans-serif"><b>[% ' + styles.escaped('"zone_id"') + ' %]</b>'
            '<table cellspacing="4">' + "".join(rows) + "</table></div>")


def plots_without_zone_symbol() -> QgsFillSymbol:
    """Return a plot that must have a zone and has none."""
    return fill_symbol([_solid(QColor(200, 16, 46, 36)), _outline(QColor("#C8102E"), 0.8, Qt.PenStyle.DashLine)])


# -- proposals -------------------------------------------------------------------------------------------------------

def proposals_renderer(counts: dict[str, int], field: str, lang: str) -> QgsFeatureRenderer:
    """Return proposed signs and points: the sign of their duty on white, ringed by a dotted line.

    Parameters
    ----------
    counts : medium, or "sign" -> number of points
    field : column of the media; "" for signs
    """
    rules = []
    for word, count in (counts or {"sign": 0}).items():
        disc = _disc(4.2, "unknown")
        disc.setStrokeStyle(Qt.PenStyle.DotLine)
        disc.setStrokeColor(QColor(VIOLET))
        disc.setStrokeWidth(0.4)
        title = f"{DUTY_NAMES[word][0 if lang == 'zh' else 1]} ({count})"
        rules.append((marker_symbol([disc, _glyph(word, 4.2, "#3B3446")]), f"\"{field}\" = '{word}'" if field else "",
                      title))
    return _rule_renderer(rules)


def proposal_map_tip(lang: str) -> str:
    """Return the map tip of a proposed sign or point: why it lies there, and that it is a proposal."""
    lines = [styles.escaped(f'"{name}"') for name in ("proposal_id", f"reason_{lang}", f"basis_{lang}")]
    return ('<div style="font-family:sans-serif"><b>[% ' + lines[0] + ' %]</b><br>[% ' + lines[1] + ' %]<br><i>[% '
            + lines[2] + " %]</i></div>")
