"""The reasons why an embedded store cannot run."""


class CannotStart(Exception):
    """The embedded store cannot run. The text is one line that says why or what to do."""


class PortTaken(CannotStart):
    """Another program listens on the port that was chosen for the store."""

    def __init__(self, port: int) -> None:
        super().__init__(f"another program listens on port {port} of 127.0.0.1")
