"""What this room does: laboratories and methods, samples, results and their correction, specifications."""

from cordline.assays.services.catalogue import enter_laboratory, enter_method
from cordline.assays.services.correcting import correct_result
from cordline.assays.services.many import record_results, why_not_recorded_many
from cordline.assays.services.results import (
    NewResult,
    insert_results_within,
    record_result,
    stop_for_within,
)
from cordline.assays.services.reviewing import review_results
from cordline.assays.services.samples import take_sample, take_sample_within
from cordline.assays.services.specifications import approve_specification, draft_specification

__all__ = [
    "NewResult",
    "approve_specification",
    "correct_result",
    "draft_specification",
    "enter_laboratory",
    "enter_method",
    "insert_results_within",
    "record_result",
    "record_results",
    "review_results",
    "stop_for_within",
    "take_sample",
    "take_sample_within",
    "why_not_recorded_many",
]
