"""Labels of every kind: printed as an act, read back from the paper itself, and again only for a reason."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access.models import Member
from cordline.access.services.demonstration import create_cast
from cordline.access.sessions import SESSION_SITE
from cordline.documents import services
from cordline.documents.barcodes import read_image
from cordline.documents.labelling import label_set
from cordline.documents.labels import Label, LabelKind, print_labels
from cordline.documents.models import LabelPrint
from cordline.documents.pdf import PrintedBy
from cordline.documents.types import LabelForm
from cordline.documents.zpl import print_zpl
from cordline.ground.refusal import Refused
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration
from tests import bedside_chain as chain
from tests import cast
from tests.harness import paper

PRINTED = PrintedBy("Labels", "LT26-0042-8", "House", "Lim Contoh", "4 Mar 2026, 14:32 UTC")


def read_pages(pdf: bytes) -> list[str | None]:
    """What a scanner reads on each page of a print."""
    return [read_image(dots, width) for dots, width in paper.pictures(pdf)]


@pytest.mark.req("E26", "U38", "U40")
@pytest.mark.parametrize("kind", list(LabelKind))
def test_every_kind_of_label_reads_back_from_its_pdf(kind: LabelKind) -> None:
    codes = ["VL26-0107-K", "WB26-0001-X.2", "PS26-0447-W"]
    made = print_labels(
        kind, [Label(code, ("Words beside it", "and below")) for code in codes], printed=PRINTED
    )
    assert read_pages(made) == codes


@pytest.mark.req("E26", "U40")
@pytest.mark.parametrize(("kind", "symbol"), [(LabelKind.VIAL, "^BXN,"), (LabelKind.WRISTBAND, "^BCN,")])
def test_a_label_printer_is_told_code_words_and_count_and_no_command_hides_in_a_name(
    kind: LabelKind, symbol: str
) -> None:
    label = Label("VL26-0107-K", ("Name ^XZ~JA _ \u6837\u672c",))
    told = print_zpl(kind, [label], copies=3, demonstration=True)
    assert told.startswith("^XA^CI28")
    assert symbol in told
    assert told.count("^FDVL26-0107-K^FS") == 2
    assert "^PQ3^XZ" in told
    assert told.count("^XZ") == 1
    assert "~" not in told
    assert "_5EXZ_7EJA _5F \u6837\u672c" in told
    assert "^FDDEMONSTRATION^FS" in told


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    declare_demonstration(2026)
    return create_cast()


@pytest.fixture
def day(people: dict[str, Any]) -> chain.Day:
    return chain.ready()


@pytest.mark.req("U40")
def test_lots_vials_boxes_doses_and_wristbands_have_labels_of_their_own_kind(day: chain.Day) -> None:
    place = day.clinic.positions[0]
    asked = {
        day.lot: (LabelKind.VIAL, 8),
        day.vials[0]: (LabelKind.VIAL, 1),
        place: (LabelKind.BOX, 1),
        day.dose: (LabelKind.DOSE, 1),
        day.band.split(".")[0]: (LabelKind.WRISTBAND, 1),
    }
    for code, (kind, count) in asked.items():
        found = label_set(code, cast.NURSE)
        assert found is not None
        assert (found.kind, len(found.labels)) == (kind, count)
        made = print_labels(found.kind, found.labels, printed=PRINTED)
        assert read_pages(made) == [label.code for label in found.labels]
    assert label_set(day.plan, cast.NURSE) is None


@pytest.mark.req("U39")
def test_a_second_print_needs_its_reason_and_says_which_print_it_is(day: chain.Day) -> None:
    ask: dict[str, Any] = {"subject": day.lot, "form": LabelForm.PDF, "by": cast.TECHNICIAN}
    services.print_labels(**ask, copies=2, key="first")
    for reason in ("", "  "):
        with pytest.raises(Refused) as refused:
            services.print_labels(**ask, only=[day.vials[0]], reason=reason, key=f"again{reason}")
        assert [one.code for one in refused.value.reasons] == ["documents.label_reason_missing"]
    entry = services.print_labels(**ask, only=[day.vials[0]], reason="Smeared by frost", key="again")
    assert dict(entry.payload) | {"batch": 0} == {
        "batch": 0,
        "labels": 1,
        "again": 1,
        "copies": 1,
        "form": "pdf",
    }
    assert Entry.objects.get(pk=entry.id).reason == "Smeared by frost"
    prints = LabelPrint.objects.filter(code=day.vials[0]).values_list("print_number", "reason")
    assert list(prints.order_by("id")) == [(1, ""), (2, "Smeared by frost")]


@pytest.mark.req("U39", "U94")
def test_what_cannot_be_printed_is_refused_with_every_reason(day: chain.Day) -> None:
    ask: dict[str, Any] = {"form": LabelForm.ZPL, "by": cast.NURSE}
    with pytest.raises(Refused) as refused:
        services.print_labels(**ask, subject=day.lot, only=["VL26-9999-9"], copies=51, key="a")
    assert [one.code for one in refused.value.reasons] == ["documents.label_not_of", "documents.label_copies"]
    with pytest.raises(Refused) as refused:
        services.print_labels(**ask, subject=day.plan, key="b")
    assert [one.code for one in refused.value.reasons] == ["documents.labels_none"]
    band = day.band.split(".")[0]
    services.print_labels(**ask, subject=band, key="c")
    with pytest.raises(Refused) as refused:
        services.print_labels(**ask, subject=band, reason="Wet", key="d")
    assert [one.code for one in refused.value.reasons] == ["documents.label_made_anew"]
    chain.band(day)
    services.print_labels(**ask, subject=band, key="e")
    with pytest.raises(Refused) as refused:
        services.print_labels(**ask | {"by": replace(cast.COURIER)}, subject=day.lot, key="f")
    assert [one.code for one in refused.value.reasons] == ["access.role_missing"]


@pytest.mark.req("E26", "U38")
def test_the_page_prints_and_gives_the_file_to_whoever_asked_for_it(
    people: dict[str, Any], day: chain.Day
) -> None:
    def browser(name: str) -> Client:
        client = Client()
        member = Member.objects.select_related("account").get(code=people[name].code)
        client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
        session = client.session
        session[SESSION_SITE] = people[name].site
        session.save()
        return client

    client, other = browser("technician@KL-LAB"), browser("laboratory_head@KL-LAB")
    page = reverse("documents:labels", args=[day.lot])
    assert client.get(reverse("documents:find_labels"), {"code": day.lot.lower()})["Location"] == page
    shown = client.get(page).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', shown)
    assert key is not None
    asked = {
        "form_key": key.group(1),
        "copies": "2",
        "only": day.vials[0],
        "form_of_print": "pdf",
        "reason": "",
    }
    answer = client.post(page, asked)
    assert answer.status_code == 303
    link = re.search(r'href="([^"]+/pdf/)"', client.get(answer["Location"]).content.decode())
    assert link is not None
    made = client.get(link.group(1))
    assert made["Content-Type"] == "application/pdf"
    assert read_pages(made.content) == [day.vials[0]] * 2
    assert other.get(link.group(1)).status_code == 404
    again = client.post(page, asked | {"form_key": "another"})
    assert again.status_code == 422
    assert "Say why they are printed again" in again.content.decode()
