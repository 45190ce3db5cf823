"""The closed sets of words of the project; the values are the words that are stored.

Chinese and English names of each are in ``resources/messages.yaml`` (section ``words``).
"""

from __future__ import annotations

import enum


class Word(str, enum.Enum):
    """A stored word."""

    def __str__(self) -> str:
        return str(self.value)


class Verdict(Word):
    """What may happen to a parcel; declared from the gravest to the mildest."""

    PROHIBITED = "prohibited"
    REMEDIATE_FIRST = "remediate_first"
    ASSESS_RISK = "assess_risk"
    SURVEY_REQUIRED = "survey_required"
    UNDETERMINED = "undetermined"
    CAUTION = "caution"
    CLEAR = "clear"

    @property
    def gravity(self) -> int:
        """7 for ``prohibited`` down to 1 for ``clear``; 0 is used for "none"."""
        return len(VERDICTS) - VERDICTS.index(self)


VERDICTS = tuple(Verdict)


class Role(Word):
    """What a layer or table is used as; the order is that of the data page."""

    PARCELS = "parcels"
    CURRENT_USE = "current_use"
    REGISTRY = "registry"
    NEGATIVE_LIST = "negative_list"
    SURVEY_AREAS = "survey_areas"
    SAMPLES = "samples"
    RISK_ASSESSMENTS = "risk_assessments"
    INDUSTRIAL_LAND = "industrial_land"
    ORDERED_SURVEYS = "ordered_surveys"
    FARMLAND = "farmland"
    BASIC_FARMLAND = "basic_farmland"
    CONTROL_ZONES = "control_zones"
    SIGNS = "signs"
    POINTS = "points"
    RECORDS = "records"
    NOTICES = "notices"
    EVIDENCE = "evidence"
    LOCATED = "located"


class Step(Word):
    """Steps of the procedure, in their order."""

    PLAN = "plan"
    USE_CHANGE = "use_change"
    ACQUISITION = "acquisition"
    TAKING_BACK = "taking_back"
    TRANSFER = "transfer"
    SUPPLY = "supply"
    PLANNING_PERMIT = "planning_permit"
    BUILDING_PERMIT = "building_permit"
    WORKS = "works"


STEPS = tuple(Step)


class ListKind(Word):
    """Which list an entry stands on."""

    PROVINCIAL_LIST = "provincial_list"
    CONTAMINATED_PLOT_LIST = "contaminated_plot_list"
    SUSPECTED = "suspected"
    ORDERED_SURVEY = "ordered_survey"
    UNKNOWN = "unknown"


class ListStatus(Word):
    """Whether an entry is on its list."""

    LISTED = "listed"
    REMOVED = "removed"


class Stage(Word):
    """How far a plot is."""

    SURVEY = "survey"
    RISK_ASSESSMENT = "risk_assessment"
    RISK_CONTROL = "risk_control"
    REMEDIATION = "remediation"
    EFFECT_ASSESSMENT = "effect_assessment"
    REMOVED = "removed"


class SurveyPhase(Word):
    """Phases of a soil survey (HJ 25.1-2019); phase 1 lawfully has no sampling points."""

    PHASE_1 = "phase_1"
    PRELIMINARY = "phase_2_preliminary"
    DETAILED = "phase_2_detailed"
    PHASE_2 = "phase_2"
    PHASE_3 = "phase_3"


class SurveyConclusion(Word):
    """What a survey says of the screening values."""

    WITHIN = "within"
    EXCEEDS = "exceeds"


class ReviewResult(Word):
    """Outcome of the review of a report."""

    PASSED = "passed"
    PASSED_WITH_REVISION = "passed_with_revision"
    FAILED = "failed"
    PENDING = "pending"


class RiskResult(Word):
    """Outcome of a risk assessment."""

    ACCEPTABLE = "acceptable"
    UNACCEPTABLE = "unacceptable"


class FarmlandCategory(Word):
    """Soil category of farmland, from the official layer only."""

    PRIORITY = "priority_protection"
    SAFE_USE = "safe_use"
    STRICT = "strict_control"


class ZoneKind(Word):
    """Two zones with two legal bases."""

    CONTROL = "control_zone"
    ISOLATION = "isolation_area"


class Medium(Word):
    """Monitored media."""

    SOIL = "soil"
    SURFACE_WATER = "surface_water"
    GROUNDWATER = "groundwater"
    AIR = "air"


class Duty(Word):
    """What a control zone owes."""

    ZONE = "zone"
    SIGN = "sign"
    NOTICE = "notice"
    SOIL = "soil"
    SURFACE_WATER = "surface_water"
    GROUNDWATER = "groundwater"
    AIR = "air"
    CONTAINMENT = "containment"


class DutyState(Word):
    """State of a duty; declared from the gravest to the mildest."""

    MISSING = "missing"
    OVERDUE = "overdue"
    DUE = "due"
    UNKNOWN = "unknown"
    MET = "met"
    NOT_OWED = "not_owed"


class CheckState(Word):
    """How far a check was made."""

    DONE = "done"
    PARTLY = "partly"
    NOT_DONE = "not_done"
    NOT_NEEDED = "not_needed"


class Settlement(Word):
    """How a person settled an entry without polygon."""

    DRAWN = "drawn"
    POINT_RADIUS = "point_radius"
    OUTSIDE = "outside"
    INQUIRED = "inquired"


class Statement(Word):
    """What a person states in a row of the evidence table."""

    NONE_HERE = "none_here"
    NOT_LISTED = "not_listed"
    OUTSIDE = "outside"
    EXCEPTION = "exception"


class EditionKind(Word):
    """Whether an issue of a list is the whole list or changes only."""

    WHOLE = "whole"
    CHANGES = "changes"


class SampleState(Word):
    """What the samples of a place show against the values of the land class."""

    INTERVENTION = "intervention"    # above the intervention value
    SCREENING = "screening"          # above the screening value
    UNKNOWN = "unknown"              # cannot be judged
    WITHIN = "within"                # within limits


class Contact(Word):
    """How a parcel and a subject lie to each other."""

    OVERLAP = "overlap"      # wider than the tolerance and the accuracies
    BOUNDARY = "boundary"    # thinner than the tolerance
    THIN = "thin"            # above the tolerance, thinner than the accuracy: cannot be told
    UNKNOWN = "unknown"      # engines disagree, search circle, geometry in doubt
    NEAR = "near"            # apart, within a radius
    NONE = "none"
