from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from searchapp.clock import clock


@given(st.datetimes(datetime.datetime(1990, 1, 1), datetime.datetime(2100, 1, 1)))
def test_a_moment_reads_the_same_with_and_without_its_zone(moment: datetime.datetime) -> None:
    east = moment.replace(tzinfo=datetime.UTC).astimezone(
        datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    )
    assert clock(moment.isoformat()) == clock(moment.isoformat() + "Z") == clock(east.isoformat())


def test_midnight_in_beijing_is_the_afternoon_before_in_greenwich() -> None:
    assert clock("2020-10-08T16:00:00") == "2020-10-09 00:00"
