package dev.edict.preview;

import dev.edict.command.evaluation.Refusal;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Validates a part of a body by its constraints, so that an invalid member has the error code of the part. */
@Component
class PartValidator {

    private final Validator validator;

    PartValidator(Validator validator) {
        this.validator = validator;
    }

    private record Invalid(String path, String message) {}

    /** @throws dev.edict.command.api.Rejection the refusal's, with the first invalid member in the order of their paths */
    void require(@Nullable Object part, Refusal refusal) {
        if (part == null) {
            throw refusal.at("", "must not be null");
        }
        validator.validate(part).stream()
                .map(violation -> new Invalid(path(violation.getPropertyPath()), violation.getMessage()))
                .min(Comparator.comparing(Invalid::path))
                .ifPresent(invalid -> {
                    throw refusal.at(invalid.path(), invalid.message());
                });
    }

    private static String path(Path path) {
        var steps = new ArrayList<String>();
        for (var node : path) {
            if (node.getIndex() != null) {
                steps.add(node.getIndex().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                steps.add(snakeCase(node.getName()));
            }
        }
        return String.join(".", steps);
    }

    private static String snakeCase(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
