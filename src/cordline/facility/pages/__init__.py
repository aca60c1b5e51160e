"""The facility's pages: what is licensed, in service and released for use."""
