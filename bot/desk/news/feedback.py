"""Passing feedback on to the clerks: at once, or as soon as one of them can be reached."""

from collections.abc import Sequence
from datetime import datetime

from bot.desk.case import Standing
from bot.desk.messages import text
from bot.flows.engine.port import Say, say
from domain.people.people import RoleKind
from locales.render import known
from storage.chat.feedback import Waiting
from storage.chat.outbox import Outgoing
from storage.unit import Unit


def pass_on_feedback(
    unit: Unit, _facts: Sequence[object], standing: Standing, now: datetime
) -> list[Outgoing]:
    """The messages to every clerk who can be reached; feedback waits as long as there is none."""
    waiting = unit.feedback.waiting()
    clerks = unit.people.reachable(RoleKind.CLERK) if waiting else ()
    if clerks:
        unit.feedback.passed_on([one.id for one in waiting], now)
    return [
        text(clerk.chat, known(clerk.locale, standing.locale), _said(one))
        for one in waiting
        for clerk in clerks
    ]


def _said(one: Waiting) -> Say:
    return say("feedback.passed_on", name=one.name, text=one.text)
