"""Pages rendered before anybody asks: after a publication, a withdrawal, and when a new day begins.

A serving process looks every few seconds how things stand, which is the one tiny query of a visit. Where that has
changed it renders the home page, the treatments and the answers in every language, one after another, and rests after
each as long as it took twice over: visitors come first and wait for nothing here. A page that was not warmed yet is
rendered for whoever asks for it, as ever.
"""

import logging
import time
from collections.abc import Callable, Iterator
from itertools import islice

from django.conf import settings
from django.db import DatabaseError, connections
from django.http import HttpRequest
from django.urls import resolve

from cordline.knowledge.asking.asked import warm as warm_index
from cordline.knowledge.asking.shown import shown_corpus
from cordline.knowledge.public import reading
from cordline.knowledge.public.framing import Place
from cordline.knowledge.public.serving import shelf
from cordline.knowledge.types import Language

EVERY_S = 3.0  # between two looks
MOST_PAGES = 150  # of one look: four languages of some thirty pages
REST = 2.0  # times as long as a page took
LONGEST_REST_S = 5.0

log = logging.getLogger("cordline.knowledge.warming")


class Warmer:
    """Keeps the pages most asked for on the shelf of this process, for the publication and day that stand now."""

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        """Begin with nothing seen; ``sleep`` is how it rests."""
        self._sleep = sleep
        self._seen = ""

    def look(self) -> int:
        """Render what the newest publication or day has made old; give how many pages that were."""
        stamp = reading.stamp()
        if stamp == self._seen:
            return 0
        made = 0
        for path in islice(addresses(), MOST_PAGES):
            if reading.stamp() != stamp:
                return made  # something newer is shown already; the next look begins with it
            page = shelf.get(path)
            if page is None or page.stamp != stamp:
                begun = time.perf_counter()
                _render(path)
                made += 1
                self._sleep(min((time.perf_counter() - begun) * REST, LONGEST_REST_S))
        self._seen = stamp
        return made

    def watch(self) -> None:
        """Look again and again while the process serves; a database that is away is asked again later."""
        while settings.CORDLINE["WARM_PAGES"]:
            try:
                if self.look():
                    warm_index(reading.standing().version, shown_corpus)
            except DatabaseError:
                log.info("the database is away; pages are warmed later")
            finally:
                connections.close_all()
            self._sleep(EVERY_S)


def addresses() -> Iterator[str]:
    """What visitors open most, the home page of every language first."""
    for place in _places():
        for lang in Language:
            yield place.address(lang)


def _places() -> Iterator[Place]:
    yield Place("home")
    yield Place("treatments")
    for link in reading.answers(Language.EN):
        yield Place("answer", (("slug", link.slug),))
    for page in reading.treatments(Language.EN):
        yield Place("treatment", (("slug", page.slug),))


def _render(path: str) -> None:
    """Ask for a page as a visitor would, so that it comes onto the shelf; a page that fails is left to its visitor."""
    found = resolve(path)
    request = HttpRequest()
    request.method, request.path, request.path_info = "GET", path, path
    try:
        found.func(request, *found.args, **found.kwargs)
    except DatabaseError:
        raise
    except Exception:
        log.exception("a page could not be warmed", extra={"path": path})
