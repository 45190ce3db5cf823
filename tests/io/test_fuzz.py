"""Files and cells as nobody should write them: no traceback, no hang, and no number that the source does not hold."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.tables import Source
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import boundary_sheet, boundary_txt, loose, mapping, spreadsheet, values, vector
from soilgate.plugin.io.raw import RawTable

TXT = Path(__file__).resolve().parents[1] / "data" / "boundary"
SEEDS = sorted(p for p in TXT.iterdir() if p.suffix in (".txt", ".dat"))
TEXTS = {}
for seed in SEEDS:
    data = seed.read_bytes()
    for codec in ("utf-16", "utf-8-sig", "gb18030"):
        try:
            if codec != "utf-16" or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                TEXTS[seed.name] = data.decode(codec)
                break
        except UnicodeDecodeError:
            continue
JUNK = st.one_of(
    st.sampled_from(["", "@", ",", "，", "\r\n", "\n\n", "面", "线", "[", "]", "=", "J1", "-", "+", ".", "e9", "1e400",
                     "nan", "inf", "０", "９", "\x0b", "\u2028", "\ufeff", "、", "9" * 400, "38", "0.0", " ", "\t",
                     "【", "公顷"]),
    st.text(max_size=6))


def _numbers(text):
    return {float(n) for n in re.findall(r"\d+(?:\.\d+)?", values.half(text)) if len(n) < 60}


@st.composite
def damaged(draw):
    """A boundary text with some of its characters replaced, lines doubled, dropped or moved."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["replace", "drop", "double", "swap", "cut"]))
        lines = text.split("\n")
        at = draw(st.integers(0, max(0, len(lines) - 1)))
        if kind == "replace":
            place = draw(st.integers(0, len(text)))
            text = text[:place] + draw(JUNK) + text[place + draw(st.integers(0, 3)):]
        elif kind == "drop":
            text = "\n".join(lines[:at] + lines[at + 1:])
        elif kind == "double":
            text = "\n".join(lines[:at + 1] + lines[at:])
        elif kind == "swap":
            other = draw(st.integers(0, max(0, len(lines) - 1)))
            lines[at], lines[other] = lines[other], lines[at]
            text = "\n".join(lines)
        else:
            text = text[:draw(st.integers(0, len(text)))]
    return name, text


@settings(max_examples=max(400, settings().max_examples))
@given(damaged())
@example(("v14-lf-cr-lf.txt", "3353000.000,39520000.000\n3353000.9" + "9" * 400 + ",39520100.000\n3352900.000,39520100.000\n"
          "3352900.000,39520000.000\n"))
def test_a_damaged_boundary_text_gives_no_point_that_it_does_not_hold(case):
    name, text = case
    began = time.perf_counter()
    try:
        found = boundary_txt.parse_boundary(text, Source(path=name), cass=name.endswith(".dat"))
    except InputError:
        return
    assert time.perf_counter() - began < 5
    assert found.verdict in boundary_txt.VERDICTS and len(found.lines) == len(found.raw.frame)
    assert found.verdict == "read" or found.findings
    if found.verdict in ("asked", "refused") or found.raw.crs is None:
        return
    if re.search("[°º˚度]", text):                  # degrees with minutes are computed
        return
    if any(f["code"] == "txt_run_together" for f in found.findings):
        digits = re.sub(r"[\s,]", "", values.half(text))
        xy = np.concatenate([shapely.get_coordinates(s).ravel() for s in found.raw.geometry])
        assert all(repr(float(v)).rstrip("0").rstrip(".") in digits for v in xy)
        return
    held = np.array(sorted(_numbers(text)))
    several = any(f["code"] == "txt_several_zones" for f in found.findings)
    for shape in found.raw.geometry:
        assert shape is not None and shapely.is_valid(shape) and shape.area > 0
        if not several:
            xy = shapely.get_coordinates(shape).ravel()
            nearest = held[np.clip(np.searchsorted(held, xy), 1, len(held) - 1)]
            below = held[np.clip(np.searchsorted(held, xy) - 1, 0, len(held) - 1)]
            assert (np.minimum(abs(nearest - xy), abs(below - xy)) < 1e-9).all()


@settings(max_examples=max(200, settings().max_examples))
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=3)), max_size=5), st.floats(0, 1))
def test_damaged_bytes_end_in_a_verdict_or_one_sentence(tmp_path_factory, seed, edits, end):
    data = bytearray(seed.read_bytes())
    for where, junk in edits:
        at = int(where * len(data))
        data[at:at + len(junk)] = junk
    path = tmp_path_factory.mktemp("fuzz") / seed.name
    path.write_bytes(bytes(data[:max(1, int(end * len(data)))]))
    with contextlib.suppress(InputError):
        assert boundary_txt.read_boundary(str(path)).verdict in boundary_txt.VERDICTS


@st.composite
def polygons(draw):
    """A ring of whole decimetres around a centre, never crossing itself."""
    count = draw(st.integers(3, 12))
    angles = sorted(draw(st.lists(st.integers(0, 359), min_size=count, max_size=count, unique=True)))
    assume(max(b - a for a, b in zip(angles, [*angles[1:], angles[0] + 360])) < 175)
    radius = [draw(st.integers(200, 4000)) / 10 for _ in angles]
    return [(round(r * np.sin(np.radians(a)), 1), round(r * np.cos(np.radians(a)), 1)) for a, r in zip(angles, radius)]


@settings(max_examples=max(150, settings().max_examples))
@given(polygons(), st.integers(25, 45), st.floats(-150_000, 150_000), st.floats(2_100_000, 5_800_000), st.booleans(),
       st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["ha", "m2", None]),
       st.sampled_from(["", "J", "T"]))
def test_a_plot_written_in_any_dialect_is_read_as_it_is_or_asked_about(ring, zone, east, north, prefix, header, closed,
                                                                       swapped, unit, letter):
    shape = shapely.Polygon([(round(e + east, 1), round(n + north, 1)) for n, e in ring])
    assume(shape.is_valid and shape.area > 50)
    points = [(y, x + 500_000 + (zone * 1_000_000 if prefix else 0)) for x, y in shape.exterior.coords]
    points = points if closed else points[:-1]
    area = "" if unit is None else f"{shape.area / 1e4:.4f}" if unit == "ha" else f"{shape.area:.2f}"
    lines = ["[属性描述]", "坐标系=2000国家大地坐标系", "几度分带=3", f"带号={zone if header else ''}", "[地块坐标]",
             f"{len(points)},{area},K-0001,甲,面,,,,@"]
    lines += [f"{letter}{k},1," + ",".join(f"{v:.3f}" for v in ((e, n) if swapped else (n, e)))
              for k, (n, e) in enumerate(points, 1)]
    found = boundary_txt.parse_boundary("\r\n".join(lines), Source(path="a.txt"))
    if found.verdict in ("asked", "refused"):
        small = any(f["code"] in ("txt_area_unit", "txt_area_differs") for f in found.findings)
        assert small or not (prefix or header) or any(f["code"].startswith("txt_zone") for f in found.findings)
        return
    assert found.raw.crs.to_epsg() == (4488 + zone if prefix else 4509 + zone)
    back = shapely.transform(found.raw.geometry[0], lambda xy: xy - [500_000 + (zone * 1_000_000 if prefix else 0), 0])
    assert shapely.hausdorff_distance(back, shape) < 2e-3


def _angle(value, form):
    degrees = int(value)
    minutes = int((value - degrees) * 60)
    seconds = round(((value - degrees) * 60 - minutes) * 60, 2)
    if seconds >= 60:
        seconds = 59.99
    return {"decimal": f"{value:.7f}", "sign": f"{value:.7f}°", "dms": f"{degrees}°{minutes}′{seconds}″",
            "quotes": f"{degrees}°{minutes}'{seconds}\"", "blank": f"{degrees} {minutes} {seconds}",
            "han": f"{degrees}度{minutes}分{seconds}秒", "wide": f"{value:.7f}".translate(
                str.maketrans("0123456789.", "０１２３４５６７８９．"))}[form]


FORMS = st.sampled_from(["decimal", "sign", "dms", "quotes", "blank", "han", "wide"])


@given(st.floats(74, 135), st.floats(18, 53), FORMS,
       st.sampled_from(["{}，{}", "{},{}", "{}、{}", "东经{}，北纬{}", "{}E {}N"]), st.booleans())
def test_a_place_in_one_cell_is_that_place_or_unreadable(lon, lat, form, frame, turned):
    a, b = _angle(lon, form), _angle(lat, form)
    assume(not (form == "blank" and frame == "{}E {}N"))
    text = frame.format(a, b) if not turned or "东" in frame or "E" in frame else frame.format(b, a)
    pair = values.place_pairs([text])
    if pair.unreadable[0]:
        return
    assert abs(pair.longitude[0] - lon) < 1e-5 and abs(pair.latitude[0] - lat) < 1e-5


@given(st.text(alphabet="0123456789.,，°′″'\" EeNnXxYy=-+东经北纬度分秒Ee()略*", max_size=40))
@example("113°75′00″,30°20′10″")
@example("113°35′12.3″E，30°20′10.5″E")
@example("***.**,30.2")
def test_no_text_becomes_a_place_that_it_does_not_name(text):
    pair = values.place_pairs([text])
    if pair.unreadable[0] or not np.isfinite(pair.longitude[0]):
        return
    numbers = _numbers(text)
    assert any(abs(int(pair.longitude[0]) - int(n)) == 0 for n in numbers)
    assert any(abs(int(pair.latitude[0]) - int(n)) == 0 for n in numbers)
    assert 73 <= pair.longitude[0] <= 136 and 3 <= pair.latitude[0] <= 54


@given(st.text(alphabet="0123456789.,<>≤＜ＬLNDndmgkgμu/ 未检出一~～-—×xE^³+ 约()", max_size=24))
@example("8.28~8.84")
@example("<0.05mg/kg")
@example("12.5³")
@example("1.2×10³")
@example("1,2,3")
@example("5-6")
def test_no_text_becomes_a_result_that_it_does_not_hold(text):
    found = values.measurements([text])
    value, limit = found.value[0], found.limit[0]
    if found.unreadable[0]:
        assert np.isnan(value)
        return
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", values.half(text))
    digits = {n.replace(".", "").strip("0") for n in re.findall(r"\d+(?:\.\d*)?|\.\d+", plain)}
    for number in (value, limit):
        if np.isfinite(number) and number != 0:
            assert re.sub(r"e.*", "", f"{number:.15g}").replace(".", "").replace("-", "").strip("0") in digits
            assert number > 0 or "-" in plain
    if found.below[0] is True:
        assert np.isnan(value)


@given(st.text(alphabet="0123456789./-年月日号至~ 上中下旬底初二〇一三四五六七八九十:：T截至", max_size=20))
@example("2023年13月")
@example("20230230")
@example("2023.5.6-2023.8.9")
def test_no_text_becomes_a_day_that_it_does_not_name(text):
    day = values.date(text)
    if day is None or day is values.BAD:
        return
    digits = re.sub(r"\D", "", values.half(text).translate(str.maketrans("〇一二三四五六七八九", "0123456789")))
    assert str(pd.Timestamp(day).year) in digits or str(pd.Timestamp(day).year)[2:] in digits
    assert dt.date(1800, 1, 1) <= pd.Timestamp(day).date() <= dt.date(2200, 1, 1)


HEADERS = st.lists(st.one_of(st.text(max_size=10), st.sampled_from(
    ["地块编号", "地块名称", "序号", "用地代码", "用地性质", "规划用地性质", "DKBH", "YDDM", "land_use", "名录状态",
     "镉(mg/kg)", "检测值", "经度", "纬度", "中心坐标", "地块面积(㎡)", "面积（亩）", "地块面积(",
     "备注", "BZ", "XZ", "", " "])), min_size=1, max_size=12)


@given(HEADERS, st.sampled_from(list(Role)), st.data())
def test_headers_are_used_once_and_never_invented(headers, role, data):
    headers = list(dict.fromkeys(headers))
    known = st.sampled_from(["R2", "0701", "在册", "2023.5", "<0.1", "113.5"])
    cells = st.one_of(st.none(), st.text(max_size=6), known)
    frame = pd.DataFrame({h: data.draw(st.lists(cells, min_size=3, max_size=3)) for h in headers}, dtype=object)
    raw = RawTable(frame, None, None, Source(path="a.csv"))
    try:
        found = mapping.guess(raw, role)
        table = mapping.normalise(RawTable(frame, None, None, Source(path="a.csv")), role, needs=False)
    except InputError:
        return
    used = [g.header for g in found.columns.values() if g is not None]
    assert len(used) == len(set(used)) and set(used) <= set(headers)
    assert all(0 < g.confidence <= 1 for g in found.columns.values() if g is not None)
    assert set(found.unused) == set(headers) - set(used)
    if role is not Role.SAMPLES:
        assert len(table.frame) == 3


@settings(max_examples=max(150, settings().max_examples))
@given(st.lists(st.lists(st.one_of(st.none(), st.integers(0, 3000), st.sampled_from(
    ["地块名称", "地块编码", "面积", "合计", "注：甲", "一、新增地块", "三、退出地块", "甲地块", "序号", "进展情况",
     "修复", "1", "附件"])), min_size=1, max_size=6), min_size=1, max_size=9))
@example([["地块名称", "地块名称"], [0, 0]])
def test_every_row_of_a_sheet_is_title_header_block_data_or_set_aside(rows):
    width = max(map(len, rows))
    grid = spreadsheet.Grid([r + [None] * (width - len(r)) for r in rows], list(range(1, len(rows) + 1)))
    source = Source(path="a.xlsx")
    try:
        raw = spreadsheet.table_of(grid, Role.REGISTRY, source, spreadsheet=True)
    except InputError:
        return
    filled = [k for k, r in enumerate(rows) if any(c is not None and str(c).strip() for c in r)]
    notes = [n["code"] for n in source.notes]
    said = sum(c in ("row_set_aside", "block_heading") for c in notes)
    titles = next((n["count"] for n in source.notes if n["code"] == "title_rows"), 0)
    blank_above = titles - sum(k < titles for k in filled)
    beside = next((n for n in source.notes if n["code"] == "side_by_side"), None)
    if beside is not None:             # one row of the sheet is a row of each of the tables that stand beside each other
        below = sum(k >= beside["line"] for k in filled)
        assert below - 1 <= len(raw.frame) + said <= below * beside["count"], (notes, len(raw.frame))
        return
    header = len(filled) - len(raw.frame) - said - (titles - blank_above)
    assert header in (1, 2), (notes, len(raw.frame))


POINT = st.tuples(st.integers(1_950_000, 5_900_000_000 // 1000), st.integers(25, 45), st.integers(300_000, 700_000),
                  st.integers(0, 999), st.integers(0, 999))


@settings(max_examples=max(200, settings().max_examples))
@given(st.lists(POINT, min_size=3, max_size=12), st.sampled_from([
    "J{i} {n} {e} ", "{i}、X={n}，Y={e}；", "({n},{e})、", "J{i}{n}{e}\n", "J{i}\n{n}\n{e}\n", "{i} {e} {n}\n", "J{i}:{n},{e} "]))
def test_points_in_running_text_are_those_that_were_written(points, form):
    """Whatever stands between the numbers: either all points come out as they were, or something is told."""
    written = [(f"{n}.{a:03d}", f"{z * 1_000_000 + e}.{b:03d}") for n, z, e, a, b in points]
    text = "".join(form.format(i=i, n=n, e=e) for i, (n, e) in enumerate(written, 1))
    found = loose.find(text)
    out = [tuple(sorted((p.first, p.second), key=len)) for p in found.points]
    assert out == [tuple(sorted(x, key=len)) for x in written] or found.left


@settings(max_examples=max(300, settings().max_examples))
@given(st.text(alphabet="0123456789., ;:°′″'\"度分秒EN东经北纬XYJ=（）()*×-\n面积平方米", max_size=120))
def test_any_text_has_points_that_it_holds_or_none(text):
    found = loose.find(text)
    digits = re.sub(r"[\s,]", "", values.half(text))
    for point in found.points:
        for number in (point.first, point.second):
            assert re.search("[°º˚度]", text) or number.rstrip("0").rstrip(".") in digits
    boundary_sheet.outlines([text], [1])


@settings(max_examples=max(200, settings().max_examples))
@given(st.lists(st.one_of(st.sampled_from(["地块名称", "面积(㎡)", "DKMC", "X", "Y", "经度", "镉(mg/kg)", "list_kind", "备注",
                                           "地块名称地块名称", "（", "/", "mg/kg", "_1", "纳入日期"]), st.text(max_size=12)),
                min_size=1, max_size=8), st.sampled_from(list(Role)))
def test_any_headers_are_used_once_or_listed_as_unused(headers, role):
    names = vector.unique_headers(headers)
    raw = RawTable(pd.DataFrame({n: ["1", "甲", None] for n in names}, index=pd.RangeIndex(3)))
    with contextlib.suppress(InputError):
        found = mapping.guess(raw, role)
        used = [g.header for g in found.columns.values() if g is not None]
        assert len(used) == len(set(used)) and sorted(used + list(found.unused)) == sorted(names)
        assert all(0 < g.confidence <= 1 for g in found.columns.values() if g is not None)
