package dev.edict.app;

import dev.edict.app.web.console.SignInLink;
import dev.edict.app.web.health.Serving;
import dev.edict.app.web.health.Started;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Logs the address that Edict listens on, and logs again when it is ready. */
@Component
class Announcement {

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    private final Environment environment;
    private final SignInLink signIn;
    private volatile boolean started;

    Announcement(Environment environment, SignInLink signIn) {
        this.environment = environment;
        this.signIn = signIn;
    }

    @EventListener
    void on(Started event) {
        started = true;
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        if (!started) {
            LOG.info("Edict listens at http://{} and is ready once PostgreSQL is reachable", authority());
        }
    }

    @EventListener
    void on(Serving event) {
        var age = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
        LOG.info("Edict is ready at http://{} after {}.{} s", authority(), age.toSeconds(), age.toMillisPart() / 100);
        // Printed, not logged: logs are kept and shipped.
        signIn.issue("http", authority())
                .ifPresent(link -> System.out.println("Sign in once, within 10 minutes, at " + link));
    }

    private String authority() {
        return "%s:%s"
                .formatted(environment.getProperty("server.address"), environment.getProperty("local.server.port"));
    }
}
