package dev.edict.projector;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.deadletter.DeadLetter;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles again, zone by zone and in order, what a processor has set aside. */
final class DeadLetterReplay {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);

    private final SequencedDeadLetterProcessor<EventMessage<?>> letters;

    DeadLetterReplay(String processor, Configuration axon) {
        this.letters = axon.eventProcessingConfiguration()
                .sequencedDeadLetterProcessor(processor)
                .orElseThrow(() -> new IllegalArgumentException(processor + " sets nothing aside"));
    }

    /** Tries every zone once; returns how many of them go on again. */
    int run() {
        var tried = new HashSet<Object>();
        var drained = 0;
        var before = -1;
        while (tried.size() > before) {
            before = tried.size();
            drained += tryNext(tried) ? 1 : 0;
        }
        return drained;
    }

    private boolean tryNext(Set<Object> tried) {
        try {
            return letters.process(letter -> isNew(letter, tried));
        } catch (RuntimeException e) {
            LOG.warn("An event set aside fails again", e);
            return false;
        }
    }

    /** Asked for the first letter of every zone, and claims the first that is accepted. */
    private static boolean isNew(DeadLetter<? extends EventMessage<?>> letter, Set<Object> tried) {
        return tried.add(letter.message().getIdentifier());
    }
}
