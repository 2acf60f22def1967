package dev.edict.app.bench;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A zone that is governed and has 12,000 policies, each with one to four versions of some 2 kB. Most come through SQL
 * into the tables that questions and commands read; those that commands are to change are made through the API.
 *
 * @param policyIds of all of them
 * @param changeable the ids of those that were made through the API
 */
record LargeZone(Api.Governed governed, List<String> policyIds, List<String> changeable) {

    static final int POLICIES = 12_000;
    private static final int CHANGEABLE = 300;

    static LargeZone create(Api api, JdbcClient database) {
        var governed = api.governed(2);
        var changeable = IntStream.range(0, CHANGEABLE)
                .mapToObj(n -> api.policy(governed.zoneId(), Documents.GRANTS).policyId())
                .toList();
        insertPolicies(database, governed.zoneId(), POLICIES - CHANGEABLE - 1);
        insertVersions(database);
        database.sql("analyze").update();
        var ids = database.sql("select id from views.policies where zone_id = :zone")
                .param("zone", governed.zoneId())
                .query(String.class)
                .list();
        if (ids.size() != POLICIES) {
            throw new IllegalStateException("%d policies".formatted(ids.size()));
        }
        return new LargeZone(governed, ids, new ArrayList<>(changeable));
    }

    private static void insertPolicies(JdbcClient database, String zoneId, int count) {
        database.sql(
                        """
                        create table public.seed_policy as
                        select n, uuidv7()::text as id, 'grants of team ' || n as name,
                            now() - (20000 - n) * interval '97 seconds' as created_at
                        from generate_series(1, %d) n
                        """
                                .formatted(count))
                .update();
        database.sql(
                        """
                        with looked_up as (
                            insert into command.policy (policy_id, zone_id, name, name_key, created_at)
                            select id, :zone, name, name, created_at from public.seed_policy)
                        insert into views.policies (id, zone_id, name, description, created_by, created_at, updated_at)
                        select id, :zone, name, 'What team ' || n || ' may do, kept by its own pipeline',
                            'admin:01920000-0000-7000-8000-0000000000a1', created_at, created_at + interval '3 days'
                        from public.seed_policy
                        """)
                .param("zone", zoneId)
                .update();
    }

    private static void insertVersions(JdbcClient database) {
        database.sql(
                        """
                        create table public.seed_version as
                        select uuidv7()::text as id, p.id as policy_id, v as version,
                            p.created_at + v * interval '11 hours' as created_at,
                            e'# caracal:data-document\\npackage caracal.authz\\n\\nimport rego.v1\\n\\ngrants := {\\n' || (
                                select string_agg(format(
                                    e'    "resource://team-%s/ledger-%s": {"application": "ledger", "roles": {"teller": ["ledger:read", "v%s"]}},\\n',
                                    p.n, r, v), '')
                                from generate_series(1, 18) r) || e'}\\n' as content
                        from public.seed_policy p, generate_series(1, 1 + p.n % 4) v
                        """)
                .update();
        database.sql(
                        """
                        with hashed as (
                            select s.*, p.zone_id, encode(sha256(convert_to(content, 'UTF8')), 'hex') as content_sha256
                            from public.seed_version s join command.policy p on p.policy_id = s.policy_id),
                        texts as (
                            insert into events.content (sha256, content) select content_sha256, content from hashed),
                        looked_up as (
                            insert into command.policy_version (version_id, policy_id, zone_id, version, content_sha256,
                                schema_version, created_at)
                            select id, policy_id, zone_id, version, content_sha256, '2026-05-20', created_at from hashed)
                        insert into views.policy_versions (id, policy_id, version, content, content_sha256,
                            schema_version, created_by, created_at)
                        select id, policy_id, version, content, content_sha256, '2026-05-20',
                            'admin:01920000-0000-7000-8000-0000000000a1', created_at from hashed
                        """)
                .update();
        database.sql("drop table public.seed_policy, public.seed_version").update();
    }
}
