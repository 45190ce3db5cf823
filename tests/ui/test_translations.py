"""Every sentence of the window is there in Chinese and English, and the compiled files are those of the sources."""

from __future__ import annotations

import ast
import re
from xml.etree import ElementTree

import pytest
from qgis.PyQt.QtCore import QCoreApplication, QTranslator
from soilgate.tests.support import scan

FOLDER = scan.ROOT / "resources" / "i18n"


def sentences() -> dict[str, str]:
    """Literals of ``translate("SoilGate", ...)`` in plugin/ and ui/, each with the place it stands."""
    found = {}
    for file in scan.python_files("ui", "plugin/qgs"):
        for node in ast.walk(scan.parse(file)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name not in ("translate", "tr"):
                continue
            place = f"{file.relative_to(scan.ROOT)}:{node.lineno}"
            assert name == "translate", f"{place}: a bare tr() has another context in pylupdate"
            assert len(node.args) == 2, place
            assert all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in node.args), \
                f"{place}: not a literal"
            assert node.args[0].value == "SoilGate", place
            found[node.args[1].value] = place
    return found


def translations(lang: str) -> dict[str, str]:
    root = ElementTree.parse(FOLDER / f"soilgate_{lang}.ts").getroot()
    found = {}
    for message in root.iter("message"):
        translation = message.find("translation")
        if translation.get("type") not in ("unfinished", "obsolete", "vanished"):
            found[message.findtext("source")] = translation.text or ""
    return found


def test_there_are_sentences():
    assert len(sentences()) > 150


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_every_sentence_is_translated(lang):
    known = translations(lang)
    missing = {text: place for text, place in sentences().items() if not known.get(text, "").strip()}
    assert not missing, f"run `make translations` and translate: {missing}"


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_translations_keep_the_placeholders(lang):
    def holes(text):
        return sorted(re.findall(r"\{(\w+)\}", text))

    assert not {s: t for s, t in translations(lang).items() if holes(s) != holes(t)}


def test_chinese_sentences_are_chinese():
    """Sentences of more than a unit or a format's name have Chinese characters."""
    plain = {"JSON…", "{role}{subject}: {what}", "{m2} m²", ", ", "{what}: {value}"}
    known = translations("zh_CN")
    english = {s: t for s, t in known.items() if not re.search(r"[\u3400-\u9fff]", t)} if known else {"": ""}
    assert set(english) <= plain, english


def test_access_keys_survive_translation():
    lost = {s: t for s, t in translations("zh_CN").items() if re.search(r"&\w", s) and not re.search(r"\(&\w\)", t)}
    assert not lost


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_compiled_file_says_what_the_source_says(qgis_app, lang):
    translator = QTranslator()
    assert translator.load(str(FOLDER / f"soilgate_{lang}.qm")), "run `make setup`"
    QCoreApplication.installTranslator(translator)
    try:
        for source, translation in translations(lang).items():
            assert QCoreApplication.translate("SoilGate", source) == translation
    finally:
        QCoreApplication.removeTranslator(translator)


def test_no_file_speaks_qt_without_translate():
    """Texts handed to widgets come from translate(), not from a literal."""
    setters = {"setText", "setToolTip", "setWindowTitle", "setPlaceholderText", "setTitle", "setAccessibleName"}
    faults = []
    for file in scan.python_files("ui"):
        for node in ast.walk(scan.parse(file)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in setters and node.args:
                first = node.args[0]
                literal = first.value if isinstance(first, ast.Constant) else None
                if isinstance(literal, str) and re.search("[A-Za-z]", literal):
                    faults.append(f"{file.relative_to(scan.ROOT)}:{node.lineno}: {literal!r}")
    assert not faults, faults


def test_one_thing_is_no_plural():
    """Sentences that count things have another for a single one; those below are said of several only."""
    several = {"Rev&iew {count} parcels", "{count} notices are layouts of the project now."}
    paired = {node.value for file in scan.python_files("ui") for call in ast.walk(scan.parse(file))
              if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "of_count"
              for node in ast.walk(call) if isinstance(node, ast.Constant)}
    counted = re.compile(r"\{count\} (parcels|rows|layers|points|notices|house values|control zones)\b")
    alone = {text for text in sentences() if counted.search(text)} - paired - several
    assert not alone, f"words.of_count: {alone}"
