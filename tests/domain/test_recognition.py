"""Owns the proof that the next extract's suspicions find their findings, and that nothing closes by silence."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime

from console.domain.entries import (
    Closing,
    Confirmation,
    Dismissal,
    Entry,
    Hearing,
    Recorded,
    RectificationOrder,
    RectificationReport,
    Reply,
    VerificationStart,
    registration,
)
from console.domain.finding import Actor, FindingState, Role
from console.domain.lifecycle import replay
from console.domain.recognition import overlap, reconcile
from console.domain.rule import Suspicion

AT = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
ZHOU = Actor("周岚", Role.INSPECTOR)
DAY = date(2026, 7, 1)


def suspicion(
    key: str, rule: str = "FUND-014", evidence: tuple[str, ...] = (), version: int = 1
) -> Suspicion:
    return Suspicion(rule, version, "funds", "red", (key,), "o1", "r1", DAY, None, None, None, evidence)


def states(told: list[Suspicion], more: list[Entry] | None = None) -> dict[str, FindingState]:
    entries: list[Entry] = [registration(item, "k1", "X1") for item in told]
    return replay(Recorded(n, AT, ZHOU, entry) for n, entry in enumerate([*entries, *(more or [])]))


def confirmed(finding: str) -> list[Entry]:
    return [
        VerificationStart(finding, "周岚", DAY),
        Hearing(finding, "o1", DAY),
        Reply(finding, "accepts", "认可"),
        Confirmation(finding, "red", "属实"),
    ]


def test_new_known_vanished_and_unjudged_are_told_apart() -> None:
    known = states([suspicion("A"), suspicion("B"), suspicion("C")])
    found = reconcile(known, [suspicion("A", version=2), suspicion("D")], {("FUND-014", ("B",))}, "k1")
    assert [s.key for s in found.new] == [("D",)]
    assert [(k.state.number, k.rule_changed) for k in found.known] == [("WT-0001", True)]
    assert [(v.state.number, v.proposal) for v in found.proposed_for_closing] == [("WT-0002", "dismiss")]
    assert [(v.state.number, v.why, v.proposal) for v in found.unjudged] == [("WT-0003", "unjudged", "")]


def test_clear_of_another_rule_or_key_closes_nothing() -> None:
    known = states([suspicion("A")])
    for clear in ((), {("FUND-015", ("A",))}, {("FUND-014", ("A", "1"))}):
        assert not reconcile(known, [], clear, "k1").proposed_for_closing


def test_a_confirmed_finding_that_vanished_is_sent_to_review() -> None:
    one = registration(suspicion("A"), "k1", "X1").finding
    known = states([suspicion("A")], confirmed(one))
    found = reconcile(known, [], {("FUND-014", ("A",))}, "k1")
    assert [v.proposal for v in found.proposed_for_closing] == ["report"]


def test_another_pseudonym_scheme_tells_nothing() -> None:
    found = reconcile(states([suspicion("A")]), [suspicion("A")], {("FUND-014", ("A",))}, "k2")
    assert [v.why for v in found.unjudged] == ["scheme"]
    assert len(found.new) == 1
    assert not found.proposed_for_closing


def test_what_is_at_rest_is_not_proposed_and_may_be_back() -> None:
    one = registration(suspicion("A"), "k1", "X1").finding
    dismissed = states([suspicion("A")], [Dismissal(one, "data_error", "重复")])
    assert reconcile(dismissed, [], {("FUND-014", ("A",))}, "k1").proposed_for_closing == ()
    assert not reconcile(dismissed, [suspicion("A")], (), "k1").known[0].back_again
    way: list[Entry] = [
        *confirmed(one),
        RectificationOrder(one, "o1", DAY, "改"),
        RectificationReport(one, "已改"),
        Closing(one, "到位", True),
    ]
    closed = states([suspicion("A")], way)
    assert reconcile(closed, [suspicion("A")], (), "k1").known[0].back_again


def test_clusters_are_known_by_their_members() -> None:
    old = suspicion("cluster-1", evidence=("m/1", "m/2", "m/3"))
    grown = suspicion("cluster-9", evidence=("m/1", "m/2", "m/3", "m/4"))
    other = suspicion("cluster-5", evidence=("m/3", "m/7", "m/8"))
    plain = reconcile(states([old]), [grown, other], (), "k1")
    assert len(plain.new) == 2
    found = reconcile(states([old]), [other, grown], (), "k1", clusters={"FUND-014"})
    assert [(k.state.number, k.suspicion.key, k.overlap) for k in found.known] == [
        ("WT-0001", ("cluster-9",), 0.75)
    ]
    assert [s.key for s in found.new] == [("cluster-5",)]
    assert found.unjudged == ()


def test_a_cluster_of_another_rule_is_another_cluster() -> None:
    old, new = suspicion("a", "FUND-020", ("m/1",)), suspicion("b", evidence=("m/1",))
    assert reconcile(states([old]), [new], (), "k1", clusters={"FUND-014", "FUND-020"}).known == ()


def test_overlap() -> None:
    assert overlap((), ()) == 0.0
    assert overlap("ab", "bc") == 1 / 3


def test_order_and_repetition_change_nothing() -> None:
    known = states([suspicion(key, evidence=(f"m/{key}", "m/x")) for key in "ABCD"])
    told = [suspicion(key, evidence=(f"m/{key.lower()}", "m/x", f"m/{key}")) for key in "CDEFab"]
    first = reconcile(known, told, (), "k1", clusters={"FUND-014"})
    for seed in range(20):
        shuffled = [*told, *told]
        random.Random(seed).shuffle(shuffled)
        assert reconcile(known, shuffled, (), "k1", clusters={"FUND-014"}) == first


def test_the_entries_of_a_reconciliation_replay() -> None:
    known = states([suspicion("A"), suspicion("B")])
    found = reconcile(
        known, [replace(suspicion("A"), severity="yellow"), suspicion("D")], {("FUND-014", ("B",))}, "k1"
    )
    entries: list[Entry] = [
        *(item.entry("X2") for item in found.known),
        *(item.entry("X2") for item in found.proposed_for_closing),
        *found.registrations("k1", "X2"),
    ]
    after = list(states([suspicion("A"), suspicion("B")], entries).values())
    assert [(s.number, s.severity, s.last_extract, s.vanished) for s in after] == [
        ("WT-0001", "yellow", "X2", ""),
        ("WT-0002", "red", "X2", "clear"),
        ("WT-0003", "red", "X2", ""),
    ]
