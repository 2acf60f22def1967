package dev.edict.decision.fuzz;

import dev.edict.decision.language.GeneratedDocuments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes generated documents into a folder, for the fuzzer to begin with. */
public final class SeedCorpus {
    private static final int BUNDLES = 200;

    private SeedCorpus() {}

    /** Takes the folder. */
    public static void main(String[] args) throws IOException {
        var folder = Files.createDirectories(Path.of(args[0]));
        for (int seed = 0; seed < BUNDLES; seed++) {
            var generated = new GeneratedDocuments(seed);
            var documents = generated.sound() + (seed % 4 == 0 ? DocumentFuzzer.SEPARATOR + generated.garbled() : "");
            Files.write(folder.resolve("seed-" + seed), documents.getBytes(StandardCharsets.UTF_8));
        }
    }
}
