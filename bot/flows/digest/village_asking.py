"""请村里走一走: a leader asks the heads of villages with households left, each once about a month."""

from collections.abc import Sequence

from bot.flows.digest.names import strung, village_name
from bot.flows.digest.turns import carried, shown
from bot.flows.engine.flow import Enter, Flow, Moment, Move, Outcome, State, Want
from bot.flows.engine.port import Card, Say, choice, say
from bot.flows.shared.guards import may_read
from bot.flows.shared.words import LONGEST_HEAD, clipped, heads_words, month_words
from domain.calendar.month import Month
from domain.digest.days import SO_FAR, Edition
from domain.digest.digest import Digest
from domain.digest.village_asking import TOPIC, Asking, VillageHead, asking, key_of, may_ask
from domain.notices.notices import Notice, NoticeKind
from domain.notices.owed import DIGEST
from domain.notices.reminders import next_opening

TOLD = 8
"""Villages named at once."""


def may_ask_villages(moment: Moment) -> bool:
    """The person leads all villages with households left; who was asked is not asked again."""
    digest = shown(moment.facts)
    return digest is not None and may_ask(moment.facts.actor, digest, moment.facts.today)


def ask_villages(moment: Moment) -> Outcome:
    """Each head hears it once, in the next window; who is asked stays known by the notices."""
    digest, to = shown(moment.facts), _asking(moment).people
    assert digest is not None  # the guard saw it
    notices = tuple(_request(moment, digest, one, at) for at, one in enumerate(to, 1))
    return Outcome({"issue": moment.answers["issue"], "page": 0, "asked": list(to)}, notices)


def _request(moment: Moment, digest: Digest, person_id: int, at: int) -> Notice:
    facts, month = moment.facts, digest.issue.month
    is_this = month == Month.of(facts.today)
    issue = [SO_FAR] if is_this else [Edition.MONTH.value, month.first.isoformat()]
    policy = facts.policy
    due_at = next_opening(facts.local_now, policy.reminders.windows, policy.working_days())
    return Notice(
        facts.fresh_id + at,
        person_id,
        NoticeKind.REQUEST,
        TOPIC,
        key_of(month, person_id),
        due_at.astimezone(facts.now.tzinfo),
        {DIGEST: [issue], "month": str(month)},
        period=str(month),
    )


def _asking(moment: Moment) -> Asking:
    """As things stand, and those who have been asked just now."""
    digest, book = shown(moment.facts), moment.facts.digest
    if digest is None or book is None or book.heads is None:
        return Asking()
    return asking(digest, book.heads.with_asked(moment.answers.get("asked", ())))


def asked_words(moment: Moment) -> tuple[Say, ...]:
    """Who has been asked, who of them cannot hear it yet, and which villages have nobody to ask."""
    digest, now = shown(moment.facts), _asking(moment)
    if digest is None:
        return ()
    deaf = [one for one in now.asked if not one.hears]
    headless = tuple(village_name(one.name) for one in now.headless)
    return (
        *((say("village.asked", heads=_heads(digest, now.asked), n=len(now.asked)),) if now.asked else ()),
        *((say("village.deaf", heads=_heads(digest, deaf)),) if deaf else ()),
        *((say("village.headless", villages=headless[:TOLD], n=len(headless)),) if headless else ()),
    )


def _heads(digest: Digest, heads: Sequence[VillageHead]) -> Say:
    told = [
        say("village.head", village=village_name(digest.name_of(one.village_code)), name=_short(one.name))
        for one in heads[:TOLD]
    ]
    return strung("digest.listed", [*told, *([say("digest.etc")] if len(heads) > TOLD else [])])


def _short(name: str) -> str:
    return clipped(name, LONGEST_HEAD)


def _left(moment: Moment) -> Digest | None:
    digest = shown(moment.facts)
    is_meant = digest is not None and str(digest.issue.month) == moment.answers.get("month")
    return digest if is_meant and may_read(moment) else None


def _tell(moment: Moment) -> Card:
    digest, book = _left(moment), moment.facts.digest
    homes = book.homes if book else None
    if digest is None or homes is None or not homes.total:
        return Card((say("village.nothing_left"),), ((choice("noted"),),))
    words = say(
        "village.request",
        month=month_words(digest.issue.month),
        n=homes.total,
        names=heads_words([one.row.head for one in homes.duties], homes.total),
    )
    left = digest.elapsed.working_days_left
    days = (say("village.days", n=left),) if left and digest.issue.edition is Edition.WEEK else ()
    return Card((words, *days), ((choice("digest_missed", n=homes.total),), (choice("noted"),)))


class VillageAsked(Flow):
    """To a head of villages, as long as a household there is left in the month."""

    name = TOPIC
    wants = frozenset({Want.DIGEST})

    CARD = State(_tell)

    @staticmethod
    def is_moot(moment: Moment) -> bool:
        """Whether everybody has been visited, or the month is another one."""
        digest = _left(moment)
        return digest is None or not digest.whole.responsible.coverage.open

    moves = (
        Move(CARD, "digest_missed", Enter("digest", "missed"), do=carried, when=may_read),
        Move(CARD, "noted", Enter("home")),
    )
