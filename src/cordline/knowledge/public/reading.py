"""What the public pages read: everything of one publication, on one day, at one place.

``standing`` is the one tiny query of every visit. What is read for it is kept until the next publication or day.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from functools import wraps
from threading import Event, Lock
from typing import Any, TypeVar, cast

from django.db import connection
from psycopg.pq import ExecStatus

from cordline.knowledge import selectors
from cordline.knowledge.models import Edition
from cordline.knowledge.shown import (
    ShownChange,
    ShownEvidence,
    ShownFigure,
    ShownLink,
    ShownPage,
    ShownSource,
    ShownTerm,
)
from cordline.knowledge.types import Language, PageKind

# The clinic whose site this is: the first; its zone tells the day, its country the law that binds a page (W44).
_STANDING = (
    "SELECT p.version, (ledger.now() AT TIME ZONE coalesce(s.zone, 'UTC'))::date, coalesce(s.country, 'MY'), "
    "h.demonstration FROM knowledge_publication p CROSS JOIN ledger.house h "
    "LEFT JOIN LATERAL (SELECT zone, country FROM access_site ORDER BY kind = 'clinic' DESC, code LIMIT 1) s "
    "ON true WHERE p.id = 1"
)
Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Standing:
    """What a page depends on besides its address: publication, day, place, and whether it is all made up."""

    version: int
    today: date
    place: str
    demonstration: bool

    @property
    def stamp(self) -> str:
        """All of it in one word."""
        return f"{self.version}.{self.today.isoformat()}.{self.place}.{int(self.demonstration)}"


_PREPARED = "cordline_standing"
_fixed: ContextVar[Standing | None] = ContextVar("standing", default=None)
_read: dict[tuple[Any, ...], Any] = {}
_NOTHING = object()
_lock = Lock()


def standing() -> Standing:
    """Ask the database how things stand now; inside ``fixed`` it is what was asked there."""
    return _fixed.get() or shared.ask(asked_now)


def asked_now() -> Standing:
    """Read it from the database: prepared once for each connection, since every visit asks it."""
    connection.ensure_connection()
    held: Any = connection.connection
    wire = held.pgconn
    if not getattr(held, _PREPARED, False):
        wire.prepare(_PREPARED.encode(), _STANDING.encode())
        setattr(held, _PREPARED, True)
    found = wire.exec_prepared(_PREPARED.encode(), None)
    if found.status != ExecStatus.TUPLES_OK or found.ntuples != 1:
        # Whatever is wrong with the connection, the ordinary way says it in Django's words.
        with connection.cursor() as cursor:
            cursor.execute(_STANDING)
            return Standing(*cursor.fetchone())
    version, today, place, demonstration = (found.get_value(0, column) for column in range(4))
    return Standing(int(version), date.fromisoformat(today.decode()), place.decode(), demonstration == b"t")


class Turn:
    """One question to the database for everybody who came before it was asked."""

    def __init__(self) -> None:
        self.done = Event()
        self.answer: Standing | None = None
        self.fault: BaseException | None = None


class Shared:
    """Lets visitors who wait at the same time share one question. Nobody is given an answer older than their visit."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._asking = Lock()
        self._next: Turn | None = None

    def ask(self, question: Callable[[], Standing]) -> Standing:
        """Join the turn that was not asked yet, or lead the next."""
        with self._lock:
            turn, leads = self._next or Turn(), self._next is None
            self._next = turn
        if leads:
            self._lead(turn, question)
        else:
            turn.done.wait()
        if turn.fault is not None:
            raise turn.fault
        assert turn.answer is not None  # noqa: S101 - a turn ends with an answer or a fault
        return turn.answer

    def _lead(self, turn: Turn, question: Callable[[], Standing]) -> None:
        with self._asking:
            with self._lock:
                self._next = None  # who comes from here on was not here when it was asked
            try:
                turn.answer = question()
            except BaseException as fault:  # everybody who waits must hear of it
                turn.fault = fault
            finally:
                turn.done.set()


shared = Shared()


def stamp() -> str:
    """The mark of how things stand now."""
    return standing().stamp


@contextmanager
def fixed(at: Standing) -> Iterator[None]:
    """Let everything inside be read for one standing, so that a page is not put together from two."""
    token = _fixed.set(at)
    try:
        yield
    finally:
        _fixed.reset(token)


def _once(read: Function) -> Function:
    """Read something once for each standing; what was read for an older one is thrown away."""

    @wraps(read)
    def once(*args: Any) -> Any:
        now = standing()
        key = (now.stamp, read.__name__, *args)
        kept = _read.get(key, _NOTHING)  # in one step: another thread may throw away what is old
        if kept is not _NOTHING:
            return kept
        with fixed(now):
            found = read(*args)
        with _lock:
            for old in [each for each in _read if each[0] != now.stamp]:
                del _read[old]
            _read[key] = found
        return found

    return cast("Function", once)


@dataclass(frozen=True)
class Entry:
    """A page in a list; ``asked`` is its question in words."""

    id: str
    kind: PageKind
    slug: str
    title: str
    one_line: str
    asked: str


@_once
def links(lang: Language) -> tuple[Entry, ...]:
    """Every page and term of a language, in order."""
    asked = dict(Edition.objects.filter(language=lang).values_list("page__code", "wording__question"))
    return tuple(
        Entry(each.id, each.kind, each.slug, each.title, each.one_line, asked.get(each.id, ""))
        for kind in PageKind
        for each in _listed(kind, lang)
    )


def _listed(kind: PageKind, lang: Language) -> tuple[ShownLink, ...]:
    now = standing()
    return selectors.shown_list(kind, lang, now.place, now.today)


def _of(kind: PageKind, lang: Language) -> tuple[Entry, ...]:
    return tuple(each for each in links(lang) if each.kind is kind)


def entries(shown: Iterable[ShownLink], lang: Language) -> list[Entry]:
    """Give links with their questions in words."""
    known = {each.id: each for each in links(lang)}
    return [known[each.id] for each in shown if each.id in known]


def answers(lang: Language) -> tuple[Entry, ...]:
    """The answer pages of a language."""
    return _of(PageKind.ANSWER, lang)


def terms(lang: Language) -> tuple[Entry, ...]:
    """The words explained; the one line of each is its meaning."""
    return _of(PageKind.TERM, lang)


@_once
def treatments(lang: Language) -> tuple[ShownPage, ...]:
    """The treatments, whole, since their status stands on every page."""
    return _whole(PageKind.TREATMENT, lang)


@_once
def conditions(lang: Language) -> tuple[ShownPage, ...]:
    """The conditions, whole."""
    return _whole(PageKind.CONDITION, lang)


def _whole(kind: PageKind, lang: Language) -> tuple[ShownPage, ...]:
    pages = (page(kind, link.slug, lang) for link in _listed(kind, lang))
    return tuple(each for each in pages if each is not None)


def page(kind: PageKind, slug: str, lang: Language) -> ShownPage | None:
    """One page; in English where the language has none."""
    now = standing()
    found = selectors.shown_page(kind, slug, lang, now.place, now.today)
    if found is None and lang is not Language.EN:
        return selectors.shown_page(kind, slug, Language.EN, now.place, now.today)
    return found


def term(slug: str, lang: Language) -> ShownTerm | None:
    """One word explained; in English where the language has none."""
    now = standing()
    found = selectors.shown_term(slug, lang, now.place, now.today)
    return found or selectors.shown_term(slug, Language.EN, now.place, now.today)


@_once
def words() -> Mapping[str, Mapping[Language, str]]:
    """Each term's word in every language, by the term's address."""
    found: dict[str, dict[Language, str]] = {}
    for lang in Language:
        for link in _listed(PageKind.TERM, lang):
            found.setdefault(link.slug, {})[lang] = link.title
    return found


@_once
def figures(lang: Language) -> tuple[ShownFigure, ...]:
    """Every live figure as it stands."""
    return selectors.figures_shown(lang)


def figure(name: str, lang: Language) -> ShownFigure | None:
    """One live figure, or nothing while none was published."""
    return next((each for each in figures(lang) if each.name == name), None)


def figure_history(name: str, lang: Language) -> tuple[ShownFigure, ...]:
    """Every publication of a figure."""
    return selectors.figure_history(name, lang)


def evidence(code: str, lang: Language) -> ShownEvidence | None:
    """One source with what stands beside it."""
    return selectors.evidence_shown(code, lang)


@_once
def evidence_list() -> tuple[ShownSource, ...]:
    """Every source."""
    return selectors.evidence_list()


def changes(shown: ShownPage) -> tuple[ShownChange, ...]:
    """What changed on a page, when and why."""
    return selectors.page_changes(shown.kind, shown.slug)
