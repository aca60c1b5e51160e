"""The lineage room: what came from what, what touched it, and what must stop.

It owns nodes (everything that descends), the edges between them, units (everything that can touch material), exposures
and holds. What is always true: a node's parents are given at its birth and never change (I2); what descends from a
person's own donation for themselves never becomes anybody else's (I4); a hold binds every descendant at once, also
those born later (I7). Containers and doses are leaves: rooms above keep them and point at their lot's node.
"""
