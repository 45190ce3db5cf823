"""Who we are: name, version and folders. Standard library only.

The version stands in ``metadata.txt`` and nowhere else.
"""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path
from typing import Final

NAME: Final = "SoilGate"
PLUGIN_DIR: Final = Path(__file__).resolve().parents[1]
RESOURCES_DIR: Final = PLUGIN_DIR / "resources"


@lru_cache(maxsize=1)
def metadata() -> dict[str, str]:
    """Return the fields of ``metadata.txt``, keys in lower case.

    Returns
    -------
    dict of str to str
        The ``[general]`` section. Callers must not change it.

    Raises
    ------
    FileNotFoundError
        The installation lacks ``metadata.txt``.
    """
    parser = configparser.ConfigParser(interpolation=None)
    with (PLUGIN_DIR / "metadata.txt").open(encoding="utf-8") as file:
        parser.read_file(file)
    return dict(parser["general"])


def version() -> str:
    """Return the version of the plugin, such as ``"0.1.0"``.

    Returns
    -------
    str
    """
    return metadata()["version"]
