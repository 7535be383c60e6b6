"""Rows of buttons that several flows show."""

from bot.flows.flow import Moment, Outcome
from bot.flows.numbers import from_base36, to_base36
from bot.flows.port import Choice, Rows, choice, say
from domain.facts import Facts
from domain.people import RoleKind
from domain.round import PairedHousehold

BACK_OR_CANCEL: Rows = ((choice("back"), choice("cancel")),)
PAGE = 5


def home_rows(facts: Facts) -> Rows:
    """What a person may begin from the home card."""
    field_work: Rows = ((choice("visit"), choice("mine")),) if facts.round else ()
    ledger: Rows = ((choice("import"), choice("export")),) if facts.is_(RoleKind.CLERK) else ()
    return (*field_work, *ledger, (choice("help"), choice("feedback")))


def household_choice(facts: Facts, household: PairedHousehold, trigger: str) -> Choice:
    """A household on a list: head, group, and how long nobody has been there; it always contains ` · `."""
    days = household.days_since_home(facts.today)
    if facts.round.is_done(household):
        status = say("household.visited")
    elif household.nobody_home_lately(facts.today):
        status = say("household.nobody_home")
    elif days is None:
        status = say("household.never")
    else:
        status = say("household.days", n=days)
    where = household.group or household.village
    return Choice(
        f"{trigger}-{to_base36(household.id)}",
        say("household", head=household.head, where=where, status=status),
    )


def page_of(households: tuple[PairedHousehold, ...], page: int) -> tuple[tuple[PairedHousehold, ...], int]:
    """One page of a list and how many pages there are; a page that is not there any more is the first."""
    pages = max(1, -(-len(households) // PAGE))
    start = (page if 0 <= page < pages else 0) * PAGE
    return households[start : start + PAGE], pages


def more_choice(page: int, pages: int) -> Choice:
    """Leads to the next page, and from the last one back to the first."""
    return choice(f"more-{(page + 1) % pages}")


def chosen_household(moment: Moment) -> PairedHousehold | None:
    """The household of the button pressed, if it is on this person's round."""
    return moment.facts.round.get(from_base36(moment.argument))


def turn_page(moment: Moment) -> Outcome:
    """Show the page that the button names."""
    return moment.with_answers(page=max(0, from_base36(moment.argument)))
