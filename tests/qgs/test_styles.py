from __future__ import annotations

import itertools

import pytest
from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextScope, QgsFeature, QgsFields
from qgis.PyQt.QtGui import QColor
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
