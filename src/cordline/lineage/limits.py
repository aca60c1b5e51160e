"""Numbers of lineage, each with its unit and why."""

REASON_LEAST = 5
"""Characters: a reason shorter than this names nothing."""

GROUP_OVER = 50
"""Nodes of one kind above which trace shows a stacked group (U114)."""
