package dev.edict.command.policyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.edict.command.Refused;
import dev.edict.command.api.Precondition;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.policyset.ArchivePolicySet;
import dev.edict.command.api.policyset.CreatePolicySet;
import dev.edict.command.api.policyset.CreatePolicySetVersion;
import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.command.policy.PolicyVersions;
import dev.edict.command.policy.PolicyVersions.KnownPolicyVersion;
import dev.edict.command.settings.StrictZones;
import dev.edict.command.zone.directory.Governance;
import dev.edict.command.zone.directory.KnownZones;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PolicySetTest {

    private static final PolicySetCreated CREATED = new PolicySetCreated("s1", "z1", "payments", null);

    private final List<KnownPolicyVersion> known = new ArrayList<>();
    private final List<String> governanceEnded = new ArrayList<>();
    private @Nullable Long governedSince;
    private boolean nameTaken;
    private String strictZone = "";

    @Test
    void a_policy_set_starts_empty() {
        policySet()
                .givenNoPriorActivity()
                .when(new CreatePolicySet("s1", "z1", "payments", null))
                .expectEvents(CREATED);
    }

    @Test
    void a_policy_set_needs_an_existing_zone() {
        policySet()
                .givenNoPriorActivity()
                .when(new CreatePolicySet("s1", "elsewhere", "payments", null))
                .expectException(Refused.as(Rejection.Reason.ZONE_NOT_FOUND));
    }

    @Test
    void a_zone_has_one_live_policy_set_of_a_name() {
        nameTaken = true;
        policySet()
                .givenNoPriorActivity()
                .when(new CreatePolicySet("s1", "z1", "payments", null))
                .expectException(Refused.as(Rejection.Reason.POLICY_SET_NAME_CONFLICT));
    }

    @Test
    void sealing_a_manifest_numbers_it_and_hashes_it_in_the_authors_order() {
        known("pv2", "z1");
        known("pv1", "z1");
        policySet()
                .given(CREATED, sealed("v1", 1, "pv1"))
                .when(seal("pv2", "pv1"))
                .expectEvents(sealed("v9", 2, "pv2", "pv1"));
    }

    @Test
    void a_manifest_names_each_policy_version_once() {
        assertThat(refusalOf(seal("pv1", "pv1"))).contains("duplicate");
    }

    @Test
    void a_manifest_names_at_least_one_policy_version() {
        assertThat(refusalOf(seal())).contains("at least one policy version");
    }

    @Test
    void a_manifest_names_at_most_256_policy_versions() {
        var tooMany = IntStream.range(0, 257).mapToObj(n -> "pv" + n).toArray(String[]::new);
        assertThat(refusalOf(seal(tooMany))).contains("exceeds maximum");
    }

    @Test
    void a_manifest_names_existing_policy_versions() {
        assertThat(refusalOf(seal("pv404"))).contains("missing policy versions").contains("pv404");
    }

    @Test
    void a_manifest_names_policy_versions_of_its_own_zone() {
        known("pv1", "z2");
        assertThat(refusalOf(seal("pv1"))).contains("different zone");
    }

    @Test
    void a_manifest_names_policy_versions_of_the_supported_schema() {
        known.add(new KnownPolicyVersion("pv1", "p1", "z1", "2001-01-01", false));
        assertThat(refusalOf(seal("pv1"))).isEqualTo("unsupported_schema_version:2001-01-01");
    }

    @Test
    void a_manifest_names_policy_versions_of_one_schema() {
        known("pv1", "z1");
        known.add(new KnownPolicyVersion("pv2", "p2", "z1", "2001-01-01", false));
        assertThat(refusalOf(seal("pv1", "pv2"))).contains("pv2", "does not match policy set schema");
    }

    @Test
    void a_manifest_names_no_archived_policy() {
        known.add(new KnownPolicyVersion("pv1", "p1", "z1", "2026-05-20", true));
        policySet()
                .given(CREATED)
                .when(seal("pv1"))
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.POLICY_ARCHIVED));
    }

    @Test
    void seals_a_manifest_with_warnings_unless_the_zone_is_strict() {
        known("pv1", "z1");
        var warned = Rejection.Reason.INVALID_POLICY_BUNDLE.because("grant_without_binding");
        var seal = new CreatePolicySetVersion("s1", "z1", "v9", List.of("pv1"), false, null, warned);
        policySet().given(CREATED).when(seal).expectEvents(sealed("v9", 1, "pv1"));
        strictZone = "z1";
        policySet().given(CREATED).when(seal).expectNoEvents().expectException(Refused.as(warned.reason()));
        policySet().given(CREATED).when(seal("pv1")).expectEvents(sealed("v9", 1, "pv1"));
        strictZone = "z2";
        policySet().given(CREATED).when(seal).expectEvents(sealed("v9", 1, "pv1"));
    }

    @Test
    void archiving_a_set_ends_its_governing_with_it() {
        policySet()
                .given(CREATED)
                .when(new ArchivePolicySet("s1", "z1", "dispatch"))
                .expectEvents(new PolicySetArchived("s1", "z1"));
        assertThat(governanceEnded).containsExactly("z1 s1 dispatch");
    }

    @Test
    void rejects_archiving_if_the_set_governs_and_the_caller_expects_otherwise() {
        governedSince = 5L;
        for (var tag : List.of("s0", "s0-a4", "v0", "a5")) {
            policySet()
                    .given(CREATED)
                    .when(new ArchivePolicySet("s1", "z1", "dispatch"), believing(tag))
                    .expectNoEvents()
                    .expectException(Refused.as(Rejection.Reason.PRECONDITION_FAILED));
        }
        assertThat(governanceEnded).isEmpty();
        policySet()
                .given(CREATED)
                .when(new ArchivePolicySet("s1", "z1", "dispatch"), believing("s0-a5"))
                .expectEvents(new PolicySetArchived("s1", "z1"));
    }

    private static Map<String, Precondition> believing(String tag) {
        return Map.of(Precondition.KEY, new Precondition(Set.of(tag)));
    }

    @Test
    void an_archived_set_is_gone_and_so_is_a_set_of_another_zone() {
        policySet()
                .given(CREATED, new PolicySetArchived("s1", "z1"))
                .when(new ArchivePolicySet("s1", "z1", "dispatch"))
                .expectException(Refused.as(Rejection.Reason.POLICY_SET_NOT_FOUND));
        policySet()
                .given(CREATED)
                .when(new CreatePolicySetVersion("s1", "z2", "v9", List.of("pv1"), false, null, null))
                .expectException(Refused.as(Rejection.Reason.POLICY_SET_NOT_FOUND));
    }

    /** The contract's fragments stand in the explanation, which clients match on. */
    private String refusalOf(CreatePolicySetVersion command) {
        policySet()
                .given(CREATED)
                .when(command)
                .expectNoEvents()
                .expectException(Refused.as(Rejection.Reason.INVALID_POLICY_CONTRACT));
        var explanation = new ArrayList<String>();
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> new Manifest(command.policyVersionIds()).verifiedSchema("z1", known))
                .satisfies(rejection -> explanation.add(rejection.explanation()));
        return explanation.get(0);
    }

    private static CreatePolicySetVersion seal(String... policyVersionIds) {
        return new CreatePolicySetVersion("s1", "z1", "v9", List.of(policyVersionIds), false, null, null);
    }

    private static PolicySetVersionCreated sealed(String versionId, int number, String... policyVersionIds) {
        var manifest = new Manifest(List.of(policyVersionIds));
        return new PolicySetVersionCreated(
                "s1", "z1", versionId, number, manifest.policyVersionIds(), manifest.sha256(), "2026-05-20");
    }

    private void known(String versionId, String zoneId) {
        known.add(new KnownPolicyVersion(versionId, "p-" + versionId, zoneId, "2026-05-20", false));
    }

    private FixtureConfiguration<PolicySet> policySet() {
        return new AggregateTestFixture<>(PolicySet.class)
                .registerInjectableResource((PolicyVersions) ids -> known.stream()
                        .filter(version -> ids.contains(version.versionId()))
                        .toList())
                .registerInjectableResource((PolicySetNames) (zoneId, name) -> nameTaken)
                .registerInjectableResource((SealedNumbers) (policySetId, numbers) -> Set.of())
                .registerInjectableResource((StrictZones) zoneId -> zoneId.equals(strictZone))
                .registerInjectableResource(new Governance() {
                    @Override
                    public @Nullable Long governedSince(String zoneId, String policySetId) {
                        return governedSince;
                    }

                    @Override
                    public void endIfGovernedBy(String zoneId, String policySetId, String dispatchId) {
                        governanceEnded.add(zoneId + " " + policySetId + " " + dispatchId);
                    }
                })
                .registerInjectableResource(new KnownZones() {
                    @Override
                    public boolean exists(String zoneId) {
                        return zoneId.equals("z1");
                    }

                    @Override
                    public boolean isSlugTaken(String slug) {
                        return false;
                    }
                });
    }
}
