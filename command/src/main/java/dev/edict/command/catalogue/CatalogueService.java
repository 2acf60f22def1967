package dev.edict.command.catalogue;

import static dev.edict.command.api.Rejection.Reason.CATALOGUE_NOT_MANAGED;
import static dev.edict.command.api.Rejection.Reason.CATALOGUE_OFF;

import dev.edict.command.api.catalogue.ReplaceCatalogue;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.decision.catalogue.Catalogue;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Replaces the catalogues of zones.
 *
 * <p>Every method throws {@link dev.edict.command.api.Rejection} if the change is rejected.
 */
@Component
public class CatalogueService {

    private final CommandSender commands;
    private final JdbcCatalogues catalogues;
    private final CatalogueProperties properties;

    CatalogueService(CommandSender commands, JdbcCatalogues catalogues, CatalogueProperties properties) {
        this.commands = commands;
        this.catalogues = catalogues;
        this.properties = properties;
    }

    /** A catalogue as it was stored. */
    public record StoredCatalogue(
            long catalogueVersion,
            String contentSha256,
            int contentLength,
            int applications,
            int resources,
            int terms,
            Instant replacedAt,
            String replacedBy) {}

    /** Replaces the catalogue of a zone. */
    public <A> A replace(
            RequestContext cause, String zoneId, CatalogueContent catalogue, Function<StoredCatalogue, A> toAnswer) {
        requireManaged();
        new CatalogueCheck().require(catalogue);
        var text = CatalogueText.of(catalogue);
        var command = new ReplaceCatalogue(
                zoneId,
                text.json(),
                text.sha256(),
                text.bytes(),
                catalogue.applications().size(),
                catalogue.resources().size(),
                catalogue.terms() == null ? 0 : catalogue.terms().size());
        return commands.send(cause, command, result -> toAnswer.apply(catalogues.stored(zoneId)));
    }

    /** Checks a catalogue as it would be checked if it replaced that of a zone, and stores nothing. */
    public Catalogue propose(CatalogueContent catalogue) {
        requireManaged();
        new CatalogueCheck("catalogue").require(catalogue);
        return CatalogueNames.of(CatalogueText.of(catalogue).json());
    }

    /** Whether Edict keeps the catalogues, so that they can be replaced. */
    public boolean areManaged() {
        return properties.kind() == CatalogueProperties.Mode.MANAGED;
    }

    private void requireManaged() {
        switch (properties.kind()) {
            case MANAGED -> {}
            case DATABASE ->
                throw CATALOGUE_NOT_MANAGED.because(
                        "the catalogue is read from public.applications and public.resources: change it there");
            case OFF -> throw CATALOGUE_OFF.because("there are no catalogues: EDICT_CATALOGUE is off");
        }
    }
}
