"""Labels of buttons: they fit, no two on a card are alike, and typing one is as good as pressing it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flows.engine.port import Choice, Rows, Say, choice, say
from locales.fit import ALONE, SHARED, plain, width
from locales.read import reads
from locales.render import rows_of_labels

LONG = ["阿卜杜热合曼·阿卜杜热西提·买买提", "阿卜杜热合曼·阿卜杜克热木·买买提"]
WRITTEN = [
    "{}", "\u202e{}\u202c", "{}（大）", "<b>{}&_*", "😀{}", "محمد عبد الرحمن {}", "{} Abdurahman Abdukerim",
    "{}\u200b", "\u3000{}",
]  # fmt: skip

NAMES = st.sampled_from([*LONG, LONG[0] + "二世", "王福生"]) | st.text(max_size=40)


def home(head: str, where: str = "三组") -> Say:
    return say("household", head=head, where=where, status=say("household.never"))


def card(labels: list[Say], columns: int = 1) -> Rows:
    buttons = [Choice(f"pick-{at}", one) for at, one in enumerate(labels)]
    rows = tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))
    return (*rows, (choice("back"), choice("cancel")))


def shown(locale: str, rows: Rows) -> list[str]:
    return [
        one for row in rows_of_labels(locale, [[one.label for one in row] for row in rows]) for one in row
    ]


def test_long_names_are_cut_where_they_differ() -> None:
    first, second, *_ = shown("zh_CN", card([home(one) for one in LONG]))

    assert first != second
    assert "热西提" in first
    assert "克热木" in second
    assert first.startswith("阿卜杜")
    assert first.endswith(" 三组 · 还没去过")


def test_what_needs_no_cutting_stays() -> None:
    labels = shown("zh_CN", card([home("王福生"), home("赵桂兰")]))
    assert labels[:2] == ["王福生 三组 · 还没去过", "赵桂兰 三组 · 还没去过"]


def test_one_name_twice_is_numbered_and_typing_it_alone_chooses_neither() -> None:
    rows = card([home("王福生"), home("王\u200b福生"), home("王福")])

    assert shown("zh_CN", rows)[:3] == [
        "王福生 三组 · 还没去过 (1)", "王福生 三组 · 还没去过 (2)", "王福 三组 · 还没去过",
    ]  # fmt: skip
    assert reads("zh_CN", rows, "王福生 三组 · 还没去过") is None
    assert reads("zh_CN", rows, "王福生三组还没去过（2）") == "pick-1"


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("columns", [1, 2])
@given(
    st.lists(st.builds(str.replace, st.sampled_from(WRITTEN), st.just("{}"), NAMES), min_size=1, max_size=6)
)
def test_labels_of_a_card_fit_differ_and_work_typed(locale: str, columns: int, names: list[str]) -> None:
    rows = card([home(one) for one in names], columns)

    labels = shown(locale, rows)

    assert len({plain(one) for one in labels}) == len(labels)
    for at, button in enumerate(one for row in rows for one in row):
        assert reads(locale, rows, labels[at]) == button.name
    for texts in rows_of_labels(locale, [[one.label for one in row] for row in rows]):
        assert all(width(one) <= (ALONE if len(texts) == 1 else SHARED) for one in texts)
        assert all(one.count("\u2068") == one.count("\u2069") for one in texts)
