"""The tree of hashes over all tickets: RFC 9162 defines its root, and only a ticket in the tree has a proof.

Each leaf has the number of a ticket and the PHC string (the hash of its code). A path is a list of hashes from a leaf
to the root.
"""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest

from app.domain import tree
from tests.support.sold import phc_of

PUBLISHED_DATA = [
    bytes.fromhex(data)
    for data in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
PUBLISHED_ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""Leaves, and the roots over the first 0 to 8 of them. They are from the tests of the reference implementation of
Certificate Transparency, github.com/google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc."""

PUBLISHED_PATHS = [
    (0, 1, []),
    (
        0,
        8,
        [
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        [
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        [
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
]
"""The index of a leaf, the size of the tree, and the path of the leaf. They are from the same file as the leaves."""


def naive_root(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these hashes of leaves. The function MTH of RFC 9162, section 2.1.1, defines it."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def leaves_of(size: int) -> list[bytes]:
    return [tree.leaf(number, f"$argon2id${number}") for number in range(1, size + 1)]


def flipped(hashed: bytes, bit: int) -> bytes:
    return (int.from_bytes(hashed, "big") ^ (1 << bit)).to_bytes(len(hashed), "big")


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_are_computed(size: int) -> None:
    # When the root over the first published leaves is computed, Then it is the published root
    leaves = [tree.hash_of_leaf(data) for data in PUBLISHED_DATA[:size]]
    assert tree.root(leaves).hex() == PUBLISHED_ROOTS[size]


@pytest.mark.parametrize(("index", "size", "published"), PUBLISHED_PATHS)
def test_the_published_paths_are_computed(index: int, size: int, published: list[str]) -> None:
    # Given the first published leaves
    leaves = [tree.hash_of_leaf(data) for data in PUBLISHED_DATA[:size]]

    # When the path of a leaf is computed, Then it is the published path
    path = tree.path(leaves, index)
    assert [sibling.hex() for sibling in path] == published

    # And this path leads to the published root
    assert tree.holds(leaves[index], index, size, path, bytes.fromhex(PUBLISHED_ROOTS[size]))


def test_a_leaf_holds_the_number_and_the_hash_of_the_code() -> None:
    # When the leaf of a ticket is computed, Then the result is the hash of a zero byte, the number and the PHC string
    assert (
        tree.leaf(258, "$argon2id$ü") == hashlib.sha256(b"\0" + b"\0\0\0\0\0\0\1\2" + "$argon2id$ü".encode()).digest()
    )

    # And a withdrawn ticket has no PHC string
    assert tree.leaf(1, "") == hashlib.sha256(b"\0" + b"\0\0\0\0\0\0\0\1").digest()


def test_every_path_leads_to_the_root_in_trees_of_every_size(monkeypatch: pytest.MonkeyPatch) -> None:
    # Given the trees of 1 to 300 leaves. Each level is computed only once, because it takes seconds to compute the
    # levels again for each path
    above = cache(tree._above)
    monkeypatch.setattr(tree, "_above", lambda level: above(tuple(level)))
    for size in range(1, 301):
        leaves = leaves_of(size)
        root = naive_root(leaves)

        # When the roots of these trees are computed, Then they are equal to the roots that `naive_root` computes
        assert tree.root(leaves) == root

        # And the path of each leaf leads to this root
        assert all(tree.holds(leaf, index, size, tree.path(leaves, index), root) for index, leaf in enumerate(leaves))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 13, 21])
def test_no_flipped_bit_is_accepted(size: int) -> None:
    # Given the leaves of a tree and their paths
    leaves = leaves_of(size)
    root = tree.root(leaves)
    for index, leaf in enumerate(leaves):
        path = tree.path(leaves, index)

        # When any bit of a leaf, of the root or of a path is flipped, Then the path does not lead to the root
        for bit in range(256):
            assert not tree.holds(flipped(leaf, bit), index, size, path, root)
            assert not tree.holds(leaf, index, size, path, flipped(root, bit))
            for place, sibling in enumerate(path):
                changed = [*path[:place], flipped(sibling, bit), *path[place + 1 :]]
                assert not tree.holds(leaf, index, size, changed, root)


def test_no_other_index_and_no_other_length_is_accepted() -> None:
    # Given trees of several sizes, with the path of each leaf
    for size in (1, 2, 3, 7, 12, 20):
        leaves = leaves_of(size)
        root = tree.root(leaves)
        for index, leaf in enumerate(leaves):
            path = tree.path(leaves, index)

            # When the path is checked with another index, Then it does not lead to the root
            for other in {*range(-2, size + 2)} - {index}:
                assert not tree.holds(leaf, other, size, path, root)

            # And when the path is longer or shorter, or has a hash of another length, Then it does not lead to the root
            for changed in ([*path, root], [root, *path], path[1:], path[:-1], [*path, b""], [*path[:-1], b"short"]):
                assert changed == path or not tree.holds(leaf, index, size, changed, root)


@pytest.mark.parametrize("index", [-1, 3, 10**30])
def test_a_leaf_that_does_not_exist_has_no_path(index: int) -> None:
    # When the path of a leaf outside of the tree is computed, Then an error is raised
    with pytest.raises(IndexError, match="there is no leaf"):
        tree.path(leaves_of(3), index)


def test_a_node_cannot_be_presented_as_a_leaf() -> None:
    # Given a tree of two leaves
    left, right = leaves_of(2)

    # When the data of the root is hashed as the data of a leaf, Then the result is not the root
    assert tree.hash_of_leaf(left + right) != tree.root([left, right])


@pytest.mark.parametrize("chunk", [tree.GROUP, 5 * tree.GROUP, 32 * tree.GROUP])
@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 1_000, 1_280, 8_193])
def test_a_tree_in_chunks_is_the_same_tree(size: int, chunk: int) -> None:
    # Given a raffle whose tickets come in chunks
    phcs = [f"$argon2id${number}" for number in range(1, size + 1)]
    leaves = leaves_of(size)

    # When the nodes of level 8 are computed chunk by chunk, and the levels above them from these nodes
    nodes = [tree.group_nodes(first + 1, phcs[first : first + chunk]) for first in range(0, size, chunk)]
    upper = tree.upper_levels(b"".join(nodes))

    # Then the last hash is the root of the whole tree
    assert upper[-tree.HASH_BYTES :] == tree.root(leaves)

    # And the path of a leaf has two parts. The first part is the path within its group of 256 leaves. The second part
    # is the hashes at the offsets that `upper_siblings` returns
    for index in {0, size // 2, size - 256, size - 1} & {*range(size)}:
        group = tree.group_of(size, index)
        lower = tree.path([leaves[number - 1] for number in group], index + 1 - group[0])
        rest = [upper[place : place + tree.HASH_BYTES] for place in tree.upper_siblings(size, index)]
        assert lower + rest == tree.path(leaves, index)


@pytest.mark.parametrize("first", [0, 2, 256, 258])
def test_a_chunk_begins_with_a_group(first: int) -> None:
    # Given that each node of level 8 covers a group of 256 leaves. When a chunk begins in the middle of a group, Then
    # an error is raised
    with pytest.raises(ValueError, match=f"ticket {first} is not the first one of a group"):
        tree.group_nodes(first, ["$argon2id$"])


@pytest.mark.parametrize(
    ("numbers", "data"),
    [([], ""), ([1], "0000000000000001"), ([2, 10_000_000], "00000000000000020000000000989680")],
    ids=["none", "one", "two"],
)
def test_withdrawn_tickets_have_a_hash(numbers: list[int], data: str) -> None:
    # When the hash of withdrawn tickets is computed, Then the result is the hash of the ticket numbers, with 8 bytes
    # each
    assert tree.withdrawn_hash(numbers) == hashlib.sha256(bytes.fromhex(data)).hexdigest()


def test_the_hash_of_many_withdrawn_tickets_is_the_hash_of_all_numbers() -> None:
    # When so many tickets are withdrawn that they are hashed in several steps, Then the result is the hash of all
    # numbers
    data = b"".join(number.to_bytes(8, "big") for number in range(1, 10_001))
    assert tree.withdrawn_hash(range(1, 10_001)) == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize("numbers", [[], [1], [5], [2, 3], [1, 2, 3, 4, 5]])
def test_other_tickets_are_those_that_a_list_does_not_have(numbers: list[int]) -> None:
    # When some of five tickets are in a list, Then `others` returns the tickets that are not in the list, in ascending
    # order
    assert list(tree.others(5, numbers)) == sorted({1, 2, 3, 4, 5} - {*numbers})


PHCS = [phc_of(1), "", phc_of(3)]
ROOT = tree.root([tree.leaf(number, phc) for number, phc in enumerate(PHCS, 1)])


def proof_of(number: int) -> dict[str, Any]:
    path = tree.path([tree.leaf(place, phc) for place, phc in enumerate(PHCS, 1)], number - 1)
    return {
        "ticket_number": number,
        "phc": PHCS[number - 1],
        "path": [sibling.hex() for sibling in path],
        "tree_size": 3,
        "root": ROOT.hex(),
    }


@pytest.mark.parametrize(("number", "claimed"), [(1, True), (2, False), (3, True)])
def test_a_proof_shows_a_ticket(number: int, claimed: bool) -> None:
    # When the proof of a ticket is checked, Then the result has the ticket number, and whether the ticket was claimed
    assert tree.check_proof(proof_of(number), ROOT.hex(), 3) == (number, claimed)


KINDS = "ticket_number of the proof must be a whole number, phc must be text, path must be a list"
HASHES = "the path of the proof must have hashes of 64 hexadecimal digits in lower case"
NOT_IN_TREE = "ticket 1 with this phc is not in the tree: the path does not lead to the root"
WRONG_PROOFS: dict[str, tuple[Any, str]] = {
    "a list": ([], "the ticket proof is not an object"),
    "null": (None, "the ticket proof is not an object"),
    "empty": ({}, KINDS),
    "a number as true": ({"ticket_number": True}, KINDS),
    "a number as text": ({"ticket_number": "1"}, KINDS),
    "a fraction": ({"ticket_number": 1.0}, KINDS),
    "no phc": ({"phc": None}, KINDS),
    "no path": ({"path": None}, KINDS),
    "number 0": ({"ticket_number": 0}, "the proof is for ticket 0, but the raffle has 3 tickets"),
    "a negative number": ({"ticket_number": -1}, "the proof is for ticket -1, but the raffle has 3 tickets"),
    "number 4": ({"ticket_number": 4}, "the proof is for ticket 4, but the raffle has 3 tickets"),
    "another size": ({"tree_size": 4}, "tree_size of the proof is 4, but tree_size of the raffle is 3"),
    "a size as a fraction": ({"tree_size": 3.0}, "tree_size of the proof is 3.0, but tree_size of the raffle is 3"),
    "a path of numbers": ({"path": [1, 2]}, HASHES),
    "a path in upper case": ({"path": [hashed.upper() for hashed in proof_of(1)["path"]]}, HASHES),
    "a path with a line feed": ({"path": [f"{hashed}\n" for hashed in proof_of(1)["path"]]}, HASHES),
    "a replaced PHC": ({"phc": phc_of(2)}, NOT_IN_TREE),
    "the PHC of another ticket": ({"phc": PHCS[2]}, NOT_IN_TREE),
    "a withdrawn ticket made of a claimed one": ({"phc": ""}, NOT_IN_TREE),
    "another path": ({"path": proof_of(2)["path"]}, NOT_IN_TREE),
    "a long path": ({"path": proof_of(1)["path"] * 1_000}, NOT_IN_TREE),
}


@pytest.mark.parametrize(("change", "error"), WRONG_PROOFS.values(), ids=WRONG_PROOFS.keys())
def test_a_wrong_proof_is_refused(change: Any, error: str) -> None:
    # Given a proof with a change, or a value that is no proof
    proof = proof_of(1) | change if isinstance(change, dict) and change else change

    # When the proof or the value is checked, Then the error says what is wrong
    with pytest.raises(ValueError, match=r"proof|not in the tree") as refused:
        tree.check_proof(proof, ROOT.hex(), 3)
    assert str(refused.value) == error


WEAK_PHCS = {
    "a hash of 4 bytes": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 22}$AAAAAA",
    "a hash of 15 bytes": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 22}${'h' * 20}",
    "an impossible number of digits": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 22}${'h' * 25}",
    "a salt of 15 bytes": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 20}${'h' * 22}",
    "another kind of Argon2": f"$argon2i$v=19$m=8,t=1,p=1${'s' * 22}${'h' * 22}",
    "an older version": f"$argon2id$v=16$m=8,t=1,p=1${'s' * 22}${'h' * 22}",
    "no version": f"$argon2id$m=8,t=1,p=1${'s' * 22}${'h' * 22}",
    "more behind it": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 22}${'h' * 22}\n",
    "a code": "ABCD-EFGH-JKMN-PQRS",
    "too much memory": f"$argon2id$v=19$m=1048577,t=1,p=1${'s' * 22}${'h' * 22}",
    "too much work": f"$argon2id$v=19$m=1048576,t=9,p=1${'s' * 22}${'h' * 22}",
    "too little memory for its lanes": f"$argon2id$v=19$m=15,t=1,p=2${'s' * 22}${'h' * 22}",
}
BOUND_PHCS = {
    "the smallest cost": f"$argon2id$v=19$m=8,t=1,p=1${'s' * 22}${'h' * 22}",
    "the largest memory": f"$argon2id$v=19$m=1048576,t=8,p=1${'s' * 22}${'h' * 22}",
    "the most passes": f"$argon2id$v=19$m=83886,t=100,p=1${'s' * 22}${'h' * 22}",
    "the smallest memory for its lanes": f"$argon2id$v=19$m=16,t=1,p=2${'s' * 22}${'h' * 22}",
    "a hash of 32 bytes": f"$argon2id$v=19$m=1024,t=1,p=1${'s' * 22}${'h' * 43}",
}


def proof_alone(phc: str) -> dict[str, Any]:
    """Return the proof of the only ticket of a raffle, with this PHC string in its tree."""
    root = tree.root([tree.leaf(1, phc)]).hex()
    return {"ticket_number": 1, "phc": phc, "path": [], "tree_size": 1, "root": root}


def check_alone(phc: str) -> tree.ProvenTicket:
    proof = proof_alone(phc)
    return tree.check_proof(proof, proof["root"], 1)


@pytest.mark.parametrize("phc", WEAK_PHCS.values(), ids=WEAK_PHCS.keys())
def test_a_hash_that_could_belong_to_two_codes_proves_nothing(phc: str) -> None:
    # When a PHC string could belong to two codes, or its hash cannot be computed, Then the proof is refused, although
    # the path is right
    with pytest.raises(ValueError, match="the phc of ticket 1 does not bind the ticket to one code"):
        check_alone(phc)


@pytest.mark.parametrize("phc", BOUND_PHCS.values(), ids=BOUND_PHCS.keys())
def test_a_hash_of_every_cost_proves_a_ticket(phc: str) -> None:
    # When a PHC string has a hash of 16 bytes or more, and a cost that the settings allow, Then the proof is right
    assert check_alone(phc) == (1, True)


def test_a_proof_of_another_tree_is_refused() -> None:
    # When a proof has another root than the raffle, Then the error names both roots
    with pytest.raises(ValueError, match=r'root of the proof is "00.*", but root of the raffle is'):
        tree.check_proof(proof_of(1) | {"root": "0" * 64}, ROOT.hex(), 3)


def test_a_proof_with_half_of_a_surrogate_pair_is_refused() -> None:
    # When a PHC string has half of a surrogate pair, which UTF-8 cannot hold, Then the check raises ValueError
    with pytest.raises(ValueError, match="surrogates"):
        tree.check_proof(proof_of(1) | {"phc": "\ud800"}, ROOT.hex(), 3)
