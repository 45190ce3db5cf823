"""Files before they are read: names with a layer, what a file is, its hash, the encoding of its text."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, Optional

from ..core.errors import InputError

_CHUNK = 1 << 20
_LOOKED_AT = 200_000                     # characters that tell an encoding


class Given(NamedTuple):
    """A source as a person names it: file (or ``PG:`` text), layer, attribute filter."""

    path: str
    layer: Optional[str]
    where: Optional[str]

    @property
    def database(self) -> bool:
        """Whether it is a connection, not a file."""
        return self.path.lower().startswith(("pg:", "postgresql://", "postgres://"))


def split_source(source: str | os.PathLike[str], layer: Optional[str] = None) -> Given:
    """Split ``F|layername=L|subset=...`` or ``postgresql://...|table=schema.name``."""
    path, *options = os.fspath(source).split("|")
    where = None
    for i, option in enumerate(options):
        key, _, value = option.partition("=")
        key = key.strip().lower()
        if key in ("layername", "table", "layer"):
            layer = layer or value.strip().strip('"')
        elif key == "layerid" and value.strip().isdigit():
            layer = layer or f"\0{value.strip()}"
        elif key == "subset":
            where = "|".join(options[i:]).partition("=")[2]
            break
    return Given(path, layer, where)


def shown(path: str) -> str:
    """A source as it may be printed and kept: without the password of a connection."""
    text = re.sub(r"(?i)(password=)('[^']*'|\S+)", r"\1***", path)
    return re.sub(r"(?i)(postgres(?:ql)?://[^:/@]+):[^@]*@", r"\1:***@", text)


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(file: Path) -> str:
    """What a file is by its first bytes, whatever its suffix says.

    Returns
    -------
    str
        ``dwg, pdf, picture, archive, zip, old_office`` (.xls or .doc), ``encrypted`` (a workbook or document with a
        password), ``xml_sheet, web_page``; "" for anything else.
    """
    with file.open("rb") as handle:
        head = handle.read(4096)
        if head.startswith(_OLE):
            whole = head + handle.read(_CHUNK)
            return "encrypted" if "EncryptedPackage".encode("utf-16-le") in whole else "old_office"
    if re.match(rb"AC10[0-9]{2}", head):
        return "dwg"
    for kind, marks in (("pdf", (b"%PDF",)), ("archive", (b"Rar!", b"7z\xbc\xaf")), ("zip", (b"PK\x03\x04",)),
                        ("picture", (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"))):
        if head.startswith(marks):
            return kind
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower().replace(b"\0", b"")
    if text.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head")):
        return "web_page"
    return "xml_sheet" if text.startswith(b"<?xml") and b"spreadsheet" in text else ""


_FOREIGN = {"dwg": "format_dwg", "pdf": "format_pdf", "picture": "format_picture", "archive": "format_archive",
            "xml_sheet": "format_xml_sheet"}
_REFUSED = {
    ".dwg": "format_dwg",
    ".doc": "format_doc",
    ".wps": "format_doc",
    ".rtf": "format_doc",
    ".pdf": "format_pdf",
    ".png": "format_picture",
    ".jpg": "format_picture",
    ".jpeg": "format_picture",
    ".tif": "format_picture",
    ".tiff": "format_picture",
    ".bmp": "format_picture",
    ".gif": "format_picture",
    ".rar": "format_archive",
    ".7z": "format_archive",
    ".qgz": "format_project",
    ".qgs": "format_project",
    ".mdb": "format_mdb",
    ".mxd": "format_project",
    ".aprx": "format_project",
    ".jmtxt": "format_encrypted_txt",
}


def usable_file(path: str) -> Path:
    """The file, when it can be read and is of a kind that some reader takes.

    Raises
    ------
    InputError
        Those of ``existing_file``; ``format_dwg, format_pdf ...`` with the way in that works, by suffix or content.
    """
    suffix = Path(path).suffix.lower()
    if suffix in _REFUSED and Path(path).exists():
        raise InputError(_REFUSED[suffix], source=path)
    file = existing_file(path)
    if file.name.startswith("~$"):
        raise InputError("file_temporary", source=path)
    if file.is_file():
        kind = kind_of(file)
        if kind in _FOREIGN and suffix not in (".tif", ".tiff"):
            raise InputError(_FOREIGN[kind], source=path)
        if kind == "encrypted":
            raise InputError("workbook_encrypted", source=path)
        if kind == "old_office" and suffix == ".docx":
            raise InputError("format_doc", source=path)
    return file


def existing_file(path: str) -> Path:
    """The file, when it can be read.

    Raises
    ------
    InputError
        ``file_missing``, ``file_is_folder``, ``file_empty``, ``file_locked``: names the file.
    """
    file = Path(path)
    try:
        if not file.exists():
            raise InputError("file_missing", source=path)
        if file.is_dir():
            if file.suffix.lower() == ".gdb":
                if not any(file.iterdir()):
                    raise InputError("file_empty", source=path)
                return file
            raise InputError("file_is_folder", source=path)
        if not file.is_file():
            raise InputError("file_missing", source=path)
        if file.stat().st_size == 0:
            raise InputError("file_empty", source=path)
        with file.open("rb") as handle:
            handle.read(1)
    except (OSError, ValueError) as error:
        raise InputError("file_locked", source=path, reason=getattr(error, "strerror", None) or str(error)) from error
    return file


def sibling(file: Path, suffix: str) -> Optional[Path]:
    """The file of the same name with another suffix, in whatever case; None when there is none."""
    direct = file.with_suffix(suffix)
    if direct.exists():
        return direct
    wanted = (file.stem + suffix).lower()
    return next((p for p in file.parent.iterdir() if p.name.lower() == wanted), None)


def parts_of(file: Path) -> list[Path]:
    """All files that belong to a source: sidecars of a shapefile or MapInfo table, the log of a GeoPackage."""
    if file.is_dir():
        return sorted(p for p in file.rglob("*") if p.is_file() and not p.name.endswith(".lock"))
    suffix = file.suffix.lower()
    more: tuple[str, ...] = ()
    if suffix == ".shp":
        more = (".shx", ".dbf", ".prj", ".cpg")
    elif suffix == ".tab":
        more = (".dat", ".map", ".id", ".ind")
    elif suffix == ".mif":
        more = (".mid",)
    found = [file] + [p for p in (sibling(file, s) for s in more) if p is not None]
    wal = file.with_name(file.name + "-wal")
    if suffix in (".gpkg", ".sqlite") and wal.exists() and wal.stat().st_size:
        found.append(wal)
    return found


def sha256(files: Iterable[Path]) -> str:
    """One hash of files in their order: of one file its own, of several that of their names and hashes."""
    digests = []
    for file in files:
        digest = hashlib.sha256()
        with file.open("rb") as handle:
            while chunk := handle.read(_CHUNK):
                digest.update(chunk)
        digests.append((file.suffix.lower() if file.parent.suffix.lower() != ".gdb" else file.name, digest.hexdigest()))
    if len(digests) == 1:
        return digests[0][1]
    return hashlib.sha256("\n".join(f"{name} {digest}" for name, digest in digests).encode()).hexdigest()


_CPG = {
    "936": "gb18030",
    "cp936": "gb18030",
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
    "65001": "utf-8",
    "utf8": "utf-8",
    "utf-8": "utf-8",
    "950": "big5",
    "cp950": "big5",
    "big5": "big5",
    "1252": "cp1252",
    "88591": "latin-1",
    "iso88591": "latin-1",
    "iso-8859-1": "latin-1",
    "8859_1": "latin-1",
    "system": "",
}


def codec_of(name: str) -> str:
    """The Python codec of an encoding's name as files state it, ``""`` when it is none."""
    word = re.sub(r"^(ansi|oem|ldid/)\s*", "", name.strip().lower())
    if word in _CPG:
        return _CPG[word]
    try:
        return codecs.lookup(word).name
    except LookupError:
        return ""


def _common(text: str) -> float:
    """How much of the non-ASCII part of a text is what Chinese tables hold."""
    odd = re.findall(r"[^\x00-\x7f]", text[:_LOOKED_AT])
    if not odd:
        odd = re.findall(r"[^\x00-\x7f]", text)[:_LOOKED_AT]
    if not odd:
        return 1.0
    usual = sum(
        1
        for c in odd
        if "\u4e00" <= c <= "\u9fa5"
        or c in "　。，、；：？！（）《》〈〉【】“”‘’—…·～㎡²³°′″℃×±≤≥μ①②③④⑤⑥⑦⑧⑨⑩ⅠⅡⅢⅣ"
        or "\uff01" <= c <= "\uff5e"
    )
    level1 = 0
    for c in odd:
        try:
            lead = c.encode("gb2312")[0]
            level1 += 0xB0 <= lead <= 0xD7 or lead in (0xA1, 0xA3)
        except UnicodeEncodeError:
            pass
    return 0.5 * usual / len(odd) + 0.5 * level1 / len(odd)


def best_encoding(samples: list[bytes], stated: str = "",
                  decode: Callable[[bytes, str], str] = bytes.decode) -> tuple[str, bool]:
    """The encoding of texts in bytes.

    Parameters
    ----------
    samples : each is decoded on its own and strictly
    stated : codec that the file claims, ``""`` for none
    decode : gives the text of bytes in a codec, or raises ``UnicodeDecodeError``

    Returns
    -------
    (codec, honest)
        ``honest`` is False when the stated one does not fit and another one is given. ``""`` when nothing fits.
    """
    odd = [s for s in samples if not s.isascii()]
    if not odd:
        return stated or "utf-8", True
    fits = {}
    for codec in dict.fromkeys([stated, "utf-8", "gb18030"]):
        if codec:
            try:
                fits[codec] = _common("".join(decode(s, codec) for s in odd))
            except UnicodeDecodeError:
                continue
    if not fits:
        return "", False
    if "utf-8" in fits and stated != "gb18030" and stated not in ("big5",):
        best = "utf-8"  # Chinese in GBK is hardly ever well-formed UTF-8
        if "gb18030" in fits and fits["gb18030"] > fits["utf-8"] + 0.3:
            best = "gb18030"
    else:
        best = max(fits, key=lambda c: (fits[c], c == stated))
    if stated in fits and fits[stated] >= fits[best] - 0.15:
        best = stated
    return best, not stated or best == stated


def decode_text(data: bytes, source: str) -> tuple[str, str]:
    """The text of a file and its encoding: by its mark, else UTF-8 or GB18030, whichever fits.

    Raises
    ------
    InputError
        ``encoding_unknown``: neither fits, or it is no text.
    """
    text, codec = _decoded(data, source)
    control = re.search("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]", text)
    if control:
        raise InputError("encoding_unknown", source=source, offset=control.start())
    return text, codec


def codec_of_file(file: Path) -> str:
    """The encoding of a large text by its beginning and its end, as ``open`` takes it.

    Raises
    ------
    InputError
        ``encoding_unknown``.
    """
    with file.open("rb") as handle:
        head = handle.read(4 * _CHUNK)
        handle.seek(max(len(head), file.stat().st_size - _CHUNK))
        tail = handle.read()
    marks = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
    for mark, codec in marks.items():
        if head.startswith(mark):
            return codec
    whole = [part for part in (head.rpartition(b"\n")[0] or head, tail.partition(b"\n")[2]) if part]
    codec, _ = best_encoding(whole)
    if not codec or b"\0" in head:
        raise InputError("encoding_unknown", source=str(file), offset=0)
    return codec


def _decoded(data: bytes, source: str) -> tuple[str, str]:
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), codec
            except UnicodeDecodeError as error:
                raise InputError("encoding_unknown", source=source, offset=error.start) from error
    if b"\x00" in data[:4096]:
        even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
        codec = "utf-16-le" if odd > even else "utf-16-be"
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            raise InputError("encoding_unknown", source=source, offset=error.start) from error
        return text, codec
    codec, _ = best_encoding([data])
    if not codec:
        try:
            data.decode("gb18030")
        except UnicodeDecodeError as error:
            raise InputError("encoding_unknown", source=source, offset=error.start) from error
    return data.decode(codec), codec
