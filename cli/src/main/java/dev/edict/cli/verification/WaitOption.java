package dev.edict.cli.verification;

import dev.edict.cli.io.InvalidArguments;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** For how long a command waits for the verification of a change. */
public final class WaitOption {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,3}s");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60s",
            description = "how long to wait for a verdict, 0s to 600s, default ${DEFAULT-VALUE}")
    private String wait = "";

    /** For how long, at most 10 minutes. */
    public Duration patience() {
        if (!SECONDS.matcher(wait).matches()) {
            throw new InvalidArguments("--wait must be whole seconds, such as 60s");
        }
        var patience = Duration.ofSeconds(Long.parseLong(wait.substring(0, wait.length() - 1)));
        if (patience.compareTo(LONGEST) > 0) {
            throw new InvalidArguments("--wait must be at most 600s");
        }
        return patience;
    }
}
