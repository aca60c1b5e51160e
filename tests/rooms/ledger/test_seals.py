"""Seals: every entry sealed once, and whatever is changed, removed, added or cut afterwards is found and named."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cordline.config import cluster
from cordline.config.cluster import ClusterUrls
from cordline.ledger import selectors
from cordline.ledger.merkle import root
from cordline.ledger.sealing import Sealed as Sealed_
from cordline.ledger.sealing import Sealer, load_or_make_key
from cordline.ledger.verifying import Verification, verify
from tests.harness import databases
from tests.rooms.ledger.thing import make_thing, sql


class Sealed:
    """A database with sealed entries, and the means to tamper with it as somebody with the machine's powers would."""

    def __init__(self, urls: ClusterUrls, folder: Path, engine: str) -> None:
        self.urls, self.anchor, self.engine = urls, folder / "anchor.jsonl", engine
        self.key = load_or_make_key(folder / "sealer.key")
        self.sealer = Sealer(urls.sealer, self.key, [self.anchor])

    def tamper(self, statement: str) -> None:
        """Run SQL as the superuser with every trigger switched off."""
        name = self.urls.app.rpartition("/")[2]
        url = cluster.supervisor_url(databases.HOME, engine=self.engine, database=name)
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")
            assert connection.execute(statement).rowcount > 0

    def seal(self) -> Sealed_:
        """Close everything in one seal: a transaction elsewhere on the same server may hold the horizon up first."""
        over = "SELECT bool_and(xact < pg_snapshot_xmin(pg_current_snapshot())) FROM ledger.entry"
        deadline = time.monotonic() + 30
        while not sql(over)[0][0]:
            assert time.monotonic() < deadline, "the entries were not over within 30 s"
            time.sleep(0.02)
        done = self.sealer.seal_once()
        assert done is not None
        return done

    def verify(self) -> Verification:
        """Verify as the application does."""
        with psycopg.connect(self.urls.app, autocommit=True) as connection:
            return verify(connection, self.key.public_key(), [self.anchor])


@pytest.fixture
def sealed(things: ClusterUrls, tmp_path: Path, test_server: databases.TestServer) -> Iterator[Sealed]:
    """Nine entries under three seals."""
    record = Sealed(things, tmp_path, test_server.engine)
    for batch in range(3):
        for number in range(3):
            make_thing(f"k{batch}{number}", 2)
        record.seal()
    yield record
    record.sealer.close()


@pytest.mark.req("I5")
def test_every_entry_is_sealed_once_and_everything_fits(sealed: Sealed) -> None:
    found = sealed.verify().as_json()
    assert found == {
        "entries": 9, "sealed": 9, "unsealed": 0, "ok": True, "first_break": None, "breaks": [],
        "anchored_to": ["anchor.jsonl"],
    }  # fmt: skip
    assert sealed.sealer.seal_once() is None
    assert selectors.unsealed()[0] == 0


TAMPERING: dict[str, tuple[str, str]] = {
    "a payload altered": (
        "UPDATE ledger.entry SET payload = '{\"n\": 3}' WHERE id = (SELECT min(id) + 4 FROM ledger.entry)",
        "entry 5 was changed",
    ),
    "an actor altered": ("UPDATE ledger.entry SET actor = 'staff.z' WHERE id = 5", "entry 5 was changed"),
    "a site altered": ("UPDATE ledger.entry SET site = 'PG-LAB' WHERE id = 5", "entry 5 was changed"),
    "a time altered": (
        "UPDATE ledger.entry SET recorded_at = recorded_at - interval '1 microsecond' WHERE id = 5",
        "entry 5 was changed",
    ),
    "a change altered": (
        "UPDATE ledger.change SET new = jsonb_set(new, '{n}', '3') WHERE entry = 5",
        "entry 5 was changed",
    ),
    "a change removed": ("DELETE FROM ledger.change WHERE entry = 5", "entry 5 was changed"),
    "a change added": (
        """INSERT INTO ledger.change SELECT id + 1000, entry, xact, tab, row_id, op, old, new FROM ledger.change
           WHERE entry = 5""",
        "entry 5 was changed",
    ),
    "a change moved": (
        "UPDATE ledger.change SET entry = 6, xact = (SELECT xact FROM ledger.entry WHERE id = 6) WHERE entry = 5",
        "entry 5 was changed",
    ),
    "an entry and its own hash rewritten": (
        "UPDATE ledger.entry SET hash = sha256('forged') WHERE id = 5",
        "entry 5 was changed",
    ),
    "an entry removed alone": (
        "DELETE FROM ledger.entry WHERE id = 5",
        "seal 2 closed 3 entries, 2 are there",
    ),
    "a seal's root altered": ("UPDATE ledger.seal SET root = sha256('x') WHERE id = 2", "seal 2"),
    "a seal's count altered": ("UPDATE ledger.seal SET entries = 2 WHERE id = 2", "seal 2"),
    "the last seal cut": (
        "DELETE FROM ledger.seal WHERE id = 3",
        "seal 3 is not the one that anchor.jsonl holds",
    ),
    "a seal's signature altered": (
        "UPDATE ledger.seal SET signature = sha512('x') WHERE id = 2",
        "seal 2 is not signed by this clinic's sealer",
    ),
}


@pytest.mark.req("I5", "U121")
@pytest.mark.parametrize("what", TAMPERING)
def test_tampering_is_found_and_named(sealed: Sealed, what: str) -> None:
    statement, expected = TAMPERING[what]
    sealed.tamper(statement)
    found = sealed.verify()
    assert not found.ok
    assert any(expected in said for said in found.breaks), found.breaks


@pytest.mark.req("I5")
def test_an_entry_rewritten_with_a_fitting_hash_is_found_by_its_seal(sealed: Sealed) -> None:
    sealed.tamper("UPDATE ledger.entry SET payload = '{\"n\": 8}' WHERE id = 5")
    sealed.tamper(
        "UPDATE ledger.entry e SET hash = sha256(convert_to(ledger.head(e) || (SELECT string_agg(E'\\n' || "
        "jsonb_build_array(id, tab, row_id, op, old, new)::text, '' ORDER BY id) FROM ledger.change c "
        "WHERE c.entry = e.id), 'UTF8')) WHERE id = 5"
    )
    assert sealed.verify().breaks[0] == "seal 2 does not fit its entries"


@pytest.mark.req("I5")
def test_an_entry_gone_with_its_changes_and_seals_is_found_by_the_anchor(sealed: Sealed) -> None:
    for statement in (
        "DELETE FROM ledger.change WHERE entry >= 7",
        "DELETE FROM ledger.entry WHERE id >= 7",
        "DELETE FROM ledger.seal WHERE id = 3",
    ):
        sealed.tamper(statement)
    assert sealed.verify().breaks == ["seal 3 is not the one that anchor.jsonl holds"]


@pytest.mark.req("I5")
def test_seals_built_again_with_another_key_are_found(sealed: Sealed, tmp_path: Path) -> None:
    sealed.tamper("DELETE FROM ledger.seal")
    other = Sealer(sealed.urls.sealer, Ed25519PrivateKey.generate(), [tmp_path / "other.jsonl"])
    while selectors.unsealed()[0]:
        other.seal_once()
    other.close()
    found = sealed.verify()
    assert any("is not signed by this clinic's sealer" in said for said in found.breaks)
    assert any("is not the one that anchor.jsonl holds" in said for said in found.breaks)


@pytest.mark.req("I5")
def test_the_sealer_raises_the_alarm_for_an_entry_that_was_changed_before_its_seal(sealed: Sealed) -> None:
    make_thing("late", 2)
    sealed.tamper("UPDATE ledger.entry SET payload = '{\"n\": 3}' WHERE key = 'late'")
    done = sealed.seal()
    (number,) = sql("SELECT id FROM ledger.entry WHERE key = 'late'")[0]
    assert done.alarm == (number,)
    assert f"entry {number} did not fit when it was sealed" in sealed.verify().breaks


@pytest.mark.req("I5")
def test_an_act_still_under_way_is_not_passed_over(sealed: Sealed) -> None:
    with psycopg.connect(sealed.urls.app) as slow:
        slow.execute("SELECT entry FROM ledger.open('ledgertest.thing.made', 'staff.slow', 'k', 'none')")
        slow.execute("INSERT INTO thing (n) VALUES (2)")
        make_thing("fast", 2)
        assert sealed.sealer.seal_once() is None
        slow.execute(
            "SELECT id FROM ledger.close('staff.slow', '', 'KL-LAB', '', 'ledgertest.thing.made', 'k', sha256('a'), "
            "NULL, 'x', '{}', '', '{}')"
        )
    assert sealed.seal().entries == 2
    assert sealed.verify().ok


@pytest.mark.req("I5")
def test_two_sealers_at_once_seal_nothing_twice(sealed: Sealed) -> None:
    for number in range(20):
        make_thing(f"more{number}", 2)
    other = Sealer(sealed.urls.sealer, sealed.key, [sealed.anchor])
    with other._connection.transaction():  # noqa: SLF001 - holds the sealer's lock as a second sealer at work would
        other._connection.execute("SELECT pg_advisory_xact_lock(4202)")  # noqa: SLF001
        assert sealed.sealer.seal_once() is None
    assert sealed.seal().entries == 20
    assert other.seal_once() is None
    other.close()
    assert sealed.verify().ok


@pytest.mark.req("I5")
def test_an_anchor_that_lost_its_last_lines_is_filled_again_at_the_next_start(sealed: Sealed) -> None:
    lines = sealed.anchor.read_text().splitlines(keepends=True)
    sealed.anchor.write_text("".join(lines[:1]))
    assert not sealed.verify().ok
    Sealer(sealed.urls.sealer, sealed.key, [sealed.anchor]).close()
    assert [json.loads(line)["seal"] for line in sealed.anchor.read_text().splitlines()] == [1, 2, 3]
    assert sealed.verify().ok


@pytest.mark.req("I5")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger.entry SET actor = 'x'",
        "DELETE FROM ledger.seal",
        "UPDATE ledger.seal SET entries = 1",
        "SELECT ledger.close('a', '', '', '', 'v', 'k', sha256('a'), NULL, '', '{}', '', '{}')",
        "SELECT * FROM ledger.attempt",
        "SELECT * FROM thing",
    ],
)
def test_the_sealer_reads_entries_and_appends_seals_and_does_nothing_else(
    sealed: Sealed, statement: str
) -> None:
    with (
        psycopg.connect(sealed.urls.sealer) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


def test_the_key_of_the_sealer_is_read_by_its_owner_only(sealed: Sealed, tmp_path: Path) -> None:
    assert (tmp_path / "sealer.key").stat().st_mode & 0o777 == 0o600


def test_the_root_tells_leaves_from_nodes_and_one_order_from_another() -> None:
    one, two, three = (bytes([n]) * 32 for n in range(3))
    leaves: Callable[..., bytes] = lambda *them: root(them)  # noqa: E731
    assert len({leaves(one), leaves(one, two), leaves(two, one), leaves(one, two, three)}) == 4
    assert leaves(leaves(one, two), three) != leaves(one, two, three)
    with pytest.raises(ValueError, match="at least one"):
        root([])
