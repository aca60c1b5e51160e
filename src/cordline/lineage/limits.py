"""Numbers of lineage, each with its unit and why."""

REASON_LEAST = 5
"""Characters: a reason shorter than this names nothing."""
