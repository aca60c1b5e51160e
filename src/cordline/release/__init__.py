"""The release room: what a lot may be used for, decided by two people over the same evidence, and its certificate.

Always true: a lot is released for a use only over two signatures by two people on the same content; what was decided
stays in the history; a certificate never changes, it is replaced or withdrawn; what stops an ancestor suspends the
lot (and the hold has stopped it before).
"""
