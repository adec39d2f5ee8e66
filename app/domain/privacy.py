"""How long the addresses of players are kept, and the logs of deleted raffles."""

PLAYERS_KEPT_SECONDS = 24 * 60 * 60
"""The time from the draw until players, receipts and the counts of networks are deleted. Until then, a claim that is
sent again with its Idempotency-Key gets the ticket again. A raffle that nobody draws loses them 400 days after its last
ticket was claimed, or after its seal if it closed with tickets left."""

LOG_KEPT_SECONDS = 400 * 24 * 60 * 60
"""The time from the deletion of a raffle until its log is deleted. The log has names or addresses of managers, so it is
not kept for ever as the tombstone is. After more than a year, nobody is likely to ask who deleted the raffle."""
