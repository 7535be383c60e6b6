"""`invite`: one-time links to hand out (threat 4)."""

from dataclasses import asdict, dataclass
from datetime import date

from bot.commands.console import Refusal
from bot.flows.engine.port import say
from bot.office import Office
from bot.transport.telegram.api import BotApi
from domain.people.people import Duty, Person
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Link:
    """One person's link."""

    name: str
    phone: str
    roles: list[str]
    link: str


async def bot_name(office: Office) -> str:
    """The bot's user name, without which there is no link."""
    settings = office.settings
    async with BotApi(settings.require_token(), settings.api_url, settings.proxy) as api:
        return str((await api.introduce())["username"])


def invite(office: Office, username: str, phone: str | None) -> list[Link]:
    """New links for everybody, or for the person with that number; older ones are void from now on."""
    with office.database.write() as unit:
        people = unit.people.all() if phone is None else (_person(unit, phone),)
        wanted = [one for one in people if one.suspended_at is None]
        roles = roles_of(unit, wanted, office.today)
        tokens = unit.invites.issue([one.id for one in wanted], unit.ids, office.clock.now())
    return [
        Link(one.name, one.phone, roles[one.id], f"https://t.me/{username}?start={tokens[one.id]}")
        for one in wanted
    ]


def _person(unit: Unit, phone: str) -> Person:
    found = unit.people.by_phone(phone)
    if found is None:
        raise Refusal(say("cli.nobody", phone=phone))
    return found


def roles_of(unit: Unit, people: list[Person], today: date) -> dict[int, list[str]]:
    """The names of what these people are today, duties of pairings among them."""
    held = unit.people.roles_of([one.id for one in people])
    duties = unit.rounds.duties_of([one.id for one in people], today)
    return {
        one.id: list(
            dict.fromkeys(
                [role.kind.value for role in held.get(one.id, ()) if role.holds_on(today)]
                + [duty.value for duty in Duty if duty in duties.get(one.id, ())]
            )
        )
        for one in people
    }


def as_json(links: list[Link]) -> list[dict[str, object]]:
    """The links as `invite --json` prints them."""
    return [asdict(one) for one in links]
