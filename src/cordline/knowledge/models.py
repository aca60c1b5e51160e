"""Tables of the room knowledge: sources, statements, pages with their sentences and words, figures, facts, places.

Support lives on the sentence, words live on the language: a sentence that loses its support is withdrawn once, and with
it in every language at the same moment. Nothing here names a person.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from cordline.knowledge import limits, triggers
from cordline.knowledge.types import (
    BindingKind,
    EvidenceStanding,
    Fate,
    Grade,
    Language,
    Mark,
    PageKind,
    ReviewState,
    SentenceState,
    Verdict,
    WordingState,
)
from cordline.ledger.models import Record, record_triggers

_ACTOR = 64
_REFERENCE = 48


def _names(length: int = _REFERENCE) -> "ArrayField[list[str], list[str]]":
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


class Publication(models.Model):
    """The version of everything that visitors see. Not of record: the triggers of the tables below raise it."""

    id = models.SmallIntegerField(primary_key=True)
    version = models.BigIntegerField()
    raised_at = models.DateTimeField(null=True)


class Source(Record):
    """One row of the literature, as it stands now; ``SourceVersion`` tells how it stood before."""

    code = models.CharField(max_length=8, unique=True)
    claim = models.CharField(max_length=24, blank=True, default="")
    summary = models.TextField()
    verdict = models.CharField(max_length=16)
    strength = models.CharField(max_length=16, blank=True, default="")
    figure = models.TextField(blank=True, default="")
    citation = models.TextField()
    identifier = models.TextField(blank=True, default="")
    url = models.TextField(blank=True, default="")
    seen = models.BooleanField()
    standing = models.CharField(max_length=12, choices=[(s.value, s.value) for s in EvidenceStanding])
    note = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.claims_still_stand(), triggers.publication_raised()]  # noqa: RUF012
        indexes = [models.Index(fields=["claim"], name="knowledge_source_claim")]  # noqa: RUF012


class SourceVersion(Record):
    """How a source stood from a moment on, and why that changed."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    standing = models.CharField(max_length=12)
    verdict = models.CharField(max_length=16)
    reason = models.TextField()
    by = models.CharField(max_length=_ACTOR)

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.never_changes()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["source", "number"], name="knowledge_source_version_once")
        ]


class Statement(Record):
    """One of the statements that others make of such treatment, and what becomes of it here."""

    code = models.CharField(max_length=12, unique=True)
    question = models.CharField(max_length=4, db_index=True)
    kind = models.CharField(max_length=24)
    words = models.TextField()
    proposed_binding = models.CharField(max_length=10)
    fate = models.CharField(max_length=10, choices=[(f.value, f.value) for f in Fate])
    why = models.TextField()
    verdict = models.CharField(max_length=14, choices=[(v.value, v.value) for v in Verdict])
    grade = models.CharField(max_length=10, choices=[(g.value, g.value) for g in Grade])
    binding = models.CharField(max_length=10, choices=[(b.value, b.value) for b in BindingKind])
    rests_on = _names()
    review_on = models.DateField()

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(binding=BindingKind.CONTENT) | Q(rests_on__len__gte=1),
                name="knowledge_statement_rests",
            )
        ]


class Page(Record):
    """One public page or term: its address never changes; what it says is in its revisions."""

    code = models.CharField(max_length=48, unique=True)
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in PageKind])
    slug = models.CharField(max_length=80)
    question = models.CharField(max_length=4)
    position = models.IntegerField()
    related = _names()

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["kind", "slug"], name="knowledge_address_once")
        ]


class Revision(Record):
    """One version of a page, the same in every language: what changed, why, and when it is read again."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    what = models.TextField()
    why = models.TextField()
    written_by = models.CharField(max_length=_ACTOR)
    written_at = models.DateTimeField()
    marked_by = _names(_ACTOR)
    published_at = models.DateTimeField(null=True)
    last_review_on = models.DateField(null=True)
    next_review_on = models.DateField(null=True)

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.publication_raised()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["page", "number"], name="knowledge_revision_once")
        ]


class Sentence(Record):
    """One sentence of a revision, the same in every language: what it claims, what it rests on, whether it is shown.

    ``status`` holds the facts of a line on what an authority says (U57), which is a claim like any other.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sentences")
    key = models.CharField(max_length=40)
    position = models.PositiveIntegerField()
    section = models.CharField(max_length=12)
    mark = models.CharField(max_length=8, choices=[(m.value, m.value) for m in Mark], null=True)  # noqa: DJ001
    claims = _names(12)
    rests_on = _names()
    verdict = models.CharField(max_length=14, choices=[(v.value, v.value) for v in Verdict], null=True)  # noqa: DJ001
    grade = models.CharField(max_length=10, choices=[(g.value, g.value) for g in Grade], null=True)  # noqa: DJ001
    denies = models.BooleanField(default=False)
    status = models.JSONField(null=True)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in SentenceState], default=SentenceState.DRAFT
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.TextField(blank=True, default="")
    replaced_by = models.CharField(max_length=_REFERENCE, blank=True, default="")

    class Meta(Record.Meta):
        triggers = [  # noqa: RUF012
            *record_triggers(),
            triggers.claim_stands(),
            triggers.settled("state", "withdrawn_at", "withdrawn_why", "replaced_by"),
            triggers.publication_raised(),
        ]
        indexes = [  # noqa: RUF012
            GinIndex(fields=["rests_on"], name="knowledge_sentence_rests"),
            GinIndex(fields=["claims"], name="knowledge_sentence_claims"),
        ]
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["revision", "key"], name="knowledge_sentence_once"),
            models.CheckConstraint(
                condition=Q(state=SentenceState.DRAFT)
                | Q(mark=Mark.PLAIN, rests_on__len=0)
                | Q(mark=Mark.CLAIM, verdict__isnull=False, grade__isnull=False, rests_on__len__gte=1),
                name="knowledge_shown_is_marked",
            ),
            models.CheckConstraint(
                condition=Q(state=SentenceState.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_why="")
                | ~Q(state=SentenceState.WITHDRAWN) & Q(withdrawn_at=None),
                name="knowledge_withdrawn_says_why",
            ),
        ]


class Binding(Record):
    """One thing that a shown claim rests on, and how it stood when the claim was let out."""

    sentence = models.ForeignKey(Sentence, models.PROTECT, related_name="bindings")
    reference = models.CharField(max_length=_REFERENCE)
    kind = models.CharField(max_length=10, choices=[(b.value, b.value) for b in BindingKind])
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="bindings")
    standing_seen = models.CharField(max_length=12, blank=True, default="")
    verdict_seen = models.CharField(max_length=16, blank=True, default="")

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.never_changes()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["sentence", "reference"], name="knowledge_binding_once"),
            models.CheckConstraint(
                condition=Q(kind=BindingKind.EVIDENCE, source__isnull=False)
                | Q(kind__in=["figure", "record", "setting"], source__isnull=True),
                name="knowledge_binding_names_something",
            ),
            models.CheckConstraint(
                condition=Q(kind="evidence")
                | Q(kind="figure", reference__in=[f"figure:{name}" for name in limits.FIGURES])
                | Q(kind="record", reference__in=[f"record:{name}" for name in limits.RECORDS])
                | Q(kind="setting", reference__in=[f"setting:{name}" for name in limits.SETTINGS]),
                name="knowledge_binding_is_known",
            ),
        ]


class Wording(Record):
    """A revision's words in one language: who wrote them, from which version, and who stands for them.

    ``source_version`` is the version of the English words that were translated; ``version`` grows with every change.
    """

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Language])
    title = models.CharField(max_length=limits.LONGEST_TITLE)
    question = models.TextField(blank=True, default="")
    one_line = models.TextField()
    text = models.JSONField()
    phrasings = _names(400)
    also = _names(120)
    review = models.CharField(max_length=16, choices=[(r.value, r.value) for r in ReviewState])
    author = models.CharField(max_length=120)
    reviewer = models.CharField(max_length=120, blank=True, default="")
    translated_from = models.PositiveIntegerField(null=True)
    source_version = models.PositiveIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in WordingState], default="draft"
    )
    written_by = models.CharField(max_length=_ACTOR)
    writers = _names(_ACTOR)
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=_ACTOR, blank=True, default="")
    approved_at = models.DateTimeField(null=True)
    signature = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        triggers = [  # noqa: RUF012
            *record_triggers(),
            triggers.settled("state", "review", "reviewer", "approved_by", "approved_at", "signature"),
        ]
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["revision", "language"], name="knowledge_wording_once"),
            models.CheckConstraint(
                condition=Q(review="machine-drafted", signature=None, approved_by="", reviewer="")
                | Q(review="reviewed", signature__isnull=False, approved_at__isnull=False)
                & ~Q(approved_by="")
                & ~Q(reviewer="")
                & ~Q(approved_by=F("written_by")),
                name="knowledge_review_is_signed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(language="en", translated_from=None)
                | ~Q(language="en") & Q(translated_from__isnull=False),
                name="knowledge_translation_names_its_source",
            ),
        ]


class Edition(Record):
    """Which words a visitor sees of a page in a language."""

    page = models.ForeignKey(Page, models.PROTECT, related_name="editions")
    language = models.CharField(max_length=8)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    published_by = models.CharField(max_length=_ACTOR)
    published_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.edition_checked(), triggers.publication_raised()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["page", "language"], name="knowledge_edition_once")
        ]


class FigurePublication(Record):
    """A live figure as it was published: counts, period, how sure, how complete. A change is a further row."""

    name = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    numerator = models.PositiveIntegerField()
    denominator = models.PositiveIntegerField()
    definition = models.TextField()
    period_from = models.DateField()
    period_to = models.DateField()
    low = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    completeness_pct = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    simulated = models.BooleanField()
    under_review = models.PositiveIntegerField(default=0)
    reason = models.TextField(blank=True, default="")
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=_ACTOR)

    class Meta(Record.Meta):
        triggers = [  # noqa: RUF012
            *record_triggers(),
            triggers.never_changes(),
            triggers.figure_checked(),
            triggers.publication_raised(),
        ]
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["name", "number"], name="knowledge_figure_once"),
            models.CheckConstraint(
                condition=Q(numerator__lte=F("denominator")), name="knowledge_part_of_whole"
            ),
            models.CheckConstraint(
                condition=Q(under_review__lte=F("numerator")), name="knowledge_review_of_counted"
            ),
            models.CheckConstraint(
                condition=Q(period_from__lte=F("period_to")), name="knowledge_period_runs"
            ),
            models.CheckConstraint(condition=Q(name__in=limits.FIGURES), name="knowledge_figure_known"),
        ]


class Fact(Record):
    """A value that recurs on pages, in one version; pages say it by its name (U60)."""

    code = models.CharField(max_length=4)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=80)
    values = models.JSONField()
    said = models.JSONField()
    reason = models.TextField(blank=True, default="")
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=_ACTOR)

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.never_changes(), triggers.publication_raised()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["code", "version"], name="knowledge_fact_version_once")
        ]


class PlaceRule(Record):
    """What the law of one place lets a clinic show, from a date on (W44)."""

    place = models.CharField(max_length=4)
    version = models.PositiveIntegerField()
    effective_on = models.DateField()
    checked = models.BooleanField()
    products_hidden = _names(16)
    classes_hidden = _names(24)
    source = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=_ACTOR)

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.never_changes(), triggers.publication_raised()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["place", "version"], name="knowledge_place_version_once")
        ]


class Inquiry(Record):
    """A question that a person must answer: when, in which language and by when. Its words and who asked are in people.

    ``code`` is the reference given to whoever asked, and their own code among persons.
    """

    code = models.CharField(max_length=24, unique=True)
    site = models.CharField(max_length=16)
    language = models.CharField(max_length=8, choices=[(each.value, each.value) for each in Language])
    about = models.CharField(max_length=16)
    channel = models.CharField(max_length=8)
    zone = models.CharField(max_length=40)
    reply_when = models.CharField(max_length=10)
    received_at = models.DateTimeField()
    promised_at = models.DateTimeField()

    class Meta(Record.Meta):
        triggers = [*record_triggers(), triggers.never_changes()]  # noqa: RUF012
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                name="knowledge_inquiry_promise_after_asking", condition=Q(promised_at__gt=F("received_at"))
            )
        ]
        indexes = [models.Index(fields=["promised_at"], name="knowledge_inquiry_due")]  # noqa: RUF012

    def __str__(self) -> str:
        return self.code
