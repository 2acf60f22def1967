package dev.edict.projector.trail;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The names of entities in the timeline. Names and numbers never change, so a replay produces the same text. */
final class TimelineNames {

    private final JdbcClient views;

    TimelineNames(JdbcClient views) {
        this.views = views;
    }

    String policy(String policyId) {
        return views.sql(
                        """
                select 'policy “' || name || '”' from policies where id = :id
                """)
                .param("id", policyId)
                .query(String.class)
                .single();
    }

    String policySet(String policySetId) {
        return views.sql(
                        """
                select 'policy set “' || name || '”' from policy_sets where id = :id
                """)
                .param("id", policySetId)
                .query(String.class)
                .single();
    }

    String policySetVersion(String versionId) {
        return views.sql(
                        """
                select 'version ' || v.version || ' of policy set “' || s.name || '”'
                from policy_set_versions v join policy_sets s on s.id = v.policy_set_id
                where v.id = :id
                """)
                .param("id", versionId)
                .query(String.class)
                .single();
    }

    /** {@code 1 case}, {@code 2 cases}. */
    static String counted(long count, String noun) {
        return count == 1 ? "1 " + noun : count + " " + noun + "s";
    }
}
