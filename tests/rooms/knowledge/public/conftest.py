"""The shipped knowledge base shown, taken in once for each test that asks for it."""

from collections.abc import Iterator

import pytest
from django.test import Client

from cordline.knowledge.public.serving import shelf
from cordline.ledger.services import declare_demonstration
from tests import build_knowledge


@pytest.fixture
def site(db: None) -> Iterator[Client]:
    """A visitor's client before the public face with everything on it; the shelf of kept pages is empty."""
    declare_demonstration(7)
    build_knowledge.shipped()
    shelf.forget()
    yield Client(raise_request_exception=True)
    shelf.forget()
