"""Numbers of the bank that are shapes of things, not product limits.

Source: a cryobox of 12 by 12; the largest freezing bag holds 500 mL.
"""

from decimal import Decimal

BOX_ROWS = 12
BOX_COLUMNS = 12
MOST_CONTAINERS_AT_ONCE = 500
MOST_CONTAINER_ML = Decimal(500)
MOST_TO_RESERVE = 40
LEAST_CELLS = 1_000
MOST_CELLS_IN_CONTAINER = 50_000_000_000
ROW_LETTERS = "ABCDEFGHIJKL"
