"""Where an entry of a list lies: its polygon, what a person settled, a borrowed polygon, a search circle, or nowhere.

Entries without polygon are the normal case of published lists. Each ends in one of the words of ``Placement``; an
entry that stays ``unlocated`` keeps every parcel from being clear.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Optional

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from .geometry import Repaired
from .geometry import RepairState as State
from .tables import RoleTable
from .vocabulary import Role, Settlement, Statement, Word

Objects = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]


class Placement(Word):
    """How an entry came to its place."""

    POLYGON = "polygon"
    DRAWN = "drawn"
    BY_CODE = "by_code"
    BY_NAME = "by_name"
    CIRCLE = "circle"              # centre and area, or a point and radius: parcels it meets cannot be told
    OUTSIDE = "outside"            # a person settled that it lies outside this plan
    ELSEWHERE = "elsewhere"        # district code, county or address of another county
    INQUIRED = "inquired"          # being asked, still without a place
    UNLOCATED = "unlocated"


NOWHERE = (Placement.INQUIRED, Placement.UNLOCATED)


_AREA_DIFFERS = 0.1
"""Share by which the areas that two rows of one plot tell may differ."""
_MANY_PARTS = 60
"""An id that more rows bear tells no entries apart, and one outline of them all would be slow to lay over a plan."""


def whole_entries(table: RoleTable, ids: pd.Series, fixed: Repaired, *, touching: bool = False,
                  ) -> tuple[RoleTable, Repaired]:
    """Make one row of rows that tell the same of the same entry: they are parts of its outline, not two plots.

    Else a parcel that lies on one part would be the neighbour of the other. Rows that differ in any column stay apart,
    as do those whose outlines are missing, doubtful, overlap each other, or have a union that is not what they are.

    Parameters
    ----------
    ids : n ids of the entries, null where there is none
    fixed : the n outlines of the table
    touching : whether only parts that touch are of one entry: the numbers begin anew elsewhere, as from village to
        village, and an outline that is strewn over a county would be near every parcel
    """
    sure = ids.notna().to_numpy() & (fixed.state <= State.REPAIRED) & ids.duplicated(keep=False).to_numpy()
    at = np.flatnonzero(sure)
    alike = _alike(table, at)
    if touching:
        alike = _touching(fixed.geometry[at], alike)
    some = np.bincount(alike, minlength=1)[alike]
    at, alike = (which[(some > 1) & (some <= _MANY_PARTS)] for which in (at, alike))
    shapes, area, state = fixed.geometry.copy(), fixed.area_after.copy(), fixed.state.copy()
    outline = np.array(table.geometry, object)
    spare: list[int] = []
    for rows in pd.Series(at).groupby(alike).indices.values():
        parts = at[rows]
        once = parts[np.unique(shapely.to_wkb(shapes[parts]), return_index=True)[1]]
        joint = shapely.union_all(shapes[once])
        size, sizes = shapely.area(joint), area[once].sum()
        if shapely.is_valid(joint) and abs(size - sizes) <= 1e-9 * sizes:
            first = parts[0]
            outline[first] = shapes[first] = joint
            area[first], state[first] = size, state[parts].max()
            spare += parts[1:].tolist()
    if not spare:
        return table, fixed
    left = np.setdiff1d(np.arange(len(ids)), spare)
    return (dataclasses.replace(table, frame=table.frame.iloc[left].reset_index(drop=True), geometry=outline[left]),
            Repaired(shapes[left], state[left], fixed.reach[left], fixed.area_before[left], area[left]))


def _alike(table: RoleTable, at: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """A number for each of these rows; those of one number tell the same in every column."""
    told = [name for name in table.frame.columns if name != "source_row"]
    if not len(at):
        return at
    return np.asarray(table.frame.iloc[at].groupby(told, dropna=False, sort=False).ngroup(), np.intp)


def _touching(shapes: Objects, alike: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """A number for each shape; those of one number are alike and touch each other, or others between them."""
    one, two = shapely.STRtree(shapes).query(shapes)
    pairs = (one < two) & (alike[one] == alike[two])
    one, two = one[pairs], two[pairs]
    meet = shapely.intersects(shapes[one], shapes[two])
    one, two = one[meet], two[meet]
    first = np.arange(len(shapes))
    while (first[one] != first[two]).any():        # each takes the lowest number among itself and those it touches
        lowest = np.minimum(first[one], first[two])
        np.minimum.at(first, one, lowest)
        np.minimum.at(first, two, lowest)
        first = first[first]
    return first


@dataclasses.dataclass(frozen=True)
class Plan:
    """What is known of the place of the plan: county codes (six digits), names of counties and cities."""

    codes: frozenset[str]
    counties: frozenset[str]
    cities: frozenset[str]


def plan_of(parcels: RoleTable) -> Plan:
    """Read the plan's county from the parcels' own columns; empty where they do not say."""
    def words(name: str) -> frozenset[str]:
        if parcels.column(name).isna().any():
            return frozenset()                     # a plan that does not say it of every parcel may reach further
        return frozenset(str(x).strip() for x in parcels.column(name).dropna().unique() if str(x).strip())

    def told(name: str) -> frozenset[str]:
        found = words(name)
        return found if all(_tells(word) for word in found) else frozenset()

    codes = frozenset(_area_code(c) for c in words("district_code") if re.match(r"\d{6}", c))
    return Plan(codes, told("county"), told("city"))


@dataclasses.dataclass
class Placed:
    """Entries of one role with their places, in the working CRS, in the order of the table."""

    role: Role
    ids: Objects
    geometry: Objects                 # None where there is no place
    placement: Objects                # of Placement
    doubtful: Bools                   # the parcel may or may not meet it
    notes: list[dict[str, Any]]

    @property
    def unlocated(self) -> Bools:
        """Entries that could be anywhere in this county."""
        return np.isin(self.placement.astype(str), [str(p) for p in NOWHERE])


def normal_name(text: object) -> str:
    """A name for comparing: NFKC, without blanks and brackets; "" for null."""
    if text is None or text != text:
        return ""
    return re.sub(r"[\s()（）\[\]【】“”\"'、，,。.]", "", unicodedata.normalize("NFKC", str(text))).lower()


def place(table: RoleTable, geometry: Optional[Objects], state: Optional[npt.NDArray[np.int8]], *, ids: Objects,
          centres: Objects, plan: Plan, located: Optional[RoleTable], located_geometry: Optional[Objects],
          evidence: Optional[RoleTable], lenders: Mapping[str, tuple[Sequence[Any], Sequence[Any], Objects]],
          safety: float, radius_m: float, as_of: pd.Timestamp) -> Placed:
    """Climb the ladder for every entry that has no usable polygon of its own.

    Parameters
    ----------
    geometry, state : n repaired polygons in the working CRS and their ``geometry.State``; None for a table
    centres : n points in the working CRS, None where the entry names none
    located_geometry : geometries of ``located`` in the working CRS
    lenders : name of a layer -> (codes, names, polygons) from which a polygon may be borrowed
    safety, radius_m : factor on sqrt(area / pi), and the radius for a centre without area (house values)
    """
    n = len(table.frame)
    out = np.full(n, None, object)
    how = np.full(n, Placement.UNLOCATED, object)
    doubtful, damaged = np.zeros(n, bool), np.zeros(n, bool)
    notes: list[dict[str, Any]] = []
    source_row = table.frame["source_row"].to_numpy() if "source_row" in table.frame else np.arange(1, n + 1)
    if geometry is not None and state is not None:
        good = np.isin(state, (State.FINE, State.REPAIRED, State.DOUBTFUL))
        out[good], how[good] = geometry[good], Placement.POLYGON
        for row in np.flatnonzero(state == State.DOUBTFUL):
            notes.append({"code": "two_repairs", "entry": str(ids[row]),
                          "row": int(source_row[row])})
        # a centre is no damage: its circle is noted below
        damaged = (state == State.BROKEN) | ((state == State.NOT_AREA) & shapely.is_missing(centres))
        for row in np.flatnonzero(damaged):
            notes.append({"code": "broken_geometry" if state[row] == State.BROKEN else "no_area",
                          "entry": str(ids[row]), "row": int(source_row[row])})
    open_rows = np.flatnonzero(how == Placement.UNLOCATED)
    if not len(open_rows):
        return Placed(table.role, ids, out, how, doubtful, notes)
    settled = _settlements(table.role, located, located_geometry, as_of, notes)
    stated = _stated_outside(table.role, evidence, as_of)
    codes, names = _lender_index(lenders)
    area = table.column("area_m2").to_numpy(float) if "area_m2" in _names(table) else np.full(n, np.nan)
    plot_ids = table.column("plot_id") if "plot_id" in _names(table) else None
    entry_names = table.column("name") if "name" in _names(table) else None
    shared = _shared(ids, entry_names, open_rows)
    labels = entry_names.astype(object).to_numpy() if entry_names is not None else np.full(n, None, object)
    # One polygon is not lent by name to one of several entries of that name: it may be another's.
    named = pd.DataFrame({"key": [normal_name(x) for x in labels], "id": ids.astype(str)})
    lent = {key for some in (named.iloc[open_rows], named.drop_duplicates())
            for key in some["key"][some["key"].duplicated()]}
    own = _own(ids, labels, out) if len(open_rows) < n else {}
    alike = _alike(table, np.arange(n)) if own else None
    repeated = {str(x) for x in pd.Series(labels).dropna()[pd.Series(labels).dropna().duplicated()]}
    for row in open_rows:
        # A person names an entry without code by its name, where that is the only one of that name.
        label = str(labels[row])
        entry = label if str(ids[row]) not in settled and str(ids[row]) not in stated and label in {
            *settled, *stated} - repeated else str(ids[row])
        if entry in settled and entry not in shared:
            word, shape = settled[entry]
            if word is Placement.CIRCLE:
                out[row], how[row], doubtful[row] = shape, Placement.CIRCLE, True
                continue
            out[row], how[row] = shape, word
            if word is not Placement.INQUIRED:
                continue
        if entry in stated and entry not in shared:
            how[row] = Placement.OUTSIDE
            continue
        if _elsewhere(table, int(row), plan):
            how[row] = Placement.ELSEWHERE
            notes.append({"code": "entry_elsewhere", "entry": entry})
            continue
        borrowed = None
        for code in (entry, plot_ids.iat[row] if plot_ids is not None else None):
            if borrowed is None and _is_code(code) and codes.get(str(code)) is not None:
                borrowed = (codes[str(code)], Placement.BY_CODE)
        key = normal_name(entry_names.iat[row]) if entry_names is not None else ""
        other = own.get((entry, key), -1)
        # Beside a row that tells the same, and where an outline is damaged, what is lost is another part of the plot.
        if borrowed is None and alike is not None and other >= 0 and alike[other] != alike[row] and not (
                damaged[row] or abs(area[row] - area[other]) > _AREA_DIFFERS * max(area[row], area[other])):
            borrowed = (out[other], Placement.BY_CODE)
        if borrowed is None and key and key not in lent and len(names.get(key, ())) == 1:
            borrowed = (names[key][0], Placement.BY_NAME)
        if borrowed is not None:
            out[row], how[row] = borrowed
            notes.append({"code": "polygon_borrowed", "entry": entry, "how": str(borrowed[1])})
            continue
        if centres[row] is not None:
            size = float(np.sqrt(area[row] / np.pi)) * safety if area[row] > 0 else radius_m
            out[row], how[row], doubtful[row] = shapely.buffer(centres[row], max(size, 1.0)), Placement.CIRCLE, True
            notes.append({"code": "search_circle", "entry": entry, "radius_m": round(size, 1)})
    for row in open_rows:
        if how[row] in NOWHERE:                        # a person has to settle these, and must know which they are
            label = "" if labels[row] is None or labels[row] != labels[row] else str(labels[row])
            notes.append({"code": f"entry_{how[row]}", "entry": str(ids[row]), "name": label})
    return Placed(table.role, ids, out, how, doubtful, notes)


def _own(ids: Objects, names: Objects, shapes: Objects) -> dict[tuple[str, str], int]:
    """Rows by code and name of a list that holds several lists, where a plot may stand in one without outline.

    -1 where several rows have an outline.
    """
    found: dict[tuple[str, str], int] = {}
    for row, (code, name, shape) in enumerate(zip(ids, names, shapes)):
        if shape is not None and _is_code(code) and (key := normal_name(name)):
            found[str(code), key] = -1 if (str(code), key) in found else row
    return found


def _is_code(code: object) -> bool:
    """Whether a code can tell a plot apart over lists: a bare serial number of one list is none."""
    text = "" if code is None or code != code else str(code)
    return bool(text) and not text.startswith("#") and (len(text) >= 6 or not text.isdigit())


def _shared(ids: Objects, names: Optional[pd.Series], rows: npt.NDArray[np.intp]) -> set[str]:
    """Codes that entries of different names bear: a settlement by such a code does not say which is meant."""
    frame = pd.DataFrame({"id": ids[rows].astype(str),
                          "name": [normal_name(x) for x in names.iloc[rows]] if names is not None else ""})
    several = frame.groupby("id")["name"].nunique()
    return set(several[several > 1].index)


def _names(table: RoleTable) -> set[str]:
    return set(table.frame.columns)


def _settlements(role: Role, located: Optional[RoleTable], shapes: Optional[Objects], as_of: pd.Timestamp,
                 notes: list[dict[str, Any]]) -> dict[str, tuple[Placement, Any]]:
    """Entry -> what a person settled; that it lies outside counts only where the row says who says so and when.

    The latest day counts, of one day the later row; of one day both "outside" and a place leave the entry open. So does
    a later row that cannot be used: it may say the contrary of what stood before.
    """
    out: dict[str, tuple[Placement, Any]] = {}
    if located is None:
        return out
    radii = located.column("radius_m").to_numpy(float)
    days = located.until("date")
    since: dict[str, Any] = {}
    unused: dict[str, list[str]] = {}
    clash: set[str] = set()
    for i in range(len(located.frame)):
        if str(located.column("role").iat[i]) != str(role):
            continue
        entry = str(located.column("entry_id").iat[i])
        word = located.column("settlement").iat[i]
        shape = shapes[i] if shapes is not None else None
        radius = float(radii[i])
        day: Any = days.iat[i]
        if (day > as_of and entry in out) or day < since.get(entry, day):
            continue                               # not yet said, or said before what stands
        before = out.get(entry)
        if day == since.get(entry) and (entry in clash or (before is not None and (
                before[0] == Placement.OUTSIDE) != (word == Settlement.OUTSIDE))):
            out.pop(entry, None)
            if entry not in clash:
                unused.setdefault("settlement_two_answers", []).append(entry)
            clash.add(entry)
            continue
        clash.discard(entry)
        signed = bool(located.column("person").iat[i]) and bool(day <= as_of)
        kind = shapely.get_type_id(shape) if shape is not None else -1
        if word == Settlement.INQUIRED:
            out[entry] = (Placement.INQUIRED, None)
        elif word == Settlement.OUTSIDE and signed:
            out[entry] = (Placement.OUTSIDE, None)
        elif word == Settlement.DRAWN and kind in (3, 6) and shapely.is_valid(shape) and shapely.area(shape) > 0:
            out[entry] = (Placement.DRAWN, shape)
        elif word == Settlement.POINT_RADIUS and kind in (0, 4) and radius > 0 and np.isfinite(radius):
            out[entry] = (Placement.CIRCLE, shapely.buffer(shapely.centroid(shape), radius))
        else:
            out.pop(entry, None)
            unused.setdefault(_why_not(located, i, word, day > as_of), []).append(entry)
        if day <= as_of:
            since[entry] = day
    for why, entries in unused.items():
        some = "、".join(entries[:5]) + ("等" if len(entries) > 5 else "")
        notes.append({"code": why, "count": len(entries), "entries": some})
    return out


def _why_not(located: RoleTable, row: int, word: Any, later: bool) -> str:
    """Code of the note on an answer that cannot be used."""
    if word != word or word is None:
        return "settlement_unread"
    if word != Settlement.OUTSIDE:
        return "settlement_without_place"
    if not located.column("person").iat[row]:
        return "settlement_unsigned"
    return "settlement_later" if later else "settlement_undated"


def _stated_outside(role: Role, evidence: Optional[RoleTable], as_of: pd.Timestamp) -> set[str]:
    """Entries of which the evidence table states that they lie outside, for the whole plan."""
    if evidence is None:
        return set()
    use = usable_evidence(evidence, as_of)
    rows = use & (evidence.column("role").astype(str) == str(role)).to_numpy() & (
        evidence.column("statement").astype(str) == str(Statement.OUTSIDE)).to_numpy() & (
        evidence.column("parcel_id").isna()).to_numpy()
    return {str(x) for x in evidence.column("subject_id")[rows]}


def usable_evidence(evidence: RoleTable, as_of: pd.Timestamp) -> Bools:
    """Rows that say what, by whom, by which paper and when, the day not after ``as_of``.

    A later word on the same thing that cannot be read may be the contrary: what was said before it no longer counts.
    """
    date = evidence.until("date")
    named = evidence.column("person").notna() | evidence.column("holder").notna()
    use = np.asarray(evidence.column("statement").notna() & evidence.column("document").notna() & named
                     & date.notna() & (date <= as_of))
    about = evidence.column("role").astype(str) + "\0" + evidence.column("parcel_id").astype(str)
    subject = evidence.column("subject_id")
    for row in np.flatnonzero(evidence.unreadable("statement") & ~(date > as_of).to_numpy(bool)):
        same = (about == about.iat[row]) & ((subject == subject.iat[row]) | subject.isna() | pd.isna(subject.iat[row]))
        earlier = (date < date.iat[row]).to_numpy(bool)
        if pd.isna(date.iat[row]):
            earlier |= np.arange(len(use)) < row
        else:
            earlier |= (date == date.iat[row]).to_numpy(bool) & (np.arange(len(use)) < row)
        use &= ~(same.to_numpy(bool) & earlier)
    return use


def _lender_index(lenders: Mapping[str, tuple[Sequence[Any], Sequence[Any], Objects]],
                  ) -> tuple[dict[str, Any], dict[str, list[Any]]]:
    codes: dict[str, Any] = {}
    names: dict[str, list[Any]] = {}
    for ids, labels, shapes in lenders.values():
        for code, label, shape in zip(ids, labels, shapes):
            if shape is None:
                continue
            if code is not None and code == code:
                codes[str(code)] = shape if str(code) not in codes else shapely.union(codes[str(code)], shape)
            if key := normal_name(label):
                names.setdefault(key, []).append(shape)
    return codes, names


_NO_COUNTY = re.compile(
    "市辖|市本级|本级|开发|高新|新区|园区|经济区|管委会|管理区|示范区|片区|规划区|建成区|主城|中心城|直管|直属|辖区|街道|组团"
    "|单元|农场|林场|(?:镇|乡|村|社区)$"
    "|^(?:[本全该各老旧]?[省市州县区旗]+|城区|郊区|[老旧]城区|[近远]郊|县城|城关)$")
_NAME = re.compile(r"[\u3400-\u9fffA-Za-z\s、，,;；/·・（）().'’-]+")


def in_another_county(table: RoleTable, counties: pd.Series) -> Bools:
    """Parcels that name another county than the one that all entries of a list name: it may be that county's list."""
    out = np.zeros(len(counties), bool)
    if "county" not in _names(table) or table.frame["county"].isna().any():
        return out
    words = {str(x).strip() for x in table.frame["county"].unique()}
    own = min(words, key=len, default="")
    if not own or not _tells(own) or not all(_stem(own) in word for word in words):
        return out
    for k, said in enumerate(counties):
        if isinstance(said, str) and (place := said.strip()) and _tells(place):
            out[k] = not (_stem(own) in place or _stem(place) in own)
    return out


def _tells(place: str) -> bool:
    """Whether a word names a county at all: development zones and districts under the city lie in one of them.

    So do towns and parts of a city; a code, or what is left of a name in a wrong encoding, names nothing.
    """
    return _NAME.fullmatch(place) is not None and _NO_COUNTY.search(place) is None


def _area_code(code: str) -> str:
    """The six digits of a county; of a development zone (71 to 79), which lies in one of the city's, the city's."""
    return code[:4] + "00" if code[4] == "7" else code[:6]


def _stem(place: str) -> str:
    """A county's name without its kind: counties become districts and keep their name."""
    short = place.rstrip("县区市旗")
    return short if len(short) > 1 else place


def _within(code: str, wider: str) -> bool:
    """Whether a six-digit code lies in a (wider) one: 420102 in 420100 and in 420000."""
    head = wider[:2] if wider.endswith("0000") else wider[:4] if wider.endswith("00") else wider
    return code.startswith(head)


_COUNTY = re.compile(r"(?:市|州|盟|地区)([一-龥]{1,5}?[县区旗市])")


def _elsewhere(table: RoleTable, row: int, plan: Plan) -> bool:
    """Whether the entry itself names another county than the plan's; what either does not say proves nothing."""
    columns = _names(table)

    def cell(name: str) -> str:
        value = table.frame[name].iat[row] if name in columns else None
        return "" if value is None or value != value else str(value).strip()

    code = cell("district_code")
    if plan.codes and re.match(r"\d{6}", code):
        # A code that ends in zeros is that of a city or province: it names no other county of theirs.
        code = _area_code(code)
        return not any(_within(code, p) or _within(p, code) for p in plan.codes)
    county, city, address = cell("county"), cell("city"), cell("address")
    if plan.counties and county and _tells(county):
        return not any(_stem(county) in p or _stem(p) in county for p in plan.counties)
    if plan.cities and city and _tells(city):
        return not any(_stem(city) in p or _stem(p) in city for p in plan.cities)
    if address and plan.counties and not any(p in address for p in plan.counties):
        found = _COUNTY.search(address)
        if found and plan.cities and not any(p in address for p in plan.cities):
            return True
        return bool(found) and any(p in address for p in plan.cities)
    return False
