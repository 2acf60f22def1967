package dev.edict.app.rig;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.edict.app.Api;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** Command lines of the packaged program, for JVMs that live for seconds: they start soon rather than run fast. */
public final class Program {

    private static final Path FOLDER = Path.of("target", "edict").toAbsolutePath();
    private static final String JAR = FOLDER.resolve("edict.jar").toString();
    private static final Path CLASSES = FOLDER.resolve("edict.jsa");
    /** {@code java} for as long as seconds. */
    public static final List<String> JVM = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmn256m");

    private Program() {}

    /** The folder with {@code edict}. */
    public static Path launchers() {
        return FOLDER.resolve("bin");
    }

    /** {@code java -jar target/edict/edict.jar} as a user starts it. */
    public static List<String> packaged() {
        return line("-jar", JAR);
    }

    /** The same with all that the JVM does for programs that run for long. */
    static List<String> lasting() {
        return List.of(JVM.get(0), keptClasses(), "-jar", JAR);
    }

    /** The same with its classes kept ready, as docs/operations/start.md tells. */
    public static List<String> quick() {
        return line(keptClasses(), "-jar", JAR);
    }

    /** The same with a main class of the test tree around it. Spring passes the tests' own beans over only if it sees all of the tests' libraries. */
    static List<String> wrappedBy(Class<?> main) {
        var classPath = JAR + File.pathSeparator + System.getProperty("java.class.path");
        return line(keptClasses(), "-cp", classPath, main.getName());
    }

    private static List<String> line(String... arguments) {
        return Stream.concat(JVM.stream(), Stream.of(arguments)).toList();
    }

    /** Tests of several processes want them at once. */
    private static synchronized String keptClasses() {
        try (var file = FileChannel.open(FOLDER.resolve("edict.jsa.lock"), CREATE, WRITE)) {
            file.lock();
            if (!Files.exists(CLASSES) || modified(CLASSES).compareTo(newestJar()) < 0) {
                keepClasses();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "-XX:SharedArchiveFile=" + CLASSES;
    }

    /** The JVM writes down at its end which classes the work of a node needed. */
    private static void keepClasses() throws IOException {
        Files.deleteIfExists(CLASSES);
        var folder = Files.createTempDirectory("keeping-classes");
        var recording = line("-XX:ArchiveClassesAtExit=" + CLASSES, "-jar", JAR);
        try (var servers = RigServers.start(folder);
                var node = new NodeProcess(recording, servers.environment()).start()) {
            node.awaitReady();
            Load.Zone.author(new Api(node.port(), RigServers.TOKEN), 1);
        }
        FileSystemUtils.deleteRecursively(folder);
    }

    private static FileTime newestJar() {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Program::modified)
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new IllegalStateException("not packaged: " + FOLDER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
