"""Owns the proof that suspicions become findings once, by decisions alone, in a casebook nobody reads without its key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from console.catalogue.load import load_catalogue
from console.domain.entries import Confirmation, Dismissal, Hearing, Reply, VerificationStart
from console.domain.finding import Actor, Role, Stage
from console.domain.ports import Silent
from console.domain.uncounted import clusters
from console.domain.verification import Verdict
from console.errors import CasebookError, ExitCode, KeyStoreError
from console.jobs.extract import OpenedExtract, OpenRequest, open_extract
from console.jobs.findings import (
    CasebookRequest,
    CaseDesk,
    act,
    check_proof,
    has_casebook,
    is_begun,
    prove,
    read_case,
    read_ledger,
    read_log_head,
    read_witness,
    register,
    renewed,
    snapshot,
    unlock,
    verify_book,
)
from console.jobs.findings_answers import Seen, SuspicionsRequest
from console.jobs.findings_key import NEW_SECRET, SECRET, make_key, open_key
from console.jobs.findings_seen import list_suspicions
from console.paths import resource_root
from console.vault.asking_vault import AskingVault
from tests.jobs.findings_kit import PASSPHRASE, RULES, MemoryVault, StepClock, extract_file

ZHOU = Actor("周岚", Role.INSPECTOR)
DUE = date(2026, 7, 20)
CATALOGUE = load_catalogue(resource_root())


def open_file(path: Path) -> OpenedExtract:
    request = OpenRequest(path, (), 1 << 30, 1)
    return open_extract(request, CATALOGUE, StepClock(), Silent())


def seen_in(path: Path, known: tuple[tuple[str, tuple[str, ...]], ...] = ()) -> Seen:
    with open_file(path) as extract:
        return list_suspicions(extract, SuspicionsRequest(RULES, (), known), Silent()).seen


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    return seen_in(extract_file(tmp_path / "one.duckdb"))


@pytest.fixture
def request_(tmp_path: Path) -> CasebookRequest:
    return CasebookRequest(tmp_path / "案卷")


@pytest.fixture
def vault() -> AskingVault:
    return AskingVault(lambda _name: PASSPHRASE)


@pytest.fixture
def desk(request_: CasebookRequest, vault: AskingVault) -> Iterator[CaseDesk]:
    yield unlock(request_, vault, StepClock(), begin=True)


def test_an_extract_tells_what_it_flags_whom_it_names_and_how_it_was_pseudonymised(tmp_path: Path) -> None:
    with open_file(extract_file(tmp_path / "one.duckdb")) as extract:
        told = list_suspicions(extract, SuspicionsRequest(RULES), Silent())
    assert [(one.rule_id, one.key) for one in told.seen.suspicions] == [
        ("INC-101", ("SP-1",)),
        ("INC-101", ("SP-2",)),
        ("INC-101", ("SP-3",)),
        ("FUND-105", ("B1", "person-7f3a", "2026-04")),
    ]
    assert (told.seen.scheme, told.seen.extract_id, told.seen.mark) == ("k1", "X-2026Q2", "unsigned")
    assert told.organisations["O2"] == ("市民政局", "Civil Affairs")
    assert told.regions["990100"] == ("望川市", "Wangchuan")
    assert {one.rule_id: (one.flagged, one.suspicions) for one in told.judgements} == {
        "INC-101": (3, ()),
        "FUND-105": (1, ()),
    }


def test_the_gravest_come_first_where_not_all_are_wanted_and_the_rest_is_counted(tmp_path: Path) -> None:
    with open_file(extract_file(tmp_path / "one.duckdb")) as extract:
        two = list_suspicions(extract, SuspicionsRequest(RULES, most=2), Silent())
        narrow = list_suspicions(extract, SuspicionsRequest(RULES, organisation_id="O2", most=2), Silent())
        region = list_suspicions(extract, SuspicionsRequest(RULES, region_id="990000"), Silent())
    assert ([one.rule_id for one in two.seen.suspicions], two.total, two.whole) == (
        ["FUND-105", "INC-101"],
        4,
        False,
    )
    assert ([one.rule_id for one in narrow.seen.suspicions], narrow.whole) == (["FUND-105"], True)
    assert (len(region.seen.suspicions), region.total) == (4, 4)


def test_registering_twice_doubles_nothing(desk: CaseDesk, seen: Seen) -> None:
    first = register(desk, seen, ZHOU)
    assert first.new == ("WT-0001", "WT-0002", "WT-0003", "WT-0004")
    again = register(desk, seen, ZHOU)
    assert (again.new, again.recognised) == ((), ())
    assert sorted(again.unchanged) == sorted(first.new)
    assert again.head == first.head
    assert {state.stage for state in read_ledger(desk).states} == {Stage.SUSPICION}


def test_the_next_extract_links_what_is_there_still_and_tells_what_is_clear_now(
    desk: CaseDesk, seen: Seen, tmp_path: Path
) -> None:
    register(desk, seen, ZHOU)
    known = tuple((state.rule_id, state.key) for state in read_ledger(desk).states)
    later = seen_in(extract_file(tmp_path / "two.duckdb", "X-2026Q3", repaired=("SP-2",)), known)
    assert later.judged_clear == (("INC-101", ("SP-2",)),)
    done = register(desk, later, ZHOU)
    assert (done.new, len(done.recognised), done.vanished) == ((), 3, ("WT-0003",))
    states = {state.number: state for state in read_ledger(desk).states}
    assert (states["WT-0003"].vanished, states["WT-0003"].stage) == ("clear", Stage.SUSPICION)
    assert states["WT-0001"].last_extract == "X-2026Q3"


def test_a_group_is_known_again_by_its_members(desk: CaseDesk, seen: Seen) -> None:
    members = ("contract/C1", "contract/C2", "contract/C3")
    split = replace(seen.suspicions[0], rule_id="FUND-101", key=("O1", "V1", "C1"), evidence=members)
    assert clusters((split,)) == {"FUND-101"}
    assert clusters((split, replace(split, evidence=("contract/C9", "vendor/V1")))) == frozenset()
    register(desk, replace(seen, suspicions=(split,)), ZHOU)
    moved = replace(split, key=("O1", "V1", "C0"), evidence=("contract/C0", *members))
    done = register(desk, replace(seen, suspicions=(moved,), extract_id="X-2026Q3"), ZHOU)
    assert (done.new, done.recognised) == ((), ("WT-0001",))
    other = replace(split, key=("O1", "V1", "C7"), evidence=("contract/C3", "contract/C7", "contract/C8"))
    assert register(desk, replace(seen, suspicions=(other,)), ZHOU).new == ("WT-0002",)


def test_another_pseudonym_scheme_is_another_person(desk: CaseDesk, seen: Seen) -> None:
    register(desk, seen, ZHOU)
    done = register(desk, replace(seen, scheme="k2"), ZHOU)
    assert len(done.new) == len(seen.suspicions)


def test_an_extract_for_diagnosis_or_without_suspicions_is_not_registered(
    desk: CaseDesk, seen: Seen, request_: CasebookRequest
) -> None:
    for told, key in (
        (replace(seen, mark="diagnosis"), "register-diagnosis"),
        (replace(seen, suspicions=()), "register-nothing"),
    ):
        with pytest.raises(CasebookError) as caught:
            register(desk, told, ZHOU)
        assert caught.value.key == key
    assert not is_begun(request_.folder)


def test_a_suspicion_is_heard_before_it_is_confirmed_and_named_nowhere_before(
    desk: CaseDesk, seen: Seen, vault: AskingVault, request_: CasebookRequest
) -> None:
    register(desk, seen, ZHOU)
    act(desk, "WT-0002", VerificationStart("", ZHOU.name, DUE), ZHOU)
    with pytest.raises(CasebookError) as caught:
        act(desk, "WT-0002", Confirmation("", "", "查实"), ZHOU)
    assert caught.value.key == "lifecycle-not-allowed"
    heard = act(desk, "WT-0002", Hearing("", "", DUE), ZHOU)
    assert (heard.state.organisation_id, heard.state.hearing_due_on) == ("O1", DUE)
    with pytest.raises(CasebookError) as caught:
        act(desk, "WT-0002", Confirmation("", "", "查实"), ZHOU)
    assert caught.value.key == "lifecycle-not-heard"
    before = snapshot(request_, vault, StepClock()).findings[1]
    assert (before.organisation_id, before.counts_as_card) == (None, False)
    act(desk, "WT-0002", Reply("", "partly", "正在改造"), ZHOU)
    done = act(desk, "WT-0002", Confirmation("", "", "现场核实无坡道"), ZHOU)
    assert (done.state.stage, done.state.severity) == (Stage.CONFIRMED, "yellow")
    after = snapshot(request_, vault, StepClock())
    assert (after.findings[1].organisation_id, after.findings[1].counts_as_card) == ("O1", True)
    assert (after.trusted, after.head) == (True, done.head)
    assert [one.organisation_id for one in after.findings] == [None, "O1", None, None]


def test_a_dismissal_needs_a_reason_of_the_list(desk: CaseDesk, seen: Seen) -> None:
    register(desk, seen, ZHOU)
    with pytest.raises(CasebookError) as caught:
        act(desk, "WT-0002", Dismissal("", "because", "x"), ZHOU)
    assert caught.value.key == "lifecycle-choice"
    done = act(desk, "WT-0002", Dismissal("", "corrected_before", "核查后已补齐"), ZHOU)
    assert (done.state.stage, done.state.dismissal) == (Stage.DISMISSED, "corrected_before")


def test_a_case_file_holds_every_entry_with_its_leaf(desk: CaseDesk, seen: Seen) -> None:
    register(desk, seen, ZHOU)
    done = act(desk, "WT-0003", VerificationStart("", ZHOU.name, DUE, "查看照片"), ZHOU)
    case = read_case(desk, done.state.identity[:12])
    assert [told.entry.kind for told in case.entries] == ["register", "verify"]
    assert case.leaves[done.sequence] == done.leaf
    assert case.head == done.head


def test_proofs_hold_against_the_head_and_against_no_other(desk: CaseDesk, seen: Seen) -> None:
    head = register(desk, seen, ZHOU).head
    text = prove(desk, "WT-0003")
    witness = read_witness(f"{head.size}:{head.root_hex}", "printed")
    assert check_proof(text, (witness,)).verdict is Verdict.VALID
    act(desk, "WT-0003", VerificationStart("", ZHOU.name, DUE), ZHOU)
    grown = prove(desk, since=head.size)
    assert check_proof(grown, (witness,)).verdict is Verdict.VALID
    _, now = read_log_head(desk)
    assert check_proof(text, (read_witness(f"{now.size}:{now.root_hex}", "now"),)).verdict is Verdict.INVALID
    with pytest.raises(CasebookError) as caught:
        read_witness("five:00", "nowhere")
    assert caught.value.key == "head-unreadable"


def test_the_whole_casebook_is_verified_against_a_witness(
    desk: CaseDesk, seen: Seen, request_: CasebookRequest, vault: AskingVault
) -> None:
    head = register(desk, seen, ZHOU).head
    witness = read_witness(f"{head.size}:{head.root_hex}", "briefing")
    assert verify_book(replace(request_, witnesses=(witness,)), vault).valid
    false = read_witness(f"{head.size}:{'0' * 64}", "briefing")
    assert verify_book(replace(request_, witnesses=(false,)), vault).verdict is Verdict.INVALID


def test_the_key_lies_wrapped_and_nothing_lies_in_clear(
    desk: CaseDesk, seen: Seen, request_: CasebookRequest
) -> None:
    register(desk, seen, ZHOU)
    lying = b"".join(path.read_bytes() for path in request_.folder.iterdir())
    for secret in (PASSPHRASE.encode(), desk.key, desk.key.hex().encode(), b"SP-1", "周岚".encode()):
        assert secret not in lying
    told = json.loads((request_.folder / "key.json").read_text("utf-8"))
    assert (told["kdf"], told["purpose"]) == ("argon2id", SECRET)
    assert (request_.folder / "key.json").stat().st_mode & 0o077 == 0
    assert PASSPHRASE not in repr(desk)
    assert desk.key.hex() not in repr(desk)


def test_a_wrong_passphrase_opens_nothing(desk: CaseDesk, seen: Seen, request_: CasebookRequest) -> None:
    register(desk, seen, ZHOU)
    with pytest.raises(KeyStoreError) as caught:
        unlock(request_, AskingVault(lambda _name: "something else entirely"), StepClock())
    assert (caught.value.key, caught.value.exit_code) == ("wrapped-key-refused", ExitCode.KEYS)
    with pytest.raises(KeyStoreError) as caught:
        unlock(request_, AskingVault(lambda _name: None), StepClock())
    assert caught.value.key == "casebook-passphrase-needed"


def test_a_safe_store_keeps_a_random_passphrase_and_nobody_is_asked(
    request_: CasebookRequest, seen: Seen
) -> None:
    vault = MemoryVault()
    register(unlock(request_, vault, StepClock(), begin=True), seen, ZHOU)
    assert len(vault.kept[SECRET]) >= 40
    assert len(read_ledger(unlock(request_, vault, StepClock())).states) == len(seen.suspicions)


def test_a_new_passphrase_must_be_long_and_is_asked_for_by_its_own_name(tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(name: str) -> str:
        asked.append(name)
        return "short"

    with pytest.raises(KeyStoreError) as caught:
        make_key(tmp_path / "new", AskingVault(ask))
    assert caught.value.key == "casebook-passphrase-short"
    assert asked == [NEW_SECRET]
    assert not has_casebook(tmp_path / "new")


def test_a_key_is_never_made_over_another(desk: CaseDesk, request_: CasebookRequest) -> None:
    before = (request_.folder / "key.json").read_bytes()
    with pytest.raises(CasebookError) as caught:
        make_key(request_.folder, AskingVault(lambda _name: PASSPHRASE))
    assert caught.value.key == "casebook-exists"
    assert (request_.folder / "key.json").read_bytes() == before
    assert open_key(request_.folder, AskingVault(lambda _name: PASSPHRASE)) == desk.key


def test_no_casebook_and_a_casebook_without_its_key_are_told_apart(
    desk: CaseDesk, seen: Seen, request_: CasebookRequest, vault: AskingVault, tmp_path: Path
) -> None:
    with pytest.raises(CasebookError) as caught:
        snapshot(CasebookRequest(tmp_path / "nowhere"), vault, StepClock())
    assert caught.value.key == "casebook-not-found"
    register(desk, seen, ZHOU)
    (request_.folder / "key.json").unlink()
    with pytest.raises(CasebookError) as caught:
        unlock(request_, vault, StepClock(), begin=True)
    assert caught.value.key == "casebook-key-gone"


def test_a_key_alone_is_no_casebook_yet_and_a_lost_database_is_told(
    desk: CaseDesk, seen: Seen, request_: CasebookRequest, vault: AskingVault
) -> None:
    assert not has_casebook(request_.folder)
    assert unlock(request_, vault, StepClock(), begin=True).key == desk.key
    register(desk, seen, ZHOU)
    (request_.folder / "casebook.db").unlink()
    assert has_casebook(request_.folder)
    with pytest.raises(CasebookError) as caught:
        snapshot(request_, vault, StepClock())
    assert caught.value.key == "casebook-database-gone"
    with pytest.raises(CasebookError) as caught:
        register(desk, seen, ZHOU)
    assert caught.value.key == "casebook-exists"


def test_two_writers_do_not_mix(desk: CaseDesk, seen: Seen) -> None:
    register(desk, seen, ZHOU)
    with desk.writing(), pytest.raises(CasebookError) as caught, desk.writing():
        pass
    assert caught.value.key == "casebook-in-use"
    with desk.writing():
        assert len(read_ledger(desk).states) == len(seen.suspicions)


def test_what_was_written_brings_a_known_ledger_up_to_date(desk: CaseDesk, seen: Seen) -> None:
    """The ledger after each act is the one a whole reading gives; where somebody else wrote, it is read anew."""
    done = register(desk, seen, ZHOU)
    known = renewed(desk, None, done.news)
    assert known == read_ledger(desk)
    started = act(desk, done.new[0], VerificationStart("", "周岚", DUE), ZHOU)
    after = renewed(desk, known, started.news)
    assert after == known.after(started.news) == read_ledger(desk)
    assert dict(after.leaves) == dict(read_ledger(desk).leaves)
    assert [one.number for one in started.news.states] == [done.new[0]]
    missed = act(desk, done.new[1], VerificationStart("", "周岚", DUE), ZHOU)
    assert known.after(missed.news) is None
    assert renewed(desk, known, missed.news) == read_ledger(desk)
