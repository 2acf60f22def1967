package dev.edict.app.rig;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.app.rig.Evidence.Binding;
import dev.edict.app.rig.Evidence.Entry;
import dev.edict.app.rig.Evidence.Governance;
import dev.edict.app.rig.Evidence.Lookup;
import dev.edict.app.rig.Operation.Outcome;
import dev.edict.app.rig.Violation.Promise;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Breaks each promise once: a checker that never finds a fault proves nothing. */
@Tag("servers")
class CheckerTest {

    private final Scene scene = new Scene();

    @Test
    void a_history_without_fault_has_no_violation() {
        scene.activated("v1");
        scene.read("v1", 1);
        scene.ineffective("v2", Outcome.FAIL);
        scene.activatedExpecting("v3", "v1");
        scene.ineffective("v2", Outcome.INFO);
        scene.activated("v3");
        scene.read("v3", 3);
        assertThat(scene.violations()).isEmpty();
    }

    @Test
    void a_command_of_unknown_outcome_may_have_taken_effect() {
        scene.activated("v1");
        unknown(scene.activated("v2"));
        scene.activated("v3");
        assertThat(scene.violations()).isEmpty();
    }

    @Test
    void a_success_that_is_lost_is_found() {
        scene.activated("v1");
        var lost = scene.ineffective("v2", Outcome.OK);
        assertFound(Promise.K1, lost.requestId(), "0 times");
    }

    @Test
    void a_success_that_was_done_twice_is_found() {
        var doubled = scene.activated("v1");
        var second = scene.takesEffect("v1");
        rename(second.requestId(), doubled.requestId());
        assertFound(Promise.K1, doubled.requestId(), "2 times");
    }

    @Test
    void a_success_that_is_logged_as_something_else_is_found() {
        var answered = scene.activated("v1");
        replace(answered, withGoverning(scene.operations.get(0), "v9"));
        assertFound(Promise.K1, answered.requestId(), "v9");
    }

    @Test
    void an_event_that_is_missing_from_the_log_is_found() {
        scene.activated("v1");
        scene.log.remove(0);
        assertFound(Promise.K1, "the log has a gap");
    }

    @Test
    void a_refusal_that_left_an_event_is_found() {
        var refused = scene.activated("v1");
        replace(refused, withOutcome(refused, Outcome.FAIL));
        assertFound(Promise.K2, refused.requestId(), "the log, the outbox, the timeline");
    }

    @Test
    void a_refusal_that_left_only_an_outbox_row_or_only_a_note_is_found() {
        scene.activated("v1");
        var refused = scene.ineffective("v2", Outcome.FAIL);
        scene.outbox.add(refused.requestId());
        assertFound(Promise.K2, refused.requestId(), "is in the outbox");
        scene.outbox.remove(refused.requestId());
        scene.notes.add(refused.requestId());
        assertFound(Promise.K2, refused.requestId(), "is in the notes");
    }

    @Test
    void a_command_of_unknown_outcome_that_was_done_twice_or_by_half_is_found() {
        var doubled = scene.activated("v1");
        unknown(doubled);
        rename(scene.takesEffect("v1").requestId(), doubled.requestId());
        assertFound(Promise.K3, doubled.requestId(), "2 times");
        var half = scene.ineffective("v2", Outcome.INFO);
        scene.outbox.add(half.requestId());
        assertFound(Promise.K3, half.requestId(), "the outbox");
    }

    @Test
    void a_change_that_nobody_asked_for_is_found() {
        scene.activated("v1");
        scene.takesEffect("v2");
        assertFound(Promise.K3, "nobody asked for zone.version_activated 2");
    }

    @Test
    void a_stale_read_is_found() {
        scene.activated("v1");
        var overwriting = scene.activated("v2");
        var stale = scene.read("v1", 1);
        assertFound(Promise.K4, stale.requestId(), overwriting.requestId());
    }

    @Test
    void a_read_that_goes_back_behind_an_earlier_read_of_an_unanswered_change_is_found() {
        scene.activated("v1");
        unknown(scene.activated("v2"));
        scene.read("v2", 2);
        var back = scene.read("v1", 1);
        assertFound(Promise.K4, back.requestId());
    }

    @Test
    void a_read_of_what_never_governed_is_found() {
        scene.activated("v1");
        var wrong = scene.read("v2", 1);
        assertFound(Promise.K4, wrong.requestId(), "never was so");
    }

    @Test
    void changes_against_the_order_in_which_they_were_made_are_found() {
        var first = scene.activated("v1");
        var second = scene.activated("v2");
        scene.operations.replaceAll(operation -> new Operation(
                operation.equals(first) ? second.requestId() : first.requestId(),
                operation.intent(),
                operation.invoked(),
                operation.returned(),
                operation.outcome(),
                operation.governing(),
                0,
                ""));
        assertFound(Promise.K4, "took place before");
    }

    @Test
    void an_activation_over_another_version_than_expected_is_found() {
        scene.activated("v1");
        var blind = scene.activatedExpecting("v3", "v2");
        assertFound(Promise.K4, blind.requestId(), "expected v2, but replaced v1");
    }

    @Test
    void a_gap_in_the_numbers_of_a_zone_is_found() {
        scene.activated("v1");
        scene.activated("v2");
        scene.log.remove(1);
        assertFound(Promise.K4, "should be number 1");
    }

    @Test
    void an_entry_that_comes_again_later_is_legal_but_not_one_that_was_overtaken() {
        scene.activated("v1");
        scene.activated("v2");
        scene.activated("v3");
        scene.stream.add(scene.stream.get(1));
        assertThat(scene.violations()).as("1 2 3 2").isEmpty();
        scene.stream.remove(1);
        assertFound(Promise.K5, "zone.version_activated 2", "is announced after zone.version_activated 3");
    }

    @Test
    void a_change_that_is_never_announced_is_found() {
        scene.activated("v1");
        scene.activated("v2");
        scene.stream.remove(1);
        assertFound(Promise.K5, "no entry announces zone.version_activated 2");
    }

    @Test
    void an_entry_of_no_change_is_found() {
        scene.activated("v1");
        scene.stream.add(scene.entry("dispatch-of-nothing", "v1", 1));
        assertFound(Promise.K5, "dispatch-of-nothing", "not in the log");
    }

    @Test
    void an_entry_that_is_altered_or_signed_by_somebody_else_is_found() {
        scene.activated("v1");
        var right = scene.stream.get(0);
        for (var field : right.fields().keySet()) {
            var fields = new TreeMap<>(right.fields());
            fields.computeIfPresent(field, (name, value) -> name.equals("outbox_id") ? value : value + "0");
            scene.stream.set(0, new Entry(right.id(), fields));
            if (!field.equals("outbox_id")) {
                assertFound(Promise.K5, right.id(), "should be");
            }
        }
    }

    @Test
    void an_event_that_is_untold_or_told_twice_or_told_of_nothing_is_found() {
        scene.activated("v1");
        var told = scene.timeline.remove(1);
        assertFound(Promise.K6, "zone.version_activated 1");
        scene.timeline.addAll(Collections.nCopies(2, told));
        assertFound(Promise.K6, "zone.version_activated 1");
        scene.timeline.remove(2);
        scene.timeline.add(new Evidence.Told(9, "zone.deactivated", "request-9"));
        assertFound(Promise.K6, "request-9");
    }

    @Test
    void a_table_that_differs_from_the_log_is_found() {
        scene.activated("v1");
        scene.activated("v2");
        scene.bindings.set(0, new Binding(Scene.ZONE, Scene.SET, "v1"));
        assertFound(Promise.K7, "activeVersionId=v1", "does not follow");
        assertFound(Promise.K7, "activeVersionId=v2", "is missing");
        scene.bindings.set(0, new Binding(Scene.ZONE, Scene.SET, "v2"));
        scene.governance.set(0, new Governance(Scene.ZONE, 1, Scene.SET, "v1", null, "dispatch-1"));
        assertFound(Promise.K7, "activationSeq=1", "does not follow");
    }

    @Test
    void a_look_up_that_differs_from_the_log_is_found() {
        scene.activated("v1");
        scene.lookups.replaceAll(known -> known.activationSeq() == 0 ? Lookup.governing(Scene.ZONE, "v9") : known);
        assertFound(Promise.K7, "versionId=v9", "does not follow");
        scene.lookups.clear();
        assertFound(Promise.K7, "activationSeq=1", "is missing");
    }

    private void assertFound(Promise promise, String... words) {
        assertThat(scene.violations()).anySatisfy(violation -> assertThat(violation.toString())
                .startsWith(promise.name())
                .contains(List.of(words)));
    }

    /** Its client never heard of it. */
    private void unknown(Operation operation) {
        replace(operation, withOutcome(operation, Outcome.INFO));
    }

    private void replace(Operation operation, Operation by) {
        scene.operations.replaceAll(known -> known.equals(operation) ? by : known);
    }

    private static Operation withOutcome(Operation of, Outcome outcome) {
        var returned = outcome == Outcome.INFO ? Operation.NEVER : of.returned();
        return new Operation(of.requestId(), of.intent(), of.invoked(), returned, outcome, null, 0, outcome.name());
    }

    private static Operation withGoverning(Operation of, String versionId) {
        var intent = Operation.Intent.activate(Scene.ZONE, new Operation.Sealed(Scene.SET, versionId));
        return new Operation(
                of.requestId(), intent, of.invoked(), of.returned(), of.outcome(), versionId, 0, "answered");
    }

    /** Makes a change one of another request. */
    private void rename(String requestId, String other) {
        scene.log.replaceAll(event -> !event.requestId().equals(requestId)
                ? event
                : new Evidence.Event(
                        event.position(),
                        event.eventType(),
                        other,
                        event.zoneId(),
                        event.policySetId(),
                        event.versionId(),
                        event.previousVersionId(),
                        event.activationSeq(),
                        event.dispatchId()));
    }
}
