package dev.edict.fleet.opa.status;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.edict.command.api.Caller;
import dev.edict.fleet.roster.Observation;
import dev.edict.fleet.roster.Observation.Enforced;
import dev.edict.fleet.roster.Observation.ObservedZone;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of an agent's status that is kept. What else it says, such as its metrics, is skipped while it is read.
 *
 * @param bundles by name, which is the zone's id; missing before the first request of a process
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AgentStatus(
        @NotNull @Valid Labels labels,
        @Nullable @Size(max = AgentStatus.MOST_BUNDLES) Map<String, @NotNull @Valid BundleStatus> bundles) {

    static final int MOST_BUNDLES = 16;
    static final int LONGEST_ERROR = 1_000;

    private static final java.util.regex.Pattern REVISION =
            java.util.regex.Pattern.compile("([0-9]{1,18}):(none|[0-9a-f]{64})");
    private static final int LONGEST_REVISION = 100;

    /**
     * Who posts it.
     *
     * @param id differs with each start
     * @param version of the agent
     * @param instance by which its operator knows it; empty if the variable that it comes from is not set
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Labels(
            @NotNull @Pattern(regexp = "[A-Za-z0-9_.\\-:]{1,124}") String id,
            @Nullable @Pattern(regexp = "[\\x20-\\x7e]{0,64}") String version,
            @Nullable @Pattern(regexp = "[A-Za-z0-9_.\\-:]{0,124}") String instance) {}

    /**
     * What became of a bundle; times are by the clock of the agent.
     *
     * @param activeRevision what is in force; null if nothing is
     * @param code set if the last attempt to load failed
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record BundleStatus(
            @Nullable String activeRevision,
            @Nullable Instant lastRequest,
            @Nullable Instant lastSuccessfulRequest,
            @Nullable Instant lastSuccessfulActivation,
            @Nullable String code,
            @Nullable String message,
            @Nullable List<@Nullable BundleError> errors) {}

    /** What is wrong in a file of a bundle. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record BundleError(@Nullable String message, @Nullable Location location) {}

    /** Where it is. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Location(@Nullable String file, @Nullable Integer row) {}

    AgentId agent() {
        var instance = labels.instance();
        return AgentId.of(instance == null || instance.isEmpty() ? labels.id() : instance);
    }

    /** As the roster records it. */
    Observation observation(Caller caller) {
        var all = bundles == null ? Map.<String, BundleStatus>of() : bundles;
        return new Observation(
                AgentId.KIND,
                agent().id(),
                labels.id(),
                labels.version() == null ? null : "Open Policy Agent/" + labels.version(),
                caller.getName(),
                caller.zoneId(),
                order(all.values().stream()),
                all.entrySet().stream()
                        .map(bundle -> zone(bundle.getKey(), bundle.getValue()))
                        .toList());
    }

    private static long order(Stream<BundleStatus> all) {
        return all.map(BundleStatus::lastRequest)
                .map(AgentStatus::orNever)
                .filter(Objects::nonNull)
                .mapToLong(at -> ChronoUnit.MICROS.between(Instant.EPOCH, at))
                .max()
                .orElse(0);
    }

    private static ObservedZone zone(String name, BundleStatus bundle) {
        var revision = bundle.activeRevision() == null ? "" : bundle.activeRevision();
        var own = REVISION.matcher(revision);
        var enforced = own.matches()
                ? new Enforced(Long.parseLong(own.group(1)), own.group(2).equals("none") ? null : own.group(2))
                : null;
        return new ObservedZone(
                name,
                enforced,
                enforced != null || revision.isEmpty() ? null : line(revision, LONGEST_REVISION),
                orNever(bundle.lastSuccessfulActivation()),
                orNever(bundle.lastSuccessfulRequest()),
                bundle.code() == null ? null : line(error(bundle), LONGEST_ERROR));
    }

    private static String error(BundleStatus bundle) {
        var first = bundle.errors() == null
                ? null
                : bundle.errors().stream().filter(Objects::nonNull).findFirst().orElse(null);
        var text = "%s: %s".formatted(bundle.code(), bundle.message());
        if (first == null) {
            return text;
        }
        var place = first.location();
        return place == null
                ? "%s; %s".formatted(text, first.message())
                : "%s; %s:%s: %s".formatted(text, place.file(), place.row(), first.message());
    }

    /** The year 1 stands for never. */
    private static @Nullable Instant orNever(@Nullable Instant at) {
        return at == null || !at.isAfter(Instant.EPOCH) ? null : at;
    }

    private static String line(String text, int longest) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(longest)
                .forEach(point -> line.appendCodePoint(Character.isISOControl(point) ? ' ' : point));
        return line.toString();
    }
}
