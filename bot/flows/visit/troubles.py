"""Guards of words that name a household and tell of trouble there: a need, and perhaps a visit, too."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.visit import answers as visit_answers
from domain.needs.troubles import has_been_there, trouble_in


def trouble_told(text: str, facts: Facts) -> str | None:
    """The category to which such words point (empty: not plainly any); None: they tell of no trouble."""
    caption = facts.round.caption(text)
    if caption.one is None or caption.mode is not None:
        return None
    # 水 in somebody's name is no word about water.
    words = caption.rest.replace(caption.one.head, " ")
    return trouble_in(words, [one.code for one in facts.policy.needs.categories])


def tells_need(text: str, facts: Facts) -> bool:
    """Words about one household's trouble, and about no visit."""
    return trouble_told(text, facts) is not None and not has_been_there(text)


def tells_both(text: str, facts: Facts) -> bool:
    """Words about a visit at which somebody heard of trouble."""
    return trouble_told(text, facts) is not None and has_been_there(text)


def points_to_category(moment: Moment) -> bool:
    """Words about trouble of a plain kind."""
    return bool(trouble_told(moment.event.text, moment.facts))


def tells_trouble(moment: Moment) -> bool:
    """Words about trouble of any kind."""
    return trouble_told(moment.event.text, moment.facts) is not None


def tells_need_first(moment: Moment) -> bool:
    """Words about a need while nothing else is begun."""
    is_begun = visit_answers.has_begun(moment.answers) or bool(moment.answers.get("proposals"))
    return tells_need(moment.event.text, moment.facts) and not is_begun


def points_to_category_first(moment: Moment) -> bool:
    """The words also make the category of the need plain."""
    return tells_need_first(moment) and points_to_category(moment)


def _is_here(moment: Moment) -> bool:
    one = moment.facts.round.caption(moment.event.text).one
    return one is not None and one.id == moment.answers.get("household")


def tells_need_here(moment: Moment) -> bool:
    """Words about a need of the household whose card is open."""
    return tells_need(moment.event.text, moment.facts) and _is_here(moment)


def points_to_category_here(moment: Moment) -> bool:
    """The words also make the category of the need plain."""
    return tells_need_here(moment) and points_to_category(moment)


def tells_trouble_elsewhere(moment: Moment) -> bool:
    """Words about trouble at another household than the one whose card is open."""
    return tells_trouble(moment) and not _is_here(moment)
