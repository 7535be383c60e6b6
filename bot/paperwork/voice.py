"""听语音: a voice that told of a need or a visit, for those who may hear it at this moment."""

from dataclasses import dataclass

from bot.flows.engine.port import say
from bot.office import Office
from bot.paperwork.handing import REFUSED, Made, Spoken, Words
from bot.transport.intake import voice_file
from domain.people.access import Action, Actor, may
from domain.people.joining import AccessRefused
from locales.render import known, render
from storage.chat.paperwork import Asked
from storage.photos.albums import SpokenWords
from storage.unit import Unit


@dataclass(frozen=True)
class Voices:
    """Makes what can be listened to; terms: {"voice": what the channel calls it, `Voice.unique`}."""

    office: Office

    async def make(self, asked: Asked) -> Made:
        """The voice, or that it has not arrived yet; {"refused"} where the asker may not hear it."""
        return await self.office.database.run(lambda unit: self._made(unit, asked))

    def _made(self, unit: Unit, asked: Asked) -> Made:
        actor = unit.staff.actor(asked.person_id, self.office.today)
        unique = str(asked.terms["voice"])
        told = next((one for one in unit.albums.spoken(unique) if self._may_hear(actor, one)), None)
        if told is None:
            unit.records.write([AccessRefused(asked.chat, asked.paper.value, self.office.clock.now())])
            return REFUSED
        locale = known(actor.person.locale if actor.person else "", self.office.settings.locale)
        if not told.is_kept:
            return Made({"ok": True}, (Words(render(locale, say("voice.coming", head=told.head))),))
        caption = render(locale, say("voice.caption", head=told.head))
        return Made({"ok": True}, (Spoken(voice_file(self.office.database, unique), told.seconds, caption),))

    def _may_hear(self, actor: Actor, told: SpokenWords) -> bool:
        return may_hear(actor, told, self.office)


def may_hear(actor: Actor, told: SpokenWords, office: Office) -> bool:
    """A need's voice: HEAR_NEED; a visit's: who may see the household, or made the visit."""
    today = office.today
    if told.person_id is None:
        return may(actor, Action.HEAR_NEED, told.subject, today)
    is_own = actor.person is not None and actor.person.id == told.person_id
    return (is_own and may(actor, Action.TALK, told.subject, today)) or may(
        actor, Action.SEE_HOUSEHOLD, told.subject, today
    )
