"""What the household page says of needs: those that are followed up, and the six checks of the month."""

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Say, say
from bot.flows.need.words import category_words, due_words, told_clause
from bot.flows.shared.words import clipped
from domain.households.page import HouseholdPage
from domain.needs.needs import Need
from domain.needs.six_checks import ALL_FINE, NO, NOTHING_TOLD, UNKNOWN, YES
from domain.visits.visits import Check

NEEDS_TOLD = 4
LONGEST_WORDS = 40
_ANSWERS = (("no", NO), ("yes", YES), ("unknown", UNKNOWN))


def need_lines(moment: Moment, page: HouseholdPage) -> tuple[Say, ...]:
    """What is not closed, by date, with its number; nothing if there is nothing."""
    needs = page.open_needs
    if not needs:
        return ()
    others = (say("page.other_needs", n=len(needs)),) if len(needs) > NEEDS_TOLD else ()
    return say("page.needs"), *(_need(moment, one) for one in needs[:NEEDS_TOLD]), *others


def _need(moment: Moment, need: Need) -> Say:
    due = say("page.need_due", due=due_words(moment.facts, need.due_on)) if need.is_open else ""
    return say(
        "page.need",
        number=need.label,
        what=category_words(moment.facts, need.category),
        status=say(f"page.need_{need.status}"),
        due=due,
        words=told_clause(clipped(need.words, LONGEST_WORDS), need.voice, len(need.pictures)),
    )


def check_lines(moment: Moment, page: HouseholdPage) -> tuple[Say, ...]:
    """How the six stand this month; nothing as long as nobody has told of any."""
    facts = moment.facts
    letters = page.checks(facts.today, facts.zone, facts.policy.needs.checks_of)
    if letters == NOTHING_TOLD:
        return ()
    if letters == ALL_FINE:
        return (say("page.checks_fine"),)
    no, yes, unknown = (_clause(letters, key, answer) for key, answer in _ANSWERS)
    return (say("page.checks", no=no, yes=yes, unknown=unknown),)


def _clause(letters: str, key: str, answer: str) -> Say | str:
    answered = [check for check, one in zip(Check, letters, strict=True) if one == answer]
    named = tuple(say(f"page.check_{check}") for check in answered)
    return say(f"page.checks_{key}", checks=named) if named else ""
