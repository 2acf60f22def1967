package dev.edict.decision;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The decision table of contract §8.5 as a Rego module, for decision points that evaluate Rego. */
public final class DecisionContract {

    /** The package of the module and of every document; its rule {@code result} is the decision. */
    public static final String PACKAGE = "caracal.authz";

    private DecisionContract() {}

    /** The text of the module. */
    public static String text() {
        try (var file = DecisionContract.class.getResourceAsStream("contract.rego")) {
            if (file == null) {
                throw new IllegalStateException("contract.rego is missing beside " + DecisionContract.class.getName());
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
