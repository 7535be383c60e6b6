"""Households: pages, villages, and how they were called before."""

from domain.people.staff import HeadChanged, HouseholdMoved
from storage.base.repository import Write, by
from storage.households.past import Past

WRITES: dict[type, Write] = {
    HeadChanged: by(Past, Past.change_heads),
    HouseholdMoved: by(Past, Past.move),
}
"""What writes each kind of fact."""
