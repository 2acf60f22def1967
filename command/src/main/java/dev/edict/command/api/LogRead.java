package dev.edict.command.api;

/**
 * How far a reader of the log is, said by it now and then on every node; no domain event.
 *
 * @param reader its name
 * @param position index of the last event it has handled
 * @param head index of the last event of the log, found out after the position
 */
public record LogRead(String reader, long position, long head) {

    /** Whether it has handled events that the log does not have any more. */
    public boolean isAheadOfTheLog() {
        return position > head;
    }
}
