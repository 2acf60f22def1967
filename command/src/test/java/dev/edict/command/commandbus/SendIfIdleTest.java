package dev.edict.command.commandbus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Attribution;
import dev.edict.command.api.zone.RegisterZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A background task sends its command only while callers leave room. */
@Tag("servers")
class SendIfIdleTest {

    private static final RequestContext BACKGROUND = RequestContext.background(Attribution.SYSTEM, "run-1");
    private static final int HALF_OF_THE_PLACES = 5;

    private final WriteSide side = new WriteSide();
    private final CommandSender commands = side.bean(CommandSender.class);

    @AfterEach
    void close() {
        side.close();
    }

    @Test
    void an_idle_bus_takes_it() {
        assertThat(commands.sendIfIdle(BACKGROUND, zone("z1"))).isTrue();
        assertThat(events()).isEqualTo(1);
    }

    @Test
    void a_busy_bus_does_not() {
        var arrived = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        var callers = Executors.newFixedThreadPool(HALF_OF_THE_PLACES);
        try {
            for (int n = 0; n < HALF_OF_THE_PLACES; n++) {
                var zone = zone("z" + n);
                callers.execute(() -> {
                    arrived.incrementAndGet();
                    commands.send(BACKGROUND, zone, result -> awaited(goOn));
                });
            }
            await("the callers to be under way").until(() -> arrived.get() == HALF_OF_THE_PLACES);
            await("the bus to be busy")
                    .until(() -> !commands.sendIfIdle(BACKGROUND, zone("background-" + arrived.incrementAndGet())));
        } finally {
            goOn.countDown();
            callers.shutdown();
        }
        await("room again").until(() -> commands.sendIfIdle(BACKGROUND, zone("later")));
    }

    private static boolean awaited(CountDownLatch goOn) {
        try {
            return goOn.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RegisterZone zone(String zoneId) {
        return new RegisterZone(zoneId, zoneId, zoneId, false);
    }

    private long events() {
        return side.sql()
                .sql("select count(*) from events.domain_event")
                .query(Long.class)
                .single();
    }
}
