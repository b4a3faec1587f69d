"""Owns signatures and their verification. It refuses to call doubtful things valid, and the network."""

from console.signing.offline import stay_offline

stay_offline()  # before any module below loads pyHanko
