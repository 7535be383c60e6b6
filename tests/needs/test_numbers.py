"""Needs that wait on the desk together get numbers that follow each other."""

import asyncio

import pytest
from sqlalchemy import event

from tests.people.conftest import street
from tests.people.street import HEAD, LI, WU, ZHOU, Street

__all__ = ["street"]


@pytest.mark.parametrize("street", ["sqlite", "postgresql"], indirect=True)
async def test_needs_reported_in_one_batch_get_numbers_without_a_gap(street: Street) -> None:
    told = (LI, WU, ZHOU)
    street.join(*told)
    for who in told:
        await street.say(who, "/need")
        home = next(one.label for one in street.phones[who].live if " · " in one.label)
        await street.taps(who, home, "住房", "跳过")
    taken_back: list[object] = []
    event.listen(street.office.database.engine, "rollback", taken_back.append)

    # Somebody between them has another errand.
    first, *others = (street.press(who, "确认上报") for who in told)
    await asyncio.gather(first, street.write(HEAD, "/mine"), *others)
    street.deliver()

    assert [one["number"] for one in street.state()["needs"]] == ["N-0001", "N-0002", "N-0003"]
    assert taken_back == []
    said = [str(one.payload.get("text")) for one in street.sent]
    assert all(any(f"已上报，编号 N-000{number}" in one for one in said) for number in (1, 2, 3))
