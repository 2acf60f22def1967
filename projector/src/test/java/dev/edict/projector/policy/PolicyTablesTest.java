package dev.edict.projector.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.policy.PolicyArchived;
import dev.edict.command.api.policy.PolicyCreated;
import dev.edict.command.api.policy.PolicyRestamped;
import dev.edict.command.api.policy.PolicyVersionCreated;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class PolicyTablesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final String HASH = "982d9e3eb996f559e633f4d194def3761d909f5a3b647d1a851fead67c32c9d1";
    private static final MetaData BY = MetaData.with("actor", "admin:test");

    private final Views views = new Views();
    private final PolicyProjector policies = new PolicyProjector(ViewWriter.immediate(views.database()));

    @Test
    void a_version_carries_the_text_the_log_holds_under_its_hash() {
        content(HASH, "text");
        create();
        version("pv1", 1, HASH);
        assertThat(views.rows(
                        "select id, policy_id, version, content, content_sha256, created_by from policy_versions"))
                .containsExactly("pv1 p1 1 text %s admin:test".formatted(HASH));
    }

    @Test
    void a_version_without_its_text_is_never_written() {
        create();
        assertThatThrownBy(() -> version("pv1", 1, "sha-404"))
                .hasMessageContaining("no text with the SHA-256 sha-404 of policy version pv1");
    }

    @Test
    void a_version_is_never_written_with_a_text_that_was_changed() {
        content(HASH, "text with more in it");
        create();
        assertThatThrownBy(() -> version("pv1", 1, HASH))
                .hasMessageContaining("SHA-256 %s of policy version pv1".formatted(HASH))
                .hasMessageNotContaining("more in it");
        assertThat(views.rows("select id from policy_versions")).isEmpty();
    }

    @Test
    void a_later_version_stamps_the_policy() {
        content(HASH, "text");
        create();
        version("pv1", 1, HASH);
        assertThat(views.rows("select updated_by from policies")).containsExactly("null");
        version("pv2", 2, HASH);
        assertThat(views.rows("select updated_by from policies")).containsExactly("admin:test");
    }

    @Test
    void a_late_imported_version_does_not_replace_a_later_change() {
        content(HASH, "text");
        create();
        version("pv2", 2, HASH);
        policies.on(
                new PolicyVersionCreated("p1", "z1", "pv4", 4, HASH, 4, "2026-05-20"),
                AT.minusSeconds(1),
                MetaData.with("actor", "import").and("imported", true));
        assertThat(views.rows("select updated_by, updated_at = '2026-01-01T00:00:00.123456Z' from policies"))
                .containsExactly("admin:test t");
    }

    @Test
    void a_restamp_without_an_author_clears_the_author() {
        create();
        policies.on(new PolicyArchived("p1", "z1"), AT, BY);
        policies.on(new PolicyRestamped("p1", "z1", true), AT.plusSeconds(1), MetaData.with("actor", "import"));
        assertThat(views.rows("select updated_by, updated_at = '2026-01-01T00:00:01.123456Z' from policies"))
                .containsExactly("import t");
        policies.on(new PolicyRestamped("p1", "z1", false), AT, MetaData.with("actor", "import"));
        assertThat(views.rows("select updated_by, updated_at = created_at, updated_via_operator from policies"))
                .containsExactly("null t f");
    }

    @Test
    void archiving_frees_the_name() {
        create();
        policies.on(new PolicyArchived("p1", "z1"), AT, BY);
        policies.on(new PolicyCreated("p2", "z1", "grants", null), AT, BY);
        assertThat(views.rows("select id, archived_at is null from policies order by id"))
                .containsExactly("p1 f", "p2 t");
    }

    @Test
    void a_change_done_for_somebody_is_credited_to_them_for_as_long_as_their_name_is_kept() {
        views.sql()
                .sql("insert into events.note (note_id, salt, text) values ('n1', '', 'Jo Example')")
                .update();
        policies.on(new PolicyCreated("p1", "z1", "grants", null), AT, doneFor("n1"));
        policies.on(new PolicyCreated("p2", "z1", "risk", null), AT, doneFor("erased"));
        assertThat(views.rows("select id, created_by, created_via_operator from policies order by id"))
                .containsExactly("p1 Jo Example t", "p2 admin:test t");
    }

    private static MetaData doneFor(String noteId) {
        return BY.and("onBehalfOfNote", noteId).and("viaOperator", true);
    }

    private void create() {
        policies.on(new PolicyCreated("p1", "z1", "grants", null), AT, BY);
    }

    private void version(String versionId, int number, String sha256) {
        policies.on(new PolicyVersionCreated("p1", "z1", versionId, number, sha256, 4, "2026-05-20"), AT, BY);
    }

    private void content(String sha256, String content) {
        views.sql()
                .sql("insert into events.content (sha256, content) values (:sha256, :content)")
                .param("sha256", sha256)
                .param("content", content)
                .update();
    }
}
