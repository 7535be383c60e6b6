"""A case: one event with everything needed to decide it, and the decision."""

from dataclasses import dataclass, replace

from bot.desk.buttons import Index
from bot.flows.engine.facts import Facts
from bot.flows.engine.port import Event, Kind
from domain.conversation import Draft
from domain.policy.policy import Policy
from domain.visits.visits import Picture, Voice
from locales.render import known
from storage.chat.outbox import Outgoing

OF_OUR_OWN = frozenset({Kind.PAPERWORK, Kind.NOTICE, Kind.ELAPSED})
"""Events that nobody sent: they came through the inbox all the same, so that they keep their turn."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What does not change from event to event: the policy, and the language of people who chose none."""

    policy: Policy
    locale: str
    index: Index
    """Marks buttons as ours."""

    def locale_of(self, facts: Facts) -> str:
        """The language in which the person, or who is just invited, is spoken to."""
        invited = facts.invitation.person if facts.invitation else None
        someone = facts.person or invited
        return known(someone.locale if someone else "", self.locale)


@dataclass(frozen=True, slots=True)
class Case:
    """One event, the draft of its chat, and the facts."""

    event: Event
    draft: Draft | None
    facts: Facts

    def after(self, reported: int) -> "Case":
        """The same after so many needs were reported in this transaction, whose numbers are taken."""
        number = self.facts.next_number + reported
        return replace(self, facts=replace(self.facts, next_number=number)) if reported else self


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision of a case; `draft` None leaves the chat's draft alone."""

    case: Case
    draft: Draft | None = None
    facts: tuple[object, ...] = ()
    owed: tuple[Outgoing, ...] = ()

    @property
    def is_of_somebody(self) -> bool:
        """Whether somebody whom we know did something, and not time alone."""
        return self.case.facts.person is not None and self.case.event.kind not in OF_OUR_OWN

    @property
    def files(self) -> tuple[Picture | Voice, ...]:
        """What is to be downloaded; strangers' files are not."""
        event = self.case.event
        if event.edits and self.draft is None:
            return ()
        came = (event.picture, event.voice)
        return tuple(one for one in came if one) if self.case.facts.person else ()
