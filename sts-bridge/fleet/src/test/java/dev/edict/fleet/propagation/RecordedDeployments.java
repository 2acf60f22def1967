package dev.edict.fleet.propagation;

import dev.edict.command.api.deployment.DeploymentRecords;
import dev.edict.command.api.deployment.RecordCanariesFailed;
import dev.edict.command.api.deployment.RecordCanariesPassed;
import dev.edict.command.api.deployment.RecordOverdue;
import dev.edict.command.api.deployment.RecordPropagated;
import dev.edict.command.api.deployment.RecordVerificationFailed;
import dev.edict.command.api.deployment.RecordVerified;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is to be recorded, as the log would; busy, it records nothing. */
public final class RecordedDeployments implements DeploymentRecords {

    public final List<RecordPropagated> propagated = new ArrayList<>();
    public final List<RecordOverdue> overdue = new ArrayList<>();
    public final List<RecordCanariesPassed> passed = new ArrayList<>();
    public final List<RecordCanariesFailed> failed = new ArrayList<>();
    public final List<RecordVerified> verified = new ArrayList<>();
    public final List<RecordVerificationFailed> verificationFailed = new ArrayList<>();
    boolean busy;

    @Override
    public boolean record(RecordPropagated record) {
        return !busy && propagated.add(record);
    }

    @Override
    public boolean record(RecordOverdue record) {
        return !busy && overdue.add(record);
    }

    @Override
    public boolean record(RecordCanariesPassed record) {
        return !busy && passed.add(record);
    }

    @Override
    public boolean record(RecordCanariesFailed record) {
        return !busy && failed.add(record);
    }

    @Override
    public boolean record(RecordVerified record) {
        return !busy && verified.add(record);
    }

    @Override
    public boolean record(RecordVerificationFailed record) {
        return !busy && verificationFailed.add(record);
    }
}
