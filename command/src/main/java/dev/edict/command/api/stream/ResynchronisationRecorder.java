package dev.edict.command.api.stream;

/** Tells the event log of resynchronisations of the stream. */
public interface ResynchronisationRecorder {

    /** Records it, unless it is recorded already; throws if the log cannot be written at the moment. */
    void record(RecordResynchronisation resynchronisation);
}
