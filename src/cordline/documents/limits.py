"""Numbers of the documents room, each with its source."""

LARGEST_FILE_BYTES = 25 * 1024 * 1024  # the blueprint, section 3, Files
LONGEST_NAME = 120  # what a download dialog shows whole
MOST_COPIES = 50  # of one label; more are a new roll, not a print
LANGUAGES = ("en", "ms", "ja", "zh-hans")  # the house's four; English is first
