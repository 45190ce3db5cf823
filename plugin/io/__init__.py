"""Files to normalised tables and back: one reader or writer a format, no rule."""
