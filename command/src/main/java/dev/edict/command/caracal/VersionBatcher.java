package dev.edict.command.caracal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Assembles heads and their versions from rows. It splits many versions into parts, to bound the memory and the time
 * under the command lock.
 */
final class VersionBatcher {

    private static final int MOST_VERSIONS = 100;
    private static final int LONGEST = 4_000_000;

    private final Consumer<SourceEntity> consumer;
    private final List<SourceEntity.Version> versions = new ArrayList<>();
    private @Nullable SourceEntity head;
    private int length;
    private boolean first = true;

    VersionBatcher(Consumer<SourceEntity> consumer) {
        this.consumer = consumer;
    }

    boolean isOf(String headId) {
        return head != null && head.id().equals(headId);
    }

    void begin(SourceEntity next) {
        end();
        head = next;
        first = true;
    }

    void add(SourceEntity.Version version) {
        if (versions.size() == MOST_VERSIONS || length > LONGEST) {
            flush(false);
        }
        versions.add(version);
        length += version.text().length();
    }

    void end() {
        flush(true);
    }

    private void flush(boolean last) {
        if (head != null) {
            consumer.accept(head.part(versions, first, last));
            versions.clear();
            length = 0;
            first = false;
        }
    }
}
