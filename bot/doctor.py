"""Looks at everything the bot needs from its surroundings, and says how to mend what is wrong."""

import os
import stat
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryFile

import aiohttp

from bot.settings import Settings
from bot.transport.telegram.api import ApiUnreachable, BotApi, TokenRejected
from domain.calendar.working_days import WorkingDays
from domain.policy.policy import Policy

# Telegram's Date header has whole seconds, and the answer takes its time.
CLOCK_TOLERANCE = 30
PATIENCE = aiohttp.ClientTimeout(total=15)
# The next year's calendar is published in November; from December on it must be known.
MONTH_OF_WARNING = 12

Revisions = Callable[[], Awaitable[tuple[str | None, str]]]


class Verdict(StrEnum):
    """How a check ended, as the mark before its line: only what is ill keeps the bot from its work."""

    WELL = "✓"
    WARNING = "⚠"
    ILL = "✗"


WELL, WARNING, ILL = Verdict


@dataclass(frozen=True, slots=True)
class Check:
    """What was looked at, how it ended, and the key and parameters of the sentence that says so."""

    name: str
    verdict: Verdict
    key: str
    params: Mapping[str, str] = field(default_factory=dict)


async def examine(
    settings: Settings, policy: Policy, now: datetime, revisions: Revisions
) -> tuple[Check, ...]:
    """All checks in the order to mend them; `revisions` gives the schema's revision and the newest one."""
    return (
        *await check_telegram(settings, now),
        check_zone(policy),
        check_data_dir(settings.data_dir),
        check_keys(settings.keys),
        check_font(),
        check_calendar(policy.working_days(), now.astimezone(policy.township.time_zone).date()),
        await check_schema(revisions),
    )


async def check_telegram(settings: Settings, now: datetime) -> tuple[Check, ...]:
    """The token, the proxy, the clock against the server's, and the API."""
    token = settings.token.get_secret_value() if settings.token else None
    server_time, broken_proxy = await _server_time(settings.api_url, settings.proxy)
    return (
        Check("token", WELL, "doctor.token.ok") if token else Check("token", ILL, "doctor.token.missing"),
        _proxy(settings.proxy is not None, broken_proxy),
        check_clock(now, server_time),
        await _api(token, settings),
    )


def _proxy(is_set: bool, broken: bool) -> Check:
    if broken:
        return Check("proxy", ILL, "doctor.proxy.broken")
    return Check("proxy", WELL, "doctor.proxy.ok" if is_set else "doctor.proxy.none")


async def _server_time(api_url: str, proxy: str | None) -> tuple[datetime | None, bool]:
    """What time the server has, if it says so, and whether the proxy is what keeps us from it."""
    try:
        async with (
            aiohttp.ClientSession(timeout=PATIENCE, trust_env=False) as session,
            session.head(f"{api_url}/", proxy=proxy, allow_redirects=False) as answer,
        ):
            return _dated(answer.headers.get("Date")), answer.status == 407
    except (aiohttp.ClientProxyConnectionError, aiohttp.ClientHttpProxyError):
        return None, True
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        return None, False


def _dated(header: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(header).astimezone(UTC) if header else None
    except ValueError:
        return None


async def _api(token: str | None, settings: Settings) -> Check:
    if token is None:
        return Check("api", ILL, "doctor.api.untried")
    try:
        async with BotApi(token, settings.api_url, settings.proxy) as api:
            me = await api.introduce()
    except TokenRejected:
        return Check("api", ILL, "doctor.api.rejected")
    except ApiUnreachable:
        return Check("api", ILL, "doctor.api.unreachable", {"url": settings.api_url})
    return Check("api", WELL, "doctor.api.ok", {"bot": str(me.get("username", ""))})


def check_clock(now: datetime, server_time: datetime | None) -> Check:
    """Whether our clock agrees with the server's to half a minute; days would be recorded by a wrong one."""
    if server_time is None:
        return Check("clock", WARNING, "doctor.clock.unknown")
    seconds = round((now - server_time).total_seconds())
    if abs(seconds) <= CLOCK_TOLERANCE:
        return Check("clock", WELL, "doctor.clock.ok")
    return Check("clock", ILL, "doctor.clock.off", {"seconds": str(abs(seconds))})


def check_zone(policy: Policy) -> Check:
    """Which zone days are judged in; a wrong one has already been refused with the settings."""
    return Check("zone", WELL, "doctor.zone.ok", {"zone": policy.township.time_zone.key})


def check_data_dir(path: Path) -> Check:
    """Whether we can write where the database and the photos go; makes the directory if it is missing."""
    params = {"path": str(path)}
    try:
        path.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path) as probe:
            probe.write(b"zoufang")
    except (OSError, ValueError):
        return Check("data_dir", ILL, "doctor.data_dir.unwritable", params)
    return Check("data_dir", WELL, "doctor.data_dir.ok", params)


def check_keys(path: Path) -> Check:
    """Whether the key file is ours alone; a missing one is made at the first start."""
    params = {"path": str(path)}
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return Check("keys", WELL, "doctor.keys.later", params)
    except OSError:
        return Check("keys", ILL, "doctor.keys.unreadable", params)
    if not stat.S_ISREG(mode) or not os.access(path, os.R_OK):
        return Check("keys", ILL, "doctor.keys.unreadable", params)
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Check("keys", ILL, "doctor.keys.open", params)
    return Check("keys", WELL, "doctor.keys.ok", params)


def check_font() -> Check:
    """Whether there is a font for wall charts; without one a digest goes out without its picture."""
    # Only here: the other commands need nothing that draws.
    from pictures.font import FontMissing, font, font_path

    try:
        path = font_path()
        font(24)
    except FontMissing:
        return Check("font", WARNING, "doctor.font.missing")
    return Check("font", WELL, "doctor.font.ok", {"path": str(path)})


def check_calendar(days: WorkingDays, today: date) -> Check:
    """Whether make-up working days are known for this year, and from December on for the next.

    Without them days are counted by the week alone, and nothing stops.
    """
    years = [today.year, today.year + 1] if today.month >= MONTH_OF_WARNING else [today.year]
    unknown = [year for year in years if not has_make_up_days(days, year)]
    if unknown:
        return Check("calendar", WARNING, "doctor.calendar.unpublished", {"year": str(unknown[0])})
    return Check("calendar", WELL, "doctor.calendar.ok", {"year": str(years[-1])})


def has_make_up_days(days: WorkingDays, year: int) -> bool:
    """Whether any weekend day of the year is a working day: every published year has some."""
    first = date(year, 1, 1).toordinal()
    year_of_days = map(date.fromordinal, range(first, date(year + 1, 1, 1).toordinal()))
    return any(day.weekday() >= 5 and days.is_working(day) for day in year_of_days)


async def check_schema(revisions: Revisions) -> Check:
    """Whether the database can be reached and is as new as this program."""
    try:
        found, newest = await revisions()
    except Exception as error:
        # Whatever the database's own errors are called, the operator needs the sentence; the text may hold
        # an address with a password, so only the kind is shown.
        return Check("schema", ILL, "doctor.schema.unreachable", {"error": type(error).__name__})
    if found == newest:
        return Check("schema", WELL, "doctor.schema.ok", {"revision": newest})
    if found is None:
        return Check("schema", WELL, "doctor.schema.empty")
    return Check("schema", ILL, "doctor.schema.behind", {"found": found, "newest": newest})
