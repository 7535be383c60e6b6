"""What comes in, what goes out, and conversations in progress."""

from domain.paperwork import PaperworkAsked
from domain.people.joining import FeedbackGiven
from storage.base.repository import Write, by
from storage.chat.feedback import Feedbacks
from storage.chat.paperwork import PaperworkDesk

WRITES: dict[type, Write] = {
    FeedbackGiven: by(Feedbacks, Feedbacks.add),
    PaperworkAsked: by(PaperworkDesk, PaperworkDesk.add),
}
"""What writes each kind of fact."""
