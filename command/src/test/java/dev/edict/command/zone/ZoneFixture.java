package dev.edict.command.zone;

import dev.edict.command.api.NoteReference;
import dev.edict.command.api.zone.ActivatePolicySetVersion;
import dev.edict.command.api.zone.ActivationGrounds;
import dev.edict.command.api.zone.ActivationRolledBack;
import dev.edict.command.api.zone.CanaryForecast;
import dev.edict.command.api.zone.DeactivateZone;
import dev.edict.command.api.zone.ExpectedActive;
import dev.edict.command.api.zone.PolicySetVersionActivated;
import dev.edict.command.api.zone.PreviewClaim;
import dev.edict.command.api.zone.RollbackActivation;
import dev.edict.command.api.zone.ZoneDeactivated;
import dev.edict.command.api.zone.ZoneRegistered;
import dev.edict.command.canary.DueCanaries;
import dev.edict.command.eventstore.Notes;
import dev.edict.command.evidence.RequiredEvidence;
import dev.edict.command.policyset.SealedVersions;
import dev.edict.command.preview.PreviewBasis;
import dev.edict.command.simulation.Simulations;
import dev.edict.decision.PolicyDocument;
import java.util.List;
import java.util.Optional;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.axonframework.test.aggregate.FixtureConfiguration;
import org.jspecify.annotations.Nullable;

/** A fixture for the zone {@code z1} with the set {@code s1}, its sealed versions and its past events. */
final class ZoneFixture {

    static final ZoneRegistered REGISTERED = new ZoneRegistered("z1", "Payments", "payments", false);

    private Activations activations = new NoPast();
    private List<String> archivedPolicies = List.of();
    private Optional<String> latestSimulation = Optional.empty();
    private Optional<DueCanaries.Due> dueCanaries = Optional.empty();
    private RequiredEvidence evidence = (zoneId, versionId, manifestSha256) -> null;

    ZoneFixture archived(String... policyIds) {
        archivedPolicies = List.of(policyIds);
        return this;
    }

    ZoneFixture simulated(String simulationId) {
        latestSimulation = Optional.of(simulationId);
        return this;
    }

    /** What an activation has to be evaluated with. */
    ZoneFixture withCanaries(String setting, long canariesVersion) {
        dueCanaries = Optional.of(new DueCanaries.Due(setting, canariesVersion));
        return this;
    }

    /** What the zone asks of a version. */
    ZoneFixture requiring(RequiredEvidence required) {
        evidence = required;
        return this;
    }

    /** What the look-up knows of the zone's past. */
    ZoneFixture remembering(Activations past) {
        activations = past;
        return this;
    }

    FixtureConfiguration<Zone> zone() {
        return zone(ZoneFixture::note);
    }

    FixtureConfiguration<Zone> zone(Notes notes) {
        var sealed = new Sealed();
        var guard = new ActivationGuard(
                sealed,
                zoneId -> dueCanaries,
                (zoneId, versionId, manifestSha256) -> evidence.require(zoneId, versionId, manifestSha256),
                (zoneId, contents, seq) -> basis(contents, seq),
                notes);
        return new AggregateTestFixture<>(Zone.class)
                .registerInjectableResource(sealed)
                .registerInjectableResource((Simulations) (zone, sha256) -> latestSimulation)
                .registerInjectableResource(guard)
                .registerInjectableResource(notes)
                .registerInjectableResource(activations);
    }

    static NoteReference note(String text) {
        return new NoteReference("note", "hash of " + text);
    }

    static ActivatePolicySetVersion activate(String versionId) {
        return new ActivatePolicySetVersion(
                "z1", "s1", versionId, ExpectedActive.unstated(), null, null, null, "dispatch");
    }

    static ActivatePolicySetVersion activate(String versionId, @Nullable String expectedActive) {
        return new ActivatePolicySetVersion(
                "z1", "s1", versionId, ExpectedActive.of(expectedActive), null, null, null, "dispatch");
    }

    static ActivatePolicySetVersion activatePreviewed(String versionId, String digest) {
        return new ActivatePolicySetVersion(
                "z1",
                "s1",
                versionId,
                ExpectedActive.unstated(),
                null,
                new PreviewClaim(digest, "contents-" + versionId),
                null,
                "dispatch");
    }

    /** What a preview of a version is made of in a zone whose settings were changed three times. */
    static PreviewBasis basis(String contents, long activationSeq) {
        return new PreviewBasis(contents, activationSeq, 3, 0, 0, 0, "contract");
    }

    static ActivatePolicySetVersion activateEvaluated(String versionId, CanaryForecast canaries) {
        return new ActivatePolicySetVersion(
                "z1", "s1", versionId, ExpectedActive.unstated(), null, null, canaries, "dispatch");
    }

    static RollbackActivation rollback() {
        return rollback(ExpectedActive.unstated());
    }

    static RollbackActivation rollback(ExpectedActive expected) {
        return new RollbackActivation("z1", null, expected, "bad deploy", "dispatch");
    }

    static RollbackActivation rollbackTo(String versionId) {
        return new RollbackActivation("z1", versionId, ExpectedActive.unstated(), "bad deploy", "dispatch");
    }

    static DeactivateZone deactivate() {
        return deactivate(ExpectedActive.unstated());
    }

    static DeactivateZone deactivate(ExpectedActive expected) {
        return new DeactivateZone("z1", expected, "incident", "dispatch");
    }

    static PolicySetVersionActivated activated(
            String versionId, long seq, @Nullable Long replacedSeq, @Nullable String previous) {
        return new PolicySetVersionActivated(
                "z1",
                "s1",
                versionId,
                "sha-" + versionId,
                seq,
                replacedSeq,
                previous,
                null,
                ActivationGrounds.NONE,
                "dispatch");
    }

    static ActivationRolledBack rolledBack(
            @Nullable String from, String to, long seq, long restoredSeq, long rolledBackSeq) {
        return new ActivationRolledBack(
                "z1", "s1", to, "sha-" + to, seq, restoredSeq, rolledBackSeq, from, note("bad deploy"), "dispatch");
    }

    static ZoneDeactivated deactivated(String previous, long seq, long replacedSeq) {
        return new ZoneDeactivated("z1", "s1", previous, seq, replacedSeq, note("incident"), "dispatch");
    }

    private final class Sealed implements SealedVersions {

        @Override
        public Optional<SealedVersion> find(String zoneId, String policySetId, String versionId) {
            return zoneId.equals("z1") && policySetId.equals("s1") && versionId.startsWith("v")
                    ? Optional.of(new SealedVersion(versionId, "s1", 1, "sha-" + versionId, "2026-05-20"))
                    : Optional.empty();
        }

        @Override
        public Optional<SealedVersion> find(String zoneId, String versionId) {
            return find(zoneId, "s1", versionId);
        }

        @Override
        public List<String> archivedPolicies(String versionId) {
            return archivedPolicies;
        }

        @Override
        public List<PolicyDocument> documents(String versionId) {
            return List.of();
        }
    }

    private static final class NoPast implements Activations {

        @Override
        public Optional<Activation> before(String zoneId, long seq, @Nullable String governing) {
            return Optional.empty();
        }

        @Override
        public Optional<Activation> latestOf(String zoneId, String versionId) {
            return Optional.empty();
        }
    }
}
