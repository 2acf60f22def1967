package dev.edict.cli.pull;

import dev.edict.cli.api.ApiClient;
import dev.edict.cli.api.ApiOptions;
import dev.edict.cli.api.Zone;
import dev.edict.cli.api.ZoneLookup;
import dev.edict.cli.folder.FolderChanges;
import dev.edict.cli.folder.FolderComparison;
import dev.edict.cli.folder.FolderSettings;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.io.ExitCode;
import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.ProgramVersion;
import dev.edict.cli.io.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code edict pull [FOLDER]}: makes a folder from a zone. */
@Command(
        name = "pull",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description =
                "Makes a folder from a zone: the documents that govern, suites, canaries, settings and catalogue.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the folder is what the zone is",
            "1:nothing was written, because files differ or are not in the zone",
            "2:wrong arguments, or a file that is no part of a zone",
            "3:could not run"
        },
        footerHeading = "%nExample:%n",
        footer = "  edict pull payments --zone payments && git diff")
public final class Pull implements Callable<Integer> {

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..1",
            defaultValue = ".",
            description = "where to write; it is made if it does not exist; default the current one")
    private String folder = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "the zone, by its id or its slug; default the one that the folder names")
    private @Nullable String zone;

    @Option(
            names = "--policy-set",
            paramLabel = "NAME",
            description = "the newest version of this policy set, where another one or none governs")
    private @Nullable String policySet;

    @Option(names = "--force", description = "overwrite files that differ, and remove those that are not in the zone")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        var path = Path.of(folder);
        var known = Files.exists(path.resolve(ZoneFolder.SETTINGS)) && !(force && zone != null)
                ? Optional.of(ZoneFolder.readSettings(path))
                : Optional.<FolderSettings>empty();
        var edict = api.client();
        var found = zone(edict, known);
        var version = VersionChoice.of(
                edict, found, policySet, known.map(FolderSettings::policySet).orElse(null));
        var content = new ZoneDownload(edict, found).read(version);
        tell(found, version);
        var changes = FolderComparison.changes(path, content, force);
        if (!force && !changes.keepsAll()) {
            refuse(changes);
            return ExitCode.DIFFERENT;
        }
        changes.write();
        requireSame(FolderComparison.changes(path, content, false));
        print(changes);
        return ExitCode.DONE;
    }

    private Zone zone(ApiClient edict, Optional<FolderSettings> known) {
        var named = zone != null ? zone : known.map(FolderSettings::zone).orElse("");
        if (!ZONE.matcher(named).matches()) {
            throw new InvalidArguments(
                    named.isEmpty()
                            ? "no zone: name one with --zone, by its id or its slug"
                            : "--zone must be the id or the slug of a zone: 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        return ZoneLookup.find(edict, named)
                .orElseThrow(
                        () -> new UnfitZone("no zone has the id or slug %s at %s".formatted(named, edict.address())));
    }

    private void tell(Zone found, VersionChoice version) {
        spec.commandLine()
                .getOut()
                .println(TerminalText.of("zone %s (%s): version %d of policy set %s, which %s"
                        .formatted(
                                found.slug(),
                                found.id(),
                                version.version(),
                                version.policySet(),
                                version.governs() ? "governs" : "does not govern")));
    }

    private void refuse(FolderChanges changes) {
        list("differs", changes, changes.differing().keySet());
        list("not in the zone", changes, changes.foreign());
        spec.commandLine()
                .getOut()
                .println("nothing was written: --force overwrites what differs and removes what is not in the zone");
    }

    private void print(FolderChanges changes) {
        list("added", changes, changes.added().keySet());
        list("overwritten", changes, changes.differing().keySet());
        list("removed", changes, changes.foreign());
        var count = changes.added().size()
                + changes.differing().size()
                + changes.foreign().size();
        spec.commandLine()
                .getOut()
                .println(
                        count == 0
                                ? "the folder is what the zone is"
                                : "%d %s changed".formatted(count, count == 1 ? "file" : "files"));
    }

    private void list(String what, FolderChanges changes, Collection<String> files) {
        for (var file : files) {
            var path = changes.folder().resolve(file).normalize().toString();
            spec.commandLine().getOut().println("  %-16s%s".formatted(what, TerminalText.of(path)));
        }
    }

    /** So that the next plan finds nothing. */
    private static void requireSame(FolderChanges left) {
        if (!left.isNothing()) {
            throw new UnfitZone("a file system changed the names of files, or another process their content: %s, %s, %s"
                    .formatted(left.added().keySet(), left.differing().keySet(), left.foreign()));
        }
    }
}
