"""Owns the pages of the window. Each refuses to know the others."""
