"""Numbers that law of nature sets, whatever a site approves; product limits are data (``lab.ProcessLimits``).

Source: a gram of tissue holds about 10^9 cells, so 10^13 cells would weigh ten kilograms; a square of a counting
chamber (0.1 microlitre) cannot be told apart by eye much above 2,000 cells.
"""

from decimal import Decimal

LEAST_CELLS = 1_000
MOST_CELLS = 10_000_000_000_000
MOST_PER_SQUARE = 2_000
MOST_SQUARES = 36
MOST_REPLICATES = 6
MOST_DILUTION = Decimal(10_000)
MOST_VOLUME_ML = Decimal(100_000)
MOST_AREA_CM2 = Decimal(1_000_000)
MOST_TISSUE_G = Decimal(500)
SQUARES_PER_ML = 10_000
LEAST_TRANSPORT_C = Decimal(-200)
MOST_TRANSPORT_C = Decimal(60)
MOST_PASSAGE = 60
