package dev.edict.app.contract;

import dev.edict.app.Api;
import dev.edict.app.Console;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tokens that the requests come with, each minted once. */
final class Callers {

    private final Api bootstrap;
    private final String secret;
    private final Map<String, String> minted;

    Callers(Api bootstrap, String secret, String zoneId) {
        this.bootstrap = bootstrap;
        this.secret = secret;
        this.minted = Map.of(
                "read", mint("{\"name\":\"r\",\"scope\":\"global\",\"capability\":\"read\"}"),
                "write", mint("{\"name\":\"w\",\"scope\":\"global\"}"),
                "approve", mint("{\"name\":\"a\",\"scope\":\"global\",\"capability\":\"approve\"}"),
                "replica", mint("{\"name\":\"p\",\"scope\":\"global\",\"capability\":\"replica\"}"),
                "decide", mint("{\"name\":\"d\",\"scope\":\"global\",\"capability\":\"decide\"}"),
                "zone", mint("{\"name\":\"z\",\"scope\":\"zone\",\"zone_id\":\"%s\"}".formatted(zoneId)));
    }

    private String mint(String body) {
        return bootstrap
                .postRaw("/v1/admin-tokens", body, "application/json")
                .expect(201)
                .text("token");
    }

    @Nullable
    String token(String caller) {
        return switch (caller) {
            case "nobody" -> null;
            case "bootstrap" -> secret;
            case "console", "account" -> Console.token(secret, "write");
            default -> minted.get(caller);
        };
    }

    Map<String, String> headers(String caller) {
        return caller.equals("account") ? Map.of("x-caracal-account", Console.assertion(secret, "acc-1")) : Map.of();
    }
}
