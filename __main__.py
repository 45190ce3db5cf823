"""``python -m soilgate``: the command line."""

import gc
import sys

from .plugin.cli import main

if __name__ == "__main__":
    gc.set_threshold(100_000, 50, 50)        # a city's rows are many objects and no cycles
    raise SystemExit(main(sys.argv[1:]))
