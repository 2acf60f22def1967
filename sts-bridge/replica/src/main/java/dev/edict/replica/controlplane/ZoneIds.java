package dev.edict.replica.controlplane;

import java.util.regex.Pattern;

/** The grammar of every id of the contract (contract §1.1). */
public final class ZoneIds {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    private ZoneIds() {}

    /** Whether it has 1 to 128 of the characters {@code A-Z a-z 0-9 _ . - :}. */
    public static boolean isValid(String id) {
        return ID.matcher(id).matches();
    }

    /**
     * Returns the id.
     *
     * @throws IllegalArgumentException if it is not of the grammar
     */
    public static String require(String what, String id) {
        if (!isValid(id)) {
            throw new IllegalArgumentException(
                    "%s needs 1 to 128 of the characters A-Z a-z 0-9 _ . - :".formatted(what));
        }
        return id;
    }
}
