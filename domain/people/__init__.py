"""People: who they are, what they may do, who stands above whom, how they join and hand over."""
