"""What the public ask box searches: the pages as they are shown now, from the database."""

from cordline.knowledge.asking.asked import ask
from cordline.knowledge.asking.corpus import read_corpus, searched
from cordline.knowledge.asking.types import Answer, Entry
from cordline.knowledge.selectors import standing_base


def shown_corpus() -> tuple[Entry, ...]:
    """Give the shown pages; a house into which nothing was imported yet searches the shipped ones."""
    base = standing_base()
    return searched(base) if base.pages else read_corpus()


def ask_shown(text: str, lang: str, publication: object) -> Answer:
    """Answer a visitor's question from what publication ``publication`` shows."""
    return ask(text, lang, publication=publication, corpus=shown_corpus)
