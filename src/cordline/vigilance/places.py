"""Where vigilance's pages are, and their lines in the menu."""

from cordline.ground.codes import Kind
from cordline.vigilance.pages import READERS, TRACERS
from cordline.web.places import menu, place

place(Kind.RECALL, "vigilance:recall", *READERS)
menu("Trace", "vigilance:trace_start", *TRACERS, icon="hierarchy", group="Cells", keys="g t", order=60)
menu("Recall", "vigilance:recalls", *READERS, icon="arrow-back-up", group="Quality", keys="g x", order=40)
