"""A file that comes back: read and told first, added as a signed supplement where that is asked, refused where it is neither."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from console.domain.ports import Silent, SystemClock
from console.errors import ExitCode, InputError, UsageError
from console.jobs.returned import take_return
from console.jobs.returned_answers import ReturnRequest
from console.jobs.sampling import draw
from console.jobs.sampling_answers import SamplingRequest
from console.jobs.sampling_sheet import make_sheet
from tests.cli.test_build import PASSPHRASE
from tests.jobs.page_sample import through_a_frame
from tests.jobs.test_sampling import PHRASES, filled
from tests.jobs.test_supplement import Desk, copied, made

__all__ = ["made"]  # the signed extract, made once


def test_a_sheet_is_told_first_and_then_added_signed(made: Desk, tmp_path: Path) -> None:
    desk = copied(made, tmp_path)
    path = tmp_path / "sheet.XLSX"
    with desk.open() as extract:
        sample = draw(extract, SamplingRequest("payment", "random", 2, 1), Silent())
        path.write_bytes(filled(make_sheet(sample, extract, PHRASES), sample, {1: ("1.50", "无凭据")}))
        told = take_return(extract, ReturnRequest(path), SystemClock(), Silent())
        assert told.sample is not None and (told.sample.items, told.sample.errors) == (2, 1)
        assert (told.supplement, told.signed, told.sample.checked) == ("", False, ())
        assert through_a_frame(told) == told
        keys = Path(desk.keys[desk.keys.index("--key-folder") + 1])
        asked = ReturnRequest(path, True, "clerk", PASSPHRASE, keys, (desk.trust,))
        added = take_return(extract, asked, SystemClock(), Silent())
        assert added.signed and added.supplement
        with pytest.raises(UsageError) as twice:
            take_return(extract, asked, SystemClock(), Silent())
        assert twice.value.key == "supplement-same"
    assert desk.rows(
        "SELECT sample_id, audited_amount FROM audit_sample_item WHERE error_kind = 'unsupported'"
    ) == [(sample.sample_id, Decimal("1.50"))]


def test_what_is_neither_sheet_nor_reply_is_refused(made: Desk, tmp_path: Path) -> None:
    with made.open() as extract:
        for name, key in (("notes.docx", "return-kind"), ("away.xlsx", "file-not-found")):
            with pytest.raises(InputError) as caught:
                take_return(extract, ReturnRequest(tmp_path / name), SystemClock(), Silent())
            assert caught.value.key == key
        assert caught.value.exit_code == ExitCode.NOT_FOUND
