"""The wall charts of a digest in one language: its weeks, and its twelve months."""

from bot.flows.digest_chart_words import ChartSays, month_says, whole_said, year_says
from bot.paperwork.digest_look import DigestLook
from domain.digest_grid import month_grid, year_grid
from domain.working_days import WorkingDays
from locales.render import render
from pictures.wall_chart_value import Chart
from pictures.wall_chart_words import ChartWords, chart_of


def month_chart(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Villages by the weeks of the month."""
    whole = render(locale, whole_said(seen.digest))
    grid = month_grid(seen.digest.issue, seen.counts, whole, calendar)
    return chart_of(grid, _worded(month_says(seen.digest, grid.columns), locale))


def year_chart(seen: DigestLook, calendar: WorkingDays, locale: str) -> Chart:
    """Villages by the twelve months that end with this one; `seen` must be a look of a year."""
    whole = render(locale, whole_said(seen.digest))
    grid = year_grid(seen.digest.issue, seen.counts, whole, calendar)
    return chart_of(grid, _worded(year_says(seen.digest, grid.columns), locale))


def _worded(told: ChartSays, locale: str) -> ChartWords:
    return ChartWords(
        title=render(locale, told.title),
        aside=render(locale, told.aside),
        village=render(locale, told.village),
        columns=tuple(render(locale, one) for one in told.columns),
        paces={pace: render(locale, one) for pace, one in told.paces.items()},
        legend={pace: render(locale, one) for pace, one in told.legend.items()},
        notes=tuple(render(locale, one) for one in told.notes),
    )
