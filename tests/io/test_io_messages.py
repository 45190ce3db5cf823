"""Every code of the readers has its sentence, and every sentence its facts."""

import re

import pytest
from soilgate.plugin.core import knowledge

MODULES = ("values", "mapping", "files", "vector", "read", "spreadsheet", "word", "boundary_txt")


def _codes(root, pattern):
    found = set()
    for module in MODULES:
        file = root / "plugin" / "io" / f"{module}.py"
        if file.exists():
            found |= set(re.findall(pattern, file.read_text(encoding="utf-8")))
    return found


def test_every_error_of_the_readers_has_a_sentence_in_both_languages(root):
    codes = (
        _codes(root, r'InputError\(\s*"([a-z_]+)"')
        | _codes(root, r'"(format_[a-z]+)"')
        | {"workbook_encrypted", "file_truncated"}
    )
    assert len(codes) > 30
    for code in codes:
        entry = knowledge.messages()["errors"][code]
        assert entry["zh"] and entry["en"], code


def test_every_note_of_the_readers_has_a_sentence_in_both_languages(root):
    codes = _codes(root, r'"code": "([a-z_]+)"')
    assert len(codes) > 20
    for code in codes:
        entry = knowledge.messages()["notes"][code]
        assert entry["zh"] and entry["en"], code


@pytest.mark.parametrize("section", ["errors", "notes"])
def test_both_languages_of_a_sentence_use_the_same_source(section):
    for code, entry in knowledge.messages()[section].items():
        zh, en = ({re.sub(f"_{k}$", "", x) for x in re.findall(r"{([a-z_]+)}", entry[k])} for k in ("zh", "en"))
        assert (zh ^ en) <= {"reason", "layer"}, code


def test_the_window_never_speaks_of_options_of_the_command_line():
    errors, window = knowledge.messages()["errors"], knowledge.messages()["errors_window"]
    assert not [code for code, entry in window.items() if "--" in entry["zh"] + entry["en"]]
    assert set(window) <= set(errors)
    only_there = {"opinion_without_report", "import_role_missing", "import_target", "workspace_use_field",
                  "code_elsewhere", "crs_shifted", "import_ballpark", "import_empty_list"}       # the import window asks these with buttons, or has no such case
    named = {code for code, entry in errors.items() if re.search(r" ?--[a-z]", entry["zh"])}
    assert named - set(window) <= only_there, sorted(named - set(window) - only_there)


def test_what_only_the_import_window_asks_has_words_of_its_own_there():
    asked = knowledge.messages()["import_questions"]
    assert {"code_elsewhere", "crs_shifted", "import_ballpark", "import_empty_list", "crs_datum", "places_missing"} <= set(asked)
    assert not [code for code, entry in asked.items() if "--" in entry["zh"] + entry["en"]]
