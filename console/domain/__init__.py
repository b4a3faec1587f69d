"""Owns values and pure functions of supervision. It refuses every library but the standard one."""
