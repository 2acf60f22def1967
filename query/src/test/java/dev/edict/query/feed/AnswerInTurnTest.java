package dev.edict.query.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.context.request.async.DeferredResult;

class AnswerInTurnTest {

    private static final FeedPage PAGE = new FeedPage("1", true, List.of());

    private final AnswersInTurn turns = new AnswersInTurn(2);
    private final List<DeferredResult<FeedPage>> requests =
            IntStream.range(0, 5).mapToObj(n -> new DeferredResult<FeedPage>()).toList();

    @Test
    void the_next_answer_waits_for_the_end_of_another() {
        requests.forEach(request -> turns.add(request, PAGE));
        assertThat(answered()).isEqualTo(2);
        turns.ended(requests.get(1));
        assertThat(requests.get(2).hasResult()).isTrue();
        assertThat(answered()).isEqualTo(3);
    }

    @Test
    void a_client_that_is_gone_takes_no_turn() {
        requests.get(0).setErrorResult(new IllegalStateException("gone"));
        requests.forEach(request -> turns.add(request, PAGE));
        assertThat(requests.get(2).hasResult()).isTrue();
    }

    @Test
    void clients_that_read_slowly_hold_up_nobody_for_long() {
        requests.forEach(request -> turns.add(request, PAGE));
        await("the end of their turns").until(() -> {
            turns.tick();
            return answered() == 5;
        });
    }

    @Test
    void a_thousand_do_not_come_at_once_however_quickly_they_are_read() {
        var many = IntStream.range(0, 1_000)
                .mapToObj(n -> new DeferredResult<FeedPage>())
                .toList();
        many.forEach(request -> {
            turns.add(request, PAGE);
            turns.ended(request);
        });
        assertThat(many.stream().filter(DeferredResult::hasResult).count()).isBetween(200L, 500L);
    }

    @Test
    void a_node_that_ends_lets_all_of_them_out() {
        requests.forEach(request -> turns.add(request, PAGE));
        turns.finish();
        assertThat(answered()).isEqualTo(5);
    }

    private long answered() {
        return requests.stream().filter(DeferredResult::hasResult).count();
    }
}
