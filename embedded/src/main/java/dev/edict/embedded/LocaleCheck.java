package dev.edict.embedded;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Rejects paths and values that the JVM could not decode in the character encoding of this process. */
public final class LocaleCheck {

    private static final String ENCODING = System.getProperty("sun.jnu.encoding", "UTF-8");
    private static final String REPLACEMENT = "\uFFFD";

    private static final Pattern READ_BY_EDICT =
            Pattern.compile("(?:EDICT_.*|CARACAL_ADMIN_TOKEN|DATABASE_URL|REDIS_URL|STS_URL|HOST|METRICS_BEARER"
                    + "|STREAMS_HMAC_KEY|AUDIT_HMAC_KEY(?:_PREVIOUS)?|GATEWAY_STS_HMAC_KEY)(?:_FILE)?");

    private LocaleCheck() {}

    /** One line with the cause and the setting that fixes it; without the value, which may be a secret. */
    public static Optional<String> refusal(String... arguments) {
        return unreadable(List.of(arguments), System.getenv(), System.getProperty("user.dir", ""))
                .map(name -> String.valueOf(refusal(name).getMessage()));
    }

    /** For a path that is known later, or was decoded with another encoding than that of the file system. */
    public static void requireUsable(String name, String path) {
        if (isUnreadable(path) || !Charset.forName(ENCODING).newEncoder().canEncode(path)) {
            throw refusal(name);
        }
    }

    /** Checks the variables of Edict only; others may have any value. */
    static Optional<String> unreadable(List<String> arguments, Map<String, String> variables, String workingDirectory) {
        if (isUnreadable(workingDirectory)) {
            return Optional.of("the path of the working directory");
        }
        var argument = IntStream.range(0, arguments.size())
                .filter(i -> isUnreadable(arguments.get(i)))
                .mapToObj(i -> "argument " + (i + 1))
                .findFirst();
        return argument.or(() -> variables.entrySet().stream()
                .filter(variable -> isUnreadable(variable.getValue()))
                .map(Map.Entry::getKey)
                .filter(name -> READ_BY_EDICT.matcher(name).matches())
                .sorted()
                .findFirst());
    }

    private static boolean isUnreadable(String text) {
        return text.contains(REPLACEMENT);
    }

    private static StartRefused refusal(String name) {
        return new StartRefused(
                name + " holds characters that this environment's encoding, " + ENCODING + ", cannot read",
                ENCODING.equals("UTF-8") ? "write them in UTF-8" : "set LC_ALL=C.UTF-8");
    }
}
