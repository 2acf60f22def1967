package dev.edict.decision.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.edict.decision.PolicyAccess;
import dev.edict.decision.PolicyBundle;
import dev.edict.decision.PolicyDocument;
import dev.edict.decision.RequestShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompareBundlesTest {

    private static final String APP_IDS = "app_ids := {\"shop\": \"app-1\"}";
    private static final String GRANTS = grants("[\"read\"]");
    private static final String DECLARED = "approval_tiers := [{\"tier\": \"high\", \"approver\": \"operator\"}]";

    @Test
    void finds_nothing_between_bundles_that_say_the_same_in_other_words() {
        var delta = between(
                access(APP_IDS, grants("[\"read\", \"write\"]")),
                access("app_ids = {\"shop\":   \"app-1\"}", grants("{\"write\", \"read\"}")));
        assertThat(delta.isEmpty()).isTrue();
    }

    @Test
    void lists_a_scope_that_a_role_gains_with_the_shapes_of_requests_that_are_allowed_from_now_on() {
        var delta = between(access(APP_IDS, GRANTS), access(APP_IDS, grants("[\"read\", \"write\"]")));
        assertThat(delta.access()).singleElement().satisfies(change -> {
            assertThat(change.application()).isEqualTo("app-1");
            assertThat(change.resource()).isEqualTo("orders");
            assertThat(change.label()).isEqualTo("reader");
            assertThat(change.scope()).isEqualTo("write");
            assertThat(change.kind()).isEqualTo(AccessChange.Kind.ADDED);
            assertThat(change.shapes())
                    .containsExactly(
                            new ShapeChange(RequestShape.MINT, Access.DENY, Access.ALLOW),
                            new ShapeChange(RequestShape.USE, Access.DENY, Access.ALLOW));
        });
        assertThat(delta.zone()).isEmpty();
    }

    @Test
    void lists_a_resource_that_changes_hands_as_lost_by_one_application_and_gained_by_the_other() {
        var delta = between(access(APP_IDS, GRANTS), access("app_ids := {\"shop\": \"app-2\"}", GRANTS));
        assertThat(delta.access())
                .extracting(AccessChange::application, AccessChange::label, AccessChange::kind)
                .containsExactly(
                        tuple("app-1", null, AccessChange.Kind.REMOVED),
                        tuple("app-1", "reader", AccessChange.Kind.REMOVED),
                        tuple("app-2", null, AccessChange.Kind.ADDED),
                        tuple("app-2", "reader", AccessChange.Kind.ADDED));
    }

    @Test
    void counts_what_needs_an_approval_from_now_on() {
        var tiered = "risk := [{\"scope\": \"read\", \"tier\": \"high\"}]";
        var delta = between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, tiered, DECLARED));
        assertThat(delta.access())
                .extracting(AccessChange::scope, AccessChange::kind)
                .containsExactly(tuple("read", AccessChange.Kind.ON_HOLD));
        assertThat(delta.zone())
                .extracting(ZoneChange::kind, ZoneChange::scope)
                .containsExactly(tuple(ZoneChange.Kind.TIER, "read"));
        assertThat(delta.summary().onHold()).isOne();
    }

    @Test
    void leaves_out_a_tier_that_nothing_declares_because_it_asks_for_no_approval() {
        var tiered = "risk := [{\"scope\": \"read\", \"tier\": \"high\"}]";
        assertThat(between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, tiered))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void says_that_a_confinement_narrows_a_label_to_fewer_mints_but_not_to_fewer_uses() {
        var confined = "confinement := [{\"label_prefix\": \"read\", \"scopes\": []}]";
        var delta = between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, confined));
        assertThat(delta.access()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(AccessChange.Kind.NARROWED);
            assertThat(change.shapes()).extracting(ShapeChange::shape).containsExactly(RequestShape.MINT);
        });
    }

    @Test
    void says_that_a_confinement_of_a_further_label_takes_away_what_another_label_grants() {
        var confined = "confinement := [{\"label_prefix\": \"guest\", \"scopes\": []}]";
        var delta = between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, confined));
        assertThat(delta.access()).isEmpty();
        assertThat(delta.zone()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(ZoneChange.Kind.CONFINEMENT);
            assertThat(change.labelPrefix()).isEqualTo("guest");
            assertThat(change.witness().labels()).containsExactly("reader", "guest");
        });
    }

    @Test
    void leaves_out_a_confinement_of_scopes_that_nobody_may_mint() {
        var confined = "confinement := [{\"label_prefix\": \"guest\", \"scopes\": [\"read\"]}]";
        assertThat(between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, confined))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void says_that_a_freeze_denies_everything_and_lists_what_it_takes_away() {
        var delta = between(access(APP_IDS, GRANTS), access(APP_IDS, GRANTS, "restrict := {\"incident\"}"));
        assertThat(delta.zone()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(ZoneChange.Kind.EVERYTHING);
            assertThat(change.reason()).isEqualTo("restriction_active");
        });
        assertThat(delta.summary().count(AccessChange.Kind.REMOVED)).isEqualTo(2);
    }

    @Test
    void finds_nothing_behind_a_freeze_that_stays() {
        var frozen = "restrict := {\"incident\"}";
        assertThat(between(access(APP_IDS, GRANTS, frozen), access(APP_IDS, grants("[\"write\"]"), frozen))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void compares_a_first_version_with_a_zone_that_denies_everything() {
        var delta = between(PolicyAccess.denyingAll("no_active_policy_set"), access(APP_IDS, GRANTS));
        assertThat(delta.summary().count(AccessChange.Kind.ADDED)).isEqualTo(2);
        assertThat(delta.zone()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(ZoneChange.Kind.EVERYTHING);
            assertThat(change.before()).isEqualTo(Access.DENY);
        });
    }

    @Test
    void lists_the_ownership_of_a_resource_whose_grant_becomes_readable_while_tiers_are_not() {
        var appIds = "app_ids := {\"shop\": \"app-1\", 1: \"app-1\"}";
        var other = "\"till\": {\"application\": \"shop\", \"roles\": {\"reader\": [\"read\"]}}";
        var grants =
                "grants := {\"orders\": {\"application\": %s, \"roles\": {\"reader\": [\"read\"]}}, " + other + "}";
        var compared = ComparedBundles.of(
                bundle(appIds, grants.formatted("1"), "risk := 7"),
                bundle(appIds, grants.formatted("\"shop\""), "risk := 7"));
        assertThat(compared.wrongShape()).isEmpty();
        assertThat(compared.delta().access().get(0).shapes())
                .containsExactly(
                        new ShapeChange(RequestShape.BOOTSTRAP, Access.DENY, Access.ALLOW),
                        new ShapeChange(RequestShape.BOOTSTRAP_AND_WORKLOAD, Access.DENY, Access.ALLOW));
    }

    @Test
    void has_no_delta_for_documents_with_logic() {
        var logic = access("app_ids := {\"shop\": input.principal.id}", GRANTS);
        assertThat(between(access(APP_IDS, GRANTS), logic).notAnalysable()).contains("not_analysable");
        assertThat(between(logic, access(APP_IDS, GRANTS)).isEmpty()).isFalse();
    }

    private static AccessDelta between(PolicyAccess before, PolicyAccess after) {
        return AccessDelta.between(before, after);
    }

    private static PolicyAccess access(String... rules) {
        return bundle(rules).access();
    }

    private static PolicyBundle bundle(String... rules) {
        var text = "# caracal:data-document\npackage caracal.authz\nimport rego.v1\n" + String.join("\n", rules) + "\n";
        return PolicyBundle.of(List.of(new PolicyDocument("doc", text)));
    }

    private static String grants(String scopes) {
        return "grants := {\"orders\": {\"application\": \"shop\", \"roles\": {\"reader\": %s}}}".formatted(scopes);
    }
}
