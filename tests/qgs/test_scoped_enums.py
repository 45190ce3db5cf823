from __future__ import annotations

import ast
import enum
import importlib

import pytest


def is_enum(cls: type) -> bool:
    return type(cls).__name__ == "enumtype" or (isinstance(cls, type) and issubclass(cls, enum.Enum))


def files(root):
    return sorted([*(root / "plugin").rglob("*.py"), *(root / "ui").rglob("*.py")])


def unscoped(path):
    """Attribute chains of names imported from qgis whose value is an enum member and whose owner is not its enum."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("qgis"):
            module = importlib.import_module(node.module)
            for alias in node.names:
                names[alias.asname or alias.name] = getattr(module, alias.name)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        chain, at = [node.attr], node.value
        while isinstance(at, ast.Attribute):
            chain.append(at.attr)
            at = at.value
        if not isinstance(at, ast.Name) or at.id not in names:
            continue
        owner, value = None, names[at.id]
        for name in reversed(chain):
            owner, value = value, getattr(value, name, None)
        if value is not None and is_enum(type(value)) and not is_enum(owner):
            yield f"{path.name}:{node.lineno} {at.id}.{'.'.join(reversed(chain))}"


def test_every_enum_of_qgis_and_qt_is_fully_scoped(root):
    found = [line for path in files(root) for line in unscoped(path)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("code", "count"), [
    ("from qgis.PyQt.QtCore import Qt\nx = Qt.AlignLeft\n", 1),
    ("from qgis.PyQt.QtCore import Qt\nx = Qt.AlignmentFlag.AlignLeft\n", 0)])
def test_the_check_itself_can_fail(tmp_path, code, count):
    file = tmp_path / "a.py"
    file.write_text(code)
    assert len(list(unscoped(file))) == count
