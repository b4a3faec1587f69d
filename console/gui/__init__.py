"""Owns the window. It refuses to compute."""
