"""The ask box: a question in four languages becomes an emergency, a page, a person, or an honest no.

It composes no text, obeys no instruction in a question, calls nothing outside, and keeps no word of what was asked.
"""

from cordline.knowledge.asking.asked import ask, warm
from cordline.knowledge.asking.types import Answer, AskKind, Reason

__all__ = ["Answer", "AskKind", "Reason", "ask", "warm"]
