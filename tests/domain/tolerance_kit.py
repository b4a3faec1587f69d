"""Owns what the tests of tolerance share: people, a confirmed finding with its evidence, one sample of every entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from console.domain import entries as e
from console.domain import tolerance_entries as t
from console.domain.entries import Entry, Recorded
from console.domain.finding import Actor, FindingState, Role, identity
from console.domain.lifecycle import replay
from console.domain.procedure import PROCEDURE
from console.domain.tolerance import GROUNDS

ZHOU = Actor("周岚", Role.INSPECTOR)
CHEN = Actor("陈立", Role.REVIEWER)
LI = Actor("李敏", Role.LEADER)
SUN = Actor("孙仪", Role.INSPECTOR)
WU = Actor("吴桐", Role.ANALYST)
SYSTEM = Actor("准绳", Role.SYSTEM)
START = datetime(2026, 6, 22, 9, 0, tzinfo=UTC)
TODAY = START.date()
F = identity("SVC-003", ("C1",), "k1")
PROOF = "ab" * 32

REGISTER = e.Registration(
    *(F, "SVC-003", 1, "services", "red", ("C1",), "k1", "X1"),
    organisation_id="o-7",
    region_id="r-1",
    occurred_on=date(2026, 5, 1),
    amount=Decimal("100.00"),
    days=12,
    facts={"item_id": "i-1"},
)
CONFIRM: tuple[tuple[Entry, Actor], ...] = (
    (REGISTER, SYSTEM),
    (e.VerificationStart(F, "周岚", date(2026, 7, 1)), ZHOU),
    (e.Hearing(F, "o-7", date(2026, 7, 1)), ZHOU),
    (e.Reply(F, "partly", "系改革试点"), ZHOU),
    (e.Confirmation(F, "red", "属实"), ZHOU),
    (e.Attachment(F, "纪要.pdf", PROOF), ZHOU),
)
BODY = ("容〔2026〕3号", "市容错纠错办公室", TODAY, "六个条件均有证据")
OTHER_BODY = ("容复〔2026〕1号", "市委组织部", TODAY, "复核后认为")

APPLY = t.ToleranceApplication(F, "王旭", TODAY, "先行先试中超期", ("赵一",))
EACH: dict[str, t.ToleranceEntry] = {
    "tolerance_apply": APPLY,
    "tolerance_bind": t.GroundBinding(F, "lawful", (PROOF,), "纪要第二条"),
    "tolerance_assess": t.GroundAssessment(F, "lawful", "shown", "已核对原件"),
    "tolerance_recuse": t.ToleranceRecusal(F, "钱二", "同事关系"),
    "tolerance_admit": t.ToleranceAdmission(F, "陈立", "主审"),
    "tolerance_verify": t.ToleranceVerification(F, "九项均有证据"),
    "tolerance_return": t.ToleranceReturn(F, "证据不清"),
    "tolerance_withdraw": t.ToleranceWithdrawal(F, "不再申请"),
    "tolerance_grant": t.ToleranceGranted(F, *BODY),
    "tolerance_lighten": t.ToleranceLightened(F, *BODY),
    "tolerance_refuse": t.ToleranceRefused(F, *BODY),
    "tolerance_notify": t.ToleranceNotice(F, "市政务中心", TODAY),
    "tolerance_correct": t.ToleranceCorrection(F, "已补办", TODAY),
    "tolerance_appeal": t.ToleranceAppeal(F, "王旭", TODAY, "不服"),
    "tolerance_keep": t.AppealKept(F, *OTHER_BODY),
    "tolerance_change_grant": t.AppealGranted(F, *OTHER_BODY),
    "tolerance_change_refuse": t.AppealRefused(F, *OTHER_BODY),
    "tolerance_revoke": t.ToleranceRevoked(F, "容撤〔2026〕1号", "市容错纠错办公室", TODAY, "证据不实"),
    "tolerance_clear": t.PublicClearing(F, "市政务中心干部大会", TODAY, "已澄清"),
}
Told = tuple[Entry, Actor]


def ready() -> tuple[Told, ...]:
    """Return the steps that bring an application to the competent body: bound, assessed, verified."""
    admitted: list[Told] = [(APPLY, ZHOU), (EACH["tolerance_admit"], ZHOU), (_admit("李敏"), ZHOU)]
    for ground in GROUNDS:
        admitted.append((t.GroundBinding(F, ground, (PROOF,), "见纪要"), ZHOU))
        admitted.append((t.GroundAssessment(F, ground, "shown", "已核"), ZHOU))
    return (*admitted, (EACH["tolerance_verify"], ZHOU))


def _admit(name: str) -> t.ToleranceAdmission:
    return t.ToleranceAdmission(F, name, "需要知悉")


def granted() -> tuple[Told, ...]:
    """Return the steps up to a decision that tolerates."""
    return (*ready(), (EACH["tolerance_grant"], CHEN))


def notified() -> tuple[Told, ...]:
    """Return the steps up to the notice."""
    return (*granted(), (EACH["tolerance_notify"], CHEN))


def recorded(pairs: Sequence[Told]) -> list[Recorded]:
    """Return entries as a casebook would hold them, a minute apart."""
    return [
        Recorded(n, START + timedelta(minutes=n), actor, entry, PROCEDURE)
        for n, (entry, actor) in enumerate(pairs)
    ]


def run(*told: Told) -> FindingState:
    """Replay a confirmed finding and then these entries."""
    return replay(recorded((*CONFIRM, *told)))[F]
