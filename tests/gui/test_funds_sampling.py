"""The form of an audit sample on the funds page: what it says is what is drawn, and the sheet it writes comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain.ports import Silent
from console.errors import InputError
from console.gui.theme import Look
from console.gui.views.funds import FundsView
from console.gui.views.funds.page import FundsPage
from console.gui.views.funds.sampling import SamplingForm
from console.jobs.request_answers import SealedRequest
from console.jobs.sampling import draw
from console.jobs.sampling_answers import METHODS, SamplingRequest
from console.jobs.sampling_sheet import take_sheet
from console.jobs.theme_answers import PageScope
from tests.gui.page_kit import Shown, clipped, shown
from tests.jobs.page_sample import province
from tests.jobs.test_sampling import filled


@pytest.fixture
def held(look: Look, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with shown(look, FundsView(), province(tmp_path_factory), keep=True) as made:
        yield made


@pytest.mark.parametrize(("language", "theme"), [("zh-CN", "light"), ("en", "dark")])
def test_nothing_of_the_form_is_cut(look: Look, qtbot: QtBot, held: Shown, language: str, theme: str) -> None:
    look.set_language(language)
    look.set_theme(theme)
    held.settle()
    form = SamplingForm(look, PageScope(), held.page)
    form.show()
    held.settle()
    assert clipped(look, form) == []
    form.reject()
    held.settle()


def test_the_page_draws_what_the_form_says(held: Shown, tmp_path: Path) -> None:
    page = held.page
    assert isinstance(page, FundsPage)
    (action,) = [one for one in page.page_actions() if one.key == "sample"]
    assert action.enabled
    action.run()
    form = page.sampling_form
    assert form is not None
    form.method.setCurrentIndex(METHODS.index("random"))
    assert not form.strata.isEnabled()
    form.size_box.setValue(7)
    form.seed.setValue(90417)
    request = form.request()
    form.reject()
    assert (request.table, request.method, request.size, request.seed) == ("payment", "random", 7, 90417)
    assert page._answer is not None
    assert request.scope.period == page._answer.span
    path = tmp_path / "sheet.xlsx"
    page.draw_sample(request, str(path))
    held.settle()
    assert path.is_file()
    with pytest.raises(InputError) as caught:  # it is the sample it says it is, and nobody filled it in yet
        take_sheet(path, held.worker.desk.extract, Silent())
    assert (caught.value.key, caught.value.facts["count"]) == ("sampling-unanswered", 7)
    _comes_back(held, page, request, path)


def _comes_back(held: Shown, page: FundsPage, request: SamplingRequest, path: Path) -> None:
    """The checked sheet is read and told; what cannot be added is said in the form, which asks again."""
    drawn = draw(held.worker.desk.extract, request, Silent())
    path.write_bytes(filled(path.read_bytes(), drawn, {1: ("0", "无凭据")}))
    page.returns.read(path, PageScope())
    held.settle()
    form = page.returns.form
    assert form is not None and clipped(page.look, form) == []
    assert any(drawn.sample_id in label.text() for label in form.findChildren(QLabel))
    form.submit()
    held.settle()
    assert page.returns.form is form and form.fault.text() and form.add.isEnabled()  # the sample is unsigned
    form.reject()
    held.settle()
    page.returns.read(path.with_suffix(".pdf"), PageScope())
    held.settle()
    assert page.returns.form is None


def test_a_sheet_that_is_there_is_not_overwritten(held: Shown, tmp_path: Path) -> None:
    page = held.page
    assert isinstance(page, FundsPage)
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(b"filled in")
    page.draw_sample(SamplingRequest(size=3), str(path))
    held.settle()
    assert path.read_bytes() == b"filled in"


def _certificate() -> bytes:
    """Return a supplier's certificate that is valid on the day of the test."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "supplier")])
    day, now = timedelta(days=1), datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(4711).not_valid_before(now - day).not_valid_after(now + day)
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def test_a_request_that_cannot_be_sealed_says_why_and_may_be_tried_again(held: Shown, tmp_path: Path) -> None:
    """Nothing named, no such certificate, then an extract without pseudonyms: each a sentence in the form, no file."""
    page = held.page
    assert isinstance(page, FundsPage)
    next(one for one in page.page_actions() if one.key == "ask-supplier").run()
    form = page.asking.form
    assert form is not None and clipped(page.look, form) == []
    form.submit()
    assert form.told.text() == page.look.text("asking-unnamed")
    out = tmp_path / "asked.sealed"
    form.certificate.setText(str(tmp_path / "none.pem"))
    form.out.setText(str(out))
    form.submit()
    held.settle()
    assert "none.pem" in form.told.text() and form.seal.isEnabled()
    (tmp_path / "none.pem").write_bytes(_certificate())
    form.submit()
    held.settle()
    assert "假名" in form.told.text() and not out.exists()
    sealed = SealedRequest("BR-1", 12, str(out), "民政局", "ab" * 32, "cd" * 32, "signed")
    form.show_sealed(sealed)
    assert clipped(page.look, form) == [] and "BR-1" in form.told.text() and not form.out.text()
    form.reject()
    assert page.asking.form is None
