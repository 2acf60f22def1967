package dev.edict.command.eventstore;

import dev.edict.decision.DecisionEngine;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns events of older revisions into those of this build when they are read; the log keeps what was written. */
final class EventUpcasters {

    private static final String ACTIVATED = "zone.version_activated";
    private static final String SIMULATED = "policy_set.version_simulated";

    private EventUpcasters() {}

    static EventUpcaster chain() {
        return new EventUpcasterChain(new ActivationWithGrounds(), new SimulationWithBasis());
    }

    /** Revision 1 of an activation had no grounds beside its simulation. */
    private static final class ActivationWithGrounds extends SingleEventUpcaster {

        private static final SimpleSerializedType FROM = new SimpleSerializedType(ACTIVATED, "1");
        private static final SimpleSerializedType TO = new SimpleSerializedType(ACTIVATED, "2");

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(FROM);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(TO, JsonNode.class, ActivationWithGrounds::withoutGrounds);
        }

        private static JsonNode withoutGrounds(JsonNode activation) {
            var grounds = ((ObjectNode) activation).putObject("grounds");
            grounds.putNull("reason");
            grounds.putNull("previewDigest");
            grounds.putNull("evidence");
            grounds.putNull("canaries");
            return activation;
        }
    }

    /** Revision 1 of a simulation had the cases of its request only, and did not tell the contract. */
    private static final class SimulationWithBasis extends SingleEventUpcaster {

        private static final SimpleSerializedType FROM = new SimpleSerializedType(SIMULATED, "1");
        private static final SimpleSerializedType TO = new SimpleSerializedType(SIMULATED, "2");

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return event.getType().equals(FROM);
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            return event.upcastPayload(TO, JsonNode.class, SimulationWithBasis::withoutSuites);
        }

        private static JsonNode withoutSuites(JsonNode simulation) {
            var simulated = (ObjectNode) simulation;
            simulated.putArray("suites");
            simulated.putNull("suitesVersion");
            simulated.put("catalogueVersion", 0);
            simulated.put("contract", DecisionEngine.UNKNOWN_CONTRACT);
            return simulated;
        }
    }
}
