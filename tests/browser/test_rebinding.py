"""DNS rebinding: the host name of a foreign page now leads to the service, and the page tries to read the service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from ipaddress import ip_network

import pytest
from playwright.async_api import Browser

from tests.support.service import Service, small_settings

FOREIGN_PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n<h1>Everybody wins!</h1>"

READ_IN_EVERY_DISGUISE = """async () => {
  const disguise = {
    "User-Agent": "Prometheus/3.5.0", Accept: "text/plain", "Accept-Language": "", "Accept-Encoding": "",
    "X-Prometheus-Scrape-Timeout-Seconds": "10",
  };
  const told = [];
  for (const headers of [{}, disguise, { "User-Agent": "curl/8" }, { "Accept-Language": "" }]) {
    for (const mode of ["same-origin", "cors", "no-cors"]) {
      const options = { headers, mode, referrerPolicy: "no-referrer", credentials: "omit", cache: "no-store" };
      told.push((await fetch("/metrics", options)).status);
      told.push((await (await fetch("/health/ready", options)).text()).length);
    }
    told.push(await new Promise((resolve) => {
      const request = new XMLHttpRequest();
      request.open("GET", "/metrics");
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.onload = () => resolve(request.status);
      request.send();
    }));
  }
  return [...new Set(told)];
}"""
"""A script that reads the metrics and the readiness with headers like the headers of monitoring programs.

The result has each status of `/metrics` and each size of the body of `/health/ready`.
"""


@asynccontextmanager
async def foreign_site(port: int) -> AsyncIterator[int]:
    """Serve a foreign page at `/`. All other requests reach the service, as if the page's host name now led there.

    The `with` block gets the port of this site.
    """

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            answer = FOREIGN_PAGE
            if not head.startswith(b"GET / "):
                from_service, to_service = await asyncio.open_connection("127.0.0.1", port)
                to_service.write(head.replace(b"keep-alive", b"close"))
                answer = await from_service.read()
                to_service.close()
            writer.write(answer)
        writer.close()

    async with await asyncio.start_server(serve, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.engine
async def test_a_foreign_page_cannot_read_the_metrics_in_the_browser_of_somebody_who_may_read_them(
    browser: Browser, site: Service
) -> None:
    # Given a service whose metrics this machine may read. The host name of a foreign page leads to this service
    settings = small_settings(
        manager_ips=(), forwarded_allow_ips=(), metrics_allow_ips=(ip_network("127.0.0.1"),), reserve_size=0
    )
    with Service(settings, site.store) as service:
        async with foreign_site(service.port) as port:
            context = await browser.new_context()
            page = await context.new_page()
            await page.goto(f"http://raffle.test:{port}/")

            # When the page reads the metrics in the browser of this machine, Then the page gets no metrics
            assert await page.evaluate(READ_IN_EVERY_DISGUISE) == [403, 0]

        # And the same browser gets the metrics when it opens the address of the service
        shown = await page.goto(f"{service.url}/metrics")
        assert shown
        assert shown.status == 200
        await context.close()
