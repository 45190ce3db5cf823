"""Tools that act on the map canvas."""
