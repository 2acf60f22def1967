package dev.edict.command.attribution;

/** Whether a zone says of a change that an operator had a hand in it (contract §2, attribution). */
@FunctionalInterface
public interface OperatorBadge {

    /** True for a zone that is not known. */
    boolean isShownIn(String zoneId);
}
