"""The doctor finds what is wrong around the bot, and says so by a key of the locales."""

import inspect
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot import doctor
from bot.doctor import (
    ILL,
    WARNING,
    WELL,
    Check,
    Verdict,
    check_calendar,
    check_clock,
    check_data_dir,
    check_font,
    check_keys,
    check_schema,
    check_telegram,
    examine,
)
from bot.settings import Settings, load_settings
from domain.calendar.working_days import WorkingDays
from domain.policy.policy import Calendar, Policy
from pictures import font_file
from pictures.font import font
from tests.edges.counter import TOKEN, Counter, said


def settings_for(url: str, **more: str) -> Settings:
    return load_settings({"ZOUFANG_API_URL": url, **{f"ZOUFANG_{name}": one for name, one in more.items()}})


def saturday_of(year: int) -> date:
    return next(day for day in (date(year, 6, one) for one in range(1, 8)) if day.weekday() == 5)


async def newest() -> tuple[str | None, str]:
    return "0003", "0003"


async def keys_of(settings: Settings, now: datetime | None = None) -> dict[str, str]:
    checks = await check_telegram(settings, now or datetime.now(UTC))
    return {check.name: check.key for check in checks}


@pytest.fixture
def introduced(counter: Counter) -> Counter:
    async def me(_: dict[str, Any]) -> web.Response:
        return said({"id": 1, "username": "zoufang_bot"})

    counter.answers["getMe"] = me
    return counter


@pytest.mark.today
async def test_a_healthy_installation_passes_every_check(introduced: Counter, tmp_path: Path) -> None:
    settings = settings_for(introduced.url, TOKEN=TOKEN, DATA_DIR=str(tmp_path))
    now = datetime.now(UTC)
    # So that the test outlives the calendars that are published today.
    saturdays = tuple(saturday_of(year) for year in (now.year, now.year + 1))
    policy = Policy(calendar=Calendar(make_up_days=saturdays))
    checks = await examine(settings, policy, now, newest)
    names = [check.name for check in checks]
    expected = ["token", "proxy", "clock", "api", "zone", "data_dir", "keys", "font", "calendar", "schema"]
    assert names == expected
    assert [check for check in checks if check.verdict is not WELL] == []
    assert next(check for check in checks if check.name == "api").params == {"bot": "zoufang_bot"}


@pytest.mark.today
async def test_the_servers_clock_is_the_measure(introduced: Counter) -> None:
    settings = settings_for(introduced.url, TOKEN=TOKEN)
    now = datetime.now(UTC)
    assert (await keys_of(settings, now))["clock"] == "doctor.clock.ok"
    assert (await keys_of(settings, now - timedelta(minutes=5)))["clock"] == "doctor.clock.off"


@pytest.mark.parametrize(
    ("seconds", "key"), [(-31, "doctor.clock.off"), (-30, "doctor.clock.ok"), (31, "doctor.clock.off")]
)
def test_half_a_minute_is_forgiven(seconds: int, key: str) -> None:
    now = datetime(2026, 11, 21, 8, tzinfo=UTC)
    check = check_clock(now + timedelta(seconds=seconds), now)
    assert (check.key, check.verdict is ILL) == (key, key == "doctor.clock.off")


def test_a_server_that_tells_no_time_stops_nothing() -> None:
    assert check_clock(datetime(2026, 11, 21, 8, tzinfo=UTC), None).verdict is WARNING


async def test_a_missing_token_is_said_and_nothing_is_tried_with_it(counter: Counter) -> None:
    found = await keys_of(settings_for(counter.url))
    assert (found["token"], found["api"]) == ("doctor.token.missing", "doctor.api.untried")
    assert counter.asked == []


async def test_a_rejected_token_is_told_from_a_silent_server(counter: Counter) -> None:
    assert (await keys_of(settings_for(counter.url, TOKEN="99:wrong")))["api"] == "doctor.api.rejected"
    silent = await keys_of(settings_for("http://127.0.0.1:9", TOKEN=TOKEN))
    assert silent["api"] == "doctor.api.unreachable"
    assert silent["clock"] == "doctor.clock.unknown"
    assert silent["proxy"] == "doctor.proxy.none"


async def test_a_dead_proxy_is_blamed_itself(introduced: Counter) -> None:
    found = await keys_of(settings_for(introduced.url, TOKEN=TOKEN, PROXY="http://127.0.0.1:9"))
    assert found["proxy"] == "doctor.proxy.broken"


def test_the_font_is_named_and_a_missing_or_broken_one_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check_font() == Check("font", WELL, "doctor.font.ok", {"path": str(font_file.font_path())})
    font.cache_clear()
    broken = tmp_path / "broken.otf"
    broken.write_bytes(b"no font")
    for path in (tmp_path / "none.otf", broken):
        monkeypatch.setattr(font_file, "CANDIDATES", (path,))
        assert check_font() == Check("font", WARNING, "doctor.font.missing")


def test_a_directory_is_made_and_one_that_cannot_be_is_named(tmp_path: Path) -> None:
    assert check_data_dir(tmp_path / "new" / "data").verdict is WELL
    (tmp_path / "file").write_text("")
    blocked = tmp_path / "file" / "data"
    assert check_data_dir(blocked) == Check(
        "data_dir", ILL, "doctor.data_dir.unwritable", {"path": str(blocked)}
    )
    assert list((tmp_path / "new" / "data").iterdir()) == []


@pytest.mark.parametrize(
    ("mode", "key"), [(0o600, "doctor.keys.ok"), (0o640, "doctor.keys.open"), (0o604, "doctor.keys.open")]
)
def test_a_key_file_belongs_to_its_owner_alone(tmp_path: Path, mode: int, key: str) -> None:
    path = tmp_path / "keys"
    path.write_text("k")
    path.chmod(mode)
    assert check_keys(path).key == key


def test_a_key_file_may_be_missing_but_not_be_a_directory(tmp_path: Path) -> None:
    assert check_keys(tmp_path / "none") == Check(
        "keys", WELL, "doctor.keys.later", {"path": str(tmp_path / "none")}
    )
    assert check_keys(tmp_path).key == "doctor.keys.unreadable"


@pytest.mark.parametrize(
    ("today", "key", "year"),
    [
        (date(2026, 11, 30), "doctor.calendar.ok", "2026"),
        (date(2025, 12, 1), "doctor.calendar.ok", "2026"),
        (date(2040, 3, 1), "doctor.calendar.unpublished", "2040"),
    ],
)
def test_the_calendar_must_know_this_years_make_up_days(today: date, key: str, year: str) -> None:
    check = check_calendar(WorkingDays(), today)
    assert (check.key, check.params["year"]) == (key, year)


def test_from_december_on_the_next_year_is_asked_for() -> None:
    unknown_next = check_calendar(WorkingDays(make_up_days=frozenset({date(2040, 10, 6)})), date(2040, 12, 1))
    assert (unknown_next.params, unknown_next.verdict) == ({"year": "2041"}, WARNING)


def test_days_in_the_policy_make_up_for_an_unpublished_calendar() -> None:
    days = WorkingDays(make_up_days=frozenset({date(2040, 10, 6)}))
    assert check_calendar(days, date(2040, 3, 1)).verdict is WELL


@pytest.mark.parametrize(
    ("found", "key", "verdict"),
    [
        ("0003", "doctor.schema.ok", WELL),
        ("0002", "doctor.schema.behind", ILL),
        (None, "doctor.schema.empty", WELL),
    ],
)
async def test_the_schema_must_be_as_new_as_the_program(
    found: str | None, key: str, verdict: Verdict
) -> None:
    async def revisions() -> tuple[str | None, str]:
        return found, "0003"

    check = await check_schema(revisions)
    assert (check.key, check.verdict) == (key, verdict)


async def test_an_unreachable_database_is_named_by_kind_only() -> None:
    async def revisions() -> tuple[str | None, str]:
        raise ConnectionError("postgresql://me:secret@127.0.0.1/x")

    check = await check_schema(revisions)
    assert (check.key, check.params) == ("doctor.schema.unreachable", {"error": "ConnectionError"})


def test_every_key_begins_with_the_name_of_its_check() -> None:
    pairs = re.findall(r'Check\("(\w+)", [^"]*"doctor\.(\w+)\.\w+"', inspect.getsource(doctor))
    assert len(pairs) >= 15
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
