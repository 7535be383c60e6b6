"""What the policy refuses to say about the duty."""

from datetime import time
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from domain.people.people import Rung
from domain.policy.duty import Escalation, LadderStep, Reminders, Window

MORNING = {"opens": time(8, 30), "closes": time(11, 30)}
CONTACT, VILLAGE = (LadderStep(rung=one, words="x") for one in (Rung.CONTACT, Rung.VILLAGE))


@pytest.mark.parametrize(
    ("section", "value", "says"),
    [
        (Window, {"opens": time(9), "closes": time(9)}, "must open before it closes"),
        (Reminders, {"windows": (MORNING, MORNING)}, "must close before the next one opens"),
        (Reminders, {"windows": ()}, "at least 1 item"),
        (Reminders, {"days_left": (3, 7, 1)}, "must run down"),
        (Reminders, {"days_left": (3, 3)}, "must run down"),
        (Escalation, {"ladder": (VILLAGE, CONTACT)}, "must rise"),
        (Escalation, {"ladder": (CONTACT, CONTACT)}, "must rise"),
        (Escalation, {"ladder": (LadderStep(rung=Rung.RESPONSIBLE, words="x"),)}, "must rise"),
    ],
)
def test_what_makes_no_sense_is_refused(section: type[BaseModel], value: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        section(**value)


def test_a_township_may_do_without_reminders_before_the_end_and_without_a_ladder() -> None:
    assert Reminders(days_left=()).days_left == ()
    assert Escalation(ladder=()).ladder == ()
