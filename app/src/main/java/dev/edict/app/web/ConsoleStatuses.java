package dev.edict.app.web;

import dev.edict.command.api.Rejection;
import dev.edict.console.page.Statuses;
import dev.edict.query.QueryRejection;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Gives the pages of the console the statuses of the API. */
@Component
class ConsoleStatuses implements Statuses {

    @Override
    public HttpStatus of(Rejection.Reason reason) {
        return DomainExceptionHandler.status(reason);
    }

    @Override
    public HttpStatus of(QueryRejection.Reason reason) {
        return DomainExceptionHandler.status(reason);
    }
}
