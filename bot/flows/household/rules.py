"""Guards of looking at households: each asks the one authorisation rule about what the button names."""

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import from_base36
from bot.flows.shared.guards import may_browse
from domain.households.browse import VillageCount
from domain.households.page import HouseholdPage
from domain.people.access import Action


def _may(moment: Moment, action: Action, page: HouseholdPage) -> bool:
    return moment.facts.may(action, household=page.id, village=page.household.village_code)


def may_open(moment: Moment) -> bool:
    """The household of the button may be seen."""
    page = moment.facts.page
    is_named = page is not None and page.id == from_base36(moment.argument)
    return is_named and page is not None and _may(moment, Action.SEE_HOUSEHOLD, page)


def _shown(moment: Moment) -> HouseholdPage | None:
    page = moment.facts.page
    return page if page is not None and page.id == moment.answers.get("household") else None


def may_record(moment: Moment) -> bool:
    """The household of the page is paired with this person."""
    page = _shown(moment)
    on_round = page is not None and moment.facts.round.get(page.id) is not None
    return on_round and page is not None and _may(moment, Action.RECORD_VISIT, page)


def may_record_named(moment: Moment) -> bool:
    """The page's household is paired with this person, and the button names it."""
    return may_record(moment) and from_base36(moment.argument) == moment.answers.get("household")


def may_report(moment: Moment) -> bool:
    """A need of the page's household may be told."""
    page = _shown(moment)
    return page is not None and _may(moment, Action.REPORT_NEED, page)


def may_take_card(moment: Moment) -> bool:
    """The household's card may be had."""
    page = _shown(moment)
    return page is not None and _may(moment, Action.TAKE_HOUSEHOLD_CARD, page)


def may_see_album(moment: Moment) -> bool:
    """The photos of the button's visit may be seen from this page."""
    page = _shown(moment)
    named = from_base36(moment.argument)
    is_listed = page is not None and any(one.visit_id == named for one in page.albums)
    return is_listed and page is not None and _may(moment, Action.SEE_HOUSEHOLD, page)


def came_from_villages(moment: Moment) -> bool:
    """The page was opened from an official's list."""
    return bool(moment.answers.get("by_office"))


def village_named(moment: Moment) -> VillageCount | None:
    """The village of the button, if the person's office reaches it."""
    browse = moment.facts.browse
    return browse.get(from_base36(moment.argument)) if browse else None


def may_look_into(moment: Moment) -> bool:
    """The households of the button's village may be seen."""
    village = village_named(moment)
    return village is not None and moment.facts.may(Action.SEE_HOUSEHOLD, village=village.code)


def may_take_book(moment: Moment) -> bool:
    """The book of the button's village may be had."""
    village = village_named(moment)
    return village is not None and moment.facts.may(Action.TAKE_VILLAGE_BOOK, village=village.code)


def is_searching(moment: Moment) -> bool:
    """The list shows what words found."""
    return may_browse(moment) and bool(moment.answers.get("words"))


def is_inside(moment: Moment) -> bool:
    """The list shows one village of several."""
    return may_browse(moment) and bool(moment.answers.get("village"))


def has_round(moment: Moment) -> bool:
    """Households are paired with the person, too."""
    return bool(moment.facts.round)
