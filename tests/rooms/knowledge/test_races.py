"""A withdrawal and a publication at the same instant: whoever comes second knows of the first (I11)."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from cordline.config.cluster import ClusterUrls
from cordline.ground.refusal import Refused
from cordline.knowledge import verbs
from cordline.knowledge.models import Binding, Edition, Sentence, Source
from cordline.knowledge.services import change_source, publish_page, storing
from cordline.knowledge.types import EvidenceStanding, Language, SentenceState
from cordline.ledger.services import act, declare_demonstration
from tests import build_knowledge as build

ROUNDS = 4


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Do these at the same instant; gives each one's answer or refusal."""
    start = threading.Barrier(len(deeds))
    answers: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        start.wait()
        try:
            answers[place] = deed()
        except Refused as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


def unsupported() -> int:
    """Shown claims that rest on a source which does not stand."""
    weak = Source.objects.exclude(standing="current").values_list("code", flat=True)
    return Sentence.objects.filter(state="shown", mark="claim", rests_on__overlap=list(weak)).count()


@pytest.mark.req("I11")
def test_no_claim_is_shown_on_a_source_that_is_withdrawn_at_the_same_instant(
    committed_db: ClusterUrls,
) -> None:
    declare_demonstration(2026)
    build.take(build.small())
    for number in range(2, ROUNDS + 2):
        code = f"EV00{1 + number % 2}"
        if Source.objects.get(code=code).standing != "current":
            change_source(
                source=code,
                standing=EvidenceStanding.CURRENT,
                reason="Reinstated.",
                by=build.EDITOR,
                key=f"r{number}",
            )
        build.draft(build.sentence("short-1", f"Version {number}.", code), seen=number - 1, key=f"d{number}")
        build.approve(number=number)
        withdrawn, let_out = at_once(
            lambda n=number, c=code: change_source(
                source=c,
                standing=EvidenceStanding.SUPERSEDED,
                reason="At once.",
                by=build.EDITOR,
                key=f"w{n}",
            ),
            lambda n=number: publish_page(
                page="Q10", number=n, languages=[Language.EN], by=build.EDITOR, key=f"p{n}"
            ),
        )
        assert not isinstance(withdrawn, Refused)
        assert unsupported() == 0
        shown = Edition.objects.get(page__code="Q10", language="en").wording.revision.sentences.get(
            key="short-1"
        )
        if isinstance(let_out, Refused):
            assert shown.revision.number < number
        else:
            assert shown.state == "withdrawn"


@pytest.mark.req("I11")
def test_the_database_holds_it_even_where_a_publication_takes_no_gate(committed_db: ClusterUrls) -> None:
    declare_demonstration(2026)
    build.take(build.small())
    build.draft(build.sentence("short-1", "Version 2.", "EV001"))
    build.approve()
    judged, withdrawn = threading.Event(), threading.Event()

    def publish_blindly() -> object:
        with act(verbs.PAGE_DRAFTED, by=build.EDITOR, key="blind", content={}) as this:
            rows = list(Sentence.objects.filter(revision__number=2))
            storing.bind(rows, {row.code: row for row in Source.objects.all()})
            judged.set()
            withdrawn.wait(30)
            Sentence.objects.filter(revision__number=2).update(state=SentenceState.SHOWN)
            return this.record(subject="Q10")

    def withdraw() -> object:
        judged.wait(30)
        try:
            return change_source(
                source="EV001",
                standing=EvidenceStanding.RETRACTED,
                reason="At once.",
                by=build.EDITOR,
                key="w",
            )
        finally:
            withdrawn.set()

    let_out, taken = at_once(publish_blindly, withdraw)
    assert isinstance(let_out, Refused)
    assert [reason.code for reason in let_out.reasons] == ["knowledge.support_changed"]
    assert not isinstance(taken, Refused)
    assert unsupported() == 0
    assert not Binding.objects.filter(sentence__revision__number=2).exists()


@pytest.mark.req("I14", "U59")
def test_of_two_editors_at_the_same_instant_one_is_told(committed_db: ClusterUrls) -> None:
    declare_demonstration(2026)
    build.take(build.small())
    answers = at_once(
        lambda: build.draft(build.sentence("short-1", "One.", "EV001"), key="one"),
        lambda: build.draft(build.sentence("short-1", "Two.", "EV001"), by=build.SECOND_EDITOR, key="two"),
    )
    (refused,) = [each for each in answers if isinstance(each, Refused)]
    assert [reason.code for reason in refused.reasons] == ["knowledge.revision_stale"]
