package dev.edict.fleet.verification;

import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import dev.edict.fleet.propagation.Deployment;
import dev.edict.fleet.propagation.DeploymentFollower;
import dev.edict.fleet.propagation.PropagationProperties;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Has the log record the verdict on each change, once, when it is no longer pending. */
@Component
class VerificationProgress implements DeploymentFollower {

    private static final int MOST_AT_ONCE = 100;
    private static final int LONGEST_EXPLANATION = 1_000;

    private final VerificationStates states;
    private final VerificationReader verifications;
    private final DeploymentRecords records;
    private final long lateMillis;

    VerificationProgress(
            VerificationStates states,
            VerificationReader verifications,
            DeploymentRecords records,
            PropagationProperties properties) {
        this.states = states;
        this.verifications = verifications;
        this.records = records;
        this.lateMillis = properties.overdueAfter().toMillis();
    }

    @Override
    public void look(Set<String> reportedZones) {
        states.supersede();
        states.due(reportedZones, MOST_AT_ONCE).forEach(this::look);
    }

    private void look(Deployment deployment) {
        if (deployment.expected() == null && deployment.ageMs() < lateMillis) {
            states.lookAgainIn(deployment, deployment.pause());
            return;
        }
        var verification = verifications.of(deployment);
        switch (verification.verdict()) {
            case PENDING -> states.lookAgainIn(deployment, deployment.pause());
            case FAILED -> fail(deployment, verification);
            case PASSED, NOT_VERIFIABLE -> verify(deployment, verification);
        }
    }

    private void fail(Deployment deployment, Verification verification) {
        var explanation = verification.checks().stream()
                .filter(check -> check.is(CheckState.FAILED))
                .map(VerificationCheck::sentence)
                .collect(Collectors.joining(" "));
        if (records.record(new RecordVerificationFailed(
                deployment.zoneId(),
                deployment.activationSeq(),
                verification.checksThat(CheckState.FAILED),
                explanation.substring(0, Math.min(explanation.length(), LONGEST_EXPLANATION)),
                deployment.ageMs()))) {
            states.decide(deployment, "failed");
        }
    }

    /** Without a decision point there is nothing to be said about the change. */
    private void verify(Deployment deployment, Verification verification) {
        var open = verification.checksThat(CheckState.NOT_VERIFIABLE);
        if (open.containsAll(List.of("invalidation", "policy_age"))) {
            states.decide(deployment, "not_verifiable");
        } else if (records.record(new RecordVerified(
                deployment.zoneId(),
                deployment.activationSeq(),
                verification.checksThat(CheckState.PASSED),
                open,
                deployment.ageMs()))) {
            states.decide(deployment, "verified");
        }
    }
}
