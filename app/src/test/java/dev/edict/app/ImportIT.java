package dev.edict.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.CaracalDatabases.Database;
import dev.edict.app.rig.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Caracal of 50 zones, 2,000 policies and 10,000 versions comes here, in spite of a {@code kill -9}, and goes back. */
@Tag("measures")
class ImportIT {

    private static final int VERSIONS = 10_000;
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** What a token service asks (contract §6.1), of the zones that are in use. */
    private static final List<String> QUESTIONS = List.of(
            """
            select distinct zone_id from policy_set_bindings
            where active_version_id is not null and zone_id not like 'zone-_0' order by 1
            """,
            """
            select zone_id || ' ' || policy_set_id || ' ' || active_version_id from policy_set_bindings
            where active_version_id is not null and zone_id not like 'zone-_0' order by 1
            """,
            """
            select id || manifest_json || manifest_sha256 || schema_version from policy_set_versions order by 1
            """,
            """
            select id || content from policy_versions where id = any (
                select entry ->> 'policy_version_id'
                from policy_set_versions, jsonb_array_elements(manifest_json) entry)
            order by 1
            """);

    @TempDir
    private static Path folder;

    private static CaracalDatabases databases;
    private static Database caracal;
    private static Database edict;

    @BeforeAll
    static void a_caracal_that_has_been_used_for_years() {
        databases = CaracalDatabases.startDurable();
        caracal = databases.caracal(50, 40, 5);
        edict = databases.edict();
        assertThat(caracal.count("policy_versions")).isEqualTo(VERSIONS);
        // Whichever test comes first waits until the classes are kept, and this one is not to measure that.
        assertThat(Program.quick()).isNotEmpty();
    }

    @AfterAll
    static void stop() {
        databases.close();
    }

    @Test
    void everything_comes_over_in_a_minute_and_goes_back_as_it_was() throws Exception {
        var started = System.nanoTime();
        killedHalfWay();
        var half = edict.count("command.policy_version");
        try (var second = imported()) {
            assertThat(second.exitCode()).as(second::errors).isOne();
            var took = Duration.ofNanos(System.nanoTime() - started);
            System.out.printf("imported in %d s, killed at %d versions%n%s", took.toSeconds(), half, second.output());
            assertThat(half).isBetween(VERSIONS / 10L, VERSIONS * 9L / 10);
            assertThat(second.output().lines().filter(line -> line.startsWith("skipped: ")))
                    .hasSize(5)
                    .allMatch(line -> line.contains("the zone is archived"));
            assertThat(took).isLessThan(LONGEST);
        }
        assertThat(edict.count("command.policy_version")).isEqualTo(VERSIONS);
        hashesAreEqual();
        aSecondRunChangesNothing();
        theTokenServiceGetsTheSameAnswers();
        theViewsAreTheFoldOfTheLog();
        itGoesBackAsItWas();
    }

    private static void killedHalfWay() throws InterruptedException {
        try (var first = imported()) {
            await("half of the versions")
                    .atMost(LONGEST)
                    .until(() -> edict.count("command.policy_version") > VERSIONS / 2);
            first.kill();
        }
    }

    private static void hashesAreEqual() {
        assertThat(edict.texts("select id || content_sha256 from views.policy_versions order by id"))
                .isEqualTo(caracal.texts("select id || content_sha256 from policy_versions order by id"));
        assertThat(edict.texts("select id || manifest_sha256 from views.policy_set_versions order by id"))
                .isEqualTo(caracal.texts("select id || manifest_sha256 from policy_set_versions order by id"));
    }

    private static void aSecondRunChangesNothing() throws InterruptedException {
        var events = edict.count("events.domain_event");
        try (var again = imported()) {
            assertThat(again.exitCode()).isOne();
            assertThat(again.output()).containsPattern("policy version +10,000 +0 +10,000 +0");
        }
        assertThat(edict.count("events.domain_event")).isEqualTo(events);
    }

    private static void theTokenServiceGetsTheSameAnswers() throws IOException {
        edict.execute(Files.readString(Path.of("..", "docs", "operations", "sts-role.sql"))
                .replace(":'password'", "'secret'"));
        var before = databases.as("caracal_sts", caracal);
        var now = databases.as("edict_sts", edict);
        for (var question : QUESTIONS) {
            var answer = before.texts(question);
            assertThat(answer).hasSizeGreaterThan(40);
            assertThat(now.texts(question)).isEqualTo(answer);
        }
    }

    private static void theViewsAreTheFoldOfTheLog() {
        assertThat(ViewsOracle.of(edict.url()).compare().tables())
                .filteredOn(table -> !table.name().equals("timeline"))
                .allSatisfy(
                        table -> assertThat(table.difference()).as(table.name()).isNull());
    }

    private static void itGoesBackAsItWas() throws InterruptedException {
        var copy = databases.emptyCaracalWithZonesOf(caracal);
        try (var exported = edict("export", "--to", copy.urlAs("caracal_api"))) {
            assertThat(exported.exitCode()).as(exported::errors).isZero();
        }
        caracal.execute("update policy_set_bindings set active_version_id = null where zone_id like 'zone-_0'");
        for (var table : CaracalDatabases.TABLES) {
            assertThat(copy.rows("public", table)).as(table).isEqualTo(caracal.rows("public", table));
        }
    }

    private static Subcommand imported() {
        return edict("import", "--from", caracal.urlAs("caracal_sts"));
    }

    private static Subcommand edict(String... arguments) {
        return new Subcommand(folder, Map.of("DATABASE_URL", edict.url()), arguments);
    }
}
