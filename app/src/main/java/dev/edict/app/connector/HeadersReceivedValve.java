package dev.edict.app.connector;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Records that the headers of a request have arrived, and whether its answer comes later, from another thread. */
final class HeadersReceivedValve extends ValveBase {

    HeadersReceivedValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        var connection = OpenConnection.current();
        if (connection != null) {
            connection.served();
        }
        getNext().invoke(request, response);
        if (connection != null) {
            connection.setAnswering(request.isAsync());
        }
    }
}
