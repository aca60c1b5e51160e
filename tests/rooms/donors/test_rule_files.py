"""A rule set from a file: every fault by its place before anybody signs, then shown whole, signed, in force."""

import json
from typing import Any

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cordline.access.services import demonstration
from cordline.donors import rule_set_file, rulebook, selectors, services
from cordline.donors.models import RuleSetAdoption
from cordline.ground.refusal import Refused
from cordline.ledger.services import declare_demonstration
from tests.house.layers import ROOT

pytestmark = pytest.mark.req("W8")
SCHEMAS = ROOT / "docs" / "reference" / "schemas"
EXAMPLE: dict[str, Any] = json.loads((SCHEMAS / "rule-set.example.json").read_text("utf-8"))


def faults(content: Any) -> list[str]:
    return [reason.text for reason in rule_set_file.read(json.dumps(content).encode())[1]]


def with_row(**changed: Any) -> dict[str, Any]:
    row = {name: value for name, value in {**EXAMPLE["rows"][0], **changed}.items() if value is not None}
    return {**EXAMPLE, "rows": [row]}


def test_every_shipped_version_and_the_example_fit_the_published_schema() -> None:
    shape = json.loads((SCHEMAS / "rule-set.schema.json").read_text("utf-8"))
    assert shape == rule_set_file.schema()
    for content in [*(rulebook.shipped_content(book.version) for book in rulebook.shipped()), EXAMPLE]:
        jsonschema.validate(content, shape)
        assert faults(content) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "is not of type 'object'"),
        ({**EXAMPLE, "rule_set": "JP"}, "At rule_set: 'JP' is not one of"),
        ({**EXAMPLE, "colour": "red"}, "'colour' was unexpected"),
        ({**EXAMPLE, "effective_from": "2026-13-01"}, "month must be in 1..12"),
        ({**EXAMPLE, "effective_until": "2026-01-01"}, "it lies before effective_from"),
        ({**EXAMPLE, "based_on": "MY 1999"}, "based on MY 1999, which is not here"),
        ({**EXAMPLE, "version": "MY 2021-01-01"}, "Give the changed version a name of its own"),
        ({**EXAMPLE, "rows": [*EXAMPLE["rows"], *EXAMPLE["rows"]]}, "a row's id is used twice"),
        (with_row(kind="astrology"), "At row 1: its kind astrology is not known"),
        (with_row(under=["JP"]), "At row 1 (MY-3-LAB), under.0: 'JP' is not one of"),
        (with_row(under=None), "At row 1 (MY-3-LAB), the whole: 'under' is a required property"),
        (with_row(source=""), "At row 1 (MY-3-LAB), source"),
        (with_row(consequences=["burn"]), "At row 1 (MY-3-LAB), consequences.0: 'burn' is not one of"),
        (with_row(kind="question", question="favourite_colour", under=None), "question: 'favourite_colour'"),
    ],
)
def test_each_fault_is_named_by_its_place(content: Any, told: str) -> None:
    found = faults(content)
    assert len(found) == 1
    assert told in found[0]


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe{", "not UTF-8"), (b"{", "not JSON"), (b'{"row": NaN}', "NaN is no value"),
     (b"[" * 100_000, "not JSON"), (b" " * 1_000_001, "larger than")],
)  # fmt: skip
def test_what_is_no_such_file_is_one_fault(content: bytes, told: str) -> None:
    _, found = rule_set_file.read(content)
    assert len(found) == 1
    assert told in found[0].text


@pytest.fixture
def quality(db: None) -> Client:
    declare_demonstration(1)
    demonstration.create_cast()
    client = Client()
    client.post(reverse("access:demonstration"), {"as": "responsible_person@KL-LAB"})
    return client


def send(client: Client, content: Any) -> Any:
    file = SimpleUploadedFile("rules.json", json.dumps(content).encode(), "application/json")
    return client.post(reverse("donors:upload"), {"form_key": "k", "file": file})


def test_a_version_from_a_file_is_shown_whole_signed_and_in_force_at_that_site_alone(quality: Client) -> None:
    answer = send(quality, EXAMPLE)
    assert answer.status_code == 303
    page = quality.get(answer["Location"])
    text = page.content.decode()
    assert EXAMPLE["version"] in text
    assert "MY-URGENT" in text, "the rows of the base are shown and signed too"
    assert "to be confirmed" in text
    assert not RuleSetAdoption.objects.exists()
    signed = quality.post(
        answer["Location"],
        {"form_key": "s1", "shown": page.context["shown"], "meaning": "approved", "demonstration": "1"},
    )
    assert signed.status_code == 303
    adopted = RuleSetAdoption.objects.get()
    assert (adopted.site, adopted.version) == ("KL-LAB", EXAMPLE["version"])
    books = {book.version: book for book in selectors.rule_books("KL-LAB")}
    laboratory = books[EXAMPLE["version"]].one("laboratory")
    assert laboratory is not None
    assert list(laboratory.given["under"]) == ["MY", "EU"]
    assert books[EXAMPLE["version"]].one("consent") is not None, "the rows of the base come with it"
    assert EXAMPLE["version"] not in {book.version for book in selectors.rule_books("KL-CLINIC")}
    again = quality.get(answer["Location"]).content.decode()
    assert "taken this version already" in again


@pytest.mark.parametrize("base", [book.version for book in rulebook.shipped()])
def test_a_file_based_on_a_shipped_version_is_signed_with_every_row_written_out(base: str) -> None:
    own = {**EXAMPLE["rows"][0], "id": "OWN"}
    rule_set = rulebook.shipped_content(base)["rule_set"]
    asked = {**EXAMPLE, "rule_set": rule_set, "version": "OWN 1", "based_on": base, "rows": [own]}
    content, found = rule_set_file.read(json.dumps(asked).encode())
    assert found == []
    assert "based_on" not in content
    (before,) = [book for book in rulebook.shipped() if book.version == base]
    after = rulebook.read_rule_book(content)
    assert [rule.id for rule in after.rules] == ["OWN", *(rule.id for rule in before.rules)]


def test_a_faulty_file_is_refused_with_every_fault_and_leaves_nothing(quality: Client) -> None:
    answer = send(quality, {**with_row(under=["JP"], source=""), "rule_set": "JP"})
    assert answer.status_code == 422
    assert len(answer.context["refusals"]) == 3
    assert not RuleSetAdoption.objects.exists()


def test_somebody_elses_upload_is_not_signed_by_its_address(quality: Client) -> None:
    address = send(quality, EXAMPLE)["Location"]
    other = Client()
    other.post(reverse("access:demonstration"), {"as": "quality@KL-LAB"})
    assert other.get(address)["Location"] == reverse("donors:upload")


def test_the_service_keeps_a_shipped_name_for_the_shipped_content(quality: Client) -> None:
    from cordline.access.signing import demonstration_proof

    content = {**rulebook.shipped_content("MY 2021-01-01"), "title": "Softened"}
    by = demonstration.cast()["responsible_person@KL-LAB"]
    proof = demonstration_proof(by, selectors.adopt_rules_content(content))
    with pytest.raises(Refused, match="donors.rules_name_taken"):
        services.adopt_rule_set(content=content, proof=proof, by=by, key="soft")
