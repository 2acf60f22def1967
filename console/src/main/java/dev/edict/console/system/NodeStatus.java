package dev.edict.console.system;

import java.util.List;
import java.util.Map;

/** What the node that answers knows of itself. */
public interface NodeStatus {

    /** The version of Edict. */
    String version();

    /** The parts of the node whose health is watched, by name. */
    List<Part> parts();

    /**
     * A part whose health is watched.
     *
     * @param status {@code UP}, {@code DEGRADED} or {@code OUT_OF_SERVICE}
     * @param details why it is not well; without secrets
     */
    record Part(String name, String status, Map<String, Object> details) {

        /** Whether nothing is wrong with it. */
        public boolean isUp() {
            return status.equals("UP");
        }
    }
}
