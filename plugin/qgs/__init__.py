"""The adapter to QGIS: everything that needs ``qgis.core`` and no widget; runs without a display."""
