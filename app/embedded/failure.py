"""Why an embedded store cannot run."""


class CannotStart(Exception):
    """The embedded store cannot run here. The text is one clear line that says what to do."""


class PortTaken(CannotStart):
    """Another program listens on the port on which the store was to listen."""

    def __init__(self, port: int) -> None:
        super().__init__(f"another program listens on port {port} of 127.0.0.1")
