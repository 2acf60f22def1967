package dev.edict.app.integrity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.Api;
import dev.edict.app.Documents;
import dev.edict.app.Edict;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.health.contributor.Status;

/** Texts and events that were changed directly in the database are found without a request. */
@Tag("servers")
class CompareStoredTextsTest {

    private static final Edict EDICT = Edict.shared();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final IntegrityCheck check = new IntegrityCheck(
            EDICT.bean("backgroundPool", DataSource.class), new IntegrityProperties(Duration.ofHours(1), 2), metrics);

    @Test
    void unchanged_data_has_no_fault() {
        aPolicy();
        pass();
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);
        assertThat(metrics.get("edict.integrity.faults").gauge().value()).isZero();
        assertThat(metrics.get("edict.integrity.passes").counter().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events.content     | sha256 = '%2$s' | the text in events.content does not have the SHA-256 %2$s",
                "views.policy_versions | id = '%1$s'  | the text of policy version %1$s in views.policy_versions does not have the SHA-256 %2$s"
            })
    void a_changed_text_is_reported_until_it_is_repaired(String table, String row, String fault) {
        var version = aPolicy();
        var where = row.formatted(version.id(), version.sha256());
        byHand(table, "content = content || ' '", where);
        try {
            pass();
            assertThat(check.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(check.health().getDetails())
                    .isEqualTo(Map.of(
                            "error",
                            "content_corrupted",
                            "faults",
                            1,
                            "first",
                            fault.formatted(version.id(), version.sha256())));
            assertThat(metrics.get("edict.integrity.faults").gauge().value()).isOne();
        } finally {
            byHand(table, "content = rtrim(content, ' ')", where);
        }
        check.advance();
        assertThat(check.health().getStatus()).as("not looked at again yet").isEqualTo(Status.DOWN);
        pass();
        assertThat(check.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void an_event_that_is_missing_in_the_middle_is_found() {
        aPolicy();
        aPolicy();
        EDICT.owner()
                .sql("create table public.removed as select * from events.domain_event where global_index in (2, 3)")
                .update();
        alterLog("delete from events.domain_event where global_index in (2, 3)");
        try {
            pass();
            assertThat(check.health().getDetails()).containsEntry("first", "events 2 to 3 are missing from the log");
        } finally {
            alterLog("insert into events.domain_event select * from public.removed; drop table public.removed");
        }
    }

    @Test
    void an_activation_of_the_command_tables_that_the_log_lacks_is_found() {
        var zoneId = EDICT.api().zone();
        var row = "command.activation where zone_id = '%s'".formatted(zoneId);
        EDICT.owner()
                .sql(
                        """
                        insert into command.activation (zone_id, activation_seq, policy_set_id, retreat)
                        values (:zone, 7, 's', '{}')
                        """)
                .param("zone", zoneId)
                .update();
        try {
            pass();
            assertThat(check.health().getDetails())
                    .containsEntry(
                            "first",
                            "activation 7 of zone %s is in command.activation and not in the log".formatted(zoneId));
        } finally {
            EDICT.owner().sql("delete from " + row).update();
        }
    }

    private void pass() {
        int batches = 0;
        while (check.advance()) {
            assertThat(batches++).as("batches of a pass").isLessThan(100_000);
        }
    }

    private static void alterLog(String statement) {
        EDICT.owner()
                .sql(
                        "alter table events.domain_event disable trigger user; %s; alter table events.domain_event enable trigger user"
                                .formatted(statement))
                .update();
    }

    private static void byHand(String table, String change, String where) {
        EDICT.owner()
                .sql(
                        "alter table %1$s disable trigger user; update %1$s set %2$s where %3$s; alter table %1$s enable trigger user"
                                .formatted(table, change, where))
                .update();
    }

    private static Version aPolicy() {
        var api = EDICT.api();
        var versionId = api.policy(api.zone(), Documents.GRANTS + "# %s\n".formatted(Api.uniqueName("text")))
                .versionId();
        return EDICT.owner()
                .sql("select id, content_sha256 as sha256 from views.policy_versions where id = :id")
                .param("id", versionId)
                .query(Version.class)
                .single();
    }

    private record Version(String id, String sha256) {}
}
