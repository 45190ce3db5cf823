"""Reading the sources of the package: which files there are, what they import, what they name."""

from __future__ import annotations

import ast
import enum
import importlib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def python_files(*folders: str) -> list[Path]:
    """Python files of the plugin (``plugin``, ``ui`` and the root's own), or of some folders, sorted."""
    if folders:
        return sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted([*ROOT.glob("*.py"), *(ROOT / "plugin").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])


def parse(file: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(file.read_text(encoding="utf-8"), filename=str(file))


def method_calls(tree: ast.AST, method: str) -> list[int]:
    """Lines on which an attribute of this name is used, called or not."""
    return sorted(node.lineno for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == method)


def own_imports(tree: ast.AST) -> list[int]:
    """Lines on which the package is imported by its name."""
    found = [
        (node.lineno, name)
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) and node.level == 0 else [])
    ]
    return sorted(line for line, name in found if name.split(".")[0] == "soilgate")


def is_enum(cls: object) -> bool:
    """Tell whether a class is an enum of Python or of PyQt5's sip."""
    return isinstance(cls, type) and (type(cls).__name__ == "enumtype" or issubclass(cls, enum.Enum))


def qgis_names(tree: ast.AST) -> dict[str, object]:
    """Names that a module imports from ``qgis``, with what they stand for."""
    found: dict[str, object] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").split(".")[0] == "qgis":
            module = importlib.import_module(node.module)
            for alias in node.names:
                if hasattr(module, alias.name):
                    found[alias.asname or alias.name] = getattr(module, alias.name)
    return found


def _chain(node: ast.AST) -> list[str] | None:
    """``a.b.c`` as ["a", "b", "c"]; None for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return [node.id, *reversed(parts)]


def enum_faults(tree: ast.AST) -> Iterator[tuple[int, str, str]]:
    """Yield (line, expression, fault) for enums that are not fully scoped or that this QGIS lacks.

    ``Qt.AlignLeft`` works in Qt 5 only, ``Qt.AlignmentFlag.AlignLeft`` in both; ``Qgis.GeometryType`` came after 3.22.
    """
    names = qgis_names(tree)
    for node in ast.walk(tree):
        chain = _chain(node) if isinstance(node, ast.Attribute) else None
        if not chain or chain[0] not in names:
            continue
        owner = names[chain[0]]
        for part in chain[1:-1]:
            owner = getattr(owner, part, None)
        if not isinstance(owner, type):
            continue
        if not hasattr(owner, chain[-1]):
            yield node.lineno, ".".join(chain), "is not in this QGIS"
        elif is_enum(type(getattr(owner, chain[-1]))) and not is_enum(owner):
            yield node.lineno, ".".join(chain), f"write it in its enum {type(getattr(owner, chain[-1])).__name__}"
