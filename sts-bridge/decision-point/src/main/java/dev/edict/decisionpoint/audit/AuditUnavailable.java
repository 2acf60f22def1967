package dev.edict.decisionpoint.audit;

/** A decision cannot be recorded durably, and must not be answered. */
public final class AuditUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param why in plain words, without secrets */
    public AuditUnavailable(String why) {
        super(why);
    }
}
