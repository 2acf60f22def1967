package dev.edict.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Identifies a server of one data folder among all processes: its executable is one of the folder's programs, and its
 * arguments name the folder's data. A process id proves nothing, since ids are reused.
 *
 * @param arguments the option and the data directory, adjacent on the command line
 */
record ServerIdentity(String server, String executable, Path programs, List<String> arguments, PidFile pidFile) {

    /** The server, if it is identified. A missing pid file does not hide it: all processes are checked. */
    Optional<ServerProcess> proven() {
        return pidFile.process().filter(process -> isProven(process.handle())).or(() -> ProcessHandle.allProcesses()
                .filter(this::isProven)
                .filter(handle -> handle.parent().filter(this::isProven).isEmpty())
                .map(ServerProcess::new)
                .findAny());
    }

    /**
     * The server of an earlier run that still uses the data. A process with another program only has a reused id. One
     * that may be the server but cannot be identified is left alone, and no server is started beside it.
     */
    Optional<ServerProcess> survivor() {
        var proven = proven();
        if (proven.isEmpty()) {
            pidFile.process().filter(this::mayBeTheServer).ifPresent(process -> {
                throw new StartRefused(
                        server + " of an earlier run may still run on " + data() + " as process " + process.pid()
                                + ", but it could not be identified",
                        "end it with `kill " + process.pid() + "` if it is that server, and start again");
            });
        }
        return proven;
    }

    String data() {
        return arguments.get(arguments.size() - 1);
    }

    private boolean isProven(ProcessHandle process) {
        var info = process.info();
        return info.command().filter(this::isOurProgram).isPresent()
                && info.arguments()
                        .filter(given -> Collections.indexOfSubList(Arrays.asList(given), arguments) >= 0)
                        .isPresent();
    }

    boolean isOurProgram(String command) {
        try {
            return isTheProgram(command) && Path.of(command).startsWith(programs.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean mayBeTheServer(ServerProcess process) {
        return process.handle().info().command().map(this::isTheProgram).orElse(true);
    }

    private boolean isTheProgram(String command) {
        return Path.of(command).getFileName().toString().startsWith(executable);
    }
}
