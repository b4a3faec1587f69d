"""Owns reusable widgets. It refuses to know a page."""
