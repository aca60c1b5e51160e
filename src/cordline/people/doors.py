"""The object half of every door about a person: who may open whose record."""

from cordline.access.doors import person_rule
from cordline.people.selectors import why_not_open

person_rule(why_not_open)
