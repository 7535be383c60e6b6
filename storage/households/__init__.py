"""Households: pages, villages, and how they were called before."""
