"""Owns everything said to DuckDB. It refuses to trust a file."""
