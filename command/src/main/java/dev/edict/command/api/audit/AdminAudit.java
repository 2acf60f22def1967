package dev.edict.command.api.audit;

/** Records requests that no command recorded. Beyond a budget per actor it records only their number. */
public interface AdminAudit {

    /** Records the action before it returns. */
    void record(AdminAction action);

    /** Returns at once. The record follows within a minute, or is lost with the process. */
    void note(AdminAction action);
}
