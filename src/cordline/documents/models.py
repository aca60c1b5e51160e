"""Tables of the documents room: files by hash, texts by version, renditions by language."""

from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from cordline.documents.limits import LANGUAGES, LARGEST_FILE_BYTES
from cordline.documents.types import LabelForm, MediaType, ReviewState
from cordline.ledger.models import Record


class _Sha256Hex(Func):
    """The SHA-256 of bytes in hexadecimal, as PostgreSQL computes it."""

    template = "encode(sha256(%(expressions)s), 'hex')"
    output_field = models.CharField()


class FileContent(models.Model):
    """The bytes of a file under their hash. Not a table of record: its own hash fixes what it holds."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    bytes = models.BinaryField()

    class Meta:
        constraints = [  # noqa: RUF012
            models.CheckConstraint(
                condition=Q(sha256=_Sha256Hex(F("bytes"))), name="documents_content_is_its_hash"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("bytes"), LARGEST_FILE_BYTES), name="documents_content_size"
            ),
        ]


class File(Record):
    """One file as it was handed in: whose, what about, by whom. The same bytes may be handed in for many records."""

    content = models.ForeignKey(FileContent, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80, choices=[(kind, kind) for kind in MediaType])
    size_bytes = models.PositiveIntegerField()
    about = models.CharField(max_length=24, db_index=True)
    site = models.CharField(max_length=16)
    stored_at = models.DateTimeField()
    stored_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["content", "about"], name="documents_file_once_per_record"),
            models.CheckConstraint(
                condition=Q(size_bytes__gte=1, size_bytes__lte=LARGEST_FILE_BYTES), name="documents_file_size"
            ),
        ]


class LabelPrint(Record):
    """One printing of one code's label: which print of it this is, in which form, and why it was printed again."""

    code = models.CharField(max_length=24)
    print_number = models.PositiveIntegerField()
    subject = models.CharField(max_length=24)
    batch = models.BigIntegerField(db_index=True)
    copies = models.PositiveSmallIntegerField()
    form = models.CharField(max_length=4, choices=[(form, form) for form in LabelForm])
    reason = models.CharField(max_length=400, blank=True, default="")
    site = models.CharField(max_length=16)
    printed_at = models.DateTimeField()
    printed_by = models.CharField(max_length=64)

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["code", "print_number"], name="documents_label_print_once"),
            models.CheckConstraint(
                condition=Q(print_number=1) | ~Q(reason=""), name="documents_label_again_for_a_reason"
            ),
            models.CheckConstraint(condition=Q(copies__gte=1, copies__lte=50), name="documents_label_copies"),
        ]


class Text(Record):
    """A text that people translate, in one version; a change is the next version, with renditions of its own."""

    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    written_at = models.DateTimeField()

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["key", "version"], name="documents_text_version_once")
        ]


class Rendition(Record):
    """The words of a text's version in one language, and who stands for them."""

    text = models.ForeignKey(Text, on_delete=models.PROTECT, related_name="renditions")
    language = models.CharField(max_length=8, choices=[(code, code) for code in LANGUAGES])
    title = models.CharField(max_length=200)
    body = models.TextField()
    written_by = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    review = models.CharField(
        max_length=12, choices=[(s, s.label) for s in ReviewState], default=ReviewState.DRAFT
    )
    reviewed_by = models.CharField(max_length=64, blank=True, default="")
    reviewed_at = models.DateTimeField(null=True)
    signature = models.BigIntegerField(null=True)

    class Meta(Record.Meta):
        constraints = [  # noqa: RUF012
            models.UniqueConstraint(fields=["text", "language"], name="documents_rendition_once"),
            models.CheckConstraint(
                condition=Q(review=ReviewState.DRAFT, reviewed_at=None, signature=None)
                | Q(review=ReviewState.REVIEWED, reviewed_at__isnull=False, signature__isnull=False),
                name="documents_review_is_signed",
            ),
        ]
