"""Section of a duty message: the households still to be visited, neighbours together (T5)."""

from collections import defaultdict
from collections.abc import Sequence

from bot.flows.engine.flow import Moment
from bot.flows.engine.port import Rows, Say, choice, say
from bot.flows.reminder.words import Section
from bot.flows.shared.words import LONGEST_HEAD, clipped, heads_words, month_words
from domain.calendar.month import Month
from domain.duties.pace import elapsed
from domain.duties.round import PairedHousehold, villages_of
from domain.notices.reminders import PLAN

WAYS = 2
"""Groups named as worth one way, and households named in each."""
ON_THE_WAY = 4
ROWS: Rows = ((choice("visit"),), (choice("friday"), choice("leave")), (choice("need_help"),))


def visits_section(moment: Moment, hello: Say | str) -> Section | None:
    """The month's households on its first day, later those that are left; None if none are."""
    occasions, facts = moment.answers.get("visits", ()), moment.facts
    left = [one for one in facts.round.offered() if not facts.round.is_done(one)]
    if not occasions or not left:
        return None
    month = Month.of(facts.today)
    days = elapsed(month, facts.today, facts.policy.working_days()).working_days_left
    is_plan = all(one == PLAN for one in occasions)
    words = say(
        "reminder.plan" if is_plan else "reminder.left" if days > 1 else "reminder.last_day",
        hello=hello,
        month=month_words(month),
        days=say("reminder.days", n=days),
        homes=say("reminder.homes", n=len(left)),
        names=heads_words([one.head for one in left]),
        route=_route(left),
    )
    return Section((words,), ROWS)


def _route(households: Sequence[PairedHousehold]) -> Say | str:
    """Neighbours, so that a round trip makes sense: the groups of those named first."""
    by_place: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in households:
        if one.group:
            by_place[one.village, one.group].append(clipped(one.head, LONGEST_HEAD))
    is_spread = len(villages_of(households)) > 1
    ways = [
        say("reminder.way", heads=tuple(heads[:ON_THE_WAY]), place=(village if is_spread else "") + group)
        for (village, group), heads in by_place.items()
        if len(heads) > 1
    ]
    if len(ways) >= WAYS:
        return say("reminder.route_two", one=ways[0], two=ways[1])
    return say("reminder.route", way=ways[0]) if ways else ""
