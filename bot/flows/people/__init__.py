"""Conversations about people, their duties and their households."""
