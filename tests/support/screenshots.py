"""Pictures of the real desktop: QGIS under Xvfb, an empty profile with the plugin, used from the first click on.

Command line: ``python -m soilgate.tests.support.screenshots FOLDER [zh|en]``. What is done in the window stands in
``scenes.py`` beside this file, which runs inside QGIS; each of its scenes is one picture.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from soilgate.tests.support import desktop

LOCALES = {"zh": "zh-Hans", "en": "en_US"}


def take(folder: Path, lang: str, *, plugin: Path = desktop.ROOT, scenes: int | None = None,
         env: dict[str, str] | None = None) -> list[Path]:
    """Take the pictures in one language.

    Raises
    ------
    RuntimeError
        A scene failed; with what QGIS said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.rglob(f"{lang}_*.png"):
        old.unlink()
    desktop.ROOT.joinpath("build").mkdir(exist_ok=True)     # not in a temporary folder: QGIS marks layers from there
    with tempfile.TemporaryDirectory(prefix="profile-", dir=desktop.ROOT / "build") as profiles:
        desktop.make_profile(Path(profiles), plugin=plugin, locale=LOCALES[lang])
        done = desktop.run_script(Path(profiles), Path(__file__).with_name("scenes.py"), str(folder), f"{lang}_",
                                  env={**(env or {}), "SOILGATE_SCENES": str(scenes or ""),
                                       "SOILGATE_DATA": str(Path(__file__).parents[1] / "data" / "imports")})
    pictures = sorted(folder.glob(f"{lang}_*.png"))
    if done.returncode != 0 or not pictures:
        raise RuntimeError(done.stderr[-6000:])
    return pictures


def main(argv: list[str]) -> int:
    """Take the pictures; 0 when QGIS ended by itself."""
    folder = Path(argv[0]).resolve()
    for lang in argv[1:] or LOCALES:
        try:
            pictures = take(folder, lang)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 1
        for picture in pictures:
            print(f"== {picture}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
