"""Law, rules, geometry and zones: plain Python on numpy, pandas and shapely, without QGIS, Qt or files of the user."""
