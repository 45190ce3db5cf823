"""``python -m soilgate``: the command line."""

import sys

from .plugin.cli import main

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
