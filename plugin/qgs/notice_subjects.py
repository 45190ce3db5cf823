"""What a public notice can be about, found in the layers that play control zones and registry."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Optional

import pandas as pd
from qgis.core import QgsDistanceArea, QgsFeatureRequest, QgsMapLayer, QgsPrintLayout, QgsProject, QgsVectorLayer

from ..core import geometry, locate
from ..core.errors import InputError
from ..core.progress import Silent
from ..core.tables import RoleTable
from ..core.vocabulary import ListKind, ListStatus, Role, ZoneKind
from . import roles, turns, use_cases
from .layouts import notice as notices
from .layouts import notice_text
from .settings import Settings


class Candidate(NamedTuple):
    """A zone or plot with a boundary."""

    subject_id: str
    name: str


def candidates(layer: QgsVectorLayer, role: Role, mapping: Mapping[str, str],
               columns: Mapping[str, str] | None = None) -> list[Candidate]:
    """Ids and names of what a layer holds, in its order; entries without boundary are left out.

    ``columns``: what ``roles.inspect`` found, where it has looked already.
    """
    if columns is None:
        columns = roles.inspect(layer, role, mapping).columns
    id_column = columns.get("zone_id" if role is Role.CONTROL_ZONES else "entry_id")
    if id_column is None:
        return []
    id_index = layer.fields().indexOf(id_column)
    name_index = layer.fields().indexOf(columns.get("name", ""))
    found = []
    wanted = QgsFeatureRequest().setSubsetOfAttributes([k for k in (id_index, name_index) if k >= 0])
    for feature in layer.getFeatures(wanted):
        if not feature.hasGeometry() or feature[id_index] in (None, ""):
            continue
        name = str(feature[name_index]) if name_index >= 0 and feature[name_index] else ""
        found.append(Candidate(str(feature[id_index]), name))
    return list(dict.fromkeys(found))            # several rows may be the parts of one


def _whole(table: RoleTable) -> RoleTable:
    """The table with the parts of a zone or plot in one row, as the review takes them."""
    if table.geometry is None or table.crs is None:
        return table
    ids = table.column("zone_id" if table.role is Role.CONTROL_ZONES else "entry_id")
    return locate.whole_entries(table, ids, geometry.repair(table.geometry, unit_m=geometry.unit_of(table.crs)))[0]


def _where(column: str, ids: list[str]) -> str:
    quoted = '"' + column.replace('"', '""') + '"'
    return f"to_string({quoted}) IN (" + ", ".join("'" + i.replace("'", "''") + "'" for i in ids) + ")"


def _value(row: pd.Series, column: str) -> str:
    value = row.get(column)
    return "" if value is None or value != value else str(value)


def _day(row: pd.Series, column: str) -> Optional[datetime.date]:
    value = row.get(column)
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _row(table: RoleTable, column: str, wanted: str) -> Optional[int]:
    rows = [k for k, value in enumerate(table.column(column)) if str(value) == wanted]
    return rows[0] if rows else None


def _area(table: RoleTable, row: int, layer: QgsVectorLayer) -> tuple[Optional[float], bool]:
    """Area in m² and whether it is ellipsoidal."""
    import shapely
    from qgis.core import QgsGeometry

    shape = None if table.geometry is None else table.geometry[row]
    if shape is None:
        return None, False
    outline = QgsGeometry()
    outline.fromWkb(shapely.to_wkb(shape))
    if not layer.crs().isGeographic():
        return outline.area(), False
    measure = QgsDistanceArea()
    measure.setSourceCrs(layer.crs(), QgsProject.instance().transformContext())
    measure.setEllipsoid(layer.crs().ellipsoidAcronym() or "EPSG:7030")
    return measure.measureArea(outline), True


def _plot(table: RoleTable, row: int, layer: QgsVectorLayer) -> notice_text.PlotFacts:
    entry = table.frame.iloc[row]
    area, _ellipsoidal = _area(table, row, layer)
    return notice_text.PlotFacts(
        plot_id=_value(entry, "entry_id"), name=_value(entry, "name"), address=_value(entry, "address"),
        bounds=_value(entry, "bounds_text"), area_m2=area, pollutants=_value(entry, "pollutants"),
        party=_value(entry, "responsible_party"), removed=_removed(entry))


def _removed(entry: pd.Series) -> bool:
    return _value(entry, "list_status") == str(ListStatus.REMOVED)


class Site:
    """The layers that notices are about, each read once.

    Parameters
    ----------
    chosen : for each role the layer, and what was said of it
    columns : for each role what ``roles.inspect`` found, where it has looked already
    """

    def __init__(self, chosen: Mapping[Role, tuple[QgsVectorLayer, Any]],
                 columns: Mapping[Role, Mapping[str, str]] | None = None) -> None:
        self._chosen, self._columns = chosen, dict(columns or {})
        self._tables: dict[Role, RoleTable] = {}

    def __contains__(self, role: Role) -> bool:
        return role in self._chosen

    def layer(self, role: Role) -> QgsVectorLayer:
        """The layer of a role."""
        return self._chosen[role][0]

    def columns(self, role: Role) -> Mapping[str, str]:
        """Canonical columns of a role -> headers."""
        if role not in self._columns:
            layer, choice = self._chosen[role]
            self._columns[role] = roles.inspect(layer, role, choice.mapping).columns
        return self._columns[role]

    def table(self, role: Role) -> turns.Steps[RoleTable]:
        """Read the layer of a role, in a thread."""
        if role not in self._tables:
            given = use_cases.given(role, *self._chosen[role])
            self._tables[role] = yield lambda: _whole(given.table(Silent()))
        return self._tables[role]


def make_notice(project: QgsProject, role: Role, subject_id: str,
                chosen: Mapping[Role, tuple[QgsVectorLayer, Any]], **more: Any) -> QgsPrintLayout:
    """Do all steps of ``notice_steps`` at once."""
    return turns.at_once(notice_steps(project, role, subject_id, Site(chosen), **more))


def notice_steps(project: QgsProject, role: Role, subject_id: str, site: Site, *, day: datetime.date,
                 settings: Settings, lang: str, number: str = "", show_boundary_points: bool = False,
                 base_layers: tuple[QgsMapLayer, ...] = (), form: notices.Form | None = None,
                 name: str = "") -> turns.Steps[QgsPrintLayout]:
    """Lay out the notice of a zone or plot in the project; ``name`` of the layout, default the title.

    Raises
    ------
    InputError
        ``notice_subject_missing``: no such zone or plot, or it has no boundary; ``notice_plot_removed``,
        ``notice_zone_lifted``: what the notice would say is over; and what a template lacks.
    """
    form = form or notices.Form()
    layer = site.layer(role)
    table = yield from site.table(role)
    id_column = "zone_id" if role is Role.CONTROL_ZONES else "entry_id"
    header = site.columns(role).get(id_column, "")
    yield
    row = _row(table, id_column, subject_id)
    if row is None or not header:
        raise InputError("notice_subject_missing", source=layer.name(), value=subject_id)
    subject = notices.Subject(layer, _where(header, [subject_id]), site.columns(role).get("name") or "")
    entry = table.frame.iloc[row]
    plots: Optional[notices.Subject] = None
    if role is Role.REGISTRY:
        plot = _plot(table, row, layer)
        if plot.removed:
            raise InputError("notice_plot_removed", source=layer.name(), value=subject_id)
        kind = _value(entry, "list_kind") or str(table.source.list_kind or "")
        facts = notice_text.Facts(kind="plot", subject_id=subject_id, name=plot.name, area_m2=plot.area_m2,
                                  ellipsoidal=layer.crs().isGeographic(), plots=(plot,),
                                  listed=kind == str(ListKind.PROVINCIAL_LIST))
    else:
        lifted = _day(entry, "lifted_on")
        if lifted is not None and lifted <= day:
            raise InputError("notice_zone_lifted", source=layer.name(), value=subject_id, day=lifted)
        area, ellipsoidal = _area(table, row, layer)
        ids = [i for i in re.split(r"[;；、,，\s]+", _value(entry, "plot_ids")) if i]
        about: list[notice_text.PlotFacts] = []
        if Role.REGISTRY in site and ids:
            plot_layer = site.layer(Role.REGISTRY)
            entries = yield from site.table(Role.REGISTRY)
            rows = [k for k in (_row(entries, "entry_id", i) for i in ids) if k is not None]
            about = [_plot(entries, k, plot_layer) for k in rows]
            plot_header = site.columns(Role.REGISTRY).get("entry_id", "")
            yield
            drawn = [plot.plot_id for plot in about if not plot.removed]
            if drawn and plot_layer.fields().indexOf(plot_header) >= 0:
                plots = notices.Subject(plot_layer, _where(plot_header, drawn),
                                        site.columns(Role.REGISTRY).get("name") or "")
        known = {plot.plot_id for plot in about}
        about += [notice_text.PlotFacts(plot_id=i) for i in ids if i not in known]
        isolation = _value(entry, "zone_kind") == str(ZoneKind.ISOLATION)
        facts = notice_text.Facts(
            kind="isolation_area" if isolation else "control_zone", subject_id=subject_id, name=_value(entry, "name"),
            area_m2=area, ellipsoidal=ellipsoidal, document=_value(entry, "document"), issuer=_value(entry, "issuer"),
            drawn_on=_day(entry, "drawn_on"), forbids=_value(entry, "forbids"), plots=tuple(about))
    text = notice_text.compose(
        facts, day, number=number, issuer=settings.agency or facts.issuer, contact=settings.contact,
        hotline=settings.hotline, boundary_points=show_boundary_points, lang=lang,
        has_annexes=form.has_annexes)
    yield
    known = table.source.edition_known
    data_day = notice_text.period_text(known, lang) if known else table.source.edition_date or ""
    return (yield from notices.notice_steps(
        project, text, subject, plots=plots, base_layers=base_layers, data_day=data_day,
        show_boundary_points=show_boundary_points, form=form, name=name))
