"""The documents room's line in the menu."""

from cordline.documents.pages import SIGNED_READERS
from cordline.web.places import menu

menu("Signed records", "documents:signed", *SIGNED_READERS, icon="signature", group="Quality", order=80)
