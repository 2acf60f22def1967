package dev.edict.fleet.asking;

import dev.edict.command.api.EventsAppended;
import dev.edict.fleet.roster.AskedDecisionPoints;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Asks the decision points of each kind that is configured while the program runs. */
@Component
class AskingLifecycle implements SmartLifecycle {

    private static final int PHASE = 20;

    private final List<KindWatch> watches;
    private volatile boolean running;

    AskingLifecycle(
            List<AskedKind> kinds,
            AskerClaim claim,
            AskedZones zones,
            AskedDecisionPoints roster,
            QuestionMeters meters,
            ObjectProvider<AddressLookup> lookup) {
        this.watches = kinds.stream()
                .filter(kind -> !kind.origins().isEmpty())
                .map(kind -> new KindWatch(
                        kind, claim, zones, roster, meters, lookup.getIfAvailable(AddressLookup::ofTheSystem)))
                .toList();
    }

    @EventListener
    void on(EventsAppended appended) {
        watches.forEach(KindWatch::wake);
    }

    @Override
    public void start() {
        running = true;
        watches.forEach(KindWatch::start);
    }

    @Override
    public void stop() {
        running = false;
        watches.forEach(KindWatch::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public boolean isAutoStartup() {
        return false;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
