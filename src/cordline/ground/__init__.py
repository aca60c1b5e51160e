"""What every room stands on: codes, refusals, numbers, units. No framework here."""
