package dev.edict.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.command.api.audit.AdminAction;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefusedActionsTest {

    private final List<AdminAction> rows = new CopyOnWriteArrayList<>();
    private final RefusedActions refused = new RefusedActions(rows::add);

    @AfterEach
    void stop() {
        refused.destroy();
    }

    @Test
    void records_only_the_number_of_requests_beyond_the_budget() {
        for (int n = 0; n < 1_000; n++) {
            refused.note(action("t1", "z1"));
        }
        refused.note(action("t2", "z1"));
        refused.endMinute();
        refused.write();
        assertThat(rows).hasSize(60 + 1 + 1);
        assertThat(rows).extracting(AdminAction::payload).contains("{\"aggregated\":940}");
    }

    @Test
    void a_token_has_one_budget_for_all_paths() {
        for (int n = 0; n < 1_000; n++) {
            refused.note(action("t1", "z" + n));
        }
        refused.endMinute();
        refused.write();
        assertThat(rows).hasSize(60 + 1);
    }

    @Test
    void many_tokens_share_one_budget_and_leave_earlier_budgets_unchanged() {
        refused.note(action("early", "z1"));
        for (int n = 0; n < 5_000; n++) {
            refused.note(action("t" + n, "z1"));
        }
        refused.note(action("early", "z1"));
        refused.endMinute();
        refused.write();
        assertThat(rows).filteredOn(row -> row.actor().id().equals("early")).hasSize(2);
        assertThat(rows).hasSizeLessThan(1_100);
    }

    @Test
    void the_next_minute_has_a_budget_of_its_own() {
        refused.note(action("t1", "z1"));
        refused.endMinute();
        refused.note(action("t1", "z1"));
        refused.write();
        assertThat(rows).hasSize(2).allMatch(row -> row.payload().equals("{}"));
    }

    @Test
    void writes_all_noted_actions_at_shutdown() {
        refused.note(action("t1", "z1"));
        refused.destroy();
        assertThat(rows).hasSize(1);
    }

    private static AdminAction action(String actor, String zoneId) {
        return new AdminAction(
                "r", new AdminAction.Actor(actor, actor, "global"), "POST", "/v1", zoneId, null, null, 403, "{}");
    }
}
