"""Conversations: tables of states and moves over pure functions; no channel, no database, no clock."""
