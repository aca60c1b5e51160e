"""What this room does: laboratories and methods, samples, results and their correction, specifications."""

from cordline.assays.services.catalogue import enter_laboratory, enter_method
from cordline.assays.services.correcting import correct_result
from cordline.assays.services.results import insert_results_within, record_result, stop_for_within
from cordline.assays.services.samples import take_sample, take_sample_within
from cordline.assays.services.specifications import approve_specification, draft_specification

__all__ = [
    "approve_specification",
    "correct_result",
    "draft_specification",
    "enter_laboratory",
    "enter_method",
    "insert_results_within",
    "record_result",
    "stop_for_within",
    "take_sample",
    "take_sample_within",
]
