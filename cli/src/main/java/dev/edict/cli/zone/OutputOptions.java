package dev.edict.cli.zone;

import dev.edict.cli.io.Colours;
import dev.edict.cli.io.Json;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** How the answer of a command is printed. */
final class OutputOptions {

    private enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (the default) or json")
    private Format format = Format.TEXT;

    @Mixin
    private Colours colours = new Colours();

    Colours colours() {
        return colours;
    }

    boolean isJson() {
        return format == Format.JSON;
    }

    /** Prints an answer as it came, or as a text. */
    void print(JsonNode answer, PrintWriter out, Consumer<PrintWriter> text) {
        if (isJson()) {
            out.println(Json.plain(answer));
        } else {
            text.accept(out);
        }
    }
}
