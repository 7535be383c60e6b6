"""People, roles, invitations, and who stands on which rung."""
