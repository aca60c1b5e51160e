"""The desk's own lines of the menu."""

from cordline.desk.verbs import AUDITORS, KEEPERS
from cordline.ground.roles import Role
from cordline.web.places import menu

menu("My work", "desk:home", icon="home", group="Work", keys="g h", order=10)
menu("Scan", "desk:scan", icon="scan", group="Work", keys="g s", order=20)
menu("Search", "desk:search", icon="search", group="Work", order=30)
menu("Audit trail", "desk:audit", *AUDITORS, icon="list-search", group="Quality", keys="g a", order=90)
menu("Status", "desk:status", *KEEPERS, icon="server", group="House", order=10)
menu("Inspector view", "desk:inspector", Role.INSPECTOR, icon="eye", group="Quality", order=95)
