"""What each state of the visit conversation asks (transcript T2)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import to_base36
from bot.flows.engine.port import Card, Choice, Rows, Say, choice, say
from bot.flows.need.words import category_words
from bot.flows.shared.menu import BACK_OR_CANCEL, household_choice, more_choice, page_of, two_a_row
from bot.flows.shared.words import clipped
from bot.flows.visit import answers as given
from bot.flows.visit.again import asks_before_report, undecided
from bot.flows.visit.needs import LONGEST_WORDS, needs_rows, needs_told
from bot.flows.visit.photo_rules import of_last_month, visit_that_day
from bot.flows.visit.rules import earliest_day, shelved_without_household
from bot.flows.visit.tray import has_content
from bot.flows.visit.words import (
    aside_words,
    head_of,
    heads_of,
    month_words,
    stands_in_words,
    voice_words,
)
from domain.calendar.month import Month
from domain.duties.round import PairedHousehold, Round
from domain.needs.needs import numbered
from domain.visits.visits import Mode

DAYS_OFFERED = 6
DAYS_WITH_A_WORD = 2


def _photos(moment: Moment) -> int:
    return len(moment.answers.get("photos", ()))


def ask_household(moment: Moment) -> Card:
    """Those not yet visited this month first; all that came before a household was picked is told."""
    facts, answers = moment.facts, moment.answers
    if not facts.round:
        return Card((say("visit.no_households"),), BACK_OR_CANCEL)
    page, found = answers.get("page", 0), answers.get("found")
    offered = facts.round.offered(
        near=given.place(answers), named=answers.get("guess") or answers.get("note", "")
    )
    if found:
        offered = facts.round.matching(found)
    # What is wrong is not offered again; back leads to it.
    wrong = answers.get("was") or answers.get("saved", {}).get("household")
    offered = tuple(one for one in offered if one.id != wrong)
    asked_between = {one["household"] for one in answers.get("proposals", ())}
    if has_content(answers) and asked_between and not answers.get("was"):
        offered = tuple(sorted(offered, key=lambda one: one.id not in asked_between))
    if answers.get("saved"):
        offered = tuple(sorted(offered, key=lambda one: visit_that_day(moment, one) is None))
    shown, pages = page_of(offered, page)
    more = (more_choice(page, pages),) if pages > 1 else ()
    rows: Rows = (
        *_offer_shelved(moment)[1],
        *((household_choice(facts, one, "pick"),) for one in shown),
        (*more, choice("search")),
        *BACK_OR_CANCEL,
    )
    return Card((*_offer_shelved(moment)[0], _list_words(moment, len(offered)), *aside_words(moment)), rows)


def _list_words(moment: Moment, offered: int) -> Say:
    if moment.answers.get("found"):
        return say("visit.found" if offered else "visit.not_found", words=moment.answers["found"][:20])
    photos = _photos(moment) + len(shelved_without_household(moment).get("photos", ()))
    if photos:
        return say("visit.whose_photos", n=photos)
    spoken, note = moment.answers.get("voices"), moment.answers.get("note")
    if spoken:
        return say("visit.whose_voice", n=sum(one[2] for one in spoken))
    if note:
        return say("visit.whose_words", words=clipped(note, LONGEST_WORDS))
    left = len(moment.facts.round.open)
    if left and moment.answers.get("near"):
        return say("visit.left_nearby", n=left)
    return say("visit.left", n=left) if left else say("visit.all_done", n=len(moment.facts.round.households))


def _offer_shelved(moment: Moment) -> tuple[tuple[Say, ...], Rows]:
    laid_aside = given.laid_aside(moment.shelved)
    if not laid_aside:
        return (), ()
    if "household" not in laid_aside:
        return (), ((choice("drop"),),)
    household = moment.facts.round.get(laid_aside["household"])
    if household is None:
        return (), ()
    return (say("visit.shelved", head=household.head),), ((choice("resume"), choice("drop")),)


def ask_words(moment: Moment) -> Card:
    """A name, a group or pinyin initials."""
    return Card((say("visit.search"),), BACK_OR_CANCEL)


def ask_how_it_was(moment: Moment) -> Card:
    """The open card of one household."""
    household = given.household(moment)
    if household is None:
        return Card((say("visit.not_yours"),), BACK_OR_CANCEL)
    photos, day = _photos(moment), given.day(moment)
    today = say("visit.today") if day == moment.facts.today else say("visit.day", day=day)
    if photos:
        head = say("visit.open_with_photos", head=head_of(moment, household), today=today, n=photos)
    else:
        place = household.village + household.group
        when = say("visit.today_in_full", day=day) if day == moment.facts.today else today
        head = say("visit.open", head=household.head, place=place, day=when)
    note = moment.answers.get("note")
    noted = (say("visit.note", note=note),) if note else ()
    says = (head, *stands_in_words(household), *noted, *voice_words(moment.answers))
    how: Rows = ((choice("fine"),), (choice("report"),), (choice("nobody"), choice("phone")))
    category = moment.answers.get("category")
    both = (say("visit.and_a_need", what=category_words(moment.facts, category)),) if category else ()
    told = (*says, *needs_told(moment), *aside_words(moment), *both)
    return Card(told, (*how, *needs_rows(moment), *BACK_OR_CANCEL))


def ask_same(moment: Moment) -> Card:
    """The household has a visit on that day: is it the same one (R18)?"""
    proposals = moment.answers.get("proposals", ())
    if proposals and not asks_before_report(moment):
        batch = proposals[next(iter(undecided(moment)), 0)]
    else:
        batch = {"household": moment.answers.get("household", -1), "day": given.day(moment).isoformat()}
    return _same(moment, moment.facts.round.get(batch["household"]), date.fromisoformat(batch["day"]))


def ask_same_day(moment: Moment) -> Card:
    """The day to which a saved visit is moved has another one to that household: is it the same (R18)?"""
    return _same(moment, given.household(moment), date.fromisoformat(moment.answers["redates"]))


def _same(moment: Moment, household: PairedHousehold | None, day: date) -> Card:
    head = head_of(moment, household) if household else "—"
    when = say("visit.today") if day == moment.facts.today else say("visit.day", day=day)
    return Card(
        (say("visit.same", when=when, head=head),), ((choice("once"),), (choice("apart"),), *BACK_OR_CANCEL)
    )


def ask_month(moment: Moment) -> Card:
    """On the first mornings of a month a visit may well be last month's (R11)."""
    rows: Rows = ((choice("before"), choice("now")), *BACK_OR_CANCEL)
    proposals = moment.answers.get("proposals", ())
    if len(proposals) < 2:
        return Card((say("visit.which_month"),), rows)
    owed = heads_of(moment, [proposals[at] for at in of_last_month(moment)])
    return Card((say("visit.which_month_of", who=owed),), rows)


def tell_saved(moment: Moment) -> Card:
    """What was recorded, and where the month stands; no confirmation was asked (R9)."""
    household = given.household(moment)
    if household is None:
        return Card((say("visit.not_yours"),), ((choice("mine"),),))
    answers, after = moment.answers, given.round_with_visit(moment)
    mode, photos = given.mode(answers), answers.get("photos_kept", 0)
    told = say(
        "visit.saved_with_need" if answers.get("need_number") else f"visit.saved_{mode}",
        number=numbered(answers.get("need_number", 0)),
        head=household.head,
        day=given.visited_on(answers),
        photos=say("visit.photos_clause", n=photos) if photos else "",
        note=_note_clause(answers),
        late=say("visit.late_clause") if answers.get("late") else "",
    )
    visited = (choice("date"), choice("photos"))
    # Of what joined the visit a moment ago the last step is taken back first.
    has_joined = "joined" in answers
    taken_off: Rows = ((choice("other"), Choice("unjoin", say("choice.undo"))),) if has_joined else ()
    undo = () if has_joined else (choice("undo"),)
    seen = (*((choice("album"),) if photos else ()), *undo)
    last: Rows = (seen,) if seen else ()
    back: Rows = ((choice("back"),),) if answers.get("siblings") else ()
    rows: Rows = (*onwards(moment, after, {household.id}), *taken_off, visited, *last, *back)
    month = month_words(moment, after, Month.of(given.visited_on(answers)))
    return Card((told, *stands_in_words(household), *_hint(moment, mode), month), rows)


def _note_clause(answers: Mapping[str, Any]) -> Say | str:
    note, spoken = answers.get("note"), answers.get("voices")
    said = say("visit.voice_clause", n=sum(one[2] for one in spoken)) if spoken else ""
    if not note:
        return said
    return say("visit.note_and_voice", voice=said) if said else say("visit.note_clause")


def onwards(moment: Moment, after: Round, done: set[int]) -> Rows:
    """Where to go from a saved visit: to photos that wait, to the next household, or to one's own list."""
    waiting = moment.answers.get("waiting", ())
    named = [one for batch in waiting if (one := after.get(batch.get("household", -1)))]
    loose = sum(len(one.get("photos", ())) for one in waiting if not after.get(one.get("household", -1)))
    spoken = any(not after.get(one.get("household", -1)) for one in waiting)
    button = choice("waiting", n=loose) if loose else Choice("waiting", say("choice.waiting_words"))
    asked: Rows = ((button,),) if spoken else ()
    following = [one for one in after.offered() if one.id not in done and not after.is_done(one)]
    following = [*named, *following][:1]
    onward: Rows = tuple(
        (choice(f"next-{to_base36(one.id)}", head=head_of(moment, one)),) for one in following
    )
    return asked or onward or ((choice("mine"),),)


def _hint(moment: Moment, mode: Mode) -> tuple[Say, ...]:
    household = given.household(moment)
    counts = household and (household.away or moment.facts.policy.visits.phone_counts)
    if mode is Mode.PHONE and not counts:
        return (say("visit.phone_hint"),)
    return (say("visit.nobody_hint"),) if mode is Mode.NOBODY else ()


def ask_day(moment: Moment) -> Card:
    """The last days as buttons; any other may be typed."""
    today, earliest = moment.facts.today, earliest_day(moment)
    days = [today - timedelta(days=back) for back in range(DAYS_OFFERED)]
    buttons = [
        choice(f"day{back}" if back < DAYS_WITH_A_WORD else "day", day=day).to(f"day-{day:%Y%m%d}")
        for back, day in enumerate(days)
        if day >= earliest
    ]
    rows: Rows = two_a_row(buttons)
    return Card((say("visit.ask_day", earliest=earliest),), (*rows, *BACK_OR_CANCEL))


def ask_photos(moment: Moment) -> Card:
    """Further photos for the visit just recorded."""
    photos = moment.answers.get("photos_kept", 0)
    words = say("visit.more_photos", n=photos) if photos else say("visit.send_photos")
    return Card((words,), ((choice("enough"),), *BACK_OR_CANCEL))


def tell_undone(moment: Moment) -> Card:
    """The visit no longer counts."""
    household = given.household(moment)
    head = household.head if household else ""
    again: Rows = ((choice("again"),),) if household else ()
    words = say("visit.undone", head=head, day=given.visited_on(moment.answers))
    back: Rows = ((choice("back"),),) if moment.answers.get("siblings") else ()
    return Card((words,), (*again, (choice("visit"), choice("mine")), *back))
