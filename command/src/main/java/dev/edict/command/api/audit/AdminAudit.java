package dev.edict.command.api.audit;

/** Records what the Admin API did without a command; of too much from one actor only how much it was. */
public interface AdminAudit {

    /** Has written it down when it returns. */
    void record(AdminAction action);

    /** Returns at once; the record follows within a minute, or is lost with the process. */
    void note(AdminAction action);
}
