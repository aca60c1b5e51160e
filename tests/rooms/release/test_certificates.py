"""A certificate says what was known at its issue, for good; whether it still counts is said beside it."""

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from cordline.config.console import main
from cordline.ground.codes import check_character
from cordline.ledger.services import database_now
from cordline.release import certificates
from cordline.release.types import CertificateFacts
from tests.rooms.release.evidence import Evidence
from tests.rules.release.facts import criterion


def issued(lot: Evidence) -> CertificateFacts:
    """The certificate of a released lot."""
    entry = lot.ready().release()
    found = certificates.certificate(entry.payload["certificate"])
    assert found is not None
    return found


def words(found: CertificateFacts) -> list[str]:
    """What each page of the print says."""
    made = certificates.print_certificate(found, by="Lim Contoh", at=database_now())
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(made)).pages]


@pytest.mark.req("U117", "U123", "S8")
def test_the_print_carries_every_line_both_signatures_and_the_check_code(lot: Evidence) -> None:
    found = issued(lot)
    (page,) = words(found)
    for line in found.content["lines"]:
        for part in ("label", "method", "limit", "result"):
            assert line[part] in page
    assert page.count("Verified by") == page.count("Released by") == 1
    assert found.check_code in page
    assert "Copy, printed by Lim Contoh" in page
    assert f"{found.code} version 1, page 1 of 1" in page
    assert "This version is" not in page


@pytest.mark.req("U117")
def test_a_long_certificate_carries_its_number_on_every_page(lot: Evidence) -> None:
    lot.set(criteria=tuple(criterion(f"test{number}") for number in range(60)))
    pages = words(issued(lot))
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"page {number} of {len(pages)}" in page
        assert "Test Method Limit Result Verdict" in page or "Released by" in page


@pytest.mark.req("U117")
def test_a_withdrawn_certificate_says_so_on_paper_and_keeps_its_content(lot: Evidence) -> None:
    found = issued(lot)
    lot.suspend()
    now = certificates.certificate(found.code)
    assert now is not None
    assert now.content == found.content
    assert "This version is withdrawn" in words(now)[0]


@pytest.mark.req("U117")
def test_a_rejected_lot_has_a_statement_with_its_reason(lot: Evidence) -> None:
    entry = lot.opened().reject(reason="No growth after thaw.")
    found = certificates.certificate(entry.payload["certificate"])
    assert found is not None
    (page,) = words(found)
    assert "Statement of rejection" in page
    assert "No growth after thaw." in page
    assert "Certificate of analysis" not in page
    assert page.count("Rejected by") == 1


@pytest.mark.req("U117")
def test_the_check_code_is_long_checked_and_answers_for_its_version_only(lot: Evidence) -> None:
    found = issued(lot)
    assert re.fullmatch(r"CA\d{2}-\d{4}-[2-9A-Z]{8}-[0-9A-Z*]", found.check_code)
    body, _, check = found.check_code.rpartition("-")
    assert check_character(body) == check
    assert certificates.check(f" {found.check_code.lower()} ") == found
    assert certificates.check("") is None
    assert certificates.check(found.code) is None
    assert certificates.check(found.check_code[:-1] + ("0" if check != "0" else "1")) is None


def test_testers_stand_by_initials_that_are_told_apart(lot: Evidence) -> None:
    lot.set(criteria=(criterion(tester="staff.a"), criterion("other", tester="staff.b")))
    lines, testers = certificates.lines_of(issued(lot))
    assert len({line["tester"] for line in lines}) == 2
    assert set(testers.values()) == {"staff.a", "staff.b"}


def test_the_console_writes_the_same_certificate(
    lot: Evidence, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = issued(lot)
    path = tmp_path / "c.pdf"
    assert main(["export", "certificate", found.code, "--to", str(path), "--json"]) == 0
    assert found.check_code in capsys.readouterr().out
    assert path.read_bytes().startswith(b"%PDF-")
    assert main(["export", "certificate", lot.lot, "--to", str(path)]) == 0
    assert main(["export", "certificate", "CA26-9999-0", "--json"]) == 1
    assert "release.certificate_unknown" in capsys.readouterr().out
