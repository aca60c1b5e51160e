"""Sources as visitors see them: what each finds, how it stands and stood, what speaks beside it, who leans on it."""

from cordline.knowledge.models import Edition, Sentence, Source, Statement
from cordline.knowledge.shown import ShownCoverage, ShownEvidence, ShownLink, ShownSource, ShownVersion
from cordline.knowledge.types import BindingKind, EvidenceStanding, Language, PageKind


def shown_source(row: Source) -> ShownSource:
    """Give a row of the literature as a value."""
    return ShownSource(
        kind=BindingKind.EVIDENCE.value,
        code=row.code,
        title=row.summary,
        citation=row.citation,
        identifier=row.identifier,
        url=row.url,
        verdict=row.verdict,
        strength=row.strength,
        figure=row.figure,
        seen=row.seen,
        current=row.standing == EvidenceStanding.CURRENT,
        note=row.note,
    )


def evidence_list() -> tuple[ShownSource, ...]:
    """Give the whole literature, by code."""
    return tuple(shown_source(row) for row in Source.objects.order_by("code"))


def evidence_shown(code: str, language: Language = Language.EN) -> ShownEvidence | None:
    """Give one source with its history, what speaks beside it on the same statement, and the pages that lean on it."""
    row = Source.objects.filter(code=code).first()
    if row is None:
        return None
    statement = Statement.objects.filter(code=row.claim).first()
    beside = Source.objects.filter(claim=row.claim).exclude(pk=row.pk).order_by("code") if row.claim else ()
    return ShownEvidence(
        source=shown_source(row),
        standing=row.standing,
        statement=row.claim,
        statement_text=statement.words if statement else "",
        beside=tuple(shown_source(other) for other in beside),
        versions=tuple(
            ShownVersion(each.number, each.at, each.standing, each.verdict, each.reason)
            for each in row.versions.order_by("-number")
        ),
        used_on=_used_on(code, language),
    )


def _used_on(code: str, language: Language) -> tuple[ShownLink, ...]:
    revisions = Sentence.objects.filter(rests_on__contains=[code], state="shown").values("revision")
    rows = (
        Edition.objects.filter(language=language, wording__revision__in=revisions)
        .select_related("wording", "page")
        .order_by("page__position", "page__code")
    )
    return tuple(
        ShownLink(
            id=row.page.code,
            kind=PageKind(row.page.kind),
            slug=row.page.slug,
            title=row.wording.title,
            question=row.page.question,
            order=row.page.position,
        )
        for row in rows
    )


def coverage() -> tuple[ShownCoverage, ...]:
    """Give every statement of the coverage list with its fate, what it rests on, and the sentences that answer it."""
    shown = Edition.objects.filter(language=Language.EN).values("wording__revision")
    answered: dict[str, list[str]] = {}
    rows = Sentence.objects.filter(revision__in=shown).exclude(claims=[]).select_related("revision__page")
    for row in rows.order_by("revision__page__position", "position"):
        for claim in row.claims:
            answered.setdefault(claim, []).append(f"{row.revision.page.code}#{row.key}")
    found = sorted(
        Statement.objects.all(), key=lambda each: (each.question, int(each.code.partition(".c")[2] or 0))
    )
    return tuple(
        ShownCoverage(
            code=row.code,
            question=row.question,
            kind=row.kind,
            words=row.words,
            fate=row.fate,
            why=row.why,
            verdict=row.verdict,
            grade=row.grade,
            binding=row.binding,
            rests_on=tuple(row.rests_on),
            answered_by=tuple(answered.get(row.code, ())),
            review_on=row.review_on,
        )
        for row in found
    )
