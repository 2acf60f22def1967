package dev.edict.replica;

import static dev.edict.replica.Policies.granting;
import static dev.edict.replica.Replicas.ZONE;
import static dev.edict.replica.Replicas.awaitSeq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.replica.FakeControlPlane.Received;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A read lets a replica allow for another staleness budget, and the control plane waits for that only if it has the
 * replica in its roster.
 */
class ReadUnderLeaseTest {

    private final FakeControlPlane edict = FakeControlPlane.started();
    private final Replica replica = new Replica(
            Replicas.settings(edict).reportingTo(edict.client(), "gw-1").build());

    @AfterEach
    void close() {
        replica.close();
        edict.close();
    }

    @Test
    void after_its_lease_it_reports_again_before_it_reads_again() {
        edict.leaseSeconds(1);
        edict.activate(ZONE, 1, granting("r1"));
        replica.start();
        awaitSeq(replica, 1);
        edict.rosterDown(true);
        var lastReport = rosterRequests(edict.received());
        await("the lease is over, and the reporter pauses for longer from failure to failure")
                .until(() -> rosterRequests(edict.received()) >= lastReport + 3);

        edict.holdFeeds();
        await("it waits for changes, and reads nothing else").until(() -> edict.waitingFeeds() == 1);
        var before = edict.received().size();
        edict.rosterDown(false);
        edict.activate(ZONE, 2, granting("r1"));
        edict.releaseFeeds();
        await("it reads").until(() -> reads(since(before)) > 0);

        assertThat(since(before).get(0).method()).isEqualTo("POST");
    }

    @Test
    void a_roster_that_refuses_it_does_not_keep_it_from_reading() {
        edict.rosterDown(true);
        edict.activate(ZONE, 1, granting("r1"));
        replica.start();
        awaitSeq(replica, 1);

        edict.activate(ZONE, 2, granting("r1"));

        awaitSeq(replica, 2);
    }

    private List<Received> since(int before) {
        var all = edict.received();
        return all.subList(before, all.size());
    }

    private static long rosterRequests(List<Received> requests) {
        return requests.stream().filter(one -> one.method().equals("POST")).count();
    }

    private static long reads(List<Received> requests) {
        return requests.stream().filter(one -> one.method().equals("GET")).count();
    }
}
