"""This replaces pydantic, which only packages for tests install. So a service starts without pydantic, as for users."""

raise ImportError
