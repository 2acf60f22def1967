package dev.edict.projector.trail;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.edict.projector.tables.ViewWriter;
import org.springframework.stereotype.Component;

/**
 * The names of entities in the timeline. Names and numbers never change, so a replay produces the same text, and a name
 * that was heard once need not be looked up.
 */
@Component
final class TimelineNames {

    private static final long MOST_REMEMBERED = 100_000;

    private final ViewWriter views;
    private final Cache<String, String> heard =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    TimelineNames(ViewWriter views) {
        this.views = views;
    }

    void hearPolicy(String policyId, String name) {
        heard.put(policyId, "policy “%s”".formatted(name));
    }

    void hearPolicySet(String policySetId, String name) {
        heard.put(policySetId, "policy set “%s”".formatted(name));
    }

    void hearPolicySetVersion(String versionId, int version, String policySetId) {
        heard.put(versionId, "version %d of %s".formatted(version, policySet(policySetId)));
    }

    String policy(String policyId) {
        return name(
                policyId,
                """
                select 'policy “' || name || '”' from policies where id = :id
                """);
    }

    String policySet(String policySetId) {
        return name(
                policySetId,
                """
                select 'policy set “' || name || '”' from policy_sets where id = :id
                """);
    }

    String policySetVersion(String versionId) {
        return name(
                versionId,
                """
                select 'version ' || v.version || ' of policy set “' || s.name || '”'
                from policy_set_versions v join policy_sets s on s.id = v.policy_set_id
                where v.id = :id
                """);
    }

    private String name(String id, String question) {
        return heard.get(
                id,
                unheard -> views.ask(tables -> tables.sql(question)
                        .param("id", unheard)
                        .query(String.class)
                        .single()));
    }

    /** {@code 1 case}, {@code 2 cases}. */
    static String counted(long count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }
}
