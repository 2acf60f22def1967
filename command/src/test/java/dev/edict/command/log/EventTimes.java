package dev.edict.command.log;

/** Lets events of a fixture have the times that events of the program have. */
public final class EventTimes {

    private EventTimes() {}

    public static void install() {
        EventClock.install();
    }
}
