package dev.edict.fleet.opa.canary;

/** A run proves nothing about the activation: it is not recorded, and tried again. */
final class RunDropped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param reason in one line, without a secret */
    RunDropped(String reason) {
        super(reason);
    }
}
