"""The words of a wall chart, as keys of the locales: what `pictures` draws as strings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.flows.digest.names import area_words
from bot.flows.engine.port import Say, say
from bot.flows.shared.words import month_words
from domain.digest.days import Edition, Span
from domain.digest.digest import Digest
from domain.digest.pace import SMALL, Pace
from domain.people.people import TOWNSHIP


@dataclass(frozen=True, slots=True)
class ChartSays:
    """Each string of `pictures.wall_chart_words.ChartWords`, still to be rendered."""

    title: Say
    aside: Say
    village: Say
    columns: tuple[Say, ...]
    paces: Mapping[Pace, Say]
    legend: Mapping[Pace, Say]
    notes: tuple[Say, ...]
    duties: tuple[Say, Say] = (say("chart.responsible"), say("chart.contact"))
    marks: tuple[Say, Say] = (say("chart.mark.responsible"), say("chart.mark.contact"))


def whole_said(digest: Digest) -> Say:
    """What all villages together are called."""
    return say("chart.township" if digest.area_code == TOWNSHIP else "chart.all")


def month_says(digest: Digest, columns: Sequence[Span]) -> ChartSays:
    """Words of the chart of a month, whose columns are its weeks."""
    month = month_words(digest.issue.month)
    return _says(
        digest,
        say("chart.title_month", area=area_words(digest), month=month),
        tuple(say("chart.days", first=one.first.day, last=one.last.day) for one in columns),
        (say("chart.note_counts"), say("chart.note_pace")),
    )


def year_says(digest: Digest, columns: Sequence[Span]) -> ChartSays:
    """Words of the chart of the twelve months that end with the digest's."""
    return _says(
        digest,
        say("chart.title_year", area=area_words(digest)),
        tuple(say(f"chart.month.{one.first.month}") for one in columns),
        (say("chart.note_shares", small=SMALL), say("chart.note_months")),
    )


def for_a_phone(told: ChartSays, village: Say) -> ChartSays:
    """The same with less below it, so that letters are large; `village` heads the rows."""
    return replace(told, village=village, notes=(say("chart.note_phone"),))


def _says(digest: Digest, title: Say, columns: tuple[Say, ...], notes: tuple[Say, ...]) -> ChartSays:
    passed, day = digest.elapsed, digest.issue.as_of
    aside = "chart.aside" if digest.issue.edition is Edition.WEEK else "chart.aside_over"
    as_of = say("page.day_of_year", year=day.year, day=day)  # a chart on a wall outlives its year
    return ChartSays(
        title=title,
        aside=say(aside, day=as_of, left=passed.working_days_left, days=passed.of_working_days),
        village=say("chart.village"),
        columns=columns,
        paces={one: say(f"chart.pace.{one}") for one in Pace},
        legend={one: say(f"chart.legend.{one}") for one in Pace},
        notes=notes,
    )
