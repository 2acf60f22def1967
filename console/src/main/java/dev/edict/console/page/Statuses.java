package dev.edict.console.page;

import dev.edict.command.api.Rejection;
import dev.edict.query.QueryRejection;
import org.springframework.http.HttpStatus;

/** The HTTP statuses of rejections, which the API assigns. */
public interface Statuses {

    /** The status of a rejected change. */
    HttpStatus of(Rejection.Reason reason);

    /** The status of a rejected question. */
    HttpStatus of(QueryRejection.Reason reason);
}
