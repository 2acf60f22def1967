package dev.edict.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/** A client of a stream that has gone is not an error of this service. */
@ExtendWith(OutputCaptureExtension.class)
class AnswerGoneClientTest {

    @RestController
    static class Stream {

        @GetMapping("/stream")
        void stream() throws AsyncRequestNotUsableException {
            throw new AsyncRequestNotUsableException("the connection is closed");
        }
    }

    @Test
    void it_gets_no_answer_and_the_log_has_no_error(CapturedOutput output) {
        var requests = MockMvcTester.create(MockMvcBuilders.standaloneSetup(new Stream())
                .setControllerAdvice(new FallbackExceptionHandler())
                .build());

        assertThat(requests.get().uri("/stream")).bodyText().isEmpty();
        assertThat(output.getAll()).doesNotContain("ERROR");
    }
}
