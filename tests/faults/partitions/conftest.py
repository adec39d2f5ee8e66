"""The network, the servers and the services of these tests. All tests of a module share them."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.faults.partitions.scene import Scene, scene
from tests.support.needs import ProgramOf, may_make_networks
from tests.support.network import NotAllowed


@pytest.fixture(scope="module")
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, program_of: ProgramOf
) -> Iterator[Scene]:
    """The machines of a store and of two services. Its parameters are the kind of store and CLAIM_MIN_REPLICAS."""
    if not may_make_networks():
        pytest.skip("only root on Linux may make network namespaces")
    program_of("ip")
    program_of("nft")
    kind, claim_min_replicas = request.param
    with ExitStack() as stack:
        try:
            running = stack.enter_context(scene(kind, claim_min_replicas, tmp_path_factory.mktemp("scene")))
        except NotAllowed as reason:
            pytest.skip(f"this machine allows no network namespaces: {reason}")
        yield running
