"""This replaces pydantic, which is installed only for tests. So the service starts without pydantic, as for users."""

raise ImportError
