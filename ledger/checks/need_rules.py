"""What the township has decided about needs, as far as the sheet 诉求台账 leaves it open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.calendar.working_days import WorkingDays
from domain.needs.deadlines import due_on
from domain.policy.needs import Needs
from domain.register.needs import category_words


@dataclass(frozen=True, slots=True)
class NeedRules:
    """Categories with their departments and deadlines, and the calendar."""

    policy: Needs = field(default_factory=Needs)
    calendar: WorkingDays = field(default_factory=WorkingDays)

    @property
    def words(self) -> Mapping[str, str]:
        """Code -> what the office calls the category."""
        return category_words(self.policy)

    def department(self, category: str) -> str:
        """Who is responsible for a category."""
        return self.policy.category(category).department

    def due_on(self, reported_on: date, category: str) -> date:
        """The deadline of a need that the sheet gives none."""
        return due_on(reported_on, self.policy.category(category).working_days, self.calendar)

    def confirm_by(self, solved_on: date) -> date:
        """Until when the household may object."""
        return due_on(solved_on, self.policy.confirm_working_days, self.calendar)
