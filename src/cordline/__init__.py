"""Cordline: one record from the donor's cord to the patient a year after treatment."""

__version__ = "0.1.0"
