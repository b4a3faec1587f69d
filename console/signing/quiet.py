"""Owns the silence of the signing libraries. It refuses their log lines and warnings: what they have to say is said by checks."""

from __future__ import annotations

import logging
import warnings

from cryptography.utils import CryptographyDeprecationWarning


def hush() -> None:
    """Have the libraries say nothing from here on.

    They warn that there is no network, which is as it should be, and that damaged certificates are damaged.
    """
    warnings.filterwarnings("ignore", category=CryptographyDeprecationWarning)
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
