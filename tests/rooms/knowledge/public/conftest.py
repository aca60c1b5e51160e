"""The shipped knowledge base shown; what a test changes in it is rolled back."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from cordline.config.cluster import ClusterUrls
from cordline.knowledge.public.serving import shelf
from tests.harness import databases


@pytest.fixture
def shown(shipped_base: ClusterUrls, django_db_blocker: Any) -> Iterator[None]:
    """The shared transaction of ``db`` opens on the shipped base instead of an empty house."""
    with django_db_blocker.unblock(), databases.pointed_at(shipped_base):
        yield


@pytest.fixture
def site(shown: None, db: None) -> Iterator[Client]:
    """A visitor's client before the public face with everything on it; the shelf of kept pages is empty."""
    shelf.forget()
    yield Client(raise_request_exception=True)
    shelf.forget()
