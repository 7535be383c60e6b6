"""What people told the office, kept until it has been passed on to a clerk."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from domain.people.joining import FeedbackGiven
from storage.base.repository import Repository
from storage.tables import feedback, person


@dataclass(frozen=True, slots=True)
class Waiting:
    """Feedback that no clerk has been told yet."""

    id: int
    name: str
    text: str


class Feedbacks(Repository):
    """Rows of `feedback`."""

    def add(self, given: Iterable[FeedbackGiven]) -> None:
        """Keep what was said."""
        self._insert(
            feedback,
            [
                {"id": one.feedback_id, "person_id": one.person_id, "text": one.text, "given_at": one.at}
                for one in given
            ],
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """What has not been passed on yet, oldest first."""
        found = self._connection.execute(
            select(feedback.c.id, feedback.c.text, person.c.id.label("person_id"), person.c.name)
            .join(person, person.c.id == feedback.c.person_id)
            .where(feedback.c.passed_on_at.is_(None))
            .order_by(feedback.c.id)
        )
        return tuple(
            Waiting(
                row.id,
                self._vault.open("person", "name", row.person_id, row.name),
                self._vault.open_once("feedback", "text", row.id, row.text),
            )
            for row in found
        )

    def passed_on(self, ids: Iterable[int], at: datetime) -> None:
        """Remember that a clerk has been told."""
        self._connection.execute(update(feedback).where(feedback.c.id.in_(list(ids))).values(passed_on_at=at))
