package dev.edict.replica.spring;

/** A setting is missing or invalid. The message names the property and never repeats a value. */
final class InvalidGatewaySettings extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final String action;

    InvalidGatewaySettings(String property, String problem, String action) {
        super(property + " " + problem);
        this.action = action;
    }

    String action() {
        return action;
    }

    static void require(boolean holds, String property, String problem, String action) {
        if (!holds) {
            throw new InvalidGatewaySettings(property, problem, action);
        }
    }
}
