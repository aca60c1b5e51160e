"""Persons as tables: personal texts are ciphertexts under the person's own key, searched by keyed hashes.

History (``ledger.change``), logs, WAL and copies of the database hold ciphertexts only. What is clinical and coded
(weight, allergens) stands in clear under the person's code.
"""

from django.db import models
from django.db.models import Q

from cordline.ledger.models import Record
from cordline.people.triggers import only_by_erasure
from cordline.people.types import PersonKind


class Person(Record):
    """A natural person, to the rest of the house a code."""

    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)
    site = models.CharField(max_length=16)
    full_name = models.BinaryField()
    called_name = models.BinaryField(default=b"")
    own_script_name = models.BinaryField(default=b"")
    kana = models.BinaryField(default=b"")
    birth_date = models.BinaryField()
    sex = models.BinaryField()
    contacts = models.BinaryField(default=b"")
    languages = models.BinaryField(default=b"")
    allergies_text = models.BinaryField(default=b"")
    notes = models.BinaryField(default=b"")
    registered_at = models.DateTimeField()
    registered_by = models.CharField(max_length=40)
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.CharField(max_length=40, blank=True, default="")

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(name="person_kind", condition=Q(kind__in=[k.value for k in PersonKind])),
            models.CheckConstraint(
                name="person_erased_whole",
                condition=Q(erased_at=None, erased_by="") | (Q(erased_at__isnull=False) & ~Q(erased_by="")),
            ),
        ]
        indexes = [models.Index(fields=["site", "kind", "-registered_at"], name="person_list")]

    def __str__(self) -> str:
        return self.code


class PersonKey(models.Model):
    """A person's own key, wrapped by the site's key. Not of record: history must not hold it."""

    person = models.CharField(max_length=20, primary_key=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        triggers = [only_by_erasure()]

    def __str__(self) -> str:
        return f"key of {self.person}"


class SearchWord(models.Model):
    """One keyed hash by which a person is found. Not of record: made from the texts, remade when they change."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="search_words")
    word = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "person"], name="search_word_once")]

    def __str__(self) -> str:
        return f"search word {self.pk}"


class Observation(Record):
    """A fact observed about a person at a time: weight, or what was answered about allergies."""

    WEIGHT, ALLERGIES = "weight", "allergies"

    person = models.ForeignKey(Person, models.PROTECT, related_name="observations")
    kind = models.CharField(max_length=12)
    weight_kg = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    allergens = models.JSONField(default=list)
    observed_at = models.DateTimeField()
    observed_by = models.CharField(max_length=40)
    site = models.CharField(max_length=16)

    class Meta(Record.Meta):
        constraints = [
            models.CheckConstraint(
                name="observation_whole",
                condition=Q(kind="weight", weight_kg__isnull=False, allergens=[])
                | Q(kind="allergies", weight_kg=None),
            ),
            models.CheckConstraint(
                name="observation_weight",
                condition=Q(weight_kg=None) | Q(weight_kg__gte=2, weight_kg__lte=400),
            ),
        ]
        indexes = [models.Index(fields=["person", "kind", "-observed_at"], name="observation_latest")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Erasure(Record):
    """That who somebody is was erased, why, and what law keeps by code until when; restore erases them again."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="erasure")
    reason = models.CharField(max_length=400)
    retained = models.JSONField(default=list)
    site = models.CharField(max_length=16)
    erased_at = models.DateTimeField()
    erased_by = models.CharField(max_length=40)

    class Meta(Record.Meta):
        constraints = [models.CheckConstraint(name="erasure_reasoned", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"
