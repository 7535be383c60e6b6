"""The household page: everything about one household, and from there to a visit or its card."""

from dataclasses import replace

from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.household import rules as may
from bot.flows.household.cards import page_card
from bot.flows.report.turns import carry_page
from bot.flows.shared.guards import came_from_digest, came_from_village
from bot.flows.shared.papers import ask_sheet, is_not_made, tell_not_made
from bot.flows.visit.photo_rules import says_whose
from bot.flows.visit.turns import keep_photo, pick_household
from domain.paperwork import Paper


def _record_with_photo(moment: Moment) -> Outcome:
    """A photo sent while the page is open belongs to a visit of this household (R6)."""
    opened = pick_household(replace(moment, argument=to_base36(moment.answers["household"])))
    return replace(
        keep_photo(replace(moment, answers=opened.answers)), forgets_shelved=opened.forgets_shelved
    )


def _is_photo_of_here(moment: Moment) -> bool:
    """The photo says of no other household that it is its own, nor how it was."""
    return may.may_record(moment) and not says_whose(moment, moment.answers["household"])


def _ask_card(moment: Moment) -> Outcome:
    return ask_sheet(moment, Paper.HOUSEHOLD_CARD, "page.card_coming", household=moment.answers["household"])


def _ask_album(moment: Moment) -> Outcome:
    visit = from_base36(moment.argument)
    asked = ask_sheet(moment, Paper.ALBUM, "page.album_coming", visit=visit)
    return replace(asked, answers={**asked.answers, "album": visit})


def _back(moment: Moment) -> Outcome:
    """To the same list as it was."""
    return Outcome(
        {
            key: moment.answers[key]
            for key in ("page", "village", "words", "issue", "missed")
            if key in moment.answers
        }
    )


class Household(Flow):
    """One household as far as the person may see it."""

    name = "household"
    wants = frozenset({Want.PAGE})

    PAGE = State(page_card)

    moves = (
        Move(PAGE, "visit", Enter("visit", "open"), do=pick_household, when=may.may_record_named),
        Move(PAGE, "report", Enter("report", "kind"), do=carry_page, when=may.may_report),
        Move(PAGE, "photo", Enter("visit", "open"), do=_record_with_photo, when=_is_photo_of_here),
        Move(PAGE, "card", PAGE, do=_ask_card, when=may.may_take_card),
        Move(PAGE, "album", PAGE, do=_ask_album, when=may.may_see_album),
        Move(PAGE, "paperwork", PAGE, do=tell_not_made, when=is_not_made),
        Move(PAGE, "back", Enter("digest", "homes"), do=_back, when=came_from_village),
        Move(PAGE, "back", Enter("digest", "twice"), do=_back, when=came_from_digest),
        Move(PAGE, "back", Enter("villages"), do=_back, when=may.came_from_villages),
        Move(PAGE, "back", Enter("mine"), do=_back),
        Move(PAGE, "cancel", Enter("home")),
    )
