"""Conversations that look at households."""
