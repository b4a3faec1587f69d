"""Owns the making of PDF briefings. It refuses figures that nobody can recompute."""
