package dev.edict.command.catalogue;

import static dev.edict.command.api.Rejection.Reason.CATALOGUE_UNREADABLE;
import static dev.edict.command.catalogue.CatalogueContent.MOST_APPLICATIONS;
import static dev.edict.command.catalogue.CatalogueContent.MOST_RESOURCES;

import dev.edict.command.catalogue.CatalogueContent.Application;
import dev.edict.command.catalogue.CatalogueContent.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reads catalogues from the tables that a token service has in the same database; these have no deprecated terms. */
final class LiveCatalogue {

    private final JdbcClient tables;
    private final TransactionTemplate reading;

    LiveCatalogue(DataSource queryPool) {
        this.tables = JdbcClient.create(queryPool);
        this.reading = new TransactionTemplate(new JdbcTransactionManager(queryPool));
        this.reading.setReadOnly(true);
    }

    /** @throws dev.edict.command.api.Rejection {@code catalogue_unreadable} if a table is missing or not readable */
    CatalogueContent of(String zoneId) {
        try {
            return Objects.requireNonNull(reading.execute(transaction -> read(zoneId)));
        } catch (BadSqlGrammarException | PermissionDeniedDataAccessException e) {
            // a missing right and a missing table raise the same exception; only the server's message tells them apart
            var why = String.valueOf(e.getMostSpecificCause().getMessage());
            var unreadable = CATALOGUE_UNREADABLE.because(
                    "public.applications and public.resources cannot be read; Edict's role needs SELECT on both. %s",
                    why.lines().findFirst().orElse(""));
            unreadable.initCause(e);
            throw unreadable;
        }
    }

    /** Row-level security of the tables depends on the setting (contract §6.1), which ends with the transaction. */
    private CatalogueContent read(String zoneId) {
        tables.sql("select set_config('caracal.zone_id', :zone, true)")
                .param("zone", zoneId)
                .query(String.class)
                .single();
        return new CatalogueContent(
                bounded(applications(zoneId), MOST_APPLICATIONS, "public.applications"),
                bounded(resources(zoneId), MOST_RESOURCES, "public.resources"),
                null,
                null);
    }

    private List<Application> applications(String zoneId) {
        return tables.sql(
                        """
                select id from public.applications
                where zone_id = :zone and archived_at is null and (expires_at is null or expires_at > now())
                order by id collate "C" limit :most
                """)
                .param("zone", zoneId)
                .param("most", MOST_APPLICATIONS + 1)
                .query((row, n) -> new Application(row.getString("id"), null, null))
                .list();
    }

    private List<Resource> resources(String zoneId) {
        return tables.sql(
                        """
                select identifier, scopes from public.resources
                where zone_id = :zone and archived_at is null
                order by identifier collate "C" limit :most
                """)
                .param("zone", zoneId)
                .param("most", MOST_RESOURCES + 1)
                .query((row, n) -> {
                    var scopes = row.getArray("scopes");
                    return new Resource(
                            row.getString("identifier"),
                            scopes == null ? List.of() : Arrays.asList((String[]) scopes.getArray()),
                            null,
                            null);
                })
                .list();
    }

    private static <T> List<T> bounded(List<T> rows, int most, String table) {
        if (rows.size() > most) {
            throw CATALOGUE_UNREADABLE.because("%s has more than %d live rows of the zone", table, most);
        }
        return rows;
    }
}
