"""The rate limits: for wrong codes, as NIST SP 800-63B asks when secrets are short, and for retries of claims."""

WRONG_CODES = 10
"""The largest number of wrong codes from one player for one raffle within a window. Right codes do not count."""

WINDOW_SECONDS = 60
"""The length of a window. It begins with the first check or claim that counts. After it, the count begins again."""

RETRIES = 60
"""The largest number of claims within a window, in one worker, from a player who holds a ticket already. The pages send
a claim again only when somebody asks for it, so they stay far below."""
