"""Faults of a network with a cluster of three primaries and three replicas, and two services."""

import pytest

from tests.faults.conftest import Report
from tests.faults.partitions.kinds import Fault
from tests.faults.partitions.run import RUNS_OF_EACH, faults_of, violations_in
from tests.faults.partitions.scene import Scene
from tests.support.many_servers import Cluster

pytestmark = pytest.mark.late


@pytest.mark.timeout(120 * RUNS_OF_EACH)
@pytest.mark.parametrize("place", [(Cluster, "all")], ids=["Cluster"], indirect=True)
@pytest.mark.parametrize("fault", faults_of(Cluster), ids=str)
async def test_no_fault_loses_a_claim_or_leads_to_two_draws(place: Scene, fault: Fault, report: Report) -> None:
    # Given services that wait for every replica, When a fault strikes while players claim and managers draw
    violations = await violations_in(place, fault, report)

    # Then the store holds every ticket that a player received, and the winners that a manager received
    assert violations == []
