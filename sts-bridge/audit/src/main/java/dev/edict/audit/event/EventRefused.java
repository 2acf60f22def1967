package dev.edict.audit.event;

/** What was received is no decision audit event that can be stored. */
public final class EventRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final DeadLetterReason reason;

    /** @param detail what was expected and where; quotes nothing of the event but names of members */
    public EventRefused(DeadLetterReason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public DeadLetterReason reason() {
        return reason;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
