package dev.edict.embedded;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The log of a server, and the part of it that belongs to this start. */
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

    /** Also checks the folder itself, because a full disk has no room for log lines either. */
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
                .orElse("its output is empty");
    }
}
