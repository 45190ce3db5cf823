"""Words of the window that more than one page shows; verdicts and duties are named by ``plugin/qgs/styles*``."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QLocale

from ..plugin.core import forecast, knowledge
from ..plugin.core.vocabulary import Role, Step
from ..plugin.qgs import i18n

translate = QCoreApplication.translate


def role_name(role: Role) -> str:
    """Return what a role is called."""
    return {
        Role.PARCELS: translate("SoilGate", "Planned parcels"),
        Role.CURRENT_USE: translate("SoilGate", "Current use"),
        Role.REGISTRY: translate("SoilGate", "Registry"),
        Role.NEGATIVE_LIST: translate("SoilGate", "Negative list"),
        Role.SURVEY_AREAS: translate("SoilGate", "Soil surveys"),
        Role.SAMPLES: translate("SoilGate", "Samples"),
        Role.RISK_ASSESSMENTS: translate("SoilGate", "Assessments"),
        Role.INDUSTRIAL_LAND: translate("SoilGate", "Industrial land"),
        Role.ORDERED_SURVEYS: translate("SoilGate", "Ordered surveys"),
        Role.FARMLAND: translate("SoilGate", "Farmland"),
        Role.BASIC_FARMLAND: translate("SoilGate", "Basic farmland"),
        Role.CONTROL_ZONES: translate("SoilGate", "Control zones"),
        Role.SIGNS: translate("SoilGate", "Signs"),
        Role.POINTS: translate("SoilGate", "Points"),
        Role.RECORDS: translate("SoilGate", "Records"),
        Role.NOTICES: translate("SoilGate", "Issued notices"),
        Role.EVIDENCE: translate("SoilGate", "Statements"),
        Role.LOCATED: translate("SoilGate", "Settled places"),
    }[role]


def role_hint(role: Role) -> str:
    """Return what a role holds, for its tooltip."""
    return {
        Role.PARCELS: translate("SoilGate", "The parcels of the plan: polygons with number and proposed use code."),
        Role.CURRENT_USE: translate("SoilGate", "Land as it is used today: polygons with a use code."),
        Role.REGISTRY: translate(
            "SoilGate", "The list of plots under risk control and remediation, with or without boundaries."),
        Role.NEGATIVE_LIST: translate("SoilGate", "Plots with the uses that are barred there."),
        Role.SURVEY_AREAS: translate("SoilGate", "Extents of soil surveys with conclusion and review."),
        Role.SAMPLES: translate("SoilGate", "Sample results: place, depth, pollutant, value, unit."),
        Role.RISK_ASSESSMENTS: translate("SoilGate", "Risk assessments with result and review."),
        Role.INDUSTRIAL_LAND: translate("SoilGate", "Land of enterprises: industry, hazardous waste, key units."),
        Role.ORDERED_SURVEYS: translate("SoilGate", "Places for which a survey was ordered."),
        Role.FARMLAND: translate("SoilGate", "Soil categories of farmland; the official layer only."),
        Role.BASIC_FARMLAND: translate("SoilGate", "Permanent basic farmland."),
        Role.CONTROL_ZONES: translate("SoilGate", "Control zones and isolation areas with their documents."),
        Role.SIGNS: translate("SoilGate", "Signs that were set up at control zones."),
        Role.POINTS: translate("SoilGate", "Monitoring points of soil, water and air."),
        Role.RECORDS: translate("SoilGate", "Results of monitoring with point and day."),
        Role.NOTICES: translate("SoilGate", "Public notices that were issued for zones."),
        Role.EVIDENCE: translate("SoilGate", "Statements by offices that settle what is unknown."),
        Role.LOCATED: translate("SoilGate", "Places that people gave to entries without boundary."),
    }[role]


def input_name(key: str) -> str:
    """Return what an input of the forecast is called."""
    if key.startswith(forecast.PLACES):
        return translate("SoilGate", "places of {role}").format(role=role_name(Role(key[len(forecast.PLACES):])))
    if key == forecast.USE:
        return translate("SoilGate", "readable use codes")
    if key == forecast.GEOMETRY:
        return translate("SoilGate", "boundaries of parcels")
    return role_name(Role(key))


def run_input(item: str) -> str:
    """Return what an input of a run is called: a role, or what was set."""
    if item in {str(role) for role in Role}:
        return role_name(Role(item))
    return {"as_of": translate("SoilGate", "day of review"), "steps": translate("SoilGate", "steps"),
            "tolerance_m": translate("SoilGate", "tolerance"), "rules": translate("SoilGate", "rules")}.get(item, item)


def step_name(step: Step) -> str:
    """Return what a step of the procedure is called."""
    return i18n.step_names()[str(step)]


def pollutant_name(name: str) -> str:
    """Return a pollutant's name in the language of the window; one that is not known as it stands."""
    known = knowledge.aliases().get(knowledge.fold(name))
    return str(name) if known is None else known.name_en if i18n.language() == "en" else known.name_zh


def number(value: int) -> str:
    """Return a count with thin groups of three, as Chinese papers print it."""
    return f"{value:,}".replace(",", "\u2009")


def area(value_m2: float, *, in_mu: bool = False) -> str:
    """Return an area: m² below one hectare, hectares with four decimals above, or mu."""
    if value_m2 != value_m2:
        return ""
    if in_mu:
        return translate("SoilGate", "{mu} mu").format(mu=f"{value_m2 * 3 / 2000:.3f}")
    if abs(value_m2) < 10_000:
        return translate("SoilGate", "{m2} m²").format(m2=QLocale().toString(float(value_m2), "f", 2))
    return translate("SoilGate", "{ha} ha").format(ha=f"{value_m2 / 10_000:.4f}")


def of_count(count: int, one: str, several: str) -> str:
    """The sentence of one thing, or of several."""
    return one if count == 1 else several


def not_beside(why: str, what: str) -> str:
    """Why layouts are printed in the window (``print_beside.NotBeside``)."""
    return {
        "memory": translate("SoilGate", "the layer \"{what}\" is in memory only"),
        "edited": translate("SoilGate", "the layer \"{what}\" has edits that are not saved"),
        "function": translate("SoilGate", "the function \"{what}\" is known in this window only"),
        "unreadable": translate("SoilGate", "\"{what}\" cannot be read outside this window"),
        "process": translate("SoilGate", "no second process could be used for it"),
    }[why].format(what=what)
