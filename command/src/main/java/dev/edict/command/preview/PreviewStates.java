package dev.edict.command.preview;

/** What previews of a zone are made of, as of the current transaction; its cost does not grow with the zone. */
public interface PreviewStates {

    /**
     * The basis of a preview that is made now.
     *
     * @param contents the digest of the bundle's contents
     * @param activationSeq the number of the zone's latest activation or deactivation
     */
    PreviewBasis basis(String zoneId, String contents, long activationSeq);
}
