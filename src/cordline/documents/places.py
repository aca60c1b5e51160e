"""The documents room's line in the menu."""

from cordline.documents.pages import LABEL_HANDS, SIGNED_READERS
from cordline.web.places import menu

menu("Signed records", "documents:signed", *SIGNED_READERS, icon="signature", group="Quality", order=80)
menu("Labels", "documents:find_labels", *LABEL_HANDS, icon="list-check", group="Cells", order=45)
