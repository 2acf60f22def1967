package dev.edict.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command as a script sees it. */
public record Ran(int exitCode, String out, String err) {

    /** Runs one of the commands that need no database. */
    public static Ran edict(Object... arguments) {
        return of(Commands.of(new Root(), List.of()), arguments);
    }

    /** Runs a command that a test made. */
    public static Ran command(Object command, Object... arguments) {
        return of(Commands.configured(new CommandLine(command)), arguments);
    }

    /** Runs a command of a command line. */
    public static Ran of(CommandLine commands, Object... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        var exitCode = commands.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new Ran(exitCode, out.toString(), err.toString());
    }

    public JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }

    @Command(name = "edict")
    static final class Root {}
}
