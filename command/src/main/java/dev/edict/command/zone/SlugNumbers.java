package dev.edict.command.zone;

/** The numbers that distinguish slugs of the same name, as in {@code payments-3}. */
@FunctionalInterface
interface SlugNumbers {

    /** The first free number from 2 on; if there are gaps, a free number that follows a taken one. */
    long next(String slug);
}
