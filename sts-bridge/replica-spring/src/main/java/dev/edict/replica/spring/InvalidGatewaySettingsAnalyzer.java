package dev.edict.replica.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Tells an operator which property is wrong and what to do, in place of a stack trace; before Spring's own analyzers. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class InvalidGatewaySettingsAnalyzer extends AbstractFailureAnalyzer<InvalidGatewaySettings> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidGatewaySettings cause) {
        return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
    }
}
