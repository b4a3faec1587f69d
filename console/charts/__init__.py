"""Owns figures as data. It refuses to draw."""
