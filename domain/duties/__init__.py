"""Duties: what is owed to a household, at what pace, and who is away."""
