package dev.edict.projector.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.policyset.PolicySetArchived;
import dev.edict.command.api.policyset.PolicySetCreated;
import dev.edict.command.api.policyset.PolicySetRestamped;
import dev.edict.command.api.policyset.PolicySetVersionCreated;
import dev.edict.projector.Views;
import dev.edict.projector.tables.ViewWriter;
import java.time.Instant;
import java.util.List;
import org.axonframework.messaging.MetaData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("servers")
class PolicySetTablesTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final MetaData BY = MetaData.with("actor", "admin:test");

    private final Views views = new Views();
    private final PolicySetProjector policySets = new PolicySetProjector(ViewWriter.immediate(views.database()));

    @Test
    void a_sealed_version_carries_its_manifest_in_the_authors_order() {
        create("s1");
        policySets.on(
                new PolicySetVersionCreated("s1", "z1", "v1", 1, List.of("pv2", "pv1"), "sha", "2026-05-20"), AT, BY);
        assertThat(views.rows(
                        "select id, policy_set_id, version, manifest_sha256, manifest_json from policy_set_versions"))
                .containsExactly("v1 s1 1 sha [{\"policy_version_id\": \"pv2\"}, {\"policy_version_id\": \"pv1\"}]");
    }

    @Test
    void a_restamp_without_an_author_clears_the_author() {
        create("s1");
        policySets.on(new PolicySetArchived("s1", "z1"), AT, BY);
        policySets.on(new PolicySetRestamped("s1", "z1", false, null), AT.plusSeconds(1), BY);
        assertThat(views.rows("select updated_by, updated_at - created_at from policy_sets"))
                .containsExactly("null 00:00:01");
    }

    @Test
    void archiving_frees_the_name() {
        create("s1");
        policySets.on(new PolicySetArchived("s1", "z1"), AT, BY);
        create("s2");
        assertThat(views.rows("select id, archived_at is null from policy_sets order by id"))
                .containsExactly("s1 f", "s2 t");
    }

    private void create(String policySetId) {
        policySets.on(new PolicySetCreated(policySetId, "z1", "payments", null), AT, BY);
    }
}
