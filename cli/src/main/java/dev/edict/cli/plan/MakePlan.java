package dev.edict.cli.plan;

import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.io.Colours;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.OutputFile;
import dev.edict.cli.io.ProgramVersion;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code edict plan}: what a folder would change in a zone, for whom, and what speaks against it. */
@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Compares a folder of policies with its zone: what would be created and changed, who may do what then, and"
                    + " whether Edict would refuse it. Writes nothing to Edict."
        },
        footerHeading = "%nExample:%n",
        footer = {"  edict plan --out plan.json && edict apply plan.json"},
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing to do",
            "1:blocked: Edict would refuse it",
            "2:wrong arguments, or a file of the folder is wrong",
            "3:could not run",
            "4:there is something to do"
        })
public final class MakePlan implements Callable<Integer> {

    private enum Format {
        TEXT,
        JSON,
        MARKDOWN
    }

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Mixin
    private FolderOption folder = new FolderOption();

    @Mixin
    private Colours colours = new Colours();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (the default), json, or markdown for a pull request")
    private Format format = Format.TEXT;

    @Option(names = "--out", paramLabel = "FILE", description = "writes the plan for edict apply, with all texts")
    private @Nullable String out;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        var read = folder.read();
        var plan = new Planner(api.client()).plan(read, folder.zone(read));
        if (out != null) {
            OutputFile.write(Path.of(out), plan.text());
        }
        var printer = spec.commandLine().getOut();
        switch (format) {
            case TEXT -> new PlanText(colours, new Places(read), printer).print(plan);
            case JSON -> printer.println(plan.text());
            case MARKDOWN -> new PlanMarkdown(printer).print(plan);
        }
        if (plan.isBlocked()) {
            return ExitCode.DIFFERENT;
        }
        return plan.isEmpty() ? ExitCode.DONE : ExitCode.CHANGES;
    }
}
