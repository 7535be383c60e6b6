"""The lines of the visit's table that are about photos and words that came without a question (T2b)."""

from bot.flows import visit_photo_rules as photo
from bot.flows import visit_proposals as proposal
from bot.flows import visit_turns as turn
from bot.flows.flow import Move, State


def moves_of_arrivals(
    proposed: State, listed: State, search: State, card: State, month: State, saved: State
) -> tuple[Move, ...]:
    """Where a photo leads, and words that name a household: `card` is the open card of one."""
    return (
        Move(listed, "photo", saved, do=proposal.join_recent, when=photo.joins_recent),
        Move(listed, "photo", proposed, do=proposal.take, when=photo.comes_to_proposed),
        Move(listed, "photo", card, do=proposal.take, when=photo.comes_to_open),
        Move((listed, search), "photo", listed, do=proposal.take),
        Move(card, "photo", proposed, do=proposal.take, when=photo.comes_to_proposed),
        Move(card, "photo", card, do=proposal.take),
        Move(card, "text", proposed, do=proposal.take, when=photo.tells_all_here),
        Move(card, "text", card, do=proposal.take, when=photo.tells_all),
        Move(month, "photo", card, do=proposal.take, when=photo.comes_to_open),
        Move(month, "photo", proposed, do=proposal.take),
        Move(saved, "photo", saved, do=turn.join_photo, when=photo.joins_the_visit),
    )


def moves_of_proposals(
    proposed: State, which: State, when: State, month: State, listed: State, saved: State, several: State
) -> tuple[Move, ...]:
    """What may be done about what is proposed: `which` asks which one is wrong, `when` its day."""
    return (
        Move(proposed, "right", month, when=photo.may_be_told_of_last_month),
        Move(proposed, "right", several, do=proposal.record_all, when=photo.may_be_recorded_together),
        Move(proposed, "right", saved, do=proposal.record_all, when=photo.may_be_recorded),
        Move(proposed, "right", listed, do=proposal.ask_anew),
        Move(proposed, "other", which, do=proposal.ask_which("other"), when=photo.are_several),
        Move(proposed, "other", listed, do=proposal.ask_other, when=photo.has_proposals),
        Move(proposed, "date", which, do=proposal.ask_which("date"), when=photo.are_several),
        Move(proposed, "date", when, do=proposal.ask_day_of, when=photo.has_proposals),
        Move((proposed, which, when), "photo", proposed, do=proposal.take),
        Move(proposed, "text", proposed, do=proposal.take),
        Move(proposed, "voice", proposed, do=proposal.take_voice, when=photo.has_proposed_voice),
        Move(proposed, "elapsed", saved, do=proposal.record_all, when=photo.is_alone),
        Move(
            (proposed, which, when, month),
            "elapsed",
            several,
            do=proposal.record_listed,
            when=photo.has_proposals,
        ),
        Move(which, "which", listed, do=proposal.ask_other, when=photo.changes_household),
        Move(which, "which", when, do=proposal.ask_day_of, when=photo.changes_day),
        Move(when, "day", proposed, do=proposal.change_day, when=photo.is_day_open_for_it),
        Move(when, "text", proposed, do=proposal.change_day, when=photo.is_day_open_for_it),
        Move(when, "text", when, do=turn.refuse_day),
        Move((which, when), "back", proposed, do=proposal.keep_proposals),
        Move((which, when), "cancel", proposed, do=proposal.keep_proposals),
        Move(month, "before", several, do=proposal.record_all_last_month, when=photo.are_several),
        Move(month, "before", saved, do=proposal.record_all_last_month, when=photo.has_proposals),
        Move(month, "now", several, do=proposal.record_all, when=photo.are_several),
        Move(month, "now", saved, do=proposal.record_all, when=photo.has_proposals),
        Move(month, "back", proposed, do=proposal.keep_proposals, when=photo.has_proposals),
        Move(month, "cancel", proposed, do=proposal.keep_proposals, when=photo.has_proposals),
    )
