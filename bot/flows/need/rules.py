"""Guards of conversations about needs: each asks the table of steps, which asks the one rule of access."""

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Guard, Moment
from bot.flows.engine.numbers import from_base36, to_base36
from bot.flows.engine.port import Choice, choice
from domain.households.browse import areas_seen
from domain.needs.life import possible
from domain.needs.needs import Act, NeedStatus, read_number
from domain.needs.orders import NeedScene
from domain.needs.pages import NeedPage
from domain.people.access import Action
from domain.people.ladder import Ladder
from domain.visits.visits import JOINS_WITHIN


def scene(facts: Facts, ladder: Ladder) -> NeedScene:
    """All that a step is decided on."""
    policy = facts.policy
    return NeedScene(facts.actor, ladder, facts.now, facts.today, policy.working_days(), policy.needs)


def may_see(facts: Facts, page: NeedPage) -> bool:
    """Whether the person may see the need."""
    return scene(facts, page.home.ladder).may(Action.SEE_NEED, page.need)


def page_of(facts: Facts, need_id: object) -> NeedPage | None:
    """That need, if it is known here and may be seen."""
    found = (one for one in (*facts.named_needs, *facts.needs) if one.need.id == need_id)
    return next((one for one in found if may_see(facts, one)), None)


def shown(moment: Moment) -> NeedPage | None:
    """The need of the card."""
    return page_of(moment.facts, moment.answers.get("need"))


def acts(facts: Facts, page: NeedPage) -> tuple[Act, ...]:
    """What the person can do about it now."""
    return possible(page.need, scene(facts, page.home.ladder))


def act_choice(page: NeedPage, act: Act, label: str) -> Choice:
    """A button that does it, as long as nobody has done anything since."""
    return choice(label).to(f"act-{act.value}_{to_base36(len(page.need.history))}")


def asked_act(moment: Moment) -> tuple[str, int]:
    """What the button asks for, and how long the need's history was when it was made."""
    act, _, seen = moment.argument.rpartition("_")
    return act, from_base36(seen)


def can(act: Act) -> Guard:
    """The button asks for that, and it is possible now."""

    def allows(moment: Moment) -> bool:
        page, (asked, seen) = shown(moment), asked_act(moment)
        is_fresh = page is not None and asked == act.value and seen == len(page.need.history)
        return is_fresh and page is not None and act in acts(moment.facts, page)

    # The diagrams tell guards by their names.
    allows.__name__ = f"can_{act.value}"
    allows.__doc__ = f"The button asks for “{act.value}”, and the table of steps allows it now."
    return allows


def is_asked(facts: Facts, page: NeedPage) -> bool:
    """Whether the person is the one to say that it is solved."""
    return page.need.status is NeedStatus.SOLVED and scene(facts, page.home.ladder).may(
        Action.CONFIRM_NEED, page.need
    )


def numbered_page(moment: Moment) -> NeedPage | None:
    """The need whose number was typed."""
    number = read_number(moment.event.text)
    known = (*moment.facts.named_needs, *moment.facts.needs)
    found = next((one for one in known if one.need.number == number), None)
    return found if found and may_see(moment.facts, found) else None


def names_need(moment: Moment) -> bool:
    """The words are the number of a need that may be seen."""
    return numbered_page(moment) is not None


def names_no_need(moment: Moment) -> bool:
    """The words are a number, but not of a need that may be seen."""
    return read_number(moment.event.text) is not None


def may_open_need(moment: Moment) -> bool:
    """The button's need may be seen."""
    return page_of(moment.facts, from_base36(moment.argument)) is not None


def may_add_word(moment: Moment) -> bool:
    """Words typed at the card can be taken for a word on how it goes."""
    page = shown(moment)
    return bool(moment.event.text.strip()) and page is not None and Act.PROGRESS in acts(moment.facts, page)


def joins_solution(moment: Moment) -> bool:
    """A photo comes soon after this person said that it is solved: the rest of an album (R6)."""
    page, answers = shown(moment), moment.answers
    if page is None or answers.get("told") != Act.SOLVE.value or page.need.solved_at is None:
        return False
    is_last = len(page.need.history) == answers.get("seen")
    return is_last and moment.event.at - page.need.solved_at <= JOINS_WITHIN


def looks_through(moment: Moment) -> bool:
    """The person's office reaches some village."""
    return bool(areas_seen(moment.facts.actor, moment.facts.today))
