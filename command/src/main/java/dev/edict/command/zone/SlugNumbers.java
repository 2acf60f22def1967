package dev.edict.command.zone;

/** The numbers that tell zones of one name apart, as the third {@code payments-3}. */
@FunctionalInterface
interface SlugNumbers {

    /**
     * The first number from 2 with which no zone has this slug; if numbers were left out, one that follows a taken one.
     */
    long next(String slug);
}
