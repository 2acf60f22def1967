package dev.edict.app.web.health;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Publishes {@link Serving} after {@link ApplicationReadyEvent} and {@link Started}, whichever comes last. */
@Component
class ServingPublisher {

    private final ApplicationEventPublisher publisher;
    private boolean listens;
    private boolean started;

    ServingPublisher(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @EventListener
    synchronized void on(ApplicationReadyEvent event) {
        listens = true;
        publishIfBoth();
    }

    @EventListener
    synchronized void on(Started event) {
        started = true;
        publishIfBoth();
    }

    private void publishIfBoth() {
        if (listens && started) {
            publisher.publishEvent(new Serving());
        }
    }
}
