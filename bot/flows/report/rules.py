"""Guards of reporting a need."""

from dataclasses import replace

from bot.flows.engine.flow import Moment
from bot.flows.report import answers as given
from bot.flows.shared.menu import chosen_household
from bot.flows.visit.arrivals import caption_of, is_clear
from bot.flows.visit.photo_rules import joins_the_visit, names_joined_here, names_joined_one
from domain.conversation import Shelved
from domain.people.access import Action


def may_report_named(moment: Moment) -> bool:
    """The household of the button is one of this person's."""
    home = chosen_household(moment)
    return home is not None and moment.facts.may(Action.REPORT_NEED, household=home.id)


def is_offered(moment: Moment) -> bool:
    """The button's category is one of the policy."""
    return any(one.code == moment.argument for one in moment.facts.policy.needs.categories)


def is_corrected(moment: Moment) -> bool:
    """The category is one of the policy, and the rest was answered before: only this is corrected."""
    return is_offered(moment) and bool(moment.answers.get("edits"))


def may_report(moment: Moment) -> bool:
    """The need may be reported as it stands on the card."""
    return given.reported(moment, 0, None, urgent=False) is not None


def came_from_visit(moment: Moment) -> bool:
    """It began on the card of a visit."""
    return bool(moment.answers.get("been"))


def came_from_page(moment: Moment) -> bool:
    """It began on the page of a household."""
    return bool(moment.answers.get("from_page"))


def shelved_report(moment: Moment) -> Shelved | None:
    """A report laid aside half way, with its household."""
    shelved = moment.shelved
    is_report = shelved is not None and shelved.flow == "report" and "household" in shelved.answers
    return shelved if is_report else None


def is_shelved(moment: Moment) -> bool:
    """A half-told report is laid aside; its category is not known yet."""
    return shelved_report(moment) is not None


def is_shelved_with_category(moment: Moment) -> bool:
    """A half-told report is laid aside, and its category is known."""
    shelved = shelved_report(moment)
    return shelved is not None and bool(shelved.answers.get("category"))


def has_visit(moment: Moment) -> bool:
    """A visit was saved with it, and can still be looked at."""
    return (
        bool(moment.answers.get("visit")) and moment.facts.round.get(moment.answers["household"]) is not None
    )


def joins_visit(moment: Moment) -> bool:
    """A photo comes soon enough after the visit saved with the need to belong to it (R6)."""
    return has_visit(moment) and joins_the_visit(_at_its_card(moment))


def names_joined_photos(moment: Moment) -> bool:
    """Words at once after such photos name another household for them, and it is to be asked how it was."""
    return has_visit(moment) and names_joined_one(_at_its_card(moment))


def tells_of_joined_photos(moment: Moment) -> bool:
    """Words at once after such photos name another household, and say how it was there."""
    return has_visit(moment) and names_joined_here(_at_its_card(moment))


def is_for_this_need(moment: Moment) -> bool:
    """A photo of what is told here: its caption is not about a visit by itself (R6)."""
    caption, household = caption_of(moment), moment.answers.get("household")
    if not is_clear(caption) or caption.one is None:
        return True
    return caption.one.id == household if household else given.has_told(moment.answers)


def _at_its_card(moment: Moment) -> Moment:
    return replace(moment, answers=moment.answers["visit"])
