"""What the dock knows and does: which layer plays which role, the runs, the results. No widget.

Layers are kept by id; whatever is asked of a layer is asked of the project at that moment. The state is saved in the
project and read back with it.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime
import functools
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Callable, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
from qgis.core import QgsDataProvider, QgsFeatureRequest, QgsMapLayer, QgsProcessingUtils, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ..plugin.core import settle
from ..plugin.core.errors import InputError
from ..plugin.core.tables import RoleTable
from ..plugin.core.vocabulary import Role, Step
from ..plugin.io import applications, located, statements, workspace
from ..plugin.io.applications import Application
from ..plugin.qgs import (
    application_review,
    compat,
    layers,
    live_site,
    outlook,
    print_beside,
    result_tables,
    roles,
    settings,
    tasks,
    turns,
    use_cases,
    worker,
)
from ..plugin.qgs import project as projects
from . import freshness
from .decisions import Decision, Decisions, ground_of, same_ground
from .decisions import read as read_decisions

translate = QCoreApplication.translate
_NAMED = 5000
_LARGE_BYTES = 10_000_000
_WORKS = ("industrial", "mining", "storage", "utility")      # uses whose projects may pollute


@dataclasses.dataclass
class RoleChoice:
    """What plays a role, and what its holder said of it."""

    layer_id: str = ""
    chosen: bool = False                 # by a person, so that recognition leaves it alone
    covers: str = ""                     # "yes", "no", "unknown"; "" not asked yet
    none_issued: str = ""                # day of the office's statement that there is none
    mapping: dict[str, str] = dataclasses.field(default_factory=dict)     # canonical column -> header, "" for none
    values: dict[str, dict[str, Any]] = dataclasses.field(default_factory=dict)   # column -> {their word: ours}
    list_kind: str = ""
    edition: str = ""
    edition_date: str = ""


def _dict(value: Any) -> dict[str, Any]:
    """A mapping as it was read; an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    """A list as it was read; an empty one for anything else."""
    return value if isinstance(value, list) else []


def _restored(kind: Any, value: Any) -> Any:
    """An object of texts and answers as it was saved; None where it is another thing, or some of it is lacking."""
    values = {}
    for field in dataclasses.fields(kind):
        if field.name in _dict(value):
            like = {} if str(field.type).startswith("dict") else False if field.type == "bool" else ""
            if not isinstance(value[field.name], type(like)):
                return None
            values[field.name] = value[field.name]
    try:
        return kind(**values) if values else None
    except TypeError:
        return None


def today() -> datetime.date:
    """The day in China."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8))).date()


def _number_text(value: Any) -> str:
    """The number of a parcel as the result has it."""
    if compat.is_null(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _asked(made_from: str) -> dict[str, Any]:
    """What a run was asked: day and steps."""
    told = json.loads(made_from)
    return {key: told.get(key) for key in ("as_of", "steps")}


def _given(made_from: str) -> dict[str, Any]:
    """What a run was given: data, answers, rules."""
    told = json.loads(made_from)
    return {key: value for key, value in told.items() if key not in ("as_of", "steps")}


def outlook_roles() -> frozenset[Role]:
    """Roles that are looked at before a run."""
    return frozenset({*settle.LISTED, Role.PARCELS, Role.CURRENT_USE, Role.FARMLAND, Role.BASIC_FARMLAND,
                      Role.EVIDENCE, Role.LOCATED})


class Session(QObject):
    """The state behind the pages.

    Signals say what happened: ``roles_changed``; ``run_started(kind)``, ``run_moved(kind, percent, message)``,
    ``run_ended(kind)`` with kind "review", "zones", "open", "layout" or "print";
    ``review_shown(ResultTables or None)``, ``zones_shown(ZoneTables or None)``; ``failed(error)``;
    ``stale_changed(bool)``: which rows of the review are out of date has changed, and whether any is.
    """

    roles_changed = pyqtSignal()
    run_started = pyqtSignal(str)
    run_moved = pyqtSignal(str, float, str)
    run_ended = pyqtSignal(str)
    review_shown = pyqtSignal(object)
    zones_shown = pyqtSignal(object)
    proposals_shown = pyqtSignal(str, dict, list)    # layer, how many points each zone got, zones left out
    finished_well = pyqtSignal(str, object)
    cancelled = pyqtSignal(str)              # a person stopped a run of this kind
    failed = pyqtSignal(object)
    stale_changed = pyqtSignal(bool)
    demo_opened = pyqtSignal(str)
    parcel_selected = pyqtSignal(int)
    outlook_changed = pyqtSignal()
    selection_changed = pyqtSignal()          # of a layer that may be the plan, while only the selection is reviewed
    decisions_changed = pyqtSignal()
    applications_changed = pyqtSignal()
    scope_changed = pyqtSignal()         # ``selected_only`` was set here
    plan_selected = pyqtSignal(int)      # a parcel was selected in the plan: its row in the result

    def __init__(self, project: QgsProject, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._project = project
        self._owners = {"review": tasks.TaskOwner(), "zones": tasks.TaskOwner(), "other": tasks.TaskOwner(),
                        "outlook": tasks.TaskOwner(), "print": tasks.TaskOwner()}
        self._tasks: dict[str, tasks.CoreTask] = {}
        self._worker = worker.Worker()
        self._turns = {kind: turns.Turns() for kind in ("open", "layout", "print")}
        self._printing: Optional[tuple[print_beside.PrintRequest, worker.Worker]] = None
        self._showing: Any = None            # steps of a result that is about to be shown
        self._first: list[Callable[[Any], Iterator[None]]] = []
        self._folder: Optional[Path] = None      # of a project that has no file yet
        self._used: set[str] = set()
        self._watched: list[tuple[str, str, Callable[..., object]]] = []
        self._heard: dict[str, QgsVectorLayer] = {}     # layers whose name, source and selection are listened to
        self._kept: dict[tuple[Role, str], RoleChoice] = {}   # what was said of layers that are gone, by their source
        self._settling = turns.Turns()        # looks for roles
        self._settle = QTimer(self)           # many layers come at once
        self._settle.setSingleShot(True)
        self._settle.setInterval(150)
        self._settle.timeout.connect(self._on_settled)
        self._look = QTimer(self)             # and many answers too
        self._look.setSingleShot(True)
        self._look.setInterval(400)
        self._look.timeout.connect(self.look_ahead)
        self._changes = freshness.ChangeWatch(project, self)
        self._changes.parcels_changed.connect(self._on_parcels_edited)
        self._changes.places_changed.connect(self._on_places_edited)
        self._changes.homes_changed.connect(self._on_homes_edited)
        self._changes.all_changed.connect(self._on_all_edited)
        self._plan_changes = freshness.ChangeWatch(project, self)
        for signal in (self._plan_changes.places_changed, self._plan_changes.all_changed):
            signal.connect(self._note_plan_edit)
        self._reset()
        self.roles_changed.connect(self._look.start)
        self.roles_changed.connect(self._compare_inputs)
        for signal, slot in self._project_slots():
            signal.connect(slot)
        self._hear()

    def _reset(self) -> None:
        self.choices: dict[Role, RoleChoice] = {role: RoleChoice() for role in Role}
        self.as_of: Optional[datetime.date] = None       # None: today
        self.steps: list[Step] = [Step.PLAN]
        self.selected_only = False
        self._inspected: dict[Role, tuple[Any, Any]] = {}
        self.review: Optional[result_tables.ResultTables] = None
        self.zones: Optional[use_cases.ZoneTables] = None
        self.edited: Optional[npt.NDArray[np.bool_]] = None    # rows whose parcel, or what lies near it, was edited
        self.inputs_differ = False               # what the run was made from is no longer what is chosen
        self._made_from = ""
        self._files: dict[str, str] = {}         # layer id -> state of its file when the result was made
        self._edited_meanwhile = False
        self._used = set()
        self.stated: list[statements.Stated] = []
        self.former_stated: list[statements.Stated] = []     # taken back or replaced
        self.outlook: Optional[outlook.Outlook] = None
        self.answers: list[located.Answer] = []
        self.decisions = Decisions()
        self.applications: dict[str, Application] = {}
        self.application_id = ""                     # the one that is worked on
        self.review_of = ""                          # the application that the shown result is of; "" for the plan
        self._plan_result = ""                       # file of the plan's last result, while another one is shown
        self._plan_kept: Optional[tuple[str, dict[str, str], set[str]]] = None    # made from, files, out of date
        self._plan_edited = False                    # while another result was shown
        self._likely: dict[str, tuple[object, Optional[Role]]] = {}
        self.site_cache: dict[Role, tuple[object, RoleTable]] = {}
        self._restored_stale: Any = False
        self._read: dict[Role, tuple[object, Any]] = {}      # tables that were read for the outlook

    def close(self) -> None:
        """Let go of project and tasks (unload)."""
        self.cancel_all()
        if self._project.isDirty() and (self.applications or self.answers or self.stated or len(self.decisions)):
            self._write_state()                  # what a person entered and has not saved is there after a reload
        self._worker.close()
        self._settle.stop()
        self._look.stop()
        self._watch(())
        self._changes.stop()
        self._plan_changes.stop()
        for layer_id, layer in list(self._heard.items()):
            for signal, slot in self._layer_slots(layer):
                signal.disconnect(slot)
            del self._heard[layer_id]
        self._forget_folder()
        for signal, slot in self._project_slots():
            signal.disconnect(slot)

    def _project_slots(self) -> tuple[tuple[Any, Callable[..., object]], ...]:
        """What is listened to in the project, which outlives this object."""
        return ((self._project.layersWillBeRemoved, self._on_layers_leave),
                (self._project.layersRemoved, self._on_layers_removed),
                (self._project.layersAdded, self._on_layers_added), (self._project.cleared, self._on_cleared),
                (self._project.readProject, self._on_read), (self._project.writeProject, self._on_write),
                (self._project.projectSaved, self._on_saved))

    def _layer_slots(self, layer: QgsVectorLayer) -> tuple[tuple[Any, Callable[..., object]], ...]:
        return ((layer.nameChanged, self._settle.start), (layer.dataSourceChanged, self._settle.start),
                (layer.crsChanged, self._settle.start), (layer.subsetStringChanged, self._settle.start),
                (layer.selectionChanged, self._on_any_selection))

    def _hear(self) -> None:
        """Listen to the layers that may play a role: renamed, of another source, with another selection."""
        for layer in self.candidates():
            if layer.id() not in self._heard:
                self._heard[layer.id()] = layer
                for signal, slot in self._layer_slots(layer):
                    signal.connect(slot)

    def _on_any_selection(self, *_what: object) -> None:
        if self.selected_only:
            self.selection_changed.emit()

    def _forget_folder(self) -> None:
        """Delete the files of a project that has none, unless its layers still show them."""
        if self._folder is not None and not any(
                str(self._folder) in layer.source() for layer in self._project.mapLayers().values()):
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    # -- roles -------------------------------------------------------------------------------------------------

    def layer(self, role: Role) -> Optional[QgsVectorLayer]:
        """The layer that plays a role now."""
        layer = self._project.mapLayer(self.choices[role].layer_id)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def candidates(self) -> list[QgsVectorLayer]:
        """Layers that may play a role."""
        return roles.candidates(self._project)

    def choose(self, role: Role, layer_id: str) -> None:
        """Give a role to a layer, or to none."""
        choice = self.choices[role]
        if choice.layer_id == layer_id:
            return
        self.choices[role] = dataclasses.replace(self._said_before(role, layer_id), chosen=True)
        if layer_id:
            for other, taken in self.choices.items():
                if other is not role and taken.layer_id == layer_id:
                    self.choices[other] = RoleChoice()
        self._changed()

    def _said_before(self, role: Role, layer_id: str) -> RoleChoice:
        """What a layer that comes back was said to hold, and to cover; nothing for a new one."""
        layer = self._project.mapLayer(layer_id)
        kept = self._kept.get((role, layer.publicSource())) if layer is not None else None
        return RoleChoice(layer_id=layer_id) if kept is None else dataclasses.replace(kept, layer_id=layer_id)

    def answer_coverage(self, role: Role, answer: str) -> None:
        """Keep what the holder says: does the layer cover the plan? "yes", "no", "unknown" or "" (ask again)."""
        self.choices[role].covers = answer
        self._changed()

    def state_none(self, role: Role, stated: bool) -> None:
        """Keep, or take back, the office's statement that there is none as of the day of the review."""
        self.choices[role].none_issued = self.day().isoformat() if stated else ""
        self._changed()

    def map_columns(self, role: Role, mapping: dict[str, str],
                    values: Optional[dict[str, dict[str, Any]]] = None) -> None:
        """Keep which header stands for which column, and which of their words for which of ours."""
        self.choices[role].mapping = dict(mapping)
        if values is not None:
            self.choices[role].values = values
        self._changed()

    def set_edition(self, role: Role, edition: str, day: str) -> None:
        """Keep of which issue a list is; of another issue it is asked anew whether it covers the plan."""
        choice = self.choices[role]
        if (choice.edition, choice.edition_date) != (edition, day):
            choice.edition, choice.edition_date, choice.covers = edition, day, ""
            self._changed()

    def set_day(self, day: Optional[datetime.date]) -> None:
        """Set the day of the review; None for today."""
        self.as_of = None if day == today() else day
        self._changed()

    def set_steps(self, steps: list[str]) -> None:
        """Set the steps of the procedure that are asked about."""
        self.steps = [Step(step) for step in steps] or [Step.PLAN]
        self._changed()

    def day(self) -> datetime.date:
        """The day of the review."""
        return self.as_of or today()

    def recognise(self, *, again: bool = False, certain: bool = False) -> int:
        """Give roles to the layers that look like them; returns how many are new.

        A person's choice stays; ``again`` looks at the other roles anew, ``certain`` takes no layer in doubt.
        """
        return turns.at_once(self._role_steps(again=again, certain=certain))

    def find_roles(self, done: Callable[[int], object], *, again: bool = False, certain: bool = False) -> None:
        """``recognise`` in turns of the window: the first rows of one layer a turn; ``done`` gets how many are new.

        Who asks meanwhile takes its place; layers that come wait.
        """
        self._settling.begin(self._role_steps(again=again, certain=certain), done, self.failed.emit)

    def _role_steps(self, *, again: bool, certain: bool) -> turns.Steps[int]:
        """Steps of ``recognise``; a role or layer that a person took meanwhile is left alone."""
        roles.learn()
        yield
        open_roles = [role for role, choice in self.choices.items()
                      if not choice.chosen and (again or not choice.layer_id) and not choice.none_issued]
        taken = [c.layer_id for role, c in self.choices.items() if c.layer_id and role not in open_roles]
        proposed = yield from roles.recognise_steps(self._project, taken, open_roles)
        found = {role: self._said_before(role, proposal.layer_id) for role, proposal in proposed.items()
                 if self.choices[role].layer_id != proposal.layer_id and (proposal.certain or not certain)}
        yield from self._inspect_steps(found)
        for role, choice in list(found.items()):
            if self.choices[role].chosen or self.choices[role].none_issued \
                    or self._project.mapLayer(choice.layer_id) is None \
                    or any(one.chosen and one.layer_id == choice.layer_id for one in self.choices.values()):
                del found[role]
        self.choices.update(found)
        if found:
            self._changed()
        return len(found)

    def _inspect_steps(self, found: Mapping[Role, RoleChoice]) -> Iterator[None]:
        """Look at layers before they get their roles, one a step: the pages would at all of them in one turn."""
        for role, choice in found.items():
            layer = self._project.mapLayer(choice.layer_id)
            if isinstance(layer, QgsVectorLayer):
                self._look_at(role, layer, choice.mapping)
                yield

    def inspect(self, role: Role) -> Optional[roles.Inspection]:
        """What is to be said of the layer of a role; None where there is none."""
        layer = self.layer(role)
        return None if layer is None else self._look_at(role, layer, self.choices[role].mapping)

    def _look_at(self, role: Role, layer: QgsVectorLayer, mapping: dict[str, str]) -> roles.Inspection:
        """What is to be said of a layer in a role; its first rows are read once."""
        key = (role, layer.id(), layer.isValid(), layer.crs().authid(), layer.featureCount(),
               tuple(layer.fields().names()), tuple(sorted(mapping.items())))
        if self._inspected.get(role, (None, None))[0] != key:
            self._inspected[role] = (key, roles.inspect(layer, role, mapping))
        return self._inspected[role][1]

    def passed_over(self, role: Role) -> list[str]:
        """Names of layers that look like a role which another layer plays, and play none: what they hold is not read.

        Of plans there are often several versions; a second list, or a second sheet of samples, is easily forgotten.
        """
        if role is Role.PARCELS or role not in use_cases.REVIEW_ROLES or not self.choices[role].layer_id:
            return []
        taken = {choice.layer_id for choice in self.choices.values()}
        return [layer.name() for layer in self.candidates()
                if layer.id() not in taken and self._likeliest(layer) is role]

    def _likeliest(self, layer: QgsVectorLayer) -> Optional[Role]:
        key = (layer.name(), layer.source(), tuple(layer.fields().names()))
        if self._likely.get(layer.id(), (None, None))[0] != key:
            self._likely[layer.id()] = (key, roles.likeliest(layer))
        return self._likely[layer.id()][1]

    def ready(self) -> bool:
        """Whether a review can run: parcels are there, and nothing that is given is unusable."""
        if self.layer(Role.PARCELS) is None:
            return False
        return all(found is None or found.state != "bad" for found in map(self.inspect, Role))

    def open_demo(self) -> None:
        """Load the demo district and give its layers their roles."""
        try:
            turns.at_once(self.demo_steps())
        except InputError as error:
            self.failed.emit(error)

    def demo_steps(self) -> turns.Steps[None]:
        """Steps of ``open_demo``."""
        demo = yield from use_cases.demo_steps(self._project)
        choices = {}
        for role, given in demo.layers.items():
            choices[role] = RoleChoice(**given.answers())
        yield from self._inspect_steps(choices)
        self.choices.update({role: choice for role, choice in choices.items()
                             if self._project.mapLayer(choice.layer_id) is not None})
        self.as_of = demo.as_of
        self._changed()
        yield
        self.demo_opened.emit(demo.layers[Role.PARCELS].layer_id)

    def _changed(self) -> None:
        self._project.setDirty(True)
        self.roles_changed.emit()

    # -- before a run ------------------------------------------------------------------------------------------

    def look_ahead(self) -> None:
        """Find the entries without place and forecast the next run, as a task; ``outlook_changed`` tells the end."""
        self._owners["outlook"].cancel_all()
        chosen = {role: layer for role in Role if role in outlook_roles() and (layer := self.layer(role)) is not None
                  and layer.isValid() and (found := self.inspect(role)) is not None and found.state != "bad"}
        if not chosen:
            self._told(None)
            return
        try:
            given = {role: use_cases.given(role, layer, self.choices[role]) for role, layer in chosen.items()}
        except InputError:
            self._told(None)
            return
        request = outlook.OutlookRequest(
            given, {role: self.read_key(role, layer) for role, layer in chosen.items()}, self._read,
            {role: self.choices[role].covers for role in chosen},
            {role: datetime.date.fromisoformat(c.none_issued) for role, c in self.choices.items()
             if c.none_issued and not c.layer_id},
            self.day(), tuple(self.steps), settings.load(), tuple(self.answers), tuple(self._stated_for("")))
        task = tasks.CoreTask(translate("SoilGate", "Looking at the data"),
                              lambda progress: request.run(progress, self._worker))
        task.succeeded.connect(self._told)
        task.failed.connect(lambda _error: self._told(None))      # the run itself says what is wrong
        self._owners["outlook"].start(task)

    def _told(self, found: Optional[outlook.Outlook]) -> None:
        self.outlook = found
        self.outlook_changed.emit()

    def read_key(self, role: Role, layer: QgsVectorLayer) -> object:
        """What a table that was read depends on; None while the layer is edited, so that it is read anew."""
        if layer.isModified() or layer.providerType() != "ogr":
            return None
        path = Path(layer.source().split("|")[0])
        try:
            changed = freshness.parts_state(path)
        except OSError:
            return None
        choice = self.choices[role]
        return (layer.source(), changed, layer.crs().authid(), layer.featureCount(), layer.subsetString(),
                tuple(sorted(choice.mapping.items())), json.dumps(choice.values, sort_keys=True),
                choice.list_kind, choice.edition, choice.edition_date)

    def settle(self, *answers: located.Answer) -> None:
        """Keep what a person says of entries without place; the last word of each entry counts."""
        about = {(a.role, a.entry_id) for a in answers}
        self.answers = [*(a for a in self.answers if (a.role, a.entry_id) not in about), *answers]
        self._answered()

    def unsettle(self, *about: tuple[str, str]) -> None:
        """Take the answers of entries (role, code) back."""
        self.answers = [a for a in self.answers if (a.role, a.entry_id) not in about]
        self._answered()

    def answer_of(self, role: str, entry_id: str) -> Optional[located.Answer]:
        """What was said here of an entry."""
        return next((a for a in self.answers if (a.role, a.entry_id) == (role, entry_id)), None)

    def _answered(self) -> None:
        self._write_answers()
        self._changed()

    # -- statements that settle what is unknown ----------------------------------------------------------------

    def keep_statements(self, stated: Iterable[statements.Stated]) -> None:
        """Keep what an office states of parcels of the shown review; the last word on a thing counts."""
        new = [dataclasses.replace(one, application=self.review_of if one.parcel_id else "") for one in stated]
        by = {(one.application, *one.about): one for one in new}
        for one in [one for one in self.stated if (one.application, *one.about) in by]:
            self._end_statement(one, by[(one.application, *one.about)].person, keep=one not in new)
        self.stated += new
        self._stated({one.parcel_id for one in new})

    def drop_statements(self, about: Iterable[tuple[str, str, str, str]], person: str = "") -> None:
        """Take statements about parcels of the shown review back; they stay in the history, with name and day."""
        wanted = set(about)
        gone = [one for one in self.stated_here() if one.about in wanted]
        for one in gone:
            self._end_statement(one, person)
        self._stated({one.parcel_id for one in gone})

    def _end_statement(self, one: statements.Stated, person: str, *, keep: bool = True) -> None:
        """A statement holds no longer; ``keep``: in the history."""
        self.stated.remove(one)
        if keep:
            self.former_stated.append(dataclasses.replace(one, ended_on=today().isoformat(), ended_by=person))

    def former_statements(self) -> list[statements.Stated]:
        """What was stated of parcels of the shown review, and of subjects without a parcel, and holds no longer."""
        return [one for one in self.former_stated if one.application == self.review_of or not one.parcel_id]

    def stated_here(self) -> list[statements.Stated]:
        """What was stated of parcels of the shown review, and of subjects without a parcel."""
        return self._stated_for(self.review_of) + ([
            one for one in self.stated if not one.parcel_id] if self.review_of else [])

    def stated_of(self, parcel_id: str) -> list[statements.Stated]:
        """What was stated of a parcel of the shown review."""
        return [one for one in self._stated_for(self.review_of) if one.parcel_id == parcel_id]

    def _stated_for(self, application: str) -> list[statements.Stated]:
        return [one for one in self.stated if one.application == application]

    def _stated(self, parcels: Iterable[str]) -> None:
        try:
            statements.write(self._stated_for(""), self.folder() / statements.FILE)
        except (InputError, OSError) as error:
            self.failed.emit(error)
        if self.review is not None:
            self._mark_edited([row for row in map(self.review.row_of_id, parcels) if row >= 0])
        self._changed()

    def _write_answers(self) -> None:
        """Write the answers beside the project too, where other programs can read them."""
        layer = self.layer(Role.PARCELS)
        if layer is None or not layer.crs().isValid():
            return
        try:
            located.write(self.answers, self.folder() / located.FILE, outlook.crs_of(layer))
        except (InputError, OSError) as error:
            self.failed.emit(error)

    # -- runs --------------------------------------------------------------------------------------------------

    def busy(self, kind: str) -> bool:
        """Whether a run of this kind has not ended, or its result is not shown yet."""
        return kind in self._tasks or (kind == "review" and self._showing is not None) or (
            kind in self._turns and self._turns[kind].busy)

    def cancel(self, kind: str) -> None:
        """Ask a run to stop; the old result stays."""
        self._stop_turns(kind)
        if kind in self._tasks:
            self._tasks[kind].cancel()

    def cancel_all(self) -> None:
        """Stop all runs and hear no more of them."""
        self._showing = None
        self._settling.stop()
        for kind, owner in self._owners.items():
            owner.cancel_all()
            if self._tasks.pop(kind, None) is not None:
                self.run_ended.emit(kind)
        for kind in self._turns:
            self._stop_turns(kind)
        self._end_printing()

    def start_review(self) -> None:
        """Review the parcels, or the chosen ones, as a task; chosen ones go into the result of the same plan."""
        made_from, parcels = self._inputs(), self.choices[Role.PARCELS].layer_id
        same_plan = self.review is not None and not self.review_of and parcels in self._used
        try:
            request = use_cases.review_request(
                {role: (layer, self.choices[role]) for role in Role if (layer := self.layer(role)) is not None},
                statements={role: c for role, c in self.choices.items() if c.none_issued and not c.layer_id},
                as_of=self.day(), steps=list(self.steps), settings=settings.load(),
                selected_only=self.selected_only, out=self._target("review"),
                previous=self._last_of_plan() if same_plan else None, answers=self.answers,
                stated=self._stated_for(""))
        except InputError as error:
            self.failed.emit(error)
            return
        used = {c.layer_id for role, c in self.choices.items() if c.layer_id and role in use_cases.REVIEW_ROLES}
        older, some = self.review if not self.review_of else None, self.selected_only and same_plan
        files = self._file_states(used)
        self._changes.tell()                     # edits until now belong to the older result
        self._edited_meanwhile = False
        self._changes.watch(parcels, used)

        self._owners["outlook"].cancel_all()         # it would look at the same data, and have the worker
        self._start("review", translate("SoilGate", "Review of the plan"),
                    lambda progress: request.run(progress, self._worker, older),
                    lambda result: self._show_review(result, used, made_from, files, some=some))

    def _last_of_plan(self) -> Optional[Path]:
        """The file of the plan's last result."""
        if not self.review_of:
            return None if self.review is None else self.review.gpkg
        return Path(self._plan_result) if self._plan_result and Path(self._plan_result).is_file() else None

    def start_zones(self) -> None:
        """Review the control zones as a task."""
        try:
            request = use_cases.zones_request(
                {role: (layer, self.choices[role]) for role in use_cases.ZONE_ROLES
                 if (layer := self.layer(role)) is not None},
                as_of=self.day(), out=self._target("zones"), adopted=settings.load().adopted(),
                roads=use_cases.roads_of(self._project), stated=tuple(self._stated_for("")))
        except InputError as error:
            self.failed.emit(error)
            return
        self._start("zones", translate("SoilGate", "Review of the control zones"), request.run, self._show_zones)

    def start_proposals(self, kind: str, zone_id: str = "") -> None:
        """Propose signs ("signs") or monitoring points ("points") of a zone, or of all, as a layer to edit."""
        try:
            request = use_cases.ProposalsRequest(
                kind, {role: use_cases.given(role, layer, self.choices[role]) for role in use_cases.PROPOSAL_ROLES
                       if (layer := self.layer(role)) is not None},
                self.day(), self._target(f"proposed-{kind}"), [zone_id] if zone_id else [], settings.load().adopted(),
                use_cases.roads_of(self._project))
        except InputError as error:
            self.failed.emit(error)
            return

        def show(result: Any) -> None:
            gpkg, done = result
            try:
                layer = layers.add_proposals(self._project, gpkg, kind)
            except InputError as error:
                self.failed.emit(error)
                return
            self._project.setDirty(True)
            self.proposals_shown.emit(layer.id(), done.counts, done.left_out)

        self.start_other(translate("SoilGate", "Proposals for control zones"), request.run, show)

    def start_other(self, title: str, work: Callable[[Any], Any], done: Callable[[Any], object]) -> None:
        """Run something small beside the window, such as an export."""
        task = tasks.CoreTask(title, work)
        task.succeeded.connect(done)
        task.failed.connect(self.failed.emit)
        self._owners["other"].start(task)

    def start_printing(self, targets: Mapping[str, Path], done: Callable[[print_beside.Printed], object],
                       not_beside: Callable[[print_beside.NotBeside], object]) -> None:
        """Print layouts in a process of its own; ``not_beside`` is told where it has to be done in the window."""
        def refused(error: Exception) -> None:
            if isinstance(error, print_beside.NotBeside):
                not_beside(error)
            else:
                self.failed.emit(error)

        def begin(request: print_beside.PrintRequest) -> None:
            printer = worker.Worker(patience_s=0.0)
            self._printing = request, printer
            self._start("print", translate("SoilGate", "Export of notices"),
                        lambda progress: request.run(progress, printer), done, self._end_printing, refused)

        self.in_turns("print", print_beside.pack_steps(self._project, targets), begin, refused)

    def _end_printing(self) -> None:
        """Leave neither the process nor its files, also where its task never began."""
        if self._printing is not None:
            (request, printer), self._printing = self._printing, None
            printer.close()
            request.close()

    def in_turns(self, kind: str, steps: turns.Steps[Any], done: Callable[[Any], object],
                 refused: Optional[Callable[[Exception], object]] = None, *, title: str = "") -> None:
        """Do steps in the window, of kind "open", "layout" or "print", one each time it has nothing else to do."""
        if self.busy(kind):
            return
        self._turns[kind].begin(steps, lambda found: (self.run_ended.emit(kind), done(found)),
                                lambda error: (self.run_ended.emit(kind), (refused or self.failed.emit)(error)),
                                title=title)
        self.run_started.emit(kind)

    def _stop_turns(self, kind: str) -> None:
        if kind in self._turns and self._turns[kind].busy:
            self._turns[kind].stop()
            self.run_ended.emit(kind)

    def _start(self, kind: str, title: str, work: Callable[[Any], Any], done: Callable[[Any], object],
               after: Callable[[], object] = lambda: None,
               refused: Optional[Callable[[Exception], object]] = None) -> None:
        """Start a run; ``after`` is called when it has ended, well or not, ``refused`` with what stopped it."""
        if self.busy(kind):
            return
        task = tasks.CoreTask(title, work)
        self._tasks[kind] = task
        message = [""]

        def moved(percent: float) -> None:
            if self._tasks.get(kind) is task:        # one that was let go of still counts on
                self.run_moved.emit(kind, percent, message[0])

        def told(text: str) -> None:
            message[0] = text
            self.run_moved.emit(kind, task.progress(), text)

        def ended() -> None:
            self._tasks.pop(kind, None)
            after()
            self.run_ended.emit(kind)

        task.progressChanged.connect(moved)
        task.message_changed.connect(told)
        task.succeeded.connect(lambda result: (ended(), done(result)))
        task.failed.connect(lambda error: (ended(), (refused or self.failed.emit)(error)))
        task.stopped.connect(lambda: (ended(), self.cancelled.emit(kind)))
        self.run_started.emit(kind)
        self._owners[kind].start(task)

    def _target(self, kind: str) -> Path:
        """A new file for a result."""
        return use_cases.new_file(self.folder(), kind)

    def folder(self) -> Path:
        """Where files go: beside the project, or in a folder of this session where the project has no file yet."""
        home = self._project.absolutePath()
        if home:
            return Path(home) / "soilgate"
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix="soilgate-", dir=QgsProcessingUtils.tempFolder()))
        return self._folder

    def _show_review(self, result: result_tables.ResultTables, used: set[str], made_from: str,
                     files: dict[str, str], *, some: bool = False, of: str = "",
                     stale: Optional[set[str]] = None) -> None:
        """Show a result: its layers one by one, so that the window keeps its turn, then what the pages show."""
        use_cases.place_group(self._project, self.layer(Role.PARCELS))
        self._showing = layers.result_steps(self._project, result.gpkg, found=result.occurring())
        self._in_turn(self._showing, lambda shown: self._shown_review(
            result, used, made_from, files, shown, some=some, of=of, stale=stale))

    def _in_turn(self, steps: Any, done: Callable[[Any], object]) -> None:
        """One step each time the window has nothing else to do; a project that is cleared meanwhile ends it."""
        if steps is not self._showing:
            return
        try:
            next(steps)
        except StopIteration as end:
            self._showing = None
            done(end.value)
        except InputError as error:
            self._showing = None
            self.failed.emit(error)
        except BaseException:
            self._showing = None                 # else no run could ever begin again
            raise
        else:
            QTimer.singleShot(0, lambda: self._in_turn(steps, done))

    def _shown_review(self, result: result_tables.ResultTables, used: set[str], made_from: str, files: dict[str, str],
                      shown: layers.ResultLayers, *, some: bool, of: str, stale: Optional[set[str]]) -> None:
        if of and not self.review_of and self.review is not None:
            self._keep_plan()
        use_cases.unfold_group(self._project, "result")
        self._changes.tell()
        rows = self._still_stale(result, made_from) if some else np.zeros(len(result.ids), bool)
        if stale:
            rows |= np.isin(result.ids.astype(str), sorted(stale))
        if self._edited_meanwhile:               # during the run: nobody knows what it has seen of it
            rows[:] = True
        older, self.review, self.review_of = self.review, result, of
        self._used, self._made_from, self._files = used, made_from, files
        self.edited, self.inputs_differ, self._edited_meanwhile = rows, False, False
        self._watch([shown.parcels])
        self._compare_inputs(tell=False)
        self._project.setDirty(True)

        def done(_none: Any) -> None:
            nonlocal older
            if older is not None:
                result_tables.let_go(older)
                older = None                     # else it would be freed with this function, all at once
            self.review_shown.emit(result)
            self.finished_well.emit("review", result)
            use_cases.forget_files(result.gpkg, "application" if of else "review")

        self._tell(result, done, drawn=True)

    def show_first(self, steps: Callable[[Any], Iterator[None]]) -> None:
        """Have a page show each result in steps before ``review_shown`` is told."""
        self._first.append(steps)

    def _tell(self, result: result_tables.ResultTables, done: Callable[[Any], object], *, drawn: bool = False) -> None:
        """Show a result on the pages and the map, a step each time the window has nothing else to do.

        ``drawn``: its layers have just been styled, as they are while nothing is out of date.
        """
        def steps() -> Iterator[None]:
            yield                                # what was done until here was a turn of its own
            for show in self._first:
                yield from show(result)
            if drawn and not self.stale:
                self.stale_changed.emit(False)
            else:
                self._show_stale()
            yield

        self._showing = steps()
        self._in_turn(self._showing, done)

    def _still_stale(self, result: result_tables.ResultTables, made_from: str) -> npt.NDArray[np.bool_]:
        """Rows of a result that was updated in part, and that were out of date before or were made otherwise."""
        old = self.stale_rows()
        if made_from == self._made_from and not old.any():
            return np.zeros(len(result.ids), bool)
        fresh = pd.Index(result.ids).isin(result.fresh)
        return ~fresh if made_from != self._made_from else ~fresh & pd.Index(result.ids).isin(self.review.ids[old])

    def _show_zones(self, result: use_cases.ZoneTables) -> None:
        try:
            layers.add_zones(self._project, result.gpkg)
            use_cases.unfold_group(self._project, "zones")
        except InputError as error:
            self.failed.emit(error)
            return
        self.zones = result
        self._project.setDirty(True)
        self.zones_shown.emit(result)
        self.finished_well.emit("zones", result)
        use_cases.forget_files(result.gpkg, "zones")

    # -- applications ------------------------------------------------------------------------------------------

    def site_request(self) -> live_site.SiteRequest:
        """What a live check or the review of an application reads of the session (GUI thread).

        Raises
        ------
        InputError
            Site data cannot be used or stand under a filter, or there is no data at all.
        """
        chosen = {role: layer for role in live_site.ROLES if (layer := self.layer(role)) is not None
                  and layer.isValid() and (found := self.inspect(role)) is not None and found.state != "bad"}
        none = {role: datetime.date.fromisoformat(c.none_issued) for role, c in self.choices.items()
                if c.none_issued and not c.layer_id and role in live_site.ROLES}
        if not chosen:
            raise InputError("role_missing", role=use_cases.role_word(Role.PARCELS))
        for role in live_site.ROLES:
            layer = self.layer(role)
            if layer is None or role is Role.PARCELS:
                continue
            if role not in chosen:                   # left out, what it holds would count as not there
                raise InputError("layer_unusable", layer=layer.name(), role=use_cases.role_word(role))
            use_cases.refuse_filtered(role, layer)
        plan = chosen.get(Role.PARCELS)
        crs = plan.crs() if plan is not None else self._project.crs()
        if not crs.isValid():
            crs = next(layer.crs() for layer in chosen.values())
        return live_site.SiteRequest(
            {role: use_cases.given(role, layer, self.choices[role]) for role, layer in chosen.items()},
            {role: self.read_key(role, layer) for role, layer in chosen.items()}, self.site_cache,
            {role: self.choices[role].covers for role in chosen}, none, self.day(), tuple(self.steps),
            settings.load(), tuple(self.answers), live_site.crs_of(crs),
            tuple(self._stated_for("")))

    def application(self) -> Optional[Application]:
        """The application that is worked on."""
        return self.applications.get(self.application_id)

    def new_application(self) -> Application:
        """Begin an application and work on it."""
        made = Application(self._new_id(), steps=(str(Step.USE_CHANGE),))
        self.keep_application(made)
        return made

    def _new_id(self) -> str:
        """A number that no application has, here or in a workspace that others share."""
        k = 1 + sum(name.startswith(f"{self.day():%Y%m%d}-") for name in self.applications)
        return f"{self.day():%Y%m%d}-{k}-{secrets.token_hex(3)}"

    def keep_application(self, application: Application) -> None:
        """Keep an application as it is now, and work on it."""
        self.applications[application.application_id] = application
        self.application_id = application.application_id
        self._project.setDirty(True)
        self.applications_changed.emit()

    def choose_application(self, application_id: str) -> None:
        """Work on another one."""
        if application_id in self.applications and application_id != self.application_id:
            self.application_id = application_id
            self.applications_changed.emit()

    def drop_application(self, application_id: str) -> None:
        """Forget an application; from a workspace too, whose history keeps it."""
        if self.applications.pop(application_id, None) is None:
            return
        self.application_id = next(reversed(self.applications), "")
        for one in [one for one in self.stated if one.application == application_id]:
            self._end_statement(one, "")
        self.decisions.end_all(application_id, today().isoformat())
        home = self.workspace()
        if home is not None:
            try:
                applications.forget(home, application_id)
            except (InputError, OSError) as error:
                self.failed.emit(error)
        self._project.setDirty(True)
        self.applications_changed.emit()

    def workspace(self) -> Optional[str]:
        """The workspace that layers of the session lie in."""
        return applications.workspace_of(
            layer.source() for role in Role if (layer := self.layer(role)) is not None)

    def start_application(self, application_id: str) -> None:
        """Review an application beside the site data, as a task; its result is shown like any other."""
        application = self.applications[application_id]
        try:
            if self.layer(Role.REGISTRY) is None and not self.choices[Role.REGISTRY].none_issued:
                raise InputError("role_missing", role=use_cases.role_word(Role.REGISTRY))
            request = application_review.ApplicationRequest(
                self.site_request(), application, self._target("application"), self.workspace(),
                self._stated_for(application_id))
        except InputError as error:
            self.failed.emit(error)
            return
        used = {c.layer_id for role, c in self.choices.items() if c.layer_id and role is not Role.PARCELS}
        older = self.review if self.review_of == application_id else None
        made_from, files = self._inputs(), self._file_states(used)
        self._edited_meanwhile = False
        written: list[str] = []

        def work(progress: Any) -> result_tables.ResultTables:
            try:
                result = request.run(progress)
            finally:                             # written first, whatever became of the review
                written.append(request.kept)
            if older is not None:
                result.compare(older)
            return result

        title = translate("SoilGate", "Review of the application {name}").format(name=application.label)
        self._start("review", title, work, lambda result: self._show_review(
            result, used, made_from, files, of=application_id), lambda: self._note_kept(application_id, written))

    def _note_kept(self, application_id: str, written: list[str]) -> None:
        """Note how an application stands in the workspace now."""
        now = self.applications.get(application_id)
        if now is not None and written and written[-1]:
            self.applications[application_id] = dataclasses.replace(now, kept=written[-1])
            self._project.setDirty(True)

    def list_stored(self, done: Callable[[list[applications.Stored]], object]) -> None:
        """Read the list of applications of the workspace, as a task."""
        home = self.workspace()
        if home is not None:
            self.start_other(translate("SoilGate", "Reading the stored applications"),
                             lambda _progress: applications.stored(home), done)

    def open_stored(self, application_id: str) -> None:
        """Work on an application as it stands in the workspace; what the project held otherwise stays, as a copy."""
        home = self.workspace()
        if home is not None:
            self.start_other(translate("SoilGate", "Reading an application"),
                             lambda _progress: applications.read(home, application_id), self._opened)

    def _opened(self, read: Application) -> None:
        def said(one: Application) -> Application:      # of one state the outlines are the same, but for last digits
            return dataclasses.replace(one, kept="", parcels=tuple(
                dataclasses.replace(p, wkb="", columns=dict(p.columns)) for p in one.parcels))

        mine = self.applications.get(read.application_id)
        if mine is not None and (said(mine) != said(read) if mine.kept == read.kept else mine != read):
            self.keep_application(dataclasses.replace(mine, application_id=self._new_id(), kept=""))
        self.keep_application(read)

    def migrate_workspace(self) -> None:
        """Bring the workspace up to date, as a task."""
        home = self.workspace()
        if home is not None:
            self.start_other(translate("SoilGate", "Bringing the workspace up to date"),
                             lambda _progress: workspace.migrate(home),
                             lambda added: self.finished_well.emit("workspace", added))

    def has_plan_result(self) -> bool:
        """Whether there is a result of the plan beside the one that is shown."""
        return bool(self.review_of) and self._last_of_plan() is not None

    def show_plan_result(self) -> None:
        """Show the plan's last result again."""
        path = self._last_of_plan()
        if path is None or not self.review_of:
            return
        used = {c.layer_id for role, c in self.choices.items() if c.layer_id and role in use_cases.REVIEW_ROLES}
        made_from, files, stale = self._plan_kept or ("", {}, set())

        def done(result: result_tables.ResultTables) -> None:
            edited = self._plan_edited
            self._show_review(result, used, made_from, files, stale=stale)
            if edited:
                self._on_all_edited()
            self.check_files()

        self._start("review", translate("SoilGate", "Reading the last result"),
                    lambda progress: result_tables.read(path, progress), done)

    def _keep_plan(self) -> None:
        """Keep what is known of the plan's result while that of an application is shown."""
        self._changes.tell()
        stale = set() if self.inputs_differ else {str(parcel) for parcel in self.review.ids[self.stale_rows()]}
        self._plan_result, self._plan_edited = str(self.review.gpkg), False
        self._plan_kept = (self._made_from, self._files, stale)
        self._plan_changes.watch("", self._used)

    # -- decisions of people -----------------------------------------------------------------------------------

    def decide(self, parcel_ids: Iterable[str], decision: Optional[Decision], person: str = "") -> None:
        """Keep a person's decision beside the verdicts of parcels of the shown review; None takes it back.

        What was decided before stays in the history, with the name of the ``person`` who takes it back.
        """
        parcels, on = list(parcel_ids), today().isoformat()
        grounds = self._grounds(parcels) if decision is not None else {}
        for parcel in parcels:
            if decision is None:
                self.decisions.end(self.review_of, parcel, person, on)
            else:
                self.decisions.keep(dataclasses.replace(
                    decision, parcel_id=parcel, application=self.review_of, ground=grounds.get(parcel, "")), on)
        self._project.setDirty(True)
        self.decisions_changed.emit()

    def decision_of(self, parcel_id: str) -> Optional[Decision]:
        """What a person decided of a parcel of the shown review."""
        return self.decisions.get(self.review_of, parcel_id)

    def former_decisions_of(self, parcel_id: str) -> list[Decision]:
        """What was decided of a parcel of the shown review, and taken back or replaced; the latest first."""
        return self.decisions.former_of(self.review_of, parcel_id)

    def decisions_here(self) -> dict[str, Decision]:
        """What people decided of parcels of the shown review."""
        if self.review is None:
            return {}
        found = {one.parcel_id: self.decision_of(one.parcel_id) for one in self.decisions
                 if self.review.row_of_id(one.parcel_id) >= 0}
        return {parcel: one for parcel, one in found.items() if one is not None}

    def moved_decisions(self) -> set[str]:
        """Parcels of the shown review that lie otherwise than when they were decided of."""
        here = {parcel: one for parcel, one in self.decisions_here().items() if one.ground}
        grounds = self._grounds(here)
        return {parcel for parcel, one in here.items() if not same_ground(one.ground, grounds.get(parcel, ""))}

    def _grounds(self, parcels: Iterable[str]) -> dict[str, str]:
        """Where parcels of the shown review lie."""
        layer = self.result_layer()
        if layer is None or self.review is None:
            return {}
        fids = {int(self.review.fids[row]): parcel for parcel in parcels if (row := self.review.row_of_id(parcel)) >= 0}
        request = QgsFeatureRequest().setFilterFids(list(fids)).setNoAttributes()
        found = {}
        for feature in layer.getFeatures(request) if fids else ():
            box = feature.geometry().boundingBox()
            if feature.hasGeometry():
                found[fids[feature.id()]] = ground_of(
                    layer.crs().authid(), (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()),
                    feature.geometry().area())
        return found

    # -- the layers of a result --------------------------------------------------------------------------------

    def result_layer(self, table: str = layers.PARCELS, kind: str = "result") -> Optional[QgsVectorLayer]:
        """A layer of the shown result."""
        for layer in self._project.mapLayers().values():
            if layer.customProperty(layers.PROPERTY) == table and layer.customProperty(layers.PROPERTY + "_of") == kind:
                return layer if isinstance(layer, QgsVectorLayer) else None
        return None

    def _watch(self, shown: Iterable[QgsVectorLayer]) -> None:
        """Listen to the selection in the result's layers, and to edits of the layers it was made from."""
        for layer_id, signal, slot in self._watched:
            layer = self._project.mapLayer(layer_id)
            if layer is not None:                # a layer that is gone has taken its connections along
                getattr(layer, signal).disconnect(slot)
        self._watched = []
        for layer in shown:
            self._listen(layer, "selectionChanged", functools.partial(self._on_selection, layer.id()))
        plan = self.choices[Role.PARCELS].layer_id
        self._changes.watch(plan if plan in self._used else "", self._used)
        if plan in self._used:
            layer = self.layer(Role.PARCELS)
            if layer is not None:
                self._listen(layer, "selectionChanged", functools.partial(self._on_plan_selection, plan))
        for layer_id in self._used:
            layer = self._project.mapLayer(layer_id)
            if isinstance(layer, QgsVectorLayer):
                self._listen(layer, "afterCommitChanges", functools.partial(self._on_layer_saved, layer_id))

    def _listen(self, layer: QgsVectorLayer, signal: str, slot: Callable[..., object]) -> None:
        getattr(layer, signal).connect(slot)
        self._watched.append((layer.id(), signal, slot))

    def _on_selection(self, layer_id: str, selected: list[int], *_gone: object) -> None:
        layer = self._project.mapLayer(layer_id)
        if layer is None or self.review is None or layer.selectedFeatureCount() != 1 or not selected:
            return
        row = self.review.row_of_fid(selected[-1])
        if row >= 0:
            self.parcel_selected.emit(row)

    def _on_plan_selection(self, layer_id: str, selected: list[int], *_gone: object) -> None:
        layer = self._project.mapLayer(layer_id)
        if layer is None or self.review is None or layer.selectedFeatureCount() != 1 or not selected:
            return
        rows = self._rows_of_parcel(layer, selected[-1])
        if rows:
            self.plan_selected.emit(rows[0])

    # -- what is out of date -----------------------------------------------------------------------------------

    @property
    def stale(self) -> bool:
        """Whether any row of the result is out of date."""
        return self.review is not None and (self.inputs_differ or (self.edited is not None and bool(self.edited.any())))

    def stale_rows(self) -> npt.NDArray[np.bool_]:
        """Rows of the result that are out of date."""
        if self.review is None:
            return np.zeros(0, bool)
        count = len(self.review.ids)
        if self.inputs_differ:
            return np.ones(count, bool)
        return np.zeros(count, bool) if self.edited is None else self.edited

    def _inputs(self) -> str:
        """What a run would be made from now, but for statements, which reach single parcels."""
        kept = settings.load()
        return json.dumps({
            "roles": {str(role): dataclasses.asdict(choice) for role, choice in self.choices.items()
                      if role in use_cases.REVIEW_ROLES and (choice.layer_id or choice.none_issued)},
            "answers": [dataclasses.asdict(a) for a in self.answers], "tolerance": kept.tolerance_m,
            "packs": kept.packs(), "steps": [str(s) for s in self.steps], "as_of": self.day().isoformat()},
            sort_keys=True)

    def asked_otherwise(self) -> bool:
        """Whether the result answers for another day or other steps than those chosen now."""
        return self.review is not None and bool(self._made_from) and _asked(self._made_from) != _asked(self._inputs())

    def _compare_inputs(self, *, tell: bool = True) -> None:
        """Note whether the result was made from what is chosen now."""
        if self.review is None or not self._made_from:
            return
        differ = _given(self._made_from) != _given(self._inputs())
        if differ != self.inputs_differ:
            self.inputs_differ = differ
            if tell:
                self._show_stale()

    def _mark_edited(self, rows: Iterable[int]) -> None:
        found = list(rows)
        if self.review is None or not found:
            return
        if self.edited is None:
            self.edited = np.zeros(len(self.review.ids), bool)
        self.edited[found] = True
        self._show_stale()

    def _note_plan_edit(self, *_what: object) -> None:
        self._plan_edited = True

    def _on_all_edited(self) -> None:
        self._edited_meanwhile = self.busy("review")
        if self.review is not None:
            self._mark_edited(range(len(self.review.ids)))

    def _on_parcels_edited(self, fids: list[int]) -> None:
        self._edited_meanwhile = self.busy("review")
        layer = self.layer(Role.PARCELS)
        if layer is None or self.review is None:
            return
        rows: list[int] = []
        for fid in fids:
            found = self._rows_of_parcel(layer, fid)
            if found is None:
                self._on_all_edited()
                return
            rows += found
        self._mark_edited(rows)

    def _rows_of_parcel(self, layer: QgsVectorLayer, fid: int) -> Optional[list[int]]:
        """Rows of a feature of the plan, as it is and as it was saved; None where its number does not tell."""
        inspection = self.inspect(Role.PARCELS)
        header = inspection.columns.get("parcel_id") if inspection is not None else None
        if header is None or self.review is None:
            return None
        numbers = {_number_text(feature[header]) for feature in freshness.versions(layer, fid)
                   if feature.fields().indexFromName(header) >= 0}
        rows = [row for row in map(self.review.row_of_id, numbers) if row >= 0]
        return rows if rows or fid < 0 else None     # one that is not saved yet is new; others had a row

    def _on_places_edited(self, boxes: list[Any]) -> None:
        self._edited_meanwhile = self.busy("review")
        layer = self.result_layer()
        if layer is None or self.review is None:
            return
        near = freshness.rows_near(self._project, layer, boxes, self.review.reach_m)
        if near is None:
            self._on_all_edited()
        else:
            self._mark_edited([row for row in map(self.review.row_of_fid, near) if row >= 0])

    def _on_homes_edited(self, boxes: list[Any]) -> None:
        """Polluting projects look for homes in the plan itself: those near a parcel that came, went or changed."""
        layer = self.result_layer()
        if layer is None or self.review is None:
            return
        near = freshness.rows_near(self._project, layer, boxes,
                                   lambda _outline: self.review.radius_m("siting_radius_m", 500.0))
        works = self.review.rows_with("use_classes", _WORKS) | (self.review.parcels["use_classes"].fillna("") == "")
        rows = range(len(works)) if near is None else [self.review.row_of_fid(fid) for fid in near]
        self._mark_edited([row for row in rows if row >= 0 and works[row]])

    def _on_layer_saved(self, layer_id: str) -> None:
        """Edits were saved; they have been told already."""
        layer = self._project.mapLayer(layer_id)
        if isinstance(layer, QgsVectorLayer) and layer_id in self._files:
            self._files[layer_id] = freshness.file_state(layer)

    def _file_states(self, used: Iterable[str]) -> dict[str, str]:
        return {layer_id: freshness.file_state(layer) for layer_id in used
                if isinstance(layer := self._project.mapLayer(layer_id), QgsVectorLayer)}

    def check_files(self) -> None:
        """Mark the result where a file was written by another program since."""
        if self.review is None or not self._files:
            return
        now = self._file_states(self._files)
        if any(now.get(layer_id, state) != state for layer_id, state in self._files.items()):
            self._files.update(now)
            self._on_all_edited()

    def _show_stale(self) -> None:
        layer = self.result_layer()
        if layer is not None and self.review is not None:
            layers.mark_stale(layer, self.review.fids[self.stale_rows()], self.review.occurring(),
                              imagery=layers.has_imagery(self._project))
        self.stale_changed.emit(self.stale)

    def review_stale(self) -> None:
        """Select what is out of date in the plan, and review it; all of it where single parcels cannot be told."""
        layer = self.layer(Role.PARCELS)
        rows = np.flatnonzero(self.stale_rows())
        inspection = self.inspect(Role.PARCELS)
        header = inspection.columns.get("parcel_id") if inspection is not None else None
        if self.review_of:
            self.start_application(self.review_of)
            return
        if layer is None or self.review is None or not len(rows):
            return
        self.selected_only = False
        if len(rows) < len(self.review.ids) and header is not None:
            wanted = {self.review.ids[row] for row in rows}
            index = layer.fields().indexFromName(header)
            request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes([index])
            found = {feature.id(): _number_text(feature[index]) for feature in layer.getFeatures(request)}
            chosen = [fid for fid, parcel in found.items() if parcel in wanted]
            if chosen and {found[fid] for fid in chosen} == wanted:
                layer.selectByIds(chosen)
                self.selected_only = True
        self.scope_changed.emit()
        self.start_review()

    # -- project -----------------------------------------------------------------------------------------------

    def _on_layers_added(self, added: list[QgsMapLayer]) -> None:
        ours = layers.PROPERTY + "_of"
        self._hear()
        if any(isinstance(layer, QgsVectorLayer) and layer.customProperty(ours) in (None, "site") for layer in added):
            self._settle.start()

    def _on_settled(self) -> None:
        """Layers came: those that surely play a role nobody plays yet get it."""
        if self._settling.busy or self.busy("open"):
            self._settle.start()
            return
        self.find_roles(lambda new: None if new else self.roles_changed.emit(), certain=True)

    def _on_layers_leave(self, going: list[str]) -> None:
        """Keep what was said of a layer, for when it comes back: its source, its columns, what it covers."""
        for role, choice in self.choices.items():
            layer = self._project.mapLayer(choice.layer_id) if choice.layer_id in going else None
            if layer is not None:
                self._kept[role, layer.publicSource()] = dataclasses.replace(choice)
                self._stop_turns("layout")       # it may be what the notices are about

    def _on_layers_removed(self, gone: list[str]) -> None:
        lost = set(gone)
        for layer_id in lost:
            self._heard.pop(layer_id, None)
        hit = [role for role, choice in self.choices.items() if choice.layer_id in lost]
        for role in hit:
            self.choices[role] = RoleChoice()
        if hit:
            self.roles_changed.emit()

    def _on_cleared(self) -> None:
        self.cancel_all()
        self._watch(())
        self._reset()
        self._kept = {}
        self._forget_folder()
        self.roles_changed.emit()
        self.applications_changed.emit()
        self.review_shown.emit(None)
        self.zones_shown.emit(None)
        self.stale_changed.emit(False)

    def state(self) -> dict[str, Any]:
        """What is saved in the project."""
        return {
            "roles": {str(role): dataclasses.asdict(choice) for role, choice in self.choices.items()
                      if choice != RoleChoice()},
            "as_of": self.as_of.isoformat() if self.as_of else None, "steps": [str(step) for step in self.steps],
            "review": self._saved_path(self.review), "zones": self._saved_path(self.zones),
            "used": sorted(self._used), "made_from": self._made_from, "files": self._files,
            "stale": self._saved_stale(), "stated": [dataclasses.asdict(s) for s in self.stated],
            "former_stated": [dataclasses.asdict(s) for s in self.former_stated],
            "before": self._project.writePath(str(self.review.before.gpkg))
            if self.review is not None and self.review.before is not None else "",
            "answers": [dataclasses.asdict(a) for a in self.answers],
            "decisions": [dataclasses.asdict(one) for one in self.decisions],
            "former_decisions": [dataclasses.asdict(one) for one in self.decisions.former],
            "applications": [application.told() for application in self.applications.values()],
            "application": self.application_id, "review_of": self.review_of,
            "plan_result": self._project.writePath(self._plan_result) if self._plan_result else ""}

    def _saved_stale(self) -> Any:
        """Numbers of parcels that are out of date; True for all of them, or too many to be named."""
        if self.review is None or self.edited is None or not self.edited.any():
            return False
        return True if self.edited.all() or self.edited.sum() > _NAMED else self.review.ids[self.edited].tolist()

    def _saved_path(self, result: Any) -> str:
        return "" if result is None else self._project.writePath(str(result.gpkg))

    def _on_write(self, _document: Any = None) -> None:
        if self.answers:
            self._write_answers()
        self._write_state()

    def _write_state(self) -> None:
        self._project.writeEntry(*projects.STATE, json.dumps(self.state(), ensure_ascii=False))

    def _on_saved(self) -> None:
        """The project has a file now: results that lie in the folder of this session come to lie beside it."""
        old, home = self._folder, self._project.absolutePath()
        if old is None or not home:
            return
        self._folder = None
        if not any(old.iterdir()):
            self._folder = old
            self._forget_folder()
            return
        new = Path(home) / "soilgate"

        def moved(now: dict[Path, Path]) -> None:
            clean = not self._project.isDirty()
            for layer in self._project.mapLayers().values():
                path, _bar, rest = layer.source().partition("|")
                if Path(path) in now:
                    source = f"{now[Path(path)]}|{rest}" if rest else str(now[Path(path)])
                    layer.setDataSource(source, layer.name(), layer.providerType(), QgsDataProvider.ProviderOptions())
            for result in (self.review, self.zones):
                if result is not None and result.gpkg in now:
                    result.gpkg = now[result.gpkg]
            if self.review is not None and self.review.before is not None and self.review.before.gpkg in now:
                self.review.before = dataclasses.replace(self.review.before, gpkg=now[self.review.before.gpkg])
            shutil.rmtree(old, ignore_errors=True)
            if clean:
                self._project.write()        # else the person saves what else was changed meanwhile

        self.start_other(translate("SoilGate", "Keeping the result beside the project"),
                         lambda progress: use_cases.copy_files(old, new, progress), moved)

    def _on_read(self, _document: Any = None) -> None:
        self.cancel_all()
        self._reset()
        self.resume()

    def resume(self) -> None:
        """Take over the project as it is: what was saved, else what can be recognised; and a result that it shows."""
        self._hear()                             # layers of a project that is read come before its tree is whole
        text, _there = self._project.readEntry(*projects.STATE, "")
        saved: dict[str, Any] = {}
        if text:
            with contextlib.suppress(ValueError):
                saved = _dict(json.loads(text))
        self.restore(saved)
        if not saved:
            dirty = self._project.isDirty()
            self.recognise(certain=True)
            self._project.setDirty(dirty)

    def restore(self, saved: dict[str, Any]) -> None:
        """Take over what was saved; what no longer holds is left out."""
        said = _dict(saved.get("roles"))
        for role in Role:
            choice = _restored(RoleChoice, said.get(str(role)))
            if choice is None or (choice.layer_id and self._project.mapLayer(choice.layer_id) is None):
                choice = RoleChoice()
            self.choices[role] = choice
        try:
            self.as_of = datetime.date.fromisoformat(saved["as_of"]) if saved.get("as_of") else None
        except (TypeError, ValueError):
            self.as_of = None
        steps = {str(step): step for step in Step}
        self.steps = [steps[s] for s in map(str, _list(saved.get("steps"))) if s in steps] or [Step.PLAN]
        self._used = set(map(str, _list(saved.get("used"))))
        told = (located.Answer.of(one) for one in _list(saved.get("answers")) if isinstance(one, dict))
        self.answers = [answer for answer in told if answer is not None]
        self.stated, self.former_stated = ([
            stated for one in _list(saved.get(key)) if isinstance(one, dict)
            and (stated := statements.Stated.of(one)) is not None] for key in ("stated", "former_stated"))
        self._made_from = str(saved.get("made_from") or "")
        self._files = {str(k): str(v) for k, v in _dict(saved.get("files")).items()}
        self._restored_stale = saved.get("stale", False)
        drafts = (Application.of(one) for one in _list(saved.get("applications")) if isinstance(one, dict))
        self.applications = {one.application_id: one for one in drafts if one is not None}
        self.decisions = Decisions(
            read_decisions(saved.get("decisions"), (
                parcel.parcel_id for one in self.applications.values() for parcel in one.parcels)),
            read_decisions(_list(saved.get("former_decisions")), ()))
        self.application_id = str(saved.get("application") or "")
        if self.application_id not in self.applications:
            self.application_id = next(reversed(self.applications), "")
        self.review_of = str(saved.get("review_of") or "")
        self._plan_result = self._project.readPath(str(saved.get("plan_result") or ""))
        before = self._project.readPath(str(saved.get("before") or ""))
        self.roles_changed.emit()
        self.applications_changed.emit()
        self.review_shown.emit(None)
        self.zones_shown.emit(None)
        for key, layer, reader, done in (
                ("review", self.result_layer(), functools.partial(self._read_review, before), self._restored_review),
                ("zones", self.result_layer("zones_status", "zones"), use_cases.read_zones, self._restored_zones)):
            path = self._project.readPath(saved[key]) if isinstance(saved.get(key), str) else ""
            if not path and layer is not None:
                path = layer.source().split("|")[0]
            if path and Path(path).is_file():
                title = translate("SoilGate", "Reading the last result")
                self.start_other(title, lambda progress, r=reader, p=path: r(Path(p), progress), done)

    def _read_review(self, before: str, gpkg: Path, progress: Any) -> result_tables.ResultTables:
        """Read a result (any thread); a large one in a process of its own."""
        if gpkg.stat().st_size > _LARGE_BYTES:
            with contextlib.suppress(worker.WorkerMissing):
                return result_tables.ResultTables.of_pieces(self._worker.call(
                    "plugin.qgs.result_tables:read_there", before, gpkg, progress=progress))
        return result_tables.read_with(before, gpkg, progress)

    def _restored_review(self, result: result_tables.ResultTables) -> None:
        self.review = result
        layer = self.result_layer()
        self._watch([] if layer is None else [layer])
        stale = self._restored_stale
        named = {str(parcel) for parcel in stale} if isinstance(stale, list) else set()
        self.edited = np.array([stale is True or parcel in named for parcel in result.ids], bool)
        self._compare_inputs(tell=False)

        def done(_none: Any) -> None:
            self.review_shown.emit(result)
            self.check_files()

        self._tell(result, done)

    def _restored_zones(self, result: use_cases.ZoneTables) -> None:
        self.zones = result
        self.zones_shown.emit(result)

