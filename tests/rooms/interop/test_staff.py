"""People enrolled from a file: every fault by line and column, a dry run, then all or nobody (E20)."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cordline.access import selectors
from cordline.access.models import Grant, Member, Staff
from cordline.access.services import Joiner, demonstration, enrol_members
from cordline.config.console import main
from cordline.ground.actor import Actor
from cordline.ground.refusal import Refused
from cordline.ground.roles import Role
from cordline.interop import staff
from cordline.ledger.models import Entry
from cordline.ledger.services import declare_demonstration

pytestmark = [pytest.mark.django_db, pytest.mark.req("E20")]
HEAD = "display_name,username,roles,until,scope\n"
ONE = "Anna Example,anna@example.org,nurse; vigilance_officer,,\n"
CLINIC = demonstration.CLINIC


@pytest.fixture
def administrator() -> Actor:
    declare_demonstration(1)
    return demonstration.create_cast()[f"administrator@{CLINIC}"]


def people() -> int:
    return Member.objects.count()


@pytest.fixture
def client(administrator: Actor) -> Client:
    found = Client()
    found.post(reverse("access:demonstration"), {"as": f"administrator@{CLINIC}"})
    return found


def send(client: Client, text: str, seen: str = "") -> Any:
    return client.post(reverse("interop:people"), {"form_key": "k", "pasted": text, "seen": seen})


def test_the_dry_run_enrols_nobody_and_the_same_file_once_more_enrols_all(client: Client) -> None:
    before = people()
    tried = send(client, HEAD + ONE)
    assert tried.status_code == 200
    assert "Nobody is enrolled yet" in tried.content.decode()
    assert people() == before
    answer = send(client, HEAD + ONE, tried.context["seen"])
    assert answer.status_code == 303
    account = Staff.objects.get(username="anna@example.org")
    assert selectors.roles_at(account.code, CLINIC) == {Role.NURSE, Role.VIGILANCE_OFFICER}
    assert not account.has_usable_password()
    entry = Entry.objects.get(verb="access.members.joined")
    assert entry.payload == {"count": 1, "codes": [account.code]}
    assert "anna" not in str(entry.payload).lower(), "a name is in nobody's record"


def test_another_file_than_the_one_tried_is_only_tried(client: Client) -> None:
    seen = send(client, HEAD + ONE).context["seen"]
    before = people()
    answer = send(client, HEAD + ONE.replace("Anna", "Hanna"), seen)
    assert answer.status_code == 200
    assert "another file than the one you tried" in answer.content.decode()
    assert people() == before


def test_one_bad_row_keeps_all_out_and_each_fault_has_its_line_and_column(administrator: Actor) -> None:
    text = HEAD + ONE + (
        ",b@example.org,nurse,,\n"
        "Bob Example,nurse,nurse,,\n"
        "Cid Example,cid@example.org,king,,\n"
        "Dan Example,dan@example.org,nurse,5/1/2027,\n"
    )  # fmt: skip
    read = staff.read_staff_file(text.encode(), by=administrator)
    assert [(fault.line, fault.column, fault.refusal.code) for fault in read.faults] == [
        (3, "display_name", "interop.cell_missing"),
        (5, "roles", "interop.cell_choice"),
        (6, "until", "interop.cell_day"),
    ]
    text = HEAD + ONE + ONE.upper().replace("NURSE", "nurse").replace("VIGILANCE_OFFICER", "nurse") + (
        "Bob Example,nurse,nurse,,\n"
        "Ed Example,ed@example.org,inspector,,\n"
        "Flo Example,flo@example.org,nurse,2020-01-01,\n"
        "Gus Example,gus@example.org,visitor,,\n"
    )  # fmt: skip
    before = people()
    read, codes = staff.take_staff_file(text.encode(), by=administrator)
    assert [(fault.line, fault.column, fault.refusal.code) for fault in read.faults] == [
        (2, "username", "access.username_taken"),
        (3, "username", "access.username_taken"),
        (4, "username", "access.username_taken"),
        (5, "until", "access.inspector_needs_end"),
        (5, "scope", "access.inspector_needs_scope"),
        (6, "until", "access.grant_span"),
        (7, "roles", "access.visitor_is_no_role"),
    ]
    assert codes == []
    assert people() == before


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEAD.encode() + "Jörg,j,,,".encode("latin-1"), "interop.not_utf8"),
        (b"name,username\nA,b\n", "interop.column_unknown"),
        (b"display_name\nA\n", "interop.columns_missing"),
        (HEAD.encode() + b"=cmd(),x,,,\n", "interop.formula"),
        (HEAD.encode(), "interop.file_empty"),
        (HEAD.encode() + b"A,b,,,\n" * 501, "interop.too_many_rows"),
    ],
)
def test_what_is_no_such_file_is_refused_whole(administrator: Actor, content: bytes, code: str) -> None:
    read = staff.read_staff_file(content, by=administrator)
    assert code in [fault.refusal.code for fault in read.faults]
    assert read.joiners == ()


def test_the_service_itself_takes_all_or_nobody(administrator: Actor) -> None:
    good, bad = Joiner("Anna Example", "anna", (Role.NURSE,)), Joiner("Bob Example", "nurse")
    before = people(), Grant.objects.count()
    with pytest.raises(Refused, match="access.username_taken"):
        enrol_members(joiners=[good, bad], by=administrator, key="two")
    assert (people(), Grant.objects.count()) == before


def test_the_console_tries_and_takes_the_same_file(
    administrator: Actor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "staff.csv"
    file.write_text(HEAD + ONE)
    before = people()
    assert main(["import-staff", str(file), "--site", CLINIC, "--dry-run", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["enrolled"], people()) == (1, [], before)
    assert main(["import-staff", str(file), "--site", CLINIC, "--json"]) == 0
    (enrolled,) = json.loads(capsys.readouterr().out)["enrolled"]
    assert enrolled["username"] == "anna@example.org"
    assert "/set-up/" in enrolled["link"]
    file.write_text(HEAD + ONE.replace("Anna", "Hanna"))
    assert main(["import-staff", str(file), "--site", CLINIC, "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["column"] == "username"
    assert main(["import-staff", str(file)]) == 2, "there are two sites"


def test_the_template_is_a_file_that_can_be_taken(administrator: Actor) -> None:
    assert staff.read_staff_file(staff.template().encode(), by=administrator).ok


def test_only_an_administrator_enrols(administrator: Actor) -> None:
    client = Client()
    client.post(reverse("access:demonstration"), {"as": f"quality@{CLINIC}"})
    assert send(client, HEAD + ONE).status_code == 403
