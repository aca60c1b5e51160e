"""The bank's pages: lots, containers, the freezer map, placing and picking."""
