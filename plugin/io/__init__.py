"""Files to normalised tables and back: one reader or writer a format, no rule."""

import os

# Beside GDAL reading in another thread lxml ends the process when openpyxl closes a sheet; without lxml it uses the
# standard library. Must be said before openpyxl is imported.
os.environ.setdefault("OPENPYXL_LXML", "False")
