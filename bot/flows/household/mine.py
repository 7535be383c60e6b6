"""我的户: every household of one's round, and from there to its page."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.numbers import from_base36
from bot.flows.engine.port import Card, Choice, Event, Rows, say
from bot.flows.household.rules import may_open
from bot.flows.need.mine import lines, needs_choice
from bot.flows.need.rules import names_need
from bot.flows.need.turns import open_numbered
from bot.flows.shared.guards import browses_only, may_browse
from bot.flows.shared.menu import (
    BACK_OR_CANCEL,
    household_choice,
    is_official,
    more_choice,
    page_of,
    sees_the_whole,
    turn_page,
)
from domain.conversation import NO_ANSWERS


def _ask_household(moment: Moment) -> Card:
    facts, page = moment.facts, moment.answers.get("page", 0)
    shown, pages = page_of(facts.round.offered(), page)
    rows: Rows = tuple((household_choice(facts, one, "pick"),) for one in shown)
    onwards = (*((more_choice(page, pages),) if pages > 1 else ()), *_all(moment))
    needs = ((needs_choice(facts)),) if facts.needs else ()
    rows = (*needs, *rows, *((onwards,) if onwards else ()), *BACK_OR_CANCEL)
    if not facts.round:
        return Card((say("visit.no_households"), *lines(facts)), rows)
    count, left = len(facts.round.households), len(facts.round.open)
    return Card((*lines(facts), say("mine", n=count, done=count - left, left=left)), rows)


def _all(moment: Moment) -> tuple[Choice, ...]:
    """The way to all households that an official may see."""
    if not is_official(moment.facts):
        return ()
    label = "choice.mine_township" if sees_the_whole(moment.facts) else "choice.mine_village"
    return (Choice("all", say(label)),)


def _open_page(moment: Moment) -> Outcome:
    return moment.with_answers(household=from_base36(moment.argument))


class Mine(Flow):
    """The list; a household on it leads to its page."""

    name = "mine"
    wants = frozenset({Want.NEEDS, Want.NEED})

    LIST = State(_ask_household)

    moves = (
        Move(LIST, "pick", Enter("household"), do=_open_page, when=may_open),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "needs", Enter("needs")),
        Move(LIST, "text", Enter("need"), do=open_numbered, when=names_need),
        Move(LIST, "all", Enter("villages"), when=may_browse),
        Move(LIST, "back", Enter("home")),
        Move(LIST, "cancel", Enter("home")),
    )


def open_mine(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """Open the person's own households; officials without any browse the villages."""
    is_looking = browses_only(Moment(NO_ANSWERS, event, facts))
    return Enter("villages" if is_looking else "mine"), Outcome(NO_ANSWERS)


def open_villages(event: Event, facts: Facts) -> tuple[Enter, Outcome]:
    """The households of an office; one's own for who has none."""
    looks = may_browse(Moment(NO_ANSWERS, event, facts))
    return Enter("villages" if looks else "mine"), Outcome(NO_ANSWERS)
