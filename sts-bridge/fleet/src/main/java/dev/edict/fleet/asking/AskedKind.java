package dev.edict.fleet.asking;

import dev.edict.fleet.roster.Answer;
import java.util.List;

/** A kind of decision points that do not report: what there is to ask, and how. */
public interface AskedKind {

    /** In the roster, and the first part of the ids. */
    String kind();

    /** Where its decision points are; empty if none are configured. */
    List<Origin> origins();

    /** Asks what a decision point enforces in a zone. Every failure is an answer, within a bounded time. */
    Answer ask(Endpoint endpoint, String zoneId);
}
