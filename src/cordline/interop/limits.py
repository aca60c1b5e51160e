"""How large a file may be that is taken in one piece; one act lives at most 30 seconds."""

LARGEST_BYTES = 25 * 1024 * 1024
LARGEST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_ROWS = {"donors": 2_000, "cords": 2_000, "lots": 2_000, "results": 5_000}
LONGEST_CELL = 1_000
MOST_COLUMNS = 100
MOST_ERRORS = 200
