package dev.edict.cli.folder;

import dev.edict.cli.yaml.YamlObject;
import dev.edict.cli.yaml.YamlValue;
import dev.edict.decision.catalogue.Catalogue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@code edict.yaml} says.
 *
 * @param zone the slug or the id of the zone
 * @param name of a zone that has to be made; its slug if it is not given
 * @param policyNames the policies whose files are named otherwise, by file
 * @param settings those of the zone that the folder holds; {@code strict}, {@code canaries}, {@code evidence}
 * @param catalogue as the API takes it; null if the folder says nothing about it
 */
public record FolderSettings(
        String zone,
        String name,
        String policySet,
        Map<String, String> policyNames,
        Map<String, Object> settings,
        @Nullable YamlValue catalogue) {

    private static final Pattern ZONE = Pattern.compile("[A-Za-z0-9_.\\-:]{1,128}");
    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_POLICY_NAME = 256;

    static FolderSettings of(YamlValue file) {
        var members = file.object().onlyWith("zone", "name", "policy_set", "policy_names", "settings", "catalogue");
        var zone = members.get("zone").text();
        if (!ZONE.matcher(zone).matches()) {
            throw members.get("zone")
                    .place()
                    .invalid("expected the slug or id of a zone: 1 to 128 characters of A-Z a-z 0-9 _ . - :");
        }
        members.find("catalogue").ifPresent(CatalogueFile::of);
        return new FolderSettings(
                zone,
                members.find("name").map(name -> bounded(name, LONGEST_NAME)).orElse(zone),
                bounded(members.get("policy_set"), LONGEST_POLICY_NAME),
                members.find("policy_names")
                        .map(names -> policyNames(names.object()))
                        .orElse(Map.of()),
                members.find("settings")
                        .map(settings -> settings(settings.object()))
                        .orElse(Map.of()),
                members.find("catalogue").orElse(null));
    }

    /** The catalogue as documents are compared with it; empty if the folder says nothing about it. */
    public Optional<Catalogue> names() {
        return Optional.ofNullable(catalogue).map(CatalogueFile::of);
    }

    private static String bounded(YamlValue value, int longest) {
        var text = value.text();
        if (text.length() > longest) {
            throw value.place().invalid("expected at most %d characters, not %d", longest, text.length());
        }
        return text;
    }

    private static Map<String, String> policyNames(YamlObject names) {
        var byFile = new LinkedHashMap<String, String>();
        var files = new HashMap<String, String>();
        for (var file : names.keys()) {
            var policy = bounded(names.get(file), LONGEST_POLICY_NAME);
            var other = files.putIfAbsent(policy, file);
            if (other != null) {
                throw names.get(file).place().invalid("%s has the policy %s already", other, policy);
            }
            byFile.put(file, policy);
        }
        return byFile;
    }

    private static Map<String, Object> settings(YamlObject settings) {
        settings.onlyWith("strict", "canaries", "evidence");
        var found = new LinkedHashMap<String, Object>();
        settings.find("strict").ifPresent(value -> found.put("strict", value.flag()));
        settings.find("canaries").ifPresent(value -> found.put("canaries", value.oneOf("off", "warn", "required")));
        settings.find("evidence").ifPresent(value -> found.put("evidence", value.oneOf("none", "warn", "required")));
        return found;
    }
}
