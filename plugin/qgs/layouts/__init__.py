"""Print layouts: plan map and public notice."""
