"""石板镇, a township that does not exist: 3 villages, 25 households, 70 people, months of visits."""

from datetime import date

from domain.register import Register
from sandbox.township_history import pairings, visits
from sandbox.township_households import HOMES, household
from sandbox.township_members import members
from sandbox.township_people import PEOPLE, VILLAGES

TOWNSHIP_NAME = "石板镇"


def sample_register(today: date) -> Register:
    """The register on the morning of `today`: the same for the same day, nothing in the future."""
    return Register(
        villages=VILLAGES,
        people=PEOPLE,
        households=tuple(household(home) for home in HOMES),
        members=members(),
        pairings=pairings(today),
        visits=visits(today),
    )
