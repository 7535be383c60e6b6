"""A round and the one definition agree on what is still to be done, whatever the cadence."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar.month import Month
from domain.duties.cadence import Cadence, counted_from
from domain.duties.obligations import PastVisit, Status, obligation
from domain.duties.round import PairedHousehold, Round
from domain.people.people import Duty, Pairing
from domain.policy.duty import CadenceRule
from domain.visits.visits import Mode
from storage.database import Database
from tests.duties.hillside import LI, POLICY, Hillside
from tests.examples import examples

PAIRING = Pairing(1, 1, Duty.CONTACT, date(2020, 1, 1))


@given(
    st.lists(st.tuples(st.integers(0, 180), st.sampled_from(Mode)), max_size=6),
    st.integers(1, 3),
    st.sampled_from([1, 2, 3]),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=examples(20))
def test_what_is_open_on_a_round_is_what_is_owed(
    made: list[tuple[int, Mode]], visits: int, months: int, away: bool, phone_counts: bool
) -> None:
    today = date(2026, 6, 30)
    seen = tuple(
        PastVisit(nth, mode, today - timedelta(days=days)) for nth, (days, mode) in enumerate(made, 1)
    )
    rule = CadenceRule(visits=visits, months=months, phone_counts=phone_counts, classes=("监测户",))
    home = PairedHousehold(1, "", "", "", "", away, PAIRING, visits=seen, classes=("", "监测户"))
    round = Round((home,), today, False, (rule,))
    for month in (Month(2026, 6), Month(2026, 5)):
        asked = Cadence(visits, months, phone_counts or away)
        owed = obligation(PAIRING, month, seen, cadence=asked)
        stands = round.status_in(home, month)
        assert stands is (owed.status(month.last) if owed else stands)
        assert owed is not None or stands in (Status.MET, None), "nothing is open that falls due later"


@pytest.mark.parametrize(
    ("months", "month", "first"),
    [
        (1, Month(2026, 10), date(2026, 10, 1)),
        (2, Month(2026, 10), date(2026, 9, 1)),
        (3, Month(2026, 12), date(2026, 10, 1)),
        (12, Month(2026, 10), date(2026, 1, 1)),
    ],
)
def test_visits_are_looked_for_as_far_back_as_they_may_count(months: int, month: Month, first: date) -> None:
    assert counted_from(month, [CadenceRule(months=months), CadenceRule()]) == first


def test_a_visit_of_an_earlier_month_of_the_period_is_on_the_round(sqlite: Database) -> None:
    town = Hillside(sqlite).open()
    rule = CadenceRule(months=6)
    town.keep_up(POLICY.model_copy(update={"duties": POLICY.duties.model_copy(update={"cadences": (rule,)})}))
    paired = next(row for row in town.pairings() if row["person_id"] == town.person(LI))
    town.visit(paired, date(2026, 9, 1))
    town.pass_days(110)
    who = paired["person_id"]
    with sqlite.read() as unit:
        since = counted_from(Month.of(town.today).previous, (rule,))
        homes = unit.rounds.of([who], town.today, since)[who]
    round = Round(homes, town.today, False, (rule,))
    assert len(round.open) == len(homes) - 1
    assert round.is_done(next(one for one in homes if one.id == paired["household_id"]))
    assert town.differences() == []
