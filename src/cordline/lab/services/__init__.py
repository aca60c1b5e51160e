"""What the laboratory does: cords received, cells isolated, grown, counted, banked and filled, cultures given up."""

from cordline.lab.services.counting import correct_count, count_culture
from cordline.lab.services.culturing import isolate_culture, passage_culture, start_culture
from cordline.lab.services.ending import discard_culture, report_contamination
from cordline.lab.services.filling import fill_bank, fill_lot
from cordline.lab.services.limits import approve_limits
from cordline.lab.services.receiving import receive_cord, receive_cord_within

__all__ = [
    "approve_limits",
    "correct_count",
    "count_culture",
    "discard_culture",
    "fill_bank",
    "fill_lot",
    "isolate_culture",
    "passage_culture",
    "receive_cord",
    "receive_cord_within",
    "report_contamination",
    "start_culture",
]
