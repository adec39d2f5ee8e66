"""Computes the Merkle tree over all tickets of a raffle, and proofs that a ticket is in the tree.

A Merkle tree is a tree of hashes. Each leaf is the hash of a ticket, and each other node is the hash of the two nodes
below it. The node at the top, the root, is published before the draw. After that, nobody can secretly give a ticket to
another holder, because the root would change. RFC 9162, section 2.1, defines the tree. The hash is SHA-256:

    leaf = SHA-256(0x00 || data)              data = uint64be(ticket number) || PHC string of the code
    node = SHA-256(0x01 || left || right)

Leaf i (0, 1, 2 ...) belongs to ticket i + 1. A PHC string is the Argon2id hash of a code, with its salt and its cost. A
withdrawn ticket, which nobody claimed, has an empty PHC string.

This file needs only the standard library, because it is a part of the program that checks draw records.
"""

import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

from app.domain.phc import RULE, binds
from app.domain.terms import briefly

HASH_BYTES = 32

GROUP_LEVEL = 8
GROUP = 1 << GROUP_LEVEL
"""The number of leaves below a node of level 8: these leaves are a group. Leaves are level 0. The store keeps only the
nodes from level 8 up. All these nodes together need one byte for four tickets."""

_AT_ONCE = 4_096
"""The number of tickets that are hashed together: a multiple of GROUP. Their hashes fit into the processor's cache."""

_HASH_IN_HEX = re.compile("[0-9a-f]{64}")


def hash_of_leaf(data: bytes) -> bytes:
    """Return the hash of a leaf from its data."""
    return sha256(b"\x00" + data).digest()


def leaf(number: int, phc: str) -> bytes:
    """Return the leaf of a ticket: a hash of the ticket's number and of the PHC string of its code.

    Raises:
        ValueError: UTF-8 cannot hold the PHC string.
    """
    return hash_of_leaf(number.to_bytes(8, "big") + phc.encode())


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _above(level: Sequence[bytes]) -> list[bytes]:
    """Return the nodes of the next level up.

    If the last node has no neighbour, it moves up unchanged. The result is the tree of RFC 9162: the left part of each
    subtree has k leaves. Here k is the largest power of two that is smaller than the number of leaves of the subtree.
    """
    nodes = [sha256(b"\x01" + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)]
    if len(level) % 2:
        nodes.append(level[-1])
    return nodes


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the root of the tree over the hashes of leaves. Without leaves, the root is the hash of no bytes."""
    if not leaves:
        return sha256().digest()
    level = leaves
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the inclusion path of a leaf: the hashes beside its way to the root, from its sibling upwards.

    Raises:
        IndexError: there is no leaf with this index.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(f"there is no leaf {index} in a tree of {len(leaves)} leaves")
    siblings = []
    level = leaves
    while len(level) > 1:
        if (sibling := index ^ 1) < len(level):
            siblings.append(level[sibling])
        level = _above(level)
        index //= 2
    return siblings


def holds(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Return whether a path leads from the leaf with this index to the root of a tree with `size` leaves.

    The steps are those of RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or any(len(sibling) != HASH_BYTES for sibling in path):
        return False
    last = size - 1
    node = leaf
    for sibling in path:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = _node(sibling, node)
            # Skip the levels at which the node has no neighbour: the path has no hash for these levels.
            while index and not index & 1:
                index >>= 1
                last >>= 1
        else:
            node = _node(node, sibling)
        index >>= 1
        last >>= 1
    return last == 0 and node == root


def group_nodes(first: int, phcs: Iterable[str]) -> bytes:
    """Return the nodes of level 8 over a chunk of consecutive tickets. A large tree is computed in several chunks.

    Each node has HASH_BYTES bytes. `first` is the number of the first ticket: a multiple of GROUP, plus one. The number
    of tickets in a chunk is a multiple of GROUP, except in the last chunk of a raffle.

    Raises:
        ValueError: the chunk begins in the middle of a group, or UTF-8 cannot hold a PHC string.
    """
    if first % GROUP != 1:
        raise ValueError(f"ticket {first} is not the first one of a group")
    tickets = enumerate(phcs, first)
    nodes: list[bytes] = []
    while part := list(islice(tickets, _AT_ONCE)):
        level = [sha256(b"\x00" + number.to_bytes(8, "big") + phc.encode()).digest() for number, phc in part]
        for _ in range(GROUP_LEVEL):
            level = _above(level)
        nodes += level
    return b"".join(nodes)


def upper_levels(nodes: bytes) -> bytes:
    """Return the levels of a tree from level 8 up, level by level. The last HASH_BYTES bytes are the root.

    `nodes` are the nodes of level 8, in order: the results of `group_nodes`, one after the other.
    """
    level = [nodes[start : start + HASH_BYTES] for start in range(0, len(nodes), HASH_BYTES)]
    levels = [nodes]
    while len(level) > 1:
        level = _above(level)
        levels.append(b"".join(level))
    return b"".join(levels)


def group_of(size: int, index: int) -> range:
    """Return the ticket numbers in the group of a leaf. The leaves of a group give the lower part of its paths."""
    first = index // GROUP * GROUP
    return range(first + 1, min(first + GROUP, size) + 1)


def upper_siblings(size: int, index: int) -> list[int]:
    """Return the byte offsets, in the result of `upper_levels`, of the hashes in the upper part of a leaf's path."""
    places = []
    start, count, place = 0, -(-size // GROUP), index // GROUP
    while count > 1:
        if (sibling := place ^ 1) < count:
            places.append((start + sibling) * HASH_BYTES)
        start += count
        count = -(-count // 2)
        place //= 2
    return places


def withdrawn_hash(numbers: Iterable[int]) -> str:
    """Return the SHA-256 in hex of the numbers of withdrawn tickets. The numbers ascend, and are hashed as uint64be."""
    digest = sha256()
    rest = iter(numbers)
    while chunk := tuple(islice(rest, _AT_ONCE)):
        digest.update(struct.pack(f">{len(chunk)}Q", *chunk))
    return digest.hexdigest()


def others(total_tickets: int, numbers: Sequence[int]) -> Iterator[int]:
    """Yield the ticket numbers of 1..total_tickets that an ascending list does not have."""
    ends = chain((0,), numbers, (total_tickets + 1,))
    return chain.from_iterable(range(before + 1, after) for before, after in pairwise(ends))


class ProvenTicket(NamedTuple):
    """A ticket that is in the tree, and whether somebody claimed it."""

    number: int
    claimed: bool


def check_proof(proof: object, root: str, size: int) -> ProvenTicket:
    """Check that a ticket proof leads to the root of a raffle with `size` tickets; return the ticket.

    Raises:
        ValueError: the proof is malformed, belongs to another tree, or does not lead to the root. Or the PHC string of
            the proof breaks RULE, so a browser cannot check which code belongs to the PHC string.
    """
    if not isinstance(proof, Mapping):
        raise ValueError("the ticket proof is not an object")
    number, phc, siblings = (proof.get(name) for name in ("ticket_number", "phc", "path"))
    if type(number) is not int or not isinstance(phc, str) or not isinstance(siblings, list):
        raise ValueError("ticket_number of the proof must be a whole number, phc must be text, path must be a list")
    _check_same("tree_size", proof, size)
    _check_same("root", proof, root)
    if not 1 <= number <= size:
        raise ValueError(f"the proof is for ticket {briefly(number)}, but the raffle has {size} tickets")
    if not all(isinstance(sibling, str) and _HASH_IN_HEX.fullmatch(sibling) for sibling in siblings):
        raise ValueError("the path of the proof must have hashes of 64 hexadecimal digits in lower case")
    hashes = [bytes.fromhex(sibling) for sibling in siblings]
    if not holds(leaf(number, phc), number - 1, size, hashes, bytes.fromhex(root)):
        raise ValueError(f"ticket {number} with this phc is not in the tree: the path does not lead to the root")
    if phc and not binds(phc):
        raise ValueError(
            f"the phc of ticket {number} does not bind the ticket to one code that a browser can check: {RULE}"
        )
    return ProvenTicket(number, claimed=phc != "")


def _check_same(name: str, proof: Mapping[str, Any], expected: int | str) -> None:
    value = proof.get(name)
    if type(value) is not type(expected) or value != expected:
        raise ValueError(f"{name} of the proof is {briefly(value)}, but {name} of the raffle is {briefly(expected)}")
