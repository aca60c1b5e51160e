"""The facility room."""
