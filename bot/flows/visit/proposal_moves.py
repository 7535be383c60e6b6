"""The lines of the visit's table that are about photos and words that came without a question (T2b)."""

from bot.flows.engine.flow import Enter, Move, State
from bot.flows.visit import again
from bot.flows.visit import joining as join
from bot.flows.visit import photo_rules as photo
from bot.flows.visit import proposals as proposal
from bot.flows.visit import turns as turn
from bot.flows.visit.needs import carry_proposed_trouble, open_with_trouble


def moves_of_arrivals(
    proposed: State, listed: State, search: State, card: State, month: State, same: State, saved: State
) -> tuple[Move, ...]:
    """Where a photo leads, and words that name a household: `card` is the open card of one."""
    return (
        Move(listed, "photo", saved, do=join.join_recent, when=photo.joins_recent),
        Move(listed, "photo", proposed, do=proposal.take, when=photo.comes_to_proposed),
        Move(listed, "photo", card, do=proposal.take, when=photo.comes_to_open),
        Move((listed, search), "photo", listed, do=proposal.take),
        Move(card, "photo", proposed, do=proposal.take, when=photo.comes_to_proposed),
        Move(card, "photo", card, do=proposal.take),
        Move(card, "text", proposed, do=proposal.take, when=photo.tells_all_here),
        Move(card, "text", card, do=proposal.take, when=photo.tells_all),
        Move((month, same), "photo", card, do=proposal.take, when=photo.comes_to_open),
        Move((month, same), "photo", proposed, do=proposal.take),
        Move(saved, "photo", proposed, do=join.name_joined, when=photo.names_joined_album_here),
        Move(saved, "photo", card, do=join.name_joined, when=photo.names_joined_album),
        Move(saved, "photo", proposed, do=join.name_beside_joined, when=photo.names_beside_joined_here),
        Move(saved, "photo", card, do=join.name_beside_joined, when=photo.names_beside_joined),
        Move(saved, "photo", saved, do=join.join_photo, when=photo.joins_the_visit),
        *(
            move
            for source, to in ((listed, listed), (search, listed), (card, card))
            for move in _moves_of_captions(source, to, proposed, card)
        ),
        Move(proposed, "file", listed, do=proposal.take, when=photo.caption_comes_to_list),
        Move(proposed, "file", proposed, do=proposal.take, when=photo.has_caption),
        Move(saved, "text", proposed, do=join.name_joined, when=photo.names_joined_here),
        Move(saved, "text", card, do=join.name_joined, when=photo.names_joined_one),
        Move(saved, "text", listed, do=join.name_joined, when=photo.names_joined),
    )


def _moves_of_captions(source: State, stays: State, proposed: State, card: State) -> tuple[Move, ...]:
    """The words below a file that is of no use say of what the rest of its album is."""
    leads = ((proposed, photo.caption_comes_to_proposed), (card, photo.caption_comes_to_open))
    return (
        *(Move(source, "file", to, do=proposal.take, when=when) for to, when in leads if to is not stays),
        Move(source, "file", stays, do=proposal.take, when=photo.has_caption),
    )


def moves_of_proposals(
    proposed: State,
    which: State,
    when: State,
    month: State,
    same: State,
    listed: State,
    card: State,
    saved: State,
    several: State,
) -> tuple[Move, ...]:
    """What may be done about what is proposed: `which` asks which one is wrong, `when` its day."""
    return (
        Move(proposed, "right", month, when=photo.may_be_told_of_last_month),
        Move(proposed, "right", same, when=again.is_told_twice),
        Move(proposed, "right", several, do=proposal.record_all, when=photo.may_be_recorded_together),
        Move(proposed, "right", saved, do=proposal.record_all, when=photo.may_be_recorded),
        Move(proposed, "right", listed, do=proposal.ask_anew),
        Move(proposed, "other", which, do=proposal.ask_which("other"), when=photo.are_several),
        Move(proposed, "other", listed, do=proposal.ask_other, when=photo.has_proposals),
        Move(proposed, "date", which, do=proposal.ask_which("date"), when=photo.are_several),
        Move(proposed, "date", when, do=proposal.ask_day_of, when=photo.has_proposals),
        Move((proposed, which, when), "photo", listed, do=proposal.take, when=photo.comes_to_list),
        Move((proposed, which, when), "photo", proposed, do=proposal.take),
        Move(
            proposed,
            "text",
            Enter("report", "check"),
            do=carry_proposed_trouble,
            when=photo.points_to_category_of_proposed,
        ),
        Move(
            proposed,
            "text",
            Enter("report", "kind"),
            do=carry_proposed_trouble,
            when=photo.tells_need_of_proposed,
        ),
        Move(proposed, "text", card, do=open_with_trouble, when=photo.tells_both_of_proposed),
        Move(proposed, "undo", listed, do=proposal.drop_proposed, when=photo.has_waiting),
        Move(proposed, "undo", Enter("home"), do=turn.leave),
        Move(proposed, "text", listed, do=proposal.take, when=photo.comes_to_list),
        Move(proposed, "text", proposed, do=proposal.take),
        Move(proposed, "voice", proposed, do=proposal.take_voice, when=photo.has_proposed_voice),
        Move(proposed, "voice", listed, do=proposal.take_voice, when=photo.has_voice_for_one_of_several),
        Move(listed, "voice", listed, do=proposal.take_voice_beside, when=photo.has_voice_beside),
        Move(proposed, "elapsed", saved, do=proposal.record_all, when=photo.is_alone),
        Move(
            (proposed, which, when, month, same),
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
        Move(month, "before", same, do=proposal.keep_last_month, when=again.is_told_twice_last_month),
        Move(month, "now", same, when=again.is_told_twice),
        Move(month, "before", several, do=proposal.record_all_last_month, when=photo.are_several),
        Move(month, "before", saved, do=proposal.record_all_last_month, when=photo.has_proposals),
        Move(month, "now", several, do=proposal.record_all, when=photo.are_several),
        Move(month, "now", saved, do=proposal.record_all, when=photo.has_proposals),
        Move((month, same), "back", proposed, do=proposal.keep_proposals, when=photo.has_proposals),
        Move((month, same), "cancel", proposed, do=proposal.keep_proposals, when=photo.has_proposals),
        *(
            move
            for how in ("once", "apart")
            for move in (
                Move(same, how, same, do=proposal.decide(how), when=again.is_another_to_ask),
                Move(same, how, several, do=proposal.decide_last(how), when=photo.are_several),
                Move(same, how, saved, do=proposal.decide_last(how), when=photo.has_proposals),
            )
        ),
    )
