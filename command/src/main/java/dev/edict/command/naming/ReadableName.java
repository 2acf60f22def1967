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

/** A name that people can read and distinguish: not blank, and without the characters that {@link NameText} rejects. */
@Constraint(validatedBy = ReadableName.Check.class)
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
public @interface ReadableName {

    /** The message if {@link NameText} finds no specific flaw. */
    String message() default "must be a readable name";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports the flaw of a name and its position. */
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
