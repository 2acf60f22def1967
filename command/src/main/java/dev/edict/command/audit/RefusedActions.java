package dev.edict.command.audit;

import dev.edict.command.api.audit.AdminAction;
import dev.edict.command.api.audit.AdminAudit;
import dev.edict.command.attribution.AdminActionLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Records rejected requests: one row each up to a budget per minute and token, then one row with the number of the
 * others. The budget bounds the table when a caller floods the API (W-20); it does not depend on the path.
 */
@Component
class RefusedActions implements AdminAudit, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedActions.class);
    private static final int BUDGET = 60;
    private static final int MOST_TOKENS = 1_000;

    /** Further tokens of the same minute share one budget. */
    private static final String OTHERS = "";

    private static final int FLUSH_SECONDS = 1;
    private static final int MINUTE_SECONDS = 60;

    private final AdminActionLog table;
    private final Map<String, Minute> minutes = new LinkedHashMap<>();
    private List<AdminAction> waiting = new ArrayList<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "admin-audit");
        thread.setDaemon(true);
        return thread;
    });

    RefusedActions(AdminActionLog table) {
        this.table = table;
        var unusedWrites = writer.scheduleWithFixedDelay(this::write, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
        var unusedMinutes =
                writer.scheduleWithFixedDelay(this::endMinute, MINUTE_SECONDS, MINUTE_SECONDS, TimeUnit.SECONDS);
    }

    /** The requests of a minute, the number beyond the budget, and the last of those. */
    private record Minute(int taken, int beyond, @Nullable AdminAction last) {}

    @Override
    public void record(AdminAction action) {
        table.keep(action);
    }

    @Override
    public synchronized void note(AdminAction action) {
        var token = action.actor().id();
        var key = minutes.containsKey(token) || minutes.size() < MOST_TOKENS ? token : OTHERS;
        var minute = minutes.getOrDefault(key, new Minute(0, 0, null));
        if (minute.taken() < BUDGET) {
            waiting.add(action);
            minutes.put(key, new Minute(minute.taken() + 1, minute.beyond(), minute.last()));
        } else {
            minutes.put(key, new Minute(minute.taken(), minute.beyond() + 1, action));
        }
    }

    /** A caller that exceeded the budget adds one row with the number of the other requests. */
    synchronized void endMinute() {
        minutes.values().forEach(minute -> {
            var last = minute.last();
            if (last != null) {
                waiting.add(summary(last, minute.beyond()));
            }
        });
        minutes.clear();
    }

    private static AdminAction summary(AdminAction last, int count) {
        return new AdminAction(
                last.requestId(),
                last.actor(),
                last.method(),
                last.path(),
                last.zoneId(),
                null,
                null,
                last.status(),
                "{\"aggregated\":%d}".formatted(count));
    }

    void write() {
        for (var action : taken()) {
            try {
                table.keep(action);
            } catch (RuntimeException e) {
                LOG.warn("the rejected request {} could not be recorded: {}", action.requestId(), e.getMessage());
            }
        }
    }

    private synchronized List<AdminAction> taken() {
        var taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    @Override
    public void destroy() {
        writer.shutdown();
        endMinute();
        write();
    }
}
