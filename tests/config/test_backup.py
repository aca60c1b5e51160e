"""A backup comes back into an empty cluster as it was: every table, seals, keys; and nobody who was erased returns."""

import base64
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from psycopg import sql

from cordline.access import site_key
from cordline.access.models import Staff
from cordline.access.services import demonstration
from cordline.access.signing import demonstration_proof, signatures_on
from cordline.config import backing_up, backup_file, cluster, doors
from cordline.config.backup_file import BackupError
from cordline.config.cluster import ClusterUrls
from cordline.config.commands import auditing
from cordline.donors.rulebook import shipped_content
from cordline.donors.selectors import adopt_rules_content
from cordline.donors.services import adopt_rule_set
from cordline.ledger.services import declare_demonstration
from cordline.people import selectors, services
from cordline.people.types import PersonKind, Sex
from tests import cast
from tests.harness import databases

pytestmark = pytest.mark.req("E12")


def quiet(text: str) -> None:
    """Nobody listens."""


def register(name: str, key: str) -> str:
    facts = {"kind": PersonKind.PATIENT, "birth_date": date(1959, 7, 14), "sex": Sex.FEMALE}
    by = cast.PATIENT_COORDINATOR
    return services.register_person(**facts, full_name=name, by=by, key=key).subject


def rows(url: str) -> dict[str, list[Any]]:
    """Every row of every table, in an order that does not depend on where it lies."""
    with psycopg.connect(url) as owner:
        return {
            table: owner.execute(
                sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(*table.split(".")))
            ).fetchall()
            for table in backing_up._tables(owner)
        }


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A house with keys of its own."""
    first = tmp_path / "first"
    first.mkdir()
    monkeypatch.setattr(settings, "CORDLINE_HOME", first)
    yield tmp_path
    site_key._derived.cache_clear()


@pytest.fixture
def elsewhere(home: Path, committed_db: ClusterUrls) -> Iterator[Any]:
    """Move to another machine: an empty cluster and an empty folder; back again after the test."""
    moved = home / "second"

    def move() -> ClusterUrls:
        moved.mkdir()
        settings.CORDLINE_HOME = moved
        databases.point_at(cluster.ensure_running(moved, durable=False))
        return doors.urls()

    yield move
    databases.point_at(committed_db)
    cluster.stop(moved)


@pytest.mark.req("I5", "I6", "I12")
def test_a_restore_into_an_empty_cluster_has_every_row_seal_and_key(home: Path, elsewhere: Any) -> None:
    name = "Zoë Backedup"
    code = register(name, "p1")
    backing_up.back_up(home / "b1", home / "keys.json", quiet)
    register("Nobody Sealed", "p2")  # after the last seal, before the next backup's snapshot
    backing_up.back_up(home / "b2", home / "keys.json", quiet)
    before = rows(doors.urls().owner)

    there = elsewhere()
    done = backing_up.restore(home / "b2", home / "keys.json", quiet)

    after = rows(there.owner)
    assert done.erasures_reapplied == 0
    # The era is raised, and what was not yet sealed is sealed; the time at which a key was put back is its own.
    different = {table for table in before if before[table] != after[table]}
    assert different <= {"ledger.house", "ledger.seal", "public.people_personkey"}
    assert [row for row in before["ledger.seal"] if row not in after["ledger.seal"]] == []
    assert len(before["public.people_personkey"]) == len(after["public.people_personkey"]) == 2
    assert auditing.verify_record().ok
    assert selectors.banner(code, cast.PHYSICIAN).name == name
    register("Zoë Afterwards", "p3")
    found = auditing.verify_record()
    assert found.ok
    assert found.sealed == found.entries


@pytest.mark.req("E13", "I6")
def test_a_restore_keeps_links_to_company_accounts_and_every_signature_valid(
    home: Path, elsewhere: Any
) -> None:
    declare_demonstration(1)
    signer = demonstration.create_cast()["responsible_person@KL-LAB"]
    account = Staff.objects.get(code=signer.code)
    SocialAccount.objects.create(user=account, provider="company", uid="subject-4711", extra_data={})
    rules = adopt_rules_content(shipped_content("MY 2021-01-01"))
    proof = demonstration_proof(signer, rules)
    adopt_rule_set(content=shipped_content("MY 2021-01-01"), proof=proof, by=signer, key="rules")
    before = signatures_on("MY 2021-01-01", rules)
    backing_up.back_up(home / "b", home / "keys.json", quiet)

    elsewhere()
    backing_up.restore(home / "b", home / "keys.json", quiet)

    link = SocialAccount.objects.get(provider="company", uid="subject-4711")
    assert link.user == Staff.objects.get(code=signer.code)
    after = signatures_on("MY 2021-01-01", rules)
    assert after == before
    assert [signature.valid for signature in after] == [True]
    changed = adopt_rules_content({**shipped_content("MY 2021-01-01"), "title": "Another"})
    assert [signature.valid for signature in signatures_on("MY 2021-01-01", changed)] == [False]


@pytest.mark.req("I12")
def test_an_erasure_reaches_a_backup_that_is_older_than_it(home: Path, elsewhere: Any) -> None:
    code = register("Zoë Forgetme", "p1")
    backing_up.back_up(home / "old", home / "keys.json", quiet)
    services.erase_person(person=code, reason="asked for it", by=cast.PRIVACY_OFFICER, key="e1")
    backing_up.back_up(home / "new", home / "keys.json", quiet)
    assert code not in backup_file.read_key_file(home / "keys.json").person_keys

    there = elsewhere()
    done = backing_up.restore(home / "old", home / "keys.json", quiet)

    assert done.erasures_reapplied == 1
    with psycopg.connect(there.owner) as owner:
        assert owner.execute("SELECT count(*) FROM people_personkey").fetchone() == (0,)
        assert owner.execute("SELECT count(*) FROM people_searchword").fetchone() == (0,)
    assert auditing.verify_record().ok


@pytest.mark.req("I12")
def test_neither_name_nor_key_stands_in_the_backup_or_in_its_key_file(
    home: Path, committed_db: ClusterUrls
) -> None:
    register("Zoë Findme", "p1")
    backing_up.back_up(home / "b", home / "keys.json", quiet)
    keys = backup_file.read_key_file(home / "keys.json")
    sealed = (home / "b").read_bytes()
    assert b"Findme" not in sealed + (home / "keys.json").read_bytes()
    with (home / "inside").open("w+b") as inside:
        backup_file.decrypt((home / "b").open("rb"), inside, keys.secret)
        inside.seek(0)
        clear = inside.read()
    assert all(base64.b64decode(key) not in clear for key in keys.person_keys.values())
    assert (home / "keys.json").stat().st_mode & 0o777 == 0o600


def test_a_database_with_entries_is_never_overwritten(home: Path, committed_db: ClusterUrls) -> None:
    register("Zoë Stays", "p1")
    backing_up.back_up(home / "b", home / "keys.json", quiet)
    with pytest.raises(BackupError, match="holds real records"):
        backing_up.restore(home / "b", home / "keys.json", quiet)
    assert len(rows(committed_db.owner)["public.people_person"]) == 1


@pytest.mark.parametrize("fault", ["cut", "changed", "swapped", "longer", "other keys", "no backup"])
def test_a_file_that_is_not_whole_is_refused_before_anything_is_touched(tmp_path: Path, fault: str) -> None:
    secret, other = b"s" * 32, b"o" * 32
    piece = backup_file.PIECE
    with (tmp_path / "b").open("wb") as file, backup_file.Encrypting(file, secret) as inside:
        inside.write(b"a" * piece + b"b" * piece + b"c")
    whole = (tmp_path / "b").read_bytes()
    head, frame = len(backup_file.MAGIC) + 16, piece + 16 + 5
    first, second = whole[head : head + frame], whole[head + frame : head + 2 * frame]
    spoilt = {
        "cut": whole[: head + 2 * frame],
        "changed": whole[:-1] + bytes([whole[-1] ^ 1]),
        "swapped": whole[:head] + second + first + whole[head + 2 * frame :],
        "longer": whole + b"x",
        "other keys": whole,
        "no backup": json.dumps({}).encode(),
    }[fault]
    (tmp_path / "b").write_bytes(spoilt)
    with (
        (tmp_path / "b").open("rb") as source,
        (tmp_path / "out").open("wb") as out,
        pytest.raises(BackupError),
    ):
        backup_file.decrypt(source, out, other if fault == "other keys" else secret)


@pytest.mark.req("E14")
def test_a_backup_of_a_later_version_is_refused_with_the_way_forward() -> None:
    with pytest.raises(BackupError, match="later version .*bank.9999_future.* Install that version"):
        backing_up._refuse_newer({"migrations": ["bank.9999_future"]})
