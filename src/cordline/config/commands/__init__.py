"""The console's own commands: run the house, bring the database up to date, look after it."""

from cordline.config.commands import auditing, checking, migrating, running

COMMANDS = [*auditing.COMMANDS, *checking.COMMANDS, *migrating.COMMANDS, *running.COMMANDS]
