"""Shapefiles in a ZIP: listed under the names a person sees, unpacked one at a time into a folder of their own.

Members are written under names made here, so that a path in the archive leads nowhere; what would unpack to more than
a shapefile can be is refused before a byte of it is written.
"""

from __future__ import annotations

import re
import shutil
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Optional

from ..core.errors import InputError
from . import files

_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
LARGEST = 2 << 30
"""Bytes that one shapefile may unpack to."""


def shapefiles(path: str) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Layer name -> suffix -> member, of each shapefile in an archive.

    Raises
    ------
    InputError
        ``file_cut``: no readable ZIP. ``zip_without_shapefile``.
    """
    try:
        with zipfile.ZipFile(path) as package:
            members = [m for m in package.infolist() if not m.is_dir()]
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError) as error:
        raise InputError("file_cut", source=path) from error
    whole: dict[str, dict[str, zipfile.ZipInfo]] = {}
    names = {}
    for member in members:
        at = PurePosixPath(_name(member).replace("\\", "/"))
        if at.suffix.lower() in _PARTS and "__MACOSX" not in at.parts:
            key = str(at.with_suffix("")).lower()
            whole.setdefault(key, {}).setdefault(at.suffix.lower(), member)
            if at.suffix.lower() == ".shp":
                names[key] = at.with_suffix("")
    if not names:
        raise InputError("zip_without_shapefile", source=path)
    stems = [at.name.lower() for at in names.values()]
    found: dict[str, dict[str, zipfile.ZipInfo]] = {}
    for key, at in names.items():
        plain = _plain(at.name if stems.count(at.name.lower()) == 1 else "_".join(at.parts))
        name, k = plain, 1
        while name in found:
            k += 1
            name = f"{plain}_{k}"
        found[name] = whole[key]
    return found


def own_name(path: str, layer: Optional[str]) -> Optional[str]:
    """A layer's name here, also where it is given as GDAL, and so QGIS, spells it: GBK taken for CP437."""
    found = shapefiles(path)
    if layer is None or layer in found:
        return layer
    return next((name for name, parts in found.items() if PurePosixPath(parts[".shp"].filename).stem == layer), layer)


def unpack(path: str, layer: str, folder: Path) -> Path:
    """Unpack one shapefile.

    Raises
    ------
    InputError
        ``zip_encrypted``, ``zip_too_large``, ``file_cut``.
    """
    members = shapefiles(path)[layer]
    if any(m.flag_bits & 1 for m in members.values()):
        raise InputError("zip_encrypted", source=path)
    size = sum(m.file_size for m in members.values())
    if size > min(LARGEST, shutil.disk_usage(folder).free):
        raise InputError("zip_too_large", source=path, layer=layer, size=f"{size / 1e6:.0f}")
    try:
        with zipfile.ZipFile(path) as package:
            for suffix, member in members.items():
                with package.open(member) as packed, (folder / f"{layer}{suffix}").open("wb") as target:
                    shutil.copyfileobj(packed, target, 1 << 20)      # reads no more than the size that is stated
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise InputError("file_cut", source=path) from error
    return folder / f"{layer}.shp"


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; without the mark of UTF-8 it stands in the packer's code page, here mostly GBK."""
    if member.flag_bits & 0x800:
        return member.filename
    data = member.filename.encode("cp437", "replace")
    return data.decode(files.best_encoding([data])[0] or "cp437", "replace")


def _plain(name: str) -> str:
    return re.sub(r'[\\/:*?"<>|%\x00-\x1f]', "_", name).strip(". ")[:60] or "shp"
