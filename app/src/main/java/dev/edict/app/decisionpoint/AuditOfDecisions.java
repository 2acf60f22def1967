package dev.edict.app.decisionpoint;

import dev.edict.app.servers.EnvironmentVariables;
import dev.edict.command.secret.AuditKey;
import dev.edict.decisionpoint.audit.AuditSettings;
import dev.edict.decisionpoint.audit.DecisionAudit;
import dev.edict.embedded.StartRefused;
import io.lettuce.core.RedisURI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings of the audit of decisions, from environment variables. */
public final class AuditOfDecisions {

    static final String KEY = "AUDIT_HMAC_KEY";

    private static final String MODE = "EDICT_DECISION_AUDIT";
    private static final String REDACTED = "EDICT_DECISION_AUDIT_REDACTED";
    private static final String SPILL = "audit-spill";

    private final EnvironmentVariables variables;

    public AuditOfDecisions(EnvironmentVariables variables) {
        this.variables = variables;
    }

    /**
     * Makes the audit, which is not started.
     *
     * @param key read again while it runs, because its file may change
     * @param folder of this process alone
     */
    public DecisionAudit in(RedisURI redis, Supplier<Optional<String>> key, String decisionPoint, Path folder) {
        try {
            return new DecisionAudit(
                    AuditSettings.from(redis, () -> AuditKey.parse(required(key)), decisionPoint, folder.resolve(SPILL))
                            .durable(isDurable())
                            .redacted(redacted())
                            .build());
        } catch (IllegalArgumentException e) {
            // The messages name the member, or what is wrong with the key, and quote no secret.
            throw new StartRefused("the audit of decisions cannot be used", String.valueOf(e.getMessage()));
        }
    }

    private static String required(Supplier<Optional<String>> key) {
        return key.get()
                .orElseThrow(() -> new StartRefused(
                        KEY + " is missing: decisions are recorded in Redis, signed",
                        "set " + KEY + " or " + KEY + "_FILE to at least 64 hex digits"));
    }

    private boolean isDurable() {
        return switch (variables.raw(MODE).map(String::strip).orElse("ordinary")) {
            case "ordinary" -> false;
            case "durable" -> true;
            default -> throw new StartRefused(MODE + " is neither ordinary nor durable", "set it to one of them");
        };
    }

    private List<String> redacted() {
        return variables.raw(REDACTED).stream()
                .flatMap(members -> Arrays.stream(members.split(",", -1)))
                .map(String::strip)
                .filter(member -> !member.isEmpty())
                .toList();
    }
}
