"""How each field of the facility room is classed; nothing here is about a person but staff codes."""

_CODED = {
    "Licence": "id site",
    "Room": "id code site",
    "Equipment": "id code site room",
    "ReagentLot": "id code site decided_by",
}
_OPERATIONAL = {
    "Licence": "number holder scope product valid_from expires_on document withdrawn_at withdrawn_reason",
    "Room": "name grade out_of_service",
    "Equipment": "name kind calibrated_until out_of_service",
    "ReagentLot": "name supplier supplier_lot origin residues halal_certificate state received_at expires_at "
    "decided_at decided_reason",
}
PRIVACY = {
    f"{model}.{field}": classed
    for classed, models in (("code", _CODED), ("operational", _OPERATIONAL))
    for model, fields in models.items()
    for field in fields.split()
}
