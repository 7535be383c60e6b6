"""A draft is the same after it was written down, and lives for 72 hours."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.conversation import LIVES_FOR, Draft, Shelved

# What JSON keeps as it is; flows keep nothing else in their answers.
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
answers = st.dictionaries(st.text(), values, max_size=5)
instants = st.datetimes(timezones=st.just(UTC))
laid_aside = st.builds(Shelved, st.text(), st.text(), answers, instants)
shelves = st.none() | laid_aside | st.builds(Shelved, st.text(), st.text(), answers, instants, laid_aside)
drafts = st.builds(Draft, id=st.text(), flow=st.text(), state=st.text(), answers=answers, shelved=shelves)


@given(drafts)
def test_a_draft_is_the_same_after_it_was_written_down(draft: Draft) -> None:
    assert Draft.from_json(draft.to_json()) == draft


@given(drafts, instants, st.integers(0, 2**31), st.none() | st.text())
def test_what_storage_knows_is_no_part_of_what_is_written(
    draft: Draft, touched: datetime, version: int, card: str | None
) -> None:
    kept = draft.at_version(version, touched, card)
    assert (kept.version, kept.touched_at, kept.card_message_id) == (version, touched, card)
    assert kept.to_json() == draft.to_json()


def test_something_laid_aside_is_offered_for_72_hours() -> None:
    now = datetime(2026, 11, 21, 9, tzinfo=UTC)
    shelved = Shelved("visit", "open", {}, now)
    assert timedelta(hours=72) == LIVES_FOR
    assert shelved.is_fresh(now + LIVES_FOR)
    assert not shelved.is_fresh(now + LIVES_FOR + timedelta(seconds=1))
