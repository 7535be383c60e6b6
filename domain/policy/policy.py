"""The township's policy: what the township decides for itself, validated and frozen."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from domain.calendar.working_days import WorkingDays
from domain.policy.duty import Digests, Duties, Escalation, Reminders
from domain.policy.needs import Needs
from domain.policy.section import Section


class Township(Section):
    """Who we are; nothing is owed before `starts_on` (None: the month of the first import)."""

    name: Annotated[str, Field(min_length=1, max_length=30)] = "本镇"
    time_zone: ZoneInfo = ZoneInfo("Asia/Shanghai")
    starts_on: date | None = None


class Sending(Section):
    """How fast messages may leave; Telegram's own limits unless a benchmark raises them."""

    per_second: Annotated[int, Field(ge=1, le=10_000)] = 30
    per_chat_per_second: Annotated[float, Field(gt=0, le=10_000)] = 1.0
    per_chat_burst: Annotated[int, Field(ge=1, le=10_000)] = 3


class Visits(Section):
    """What counts as a visit made (docs/domain.md)."""

    late_entry_working_days: Annotated[int, Field(ge=0, le=20)] = 5
    phone_counts: bool = False


class Calendar(Section):
    """The township's own days; they win over the statutory ones."""

    days_off: tuple[date, ...] = ()
    make_up_days: tuple[date, ...] = ()

    @model_validator(mode="after")
    def _no_day_is_both(self) -> "Calendar":
        both = sorted(set(self.days_off) & set(self.make_up_days))
        if both:
            raise PydanticCustomError(
                "day_is_both", "{day} is both a day off and a make-up day", {"day": str(both[0])}
            )
        return self


class Photos(Section):
    """How long photos are kept, in days since they were received; 0: for ever."""

    keep_originals_days: Annotated[int, Field(ge=0, le=36_500)] = 180
    keep_thumbnails_days: Annotated[int, Field(ge=0, le=36_500)] = 0


class Policy(Section):
    """All that the policy file can say; an empty file is a valid policy."""

    township: Township = Township()
    sending: Sending = Sending()
    visits: Visits = Visits()
    photos: Photos = Photos()
    calendar: Calendar = Calendar()
    needs: Needs = Needs()
    duties: Duties = Duties()
    reminders: Reminders = Reminders()
    escalation: Escalation = Escalation()
    digest: Digests = Digests()

    def working_days(self) -> WorkingDays:
        """The township's calendar of working days."""
        return WorkingDays(frozenset(self.calendar.days_off), frozenset(self.calendar.make_up_days))
