"""How long the addresses of players are kept, and the logs of deleted raffles."""

PLAYERS_KEPT_SECONDS = 24 * 60 * 60
"""The time from the draw until players, receipts and the number of players of each IPv6 network are deleted.

Until then, a claim that is sent again with its Idempotency-Key gets the ticket again.
"""

UNDRAWN_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time until players, receipts and these numbers are deleted if nobody draws the raffle.

The time begins with the claim of the last ticket. If tickets were left when the raffle closed, it begins with the seal.
"""

LOG_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time from the deletion of a raffle until its log is deleted.

The log has names or addresses of managers. Only the tombstone of the raffle is kept for ever. After more than a year,
nobody is likely to ask who deleted the raffle.
"""
