"""Owns importers, one module a format. It refuses to know a database."""
