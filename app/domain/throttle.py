"""How many wrong codes a player may send: NIST SP 800-63B asks of short secrets that guessing is throttled."""

WRONG_CODES = 10
"""Wrong codes of one player for one raffle within a window. Right codes do not count."""

WINDOW_SECONDS = 60
"""From the first wrong code until the count ends."""
