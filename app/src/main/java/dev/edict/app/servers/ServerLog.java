package dev.edict.app.servers;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What a server writes about itself, and which part of it is about this start. */
final class ServerLog {

    private final Path file;
    private final long begin;

    ServerLog(Path file) {
        this.file = file;
        this.begin = file.toFile().length();
    }

    ProcessBuilder.Redirect redirect() {
        return ProcessBuilder.Redirect.appendTo(file.toFile());
    }

    StartRefused refusal(String server) {
        return new StartRefused(
                server + " did not start (" + lastComplaint() + ")",
                "see " + file + ", or set DATABASE_URL and REDIS_URL to use servers of your own");
    }

    private String lastComplaint() {
        try (var channel = Files.newByteChannel(file)) {
            channel.position(begin);
            var text = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            var lines = Arrays.stream(text.split("\\R"))
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("FATAL") || line.contains("error:"))
                    .reduce((earlier, later) -> later)
                    .or(() -> lines.stream().reduce((earlier, later) -> later))
                    .orElse("it said nothing");
        } catch (IOException e) {
            return "its log cannot be read";
        }
    }
}
