package dev.edict.command.engine;

/** Why no decision engine can be set up; names the variable, and never holds a secret. */
public final class EngineSettingRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EngineSettingRefused(String variable, String whatToDo) {
        super(variable + " " + whatToDo);
    }
}
