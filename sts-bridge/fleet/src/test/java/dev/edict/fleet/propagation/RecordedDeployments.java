package dev.edict.fleet.propagation;

import dev.edict.command.api.deployment.DeploymentRecord;
import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import java.util.ArrayList;
import java.util.List;

/** Keeps the records that the log would have; while it is busy, it records nothing. */
public final class RecordedDeployments implements DeploymentRecords {

    public final List<RecordPropagated> propagated = new ArrayList<>();
    public final List<RecordOverdue> overdue = new ArrayList<>();
    public final List<RecordCanariesPassed> passed = new ArrayList<>();
    public final List<RecordCanariesFailed> failed = new ArrayList<>();
    public final List<RecordVerified> verified = new ArrayList<>();
    public final List<RecordVerificationFailed> verificationFailed = new ArrayList<>();
    boolean busy;

    @Override
    public boolean record(DeploymentRecord outcome) {
        if (busy) {
            return false;
        }
        if (outcome instanceof RecordPropagated record) {
            return propagated.add(record);
        }
        if (outcome instanceof RecordOverdue record) {
            return overdue.add(record);
        }
        if (outcome instanceof RecordCanariesPassed record) {
            return passed.add(record);
        }
        if (outcome instanceof RecordCanariesFailed record) {
            return failed.add(record);
        }
        return outcome instanceof RecordVerified record
                ? verified.add(record)
                : verificationFailed.add((RecordVerificationFailed) outcome);
    }
}
