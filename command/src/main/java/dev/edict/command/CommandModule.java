package dev.edict.command;

import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/**
 * The write side. Needs a {@code writePool}, and a {@code queryPool} to recognise callers; Axon starts after the
 * migration of its schemas.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan
public class CommandModule {}
