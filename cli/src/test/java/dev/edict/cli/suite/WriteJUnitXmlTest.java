package dev.edict.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edict.cli.Golden;
import dev.edict.cli.Ran;
import dev.edict.cli.io.ExitCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class WriteJUnitXmlTest {

    @TempDir
    private Path parent;

    private Path folder = Path.of("");

    @BeforeEach
    void example() {
        folder = parent.resolve("payments");
        Ran.edict("init", folder);
    }

    @Test
    void documents_suites_and_canaries_are_test_suites() throws Exception {
        var trainees = folder.resolve("trainees.rego");
        Files.writeString(trainees, Files.readString(trainees).replace("trainee-\"", "junior-\""));
        assertThat(xml(ExitCode.DIFFERENT)).satisfies(WriteJUnitXmlTest::isValid);
        Golden.assertSame(
                "test-failing.junit.xml",
                xml(ExitCode.DIFFERENT).replace(parent.toString(), "DIR").replaceAll("time=\"[0-9.]+\"", "time=\"T\""));
    }

    @Test
    void errors_of_documents_are_failures_and_no_case_is_listed() throws Exception {
        Files.writeString(folder.resolve("edict.yaml"), "zone: payments\npolicy_set: main\n");
        Files.writeString(folder.resolve("grants.rego"), "package caracal.authz\n");
        var documents = testsuite(xml(ExitCode.DIFFERENT), 0);
        assertThat(documents.getAttribute("name")).isEqualTo("documents");
        assertThat(documents.getAttribute("failures")).isEqualTo("1");
        assertThat(documents.getElementsByTagName("failure").item(0).getTextContent())
                .contains("grants.rego:1:1: error: must_be_data_document: ");
        assertThat(documents.getParentNode().getChildNodes().getLength()).isEqualTo(3);
    }

    @Test
    void names_with_any_characters_are_written_as_far_as_xml_can_hold_them() throws Exception {
        var name = "a <b> & \\\"c\\\" ]]> \\u0007 \\uFFFE \\uD83D\\uDE00 \\u202E end";
        Files.writeString(
                folder.resolve("suites/tellers.yaml"),
                """
                cases:
                  - name: "%s"
                    input:
                      principal: {type: Application, id: "]]>\\u0001"}
                      resource: {identifier: resource://ledger}
                      action: {id: TokenExchange}
                      context: {requested_scopes: [ledger:read]}
                    expect: allow
                """
                        .formatted(name.replace("\\uD83D\\uDE00", "😀")));
        var xml = xml(ExitCode.DIFFERENT);
        isValid(xml);
        var one = (Element) testsuite(xml, 1).getElementsByTagName("testcase").item(0);
        assertThat(one.getAttribute("name")).isEqualTo("a <b> & \"c\" ]]> \uFFFD \uFFFD 😀 \u202E end");
        assertThat(one.getAttribute("line")).isEqualTo("2");
        assertThat(one.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }

    @Test
    void the_folder_of_the_file_is_made_and_an_older_file_replaced() throws IOException {
        var file = parent.resolve("target/reports/edict.xml");
        Ran.edict("test", folder, "--junit", file);
        var first = Files.readString(file);
        assertThat(first).contains("tests=\"3\"");
        Files.delete(folder.resolve("suites/tellers.yaml"));
        Ran.edict("test", folder, "--junit", file);
        assertThat(file).content().doesNotContain("tellers").isNotEqualTo(first);
        assertThat(parent.resolve("target/reports").toFile().list()).containsExactly("edict.xml");
    }

    @Test
    void a_file_that_cannot_be_written_is_named() {
        var ran = Ran.edict("test", folder, "--junit", folder.resolve("edict.yaml/x.xml"));
        assertThat(ran.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(ran.err()).startsWith("edict test: ").contains("edict.yaml");
    }

    private String xml(int exitCode) throws IOException {
        var file = parent.resolve("edict.xml");
        assertThat(Ran.edict("test", folder, "--junit", file).exitCode()).isEqualTo(exitCode);
        return Files.readString(file);
    }

    private static Element testsuite(String xml, int index) throws Exception {
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
        return (Element) document.getElementsByTagName("testsuite").item(index);
    }

    private static void isValid(String xml) {
        try {
            var schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                    .newSchema(WriteJUnitXmlTest.class.getResource("/junit.xsd"));
            schema.newValidator().validate(new StreamSource(new StringReader(xml)));
        } catch (Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
