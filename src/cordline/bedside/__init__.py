"""The bedside room."""
