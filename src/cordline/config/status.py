"""How the house is: versions, database, migrations, worker, seals, deliveries, disk, clock, last backup.

One list of findings serves ``check``, ``/readyz`` and the status page; each names what is wrong and what mends it.
"""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import DatabaseError, connection

import cordline
from cordline.access.selectors import sites
from cordline.config import cluster_roles, working
from cordline.config.commands import migrating
from cordline.ledger.selectors import subscription_lags

SERVERS = (17, 18)
UNSEALED_S, LAG_S, HEARTBEAT_S, DRIFT_S = 30.0, 5.0, 30.0, 2.0
LEAST_FREE = 1_000_000_000


@dataclass(frozen=True)
class Finding:
    """One thing looked at: ``ok``, what was seen, and what mends it when it is not well.

    ``grave`` marks what makes the house unfit to answer (``/readyz`` says 503).
    """

    name: str
    ok: bool
    seen: str
    mend: str = ""
    grave: bool = False

    def as_json(self) -> dict[str, Any]:
        """The shape of ``check --json``."""
        return {"name": self.name, "ok": self.ok, "seen": self.seen, "mend": "" if self.ok else self.mend}


def findings() -> list[Finding]:
    """Look at everything; when the database is away, what needs it is left out after the finding that says so."""
    found = [database()]
    if found[0].ok:
        looks: list[Callable[[], Finding]] = [
            versions_found,
            migrations,
            roles,
            isolation,
            sealed,
            deliveries,
            clock,
            company_sign_in,
        ]
        found += [_guarded(look) for look in looks]
    return [*found, worker(), disk(), last_backup(), keys(), mail()]


def readiness() -> list[Finding]:
    """Look at what a load balancer must know: the database answers, its shape fits, the worker lives."""
    found = [database()]
    if found[0].ok:
        found.append(_guarded(migrations))
    return [*found, worker()]


def versions() -> dict[str, str]:
    """Name the versions of what runs here."""
    named = {"Cordline": cordline_version(), "Django": version("django"), "psycopg": version("psycopg")}
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        named["PostgreSQL"] = str(cursor.fetchone()[0])
    return named


def cordline_version() -> str:
    """Give this version's number, from the package or from the folder it runs in."""
    try:
        return version("cordline")
    except PackageNotFoundError:
        for line in (Path(cordline.__file__).parents[2] / "pyproject.toml").read_text().splitlines():
            if line.startswith("version = "):
                return line.split('"')[1]
    return "unknown"


def gauges() -> dict[str, float]:
    """Give the numbers that ``/metrics`` shows beside the requests."""
    numbers = {"oldest_unsealed_seconds": unsealed_age()}
    lags = subscription_lags()
    numbers["deliveries_waiting"] = float(sum(lag.waiting for lag in lags))
    numbers["deliveries_oldest_seconds"] = max((lag.oldest.total_seconds() for lag in lags), default=0.0)
    told = working.read_fares()
    numbers["worker_heartbeat_age_seconds"] = time.time() - told[0] if told else -1.0
    return numbers


def database() -> Finding:
    """Does the database answer, and is it a server this version knows?"""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version_num')::int / 10000, version()")
            major, text = cursor.fetchone()
    except (DatabaseError, psycopg.Error, OSError) as fault:
        mend = "Start it (cordline demo or serve starts its own), or correct CORDLINE_DATABASE_URL."
        return Finding("database", False, f"no answer ({type(fault).__name__})", mend, True)
    known = " or ".join(map(str, SERVERS))
    return Finding(
        "database", major in SERVERS, " ".join(str(text).split()[:2]), f"Use PostgreSQL {known}.", True
    )


def versions_found() -> Finding:
    """Which versions run here (nothing to mend in it)."""
    return Finding("versions", True, ", ".join(f"{name} {number}" for name, number in versions().items()))


def migrations() -> Finding:
    """Has the database this version's shape?"""
    waiting = migrating.pending()
    seen = f"{len(waiting)} missing" if waiting else "up to date"
    return Finding("migrations", not waiting, seen, "Run: cordline migrate", True)


def roles() -> Finding:
    """Does the application work without the powers that would let it change history?"""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.rolname, r.rolsuper OR r.rolcreaterole OR r.rolreplication OR r.rolbypassrls,
                      (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname IN ('public', 'ledger') AND c.relkind IN ('r', 'p')
                          AND (c.relowner = r.oid OR has_table_privilege(r.oid, c.oid, 'TRUNCATE'))),
                      has_database_privilege(current_database(), 'TEMP')
                        OR has_database_privilege(current_database(), 'CREATE')
                 FROM pg_roles r WHERE r.rolname = current_user"""
        )
        name, powers, owned, makes = cursor.fetchone()
    bad = [
        word for word, holds in (("is too powerful", powers), (f"owns or may empty {owned} tables", owned),
                                 ("may make temporary tables or schemas", makes)) if holds
    ]  # fmt: skip
    return Finding(
        "roles", not bad, f"{name} {' and '.join(bad) or 'has only the rights it needs'}",
        f"Connect as a role like {cluster_roles.APP} (docs/how-to/own-database.md) and run: cordline migrate",
    )  # fmt: skip


def isolation() -> Finding:
    """Is the isolation the one under which the gate holds?"""
    with connection.cursor() as cursor:
        cursor.execute("SHOW default_transaction_isolation")
        level = str(cursor.fetchone()[0])
    mend = "Take default_transaction_isolation off the role or server; the gate is sound under read committed only."
    return Finding("isolation", level == "read committed", level, mend)


def unsealed_age() -> float:
    """Give the age in seconds of the oldest entry that no seal covers; 0 when all are sealed."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT coalesce(extract(epoch FROM clock_timestamp() - min(e.recorded_at)), 0)
                 FROM ledger.entry e, ledger.house h
                WHERE e.era = h.era
                  AND e.xact >= coalesce((SELECT max(s.hi) FROM ledger.seal s WHERE s.era = h.era), '0'::xid8)"""
        )
        return max(0.0, float(cursor.fetchone()[0]))


def sealed() -> Finding:
    """Is the record sealed to within seconds?"""
    age = unsealed_age()
    seen = f"oldest unsealed entry {age:.0f} s old" if age else "everything is sealed"
    return Finding(
        "seals", age < UNSEALED_S, seen, "Run: cordline worker (it seals each second); see its log."
    )


def deliveries() -> Finding:
    """Do entries reach those who react to them?"""
    lags = [lag for lag in subscription_lags() if lag.oldest.total_seconds() > LAG_S]
    seen = ", ".join(f"{lag.label} is {lag.oldest.total_seconds():.0f} seconds behind" for lag in lags)
    return Finding(
        "deliveries", not lags, seen or "no delay", "Run: cordline worker; its log names what fails."
    )


def clock() -> Finding:
    """Do this machine and the database agree on the time?"""
    before = time.time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        drift = float(cursor.fetchone()[0]) - (before + time.time()) / 2
    return Finding(
        "clock", abs(drift) < DRIFT_S, f"{drift:+.1f} s against the database", "Set both by one time server."
    )


def worker() -> Finding:
    """Does the worker live, and do its loops succeed?"""
    told = working.read_fares()
    if told is None or time.time() - told[0] > HEARTBEAT_S:
        return Finding("worker", False, "no sign of life", "Run: cordline worker", True)
    failing = [f"{name} ({fares.fault})" for name, fares in told[1].items() if fares.fault]
    return Finding("worker", not failing, ", ".join(failing) or "at work", "See the worker's log.")


def disk() -> Finding:
    """Is there room left where the house keeps its things?"""
    home: Path = settings.CORDLINE_HOME
    free = shutil.disk_usage(home if home.exists() else home.parent).free
    return Finding(
        "disk", free > LEAST_FREE, f"{free / 1e9:.1f} GB free", "Make room, or move CORDLINE_HOME."
    )


def last_backup() -> Finding:
    """Is there a backup that is not older than a day?"""
    note: Path = settings.CORDLINE_HOME / "last_backup.json"
    mend = "Run: cordline backup FILE --keys KEYFILE (daily, kept on another machine)."
    if not note.exists():
        return Finding("backup", False, "none yet", mend)
    at = datetime.fromisoformat(json.loads(note.read_text())["at"])
    age = datetime.now(UTC) - at
    return Finding("backup", age.total_seconds() < 86_400 * 1.5, f"last one {at:%Y-%m-%d %H:%M} UTC", mend)


def keys() -> Finding:
    """Are the keys readable by their owner alone?"""
    folder: Path = settings.CORDLINE_HOME / "keys"
    open_ones = [
        path.name for path in folder.glob("*") if path.suffix != ".pub" and path.stat().st_mode & 0o077
    ]
    return Finding("keys", not open_ones, ", ".join(open_ones) or "readable by their owner alone",
                   f"Run: chmod 600 {folder}/*")  # fmt: skip


def company_sign_in() -> Finding:
    """Do the groups that hold roles name places that exist? The issuer itself is not asked."""
    issuer: str = settings.CORDLINE["OIDC_ISSUER"]
    places = {place.code for place in sites()}
    lost = sorted({site for _, _, site in settings.CORDLINE["OIDC_GROUPS"]} - places)
    seen = f"no site {', '.join(lost)}" if lost else issuer or "off"
    return Finding("company sign-in", not lost, seen, "Correct CORDLINE_OIDC_GROUPS, or open the site first.")


def mail() -> Finding:
    """Is a mail server named? Mail is optional; whether the server takes a message is tried on the status page."""
    host: str = settings.EMAIL_HOST
    way = "tls" if settings.EMAIL_USE_SSL else "starttls" if settings.EMAIL_USE_TLS else "no encryption"
    seen = f"{host}:{settings.EMAIL_PORT}, {way}" if host else "off; nothing needs it"
    in_clear = bool(host and settings.EMAIL_HOST_PASSWORD and way == "no encryption")
    mend = "Set CORDLINE_MAIL_SECURITY to starttls or tls; the password travels in clear."
    return Finding("mail", not in_clear, seen, mend)


def _guarded(look: Callable[[], Finding]) -> Finding:
    try:
        return look()
    except (DatabaseError, psycopg.Error) as fault:
        mend = "Run: cordline migrate" if isinstance(fault, DatabaseError) else "See the database's log."
        return Finding(look.__name__, False, f"cannot be read ({type(fault).__name__})", mend)
