package dev.edict.fleet;

import dev.edict.fleet.propagation.DeploymentModule;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.Import;

/** Roster and propagation; requires {@code writePool}, {@code queryPool} and {@code backgroundPool}. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
@Import(DeploymentModule.class)
public class FleetModule {}
