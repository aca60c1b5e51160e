"""``bench pages``: how long the pages take that people wait for most (U35): a long list, a full box, 50 results.

Measured at the server's door, each page whole, by a signed-in person; the scan has its own bench. Ours is the page;
the limit is the same rows read by bare statements where that says something.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.urls import reverse

from bench.rounds import target
from bench.stage import stage
from cordline.ground.roles import Role
from cordline.ground.verbs import declare

ROWS, IN_A_STATEMENT = 100_000, 20_000
GROWN = declare("bench.samples.grown", "grew samples for a measurement of {subject}", Role.TECHNICIAN)
WANTED = {"list": 500, "list, a late page": 500, "list, filtered": 500, "box": 300, "results": 1_000}


def p95(taken: list[float]) -> float:
    """The value below which 95 of 100 lie; of few calls, the slowest but the outermost twentieth."""
    return round(statistics.quantiles(taken, n=20)[-1], 1) if len(taken) > 1 else round(taken[0], 1)


def furnish() -> dict[str, Any]:
    """A laboratory with a box of 144 positions, most taken, a sample to record on, a technician's browser."""
    from django.test import Client

    from cordline.access.models import Member
    from cordline.access.services.demonstration import create_cast
    from cordline.access.sessions import SESSION_SITE
    from cordline.assays.services import take_sample
    from cordline.assays.types import Taken
    from cordline.bank.models import Box
    from cordline.ground.products import Product
    from cordline.ledger.services import database_now, declare_demonstration
    from tests import lab_chain
    from tests.cast import TECHNICIAN

    declare_demonstration(2026)
    people = create_cast()
    made = lab_chain.house()
    line = lab_chain.line(made, vials=100)
    sample = take_sample(
        of=line.lot, taken_from=Taken.LOT, taken_at=database_now() - timedelta(days=1), zone="Asia/Kuala_Lumpur",
        product=Product.MSC_WJ, by=TECHNICIAN, key="bench-sample",
    ).payload["sample"]  # fmt: skip
    who = people["technician@KL-LAB"]
    client = Client(headers={"host": "127.0.0.1"})
    member = Member.objects.select_related("account").get(code=who.code)
    assert member.account is not None  # noqa: S101 - the cast has accounts
    client.force_login(member.account, backend="cordline.access.backends.StaffBackend")
    session = client.session
    session[SESSION_SITE] = who.site
    session.save()
    box = Box.objects.filter(positions__container__isnull=False).earliest("id")
    return {"client": client, "sample": str(sample), "box": box.id}


def grow(rows: int) -> None:
    """Copy one sample until the list is as long as a busy laboratory's after years."""
    from cordline.assays.models import Sample
    from cordline.ledger.services import act
    from tests.cast import TECHNICIAN

    first = Sample.objects.earliest("id")
    columns = [
        field.column
        for field in Sample._meta.concrete_fields
        if field.column not in ("id", "code", "taken_at")
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    for start in range(0, rows, IN_A_STATEMENT):
        with act(GROWN, by=TECHNICIAN, key=f"grow-{start}", content={"start": start}) as this:
            with connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO assays_sample (code, taken_at, {names}) "  # noqa: S608 - names of our own columns
                    f"SELECT 'SM25-' || lpad((s + 1000)::text, 6, '0') || '-B', taken_at - s * interval '1 minute', "
                    f"{names} FROM assays_sample, generate_series(%s, %s) s WHERE assays_sample.id = %s",
                    [start + 1, min(start + IN_A_STATEMENT, rows), first.id],
                )
            this.record(subject=first.code)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assays_sample")
        assert cursor.fetchone()[0] > rows  # noqa: S101 - a measurement of fewer rows says nothing


def timed(call: Callable[[], Any], calls: int) -> list[float]:
    """Milliseconds of each call, after one that warms."""
    call()
    taken = []
    for _ in range(calls):
        began = time.perf_counter()
        call()
        taken.append(round((time.perf_counter() - began) * 1000, 1))
    return taken


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure each page in interleaved rounds (``--rounds``, ``--calls``; ``--nodes`` is the length of the list)."""
    from cordline.assays.services import NewResult, record_results
    from cordline.assays.types import LotTest, Reading, ValueKind
    from cordline.ledger.services import database_now
    from tests.cast import QUALITY

    with stage():
        made = furnish()
        grow(options.nodes)
        client, box = made["client"], reverse("bank:box", kwargs={"number": made["box"]})
        listed = reverse("assays:samples")
        number = iter(range(10**6))

        def page(place: str) -> Callable[[], None]:
            def get() -> None:
                answer = client.get(place)
                if answer.status_code != 200:
                    raise RuntimeError(f"{place} answered {answer.status_code}")

            return get

        def fifty() -> None:
            reading = Reading(LotTest.VIABILITY, ValueKind.NUMBER, Decimal("91.5"), "%")
            results = [NewResult(made["sample"], reading, database_now(), "", "", "") for _ in range(50)]
            record_results(results=results, by=QUALITY, key=f"bench-{next(number)}")

        ways = {
            "list": page(listed),
            "list, a late page": page(f"{listed}?page=1500"),
            "list, filtered": page(f"{listed}?code=SM25-0500"),
            "box": page(box),
            "results": fifty,
        }
        rounds: dict[str, list[list[float]]] = {name: [] for name in ways}
        for _ in range(options.rounds):
            for name, way in ways.items():
                rounds[name].append(timed(way, options.calls))
    slow = {name: p95([one for each in taken for one in each]) for name, taken in rounds.items()}
    return {
        "name": "pages",
        "ok": True,
        "results": [
            {
                "what": name,
                "unit": "ms",
                "rounds": taken,
                "p95": slow[name],
                "rows": options.nodes,
                "cores": os.cpu_count(),
            }
            for name, taken in rounds.items()
        ],
        "targets": [
            target(f"p95 of {name}", f"{value} ms", f"{WANTED[name]} ms", value <= WANTED[name])
            for name, value in slow.items()
        ],
    }
