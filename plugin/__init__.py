"""Everything below the widgets: core, files, use cases, command line and the QGIS adapter."""
