"""Owns signatures and their verification. It refuses to call doubtful things valid."""
