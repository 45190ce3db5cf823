"""The command line ``soilgate``: arguments, exit codes, progress. No work of its own.

Exit codes: 0 done, 2 bad input or usage (one message that names the file and the cure), 1 a defect of ours.
"""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import importlib.metadata
import importlib.util
import os
import platform
import subprocess
import sys
import sysconfig
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, TextIO

from . import about

if TYPE_CHECKING:
    from .core.findings import Outcome
    from .core.vocabulary import Role

NEEDED = {"numpy": "numpy", "pandas": "pandas", "shapely": "shapely>=2", "pyproj": "pyproj", "pyogrio": "pyogrio",
          "yaml": "PyYAML", "openpyxl": "openpyxl", "jinja2": "jinja2"}
OPTIONAL = {"xlrd": ("xlrd", ".xls"), "odf": ("odfpy", ".ods"), "docx": ("python-docx", ".docx"),
            "psycopg2": ("psycopg2-binary", "PostGIS"), "segno": ("segno", "二维码 / QR codes on papers")}


class Bar:
    """Progress on stderr; quiet when that is no terminal, save for whole tenths."""

    def __init__(self, stream: TextIO, quiet: bool) -> None:
        self._stream, self._quiet, self._last = stream, quiet, -1

    def report(self, fraction: float, message: str = "") -> None:
        """Print the percentage when it has moved by ten points."""
        tenth = int(fraction * 10)
        if self._quiet or tenth <= self._last:
            return
        self._last = tenth
        print(f"{10 * tenth:3d} %", file=self._stream, flush=True)

    def is_cancelled(self) -> bool:
        """Ctrl-C ends the program itself."""
        return False


def main(argv: Optional[Sequence[str]] = None, kept: Optional[argparse.Namespace] = None) -> int:
    """Run a command; returns the exit code. Arguments and the outcome stay in ``kept`` as long as the caller has it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    parser = _parser()
    try:
        args = parser.parse_args(argv, kept)
    except SystemExit as stop:
        return int(stop.code or 0)
    if args.command == "doctor":
        return _doctor()
    if missing := [name for module, name in NEEDED.items() if importlib.util.find_spec(module) is None]:
        print(f"缺少程序库：{', '.join(missing)}。安装方法：{_pip(missing)}\n"
              f"Missing libraries: {', '.join(missing)}. To install: {_pip(missing)}", file=sys.stderr)
        return 2
    from .core.errors import PackError, SoilGateError
    try:
        code: int = args.run(args)
        return code
    except (SoilGateError, PackError) as error:
        print(sentence(error, args.lang), file=sys.stderr)
        return 2
    except BrokenPipeError:                  # who reads the output has seen enough; the work is done
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("已取消 / cancelled", file=sys.stderr)
        return 2
    except Exception:  # noqa: BLE001 (the one place of the command line that tells of a defect)
        traceback.print_exc()
        print("SoilGate 内部错误，请把以上内容报告给开发者 / a defect of SoilGate, please report the lines above",
              file=sys.stderr)
        return 1


def sentence(error: Any, lang: str = "zh") -> str:
    """The sentence and cure of an error."""
    from .core import knowledge
    return knowledge.error_text(error, lang)


# ------------------------------------------------------------------------------------------------ arguments

def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="soilgate", description="土壤环境准入审查 / soil review of land-use plans",
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", action="version", version=f"soilgate {about.version()}")
    parser.add_argument("--lang", choices=("zh", "en"), default="en" if os.environ.get("LANG", "").startswith("en")
                        and os.environ.get("SOILGATE_LANG", "") == "en" else os.environ.get("SOILGATE_LANG", "zh"),
                        help="messages in Chinese or English (SOILGATE_LANG)")
    parser.add_argument("--quiet", action="store_true", help="no progress on stderr")
    sub = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _review_parser(sub)
    _zones_parser(sub)
    _propose_parser(sub)
    _import_parser(sub)
    _export_parser(sub)
    _workspace_parser(sub)
    rules = sub.add_parser("rules", help="规则包 / rule packs: list, show, check")
    rules.add_argument("action", choices=("list", "show", "check"))
    rules.add_argument("pack", nargs="*", help="names or files; none: all shipped packs")
    rules.set_defaults(run=_rules)
    demo = sub.add_parser("demo", help="审查示例区 / review the demo district into a folder")
    demo.add_argument("folder", type=Path)
    demo.set_defaults(run=_demo)
    _notice_parser(sub)
    sub.add_parser("doctor", help="检查运行环境 / what is installed and what is missing")
    return parser


def _review_parser(sub: Any) -> None:
    p = sub.add_parser("review", help="审查规划地块 / review parcels")
    for option, said in {
            "parcels": "规划地块（必需）/ planned parcels (needed); F or F|layername=L, so with every layer below",
            "registry": "名录（必需）/ registry of contaminated plots (needed)",
            "current-use": "现状用地 / current use", "negative-list": "负面清单 / negative list",
            "survey-areas": "调查范围 / survey areas", "samples": "采样数据 / samples",
            "risk-assessments": "风险评估 / risk assessments", "industrial-land": "行业企业用地 / industrial land",
            "ordered-surveys": "责令调查 / ordered surveys", "farmland": "农用地类别 / farmland categories",
            "basic-farmland": "永久基本农田 / permanent basic farmland", "control-zones": "管控区域 / control zones",
            "evidence": "核实材料 / statements that settle what is unknown",
            "located": "无边界条目的定位 / where entries without polygon lie"}.items():
        p.add_argument(f"--{option}", metavar="F", help=said)
    p.add_argument("--workspace", metavar="F", help="工作库 / a workspace: every role that it holds and none of the "
                   "options above names")
    p.add_argument("--use-field", metavar="NAME", help="规划用地代码字段 / field of the proposed use code")
    p.add_argument("--use-scheme", metavar="S", help="规划用地分类标准 / its scheme: GB50137-2011, MNR-2023, "
                   "MNR-2020, GBT21010-2017, SD-2018")
    p.add_argument("--current-use-field", metavar="NAME", help="现状用地代码字段 / field of the current use code")
    p.add_argument("--current-use-scheme", metavar="S", help="现状用地分类标准 / its scheme, such as SD-2018")
    p.add_argument("--as-of", metavar="YYYY-MM-DD", type=_day,
                   help="审查日期，缺省为今天 / day of the review; none: today")
    p.add_argument("--step", action="append", default=[], metavar="S",
                   help="办理环节，可多次给出 / step, may be repeated: plan (none given), use_change, acquisition, "
                        "taking_back, transfer, supply, planning_permit, building_permit, works")
    p.add_argument("--rules", action="append", default=[], metavar="PACK",
                   help="叠加的本地规则包：名称或文件 / local pack to stack: its name or file")
    p.add_argument("--none", action="append", default=[], metavar="ROLE[=DATE]",
                   help="主管部门声明未发布或没有（不写日期即审查当日）/ the office states that there is none, as of "
                        "DATE; without a date, as of the day of review")
    p.add_argument("--covers", action="append", default=[], metavar="ROLE=parcels|FILE",
                   help="数据持有部门声明的覆盖范围：整个规划或范围文件 / what a layer covers, as its holder states")
    p.add_argument("--tolerance", type=float, default=0.5, metavar="M",
                   help="边界接触宽度，缺省 0.5 米 / thinner than this is boundary contact")
    p.add_argument("--radius", type=float, metavar="M",
                   help="邻近半径，缺省按规则包 / how near a neighbour is; none: as the packs say")
    p.add_argument("--crs", action="append", default=[], metavar="ROLE=EPSG:N",
                   help="指明某一数据的真实坐标系 / the true CRS of a layer, over what it states")
    p.add_argument("--map", metavar="F", type=Path, help="字段与取值对应表 / fields and words of the layers (YAML)")
    p.add_argument("--out", required=True, type=Path, metavar="result.gpkg", help="结果 / result GeoPackage")
    p.add_argument("--json", type=Path, metavar="F", help="同一结果的 JSON / the same as JSON")
    p.add_argument("--xlsx", type=Path, metavar="F", help="Excel 台账 / ledger")
    p.add_argument("--report", type=Path, metavar="DIR", help="报告、协查函 / report and inquiry letters (HTML)")
    p.add_argument("--opinion", action="append", default=[], metavar="ID",
                   help="审查意见 / parcel whose opinion goes beside the report")
    p.add_argument("--record", metavar="WORKSPACE", help="审查记录写入工作库 / keep run and findings in a workspace")
    p.add_argument("--person", metavar="NAME", help="经办人 / who drafts it")
    p.set_defaults(run=_review)


def _notice_parser(sub: Any) -> None:
    p = sub.add_parser("notice", help="公告 / public notice as PDF (needs QGIS)")
    p.add_argument("kind", choices=("control_zone", "plot"))
    p.add_argument("--data", required=True, metavar="F",
                   help="管控区域和名录 / zones and registry: a GeoPackage, all layers of it, or F|layername=L")
    p.add_argument("--id", action="append", default=[], metavar="ID", help="编号 / zone or plot; none: all")
    p.add_argument("--template", metavar="T", help="布局模板 / layout template (.qpt), or board_a3")
    p.add_argument("--paper", choices=("A4", "A3"), default="A4")
    p.add_argument("--landscape", action="store_true", help="横排 / map left, text right")
    p.add_argument("--day", metavar="YYYY-MM-DD", type=_day, help="公告日期 / day of the notice; none: today")
    p.add_argument("--number", default="", metavar="NO", help="文号 / number of the document")
    p.add_argument("--issuer", metavar="NAME", help="发布机关 / who issues it; none: as set, else as the data say")
    p.add_argument("--contact", metavar="TEXT", help="联系方式 / telephone or counter")
    p.add_argument("--hotline", metavar="NO", help="举报电话 / reporting line; none: as set, else 12345")
    p.add_argument("--boundary-points", action="store_true", help="附界址点成果表 / with the table of corner points")
    p.add_argument("--out", type=Path, required=True, metavar="DIR")
    p.set_defaults(run=_notice)


def _zones_parser(sub: Any) -> None:
    p = sub.add_parser("zones", help="管控区域 / what control zones owe")
    p.add_argument("--zones", "--control-zones", dest="control_zones", metavar="F", required=True)
    p.add_argument("--registry", metavar="F", required=True)
    for option in ("signs", "points", "records", "notices", "evidence", "roads"):
        p.add_argument(f"--{option}", metavar="F")
    p.add_argument("--adopt", action="append", default=[], metavar="HOUSE_VALUE[=FIGURE]",
                   help="采用内部设定值 / act on a house value, such as interval_days_groundwater or sign_max_gap_m=80")
    p.add_argument("--as-of", metavar="D", type=_day)
    p.add_argument("--crs", action="append", default=[], metavar="ROLE=EPSG:N")
    p.add_argument("--map", metavar="F", type=Path)
    p.add_argument("--out", required=True, type=Path, metavar="F.gpkg")
    p.add_argument("--json", type=Path, metavar="F")
    p.add_argument("--xlsx", type=Path, metavar="F")
    p.add_argument("--ics", type=Path, metavar="F")
    p.set_defaults(run=_zones)


def _propose_parser(sub: Any) -> None:
    p = sub.add_parser("propose", help="建议标识牌、监测点 / propose signs or monitoring points of control zones")
    p.add_argument("kind", choices=("signs", "points"))
    p.add_argument("--zones", "--control-zones", dest="control_zones", metavar="F", required=True)
    p.add_argument("--registry", metavar="F", help="名录 / plots of the zones; points lie by them")
    p.add_argument("--signs", metavar="F", help="标识牌 / signs that stand; they are not proposed again")
    p.add_argument("--roads", metavar="F", help="道路 / roads; signs stand where they cross the line")
    p.add_argument("--id", action="append", default=[], metavar="ID", help="管控区编号 / zone; none: all in force")
    p.add_argument("--flow", type=float, metavar="DEGREES",
                   help="地下水流向，正北起顺时针 / where groundwater flows to, clockwise from north")
    p.add_argument("--adopt", action="append", default=[], metavar="HOUSE_VALUE[=FIGURE]",
                   help="such as sign_max_gap_m=80, well_beyond_m=15")
    p.add_argument("--as-of", metavar="D", type=_day)
    p.add_argument("--crs", action="append", default=[], metavar="ROLE=EPSG:N")
    p.add_argument("--map", metavar="F", type=Path)
    p.add_argument("--out", required=True, type=Path, metavar="F.gpkg")
    p.set_defaults(run=_propose)


def _import_parser(sub: Any) -> None:
    p = sub.add_parser("import", help="导入 / bring data into a workspace or a GeoPackage")
    p.add_argument("kind", choices=("txt", "register", "samples", "layer"),
                   help="界址点坐标、名录、检测数据、图层 / boundary text, register, samples, any layer or table")
    p.add_argument("files", nargs="+", metavar="FILE", help="F or F|layername=L")
    p.add_argument("--into", metavar="WORKSPACE", help="F.gpkg or postgresql://...")
    p.add_argument("--out", type=Path, metavar="F.gpkg", help="a new GeoPackage with what came in")
    p.add_argument("--as", dest="role", metavar="ROLE")
    p.add_argument("--crs", action="append", default=[], metavar="[ROLE=]EPSG:N")
    p.add_argument("--layer", metavar="NAME", help="layer, sheet, or number of a table in a document")
    p.add_argument("--points", metavar="POINTS",
                   help="点位表 / codes and coordinates of points, for samples without any")
    p.add_argument("--map", type=Path, metavar="F")
    p.add_argument("--save-map", type=Path, metavar="F", help="remember the fields as a file for --map")
    p.add_argument("--list-kind", metavar="KIND")
    p.add_argument("--edition", choices=("whole", "changes"))
    p.add_argument("--edition-date", type=_day, metavar="YYYY-MM-DD")
    p.add_argument("--covers", metavar="parcels|FILE", help="what the list covers, as its holder states")
    p.add_argument("--decide", action="append", default=[], metavar="QUESTION=ANSWER")
    p.add_argument("--person", metavar="NAME")
    p.add_argument("--document", metavar="NO")
    p.add_argument("--strict", action="store_true", help="a refused row ends in exit 2, and its file stays out")
    p.add_argument("--report", type=Path, metavar="F.html")
    p.add_argument("--json", type=Path, metavar="F")
    p.set_defaults(run=_import)


def _export_parser(sub: Any) -> None:
    p = sub.add_parser("export", help="导出 / boundary text, boundary file of the national soil system")
    p.add_argument("kind", choices=("txt", "soil-system"))
    p.add_argument("layer", metavar="LAYER", help="F or F|layername=L")
    p.add_argument("--out", type=Path, required=True, metavar="F")
    p.add_argument("--as", dest="role", default="parcels", metavar="ROLE")
    p.add_argument("--id", action="append", default=[], metavar="ID")
    p.add_argument("--crs", metavar="EPSG:N", help="3-degree zone to write in")
    p.add_argument("--map", type=Path, metavar="F")
    p.add_argument("--unit", default="", metavar="NAME", help="数据产生单位 / who made the data")
    p.set_defaults(run=_export)


def _workspace_parser(sub: Any) -> None:
    p = sub.add_parser("workspace", help="工作库 / make a workspace, bring it up to date")
    p.add_argument("action", choices=("create", "migrate"))
    p.add_argument("path", metavar="F", help="F.gpkg or postgresql://...")
    p.add_argument("--crs", default="EPSG:4490", metavar="EPSG:N")
    p.set_defaults(run=_workspace)


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"日期应为 YYYY-MM-DD / not a day YYYY-MM-DD: {text}") from error


def _pairs(items: Sequence[str], option: str, *, need_value: bool) -> dict[Role, Optional[str]]:
    """``ROLE=VALUE`` options as a mapping."""
    from .core.errors import InputError
    from .core.vocabulary import Role
    out: dict[Role, Optional[str]] = {}
    for item in items:
        name, _, value = item.partition("=")
        name = name.replace("-", "_")
        if name not in [str(r) for r in Role]:
            raise InputError("unknown_role", option=option, value=name, known=", ".join(str(r) for r in Role))
        if need_value and not value:
            raise InputError("option_without_value", option=option, value=item)
        out[Role(name)] = value or None
    return out


def _inputs(args: argparse.Namespace, roles: Sequence[Role]) -> dict[Role, Any]:
    from .jobs import LayerInput
    given = {role: getattr(args, str(role), None) for role in roles}
    return {role: LayerInput.of(text) for role, text in given.items() if text}


# ------------------------------------------------------------------------------------------------ commands

def _review(args: argparse.Namespace) -> int:
    from . import jobs
    from .core.errors import InputError
    from .core.vocabulary import Step
    from .io import files, mapping, workspace
    steps = []
    for step in args.step or ["plan"]:
        if step not in [str(s) for s in Step]:
            raise InputError("unknown_step", value=step, known=", ".join(str(s) for s in Step))
        steps.append(Step(step))
    covers: dict[Any, Any] = {}
    for role, value in _pairs(args.covers, "--covers", need_value=True).items():
        covers[role] = value if value == "parcels" else jobs.LayerInput.of(str(value))
    none: dict[Any, Any] = {}
    for role, value in _pairs(args.none, "--none", need_value=False).items():
        try:
            none[role] = dt.date.fromisoformat(value) if value else None
        except ValueError as error:
            raise InputError("bad_day", option="--none", value=value) from error
    if args.opinion and args.report is None:
        raise InputError("opinion_without_report")
    if args.record and not workspace.is_workspace(args.record):
        raise InputError("workspace_foreign", source=files.shown(args.record))
    inputs = _inputs(args, jobs.REVIEW_ROLES)
    if args.workspace:
        jobs.add_workspace(args.workspace, inputs, covers, none)
    request = jobs.ReviewRequest(
        inputs=inputs, as_of=args.as_of, steps=steps, packs=args.rules, covers=covers,
        none=none, maps=mapping.load_map(args.map) if args.map else {},
        crs={k: str(v) for k, v in _pairs(args.crs, "--crs", need_value=True).items()}, tolerance_m=args.tolerance,
        radius_m=args.radius, use_field=args.use_field, use_scheme=args.use_scheme,
        current_use_field=args.current_use_field, current_use_scheme=args.current_use_scheme, out=args.out,
        json=args.json, xlsx=args.xlsx, report=args.report, opinions=args.opinion)
    outcome = args.outcome = jobs.review(request, Bar(sys.stderr, args.quiet))
    print(summary(outcome, args.lang))
    print(("结果：" if args.lang == "zh" else "Result: ") + str(args.out))
    if args.record:
        run_id = workspace.record_run(args.record, outcome.tables, result=str(args.out), person=args.person)
        print(("审查记录：" if args.lang == "zh" else "Run: ") + run_id)
    return 0


def _role(text: str, option: str) -> Role:
    from .core.errors import InputError
    from .core.vocabulary import Role
    name = text.replace("-", "_")
    if name not in [str(r) for r in Role]:
        raise InputError("unknown_role", option=option, value=text, known=", ".join(str(r) for r in Role))
    return Role(name)


def _import(args: argparse.Namespace) -> int:
    from . import imports
    from .core.errors import InputError
    from .core.vocabulary import EditionKind, ListKind
    from .io import mapping
    from .jobs import LayerInput
    if bool(args.into) == bool(args.out):
        raise InputError("import_target")
    kind = imports.KINDS[args.kind]
    role = _role(args.role, "--as") if args.role else kind
    crs = None
    for told in args.crs:
        name, equals, value = told.partition("=")
        if not equals:
            crs = told
        elif role is not None and (_role(name, "--crs") is role or (args.points and name == "points")):
            crs = value
    if args.list_kind is not None and args.list_kind not in [str(k) for k in ListKind]:
        raise InputError("map_word", source="--list-kind", field="list_kind", value=args.list_kind,
                         known=", ".join(str(k) for k in ListKind))
    decisions = dict(told.partition("=")[::2] for told in args.decide)
    inputs = [LayerInput.of(f) if args.layer is None else LayerInput(f, args.layer) for f in args.files]
    outcome = imports.run_import(imports.ImportRequest(
        kind=args.kind, inputs=inputs, role=role, into=args.into, out=args.out, crs=crs,
        maps=mapping.load_map(args.map) if args.map else {},
        list_kind=ListKind(args.list_kind) if args.list_kind else None,
        edition=EditionKind(args.edition) if args.edition else None, edition_date=args.edition_date,
        covers=args.covers if args.covers in (None, "parcels") else LayerInput.of(args.covers), decisions=decisions,
        person=args.person, document=args.document, strict=args.strict, report=args.report, json=args.json,
        save_map=args.save_map, points=LayerInput.of(args.points) if args.points else None, lang=args.lang),
        Bar(sys.stderr, args.quiet))
    print(imports.summary(outcome, args.lang))
    return 0 if outcome.complete else 2


def _export(args: argparse.Namespace) -> int:
    from . import exports
    from .io import mapping
    from .jobs import LayerInput
    request = exports.ExportRequest(
        LayerInput.of(args.layer), args.out, _role(args.role, "--as"), args.id, args.crs,
        mapping.load_map(args.map) if args.map else {}, args.unit)
    done = (exports.export_txt if args.kind == "txt" else exports.export_soil_system)(request)
    print(f"{args.out}\t{done.count}\t{done.crs}")
    if done.left_out:
        print(("没有面、未写出：" if args.lang == "zh" else "Without polygon, left out: ") + ", ".join(done.left_out))
    return 0


def _workspace(args: argparse.Namespace) -> int:
    from .io import files, workspace
    shown = files.shown(args.path)
    if args.action == "create":
        workspace.create(args.path, crs=args.crs)
        print(f"{shown}\t{args.crs}")
        return 0
    added = workspace.migrate(args.path)
    print(f"{shown}\t" + (", ".join(added) or ("已是最新" if args.lang == "zh" else "up to date")))
    return 0


def summary(outcome: Outcome, lang: str) -> str:
    """Counts per verdict, and how many could be graver, as lines of text."""
    from .core import knowledge
    from .io import phrases
    words = knowledge.messages()["verdicts"]
    frame = outcome.tables["parcels_reviewed"][["verdict", "could_be", "area_m2", "complete", "assumed"]]
    lines = []
    for verdict, count in outcome.counts().items():
        mine = frame[frame["verdict"] == verdict]
        graver = int((mine["could_be"] == "prohibited").sum()) if verdict != "prohibited" else 0
        area = mine["area_m2"].sum() / 10_000
        told = f"（其中{graver}可能禁止）" if lang == "zh" else f" ({graver} could be prohibited)"
        unit = "公顷" if lang == "zh" else "ha"
        lines.append(f"  {words[verdict][lang]:<8}\t{count:>7}\t{area:>12.4f} {unit}{told if graver else ''}")
    total = len(frame)
    done = int(frame["complete"].astype(bool).sum())
    lines.append(f"合计 {total} 个地块，其中核查完整 {done} 个" if lang == "zh"
                 else f"{total} parcels, {done} of them completely checked")
    mark = "，" if lang == "zh" else ", "
    idle = [phrases.word(role, lang) for role, told in outcome.run["checks"].items() if not told["given"]]
    if idle:
        lines.append(f"未提供，也未声明没有（--none），核查因此不完整：{'、'.join(idle)}" if lang == "zh" else
                     f"Not given, nor stated not to be there (--none), so checks are not complete: {', '.join(idle)}")
    if assumed := phrases.assumptions(frame["assumed"], lang):
        lines.append(("以假定为前提：" if lang == "zh" else "Rests on assumptions: ") + mark.join(assumed))
    for role, places in outcome.run["places"].items():
        if places.keys() - {"polygon"}:          # entries that have no outline of their own
            told = mark.join(f"{phrases.phrase(place, lang, 'placements')} {n}" for place, n in places.items())
            lines.append(f"  {phrases.word(role, lang)}: {told}")
    for role, notes in outcome.run["notes"].items():
        lines += [f"  {phrases.word(role, lang)}: {phrases.note(n, lang)}" for n in notes
                  if n["code"] in phrases.NOTES_TO_SAY]
    return "\n".join(lines)


def _zones(args: argparse.Namespace) -> int:
    from . import jobs
    from .core import zones
    from .io import mapping, phrases
    request = jobs.ZonesRequest(
        inputs=_inputs(args, jobs.ZONE_ROLES), roads=jobs.LayerInput.of(args.roads) if args.roads else None,
        as_of=args.as_of, maps=mapping.load_map(args.map) if args.map else {},
        crs={k: str(v) for k, v in _pairs(args.crs, "--crs", need_value=True).items()},
        settings=zones.ZoneSettings().adopting(*args.adopt), out=args.out, json=args.json,
        xlsx=args.xlsx, ics=args.ics)
    outcome = jobs.zones(request, Bar(sys.stderr, args.quiet))
    for row in outcome.tables["zones_status"].itertuples():
        state = phrases.phrase(row.worst_state, args.lang, "zone_states")
        print(f"  {row.zone_id}\t{state}\t{row.next_due if row.next_due == row.next_due else ''}")
    count = len(outcome.tables["zone_actions"])
    print((f"待办 {count} 项；结果：" if args.lang == "zh" else f"Actions: {count}; result: ") + str(args.out))
    return 0


def _propose(args: argparse.Namespace) -> int:
    from . import jobs, proposals
    from .core.vocabulary import Role
    from .core.zones import ZoneSettings
    from .io import mapping
    done = proposals.propose(proposals.ProposalRequest(
        kind=args.kind, inputs=_inputs(args, (Role.CONTROL_ZONES, Role.REGISTRY, Role.SIGNS)),
        roads=jobs.LayerInput.of(args.roads) if args.roads else None, ids=args.id, flow=args.flow,
        settings=ZoneSettings().adopting(*args.adopt), as_of=args.as_of,
        maps=mapping.load_map(args.map) if args.map else {},
        crs={k: str(v) for k, v in _pairs(args.crs, "--crs", need_value=True).items()}, out=args.out))
    for zone, count in done.counts.items():
        print(f"  {zone}\t{count}")
    if done.left_out:
        told = "没有边界、未建议：" if args.lang == "zh" else "Without boundary, left out: "
        print(told + ", ".join(done.left_out))
    print(args.out)
    return 0


def _rules(args: argparse.Namespace) -> int:
    from . import jobs
    from .core import packs_check
    names = args.pack or jobs.packs()
    if args.action == "list":
        for name in jobs.packs():
            book = jobs.load_rules([] if name == jobs.NATIONAL else [name])
            info = book.packs[-1] if name != jobs.NATIONAL else book.packs[0]
            print(f"{info.name}\t{info.version}\t{info.title_zh if args.lang == 'zh' else info.title_en}")
        return 0
    failed = 0
    for name in names:
        book = jobs.load_rules([] if name == jobs.NATIONAL else [name])
        if args.action == "show":
            print(packs_check.describe(book, args.lang, pack=None if name == jobs.NATIONAL else book.packs[-1].name))
        else:
            problems, checked = packs_check.run_examples(book)
            failed += len(problems)
            for problem in problems:
                print(problem, file=sys.stderr)
            print(f"{name}: {checked} 个示例 / examples, {len(problems)} 处不符 / wrong")
    return 2 if failed else 0


def _demo(args: argparse.Namespace) -> int:
    from . import demo
    from .core import knowledge
    outcomes = demo.review_demo(args.folder, Bar(sys.stderr, args.quiet))
    printed = _child(["demo", str(args.folder)], args.lang)
    words = knowledge.messages()
    for outcome in outcomes:
        mark = "、" if args.lang == "zh" else ", "
        steps = mark.join(words["steps"][step][args.lang] for step in outcome.run["steps"])
        print(f"环节：{steps}" if args.lang == "zh" else f"Step: {steps}")
        print(summary(outcome, args.lang))
    print("结果在：" if args.lang == "zh" else "Look at:")
    for path in sorted(args.folder.iterdir()):
        print(f"  {path}{os.sep if path.is_dir() else ''}")
    return printed


def _notice(args: argparse.Namespace) -> int:
    import json
    asked = {"kind": args.kind, "data": args.data, "out": str(args.out), "ids": args.id, "template": args.template,
             "paper": args.paper, "landscape": args.landscape, "day": args.day.isoformat() if args.day else None,
             "number": args.number, "issuer": args.issuer, "contact": args.contact, "hotline": args.hotline,
             "boundary_points": args.boundary_points}
    return _child(["notice", json.dumps(asked)], args.lang)


def _child(command: Sequence[str], lang: str) -> int:
    """Print with QGIS in a process of its own: the command line itself loads no QGIS."""
    if importlib.util.find_spec("qgis") is None:
        print("未找到 QGIS 的 Python 库，不能输出版面（Debian：apt install python3-qgis）\n"
              "QGIS's Python library is not found, layouts cannot be printed (Debian: apt install python3-qgis)",
              file=sys.stderr)
        return 2
    environment = {**os.environ, "SOILGATE_LANG": lang}
    if sys.platform.startswith("linux"):         # a display that is named need not be there
        environment["QT_QPA_PLATFORM"] = "offscreen"
    module = f"{__package__}.qgs.printing"
    parents = str(Path(__file__).resolve().parents[len(module.split(".")) - 2].parent)
    environment["PYTHONPATH"] = os.pathsep.join(p for p in (*sys.path, parents) if p)
    done = subprocess.run([sys.executable, "-m", module, *command], env=environment, check=False)  # noqa: S603
    return done.returncode


# ------------------------------------------------------------------------------------------------ doctor

def _doctor() -> int:
    """Tell what is installed, what is missing and how to get it; 2 when something needed is missing."""
    absent: list[str] = []
    lines = [("Python", platform.python_version())]
    for module, name in NEEDED.items():
        version = _version(module, name)
        least = name.partition(">=")[2]
        if version is None:
            state = "缺少 / missing"
        elif least and int(version.split(".")[0]) < int(least):
            state = f"{version} 过旧 / too old"
        else:
            state = version
        if state != version:
            absent.append(name)
        lines.append((name, state))
    lacking = []
    for module, (name, use) in OPTIONAL.items():
        version = _version(module, name)
        if version is None:
            lacking.append(name)
        lines.append((f"{name}（{use}）", version or "未装（可选）/ not installed (optional)"))
    qgis = importlib.util.find_spec("qgis") is not None
    lines.append(("QGIS Python", "有 / found" if qgis else
                  "无 / not found；版面输出需要 / needed for printing: apt install python3-qgis"))
    print(f"SoilGate {about.version()}")
    for name, state in lines:
        print(f"  {name:<24} {state}")
    if lacking:
        print(f"安装可选的程序库 / to install what is optional:\n  {_pip(lacking)}")
    if absent:
        print(f"缺少必需的程序库，安装方法 / something needed is missing, to install it:\n  {_pip(absent)}")
        return 2
    print("可以运行 / ready")
    return 0


def _pip(names: Sequence[str]) -> str:
    """The command that installs libraries for this Python; a system that manages its own wants an environment."""
    wanted = " ".join(f'"{name}"' if ">" in name else name for name in names)
    managed = Path(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED").is_file() and sys.prefix == sys.base_prefix
    if managed and (about.RESOURCES_DIR.parent / ".ci" / "setup").is_file():
        return "make setup（以后用 .venv/bin/python 运行 / then run with .venv/bin/python）"
    if managed:      # pip refuses there
        return (f"{sys.executable} -m venv --system-site-packages ~/soilgate-venv && "
                f"~/soilgate-venv/bin/python -m pip install {wanted}（以后用 ~/soilgate-venv/bin/python 运行 / "
                "then run with that Python）")
    return f"{sys.executable} -m pip install {wanted}"


def _version(module: str, package: str) -> Optional[str]:
    """Version of an installed library; None when it is not there or its parts do not load."""
    if importlib.util.find_spec(module) is None:
        return None
    try:
        loaded = importlib.import_module(module)
    except ImportError as error:
        print(f"{module}: {error}", file=sys.stderr)
        return None
    told = getattr(loaded, "__version__", None)
    if told is None:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            told = importlib.metadata.version(package)
    return str(told or "?").split()[0]
