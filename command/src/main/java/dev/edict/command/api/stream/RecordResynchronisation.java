package dev.edict.command.api.stream;

import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Records that the state of every zone was published again.
 *
 * @param incarnation counts the losses of the stream; each is recorded once
 * @param reasons codes of what was noticed
 * @param zones how many zones were published
 */
public record RecordResynchronisation(
        @TargetAggregateIdentifier String streamId, String stream, long incarnation, List<String> reasons, int zones) {

    /** The grammar of other ids excludes the slash. */
    private static final String ID = "invalidation-stream/";

    public RecordResynchronisation {
        reasons = List.copyOf(reasons);
    }

    public RecordResynchronisation(String stream, long incarnation, List<String> reasons, int zones) {
        this(idOf(stream), stream, incarnation, reasons, zones);
    }

    /** The id of the aggregate of a stream. */
    public static String idOf(String stream) {
        return ID + stream;
    }
}
