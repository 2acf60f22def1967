package dev.edict.fleet.verification;

import dev.edict.fleet.propagation.DecisionPoint;
import dev.edict.fleet.propagation.DecisionPoints;
import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.Deployments;
import dev.edict.fleet.propagation.PropagationProperties;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Verifies a change by what is known at the moment. */
@Component
public class VerificationReader {

    private final Deployments deployments;
    private final DecisionPoints points;
    private final EvidenceReader evidence;
    private final PropagationProperties properties;

    VerificationReader(
            Deployments deployments, DecisionPoints points, EvidenceReader evidence, PropagationProperties properties) {
        this.deployments = deployments;
        this.points = points;
        this.evidence = evidence;
        this.properties = properties;
    }

    /** Empty if the zone has no such change, or it was pruned. */
    public Optional<Verification> find(String zoneId, long activationSeq) {
        return deployments.find(zoneId, activationSeq).map(this::of);
    }

    /** The newest change of a zone; empty if it has none. */
    public Optional<Long> newestSeq(String zoneId) {
        return deployments.latest(zoneId).map(Deployment::activationSeq);
    }

    Verification of(Deployment deployment) {
        var known = evidence.of(deployment);
        var late = deployment.ageMs() >= properties.overdueAfter().toMillis();
        var all = points.of(deployment);
        var concerned = all.stream().filter(DecisionPoint::isConcerned).toList();
        var entry = known.streamEntry();
        var groups = entry == null ? List.<Evidence.Group>of() : evidence.groups(entry);
        var checks = List.of(
                ActivationCheck.of(deployment, known),
                new InvalidationCheck(known, groups, concerned, late).check(),
                new PolicyAgeCheck(all, late).check(),
                new CanaryCheck(deployment, known.canariesState(), evidence).check(),
                new GatewayCheck(concerned, evidence.decided(deployment), late).check());
        return Verification.of(deployment, known, checks);
    }
}
