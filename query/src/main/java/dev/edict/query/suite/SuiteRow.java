package dev.edict.query.suite;

import dev.edict.query.ContentCorrupted;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** A version of a suite as the tables have it. */
record SuiteRow(
        String name,
        long version,
        boolean inForce,
        @Nullable String description,
        int cases,
        String contentSha256,
        OffsetDateTime definedAt,
        String definedBy,
        String content,
        long suitesVersion) {

    private static final TypeReference<List<SuiteCase>> CASES = new TypeReference<>() {};
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    /** @throws ContentCorrupted if the cases are not those that were defined */
    Suite verified() {
        ContentCorrupted.checkSuite(name, contentSha256, content);
        return new Suite(
                name,
                version,
                inForce,
                description,
                cases,
                contentSha256,
                definedAt.toInstant(),
                definedBy,
                JSON.readValue(content, CASES),
                suitesVersion);
    }
}
