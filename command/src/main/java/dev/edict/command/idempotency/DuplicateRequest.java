package dev.edict.command.idempotency;

import dev.edict.command.api.Receipt;

/** The idempotent request took effect before. */
public final class DuplicateRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Receipt receipt;

    public DuplicateRequest(Receipt receipt) {
        super("the request has a stored response", null, false, false);
        this.receipt = receipt;
    }

    /** The stored response. */
    public Receipt receipt() {
        return receipt;
    }
}
