package dev.edict.cli.api;

import dev.edict.cli.io.InvalidArguments;
import dev.edict.cli.io.TerminalText;
import dev.edict.cli.io.TextFiles;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Where the API of Edict is, and the token to ask it with: from a file, from {@code EDICT_TOKEN}, or from the data folder
 * of an Edict on this machine.
 */
public final class ApiOptions {

    private static final String WRONG_URL =
            "--url must be an http or https address without credentials and query, such as http://127.0.0.1:3000";
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,4096}");

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "${env:EDICT_URL:-http://127.0.0.1:3000}",
            description = "the address of Edict; default EDICT_URL, then port 3000 of this machine")
    private String url = "";

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "holds the token; default EDICT_TOKEN, then the one in the data folder of an Edict here")
    private @Nullable String tokenFile;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:EDICT_DATA}",
            description = "the data folder of an Edict on this machine, whose token is used without another one;"
                    + " default EDICT_DATA, then .edict in this folder or one above")
    private @Nullable String data;

    /**
     * Makes a client with these options.
     *
     * @throws InvalidArguments if the address is malformed, or there is no token
     */
    public ApiClient client() {
        return new ApiClient(address(), token());
    }

    /** Does not repeat the text, which may hold a credential. */
    private URI address() {
        try {
            var address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            if (isHttp(address) && address.getHost() != null && isBare(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new InvalidArguments(WRONG_URL);
        }
        throw new InvalidArguments(WRONG_URL);
    }

    private static boolean isHttp(URI address) {
        return String.valueOf(address.getScheme()).matches("https?");
    }

    private static boolean isBare(URI address) {
        return address.getUserInfo() == null && address.getRawQuery() == null && address.getRawFragment() == null;
    }

    private Token token() {
        var token = given().or(this::ofEnvironment).or(this::own).orElseThrow(() -> new InvalidArguments(noToken()));
        if (!TOKEN.matcher(token.text()).matches()) {
            throw new InvalidArguments(token + " must have 1 to 4096 visible ASCII characters");
        }
        return token;
    }

    private Optional<Token> given() {
        return Optional.ofNullable(tokenFile).map(ApiOptions::ofFile);
    }

    private Optional<Token> ofEnvironment() {
        return Optional.ofNullable(System.getenv("EDICT_TOKEN")).map(text -> new Token(text.strip(), "EDICT_TOKEN"));
    }

    /** Never sent to another machine. */
    private Optional<Token> own() {
        return isOnThisMachine()
                ? OwnToken.file(data, Path.of("").toAbsolutePath()).map(file -> ofFile(file.toString()))
                : Optional.empty();
    }

    private static Token ofFile(String file) {
        return new Token(TextFiles.text(file).strip(), TerminalText.of(file));
    }

    private String noToken() {
        return isOnThisMachine()
                ? "no token: set EDICT_TOKEN, name a file with --token-file, or the data folder of an Edict here with --data"
                : "no token: set EDICT_TOKEN, or name a file with --token-file";
    }

    private boolean isOnThisMachine() {
        try {
            return InetAddress.getByName(address().getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
