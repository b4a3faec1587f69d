"""Owns the silence of the signing libraries. It refuses their log lines: what they have to say is said by checks."""

from __future__ import annotations

import logging


def hush() -> None:
    """Have the libraries log nothing from here on; they warn that there is no network, which is as it should be."""
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
