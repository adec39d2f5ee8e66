"""The rate limits: for wrong codes, as NIST SP 800-63B asks when secrets are short, and for retries of claims."""

WRONG_CODES = 10
"""The largest number of wrong codes from one player for one raffle within a window. Right codes do not count."""

WINDOW_SECONDS = 60
"""The length of a window: the time from the first check that is counted until the count ends."""

RETRIES = 60
"""The largest number of claims within a window, in one worker, from a player who holds a ticket already. The pages send
a claim again only when somebody asks for it, so they stay far below."""
