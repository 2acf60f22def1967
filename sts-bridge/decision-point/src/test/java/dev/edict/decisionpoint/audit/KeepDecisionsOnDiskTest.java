package dev.edict.decisionpoint.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The spill: what it gives back, and what it says of files that it cannot read. */
class KeepDecisionsOnDiskTest {

    private static final long MOST = 1L << 20;

    @TempDir
    Path folder;

    private static List<SignedEntry> events(int count, int size) {
        var data = "x".repeat(size);
        return IntStream.range(0, count)
                .mapToObj(i -> new SignedEntry(
                        "00000000-0000-7000-8000-%012d".formatted(i),
                        "ab".repeat(32),
                        (i + data).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private Spill opened() throws SpillUnavailable {
        var spill = new Spill(folder, MOST);
        spill.open();
        return spill;
    }

    private static List<String> written(List<SignedEntry> events) {
        return events.stream()
                .map(event -> event.id() + event.signature() + new String(event.data(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Reads and removes everything. */
    private static List<Spill.Part> drained(Spill spill) throws SpillUnavailable {
        var parts = new ArrayList<Spill.Part>();
        for (var part = spill.oldest(); part.isPresent(); part = spill.oldest()) {
            parts.add(part.get());
            spill.remove(part.get());
        }
        return parts;
    }

    private static List<SignedEntry> events(List<Spill.Part> parts) {
        return parts.stream().flatMap(part -> part.events().stream()).toList();
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.newDirectoryStream(folder, "audit-*")) {
            var found = files.iterator().next();
            assertThat(files).isNotNull();
            return found;
        }
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Leaves a file with three events, as a process does that is killed. */
    private Path threeEvents() throws SpillUnavailable, IOException {
        try (var spill = opened()) {
            spill.append(events(3, 10));
        }
        return onlyFile();
    }

    @Test
    void the_next_process_gets_what_was_appended() throws SpillUnavailable {
        try (var spill = opened()) {
            spill.append(events(3, 10));
            spill.append(events(2, 500));
        }
        try (var next = opened()) {
            assertThat(next.bytes()).isPositive();
            assertThat(written(events(drained(next))))
                    .isEqualTo(written(Stream.concat(events(3, 10).stream(), events(2, 500).stream())
                            .toList()));
            assertThat(next.bytes()).isZero();
            assertThat(next.isEmpty()).isTrue();
        }
    }

    @Test
    void a_file_that_is_being_read_takes_no_more_events() throws SpillUnavailable {
        try (var spill = opened()) {
            spill.append(events(1, 10));
            var first = spill.oldest().orElseThrow();
            spill.append(events(2, 20));
            spill.remove(first);

            assertThat(written(events(drained(spill)))).isEqualTo(written(events(2, 20)));
        }
    }

    @Test
    void an_incomplete_last_record_is_counted_and_the_others_are_given() throws SpillUnavailable, IOException {
        var file = threeEvents();
        var bytes = Files.readAllBytes(file);
        for (var cut = 1; cut < 120; cut += 7) {
            Files.write(file, Arrays.copyOf(bytes, bytes.length - cut));
            try (var spill = opened()) {
                var part = spill.oldest().orElseThrow();
                assertThat(part.events()).as("%d bytes missing", cut).hasSize(2);
                assertThat(part.damaged()).isEqualTo(1);
                assertThat(part.fault()).isEmpty();
            }
        }
        try (var spill = opened()) {
            drained(spill);
            assertThat(names()).containsExactly("audit.lock");
        }
    }

    @Test
    void a_file_that_a_crash_left_without_a_header_is_no_fault() throws SpillUnavailable, IOException {
        Files.write(folder.resolve("audit-5.spill"), Arrays.copyOf(SpillFrames.HEADER, 4));
        Files.write(folder.resolve("audit-6.spill"), new byte[0]);
        try (var spill = opened()) {
            assertThat(drained(spill)).hasSize(2).allSatisfy(part -> {
                assertThat(part.events()).isEmpty();
                assertThat(part.fault()).isEmpty();
            });
        }
    }

    @Test
    void a_damaged_record_is_counted_and_its_file_is_kept() throws SpillUnavailable, IOException {
        var file = threeEvents();
        var bytes = Files.readAllBytes(file);
        bytes[SpillFrames.HEADER.length + 60] ^= 1;
        Files.write(file, bytes);
        try (var spill = opened()) {
            var part = drained(spill).get(0);

            assertThat(written(part.events())).isEqualTo(written(events(3, 10).subList(1, 3)));
            assertThat(part.damaged()).isEqualTo(1);
            assertThat(part.fault()).isEqualTo("1 records do not have their checksum");
            assertThat(names()).anyMatch(name -> name.endsWith(".damaged")).noneMatch(name -> name.endsWith(".spill"));
            assertThat(spill.bytes()).isEqualTo(bytes.length);
        }
        try (var next = opened()) {
            assertThat(next.isEmpty()).isTrue();
            assertThat(next.bytes()).as("a kept file takes room").isEqualTo(bytes.length);
        }
    }

    @Test
    void a_damaged_length_is_not_taken_for_an_incomplete_record() throws SpillUnavailable, IOException {
        var file = threeEvents();
        var bytes = Files.readAllBytes(file);
        bytes[SpillFrames.HEADER.length + 2] ^= 1;
        Files.write(file, bytes);
        try (var spill = opened()) {
            assertThat(spill.oldest().orElseThrow().fault()).startsWith("a record has a length of");
        }
    }

    @Test
    void a_file_of_another_version_is_named_and_kept() throws SpillUnavailable, IOException {
        Files.writeString(folder.resolve("audit-5.spill"), "edict-audit-spill 2\nsomething else");
        try (var spill = opened()) {
            var part = drained(spill).get(0);

            assertThat(part.fault()).isEqualTo("it is no spill of this version");
            assertThat(part.damaged()).isEqualTo(1);
            assertThat(names()).contains("audit-5.damaged");
        }
    }

    @Test
    void other_files_in_the_folder_are_left_alone() throws SpillUnavailable, IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.writeString(folder.resolve("audit-x.spill"), "mine");
        try (var spill = opened()) {
            spill.append(events(1, 1));
            drained(spill);
        }

        assertThat(names()).contains("notes.txt", "audit-x.spill");
    }

    @Test
    void a_full_spill_says_so_and_takes_events_again_when_there_is_room() throws SpillUnavailable {
        try (var spill = opened()) {
            var many = events(10, 50_000);
            spill.append(many);
            assertThatThrownBy(() -> spill.append(events(20, 50_000)))
                    .isInstanceOf(SpillUnavailable.class)
                    .hasMessageContaining(folder + " is full: it has ")
                    .hasMessageEndingWith(" bytes of 1048576");
            assertThat(spill.trouble()).contains("is full");
            assertThat(spill.bytes()).isLessThanOrEqualTo(MOST);

            assertThat(events(drained(spill))).hasSize(10);
            spill.open();
            assertThat(spill.trouble()).isEmpty();
            spill.append(many);
        }
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws SpillUnavailable, IOException {
        var file = Files.writeString(folder.resolve("file"), "no folder");
        try (var spill = new Spill(file.resolve("spill"), MOST)) {
            assertThatThrownBy(spill::open)
                    .isInstanceOf(SpillUnavailable.class)
                    .hasMessageStartingWith("the folder %s cannot be used: ".formatted(file.resolve("spill")));
            assertThatThrownBy(() -> spill.append(events(1, 1))).hasMessageContaining("cannot be used");
            assertThat(spill.oldest()).isEmpty();
        }
    }

    @Test
    void a_folder_that_takes_no_file_is_a_trouble_until_it_does() throws SpillUnavailable, IOException {
        try (var spill = opened()) {
            Files.delete(folder.resolve("audit.lock"));
            Files.delete(folder);
            assertThatThrownBy(() -> spill.append(events(1, 1)))
                    .hasMessageStartingWith("the folder %s takes no file: ".formatted(folder));
            assertThatThrownBy(spill::open).hasMessageContaining("takes no file");

            Files.createDirectory(folder);
            spill.open();
            assertThat(spill.trouble()).isEmpty();
        }
    }

    @Test
    void a_folder_has_one_owner() throws SpillUnavailable {
        try (var second = new Spill(folder, MOST)) {
            try (var first = opened()) {
                first.append(events(1, 1));
                assertThatThrownBy(second::open)
                        .hasMessage("the folder %s cannot be used: another process uses it; give each decision point a"
                                        .formatted(folder)
                                + " folder of its own");
            }
            second.open();
            assertThat(events(drained(second))).hasSize(1);
        }
    }

    @Test
    void an_age_is_that_of_the_oldest_file() throws SpillUnavailable, IOException {
        Files.write(
                folder.resolve("audit-%d.spill".formatted(System.currentTimeMillis() - 60_000)),
                SpillFrames.HEADER,
                StandardOpenOption.CREATE);
        try (var spill = opened()) {
            assertThat(spill.oldestAge()).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(90));
        }
    }

    @Test
    void files_are_short_and_read_in_their_order() throws SpillUnavailable {
        try (var spill = new Spill(folder, 64L << 20)) {
            spill.open();
            for (var i = 0; i < 12; i++) {
                spill.append(Collections.nCopies(10, events(i + 1, 100_000).get(i)));
            }
            var parts = drained(spill);

            assertThat(parts).hasSizeGreaterThan(2);
            assertThat(events(parts).stream().map(SignedEntry::id)).isSorted().hasSize(120);
        }
    }
}
