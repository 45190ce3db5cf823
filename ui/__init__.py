"""Widgets on top of ``plugin/qgs``; no rule, no geometry."""
