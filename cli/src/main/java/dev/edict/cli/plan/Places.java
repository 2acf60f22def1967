package dev.edict.cli.plan;

import dev.edict.cli.api.ApiFailure;
import dev.edict.cli.folder.CaseFile;
import dev.edict.cli.folder.SuiteFile;
import dev.edict.cli.folder.ZoneFolder;
import dev.edict.cli.yaml.Place;
import dev.edict.cli.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Where in the files of a folder something stands. */
public final class Places {

    private static final int NAMED = 2;

    private final @Nullable ZoneFolder folder;

    /** The places of a folder; without one there are none. */
    public Places(@Nullable ZoneFolder folder) {
        this.folder = folder;
    }

    /** The failure as one of the file that has what Edict refuses; the failure itself if no file has. */
    RuntimeException located(ApiFailure failure) {
        var issue = failure.member("details").path("issues").path(0);
        var path = issue.path("path").valueStream().map(JsonNode::asString).toList();
        return of(path).<RuntimeException>map(place -> place.invalid(
                        "%s: %s", failure.code(), issue.path("message").asString("")))
                .orElse(failure);
    }

    private Optional<Place> of(List<String> path) {
        if (folder == null || path.isEmpty()) {
            return Optional.empty();
        }
        if (path.get(0).equals("catalogue")) {
            return Optional.ofNullable(folder.settings().catalogue())
                    .map(catalogue -> catalogue.placeOf(path.subList(1, path.size())));
        }
        if (path.size() < NAMED) {
            return Optional.empty();
        }
        return source(path.get(0), path.get(1)).map(source -> source.placeOf(path.subList(NAMED, path.size())));
    }

    private Optional<YamlValue> source(String part, String name) {
        return switch (part) {
            case "suites" -> suite(name).map(SuiteFile::source);
            case "canaries" -> canary(name).map(CaseFile::source);
            default -> Optional.empty();
        };
    }

    private Optional<SuiteFile> suite(String name) {
        return folder == null || folder.suites() == null
                ? Optional.empty()
                : Optional.ofNullable(folder.suites().get(name));
    }

    private Optional<CaseFile> canary(String name) {
        return folder == null || folder.canaries() == null
                ? Optional.empty()
                : Optional.ofNullable(folder.canaries().get(name));
    }

    /** Where a case of a suite stands. */
    Optional<Place> ofCase(String suite, String name) {
        return suite(suite).stream()
                .flatMap(found -> found.cases().stream())
                .filter(one -> one.name().equals(name))
                .map(one -> one.source().place())
                .findFirst();
    }

    /** Where a canary stands. */
    Optional<Place> ofCanary(String name) {
        return canary(name).map(found -> found.source().place());
    }
}
