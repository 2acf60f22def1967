package dev.edict.command.commandbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.WriteSide;
import dev.edict.command.api.policy.CreatePolicy;
import dev.edict.command.api.policy.CreatePolicyVersion;
import dev.edict.command.api.zone.RegisterZone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each node caches aggregates; no node may decide on a state that another node has changed since. */
@Tag("servers")
class DecideOnTwoNodesTest {

    private static final String CONTENT = "# caracal:data-document\npackage caracal.authz\nrestrict := {}\n";

    @Test
    void alternating_nodes_number_policy_versions_without_gaps_and_duplicates() {
        try (var one = new WriteSide();
                var other = one.another()) {
            one.send(new RegisterZone("z1", "Zurich", null, false));
            one.send(new CreatePolicy("p1", "z1", "policy", null, "v1", CONTENT));
            for (int turn = 0; turn < 10; turn++) {
                addVersion(one, "one-a-" + turn);
                addVersion(one, "one-b-" + turn);
                addVersion(other, "other-" + turn);
            }

            assertThat(one.sql()
                            .sql("select version from command.policy_version order by created_at, version")
                            .query(Integer.class)
                            .list())
                    .hasSize(31)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    private static void addVersion(WriteSide node, String versionId) {
        node.send(new CreatePolicyVersion("p1", "z1", versionId, CONTENT));
    }
}
