package dev.edict.command.policyset;

import dev.edict.command.Past;
import dev.edict.command.Refused;
import dev.edict.command.api.ImportedVersions;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.Stamp;
import dev.edict.command.api.policyset.ImportPolicySet;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.policy.PolicyVersions;
import dev.edict.command.policy.PolicyVersions.KnownPolicyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImportPolicySetTest {

    private static final PolicySetCreated CREATED = new PolicySetCreated("s1", "z1", "payments", null);
    private static final Stamp BORN = Past.stamp(1, "ann");
    private static final Stamp LATER = Past.stamp(3, "bob");

    private final Past past = new Past();
    private boolean nameTaken;

    @Test
    void a_set_comes_with_all_its_manifests_even_of_archived_policies_and_unsupported_schemas() {
        policySet()
                .givenNoPriorActivity()
                .when(imported(null, LATER, BORN.at(), version(1, BORN, "archived"), version(5, LATER, "pv2", "pv1")))
                .expectEvents(CREATED, sealed(1, "archived"), sealed(5, "pv2", "pv1"));
    }

    @Test
    void rejects_a_manifest_with_missing_or_foreign_policy_versions() {
        refused("pv-missing");
        refused("elsewhere");
        refused();
    }

    private void refused(String... entries) {
        policySet()
                .givenNoPriorActivity()
                .when(imported(null, LATER, BORN.at(), version(1, BORN, entries)))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.INVALID_POLICY_CONTRACT));
    }

    @Test
    void restamps_a_last_change_and_binding_that_the_events_do_not_show() {
        policySet()
                .givenNoPriorActivity()
                .when(imported(null, LATER, LATER.at(), version(1, BORN, "pv1")))
                .expectEvents(CREATED, sealed(1, "pv1"), new PolicySetRestamped("s1", "z1", true, LATER.at()));
        policySet()
                .givenNoPriorActivity()
                .when(imported(LATER, LATER, LATER.at()))
                .expectEvents(
                        CREATED,
                        new PolicySetArchived("s1", "z1"),
                        new PolicySetRestamped("s1", "z1", true, LATER.at()));
    }

    @Test
    void does_not_restamp_a_set_whose_activation_follows() {
        policySet()
                .givenNoPriorActivity()
                .when(imported(null, null, null, version(1, BORN, "pv1")))
                .expectEvents(CREATED, sealed(1, "pv1"));
    }

    @Test
    void adds_only_newer_versions_to_a_known_set() {
        policySet(1)
                .given(CREATED, sealed(1, "pv1"))
                .when(imported(null, LATER, LATER.at(), version(1, BORN, "pv1"), version(2, LATER, "pv2")))
                .expectEvents(sealed(2, "pv2"));
        policySet().given(CREATED).when(imported(LATER, LATER, LATER.at())).expectNoEvents();
    }

    @Test
    void a_number_that_was_left_out_is_filled_later() {
        policySet(1, 4)
                .given(CREATED, sealed(1, "pv1"), sealed(4, "pv1"))
                .when(imported(null, LATER, null, version(2, BORN, "pv2"), version(4, BORN, "pv1")))
                .expectEvents(sealed(2, "pv2"))
                .expectResultMessagePayload(new ImportedVersions(false, List.of("v2")));
    }

    @Test
    void adds_nothing_to_an_entity_archived_in_edict_and_live_in_the_source() {
        policySet()
                .given(CREATED, new PolicySetArchived("s1", "z1"))
                .when(imported(null, LATER, null, version(2, BORN, "pv2")))
                .expectException(Refused.as(Rejection.Reason.POLICY_SET_NOT_FOUND));
    }

    @Test
    void requires_a_free_name() {
        nameTaken = true;
        policySet()
                .givenNoPriorActivity()
                .when(imported(null, LATER, null))
                .expectException(Refused.as(Rejection.Reason.POLICY_SET_NAME_CONFLICT));
    }

    private static ImportPolicySet imported(
            @Nullable Stamp archived,
            @Nullable Stamp updated,
            @Nullable Instant boundAt,
            ImportPolicySet.Version... versions) {
        return new ImportPolicySet("s1", "z1", "payments", null, BORN, List.of(versions), archived, updated, boundAt);
    }

    private static ImportPolicySet.Version version(int number, Stamp created, String... entries) {
        return new ImportPolicySet.Version("v" + number, number, List.of(entries), "2020-01-01", created);
    }

    private static PolicySetVersionCreated sealed(int number, String... entries) {
        return new PolicySetVersionCreated(
                "s1",
                "z1",
                "v" + number,
                number,
                List.of(entries),
                SealedVersions.manifestSha256(List.of(entries)),
                "2020-01-01");
    }

    private FixtureConfiguration<PolicySet> policySet(Integer... taken) {
        return new AggregateTestFixture<>(PolicySet.class)
                .registerInjectableResource((Notes) past::note)
                .registerInjectableResource(Past.ONLY_Z1)
                .registerInjectableResource((PolicySetNames) (zoneId, name) -> nameTaken)
                .registerInjectableResource((SealedNumbers) (policySetId, numbers) -> Set.of(taken))
                .registerInjectableResource((PolicyVersions) ids -> ids.stream()
                        .filter(id -> !id.equals("pv-missing"))
                        .map(id -> new KnownPolicyVersion(
                                id, "p", id.equals("elsewhere") ? "z2" : "z1", "2020-01-01", id.equals("archived")))
                        .toList());
    }
}
