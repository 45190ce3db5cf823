"""Pictures of the guide, from those that ``screenshots.py`` took of the real desktop.

Command line: ``python -m soilgate.tests.support.help_images SCREENSHOTS``. Leaves small PNG with few colours in
``resources/help/images``; needs ImageMagick.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from soilgate.tests.support import desktop

FOLDER = desktop.ROOT / "resources" / "help" / "images"
LARGEST_BYTES = 2_000_000
PICTURES = {
    "plan": ("map/{lang}_04_review", 900), "data": ("dock/{lang}_02_data", 400),
    "settle": ("dock/{lang}_02c_settle_list", 400), "review": ("dock/{lang}_05_parcel", 400),
    "zones": ("dock/{lang}_07_zones", 400), "notice": ("dock/{lang}_09_notice", 400),
    "options": ("window/{lang}_11b_options", 560)}
"""Name in the guide -> picture, greatest width in pixels."""


def make(screenshots: Path, lang: str) -> list[Path]:
    """Make the pictures of one language.

    Raises
    ------
    FileNotFoundError
        A scene was not taken.
    """
    FOLDER.mkdir(exist_ok=True)
    made = []
    for name, (scene, width) in PICTURES.items():
        source = screenshots / (scene.format(lang=lang) + ".png")
        if not source.is_file():
            raise FileNotFoundError(source)
        target = FOLDER / f"{lang}_{name}.png"
        subprocess.run(["convert", str(source), "-strip", "-resize", f"{width}x>", "-dither", "None", "-colors", "96",
                        f"png8:{target}"], check=True)
        made.append(target)
    return made


def main(argv: list[str]) -> int:
    """Make the pictures in both languages; 1 when they are too large together."""
    for lang in ("zh", "en"):
        for picture in make(Path(argv[0]), lang):
            print(f"== {picture.relative_to(desktop.ROOT)} ({picture.stat().st_size // 1024} KB)")
    size = sum(picture.stat().st_size for picture in FOLDER.iterdir())
    if size > LARGEST_BYTES:
        print(f"{size} bytes are more than {LARGEST_BYTES}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
