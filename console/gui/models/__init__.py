"""Owns item models of tables. It refuses to hold all rows."""
