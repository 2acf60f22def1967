package dev.edict.command.api;

/**
 * Reports the progress of a reader of the log, periodically on every node. It is not a domain event.
 *
 * @param reader name of the reader
 * @param position index of the last event that it has handled
 * @param head index of the last event of the log, read after the position
 */
public record LogRead(String reader, long position, long head) {

    /** Whether it has handled events that are no longer in the log. */
    public boolean isAheadOfTheLog() {
        return position > head;
    }
}
