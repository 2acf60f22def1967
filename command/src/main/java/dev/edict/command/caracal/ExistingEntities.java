package dev.edict.command.caracal;

import dev.edict.command.naming.NameText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The policies or policy sets, and their versions, that exist when a run begins. */
final class ExistingEntities {

    private final Map<String, Head> heads = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<String, Set<Integer>> numbers = new HashMap<>();
    private final Set<String> liveNames = new HashSet<>();

    private ExistingEntities(JdbcTemplate lookups, String headQuestion, String versionQuestion) {
        lookups.query(headQuestion, row -> {
            add(new Head(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4)));
        });
        lookups.query(versionQuestion, row -> {
            add(new Version(row.getString(1), row.getString(2), row.getInt(3), row.getString(4)));
        });
    }

    /** The immutable members of a head, and whether it is archived. */
    record Head(String id, String zoneId, String name, boolean archived) {}

    /** A version, which is immutable. */
    record Version(String id, String headId, int version, String sha256) {}

    static ExistingEntities policies(JdbcTemplate lookups) {
        return new ExistingEntities(
                lookups,
                """
                select policy_id, zone_id, name, archived from command.policy
                """,
                """
                select version_id, policy_id, version, content_sha256 from command.policy_version
                """);
    }

    static ExistingEntities policySets(JdbcTemplate lookups) {
        return new ExistingEntities(
                lookups,
                """
                select policy_set_id, zone_id, name, archived from command.policy_set
                """,
                """
                select version_id, policy_set_id, version, manifest_sha256 from command.sealed_version
                """);
    }

    private void add(Head head) {
        heads.put(head.id(), head);
        if (!head.archived()) {
            liveNames.add(inZone(head.zoneId(), head.name()));
        }
    }

    private void add(Version version) {
        versions.put(version.id(), version);
        numbers.computeIfAbsent(version.headId(), head -> new HashSet<>()).add(version.version());
    }

    @Nullable
    Head head(String id) {
        return heads.get(id);
    }

    @Nullable
    Version version(String id) {
        return versions.get(id);
    }

    boolean isTaken(String headId, int version) {
        return numbers.getOrDefault(headId, Set.of()).contains(version);
    }

    boolean isNameTaken(String zoneId, String name) {
        return liveNames.contains(inZone(zoneId, name));
    }

    private static String inZone(String zoneId, String name) {
        return zoneId + "\n" + NameText.comparable(name);
    }
}
