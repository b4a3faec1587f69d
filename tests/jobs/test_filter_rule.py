"""A filter of the process becomes a rule of one’s own: it flags what the page shows, keeps its cases, runs with the others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from console.cli.main import run
from console.domain.ports import Silent
from console.errors import DefinitionError, ExitCode, UsageError
from console.jobs.extract import OpenedExtract
from console.jobs.filter_rule import preview_filter_rule, save_filter_rule
from console.jobs.filter_rule_answers import FilterRuleRequest, StepFilter
from console.jobs.own_rules import (
    add_rule,
    load_definitions,
    own_rules_list,
    put_back,
    remove_rule,
    take_away,
    with_own,
)
from console.jobs.services_answers import ProcessRequest
from console.jobs.services_process import services_process
from console.jobs.supervise import SuperviseRequest, supervise
from console.jobs.theme_answers import PageScope, ThemeRequest
from console.jobs.theme_rules import theme_rules
from console.paths import own_rules_folder, resource_root
from tests.jobs.page_sample import catalogue, opened, province, tiny

SILENT = Silent()
QUOTED = "re'view {x}\"\\ \t\u7f6e"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province(tmp_path_factory)


@pytest.fixture(scope="module")
def held(file: Path) -> Iterator[OpenedExtract]:
    with opened(file) as made:
        yield made


@pytest.fixture
def extract(held: OpenedExtract) -> OpenedExtract:
    """The extract as it is before anybody saved a rule."""
    held.catalogue = catalogue()
    return held


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLUMBLINE_HOME", str(tmp_path))
    return tmp_path


def _asked(*steps: str, kind: str = "step", **more: object) -> FilterRuleRequest:
    return FilterRuleRequest(replace(StepFilter(kind, steps), **more))  # type: ignore[arg-type]


def _whole(extract: OpenedExtract) -> PageScope:
    return PageScope(period=extract.whole_period)


def _save(extract: OpenedExtract, request: FilterRuleRequest) -> str:
    saved = save_filter_rule(extract, request, resource_root(), own_rules_folder(), SILENT)
    extract.catalogue = with_own(extract.catalogue, own_rules_folder())
    return saved.rule_id


def test_a_rule_flags_what_the_page_shows_through_a_step_a_transition_and_a_way(
    extract: OpenedExtract,
) -> None:
    """Every event of the sample has a name, so the rule may judge what the map counts."""
    scope = _whole(extract)
    for request, through in (
        (_asked("supplement"), ("supplement",)),
        (_asked("review", "close", kind="follows"), ("review", "close")),
    ):
        found = preview_filter_rule(extract, replace(request, scope=scope), resource_root(), SILENT)
        shown = services_process(extract, ProcessRequest(scope, "", through), SILENT)
        assert found.flagged == shown.cases > 0
        assert found.in_scope <= found.flagged
        assert found.cases_kept == 3
    shown = services_process(extract, ProcessRequest(scope), SILENT)
    way = shown.variants[1]
    found = preview_filter_rule(extract, _asked(*way.steps, kind="way"), resource_root(), SILENT)
    assert (found.flagged, found.flagged + found.clear) == (way.cases, shown.closed)


def test_a_rule_kept_to_an_organisation_judges_what_the_page_shows_of_it_and_nothing_else(
    extract: OpenedExtract,
) -> None:
    """It is another rule than the one for all, and says in its name whose cases it judges; an unknown organisation is refused."""
    ((organisation, item, name, cases),) = extract.connection.rows(
        "SELECT c.organisation_id, min(c.item_id), min(o.name), count(DISTINCT c.case_id) FROM service_case c "
        "JOIN organisation o USING (organisation_id) WHERE c.organisation_id IN "
        "(SELECT w.organisation_id FROM service_case w JOIN case_event USING (case_id) WHERE step = 'supplement') "
        "GROUP BY 1 ORDER BY count(DISTINCT c.case_id) DESC, 1 LIMIT 1"
    )
    kept = StepFilter("step", ("supplement",), organisation_id=organisation)
    scope = replace(_whole(extract), organisation_id=organisation)
    found = preview_filter_rule(extract, FilterRuleRequest(kept, scope=scope), resource_root(), SILENT)
    shown = services_process(extract, ProcessRequest(scope, "", ("supplement",)), SILENT)
    assert found.flagged == found.in_scope == shown.cases > 0
    assert found.flagged + found.clear == cases and found.cases_kept == 3
    assert name in found.names["zh-CN"]
    whole = preview_filter_rule(extract, _asked("supplement"), resource_root(), SILENT)
    assert whole.rule_id != found.rule_id and whole.flagged > found.flagged
    both = FilterRuleRequest(replace(kept, item_id=item))
    assert name in preview_filter_rule(extract, both, resource_root(), SILENT).names["zh-CN"]
    with pytest.raises(UsageError, match="scope-organisation"):
        preview_filter_rule(
            extract, FilterRuleRequest(replace(kept, organisation_id="nobody")), resource_root(), SILENT
        )


def test_days_over_a_step_are_those_counted_by_hand(extract: OpenedExtract) -> None:
    """Working days between a step and the next, the longest of each case, with one that still runs counted to the cut."""
    over = 9
    found = preview_filter_rule(extract, _asked("review", kind="stay", over=over), resource_root(), SILENT)
    events = extract.connection.rows(
        "SELECT case_id, coalesce(activity, step), occurred_on FROM case_event ORDER BY case_id, occurred_at, sequence"
    )
    rows = extract.connection.rows
    closed: dict[str, date | None] = dict(rows("SELECT case_id, closed_on FROM service_case"))
    ordinal: dict[date, int] = dict(rows("SELECT day, ordinal FROM calendar_day"))
    longest: dict[str, int] = {}
    for (case, step, day), (after, _, ended) in zip(events, [*events[1:], (None, None, None)], strict=True):
        last = case != after
        if step == "review" and not (last and closed[case] is not None):
            days = ordinal[extract.cut_off if last else ended] - ordinal[day]
            longest[case] = max(days, longest.get(case, 0))
    assert found.flagged == sum(days > over for days in longest.values()) > 0
    assert found.cases_kept == 4
    first = found.examples[0]
    assert str(max(longest.values())) in first.finding["zh-CN"]


def test_a_saved_rule_runs_with_the_others_and_stays_out_of_what_others_recompute(
    extract: OpenedExtract,
) -> None:
    before = extract.catalogue
    rule_id = _save(extract, _asked("review", kind="stay", over=9))
    held = extract.catalogue
    assert (set(held.own), held.digest, held.rules) == ({rule_id}, before.digest, before.rules)
    shown = theme_rules(extract, ThemeRequest("services", _whole(extract)), SILENT)
    (state,) = (one for one in shown.rules if one.own)
    assert (state.rule_id, state.state) == (rule_id, "flagged")
    assert [one for one in shown.suspicions if one.rule_id == rule_id]
    request = SuperviseRequest(themes=("services",))
    ours = supervise(extract, request, SILENT)
    assert rule_id not in {one.rule_id for one in ours}
    both = supervise(extract, replace(request, own=True), SILENT)
    assert [one.rule_id for one in both] == [*(one.rule_id for one in ours), rule_id]
    changed = {rule_id: {f"days_{rule_id.lower().replace('-', '_')}": 3000.0}}
    assert (
        supervise(extract, SuperviseRequest((rule_id,), parameters=changed, own=True), SILENT)[0].flagged == 0
    )


def test_the_same_filter_with_other_days_is_the_rules_next_version(extract: OpenedExtract) -> None:
    request = _asked("review", kind="stay", over=9)
    rule_id = _save(extract, request)
    again = preview_filter_rule(extract, request, resource_root(), SILENT)
    assert (again.held, again.replaces) == (True, 0)
    with pytest.raises(UsageError, match="own-rule-held"):
        _save(extract, request)
    other = _asked("review", kind="stay", over=10)
    assert preview_filter_rule(extract, other, resource_root(), SILENT).replaces == 1
    assert _save(extract, other) == rule_id
    assert extract.catalogue.own[rule_id].version == 2


def test_every_kind_writes_a_file_that_keeps_its_cases_whatever_its_steps_are_called(tmp_path: Path) -> None:
    """Quotes, braces, a backslash and a tab in the name of a step neither end the text nor the statement."""
    events = [
        {
            "case_id": case,
            "sequence": place,
            "activity": step,
            "occurred_on": day,
            "occurred_at": f"{day} 09:00",
        }
        for case, walk in {
            "a": ((QUOTED, "2026-03-02"), ("next", "2026-03-20")),
            "b": (("next", "2026-03-02"),),
        }.items()
        for place, (step, day) in enumerate(walk, 1)
    ]
    cases = [{"case_id": case, "item_id": "i'1", "closed_on": "2026-04-01"} for case in "ab"]
    path = tiny(tmp_path / "x.duckdb", {"service_case": cases, "case_event": events})
    kinds = {"step": (QUOTED,), "stay": (QUOTED,), "follows": (QUOTED, "next"), "between": (QUOTED, "next")}
    with opened(path) as held:
        for kind, steps in {**kinds, "way": (QUOTED, "next")}.items():
            item, unit = ("i'1", "civil") if kind in ("stay", "way") else ("", "working")
            request = _asked(*steps, kind=kind, item_id=item, over=3, day_kind=unit)
            found = preview_filter_rule(held, request, resource_root(), SILENT)
            assert ((found.flagged, found.clear), found.missing) == ((1, 1), ())
            if kind == "step":
                assert QUOTED in found.examples[0].finding["en"]


REFUSED = (
    (_asked("review", kind="follows"), "own-rule-steps"),
    (_asked("review", "close"), "own-rule-steps"),
    (_asked(kind="way"), "own-rule-steps"),
    (_asked(" "), "own-rule-steps"),
    (_asked("review", kind="between"), "own-rule-steps"),
    (_asked("review", kind="stay", over=-1), "own-rule-over"),
    (_asked("review", kind="stay", day_kind="lunar"), "own-rule-days"),
    (_asked("review", kind="nothing"), "own-rule-kind"),
    (replace(_asked("review"), severity="purple"), "own-rule-severity"),
    (replace(_asked("review"), names={"en": "x" * 61}), "own-rule-name"),
    (_asked("reviw"), "own-rule-step"),
    (_asked("review", item_id="none"), "process-item"),
)


def test_a_filter_that_makes_no_sense_is_refused(extract: OpenedExtract) -> None:
    for request, key in REFUSED:
        with pytest.raises(UsageError) as caught:
            preview_filter_rule(extract, request, resource_root(), SILENT)
        assert caught.value.key == key


def test_a_faulty_file_is_set_aside_and_named_and_the_rest_are_used(extract: OpenedExtract) -> None:
    rule_id = _save(extract, _asked("supplement"))
    folder = own_rules_folder() / "services"
    text = (folder / f"{rule_id}.toml").read_text("utf-8")
    (folder / "OWN-000001.toml").write_text(text.replace("version = 1", "version = one"), "utf-8")
    (folder / "OWN-000002.toml").write_text(
        text.replace(rule_id, "OWN-000002").replace("lag(", "getenv("), "utf-8"
    )
    (folder / "SVC-101.toml").write_text(text.replace(rule_id, "SVC-101"), "utf-8")
    lost = text.replace(rule_id, "OWN-000003").replace("c.region_id", "c.nowhere AS region_id")
    (folder / "OWN-000003.toml").write_text(lost, "utf-8")
    extract.catalogue = load_definitions(resource_root(), own_rules_folder())
    aside = {one.file: one.key for one in extract.catalogue.set_aside}
    assert aside == {
        "OWN-000001.toml": "definition-not-toml",
        "OWN-000002.toml": "definition-function",
        "SVC-101.toml": "definition-name",
    }
    shown = theme_rules(extract, ThemeRequest("services", _whole(extract)), SILENT)
    states = {one.rule_id: one for one in shown.rules if one.own}
    assert (states[rule_id].state, states["OWN-000003"].state) == ("flagged", "not_computable")
    assert "nowhere" in states["OWN-000003"].reason
    assert len(shown.set_aside) == 3


def test_a_rule_that_breaks_its_own_case_or_is_no_newer_is_not_taken_in(extract: OpenedExtract) -> None:
    found = preview_filter_rule(extract, _asked("supplement"), resource_root(), SILENT)
    name, folder = f"{found.rule_id}.toml", own_rules_folder()
    broken = found.text.replace("THEN 'flagged' WHEN f.case_id", "THEN 'clear' WHEN f.case_id")
    with pytest.raises(DefinitionError, match="own-rule-case"):
        add_rule(broken.encode(), name, extract.catalogue, folder)
    assert not folder.exists()
    add_rule(found.text.encode(), name, extract.catalogue, folder)
    extract.catalogue = with_own(extract.catalogue, folder)
    with pytest.raises(UsageError, match="own-rule-older"):
        add_rule(found.text.encode(), name, extract.catalogue, folder)
    newer = found.text.replace("version = 1", "version = 2").encode()
    assert add_rule(newer, name, extract.catalogue, folder).replaced == 1


def test_commands_make_list_take_in_and_remove(
    file: Path, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make = ["own-rules", "make", str(file), "--through", "review,close", "--json"]
    assert run(make) == ExitCode.OK
    told = json.loads(capsys.readouterr().out)
    assert (told["flagged"] > 0, told["saved"]) == (True, None)
    assert run([*make, "--save"]) == ExitCode.OK
    saved = Path(json.loads(capsys.readouterr().out)["saved"]["file"])
    assert saved.is_relative_to(home)
    assert run(["supervise", str(file), "--rule", told["rule_id"], "--json"]) == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["findings"] == told["flagged"]
    assert run(["own-rules", "list", "--json"]) == ExitCode.OK
    (listed,) = json.loads(capsys.readouterr().out)["rules"]
    assert (listed["id"], listed["saved_by"]) == (told["rule_id"], saved.owner())
    assert datetime.fromisoformat(listed["saved_at"]).timestamp() == int(saved.stat().st_mtime)
    assert run(["own-rules", "list"]) == ExitCode.OK
    assert saved.owner() in capsys.readouterr().out
    kept = home / f"{told['rule_id']}.toml"
    saved.rename(kept)
    assert run(["own-rules", "add", str(kept)]) == ExitCode.OK
    assert run(["own-rules", "remove", told["rule_id"]]) == ExitCode.OK
    assert not saved.exists()
    capsys.readouterr()
    for words, code in (
        (["remove", told["rule_id"]], ExitCode.NOT_FOUND),
        (["add", str(home / "none.toml")], ExitCode.NOT_FOUND),
        (["add", str(home)], ExitCode.NOT_FOUND),
        (["make", str(file)], ExitCode.USAGE),
        (["make", str(file), "--through", "review", "--organisation", "nobody"], ExitCode.USAGE),
        (["make", str(file), "--way", "submit", "--over", "3"], ExitCode.USAGE),
    ):
        assert run(["own-rules", *words]) == code
        assert "OWN-" in words[-1] or capsys.readouterr().err


def test_a_rule_taken_away_is_put_back_as_it_was_and_never_over_another(home: Path) -> None:
    """Files of one name in two folders are told apart; nothing outside the folder of own rules is touched."""
    folder = own_rules_folder()
    for theme, content in (("funds", b"id = 1"), ("services", b"\xff")):
        (folder / theme).mkdir(parents=True)
        (folder / theme / "OWN-000001.toml").write_bytes(content)
    told = own_rules_list(load_definitions(resource_root(), folder), folder)
    assert [(one.file, one.saved_by, one.fault is not None) for one in told.rules] == [
        (f"{theme}/OWN-000001.toml", (folder / theme).owner(), True) for theme in ("funds", "services")
    ]
    assert all(one.saved_at is not None and one.saved_at.tzinfo is not None for one in told.rules)
    gone = take_away("services/OWN-000001.toml", folder)
    assert [one.file for one in own_rules_list(load_definitions(resource_root(), folder), folder).rules] == [
        "funds/OWN-000001.toml"
    ]
    with pytest.raises(UsageError, match="own-rule-lost"):
        take_away("services/OWN-000001.toml", folder)
    assert put_back(gone, folder).read_bytes() == b"\xff"
    with pytest.raises(UsageError, match="own-rule-there"):
        put_back(gone, folder)
    outside = home / "x.toml"
    outside.write_text("kept", "utf-8")
    with pytest.raises(UsageError, match="own-rule-lost"):
        take_away("../x.toml", folder)
    with pytest.raises(UsageError, match="own-rule-lost"):
        put_back(replace(gone, file="../x.toml"), folder)
    assert outside.read_text("utf-8") == "kept"
    assert remove_rule("OWN-000001", folder) == folder / "funds" / "OWN-000001.toml"
