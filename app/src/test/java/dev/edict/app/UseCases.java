package dev.edict.app;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the modules offer to pages and background work. */
final class UseCases {

    private static final Pattern NAMES = Pattern.compile("dev[.]edict[.](command|query)[.].*(Service|Reader)");

    /** Here readers are also parts of the module; those that pages call are public. */
    private static final Pattern OFFERED =
            Pattern.compile("dev[.]edict[.](fleet|audit|diagnosis)[.].*(Service|Reader)");

    private UseCases() {}

    /** Services and readers, which the API calls and pages and background work can, and every type they mention. */
    static Set<JavaClass> parts() {
        var parts = new LinkedHashSet<JavaClass>();
        var next = new ArrayDeque<JavaClass>(
                ArchitectureTest.EDICT.stream().filter(UseCases::isOffered).toList());
        while (!next.isEmpty()) {
            var type = next.poll();
            if (parts.add(type)) {
                type.getEnclosingClass().ifPresent(next::add);
                mentioned(type).forEach(next::add);
            }
        }
        return parts;
    }

    private static boolean isOffered(JavaClass type) {
        return NAMES.matcher(type.getFullName()).matches()
                || (OFFERED.matcher(type.getFullName()).matches()
                        && type.getModifiers().contains(PUBLIC));
    }

    private static Stream<JavaClass> mentioned(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(PUBLIC))
                .flatMap(
                        method -> Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream()))
                .flatMap(mentioned -> mentioned.getAllInvolvedRawTypes().stream())
                .filter(mentioned -> mentioned.getPackageName().startsWith("dev.edict."));
    }
}
