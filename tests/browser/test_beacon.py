"""The beacon (drand) publishes a random signature every few seconds. The number of a signature is its round.

A page verifies a signature with the library noble-curves, because the browser has no function for it. Browsers offer
their cryptography (WebCrypto) only with TLS, so a page without TLS shows that the page does not depend on it.
"""

import pytest

from tests.browser.visitors import Town
from tests.unit.test_beacon import VECTORS

VERIFY = """async ({ round, signature }) => {
  const { randomness } = await import("/assets/raffle/beacon.js");
  return [globalThis.isSecureContext, await randomness(BigInt(round), signature)];
}"""


@pytest.mark.engine
async def test_a_page_without_tls_verifies_a_real_round(town: Town) -> None:
    # Given a page without TLS, which has not loaded the large library yet
    page = await town.player()
    eyes = town.eyes(page)
    await page.goto(town.url.replace("127.0.0.1", "raffle.test"))
    assert not any("noble-curves" in url for url in eyes.asked)

    # When the page verifies a round of drand
    vector = VECTORS["valid"][0]
    secure, value = await page.evaluate(VERIFY, vector)

    # Then the page has loaded noble-curves, and computes the random value that drand published
    assert (secure, value) == (False, vector["randomness"])
    assert any("noble-curves" in url for url in eyes.asked)

    # Ignore complaints about the host name and the missing TLS. Any other complaint of the browser fails the test
    eyes.complaints[:] = [told for told in eyes.complaints if "raffle.test" not in told and "untrustworthy" not in told]
