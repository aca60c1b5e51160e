"""Django's PostgreSQL backend, with its address found at the first connection."""
