package dev.edict.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;

/** Tests with released Open Policy Agents: {@code mvn -pl app -am verify -Popa-fleet}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("servers")
@EnabledIf(
        value = "dev.edict.app.StockOpa#isBuilt",
        disabledReason = "agents are built by -Popa-fleet, and need go on the PATH")
@interface WithStockOpa {}
