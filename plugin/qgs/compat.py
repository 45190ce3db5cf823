"""The only file that asks which QGIS or Qt is running."""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import Qgis, QgsField, QgsLayoutItemLabel, QgsProject, QgsTextFormat, QgsUnitTypes
from qgis.PyQt.QtCore import QMetaType, QVariant
from qgis.PyQt.QtGui import QFont, QFontDatabase

QGIS_VERSION: int = Qgis.QGIS_VERSION_INT if hasattr(Qgis, "QGIS_VERSION_INT") else Qgis.versionInt()

_KINDS = {"text": ("QString", "String"), "integer": ("LongLong", "LongLong"), "number": ("Double", "Double"),
          "date": ("QDate", "Date"), "bool": ("Bool", "Bool")}


def field(name: str, kind: str) -> QgsField:
    """Return a field of a kind: "text", "integer", "number", "date" or "bool"."""
    new, old = _KINDS[kind]
    if QGIS_VERSION >= 33800:
        return QgsField(name, getattr(QMetaType.Type, new))
    return QgsField(name, getattr(QVariant, old))


def is_null(value: Any) -> bool:
    """Whether an attribute value is null, in whichever way this Qt says so."""
    return value is None or (isinstance(value, QVariant) and value.isNull())


def number(flag: Any) -> int:
    """Return a flag of Qt as the number that an item or a painter takes; enums of PyQt6 are no numbers."""
    return int(getattr(flag, "value", flag))


def font_families() -> set[str]:
    """Return the names of the fonts that are installed (an object in Qt 5, a class without instances in Qt 6)."""
    try:
        return set(QFontDatabase.families())
    except TypeError:
        return set(QFontDatabase().families())


def set_label_font(label: QgsLayoutItemLabel, font: QFont, colour: Any) -> None:
    """Give a layout label its font; text formats came with 3.24."""
    if QGIS_VERSION >= 32400:
        form = QgsTextFormat.fromQFont(font)
        form.setColor(colour)
        label.setTextFormat(form)
    else:
        label.setFont(font)
        label.setFontColor(colour)


def settle_label_font(label: QgsLayoutItemLabel, settled: Callable[[QFont], QFont]) -> None:
    """Change the font of a layout label, and nothing else of its look."""
    if QGIS_VERSION >= 32400:
        form = label.textFormat()
        form.setFont(settled(form.font()))
        label.setTextFormat(form)
    else:
        label.setFont(settled(label.font()))


def label_font(label: QgsLayoutItemLabel) -> tuple[QFont, float]:
    """Return the font of a layout label, its size in points, and how many times its line spacing lines lie apart."""
    if QGIS_VERSION < 32400:
        return label.font(), 1.0
    form = label.textFormat()
    font = form.toQFont()
    if form.sizeUnit() == QgsUnitTypes.RenderUnit.RenderMillimeters:
        font.setPointSizeF(form.size() * 72 / 25.4)
    else:
        font.setPointSizeF(form.size())
    return font, float(form.lineHeight())


def shrink_label(label: QgsLayoutItemLabel, factor: float) -> None:
    """Set a layout label in type that is ``factor`` times as large."""
    if QGIS_VERSION < 32400:
        font = label.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        label.setFont(font)
        return
    form = label.textFormat()
    form.setSize(form.size() * factor)
    label.setTextFormat(form)


def store_paths_relative(project: QgsProject) -> None:
    """Let the project write paths relative to itself."""
    project.setFilePathStorage(Qgis.FilePathType.Relative)
