"""The kinds of faults. A fault strikes a scene (a store of many servers, and two services). The test ends the fault."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from tests.faults.conftest import many
from tests.faults.partitions.scene import Kind, Scene
from tests.support.machine import Machine
from tests.support.many_servers import Cluster, Watched

Sides = Callable[[Scene], Sequence[Machine]]

FAILOVER_SECONDS = many(3.0, 4.0)
"""A time that is longer than a failover. A replica becomes the primary about 2 seconds after its primary is lost."""

DISTURBED_SECONDS = many(2.0, 4.0)
PAUSE_SECONDS = 3.0
LOSS_PERCENT = 10
BOTH: Sequence[Kind] = (Watched, Cluster)


class Fault(NamedTuple):
    """A fault. It strikes each kind of store in `kinds`. In `make test`, it strikes only the kinds in `short`."""

    name: str
    strike: Callable[[Scene], None]
    kinds: Sequence[Kind] = BOTH
    short: Sequence[Kind] = ()

    def __str__(self) -> str:
        return self.name


def _cut(side: Sides) -> Callable[[Scene], None]:
    def strike(scene: Scene) -> None:
        scene.network.cut(side(scene))
        scene.hold(FAILOVER_SECONDS)

    return strike


def _one_way(senders: Sides, receivers: Sides) -> Callable[[Scene], None]:
    def strike(scene: Scene) -> None:
        scene.network.cut_one_way(senders(scene), receivers(scene))
        scene.hold(FAILOVER_SECONDS)

    return strike


def _primary(scene: Scene) -> list[Machine]:
    return [scene.primary().machine]


def _replicas(scene: Scene) -> list[Machine]:
    return [replica.machine for replica in scene.replicas()]


def _all_but_primary(scene: Scene) -> list[Machine]:
    return scene.network.others(_primary(scene))


def _one_service(scene: Scene) -> list[Machine]:
    return scene.services[:1]


def _primary_and_service(scene: Scene) -> list[Machine]:
    return _primary(scene) + _one_service(scene)


def _primary_replica_and_service(scene: Scene) -> list[Machine]:
    return _primary_and_service(scene) + _replicas(scene)[:1]


def _one_replica(scene: Scene) -> list[Machine]:
    return _replicas(scene)[:1]


def _replicas_and_one_sentinel(scene: Scene) -> list[Machine]:
    return _replicas(scene) + scene.sentinels()[:1]


def _primary_service_and_one_sentinel(scene: Scene) -> list[Machine]:
    return _primary_and_service(scene) + scene.sentinels()[:1]


def _pause(scene: Scene) -> None:
    scene.hang(scene.primary())
    scene.hold(PAUSE_SECONDS)


def _loss(scene: Scene) -> None:
    scene.network.lose(LOSS_PERCENT)
    scene.hold(DISTURBED_SECONDS)


def _slow_primary(scene: Scene) -> None:
    scene.network.slow(scene.primary().machine)
    scene.hold(DISTURBED_SECONDS)


def _slow_replica(scene: Scene) -> None:
    scene.network.slow(scene.replicas()[0].machine)
    scene.hold(DISTURBED_SECONDS)


def _failover(*options: str) -> Callable[[Scene], None]:
    def strike(scene: Scene) -> None:
        scene.servers.fail_over(scene.raffle_id, *options)

    return strike


def _kill(scene: Scene) -> None:
    scene.kill(scene.primary())
    scene.hold(FAILOVER_SECONDS)


def _kill_and_forget(scene: Scene) -> None:
    _kill(scene)
    scene.primary()
    scene.forget_the_dead()
    scene.claims_go_on()


PRIMARY_REPLICA_AND_SERVICE_CUT_OFF = Fault(
    "primary, a replica and a service cut off", _cut(_primary_replica_and_service), [Watched]
)

FAULTS = (
    Fault("primary cut off", _cut(_primary)),
    Fault("primary and a service cut off", _cut(_primary_and_service), short=[Cluster]),
    PRIMARY_REPLICA_AND_SERVICE_CUT_OFF,
    Fault("a replica cut off", _cut(_one_replica)),
    Fault("a service cut off", _cut(_one_service)),
    Fault("replicas and one Sentinel cut off", _cut(_replicas_and_one_sentinel), [Watched]),
    Fault("primary, a service and one Sentinel cut off", _cut(_primary_service_and_one_sentinel), [Watched]),
    Fault("replicas do not hear the primary", _one_way(_primary, _replicas)),
    Fault("the primary does not hear its replicas", _one_way(_replicas, _primary)),
    Fault("nobody hears the primary", _one_way(_primary, _all_but_primary)),
    Fault("the primary hears nobody", _one_way(_all_but_primary, _primary)),
    Fault("a service does not hear the primary", _one_way(_primary, _one_service), short=[Watched]),
    Fault("primary paused", _pause, short=[Cluster]),
    Fault("packets lost", _loss, short=[Watched]),
    Fault("primary slow", _slow_primary, short=[Watched]),
    Fault("a replica slow", _slow_replica),
    Fault("failover", _failover()),
    Fault("coordinated failover", _failover("COORDINATED"), [Watched], short=[Watched]),
    Fault("forced failover", _failover("FORCE"), [Cluster], short=[Cluster]),
    Fault("primary lost for good", _kill_and_forget, [Watched]),
    Fault("primary killed", _kill, [Cluster], short=[Cluster]),
)
