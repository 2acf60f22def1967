package dev.edict.app.cli;

import dev.edict.app.CaracalDatabases;
import dev.edict.app.CaracalDatabases.Database;
import dev.edict.cli.Ran;

/** An Edict that a small Caracal is to move to, with everything in it that a large one has. */
record Move(Database edict, Database caracal) implements AutoCloseable {

    static Move begin() {
        var databases = CaracalDatabases.shared();
        return begin(databases.edict(), databases.caracal(10, 10, 4));
    }

    /** Copies of databases after one import without changes. */
    static Move made() {
        var databases = CaracalDatabases.shared();
        var caracal = databases.caracal(10, 10, 4);
        return begin(databases.copyOf("imported", empty -> importInto(empty, caracal)), caracal);
    }

    private static void importInto(Database empty, Database caracal) {
        CaracalDatabases.migrate(empty);
        begin(empty, caracal).imported();
    }

    static Move withinOneDatabase() {
        var both = CaracalDatabases.shared().caracal(10, 10, 4);
        CaracalDatabases.migrate(both);
        return begin(both, both);
    }

    private static Move begin(Database edict, Database caracal) {
        System.setProperty("DATABASE_URL", edict.url());
        return new Move(edict, caracal);
    }

    /** As a role that sees rows only by the setting of the contract. */
    Ran imported() {
        return CliRun.edict("import", "--from", caracal.urlAs("caracal_sts"));
    }

    Ran dryRun() {
        return CliRun.edict("import", "--from", caracal.urlAs("caracal_sts"), "--dry-run");
    }

    long events() {
        return edict.count("events.domain_event");
    }

    /** A change that Caracal itself never makes. */
    void byHand(String statement) {
        caracal.execute(
                "set session_replication_role = replica; %s; reset session_replication_role".formatted(statement));
    }

    /** As Caracal adds one, which shows on the policy. */
    void addVersion(String id, String policyId, int version) {
        addVersion(id, policyId, version, "2026-01-01Z");
    }

    void addVersion(String id, String policyId, int version, String at) {
        caracal.sql()
                .sql(
                        """
                insert into policy_versions
                    (id, policy_id, version, content, content_sha256, schema_version, created_by, created_at)
                select :id, :policy, :version, 'x', encode(sha256('x'), 'hex'), '2026-05-20', 'zoe', :at::timestamptz
                """)
                .param("id", id)
                .param("policy", policyId)
                .param("version", version)
                .param("at", at)
                .update();
        caracal.sql()
                .sql("update policies set updated_at = :at::timestamptz, updated_by = 'zoe' where id = :policy")
                .param("at", at)
                .param("policy", policyId)
                .update();
    }

    /** As Caracal activates a version: at most one of a zone at any instant. */
    void activateThere(String policySetId, String versionId, String at) {
        caracal.execute(
                """
                update policy_set_bindings set active_version_id = null, updated_at = '%3$s'
                    where zone_id = (select zone_id from policy_sets where id = '%1$s') and policy_set_id <> '%1$s'
                        and active_version_id is not null;
                update policy_set_bindings set active_version_id = '%2$s', updated_at = '%3$s' where policy_set_id = '%1$s';
                update policy_sets set updated_at = '%3$s', updated_by = 'zoe', updated_via_operator = false where id = '%1$s'
                """
                        .formatted(policySetId, versionId, at));
    }

    /** The write of this row fails, as when the database is lost then. */
    void failAt(String table, String condition, String sqlState) {
        edict.execute(
                """
                create function fail() returns trigger language plpgsql as
                    $$ begin raise exception 'lost' using errcode = '%s'; end $$;
                create trigger fail before insert on %s for each row when (%s) execute function fail()
                """
                        .formatted(sqlState, table, condition));
    }

    void failNoMore() {
        edict.execute("drop function fail cascade");
    }

    @Override
    public void close() {
        System.clearProperty("DATABASE_URL");
    }
}
