"""Language of the window: which one it is, and the translations of our own sentences.

Convention: sentences of ``plugin/qgs`` and ``ui`` are English literals in ``translate("SoilGate", "...")``, evaluated
at the moment of showing. Words of the core (verdicts, findings, errors) are in ``resources/messages*``, zh and en.
"""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..about import RESOURCES_DIR

translate = QCoreApplication.translate


_spoken = ""


def speak(lang: str) -> None:
    """Use "zh" or "en" whatever QGIS is set to: in a process without a window, for the window that asked."""
    global _spoken
    _spoken = lang


def language() -> str:
    """Return "zh" where QGIS speaks any kind of Chinese, else "en"."""
    if _spoken:
        return _spoken
    return "zh" if QgsApplication.locale().lower().startswith("zh") else "en"


def step_names() -> dict[str, str]:
    """Return the steps of the procedure, as they are stored, and what the window calls them."""
    return {
        "plan": translate("SoilGate", "Drawing up the plan"),
        "use_change": translate("SoilGate", "Change of use"),
        "acquisition": translate("SoilGate", "Acquisition or reserve"),
        "taking_back": translate("SoilGate", "Taking back"),
        "transfer": translate("SoilGate", "Transfer"),
        "supply": translate("SoilGate", "Supply (allocation, grant)"),
        "planning_permit": translate("SoilGate", "Planning permit"),
        "building_permit": translate("SoilGate", "Building permit"),
        "works": translate("SoilGate", "Start of works"),
    }


def install_translator() -> QTranslator | None:
    """Load ``resources/i18n/soilgate_<locale>.qm`` and install it.

    Returns
    -------
    QTranslator or None
        Keep it, and hand it to ``remove_translator`` on unload. None where there is none for this language.
    """
    translator = QTranslator()
    if not translator.load(QLocale(QgsApplication.locale()), "soilgate", "_", str(RESOURCES_DIR / "i18n"), ".qm"):
        return None
    QCoreApplication.installTranslator(translator)
    return translator


def remove_translator(translator: QTranslator | None) -> None:
    """Take a translator out again."""
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
