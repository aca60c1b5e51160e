"""The sentences of this room: why a result cannot be taken, and why it does not meet its specification."""

from cordline.ground.refusal import register

register(
    {
        # what may not be recorded
        "assays.laboratory_unknown": "There is no laboratory {laboratory} on record.",
        "assays.laboratory_known": "A laboratory {laboratory} is on record already.",
        "assays.code_taken": "This code is on record already.",
        "assays.method_unknown": "There is no test method {method} on record.",
        "assays.method_known": "A test method {method} is on record already.",
        "assays.method_of_another_test": "The method {method} tests {found}, not {wanted}.",
        "assays.name_missing": "A name is needed.",
        "assays.code_shape": "“{code}” cannot be a code here: 2 to 24 capital letters, digits and dashes.",
        "assays.sample_unknown": "There is no sample {sample} on record.",
        "assays.sample_source": "A sample of {kind} cannot be taken from {taken_from}.",
        "assays.sample_product": "Of a bank or a lot the product line must be said.",
        "assays.time_without_zone": "The time {given} has no time zone.",
        "assays.zone_unknown": "“{zone}” is no time zone known here.",
        "assays.time_ahead": "The time {given} lies ahead.",
        "assays.reported_before_taken": "The result is dated {reported}, before its sample was taken ({taken}).",
        "assays.test_unknown": "“{test}” is no test known here.",
        "assays.test_of_other_material": "{test} is not a test of a sample from {taken_from}.",
        "assays.value_missing": "A number needs its value.",
        "assays.value_not_wanted": "“{kind}” takes no number.",
        "assays.value_impossible": "{value} {unit} is impossible for {test}.",
        "assays.value_kind_unfit": "“{kind}” is no result of {test}.",
        "assays.unit_missing": "A number needs its unit.",
        "assays.volume_impossible": "{volume} mL is impossible.",
        "assays.result_unknown": "There is no result {result} on record.",
        "assays.result_struck": "Result {result} has been struck already.",
        "assays.result_unchanged": "The correction says what the result says already.",
        "assays.correction_own": "A reading that stops something is corrected by somebody other than who recorded it.",
        "assays.reason_missing": "A reason is needed.",
        "assays.foreign_site": "{code} belongs to {site}, not to your site.",
        "assays.specification_unknown": "There is no specification {specification} on record.",
        "assays.specification_unreadable": "The specification cannot be taken: {fault}.",
        "assays.specification_version_known": "This version is on record already.",
        "assays.specification_approved_already": "Specification {specification} is approved already.",
        "assays.specification_own": "Whoever drafted a specification does not approve it.",
        "assays.donor_reactive": "{test} is reactive (sample {sample}).",
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
        "assays.endotoxin_over_limit": "{given} EU/kg/h is over the limit of {limit} EU/kg/h by this route.",
    }
)
