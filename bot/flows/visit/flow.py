"""记走访: the visit conversation as a table (transcript T2)."""

from datetime import timedelta

from bot.flows.engine.flow import Enter, Flow, Move, State, Want
from bot.flows.shared.menu import turn_page
from bot.flows.visit import again
from bot.flows.visit import joining as join
from bot.flows.visit import photo_rules as photo
from bot.flows.visit import proposals as proposal
from bot.flows.visit import rules as may
from bot.flows.visit import turns as turn
from bot.flows.visit.answers import has_begun, has_waiting
from bot.flows.visit.cards import (
    ask_day,
    ask_household,
    ask_how_it_was,
    ask_month,
    ask_photos,
    ask_same,
    ask_same_day,
    ask_words,
    tell_saved,
    tell_undone,
)
from bot.flows.visit.edits import corrected, tell_edited
from bot.flows.visit.needs import ask_result, carry_again, carry_visit, moves_about_needs, tell_trouble
from bot.flows.visit.proposal_cards import ask_day_proposed, ask_right, ask_which_one, tell_several
from bot.flows.visit.proposal_moves import moves_of_arrivals, moves_of_proposals
from bot.flows.visit.troubles import points_to_category_first, tells_need_first

FILED_AFTER = timedelta(hours=24)
"""What is proposed, and not answered for so long, is filed as it stands (T2b)."""


class Visit(Flow):
    """Pick a household, send photos if you like, say how it was: saved."""

    name = "visit"
    wants = frozenset({Want.NEEDS})

    LIST = State(ask_household, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    SEARCH = State(ask_words, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    OPEN = State(ask_how_it_was, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    RESULT = State(
        ask_result,
        keeps=has_begun,
        elapses=FILED_AFTER,
        leaves=proposal.file_what_is_proposed,
        asks_words=True,
    )
    MONTH = State(ask_month, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    PROPOSED = State(ask_right, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    WHICH = State(ask_which_one, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    WHEN = State(
        ask_day_proposed, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed
    )
    SAME = State(ask_same, keeps=has_begun, elapses=FILED_AFTER, leaves=proposal.file_what_is_proposed)
    SAVED = State(tell_saved, keeps=has_waiting, closes=True)
    SEVERAL = State(tell_several, keeps=has_waiting, closes=True)
    DATE = State(ask_day, keeps=has_waiting)
    PHOTOS = State(ask_photos, keeps=has_waiting)
    SAME_DAY = State(ask_same_day, keeps=has_waiting)
    EDITED = State(tell_edited)
    UNDONE = State(tell_undone, keeps=has_waiting, closes=True)
    corrects = staticmethod(corrected)
    ASKING = (LIST, SEARCH, OPEN, MONTH, SAME)

    moves = (
        *moves_of_arrivals(PROPOSED, LIST, SEARCH, OPEN, MONTH, SAME, SAVED),
        Move(LIST, "pick", SAVED, do=join.move_photos, when=photo.moves_to_visit),
        Move(LIST, "pick", PROPOSED, do=proposal.join_proposal, when=photo.is_proposed),
        Move(LIST, "pick", PROPOSED, do=proposal.propose_picked, when=photo.is_told),
        Move(LIST, "pick", OPEN, do=turn.pick_household, when=may.is_on_round),
        Move(LIST, "more", LIST, do=turn_page),
        Move(LIST, "search", SEARCH),
        Move(LIST, "resume", OPEN, do=turn.resume, when=may.is_shelved),
        Move(LIST, "drop", LIST, do=turn.drop),
        Move((LIST, SEARCH), "location", LIST, do=turn.hint_place),
        Move(LIST, "text", LIST, do=turn.forget_search, when=may.has_no_round),
        Move((LIST, SEARCH), "text", PROPOSED, do=proposal.join_proposal, when=photo.names_proposed),
        Move(
            (LIST, SEARCH), "text", Enter("report", "check"), do=tell_trouble, when=points_to_category_first
        ),
        Move((LIST, SEARCH), "text", Enter("report", "kind"), do=tell_trouble, when=tells_need_first),
        Move((LIST, SEARCH), "text", PROPOSED, do=proposal.take, when=photo.tells_all_here),
        Move(LIST, "text", OPEN, do=proposal.take, when=photo.tells_all_to_open),
        Move((LIST, SEARCH), "text", OPEN, do=turn.pick_named, when=may.names_one),
        Move((LIST, SEARCH), "text", OPEN, do=turn.pick_in_words, when=photo.names_one_in_words),
        Move((LIST, SEARCH), "text", LIST, do=turn.keep_words, when=photo.names_several),
        Move((LIST, SEARCH), "text", LIST, do=turn.search_nothing, when=may.names_none),
        Move((LIST, SEARCH), "text", LIST, do=turn.search),
        Move(LIST, "back", PROPOSED, do=proposal.put_back, when=photo.was_proposed),
        Move(LIST, "back", SAVED, do=join.leave_there, when=photo.is_taken_off),
        Move(LIST, "back", Enter("home")),
        Move(SEARCH, "back", LIST, do=turn.forget_search),
        Move(OPEN, "fine", PROPOSED, do=proposal.propose("fine"), when=photo.has_proposals),
        Move(OPEN, "fine", MONTH, do=turn.keep_mode("fine"), when=may.may_be_last_month),
        Move(OPEN, "fine", SAME, do=turn.keep_mode("fine"), when=again.is_told_twice),
        Move(OPEN, "fine", SAVED, do=turn.record("fine"), when=may.has_household),
        Move(OPEN, "nobody", PROPOSED, do=proposal.propose("nobody"), when=photo.has_proposals),
        Move(OPEN, "nobody", SAME, do=turn.keep_mode("nobody"), when=again.is_told_twice),
        Move(OPEN, "nobody", SAVED, do=turn.record("nobody"), when=may.has_household),
        Move(OPEN, "phone", PROPOSED, do=proposal.propose("phone"), when=photo.has_proposals),
        Move(OPEN, "phone", MONTH, do=turn.keep_mode("phone"), when=may.may_be_last_month),
        Move(OPEN, "phone", SAME, do=turn.keep_mode("phone"), when=again.is_told_twice),
        Move(OPEN, "phone", SAVED, do=turn.record("phone"), when=may.has_household),
        Move(OPEN, "voice", OPEN, do=turn.keep_voice, when=may.has_voice),
        Move(OPEN, "location", OPEN, do=turn.location_noted),
        Move(OPEN, "report", SAME, do=turn.keep_report, when=again.is_told_twice_here),
        *moves_about_needs(OPEN, RESULT, may.has_household),
        Move(OPEN, "text", OPEN, do=turn.keep_note, when=may.takes_words),
        Move(OPEN, "back", LIST, do=turn.back_to_list),
        Move(SAME, "once", Enter("report", "kind"), do=carry_visit, when=again.asks_before_report),
        Move(SAME, "apart", Enter("report", "kind"), do=carry_again, when=again.asks_before_report),
        Move(SAME, "back", OPEN, do=turn.keep_card, when=again.asks_before_report),
        Move(SAME, "cancel", OPEN, do=turn.keep_card, when=again.asks_before_report),
        *moves_of_proposals(PROPOSED, WHICH, WHEN, MONTH, SAME, LIST, OPEN, SAVED, SEVERAL),
        Move(SAME, "once", SAVED, do=turn.record_kept, when=may.has_household),
        Move(SAME, "apart", SAVED, do=turn.record_apart, when=may.has_household),
        Move(SAME, "back", OPEN, do=turn.keep_card),
        Move(MONTH, "before", SAVED, do=turn.record_last_month, when=may.has_household),
        Move(MONTH, "now", SAVED, do=turn.record_kept, when=may.has_household),
        Move(MONTH, "back", OPEN),
        Move((LIST, SEARCH, OPEN), "cancel", PROPOSED, do=proposal.drop_current, when=photo.has_proposals),
        Move(ASKING, "cancel", LIST, do=proposal.drop_current, when=photo.has_waiting),
        Move(ASKING, "cancel", Enter("home"), do=turn.leave),
        Move((SAVED, SEVERAL), "next", Enter("visit", "open"), do=turn.pick_next, when=may.is_on_round),
        Move((SAVED, SEVERAL), "waiting", LIST, do=proposal.take_waiting, when=photo.has_waiting),
        Move((SAVED, SEVERAL), "mine", Enter("mine")),
        Move(SEVERAL, "shown", SAVED, do=proposal.look_at, when=photo.is_listed),
        Move(SAVED, "back", SEVERAL, do=proposal.look_at_all, when=photo.has_siblings),
        Move(EDITED, "change", SAVED),
        Move(SAVED, "date", DATE),
        Move(SAVED, "photos", PHOTOS),
        Move(SAVED, "album", SAVED, do=proposal.ask_album),
        Move(SAVED, "other", LIST, do=join.take_off, when=photo.has_joined),
        Move(SAVED, "text", SAVED, do=turn.too_late_for_words, when=photo.names_nobody_else),
        Move(SAVED, "unjoin", SAVED, do=join.take_back, when=photo.has_joined),
        Move(SAVED, "undo", UNDONE, do=turn.undo, when=may.may_undo),
        Move(SAVED, "undo", SAVED, do=turn.too_late_to_undo),
        Move(DATE, "day", SAME_DAY, do=turn.keep_day, when=again.meets_another),
        Move(DATE, "day", SAVED, do=turn.redate, when=may.is_day_open),
        Move(DATE, "text", SAME_DAY, do=turn.keep_day, when=again.meets_another),
        Move(DATE, "text", SAVED, do=turn.redate, when=may.is_day_open),
        Move(DATE, "text", DATE, do=turn.refuse_day),
        Move(DATE, "photo", DATE, do=turn.add_photo_quietly, when=photo.belongs_to_the_visit),
        Move(SAME_DAY, "once", SAVED, do=turn.redate_to_the_same, when=may.has_household),
        Move(SAME_DAY, "apart", SAVED, do=turn.redate_apart),
        Move(SAME_DAY, "back", DATE, do=turn.keep_saved),
        Move(SAME_DAY, "cancel", SAVED, do=turn.keep_saved),
        Move(SAME_DAY, "photo", SAME_DAY, do=turn.add_photo_quietly, when=photo.belongs_to_the_visit),
        Move(PHOTOS, "photo", PHOTOS, do=turn.add_photo, when=photo.belongs_to_the_visit),
        Move(PHOTOS, "enough", SAVED),
        Move((DATE, PHOTOS), "back", SAVED),
        Move((DATE, PHOTOS), "cancel", SAVED),
        Move(UNDONE, "again", Enter("visit", "open"), do=turn.start_again),
        Move(UNDONE, "back", SEVERAL, do=proposal.look_at_others, when=photo.has_siblings),
        Move(UNDONE, "visit", Enter("visit")),
        Move(UNDONE, "mine", Enter("mine")),
    )
