"""Pages of lineage: holds, placed and lifted."""
