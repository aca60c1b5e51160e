"""The vigilance room."""
