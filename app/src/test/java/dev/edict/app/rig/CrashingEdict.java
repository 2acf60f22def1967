package dev.edict.app.rig;

import dev.edict.app.EdictApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/**
 * The application, to be run in a process of its own, that dies at a {@link HaltPoint}. A line on its standard input
 * arms it: the point and the hit at which it dies. So it can be looked at before, and what it does at its start counts
 * as no hit. The name of a {@link Sabotage} has it work under that.
 */
final class CrashingEdict {

    private static final Set<String> HALTING = Set.of("writePool", "backgroundPool");
    private static final HaltingPool POOLS = new HaltingPool();

    private CrashingEdict() {}

    public static void main(String[] arguments) {
        var orders = new Thread(CrashingEdict::takeOrders, "orders");
        orders.setDaemon(true);
        orders.start();
        new SpringApplicationBuilder(EdictApplication.class, Halting.class).run(arguments);
    }

    private static void takeOrders() {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            lines.lines().forEach(CrashingEdict::take);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void take(String order) {
        var words = order.split(" ", 2);
        if (words.length == 1) {
            POOLS.commit(Sabotage.valueOf(order));
            System.out.println(order);
        } else {
            POOLS.arm(HaltPoint.valueOf(words[0]), Integer.parseInt(words[1]));
        }
    }

    static class Halting {

        @Bean
        static BeanPostProcessor haltingPools() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource pool && HALTING.contains(name) ? POOLS.around(pool) : bean;
                }
            };
        }
    }
}
