"""Persons: ciphertexts in every table, found by keyed hashes, opened by those who may, each read kept (I12)."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from cordline.access.services import break_glass
from cordline.ground.refusal import Refused
from cordline.ledger.models import Change, Entry, Reading
from cordline.ledger.services import database_now
from cordline.people import exporting, selectors, services
from cordline.people.models import Person, PersonKey, SearchWord
from cordline.people.types import PersonKind, Sex
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.req("I12")]
NAME, OWN, BORN, PHONE = "Zoë Seededname", "示例病人", date(1959, 7, 14), "+60 12-000 4321"
# Long enough that no ciphertext written as hexadecimal digits holds one by chance, as it would hold "4321".
SEEDED = ("Seededname", "示例", "1959-07-14", "000 4321", "120004321", "seasick")


def register(key: str = "p1", **other: Any) -> str:
    facts: dict[str, Any] = {
        "kind": PersonKind.PATIENT, "full_name": NAME, "own_script_name": OWN, "birth_date": BORN, "sex": Sex.FEMALE,
        "contacts": {"phone": PHONE}, "notes": "easily seasick", "by": cast.PATIENT_COORDINATOR,
    }  # fmt: skip
    return services.register_person(**{**facts, **other}, key=key).subject


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in refused.value.reasons]


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'ledger' OR tablename LIKE 'people_%'"
        )
        tables = cursor.fetchall()
        texts = []
        for schema, table in tables:
            cursor.execute(f'SELECT coalesce(string_agg(t::text, chr(10)), \'\') FROM "{schema}"."{table}" t')  # noqa: S608
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def test_the_name_comes_back_to_somebody_who_may_know_it() -> None:
    code = register()
    shown = selectors.banner(code, cast.PHYSICIAN)
    assert (shown.name, shown.own_script_name, shown.birth_date, shown.sex) == (NAME, OWN, BORN, "Female")


def test_no_personal_text_stands_in_clear_in_any_table_entry_change_or_attempt() -> None:
    code = register()
    services.amend_person(
        person=code, full_name="Zoë Secondseeded", reason="spelling in passport", by=cast.NURSE, key="a"
    )
    with pytest.raises(Refused):
        register("p2", birth_date=None)
    dump = everything_in_the_database()
    assert code in dump
    for text in (*SEEDED, "Secondseeded", *(text.encode().hex() for text in (*SEEDED, "Secondseeded"))):
        assert text not in dump


def test_no_personal_text_is_in_any_repr_or_refusal() -> None:
    code = register()
    shown = (
        selectors.banner(code, cast.PHYSICIAN),
        selectors.identity(code, by=cast.PHYSICIAN),
        Person.objects.get(),
    )
    with pytest.raises(Refused) as refused:
        services.amend_person(person=code, full_name="", reason="a mistake in it", by=cast.NURSE, key="x")
    for text in SEEDED:
        assert text not in repr(shown) + str(shown) + repr(refused.value) + json.dumps(
            refused.value.as_json()
        )


def test_the_same_name_is_another_ciphertext_for_each_person() -> None:
    register("p1")
    register("p2")
    assert len({bytes(name) for name in Person.objects.values_list("full_name", flat=True)}) == 2


def test_a_ciphertext_moved_to_another_person_does_not_open() -> None:
    from cordline.people.keys import Unreadable, keys_of, unseal

    first, second = register("p1"), register("p2")
    moved = bytes(Person.objects.get(code=first).full_name)
    with pytest.raises(Unreadable):
        unseal(keys_of([second])[second], moved, person=second, field="full_name")


@pytest.mark.req("W2")
def test_the_laboratory_gets_the_code_and_no_name() -> None:
    code = register()
    shown = selectors.banner(code, cast.TECHNICIAN)
    assert not shown.named
    assert NAME not in (shown.name, shown.own_script_name)
    with pytest.raises(Refused) as refused:
        selectors.identity(code, by=cast.TECHNICIAN)
    assert codes(refused) == ["people.not_for_role", "people.other_site"]


@pytest.mark.parametrize(
    "who", [cast.ADMINISTRATOR, cast.INSPECTOR, cast.COURIER, cast.QUALITY, cast.OUTSIDER]
)
def test_those_who_need_no_name_are_refused(who: Any) -> None:
    with pytest.raises(Refused):
        selectors.identity(register(), by=who)


def test_a_patient_opens_their_own_record_only() -> None:
    from dataclasses import replace

    own, other = register("p1"), register("p2")
    patient = replace(cast.PATIENT, on_behalf_of=own)
    assert selectors.identity(own, by=patient).full_name == NAME
    with pytest.raises(Refused) as refused:
        selectors.identity(other, by=patient)
    assert codes(refused) == ["people.not_yours"]


def test_another_site_is_refused_until_an_emergency_opening_with_a_reason() -> None:
    code = register()
    elsewhere = cast.at(cast.PHYSICIAN, cast.ELSEWHERE)
    with pytest.raises(Refused) as refused:
        selectors.identity(code, by=elsewhere)
    assert codes(refused) == ["people.other_site"]
    with pytest.raises(Refused):
        break_glass(person=code, reason="", by=elsewhere, key="g0")
    break_glass(person=code, reason="unconscious in our emergency room", by=elsewhere, key="g1")
    assert selectors.identity(code, by=elsewhere).full_name == NAME


@pytest.mark.req("R-33")
def test_the_laboratory_cannot_open_in_an_emergency() -> None:
    code = register()
    with pytest.raises(Refused):
        break_glass(person=code, reason="I would like to know who it is", by=cast.TECHNICIAN, key="g")


@pytest.mark.req("R-34", "U75")
def test_every_read_is_kept_with_who_and_what() -> None:
    code = register()
    selectors.banner(code, cast.PHYSICIAN, what="chart")
    selectors.identity(code, by=cast.NURSE, what="person")
    assert [(row.actor, row.what) for row in selectors.reads_of(code)] == [
        (cast.NURSE.code, "person"),
        (cast.PHYSICIAN.code, "chart"),
    ]


def test_a_read_that_opened_nothing_is_not_kept_as_one() -> None:
    code = register()
    selectors.banner(code, cast.TECHNICIAN)
    assert not Reading.objects.filter(person=code).exists()


@pytest.mark.parametrize("query", ["seeded", "zoe", "示例", "病", "1959-07-14", "012 000 4321"])
def test_a_person_is_found_in_each_script_and_by_date_and_number(query: str) -> None:
    code = register()
    found, total = selectors.persons(cast.NURSE, text=query)
    assert ([row.code for row in found], total) == ([code], 1)


def test_a_search_shows_nobody_of_another_site_or_kind() -> None:
    register()
    assert selectors.persons(cast.at(cast.NURSE, cast.ELSEWHERE), text="seeded") == ([], 0)
    assert selectors.persons(cast.DONOR_COORDINATOR, text="seeded") == ([], 0)
    assert selectors.persons(cast.TECHNICIAN, text="seeded") == ([], 0)


@pytest.mark.req("R-31")
def test_a_correction_keeps_the_old_value_as_ciphertext_and_moves_the_search() -> None:
    code = register()
    old = bytes(Person.objects.get(code=code).full_name)
    entry = services.amend_person(
        person=code, full_name="Zoë Othername", reason="married last week", by=cast.NURSE, key="a"
    )
    change = Change.objects.get(entry=entry.id, tab="people_person")
    assert change.old["full_name"] == "\\x" + old.hex()
    assert entry.payload == {"fields": "full name"}
    assert selectors.persons(cast.NURSE, text="seededname") == ([], 0)
    assert selectors.persons(cast.NURSE, text="othername")[1] == 1


@pytest.mark.req("I14")
def test_the_same_registration_twice_is_one_person() -> None:
    assert register("same") == register("same")
    assert Person.objects.count() == 1
    with pytest.raises(Refused) as refused:
        register("same", full_name="Somebody Else")
    assert codes(refused) == ["ledger.key_reused"]


def test_all_reasons_against_a_registration_come_at_once() -> None:
    ahead = database_now().date() + timedelta(days=2)
    with pytest.raises(Refused) as refused:
        register(full_name=" ", birth_date=ahead, sex="?")
    assert codes(refused) == ["people.name_missing", "people.birth_in_future", "people.sex_unknown"]
    assert not PersonKey.objects.exists()


def test_a_nurse_registers_no_donor() -> None:
    with pytest.raises(Refused) as refused:
        register(kind=PersonKind.DONOR, by=cast.NURSE)
    assert codes(refused) == ["people.wrong_role"]


@pytest.mark.req("U31")
def test_the_banner_tells_weight_with_its_date_and_what_was_answered_about_allergies() -> None:
    code = register()
    assert selectors.banner(code, cast.NURSE).allergies_asked_on is None
    services.record_weight(person=code, weight_kg=Decimal("61.5"), by=cast.NURSE, key="w")
    services.record_allergies(person=code, allergens=[], by=cast.NURSE, key="n")
    shown = selectors.banner(code, cast.NURSE)
    assert (shown.weight_kg, shown.allergies) == (Decimal("61.50"), ())
    assert shown.allergies_asked_on == database_now().date()
    services.record_allergies(person=code, allergens=["dmso"], by=cast.NURSE, key="y")
    assert selectors.banner(code, cast.NURSE).allergies == ("DMSO",)
    assert selectors.allergies(code).codes == {"dmso"}


@pytest.mark.req("I13")
@pytest.mark.parametrize("weight", ["1.99", "400.01", "-60"])
def test_an_impossible_weight_is_refused(weight: str) -> None:
    code = register()
    with pytest.raises(Refused) as refused:
        services.record_weight(person=code, weight_kg=Decimal(weight), by=cast.NURSE, key="w")
    assert codes(refused) == ["people.weight_impossible"]


def erase(code: str, key: str = "e") -> Any:
    return services.erase_person(
        person=code, reason="asked by letter of 2 March", by=cast.PRIVACY_OFFICER, key=key
    )


@pytest.mark.req("R-32")
def test_an_erasure_destroys_the_key_and_keeps_code_and_history() -> None:
    code = register()
    entry = erase(code)
    assert not PersonKey.objects.exists()
    assert not SearchWord.objects.exists()
    assert Person.objects.get().code == code
    assert entry.payload["retained"][0]["basis"].startswith("traceability")
    assert Entry.objects.filter(subject=code).count() == 2
    assert selectors.banner(code, cast.PHYSICIAN).name == "Erased"
    with pytest.raises(Refused) as refused:
        selectors.identity(code, by=cast.PHYSICIAN)
    assert codes(refused) == ["people.erased"]


def test_an_erased_person_is_erased_once_and_not_corrected() -> None:
    code = register()
    erase(code)
    with pytest.raises(Refused) as refused:
        erase(code, "again")
    assert codes(refused) == ["people.already_erased"]
    with pytest.raises(Refused) as refused:
        services.amend_person(
            person=code, full_name="Back Again", reason="came back to us", by=cast.NURSE, key="a"
        )
    assert codes(refused) == ["people.erased"]


@pytest.mark.req("R-32")
def test_what_law_keeps_by_name_makes_the_erasure_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    from cordline.people import retention
    from cordline.people.types import Retained

    code = register()
    kept = Retained("the treatment record", "a law", database_now().date() + timedelta(days=9), identity=True)
    monkeypatch.setattr(retention, "_ASKED", [lambda person: [kept]])
    with pytest.raises(Refused) as refused:
        erase(code)
    assert codes(refused) == ["people.retained"]
    assert PersonKey.objects.exists()


@pytest.mark.parametrize(
    "statement", ["DELETE FROM people_personkey", "UPDATE people_personkey SET wrapped = '\\x00'"]
)
def test_sql_of_the_application_can_neither_delete_nor_change_a_key(statement: str) -> None:
    register()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PersonKey.objects.count() == 1


def test_a_restore_erases_again_whom_the_list_names() -> None:
    from cordline.people import keys

    code = register()
    saved = keys.export_keys()
    erase(code)
    keys.import_keys(saved)
    assert services.reapply_erasures([code]) == 1
    assert not PersonKey.objects.exists()


@pytest.mark.req("R-30")
def test_a_person_gets_a_whole_copy_and_giving_it_is_recorded() -> None:
    code = register()
    entry, copy = exporting.export_person(person=code, by=cast.PRIVACY_OFFICER, key="x")
    assert copy["identity"]["full_name"] == NAME
    assert {line["who"] for line in copy["acts"]} == {
        cast.PATIENT_COORDINATOR.code,
        cast.PRIVACY_OFFICER.code,
    }
    assert entry.verb == "people.person.exported"
    json.dumps(copy)
