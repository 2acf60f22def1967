package dev.edict.cli.yaml;

import dev.edict.decision.catalogue.NearestNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** A mapping of a YAML file. */
public final class YamlObject {

    private final Place place;
    private final Map<String, YamlValue.Member> members;

    YamlObject(Place place, Map<String, YamlValue.Member> members) {
        this.place = place;
        this.members = members;
    }

    /** Rejects a key that is not known, and names the nearest one that is. */
    public YamlObject onlyWith(String... known) {
        var names = List.of(known);
        members.forEach((name, member) -> {
            if (!names.contains(name)) {
                throw member.key().invalid("unknown key %s: %s", name, hint(name, names));
            }
        });
        return this;
    }

    private static String hint(String name, List<String> known) {
        return new NearestNames((one, other, most) -> new DamerauLevenshteinDistance(most).apply(one, other))
                .of(name, known)
                .map("did you mean %s?"::formatted)
                .orElseGet(() -> "expected one of " + String.join(", ", known));
    }

    /** The value of a key; null is taken for none. */
    public Optional<YamlValue> find(String key) {
        return Optional.ofNullable(members.get(key)).map(YamlValue.Member::value);
    }

    /** The value of a key; rejects a mapping without it. */
    public YamlValue get(String key) {
        return find(key).orElseThrow(() -> place.invalid("the key %s is missing", key));
    }

    /** Its keys in the order of the file. */
    public Set<String> keys() {
        return members.keySet();
    }

    /** The mapping as JSON has it. */
    public Map<String, @Nullable Object> json() {
        var object = new LinkedHashMap<String, @Nullable Object>();
        members.forEach((name, member) -> object.put(name, member.value().json()));
        return object;
    }
}
