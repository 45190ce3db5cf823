"""What the tests let another process do."""

from __future__ import annotations

import os
import sys
import time

from soilgate.plugin.core.errors import InputError
from soilgate.plugin.core.progress import checkpoint


def double(value, _progress):
    return value + value


def count_up(count, progress):
    for k in range(count):
        checkpoint(progress, k / count)
        time.sleep(0.02)
    return count


def in_parts(count, _progress):
    return iter(range(count))


def noisy(_progress):
    os.write(1, b"a library prints")
    print("so do we")
    return "quiet"


def refuse(_progress):
    raise InputError("file_missing", source="名录.xlsx")


def hang(_progress):
    time.sleep(600)


def die(_progress):
    print("farewell", file=sys.stderr, flush=True)
    os._exit(5)
