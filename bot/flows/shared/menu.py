"""Rows of buttons that several flows show."""

from collections.abc import Sequence
from typing import TypeVar

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment, Outcome
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Choice, Rows, Say, choice, say
from domain.conversation import NO_ANSWERS
from domain.digest.reader import reader_of
from domain.duties.round import PairedHousehold
from domain.households.browse import areas_seen
from domain.people.access import Actor
from domain.people.people import TOWNSHIP, RoleKind
from domain.people.staff import scope

T = TypeVar("T")
BACK_OR_CANCEL: Rows = ((choice("back"), choice("cancel")),)
PAGE = 5
CODE_TAIL = 4
"""So much of a household code tells two of one name and place apart."""


def home_rows(facts: Facts) -> Rows:
    """What a person may begin from the home card."""
    looks: Rows = ((mine_choice(facts),),) if is_official(facts) else ()
    field_work: Rows = ((choice("visit"), mine_choice(facts)),) if facts.round else looks
    told = (choice("report"),) if facts.round else ()
    needs = (*told, *((need_book_choice(facts),) if is_official(facts) else ()))
    ledger: Rows = ((choice("import"), choice("export")),) if facts.is_(RoleKind.CLERK) else ()
    people = (choice("people"),) if may_see_people(facts) else ()
    office = (*people, *((choice("digest"),) if reads_digest(facts) else ()))
    rows = (*((needs,) if needs else ()), *ledger, *((office,) if office else ()))
    return (*field_work, *rows, (choice("help"), choice("feedback")))


def may_see_people(facts: Facts) -> bool:
    """Whether the person, or the one who is just being welcomed, looks after people by office."""
    someone = facts.person or (facts.invitation.person if facts.invitation else None)
    return bool(scope(Actor(someone, facts.roles), facts.today))


def reads_digest(facts: Facts) -> bool:
    """Whether the person, or the one who is just joining, may read digests."""
    someone = facts.person or (facts.invitation.person if facts.invitation else None)
    return reader_of(Actor(someone, facts.roles), facts.today) is not None


def is_official(facts: Facts) -> bool:
    """Whether the person, or the one who is just being welcomed, may see households by office."""
    someone = facts.person or (facts.invitation.person if facts.invitation else None)
    return bool(areas_seen(Actor(someone, facts.roles), facts.today))


def sees_the_whole(facts: Facts) -> bool:
    """Whether the office reaches the whole township, or at least more than one village."""
    someone = facts.person or (facts.invitation.person if facts.invitation else None)
    areas = areas_seen(Actor(someone, facts.roles), facts.today)
    return TOWNSHIP in areas or len(areas) > 1


def need_book_choice(facts: Facts) -> Choice:
    """The way to the needs that an official may look through."""
    return Choice("need_book", say("choice.need_book_all" if sees_the_whole(facts) else "choice.need_book"))


def mine_words(facts: Facts) -> Say:
    """One's own households, or for who has none those that an office reaches."""
    if facts.round or not is_official(facts):
        return say("choice.mine")
    return say("choice.mine_township" if sees_the_whole(facts) else "choice.mine_village")


def mine_choice(facts: Facts) -> Choice:
    """The way to them."""
    return Choice("mine", mine_words(facts))


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
    if household.stands_in_for:
        status = say("household.stands_in", status=status)
    where = household.group or household.village
    if facts.round.has_namesake(household):
        where = f"{where} {household.code[-CODE_TAIL:]}"
    return Choice(
        f"{trigger}-{to_base36(household.id)}",
        say("household", head=household.head, where=where, status=status),
    )


def page_of(listed: Sequence[T], page: int) -> tuple[Sequence[T], int]:
    """One page of a list and how many pages there are; a page that is not there any more is the first."""
    pages = max(1, -(-len(listed) // PAGE))
    start = (page if 0 <= page < pages else 0) * PAGE
    return listed[start : start + PAGE], pages


def more_choice(page: int, pages: int) -> Choice:
    """Leads to the next page; on the last one there is nothing more, only the way back to the first."""
    at = page if 0 <= page < pages else 0
    return choice(f"more-{to_base36(at + 1)}") if at + 1 < pages else choice("first").to("more-0")


def two_a_row(choices: Sequence[Choice]) -> Rows:
    """The buttons two by two, the last alone if their number is odd."""
    return tuple(tuple(choices[at : at + 2]) for at in range(0, len(choices), 2))


def chosen_household(moment: Moment) -> PairedHousehold | None:
    """The household of the button pressed, if it is on this person's round."""
    return moment.facts.round.get(from_base36(moment.argument))


def turn_page(moment: Moment) -> Outcome:
    """Show the page that the button names."""
    return moment.with_answers(page=max(0, from_base36(moment.argument)))


def leave(_moment: Moment) -> Outcome:
    """Nothing is done, as asked."""
    return Outcome(NO_ANSWERS, note=say("cancelled"))
