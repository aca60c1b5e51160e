"""The desk's lines in the menu."""

from cordline.knowledge.pages import READERS
from cordline.knowledge.pages.inquiries import ANSWERERS
from cordline.web.places import menu

menu("Public pages", "knowledge:pages", *READERS, icon="book", group="Public", keys="g w", order=10)
menu("Questions", "knowledge:inquiries", *ANSWERERS, icon="list-check", group="Public", keys="g q", order=5)
menu("Literature", "knowledge:sources", *READERS, icon="list", group="Public", keys="", order=20)
