"""The section "Verify this draw" compares every member of a draw record, and names what it cannot check."""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.visitors import Town

VERIFIED = "Verified: these are the correct winners."


async def drawn(town: Town, substituted: int = 0) -> tuple[str, dict[str, Any]]:
    """Return the id and the record of a drawn raffle, in which substitutes have replaced the first winners."""
    async with town.api() as manager:
        raffle = await manager.create(12, [("Bicycle", 1), ("Book", 2)], reserves=3)
        await manager.claim_all(raffle, 12)
        winners = (await manager.post(f"/raffles/{raffle}/winners/")).json()
        for winner in winners[:substituted]:
            body = {"ticket_number": winner["ticket_number"], "reason": "Did not come"}
            assert (await manager.post(f"/raffles/{raffle}/substitutions/", body)).status_code == 201
        record = (await manager.get(f"/raffles/{raffle}/draw/")).json()
    return raffle, record


async def check_file(page: Page, folder: Path, record: dict[str, Any]) -> Locator:
    """Load a record from a file, and return the verdict. The earlier check has ended, and its verdict is removed."""
    field = page.get_by_label("Draw record (JSON)")
    await expect(field).to_have_value("")
    await page.locator("#proof").evaluate("proof => proof.replaceChildren()")
    (folder / "record.json").write_text(json.dumps(record, sort_keys=True))
    await field.set_input_files(folder / "record.json")
    return page.locator("#proof .verdict")


def substitution(record: dict[str, Any], place: int, **more: Any) -> dict[str, Any]:
    """Return a substitution that agrees with a record without substitutions."""
    prizes = [prize["name"] for prize in record["prizes"] for _ in range(prize["amount"])]
    number, replaced_by = record["winners"][place], record["substitutes"][0]
    entry = {"place": place, "prize": prizes[place], "ticket_number": number, "replaced_by": replaced_by}
    return {**entry, "reason": "Did not come", "at": record["drawn_at"], **more}


@pytest.mark.parametrize("member", ["substitutions", "drawn_at", "ended_at", "incarnation", "handed_over"])
async def test_the_page_names_a_member_that_is_invented_in_a_file(town: Town, tmp_path: Path, member: str) -> None:
    # Given a drawn raffle, and a file with its record. In the file, one member is invented, but agrees with the others
    raffle, record = await drawn(town)
    invented = {
        "substitutions": [substitution(record, 0)],
        "drawn_at": "2099-11-27T04:34:31.272Z",
        "ended_at": record["sealed_at"],
        "incarnation": 7,
        "handed_over": "to me",
    }
    page = await town.player()
    await page.goto(f"/r/{raffle}")

    # When a player checks the file, Then the page names this member
    await page.get_by_text("Check a record from a file").click()
    verdict = await check_file(page, tmp_path, record | {member: invented[member]})
    await expect(verdict).to_have_text(
        f"Not verified: the record that this service gives has another value in: {member}."
    )


async def test_a_file_may_lack_the_last_substitutions(town: Town, tmp_path: Path) -> None:
    # Given a raffle with two substitutions
    raffle, record = await drawn(town, substituted=2)
    first, second = record["substitutions"]
    page = await town.player()
    await page.goto(f"/r/{raffle}")
    await page.get_by_text("Check a record from a file").click()

    # When a player checks a file from the time before the second substitution, Then the page confirms it, and says that
    # there was a substitution later
    verdict = await check_file(page, tmp_path, record | {"substitutions": [first]})
    await expect(verdict).to_have_text(VERIFIED)
    await expect(page.locator("#proof .note.wait").first).to_have_text(
        "This file is older: one more winner was replaced since then."
    )

    # When the player checks files with another reason, or with another order, Then the page says that they differ
    for entries in (
        [first | {"reason": "Was rude"}],
        [first, second | {"reason": "Was rude"}],
        [second | {"replaced_by": first["replaced_by"]}],
        [*record["substitutions"], substitution(record, 2, replaced_by=record["substitutes"][2], at=second["at"])],
    ):
        verdict = await check_file(page, tmp_path, record | {"substitutions": entries})
        await expect(verdict).to_have_text(
            "Not verified: the record that this service gives has another value in: substitutions."
        )

    # When the player checks the whole record, Then the page confirms it, and every member was compared
    verdict = await check_file(page, tmp_path, record)
    await expect(verdict).to_have_text(VERIFIED)
    await expect(page.locator("#proof")).not_to_contain_text("This file is older")
    await expect(page.locator("#proof")).not_to_contain_text("Not checked")


async def test_the_page_names_what_it_cannot_check(town: Town) -> None:
    # Given a service that sends a record with members that nothing else confirms
    raffle, record = await drawn(town)
    page = await town.player()
    forged = record | {"incarnation": 7, "operator_note": "all is well"}
    await page.route("**/draw/", lambda route: route.fulfill(json=forged))
    await page.goto(f"/r/{raffle}")

    # When a player verifies the draw, Then the page names these members
    await page.get_by_role("button", name="Verify this draw").click()
    await expect(page.locator("#proof .verdict")).to_have_text(VERIFIED)
    await expect(page.locator("#proof .note.good")).to_contain_text(
        "Not checked, because only this service says them: drawn_at, incarnation, operator_note."
    )
