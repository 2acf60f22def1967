package dev.edict.fleet.sts;

import dev.edict.command.secret.GatewayKey;
import dev.edict.fleet.asking.AskedKind;
import dev.edict.fleet.asking.Origin;
import java.time.Clock;
import java.util.List;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/** Stock STS behind one name, configured as in the program. */
public final class StsOfTests {

    public static final String NAME = "sts.test";
    public static final String KEY = "ab".repeat(32);

    private StsOfTests() {}

    public static AskedKind on(int port) {
        return StockSts.behind(
                List.of(new Origin("http", NAME, port)),
                new StsClient(
                        () -> GatewayKey.parse(KEY), Clock.systemUTC(), DefaultClientTlsStrategy.createDefault()));
    }

    /** Two processes at the same port of two addresses. */
    public static List<FakeSts> pair(StsTables tables) {
        var first = new FakeSts("127.0.0.1", 0, tables, KEY);
        return List.of(first, new FakeSts("127.0.0.2", first.port(), tables, KEY));
    }
}
