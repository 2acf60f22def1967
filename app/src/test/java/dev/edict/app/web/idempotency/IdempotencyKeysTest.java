package dev.edict.app.web.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edict.app.web.access.Caller;
import dev.edict.app.web.access.Caller.Origin;
import dev.edict.app.web.access.UnrecordedRoutes;
import dev.edict.app.web.error.ErrorWriter;
import dev.edict.app.web.request.HandlerMethods;
import dev.edict.app.web.request.RequestIdFilter;
import dev.edict.command.api.Receipt;
import dev.edict.command.api.token.Capability;
import dev.edict.command.idempotency.DuplicateRequest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** A retry that arrives while its first attempt is in progress. */
class IdempotencyKeysTest {

    private static final int MORE_THAN_MAY_WAIT = 12;

    private final AtomicReference<@Nullable Receipt> kept = new AtomicReference<>();
    private final AtomicInteger effects = new AtomicInteger();
    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private IdempotencyKeys keys(Duration patience) {
        return new IdempotencyKeys(
                JsonMapper.shared(),
                new ErrorWriter(JsonMapper.shared(), path -> false),
                id -> Optional.ofNullable(kept.get()),
                unrecorded(),
                patience);
    }

    private static UnrecordedRoutes unrecorded() {
        return new UnrecordedRoutes(new HandlerMethods(
                new StaticListableBeanFactory().getBeanProvider(RequestMappingInfoHandlerMapping.class)));
    }

    /** Takes effect, and has left its receipt, before the answer is on its way. */
    private void succeed() {
        effects.incrementAndGet();
        kept.set(new Receipt(Receipt.Id.of("t", "", "k"), "", 201, "{}", false));
        holdOn();
    }

    private void holdOn() {
        arrived.incrementAndGet();
        try {
            assertThat(goOn.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_retry_waits_for_its_first_try_and_gets_its_answer() {
        var keys = keys(Duration.ofSeconds(30));
        var first = sent(keys, this::succeed);
        await("the first to be under way").until(() -> arrived.get() == 1);
        var retry = sent(keys, this::succeed);
        goOn.countDown();
        assertThat(first.join().getStatus()).isEqualTo(200);
        assertThat(retry.join().getStatus()).isEqualTo(201);
        assertThat(effects).hasValue(1);
    }

    @Test
    void a_retry_of_a_failed_attempt_runs_again() {
        var keys = keys(Duration.ofSeconds(30));
        var first = sent(keys, this::holdOn);
        await("the first to be under way").until(() -> arrived.get() == 1);
        var retry = sent(keys, this::succeed);
        goOn.countDown();
        assertThat(first.join().getStatus()).isEqualTo(200);
        assertThat(retry.join().getStatus()).isEqualTo(200);
        assertThat(effects).hasValue(1);
    }

    @Test
    void a_retry_is_told_to_come_back_if_the_first_takes_longer_than_a_request_may() {
        var keys = keys(Duration.ofMillis(50));
        var first = sent(keys, this::holdOn);
        await("the first to be under way").until(() -> arrived.get() == 1);
        assertThat(sent(keys, this::succeed).join()).satisfies(IdempotencyKeysTest::isToldToComeBack);
        goOn.countDown();
        first.join();
    }

    @Test
    void only_a_few_of_many_retries_wait() {
        var keys = keys(Duration.ofSeconds(30));
        var first = sent(keys, this::succeed);
        await("the first to be under way").until(() -> arrived.get() == 1);
        var retries = new ArrayList<CompletableFuture<MockHttpServletResponse>>();
        for (int n = 0; n < MORE_THAN_MAY_WAIT; n++) {
            retries.add(sent(keys, this::succeed));
        }
        var refused = CompletableFuture.anyOf(retries.toArray(CompletableFuture[]::new))
                .join();
        isToldToComeBack((MockHttpServletResponse) refused);
        goOn.countDown();
        first.join();
        assertThat(retries.stream().map(retry -> retry.join().getStatus()))
                .contains(201, 409)
                .containsOnly(201, 409);
        assertThat(effects).hasValue(1);
    }

    private static void isToldToComeBack(MockHttpServletResponse response) {
        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(response.getHeader("retry-after")).isEqualTo("1");
    }

    private static CompletableFuture<MockHttpServletResponse> sent(IdempotencyKeys keys, Runnable effect) {
        var request = new MockHttpServletRequest("POST", "/v1/zones");
        request.setUserPrincipal(Caller.of("t", "ci", Capability.WRITE, null, Origin.MINTED));
        request.addHeader("idempotency-key", "k");
        request.addHeader("authorization", "Bearer token-of-sixteen-or-more");
        var response = new MockHttpServletResponse();
        FilterChain chain = (same, answer) -> effect.run();
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        keys.doFilter(RequestIdFilter.identify(request, response), response, chain);
                        return response;
                    } catch (DuplicateRequest earlier) {
                        response.setStatus(earlier.receipt().status());
                        return response;
                    } catch (IOException | ServletException e) {
                        throw new IllegalStateException(e);
                    }
                },
                task -> new Thread(task).start());
    }
}
