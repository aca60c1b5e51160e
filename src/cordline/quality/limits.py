"""Numbers of the quality room, each with its source."""

LONGEST_TITLE = 200  # one line on the release page
LONGEST_WORDS = 4000  # a page of print for each part of an investigation
