package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.decision.input.PolicyInput;
import dev.edict.replica.Outcome;
import dev.edict.replica.Outcome.Allowed;
import dev.edict.replica.Outcome.Denied;
import dev.edict.replica.Replica;
import dev.edict.replica.ReplicaSettings;
import dev.edict.replica.controlplane.BundleSource;
import dev.edict.replica.controlplane.ControlPlaneClient;
import dev.edict.replica.controlplane.HttpBundleSource;
import dev.edict.replica.controlplane.JdbcBundleSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A replica enforces what is activated here, proves it, and stops when it is taken back. */
@Tag("servers")
class EnforceOnReplicaTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Edict edict = Edict.shared();
    private final Api api = edict.api();
    private final Api.Governed zone = api.governed(2);
    private final String replicaId = Api.uniqueName("gw");

    private final String token = api.post(
                    "/v1/admin-tokens",
                    Map.of("name", "gateway", "scope", "zone", "zone_id", zone.zoneId(), "capability", "replica"))
            .text("token");
    private final ControlPlaneClient client =
            ControlPlaneClient.at(URI.create("http://127.0.0.1:" + edict.port()), () -> token);

    @Test
    void an_activation_is_settled_once_the_replica_decides_by_it() {
        try (var replica = started(new HttpBundleSource(client))) {
            soon("the replica to be there").until(() -> own().isPresent());

            activate(0);

            soon("the request to be granted").until(() -> decide(replica) instanceof Allowed);
            soon("the activation to be settled")
                    .until(() -> propagation().get("settled").booleanValue());
            var point = own().orElseThrow();
            assertThat(point.get("state").stringValue()).isEqualTo("current");
            assertThat(point.get("activation_seq").longValue()).isOne();
            assertThat(point.get("manifest_sha256")).isEqualTo(propagation().get("manifest_sha256"));
            assertThat(status().get("propagation_status").stringValue()).isEqualTo("loaded");
            soon("the timeline to tell it").until(() -> api.timeline(zone.zoneId()).stream()
                    .anyMatch(entry -> entry.get("event").stringValue().equals("deployment.propagated")));
            assertThat(api.get(path("readiness")).expect(200).text("verdict")).isEqualTo("ok");
        }
        soon("its goodbye to be heard").until(() -> own().map(
                        point -> point.get("settled_by").stringValue().equals("loaded"))
                .orElse(true));
    }

    @Test
    void a_rollback_and_a_deactivation_are_enforced_too() {
        activate(0);
        activate(1);
        try (var replica = started(new HttpBundleSource(client))) {
            soon("the second version").until(() -> version(replica)
                    .equals(Optional.of(zone.versionIds().get(1))));
            api.rollBack(zone.zoneId(), "not yet").expect(202);
            soon("the first version").until(() -> version(replica)
                    .equals(Optional.of(zone.versionIds().get(0))));
            api.deactivate(zone.zoneId(), "incident").expect(202);
            soon("everything to be denied")
                    .until(() -> decide(replica) instanceof Denied denied
                            && denied.reason().equals(Outcome.NO_ACTIVE_POLICY_SET));
            soon("the deactivation to be settled")
                    .until(() -> propagation().get("settled").booleanValue());
        }
    }

    @Test
    void the_same_is_enforced_from_the_tables() {
        activate(0);
        try (var replica = started(new JdbcBundleSource(edict.database()))) {
            soon("the request to be granted").until(() -> decide(replica) instanceof Allowed);
            activate(1);
            soon("the second version").until(() -> version(replica)
                    .equals(Optional.of(zone.versionIds().get(1))));
        }
    }

    /** The replica of the test, beside the decision point of the program. */
    private Optional<JsonNode> own() {
        return propagation()
                .get("decision_points")
                .valueStream()
                .filter(point -> point.get("id").stringValue().equals(replicaId))
                .findFirst();
    }

    private Replica started(BundleSource source) {
        var replica = new Replica(ReplicaSettings.from(source)
                .zones(List.of(zone.zoneId()))
                .pollInterval(Duration.ofSeconds(1))
                .reportingTo(client, replicaId)
                .build());
        replica.start();
        return replica;
    }

    private void activate(int version) {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(version))
                .expect(202);
    }

    private Outcome decide(Replica replica) {
        return replica.decide(zone.zoneId(), PolicyInput.from(Documents.mint(zone.zoneId(), "teller", "ledger:read")));
    }

    private Optional<String> version(Replica replica) {
        return replica.status(zone.zoneId())
                .flatMap(status -> Optional.ofNullable(status.bundle()))
                .flatMap(bundle -> Optional.ofNullable(bundle.versionId()));
    }

    private JsonNode propagation() {
        return api.get(path("propagation")).expect(200).json();
    }

    private JsonNode status() {
        return api.get(path("policy-sets/%s/activation-status".formatted(zone.policySetId())))
                .expect(200)
                .json();
    }

    private String path(String below) {
        return "/v1/zones/%s/%s".formatted(zone.zoneId(), Objects.requireNonNull(below));
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(SOON);
    }
}
