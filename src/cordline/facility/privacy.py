"""How each field of the facility room is classed; nothing here is about a person but staff codes."""

_OPERATIONAL = {
    "Licence": (
        "number holder scope product valid_from expires_on document withdrawn_at withdrawn_reason".split()
    ),
    "Room": ["name", "grade", "out_of_service"],
    "Equipment": ["name", "kind", "calibrated_until", "out_of_service"],
    "ReagentLot": (
        "name supplier supplier_lot origin residues halal_certificate state received_at expires_at decided_at "
        "decided_reason".split()
    ),
}
_CODED = {
    "Licence": ["id", "site"],
    "Room": ["id", "code", "site"],
    "Equipment": ["id", "code", "site", "room"],
    "ReagentLot": ["id", "code", "site", "decided_by"],
}
PRIVACY = {f"{model}.{field}": "operational" for model, fields in _OPERATIONAL.items() for field in fields} | {
    f"{model}.{field}": "code" for model, fields in _CODED.items() for field in fields
}
