"""Owns the command line. It refuses to print anything but data on stdout."""
