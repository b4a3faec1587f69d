"""Owns the jobs of a worker about own rules: try a filter as one, save, list, remove, put back. It refuses to judge by itself.

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


def own_rules(desk: Desk, arguments: Any, progress: Progress) -> object:
    """List the rules saved on this computer."""
    from console.jobs.own_rules import own_rules_list
    from console.paths import own_rules_folder

    return own_rules_list(desk.catalogue(), own_rules_folder())


def own_rule_remove(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Take a rule's file away."""
    from console.jobs.own_rules import take_away
    from console.jobs.own_rules_answers import OwnRuleFile
    from console.paths import own_rules_folder

    return take_away(shaped(arguments, OwnRuleFile).file, own_rules_folder())


def own_rule_restore(desk: Desk, arguments: Any, progress: Progress) -> object:
    """Put a rule's file back."""
    from console.jobs.own_rules import put_back
    from console.jobs.own_rules_answers import RemovedRule
    from console.paths import own_rules_folder

    put_back(shaped(arguments, RemovedRule), own_rules_folder())
    return None
