package dev.edict.query.report.file;

import java.util.function.Consumer;

/** Rows of a section, which are read again each time they are asked for, one at a time. */
@FunctionalInterface
public interface Rows<R> {

    void forEach(Consumer<R> row);
}
