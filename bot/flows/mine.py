"""我的户: every household of one's round, and from there to a visit."""

from bot.flows.flow import Enter, Flow, Moment, Move, State
from bot.flows.menu import BACK_OR_CANCEL, chosen_household, household_choice, more_choice, page_of, turn_page
from bot.flows.port import Card, Rows, say
from bot.flows.visit_turns import pick_household


def _ask_household(moment: Moment) -> Card:
    facts, page = moment.facts, moment.answers.get("page", 0)
    if not facts.round:
        return Card((say("visit.no_households"),), BACK_OR_CANCEL)
    shown, pages = page_of(facts.round.offered(), page)
    rows: Rows = tuple((household_choice(facts, one, "pick"),) for one in shown)
    more: Rows = ((more_choice(page, pages),),) if pages > 1 else ()
    count, left = len(facts.round.households), len(facts.round.open)
    return Card((say("mine", n=count, done=count - left, left=left),), (*rows, *more, *BACK_OR_CANCEL))


def _is_mine(moment: Moment) -> bool:
    return chosen_household(moment) is not None


class Mine(Flow):
    """The list; a household on it leads to its visit card."""

    name = "mine"

    LIST = State(_ask_household)

    moves = (
        Move(LIST, "pick", Enter("visit", "open"), do=pick_household, when=_is_mine),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "back", Enter("home")),
        Move(LIST, "cancel", Enter("home")),
    )
