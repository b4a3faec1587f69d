"""Owns the jobs of a worker about the casebook's findings: rectification in figures, another value of a rule tried.

It refuses to open the casebook: what is known of it comes with the request. Each imports what it needs when it first runs.
"""

from __future__ import annotations

from typing import Any

from console.domain.ports import Progress
from console.jobs.desk import Desk
from console.jobs.frames import shaped


def rectification(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Measure rectification by organisation."""
    from console.jobs.findings_answers import RectificationRequest
    from console.jobs.tolerance_responsibility import rectified
    from console.paths import resource_root

    return rectified(shaped(arguments, RectificationRequest), resource_root(), progress)


def threshold_preview(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Say what another value of a rule's parameters would flag, and what of the known would go."""
    from console.jobs.findings_answers import PreviewRequest
    from console.jobs.findings_seen import pseudonym_scheme
    from console.jobs.findings_threshold import preview

    asked = shaped(arguments, PreviewRequest)
    scheme = pseudonym_scheme(desk.extract)
    return preview(desk.extract, asked.rule_id, asked.parameters, asked.states, scheme, progress)
