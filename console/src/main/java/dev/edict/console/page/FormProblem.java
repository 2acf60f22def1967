package dev.edict.console.page;

import dev.edict.command.api.Rejection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.Errors;
import org.springframework.web.servlet.ModelAndView;

/** Why a form was not accepted: the code of the error and a sentence. */
public record FormProblem(String code, String sentence) {

    /** The code for a field that breaks a rule. */
    public static final String INVALID_FORM = "invalid_form";

    public static FormProblem of(Rejection rejection) {
        return new FormProblem(rejection.reason().code(), rejection.explanation());
    }

    /** A page with a form; with a problem, its status says that nothing was changed. */
    public static ModelAndView view(String name, Map<String, Object> model, @Nullable FormProblem problem) {
        if (problem == null) {
            return new ModelAndView(name, model);
        }
        model.put("problem", problem);
        return new ModelAndView(name, model, HttpStatus.UNPROCESSABLE_CONTENT);
    }

    /** The first field that breaks a rule. */
    public static FormProblem of(Errors errors) {
        var field = errors.getFieldError();
        return new FormProblem(
                INVALID_FORM,
                field == null
                        ? "the form is not complete"
                        : "%s: %s".formatted(field.getField(), field.getDefaultMessage()));
    }
}
