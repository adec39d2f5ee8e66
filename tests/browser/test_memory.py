"""What a browser remembers of its tickets: earlier tickets, tickets of a restored store, and nothing after a removal.

The incarnation is a text that changes when the store of the service is restored from a backup.
"""

from typing import Any

from playwright.async_api import Page, expect

from tests.browser.test_my_tickets import claim, memory
from tests.browser.visitors import Town

REMEMBER = """async ([id, calls]) => {
  const memory = await import("/assets/raffle/memory.js");
  for (const [name, ...values] of calls) memory[name](id, ...values);
  return memory.recall(id);
}"""
"""Call functions of the module that remembers tickets. Return what the browser remembers of the raffle."""

ID = "3fa85f64-5717-4562-b3fc-2c963f66afa6"


def ticket(number: int, code: str = "AAAA-BBBB-CCCC-DDDD") -> dict[str, Any]:
    return {"raffle_id": ID, "ticket_number": number, "verification_code": code}


async def remembered(page: Page, *calls: list[Any]) -> dict[str, Any]:
    """Call functions of the memory in a browser, and return what it remembers of the raffle."""
    kept: dict[str, Any] = await page.evaluate(REMEMBER, [ID, calls])
    return kept


async def a_page(town: Town) -> Page:
    page = await town.player(fresh=True)
    await page.goto(town.url)
    return page


def origins(kept: dict[str, Any]) -> dict[int, str | None]:
    """Return where the earlier tickets come from, by their numbers. None means that the store has perhaps lost it."""
    return {each["ticket_number"]: each.get("from") for each in kept["lost"]}


async def test_after_a_restore_all_earlier_tickets_of_a_browser_are_unsure(town: Town) -> None:
    # Given a browser with two tickets of one store, because it has claimed from two addresses
    page = await a_page(town)
    kept = await remembered(page, ["rememberTicket", ticket(3), "one"], ["rememberTicket", ticket(9), "one"])
    assert origins(kept) == {3: "claimed"}

    # When it gets a ticket of the restored store, Then the store has perhaps lost both earlier tickets
    kept = await remembered(page, ["rememberTicket", ticket(12), "two"])
    assert origins(kept) == {3: None, 9: None}

    # And when the ticket is removed, the newest of them is back, as a ticket that the store has perhaps lost
    kept = await remembered(page, ["forgetTicket", ticket(12)])
    assert (kept["ticket"], kept["restored"], kept["incarnation"]) == (ticket(9), True, "one")


async def test_a_ticket_that_comes_back_has_its_own_incarnation_and_proof(town: Town) -> None:
    # Given a browser with a claimed ticket and its proof, and then a second ticket of the same store
    page = await a_page(town)
    proof = {"ticket_number": 3, "path": []}
    await remembered(page, ["rememberTicket", ticket(3), "one"], ["rememberProof", ticket(3), proof])
    await remembered(page, ["rememberTicket", ticket(9), "one"])

    # When the second ticket is removed, Then the first ticket is back, with its incarnation and its proof
    kept = await remembered(page, ["forgetTicket", ticket(9)])
    assert (kept["ticket"], kept["incarnation"], kept["proof"]) == (ticket(3), "one", proof)

    # And a further ticket of the same store does not make it a lost ticket
    assert origins(await remembered(page, ["rememberTicket", ticket(7), "one"])) == {3: "claimed"}


async def test_a_ticket_is_kept_only_once(town: Town) -> None:
    # Given a browser with a claimed ticket, and a link that has replaced its code by a wrong one
    page = await a_page(town)
    wrong = ticket(3, "XXXX-XXXX-XXXX-XXXX")
    await remembered(page, ["rememberTicket", ticket(3), "one"])
    add = "async ([id, wrong]) => (await import('/assets/raffle/memory.js')).rememberAll([{ ticket: wrong }])"
    assert await page.evaluate(add, [ID, wrong])
    assert origins(await remembered(page)) == {3: "claimed"}

    # When the service gives the right ticket again, Then only the wrong ticket is an earlier one
    kept = await remembered(page, ["rememberTicket", ticket(3), "one"])
    assert kept["ticket"] == ticket(3)
    assert [each["verification_code"] for each in kept["lost"]] == [wrong["verification_code"]]


async def test_a_page_remembers_nothing_of_a_ticket_that_another_page_has_removed(town: Town) -> None:
    # Given two pages of a browser with a ticket
    async with town.api() as manager:
        raffle = await manager.create(2)
        first = await town.player(fresh=True)
        await claim(first, raffle)
        second = await first.context.new_page()
        second.on("dialog", lambda dialog: dialog.accept())
        await second.goto("/me/tickets")

        # When the second page removes the ticket, and the first page then shows that the raffle is sealed
        await second.get_by_role("button", name="Remove from this browser").click()
        await expect(second.locator("#tickets li")).to_have_count(0)
        await manager.claim_all(raffle, 1)
        await expect(first.locator("#sealed")).to_contain_text("Fingerprint of the list of tickets")

    # Then the browser remembers nothing of the raffle
    assert await first.evaluate("id => localStorage.getItem(`raffle:${id}`)", raffle) is None


async def test_the_list_of_tickets_keeps_the_winning_numbers_too(town: Town) -> None:
    # Given a browser with a ticket of a drawn raffle
    async with town.api() as manager:
        raffle = await manager.create(2, [("Bicycle", 2)])
        page = await town.player(fresh=True)
        await claim(page, raffle)
        await page.goto("about:blank")
        await manager.claim_all(raffle, 1)
        winners = (await manager.post(f"/raffles/{raffle}/winners/")).json()

    # When the holder opens only "My tickets", Then the ticket card keeps the winning numbers
    await page.goto(f"{town.url}/me/tickets")
    await expect(page.locator("#tickets .note.good")).to_contain_text("has won: Bicycle")
    numbers = ", ".join(str(winner["ticket_number"]) for winner in winners)
    assert (await memory(page, raffle))["seen"]["winners"]["value"] == numbers


async def test_a_fact_that_was_missing_for_a_moment_raises_no_lasting_alarm(town: Town) -> None:
    # Given a browser that has seen the seal of a raffle
    page = await a_page(town)
    await remembered(page, ["rememberTicket", ticket(3), "one"])
    keep = """async ([id, raffle]) => {
      const { contradictionsIn, keepSeal } = await import("/assets/raffle/seal-memory.js");
      return contradictionsIn(keepSeal(id, raffle)).map(({ name, other }) => [name, other.value]);
    }"""
    sealed = {"status": "sold_out", "total_tickets": 9, "root": "a" * 64, "sealed_at": "2026-11-28T10:00:00.000Z"}
    assert await page.evaluate(keep, [ID, sealed]) == []

    # When the service shows the raffle without its seal, Then there is an alarm, until the same seal is there again
    before = {"status": "sold_out", "total_tickets": 9}
    assert await page.evaluate(keep, [ID, before]) == [["root", None], ["sealed_at", None]]
    assert await page.evaluate(keep, [ID, sealed]) == []

    # And another root raises an alarm that stays
    await page.evaluate(keep, [ID, sealed | {"root": "b" * 64}])
    assert await page.evaluate(keep, [ID, sealed]) == [["root", "b" * 64]]
