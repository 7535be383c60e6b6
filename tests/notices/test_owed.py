"""Several reasons make one message, called by the strongest, and each mark is in it."""

import json
from datetime import UTC, datetime

from domain.notices.notices import NoticeKind
from domain.notices.owed import PRECEDENCE, Mark, Marked, Reason, joined_terms, merged

DUE = datetime(2026, 12, 1, 0, 30, tzinfo=UTC)
PLAN = Reason(7, NoticeKind.MONTH_PLAN, (Mark(Marked.PERSON, 7, "2026-12", "plan"),), {"visits": ("plan",)})
RUNG, OTHER = (
    Reason(
        7,
        NoticeKind.ESCALATION,
        (Mark(Marked.PAIRING, pairing, "2026-12", "contact"),),
        {"escalated": ((pairing, "contact"),)},
        "contact",
    )
    for pairing in (5, 6)
)
RIDES = Reason(7, NoticeKind.REMINDER, (), {"needs": (231,)})


def test_a_plan_and_an_escalation_of_one_day_are_one_message() -> None:
    (one,) = merged([RUNG, RIDES, PLAN, OTHER], DUE, "2026-12")
    assert (one.kind, one.key) == (NoticeKind.MONTH_PLAN, "7:person:7:2026-12:plan")
    assert one.terms == {"visits": ("plan",), "escalated": ((5, "contact"), (6, "contact")), "needs": (231,)}
    assert set(one.marks) == {*PLAN.marks, *RUNG.marks, *OTHER.marks}
    assert (one.day, one.due_at, one.period, one.rung) == (DUE.date(), DUE, "2026-12", "")


def test_everybody_gets_a_message_of_their_own() -> None:
    for_eight = Reason(8, PLAN.kind, PLAN.marks, PLAN.terms)
    assert [one.person_id for one in merged([for_eight, PLAN, RUNG], DUE, "2026-12")] == [7, 8]


def test_one_mark_for_two_people_makes_two_keys() -> None:
    for_eight = Reason(8, PLAN.kind, PLAN.marks, PLAN.terms)
    keys = {one.key for one in merged([PLAN, for_eight], DUE, "2026-12")}
    assert len(keys) == 2


def test_terms_come_back_from_the_database_as_they_went() -> None:
    (one,) = merged([RUNG, OTHER], DUE, "2026-12")
    stored = json.loads(json.dumps(one.terms))
    assert joined_terms([stored]) == joined_terms([stored, one.terms]) == one.terms


def test_every_kind_that_a_day_has_room_for_once_has_its_place() -> None:
    assert set(PRECEDENCE) | {NoticeKind.DIGEST, NoticeKind.URGENT, NoticeKind.REQUEST} == set(NoticeKind)
