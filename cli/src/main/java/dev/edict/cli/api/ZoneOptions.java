package dev.edict.cli.api;

import dev.edict.cli.io.Json;
import java.io.PrintWriter;
import java.util.function.BiConsumer;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which zone a question to the API is about, and how its answer is printed. */
public final class ZoneOptions {

    private enum Format {
        TEXT,
        JSON
    }

    @Option(names = "--zone", paramLabel = "ID", required = true, description = "the zone")
    private String zone = "";

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text or json")
    private Format format = Format.TEXT;

    /** The id of the zone, as it was given. */
    public String zone() {
        return zone;
    }

    /**
     * Prints an answer as it came, or as a text.
     *
     * @param text prints it as a text
     */
    public void print(JsonNode answer, PrintWriter out, BiConsumer<JsonNode, PrintWriter> text) {
        if (format == Format.JSON) {
            out.println(Json.plain(answer));
        } else {
            text.accept(answer, out);
        }
    }
}
