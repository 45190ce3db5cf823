from __future__ import annotations

import itertools

import numpy as np
import pytest
from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextScope, QgsFeature, QgsFields
from qgis.PyQt.QtGui import QColor
from soilgate.plugin.core import vocabulary
from soilgate.plugin.core.vocabulary import VERDICTS
from soilgate.plugin.qgs import compat, fonts, icons, styles, styles_site


def value(expression: str, **attributes):
    fields = QgsFields()
    for name in attributes:
        fields.append(compat.field(name, "text"))
    feature = QgsFeature(fields)
    feature.setAttributes(list(attributes.values()))
    scope = QgsExpressionContextScope()
    scope.setFeature(feature)
    scope.setFields(fields)
    context = QgsExpressionContext()
    context.appendScope(scope)
    parsed = QgsExpression(expression)
    result = parsed.evaluate(context)
    assert not parsed.hasParserError() and not parsed.hasEvalError(), parsed.dump() + parsed.evalErrorString()
    return result


def lightness(colour: QColor) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    return 116 * (0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]) ** (1 / 3) - 16


def test_every_verdict_has_a_look_in_the_order_of_gravity():
    assert list(styles.LOOKS) == [str(v) for v in VERDICTS]


def test_verdicts_differ_in_grey_by_lightness_or_by_hatch():
    for (a, one), (b, other) in itertools.combinations(styles.LOOKS.items(), 2):
        same_hatch = one.hatch == other.hatch
        apart = abs(lightness(QColor(one.fill or "#FFFFFF")) - lightness(QColor(other.fill or "#FFFFFF")))
        assert not same_hatch or apart >= 6, (a, b, apart)


def test_short_labels_differ():
    for language in ("short_zh", "short_en"):
        shorts = [getattr(look, language) for look in styles.LOOKS.values()]
        assert len(set(shorts)) == len(shorts)


@pytest.mark.parametrize(("verdict", "could_be", "due_now", "label"), [
    ("prohibited", None, "true", "禁"),
    ("survey_required", "prohibited", "true", "查?"),
    ("survey_required", "survey_required", "true", "查"),
    ("survey_required", "undetermined", "true", "查"),
    ("survey_required", None, "false", "(查)"),
    ("survey_required", "prohibited", "false", "(查?)"),
    ("undetermined", "prohibited", None, "核?"),
    ("clear", None, None, "可"),
])
def test_the_short_label_says_verdict_doubt_and_step(verdict, could_be, due_now, label):
    expression = styles.short_label_expression("zh")
    assert value(expression, verdict=verdict, could_be=could_be, due_now=due_now) == label


def test_legend_names_only_what_occurs_with_its_count():
    found = styles.Occurring({"clear": 5, "prohibited": 2}, {"clear": 1}, {"prohibited": 1})
    labels = [c.label() for c in styles.verdict_renderer(found, "zh").categories()]
    assert labels == ["禁　禁止 (2)", "可　未发现限制 (5)", "后续环节到期（浅色） (1)"]
    english = [c.label() for c in styles.verdict_renderer(found, "en").categories()]
    assert english[:2] == ["P  Prohibited (2)", "N  Nothing found (5)"]


def test_a_legend_entry_that_explains_a_mark_matches_no_row():
    found = styles.Occurring({"clear": 5}, {"clear": 1}, {"clear": 2}, stale=1)
    values = [c.value() for c in styles.verdict_renderer(found, "zh").categories()]
    assert [v for v in values if v not in styles.LOOKS] == ["~due_later", "~stale"]


def test_hostile_attributes_stay_text_in_html():
    text = value(styles.escaped('"x"'), x="<script>&'\"[% 1+1 %]")
    assert text == "&lt;script&gt;&amp;&#39;&quot;[% 1+1 %]"


def test_a_map_tip_shows_attributes_and_runs_nothing():
    template = styles.verdict_map_tip("zh", "用地")
    fields = QgsFields()
    row = {"parcel_id": "<b>", "用地": "[% 6*7 %]", "verdict": "clear", "could_be": None, "reasons_zh": "甲\n<script>",
           "next_step_zh": None}
    for name in row:
        fields.append(compat.field(name, "text"))
    feature = QgsFeature(fields)
    feature.setAttributes(list(row.values()))
    scope = QgsExpressionContextScope()
    scope.setFeature(feature)
    scope.setFields(fields)
    context = QgsExpressionContext()
    context.appendScope(scope)
    html = QgsExpression.replaceExpressionText(template, context)
    assert "<script>" not in html and "&lt;script&gt;" in html and "甲<br>" in html
    assert "[% 6*7 %]" in html and "42" not in html and "未发现限制" in html


def test_every_duty_has_a_sign_and_every_state_its_own_picture(qgis_app):
    for duty in styles_site.DUTIES:
        pictures = [icons.duty_icon(duty, state).pixmap(48, 48).toImage()
                    for state in ("met", "unknown", "missing", "due")]
        for one, other in itertools.combinations(pictures, 2):
            assert one != other, duty


def test_a_missing_icon_is_an_error():
    with pytest.raises(FileNotFoundError):
        icons.path("no_such_icon")


def test_a_font_chain_ends_in_a_font_that_is_installed():
    installed = compat.font_families()
    for purpose in fonts.CHAINS:
        assert fonts.family(purpose) in installed


@pytest.mark.parametrize(("kind", "text"), [("text", "QString"), ("integer", "qlonglong"), ("number", "double"),
                                            ("date", "QDate"), ("bool", "bool")])
def test_fields_have_the_kind_that_was_asked_for(kind, text):
    assert compat.field("x", kind).typeName() in (text, "") and compat.field("x", kind).name() == "x"


# --- as eyes see it -------------------------------------------------------------------------------------------------

EYES = {          # Viénot, Brettel and Mollon 1999, Machado 2009 for tritan eyes: linear RGB to linear RGB
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900))}


def lab(colour: QColor, eyes: str) -> np.ndarray:
    rgb = np.array(colour.getRgbF()[:3])
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(EYES[eyes]) @ linear, 0, 1)
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ seen
    f = np.cbrt(np.maximum(xyz / np.array([0.9505, 1.0, 1.089]), 1e-6))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("eyes", list(EYES))
def test_verdicts_differ_to_all_eyes(eyes):
    for (a, one), (b, other) in itertools.combinations(styles.LOOKS.items(), 2):
        if one.fill and other.fill:
            apart = np.linalg.norm(lab(QColor(one.fill), eyes) - lab(QColor(other.fill), eyes))
            assert apart >= 25, (a, b, eyes, apart)


def drawn(verdict: str, ground: str, *, imagery: bool) -> np.ndarray:
    """A symbol as it is drawn over a ground, in rows of RGB."""
    from qgis.core import QgsGeometry, QgsMapSettings, QgsRectangle, QgsRenderContext
    from qgis.PyQt.QtCore import QSize
    from qgis.PyQt.QtGui import QImage, QPainter, QPolygonF

    image = QImage(160, 160, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    settings = QgsMapSettings()
    settings.setOutputSize(QSize(160, 160))
    settings.setOutputDpi(96)
    settings.setExtent(QgsRectangle(0, 0, 160, 160))
    painter = QPainter(image)
    context = QgsRenderContext.fromMapSettings(settings)
    context.setPainter(painter)
    symbol = styles.verdict_symbol(verdict, imagery=imagery)
    symbol.startRender(context)
    symbol.renderPolygon(QPolygonF(QgsGeometry.fromRect(QgsRectangle(5, 5, 155, 155)).asQPolygonF()), None, None,
                         context)
    symbol.stopRender(context)
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    return np.frombuffer(bytes(bits), np.uint8).reshape(160, 160, 4)[20:140, 20:140, 2::-1].reshape(-1, 3)


@pytest.mark.parametrize(("ground", "imagery"), [("#FFFFFF", False), ("#3C4A30", True), ("#B8AE98", True)])
def test_symbols_differ_in_grey_on_any_ground(qgis_app, ground, imagery):
    """Mean and spread of lightness together: fill and hatch tell the verdicts apart without colour."""
    seen = {}
    for verdict in styles.LOOKS:
        grey = drawn(verdict, ground, imagery=imagery).astype(float) @ (0.299, 0.587, 0.114)
        seen[verdict] = np.array([np.mean(grey), np.std(grey)])
    for (a, one), (b, other) in itertools.combinations(seen.items(), 2):
        assert np.linalg.norm(one - other) >= 8, (a, b, one, other)


def test_labels_depend_on_the_scale():
    labels = styles.verdict_labels("zh", "用地")          # its rules go with it
    rules = [(rule.maximumScale(), rule.minimumScale(), rule.settings().fieldName)
             for rule in labels.rootRule().children()]
    assert all(largest or smallest for largest, smallest, _text in rules)
    codes = [(largest, smallest) for largest, smallest, text in rules if "用地" in text]
    assert set(codes) == {(0.0, float(styles.USE_CODE_SCALE))}
    assert (float(styles.USE_CODE_SCALE), 25000.0) in {rule[:2] for rule in rules}


def test_every_role_has_a_name_for_the_legend_in_both_languages():
    for role in vocabulary.Role:
        assert styles_site.role_name(str(role), "zh") != str(role) != styles_site.role_name(str(role), "en")
