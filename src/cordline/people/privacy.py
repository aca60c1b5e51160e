"""What class of privacy each field of the people room has; the personal ones are ciphertexts."""

from cordline.people.types import TEXTS

PRIVACY: dict[str, str] = {
    **{f"Person.{name}": "personal" for name in TEXTS},
    **{f"Person.{name}": "code" for name in ("code", "kind", "site")},
    **{
        f"Person.{name}": "operational"
        for name in ("id", "registered_at", "registered_by", "erased_at", "erased_by")
    },
    "PersonKey.person": "code",
    **{f"PersonKey.{name}": "operational" for name in ("wrapped", "made_at")},
    **{f"SearchWord.{name}": "operational" for name in ("id", "person", "word")},
    **{f"Observation.{name}": "clinical" for name in ("kind", "weight_kg", "allergens", "observed_at")},
    **{f"Observation.{name}": "operational" for name in ("id", "person", "observed_by", "site")},
    **{
        f"Erasure.{name}": "operational"
        for name in ("id", "person", "reason", "retained", "site", "erased_at", "erased_by")
    },
}
