package dev.edict.fleet.sts;

import dev.edict.fleet.asking.AskedKind;
import dev.edict.fleet.asking.Endpoint;
import dev.edict.fleet.asking.Origin;
import dev.edict.fleet.roster.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stock STS processes, which know nothing of Edict: every address behind each configured name. */
final class StockSts implements AskedKind, AutoCloseable {

    static final String KIND = "sts";

    private final List<Origin> origins;
    private final @Nullable StsClient client;

    private StockSts(List<Origin> origins, @Nullable StsClient client) {
        this.origins = origins;
        this.client = client;
    }

    static StockSts none() {
        return new StockSts(List.of(), null);
    }

    static StockSts behind(List<Origin> origins, StsClient client) {
        return new StockSts(origins, client);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Origin> origins() {
        return origins;
    }

    @Override
    public Answer ask(Endpoint endpoint, String zoneId) {
        return Objects.requireNonNull(client).ask(endpoint, zoneId);
    }

    @Override
    public void close() throws IOException {
        if (client != null) {
            client.close();
        }
    }
}
