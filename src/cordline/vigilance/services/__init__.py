"""What vigilance does: recalls, drills and look-backs, from the first hold to the findings."""

from cordline.vigilance.services.recalls import check_contact, close_recall, open_look_back, recall

__all__ = ["check_contact", "close_recall", "open_look_back", "recall"]
