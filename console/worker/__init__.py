"""Owns the child process that holds a connection. It refuses to outlive its parent."""
