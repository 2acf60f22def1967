package dev.edict.command.caracal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is here under the ids of policies or of policy sets, and of their versions, when a run begins. */
final class KnownHeads {

    private final Map<String, Head> heads = new HashMap<>();
    private final Map<String, Version> versions = new HashMap<>();
    private final Map<String, Integer> latest = new HashMap<>();
    private final Map<String, String> liveNames = new HashMap<>();

    private KnownHeads(JdbcClient lookups, String headQuestion, String versionQuestion) {
        lookups.sql(headQuestion).query(Head.class).list().forEach(this::add);
        lookups.sql(versionQuestion).query(Version.class).list().forEach(this::add);
    }

    /** A head as far as it never changes, and whether it is in use. */
    record Head(String id, String zoneId, String name, boolean archived) {}

    /** A version, which never changes. */
    record Version(String id, String headId, int version, String sha256) {}

    static KnownHeads policies(JdbcClient lookups) {
        return new KnownHeads(
                lookups,
                """
                select policy_id as id, zone_id, name, archived from command.policy
                """,
                """
                select version_id as id, policy_id as head_id, version, content_sha256 as sha256
                from command.policy_version
                """);
    }

    static KnownHeads policySets(JdbcClient lookups) {
        return new KnownHeads(
                lookups,
                """
                select policy_set_id as id, zone_id, name, archived from command.policy_set
                """,
                """
                select version_id as id, policy_set_id as head_id, version, manifest_sha256 as sha256
                from command.sealed_version
                """);
    }

    private void add(Head head) {
        heads.put(head.id(), head);
        if (!head.archived()) {
            liveNames.put(inZone(head.zoneId(), head.name()), head.id());
        }
    }

    private void add(Version version) {
        versions.put(version.id(), version);
        latest.merge(version.headId(), version.version(), Math::max);
    }

    @Nullable
    Head head(String id) {
        return heads.get(id);
    }

    @Nullable
    Version version(String id) {
        return versions.get(id);
    }

    /** 0 for a head that is not here. */
    int latestOf(String headId) {
        return latest.getOrDefault(headId, 0);
    }

    boolean isNameTaken(String zoneId, String name) {
        return liveNames.containsKey(inZone(zoneId, name));
    }

    private static String inZone(String zoneId, String name) {
        return zoneId + "\n" + name;
    }
}
