"""What a person chose once and wants again: one frozen object, one load, one save."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from qgis.core import QgsApplication, QgsSettings

from . import deps

_PREFIX = "soilgate/"
_OWN = "own_"


@dataclasses.dataclass(frozen=True)
class Settings:
    """Choices of this user on this machine; the default's type is the stored type."""

    hotline: str = "12345"             # reporting line printed in notices
    agency: str = ""                   # who issues notices
    contact: str = ""                  # telephone or counter printed in notices
    tolerance_m: float = 0.5
    rule_packs: str = ""               # paths of local packs, one a line
    boundary_points_public: bool = False   # corner coordinates in public notices
    area_in_mu: bool = False
    packages_folder: str = ""          # empty: beside the profile, see deps.folder
    wheelhouse: str = ""               # folder with wheels for machines without a network
    last_folder: str = ""
    last_workspace: str = ""           # into which something was imported last
    person: str = ""                   # who answers, decides and signs in this window
    live_edits: bool = True            # verdicts of parcels while the plan layer is edited
    house_values: str = ""             # figures for control zones that the office adopted, key=value, one a line
    data_folder: str = ""              # where files are looked for first
    own_neighbour_radius_m: float = -1.0     # the office's own figures; below 0: as the rule packs say
    own_siting_radius_m: float = -1.0
    own_survey_age_years: float = -1.0
    own_edition_age_days: float = -1.0
    own_circle_radius_m: float = -1.0
    own_circle_safety_factor: float = -1.0

    def house(self) -> dict[str, float]:
        """The office's own figures by the names of the packs' settings; printed as house values in each result."""
        told = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)}
        return {name[len(_OWN):]: value for name, value in told.items() if name.startswith(_OWN) and value >= 0}

    def start_folder(self) -> str:
        """Where a file dialog opens: where the last file lay, else the office's folder."""
        return self.last_folder if self.last_folder and Path(self.last_folder).is_dir() else self.data_folder

    def packs(self) -> list[str]:
        """Local rule packs, one a line."""
        return [line.strip() for line in self.rule_packs.splitlines() if line.strip()]

    def adopted(self) -> list[str]:
        """House values that were adopted, as ``ZoneSettings.adopting`` takes them."""
        return [line.strip() for line in self.house_values.splitlines() if line.strip()]


def load() -> Settings:
    """Read the settings; what is missing or of another type gets its default."""
    store = QgsSettings()
    values = {}
    for field in dataclasses.fields(Settings):
        try:
            values[field.name] = store.value(_PREFIX + field.name, field.default, type=type(field.default))
        except TypeError:     # a value left by another version
            values[field.name] = field.default
    return Settings(**values)


def library_folder() -> Path:
    """Return the private folder of libraries of this profile (see ``deps``)."""
    chosen = load().packages_folder
    return Path(chosen) if chosen else deps.folder(Path(QgsApplication.qgisSettingsDirPath()))


def save(settings: Settings) -> None:
    """Write the settings."""
    store = QgsSettings()
    for field in dataclasses.fields(Settings):
        store.setValue(_PREFIX + field.name, getattr(settings, field.name))


def remember_folder(folder: Path) -> None:
    """Keep where the last file lay."""
    save(dataclasses.replace(load(), last_folder=str(folder)))


def remember_workspace(path: str) -> None:
    """Keep the workspace into which something was imported last."""
    save(dataclasses.replace(load(), last_workspace=path))


def remember_person(name: str) -> None:
    """Keep who answers in this window."""
    save(dataclasses.replace(load(), person=name))
