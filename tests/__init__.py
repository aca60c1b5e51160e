"""The tests of the house, on a real PostgreSQL, as the application's own role."""
