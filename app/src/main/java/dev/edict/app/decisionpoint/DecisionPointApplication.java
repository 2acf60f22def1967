package dev.edict.app.decisionpoint;

import dev.edict.app.web.health.Started;
import dev.edict.decisionpoint.DecisionPointModule;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;

/**
 * The decision point as a process of its own: the routes of decisions behind the same web layer as Edict's, without a
 * database. It is no configuration class, so that Edict's own component scan does not find it.
 */
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    PropertyPlaceholderAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    JacksonAutoConfiguration.class,
    HttpMessageConvertersAutoConfiguration.class,
    ValidationAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class,
    MetricsAutoConfiguration.class,
    CompositeMeterRegistryAutoConfiguration.class,
    PrometheusMetricsExportAutoConfiguration.class,
    JvmMetricsAutoConfiguration.class,
    SystemMetricsAutoConfiguration.class
})
@ComponentScan(
        basePackages = {"dev.edict.app.web", "dev.edict.app.connector"},
        excludeFilters =
                @ComponentScan.Filter(
                        type = FilterType.REGEX,
                        pattern = {
                            "dev\\.edict\\.app\\.web\\.(audit|console|idempotency)\\..*",
                            "dev\\.edict\\.app\\.web\\.health\\.PostgresProbe"
                        }))
@ConfigurationPropertiesScan({"dev.edict.app.connector", "dev.edict.app.web"})
@Import({DecisionPointModule.class, ReplicaBeans.class})
public class DecisionPointApplication {

    private static final Logger LOG = LoggerFactory.getLogger(DecisionPointApplication.class);

    private final Environment environment;
    private final ApplicationEventPublisher publisher;
    private final CountDownLatch closed;

    DecisionPointApplication(Environment environment, ApplicationEventPublisher publisher, CountDownLatch closed) {
        this.environment = environment;
        this.publisher = publisher;
        this.closed = closed;
    }

    /**
     * Runs until the process is told to end.
     *
     * @param settings beside those of the environment, e.g. {@code server.port}
     */
    public static void run(Map<String, String> settings) throws InterruptedException {
        var closed = new CountDownLatch(1);
        new SpringApplicationBuilder(DecisionPointApplication.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("closed", closed))
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
        closed.await();
    }

    @EventListener
    void on(ApplicationReadyEvent event) {
        publisher.publishEvent(new Started());
        LOG.info(
                "The decision point is at http://{}:{}",
                environment.getProperty("server.address"),
                environment.getProperty("local.server.port"));
    }

    @EventListener
    void on(ContextClosedEvent event) {
        closed.countDown();
    }
}
