"""Notices: the view of a sweep, and what is owed because of it."""
