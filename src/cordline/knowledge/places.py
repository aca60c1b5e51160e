"""The desk's lines in the menu."""

from cordline.knowledge.pages import READERS
from cordline.web.places import menu

menu("Public pages", "knowledge:pages", *READERS, icon="book", group="Public", keys="g p", order=10)
menu("Literature", "knowledge:sources", *READERS, icon="list", group="Public", keys="", order=20)
