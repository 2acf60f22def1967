package dev.edict.diagnosis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The causes of each symptom that was looked at.
 *
 * @param activationSeq of the latest change; null if nothing was ever activated
 * @param versionId the version in force; null if nothing governs
 * @param comparison the two inputs; omitted unless a decision was named
 */
public record Diagnosis(
        String zoneId,
        Instant diagnosedAt,
        @Nullable Long activationSeq,
        @Nullable String versionId,
        List<Symptom> symptoms,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Comparison comparison) {

    /**
     * A symptom.
     *
     * @param causes those that were found, likeliest first; empty if none was
     * @param lookedFor the codes of all causes that were looked for
     */
    public record Symptom(SymptomName symptom, List<Cause> causes, List<CauseName> lookedFor) {

        /** The causes that were looked for and not found, likeliest first. */
        public List<CauseName> notFound() {
            var found = causes.stream().map(Cause::cause).toList();
            return lookedFor.stream().filter(cause -> !found.contains(cause)).toList();
        }

        static Symptom of(SymptomName name, List<Cause> causes) {
            return new Symptom(name, List.copyOf(causes), name.causes());
        }
    }
}
