"""Where holds are shown, and their line in the menu."""

from cordline.ground.codes import Kind
from cordline.lineage.pages import READERS
from cordline.web.places import menu, place

place(Kind.HOLD, "lineage:hold", *READERS)
menu("Holds", "lineage:holds", *READERS, icon="hand-stop", group="Quality", order=35)
