package dev.edict.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where Edict answers, once it does. */
@Component
class Announcement {

    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);

    @EventListener
    void on(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        var took = event.getTimeTaken();
        LOG.info(
                "Edict is ready at http://{}:{} after {} s",
                environment.getProperty("server.address"),
                environment.getProperty("local.server.port"),
                took == null ? "?" : "%d.%d".formatted(took.toSeconds(), took.toMillisPart() / 100));
    }
}
