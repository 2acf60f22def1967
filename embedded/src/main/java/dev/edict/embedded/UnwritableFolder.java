package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The operating system's reason why a folder cannot be written, and what to do about it. */
public final class UnwritableFolder {

    private static final String FREE_SOME_SPACE = "free some space there, or name another folder with EDICT_DATA";
    private static final String NO_SPACE = "No space left on device";
    private static final String NAME_ANOTHER = "name a folder that this user may write to, with EDICT_DATA";
    private static final Map<String, String> ACTIONS = actions();

    /** How PostgreSQL reports a write that only began to fit. */
    private static final Pattern CUT_WRITE = Pattern.compile("could not extend file .*: wrote only \\d+ of \\d+ bytes");

    private UnwritableFolder() {}

    private static Map<String, String> actions() {
        var actions = new LinkedHashMap<String, String>();
        actions.put(NO_SPACE, FREE_SOME_SPACE);
        actions.put("Disk quota exceeded", FREE_SOME_SPACE);
        actions.put("Read-only file system", NAME_ANOTHER);
        return actions;
    }

    public static StartRefused refusal(Path folder, IOException e) {
        var reason = reason(e);
        return refusal(folder, reason, ACTIONS.getOrDefault(reason, NAME_ANOTHER));
    }

    /** Searches the output of a failed server for such a reason. */
    static Optional<StartRefused> saidBy(String output, Path folder) {
        if (CUT_WRITE.matcher(output).find()) {
            return Optional.of(refusal(folder, NO_SPACE, FREE_SOME_SPACE));
        }
        return ACTIONS.entrySet().stream()
                .filter(known -> output.contains(known.getKey()))
                .findFirst()
                .map(known -> refusal(folder, known.getKey(), known.getValue()));
    }

    private static StartRefused refusal(Path folder, String reason, String action) {
        return new StartRefused("the data folder " + folder + " cannot be used (" + reason + ")", action);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (e instanceof FileSystemException failed) {
            return failed.getReason() == null ? e.toString() : failed.getReason();
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
