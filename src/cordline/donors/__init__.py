"""The donors room."""
