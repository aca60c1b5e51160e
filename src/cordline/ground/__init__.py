"""The ground room: values every room speaks in (codes, refusals, roles, numbers, time), with no framework."""
