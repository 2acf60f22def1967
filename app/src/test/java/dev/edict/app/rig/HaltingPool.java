package dev.edict.app.rig;

import static java.util.Objects.requireNonNull;

import dev.edict.app.rig.HaltPoint.When;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a connection pool so that, once armed, the process ends at a {@link HaltPoint}, as if it had been killed, or
 * works under a {@link Sabotage}.
 */
final class HaltingPool {

    static final int EXIT_CODE = 137;
    private static final Set<String> OF_TRANSACTIONS = Set.of("setAutoCommit", "commit", "rollback");

    private final AtomicInteger hitsLeft = new AtomicInteger();
    private volatile @Nullable HaltPoint armed;
    private volatile @Nullable Sabotage sabotage;

    /** From now on the process ends when the point is hit this many times. */
    void arm(HaltPoint point, int onHit) {
        hitsLeft.set(onHit);
        armed = point;
    }

    /** From now on. */
    void commit(Sabotage act) {
        sabotage = act;
    }

    DataSource around(DataSource pool) {
        return proxy(
                DataSource.class,
                (self, method, arguments) -> method.getName().equals("getConnection")
                        ? around((Connection) requireNonNull(invoke(pool, method, arguments)))
                        : invoke(pool, method, arguments));
    }

    private Connection around(Connection connection) {
        return proxy(Connection.class, new InvocationHandler() {

            private boolean appended;

            @Override
            public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
                if (sabotage == Sabotage.TEAR_TRANSACTIONS && OF_TRANSACTIONS.contains(method.getName())) {
                    return null;
                }
                var result = HaltingPool.invoke(connection, method, rewritten(arguments));
                switch (method.getName()) {
                    case "prepareStatement", "prepareCall", "createStatement" -> {
                        var sql = arguments != null && arguments[0] instanceof String text ? text : null;
                        return around(
                                (Statement) requireNonNull(result), method.getReturnType(), sql, () -> appended = true);
                    }
                    case "commit" -> {
                        if (appended) {
                            hit(When.AFTER_COMMIT, null);
                        }
                        appended = false;
                    }
                    case "rollback" -> appended = false;
                    default -> {}
                }
                return result;
            }
        });
    }

    private <T> T around(Statement statement, Class<T> type, @Nullable String prepared, Runnable appended) {
        return proxy(type, (self, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return invoke(statement, method, arguments);
            }
            var sql = arguments != null && arguments.length > 0 && arguments[0] instanceof String text
                    ? text
                    : String.valueOf(prepared);
            hit(When.BEFORE, sql);
            var result = execute(statement, sql, method, arguments);
            if (HaltPoint.AFTER_COMMIT.concerns(sql)) {
                appended.run();
            }
            hit(When.AFTER, sql);
            return result;
        });
    }

    private Object @Nullable [] rewritten(Object @Nullable [] arguments) {
        var act = sabotage;
        if (act == null || arguments == null || !(arguments[0] instanceof String sql)) {
            return arguments;
        }
        var others = arguments.clone();
        others[0] = act.rewritten(sql);
        return others;
    }

    private @Nullable Object execute(Statement statement, String sql, Method method, Object @Nullable [] arguments)
            throws Throwable {
        var act = sabotage;
        if (act == null || !act.skips(sql)) {
            return invoke(statement, method, arguments);
        }
        var before = statement.getConnection().setSavepoint();
        try {
            return invoke(statement, method, arguments);
        } catch (SQLException e) {
            statement.getConnection().rollback(before);
            return 1;
        }
    }

    private void hit(When when, @Nullable String sql) {
        var point = armed;
        if (point != null
                && point.when() == when
                && (sql == null || point.concerns(sql))
                && hitsLeft.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(HaltingPool.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
