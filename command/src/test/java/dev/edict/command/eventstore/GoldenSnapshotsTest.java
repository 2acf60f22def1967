package dev.edict.command.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.serialization.Revision;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** A snapshot of another shape has another revision: one file per aggregate and revision, with every field set. */
class GoldenSnapshotsTest {

    /** One event each, so that none is ever long. */
    private static final String NEVER_LOADED = "Simulation";

    private final EventSerializer serializer = new EventSerializer();

    @ParameterizedTest
    @MethodSource("states")
    void reads_and_writes_a_snapshot_in_the_format_of_its_revision(Class<?> state) throws IOException {
        var revision = Objects.requireNonNull(state.getAnnotation(Revision.class), "a revision")
                .value();
        var golden = new ClassPathResource("golden/snapshots/%s.%s.json".formatted(state.getSimpleName(), revision))
                .getContentAsString(StandardCharsets.UTF_8)
                .strip();
        var read =
                serializer.deserialize(new SimpleSerializedObject<>(golden, String.class, state.getName(), revision));
        assertThat(serializer.serialize(read, String.class).getData()).isEqualTo(golden);
        assertThat(fields(state)).allSatisfy(field -> assertThat(golden)
                .contains("\"%s\":".formatted(field.getName()))
                .doesNotContain("\"%s\":null".formatted(field.getName()))
                .doesNotContain("\"%s\":false".formatted(field.getName()))
                .doesNotContain("\"%s\":0".formatted(field.getName())));
    }

    @ParameterizedTest
    @MethodSource("states")
    void a_state_does_not_grow_with_the_stream(Class<?> state) {
        assertThat(fields(state))
                .noneMatch(field -> Collection.class.isAssignableFrom(field.getType())
                        || Map.class.isAssignableFrom(field.getType())
                        || field.getType().isArray());
    }

    @Test
    void every_aggregate_has_a_golden_snapshot() {
        assertThat(aggregates().filter(aggregate -> !aggregate.isAnnotationPresent(SnapshotState.class)))
                .extracting(Class::getSimpleName)
                .containsExactly(NEVER_LOADED);
    }

    static Stream<Class<?>> states() {
        return aggregates().filter(aggregate -> aggregate.isAnnotationPresent(SnapshotState.class));
    }

    private static Stream<Class<?>> aggregates() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(AggregateRoot.class));
        return scanner.findCandidateComponents("dev.edict.command").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(
                        Objects.requireNonNull(found.getBeanClassName()), GoldenSnapshotsTest.class.getClassLoader()));
    }

    private static Stream<Field> fields(Class<?> state) {
        return Arrays.stream(state.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic());
    }
}
