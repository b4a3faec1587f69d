"""Owns the reading of definitions. It refuses definitions with faults."""
