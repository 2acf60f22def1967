package dev.edict.app.openapi;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.edict.query.QueryString;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OperationService;
import org.springdoc.core.utils.PropertyResolverUtils;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The document at {@code /openapi.json}, generated on request. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String DESCRIPTION =
            """
            Author, prove, activate, watch and roll back authorization policies.

            Every call needs a token, but for `/health` and `/ready`. An unknown route is answered 404 with `message`, `error` and `statusCode`.
            Errors are `Error`, or `Problem` (RFC 9457) where the media type is `application/problem+json`; each has its code in `error`.
            Clients must accept members that are not described here.
            """;

    private static final String SUCCESS = "2";

    @Bean
    OpenAPI edict() {
        var version =
                Optional.ofNullable(OpenApiConfiguration.class.getPackage().getImplementationVersion());
        return new OpenAPI()
                .info(new Info()
                        .title("Edict")
                        .version(version.orElse("development"))
                        .description(DESCRIPTION)
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url("/").description("this server")))
                .components(new Components()
                        .addSecuritySchemes(
                                DescribedOperations.TOKEN,
                                bearer("The bootstrap token, or a token that the Admin API issued."))
                        .addSecuritySchemes(DescribedOperations.METRICS_TOKEN, bearer("METRICS_BEARER.")));
    }

    private static SecurityScheme bearer(String description) {
        return new SecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(description);
    }

    /** springdoc reads types with another version of Jackson, which needs the naming strategy of the wire. */
    @Bean
    @Lazy
    ModelResolver wireNames(ObjectMapperProvider mappers) {
        return new ModelResolver(
                        mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE))
                .openapi31(true);
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    /** springdoc expects every response as an annotation of the method; success responses follow from the types. */
    @Bean
    GenericResponseService successes(
            OperationService operations, SpringDocConfigProperties properties, PropertyResolverUtils resolver) {
        return new GenericResponseService(operations, properties, resolver) {
            @Override
            public Set<ApiResponse> getApiResponses(Method method) {
                return super.getApiResponses(method).stream()
                        .filter(answer -> answer.responseCode().startsWith(SUCCESS))
                        .collect(Collectors.toSet());
            }
        };
    }

    @Bean
    DescribedOperations describedOperations(Routes routes) {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(QueryString.class);
        return new DescribedOperations(routes, new Examples());
    }
}
