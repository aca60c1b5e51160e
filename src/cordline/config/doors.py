"""Through which of the three database roles this process works: the application's, unless it was asked otherwise.

The addresses are found at the first connection, not at import, so that a command which needs no database (help,
a schema, the type check) starts none. Tests put their own cloned database in place here.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from cordline.config import cluster
from cordline.config.cluster import ClusterUrls

ROLES = ("app", "owner", "sealer")
_lock = threading.Lock()
_urls: ClusterUrls | None = None  # put in place by tests
_started: Path | None = None  # where our own server was started
_role = "app"


def urls() -> ClusterUrls:
    """Give the three addresses of the clinic's database, starting its own server if the host named none."""
    global _started
    with _lock:
        if _urls is not None:
            return _urls
        named = {
            f"CORDLINE_{name}": settings.CORDLINE[name]
            for name in ("DATABASE_URL", "OWNER_URL", "SEALER_URL")
        }
        os.environ.update({name: value for name, value in named.items() if value})
        home = settings.CORDLINE_HOME
        if _started == home:
            # Our own server may have come back on another port after it was killed.
            return cluster.current_urls(home)
        found = cluster.connection_urls(home)
        _started = None if named["CORDLINE_DATABASE_URL"] else home
        return found


def own_server() -> bool:
    """Say whether the database is our own server's, which we look after, and not one that the host named."""
    return not settings.CORDLINE["DATABASE_URL"]


def url(role: str | None = None) -> str:
    """Give the address of the clinic's database for one role: app, owner or sealer."""
    return str(getattr(urls(), role or _role))


def use(addresses: ClusterUrls | None) -> None:
    """Put other addresses in place; the caller closes Django's connections before and after."""
    global _urls
    _urls = addresses


def database(addresses: ClusterUrls, name: str) -> ClusterUrls:
    """Give the same doors into another database of the same server."""
    return replace(
        addresses,
        **{role: urlunsplit(urlsplit(getattr(addresses, role))._replace(path="/" + name)) for role in ROLES},
    )


@contextmanager
def as_role(role: str) -> Iterator[None]:
    """Let Django's default connection work as another role inside the block: the owner migrates, nobody else does."""
    from django.db import connection

    global _role
    before = _role
    connection.close()
    _role = role
    try:
        yield
    finally:
        connection.close()
        _role = before
