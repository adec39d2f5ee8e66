"""What the command `doctor` (it examines a service) says about a sale that an operator plans.

The reserve has the codes that the service made (minted) in advance.
"""

import re

import pytest

from app.sale_plan import examine_sale, tickets_in
from app.settings import WrongSettings
from tests.support.service import small_settings

MILLION = 1_000_000


def test_the_doctor_plans_a_sale_that_is_larger_than_the_reserve() -> None:
    # Given two workers with a small reserve, When a sale of a million tickets is planned
    measured, plan = examine_sale(small_settings(workers=2, reserve_size=8192), MILLION, seconds=0.1)

    # Then the doctor says how fast this machine mints, how long the sale takes, and which setting shortens the sale
    rate = re.fullmatch(r"this machine mints ([0-9,]+) codes a second now, on \d+ cores", measured.seen)
    assert rate
    shortest = (MILLION - 2 * 8192) / int(rate[1].replace(",", "")) / 60
    told = re.match(r"a sale of 1,000,000 tickets takes at least ([0-9.]+) minutes, .* 16,384 codes", plan.seen)
    assert told
    assert float(told[1]) == pytest.approx(shortest, rel=0.05, abs=0.1)
    assert "RESERVE_SIZE=500000" in plan.advice
    assert not plan.well


def test_a_reserve_that_is_large_enough_needs_no_change() -> None:
    # Given a reserve for every ticket of a sale, When the sale is planned, Then the doctor advises no change
    _, plan = examine_sale(small_settings(workers=2, reserve_size=500_000), MILLION, seconds=0.1)
    assert plan.well
    assert "the codes of 1,000,000 tickets" in plan.seen


@pytest.mark.parametrize("text", ["0", "-1", "1e6", "1,000", "٣", "many"])
def test_a_size_that_is_no_number_of_tickets_is_refused(text: str) -> None:
    # When TICKETS of `make doctor` is not a whole number of at least 1, Then one line says what is expected
    with pytest.raises(WrongSettings, match="expected a whole number, 1 or more"):
        tickets_in(text)
