"""``python -m soilgate``: the command line."""

import argparse
import contextlib
import gc
import os
import sys

from .plugin.cli import main

if __name__ == "__main__":
    gc.set_threshold(1_000_000, 50, 50)      # a city's rows are many objects and no cycles
    kept = argparse.Namespace()
    code = main(sys.argv[1:], kept)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BrokenPipeError):      # who reads the output has seen enough
            stream.flush()
    os._exit(code)                           # all files are closed; freeing what is kept takes a second for a city
