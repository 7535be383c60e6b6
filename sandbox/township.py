"""石板镇, a township that does not exist: 3 villages, 25 households, 70 people, months of visits."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.calendar.working_days import WorkingDays
from domain.register.register import Register
from sandbox.township_history import pairings, visits
from sandbox.township_households import HOMES, household
from sandbox.township_members import members
from sandbox.township_needs import sample_needs
from sandbox.township_people import PEOPLE, VILLAGES

TOWNSHIP_NAME = "石板镇"
MIDDLE = 15
MORNING = time(9, 40)


def begins_at(now: datetime, zone: ZoneInfo) -> datetime:
    """Where the demo's clock begins: on the working day nearest to the middle of the month of `now`.

    Then some households are visited and some are not, whatever day it is; on its first days nobody would be.
    """
    calendar, middle = WorkingDays(), now.astimezone(zone).date().replace(day=MIDDLE)
    near = sorted((middle + timedelta(days=by) for by in range(-7, 8)), key=lambda day: abs(day - middle))
    day = next((day for day in near if calendar.is_working(day)), middle)
    return datetime.combine(day, MORNING, zone)


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


def demo_register(today: date) -> Register:
    """The same with what is in hand already, so that the demo's phones have something to follow up."""
    return replace(sample_register(today), needs=sample_needs(today))
