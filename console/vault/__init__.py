"""Owns keys and passphrases. It refuses to store one in clear."""
