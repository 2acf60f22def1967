package dev.edict.command.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edict.command.api.Rejection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class CheckCatalogueTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'resources':[]} | applications: must not be null",
                "{'applications':[]} | resources: must not be null",
                "{'applications':[null],'resources':[]} | applications.0: must not be null",
                "{'applications':[{}],'resources':[]} | applications.0.id: must not be null",
                "{'applications':[{'id':''}],'resources':[]} | applications.0.id: expected 1 to 512 characters",
                "{'applications':[{'id':'a','name':''}],'resources':[]} | applications.0.name: expected 1 to 512 characters",
                "{'applications':[{'id':'a','name':'x\\u202Ey'}],'resources':[]} | applications.0.name: U+202E at character 2 is a format character, which is not allowed in a name",
                "{'applications':[{'id':'a'},{'id':'b'},{'id':'a'}],'resources':[]} | applications.2.id: \"a\" is given twice",
                "{'applications':[{'id':'a','colour':'red'}],'resources':[]} | applications.0.colour: unknown key",
                "{'applications':[],'resources':[],'labels':[]} | labels: unknown key",
                "{'applications':[],'resources':[{'scopes':[]}]} | resources.0.identifier: must not be null",
                "{'applications':[],'resources':[{'identifier':'r'}]} | resources.0.scopes: must not be null",
                "{'applications':[],'resources':[{'identifier':'r','scopes':['x',null]}]} | resources.0.scopes.1: must not be null",
                "{'applications':[],'resources':[{'identifier':'r','scopes':['x','y','x']}]} | resources.0.scopes.2: \"x\" is given twice",
                "{'applications':[],'resources':[{'identifier':'r','scopes':[]},{'identifier':'r','scopes':[]}]} | resources.1.identifier: \"r\" is given twice",
                "{'applications':[],'resources':[{'identifier':'r','scopes':['x'],'tiered_scopes':['y']}]} | resources.0.tiered_scopes: \"y\" is no scope of the resource",
                "{'applications':[],'resources':[{'identifier':'r','scopes':['x'],'tiered_scopes':['x','x']}]} | resources.0.tiered_scopes.1: \"x\" is given twice",
                "{'applications':[],'resources':[{'identifier':'r','scopes':[],'tier':'t'}]} | resources.0.tier: unknown key",
                "{'applications':[],'resources':[],'terms':[{'term':'a'}]} | terms.0.replaced_by: must not be null",
                "{'applications':[],'resources':[],'terms':[{'replaced_by':'a'}]} | terms.0.term: must not be null",
                "{'applications':[],'resources':[],'terms':[{'term':'a','replaced_by':'a'}]} | terms.0.replaced_by: a term cannot replace itself",
                "{'applications':[],'resources':[],'terms':[{'term':'a','replaced_by':'b'},{'term':'a','replaced_by':'c'}]} | terms.1.term: \"a\" is given twice",
            })
    void a_catalogue_is_refused_with_the_place_and_what_is_expected_there(String json, String message) {
        assertRefused(read(json), message);
    }

    @Test
    void cyclic_terms_are_refused_and_the_cycle_is_named() {
        assertRefused(
                read(
                        "{'applications':[],'resources':[],'terms':[{'term':'x','replaced_by':'b'},"
                                + "{'term':'b','replaced_by':'c'},{'term':'c','replaced_by':'d'},{'term':'d','replaced_by':'b'}]}"),
                "terms.1.replaced_by: the terms replace each other in a cycle: b → c → d → b");
    }

    @Test
    void a_long_cycle_is_named_by_its_first_ten_terms() {
        var terms = IntStream.range(0, 5_000)
                .mapToObj(n -> new CatalogueContent.Term("t" + n, "t" + (n + 1) % 5_000, null))
                .toList();
        assertThatThrownBy(() -> new CatalogueCheck().require(new CatalogueContent(List.of(), List.of(), terms, null)))
                .hasMessageMatching(
                        "terms[.][0-9]+[.]replaced_by: the terms replace each other in a cycle: (t[0-9]+ → ){10}… → t[0-9]+");
    }

    @Test
    void a_chain_of_terms_and_a_term_that_is_still_a_current_name_are_accepted() {
        new CatalogueCheck()
                .require(
                        read(
                                "{'applications':[{'id':'a'}],'resources':[{'identifier':'r','scopes':['x']}],"
                                        + "'terms':[{'term':'a','replaced_by':'b'},{'term':'b','replaced_by':'c'},{'term':'x','replaced_by':'c'}]}"));
    }

    @Test
    void every_list_and_every_name_has_a_bound() {
        assertRefused(applications(5_001), "applications: expected at most 5,000 elements, not 5,001");
        assertRefused(resources(20_001, 0), "resources: expected at most 20,000 elements, not 20,001");
        assertRefused(resources(1, 501), "resources.0.scopes: expected at most 500 elements, not 501");
        assertRefused(terms(5_001), "terms: expected at most 5,000 elements, not 5,001");
        assertRefused(application("a".repeat(513)), "applications.0.id: expected 1 to 512 characters");
        new CatalogueCheck().require(applications(5_000));
        new CatalogueCheck().require(resources(20_000, 0));
        new CatalogueCheck().require(resources(1, 500));
        new CatalogueCheck().require(terms(5_000));
        new CatalogueCheck().require(application("😀".repeat(512)));
    }

    @Test
    void the_place_of_an_error_begins_with_the_members_above() {
        assertThatThrownBy(() -> new CatalogueCheck("catalogue").require(applications(5_001)))
                .hasMessageStartingWith("catalogue.applications: expected at most")
                .isInstanceOfSatisfying(Rejection.class, refused -> assertThat(
                                String.valueOf(refused.facts().get("details")))
                        .contains("path=[catalogue, applications]"));
    }

    @Test
    void a_long_name_is_shortened_in_the_message() {
        var name = "a".repeat(512);
        assertRefused(
                read("{'applications':[{'id':'%1$s'},{'id':'%1$s'}],'resources':[]}".formatted(name)),
                "applications.1.id: \"%s…\" is given twice".formatted("a".repeat(79)));
    }

    @Test
    void the_same_catalogue_has_the_same_text_in_any_order() {
        var one = "{'applications':[{'id':'b','name':'B'},{'id':'a'}],"
                + "'resources':[{'identifier':'s','scopes':[]},{'identifier':'r','scopes':['y','x'],'tiered_scopes':['y']}],"
                + "'terms':[{'term':'2','replaced_by':'3'},{'term':'1','replaced_by':'3'}]}";
        var other = "{'resources':[{'tiered_scopes':['y'],'scopes':['x','y'],'identifier':'r'},"
                + "{'identifier':'s','scopes':[],'tiered_scopes':[]}],"
                + "'terms':[{'replaced_by':'3','term':'1'},{'term':'2','replaced_by':'3'}],"
                + "'applications':[{'id':'a'},{'name':'B','id':'b'}]}";
        assertThat(CatalogueText.of(read(other))).isEqualTo(CatalogueText.of(read(one)));
        assertThat(CatalogueText.of(read(one)).json().replace('"', '\''))
                .isEqualTo("{'applications':[{'id':'a'},{'id':'b','name':'B'}],"
                        + "'resources':[{'identifier':'r','scopes':['x','y'],'tiered_scopes':['y']},"
                        + "{'identifier':'s','scopes':[]}],"
                        + "'terms':[{'term':'1','replaced_by':'3'},{'term':'2','replaced_by':'3'}]}");
        assertThat(CatalogueText.of(read("{'applications':[],'resources':[]}")).json())
                .isEqualTo("{\"applications\":[],\"resources\":[],\"terms\":[]}");
    }

    private static void assertRefused(CatalogueContent catalogue, String message) {
        assertThatThrownBy(() -> new CatalogueCheck().require(catalogue))
                .isInstanceOfSatisfying(Rejection.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Rejection.Reason.INVALID_CATALOGUE);
                    assertThat(refused.facts()).containsKey("details");
                })
                .hasMessage(message);
    }

    private static CatalogueContent read(String json) {
        return JSON.readValue(json.replace('\'', '"'), CatalogueContent.class);
    }

    private static CatalogueContent application(String id) {
        return new CatalogueContent(List.of(new CatalogueContent.Application(id, null, null)), List.of(), null, null);
    }

    private static CatalogueContent applications(int count) {
        var applications = IntStream.range(0, count)
                .mapToObj(n -> new CatalogueContent.Application("a" + n, null, null))
                .toList();
        return new CatalogueContent(applications, List.of(), null, null);
    }

    private static CatalogueContent resources(int count, int scopes) {
        var resources = new ArrayList<CatalogueContent.Resource>();
        var names = IntStream.range(0, scopes).mapToObj(n -> "s" + n).collect(Collectors.toList());
        for (int n = 0; n < count; n++) {
            resources.add(new CatalogueContent.Resource("r" + n, names, null, null));
        }
        return new CatalogueContent(List.of(), resources, null, null);
    }

    private static CatalogueContent terms(int count) {
        var terms = IntStream.range(0, count)
                .mapToObj(n -> new CatalogueContent.Term("t" + n, "t" + (n + 1), null))
                .toList();
        return new CatalogueContent(List.of(), List.of(), terms, null);
    }
}
