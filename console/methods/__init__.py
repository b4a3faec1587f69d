"""Owns statistics on arrays. It refuses to know where the numbers come from."""
