package dev.edict.app;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A request of each kind of which errors are alike: reading and changing, by the contract and beyond it. */
enum RequestKind {
    CONTRACT_READ("GET", "/dcr-status", null),
    CONTRACT_CHANGE("POST", "/policies", json(Map.of("name", "never kept", "content", Documents.GRANTS))),
    OWN_READ("GET", "/active", null),
    OWN_CHANGE("POST", "/deactivate", json(Map.of("reason", "never kept")));

    static final List<RequestKind> CHANGES = List.of(CONTRACT_CHANGE, OWN_CHANGE);

    private final String method;
    private final String path;
    private final @Nullable String body;

    RequestKind(String method, String path, @Nullable String body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    Api.Answer send(Api api, String zoneId) {
        return send(api, zoneId, Map.of());
    }

    Api.Answer send(Api api, String zoneId, Map<String, String> headers) {
        return sendRaw(api, zoneId, body, headers);
    }

    Api.Answer sendRaw(Api api, String zoneId, @Nullable String text, Map<String, String> headers) {
        var all = new HashMap<String, String>();
        if (text != null) {
            all.put("content-type", "application/json");
        }
        all.putAll(headers);
        return api.send(method, "/v1/zones/" + zoneId + path, text, all);
    }

    private static String json(Object body) {
        return JsonMapper.shared().writeValueAsString(body);
    }
}
