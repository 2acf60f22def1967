package dev.edict.app.web;

import dev.edict.app.web.access.ManagementPort;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Metrics in the text format of Prometheus (contract §1.7), regardless of the Accept header. */
@RestController
class Metrics {

    private static final String FORMAT = "text/plain;version=0.0.4;charset=utf-8";

    private final PrometheusMeterRegistry meters;

    Metrics(PrometheusMeterRegistry meters) {
        this.meters = meters;
    }

    @GetMapping(ManagementPort.METRICS)
    ResponseEntity<String> scrape() {
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(FORMAT)).body(meters.scrape(FORMAT));
    }
}
