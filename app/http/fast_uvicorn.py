"""uvicorn's protocol class, with two parts that cost less: the names of headers, and the timer of idle connections.

This module uses the same internals of uvicorn as protocol.py.
"""

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.http.framing import MAX_HEADERS


class FastProtocol(HttpToolsProtocol):
    """Keeps headers by their names, and watches an idle connection without a new timer for each request.

    uvicorn starts a timer after each answer, and cancels it when the next request arrives. Here, a connection has one
    timer that goes on while requests are answered. At its end, it looks how long the connection has been idle.
    """

    _by_name: dict[bytes, bytes]  # the headers of the request by their names
    _in_head = False
    _idle_since: float | None = None  # None while a request arrives or is answered

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header. This replaces uvicorn's method, so that no second pass is needed to find a header by name.

        Trailers are dropped, because a client could forge a header: proxies remove a forged header, but not a trailer
        with the same name. Headers above the limit are dropped too, so that a large head does not fill the memory.
        """
        if self._in_head and len(self.headers) <= MAX_HEADERS:
            name = name.lower()
            self.headers.append((name, value))
            self._by_name.setdefault(name, value)

    def on_response_complete(self) -> None:
        """Go on with the next request, or wait for it. Except for the timer, this is what uvicorn does."""
        self.server_state.total_requests += 1
        if self.transport.is_closing():
            return
        self.flow.resume_reading()
        if self.pipeline:
            self._start_asgi_task(*self.pipeline.pop())
        else:
            self._idle_since = self.loop.time()
            if self.timeout_keep_alive_task is None:
                self._look_after(self.timeout_keep_alive)

    def _unset_keepalive_if_required(self) -> None:
        self._idle_since = None

    def _look_after(self, seconds: float) -> None:
        self.timeout_keep_alive_task = self.loop.call_later(seconds, self.timeout_keep_alive_handler)

    def timeout_keep_alive_handler(self) -> None:
        """Close the connection if it has been idle for too long. If its idle time is shorter, look again later."""
        self.timeout_keep_alive_task = None
        if self._idle_since is None:
            return
        left = self._idle_since + self.timeout_keep_alive - self.loop.time()
        if left > 0:
            self._look_after(left)
        else:
            super().timeout_keep_alive_handler()

    def connection_lost(self, exc: Exception | None) -> None:
        """Cancel the timer of a closed connection."""
        if self.timeout_keep_alive_task is not None:
            self.timeout_keep_alive_task.cancel()
            self.timeout_keep_alive_task = None
        super().connection_lost(exc)
