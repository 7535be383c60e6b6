"""Notices: what people are told without asking, when, and for which reasons."""
