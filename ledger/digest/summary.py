"""汇总: a digest's numbers village by village, and below them what deserves praise or waits for a word."""

from collections.abc import Iterator

from domain.digest.counts import Decision
from domain.digest.days import Edition
from domain.digest.digest import AreaStanding, Digest
from domain.digest.doubts import DoubtKind
from domain.digest.needs import Tally
from domain.digest.progress import Progress
from ledger.digest.sheet import AS_TOLD, OTHERS
from ledger.digest.words import BookWords
from ledger.sheets.values import Value

Line = tuple[Value, ...]
# fmt: off
COLUMNS = (
    "行政村", "户数",
    "责任人应访", "责任人已访", "责任人还没去", "责任人按进度应到", "连续两月没去",
    "联系人应访", "联系人已访", "联系人还没去", "联系人按进度应到",
    "已说明", "进度", "说明", "新增诉求", "办结诉求", "未结诉求", "超期诉求", "建议核实",
)
# fmt: on
WIDTHS = {OTHERS: 6.2, "行政村": 16}
MARKS = {"进度": AS_TOLD}
TOTAL = "合计"
_TITLES = {Edition.WEEK: "走访周报", Edition.MONTH: "走访月报"}


def title(digest: Digest) -> str:
    """The title of the sheet."""
    return f"{digest.whole.name}{_TITLES[digest.issue.edition]}"


def aside(digest: Digest) -> str:
    """The days that the digest is about."""
    issue, passed = digest.issue, digest.elapsed
    span = f"{issue.span.first.isoformat()} 至 {issue.span.last.isoformat()}"
    days = f"{issue.month} 共 {passed.of_working_days} 个工作日"
    if issue.edition is Edition.WEEK:
        days += f"，还剩 {passed.working_days_left} 个，当天也算"
    return f"走访到 {issue.as_of.isoformat()}（{days}），诉求 {span}"


def village_line(one: AreaStanding, words: BookWords) -> Line:
    """A village, or all of them."""
    excused = sum(tally.count for tally in one.excused)
    said = "、".join(words.why(key) for key in one.explained)
    needs = (one.needs.new, one.needs.solved, one.needs.open, one.needs.late)
    return (
        *(one.name, one.households),
        *(*_counts(one.responsible), one.responsible.two_months, *_counts(one.contact)),
        *(excused, words.paces[one.pace], said, *needs, one.to_check),
    )


def _counts(progress: Progress) -> Line:
    coverage = progress.coverage
    return coverage.owed, coverage.met, coverage.open, progress.expected


def total_line(digest: Digest, words: BookWords) -> Line:
    """All villages together: the digest's own numbers, not a sum of the lines above."""
    return TOTAL, *village_line(digest.whole, words)[1:]


def lines_below(digest: Digest, words: BookWords) -> Iterator[Line]:
    """What follows the villages: blocks of lines, each after an empty one."""
    whole = digest.whole
    yield ()
    yield "办结中位数（天）", whole.needs.median_days
    for name, tallies in (
        ("新增诉求", whole.needs.new_by),
        ("办结诉求", whole.needs.solved_by),
        ("超期诉求", whole.needs.late_by),
    ):
        yield from _block(name, [Tally(words.need(one.key), one.count) for one in tallies])
    yield from _block("已说明", [Tally(words.why(one.key), one.count) for one in whole.excused])
    doubts = [Tally(words.doubts[DoubtKind(one.key)], one.count) for one in whole.doubts]
    yield from _block("建议核实", doubts)
    yield from _told("值得表扬", [words.praised(one) for one in digest.praise])
    yield from _told("请您拍板", [_asked(digest, one, words) for one in digest.decisions])


def _block(name: str, tallies: list[Tally]) -> Iterator[Line]:
    if tallies:
        yield ()
        yield (name,)
        yield from ((one.key, one.count) for one in tallies)


def _told(name: str, sentences: list[str]) -> Iterator[Line]:
    if sentences:
        yield ()
        yield (name,)
        yield from ((one,) for one in sentences)


def _asked(digest: Digest, one: Decision, words: BookWords) -> str:
    why = f"（{words.need(one.reason)}）" if one.reason else ""
    return f"{digest.name_of(one.village_code)} {words.need(one.category)} {one.count} 件{why}"
