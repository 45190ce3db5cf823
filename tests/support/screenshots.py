"""Pictures of the real desktop: QGIS under Xvfb, the demo project loaded, the plugin's dock open.

Command line: ``python -m soilgate.tests.support.screenshots FOLDER``. What is done in the window stands in
``scenes.py`` beside this file, which runs inside QGIS; each of its scenes is one picture.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from soilgate.tests.support import desktop


def main(argv: list[str]) -> int:
    """Take the pictures; 0 when QGIS ended by itself and at least one picture was made."""
    folder = Path(argv[0]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    project = desktop.ROOT / "build" / "demo" / "soilgate-demo.qgz"
    with tempfile.TemporaryDirectory(prefix="soilgate-profile-") as profiles:
        desktop.make_profile(Path(profiles), locale=os.environ.get("SOILGATE_LOCALE", "zh-Hans"))
        done = desktop.run_script(Path(profiles), Path(__file__).with_name("scenes.py"), str(folder), project=project)
    pictures = sorted(folder.glob("*.png"))
    for picture in pictures:
        print(f"== {picture}")
    if done.returncode != 0 or not pictures:
        print(done.stderr[-4000:], file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
