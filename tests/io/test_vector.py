"""Vector files as they lie on real disks: encodings, missing parts, damage, layers, coordinate systems."""

import sqlite3
import struct
import tempfile
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
import shapely
from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.vocabulary import Role
from soilgate.plugin.io import files, mapping, read, vector, workspace, workspace_gpkg, zipped
from soilgate.tests.support.fault_plan import short_names

pytestmark = pytest.mark.filterwarnings("ignore")

BOX = [shapely.box(500000 + 200 * i, 2500000, 500100 + 200 * i, 2500100) for i in range(3)]


def frame(crs=4547, **columns):
    data = columns or {
        "地块编号": ["甲-1", "乙-2", "丙-3"],
        "用地代码": ["R2", "A33", "0701"],
        "用地性质": ["二类居住用地", "中小学用地", "城镇住宅用地"],
    }
    return gpd.GeoDataFrame(data, geometry=BOX[: len(next(iter(data.values())))], crs=crs)


def shapefile(folder, encoding="GB18030", cpg=None, prj=True, data=None):
    path = folder / "规划地块.shp"
    short_names(data if data is not None else frame(), encoding).to_file(path, encoding=encoding, engine="pyogrio")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg is not None:
        path.with_suffix(".cpg").write_text(cpg)
    if not prj:
        path.with_suffix(".prj").unlink()
    return path


def refused(call, code):
    with pytest.raises(InputError) as error:
        call()
    assert error.value.code == code, error.value
    return error.value.facts


@pytest.mark.parametrize("cpg", ["UTF-8", "GBK", None])
@pytest.mark.parametrize("encoding", ["UTF-8", "GB18030"])
def test_headers_that_were_cut_tell_the_encoding_where_no_other_text_does(encoding, cpg, tmp_path):
    path = tmp_path / "a.shp"
    names = {"地块编号": ["1"], "用地代码": ["B1"], "现状用地代码": ["R2"]}
    plain = gpd.GeoDataFrame({f"f{k}": v for k, v in enumerate(names.values())}, geometry=[shapely.box(
        500_000, 3_380_000, 500_100, 3_380_100)], crs="EPSG:4547")
    plain.to_file(path, engine="pyogrio")
    data = bytearray(path.with_suffix(".dbf").read_bytes())
    for k, name in enumerate(names):
        data[32 + 32 * k : 43 + 32 * k] = name.encode(encoding)[:10].ljust(11, b"\0")
    path.with_suffix(".dbf").write_bytes(data)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    if cpg:
        path.with_suffix(".cpg").write_text(cpg)
    table = read.read_role(Role.PARCELS, path)
    assert table.frame["use_code"].tolist() == ["B1"] and table.frame["current_use_code"].tolist() == ["R2"]


@pytest.mark.parametrize(
    ("encoding", "cpg"),
    [
        ("GB18030", None),
        ("GB18030", "GBK"),
        ("GB18030", "936"),
        ("GB18030", "UTF-8"),
        ("GB18030", "ISO-8859-1"),
        ("UTF-8", None),
        ("UTF-8", "UTF-8"),
        ("UTF-8", "GBK"),
        ("UTF-8", "ISO-8859-1"),
    ],
)
def test_a_shapefile_is_read_in_its_real_encoding_whatever_the_cpg_says(tmp_path, encoding, cpg):
    data = frame()
    table = read.read_role(Role.PARCELS, shapefile(tmp_path, encoding, cpg, data=data))
    names = ["地块编", "用地代", "用地性"] if encoding == "UTF-8" else list(data.columns[:3])
    assert list(table.original.columns) == names
    assert table.frame["parcel_id"].tolist() == ["甲-1", "乙-2", "丙-3"]
    assert table.frame["use_code"].tolist() == ["R2", "A33", "0701"]
    assert table.frame["use_name"].tolist() == ["二类居住用地", "中小学用地", "城镇住宅用地"]
    lies = any(n["code"] == "encoding_lies" for n in table.source.notes)
    assert lies == (cpg is not None and cpg not in {"UTF-8": ["UTF-8"], "GB18030": ["GBK", "936"]}[encoding])
    assert table.source.crs == "EPSG:4547"


@pytest.mark.parametrize("encoding", ["GB18030", "UTF-8"])
def test_a_shapefile_is_read_alike_in_the_process_of_qgis(tmp_path, encoding):
    """QGIS switches the decoding of GDAL off for its whole process."""
    path = shapefile(tmp_path, encoding, None, data=frame())
    alone = read.read_role(Role.PARCELS, path)
    pyogrio.set_gdal_config_options({"SHAPE_ENCODING": ""})
    beside = read.read_role(Role.PARCELS, path)
    pd.testing.assert_frame_equal(alone.frame, beside.frame)
    assert list(alone.original.columns) == list(beside.original.columns)


def test_a_value_cut_in_the_middle_of_a_character_is_kept_without_it(tmp_path):
    path = shapefile(
        tmp_path, "UTF-8", data=frame(DKBH=["1", "2", "3"], YDDM=["R2", "R2", "R2"], MC=["名" * 40, "称" * 20, "短"])
    )
    dbf = path.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    head = struct.unpack("<H", data[8:10])[0]
    widths = [data[32 + 32 * i + 16] for i in range(3)]
    start = head + 1 + widths[0] + widths[1]
    data[start : start + widths[2]] = ("x" + "名" * 60).encode()[: widths[2]]
    dbf.write_bytes(data)
    table = read.read_role(Role.PARCELS, path)
    assert table.original["MC"].iloc[0].startswith("x名名") and "\ufffd" not in table.original["MC"].iloc[0]


def test_a_damaged_page_of_a_dbf_is_refused_with_field_and_row(tmp_path):
    path = shapefile(tmp_path)
    dbf = path.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    head, length = struct.unpack("<HH", data[8:12])
    data[head + length + 1 : head + length + 7] = b"\xff\xfe\x80\xff\xff\x81"
    dbf.write_bytes(data)
    facts = refused(lambda: read.read_role(Role.PARCELS, path), "encoding_unreadable")
    assert facts["row"] == 2 and facts["field"] == "地块编号" and facts["layer"] == "规划地块"


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_a_shapefile_without_a_part_names_it(tmp_path, suffix):
    path = shapefile(tmp_path)
    path.with_suffix(suffix).unlink()
    assert refused(lambda: read.read_role(Role.PARCELS, path), "sidecar_missing")["missing"] == "规划地块" + suffix


@pytest.mark.parametrize(
    ("suffix", "cut"), [(".shp", 60), (".shp", 500), (".dbf", 40), (".dbf", 2), (".shx", 4), (".shx", 60)]
)
def test_a_cut_shapefile_is_refused(tmp_path, suffix, cut):
    path = shapefile(tmp_path)
    part = path.with_suffix(suffix)
    part.write_bytes(part.read_bytes()[:-cut])
    assert refused(lambda: read.read_role(Role.PARCELS, path), "file_truncated")["source"].endswith(suffix)


def test_a_shapefile_whose_counts_differ_is_refused(tmp_path):
    path = shapefile(tmp_path)
    dbf = path.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    data[4:8] = struct.pack("<I", 2)
    dbf.write_bytes(data)
    facts = refused(lambda: read.read_role(Role.PARCELS, path), "shapefile_counts")
    assert (facts["shp"], facts["shx"], facts["dbf"]) == (3, 3, 2)


def test_records_marked_as_deleted_are_reported(tmp_path):
    path = shapefile(tmp_path)
    dbf = path.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    head, length = struct.unpack("<HH", data[8:12])
    data[head + length] = 0x2A
    dbf.write_bytes(data)
    table = read.read_role(Role.PARCELS, path)
    assert table.frame["parcel_id"].tolist() == ["甲-1", "丙-3"]
    assert [n["count"] for n in table.source.notes if n["code"] == "records_deleted"] == [1]


def test_upper_case_suffixes_are_found(tmp_path):
    path = shapefile(tmp_path)
    for part in list(tmp_path.iterdir()):
        part.rename(part.with_suffix(part.suffix.upper()))
    assert len(read.read_role(Role.PARCELS, path.with_suffix(".SHP")).frame) == 3


@pytest.mark.parametrize(
    "name", ["a.shp", "a.gpkg", "a.geojson", "a.xlsx", "a.csv", "a.docx", "a.kml", "a.dxf", "a.xls", "a.ods", "a.tab"]
)
@pytest.mark.parametrize("content", [b"", b"\x00\x01 not a file \xff\xfe\x80" * 20, None])
def test_an_empty_missing_or_senseless_file_is_one_clear_error(tmp_path, name, content):
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as error:
        read.read_role(Role.PARCELS, path)
    assert error.value.facts["source"].endswith(name)
    assert (error.value.code == "file_missing") == (content is None) and (error.value.code == "file_empty") == (
        content == b""
    )


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.999])
@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.kml", "a.xlsx", "a.fgb"])
def test_a_truncated_file_never_gives_fewer_features_in_silence(tmp_path, name, share):
    path = tmp_path / name
    n = 3000
    data = gpd.GeoDataFrame(
        {"DKBH": [f"P{i}" for i in range(n)], "YDDM": ["R2"] * n},
        geometry=[shapely.box(113 + i / 1e5, 23, 113.000005 + i / 1e5, 23.1) for i in range(n)],
        crs=4490,
    )
    if name.endswith("xlsx"):
        pd.DataFrame(data.drop(columns="geometry")).to_excel(path, index=False)
    elif name.endswith(("kml", "geojson")):
        data.to_crs(4326).to_file(path, engine="pyogrio", driver="KML" if name.endswith("kml") else "GeoJSON")
    else:
        data.to_file(path, engine="pyogrio")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(InputError):
        read.read_role(Role.PARCELS, path)


def test_a_damaged_page_of_a_geopackage_is_refused(tmp_path):
    path = tmp_path / "a.gpkg"
    n = 3000
    gpd.GeoDataFrame(
        {"DKBH": [f"P{i}" for i in range(n)], "YDDM": ["R2"] * n}, geometry=[BOX[0]] * n, crs=4547
    ).to_file(path, engine="pyogrio")
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8192] = b"\xff" * 8192
    path.write_bytes(data)
    try:
        table = read.read_role(Role.PARCELS, path)
    except InputError:
        return
    assert len(table.frame) == n and all(g is not None for g in table.geometry)


def test_of_several_layers_one_must_be_named_unless_it_bears_the_role(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="甲", engine="pyogrio")
    frame().iloc[:2].to_file(path, layer="乙", engine="pyogrio")
    assert refused(lambda: read.read_role(Role.PARCELS, path), "several_layers")["known"] == "甲, 乙"
    assert len(read.read_role(Role.PARCELS, f"{path}|layername=乙").frame) == 2
    assert len(read.read_role(Role.PARCELS, path, layer="甲").frame) == 3
    assert len(read.read_role(Role.PARCELS, f"{path}|layerid=1").frame) == 2
    assert refused(lambda: read.read_role(Role.PARCELS, f"{path}|layername=丙"), "layer_not_found")["layer"] == "丙"
    frame().iloc[:1].to_file(path, layer="parcels", engine="pyogrio")
    assert len(read.read_role(Role.PARCELS, path).frame) == 1


def test_styles_kept_by_qgis_are_no_layer(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="甲", engine="pyogrio")
    pyogrio.write_dataframe(pd.DataFrame({"styleName": ["x"]}), path, layer="layer_styles", driver="GPKG")
    assert len(read.read_role(Role.PARCELS, path).frame) == 3


def test_a_table_without_geometry_in_a_geopackage_is_a_table(tmp_path):
    path = tmp_path / "a.gpkg"
    pyogrio.write_dataframe(
        pd.DataFrame({"地块名称": ["老厂"], "所处阶段": ["风险管控"]}), path, layer="名录", driver="GPKG"
    )
    table = read.read_role(Role.REGISTRY, path)
    assert table.geometry is None and table.frame["stage"].tolist() == ["risk_control"]


def test_an_attribute_filter_of_qgis_is_applied(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, layer="甲", engine="pyogrio")
    table = read.read_role(Role.PARCELS, f"{path}|layername=甲|subset=\"用地代码\" = 'R2'")
    assert table.frame["parcel_id"].tolist() == ["甲-1"]


def test_a_missing_crs_names_role_and_proposals(tmp_path):
    facts = refused(lambda: read.read_role(Role.PARCELS, shapefile(tmp_path, prj=False)), "crs_missing")
    assert facts["role"] == "parcels" and "EPSG:4547" in facts["proposals"]
    table = read.read_role(Role.PARCELS, shapefile(tmp_path, prj=False), crs="EPSG:4547")
    assert table.source.crs == "EPSG:4547" and [n["code"] for n in table.source.notes].count("crs_given") == 1


def test_a_stated_crs_that_cannot_be_is_refused_and_a_decision_overrides_it(tmp_path):
    path = tmp_path / "a.gpkg"
    frame(4490).to_file(path, engine="pyogrio")
    assert refused(lambda: read.read_role(Role.PARCELS, path), "crs_implausible")["reason"] == "crs_metres_in_degrees"
    assert read.read_role(Role.PARCELS, path, crs=4547).crs.to_epsg() == 4547


def test_a_layer_in_degrees_may_be_cgcs2000(tmp_path):
    path = tmp_path / "a.geojson"
    frame().to_crs(4490).to_file(path, engine="pyogrio")
    table = read.read_role(Role.PARCELS, path)
    assert table.crs.is_geographic and len(table.frame) == 3


def test_one_feature_far_away_is_named_by_its_row(tmp_path):
    data = frame(DKBH=[str(i) for i in range(30)][:3], YDDM=["R2"] * 3)
    data = pd.concat([data] * 10, ignore_index=True)
    data.loc[7, "geometry"] = shapely.box(0, 0, 10, 10)
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    assert refused(lambda: read.read_role(Role.PARCELS, path), "crs_rows")["rows"] == "8"


def test_null_and_empty_geometries_are_kept_as_rows(tmp_path):
    data = frame()
    data.loc[1, "geometry"] = None
    data.loc[2, "geometry"] = shapely.Polygon()
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    table = read.read_role(Role.PARCELS, path)
    assert [g is None or g.is_empty for g in table.geometry] == [False, True, True]


def test_whole_numbers_beside_nulls_stay_whole_numbers(tmp_path):
    data = frame(编号=pd.array([101, None, 103], dtype="Int64"), YDDM=["R2"] * 3)
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    table = read.read_role(Role.PARCELS, path)
    assert table.frame["parcel_id"].tolist() == ["101", "#2", "103"]
    assert table.original["编号"].dropna().tolist() == [101, 103] and str(table.original["编号"].dtype) == "Int64"


def test_long_codes_stored_as_numbers_keep_their_last_digits(tmp_path):
    data = frame(地块编码=pd.array([441302000000000017, None, 441302000000000019], dtype="Int64"), YDDM=["R2"] * 3)
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    assert read.read_role(Role.PARCELS, path).frame["parcel_id"].tolist() == [
        "441302000000000017",
        "#2",
        "441302000000000019",
    ]


def test_dates_of_a_file_stay_dates_and_are_the_day_in_china(tmp_path):
    data = frame(YDDM=["R2"] * 3, applied_on=pd.to_datetime(["2026-01-02", None, "2026-03-04"]))
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    table = read.read_role(Role.PARCELS, path)
    assert table.frame["applied_on"].tolist()[0] == pd.Timestamp("2026-01-02") and table.frame[
        "applied_on"
    ].isna().tolist() == [False, True, False]
    assert str(table.original["applied_on"].dtype).startswith("datetime64")


def test_repeated_and_missing_ids_get_their_row(tmp_path):
    data = frame(地块编号=["A", "A", None], YDDM=["R2"] * 3)
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    assert read.read_role(Role.PARCELS, path).frame["parcel_id"].tolist() == ["A#1", "A#2", "#3"]


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("a.kml", "KML"),
        ("a.tab", "MapInfo File"),
        ("a.fgb", "FlatGeobuf"),
        ("a.gdb", "OpenFileGDB"),
        ("a.geojson", "GeoJSON"),
        ("a.gml", "GML"),
    ],
)
def test_other_formats_give_the_same_parcels(tmp_path, name, driver):
    path = tmp_path / name
    data = frame(4490 if name not in ("a.kml",) else 4326, DKBH=["1", "2", "3"], YDDM=["R2", "A33", "0701"])
    data["geometry"] = [shapely.box(113 + i / 100, 23, 113.005 + i / 100, 23.005) for i in range(3)]
    if driver == "KML" and "LIBKML" in pyogrio.list_drivers():
        driver = "LIBKML"                     # by the other one pyogrio 0.10 writes values into the wrong fields
    try:
        data.to_file(path, driver=driver, engine="pyogrio")
    except pyogrio.errors.DataSourceError:
        if driver == "OpenFileGDB":
            pytest.skip("this GDAL cannot write file geodatabases")
        raise
    table = read.read_role(Role.PARCELS, path)
    assert sorted(table.frame["use_code"]) == ["0701", "A33", "R2"] and len(table.geometry) == 3


def test_closed_polylines_of_a_drawing_become_parcels_with_holes_and_their_text(tmp_path):
    path = tmp_path / "a.dxf"

    def polyline(layer, points):
        text = f"0\nLWPOLYLINE\n5\n{polyline.n:X}\n100\nAcDbEntity\n8\n{layer}\n"
        text += f"100\nAcDbPolyline\n90\n{len(points)}\n70\n1\n"
        polyline.n += 1
        return text + "".join(f"10\n{x}\n20\n{y}\n" for x, y in points)

    polyline.n = 100

    def square(x, y, size):
        return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]

    body = (
        polyline("R2", square(500000, 2500000, 100))
        + polyline("R2", square(500040, 2500040, 20))
        + polyline("A33", square(500200, 2500000, 100))
    )
    body += "0\nTEXT\n5\n200\n100\nAcDbEntity\n8\nNOTE\n100\nAcDbText\n10\n500210\n20\n2500010\n40\n2.5\n1\nK-01\n"
    body += "0\nLINE\n5\n201\n100\nAcDbEntity\n8\nNOTE\n100\nAcDbLine\n10\n0\n20\n0\n11\n1\n21\n1\n"
    path.write_text(f"0\nSECTION\n2\nENTITIES\n{body}0\nENDSEC\n0\nEOF\n", encoding="utf-8")
    table = read.read_role(
        Role.PARCELS, path, crs=4547, mapping=mapping.Mapping.of({"use_code": "Layer", "parcel_id": "Text"})
    )
    assert table.frame["use_code"].tolist() == ["R2", "A33"]
    assert [round(g.area) for g in table.geometry] == [10000 - 400, 10000]
    assert table.frame["parcel_id"].tolist() == ["#1", "K-01"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a.dwg", "format_dwg"),
        ("a.doc", "format_doc"),
        ("a.pdf", "format_pdf"),
        ("a.png", "format_picture"),
        ("a.xyz", "format_unknown"),
        ("a.qgz", "format_project"),
    ],
)
def test_what_cannot_be_read_says_which_way_in_works(tmp_path, name, code):
    (tmp_path / name).write_bytes(b"x")
    refused(lambda: read.read_role(Role.PARCELS, tmp_path / name), code)


def test_the_hash_of_a_shapefile_covers_all_its_parts(tmp_path):
    path = shapefile(tmp_path)
    before = read.read_role(Role.PARCELS, path).source.sha256
    dbf = path.with_suffix(".dbf")
    dbf.write_bytes(dbf.read_bytes().replace(b"A33", b"A34"))
    assert read.read_role(Role.PARCELS, path).source.sha256 != before


def test_a_password_is_never_kept():
    assert "secret" not in files.shown("PG:host=h user='u' password='secret' dbname=d")
    assert "secret" not in files.shown("postgresql://u:secret@h:5432/d")


def test_files_are_not_changed_by_reading(tmp_path):
    path = shapefile(tmp_path)
    frame().to_file(tmp_path / "a.gpkg", engine="pyogrio")
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    read.read_role(Role.PARCELS, path)
    read.read_role(Role.PARCELS, tmp_path / "a.gpkg")
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before


def test_the_report_counts_every_row_once(tmp_path):
    data = frame(地块编号=["A", "B", "C"], YDDM=["R2"] * 3, 受理日期=["2026-01-02", "随时", "去年"])
    path = tmp_path / "a.gpkg"
    data.to_file(path, engine="pyogrio")
    report = read.report(read.read_role(Role.PARCELS, path))
    assert (report.rows, report.read, report.refused) == (3, 1, 2)


DATA = Path(__file__).resolve().parents[1] / "data" / "imports"


@pytest.mark.parametrize("name", ["drawing_utf8.dxf", "drawing_gbk.dxf"])
def test_a_drawing_tells_codes_by_its_texts_or_layers_in_any_encoding(name):
    raw = vector.read_vector(str(DATA / name))
    assert raw.frame["Layer"].tolist() == ["规划用地"] * 4 + ["道路_1207"]
    assert raw.frame["用地代码"].tolist() == ["R2", None, "0804", "G1", "1207"]
    assert raw.frame["地块编号"].tolist() == ["A-01", None, None, None, None]
    assert [round(g.area) for g in raw.geometry] == [8400, 100, 8400, 1600, 10000]    # a hole; a parcel inside another
    said = {n["code"]: n.get("count") for n in raw.source.notes}
    assert (said["dxf_inside"], said["dxf_open"], said["dxf_by_layer"], said["dxf_left"]) == (1, 1, 1, 5)


def test_a_mapinfo_file_that_names_no_code_page_is_read_in_gbk():
    raw = vector.read_vector(str(DATA / "plan_gbk_neutral.mif"))
    assert raw.frame.iloc[0].tolist() == ["甲地块", "R2"] and list(raw.frame.columns) == ["地块名称", "用地代码"]


@pytest.mark.parametrize(("name", "data", "code"), [
    ("a.dxf", b"AC1027" + bytes(200), "format_dwg"), ("a.xlsx", b"%PDF-1.4\n", "format_pdf"),
    ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(9), "format_picture"), ("a.docx", b"PK\x03\x04" + bytes(40), "file_cut"),
    ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "format_doc"), ("a.kmz", b"PK\x03\x04abc", "file_cut"),
    ("a.xlsx", b"PK\x03\x04" + bytes(40), "file_cut"), ("a.geojson", b'{"type": "FeatureColl', "file_cut"),
    ("a.jmtxt", b"x", "format_encrypted_txt")])
def test_what_a_file_is_counts_more_than_its_suffix(tmp_path, name, data, code):
    path = tmp_path / name
    path.write_bytes(data)
    assert refused(lambda: read.read_role(Role.REGISTRY, path), code)["source"] == str(path)


def test_a_shapefile_of_a_system_of_its_own_is_told_as_such(tmp_path):
    path = shapefile(tmp_path)
    path.write_bytes(b"\x7fSHPX" + path.read_bytes()[5:])
    refused(lambda: read.read_role(Role.PARCELS, path), "shapefile_foreign")


def test_an_encrypted_workbook_is_told_as_such():
    refused(lambda: read.read_role(Role.REGISTRY, DATA / "locked.xlsx"), "workbook_encrypted")


def test_a_csv_that_begins_with_pinyin_is_no_picture(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("BM,MC\n1,甲\n", encoding="utf-8")
    assert read.read_role(Role.REGISTRY, path).frame["source_row"].tolist() == [1]


def test_a_geopackage_that_another_program_holds_is_told_from_a_damaged_one(tmp_path, monkeypatch):
    """A damaged file must be exported anew; a locked one needs to be closed elsewhere."""
    monkeypatch.setattr(workspace_gpkg, "PATIENCE_S", 0.05)
    plan, office = tmp_path / "规划.gpkg", tmp_path / "office.gpkg"
    frame().to_file(plan, layer="plan", engine="pyogrio")
    workspace.create(office, crs="EPSG:4547")
    for path in (plan, office):
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        try:
            said = refused(lambda path=path: read.read_role(Role.PARCELS, path), "file_in_use")
            assert said == {"source": str(path)}
            assert workspace.is_workspace(path) == (path == office), "what a file is does not hang on who has it open"
        finally:
            other.execute("ROLLBACK")
            other.close()
    assert len(read.read_role(Role.PARCELS, plan).frame) == 3


# --- in a ZIP -------------------------------------------------------------------------------------------------------


def packed(target, shp, *names):
    """A ZIP of a shapefile under these names, in bytes as a Chinese Windows packs them: GBK, without a mark."""
    made = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for k, name in enumerate(names):
            for part in files.parts_of(shp):
                stand_in = f"{k}~".ljust(len(name.encode("gb18030")), "~") + part.suffix
                made.append((stand_in.encode(), name.encode("gb18030") + part.suffix.encode()))
                package.write(part, stand_in)
    data = target.read_bytes()
    for before, after in made:
        data = data.replace(before, after)
    target.write_bytes(data)
    return target


def test_a_shapefile_in_a_zip_is_read_as_if_unpacked(tmp_path, monkeypatch):
    (tmp_path / "t").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "t"))
    shp = shapefile(tmp_path)
    source = packed(tmp_path / "报批.zip", shp, "成果/规划地块")
    plain, table = read.read_role(Role.PARCELS, shp), read.read_role(Role.PARCELS, source)
    assert table.frame["parcel_id"].tolist() == plain.frame["parcel_id"].tolist() == ["甲-1", "乙-2", "丙-3"]
    assert shapely.equals(table.geometry, plain.geometry).all() and table.crs == plain.crs
    assert table.source.path == str(source) and table.source.layer == "规划地块"
    assert table.source.sha256 == files.sha256([source])
    parts = list(vector.vector_parts(str(source), rows=2))
    assert [len(p.frame) for p in parts] == [2, 1]
    assert not list((tmp_path / "t").iterdir())
    shown = "规划地块".encode("gb18030").decode("cp437")               # as QGIS names it
    assert len(read.read_role(Role.PARCELS, f"{source}|layername={shown}").frame) == 3


def test_several_shapefiles_in_a_zip_are_asked_for_by_name(tmp_path):
    source = packed(tmp_path / "a.zip", shapefile(tmp_path), "甲/地块", "乙/地块", "现状")
    told = refused(lambda: read.read_role(Role.PARCELS, source), "several_layers")
    assert told["known"] == "甲_地块, 乙_地块, 现状"
    assert [name for name, _ in vector.layers(str(source))] == ["甲_地块", "乙_地块", "现状"]
    assert len(read.read_role(Role.PARCELS, f"{source}|layername=乙_地块").frame) == 3
    refused(lambda: read.read_role(Role.PARCELS, f"{source}|layername=无"), "layer_not_found")


def test_a_hostile_zip_writes_nowhere_and_fills_nothing(tmp_path, monkeypatch):
    home = tmp_path / "a" / "b"
    home.mkdir(parents=True)
    (tmp_path / "t").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "t"))
    shp = shapefile(tmp_path)
    source = packed(home / "x.zip", shp, "../../../outside")
    before = sorted(tmp_path.rglob("*"))
    assert len(read.read_role(Role.PARCELS, source).frame) == 3
    monkeypatch.setattr(zipped, "LARGEST", 500)
    refused(lambda: read.read_role(Role.PARCELS, source), "zip_too_large")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_that_cannot_be_read_says_why(tmp_path):
    other = tmp_path / "b.zip"
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("读我.txt", "x")
    refused(lambda: read.read_role(Role.PARCELS, other), "zip_without_shapefile")
    source = packed(tmp_path / "c.zip", shapefile(tmp_path), "地块")
    data = source.read_bytes()
    source.write_bytes(data[:len(data) // 2])
    refused(lambda: read.read_role(Role.PARCELS, source), "file_cut")
    with zipfile.ZipFile(source, "w") as package:
        package.write(tmp_path / "规划地块.shp", "地块.shp")
    assert refused(lambda: read.read_role(Role.PARCELS, source), "sidecar_missing")["source"] == str(source)


def test_numbers_of_no_national_system_are_said_to_be_a_citys_own_grid():
    told = read.proposed((51_234.0, 42_345.0, 51_334.0, 42_445.0))
    assert told["proposals"] == "-"
    assert "地方坐标系" in told["why_zh"]
    assert "own grid" in told["why_en"]


def test_reading_a_geopackage_leaves_no_open_file(tmp_path):
    """QGIS shows each such warning, with where it arose, in its log panel."""
    file = tmp_path / "plan.gpkg"
    gpd.GeoDataFrame({"DKBH": ["1"]}, geometry=[shapely.box(0, 0, 1, 1)], crs=4547).to_file(file)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        vector.read_vector(str(file), None)
    assert not [str(one.message) for one in told if issubclass(one.category, ResourceWarning)]


def test_a_schema_that_is_no_text_any_more_is_refused_and_is_no_workspace(tmp_path):
    path = tmp_path / "a.gpkg"
    frame().to_file(path, engine="pyogrio", layer="plan")
    data = path.read_bytes()
    at = data.index(b"CREATE TABLE gpkg_contents")
    path.write_bytes(data[:at] + b"CREATE \xb4ABLE" + data[at + 12 :])
    assert not workspace_gpkg.is_workspace(path)
    assert refused(lambda: read.read_role(Role.PARCELS, path), "file_unreadable")["source"] == str(path)


def test_a_feature_that_names_no_feature_is_not_passed_over(tmp_path):
    path = tmp_path / "a.geojson"
    frame().to_file(path, engine="pyogrio", driver="GeoJSON")
    assert len(read.read_role(Role.PARCELS, path).frame) == 3
    path.write_text(path.read_text(encoding="utf-8").replace('"Feature"', '"Featsre"', 1), encoding="utf-8")
    facts = refused(lambda: read.read_role(Role.PARCELS, path), "features_lost")
    assert (facts["stated"], facts["read"]) == (3, 2)


def test_a_projection_that_nobody_knows_is_refused(tmp_path):
    path = shapefile(tmp_path)
    path.with_suffix(".prj").write_text(path.with_suffix(".prj").read_text().replace("Gauss_Kruger", "Gauss_&ruger"))
    with pytest.raises(InputError):
        read.read_role(Role.PARCELS, path)
