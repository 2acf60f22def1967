package dev.edict.decision.oracle;

import dev.edict.decision.language.GeneratedDocuments;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives the Open Policy Agent's parser and ours the same documents, half of them garbled, and compares what they read;
 * {@code mvn verify -Poracle}.
 */
public final class DocumentOracle {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHOWN = 3;

    private final Map<String, Integer> verdicts = new TreeMap<>();
    private int differences;

    private DocumentOracle() {}

    /** Takes the path of the built oracle, how many documents, and, optionally, the first seed. */
    public static void main(String[] args) throws Exception {
        var oracle = new DocumentOracle();
        oracle.run(Path.of(args[0]), Integer.parseInt(args[1]), args.length > 2 ? Long.parseLong(args[2]) : 0);
        if (oracle.differences > 0) {
            System.exit(1);
        }
    }

    private void run(Path program, int documents, long first) throws IOException, InterruptedException {
        var process = new ProcessBuilder(program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var to = process.outputWriter(StandardCharsets.UTF_8);
                var from = process.inputReader(StandardCharsets.UTF_8)) {
            for (long seed = first; seed < first + documents; seed++) {
                var generated = new GeneratedDocuments(seed);
                var text = seed % 2 == 0 ? generated.sound() : generated.garbled();
                compare(text, false, to, from);
                compare(text, true, to, from);
            }
        }
        process.waitFor();
        System.out.printf("%d documents, each as Rego v1 and v0, %d unexplained differences%n", documents, differences);
        verdicts.forEach((verdict, count) -> System.out.printf("%9d  %s%n", count, verdict));
    }

    private void compare(String text, boolean v0, Writer to, BufferedReader from) throws IOException {
        to.write(JSON.writeValueAsString(Map.of("text", text, "v0", v0)) + "\n");
        to.flush();
        var theirs = JSON.readValue(from.readLine(), TheirReading.class);
        var ours = OurReading.of(text);
        var verdict = Verdicts.of(text, ours, theirs);
        int times = verdicts.merge(verdict, 1, Integer::sum);
        if (Verdicts.isDifference(verdict) && ++differences > 0 && times <= SHOWN) {
            System.out.printf("%s%s%n%s%n  ours   %s%n  theirs %s%n", verdict, v0 ? " (v0)" : "", text, ours, theirs);
        }
    }
}
