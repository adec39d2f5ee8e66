"""This program is a wire between two TAP devices (network cards made by software). It delays packets in one direction.

`tc` could do the same, but it needs netem, which many kernels of containers and virtual machines lack.
"""

import os
import select
import struct
import sys
import time
from collections import deque
from fcntl import ioctl

DELAY_SECONDS = 0.2

SET_INTERFACE = 0x400454CA
"""TUNSETIFF of linux/if_tun.h."""

TAP_WITHOUT_HEADER = 0x0002 | 0x1000
"""IFF_TAP and IFF_NO_PI of linux/if_tun.h."""

FRAME_BYTES = 65_536


def tap(name: str) -> int:
    """Open a TAP device; return its file descriptor. Each read and each write is one Ethernet frame."""
    descriptor = os.open("/dev/net/tun", os.O_RDWR)
    ioctl(descriptor, SET_INTERFACE, struct.pack("16sH22x", name.encode(), TAP_WITHOUT_HEADER))
    return descriptor


def carry(slow_end: int, fast_end: int) -> None:
    """Carry frames between two devices without end. Frames from the slow end arrive with a delay, in their order."""
    delayed: deque[tuple[float, bytes]] = deque()
    while True:
        patience = max(0.0, delayed[0][0] - time.monotonic()) if delayed else None
        ready, _, _ = select.select([slow_end, fast_end], [], [], patience)
        if fast_end in ready:
            os.write(slow_end, os.read(fast_end, FRAME_BYTES))
        if slow_end in ready:
            delayed.append((time.monotonic() + DELAY_SECONDS, os.read(slow_end, FRAME_BYTES)))
        while delayed and delayed[0][0] <= time.monotonic():
            os.write(fast_end, delayed.popleft()[1])


if __name__ == "__main__":
    carry(tap(sys.argv[1]), tap(sys.argv[2]))
