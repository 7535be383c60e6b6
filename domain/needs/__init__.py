"""Needs: what a household needs, and every step until it says that it is solved."""
