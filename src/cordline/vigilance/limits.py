"""Numbers of vigilance, each with its unit and source."""

REASON_LEAST = 5
"""Characters: a reason shorter than this names nothing."""

DRILL_TARGET_MIN = 15
"""Minutes in which one person finishes a drill (U120)."""

GROUP_OVER = 50
"""Nodes of one kind above which a trace shows one stacked group (U114)."""
