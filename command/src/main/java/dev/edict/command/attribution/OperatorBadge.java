package dev.edict.command.attribution;

/** Whether a zone shows that an operator took part in a change (contract §2, attribution). */
@FunctionalInterface
public interface OperatorBadge {

    /** True for an unknown zone. */
    boolean isShownIn(String zoneId);
}
