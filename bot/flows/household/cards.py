"""What the household page says: head, members, who is paired, needs, last visits."""

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.household.needs import check_lines, need_lines
from bot.flows.household.rules import may_record, may_report, may_take_card
from bot.flows.shared.menu import BACK_OR_CANCEL
from domain.households.page import HouseholdPage, PagePairing, PageVisit
from domain.people.access import Action
from domain.register.register import MemberEntry

MEMBERS_TOLD = 8
LONGEST_NAME = 40
LONGEST_FACT = 16
LONGEST_NOTE = 40

Words = str | Say


def page_card(moment: Moment) -> Card:
    """The page, or that it is not to be seen (any more)."""
    page = moment.facts.page
    if page is None or page.id != moment.answers.get("household"):
        return Card((say("page.not_yours"),), BACK_OR_CANCEL)
    household = (*_about(page), *_members(moment, page), *_holders(moment, page))
    says = (*household, *check_lines(moment, page), *need_lines(moment, page), *_visits(moment, page))
    visit = (choice(f"visit-{to_base36(page.id)}"),) if may_record(moment) else ()
    sheet = (choice("card"),) if may_take_card(moment) else ()
    pressed: tuple[Choice, ...] = (*visit, *sheet)
    rows: Rows = (pressed,) if pressed else ()
    rows = (*rows, (choice("report"),)) if may_report(moment) else rows
    return Card(says, (*rows, *_album(moment, page), *BACK_OR_CANCEL))


def _album(moment: Moment, page: HouseholdPage) -> Rows:
    """The newest photos first, then those of the visit before, and so on."""
    shown = moment.answers.get("album")
    following = page.album_after(shown)
    if following is None:
        return ()
    is_newest = following == page.albums[0]
    label = choice("album" if is_newest else "older")
    return ((label.to(f"album-{to_base36(following.visit_id)}"),),)


def clipped(text: str, longest: int) -> str:
    """The text in at most so many characters, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def _about(page: HouseholdPage) -> tuple[Say, ...]:
    home = page.household
    told: list[Words] = [
        clipped(one, LONGEST_FACT) for one in (home.household_class, home.monitored_class, home.cause) if one
    ]
    told += [say("page.size", n=home.size)] if home.size else []
    told += [say("page.income", yuan=amount(home.income))] if home.income is not None else []
    told += [say("page.away")] if home.away else []
    place = clipped(page.village, LONGEST_FACT) + clipped(home.group, LONGEST_FACT)
    title = say("page.title", head=clipped(home.head, LONGEST_NAME), place=place)
    code = say("page.code", code=clipped(home.code, LONGEST_NAME))
    facts = (say("page.facts", facts=tuple(told)),) if told else ()
    phone = (say("page.phone", phone=clipped(home.phone, LONGEST_NAME)),) if home.phone else ()
    return title, code, *facts, *phone


def amount(number: float) -> str:
    """A number as a person writes it: 11800, 11800.5."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _members(moment: Moment, page: HouseholdPage) -> tuple[Say, ...]:
    if not page.members:
        return ()
    count, year = len(page.members), moment.facts.today.year
    told = [_member(one, year) for one in page.members[:MEMBERS_TOLD]]
    others = (say("page.other_members", n=count),) if count > MEMBERS_TOLD else ()
    return say("page.members", n=count), *told, *others


def _member(one: MemberEntry, year: int) -> Say:
    told: list[Words] = [clipped(one.relation, LONGEST_FACT)] if one.relation else []
    told += [say("page.born", year=one.birth_year, age=year - one.birth_year)] if one.birth_year else []
    told += [clipped(one.health, LONGEST_FACT)] if one.health else []
    told += [say("page.months_away", n=amount(one.months_away))] if one.months_away else []
    told += [say("page.id_number", number=clipped(one.id_number, 22))] if one.id_number else []
    name = clipped(one.name, LONGEST_NAME)
    return say("page.member", name=name, facts=tuple(told)) if told else say("page.member_alone", name=name)


def _holders(moment: Moment, page: HouseholdPage) -> tuple[Say, ...]:
    held = page.holders(moment.facts.today)
    in_full = moment.facts.may(Action.SEE_NUMBERS, household=page.id, village=page.household.village_code)
    return tuple(_holder(one, in_full) for one in held) or (say("page.nobody_paired"),)


def _holder(one: PagePairing, in_full: bool) -> Say:
    reached: tuple[Words, ...] = (one.phone,) if in_full and one.phone else ()
    known: tuple[Words, ...] = (clipped(one.capacity, LONGEST_FACT),) if one.capacity else ()
    return say(
        f"page.{one.duty}",
        name=clipped(one.name, LONGEST_NAME),
        known=say("page.aside", words=(*known, *reached)) if known or reached else "",
        year=one.since.year,
        day=one.since,
    )


def _visits(moment: Moment, page: HouseholdPage) -> tuple[Say, ...]:
    if not page.visits:
        return (say("page.no_visits"),)
    return say("page.visits"), *(_visit(one, moment.facts.today.year) for one in page.visits)


def _visit(one: PageVisit, this_year: int) -> Say:
    day = one.visited_on
    note = clipped("；".join(part for part in (one.note, one.issues) if part), LONGEST_NOTE)
    return say(
        "page.visit",
        day=day if day.year == this_year else say("page.day_of_year", year=day.year, day=day),
        how=say(f"page.mode_{one.mode}"),
        name=clipped(one.name, LONGEST_NAME),
        duty=say(f"page.duty_{one.duty}"),
        late=say("page.late") if one.late else "",
        note=say("page.note", note=note) if note else "",
    )
