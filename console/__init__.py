"""Plumbline 准绳: the console itself. It refuses to do anything at import."""

__version__ = "0.1.0"
