"""Needs and every step of their lives."""
