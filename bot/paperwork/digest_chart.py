"""The wall charts of a digest in one language: its weeks, and its twelve months."""

from bot.flows.digest.chart_words import ChartSays, for_a_phone, month_says, whole_said, year_says
from bot.flows.engine.port import say
from bot.paperwork.digest_look import DigestLook
from domain.calendar.working_days import WorkingDays
from domain.digest.grid import Grid, month_grid, year_grid
from locales.render import render
from pictures.wall_chart_value import Chart
from pictures.wall_chart_words import ChartWords, chart_of, past_of, today_of


def month_chart(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Of a wall: villages by the weeks of the month."""
    grid, says = _month(seen, calendar, locale)
    return chart_of(grid, _worded(says, locale))


def year_chart(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Of a wall: villages by the twelve months that end with this one; `seen` must be a look of a year."""
    grid, says = _year(seen, calendar, locale)
    return chart_of(grid, _worded(says, locale))


def month_on_phone(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Of a chat: villages as they stand today, large enough to be read there."""
    grid, says = _month(seen, calendar, locale)
    return today_of(grid, _worded(for_a_phone(says, says.village), locale))


def year_on_phone(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Of a chat: all villages together, month by month; `seen` must be a look of a year."""
    grid, says = _year(seen, calendar, locale)
    return past_of(grid, _worded(for_a_phone(says, say("chart.month")), locale))


def _month(seen: DigestLook, calendar: WorkingDays, locale: str) -> tuple[Grid, ChartSays]:
    whole = render(locale, whole_said(seen.digest))
    grid = month_grid(seen.digest.issue, seen.counts, whole, calendar)
    return grid, month_says(seen.digest, grid.columns)


def _year(seen: DigestLook, calendar: WorkingDays, locale: str) -> tuple[Grid, ChartSays]:
    whole = render(locale, whole_said(seen.digest))
    grid = year_grid(seen.digest.issue, seen.counts, whole, calendar)
    return grid, year_says(seen.digest, grid.columns)


def _worded(told: ChartSays, locale: str) -> ChartWords:
    return ChartWords(
        title=render(locale, told.title),
        aside=render(locale, told.aside),
        village=render(locale, told.village),
        columns=tuple(render(locale, one) for one in told.columns),
        paces={pace: render(locale, one) for pace, one in told.paces.items()},
        legend={pace: render(locale, one) for pace, one in told.legend.items()},
        notes=tuple(render(locale, one) for one in told.notes),
        duties=(render(locale, told.duties[0]), render(locale, told.duties[1])),
        marks=(render(locale, told.marks[0]), render(locale, told.marks[1])),
    )
