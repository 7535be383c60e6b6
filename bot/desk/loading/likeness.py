"""The question about two photos that look alike: loaded for who was asked, shown above its card."""

from bot.flows.engine.facts import Facts
from bot.flows.visit.lookalike import Lookalike
from domain.conversation import Draft
from domain.visits.likeness import Question
from storage.chat.outbox import ALBUM, Outgoing
from storage.unit import Unit


def question_of(draft: Draft | None, facts: Facts) -> int | None:
    """The id of the question that the notice tells, or that the conversation is about."""
    notice = facts.notice
    if notice and notice.topic == Lookalike.name:
        return int(notice.terms["likeness"])
    return draft.answers.get("likeness") if draft and draft.flow == Lookalike.name else None


def own_question(unit: Unit, question_id: int, facts: Facts) -> Question | None:
    """The question, if it is put to this person."""
    found = unit.likenesses.questions([question_id]).get(question_id)
    return found if found and facts.person and found.person_id == facts.person.id else None


def shown_before(facts: Facts, chat: int) -> tuple[Outgoing, ...]:
    """The two photos, or the one of them that this person may see, just above the card."""
    if facts.notice is None or facts.notice.topic != Lookalike.name or facts.question is None:
        return ()
    shots = facts.question.shown_to(facts.actor, facts.today)
    pictures = [{"file": one.file} for one in shots]
    return (Outgoing(chat, ALBUM, {"pictures": pictures}),) if pictures else ()
