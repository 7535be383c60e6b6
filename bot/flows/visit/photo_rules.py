"""Guards of what arrives without a question, and of what is proposed for it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.flows.engine.facts import Facts
from bot.flows.engine.flow import Moment
from bot.flows.engine.numbers import from_base36
from bot.flows.shared.menu import chosen_household
from bot.flows.visit import answers as given
from bot.flows.visit.arrivals import (
    caption_of,
    is_at_once,
    is_clear,
    late_visit,
    names_another,
    place_after,
    said_by,
    tells_another,
)
from bot.flows.visit.rules import is_day_open, may_record, owes_last_month
from bot.flows.visit.tray import Batch, Tray, has_album_of, has_content
from bot.flows.visit.troubles import points_to_category, tells_both, tells_need, tells_trouble
from domain.calendar.month import Month
from domain.duties.round import PairedHousehold
from domain.visits.visits import JOINS_WITHIN, Mode, RecentVisit
from domain.writing.characters import compact, is_chinese

NAMES_WITHIN = timedelta(minutes=5)
"""Words that come so soon after photos say whose these are (R6): a phone sends them one after the other."""


def comes_to_proposed(moment: Moment) -> bool:
    """What came is proposed, and nothing else need be asked first."""
    return place_after(moment) == "proposed"


def has_caption(moment: Moment) -> bool:
    """A file that is of no use came with words that are worth keeping."""
    return bool(moment.event.media and moment.event.text.strip())


def caption_comes_to_proposed(moment: Moment) -> bool:
    """Such words lead to what is proposed."""
    return has_caption(moment) and comes_to_proposed(moment)


def caption_comes_to_open(moment: Moment) -> bool:
    """Such words lead to the open card of a household."""
    return has_caption(moment) and comes_to_open(moment)


def caption_comes_to_list(moment: Moment) -> bool:
    """Such words may be about any of those proposed."""
    return has_caption(moment) and comes_to_list(moment)


def comes_after_cancel(moment: Moment) -> bool:
    """A photo without a name after something was cancelled: nobody knows whose it is (R6)."""
    is_cancelled = bool(moment.answers.get("cancelled")) and bool(moment.facts.round)
    return is_cancelled and late_visit(moment) is None and comes_to_list(moment)


def comes_to_list(moment: Moment) -> bool:
    """What came may be about any of those proposed: it is asked about which."""
    return place_after(moment) == "list"


def comes_to_open(moment: Moment) -> bool:
    """What came is of one household, where it is to be asked how it was."""
    return place_after(moment) == "open"


def tells_all(moment: Moment) -> bool:
    """Words that name one household and say how it was."""
    return is_clear(caption_of(moment))


def tells_all_here(moment: Moment) -> bool:
    """Such words, and nothing else need be asked first."""
    return tells_all(moment) and comes_to_proposed(moment)


def tells_all_to_open(moment: Moment) -> bool:
    """Such words, but something about the visit must be asked first, such as its day."""
    return tells_all(moment) and comes_to_open(moment)


def says_whose(moment: Moment, household: int) -> bool:
    """The words are about a visit by themselves, or about another household than this one."""
    return tells_all(moment) or names_another(moment, household)


def opens_visits(text: str, facts: Facts) -> bool:
    """Words typed anywhere that can only be about a visit: a household and how it was, or its bare name."""
    caption = facts.round.caption(text)
    if tells_both(text, facts):
        return True
    if caption.one:
        return caption.mode is not None or not caption.rest
    return (bool(caption.matches) and caption.mode is not None) or _is_sought(text, facts)


def _is_sought(text: str, facts: Facts) -> bool:
    """Part of a name, or how somebody is called: 尉迟, 老王; it is asked who is meant."""
    words = compact(text)
    return len(words) > 1 and is_chinese(words) and bool(facts.round.matching(text))


def names_one_in_words(moment: Moment) -> bool:
    """A sentence that is about one household, and no words to search for."""
    is_sought = moment.facts.round.matching(moment.event.text)
    return caption_of(moment).one is not None and not is_sought


def names_several(moment: Moment) -> bool:
    """Words that say how it was in a household that may be one of several."""
    caption = caption_of(moment)
    return len(caption.matches) > 1 and caption.mode is not None


def has_proposals(moment: Moment) -> bool:
    """Something is proposed."""
    return bool(moment.answers.get("proposals"))


def are_several(moment: Moment) -> bool:
    """More than one visit is proposed."""
    return len(moment.answers.get("proposals", ())) > 1


def is_alone(moment: Moment) -> bool:
    """Exactly one visit is proposed, and may be recorded."""
    return not are_several(moment) and may_be_recorded(moment)


def has_waiting(moment: Moment) -> bool:
    """Something waits until it is asked about."""
    return given.has_waiting(moment.answers)


def has_proposed_voice(moment: Moment) -> bool:
    """Something was spoken that can be the note of what is proposed."""
    return moment.event.voice is not None and has_proposals(moment) and not are_several(moment)


def has_voice_for_one_of_several(moment: Moment) -> bool:
    """Something was spoken that can be the note of any of those proposed."""
    return moment.event.voice is not None and are_several(moment)


def has_voice_beside(moment: Moment) -> bool:
    """Something was spoken while it is asked whose the rest is."""
    return moment.event.voice is not None and has_content(moment.answers)


def is_proposed(moment: Moment) -> bool:
    """What is asked about belongs to a household that is proposed already."""
    household = chosen_household(moment)
    return household is not None and _is_proposed(moment, household)


def names_proposed(moment: Moment) -> bool:
    """The household that is typed is proposed already."""
    household = caption_of(moment).one
    return household is not None and _is_proposed(moment, household)


def _is_proposed(moment: Moment, household: PairedHousehold) -> bool:
    is_there = any(one["household"] == household.id for one in moment.answers.get("proposals", ()))
    return is_there and has_content(moment.answers) and not moment.answers.get("was")


def tells_need_of_proposed(moment: Moment) -> bool:
    """Words about a need of a household where somebody was met, as it is proposed."""
    return tells_need(moment.event.text, moment.facts) and _was_met(moment)


def points_to_category_of_proposed(moment: Moment) -> bool:
    """Likewise, and its kind is plain."""
    return tells_need_of_proposed(moment) and points_to_category(moment)


def tells_both_of_proposed(moment: Moment) -> bool:
    """Words about the visit that is proposed, at which somebody heard of trouble."""
    return tells_both(moment.event.text, moment.facts) and _was_met(moment)


def _was_met(moment: Moment) -> bool:
    one, proposals = caption_of(moment).one, moment.answers.get("proposals", ())
    return one is not None and (one.id, Mode.HOME) in {(it["household"], it["said"]) for it in proposals}


def may_be_recorded_together(moment: Moment) -> bool:
    """More than one visit is proposed, and at least one may be recorded."""
    return are_several(moment) and may_be_recorded(moment)


def may_be_recorded(moment: Moment) -> bool:
    """What is proposed may be recorded by this person."""
    households = (moment.facts.round.get(one["household"]) for one in moment.answers.get("proposals", ()))
    return any(may_record(moment, one) for one in households)


def may_be_told_of_last_month(moment: Moment) -> bool:
    """R11 of at least one of the visits proposed."""
    return bool(of_last_month(moment)) and may_be_recorded(moment)


def of_last_month(moment: Moment) -> tuple[int, ...]:
    """The places of the proposals that may well be last month's: told this morning, and no day was said."""
    today = moment.facts.today.isoformat()
    return tuple(
        at
        for at, one in enumerate(moment.answers.get("proposals", ()))
        if not one.get("dated") and one["day"] == today and _owes(moment, one)
    )


def dated_last_month(moment: Moment) -> Mapping[str, Any]:
    """The answers with the last day of the month before for all that may have been made then (R11)."""
    answers, owed = moment.answers, of_last_month(moment)
    last = {"day": Month.of(moment.facts.today).previous.last.isoformat(), "dated": True}
    if not has_proposals(moment):
        return {**answers, **last}
    tray = Tray.of(answers)
    told = [{**one, **last} if at in owed else one for at, one in enumerate(tray.proposals)]
    return tray.proposed_anew(told).answers()


def _owes(moment: Moment, batch: Batch) -> bool:
    household = moment.facts.round.get(batch["household"])
    return household is not None and owes_last_month(moment, household)


def was_proposed(moment: Moment) -> bool:
    """What the list asks about was proposed a moment ago, or something else is."""
    return has_proposals(moment) or bool(moment.answers.get("was"))


def chosen_proposal(moment: Moment) -> int:
    """The place of the proposal that the button names, or that is being changed; -1 if there is none."""
    count = len(moment.answers.get("proposals", ()))
    at = from_base36(moment.argument) if moment.argument else moment.answers.get("which", 0)
    return at if 0 <= at < count else -1


def changes_household(moment: Moment) -> bool:
    """It was the household that is wrong."""
    return moment.answers.get("changes") == "other" and chosen_proposal(moment) >= 0


def changes_day(moment: Moment) -> bool:
    """It was the day that is wrong."""
    return moment.answers.get("changes") == "date" and chosen_proposal(moment) >= 0


def is_day_open_for_it(moment: Moment) -> bool:
    """The day chosen is one on which the visit proposed may have been."""
    at = chosen_proposal(replace(moment, argument=""))
    if at < 0:
        return False
    household = moment.answers["proposals"][at]["household"]
    return is_day_open(replace(moment, answers={"household": household}))


def is_told(moment: Moment) -> bool:
    """How it was at the household of the button is said already."""
    household = chosen_household(moment)
    return household is not None and may_record(moment, household) and bool(said_of(moment, household))


def said_of(moment: Moment, household: PairedHousehold) -> str | None:
    """How it was there, as far as it was said before the household was picked."""
    answers = moment.answers
    said = answers.get("said") or said_by(moment, answers.get("note", ""), household).get("said")
    return str(said) if said else None


def visit_that_day(moment: Moment, household: PairedHousehold | None) -> int | None:
    """The visit that stands for the household on the day of the photos that were taken off another one."""
    taken = moment.answers.get("saved")
    if household is None or not taken or has_proposals(moment):
        return None
    day = given.visited_on(taken)
    return max((one.visit_id for one in household.visits if one.visited_on == day), default=None)


def moves_to_visit(moment: Moment) -> bool:
    """The photos go over to a visit of that day which is recorded already."""
    return visit_that_day(moment, chosen_household(moment)) is not None


def recent_visit(moment: Moment) -> RecentVisit | None:
    """The visit saved a moment ago, or the album's own, to which the photo belongs."""
    picture = moment.event.picture
    if picture is None:
        return None
    near = [
        one
        for one in moment.facts.recent
        if not tells_another(moment, one.household_id, one.mode, one.visited_on)
    ]
    own = [one for one in near if one.has_album_of(picture)]
    since = moment.event.at - JOINS_WITHIN
    is_told = is_clear(caption_of(moment))
    fresh = [one for one in near if one.recorded_at >= since]
    again = [one for one in fresh if one.has(picture) or (caption_of(moment).one and not is_told)]
    last = moment.facts.recent[-1:]
    # Of several that were saved together nobody knows which one a photo without words is meant for.
    newest = [] if is_told or _are_saved_together(moment.facts.recent) else last
    return next(reversed([*(one for one in fresh if one in newest), *again, *own]), None)


def _are_saved_together(visits: Sequence[RecentVisit]) -> bool:
    return len(visits) > 1 and visits[-1].recorded_at == visits[-2].recorded_at


def joins_recent(moment: Moment) -> bool:
    """A photo that came to no card belongs to a visit that is saved (R6)."""
    return dict(moment.answers) == {"arrived": True} and recent_visit(moment) is not None


def joins_the_visit(moment: Moment) -> bool:
    """The photo belongs to the visit of the card: soon enough after the save, and no other one is meant."""
    picture, answers = moment.event.picture, moment.answers
    if picture is None or _tells_another(moment):
        return False
    if has_album_of(answers, picture):
        return True
    if is_clear(caption_of(moment)):
        return False
    is_soon = moment.event.at - given.recorded_at(answers) <= JOINS_WITHIN
    return is_soon and not _is_elsewhere(moment)


def belongs_to_the_visit(moment: Moment) -> bool:
    """A photo sent for the visit of the card, however late."""
    return not _tells_another(moment) and not _is_elsewhere(moment)


def _tells_another(moment: Moment) -> bool:
    answers = moment.answers
    return tells_another(moment, answers["household"], given.mode(answers), given.visited_on(answers))


def _is_elsewhere(moment: Moment) -> bool:
    picture, visit = moment.event.picture, moment.answers["visit"]
    return picture is not None and any(
        one.has_album_of(picture) and one.visit_id != visit for one in moment.facts.recent
    )


def names_nobody_else(moment: Moment) -> bool:
    """Words after the save that tell of no visit."""
    if tells_trouble(moment):
        return False
    tells = tells_all(moment) or _tells_another(moment)
    return not (tells and opens_visits(moment.event.text, moment.facts))


def silent_joined(answers: Mapping[str, Any]) -> list[str]:
    """The photos that joined the visit without saying themselves where they belong."""
    spoke = answers.get("spoke", ())
    return [one for one in answers.get("joined", ()) if one not in spoke]


def names_beside_joined(moment: Moment) -> bool:
    """A photo names another household, and all that joined this one named it themselves."""
    answers, caption = moment.answers, caption_of(moment)
    is_settled = bool(answers.get("joined")) and not silent_joined(answers)
    return is_settled and caption.one is not None and caption.one.id != answers["household"]


def names_beside_joined_here(moment: Moment) -> bool:
    """Such a photo says how it was there, too."""
    return names_beside_joined(moment) and tells_all(moment)


def names_joined(moment: Moment) -> bool:
    """Words that name another household at once after photos that joined the visit by themselves."""
    answers, at = moment.answers, moment.answers.get("joined_at")
    if not silent_joined(answers) or not at or moment.event.at - datetime.fromisoformat(at) > NAMES_WITHIN:
        return False
    return names_another(moment, answers["household"])


def names_joined_album(moment: Moment) -> bool:
    """Of two albums sent at once one joined the visit, and the other one names another household."""
    picture, answers, caption = moment.event.picture, moment.answers, caption_of(moment)
    silent = silent_joined(answers)
    if picture is None or not caption.one or not silent or not answers.get("joined_at"):
        return False
    joined = [one for one in answers["photos"] if one[0] in silent]
    since = {"photos": [given.written(picture)], "heard_at": moment.event.at.isoformat()}
    at_once = is_at_once({"photos": joined, "heard_at": answers["joined_at"]}, since)
    return at_once and caption.one.id != answers["household"]


def names_joined_album_here(moment: Moment) -> bool:
    """Words or an album name another household for joined photos, and say how it was there."""
    return names_joined_album(moment) and tells_all(moment)


def names_joined_here(moment: Moment) -> bool:
    """Words or an album name another household for joined photos, and say how it was there."""
    return names_joined(moment) and tells_all(moment)


def names_joined_one(moment: Moment) -> bool:
    """Words name another household for joined photos; how it was there is still to be asked."""
    return names_joined(moment) and caption_of(moment).one is not None


def is_taken_off(moment: Moment) -> bool:
    """The list asks about photos that were taken off a saved visit."""
    return bool(moment.answers.get("saved")) and not has_proposals(moment)


def has_siblings(moment: Moment) -> bool:
    """The visit was saved together with others."""
    return bool(moment.answers.get("siblings"))


def is_listed(moment: Moment) -> bool:
    """The visit of the button is one of those just saved."""
    return 0 <= from_base36(moment.argument) < len(moment.answers.get("visits", ()))


def has_joined(moment: Moment) -> bool:
    """Photos or words joined the visit, and can be taken off again."""
    return "joined" in moment.answers
