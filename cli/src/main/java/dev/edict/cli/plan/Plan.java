package dev.edict.cli.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.edict.cli.io.InvalidFile;
import dev.edict.cli.io.Json;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.io.TextFiles;
import dev.edict.cli.plan.Step.Action;
import dev.edict.command.content.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a folder would change in a zone. It has the texts, so that it can be applied without the folder.
 *
 * @param format {@link #FORMAT}
 * @param edict the version of the program that made it
 * @param steps empty if there is nothing to do
 * @param preview as the API answered it
 */
public record Plan(
        int format, String edict, Target zone, Desired desired, Base base, List<Step> steps, JsonNode preview) {

    /** Of the file; a program reads its own format only. */
    static final int FORMAT = 1;

    private static final int LONGEST_FILE = 64 << 20;
    private static final String BLOCKED = "blocked";

    /**
     * The zone.
     *
     * @param id null for a zone that does not exist yet
     */
    public record Target(String named, @Nullable String id, String slug, String name) {}

    /**
     * What the plan rests on.
     *
     * @param digest of the preview
     * @param basis its parts
     * @param settings those of the zone
     * @param governing the version that governs; null for none
     */
    public record Base(String digest, Basis basis, Map<String, Object> settings, @Nullable Governing governing) {}

    /** The parts of a preview's digest; numbers grow by one with each change. */
    public record Basis(
            String contents,
            long activationSeq,
            long settingsSeq,
            long catalogueVersion,
            long suitesVersion,
            long canariesVersion,
            String contract) {

        /** That of a preview. */
        public static Basis of(JsonNode preview) {
            var basis = preview.path("basis");
            return new Basis(
                    basis.path("contents").asString(""),
                    basis.path("activation_seq").asLong(0),
                    basis.path("settings_seq").asLong(0),
                    basis.path("catalogue_version").asLong(0),
                    basis.path("suites_version").asLong(0),
                    basis.path("canaries_version").asLong(0),
                    basis.path("contract").asString(""));
        }
    }

    /** A version that governs. */
    public record Governing(String versionId, String policySet, int number) {}

    static Plan of(Target zone, Desired desired, ZoneState state, List<Step> steps, JsonNode preview) {
        var governing = state.governing();
        var base = new Base(
                preview.path("digest").asString(""),
                Basis.of(preview),
                state.settings().values(),
                governing == null
                        ? null
                        : new Governing(governing.id(), governing.policySetName(), governing.number()));
        return new Plan(FORMAT, ProgramVersion.number(), zone, desired, base, steps, preview);
    }

    /**
     * Reads a plan from a file.
     *
     * @throws InvalidFile if it is none, or of another format
     */
    public static Plan read(String file) {
        var text = TextFiles.text(file, LONGEST_FILE);
        var format = Json.object(file, text).get("format");
        if (!Integer.valueOf(FORMAT).equals(format)) {
            throw new InvalidFile("%s: no plan that this program reads: format %s, expected %d; make it again"
                    .formatted(TerminalText.of(file), format, FORMAT));
        }
        return Json.read(file, text, Plan.class);
    }

    /** The text of its file. */
    public String text() {
        return Json.snakeCase(this);
    }

    /** Lower-case hex SHA-256 of what it would do, and of what it rests on. */
    @JsonIgnore
    public String digest() {
        var parts = new LinkedHashMap<String, @Nullable Object>();
        parts.put("zone", zone);
        parts.put("desired", desired);
        parts.put("base", base);
        return Sha256.hex(Json.snakeCase(parts));
    }

    /** Whether there is anything to do. */
    @JsonIgnore
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Whether another version would govern. */
    @JsonIgnore
    public boolean activates() {
        return steps.stream().anyMatch(step -> step.action() == Action.ACTIVATE);
    }

    /** Whether Edict would refuse a version of these documents, under these suites, canaries, catalogue and settings. */
    @JsonIgnore
    public boolean isBlocked() {
        return !isEmpty() && preview.path("verdict").asString("").equals(BLOCKED);
    }
}
