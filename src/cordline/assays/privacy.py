"""How private each field of this room is: results and samples are clinical and know people by code only."""

_CODES = {
    "Laboratory": "code",
    "Method": "code",
    "Sample": "code node taken_by",
    "Result": "code sample recorded_by corrects struck_by",
    "Specification": "code drafted_by approved_by signature",
    "SpecificationLine": "specification",
    "OutOfSpecification": "result specification deviation hold",
}
_CLINICAL = {
    "Sample": "taken_from taken_at blood_loss blood_ml_48h colloid_ml_48h crystalloid_ml_1h",
    "Result": "test kind value unit detection_limit reported_at strike_reason",
    "OutOfSpecification": "limit",
}
_OPERATIONAL = {
    "Laboratory": "id site name country accreditation accredited_under accredited_until",
    "Method": "id site name test donor_screening_under validated_for_diluted_plasma unit detection_limit",
    "Sample": "id site zone product sent_to due_on recorded_at",
    "Result": "id site method laboratory recorded_at struck_at",
    "Specification": "id site product use market version passage_limit drafted_at approved_at",
    "SpecificationLine": "id place test stage limit low high unit method required source mark",
    "OutOfSpecification": "id site found_at",
}
PRIVACY: dict[str, str] = {
    f"{model}.{name}": kind
    for kind, models in (("code", _CODES), ("clinical", _CLINICAL), ("operational", _OPERATIONAL))
    for model, names in models.items()
    for name in names.split()
}
