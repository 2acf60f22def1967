package dev.edict.bridge;

import dev.edict.bridge.resync.Resync;
import dev.edict.bridge.resync.Resyncs;
import dev.edict.command.api.stream.RecordResynchronisation;
import dev.edict.command.api.stream.ResynchronisationRecorder;
import java.util.List;

/** Tells the event log of completed resyncs; several nodes may do so, and each is recorded once. */
final class ResyncRecording {

    private final Resyncs resyncs;
    private final String stream;
    private final ResynchronisationRecorder recorder;

    ResyncRecording(Resyncs resyncs, String stream, ResynchronisationRecorder recorder) {
        this.resyncs = resyncs;
        this.stream = stream;
        this.recorder = recorder;
    }

    void record() {
        resyncs.unrecorded().forEach(this::record);
    }

    private void record(Resync resync) {
        recorder.record(new RecordResynchronisation(
                stream, resync.incarnation(), List.of(resync.reasons().split(",")), resync.zones()));
        resyncs.recorded(resync.incarnation());
    }
}
