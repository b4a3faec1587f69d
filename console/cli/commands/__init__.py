"""Owns commands, one a module. Each refuses to compute."""
