package dev.edict.cli.api;

import dev.edict.cli.io.TextFiles;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Where the API of Edict is, and the token to ask it with: from a file, from {@code EDICT_TOKEN}, or from the data folder
 * of an Edict on this machine.
 */
public final class ApiOptions {

    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");
    private static final String ADMIN_TOKEN = "admin-token";

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:EDICT_URL:-http://127.0.0.1:3000}",
            description = "the address of Edict, default EDICT_URL or http://127.0.0.1:3000")
    private String url = "";

    @Option(names = "--token-file", paramLabel = "FILE", description = "holds the token; default EDICT_TOKEN")
    private @Nullable String tokenFile;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:EDICT_DATA:-.edict}",
            description = "the data folder of an Edict on this machine, whose token is used without another one")
    private String data = "";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /**
     * Makes a client with these options.
     *
     * @throws ParameterException if the address is malformed, or there is no token
     */
    public ApiClient client() {
        return new ApiClient(address(), token());
    }

    private URI address() {
        try {
            var address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            var scheme = String.valueOf(address.getScheme());
            if (scheme.matches("https?") && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw refused("--url is no address: " + e.getMessage());
        }
        throw refused("--url must be an http or https address without credentials, such as http://127.0.0.1:3000");
    }

    private String token() {
        var given = tokenFile == null
                ? Optional.ofNullable(System.getenv("EDICT_TOKEN")).or(this::ownToken)
                : Optional.of(TextFiles.text(tokenFile));
        var token = given.map(String::strip)
                .orElseThrow(() -> refused("no token: set EDICT_TOKEN, or name a file with --token-file"));
        if (!TOKEN.matcher(token).matches()) {
            throw refused("the token must have 1 to 4096 visible ASCII characters");
        }
        return token;
    }

    /** Never sent to another machine. */
    private Optional<String> ownToken() {
        var file = Path.of(data).resolve(ADMIN_TOKEN);
        return isOnThisMachine() && Files.isReadable(file)
                ? Optional.of(TextFiles.text(file.toString()))
                : Optional.empty();
    }

    private boolean isOnThisMachine() {
        try {
            return InetAddress.getByName(address().getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why);
    }
}
