"""Needs of every kind that the sheets 诉求台账 and 诉求经过 may tell, for property tests."""

from datetime import datetime

from hypothesis import strategies as st

from domain.needs.needs import Act, NeedStatus
from domain.people.people import Rung
from domain.register.needs import CATEGORIES, NeedEntry, NeedStepEntry
from ledger.checks.need_words import REASONS
from tests.ledger.texts import DAYS, NAME, TEXT

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 21)).map(lambda at: at.replace(microsecond=0))
LATER = st.sampled_from([one for one in Act if one is not Act.REPORT])
REASON = st.sampled_from(["", *REASONS.values()]) | TEXT.filter(lambda text: text not in REASONS)


def needs_of(draw: st.DrawFn, households: list[str], phones: list[str]) -> tuple[NeedEntry, ...]:
    """Any needs of these households; their numbers rise, as they do in an export."""
    numbers = sorted(draw(st.lists(st.integers(1, 999_999), max_size=3, unique=True)))
    return tuple(_need(draw, number, households, phones) for number in numbers)


def _need(draw: st.DrawFn, number: int, households: list[str], phones: list[str]) -> NeedEntry:
    after = draw(st.lists(LATER, max_size=3))
    steps = tuple(_step(draw, act, phones) for act in (Act.REPORT, *after))
    is_solved = steps[-1].status in (NeedStatus.SOLVED, NeedStatus.CONFIRMED)
    return NeedEntry(
        number,
        draw(st.sampled_from(households)),
        draw(st.sampled_from(sorted(CATEGORIES.values())) | st.just("of_our_own")),
        draw(NAME),
        draw(st.booleans()),
        draw(st.sampled_from(Rung)),
        steps,
        draw(DAYS) if is_solved else None,
    )


def _step(draw: st.DrawFn, act: Act, phones: list[str]) -> NeedStepEntry:
    status = NeedStatus.REPORTED if act is Act.REPORT else draw(st.sampled_from(NeedStatus))
    return NeedStepEntry(
        act,
        draw(MOMENTS),
        "" if act is Act.LAPSE else draw(st.sampled_from(phones)),
        status,
        draw(st.sampled_from(phones)),
        draw(DAYS),
        draw(REASON),
        draw(TEXT),
    )
