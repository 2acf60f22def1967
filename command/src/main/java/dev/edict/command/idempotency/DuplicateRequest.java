package dev.edict.command.idempotency;

import dev.edict.command.api.Receipt;

/** The command of this request took effect when the request came the first time. */
public final class DuplicateRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Receipt receipt;

    /** By this. */
    public DuplicateRequest(Receipt receipt) {
        super("answered before", null, false, false);
        this.receipt = receipt;
    }

    /** The first answer. */
    public Receipt receipt() {
        return receipt;
    }
}
