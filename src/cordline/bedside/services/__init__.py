"""What the bedside offers: one function for each act."""

from cordline.bedside.services.day import ask_identity, check_tray, print_wristband, sign_fit
from cordline.bedside.services.infusing import (
    end_infusion,
    press_reaction,
    record_observation,
    report_reaction,
    start_infusion,
)
from cordline.bedside.services.preparing import (
    accept_dose,
    add_vial,
    begin_preparation,
    check_dose,
    count_dose,
    destroy_dose,
)
from cordline.bedside.services.verdict import check_dose_at_bedside

__all__ = [
    "accept_dose",
    "add_vial",
    "ask_identity",
    "begin_preparation",
    "check_dose",
    "check_dose_at_bedside",
    "check_tray",
    "count_dose",
    "destroy_dose",
    "end_infusion",
    "press_reaction",
    "print_wristband",
    "record_observation",
    "report_reaction",
    "sign_fit",
    "start_infusion",
]
