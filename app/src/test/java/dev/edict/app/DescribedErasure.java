package dev.edict.app;

import static org.awaitility.Awaitility.await;

import java.util.Map;

/** The part of the described journey about what is erased. */
final class DescribedErasure {

    private final Api api;

    DescribedErasure(Api api) {
        this.api = api;
    }

    void run() {
        var zoneId = api.send(
                        "POST",
                        "/v1/zones",
                        "{\"name\":\"%s\"}".formatted(Api.uniqueName("zone")),
                        Map.of("content-type", "application/json", "x-caracal-authorized-by", "Kim Example"))
                .expect(201)
                .text("id");
        await("the timeline").until(() -> !api.timeline(zoneId).isEmpty());
        var note = api.timeline(zoneId).get(0).get("on_behalf_of_note_id").asString();
        api.post("/v1/notes/%s/erase".formatted(note), Map.of()).expect(200);
        api.post("/v1/notes/none/erase", Map.of()).refused(404, "note_not_found");
    }
}
