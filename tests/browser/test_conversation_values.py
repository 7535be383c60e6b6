"""What a chat on the page shows, worked out without a browser."""

import re
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.flows.book import CLERK_COMMANDS, LEADING_COMMANDS, STAFF_COMMANDS
from domain.register.register import HouseholdEntry, Register, VillageEntry
from locales.catalog import catalog
from sandbox.page.clock_bar import month_end, next_monday
from sandbox.page.conversation import Bubble, Day, Document, Key, entries, waiting
from sandbox.page.icons import ICONS
from sandbox.page.places import Place, village_places
from sandbox.page.words import CHROME, Words, file_size
from sandbox.telegram.client import Outgoing

SHANGHAI = ZoneInfo("Asia/Shanghai")
ME, BOT = 1001, 7


def at(*moment: int) -> datetime:
    month, day, hour, minute = moment
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def message(number: int, when: datetime, sender: int = ME, **content: Any) -> dict[str, Any]:
    return {"message_id": number, "from": {"id": sender}, "date": int(when.timestamp()), **content}


def photo(name: str) -> list[dict[str, Any]]:
    sizes = (("small", 320, 240), (name, 960, 720))
    return [{"file_id": file_id, "width": width, "height": height} for file_id, width, height in sizes]


def shown(*messages: dict[str, Any]) -> list[Day | Bubble]:
    return list(entries(messages, {}, ME, SHANGHAI))


def test_every_new_day_is_announced_once() -> None:
    told = shown(
        message(1, at(11, 20, 23, 59), text="a"),
        message(2, at(11, 21, 0, 1), text="b"),
        message(3, at(11, 21, 8, 0), text="c"),
    )
    assert [entry.on for entry in told if isinstance(entry, Day)] == [date(2026, 11, 20), date(2026, 11, 21)]
    assert [type(entry) for entry in told] == [Day, Bubble, Day, Bubble, Bubble]


def test_a_day_that_comes_twice_has_two_keys() -> None:
    told = shown(*(message(n, at(11, day, 8, 0), text="a") for n, day in enumerate((20, 21, 20))))
    assert len({entry.key for entry in told}) == len(told)


def test_an_album_is_one_bubble_with_its_caption() -> None:
    grouped: dict[str, Any] = {"media_group_id": "77"}
    *_, album = shown(
        message(1, at(11, 21, 10, 10), photo=photo("one"), caption="王福生 正常", **grouped),
        message(2, at(11, 21, 10, 10), photo=photo("two"), **grouped),
    )
    assert isinstance(album, Bubble)
    assert [picture.address for picture in album.photos] == ["/file/one", "/file/two"]
    assert (album.text, album.mine) == ("王福生 正常", True)


def test_two_single_photos_are_two_bubbles() -> None:
    told = shown(*(message(n, at(11, 21, 10, 10), photo=photo("one")) for n in (1, 2)))
    assert sum(isinstance(entry, Bubble) for entry in told) == 2


def test_the_keyboard_keeps_its_rows() -> None:
    rows = [[{"text": "对", "callback_data": "y"}], [{"text": "换一户", "callback_data": "o"}]]
    *_, card = shown(message(1, at(11, 21, 10, 10), BOT, text="?", reply_markup={"inline_keyboard": rows}))
    assert isinstance(card, Bubble)
    assert card.keyboard == ((Key("对", "y"),), (Key("换一户", "o"),))
    assert not card.mine


def test_the_token_of_an_invitation_is_not_shown() -> None:
    *_, start = shown(message(1, at(11, 21, 10, 10), text="/start abc"))
    assert isinstance(start, Bubble)
    assert start.text == "/start"


def test_what_waits_for_signal_has_no_time() -> None:
    (bubble,) = waiting([Outgoing("photos", "王福生 正常", list, (b"\xff\xd8",))])
    assert bubble.at is None
    assert bubble.mine
    assert bubble.photos[0].address.startswith("data:image/jpeg;base64,")


def test_a_file_is_downloaded_under_its_own_name() -> None:
    file = {"file_id": "seven", "file_name": "问题表.xlsx", "file_size": 17_510}
    *_, sent = shown(message(1, at(11, 21, 10, 10), BOT, document=file))
    assert isinstance(sent, Bubble)
    assert sent.document == Document("问题表.xlsx", "/file/seven", 17_510)


def test_a_file_that_waits_for_signal_shows_its_name_and_nothing_to_download() -> None:
    (bubble,) = waiting([Outgoing("document", "台账.xlsx", list)])
    assert (bubble.text, bubble.document) == ("", Document("台账.xlsx"))


@pytest.mark.parametrize(("size", "told"), [(12, "1 KB"), (17_510, "18 KB"), (2_400_000, "2.4 MB")])
def test_the_size_of_a_file_is_told_in_round_figures(size: int, told: str) -> None:
    assert file_size(size) == told


@pytest.mark.parametrize(
    ("now", "end"),
    [
        (at(11, 21, 10, 10), at(11, 30, 8, 30)),
        (at(11, 30, 8, 29), at(11, 30, 8, 30)),
        (at(11, 30, 8, 30), at(12, 31, 8, 30)),
        (at(1, 31, 20, 0), at(2, 28, 8, 30)),
    ],
)
def test_month_end_is_always_ahead(now: datetime, end: datetime) -> None:
    assert month_end(now) == end


@pytest.mark.parametrize(
    ("now", "monday"),
    [
        (at(11, 22, 21, 30), at(11, 23, 8, 40)),
        (at(11, 23, 8, 39), at(11, 23, 8, 40)),
        (at(11, 23, 8, 40), at(11, 30, 8, 40)),
        (at(12, 30, 20, 0), at(1, 4, 8, 40).replace(year=2027)),
    ],
)
def test_next_monday_is_always_ahead(now: datetime, monday: datetime) -> None:
    assert next_monday(now) == monday


def test_a_village_without_coordinates_is_no_place() -> None:
    register = Register(
        villages=(VillageEntry("01", "石板村"), VillageEntry("02", "柳坪村")),
        households=(HouseholdEntry("h", "王福生", "01", latitude=27.0, longitude=106.0),),
    )
    assert village_places(register) == (Place("石板村", 27.0006, 106.0),)


def test_both_languages_say_the_same_things() -> None:
    placeholders = {
        language: {key: set(re.findall(r"{(\w+)}", text)) for key, text in words.items()}
        for language, words in CHROME.items()
    }
    assert placeholders["zh"] == placeholders["en"]


def test_the_page_never_uses_a_forbidden_word() -> None:
    said = "".join(text for words in CHROME.values() for text in words.values())
    assert not [word for word in ("打卡", "签到", "积分", "排名", "在线时长") if word in said]


def test_an_unknown_language_is_answered_in_chinese() -> None:
    assert Words("xx")("start") == "开始"


@pytest.mark.parametrize("language", CHROME)
def test_the_tour_names_only_buttons_that_there_are(language: str) -> None:
    locale = {"zh": "zh_CN", "en": "en"}[language]
    labels = {str(one.string) for one in catalog(locale) if str(one.id).startswith("choice.")}
    quoted = [one for nth in range(1, 6) for one in re.findall("“(.+?)”", CHROME[language][f"tour_{nth}"])]
    sent = {"zh": "赵桂兰 正常", "en": "赵桂兰 fine"}[language]
    assert set(quoted) - labels - set(CHROME[language].values()) == {sent}


def test_every_command_of_the_bots_menus_has_a_drawing_of_its_own() -> None:
    shown = {*LEADING_COMMANDS, *STAFF_COMMANDS, *CLERK_COMMANDS}
    drawn = [ICONS[one] for one in shown]
    assert len(set(drawn)) == len(shown)
