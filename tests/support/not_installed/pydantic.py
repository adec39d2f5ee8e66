"""Takes the place of pydantic, which only packages for tests bring. A service starts without it, as at its users."""

raise ImportError
