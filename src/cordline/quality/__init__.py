"""The quality room: deviations, from what happened to what was done about it, and the desk at which holds are seen.

Always true: a deviation is never removed, only closed, by a signature of somebody who did not investigate it; an open
critical one blocks the release of what it touches. Change requests, suppliers and complaints come to the same desk
later.
"""
