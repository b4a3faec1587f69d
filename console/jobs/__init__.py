"""Owns use cases, one a module. It refuses to know who asked."""
