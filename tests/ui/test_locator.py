"""The locator filter and the expression functions, as QGIS calls them."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsExpression,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsLocator,
    QgsLocatorContext,
    QgsLocatorResult,
)
from qgis.gui import QgsMapCanvas
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.qgs import expressions
from soilgate.plugin.qgs.locator import PREFIX, Searched, SiteFilter

FUNCTIONS = ("soilgate_use_class", "soilgate_verdict", "soilgate_could_be", "soilgate_reasons", "soilgate_word")


@pytest.fixture
def canvas(qgis_app, qtbot):
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    return canvas


@pytest.fixture
def searched(demo):
    def sources():
        out = []
        for role, number in ((Role.PARCELS, "parcel_id"), (Role.REGISTRY, "entry_id")):
            columns = demo.inspect(role).columns
            out.append(Searched(str(role), demo.layer(role), columns.get(number, ""), columns.get("name", "")))
        return out
    return sources


@pytest.fixture
def found(searched, canvas, qtbot):
    """Ask as the locator bar of QGIS does; the filter and what it finds, the best first."""
    locator = QgsLocator()
    adrift = []
    filter_ = SiteFilter(searched, canvas, lambda: adrift.append(1))
    locator.registerFilter(filter_)
    filter_.adrift = adrift

    def ask(text, *, prefix=True):
        results = []

        def take(result):
            results.append((result.score, result.displayString, result.description, QgsLocatorResult(result)))

        locator.foundResult.connect(take)
        with qtbot.waitSignal(locator.finished, timeout=30_000):
            locator.fetchResults(f"{PREFIX} {text}" if prefix else text, QgsLocatorContext())
        locator.foundResult.disconnect(take)
        return sorted(results, key=lambda r: -r[0])

    ask.filter = filter_
    yield ask
    locator.deregisterFilter(filter_)


def test_a_number_is_found_and_shown(demo, found, canvas):
    assert len(PREFIX) >= 3
    number = demo.inspect(Role.PARCELS).columns["parcel_id"]
    wanted = next(f for f in demo.layer(Role.PARCELS).getFeatures() if f.hasGeometry())
    _score, shown, _told, result = found(str(wanted[number]).lower())[0]
    assert shown.startswith(str(wanted[number]))
    canvas.setDestinationCrs(demo.layer(Role.PARCELS).crs())
    found.filter.triggerResult(result)
    assert canvas.extent().contains(wanted.geometry().boundingBox())
    assert not found.filter.adrift


def test_entries_without_place_are_found_and_lead_to_the_settle_list(demo, found):
    number = demo.inspect(Role.REGISTRY).columns["entry_id"]
    adrift = next(f for f in demo.layer(Role.REGISTRY).getFeatures() if f.geometry().isNull())
    _score, _shown, told, result = found(str(adrift[number]))[0]
    assert "without boundary" in told
    found.filter.triggerResult(result)
    assert found.filter.adrift == [1]


@pytest.mark.parametrize("text", ["'", '"', "%", "x' OR 1=1 --", "\\", "[% @x %]", ""])
def test_hostile_text_finds_nothing_and_does_no_harm(found, text):
    assert found(text) == []


def test_one_letter_without_prefix_asks_for_nothing(found):
    assert found("0", prefix=False) == []


def test_the_locator_takes_it_with_its_prefix_and_lets_it_go(searched, canvas):
    locator = QgsLocator()
    filter_ = SiteFilter(searched, canvas, lambda: None)
    locator.registerFilter(filter_)
    assert filter_.activePrefix() == PREFIX
    locator.deregisterFilter(filter_)
    assert "soilgate" not in [f.name() for f in locator.filters()]


def evaluate(text):
    expression = QgsExpression(text)
    assert not expression.hasParserError(), expression.parserErrorString()
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.globalScope())
    value = expression.evaluate(context)
    assert not expression.hasEvalError(), expression.evalErrorString()
    return None if value is None or value == "" or not value else value


@pytest.fixture
def shown():
    """Registered functions; the test sets the result."""
    holder = [None]
    expressions.register(lambda: holder[0])
    yield holder
    expressions.unregister()


def test_functions_come_and_go(shown):
    assert all(QgsExpression.isFunctionName(name) for name in FUNCTIONS)
    for name in FUNCTIONS:
        assert name in QgsExpression.helpText(name)
    expressions.unregister()
    assert not any(QgsExpression.isFunctionName(name) for name in FUNCTIONS)


@pytest.mark.parametrize(("text", "value"), [
    ("soilgate_use_class('R2')", "residential"), ("soilgate_use_class('070102')", "residential"),
    ("soilgate_use_class('R2', 'GB50137-2011')", "residential"), ("soilgate_use_class('no such code')", None),
    ("soilgate_use_class(NULL)", None), ("soilgate_use_class('R2', 'no such scheme')", None),
    ("soilgate_word('prohibited')", "Prohibited"), ("soilgate_verdict('A-01')", None), ("soilgate_verdict(7)", None),
    ("soilgate_could_be(NULL)", None), ("soilgate_reasons('x')", None)])
def test_values_without_a_result(shown, text, value):
    assert evaluate(text) == value


def test_values_of_a_result(shown, reviewed):
    shown[0] = reviewed.review
    row = reviewed.review.parcels.iloc[0]
    assert evaluate(f"soilgate_verdict('{row['parcel_id']}')") == row["verdict"]
    assert evaluate(f"soilgate_reasons('{row['parcel_id']}')") == row["reasons_en"]
    assert evaluate("soilgate_verdict('nobody')") is None
    open_ = reviewed.review.parcels[reviewed.review.parcels["could_be"].notna()].iloc[0]
    assert evaluate(f"soilgate_could_be('{open_['parcel_id']}')") == open_["could_be"]


def test_too_many_arguments_are_an_error_of_the_expression(shown):
    expression = QgsExpression("soilgate_use_class('R2', 'x', 'y')")
    expression.evaluate()
    assert expression.hasEvalError() or expression.hasParserError()
