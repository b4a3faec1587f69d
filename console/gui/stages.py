"""Owns how far a finding is on its way, as a bar with a word, on whatever page it stands. It refuses to say what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from console.domain.finding import PATH, FindingState, Stage
from console.gui.models.cells import StageCell
from console.gui.words import Words, say

BESIDE: Mapping[Stage, Stage] = {
    Stage.SUPERVISED: Stage.RECTIFYING,
    Stage.OBJECTION: Stage.CONFIRMED,
    Stage.REOPENED: Stage.SUSPICION,
}
"""Stages beside the ordinary path, and the one in whose place they stand."""


def stage_number(state: FindingState | None) -> int:
    """Return how many steps of the ordinary path are behind or present; none before registering."""
    if state is None:
        return 0
    visited = {BESIDE.get(step.stage, step.stage) for step in state.trail}
    return max((PATH.index(stage) + 1 for stage in visited if stage in PATH), default=0)


def stage_cell(state: FindingState | None, unregistered: Words) -> StageCell:
    """Return the bar of a finding, or of what nobody registered yet, with these words."""
    word = unregistered if state is None else say(f"stage-{state.stage.value}")
    return StageCell(stage_number(state), len(PATH), word)
