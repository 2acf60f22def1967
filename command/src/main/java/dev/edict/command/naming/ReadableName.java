package dev.edict.command.naming;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/** A name that people can read and tell apart: not blank, and without characters that {@link NameText} refuses. */
@Constraint(validatedBy = ReadableName.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadableName {

    /** Only said of what has no flaw that could be named. */
    String message() default "must be a readable name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says of a name what is wrong with it, and where. */
    final class Check implements ConstraintValidator<ReadableName, String> {

        @Override
        public boolean isValid(@Nullable String name, ConstraintValidatorContext context) {
            var flaw =
                    name == null || name.isEmpty() ? null : NameText.flaw(name).orElse(null);
            if (flaw == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(flaw).addConstraintViolation();
            return false;
        }
    }
}
