package dev.edict.cli.init;

import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict init [FOLDER]}: writes a working example of a folder that is a zone. */
@Command(
        name = "init",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Writes a working example of a folder that is a zone: settings, documents, a suite and a canary.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:written", "2:wrong arguments", "3:a file is in the way, or could not be written"},
        footerHeading = "%nExample:%n",
        footer = "  edict init payments && edict test payments")
public final class Init implements Callable<Integer> {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,128}");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]+");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = ".",
            description = "where to write; it is made if it does not exist; default the current one")
    private String folder = "";

    @Option(names = "--zone", paramLabel = "SLUG", description = "the slug of the zone; default the folder's name")
    private @Nullable String zone;

    @Override
    public Integer call() throws IOException {
        var path = Path.of(folder);
        var slug = slug(path);
        var example = new Example(path);
        var obstacle = example.obstacle();
        if (obstacle.isPresent()) {
            spec.commandLine()
                    .getErr()
                    .println("edict init: %s is in the way: nothing is overwritten; name an empty folder"
                            .formatted(shown(obstacle.get())));
            return ExitCode.COULD_NOT_RUN;
        }
        example.write(slug);
        print(path, slug);
        return ExitCode.DONE;
    }

    private String slug(Path path) {
        if (zone != null) {
            if (!SLUG.matcher(zone).matches()) {
                throw new InvalidArguments("--zone must be a slug: 1 to 128 characters of a-z 0-9 -");
            }
            return zone;
        }
        var name = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        var slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        if (!SLUG.matcher(slug).matches()) {
            throw new InvalidArguments("the folder's name makes no slug of a zone: name one with --zone");
        }
        return slug;
    }

    private void print(Path path, String slug) {
        var out = spec.commandLine().getOut();
        out.println("The example zone %s is written:".formatted(slug));
        Example.FILES.forEach(file -> out.println("  " + shown(path.resolve(file))));
        var argument = path.normalize().toString().isEmpty() ? "" : " " + quoted(path.toString());
        out.println(
                """

                Next:
                  edict test%1$s    run suites and canaries, without a server
                  edict plan%1$s    tell what would change, and for whom
                  edict apply%1$s   make it so"""
                        .formatted(argument));
    }

    /** A word of a shell. */
    private static String quoted(String path) {
        var shown = TerminalText.of(path);
        return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }

    private static String shown(Path path) {
        return TerminalText.of(path.normalize().toString());
    }
}
