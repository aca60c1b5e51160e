"""The bank room: lots, their containers, and where each one is. Always true: a container is in one position and a
position holds one container (I3); a container is promised to one plan at most (I8); what comes from a person for
themselves is promised to that person only (I4)."""
