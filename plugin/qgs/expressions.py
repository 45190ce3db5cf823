"""Functions for QGIS expressions: use classes of codes, verdicts and reasons of the result that is shown."""

from __future__ import annotations

import html
from functools import lru_cache
from typing import Any, Callable, Optional

from qgis.core import QgsExpression, QgsExpressionFunction
from qgis.PyQt.QtCore import QCoreApplication

from ..core import uses
from ..io import phrases
from . import compat, i18n
from .result_tables import ResultTables

translate = QCoreApplication.translate
GROUP = "SoilGate"
Source = Callable[[], Optional[ResultTables]]

_registered: list[_Function] = []        # QGIS keeps the address of a function, not the object


class _Function(QgsExpressionFunction):
    """A function with its work in Python; null in its first place gives null."""

    def __init__(self, name: str, least: int, most: int, help_text: str, work: Callable[..., Any]) -> None:
        super().__init__(name, -1 if least != most else most, GROUP, help_text, False, True, False)
        self._least, self._most, self._work = least, most, work

    def func(self, values: list[Any], _context: Any, parent: Any, _node: Any) -> Any:
        """Evaluate; a wrong number of arguments is an error of the expression."""
        if not self._least <= len(values) <= self._most:
            parent.setEvalErrorString(translate("SoilGate", "{function}: {least} to {most} arguments").format(
                function=self.name(), least=self._least, most=self._most))
            return None
        told = [None if compat.is_null(value) else value for value in values]
        return None if told[0] is None else self._work(*told)


@lru_cache(maxsize=4096)
def use_classes(code: str, scheme: Optional[str]) -> Optional[str]:
    """Stored words of the use classes of a code; None where it is not read."""
    stated = uses.read_scheme(scheme) if scheme else None
    if scheme and stated is None:
        return None
    found = uses.resolve_uses([code], schemes=[stated])
    return str(found.classes[0]) if found.known[0] and found.classes[0] else None


def register(source: Source) -> None:
    """Add the functions; ``source`` gives the result that is shown, or None."""
    def cell(column: str, parcel: Any) -> Optional[str]:
        result = source()
        if result is None:
            return None
        row = result.row_of_id(_text(parcel))
        value = None if row < 0 else result.parcels[column].iat[row]
        return None if phrases.is_null(value) else str(value)

    def word(value: Any) -> str:
        return phrases.words(str(value), i18n.language(), "verdicts", "use_classes", "steps", "assumed", "roles")

    unregister()
    for name, least, most, arguments, text, examples, work in (
            ("soilgate_use_class", 1, 2,
             [("code", translate("SoilGate", "land-use code, of any scheme, or a name")),
              ("scheme", translate("SoilGate", "scheme of the code, where it is known (optional)"))],
             translate("SoilGate", "Use classes that a land-use code means, joined by ;, the main one first. "
                                   "NULL where the code is not read."),
             [("soilgate_use_class('R2')", "'residential'"), ("soilgate_word(soilgate_use_class(\"dldm\"))", "…")],
             lambda code, scheme=None: use_classes(_text(code), None if scheme is None else str(scheme))),
            ("soilgate_verdict", 1, 1, [("parcel_id", translate("SoilGate", "number of the parcel"))],
             translate("SoilGate", "Verdict of a parcel in the result that is shown. NULL where there is no result, "
                                   "or no such parcel in it."),
             [("soilgate_verdict(\"dkbh\")", "'survey_required'")], lambda parcel: cell("verdict", parcel)),
            ("soilgate_could_be", 1, 1, [("parcel_id", translate("SoilGate", "number of the parcel"))],
             translate("SoilGate", "The gravest verdict that what is missing could still give. NULL where nothing is "
                                   "missing, or there is no result."),
             [("soilgate_could_be(\"dkbh\")", "'prohibited'")], lambda parcel: cell("could_be", parcel)),
            ("soilgate_reasons", 1, 1, [("parcel_id", translate("SoilGate", "number of the parcel"))],
             translate("SoilGate", "Reasons of the verdict of a parcel, one a line, in the language of QGIS."),
             [("soilgate_reasons(\"dkbh\")", "…")], lambda parcel: cell(f"reasons_{i18n.language()}", parcel)),
            ("soilgate_word", 1, 1, [("word", translate("SoilGate", "stored word, or several joined by ;"))],
             translate("SoilGate", "A verdict, use class or step in the language of QGIS."),
             [("soilgate_word('prohibited')", f"'{word('prohibited')}'")], word)):
        function = _Function(name, least, most, _help(name, arguments, text, examples), work)
        if QgsExpression.registerFunction(function):
            _registered.append(function)


def unregister() -> None:
    """Take the functions out again."""
    while _registered:
        QgsExpression.unregisterFunction(_registered[-1].name())
        _registered.pop()                # not before: QGIS looks at it while it lets it go


def _text(value: Any) -> str:
    """A number of a parcel as text: whole numbers without decimals."""
    return str(int(value)) if isinstance(value, float) and value == int(value) else str(value)


def _help(name: str, arguments: list[tuple[str, str]], text: str, examples: list[tuple[str, str]]) -> str:
    """The help of a function as the expression builder shows it."""
    syntax = ", ".join(f'<span class="argument">{html.escape(argument)}</span>' for argument, _told in arguments)
    rows = "".join(f'<tr><td class="argument">{html.escape(argument)}</td><td>{html.escape(told)}</td></tr>'
                   for argument, told in arguments)
    shown = "".join(f"<li><code>{html.escape(call)}</code> → <code>{html.escape(gives)}</code></li>"
                    for call, gives in examples)
    heads = [html.escape(title) for title in (
        translate("SoilGate", "Syntax"), translate("SoilGate", "Arguments"), translate("SoilGate", "Examples"))]
    return (f"<h3>{html.escape(name)}</h3><div class='description'><p>{html.escape(text)}</p></div>"
            f"<h4>{heads[0]}</h4><div class='syntax'><code><span class='functionname'>{html.escape(name)}</span>"
            f"({syntax})</code></div><h4>{heads[1]}</h4><div class='arguments'><table>{rows}</table></div>"
            f"<h4>{heads[2]}</h4><div class='examples'><ul>{shown}</ul></div>")
