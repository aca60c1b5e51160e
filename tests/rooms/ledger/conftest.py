"""A table of record that belongs to the tests alone, so that the ledger is attacked without any room above it."""

import psycopg
import pytest

from cordline.config.cluster import ClusterUrls
from tests.rooms.ledger.thing import CREATE


@pytest.fixture
def things(committed_db: ClusterUrls) -> ClusterUrls:
    """A committed database with the table ``thing``; gives its three doors."""
    with psycopg.connect(committed_db.owner) as owner:
        owner.execute(CREATE)
    return committed_db
