"""Owns the fictional province of Lanjiang 澜江省: its data and its planted problems. It refuses to resemble a real place."""
