"""Printed cards: one household on one page, one village in one table."""
