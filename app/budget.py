"""The time budget: the promise "an answer within 2 seconds", and every time limit that follows from it.

A claim spends its budget in this order: it waits for a code (only when the reserve is empty), it waits in the queue
of its raffle, and it waits for the store. All values are seconds unless the name says otherwise.
"""

ANSWER_SECONDS = 2.0
"""The promise: a client has an answer after this time, even when the store hangs."""

DELIVERY_SECONDS = 0.2
"""Reserved for answering thousands of clients at once after a limit has passed."""

CLAIM_SECONDS = ANSWER_SECONDS - DELIVERY_SECONDS
"""The time from the arrival of a claim until its outcome is decided."""

QUEUE_SECONDS = 0.5
"""The longest wait for a turn: of a claim for the call to the store, of a check for the hasher."""

STORE_SECONDS = CLAIM_SECONDS - QUEUE_SECONDS
"""The longest wait for one call to the store, including the wait for a free connection."""

CODE_SECONDS = STORE_SECONDS
"""The longest wait for a verification code when the reserve is empty. The store can still answer after it."""

FILL_SECONDS = QUEUE_SECONDS
"""How long the creator of a raffle waits for its tickets to be added before it is answered `filling`."""

SCRIPT_SECONDS = 0.6
"""The part of a store call that is kept for the script when the call also waits for replicas."""

REPLICA_WAIT_MS = round((STORE_SECONDS - SCRIPT_SECONDS) * 1000)
"""Milliseconds that a group of claims waits for its replicas."""

SENTINEL_SECONDS = STORE_SECONDS / 4
"""The longest wait for one Sentinel: there is time to ask another one."""
