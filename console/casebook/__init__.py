"""Owns the encrypted record of decisions. It refuses to change an entry."""
