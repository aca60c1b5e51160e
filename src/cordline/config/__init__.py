"""Settings, urls, wiring and the console."""
