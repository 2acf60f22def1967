package dev.edict.query.audit;

import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hides what stands under keys that go by the name of a secret, at any depth (contract §1.6). */
final class Redaction {

    private static final Set<String> SECRETS = Set.of(
            "password",
            "passwd",
            "secret",
            "token",
            "access_token",
            "refresh_token",
            "id_token",
            "api_key",
            "apikey",
            "authorization",
            "cookie",
            "set_cookie",
            "client_secret",
            "private_key",
            "session",
            "session_id",
            "assertion");

    private static final JsonNode REDACTED = JsonNodeFactory.instance.stringNode("[redacted]");

    private Redaction() {}

    static JsonNode of(JsonNode json) {
        if (json.isObject()) {
            var shown = JsonNodeFactory.instance.objectNode();
            json.forEachEntry((key, value) -> shown.set(key, isSecret(key) ? REDACTED : of(value)));
            return shown;
        }
        if (json.isArray()) {
            var shown = JsonNodeFactory.instance.arrayNode();
            json.forEach(element -> shown.add(of(element)));
            return shown;
        }
        return json;
    }

    private static boolean isSecret(String key) {
        return SECRETS.contains(key.toLowerCase(Locale.ROOT));
    }
}
