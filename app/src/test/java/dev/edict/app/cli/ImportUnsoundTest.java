package dev.edict.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.io.ExitCode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code edict import} from a Caracal with inconsistent data. */
@Tag("servers")
class ImportUnsoundTest {

    private final Move move = Move.begin();

    @AfterEach
    void forget() {
        move.close();
    }

    @Test
    void a_text_that_is_not_what_its_hash_says_is_skipped_with_all_that_depends_on_it() {
        var active = move.caracal()
                .texts("select active_version_id from policy_set_bindings where active_version_id like 'set-1-%'")
                .get(0);
        var entry = move.caracal()
                .texts("select manifest_json -> 0 ->> 'policy_version_id' from policy_set_versions where id = '%s'"
                        .formatted(active))
                .get(0);
        move.byHand("update policy_versions set content = content || ' ' where id = '%s'".formatted(entry));
        var ran = move.imported();
        assertThat(ran.exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(ran.out())
                .containsPattern(
                        "skipped: policy version %s: its content has the hash [0-9a-f]{64}, not".formatted(entry))
                .contains("skipped: policy set version %s: it contains policy version %s, which does not exist in Edict"
                        .formatted(active, entry))
                .contains("skipped: activation zone-1: its version %s does not exist in Edict".formatted(active));
        assertThat(move.edict().count("views.policy_versions")).isEqualTo(399);
        assertThat(move.edict()
                        .count("views.policy_set_bindings where zone_id = 'zone-1' and active_version_id is not null"))
                .isZero();
    }

    /** Each policy there binds another application, and each set has several of them. */
    @Test
    void a_set_that_would_not_be_sealed_here_comes_with_a_warning() {
        assertThat(move.dryRun().out()).contains("warning: policy set version set-1-2-v1: duplicate_definition");
        assertThat(move.imported().out()).contains("warning: policy set version set-1-2-v1: duplicate_definition");
        assertThat(move.edict().count("views.policy_set_versions where id = 'set-1-2-v1'"))
                .isOne();
    }

    @Test
    void a_manifest_that_is_not_what_its_hash_says_is_skipped() {
        move.byHand("update policy_set_versions set manifest_sha256 = 'wrong' where id = 'set-2-2-v1'");
        move.byHand("update policy_set_versions set manifest_json = '[{}]' where id = 'set-2-3-v1'");
        move.byHand(
                "update policy_set_versions set manifest_json = manifest_json || manifest_json where id = 'set-2-3-v2'");
        assertThat(move.imported().out())
                .containsPattern(
                        "skipped: policy set version set-2-2-v1: its manifest has the hash [0-9a-f]{64}, not wrong")
                .contains("skipped: policy set version set-2-3-v1: its manifest has the hash")
                .contains("skipped: policy set version set-2-3-v2: its manifest is invalid: ");
        assertThat(move.edict().count("views.policy_set_versions")).isEqualTo(117);
    }

    @Test
    void columns_that_an_older_caracal_lacks_get_their_defaults() {
        for (var table : List.of("policies", "policy_sets")) {
            move.caracal()
                    .execute("alter table %s drop created_via_operator, drop updated_by, drop updated_via_operator"
                            .formatted(table));
        }
        move.caracal()
                .execute(
                        "alter table zones drop operator_governed, drop owner_account_id; alter table policy_versions drop created_via_operator");
        assertThat(move.imported().exitCode()).isEqualTo(ExitCode.DIFFERENT);
        assertThat(move.edict().count("views.policies where created_via_operator or updated_via_operator"))
                .isZero();
        assertThat(move.edict().texts("select %s from views.policies where updated_by is not null".formatted("id")))
                .isEmpty();
        assertThat(move.edict().texts(sorted("views"))).isEqualTo(move.caracal().texts(sorted("public")));
    }

    private static String sorted(String schema) {
        return "select row(%s, updated_at)::text from %s.policies order by 1".formatted("id, zone_id, name", schema);
    }

    @Test
    void what_is_longer_than_here_may_be_comes_with_a_warning() {
        move.caracal()
                .execute(
                        """
                update zones set name = repeat('z', 121) where id = 'zone-1';
                update policies set name = repeat('p', 257) where id = 'policy-3';
                update policy_sets set description = repeat('d', 4097) where id = 'set-1-2'
                """);
        assertThat(move.imported().out())
                .contains("warning: zone zone-1: name_too_long")
                .contains("warning: policy policy-3: name_out_of_bounds")
                .contains("warning: policy set set-1-2: description_too_long");
        assertThat(move.edict().texts("select name from views.policies where id = 'policy-3'"))
                .containsExactly("p".repeat(257));
    }

    @Test
    void names_that_would_be_refused_here_are_kept_with_a_warning() {
        move.caracal()
                .execute(
                        """
                update zones set name = E'a\\u202Eb' where id = 'zone-1';
                update policies set name = ' ' where id = 'policy-3';
                update policy_sets set name = E' Cafe\\u0301' where id = 'set-1-2'
                """);
        assertThat(move.imported().out())
                .contains("warning: zone zone-1: name_not_readable")
                .contains("warning: policy policy-3: name_not_readable")
                .doesNotContain("warning: policy set set-1-2");
        assertThat(move.edict().texts("select name from views.policy_sets where id = 'set-1-2'"))
                .containsExactly(" Cafe\u0301");
        assertThat(move.imported().out()).doesNotContain("skipped: zone ", "skipped: policy");
    }

    @Test
    void a_binding_to_a_set_of_another_zone_is_told() {
        move.byHand("update policy_set_bindings set active_version_id = null where policy_set_id = 'set-3-1'");
        move.byHand("update policy_set_bindings set zone_id = 'zone-3' where policy_set_id = 'set-1-1'");
        assertThat(move.imported().out())
                .contains("skipped: activation zone-3: it is bound to the set set-1-1 of another zone");
    }

    @Test
    void no_name_from_there_moves_the_cursor_here() {
        move.imported();
        move.caracal().execute("update zones set name = E'\\x1b[2Jgone' where id = 'zone-1'");
        assertThat(move.imported().out())
                .contains("skipped: zone zone-1: named “?[2Jgone” in the source")
                .doesNotContain("\u001b");
    }
}
