"""`invite`, `state`, `migrate`, `doctor`, `rotate-keys`, and what is refused in one sentence."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from storage.base.keys import load_keys
from tests.commands.office_work import Ask


@pytest.fixture
def township(ask: Ask, workbook: Path) -> Ask:
    assert ask("import", workbook).code == 0
    return ask


@pytest.mark.today
def test_everybody_gets_a_link_of_their_own(township: Ask) -> None:
    links = township("invite", "--all", "--json").json
    assert [one["name"] for one in links] == ["李国强", "周敏", "杨晓芸"]
    assert [one["roles"] for one in links] == [["responsible"], ["contact", "village_head"], ["clerk"]]
    assert len({one["link"] for one in links}) == 3
    assert all(one["link"].startswith("https://t.me/shiban_visit_bot?start=") for one in links)


def test_one_person_gets_a_new_link(township: Ask) -> None:
    links = [township("invite", "--phone", "10000000001", "--json").json for _ in range(2)]
    assert [one[0]["phone"] for one in links] == ["10000000001"] * 2
    assert links[0][0]["link"] != links[1][0]["link"]
    plain = township("invite", "--phone", "10000000001")
    assert plain.out.startswith("李国强\t10000000001\thttps://t.me/")


def test_a_link_for_nobody_is_refused(township: Ask) -> None:
    for arguments in (("--phone", "19900000000"), (), ("--all", "--phone", "10000000001")):
        refused = township("invite", *arguments, "--json")
        assert (refused.code, refused.out) == (2, "")
        assert refused.sentence


@pytest.mark.today
def test_the_state_has_the_shape_that_was_promised(township: Ask) -> None:
    state = township("state", "--json").json
    assert set(state) >= {
        "now", "month", "people", "pairings", "obligations", "visits", "needs", "notices", "inbox", "outbox",
    }  # fmt: skip
    assert state["people"][0] == {
        "phone": "10000000001",
        "name": "李国强",
        "roles": ["responsible"],
        "joined": False,
        "blocked": False,
    }
    assert len(state["pairings"]) == 4
    assert {one["status"] for one in state["obligations"]} == {"open"}
    assert state["inbox"] == {"pending": 0, "dead": 0}
    assert {"due", "sent", "failed", "held"} <= set(state["outbox"])
    assert township("state", "--json", "--month", "2024-01").json["obligations"] == []
    assert "people\t3" in township("state").out


def test_a_month_that_is_none_is_refused(ask: Ask) -> None:
    refused = ask("state", "--month", "November")
    assert (refused.code, "2026-11" in refused.sentence) == (2, True)


def test_a_database_of_another_version_is_refused_with_what_to_do(
    township: Ask, settings: dict[str, str]
) -> None:
    folder = Path(settings["ZOUFANG_DATA_DIR"])
    assert township("migrate").code == 0, "nothing to do"
    assert not (folder / "backups").exists()
    engine = create_engine(f"sqlite:///{folder / 'zoufang.db'}")
    with engine.begin() as connection:
        newest = connection.scalar(text("SELECT version_num FROM alembic_version"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0000'"))
    refused = township("state", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert "python -m bot migrate" in refused.sentence
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :newest"), {"newest": newest})
    engine.dispose()
    assert township("state", "--json").code == 0


@pytest.mark.today
def test_the_doctor_finds_a_healthy_office_healthy(township: Ask) -> None:
    told = township("doctor")
    assert "✓ api" in told.out
    assert "✓ schema" in told.out
    assert told.code == 0, told.out


def test_a_calendar_that_is_not_out_yet_is_a_warning(township: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.doctor.has_make_up_days", lambda days, year: False)
    told = township("doctor")
    assert (told.code, "⚠ calendar: 没有" in told.out) == (0, True), told.out


def test_the_doctor_says_how_to_mend_what_is_ill(
    township: Ask, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(settings["ZOUFANG_DATA_DIR"], "keys").chmod(0o644)
    monkeypatch.setenv("ZOUFANG_API_URL", "http://127.0.0.1:9")
    told = township("doctor")
    assert told.code == 1
    assert "✗ keys" in told.out
    assert "chmod 600" in told.out
    assert "✗ api" in told.out
    assert settings["ZOUFANG_TOKEN"] not in told.out + told.err


@pytest.mark.today
def test_after_a_rotation_everything_reads_as_before(township: Ask, settings: dict[str, str]) -> None:
    before = township("state", "--json").json
    assert township("rotate-keys").code == 0
    assert township("state", "--json").json | {"now": ""} == before | {"now": ""}
    ring = load_keys(Path(settings["ZOUFANG_DATA_DIR"], "keys"))
    assert (ring.newest, len(ring.keys)) == (2, 2)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZOUFANG_TOKENN", "1"),
        ("ZOUFANG_LOCALE", "fr"),
        ("ZOUFANG_POLICY", "/nowhere/policy.toml"),
        ("ZOUFANG_DATABASE_URL", "postgresql://x:secret-word@127.0.0.1:9/none"),
        ("ZOUFANG_DATABASE_URL", "sqlite:////nowhere/zoufang.db"),
        ("ZOUFANG_DATA_DIR", "/proc/nowhere"),
    ],
)
def test_a_setting_that_cannot_be_is_one_sentence(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    refused = ask("state", "--json")
    assert (refused.code, refused.out) == (2, "")
    assert name.removeprefix("ZOUFANG_").casefold()[:4] in refused.sentence.casefold()
    assert "secret-word" not in refused.err
