package dev.edict.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.WriteSide;
import dev.edict.command.api.Rejection;
import dev.edict.command.api.catalogue.ReplaceCatalogue;
import dev.edict.command.api.zone.ArchiveZone;
import dev.edict.command.api.zone.RegisterZone;
import dev.edict.command.commandbus.CommandSender;
import dev.edict.command.commandbus.RequestContext;
import dev.edict.command.content.ContentCorrupted;
import dev.edict.command.content.Sha256;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogues on the log and the look-up of a real PostgreSQL. */
@Tag("servers")
class KeepCatalogueTest {

    private final WriteSide writeSide = new WriteSide();

    @BeforeEach
    void register() {
        writeSide.send(new RegisterZone("z1", "z1", null, false));
        writeSide.send(new RegisterZone("z2", "z2", null, false));
    }

    @AfterEach
    void stop() {
        writeSide.close();
    }

    @Test
    void the_text_is_stored_once_under_its_hash_and_the_look_up_follows_each_change() {
        replace("z1", "one");
        replace("z2", "one");
        replace("z1", "two");
        replace("z1", "two");
        assertThat(count("events.content")).isEqualTo(2);
        assertThat(versions().version("z1")).isEqualTo(2);
        assertThat(versions().version("z2")).isEqualTo(1);
        assertThat(versions().version("z3")).isZero();
        assertThat(count("command.catalogue where content_sha256 = '%s' and replaced_by = 'admin:test' and terms = 3"
                        .formatted(Sha256.hex("two"))))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"database", "off"})
    void a_version_that_was_kept_earlier_does_not_count_while_edict_keeps_none(String mode) {
        replace("z1", "one");
        var elsewhere = new JdbcCatalogues(writeSide.database(), new CatalogueProperties(mode));
        assertThat(elsewhere.version("z1")).isZero();
    }

    @Test
    void documents_are_compared_with_the_newest_catalogue_and_with_none_where_there_is_none() {
        var catalogues = writeSide.bean(ZoneCatalogues.class);
        assertThat(catalogues.find("z1")).isEmpty();
        replace("z1", "{\"applications\":[{\"id\":\"a\"}],\"resources\":[],\"terms\":[]}");
        replace(
                "z1",
                "{\"applications\":[],\"resources\":[{\"identifier\":\"r\",\"scopes\":[\"x\",\"y\"],\"tiered_scopes\":[\"y\"]}],"
                        + "\"terms\":[{\"term\":\"q\",\"replaced_by\":\"r\"}]}");
        var found = catalogues.find("z1").orElseThrow();
        assertThat(found.applications()).isEmpty();
        assertThat(found.resource("r")).hasValueSatisfying(resource -> assertThat(resource.tieredScopes())
                .containsExactly("y"));
        assertThat(found.replacement("q")).hasValue("r");
        var off = new JdbcZoneCatalogues(writeSide.database(), new CatalogueProperties("off"));
        assertThat(off.find("z1")).isEmpty();
    }

    @Test
    void a_catalogue_that_was_changed_in_the_log_is_compared_with_nothing() {
        replace("z1", "{\"applications\":[],\"resources\":[],\"terms\":[]}");
        writeSide
                .sql()
                .sql("alter table events.content disable trigger all; update events.content set content = '{}'")
                .update();
        assertThatThrownBy(() -> writeSide.bean(ZoneCatalogues.class).find("z1"))
                .isInstanceOf(ContentCorrupted.class)
                .hasMessageContaining("the catalogue of zone z1");
    }

    @Test
    void where_the_tables_of_a_token_service_are_the_source_they_are_read_as_they_are_now() {
        var live = new JdbcZoneCatalogues(writeSide.database(), new CatalogueProperties("database"));
        assertThatThrownBy(() -> live.find("z1"))
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Rejection.Reason.CATALOGUE_UNREADABLE))
                .hasMessageContaining("relation \"public.applications\" does not exist");
        writeSide
                .sql()
                .sql(
                        """
                        create table public.applications (id text, zone_id text, archived_at timestamptz, expires_at timestamptz);
                        create table public.resources (zone_id text, identifier text, scopes text[], archived_at timestamptz);
                        insert into public.applications values ('a', 'z1', null, null), ('b', 'z1', now(), null),
                            ('c', 'z1', null, now() - interval '1 day'), ('d', 'z2', null, null);
                        insert into public.resources values ('z1', 'r', '{x,y}', null), ('z1', 's', '{x}', now()),
                            ('z2', 't', '{x}', null)
                        """)
                .update();
        var found = live.find("z1").orElseThrow();
        assertThat(found.applications()).containsExactly("a");
        assertThat(found.identifiers()).containsExactly("r");
        assertThat(found.scopes()).containsExactly("x", "y");
    }

    @ParameterizedTest
    @CsvSource({"database, CATALOGUE_NOT_MANAGED", "off, CATALOGUE_OFF"})
    void catalogues_that_edict_does_not_keep_are_not_replaced(String mode, Rejection.Reason reason) {
        var service = new CatalogueService(
                writeSide.bean(CommandSender.class),
                writeSide.bean(JdbcCatalogues.class),
                new CatalogueProperties(mode));
        var content = new CatalogueContent(List.of(), List.of(), null, null);
        assertThat(service.areManaged()).isFalse();
        assertThatThrownBy(() ->
                        service.replace(RequestContext.background("system", "r"), "z1", content, stored -> stored))
                .isInstanceOfSatisfying(
                        Rejection.class, refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(versions().version("z1")).isZero();
    }

    @Test
    void an_archived_zone_takes_none() {
        writeSide.send(new ArchiveZone("z1", "d"));
        assertThatThrownBy(() -> replace("z1", "one")).hasMessage("no zone z1");
    }

    private void replace(String zoneId, String content) {
        writeSide.send(new ReplaceCatalogue(zoneId, content, Sha256.hex(content), content.length(), 1, 2, 3));
    }

    private CatalogueVersions versions() {
        return writeSide.bean(CatalogueVersions.class);
    }

    private int count(String rows) {
        return writeSide
                .sql()
                .sql("select count(*) from " + rows)
                .query(Integer.class)
                .single();
    }
}
