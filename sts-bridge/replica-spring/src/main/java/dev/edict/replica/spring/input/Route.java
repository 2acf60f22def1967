package dev.edict.replica.spring.input;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/** What the requests of a path ask for. */
public final class Route {

    private static final Pattern METHOD = Pattern.compile("[A-Z]+");
    private static final Pattern SCOPE = Pattern.compile("\\S+");

    private final String path;
    private final Set<String> methods;
    private final String resource;
    private final String scope;

    /**
     * A line of the table.
     *
     * @param path a pattern such as {@code /ledger/**}
     * @param methods HTTP methods; empty for all
     * @param resource the identifier of the resource in the policy
     * @param scope the scope that a token must carry
     */
    public Route(
            @Nullable String path,
            @DefaultValue Set<String> methods,
            @Nullable String resource,
            @Nullable String scope) {
        this.path = require(path, path != null && path.startsWith("/"), "path that begins with /");
        this.methods = Set.copyOf(methods);
        this.resource = require(resource, resource != null && !resource.isBlank(), "resource");
        this.scope = require(scope, scope != null && SCOPE.matcher(scope).matches(), "scope without blanks");
        Assert.isTrue(
                methods.stream().allMatch(method -> METHOD.matcher(method).matches()),
                "a route has methods in upper case, such as GET, or none for all");
    }

    private static String require(@Nullable String value, boolean holds, String what) {
        if (value == null || !holds) {
            throw new IllegalArgumentException("a route needs a " + what);
        }
        return value;
    }

    String path() {
        return path;
    }

    Set<String> methods() {
        return methods;
    }

    String resource() {
        return resource;
    }

    String scope() {
        return scope;
    }
}
