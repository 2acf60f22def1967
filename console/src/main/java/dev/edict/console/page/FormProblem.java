package dev.edict.console.page;

import dev.edict.command.api.Rejection;

/** Why a form was not accepted: the code of the error and a sentence. */
public record FormProblem(String code, String sentence) {

    public static FormProblem of(Rejection rejection) {
        return new FormProblem(rejection.reason().code(), rejection.explanation());
    }
}
