"""What the follow-up room offers: one function for each act."""

from cordline.followup.services.contacts import end_contact, raise_alert, stop_contacts, try_contact
from cordline.followup.services.events import (
    close_event,
    record_death,
    report_event,
    report_event_within,
    send_report,
    upgrade_event,
)
from cordline.followup.services.protocol import (
    confirm_protocol,
    open_contacts_within,
    place_contacts_within,
    record_protocol,
)

__all__ = [
    "close_event",
    "confirm_protocol",
    "end_contact",
    "open_contacts_within",
    "place_contacts_within",
    "raise_alert",
    "record_death",
    "record_protocol",
    "report_event",
    "report_event_within",
    "send_report",
    "stop_contacts",
    "try_contact",
    "upgrade_event",
]
