"""Owns the proof of the tolerance procedure: every step the table names, none it does not, and what each must carry."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

import pytest

from console.domain import entries as e
from console.domain import tolerance_entries as t
from console.domain.documents import from_document, to_document
from console.domain.entries import Erased, Recorded
from console.domain.finding import Actor, Role, summary
from console.domain.lifecycle import replay, step
from console.domain.tolerance import GROUNDS, Outcome, Step
from console.domain.tolerance_entries import TOLERANCE_KINDS
from console.domain.tolerance_procedure import CASE_TABLE, may_read, must_step_back, possible_acts
from console.domain.tolerance_register import REGISTER_KINDS
from console.errors import CasebookError
from tests.domain.tolerance_kit import (
    APPLY,
    CHEN,
    CONFIRM,
    EACH,
    LI,
    PROOF,
    SUN,
    SYSTEM,
    TODAY,
    WU,
    ZHOU,
    F,
    Told,
    granted,
    notified,
    ready,
    recorded,
    run,
)


def refused(*told: Told) -> CasebookError:
    run(*told[:-1])
    with pytest.raises(CasebookError) as caught:
        run(*told)
    return caught.value


PATHS: dict[Step | None, tuple[Told, ...]] = {
    None: (),
    Step.APPLIED: ((APPLY, ZHOU), (EACH["tolerance_admit"], ZHOU)),
    Step.VERIFIED: ready(),
    Step.DECIDED: granted(),
    Step.NOTIFIED: notified(),
    Step.CORRECTED: (*notified(), (EACH["tolerance_correct"], ZHOU)),
    Step.CLEARED: (*notified(), (EACH["tolerance_clear"], CHEN)),
    Step.APPEALED: (*notified(), (EACH["tolerance_appeal"], ZHOU)),
    Step.WITHDRAWN: ((APPLY, ZHOU), (EACH["tolerance_withdraw"], ZHOU)),
    Step.REVOKED: (*granted(), (EACH["tolerance_revoke"], CHEN)),
}
DECIDING = {"tolerance_grant", "tolerance_lighten", "tolerance_refuse"}
HEARING = {"tolerance_keep", "tolerance_change_grant", "tolerance_change_refuse"}


def actor_for(action: str) -> Actor:
    """Return somebody no separation keeps from it."""
    return LI if action in HEARING else CHEN if action in DECIDING else ZHOU


@pytest.mark.parametrize("now", PATHS)
@pytest.mark.parametrize("rule", CASE_TABLE, ids=lambda rule: rule.action)
def test_a_step_is_possible_exactly_where_the_table_says(now: Step | None, rule: Any) -> None:
    state = run(*PATHS[now])
    assert (state.tolerance.step if state.tolerance else None) is now
    actor = actor_for(rule.action)
    entry = EACH[rule.action]
    if rule.action == "tolerance_verify":  # the sample case has no assessed ground yet
        assert (rule.action in possible_acts(state)) == (now is Step.APPLIED)
        return
    if rule.action == "tolerance_assess" and now is Step.APPLIED:
        entry = replace(entry, verdict="not_shown")  # type: ignore[call-arg]
    if rule.action in possible_acts(state, actor):
        moved = run(*PATHS[now], (entry, actor))
        assert moved.tolerance is not None
        wanted = Step.NOTIFIED if rule.action == "tolerance_keep" else rule.after or now
        assert moved.tolerance.step is wanted
        assert moved.stage is state.stage
    else:
        assert refused(*PATHS[now], (entry, actor)).key in {"tolerance-not-allowed", "tolerance-not-admitted"}


def test_a_finding_nobody_looked_at_or_that_was_dismissed_is_not_applied_for() -> None:
    with pytest.raises(CasebookError) as caught:
        replay(recorded((CONFIRM[0], (APPLY, ZHOU))))
    assert caught.value.key == "tolerance-not-allowed"
    dismissed: tuple[Told, ...] = (CONFIRM[0], (e.Dismissal(F, "data_error", "重复"), ZHOU))
    with pytest.raises(CasebookError):
        replay(recorded((*dismissed, (APPLY, ZHOU))))
    cleared = replay(recorded((*dismissed, (EACH["tolerance_clear"], ZHOU))))[F]
    assert cleared.tolerance is not None
    assert (cleared.tolerance.step, cleared.tolerated) == (Step.CLEARED, "")


def test_what_was_tolerated_is_no_card_and_names_nobody() -> None:
    before, after = run(), run(*granted())
    assert (before.counts_as_card, summary(before).organisation_id) == (True, "o-7")
    assert (after.counts_as_card, after.tolerated) == (False, "容〔2026〕3号")
    assert (summary(after).organisation_id, summary(after).tolerated) == (None, True)


@pytest.mark.parametrize("action", ["tolerance_lighten", "tolerance_refuse"])
def test_what_was_lightened_or_refused_counts(action: str) -> None:
    state = run(*ready(), (EACH[action], CHEN))
    assert (state.counts_as_card, state.tolerated) == (True, "")


def test_an_appeal_turns_the_decision_round_or_keeps_it() -> None:
    refused_first: tuple[Told, ...] = (
        *ready(),
        (EACH["tolerance_refuse"], CHEN),
        (EACH["tolerance_notify"], CHEN),
        (EACH["tolerance_appeal"], ZHOU),
    )
    changed = run(*refused_first, (EACH["tolerance_change_grant"], LI))
    assert changed.tolerance is not None
    assert (changed.tolerated, changed.tolerance.step) == ("容复〔2026〕1号", Step.DECIDED)
    assert [one.document_number for one in changed.tolerance.earlier] == ["容〔2026〕3号"]
    kept = run(*refused_first, (EACH["tolerance_keep"], LI))
    assert kept.tolerance is not None
    assert kept.tolerance.appeal is not None
    assert (kept.counts_as_card, kept.tolerance.outcome) == (True, Outcome.REFUSED)
    lost = run(*PATHS[Step.APPEALED], (EACH["tolerance_change_refuse"], LI))
    assert lost.counts_as_card


def test_a_decision_stands_while_it_is_appealed_and_falls_when_revoked() -> None:
    assert not run(*PATHS[Step.APPEALED]).counts_as_card
    assert run(*PATHS[Step.REVOKED]).counts_as_card
    again = run(*PATHS[Step.REVOKED], (APPLY, ZHOU))
    assert again.tolerance is not None
    assert (again.tolerance.step, again.tolerance.outcome, again.tolerated) == (
        Step.APPLIED,
        Outcome.NONE,
        "",
    )
    assert len(again.tolerance.trail) > 20  # what was done before is still told


@pytest.mark.parametrize("rule", CASE_TABLE, ids=lambda rule: rule.action)
def test_what_an_entry_must_carry(rule: Any) -> None:
    path = next(path for now, path in PATHS.items() if now in rule.before)
    if rule.action == "tolerance_verify":
        path = ready()[:-1]
    for name in rule.carries:
        empty: Any = () if name == "evidence" else "  "
        bare = replace(EACH[rule.action], **{name: empty})
        if rule.action == "tolerance_clear":
            path = PATHS[Step.NOTIFIED]
        found = refused(*path, (bare, actor_for(rule.action)))
        assert (found.key, found.facts["field"]) == ("tolerance-lacks", name)


def test_the_verification_waits_for_every_ground() -> None:
    steps = ready()
    found = refused(*steps[:-2], steps[-1])
    assert (found.key, found.facts["ground"], found.facts["count"]) == (
        "tolerance-unassessed",
        GROUNDS[-1],
        1,
    )


def test_evidence_bound_again_is_assessed_again() -> None:
    steps = (*ready()[:-1], (EACH["tolerance_bind"], ZHOU))
    assert refused(*steps, (EACH["tolerance_verify"], ZHOU)).facts["ground"] == "lawful"


def test_nothing_is_shown_without_evidence_of_the_finding() -> None:
    opened = PATHS[Step.APPLIED]
    assert refused(*opened, (EACH["tolerance_assess"], ZHOU)).key == "tolerance-unbound"
    foreign = t.GroundBinding(F, "lawful", ("cd" * 32,), "别处的文件")
    assert refused(*opened, (foreign, ZHOU)).key == "tolerance-evidence-unknown"
    for wrong, field in (("nice", "ground"), ("", "ground")):
        odd = t.GroundBinding(F, wrong, (PROOF,), "x")
        found = refused(*opened, (odd, ZHOU))
        assert found.facts["field"] == field
    strange = t.GroundAssessment(F, "lawful", "perhaps", "x")
    assert refused(*opened, (strange, ZHOU)).key == "tolerance-choice"


def test_a_ground_without_evidence_or_the_negative_list_bars_a_grant_and_no_other_outcome() -> None:
    lacking = list(ready())
    place = next(n for n, (one, _) in enumerate(lacking) if getattr(one, "ground", "") == "diligent")
    del lacking[place]
    lacking[place] = (t.GroundAssessment(F, "diligent", "not_shown", "没有证据"), ZHOU)
    found = refused(*lacking, (EACH["tolerance_grant"], CHEN))
    assert (found.key, found.facts["ground"]) == ("tolerance-incomplete", "diligent")
    assert run(*lacking, (EACH["tolerance_refuse"], CHEN)).counts_as_card
    listed = (*ready()[:-1], (t.ToleranceVerification(F, "有私利", ("private_gain",)), ZHOU))
    assert refused(*listed, (EACH["tolerance_grant"], CHEN)).key == "tolerance-negative"
    back = (*listed, (EACH["tolerance_return"], CHEN), (EACH["tolerance_verify"], ZHOU))
    assert run(*back, (EACH["tolerance_grant"], CHEN)).tolerated


def test_who_is_part_of_it_steps_back() -> None:
    wang, zhao = Actor(" 王 旭", Role.INSPECTOR), Actor("赵一", Role.REVIEWER)
    for one in (wang, zhao):
        assert refused(*PATHS[Step.APPLIED], (EACH["tolerance_bind"], one)).key == "tolerance-recused"
    away: Told = (t.ToleranceRecusal(F, "陈立", "亲属"), ZHOU)
    assert refused(*ready(), away, (EACH["tolerance_grant"], CHEN)).key == "tolerance-recused"
    case = run(*ready(), away).tolerance
    assert case is not None
    assert must_step_back(case, "陈立")
    assert not must_step_back(case, "李敏")


def test_only_those_who_need_to_know_act_and_read() -> None:
    found = refused(*PATHS[Step.APPLIED], (EACH["tolerance_bind"], SUN))
    assert found.key == "tolerance-not-admitted"
    case = run(*PATHS[Step.APPLIED]).tolerance
    assert case is not None
    assert [may_read(case, who) for who in (ZHOU, CHEN, SUN, LI)] == [True, True, False, False]
    entered = run(*PATHS[Step.APPLIED], (t.ToleranceAdmission(F, "李敏", "分管领导"), LI)).tolerance
    assert entered is not None
    assert may_read(entered, LI)


def test_the_findings_own_trail_tells_no_words_of_the_case() -> None:
    state = run(*PATHS[Step.CLEARED])
    inside = [one for one in state.trail if one.action in EACH]
    assert len(inside) > 20
    assert {one.text for one in inside} == {""}
    assert state.tolerance is not None
    assert "先行先试中超期" in {act.text for act in state.tolerance.trail}


def test_who_verified_records_no_decision_and_who_decided_hears_no_appeal() -> None:
    assert refused(*ready(), (EACH["tolerance_grant"], ZHOU)).key == "tolerance-same-person"
    for who in (ZHOU, CHEN):
        assert refused(*PATHS[Step.APPEALED], (EACH["tolerance_keep"], who)).key == "tolerance-same-person"


def test_roles_are_kept() -> None:
    assert refused((APPLY, WU)).key == "tolerance-role"
    assert refused(*PATHS[Step.APPLIED], (EACH["tolerance_bind"], SYSTEM)).key == "tolerance-role"


def test_days_are_in_order() -> None:
    ahead = replace(APPLY, applied_on=TODAY + timedelta(days=1))
    assert refused((ahead, ZHOU)).key == "tolerance-date-future"
    early = replace(EACH["tolerance_grant"], decided_on=TODAY - timedelta(days=1))  # type: ignore[call-arg]
    assert refused(*ready(), (early, CHEN)).key == "tolerance-date-order"


def test_a_correction_the_decision_asks_for_comes_before_the_clearing() -> None:
    asked = (*ready(), (t.ToleranceGranted(F, *_body(), date(2026, 9, 1)), CHEN))
    told = (*asked, (EACH["tolerance_notify"], CHEN))
    assert refused(*told, (EACH["tolerance_clear"], CHEN)).key == "tolerance-not-allowed"
    done = (*told, (EACH["tolerance_correct"], ZHOU), (EACH["tolerance_clear"], CHEN))
    case = run(*done).tolerance
    assert case is not None
    assert (case.step, case.corrected_on, case.cleared_at) == (Step.CLEARED, TODAY, "市政务中心干部大会")


def _body() -> tuple[str, str, date, str]:
    grant = EACH["tolerance_grant"]
    assert isinstance(grant, t.ToleranceGranted)
    return grant.document_number, grant.body, grant.decided_on, grant.reason


@pytest.mark.parametrize("now", [now for now in PATHS if now is not None])
def test_an_erased_case_still_stands_where_it_stood(now: Step) -> None:
    """Its payloads are gone, names and words with them; whether it counts is as before."""
    told = recorded((*CONFIRM, *PATHS[now]))
    left = [_erased(one) if one.entry.kind in EACH else one for one in told]
    whole, bare = replay(told)[F], replay(left)[F]
    assert whole.tolerance is not None
    assert bare.tolerance is not None
    assert (bare.tolerance.step, bare.tolerance.outcome) == (whole.tolerance.step, whole.tolerance.outcome)
    assert (bare.counts_as_card, bool(bare.tolerated)) == (whole.counts_as_card, bool(whole.tolerated))
    assert bare.erased
    assert "王旭" not in repr(bare.tolerance)


def _erased(told: Recorded) -> Recorded:
    return replace(told, entry=Erased(told.entry.kind, F))


def test_a_pilot_makes_a_notice_of_a_card_until_it_is_released() -> None:
    match, release = t.PilotMatch(F, "P1", "改〔2026〕8号"), t.PilotRelease(F, "P1", "outside")
    held = run((match, SYSTEM))
    assert (held.severity, held.proposed, held.counts_as_card, held.pilot) == ("notice", "red", False, "P1")
    free = run((match, SYSTEM), (release, SYSTEM))
    assert (free.severity, free.counts_as_card, free.pilot) == ("red", True, "")
    assert refused((match, SYSTEM), (match, SYSTEM)).key == "tolerance-pilot-state"
    assert refused((release, SYSTEM)).key == "tolerance-pilot-state"


def test_nothing_makes_a_card_of_what_a_pilot_holds() -> None:
    """Neither a later extract, nor a confirmation, nor a reversal brings the card back; the release brings the latest."""
    match: Told = (t.PilotMatch(F, "P1", "改〔2026〕8号"), SYSTEM)
    start = CONFIRM[:4]
    flagged: Told = (e.Recognition(F, "X2", 1, "yellow"), SYSTEM)
    told = recorded((*start, match, flagged, CONFIRM[4]))
    held = replay(told)[F]
    assert (held.severity, held.proposed, held.counts_as_card) == ("notice", "red", False)
    back = step({F: held}, Recorded(99, told[-1].at, ZHOU, e.Reversal(F, held.last.sequence, "误点"), 3))
    assert back is not None
    assert (back.severity, back.pilot) == ("notice", "P1")


@pytest.mark.parametrize("who", [ZHOU, SUN, SYSTEM])
def test_a_dismissal_is_reviewed_once_a_sample_by_somebody_who_took_no_part(who: Actor) -> None:
    dismissed = (CONFIRM[0], (e.Dismissal(F, "data_error", "重复"), ZHOU))
    review = t.BlindReview(F, "S1", "violation", "原件不符")
    told = recorded((*dismissed, (review, who)))
    if who is not SUN:
        with pytest.raises(CasebookError) as caught:
            replay(told)
        assert caught.value.key == ("review-took-part" if who is ZHOU else "tolerance-role")
        return
    state = replay(told)[F]
    assert [(one.verdict, one.reviewer) for one in state.reviews] == [("violation", "孙仪")]
    with pytest.raises(CasebookError) as again:
        replay(recorded((*dismissed, (review, SUN), (review, SUN))))
    assert again.value.key == "review-done"


def test_what_nobody_decided_is_not_reviewed() -> None:
    with pytest.raises(CasebookError) as caught:
        replay(recorded([CONFIRM[0], (t.BlindReview(F, "S1", "violation", "x"), SUN)]))
    assert caught.value.key == "review-undecided"
    assert run((t.BlindReview(F, "S1", "violation", "x"), SUN)).reviews[0].verdict == "violation"


SHAPES: dict[str, object] = {
    "str": "话",
    "int": 3,
    "date": date(2026, 7, 12),
    "tuple[str, ...]": ("a", "b"),
}


@pytest.mark.parametrize("kind", [*TOLERANCE_KINDS, *REGISTER_KINDS], ids=lambda kind: kind.kind)
def test_every_kind_survives_as_a_document(kind: Any) -> None:
    full = kind(**{item.name: SHAPES[str(item.type).removesuffix(" | None")] for item in fields(kind)})
    assert from_document(kind.kind, to_document(full)) == full
    with pytest.raises(CasebookError) as caught:
        from_document(kind.kind, {**to_document(full), "more": 1})
    assert caught.value.key == "entry-unreadable"
