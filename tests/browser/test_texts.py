"""The texts of a raffle: a manager writes and changes them, and players read them."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.async_api import Locator, expect

from tests.browser.accessibility import violations
from tests.browser.visitors import PHONE, Town

TEXTS: dict[str, Any] = {
    "description": "For the new roof.\nRead https://roof.example/plan_(2026).",
    "participation_terms": "You live in the village.\nSee javascript:alert(1) and <b>http://roof.example</b>.",
    "contact": "Anna, room 4",
    "pick_up": "Come to the town hall until Friday.",
}


async def links_in(place: Locator) -> list[list[str]]:
    """Return the text and the address of each link."""
    links: list[list[str]] = await place.locator("a").evaluate_all(
        "links => links.map((link) => [link.textContent, link.href])"
    )
    return links


async def test_players_read_what_a_manager_writes_and_accept_the_terms_of_participation(town: Town) -> None:
    # Given a manager who gives a new raffle all its texts. At first, one text is too long
    page = await town.manager()
    await page.goto("/manage")
    await page.get_by_label("Name", exact=True).fill("Roof raffle")
    await page.get_by_label("Tickets", exact=True).fill("1")
    await page.get_by_label("Name of the prize").fill("Cake")
    await page.get_by_text("Describe the raffle").click()
    for field, text in TEXTS.items():
        await page.locator(f"#new [data-field={field}]").fill(text)
    await page.locator("#new-contact").fill("4" * 501)
    await page.get_by_role("button", name="Create the raffle").click()
    await expect(page.locator("#new-contact-error")).to_have_text("At most 500 characters. These are 501.")
    await page.locator("#new-contact").fill(TEXTS["contact"])
    await page.locator("#new").get_by_label("Unlisted").check()
    await expect(page.locator("#new-final")).to_contain_text("players accept your terms of participation")
    await page.get_by_role("button", name="Create the raffle").click()
    path = await page.get_by_role("link", name="Open its page").get_attribute("href")

    # When a player opens the page of the raffle, Then the page has these texts. Of the addresses in the texts, only
    # those with https are links
    player = await town.player()
    await player.goto(str(path))
    await expect(player.locator("#description")).to_have_text(TEXTS["description"], use_inner_text=True)
    address = "https://roof.example/plan_(2026)"
    assert await links_in(player.locator("#description")) == [[address, address]]
    await expect(player.locator("#contact")).to_contain_text("Anna, room 4")
    await expect(player.get_by_text("What was changed later")).to_be_hidden()
    await player.get_by_text("Terms of participation", exact=True).click()
    await expect(player.get_by_text(TEXTS["participation_terms"])).to_be_visible()
    assert await links_in(player.locator(".participation")) == []

    # When the player claims without a tick in the box, Then the page asks the player to tick the box, and sends no
    # claim
    await player.get_by_role("button", name="Get my ticket").press("Enter")
    await expect(player.locator("#own-ticket-message")).to_contain_text("tick the box")
    box = player.get_by_label("I accept the terms of participation")
    await expect(box).to_be_focused()
    assert not [url for url in town.eyes(player).asked if url.endswith("/participate/")]

    # When the player ticks the box with the keyboard, Then the claim works, and the browser remembers the acceptance
    await player.keyboard.press("Space")
    await player.keyboard.press("Tab")
    await player.keyboard.press("Enter")
    await expect(player.locator("#ticket-number")).to_have_text("1")
    await player.reload()
    await player.get_by_text("Terms of participation", exact=True).click()
    await expect(player.locator(".participation")).to_contain_text("You accepted them on")


async def test_a_manager_changes_texts_and_everybody_sees_what_was_changed(town: Town) -> None:
    # Given an unlisted raffle, and a player with its only ticket
    async with town.api() as manager:
        raffle = await manager.create(1, name="Roof raffle", unlisted=True, **TEXTS)
    player = await town.player()
    await player.goto(f"/r/{raffle}")
    await player.get_by_label("I accept the terms of participation").check()
    await player.get_by_role("button", name="Get my ticket").click()
    await expect(player.locator("#ticket-number")).to_have_text("1")

    # When a manager changes the text about how to get the prize, Then everybody sees the change in the list of changes
    page = await town.manager()
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await expect(mine).to_contain_text("Unlisted")
    await mine.get_by_role("button", name="Edit").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_label("Description")).to_have_value(TEXTS["description"])
    await dialog.get_by_text("What never changes").click()
    assert await violations(page) == []
    await dialog.get_by_label("How winners get their prizes").fill("Come to the school.\u202e")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.locator("#edit-pick-up-error")).to_contain_text("U+202E")
    await dialog.get_by_label("How winners get their prizes").fill("Come to the school.")
    await dialog.get_by_label("Unlisted").uncheck()
    async with page.expect_request(lambda request: request.method == "PATCH") as sent:
        await dialog.get_by_role("button", name="Save").click()
    changed: dict[str, Any] = json.loads((await sent.value).post_data or "")
    assert changed == {"pick_up": "Come to the school.", "unlisted": False}
    await expect(page.locator("#action-message")).to_contain_text("“Roof raffle” is changed.")
    await player.get_by_text("What was changed later").click()
    await expect(player.locator("#changes li")).to_have_count(2)
    await expect(player.locator("#changes")).to_contain_text("The raffle was put into the lists.")
    await expect(player.locator("#changes")).to_contain_text("Come to the town hall until Friday.")

    # When a manager draws the raffle, Then the card of the winner's ticket shows the new text
    await mine.get_by_role("button", name="Draw the winners").click()
    await page.get_by_role("dialog").get_by_role("button", name="Draw the winners").click()
    await player.reload()
    await expect(player.locator("#own-ticket")).to_contain_text("How to get itCome to the school.")

    # When the manager archives the raffle, Then a message says so, and only the list of archived raffles has this
    # raffle
    await mine.get_by_role("button", name="Edit").click()
    await dialog.get_by_label("Archived").check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(mine).to_have_count(0)
    answer = "“Roof raffle” is archived. To see it, choose the status “Archived” above the list."
    await expect(page.locator("#action-message")).to_have_text(answer)
    await page.get_by_label("Status").select_option("Archived")
    await expect(mine).to_contain_text("Archived")


async def test_a_raffle_is_duplicated_without_its_past_times(town: Town) -> None:
    # Given a raffle that has opened, and closes in a day
    closes = (datetime.now(UTC) + timedelta(days=1)).replace(second=0, microsecond=0)
    draws, opened = closes + timedelta(hours=1), datetime.now(UTC) + timedelta(milliseconds=500)
    async with town.api() as manager:
        times = {"opens_at": opened.isoformat(), "closes_at": closes.isoformat(), "draw_at": draws.isoformat()}
        more: dict[str, Any] = {"reserves": 2, **times, **TEXTS}
        raffle = await manager.create(9, [("Cake", 2), ("Book", 1)], name="Roof raffle", beacon="quicknet", **more)
        while (await manager.get(f"/raffles/{raffle}/")).json()["status"] != "open":
            pass
    page = await town.manager(viewport=PHONE)
    await page.goto("/manage")
    mine = page.locator(f'[data-raffle="{raffle}"]')
    await expect(mine.locator(".pill")).to_have_text("Open")

    # When a manager duplicates the raffle, Then the form has the data of this raffle, but no time in the past
    await mine.get_by_role("button", name="Duplicate").click()
    await expect(page.get_by_label("Name", exact=True)).to_be_focused()
    await expect(page.get_by_label("Opens", exact=True)).to_have_value("")
    await expect(page.locator("#create-message")).to_contain_text("It is not created yet.")

    # When the manager creates the new raffle, Then the new raffle has the same data as the old raffle
    async with page.expect_request(lambda request: request.method == "POST") as sent:
        await page.get_by_role("button", name="Create the raffle").click()
    body: dict[str, Any] = json.loads((await sent.value).post_data or "")
    assert [datetime.fromisoformat(body.pop(name)) for name in ("closes_at", "draw_at")] == [closes, draws]
    assert body == {
        "name": "Roof raffle",
        "total_tickets": 9,
        "prizes": [{"name": "Cake", "amount": 2}, {"name": "Book", "amount": 1}],
        "beacon": "quicknet",
        "reserves": 2,
        **TEXTS,
    }
    await expect(page.locator("#create-message")).to_contain_text("Created “Roof raffle”")


async def test_only_complete_addresses_that_do_not_deceive_become_links(town: Town) -> None:
    # Given texts with addresses in sentences, and with addresses that deceive
    cases = {
        "See https://a.example/x, and (https://b.example/y).": ["https://a.example/x", "https://b.example/y"],
        "https://a.example/?q=1&r=2!": ["https://a.example/?q=1&r=2"],
        "“https://a.example”…": ["https://a.example"],
        "HTTPS://A.EXAMPLE/X": ["HTTPS://A.EXAMPLE/X"],
        "https://bank.example@evil.example/": [],
        "https:// and https://) http://a.example javascript:alert(1) xhttps://a.example": [],
    }
    shown = {
        "https://\u0430pple.example/x": "https://xn--pple-43d.example/x",  # a Cyrillic letter among Latin letters
        "https://\u0430\u0440\u0440\u04cf\u0435.example": "https://xn--80ak6aa92e.example/",  # only Cyrillic letters
        "https://bank\u0131ng.example": "https://xn--bankng-s9a.example/",  # an i without a dot
        "https://\uff42ank.example": "https://bank.example/",
        "https://%65vil.example": "https://evil.example/",
        "https://2130706433/": "https://127.0.0.1/",
        "https:///evil.example": "https://evil.example/",
        "https://M\u00fcnchen.example/\u00e4": "https://M\u00fcnchen.example/\u00e4",
        "https://\u0645\u062b\u0627\u0644.example": "https://\u0645\u062b\u0627\u0644.example",
    }
    page = await town.player()
    await page.goto("/")

    # When the page shows these texts, Then only complete addresses with https are links, and the page shows each text
    # unchanged. There is one exception: if a host name looks like another host name, the page shows it in ASCII
    every = [(text, text, links) for text, links in cases.items()]
    for text, seen, links in every + [(text, seen, [text]) for text, seen in shown.items()]:
        found = await page.evaluate(
            """async (text) => {
                const { textBlock } = await import("/assets/shared/plain-text.js");
                const block = textBlock(text);
                return [block.textContent, [...block.querySelectorAll("a")].map((link) => link.getAttribute("href"))];
            }""",
            text,
        )
        assert found == [seen, links]


async def test_an_address_with_many_brackets_is_shown_without_delay(town: Town) -> None:
    # Given an address that ends with ten thousand closing brackets
    page = await town.player()
    await page.goto("/")

    # When the page shows this address, Then the page needs less than a second. The link ends before the brackets
    seconds, href = await page.evaluate(
        """async () => {
            const { textBlock } = await import("/assets/shared/plain-text.js");
            const began = performance.now();
            const block = textBlock("https://example.org/" + ")".repeat(9970));
            return [(performance.now() - began) / 1000, block.querySelector("a").getAttribute("href")];
        }"""
    )
    assert seconds < 1
    assert href == "https://example.org/"
