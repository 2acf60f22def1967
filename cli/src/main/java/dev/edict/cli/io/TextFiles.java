package dev.edict.cli.io;

import dev.edict.decision.PolicyDocument;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Reads the files that a command line names: UTF-8, at most 1 MiB each, {@code -} for standard input. */
public final class TextFiles {

    public static final int MAX_BYTES = 1 << 20;

    /** No manifest has more (contract §8.1). */
    static final int MAX_DOCUMENTS = 256;

    private static final String STANDARD_INPUT = "-";

    private TextFiles() {}

    /** Rejects a command line that reads standard input twice: the first read consumes it. */
    public static void requireOneStandardInput(List<String> names, CommandLine command) {
        if (Collections.frequency(names, STANDARD_INPUT) > 1) {
            throw new ParameterException(command, "the standard input (-) can be read once only");
        }
    }

    public static void requireBundle(List<String> names, CommandLine command) {
        if (names.size() > MAX_DOCUMENTS) {
            throw new ParameterException(
                    command,
                    "a bundle has at most %d documents, but %d are given".formatted(MAX_DOCUMENTS, names.size()));
        }
    }

    public static List<PolicyDocument> documents(List<String> names) {
        return names.stream().map(TextFiles::document).toList();
    }

    static PolicyDocument document(String name) {
        return new PolicyDocument(name, text(name));
    }

    /** The text of a file of at most 1 MiB. */
    public static String text(String name) {
        return text(name, MAX_BYTES);
    }

    /** The text of a file of at most so many bytes. */
    public static String text(String name, int longest) {
        try (var in = open(name)) {
            var bytes = in.readNBytes(longest + 1);
            if (bytes.length > longest) {
                throw new UnreadableFile(name, "larger than %s".formatted(size(longest)));
            }
            return decoded(name, bytes);
        } catch (NoSuchFileException e) {
            throw new UnreadableFile(name, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new UnreadableFile(name, "cannot be read: permission denied");
        } catch (IOException | InvalidPathException e) {
            throw new UnreadableFile(name, "cannot be read: " + FailureReason.of(e));
        }
    }

    private static String size(int bytes) {
        return bytes < MAX_BYTES ? bytes / 1024 + " KiB" : bytes / MAX_BYTES + " MiB";
    }

    private static InputStream open(String name) throws IOException {
        if (name.equals(STANDARD_INPUT)) {
            return System.in;
        }
        var path = Path.of(name);
        if (Files.isDirectory(path)) {
            throw new UnreadableFile(name, "is a directory");
        }
        return Files.newInputStream(path);
    }

    private static String decoded(String name, byte[] bytes) {
        var unread = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(unread).toString();
        } catch (CharacterCodingException e) {
            var at = unread.position();
            var line = 1 + IntStream.range(0, at).filter(i -> bytes[i] == '\n').count();
            throw new UnreadableFile(name, "not UTF-8: byte 0x%02X in line %d".formatted(bytes[at], line));
        }
    }
}
