"""The rate limit for wrong codes. NIST SP 800-63B asks for a rate limit when secrets are short."""

WRONG_CODES = 10
"""The largest number of wrong codes from one player for one raffle within a window. Right codes do not count."""

WINDOW_SECONDS = 60
"""The length of a window: the time from the first check that is counted until the count ends."""
