"""Owns the jobs of a worker about rules of the user's own: try a filter as a rule, save it. It refuses to judge by itself.

Each imports what it needs when it first runs, so that a worker answers a fifth of a second after it was started.
"""

from __future__ import annotations

from typing import Any

from console.domain.ports import Progress
from console.jobs.desk import Desk
from console.jobs.frames import shaped


def filter_rule_preview(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Say what a filter would flag as a rule."""
    from console.jobs.filter_rule import preview_filter_rule
    from console.jobs.filter_rule_answers import FilterRuleRequest
    from console.paths import resource_root

    return preview_filter_rule(desk.extract, shaped(arguments, FilterRuleRequest), resource_root(), progress)


def filter_rule_save(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Save a filter as a rule."""
    from console.jobs.filter_rule import save_filter_rule
    from console.jobs.filter_rule_answers import FilterRuleRequest
    from console.paths import own_rules_folder, resource_root

    request = shaped(arguments, FilterRuleRequest)
    return save_filter_rule(desk.extract, request, resource_root(), own_rules_folder(), progress)
