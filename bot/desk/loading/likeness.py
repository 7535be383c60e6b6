"""The question about two photos that look alike: loaded for who was asked, shown above its card."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.desk.loading.loader import Asking, Loader
from bot.flows.engine.facts import Facts
from bot.flows.visit.lookalike import Lookalike
from storage.chat.outbox import ALBUM, Outgoing
from storage.unit import Unit


def _asked(asking: Asking) -> int | None:
    """The question that the notice tells, or that the conversation is about."""
    notice, draft = asking.facts.notice, asking.draft
    if notice and notice.topic == Lookalike.name:
        return int(notice.terms["likeness"])
    return draft.answers.get("likeness") if draft and draft.flow == Lookalike.name else None


def _with_questions(unit: Unit, asked: Sequence[tuple[Facts, int]], _today: date) -> list[Facts]:
    """Each with the question, if it is put to this person."""
    found = unit.likenesses.questions(sorted({which for _, which in asked}))
    told = []
    for facts, which in asked:
        question = found.get(which)
        is_own = question and facts.person and question.person_id == facts.person.id
        told.append(replace(facts, question=question if is_own else None))
    return told


def shown_before(facts: Facts, chat: int) -> tuple[Outgoing, ...]:
    """The two photos, or the one of them that this person may see, just above the card."""
    if facts.notice is None or facts.notice.topic != Lookalike.name or facts.question is None:
        return ()
    shots = facts.question.shown_to(facts.actor, facts.today)
    pictures = [{"file": one.file} for one in shots]
    return (Outgoing(chat, ALBUM, {"pictures": pictures}),) if pictures else ()


LIKENESS = Loader(_asked, _with_questions)
