package dev.edict.command;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/** The write side: needs a {@code writePool} and, to recognise callers, a {@code queryPool}; its schemas migrated before Axon starts. */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandModule {}
