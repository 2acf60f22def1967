package dev.edict.command.policy;

import dev.edict.command.Refused;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.policy.ArchivePolicy;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.command.content.Contents;
import dev.edict.command.zone.directory.KnownZones;
import java.util.Collection;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.junit.jupiter.api.Test;

class PolicyTest {

    private boolean nameTaken;
    private boolean governing;

    @Test
    void a_policy_is_created_together_with_its_first_version() {
        policy().givenNoPriorActivity()
                .when(create("z1"))
                .expectEvents(new PolicyCreated("p1", "z1", "grants", "who may what"), version("pv1", 1));
    }

    @Test
    void a_policy_needs_an_existing_zone() {
        policy().givenNoPriorActivity()
                .when(create("elsewhere"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void a_zone_has_one_live_policy_of_a_name() {
        nameTaken = true;
        policy().givenNoPriorActivity()
                .when(create("z1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_NAME_CONFLICT));
    }

    @Test
    void versions_are_numbered_one_two_three() {
        policy().given(created(), version("pv1", 1), version("pv2", 2))
                .when(new CreatePolicyVersion("p1", "z1", "pv3", "text"))
                .expectEvents(version("pv3", 3));
    }

    @Test
    void another_zone_cannot_add_a_version() {
        policy().given(created(), version("pv1", 1))
                .when(new CreatePolicyVersion("p1", "z2", "pv2", "text"))
                .expectException(Refused.as(Rejection.Reason.POLICY_NOT_FOUND));
    }

    @Test
    void a_policy_can_be_archived_once() {
        policy().given(created(), version("pv1", 1))
                .when(new ArchivePolicy("p1", "z1"))
                .expectEvents(new PolicyArchived("p1", "z1"));
        policy().given(created(), version("pv1", 1), new PolicyArchived("p1", "z1"))
                .when(new ArchivePolicy("p1", "z1"))
                .expectException(Refused.as(Rejection.Reason.POLICY_NOT_FOUND));
    }

    @Test
    void an_archived_policy_gets_no_version() {
        policy().given(created(), version("pv1", 1), new PolicyArchived("p1", "z1"))
                .when(new CreatePolicyVersion("p1", "z1", "pv2", "text"))
                .expectException(Refused.as(Rejection.Reason.POLICY_NOT_FOUND));
    }

    @Test
    void a_policy_that_the_governing_version_contains_cannot_be_archived() {
        governing = true;
        policy().given(created(), version("pv1", 1))
                .when(new ArchivePolicy("p1", "z1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_IN_USE));
    }

    private static CreatePolicy create(String zoneId) {
        return new CreatePolicy("p1", zoneId, "grants", "who may what", "pv1", "text");
    }

    private static PolicyCreated created() {
        return new PolicyCreated("p1", "z1", "grants", null);
    }

    private static PolicyVersionCreated version(String versionId, int number) {
        return new PolicyVersionCreated("p1", "z1", versionId, number, "sha of text", 4, "2026-05-20");
    }

    private FixtureConfiguration<Policy> policy() {
        return new AggregateTestFixture<>(Policy.class)
                .registerInjectableResource((Contents) content -> "sha of " + content)
                .registerInjectableResource(new KnownZones() {
                    @Override
                    public boolean exists(String zoneId) {
                        return zoneId.equals("z1");
                    }

                    @Override
                    public boolean isSlugTaken(String slug) {
                        return false;
                    }
                })
                .registerInjectableResource(new PolicyFacts() {
                    @Override
                    public boolean isNameTaken(String zoneId, String name) {
                        return nameTaken;
                    }

                    @Override
                    public boolean isGoverning(String zoneId, String policyId) {
                        return governing;
                    }

                    @Override
                    public Set<Integer> takenNumbers(String policyId, Collection<Integer> numbers) {
                        return Set.of();
                    }
                });
    }
}
