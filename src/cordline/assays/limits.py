"""Numbers of law and physics for test results, each with its source; limits of products are approved data instead."""

from decimal import Decimal
from types import MappingProxyType

from cordline.ground.products import Route

# K in EU per kg and hour: 5 for every route but the intrathecal (0.2), which this house does not give.
# Source: USP <85>.
ENDOTOXIN_K = MappingProxyType(
    {Route.INTRAVENOUS: Decimal(5), Route.INTRA_ARTICULAR: Decimal(5), Route.TOPICAL: Decimal(5)}
)
ENDOTOXIN_K_INTRATHECAL = Decimal("0.2")

# What a page or a file may hold at all; outside it is a slip of the finger, not a measurement.
PERCENT_LOW, PERCENT_HIGH = Decimal(0), Decimal(100)
CELLS_LOW, CELLS_HIGH = 100, 1_000_000_000_000
VALUE_LARGEST = Decimal("1e12")
VOLUME_LARGEST_ML = 20_000
