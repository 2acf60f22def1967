package dev.edict.app.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** A file of lines whose cells are separated by {@code |}; lines that begin with {@code #} are for people. */
final class Table {

    private Table() {}

    static List<List<String>> read(String name) {
        try (var file = Objects.requireNonNull(Table.class.getResourceAsStream("/contract/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Arrays.stream((line + " ").split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Triple triple(List<String> cells) {
        return new Triple(cells.get(0), Integer.parseInt(cells.get(1)), cells.get(2));
    }
}
