"""How sure a count is: exact intervals of a share, in decimals; pure.

Exact (Clopper-Pearson) at 95 %. A zero, and a whole, have one open side only, so theirs is the one-sided bound that the
rule of three approaches: 0 of n fits a true rate of up to 1 - 0.05^(1/n).
"""

from decimal import Decimal, localcontext

_STEPS = 48
_SCALE = Decimal("0.000001")
_TAIL = Decimal("0.025")
_ONE_SIDED = Decimal("0.05")


def interval(numerator: int, denominator: int) -> tuple[Decimal, Decimal] | None:
    """Give the lowest and highest true share that the count fits; nothing of nothing is nothing."""
    if denominator <= 0:
        return None
    with localcontext() as context:
        context.prec = 40
        if numerator == 0:
            return Decimal(0), _rounded(1 - _root(_ONE_SIDED, denominator))
        if numerator == denominator:
            return _rounded(_root(_ONE_SIDED, denominator)), Decimal(1)
        # By symmetry the upper bound of k is the complement of the lower bound of n - k.
        return _rounded(_lower(numerator, denominator)), _rounded(
            1 - _lower(denominator - numerator, denominator)
        )


def _root(share: Decimal, n: int) -> Decimal:
    return (share.ln() / n).exp()


def _lower(k: int, n: int) -> Decimal:
    """The share at which seeing ``k`` or more of ``n`` would be as rare as one time in forty."""
    low, high = Decimal(0), Decimal(k) / n
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if 1 - _at_most(k - 1, n, middle) > _TAIL:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _at_most(k: int, n: int, share: Decimal) -> Decimal:
    """The chance of seeing at most ``k`` of ``n`` at a true ``share``."""
    odds = share / (1 - share)
    term = ((1 - share).ln() * n).exp()
    total = term
    for i in range(1, k + 1):
        term = term * (n - i + 1) / i * odds
        total += term
    return total


def _rounded(share: Decimal) -> Decimal:
    return min(max(share, Decimal(0)), Decimal(1)).quantize(_SCALE)
