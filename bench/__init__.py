"""Measurements of ours against the limit and a rival, interleaved in one run; ``cordline bench NAME`` runs one.

Each module offers ``run(options) -> dict`` with the keys ``name`` and ``results``; each
result holds every raw round.
"""
