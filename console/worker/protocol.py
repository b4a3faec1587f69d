"""Owns the jobs a worker knows, by name. It refuses any other, and offers the nearest name.

Each job imports what it needs when it first runs, so that a worker answers a fifth of a second after it was started.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from console.domain.ports import Progress
from console.errors import UsageError
from console.jobs.desk import Desk
from console.jobs.frames import shaped
from console.worker import judging, keeping, money, own_rules

Run = Callable[[Desk, Any, Progress], object]


@dataclass(frozen=True, slots=True)
class Job:
    """A job: its name, and what runs; arguments arrive as maps and lists."""

    name: str
    run: Run


def find_job(jobs: Sequence[Job], name: str) -> Job:
    """Return the named job; raises UsageError with the nearest name."""
    for job in jobs:
        if job.name == name:
            return job
    nearest = difflib.get_close_matches(name, [job.name for job in jobs], n=1) or ["—"]
    raise UsageError("worker-job", name=name, nearest=nearest[0])


def _ping(desk: Desk, arguments: Any, progress: Progress) -> object:
    return {"process": os.getpid(), "echo": arguments}


def _warm_up(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.worker.warmth import warm_up

    return warm_up(desk)


def _glance(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.domain.ports import SystemClock
    from console.jobs.glance import glance
    from console.jobs.opened import OpenRequest

    return glance(shaped(arguments, OpenRequest), desk.catalogue().digest, SystemClock(), progress)


def _open(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.extract import OpenRequest

    return desk.open(shaped(arguments, OpenRequest), progress)


def _close(desk: Desk, arguments: Any, progress: Progress) -> object:
    desk.close()
    return None


def _measure(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.measure import MeasureRequest, measure

    return measure(desk.extract, shaped(arguments, MeasureRequest), progress)


def _supervise(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.supervise import SuperviseRequest, supervise

    return supervise(desk.extract, shaped(arguments, SuperviseRequest), progress)


def _score(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.score import ScoreRequest, score

    return score(desk.extract, shaped(arguments, ScoreRequest), progress)


def _overview(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.glance import keep_glance
    from console.jobs.overview import overview
    from console.jobs.overview_answers import OverviewRequest
    from console.jobs.overview_figures import readings_cache

    request = shaped(arguments, OverviewRequest)
    answer = overview(desk.extract, request, progress, readings_cache(desk.extract, request.excused))
    keep_glance(desk.extract, request, answer)
    return answer


def _overview_risk(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.overview import overview_risk
    from console.jobs.overview_answers import OverviewRequest

    return overview_risk(desk.extract, shaped(arguments, OverviewRequest), progress)


def _query(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.desk import QueryRequest
    from console.jobs.workbench import set_the_scene

    request = shaped(arguments, QueryRequest)
    set_the_scene(desk.extract, request.sql, request.period)
    return desk.workbench.run(request.sql, progress)


def _page(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.desk import PageRequest

    request = shaped(arguments, PageRequest)
    return desk.workbench.page(request.first, request.count)


def _sort(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.desk import SortRequest

    request = shaped(arguments, SortRequest)
    desk.workbench.sort(request.column, request.descending, progress)
    return None


def _export(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.desk import ExportRequest

    return desk.workbench.export(shaped(arguments, ExportRequest).path, progress, desk.extract.mark)


def _schema(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.workbench import schema

    return schema(desk.extract, progress)


def _snippets(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.workbench import snippets

    return snippets(desk.extract.catalogue)


def _layout(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.workbench import TokensRequest, layout

    return layout(shaped(arguments, TokensRequest))


def _plan(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.desk import QueryRequest
    from console.jobs.workbench import plan

    return plan(desk, shaped(arguments, QueryRequest))


def _tokens(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.workbench import TokensRequest, spans

    return spans(shaped(arguments, TokensRequest))


def _profile(desk: Desk, arguments: Any, progress: Progress) -> object:
    return desk.workbench.profile(progress)


def _chart(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.workbench import ChartRequest, chart

    return chart(desk, shaped(arguments, ChartRequest))


def _check(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.check import check

    return check(desk.extract, progress)


def _quality_page(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.quality_answers import QualityRequest
    from console.jobs.quality_whole import whole_quality_page

    return whole_quality_page(desk.extract, shaped(arguments, QualityRequest), progress)


def _measure_rests(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.quality_answers import RestRequest
    from console.jobs.quality_measures import measure_rests

    return measure_rests(desk.extract, shaped(arguments, RestRequest), progress)


def _services_page(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.services_page import services_page
    from console.jobs.theme_answers import PageScope

    return services_page(desk.extract, shaped(arguments, PageScope), progress)


def _services_process(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.services_answers import ProcessRequest
    from console.jobs.services_process import services_process

    return services_process(desk.extract, shaped(arguments, ProcessRequest), progress)


def _services_listed(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.services_answers import ListedRequest
    from console.jobs.services_listed import services_listed

    return services_listed(desk.extract, shaped(arguments, ListedRequest), progress)


def _services_waiting(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.services_waiting import services_waiting
    from console.jobs.theme_answers import PageScope

    return services_waiting(desk.extract, shaped(arguments, PageScope), progress)


def _services_case(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.services_answers import CaseRequest
    from console.jobs.services_case import services_case

    return services_case(desk.extract, shaped(arguments, CaseRequest), progress)


def _funds_page(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.funds_page import funds_page
    from console.jobs.theme_answers import PageScope

    return funds_page(desk.extract, shaped(arguments, PageScope), progress)


def _theme_rules(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.theme_answers import ThemeRequest
    from console.jobs.theme_rules import theme_rules

    return theme_rules(desk.extract, shaped(arguments, ThemeRequest), progress)


def _suspicions(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.findings_answers import SuspicionsRequest
    from console.jobs.findings_seen import list_suspicions

    return list_suspicions(desk.extract, shaped(arguments, SuspicionsRequest), progress)


def _evidence(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.findings_answers import EvidenceRequest
    from console.jobs.findings_evidence import read_evidence

    return read_evidence(desk.extract, shaped(arguments, EvidenceRequest), progress)


def _brief(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.domain.ports import SystemClock
    from console.jobs.brief_order import BriefOrder
    from console.jobs.brief_writing import write_briefing
    from console.paths import resource_root

    order = shaped(arguments, BriefOrder)
    return write_briefing(desk.extract, order, resource_root(), SystemClock(), progress)


def _compare_subjects(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.compare import compare_subjects
    from console.jobs.compare_answers import SubjectsRequest

    return compare_subjects(desk.extract, shaped(arguments, SubjectsRequest), progress)


def _compare_side(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.compare import compare_side
    from console.jobs.compare_answers import SideRequest

    return compare_side(desk.extract, shaped(arguments, SideRequest), progress)


def _measure_cards(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.compare import measure_cards

    return measure_cards(desk.extract)


def _wizard_look(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.wizard import look
    from console.jobs.wizard_answers import LookRequest
    from console.paths import resource_root

    return look(shaped(arguments, LookRequest), resource_root(), progress)


def _wizard_try(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.jobs.wizard_answers import TryRequest
    from console.jobs.wizard_trial import try_plan
    from console.paths import resource_root

    return try_plan(shaped(arguments, TryRequest), resource_root(), progress)


def _wizard_save(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.domain.ports import SystemClock
    from console.jobs.wizard import save
    from console.jobs.wizard_answers import SaveRequest
    from console.paths import resource_root

    return save(shaped(arguments, SaveRequest), resource_root(), SystemClock(), progress)


def _uncounted(desk: Desk, arguments: Any, progress: Progress) -> object:
    from console.domain.excused import Uncounting

    desk.extract.uncounted = shaped(arguments, Uncounting).things
    return len(desk.extract.uncounted)


JOBS: tuple[Job, ...] = (
    Job("uncounted", _uncounted),
    Job("ping", _ping),
    Job("brief", _brief),
    Job("warm-up", _warm_up),
    Job("glance", _glance),
    Job("open", _open),
    Job("close", _close),
    Job("measure", _measure),
    Job("supervise", _supervise),
    Job("suspicions", _suspicions),
    Job("evidence", _evidence),
    Job("rectification", keeping.rectification),
    Job("threshold-preview", keeping.threshold_preview),
    Job("compare-subjects", _compare_subjects),
    Job("compare-side", _compare_side),
    Job("measure-cards", _measure_cards),
    Job("wizard-look", _wizard_look),
    Job("wizard-try", _wizard_try),
    Job("wizard-save", _wizard_save),
    Job("score", _score),
    Job("overview", _overview),
    Job("overview-risk", _overview_risk),
    Job("check", _check),
    Job("quality-page", _quality_page),
    Job("measure-rests", _measure_rests),
    Job("query", _query),
    Job("page", _page),
    Job("sort", _sort),
    Job("export", _export),
    Job("schema", _schema),
    Job("snippets", _snippets),
    Job("tokens", _tokens),
    Job("layout", _layout),
    Job("plan", _plan),
    Job("chart", _chart),
    Job("profile", _profile),
    Job("services-page", _services_page),
    Job("services-process", _services_process),
    Job("services-listed", _services_listed),
    Job("services-waiting", _services_waiting),
    Job("filter-rule-preview", own_rules.filter_rule_preview),
    Job("filter-rule-save", own_rules.filter_rule_save),
    Job("own-rules", own_rules.own_rules),
    Job("own-rule-remove", own_rules.own_rule_remove),
    Job("own-rule-restore", own_rules.own_rule_restore),
    Job("services-case", _services_case),
    Job("funds-page", _funds_page),
    Job("payees", money.payees),
    Job("payee-decisions", money.payee_decisions),
    Job("funds-ranking", money.funds_ranking),
    Job("lacking", money.lacking),
    Job("audit-sheet", money.audit_sheet),
    Job("take-return", money.take_return),
    Job("seal-request", money.seal_request),
    Job("theme-rules", _theme_rules),
    Job("control-offers", judging.control_offers),
    Job("cards", judging.cards),
    Job("reforms", judging.reforms),
    Job("deadline-risk", judging.deadline_risk),
    Job("control-chart", judging.control_chart),
    Job("control-scan", judging.control_scan),
    Job("control-change", judging.control_change),
)
