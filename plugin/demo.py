"""The shipped demo district: its layers as a review request, and the review of it into a folder."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from . import about, jobs
from .core.findings import Outcome
from .core.progress import Part, Progress
from .core.vocabulary import Role, Step
from .io import mapping, opinion

FOLDER = about.RESOURCES_DIR / "demo"


def description() -> dict[str, Any]:
    """What ``demo.yaml`` says: title, day, steps, layers with role, path, layer and coverage."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / "demo.yaml").read_text(encoding="utf-8"))
    return data


def inputs() -> dict[Role, jobs.Input]:
    """Role -> layer of the demo district."""
    return {Role(x["role"]): jobs.LayerInput(str(FOLDER / x["path"]), x["layer"]) for x in description()["layers"]}


def request(**outputs: Any) -> jobs.ReviewRequest:
    """The review of the demo district on its pinned day."""
    data = description()
    given = inputs()
    return jobs.ReviewRequest(
        inputs={role: x for role, x in given.items() if role in jobs.REVIEW_ROLES},
        as_of=dt.date.fromisoformat(data["as_of"]), steps=[Step(s) for s in data["steps"]],
        covers={Role(x["role"]): x["covers"] for x in data["layers"] if "covers" in x},
        maps=mapping.load_map(FOLDER / data["map"]), **outputs)


def review_demo(folder: Path, progress: Progress) -> list[Outcome]:
    """Review the demo district and its control zones into a folder.

    Returns
    -------
    list of Outcome
        The review of the plan; then the same plan at the later steps of ``also``, where other rules bite.
    """
    folder.mkdir(parents=True, exist_ok=True)
    data = description()
    outcome = jobs.review(request(
        out=folder / "soilgate-demo.gpkg", json=folder / "soilgate-demo.json", xlsx=folder / "soilgate-demo.xlsx",
        report=folder / "report"), Part(progress, 0.0, 0.7))
    chosen = outcome.tables["parcels_reviewed"].groupby("verdict", sort=True)["parcel_id"].first()
    opinion.write_report(outcome, folder / "report", parcels=chosen.tolist())
    outcomes = [outcome]
    for more in data["also"]:
        asked = dataclasses.replace(request(out=folder / f"soilgate-demo-{'-'.join(more['steps'])}.gpkg"),
                                    steps=[Step(s) for s in more["steps"]])
        outcomes.append(jobs.review(asked, Part(progress, 0.7, 0.9)))
    given = inputs()
    jobs.zones(jobs.ZonesRequest(
        inputs={role: x for role, x in given.items() if role in jobs.ZONE_ROLES},
        as_of=dt.date.fromisoformat(data["as_of"]), maps=mapping.load_map(FOLDER / data["map"]),
        out=folder / "soilgate-demo-zones.gpkg", xlsx=folder / "soilgate-demo-zones.xlsx",
        ics=folder / "soilgate-demo-zones.ics"), Part(progress, 0.9, 1.0))
    return outcomes
