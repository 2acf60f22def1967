package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edict.app.rig.Rounds;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code edict rebuild} beside a running Edict. */
@Tag("measures")
class RebuildIT {

    private static final int ZONES = 4;
    private static final Duration A_COMMANDS_PATIENCE = Duration.ofSeconds(3);

    /** Rows that do not change meanwhile, but that the rebuild has to replay nevertheless. */
    private static final int OTHER_POLICIES = Rounds.of(0, 2_000);

    /** Of the twenty that the load sends. */
    private static final int COMMANDS_PER_SECOND = 18;

    @TempDir
    private static Path folder;

    private static PackagedEdict edict;
    private static Api api;
    private static String url;
    private static List<Api.Governed> zones;

    @BeforeAll
    static void zones_that_are_governed() throws Exception {
        edict = new PackagedEdict(folder.resolve("data"), Map.of()).awaitReady();
        api = edict.api();
        url = "postgres://postgres@127.0.0.1:%d/edict".formatted(edict.portOf("PostgreSQL"));
        zones = Stream.generate(() -> api.governed(2)).limit(ZONES).toList();
        zones.forEach(RebuildIT::activateTheFirst);
        for (int n = 0; n < OTHER_POLICIES; n++) {
            api.policy(zones.get(n % ZONES).zoneId(), Documents.GRANTS);
        }
    }

    private static void activateTheFirst(Api.Governed zone) {
        api.activate(zone.zoneId(), zone.policySetId(), zone.versionIds().get(0))
                .expect(202);
    }

    @AfterAll
    static void stop() {
        edict.close();
    }

    @AfterEach
    void the_views_equal_a_replay_of_the_log() {
        await("the timeline, a reader of its own, to reach the head of the log")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(count("views.timeline")).isEqualTo(count("events.domain_event")));
        ViewsOracle.of(url).viewsAreTheFoldOfTheLog();
    }

    @Test
    void commands_and_readers_go_on_while_all_views_are_rebuilt_and_swapped() throws Exception {
        try (var load = new Load(api, zones);
                var readers = new Readers(api, zones, database())) {
            var printed = new StringBuilder();
            await("commands to come in and readers to read")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> load.answered() > 40 && readers.rounds() > 20);
            for (var view : List.of("all", "enforcement")) {
                var before = readers.rounds();
                try (var rebuild = rebuild(view, "--swap")) {
                    assertThat(rebuild.exitCode()).as(rebuild.errors()).isZero();
                    assertThat(rebuild.output())
                            .contains("swapped at event")
                            .contains(" equal\n")
                            .doesNotContain("DIFFERENT");
                    assertThat(rebuild.errors()).isEmpty();
                    printed.append(rebuild.output());
                    assertThat(held(rebuild)).isLessThan(A_COMMANDS_PATIENCE);
                }
                await("readers to have read what was swapped in")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> readers.rounds() > before + 20);
            }
            load.stop();
            readers.stop();
            assertThat(load.refused()).as(printed::toString).isEmpty();
            assertThat(load.perSecond()).isGreaterThanOrEqualTo(COMMANDS_PER_SECOND);
            assertThat(readers.failures()).isEmpty();
        }
        assertThat(sql().sql("select count(*) from views_old.policies")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    /** The control: readers would see an emptied table if a swap were not atomic. */
    @Test
    void readers_notice_a_table_that_is_empty_for_a_moment() throws Exception {
        try (var readers = new Readers(api, zones, database())) {
            await("readers to know what there is")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> readers.rounds() > 2);
            assertThat(readers.failures()).isEmpty();
            sql().sql("create table public.kept as table views.policy_set_bindings")
                    .update();
            sql().sql("delete from views.policy_set_bindings").update();
            await("readers to miss it").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                            readers.failures())
                    .anyMatch(failure -> failure.startsWith("0 policy_set_bindings after "))
                    .anyMatch(failure -> failure.startsWith("0 governed zones after ")));
            sql().sql("insert into views.policy_set_bindings table public.kept").update();
        }
    }

    private static Duration held(Subcommand rebuild) {
        var millis = rebuild.output()
                .lines()
                .filter(line -> line.startsWith("commands had to wait for"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElseThrow();
        return Duration.ofMillis(Long.parseLong(millis));
    }

    @Test
    void a_row_corrupted_by_hand_is_found_and_named_and_repaired_by_a_swap() throws Exception {
        var zone = zones.get(1);
        var right = api.active(zone.zoneId()).text("version_id");
        var wrong = zone.versionIds().stream()
                .filter(id -> !id.equals(right))
                .findFirst()
                .orElseThrow();
        bind(zone, wrong);
        try (var rebuild = rebuild("all")) {
            assertThat(rebuild.exitCode()).isOne();
            assertThat(rebuild.output())
                    .containsPattern("policy_set_bindings .* DIFFERENT\n")
                    .contains(
                            "1 row differs; the first, {\"zone_id\": \"%s\", \"policy_set_id\": \"%s\"}, is not as the log has it"
                                    .formatted(zone.zoneId(), zone.policySetId()))
                    .contains("active_version_id: \"%s\", by the log \"%s\"".formatted(wrong, right))
                    .contains("run it again with --swap");
            assertThat(rebuild.output().lines().filter(line -> line.endsWith("  equal")))
                    .hasSize(14);
        }
        assertThatThrownBy(() -> ViewsOracle.of(url).viewsAreTheFoldOfTheLog())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("policy_set_bindings");
        assertThat(bound(zone)).isEqualTo(wrong);
        try (var rebuild = rebuild("enforcement", "--swap")) {
            assertThat(rebuild.exitCode()).isZero();
            assertThat(rebuild.output()).contains("DIFFERENT", "swapped at event");
        }
        assertThat(bound(zone)).isEqualTo(right);
    }

    @Test
    void a_run_killed_half_way_leaves_the_live_views_and_a_free_lock_and_the_next_one_starts_over() throws Exception {
        try (var holder = database().getConnection();
                var rebuild = rebuild("all", "--swap")) {
            holder.setAutoCommit(false);
            takeCommandLock(holder);
            await("everything to be folded but what stands behind the command lock")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> count("pg_locks where locktype = 'advisory' and not granted") == 1);
            assertThat(count("views_next.policies")).isEqualTo(count("views.policies"));
            rebuild.kill();
            holder.rollback();
        }
        await("PostgreSQL to notice that the process is gone")
                .until(() -> count("pg_locks where locktype = 'advisory'") == 0);
        assertThat(count("views.policies")).isEqualTo(count("command.policy"));
        zones.forEach(RebuildIT::activateTheFirst);
        try (var rebuild = rebuild("all", "--swap")) {
            assertThat(rebuild.exitCode()).as(rebuild.errors()).isZero();
        }
        assertThat(count("pg_namespace where nspname = 'views_next'")).isZero();
    }

    private static void takeCommandLock(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select events.take_command_lock()");
        }
    }

    @Test
    void without_views_it_says_so_in_one_line() throws Exception {
        sql().sql("create database empty").update();
        try (var rebuild =
                new Subcommand(folder, Map.of("DATABASE_URL", url.replace("/edict", "/empty")), "rebuild", "all")) {
            assertThat(rebuild.exitCode()).isEqualTo(3);
            assertThat(rebuild.errors())
                    .isEqualTo("edict rebuild: this database has no Edict views: start Edict on it once\n");
            assertThat(rebuild.output()).isEmpty();
        }
    }

    private static void bind(Api.Governed zone, String versionId) {
        sql().sql("update views.policy_set_bindings set active_version_id = :version where policy_set_id = :set")
                .param("version", versionId)
                .param("set", zone.policySetId())
                .update();
    }

    private static String bound(Api.Governed zone) {
        return sql().sql("select active_version_id from views.policy_set_bindings where policy_set_id = :set")
                .param("set", zone.policySetId())
                .query(String.class)
                .single();
    }

    private static Subcommand rebuild(String... arguments) {
        var line = Stream.concat(Stream.of("rebuild"), Stream.of(arguments)).toArray(String[]::new);
        return new Subcommand(folder, Map.of("DATABASE_URL", url), line);
    }

    private static long count(String rows) {
        return sql().sql("select count(*) from " + rows).query(Long.class).single();
    }

    private static JdbcClient sql() {
        return JdbcClient.create(database());
    }

    private static PGSimpleDataSource database() {
        var database = new PGSimpleDataSource();
        database.setURL("jdbc:" + url.replace("postgres://postgres@", "postgresql://") + "?user=postgres");
        return database;
    }
}
