"""``bench public``: a kept public page against a Django view that returns a constant, same server, same run.

Ours: the home page and an answer page from the shelf, each request with its one tiny query; and the same page asked
again by a browser that has it (304). The limit: a view without database and middleware in the same granian process.
"""

import argparse
import asyncio
import re
import time
from typing import Any

from bench.rounds import median, target
from bench.scan import served
from bench.stage import stage

CLIENTS = 8
HOME, ANSWER, CONSTANT = "/en/", "/en/questions/side-effects/", "/bench/constant/"
WANTED = 25  # per cent of the constant's rate (issue C)


def furnish() -> None:
    """A demonstration with the shipped knowledge base shown."""
    from cordline.access.services.demonstration import create_cast
    from cordline.ledger.services import declare_demonstration
    from tests.build_knowledge import shipped

    declare_demonstration(2026)
    create_cast()
    shipped()


def request_of(path: str, address: str, mark: str = "") -> bytes:
    """One visit as a browser asks for it."""
    known = f"If-None-Match: {mark}\r\n" if mark else ""
    return (
        f"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: keep-alive\r\nAccept-Encoding: gzip\r\n{known}\r\n"
    ).encode()


async def visiting(address: str, asked: bytes, wanted: bytes, until: float, taken: list[float]) -> None:
    """Ask again and again on one connection until the time is up."""
    host, port = address.split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    try:
        while time.perf_counter() < until:
            began = time.perf_counter()
            writer.write(asked)
            head = await reader.readuntil(b"\r\n\r\n")
            if wanted not in head[:20]:
                raise RuntimeError(head.decode(errors="replace"))
            length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
            if length and wanted != b" 304 ":
                await reader.readexactly(int(length[1]))
            taken.append((time.perf_counter() - began) * 1000)
    finally:
        writer.close()


def hammer(address: str, asked: bytes, seconds: float, wanted: bytes = b" 200 ") -> list[float]:
    """Let every visitor ask for some seconds; gives the milliseconds of each visit."""
    taken: list[float] = []

    async def all_of_them() -> None:
        until = time.perf_counter() + seconds
        await asyncio.gather(*(visiting(address, asked, wanted, until, taken) for _ in range(CLIENTS)))

    asyncio.run(all_of_them())
    return taken


def once(address: str, path: str) -> tuple[str, int]:
    """Visit once; gives the page's mark and the bytes of its packed body."""

    async def visit() -> tuple[str, int]:
        host, port = address.split(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(request_of(path, address).replace(b"keep-alive", b"close"))
        answer = await reader.read()
        head, _, body = answer.partition(b"\r\n\r\n")
        found = re.search(rb"etag: (\S+)", head, re.IGNORECASE)
        return (found[1].decode() if found else ""), len(body)

    return asyncio.run(visit())


def run(options: argparse.Namespace) -> dict[str, Any]:
    """Measure in interleaved rounds; every raw rate is given."""
    rates: dict[str, list[float]] = {"limit_constant": [], "home": [], "answer": [], "answer_304": []}
    slow: list[float] = []
    with stage() as urls:
        furnish()
        with served(urls.app, workers=1, application="bench.public_app:application") as address:
            sizes = {path: once(address, path)[1] for path in (HOME, ANSWER)}
            mark = once(address, ANSWER)[0]
            ways = {
                "limit_constant": (request_of(CONSTANT, address), b" 200 "),
                "home": (request_of(HOME, address), b" 200 "),
                "answer": (request_of(ANSWER, address), b" 200 "),
                "answer_304": (request_of(ANSWER, address, mark), b" 304 "),
            }
            for asked, wanted in ways.values():
                hammer(address, asked, 1.0, wanted)
            for _ in range(max(options.rounds, 5)):
                for name, (asked, wanted) in ways.items():
                    taken = hammer(address, asked, options.seconds, wanted)
                    rates[name].append(round(len(taken) / options.seconds, 1))
                    if name == "answer":
                        slow.append(round(sorted(taken)[int(len(taken) * 0.95)], 2))
    return _answer(rates, slow, sizes)


def _answer(rates: dict[str, list[float]], slow: list[float], sizes: dict[str, int]) -> dict[str, Any]:
    medians = {name: median(values) for name, values in rates.items()}
    shares = {
        name: round(100 * medians[name] / medians["limit_constant"], 1)
        for name in ("home", "answer", "answer_304")
    }
    targets = [
        target(f"kept page ({name})", f"{share} % of a constant view", f">= {WANTED} %", share >= WANTED)
        for name, share in shares.items()
    ]
    row = {
        "what": "visits a second, one worker", "unit": "1/s", "rounds": rates, "medians": medians,
        "ratios": {f"{name}_pct_of_limit": share for name, share in shares.items()},
        "p95_ms_of_answer": slow, "packed_bytes": sizes,
    }  # fmt: skip
    return {"name": "public", "results": [row], "targets": targets, "ok": all(one["met"] for one in targets)}
