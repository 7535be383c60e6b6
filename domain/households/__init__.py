"""Households as they are looked at: one page, or a village at a time."""
