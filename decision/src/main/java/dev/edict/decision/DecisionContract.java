package dev.edict.decision;

import dev.edict.decision.language.DataRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The decision table of contract §8.5: as a Rego module, for decision points that evaluate Rego, and its reasons. */
public final class DecisionContract {

    /** The package of the module and of every document; its rule {@code result} is the decision. */
    public static final String PACKAGE = "caracal.authz";

    private static final List<String> DENY_REASONS = Stream.concat(
                    Stream.of(
                            "ambiguous_request_shape",
                            "confinement_violation",
                            "conflicting_risk_tiers",
                            "delegation_scope_exceeded",
                            "malformed_app_ids_data",
                            "malformed_approval_data",
                            "malformed_confinement_data",
                            "malformed_grants_data",
                            "malformed_restrict_data",
                            "malformed_risk_data",
                            "mandate_target_mismatch",
                            "no_rule_matched",
                            "resource_not_granted",
                            "restriction_active",
                            "role_scope_mismatch"),
                    Arrays.stream(DataRule.values()).map(DecisionContract::conflicting))
            .sorted()
            .toList();

    private static final String SHA256 = hash(text());

    private DecisionContract() {}

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * The reasons with which the table denies, in alphabetical order; a decision contract of a site's own may give
     * others.
     */
    public static List<String> denyReasons() {
        return DENY_REASONS;
    }

    /** The reason where documents define a rule in different ways. */
    static String conflicting(DataRule rule) {
        return "conflicting_%s_data".formatted(rule.ruleName());
    }

    /** Lower-case hex SHA-256 of the UTF-8 bytes of the module. */
    public static String sha256() {
        return SHA256;
    }

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
