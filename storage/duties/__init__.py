"""Duties: kept results, the facts they come from, leave and answers."""

from domain.duties.answers import EscalationAnswered, GapExplained, ReminderAnswered
from domain.duties.leave import LeaveEnded, LeaveTaken, StandInAnswered, StandInAsked
from storage.base.repository import Write, by
from storage.duties.answers import Answers
from storage.duties.leaves import Leaves

WRITES: dict[type, Write] = {
    LeaveTaken: by(Leaves, Leaves.take),
    StandInAsked: by(Leaves, Leaves.ask),
    StandInAnswered: by(Leaves, Leaves.answer),
    LeaveEnded: by(Leaves, Leaves.end),
    ReminderAnswered: by(Answers, Answers.add),
    EscalationAnswered: by(Answers, Answers.add_about),
    GapExplained: by(Answers, Answers.explain),
}
"""What writes each kind of fact."""
