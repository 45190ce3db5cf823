"""The demo district as a review reads it."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import yaml
from soilgate.plugin import jobs
from soilgate.plugin.core.progress import Silent
from soilgate.plugin.core.review import Options
from soilgate.plugin.core.vocabulary import Role, Step
from soilgate.plugin.io import mapping


def load(root, steps=(Step.PLAN,), **changed):
    """Tables and options of the demo district; ``changed`` replaces what holders say of roles."""
    demo = root / "resources" / "demo"
    told = yaml.safe_load((demo / "demo.yaml").read_text(encoding="utf-8"))
    entries = [e for e in told["layers"] if Role(e["role"]) in jobs.REVIEW_ROLES]
    request = jobs.ReviewRequest(
        {Role(e["role"]): jobs.LayerInput(str(demo / e["path"]), e["layer"]) for e in entries},
        as_of=dt.date.fromisoformat(told["as_of"]), maps=mapping.load_map(demo / told["map"]))
    covers = {Role(e["role"]): e["covers"] for e in entries if "covers" in e}
    options = Options(pd.Timestamp(told["as_of"]), jobs.load_rules(), steps, {**covers, **changed})
    return jobs.read_inputs(request, Silent()), options
