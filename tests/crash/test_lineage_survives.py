"""PostgreSQL killed in the middle of births and holds: what was answered is there, nothing by half (I2, I7)."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, InterfaceError, connection, connections

from cordline.config import cluster, doors
from cordline.config.commands import migrating
from cordline.ground.codes import Kind
from cordline.ground.refusal import Refused
from cordline.lineage.models import Hold, Node
from cordline.lineage.services import place_hold
from cordline.lineage.types import HoldKind
from tests.cast import QUALITY
from tests.rooms.lineage.births import bear, chain, fresh_key
from tests.rooms.lineage.test_births import by_closure, by_recursion


@pytest.fixture
def durable(tmp_path: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    """A server of this test's own with every safety on, migrated."""
    with django_db_blocker.unblock():
        before = doors.urls()
        addresses = cluster.ensure_running(tmp_path, durable=True)
        connections.close_all()
        doors.use(addresses)
        try:
            migrating.migrate_database(quiet=True)
            yield tmp_path
        finally:
            connections.close_all()
            doors.use(before)
            cluster.stop(tmp_path)


def work(stop: threading.Event, roots: list[str], number: int) -> tuple[list[str], list[str]]:
    """Bear children and place holds until the server is gone; gives the codes that were answered."""
    born: list[str] = []
    held: list[str] = []
    try:
        while not stop.is_set():
            born.append(bear(Kind.CULTURE, born[-1] if born else roots[-2]))
            if len(born) % 5 == number % 5:
                entry = place_hold(
                    on=born[-1], kind=HoldKind.QUALITY, reason="crash test", by=QUALITY, key=fresh_key()
                )
                held.append(str(entry.payload["hold"]))
    except (DatabaseError, InterfaceError, Refused):
        pass
    finally:
        connection.close()
    return born, held


@pytest.mark.req("I2", "I7", "I5")
def test_after_kill_9_every_answered_birth_and_hold_is_there_and_no_half_one(durable: Path) -> None:
    roots, stop = chain(), threading.Event()
    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(work, stop, roots, number) for number in range(4)]
        time.sleep(4)
        pid = cluster.status(durable).pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        stop.set()
        answers = [client.result() for client in clients]
    connections.close_all()
    cluster.ensure_running(durable, durable=True)
    born = [code for codes, _ in answers for code in codes]
    held = [code for _, codes in answers for code in codes]
    assert len(born) > 20
    assert held
    assert set(born) <= set(Node.objects.values_list("code", flat=True))
    assert set(held) <= set(Hold.objects.values_list("code", flat=True))
    assert by_closure() == by_recursion()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM lineage_node n LEFT JOIN ledger.entry e ON e.id = n.born_entry "
            "WHERE e.id IS NULL), (SELECT count(*) FROM lineage_hold h LEFT JOIN ledger.entry e "
            "ON e.id = h.placed_entry WHERE e.id IS NULL), (SELECT count(*) FROM lineage_node n "
            "WHERE n.kind <> 'DN' AND NOT EXISTS (SELECT 1 FROM lineage_edge g WHERE g.child_id = n.id))"
        )
        assert cursor.fetchone() == (0, 0, 0)
