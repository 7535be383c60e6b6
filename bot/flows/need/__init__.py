"""Conversations about a need that has been reported."""
