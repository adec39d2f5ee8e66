"""Each script is called without the service, and gives every answer that its header lists.

These words occur often. The pool has the tickets that nobody has claimed. A fill adds the tickets of a new raffle to
its pool, chunk by chunk. The terms are a hash of what was announced at the creation of a raffle. The seal fixes the
tickets of a raffle after its last claim. A tombstone is what is kept of a deleted raffle.
"""

import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from redis.exceptions import OutOfMemoryError, ResponseError

from app.domain.terms import milliseconds, shown
from app.store.connect import connect
from app.store.script import Script, script_folder
from tests.support.servers import Server
from tests.support.service import Store

RAFFLE = "raffle:{id}"
POOL, PLAYERS, CODES, RECEIPTS = (f"{RAFFLE}:{part}" for part in ("pool", "players", "codes", "receipts"))
WINNERS, NETWORKS, TREE, LOG = (f"{RAFFLE}:{part}" for part in ("winners", "networks", "tree", "log"))
SUBSTITUTES, SUBSTITUTIONS, CHANGES, DRAFT, HAND_OVERS = (
    f"{RAFFLE}:{part}" for part in ("substitutes", "substitutions", "changes", "draft", "hand-overs")
)
FAILURES = f"{RAFFLE}:failures:a"
LAYOUT = "raffles:layout"
SERVICES = "raffles:services"
ENTROPY = "f" * 64
DELETED_AT = "2026-11-25T09:00:00.000Z"
LINE = '{"act":"something"'
KEPT = 60
"""How long a log is kept after a deletion (seconds)."""
FORGOTTEN_SECONDS = 1_000
"""How long the players are kept after the last claim if there is no draw (seconds)."""
PAST, FUTURE = "2020-11-26T20:00:00.000Z", "2999-11-26T20:00:00.000Z"


class Caller:
    """Calls scripts, and notes the answers."""

    def __init__(self, store: Store) -> None:
        self.redis = store.redis
        self.answers: set[tuple[str, str]] = set()

    def __call__(self, name: str, keys: list[str], *arguments: Any) -> list[Any]:
        answer: Any = self.redis.eval(Script(name).source, len(keys), *keys, *arguments)
        parts = [answer, *(part for part in answer if isinstance(part, list))]
        self.answers |= {(name, str(part[0])) for part in parts}
        return list(answer)

    def create(
        self,
        name: str = "Fair",
        source: str = "",
        terms: str = "terms",
        asked: str = "",
        first: int | str = "",
        **others: str,
    ) -> list[Any]:
        members = [text for member in others.items() for text in member]
        new = (name, 3, "[]", "2026-11-23T09:00:00.000Z", source, terms, asked or terms, first, LINE)
        return self("create", [RAFFLE, LOG, DRAFT], *new, *members)

    def fill(self, chunk: int = 10) -> list[Any]:
        return self("fill", [RAFFLE, POOL, PLAYERS, CODES], chunk)

    def claim(self, *group: tuple[str, str, str]) -> list[Any]:
        arguments = [text for claim in group for text in (*claim, "", 0)]
        return self("claim", [RAFFLE, POOL, PLAYERS, CODES, RECEIPTS], "", FORGOTTEN_SECONDS, *arguments)

    def claim_in_networks(self, *group: tuple[str, str], phc: str = "phc", most: int = 2) -> list[Any]:
        """Claim for each player in a network. At most `most` players of a network get a ticket."""
        keys = [RAFFLE, POOL, PLAYERS, CODES, RECEIPTS, NETWORKS]
        arguments = [text for player, network in group for text in (player, phc, "", network, most)]
        return self("claim", keys, "", FORGOTTEN_SECONDS, *arguments)

    def begin(self, announced: str = "", random: str = ENTROPY, incarnation: int = 0) -> list[Any]:
        return self("draw_begin", [RAFFLE, POOL, PLAYERS, CODES], announced, random, "raffle-draw/1", incarnation)

    def commit(self, first: int, *numbers: int, entropy: str = ENTROPY) -> list[Any]:
        keys = [RAFFLE, WINNERS, PLAYERS, RECEIPTS, NETWORKS, LOG]
        return self("draw_commit", keys, entropy, "seed", "2026-11-24T09:00:00.000Z", 60, 3, first, LINE, *numbers)

    def delete(self, revision: int | str = "") -> list[Any]:
        names = [RAFFLE, POOL, PLAYERS, CODES, RECEIPTS, WINNERS, NETWORKS, TREE]
        names += [SUBSTITUTES, SUBSTITUTIONS, CHANGES, DRAFT, HAND_OVERS, LOG]
        return self("delete", names, DELETED_AT, LINE, KEPT, revision)

    def erase(self, player: str, number: int | str = "", network: str = "") -> list[Any]:
        keys = [RAFFLE, PLAYERS, RECEIPTS, NETWORKS, FAILURES, LOG]
        return self("erase", keys, player, number, network, LINE)

    def resume(self) -> list[Any]:
        return self("resume", [RAFFLE, LOG], LINE)

    def substitute(self, known: int, since: str = "") -> list[Any]:
        return self("substitute", [RAFFLE, SUBSTITUTIONS, HAND_OVERS, LOG], known, '{"place":0', LINE, 3, since)

    def hand_over(self, known: int, number: int) -> list[Any]:
        keys = [RAFFLE, SUBSTITUTIONS, HAND_OVERS, LOG]
        return self("hand_over", keys, known, number, f'{{"ticket_number":{number}', LINE)


@pytest.fixture
def call(empty: Store) -> Caller:
    return Caller(empty)


def sold_out(call: Caller, source: str = "") -> None:
    """Create a raffle, fill it and claim all its tickets."""
    call.create(source=source)
    call.fill()
    call.claim(*((player, "phc", "receipt") for player in "abc"))


def test_create_writes_a_raffle_once(empty: Store, call: Caller) -> None:
    # When somebody creates the same raffle twice, and then a different raffle with the same id
    assert call.create() == ["created", "2026-11-23T09:00:00.000Z"]
    before = empty.redis.hgetall(RAFFLE)
    assert call.create() == ["same", "2026-11-23T09:00:00.000Z"]
    assert call.create(terms="other terms") == ["other"]

    # Then the first raffle is unchanged, and the other one is refused
    assert empty.redis.hgetall(RAFFLE) == before


def test_create_writes_what_is_announced(empty: Store, call: Caller) -> None:
    # When somebody creates a raffle with two additional fields
    call.create(beacon="quicknet", draw_at="2099-11-26T20:00:00.000Z")

    # Then its hash has the terms and the two fields
    fields = empty.redis.hmget(RAFFLE, ["terms", "beacon", "draw_at"])
    assert fields == ["terms", "quicknet", "2099-11-26T20:00:00.000Z"]


def test_create_compares_everything_that_was_asked_for(empty: Store, call: Caller) -> None:
    # Given a raffle with a description. A description is not a part of the terms
    call.create(asked="all of it", description="A bicycle")
    assert empty.redis.hmget(RAFFLE, ["terms", "asked", "description"]) == ["terms", "all of it", "A bicycle"]

    # When somebody creates the same raffle again, Then the script finds the raffle. A raffle with another description
    # or with none is refused
    assert call.create(asked="all of it", description="A bicycle") == ["same", "2026-11-23T09:00:00.000Z"]
    assert call.create() == call.create(asked="something else", description="Two bicycles") == ["other"]


def test_create_finds_a_raffle_without_terms(empty: Store, call: Caller) -> None:
    # Given a raffle that an earlier version of the service created, without terms
    call.create()
    empty.redis.hdel(RAFFLE, "terms")

    # When somebody creates the same raffle again, Then the script finds the raffle. A raffle with a different name or
    # with an additional field is refused
    assert call.create() == ["same", "2026-11-23T09:00:00.000Z"]
    assert call.create(beacon="quicknet") == call.create(name="Other") == call.create(source="drand") == ["other"]


def test_create_compares_the_first_time_with_the_clock_of_the_store(empty: Store, call: Caller) -> None:
    # Given the clock of the store
    seconds, microseconds = empty.redis.time()
    now = seconds * 1000 + microseconds // 1000

    # When the first announced time of a new raffle is now, Then the raffle is refused, and the answer has the time of
    # the store
    answer, at = call.create(first=now)
    assert answer == "past"
    assert now <= at < now + 60_000
    assert not empty.redis.exists(RAFFLE)

    # And when the first announced time is in a minute, Then the raffle is created. A retry after this minute finds the
    # raffle
    assert call.create(first=now + 60_000)[0] == "created"
    assert call.create(first=now)[0] == "same"


def test_fill_adds_a_chunk_at_a_time(empty: Store, call: Caller) -> None:
    # When calls of at most two tickets fill a raffle of three tickets, and one more call follows
    assert call.fill() == ["missing"]
    assert not empty.redis.exists(RAFFLE, POOL)
    call.create()
    assert call.fill(2) == ["filling", 2]
    assert empty.redis.smembers(POOL) == {"1", "2"}
    assert call.fill(2) == ["filled"]
    assert call.fill(2) == ["filled"]

    # Then every number is in the pool once
    assert empty.redis.smembers(POOL) == {"1", "2", "3"}


def test_claim_answers_each_claim_of_a_group(empty: Store, call: Caller) -> None:
    # Given a raffle of three tickets. Claims before its creation and before its fill are refused
    assert call.claim(("a", "phc", "")) == ["missing"]
    call.create()
    assert call.claim(("a", "phc", "")) == ["filling"]
    call.fill()

    # When a group has two claims of one player, a probe (a claim that takes no ticket), and a claim of a second player
    opened, remaining, first, again, probe, second = call.claim(
        ("a", "phc a", "sealed"), ("a", "phc b", "other"), ("z", "", ""), ("b", "phc b", "")
    )

    # Then each claim and the probe have their own answers
    assert (opened, remaining) == ("open", 1)
    assert (first[0], again, probe, second[0]) == ("claimed", ["held", first[1], "sealed"], ["left"], "claimed")
    assert empty.redis.hgetall(PLAYERS) == {"a": first[1], "b": second[1]}
    assert empty.redis.hgetall(CODES) == {first[1]: "phc a", second[1]: "phc b"}
    assert empty.redis.hgetall(RECEIPTS) == {"a": "sealed"}

    # And when a group claims more tickets than remain, Then the claim that finds no ticket gets `sold_out`, and so does
    # the probe. A player who has a ticket still gets `held`
    answers = call.claim(("c", "phc c", ""), ("d", "phc d", ""), ("e", "", ""), ("b", "phc", ""))
    assert answers[:2] == ["open", 0]
    assert [answer[0] for answer in answers[2:]] == ["claimed", "sold_out", "sold_out", "held"]
    assert answers[-1][2] == ""


def test_claim_answers_by_the_clock(empty: Store, call: Caller) -> None:
    # Given a raffle of three tickets
    call.create()
    call.fill()

    # When the raffle is not open yet or has closed, Then a claim takes no ticket
    for name, time, answer in (("opens_at", FUTURE, "not_open_yet"), ("closes_at", PAST, "closed")):
        empty.redis.hset(RAFFLE, name, time)
        assert call.claim(("a", "phc", ""))[2][0] == answer
        empty.redis.hdel(RAFFLE, name)
    assert empty.redis.scard(POOL) == 3


def test_a_network_has_at_most_the_allowed_number_of_players(empty: Store, call: Caller) -> None:
    # Given a raffle of three tickets, and a limit of one player for each network
    call.create()
    call.fill()
    here, there = "2001:db8::/48", "2001:db8:1::/48"
    first, second, third = "2001:db8::/64", "2001:db8:0:1::/64", "2001:db8:1::/64"

    # When four players claim in one group: two players of one network, a player of another network, and an IPv4 player
    answers = call.claim_in_networks((first, here), (second, here), (third, there), ("198.51.100.1", ""), most=1)

    # Then only the second player of the shared network is refused, and takes no ticket
    assert [answer[0] for answer in answers[2:]] == ["claimed", "network_full", "claimed", "claimed"]
    assert answers[1] == 0
    assert empty.redis.hkeys(PLAYERS) == [first, third, "198.51.100.1"]
    assert empty.redis.hgetall(NETWORKS) == {here: "1", there: "1"}

    # And when the two players of the shared network claim again, Then the first player, who holds a ticket, gets
    # `held`, and the second player gets `sold_out`
    again = call.claim_in_networks((first, here), (second, here), most=1)
    assert [answer[0] for answer in again[2:]] == ["held", "sold_out"]
    assert empty.redis.hgetall(NETWORKS) == {here: "1", there: "1"}


def test_the_answer_to_a_probe_depends_on_the_network(empty: Store, call: Caller) -> None:
    # Given a network with one player
    call.create()
    call.fill()
    call.claim_in_networks(("2001:db8::/64", "2001:db8::/48"))

    # When another player of this network sends a probe (a claim that takes no ticket), Then the answer depends on the
    # limit for each network
    other = ("2001:db8:0:1::/64", "2001:db8::/48")
    assert call.claim_in_networks(other, phc="", most=1)[2:] == [["network_full"]]
    assert call.claim_in_networks(other, phc="", most=2)[2:] == [["left"]]
    assert empty.redis.hgetall(NETWORKS) == {"2001:db8::/48": "1"}


def test_more_networks_than_players_count_as_damage(empty: Store, call: Caller) -> None:
    # Given a raffle in which another program has noted a network without a player
    call.create()
    call.fill()
    empty.redis.hset(NETWORKS, "2001:db8::/48", "1")

    # When somebody claims, Then the answer is `damaged`, and nothing is changed
    assert call.claim_in_networks(("2001:db8:1::/64", "2001:db8:1::/48")) == ["damaged"]
    assert not empty.redis.exists(PLAYERS)


def test_the_first_ipv6_player_fixes_the_rule(empty: Store, call: Caller) -> None:
    # Given a raffle in which no IPv6 player has claimed
    call.create()
    call.fill()
    call.claim(("198.51.100.1", "phc", ""))
    assert empty.redis.hget(RAFFLE, "player_rule") is None

    # When IPv6 players with two prefix lengths claim in one group, Then the prefix length of the first player becomes
    # the rule of the raffle. The player with the other prefix length is refused
    opened, left, first, other, again = call.claim(
        ("2001:db8::/64", "phc", ""), ("2001:db8::/56", "phc", ""), ("2001:db8::/64", "phc", "")
    )
    assert (opened, left, first[0], other, again[0]) == ("open", 1, "claimed", ["other_rule", 64], "held")
    assert empty.redis.hget(RAFFLE, "player_rule") == "ipv6/64"

    # And the rule also holds for the next group. For IPv4 players, there is no such rule
    answers = call.claim(("2001:db8::/56", "", ""), ("198.51.100.1", "phc", ""), ("198.51.100.2", "phc", ""))
    assert [answer[0] for answer in answers[2:]] == ["other_rule", "held", "claimed"]

    # And when the rule cannot be read, Then a claim answers `damaged`
    empty.redis.hset(RAFFLE, "player_rule", "odd")
    assert call.claim(("198.51.100.1", "phc", "")) == ["damaged"]


def test_draw_begin_fixes_the_entropy_once(empty: Store, call: Caller) -> None:
    # Given a raffle. Draws before its creation, before its fill and before its last claim are refused
    assert call.begin() == ["missing"]
    call.create()
    assert call.begin() == ["filling"]
    call.fill()
    assert call.begin() == ["remaining"]
    assert call.begin("mine") == ["entropy_unasked"]
    assert empty.redis.hmget(RAFFLE, ["entropy", "algorithm"]) == [None, None]

    # When the draw begins twice, with different random bytes, Then the first random bytes are kept
    call.claim(*((player, "phc", "") for player in "abc"))
    assert call.begin() == ["fixed", ENTROPY]
    assert call.begin(random="0" * 64) == ["fixed", ENTROPY]
    assert call.begin("mine") == ["entropy_unasked"]


def test_draw_begin_accepts_only_announced_entropy(call: Caller) -> None:
    # Given a raffle that is sold out and has announced a source of entropy (the random text of the draw)
    sold_out(call, source="drand")

    # When the draw begins without entropy, with entropy, and with other entropy, Then the first entropy is kept
    assert call.begin() == ["entropy_missing"]
    assert call.begin("round 1") == ["fixed", "round 1"]
    assert call.begin("round 2") == ["fixed", "round 1"]
    assert call.begin() == ["fixed", "round 1"]


def test_counts_that_do_not_add_up_count_as_damage(empty: Store, call: Caller) -> None:
    # Given a raffle whose fill is not complete, and whose pool is lost
    call.create()
    call.fill(2)
    empty.redis.delete(POOL)

    # When a fill, a claim and a draw are called, Then each of them is refused, and nothing is changed
    before = empty.redis.hgetall(RAFFLE)
    assert call.fill() == call.claim(("a", "phc", "")) == call.begin() == ["damaged"]
    assert set(empty.redis.keys("*")) == {RAFFLE, LOG}
    assert empty.redis.hgetall(RAFFLE) == before


@pytest.mark.parametrize("key", [POOL, PLAYERS, CODES])
def test_each_lost_key_counts_as_damage(empty: Store, call: Caller, key: str) -> None:
    # Given a raffle with one claimed ticket and two remaining tickets. One key of the raffle is lost
    call.create()
    call.fill()
    call.claim(("a", "phc", "receipt"))
    empty.redis.delete(key)

    # When somebody claims and draws, Then both are refused
    assert call.claim(("b", "phc", "")) == call.begin() == ["damaged"]


def test_players_stay_while_the_raffle_is_open_and_expire_after_the_last_claim(empty: Store, call: Caller) -> None:
    # Given a raffle of three tickets with two players. The keys of its players, receipts and networks do not expire
    call.create()
    call.fill()
    call.claim_in_networks(("2001:db8::/64", "2001:db8::/48"))
    call.claim(("b", "phc", "receipt"))
    personal = [PLAYERS, RECEIPTS, NETWORKS]
    assert [empty.redis.ttl(key) for key in personal] == [-1, -1, -1]

    # When a player without a network claims the last ticket, Then these three keys expire at the same time
    call.claim_in_networks(("c", ""))
    times = [empty.redis.ttl(key) for key in personal]
    assert all(FORGOTTEN_SECONDS - 10 <= seconds <= FORGOTTEN_SECONDS for seconds in times)
    assert {empty.redis.ttl(key) for key in (RAFFLE, CODES)} == {-1}

    # When a player claims again, and another player claims too late, Then the expiry times stay the same
    for key in personal:
        empty.redis.expire(key, 100)
    call.claim(("c", "phc", ""), ("d", "phc", ""))
    assert all(empty.redis.ttl(key) <= 100 for key in personal)


def test_players_of_a_raffle_that_an_earlier_version_sold_out_expire_too(empty: Store, call: Caller) -> None:
    # Given a raffle that is sold out, and whose players do not expire
    sold_out(call)
    for key in (PLAYERS, RECEIPTS):
        empty.redis.persist(key)

    # When somebody claims too late, Then the keys of players and receipts get an expiry time
    assert call.claim(("d", "phc", "")) == ["open", 0, ["sold_out"]]
    assert all(0 < empty.redis.ttl(key) <= FORGOTTEN_SECONDS for key in (PLAYERS, RECEIPTS))


def test_a_raffle_whose_players_have_expired_is_sold_out_and_can_be_drawn(empty: Store, call: Caller) -> None:
    # Given a raffle that was sold out long ago. Its key of players has expired
    sold_out(call)
    empty.redis.delete(PLAYERS, RECEIPTS)

    # When somebody claims, Then the answer is `sold_out`, and no key of players is written
    assert call.claim(("a", "phc", "receipt")) == ["open", 0, ["sold_out"]]
    assert not empty.redis.exists(PLAYERS, RECEIPTS, NETWORKS)

    # And the raffle can be drawn
    assert call.begin() == ["fixed", ENTROPY]

    # When a code is lost, Then a claim and a draw answer `damaged`
    empty.redis.hdel(CODES, "2")
    assert call.claim(("a", "phc", "")) == call.begin() == ["damaged"]


def test_more_receipts_than_players_count_as_damage(empty: Store, call: Caller) -> None:
    # Given a raffle that has a receipt (the encrypted code of a ticket) but no player
    call.create()
    call.fill()
    empty.redis.hset(RECEIPTS, "nobody", "receipt")

    # When somebody claims, Then the claim is refused
    assert call.claim(("a", "phc", "")) == ["damaged"]


def test_damage_after_the_entropy_was_fixed_stops_the_draw(empty: Store, call: Caller) -> None:
    # Given a draw that has begun, and a code that is lost
    sold_out(call)
    call.begin()
    empty.redis.hdel(CODES, "2")

    # When the draw begins again, Then the draw is refused
    assert call.begin() == ["damaged"]


def test_a_drawn_raffle_is_never_damaged_by_its_counts(empty: Store, call: Caller) -> None:
    # Given a drawn raffle whose players and receipts have expired
    sold_out(call)
    call.begin()
    call.commit(0, 2, 3, 1)
    empty.redis.delete(PLAYERS, RECEIPTS)

    # When somebody claims and draws, Then the answers are `sold_out` and `drawn`
    assert call.claim(("z", "phc", "")) == ["open", 0, ["sold_out"]]
    assert call.begin() == ["drawn"]


def test_suspend_makes_a_raffle_wait_until_resume(empty: Store, call: Caller) -> None:
    # Given a raffle that is filling. Calls of `suspend` and `resume` before its creation get the answer `missing`
    assert call("suspend", [RAFFLE, DRAFT], 1) == call.resume() == ["missing"]
    call.create()
    call.fill(2)

    # When a restore suspends the raffle twice, Then its fill goes on, and claims and draws are refused
    assert call("suspend", [RAFFLE, DRAFT], 1) == call("suspend", [RAFFLE, DRAFT], 1) == ["suspended"]
    assert call.claim(("a", "phc", "")) == ["filling"]
    assert call.fill() == ["filled"]
    assert call.claim(("a", "phc", "")) == call.begin() == ["suspended"]
    assert empty.redis.hget(RAFFLE, "suspended") == "1"

    # When a manager resumes the raffle, Then claims succeed
    assert call.resume() == ["resumed"]
    assert call.resume() == ["not_suspended"]
    assert call.claim(*((player, "phc", "") for player in "abc"))[0] == "open"

    # When the raffle is suspended after its draw began, Then the draw is refused. After a resume, the raffle still has
    # its first entropy
    call.begin(incarnation=2)
    call("suspend", [RAFFLE, DRAFT], 3)
    assert call.begin() == ["suspended"]
    call.resume()
    assert call.begin(random="0" * 64, incarnation=3) == ["fixed", ENTROPY]
    assert empty.redis.hget(RAFFLE, "incarnation") == "2"
    call.commit(0, 2, 3, 1)
    assert call("suspend", [RAFFLE, DRAFT], 4) == ["drawn"]
    assert empty.redis.hget(RAFFLE, "suspended") is None


def test_draw_commit_ends_the_draw_with_the_last_chunk(empty: Store, call: Caller) -> None:
    # Given a draw that has begun. A commit is refused before the raffle exists and before the draw begins
    assert call.commit(0, 2) == ["missing"]
    sold_out(call)
    assert call.commit(0, 2) == ["missing"]
    call.begin()
    empty.redis.hset(NETWORKS, "2001:db8::/48", "1")

    # When chunks of the draw are written: the first chunk twice, then the last chunk with the wrong entropy, and then
    # with the right entropy
    assert call.commit(0, 2) == ["written"]
    assert call.commit(0, 2) == ["written"]
    assert call.commit(1, 3, 1, entropy="other") == ["missing"]
    assert empty.redis.hget(RAFFLE, "drawn_at") is None
    assert call.commit(1, 3, 1) == ["committed"]

    # Then the winners are at their places, the draw has ended, and players, receipts and networks expire
    assert empty.redis.zrange(WINNERS, 0, -1, withscores=True) == [("2", 0.0), ("3", 1.0), ("1", 2.0)]
    assert call.commit(1, 3, 1) == ["drawn"]
    assert call.begin() == ["drawn"]
    assert 0 < empty.redis.ttl(PLAYERS) <= 60
    assert 0 < empty.redis.ttl(RECEIPTS) <= 60
    assert 0 < empty.redis.ttl(NETWORKS) <= 60


def test_delete_removes_every_key(empty: Store, call: Caller) -> None:
    # Given a drawn raffle, and a key of another raffle
    sold_out(call)
    empty.redis.hset(NETWORKS, "2001:db8::/48", "1")
    call.begin()
    call.commit(0, 2, 3, 1)
    change(call, 0, "contact", "Anna", "{")
    empty.redis.set("raffle:{other}", "stays")

    # When the drawn raffle is deleted, Then only tombstone and log are left, and no key of another raffle is removed
    assert call.delete() == ["removed"]
    assert set(empty.redis.keys("*")) == {RAFFLE, LOG, "raffle:{other}"}
    assert 0 < empty.redis.ttl(LOG) <= KEPT
    tombstone = {
        "name": "Fair",
        "total_tickets": "3",
        "terms": "terms",
        "created_at": "2026-11-23T09:00:00.000Z",
        "drawn_at": "2026-11-24T09:00:00.000Z",
        "deleted_at": DELETED_AT,
    }
    assert empty.redis.hgetall(RAFFLE) == tombstone

    # And each script answers that the raffle was deleted, and changes nothing
    answers = [
        *(call.create(), call.fill(), call.claim(("a", "phc", "")), call.begin(), call.commit(0, 2, 3, 1)),
        *(call("suspend", [RAFFLE, DRAFT], 1), call.resume(), call.delete(), seal_begin(call), seal(call)),
        *(begin_sealed(call), commit_sealed(call, 0, 3, 2, 1), call.substitute(0)),
        *(change(call, 0, "contact", "Anna", "{"), call("set_stage", [RAFFLE, WINNERS], 0, "false")),
        *(end_early(call, FUTURE), call.hand_over(0, 3), call.erase("a")),
    ]
    assert answers == [["deleted"]] * 18
    assert empty.redis.hgetall(RAFFLE) == tombstone
    empty.redis.delete(RAFFLE)
    assert call.delete() == ["missing"]


def test_delete_makes_room_in_a_full_store(server: Server) -> None:
    # Given a store that can take no more data
    call = Caller(Store(lambda: connect(server.url), server.redis))
    sold_out(call)
    server.redis.config_set("maxmemory", "1")
    with pytest.raises(OutOfMemoryError):
        server.redis.set("more", "data")

    # When a manager deletes a raffle, Then its keys are removed, and its tombstone and the line of its log are written
    assert call.delete() == ["removed"]
    assert set(server.redis.keys()) == {RAFFLE, LOG}
    assert server.redis.hget(RAFFLE, "deleted_at") == DELETED_AT


def test_delete_leaves_a_tombstone_of_what_cannot_be_read(empty: Store, call: Caller) -> None:
    # Given a raffle whose hash lacks most fields, When a manager deletes the raffle, Then the tombstone has the fields
    # that exist
    empty.redis.hset(RAFFLE, "name", "Fair")
    assert call.delete() == ["removed"]
    assert empty.redis.hgetall(RAFFLE) == {"name": "Fair", "deleted_at": DELETED_AT}

    # And if the keys have the wrong type, Then only the time of the deletion and the line of the log are left
    empty.redis.delete(RAFFLE, LOG)
    empty.redis.set(RAFFLE, "a text")
    empty.redis.set(LOG, "a text")
    assert call.delete() == ["removed"]
    assert empty.redis.hgetall(RAFFLE) == {"deleted_at": DELETED_AT}
    assert log(empty) == [DELETED_AT]


def log(store: Store) -> list[str]:
    """Return the times of the lines of the log."""
    lines: Any = store.redis.lrange(LOG, 0, -1)
    assert all(line.startswith(f"{LINE},") for line in lines)
    return [json.loads(line)["at"] for line in lines]


def test_each_act_writes_its_line_once(empty: Store, call: Caller) -> None:
    # When each act (what a manager does to a raffle) is done twice, and other calls come between the acts
    for _ in range(2):
        call.create()
    call.fill()
    call("suspend", [RAFFLE, DRAFT], 1)
    for _ in range(2):
        call.resume()
    call.claim(*((player, "phc", "") for player in "abc"))
    call.begin()
    for _ in range(2):
        call.commit(0, 2, 3, 1)
        call.substitute(0)
        call.hand_over(1, 2)
    resumed = log(empty)[1]
    for _ in range(2):
        call.delete()

    # Then each act has one line in the log, with the same time as in the raffle
    created, drawn = "2026-11-23T09:00:00.000Z", "2026-11-24T09:00:00.000Z"
    assert log(empty) == [created, resumed, drawn, *log(empty)[3:5], DELETED_AT]
    seconds, _ = empty.redis.time()
    assert abs(milliseconds(resumed) / 1000 - int(seconds)) < 60


@pytest.mark.parametrize("act", ["create", "resume", "commit", "commit_sealed", "substitute", "hand_over", "erase"])
def test_no_act_is_done_without_its_line(empty: Store, call: Caller, act: str) -> None:
    # Given a raffle for which an act is possible, and a log with the wrong type
    if act == "commit_sealed":
        sealed(call, empty)
        begin_sealed(call)
    elif act != "create":
        sold_out(call)
        call.begin()
    if act == "resume":
        empty.redis.hset(RAFFLE, "suspended", 1)
    if act in {"substitute", "hand_over"}:
        call.commit(0, 2, 3, 1)
    empty.redis.delete(LOG)
    empty.redis.set(LOG, "a text")
    before = [empty.redis.hgetall(key) for key in (RAFFLE, PLAYERS)]

    # When somebody tries this act, Then the store refuses the act, and the raffle is unchanged
    acts: dict[str, Callable[[], list[Any]]] = {
        "create": call.create,
        "resume": call.resume,
        "commit": lambda: call.commit(0, 2, 3, 1),
        "commit_sealed": lambda: commit_sealed(call, 0, 3, 2, 1),
        "substitute": lambda: call.substitute(0),
        "hand_over": lambda: call.hand_over(0, 3),
        "erase": lambda: call.erase("a"),
    }
    with pytest.raises(ResponseError, match="WRONGTYPE"):
        acts[act]()
    assert [empty.redis.hgetall(key) for key in (RAFFLE, PLAYERS)] == before
    assert not empty.redis.exists(SUBSTITUTIONS, HAND_OVERS)


def test_count_check_counts_until_there_are_too_many(empty: Store, call: Caller) -> None:
    # When a player sends three checks, but only two are allowed in a window of 60 seconds
    answers = [call("count_check", [FAILURES], 2, 60) for _ in range(3)]

    # Then the third check is throttled, and the window began with the first check
    assert answers == [["counted", 1, 60], ["counted", 0, 60], ["throttled", 60]]
    assert 0 < empty.redis.ttl(FAILURES) <= 60


@pytest.mark.parametrize("count", [1, 2], ids=["counted", "throttled"])
def test_a_count_never_ends_after_its_window(empty: Store, call: Caller, count: int) -> None:
    # Given a count that ends in an hour, because the clock of the store was set back
    empty.redis.set(FAILURES, count, ex=3600)

    # When the script counts or throttles a check, Then the count ends in 60 seconds
    assert call("count_check", [FAILURES], 2, 60)[-1] == 60
    assert 0 < empty.redis.ttl(FAILURES) <= 60


def test_forgive_check_subtracts_a_check(empty: Store, call: Caller) -> None:
    # Given two checks that were counted
    for _ in range(2):
        call("count_check", [FAILURES], 2, 60)

    # When one check is forgiven, Then one check is left. When both are forgiven, Then there is no counter
    assert call("forgive_check", [FAILURES]) == ["forgiven"]
    assert empty.redis.get(FAILURES) == "1"
    assert 0 < empty.redis.ttl(FAILURES) <= 60
    assert call("forgive_check", [FAILURES]) == ["forgiven"]
    assert call("forgive_check", [FAILURES]) == ["forgotten"]
    assert not empty.redis.exists(FAILURES)


def test_prepare_notes_the_layout_once(empty: Store, call: Caller) -> None:
    # Given a store without a layout (the version of its keys)

    # When two services prepare the store, and the second service has longer codes
    first = call("prepare", [LAYOUT], 1, "id of the first", 16)
    second = call("prepare", [LAYOUT], 1, "id of the second", 20)
    third = call("prepare", [LAYOUT], 1, "id of the third", 16)

    # Then the store keeps its id, and has both lengths
    assert first == second == third == ["prepared", "id of the first", 0]
    assert empty.redis.hgetall(LAYOUT) == {
        "version": "1",
        "store_id": "id of the first",
        "incarnation": "0",
        "code_lengths": "16,20",
    }


def test_prepare_refuses_a_newer_layout(empty: Store, call: Caller) -> None:
    # Given a store that a newer service wrote
    empty.redis.hset(LAYOUT, "version", 2)

    # When this service prepares the store, Then the script refuses, and nothing is changed
    assert call("prepare", [LAYOUT], 1, "id", 16) == ["newer", 2]
    assert empty.redis.hgetall(LAYOUT) == {"version": "2"}


def test_prepare_waits_for_the_end_of_a_restore(empty: Store, call: Caller) -> None:
    # Given a store whose restore has not ended
    empty.redis.hset(LAYOUT, "restoring", 1)

    # When a service prepares the store, Then the script refuses, and nothing is changed
    assert call("prepare", [LAYOUT], 1, "id", 16) == ["restoring"]
    assert empty.redis.hgetall(LAYOUT) == {"restoring": "1"}


def test_prepare_waits_for_the_end_of_a_move(empty: Store, call: Caller) -> None:
    # Given a store into which raffles are moved
    empty.redis.hset(LAYOUT, "moving", "the id of the source")

    # When a service prepares the store, Then the script refuses, and nothing is changed
    assert call("prepare", [LAYOUT], 1, "id", 16) == ["moving"]
    assert empty.redis.hgetall(LAYOUT) == {"moving": "the id of the source"}


def test_touch_changes_nothing(empty: Store, call: Caller) -> None:
    # Given a raffle
    call.create()
    before = empty.redis.hgetall(RAFFLE)

    # When the script touches this raffle and a missing raffle, Then nothing has changed
    assert call("touch", [RAFFLE]) == ["touched"]
    assert call("touch", [f"{RAFFLE}:other"]) == ["missing"]
    assert empty.redis.hgetall(RAFFLE) == before
    assert empty.redis.ttl(RAFFLE) == -1
    assert set(empty.redis.keys()) == {RAFFLE, LOG}


def test_report_notes_a_service_for_some_time(empty: Store, call: Caller) -> None:
    # Given three services: the first one reported a minute ago, and the second one ten seconds ago. The third one has a
    # report in the future, because the clock of the store was set back after this report
    (now, _) = empty.redis.time()
    empty.redis.zadd(SERVICES, {"silent": (now - 60) * 1000, "ahead": (now + 120) * 1000, "other": (now - 10) * 1000})

    # When a fourth service reports twice, and each report is kept for 50 seconds
    for _ in range(2):
        assert call("report", [SERVICES], "mine", 50_000) == ["reported"]

    # Then the set has only the second and the fourth service, and the key expires
    assert empty.redis.zrange(SERVICES, 0, -1) == ["other", "mine"]
    assert 40 < empty.redis.ttl(SERVICES) <= 50


def seal(call: Caller, attempt: str = "one", withdrawn: int = 0, *beacon: int | str) -> list[Any]:
    keys = [RAFFLE, POOL, CODES, TREE, PLAYERS, RECEIPTS, NETWORKS]
    return call("seal", keys, attempt, "root", "nodes", "hash", withdrawn, *(beacon or ("", "")), FORGOTTEN_SECONDS)


def seal_begin(call: Caller, attempt: str = "one") -> list[Any]:
    return call("seal_begin", [RAFFLE, POOL, PLAYERS, CODES], attempt, 10_000)


def test_a_seal_begins_when_no_ticket_is_left(empty: Store, call: Caller) -> None:
    # When the sealing begins before the creation of the raffle, before its fill and before its last claim, Then it is
    # refused
    assert seal_begin(call) == ["missing"]
    call.create()
    assert seal_begin(call) == ["filling"]
    call.fill()
    call.claim(("a", "phc", ""))
    assert seal_begin(call) == ["remaining"]
    empty.redis.hset(RAFFLE, "suspended", 1)
    assert seal_begin(call) == ["suspended"]
    empty.redis.hdel(RAFFLE, "suspended")
    assert not empty.redis.hexists(RAFFLE, "sealing")

    # And when the raffle has closed, Then one attempt begins, and gets a lease. Another attempt can begin only when
    # this lease has ended
    empty.redis.hset(RAFFLE, "closes_at", "2026-01-01T00:00:00.000Z")
    assert seal_begin(call) == seal_begin(call) == ["begun"]
    assert seal_begin(call, "two") == ["under_way"]
    empty.redis.hset(RAFFLE, "sealing_until", 1)
    assert seal_begin(call, "two") == ["begun"]

    # And a raffle whose counts do not add up is not sealed
    empty.redis.hset(CODES, "99", "phc")
    assert seal_begin(call, "two") == ["damaged"]


def test_a_raffle_is_sealed_once(empty: Store, call: Caller) -> None:
    # Given a raffle with two tickets that nobody claimed before it closed
    assert seal(call) == ["missing"]
    call.create()
    call.fill()
    call.claim(("a", "phc", ""))
    empty.redis.hset(RAFFLE, "closes_at", "2026-01-01T00:00:00.000Z")

    # When somebody calls `seal` before an attempt began, during a suspension, and with a wrong number of withdrawn
    # tickets, Then each call is refused
    assert seal(call, withdrawn=2) == ["under_way"]
    seal_begin(call)
    empty.redis.hset(RAFFLE, "suspended", 1)
    assert seal(call, withdrawn=2) == ["suspended"]
    empty.redis.hdel(RAFFLE, "suspended")
    assert seal(call, withdrawn=1) == ["damaged"]
    assert not empty.redis.exists(TREE)

    # And only the attempt that has begun can seal the raffle. Calls after the sealing change nothing
    assert seal(call, "one", 2) == ["sealed"]
    before = empty.redis.hgetall(RAFFLE)
    assert seal(call, "two", 0) == seal_begin(call, "two") == ["sealed"]
    assert empty.redis.hgetall(RAFFLE) == before
    assert (before["root"], before["withdrawn_hash"], before["withdrawn_tickets"]) == ("root", "hash", "2")
    assert empty.redis.get(TREE) == "nodes"


def test_networks_expire_although_their_limit_was_switched_off(empty: Store, call: Caller) -> None:
    # Given a sold-out raffle. The number of players of a network was limited at first, but not at the last claim
    call.create()
    call.fill()
    call.claim_in_networks(("2001:db8::/64", "2001:db8::/48"))
    call.claim(("b", "phc", "receipt"), ("c", "phc", "receipt"))
    empty.redis.expire(PLAYERS, 100)
    assert empty.redis.ttl(NETWORKS) == -1

    # When the raffle is sealed, Then the networks get an expiry time, and that of the players stays
    seal_begin(call)
    assert seal(call) == ["sealed"]
    assert 0 < empty.redis.ttl(NETWORKS) <= FORGOTTEN_SECONDS
    assert 0 < empty.redis.ttl(PLAYERS) <= 100


def sealed(call: Caller, store: Store) -> None:
    """Create a raffle of three tickets, claim two tickets, and seal the raffle after it has closed."""
    call.create()
    call.fill()
    call.claim(("a", "phc", ""), ("b", "phc", ""))
    store.redis.hset(RAFFLE, "closes_at", "2026-01-01T00:00:00.000Z")
    seal_begin(call)
    seal(call, "one", 1)


def begin_sealed(call: Caller, passed: str = ENTROPY, signature: str = "", incarnation: int = 0) -> list[Any]:
    return call("sealed_draw_begin", [RAFFLE, POOL, CODES], passed, signature, "raffle-draw/2", incarnation)


def commit_sealed(call: Caller, first: int, *numbers: int, entropy: str = ENTROPY, earliest: int = 0) -> list[Any]:
    keys = [RAFFLE, WINNERS, SUBSTITUTES, PLAYERS, RECEIPTS, NETWORKS, LOG]
    return call("sealed_draw_commit", keys, entropy, "seed", earliest, 60, 1, 3, first, LINE, *numbers)


def test_a_sealed_draw_begins_once(empty: Store, call: Caller) -> None:
    # When the draw of a raffle begins before its creation, and before its seal, Then the draw is refused
    assert begin_sealed(call) == ["missing"]
    call.create()
    assert begin_sealed(call) == ["unsealed"]

    # And the draw of a sealed raffle is refused during a suspension, after the loss of a code, and without entropy
    empty.redis.flushdb()
    sealed(call, empty)
    empty.redis.hset(RAFFLE, "suspended", 1)
    assert begin_sealed(call) == ["suspended"]
    empty.redis.hdel(RAFFLE, "suspended")
    (lost,) = empty.redis.hkeys(CODES)[:1]
    empty.redis.hdel(CODES, lost)
    assert begin_sealed(call) == ["damaged"]
    empty.redis.hset(CODES, lost, "phc")
    assert begin_sealed(call, passed="") == ["entropy_missing"]

    # And when the draw begins several times, Then the first entropy and its signature stay
    assert begin_sealed(call, signature="signature", incarnation=2) == ["fixed", ENTROPY]
    assert begin_sealed(call, passed="other", signature="other") == begin_sealed(call, passed="") == ["fixed", ENTROPY]
    assert empty.redis.hmget(RAFFLE, "signature", "incarnation", "algorithm") == ["signature", "2", "raffle-draw/2"]
    empty.redis.hset(RAFFLE, "drawn_at", "2026-01-01T00:00:00.000Z")
    assert begin_sealed(call) == ["drawn"]


def test_a_sealed_draw_ends_with_its_last_chunk(empty: Store, call: Caller) -> None:
    # Given a draw of one winner and two substitutes (tickets that can replace a winner)
    sealed(call, empty)
    begin_sealed(call)
    assert commit_sealed(call, 0, 3, entropy="other") == ["missing"]

    # When the chunks come in a wrong order: the last chunk, and after it the first chunk twice
    assert commit_sealed(call, 2, 1) == ["gap"]
    assert commit_sealed(call, 0, 3, 2) == commit_sealed(call, 0, 3, 2) == ["written"]
    assert not empty.redis.hexists(RAFFLE, "drawn_at")

    # Then the draw ends only when all chunks are written. The time of the draw is never before the earliest allowed
    # time, even if the clock of the store shows an earlier time
    assert commit_sealed(call, 2, 1, earliest=milliseconds("2098-01-01T00:00:00.000Z")) == ["committed"]
    assert commit_sealed(call, 2, 1) == ["drawn"]
    assert empty.redis.hmget(RAFFLE, "seed", "drawn_at") == ["seed", "2098-01-01T00:00:00.000Z"]
    assert empty.redis.zrange(WINNERS, 0, -1, withscores=True) == [("3", 0.0)]
    assert empty.redis.lrange(SUBSTITUTES, 0, -1) == ["2", "1"]
    assert 0 < int(empty.redis.ttl(PLAYERS)) <= 60


def test_a_substitution_is_written_only_when_it_is_allowed(empty: Store, call: Caller) -> None:
    # When somebody substitutes before the creation, before the draw, and before the announced waiting time is over
    assert call.substitute(0) == ["missing"]
    call.create()
    assert call.substitute(0) == ["undrawn"]
    empty.redis.hset(RAFFLE, mapping={"drawn_at": "2098-01-01T00:00:00.000Z", "substitute_after_hours": 1})
    refused, seconds = call.substitute(0)
    assert refused == "too_early"
    assert seconds > 3600

    # Then nothing is written. And without an announced waiting time, the substitution is written. Its time is not
    # before the draw
    assert not empty.redis.exists(SUBSTITUTIONS)
    empty.redis.hdel(RAFFLE, "substitute_after_hours")
    assert call.substitute(0) == ["substituted", "2098-01-01T00:00:00.000Z"]
    assert call.substitute(0) == ["changed"]
    assert empty.redis.lrange(SUBSTITUTIONS, 0, -1) == ['{"place":0,"at":"2098-01-01T00:00:00.000Z"}']

    # And when a ticket got the prize by a substitution, Then the waiting time of this ticket begins with this
    # substitution
    empty.redis.hset(RAFFLE, mapping={"drawn_at": "2020-01-01T00:00:00.000Z", "substitute_after_hours": 1})
    assert call.substitute(1, "2098-01-01T00:00:00.000Z")[0] == "too_early"
    assert call.substitute(1, "2020-01-01T00:00:00.000Z")[0] == "substituted"
    empty.redis.hdel(RAFFLE, "substitute_after_hours")
    assert call.substitute(2, "2098-01-01T00:00:00.000Z") == ["substituted", "2098-01-01T00:00:00.000Z"]


def change(call: Caller, known: int, *changed: str) -> list[Any]:
    return call("change", [RAFFLE, CHANGES, LOG], known, LINE, *changed)


def test_a_change_follows_the_revision_that_the_caller_knows(empty: Store, call: Caller) -> None:
    # When somebody changes two fields before the creation, and again after it. Then somebody who knows only an older
    # revision changes a field
    first, last = ("contact", "Anna", '{"field":"contact"'), ("description", "", '{"field":"description"')
    assert change(call, 0, *first) == ["missing"]
    call.create(description="A bicycle")
    assert change(call, 0, *first, *last) == ["changed"]
    assert change(call, 0, *first) == ["outdated"]

    # Then each field is changed once, and each change has an entry with the time of the store
    assert empty.redis.hmget(RAFFLE, ["contact", "description", "revision"]) == ["Anna", None, "1"]
    entries = [re.sub(r'"at":"[-:.0-9T]+Z"', "at", str(entry)) for entry in empty.redis.lrange(CHANGES, 0, -1)]
    assert entries == ['{"field":"contact",at}', '{"field":"description",at}']

    # And a call without changes keeps the revision, and a damaged raffle is not changed
    assert change(call, 1) == ["changed"]
    assert empty.redis.hget(RAFFLE, "revision") == "1"
    empty.redis.hdel(RAFFLE, "total_tickets")
    assert change(call, 1, *first) == ["damaged"]


def test_a_stage_shows_no_more_winners_than_there_are(empty: Store, call: Caller) -> None:
    def set_stage(position: int, running: str = "false") -> list[Any]:
        return call("set_stage", [RAFFLE, WINNERS], position, running)

    # When somebody sets the position of the stage (the page for an audience) before the creation, before the draw, and
    # beyond the last winner
    assert set_stage(0) == ["missing"]
    call.create()
    assert set_stage(0) == ["undrawn"]
    empty.redis.hset(RAFFLE, "drawn_at", "2026-11-24T20:00:00.000Z")
    empty.redis.zadd(WINNERS, {"7": 0, "3": 1})
    assert set_stage(3) == ["beyond", 2]

    # Then nothing is written. And each valid position replaces the position before
    assert not empty.redis.hexists(RAFFLE, "stage")
    for position, running in ((2, "true"), (0, "false")):
        assert set_stage(position, running) == ["set", empty.redis.hget(RAFFLE, "stage")]
        stage = json.loads(str(empty.redis.hget(RAFFLE, "stage")))
        assert (stage["position"], stage["running"]) == (position, running == "true")
        assert milliseconds(stage["at"]) > milliseconds("2026-01-01T00:00:00.000Z")
    call.delete()
    assert set_stage(1) == ["deleted"]


@pytest.mark.parametrize(
    ("earlier", "at"),
    [
        ('{"position":0,"running":false,"at":"2998-12-31T23:59:59.999Z"}', "2999-01-01T00:00:00.000Z"),
        ('{"position":0,"running":false,"at":"2020-01-01T00:00:00.000Z"}', None),
        ("damaged", None),
    ],
    ids=["a later stage", "an earlier stage", "a damaged stage"],
)
def test_a_stage_is_never_older_than_the_stage_before(empty: Store, call: Caller, earlier: str, at: str | None) -> None:
    # Given a drawn raffle whose stage (the page for an audience) was set. In one case, the time of the stage is in the
    # future, because the clock of the store was set back
    empty.redis.hset(RAFFLE, mapping={"drawn_at": PAST, "stage": earlier})
    empty.redis.zadd(WINNERS, {"7": 0})
    seconds, _ = empty.redis.time()

    # When the stage is set again, Then its time is the time of the clock, or a moment after its earlier time
    _, stage = call("set_stage", [RAFFLE, WINNERS], 1, "false")
    found = json.loads(stage)
    assert found["position"] == 1
    assert found["at"] == at if at else seconds * 1000 <= milliseconds(found["at"]) < (seconds + 60) * 1000


def end_early(call: Caller, wanted: str, notice: int = 60_000) -> list[Any]:
    return call("end_early", [RAFFLE, POOL, CHANGES, LOG], wanted, notice, LINE)


def test_a_raffle_ends_early_only_within_its_sale(empty: Store, call: Caller) -> None:
    # Given a raffle with an opening and a closing time, and two times between them
    opens, early, late, closes = (f"2998-11-26T{hour}:00:00.000Z" for hour in (10, 11, 12, 13))
    assert end_early(call, early) == ["missing"]
    call.create(opens_at=opens, closes_at=closes)
    seconds, _ = empty.redis.time()

    # When somebody wants to end the raffle too soon, at the closing time, at the opening time, and between these two
    # times, Then only the last end is accepted
    answer, now = end_early(call, shown((seconds + 50) * 1000))
    assert (answer, 0 <= now - seconds * 1000 < 60_000) == ("too_soon", True)
    assert end_early(call, closes) == ["too_late", closes]
    assert end_early(call, opens) == ["unopened", opens]
    assert end_early(call, late) == ["ended"]

    # And somebody can move this end to an earlier time, but not to a later time. A call with the same time again
    # changes nothing
    assert end_early(call, early) == end_early(call, early) == ["ended"]
    assert end_early(call, late) == ["too_late", early]
    assert empty.redis.hmget(RAFFLE, "ended_at", "closes_at", "revision") == [early, closes, "2"]
    changes = [json.loads(entry) for entry in empty.redis.lrange(CHANGES, 0, -1)]
    assert [(each["field"], each["before"], each["after"]) for each in changes] == [
        ("ended_at", None, late),
        ("ended_at", late, early),
    ]
    assert empty.redis.llen(LOG) == 3


@pytest.mark.parametrize("over", [{"root": "f"}, {"sealing": "one"}, {"closes_at": PAST}, {"ended_at": PAST}, {}])
def test_a_raffle_that_is_over_does_not_end_early(empty: Store, call: Caller, over: dict[Any, Any]) -> None:
    # Given a raffle that is sealed, being sealed, closed, ended early or sold out
    call.create()
    call.fill()
    if over:
        empty.redis.hset(RAFFLE, mapping=over)
    else:
        call.claim(("a", "phc", ""), ("b", "phc", ""), ("c", "phc", ""))

    # When somebody lets the raffle end early, Then the call is refused
    assert end_early(call, FUTURE) == ["over"]
    assert empty.redis.exists(CHANGES) == 0


def test_a_raffle_ends_early_only_if_it_can_be_sealed_and_read(empty: Store, call: Caller) -> None:
    # When a raffle has no terms or cannot be read, and somebody wants to end it early, Then the call is refused
    call.create()
    call.fill()
    empty.redis.hdel(RAFFLE, "terms")
    assert end_early(call, FUTURE) == ["over"]
    empty.redis.hdel(RAFFLE, "filled")
    assert end_early(call, FUTURE) == ["damaged"]


def test_a_raffle_that_ended_early_is_sealed_from_its_end_on(empty: Store, call: Caller) -> None:
    # Given a raffle with remaining tickets, and with an end that was moved to an earlier time
    call.create(closes_at=FUTURE)
    call.fill()
    call.claim(("a", "phc", ""))
    ended_at = "2026-01-01T00:00:00.000Z"
    empty.redis.hset(RAFFLE, "ended_at", FUTURE)
    assert seal_begin(call) == ["remaining"]

    # When the end has passed, Then the sealing begins. The time of the seal is not before the end, even if the clock of
    # the store is wrong
    empty.redis.hset(RAFFLE, "ended_at", ended_at)
    assert seal_begin(call) == ["begun"]
    empty.redis.hset(RAFFLE, "ended_at", "2998-01-01T00:00:00.000Z")
    assert seal(call, "one", 2) == ["sealed"]
    assert empty.redis.hget(RAFFLE, "sealed_at") == "2998-01-01T00:00:00.000Z"


def test_an_erased_player_leaves_the_ticket_taken(empty: Store, call: Caller) -> None:
    # Given a raffle in which the players `a` and `b` of one network hold tickets. Player `a` has sent a wrong code
    assert call.erase("a") == ["missing"]
    call.create()
    call.fill()
    network = "2001:db8::/48"
    call.claim_in_networks(("a", network), ("b", network))
    empty.redis.hset(RECEIPTS, mapping={"a": "receipt", "b": "receipt"})
    empty.redis.set(FAILURES, 1)
    held = {player: str(empty.redis.hget(PLAYERS, player)) for player in "ab"}
    before = [empty.redis.hgetall(PLAYERS), empty.redis.hgetall(RECEIPTS), empty.redis.hgetall(NETWORKS)]

    # When somebody erases a player without a ticket, or erases player `a` with the number of the ticket of `b`, Then
    # nothing is changed
    assert call.erase("c") == call.erase("a", held["b"]) == call.erase(f"erased-{held['a']}x") == ["unknown"]
    assert before == [empty.redis.hgetall(PLAYERS), empty.redis.hgetall(RECEIPTS), empty.redis.hgetall(NETWORKS)]
    assert len(log(empty)) == 1

    # And when a manager erases player `a`, Then no key names this player, the network has one player fewer, and the
    # ticket stays taken
    assert call.erase("a", held["a"], network) == ["erased"]
    assert empty.redis.hgetall(PLAYERS) == {"b": held["b"], f"erased-{held['a']}": held["a"]}
    assert empty.redis.hgetall(RECEIPTS) == {"b": "receipt"}
    assert empty.redis.hgetall(NETWORKS) == {network: "1"}
    assert not empty.redis.exists(FAILURES)
    assert empty.redis.hlen(CODES) == 2
    assert len(log(empty)) == 2
    assert call.erase("a") == ["unknown"]

    # And when a manager also erases player `b`, Then player `a` can claim the last ticket, and the counts add up
    assert call.erase("b", network=network) == ["erased"]
    assert not empty.redis.exists(NETWORKS, RECEIPTS)
    ((last, number),) = call.claim(("a", "phc", ""))[2:]
    assert (last, {*held.values(), number}) == ("claimed", {"1", "2", "3"})
    assert seal_begin(call) == ["begun"]

    # And when the only player in the key of players is erased, Then this key keeps its expiry time. Nobody can be
    # erased after the draw, or in a damaged raffle
    empty.redis.delete(PLAYERS)
    empty.redis.hset(PLAYERS, "a", 1)
    empty.redis.expire(PLAYERS, 100)
    assert call.erase("a") == ["erased"]
    assert 0 < empty.redis.ttl(PLAYERS) <= 100
    empty.redis.hset(RAFFLE, "drawn_at", PAST)
    assert call.erase("a") == ["drawn"]
    empty.redis.hdel(RAFFLE, "total_tickets")
    assert call.erase("a") == ["damaged"]


def test_a_prize_is_handed_over_once(empty: Store, call: Caller) -> None:
    # When somebody hands over a prize before the raffle exists, and before the draw, Then the call is refused
    assert call.hand_over(0, 3) == ["missing"]
    call.create()
    assert call.hand_over(0, 3) == ["undrawn"]

    # And after the draw, the prize is handed over once, with a time that is not before the draw
    at = "2098-01-01T00:00:00.000Z"
    empty.redis.hset(RAFFLE, "drawn_at", at)
    entry = f'{{"ticket_number":3,"handed_over_at":"{at}"}}'
    assert call.hand_over(1, 3) == ["changed"]
    assert call.hand_over(0, 3) == ["handed_over", at]
    assert call.hand_over(0, 3) == call.hand_over(1, 3) == ["already", entry]
    assert empty.redis.zrange(HAND_OVERS, 0, -1, withscores=True) == [(entry, 3.0)]

    # And no substitute can replace the ticket of this prize
    assert call.substitute(0) == ["handed_over", entry]
    assert not empty.redis.exists(SUBSTITUTIONS)


def create_draft(call: Caller, asked: str = "all of it") -> list[Any]:
    return call("create_draft", [RAFFLE, DRAFT, LOG], "{}", asked, "2026-11-22T09:00:00.000Z", LINE)


def edit_draft(call: Caller, known: int) -> list[Any]:
    return call("edit_draft", [DRAFT, LOG], known, '{"edited":true}', LINE)


def publish(call: Caller, known: int, first: int | str = "") -> list[Any]:
    fields = ("Fair", 3, "[]", "", "terms", first, LINE, "contact", "Anna")
    return call("publish", [RAFFLE, DRAFT, LOG], known, *fields)


def test_a_draft_is_published_once_as_it_was_read(empty: Store, call: Caller) -> None:
    # Given a draft that was created twice. Two managers edit the draft, and both know the same revision of it
    assert edit_draft(call, 0) == publish(call, 0) == ["outdated"]
    assert create_draft(call) == ["created", "2026-11-22T09:00:00.000Z"]
    assert create_draft(call) == ["same", "2026-11-22T09:00:00.000Z"]
    assert create_draft(call, "other") == call.create() == ["other"]
    assert edit_draft(call, 0) == ["edited"]
    assert edit_draft(call, 0) == publish(call, 0) == ["outdated"]
    assert empty.redis.hmget(DRAFT, "request", "revision") == ['{"edited":true}', "1"]

    # When a manager publishes the draft after its first announced time, Then the call is refused. When managers publish
    # the draft twice without announced times
    assert publish(call, 1, first=1)[0] == "past"
    assert not empty.redis.exists(RAFFLE)
    created, created_at = publish(call, 1)
    assert publish(call, 1) == edit_draft(call, 1) == ["outdated"]

    # Then there is one raffle, no draft, and a line for each act
    assert created == "created"
    assert not empty.redis.exists(DRAFT)
    fields = ("name", "terms", "asked", "contact", "created_at", "filled")
    assert empty.redis.hmget(RAFFLE, *fields) == ["Fair", "terms", "all of it", "Anna", created_at, "0"]
    assert empty.redis.llen(LOG) == 3

    assert not empty.redis.hexists(RAFFLE, "suspended")

    # And a retry of the creation finds the raffle, and a different creation is refused
    assert create_draft(call) == ["published", created_at]
    assert create_draft(call, "other") == ["other"]


def test_a_suspended_draft_becomes_a_suspended_raffle(empty: Store, call: Caller) -> None:
    # Given a draft that was edited after a restore
    create_draft(call)
    assert call("suspend", [RAFFLE, DRAFT], 1) == ["draft"]
    edit_draft(call, 0)

    # When a manager publishes the draft, Then the raffle waits for a manager
    publish(call, 1)
    assert empty.redis.hget(RAFFLE, "suspended") == "1"
    call.fill(3)
    assert call.claim(("a", "phc", "")) == ["suspended"]
    assert call.resume() == ["resumed"]


def test_a_deleted_draft_cannot_be_created_again(empty: Store, call: Caller) -> None:
    # When a manager deletes another revision of a draft than this manager has read, Then nothing is deleted
    create_draft(call)
    assert call.delete(revision=1) == ["changed_meanwhile"]
    assert empty.redis.exists(DRAFT)

    # When a manager deletes the draft, Then its tombstone has only two fields: the time of the deletion, and `unlisted`
    assert call.delete(revision=0) == ["removed"]
    assert empty.redis.hgetall(RAFFLE) == {"deleted_at": DELETED_AT, "unlisted": "1"}
    assert not empty.redis.exists(DRAFT)
    assert create_draft(call) == call.create() == call.delete() == ["deleted"]


def mark_deleted(call: Caller) -> list[Any]:
    return call("mark_deleted", [RAFFLE, DRAFT])


def test_everybody_learns_of_the_second_deletion_if_everybody_knew_of_the_first(empty: Store, call: Caller) -> None:
    # Given a raffle without tickets that was deleted in public. A restore brought it back, and made it unlisted
    assert mark_deleted(call) == ["missing"]
    call.create()
    assert mark_deleted(call) == mark_deleted(call) == ["marked"]
    change(call, 0, "unlisted", "1", "{")

    # When a manager deletes the raffle again, Then its tombstone is public
    assert call.delete() == ["removed"]
    fields = ("name", "deleted_at", "unlisted", "deleted_before")
    assert empty.redis.hmget(RAFFLE, *fields) == ["Fair", DELETED_AT, None, None]
    assert mark_deleted(call) == ["deleted"]


def test_a_draft_that_was_published_and_deleted_before_a_restore_leaves_a_public_tombstone(
    empty: Store, call: Caller
) -> None:
    # Given a draft from a backup. After this backup, managers published the draft and deleted its raffle in public
    create_draft(call)
    assert mark_deleted(call) == ["marked"]

    # When a manager deletes the draft again, Then everybody sees that there was a raffle
    assert call.delete() == ["removed"]
    assert empty.redis.hgetall(RAFFLE) == {"deleted_at": DELETED_AT}

    # And if a manager first publishes the draft and hides its raffle, Then everybody sees the deletion too
    empty.redis.delete(RAFFLE, LOG)
    create_draft(call)
    mark_deleted(call)
    publish(call, 0)
    empty.redis.hset(RAFFLE, "unlisted", "1")
    assert call.delete() == ["removed"]
    assert empty.redis.hmget(RAFFLE, "name", "deleted_at", "unlisted") == ["Fair", DELETED_AT, None]


@pytest.mark.parametrize("year", [1970, 1999, 2000, 2024, 2026, 2100, 9999])
def test_a_script_writes_times_as_the_service_does(empty: Store, year: int) -> None:
    # When a script writes the first and the last moments of months and days, Then Python reads the same times
    text_of = (script_folder() / "shared" / "date.lua").read_text(encoding="utf-8")
    for month, day, clock in itertools.product(range(1, 13), (1, 28), ("00:00:00.000", "09:59:07.001", "23:59:59.999")):
        text = f"{year}-{month:02}-{day:02}T{clock}Z"
        assert empty.redis.eval(f"{text_of}\nreturn text_of(tonumber(ARGV[1]))", 0, milliseconds(text)) == text
    leap_day = f"{year}-02-28T00:00:00.000Z"
    after = milliseconds(leap_day) + 86_400_000
    assert empty.redis.eval(f"{text_of}\nreturn text_of(tonumber(ARGV[1]))", 0, after) == shown(after)


def test_the_scripts_give_every_listed_answer(call: Caller, empty: Store) -> None:
    # When all tests above run one after the other, each on an empty store
    for case in (
        test_create_writes_a_raffle_once, test_create_compares_the_first_time_with_the_clock_of_the_store,
        test_fill_adds_a_chunk_at_a_time, test_claim_answers_each_claim_of_a_group,
        test_suspend_makes_a_raffle_wait_until_resume, test_prepare_waits_for_the_end_of_a_restore,
        test_prepare_waits_for_the_end_of_a_move,
        test_a_network_has_at_most_the_allowed_number_of_players,
        test_the_first_ipv6_player_fixes_the_rule, test_draw_begin_fixes_the_entropy_once,
        test_counts_that_do_not_add_up_count_as_damage,
        test_draw_commit_ends_the_draw_with_the_last_chunk,
        test_delete_removes_every_key, test_count_check_counts_until_there_are_too_many,
        test_forgive_check_subtracts_a_check, test_prepare_notes_the_layout_once, test_prepare_refuses_a_newer_layout,
        test_touch_changes_nothing, test_report_notes_a_service_for_some_time,
        test_claim_answers_by_the_clock, test_a_seal_begins_when_no_ticket_is_left,
        test_a_raffle_is_sealed_once, test_a_sealed_draw_begins_once, test_a_sealed_draw_ends_with_its_last_chunk,
        test_a_substitution_is_written_only_when_it_is_allowed, test_a_prize_is_handed_over_once,
        test_a_change_follows_the_revision_that_the_caller_knows,
        test_a_stage_shows_no_more_winners_than_there_are,
        test_an_erased_player_leaves_the_ticket_taken,
        test_a_raffle_ends_early_only_within_its_sale, test_a_raffle_ends_early_only_if_it_can_be_sealed_and_read,
        test_a_draft_is_published_once_as_it_was_read, test_a_suspended_draft_becomes_a_suspended_raffle,
        test_a_deleted_draft_cannot_be_created_again,
        test_everybody_learns_of_the_second_deletion_if_everybody_knew_of_the_first,
    ):  # fmt: skip
        empty.redis.flushdb()
        case(empty, call)
    empty.redis.flushdb()
    test_draw_begin_accepts_only_announced_entropy(call)

    # Then the scripts gave each answer that a header lists, and no other answer
    listed = {
        (file.stem, word)
        for file in script_folder().glob("*.lua")
        for word in re.findall(r"^--  +\{'(\w+)'", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert listed == call.answers
