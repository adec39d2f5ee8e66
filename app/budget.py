"""The time budget: the promise "an answer within 2 seconds", and every time limit that follows from this promise.

A claim first waits in the queue of its raffle, and then for the store. A claim also needs a code from the reserve (the
codes that were made in advance). If the reserve is empty, the service does two things before it queues the claim. It
asks the store whether the player could get a ticket (a probe), and then waits for a code. All values are seconds,
except those whose name ends with MS.
"""

ANSWER_SECONDS = 2.0
"""The promise: a client gets an answer within this time, even when the store hangs."""

DELIVERY_SECONDS = 0.2
"""The time to send the answers when thousands of claims reach a time limit in the same moment."""

CLAIM_SECONDS = ANSWER_SECONDS - DELIVERY_SECONDS
"""The longest time from the arrival of a claim until its outcome is decided."""

QUEUE_SECONDS = 0.5
"""The longest wait of a claim in the queue of its raffle, and the longest wait of a check until its code is hashed."""

STORE_SECONDS = CLAIM_SECONDS - QUEUE_SECONDS
"""The longest wait for one call to the store, including the wait for a free connection."""

LAST_TRY_SECONDS = 0.1
"""In this last part of STORE_SECONDS, a call that the store refused is not sent again. The answer to a call that is
sent so late could come after the limit. Then the outcome would be unknown, although the store has probably refused."""

CODE_SECONDS = STORE_SECONDS
"""The longest wait for a verification code when the reserve is empty, counted from the arrival of the claim. The rest
of CLAIM_SECONDS is for the call to the store."""

SEAL_SECONDS = 1.5
"""The longest wait of a draw for the seal of its raffle (what is fixed about the tickets after the last claim). After
this wait, the draw calls the store."""

FILL_SECONDS = QUEUE_SECONDS
"""The longest wait of a creation until all tickets of the raffle are in its pool (the fill). If the fill takes longer,
the answer has the status `filling`."""

SCRIPT_SECONDS = 0.6
"""The part of STORE_SECONDS that is kept for the script of a call which also waits for replicas."""

REPLICA_DISK_MS = 200
"""The longest wait until replicas have a group of claims (the claims of one call) on disk, in milliseconds. This wait
begins when the replicas have the group in memory."""

REPLICA_WAIT_MS = round((STORE_SECONDS - SCRIPT_SECONDS) * 1000) - REPLICA_DISK_MS
"""The longest wait until replicas have a group of claims in memory, in milliseconds."""

SENTINEL_SECONDS = STORE_SECONDS / 4
"""The longest wait for one Sentinel. If this Sentinel does not answer, there is time to ask another one."""

REPLICA_SECONDS = 0.2
"""The longest wait for a replica that is asked whether it syncs each write."""

BEACON_SECONDS = ANSWER_SECONDS
"""The longest wait for the sources in DRAND_URLS. A draw that asks these sources also calls the store, so it may take
longer than other requests."""
