package dev.edict.app;

import dev.edict.app.cli.Cli;
import dev.edict.app.servers.ServersConfiguration;
import dev.edict.audit.AuditModule;
import dev.edict.bridge.StsBridgeModule;
import dev.edict.cli.io.ExitCode;
import dev.edict.command.CommandModule;
import dev.edict.console.ConsoleModule;
import dev.edict.diagnosis.DiagnosisModule;
import dev.edict.embedded.LocaleCheck;
import dev.edict.fleet.FleetModule;
import dev.edict.preview.PreviewModule;
import dev.edict.projector.ProjectorModule;
import dev.edict.query.QueryModule;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.axonframework.springboot.autoconfig.AxonTimeoutAutoConfiguration;
import org.axonframework.springboot.autoconfig.AxonTracingAutoConfiguration;
import org.axonframework.springboot.autoconfig.InterceptorAutoConfiguration;
import org.axonframework.springboot.autoconfig.JdbcAutoConfiguration;
import org.axonframework.springboot.autoconfig.NoOpTransactionAutoConfiguration;
import org.axonframework.springboot.autoconfig.ObjectMapperAutoConfiguration;
import org.axonframework.springboot.autoconfig.SecurityAutoConfiguration;
import org.axonframework.springboot.autoconfig.TransactionAutoConfiguration;
import org.axonframework.springboot.autoconfig.UpdateCheckerAutoConfiguration;
import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;

/** Edict: authors, proves, activates, watches and rolls back authorization policies. */
@SpringBootApplication(
        scanBasePackages = "dev.edict.app",
        exclude = {
            DataSourceTransactionManagerAutoConfiguration.class,
            JdbcTemplateAutoConfiguration.class,
            JdbcClientAutoConfiguration.class,
            ErrorMvcAutoConfiguration.class,
            // of Axon, what would act on beans of ours, or make parts that nothing here uses
            AxonTimeoutAutoConfiguration.class,
            AxonTracingAutoConfiguration.class,
            InterceptorAutoConfiguration.class,
            JdbcAutoConfiguration.class,
            NoOpTransactionAutoConfiguration.class,
            ObjectMapperAutoConfiguration.class,
            SecurityAutoConfiguration.class,
            TransactionAutoConfiguration.class,
            UpdateCheckerAutoConfiguration.class,
            XStreamAutoConfiguration.class
        })
@ConfigurationPropertiesScan({"dev.edict.app.connector", "dev.edict.app.integrity", "dev.edict.app.web"})
@Import({
    ServersConfiguration.class,
    CommandModule.class,
    ProjectorModule.class,
    QueryModule.class,
    StsBridgeModule.class,
    FleetModule.class,
    AuditModule.class,
    DiagnosisModule.class,
    PreviewModule.class,
    ConsoleModule.class
})
public class EdictApplication {

    /** Starts the server or runs a subcommand; for the settings see docs/operations/configuration.md. */
    public static void main(String[] args) {
        LocaleCheck.refusal(args).ifPresent(EdictApplication::refuse);
        if (Cli.isAsked(args)) {
            System.exit(Cli.run(EdictApplication::serve, args));
        }
        SpringApplication.run(EdictApplication.class, args);
    }

    private static void serve(Map<String, String> settings) throws InterruptedException {
        var ended = new CountDownLatch(1);
        new SpringApplicationBuilder(EdictApplication.class)
                .listeners((ApplicationListener<ContextClosedEvent>) event -> ended.countDown())
                .run(settings.entrySet().stream()
                        .map(setting -> "--%s=%s".formatted(setting.getKey(), setting.getValue()))
                        .toArray(String[]::new));
        ended.await();
    }

    private static void refuse(String why) {
        System.err.println("edict does not start: " + why);
        System.exit(ExitCode.NOT_UNDERSTOOD);
    }
}
