package dev.edict.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a server writes about itself, and which part of it is about this start. */
final class ServerLog {

    private final DataFolder folder;
    private final Path file;
    private final long begin;

    ServerLog(DataFolder folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name);
        this.begin = file.toFile().length();
    }

    Path file() {
        return file;
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    StartRefused refusal(String server) {
        return refusal(server, thisStart());
    }

    /** A full disk leaves no room for complaints either, so the folder itself is asked as well. */
    StartRefused refusal(String server, String said) {
        return folder.troubleIn(said)
                .or(folder::trouble)
                .orElseGet(() -> new StartRefused(
                        server + " did not start (" + lastComplaint(said) + ")",
                        "see " + file + ", or set DATABASE_URL and REDIS_URL to use servers of your own"));
    }

    private String thisStart() {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(begin);
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }

    private static String lastComplaint(String said) {
        var lines = Arrays.stream(said.split("\\R"))
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.contains("FATAL") || line.contains("error:"))
                .reduce((earlier, later) -> later)
                .or(() -> lines.stream().reduce((earlier, later) -> later))
                .orElse("it said nothing");
    }
}
