"""Owns files that leave the console. It refuses to drop an extract's mark."""
