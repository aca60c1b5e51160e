"""The sentences of this room: why a result cannot be taken, and why it does not meet its specification."""

from cordline.ground.refusal import register

register(
    {
        # what results say about a specification
        "assays.out_of_specification": "{test}: {value} does not meet the limit ({limit}).",
        "assays.result_missing": "{test}: no result yet (limit: {limit}).",
        "assays.result_not_done": "{test}: not done.",
        "assays.result_invalid": "{test}: no valid result.",
        "assays.wrong_unit": "{test}: the result is in {found}, the limit in {wanted}.",
        "assays.wrong_value_kind": "{test}: “{found}” cannot be judged against the limit ({limit}).",
        "assays.detection_too_high": "{test}: below detection, but what the method detects ({detection}) lies above "
        "the limit ({limit}).",
        "assays.detection_unknown": "{test}: below detection, and what the method detects is not known.",
        "assays.passage_over_limit": "Passage {passage} is over the limit of {limit}.",
        "assays.passage_unknown": "The passage is not known.",
        "assays.specification_not_approved": "Specification {specification} version {version} is not approved here.",
        "assays.endotoxin_over_limit": "{given} EU/kg/h is over the limit of {limit} EU/kg/h by this route.",
    }
)
