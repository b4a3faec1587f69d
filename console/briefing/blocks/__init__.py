"""Owns one kind of briefing block a module. It refuses to compute figures."""
