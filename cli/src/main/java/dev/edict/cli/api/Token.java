package dev.edict.cli.api;

/**
 * A bearer token.
 *
 * @param source where it is from, for messages
 */
record Token(String text, String source) {

    /** Never prints the token. */
    @Override
    public String toString() {
        return "the token of " + source;
    }
}
