"""The laboratory's pages: its home, cords, cultures with counts and growth, and the acts on them."""
