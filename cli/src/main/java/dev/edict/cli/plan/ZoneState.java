package dev.edict.cli.plan;

import dev.edict.cli.api.Zone;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a zone is now, as far as a plan is about it.
 *
 * @param zone null if there is none of this name yet
 * @param governing null if nothing governs
 * @param activationSeq the number of the latest change of what governs; 0 if there was none
 * @param suites bodies of the API by name
 * @param canaries bodies of the API by name
 * @param catalogue null if it is not managed by Edict
 * @param policySetId that of the desired policy set; null if there is none yet
 * @param newest the newest sealed version of the desired policy set; null if there is none
 */
public record ZoneState(
        @Nullable Zone zone,
        @Nullable Version governing,
        long activationSeq,
        Settings settings,
        Map<String, Object> suites,
        long suitesVersion,
        Map<String, Object> canaries,
        long canariesVersion,
        @Nullable Map<String, @Nullable Object> catalogue,
        long catalogueVersion,
        @Nullable String policySetId,
        @Nullable Version newest) {

    /** The id that stands for a zone that does not exist yet, in previews. */
    public static final String NEW = "new";

    /** Values by name, and the number of their latest change. */
    public record Settings(Map<String, Object> values, long seq) {}

    /**
     * A sealed version.
     *
     * @param number counts the versions of its policy set
     * @param policies its policy versions by the name of the policy
     * @param since when it began to govern; empty for one that does not govern
     * @param actor who let it govern; empty for one that does not govern
     */
    public record Version(
            String id,
            String policySetId,
            String policySetName,
            int number,
            Map<String, PolicyVersion> policies,
            String since,
            String actor) {}

    /** A stored policy version. */
    public record PolicyVersion(String policyId, String id, String sha256) {}

    /** A zone that does not exist yet. */
    static ZoneState none() {
        return new ZoneState(
                null,
                null,
                0,
                new Settings(Map.of("strict", false, "canaries", "off", "evidence", "none"), 0),
                Map.of(),
                0,
                Map.of(),
                0,
                Map.of(),
                0,
                null,
                null);
    }

    /** The id of the zone, or what stands for it. */
    String zoneId() {
        return zone == null ? NEW : zone.id();
    }
}
