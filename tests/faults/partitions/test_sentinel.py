"""Faults of a network with a primary, two replicas, three Sentinels and two services."""

import pytest

from tests.faults.conftest import LONG, Report
from tests.faults.partitions.kinds import PRIMARY_REPLICA_AND_SERVICE_CUT_OFF, Fault
from tests.faults.partitions.run import RUNS_OF_EACH, faults_of, run, violations_in
from tests.faults.partitions.scene import Scene
from tests.support.many_servers import Watched

pytestmark = pytest.mark.late


@pytest.mark.timeout(120 * RUNS_OF_EACH)
@pytest.mark.parametrize("place", [(Watched, "all")], ids=["Watched"], indirect=True)
@pytest.mark.parametrize("fault", faults_of(Watched), ids=str)
async def test_no_fault_loses_a_claim_or_leads_to_two_draws(place: Scene, fault: Fault, report: Report) -> None:
    # Given services that wait for every replica, When a fault strikes while players claim and managers draw
    violations = await violations_in(place, fault, report)

    # Then the store holds every ticket that a player received, and the winners that a manager received
    assert violations == []


@pytest.mark.skipif(not LONG, reason="make partitions runs this")
@pytest.mark.parametrize("place", [(Watched, "1")], ids=["Watched"], indirect=True)
async def test_the_checker_finds_claims_that_one_replica_does_not_keep(place: Scene, report: Report) -> None:
    # Given services that wait for one replica only, When the primary, one replica and one service reach each other, but
    # nothing else
    seen = await run(place, PRIMARY_REPLICA_AND_SERVICE_CUT_OFF)

    # Then claims that this service acknowledged are lost, and the checker finds these claims. So the test above would
    # fail if the service lost claims
    lost = [line for line in seen.violations if line.startswith("lost")]
    report(f"{seen.acknowledged} claims acknowledged with CLAIM_MIN_REPLICAS=1, {len(lost)} lost")
    assert lost
