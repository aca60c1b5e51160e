"""How private each field of this room is: codes and references; what a file said of a person is not kept here."""

_CODES = {
    "ImportBatch": "code sha256 unit hold imported_by withdrawn_by withdrawal_hold",
    "ImportedRow": "batch reference code content",
}
_OPERATIONAL = {
    "ImportBatch": "id site kind rows created imported_at opened_at withdrawn_at withdrawal_reason",
    "ImportedRow": "id site kind line",
}
PRIVACY: dict[str, str] = {
    f"{model}.{name}": kind
    for kind, models in (("code", _CODES), ("operational", _OPERATIONAL))
    for model, names in models.items()
    for name in names.split()
}
